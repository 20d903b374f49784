//! The list of headlines: a sign, the headline, and a line about it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::footer::heading;
use super::layout::rows;
use super::paint::{indented, line, put, put_matched, put_right};
use crate::app::headlines::{GUTTER, Setting, title};
use crate::app::marks::Mark;
use crate::app::notice::{count, thousands};
use crate::app::shelf::{Row, Shelf};
use crate::app::{App, Pane, Stage, day};
use crate::config::theme::Theme;
use crate::library::Article;
use crate::story::Story;
use crate::wrap;

/// The list of headlines.
pub(super) struct HeadlinesPane<'a> {
    pub(super) app: &'a App,
    pub(super) theme: &'a Theme,
}

impl Widget for HeadlinesPane<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        self.render_heading(area, buf);
        if self.app.headlines().rows().is_empty() {
            self.render_empty(area, buf);
        }
        for (index, setting, at) in in_sight(self.app, area) {
            self.render_row(index, &setting, indented_lines(rows(area), at), buf);
        }
    }
}

impl HeadlinesPane<'_> {
    /// The heading, or the line being typed over the list.
    fn render_heading(&self, area: Rect, buf: &mut Buffer) {
        let (app, theme) = (self.app, self.theme);
        let listed = app
            .headlines()
            .rows()
            .iter()
            .filter(|row| row.article().is_some())
            .count();
        let (Some(find), Some(row)) = (app.find(), line(area, 0)) else {
            let focused = app.focus() == Pane::Headlines;
            let name = match app.live() {
                Some(live) => format!("Headlines /{}", live.query()),
                None => shelf_heading(app.headlines().shelf()),
            };
            let figure = if listed == 0 {
                String::new()
            } else {
                self.position(listed)
            };
            return heading(&name, &figure, focused, theme, area, buf);
        };
        let found = format!("{} of {}", thousands(listed), thousands(find.all()));
        let rest = put_right(&found, theme.dim, row, buf);
        let rest = put("/ ", theme.key, rest, buf);
        put(find.prompt.text(), theme.strong, rest, buf);
    }

    /// Which article of how many is selected.
    fn position(&self, listed: usize) -> String {
        let list = self.app.headlines();
        let until = list.rows().iter().take(list.cursor().at() + 1);
        let at = until.filter(|row| row.article().is_some()).count();
        format!("{} of {}", thousands(at), thousands(listed))
    }

    fn render_empty(&self, area: Rect, buf: &mut Buffer) {
        let says = match (self.app.stage(), self.app.headlines().shelf()) {
            (Stage::Loading { .. }, _) => "reading …",
            _ if self.app.find().is_some() => "no headline matches",
            (_, Shelf::Starred) => "nothing is starred",
            (Stage::Grouping, Shelf::Stories) => "grouping into stories …",
            (_, Shelf::Stories) => "no story is told twice",
            _ => "nothing to read here",
        };
        if let Some(row) = line(rows(area), 0) {
            put(says, self.theme.dim, indented(row, GUTTER), buf);
        }
    }

    fn render_row(&self, index: usize, setting: &Setting, area: Rect, buf: &mut Buffer) {
        let (app, theme) = (self.app, self.theme);
        let row = app.headlines().rows()[index];
        let selected = app.headlines().cursor().at() == index;
        let headline = title(row, app.stock());
        let matches = app.live().filter(|_| row.article().is_some());
        let matches = matches.map_or_else(Vec::new, |live| live.matches(headline));
        let style = self.headline_style(row);
        for (number, bytes) in setting.lines.iter().enumerate() {
            let Some(row) = line(area, number) else {
                return;
            };
            let row = indented(row, setting.indent);
            if setting.cut && number + 1 == setting.lines.len() {
                let cut = wrap::fit(&headline[bytes.start..], usize::from(row.width)).into_owned();
                let shown = bytes.start..bytes.start + cut.trim_end_matches('…').len();
                let rest = put_matched(headline, shown, &matches, (style, theme.matched), row, buf);
                put("…", style, rest, buf);
            } else {
                put_matched(
                    headline,
                    bytes.clone(),
                    &matches,
                    (style, theme.matched),
                    row,
                    buf,
                );
            }
        }
        self.render_signs(row, selected, setting, area, buf);
        if let Some(below) = line(area, setting.lines.len()) {
            put(
                &self.about(row),
                theme.dim,
                indented(below, setting.indent),
                buf,
            );
        }
        if selected && app.focus() == Pane::Headlines {
            let lines = Rect {
                height: area
                    .height
                    .min(u16::try_from(setting.lines.len()).unwrap_or(1)),
                ..area
            };
            buf.set_style(indented(lines, setting.indent), theme.selection);
        }
    }

    fn headline_style(&self, row: Row) -> Style {
        let article = crate::app::headlines::article(row, self.app.stock());
        let read = article.is_some_and(|article| self.app.marks().has(Mark::Read, article.id));
        if read {
            self.theme.text
        } else {
            self.theme.strong
        }
    }

    fn render_signs(
        &self,
        row: Row,
        selected: bool,
        setting: &Setting,
        area: Rect,
        buf: &mut Buffer,
    ) {
        let theme = self.theme;
        let Some(first) = line(area, 0) else { return };
        if selected {
            put("▸", theme.accent, first, buf);
        }
        let Some(article) = crate::app::headlines::article(row, self.app.stock()) else {
            return;
        };
        let at = setting.indent.saturating_sub(2);
        if !self.app.marks().has(Mark::Read, article.id) {
            put("●", theme.accent, indented(first, at), buf);
        }
        if self.app.marks().has(Mark::Starred, article.id)
            && let Some(below) = line(area, setting.lines.len())
        {
            put("★", theme.accent, indented(below, at), buf);
        }
    }

    fn about(&self, row: Row) -> String {
        let stock = self.app.stock();
        match row {
            Row::Story(index) => self.about_story(&stock.stories()[index]),
            Row::Version(index) | Row::Article(index) => {
                self.about_article(&stock.articles()[index], matches!(row, Row::Article(_)))
            }
        }
    }

    fn about_story(&self, story: &Story) -> String {
        let stock = self.app.stock();
        let versions = count(story.articles.len(), "version", "versions");
        let days = story
            .articles
            .iter()
            .filter_map(|id| stock.get(*id)?.latest().published);
        let newest = days.max_by_key(|moment| moment.seconds());
        newest.map_or(versions.clone(), |at| {
            format!("{versions} · {}", day::short(at, stock.year()))
        })
    }

    fn about_article(&self, article: &Article, alone: bool) -> String {
        let (stock, text) = (self.app.stock(), article.latest());
        let mut parts = vec![article.source_label().to_owned()];
        parts.extend(text.author.clone());
        let day = text.published.map(|at| day::short(at, stock.year()));
        parts.push(day.unwrap_or_else(|| "undated".to_owned()));
        let told = stock.told_by(article.id);
        if alone && told > 1 {
            parts.push(format!("story of {told}"));
        }
        parts.join(" · ")
    }
}

fn shelf_heading(shelf: &Shelf) -> String {
    match shelf {
        Shelf::All => "Headlines".to_owned(),
        _ => shelf.name().to_owned(),
    }
}

/// `area` from line `at` on.
fn indented_lines(area: Rect, at: usize) -> Rect {
    let at = u16::try_from(at).unwrap_or(u16::MAX).min(area.height);
    Rect {
        y: area.y + at,
        height: area.height - at,
        ..area
    }
}

/// The rows in sight, each with how it is set and the line that it begins on.
fn in_sight(app: &App, area: Rect) -> impl Iterator<Item = (usize, Setting, usize)> {
    let list = app.headlines();
    let height = usize::from(rows(area).height);
    let mut below = 0;
    (list.cursor().top()..).map_while(move |index| {
        let setting = list.setting(index, app.stock())?;
        let at = below;
        below += setting.height();
        (at < height).then_some((index, setting, at))
    })
}

/// Where the selected headline stands, or the end of what is typed.
pub(super) fn cursor(app: &App, area: Rect) -> Option<Position> {
    if let Some(find) = app.find() {
        let prompt = indented(line(area, 0)?, 2 + wrap::width(find.prompt.text()));
        return Some(
            Rect {
                x: prompt.x.min(area.right().saturating_sub(1)),
                ..prompt
            }
            .as_position(),
        );
    }
    let selected = app.headlines().cursor().at();
    let (.., at) = in_sight(app, area).find(|(index, ..)| *index == selected)?;
    line(rows(area), at).map(Rect::as_position)
}
