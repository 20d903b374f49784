//! The wire to the terminal: columns stay straight even where it thinks otherwise of a glyph's width.
//!
//! Terminals disagree on how wide emoji of several parts are. So each such glyph is put on cells that
//! were cleared first, and whatever follows it is placed anew instead of wherever the cursor ended up.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use crate::wrap;

/// A terminal behind crossterm.
pub(super) struct Wire<W: Write> {
    inner: CrosstermBackend<W>,
    cursor: Position,
}

impl<W: Write> Wire<W> {
    pub(super) fn new(writer: W) -> Self {
        Self {
            inner: CrosstermBackend::new(writer),
            cursor: Position::ORIGIN,
        }
    }
}

/// Whether terminals may disagree on the width of a glyph.
fn is_unsure(symbol: &str) -> bool {
    symbol.chars().nth(1).is_some() && !symbol.is_ascii()
}

impl<W: Write> Backend for Wire<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let blank = Cell::default();
        let mut run: Vec<(u16, u16, &Cell)> = Vec::new();
        let mut covered: Option<Position> = None;
        for (x, y, cell) in content {
            if covered == Some(Position { x, y }) {
                continue;
            }
            if is_unsure(cell.symbol()) {
                let wide = wrap::width(cell.symbol()) > 1;
                run.push((x, y, &blank));
                if wide {
                    covered = Some(Position { x: x + 1, y });
                    run.push((x + 1, y, &blank));
                }
                self.inner.draw(run.drain(..))?;
                self.inner.draw(std::iter::once((x, y, cell)))?;
            } else {
                run.push((x, y, cell));
            }
        }
        self.inner.draw(run.into_iter())
    }

    fn append_lines(&mut self, lines: u16) -> io::Result<()> {
        self.inner.append_lines(lines)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    /// Where it was set last: the terminal is not asked, as its answer would go to the input thread.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        self.inner.set_cursor_position(self.cursor)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

impl<W: Write> Write for Wire<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.inner)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;

    #[test]
    fn what_follows_an_emoji_of_several_parts_is_placed_anew() {
        let mut bytes = Vec::new();
        let before = Buffer::empty(Rect::new(0, 0, 6, 1));
        let after = Buffer::with_lines(["a❤️b  "]);
        Wire::new(&mut bytes)
            .draw(before.diff(&after).into_iter())
            .unwrap();
        let sent = String::from_utf8(bytes).unwrap();
        assert!(
            sent.contains("a  "),
            "the cells of the glyph are cleared first: {sent:?}"
        );
        assert!(
            sent.contains("\u{1b}[1;2H❤️"),
            "the glyph stands on them: {sent:?}"
        );
        assert!(
            sent.contains("\u{1b}[1;4Hb"),
            "what follows is placed: {sent:?}"
        );
    }
}
