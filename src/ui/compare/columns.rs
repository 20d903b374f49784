//! Where on a line the gutter, the two texts and the line between them stand.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::cells;
use crate::app::compare::frame::Frame;
use crate::spread::{DIVIDER, Form, GUTTER, Spread};

/// The columns of the diff view, within one area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    /// The signs of a row.
    pub(super) gutter: Rect,
    /// The whole width of the text.
    pub(super) wide: Rect,
    /// The left text; as `wide` where the view is inline.
    pub(super) left: Rect,
    /// The right text; empty where the view is inline.
    pub(super) right: Rect,
}

impl Columns {
    pub(super) fn new(area: Rect, frame: Frame, spread: &Spread) -> Self {
        let part = |from: usize, columns: usize| {
            let x = area.x.saturating_add(cells(frame.margin + from));
            let width = cells(columns);
            Rect { x, width, ..area }.intersection(area)
        };
        let right = GUTTER + spread.measure + DIVIDER;
        Self {
            gutter: part(0, GUTTER),
            wide: part(GUTTER, frame.columns.saturating_sub(GUTTER)),
            left: part(GUTTER, spread.measure),
            right: match spread.form {
                Form::Inline => part(right, 0),
                Form::SideBySide => part(right, spread.measure),
            },
        }
    }

    /// Draws what parts the two texts on line `y`; nothing where there is only one.
    pub(super) fn divide(&self, y: u16, symbol: &str, look: Style, buf: &mut Buffer) {
        let x = self.right.x.saturating_sub(2);
        if self.right.is_empty() || !self.wide.contains((x, y).into()) {
            return;
        }
        buf[(x, y)].set_symbol(symbol).set_style(look);
    }
}
