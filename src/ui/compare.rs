//! Draws the diff view: the two names, the rows, the map of the whole, the counts in words.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use self::columns::Columns;
use self::map::Map;
use crate::app::compare::CompareView;
use crate::compare::{Side, Weight};
use crate::config::theme::Theme;
use crate::spread::{self, Cells, Role, Segment, Sign, heading, wording};

mod columns;
mod map;

/// The diff view, over the whole area:
///
/// ```text
///    CNN · Kylie Atwood · 10 Jul 2025   │ News.Az · 10 Jul 2025              heading
///    ───────────────────────────────────┼──────────────────────────────      rule
/// ≠  Rubio met Lavrov on Thursday …     │ Rubio will meet Lavrov on …   ┃▐   body, map
///                                       │                                █
/// !  more than 700 drones …             │ 728 drones …                   ▌
///    7 in both · 24 only CNN · 3 conflicts                                   summary
/// ```
#[derive(Debug, Clone, Copy)]
pub struct ComparePane<'a> {
    /// What to draw; it was told the size of the area by `fit`.
    pub view: &'a CompareView,
    /// In which colours.
    pub theme: &'a Theme,
}

/// Where the terminal's own cursor stands: at the sign of the row where one stands.
pub fn cursor(view: &CompareView, area: Rect) -> Option<Position> {
    let frame = view.frame();
    let below = u16::try_from(frame.heading + frame.rule + view.line().checked_sub(view.top())?);
    Some(Position {
        x: area.x,
        y: area.y.saturating_add(below.ok()?),
    })
}

impl Widget for ComparePane<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let (frame, spread) = (self.view.frame(), self.view.spread());
        let area = area.intersection(buf.area);
        let parts = [frame.heading, frame.rule, frame.body, frame.summary];
        let [names, rule, body, summary] = stack(area, parts);
        for row in names.rows() {
            let line = heading::on_one_line(self.view.compared(), spread, self.view.is_ascii());
            self.line(&line, false, row, buf);
        }
        for row in rule.rows() {
            self.rule(row, buf);
        }
        self.body(body, buf);
        let map = Map {
            view: self.view,
            theme: self.theme,
        };
        map.render(body, buf);
        let columns = self.columns(summary).wide;
        let words = wording::summary(self.view.compared(), columns.width.into());
        Span::raw(words).render(columns, buf);
    }
}

impl ComparePane<'_> {
    fn columns(&self, area: Rect) -> Columns {
        Columns::new(area, self.view.frame(), self.view.spread())
    }

    fn rule(&self, row: Rect, buf: &mut Buffer) {
        let columns = self.columns(row);
        let line = "─".repeat(columns.wide.width.into());
        Span::styled(line, self.theme.rule).render(columns.wide, buf);
        columns.divide(row.y, "┼", self.theme.rule, buf);
    }

    fn body(&self, area: Rect, buf: &mut Buffer) {
        let spread = self.view.spread();
        let here = self.view.current();
        let here = here.map_or(0..0, |index| spread.blocks[index].lines.clone());
        let lines = spread.lines.iter().enumerate().skip(self.view.top());
        for ((index, line), row) in lines.zip(area.rows()) {
            self.line(line, here.contains(&index), row, buf);
        }
    }

    fn line(&self, line: &spread::Line, is_here: bool, row: Rect, buf: &mut Buffer) {
        let columns = self.columns(row);
        let signs = line.signs.iter().map(|sign| {
            let look = sign_style(self.theme, *sign);
            let here = if is_here {
                Modifier::REVERSED
            } else {
                Modifier::BOLD
            };
            Span::styled(sign.glyph(self.view.is_ascii()), look.add_modifier(here))
        });
        signs.collect::<Line>().render(columns.gutter, buf);
        match &line.cells {
            Cells::Wide(segments) => self.words(segments).render(columns.wide, buf),
            Cells::Beside(left, right) => {
                self.words(left).render(columns.left, buf);
                columns.divide(row.y, line.cells.divider(), self.theme.rule, buf);
                self.words(right).render(columns.right, buf);
            }
        }
    }

    fn words<'a>(&self, segments: &'a [Segment]) -> Line<'a> {
        segments
            .iter()
            .map(|segment| Span::styled(segment.text.as_str(), style(self.theme, segment.role)))
            .collect()
    }
}

/// `area` cut from the top into parts of so many lines.
fn stack<const N: usize>(area: Rect, heights: [usize; N]) -> [Rect; N] {
    let mut y = area.y;
    heights.map(|height| {
        let height = cells(height).min(area.bottom() - y);
        let part = Rect { y, height, ..area };
        y += height;
        part
    })
}

/// A count of cells on a screen.
fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// The look of a role.
pub fn style(theme: &Theme, role: Role) -> Style {
    match role {
        Role::Name { side, known } => {
            let weight = if known { Modifier::BOLD } else { Modifier::DIM };
            style(theme, Role::Only(side)).add_modifier(weight)
        }
        Role::Plain => theme.text,
        Role::Strong => theme.strong,
        Role::Edit(Side::Left) => theme.edit_left,
        Role::Edit(Side::Right) => theme.edit_right,
        Role::Only(Side::Left) => theme.left,
        Role::Only(Side::Right) => theme.right,
        Role::Conflict(Weight::Differs) => theme.conflict,
        Role::Conflict(Weight::Contradicts) => theme.conflict.add_modifier(Modifier::UNDERLINED),
        Role::Moved => theme.moved,
        Role::Note => theme.dim,
    }
}

/// The look of a sign.
pub fn sign_style(theme: &Theme, sign: Sign) -> Style {
    match sign {
        Sign::Same | Sign::Reworded => theme.text,
        Sign::Moved => theme.moved,
        Sign::Left => theme.left,
        Sign::Right => theme.right,
        Sign::Conflict => theme.conflict,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::app::cursor::Step;
    use crate::spread::example;
    use crate::ui::styled;

    fn draw(view: &CompareView, area: Rect) -> Buffer {
        let mut buffer = Buffer::empty(area);
        let theme = Theme::default_dark();
        ComparePane {
            view,
            theme: &theme,
        }
        .render(area, &mut buffer);
        buffer
    }

    fn view(width: u16, height: u16) -> CompareView {
        let mut view = CompareView::new(Arc::new(example::strike()));
        view.fit(width, height);
        view
    }

    fn screen(view: &CompareView, width: u16, height: u16) -> String {
        styled::screen(&draw(view, Rect::new(0, 0, width, height)))
    }

    #[test]
    fn two_columns_stand_level() {
        insta::assert_snapshot!(screen(&view(110, 34), 110, 34));
    }

    #[test]
    fn a_narrow_screen_shows_both_in_one() {
        let mut view = view(60, 20);
        view.next_conflict(true).expect("there are three");
        view.next_conflict(true).expect("there are three");
        insta::assert_snapshot!(screen(&view, 60, 20));
    }

    #[test]
    fn what_is_the_same_folds() {
        let mut view = view(110, 20);
        view.toggle_same();
        view.step(Step::Bottom);
        insta::assert_snapshot!(screen(&view, 110, 20));
    }

    #[test]
    fn signs_can_be_ascii() {
        let mut view = view(60, 40);
        view.set_ascii(true);
        let drawn = screen(&view, 60, 40);
        let text = drawn.split("--- styles").next().unwrap_or_default();
        assert!(text.contains("[<meets >to meet]"), "{text}");
        let signs = ['≠', '◂', '▸', '↕', '↑', '↓', '█', '┃'];
        assert!(!text.contains(signs), "{text}");
    }

    #[test]
    fn twins_are_said_to_be_the_same() {
        let mut view = CompareView::new(Arc::new(example::twins()));
        view.fit(60, 12);
        let drawn = screen(&view, 60, 12);
        assert!(drawn.contains("The two are the same, word for word."));
    }

    #[derive(Debug, Clone, Copy)]
    enum Press {
        Step(Step),
        Divergence(bool),
        Conflict(bool),
        Inline,
        Same,
        Fit(u16, u16),
    }

    fn press() -> impl Strategy<Value = Press> {
        let step = prop_oneof![
            Just(Step::Top),
            Just(Step::Bottom),
            (-9_isize..9).prop_map(Step::Rows),
            (-3_isize..3).prop_map(Step::HalfPages),
            (-3_isize..3).prop_map(Step::Pages),
        ];
        prop_oneof![
            step.prop_map(Press::Step),
            any::<bool>().prop_map(Press::Divergence),
            any::<bool>().prop_map(Press::Conflict),
            Just(Press::Inline),
            Just(Press::Same),
            (0_u16..130, 0_u16..40).prop_map(|(width, height)| Press::Fit(width, height)),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_keys_at_any_size_draw(presses in prop::collection::vec(press(), 0..20)) {
            let mut view = view(80, 24);
            let mut area = Rect::new(0, 0, 80, 24);
            for press in presses {
                match press {
                    Press::Step(step) => view.step(step),
                    Press::Divergence(forward) => _ = view.next_divergence(forward),
                    Press::Conflict(forward) => _ = view.next_conflict(forward),
                    Press::Inline => view.toggle_inline(),
                    Press::Same => view.toggle_same(),
                    Press::Fit(width, height) => {
                        draw(&view, Rect::new(0, 0, width, height));
                        view.fit(width, height);
                        area = Rect::new(0, 0, width, height);
                    }
                }
                draw(&view, area);
                let here = view.current().map(|index| &view.spread().blocks[index].lines);
                let body = view.frame().body;
                let sight = view.top()..view.top() + body;
                prop_assert!(body == 0 || here.is_some_and(|lines| lines.start < sight.end && sight.start < lines.end));
                prop_assert!(!view.position().is_empty());
            }
        }
    }
}
