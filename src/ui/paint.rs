//! Putting text into cells: within its area, and nothing that a terminal could take for a command.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::config::theme::Theme;
use crate::wrap;

/// The line `index` of `area`, from 0; none below its end.
pub(super) fn line(area: Rect, index: usize) -> Option<Rect> {
    let index = u16::try_from(index)
        .ok()
        .filter(|&index| index < area.height)?;
    Some(Rect {
        y: area.y + index,
        height: 1,
        ..area
    })
}

/// `area` without its first `columns`.
pub(super) fn indented(area: Rect, columns: usize) -> Rect {
    let columns = u16::try_from(columns).unwrap_or(u16::MAX).min(area.width);
    Rect {
        x: area.x + columns,
        width: area.width - columns,
        ..area
    }
}

/// Puts `text` at the beginning of a line, cut with an ellipsis where it does not fit; the rest of the line.
pub(super) fn put(text: &str, style: Style, area: Rect, buf: &mut Buffer) -> Rect {
    if area.is_empty() || text.is_empty() {
        return area;
    }
    let text = wrap::fit(text, usize::from(area.width));
    let (end, _) = buf.set_stringn(area.x, area.y, &text, usize::from(area.width), style);
    indented(area, usize::from(end.saturating_sub(area.x)))
}

/// Puts `text` at the end of a line; what is left of the line before it, with a space between.
pub(super) fn put_right(text: &str, style: Style, area: Rect, buf: &mut Buffer) -> Rect {
    let width = wrap::width(text);
    let free = usize::from(area.width).saturating_sub(width);
    put(text, style, indented(area, free), buf);
    let left = free.saturating_sub(usize::from(width > 0));
    Rect {
        width: u16::try_from(left).unwrap_or(area.width),
        ..area
    }
}

/// Puts a line of a text whose bytes in `matches` stand out.
pub(super) fn put_matched(
    text: &str,
    bytes: Range<usize>,
    matches: &[Range<usize>],
    looks: (Style, Style),
    area: Rect,
    buf: &mut Buffer,
) -> Rect {
    let (style, look) = looks;
    let (mut rest, mut at) = (area, bytes.start);
    for range in matches {
        let (start, end) = (range.start.max(at), range.end.min(bytes.end));
        if start < end {
            rest = put(&text[at..start], style, rest, buf);
            rest = put(&text[start..end], style.patch(look), rest, buf);
            at = end;
        }
    }
    put(&text[at..bytes.end], style, rest, buf)
}

/// The heading of a pane: its name, and a figure at the right; bold and coloured where it is in focus.
pub(super) fn heading(
    name: &str,
    figure: &str,
    focused: bool,
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
) {
    let Some(row) = line(area, 0) else { return };
    let style = if focused {
        theme.accent.patch(theme.strong)
    } else {
        theme.dim
    };
    let rest = put_right(figure, theme.dim, row, buf);
    put(name, style, rest, buf);
}

/// A thin line down the whole of `area`.
pub(super) fn rule(area: Rect, style: Style, buf: &mut Buffer) {
    for row in area.rows() {
        put("│", style, row, buf);
    }
}

/// Replaces what no cell may hold, should anything have slipped through the border: control
/// characters and marks that reorder or hide text.
pub(super) fn refuse_control_characters(buf: &mut Buffer) {
    let refused = |c: char| {
        c.is_control()
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
            || matches!(c, '\u{e0000}'..='\u{e001f}' | '\u{fff9}'..='\u{fffb}')
    };
    for cell in &mut buf.content {
        if cell.symbol().contains(refused) {
            cell.set_symbol("\u{fffd}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_never_holds_a_control_character() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 3, 1));
        for (x, symbol) in [(0, "\u{1b}"), (1, "a\u{202e}"), (2, "é")] {
            buf[(x, 0)].set_symbol(symbol);
        }
        refuse_control_characters(&mut buf);
        let symbols: Vec<&str> = buf
            .content
            .iter()
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        assert_eq!(symbols, ["\u{fffd}", "\u{fffd}", "é"]);
    }

    #[test]
    fn text_is_cut_where_it_does_not_fit_and_says_so() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 6, 1));
        put("headline", Style::new(), buf.area, &mut buf);
        assert_eq!(buf, Buffer::with_lines(["headl…"]));
    }

    #[test]
    fn what_stands_at_the_right_leaves_the_rest_to_the_left() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 8, 1));
        let rest = put_right("12", Style::new(), buf.area, &mut buf);
        put("abcdefgh", Style::new(), rest, &mut buf);
        assert_eq!(buf, Buffer::with_lines(["abcd… 12"]));
    }
}
