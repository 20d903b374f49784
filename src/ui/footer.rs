//! The line at the foot: which keys matter here.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::paint::{indented, put};
use crate::app::App;
use crate::app::hints::Hint;
use crate::config::theme::Theme;
use crate::wrap;

/// Columns between two hints.
const BETWEEN: usize = 3;

/// The keys that matter here, as many as fit; the last of them, the way back, at the right.
pub(super) struct Footer<'a> {
    pub(super) app: &'a App,
    pub(super) theme: &'a Theme,
}

impl Widget for Footer<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let hints = self.app.hints();
        let Some((last, hints)) = hints.split_last() else {
            return;
        };
        let right = indented(area, usize::from(area.width).saturating_sub(width(last)));
        let mut rest = area;
        if hints
            .first()
            .is_none_or(|first| width(first) + BETWEEN + width(last) <= usize::from(area.width))
        {
            self.put(last, right, buf);
            let taken = width(last) + BETWEEN;
            rest.width = area
                .width
                .saturating_sub(u16::try_from(taken).unwrap_or(u16::MAX));
        }
        for hint in hints {
            if width(hint) > usize::from(rest.width) {
                continue;
            }
            self.put(hint, rest, buf);
            rest = indented(rest, width(hint) + BETWEEN);
        }
    }
}

impl Footer<'_> {
    fn put(&self, hint: &Hint, area: Rect, buf: &mut Buffer) {
        let rest = put(&hint.key, self.theme.key, area, buf);
        put(&hint.label, self.theme.dim, indented(rest, 1), buf);
    }
}

fn width(hint: &Hint) -> usize {
    wrap::width(&hint.key) + 1 + wrap::width(&hint.label)
}
