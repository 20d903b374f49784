//! Where in the diff view's area each part stands, and when the two texts have room side by side.

use crate::spread::{DIVIDER, Form, GUTTER};

/// Cells of the widest column of text that reads well.
const MEASURE: usize = 84;
/// From how many cells on the map of the comparison has room beside the text.
const ROOM_FOR_MAP: usize = 40;
/// Cells of that map: a space, the window, the kinds.
const MAP: usize = 3;
/// How many lines each part of the area has, from the top, and how many cells its text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Frame {
    /// Lines that name the two sides.
    pub heading: usize,
    /// Lines between these and the rows.
    pub rule: usize,
    /// Lines for the rows.
    pub body: usize,
    /// Lines of the summary.
    pub summary: usize,
    /// Empty cells left of the gutter.
    pub margin: usize,
    /// Cells of a line, gutter included.
    pub columns: usize,
    /// Cells of the map at the right; none where it has no room.
    pub map: usize,
}

impl Frame {
    pub(super) fn new((width, height): (u16, u16), chosen: Option<Form>) -> (Self, Form) {
        let (width, height) = (usize::from(width), usize::from(height));
        let form = chosen.unwrap_or_else(|| Form::for_width(width));
        let map = if width < ROOM_FOR_MAP { 0 } else { MAP };
        let room = width - map;
        let widest = match form {
            Form::Inline => GUTTER + MEASURE,
            Form::SideBySide => GUTTER + MEASURE + DIVIDER + MEASURE,
        };
        let columns = room.min(widest);
        let heading = usize::from(height >= 3);
        let rule = usize::from(height >= 8);
        let summary = usize::from(height >= 6);
        let frame = Self {
            heading,
            rule,
            body: height - heading - rule - summary,
            summary,
            margin: (room - columns) / 2,
            columns,
            map,
        };
        (frame, form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_fill_the_area_and_no_more() {
        for width in 0..=300 {
            for height in 0..=60 {
                for chosen in [None, Some(Form::SideBySide), Some(Form::Inline)] {
                    let (frame, _) = Frame::new((width, height), chosen);
                    let lines = frame.heading + frame.rule + frame.body + frame.summary;
                    assert_eq!(lines, usize::from(height));
                    let cells = frame.margin + frame.columns + frame.map;
                    assert!(cells <= usize::from(width));
                }
            }
        }
    }

    #[test]
    fn wide_screens_leave_a_margin() {
        let (frame, form) = Frame::new((200, 50), None);
        assert_eq!((form, frame.columns), (Form::SideBySide, 174));
        assert_eq!(frame.margin, 11);
    }
}
