//! A comparison as text: the rows of the diff view, from the first to the last.

use std::io::{self, Write};

use crate::cli::ink::Ink;
use crate::spread::{
    Cells, DIVIDER, Form, GUTTER, Line, Options, Segment, Spread, heading, wording,
};
use crate::ui::compare::{sign_style, style};
use crate::version::Compared;
use crate::wrap;

/// Cells of the longest line that reads well.
const WIDEST: usize = 180;

/// Prints the comparison in lines of at most `width` cells: side by side where two columns have room.
/// Without colour the words that differ stand in brackets.
pub(super) fn print(
    compared: &Compared,
    width: usize,
    ink: &Ink,
    out: &mut impl Write,
) -> io::Result<()> {
    let columns = width.min(WIDEST);
    let options = Options {
        columns,
        form: Form::for_width(columns),
        hide_same: false,
        ascii: false,
        brackets: !ink.color,
    };
    let spread = Spread::new(compared, options);
    let sheet = Sheet {
        spread: &spread,
        ink,
    };
    for line in heading::in_full(compared, &spread) {
        sheet.line(&line, out)?;
    }
    writeln!(out)?;
    for line in &spread.lines {
        sheet.line(line, out)?;
    }
    let room = columns.saturating_sub(GUTTER);
    let summary = wording::summary(compared, room);
    for (index, line) in wrap::wrap(&summary, room).into_iter().enumerate() {
        let above = if index == 0 { "\n" } else { "" };
        writeln!(out, "{above}{:GUTTER$}{}", "", &summary[line])?;
    }
    Ok(())
}

struct Sheet<'a> {
    spread: &'a Spread,
    ink: &'a Ink,
}

impl Sheet<'_> {
    fn line(&self, line: &Line, out: &mut impl Write) -> io::Result<()> {
        let mut text = String::new();
        for sign in &line.signs {
            let look = sign_style(&self.ink.theme, *sign);
            text += &self.ink.paint(look, sign.glyph(false));
        }
        let spaces = |count: usize| " ".repeat(count);
        text += &spaces(GUTTER - line.signs.len());
        match &line.cells {
            Cells::Wide(segments) => self.words(segments, &mut text),
            Cells::Beside(left, right) => {
                self.words(left, &mut text);
                let used: usize = left.iter().map(|segment| wrap::width(&segment.text)).sum();
                text += &spaces(self.spread.measure.saturating_sub(used) + DIVIDER / 2);
                text += &self.ink.paint(self.ink.theme.rule, line.cells.divider());
                text += &spaces(DIVIDER / 2);
                self.words(right, &mut text);
            }
        }
        writeln!(out, "{}", text.trim_end())
    }

    fn words(&self, segments: &[Segment], text: &mut String) {
        for segment in segments {
            let look = style(&self.ink.theme, segment.role);
            *text += &self.ink.paint(look, &segment.text);
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::config::theme::Theme;
    use crate::spread::example;

    fn printed(compared: &Compared, width: usize, color: bool) -> String {
        let ink = Ink {
            theme: Theme::default_dark(),
            color,
        };
        let mut out = Vec::new();
        print(compared, width, &ink, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn eighty_columns_are_printed_inline() {
        insta::assert_snapshot!(printed(&example::strike(), 80, false));
    }

    #[test]
    fn wide_pages_are_printed_side_by_side() {
        insta::assert_snapshot!(printed(&example::strike(), 120, false));
    }

    #[test]
    fn twins_are_said_to_be_the_same() {
        insta::assert_snapshot!(printed(&example::twins(), 80, false));
    }

    #[test]
    fn colour_changes_no_words_but_brackets() {
        let plain = |text: &str| {
            let mut kept = String::new();
            for part in text.split('\x1b') {
                kept += part.split_once('m').map_or(part, |(codes, rest)| {
                    if codes.starts_with('[') { rest } else { part }
                });
            }
            kept.replace(['[', ']'], "")
        };
        for width in [40, 80] {
            let painted = printed(&example::twins(), width, true);
            assert!(painted.contains('\x1b'));
            assert_eq!(plain(&painted), printed(&example::twins(), width, false));
        }
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        for width in [20, 40, 79, 80, 100, 140, 300] {
            for line in printed(&example::strike(), width, false).lines() {
                assert!(wrap::width(line) <= width, "{line:?} in {width}");
            }
        }
    }
}
