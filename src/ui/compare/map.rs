//! Draws the whole comparison as a narrow strip, and the part of it that is in sight.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::cells;
use crate::app::compare::CompareView;
use crate::config::theme::Theme;
use crate::spread::Sign;

/// The strip at the right of the area: one cell for what is in sight, one for what is there.
pub(super) struct Map<'a> {
    pub(super) view: &'a CompareView,
    pub(super) theme: &'a Theme,
}

impl Widget for Map<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let lines = self.view.spread().lines.len();
        let height = usize::from(area.height).min(lines);
        if self.view.frame().map < 2 || area.width < cells(self.view.frame().map) {
            return;
        }
        let (top, body) = (self.view.top(), self.view.frame().body);
        let here = self.view.current();
        for (index, row) in area.rows().take(height).enumerate() {
            let (from, to) = (index * lines / height, (index + 1) * lines / height);
            let (sign, is_here) = self.loudest(from..to, here);
            let (glyph, look) = self.cell(sign);
            put(buf, row.right() - 1, row.y, glyph, look);
            let mark = match (is_here, from < top + body && top < to) {
                (true, _) => Some((self.glyph("┃", "#"), self.theme.accent)),
                (false, true) if height < lines => Some((self.glyph("│", "|"), self.theme.rule)),
                (false, _) => None,
            };
            if let Some((glyph, look)) = mark {
                put(buf, row.right() - 2, row.y, glyph, look);
            }
        }
    }
}

impl Map<'_> {
    /// The sign that matters most in these lines, and whether one stands there.
    fn loudest(&self, lines: std::ops::Range<usize>, here: Option<usize>) -> (Sign, bool) {
        let spread = self.view.spread();
        let first = spread.block_at(lines.start).unwrap_or_default();
        let last = spread.block_at(lines.end - 1).unwrap_or_default();
        let signs = spread.blocks[first..=last].iter().map(|block| block.sign);
        let is_here = here.is_some_and(|here| {
            let start = spread.blocks[here].lines.start;
            lines.contains(&start)
        });
        (signs.max().unwrap_or(Sign::Same), is_here)
    }

    /// A half block for what one side has, a whole one for a conflict, lines for what both have.
    fn cell(&self, sign: Sign) -> (&'static str, Style) {
        let (drawn, look) = match sign {
            Sign::Same => ("│", self.theme.rule),
            Sign::Moved => ("↕", self.theme.moved),
            Sign::Reworded => ("┃", self.theme.text),
            Sign::Left => ("▌", self.theme.left),
            Sign::Right => ("▐", self.theme.right),
            Sign::Conflict => ("█", self.theme.conflict),
        };
        let plain = match sign {
            Sign::Same => "|",
            other => other.glyph(true),
        };
        (self.glyph(drawn, plain), look)
    }

    fn glyph(&self, drawn: &'static str, plain: &'static str) -> &'static str {
        if self.view.is_ascii() { plain } else { drawn }
    }
}

fn put(buf: &mut Buffer, x: u16, y: u16, glyph: &str, look: Style) {
    buf[(x, y)].set_symbol(glyph).set_style(look);
}
