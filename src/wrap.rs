//! How wide text is on a terminal, and where its lines break; the only user of textwrap.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::CellWidth;
use textwrap::core::Fragment;
use textwrap::word_splitters::split_words;
use textwrap::wrap_algorithms::wrap_first_fit;
use textwrap::{WordSeparator, WordSplitter};
use unicode_segmentation::UnicodeSegmentation;

/// Width of `text` in terminal cells, as the screen draws it: grapheme by grapheme, control
/// characters left out.
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(glyph_width).sum()
}

/// Byte ranges of the lines of `text`, at most `columns` cells each (no columns count as one).
///
/// Lines break where UAX 14 allows it, a word longer than a line between graphemes, and always at a
/// newline. Spaces around a break belong to no line; a glyph wider than `columns` has a line of its
/// own. Empty text is one empty line.
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let pieces = pieces(line, columns.max(1));
        for run in wrap_first_fit(&pieces, &[cells(columns.max(1))]) {
            let (first, last) = (run.first(), run.last());
            let from = first.map_or(0, |piece| piece.bytes.start);
            let to = last.map_or(0, |piece| piece.bytes.end);
            lines.push(start + from..start + to);
        }
        start += line.len() + 1;
    }
    lines
}

/// `text` where it fits into `columns` cells, else its beginning and an ellipsis.
pub fn fit(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let Some(room) = columns.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let mut used = 0;
    let kept = text.graphemes(true).take_while(|glyph| {
        used += glyph_width(glyph);
        used <= room
    });
    let kept: String = kept.collect();
    Cow::Owned(format!("{}…", kept.trim_end()))
}

/// Cells of one grapheme; ratatui draws no control characters.
fn glyph_width(glyph: &str) -> usize {
    if glyph.contains(char::is_control) {
        return 0;
    }
    usize::from(glyph.cell_width())
}

/// What never breaks: the bytes of a word or a part of one, and the spaces after it.
#[derive(Debug)]
struct Piece {
    bytes: Range<usize>,
    width: usize,
    space: usize,
}

impl Piece {
    fn at(start: usize) -> Self {
        Self {
            bytes: start..start,
            width: 0,
            space: 0,
        }
    }

    /// Takes in a glyph; a space counts only once something follows it.
    fn push(&mut self, at: usize, glyph: &str) {
        let cells = glyph_width(glyph);
        if glyph.chars().all(char::is_whitespace) {
            self.space += cells;
        } else {
            self.width += self.space + cells;
            self.space = 0;
            self.bytes.end = at + glyph.len();
        }
    }

    /// Whether the glyph would make the piece longer than a line.
    fn is_full(&self, glyph: &str, columns: usize) -> bool {
        let is_space = glyph.chars().all(char::is_whitespace);
        let before = self.width + self.space;
        before > 0 && !is_space && before + glyph_width(glyph) > columns
    }
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        cells(self.width)
    }

    fn whitespace_width(&self) -> f64 {
        cells(self.space)
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// The unit textwrap counts in.
#[expect(
    clippy::cast_precision_loss,
    reason = "a line is shorter than 2^52 cells"
)]
fn cells(width: usize) -> f64 {
    width as f64
}

/// Cuts one line at every place where it may break, and never inside a grapheme.
fn pieces(line: &str, columns: usize) -> Vec<Piece> {
    let mut breaks = opportunities(line).into_iter().peekable();
    let mut pieces = Vec::new();
    let mut piece = Piece::at(0);
    for (at, glyph) in line.grapheme_indices(true) {
        while breaks.next_if(|place| *place < at).is_some() {}
        if breaks.next_if_eq(&at).is_some() || piece.is_full(glyph, columns) {
            pieces.push(std::mem::replace(&mut piece, Piece::at(at)));
        }
        piece.push(at, glyph);
    }
    pieces.push(piece);
    pieces
}

/// Byte offsets where the line may break: UAX 14's, and after the hyphens of a compound.
fn opportunities(line: &str) -> Vec<usize> {
    let words = WordSeparator::UnicodeBreakProperties.find_words(line);
    let mut at = 0;
    split_words(words, &WordSplitter::HyphenSplitter)
        .map(|word| {
            at += word.word.len() + word.whitespace.len();
            at
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, columns: usize, expected: &[&str]) {
        let lines: Vec<_> = wrap(text, columns)
            .into_iter()
            .map(|line| &text[line])
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn lines_break_between_words() {
        check("", 10, &[""]);
        check("one two three", 7, &["one two", "three"]);
        check("one  two", 3, &["one", "two"]);
        check("one two ", 7, &["one two"]);
        check("“Never,” he said", 9, &["“Never,”", "he said"]);
    }

    #[test]
    fn a_compound_breaks_after_its_hyphen() {
        check("a face-to-face talk", 10, &["a face-to-", "face talk"]);
        check("about -5 degrees", 8, &["about -5", "degrees"]);
    }

    #[test]
    fn a_word_longer_than_the_line_is_broken() {
        check("a Donaudampfschiff", 6, &["a", "Donaud", "ampfsc", "hiff"]);
        check("abc", 0, &["a", "b", "c"]);
    }

    #[test]
    fn newlines_always_break_and_indentation_stays() {
        check("if x {\n  go\n\n}", 20, &["if x {", "  go", "", "}"]);
    }

    #[test]
    fn wide_glyphs_count_as_drawn() {
        check("日本語の文章", 5, &["日本", "語の", "文章"]);
        check("I ❤️ it ❤️ a ❤️ lot", 8, &["I ❤️ it", "❤️ a ❤️", "lot"]);
        check("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 3, &["👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"]);
        check("مرحبا بالعالم", 7, &["مرحبا", "بالعالم"]);
    }

    #[test]
    fn a_no_break_space_holds() {
        check("up 500\u{a0}% now", 7, &["up", "500\u{a0}%", "now"]);
        check("\u{a0}x", 1, &["", "x"]);
    }

    #[test]
    fn what_is_too_long_ends_in_an_ellipsis() {
        for (text, columns, expected) in [
            ("news", 4, "news"),
            ("news room", 6, "news…"),
            ("news", 1, "…"),
            ("news", 0, ""),
            ("日本語", 4, "日…"),
            ("", 0, ""),
        ] {
            assert_eq!(fit(text, columns), expected, "{text:?} in {columns}");
        }
    }

    fn prose() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            "[a-zA-Z]{1,12}",
            "[日本語한국어中文]{1,6}",
            "[؀-ۿא-ת]{1,8}",
            "(e\u{301}|❤️|👨‍👩‍👧|🇺🇳|x\u{200d}y|ｶﾞ|\u{300}){1,3}",
            any::<String>().prop_map(|s| s.chars().take(8).collect::<String>()),
        ];
        let gap = prop_oneof![Just(" "), Just("-"), Just("  "), Just("\n"), Just("—")];
        prop::collection::vec((word, gap), 0..20)
            .prop_map(|words| words.into_iter().map(|(word, gap)| word + gap).collect())
    }

    proptest! {
        #[test]
        fn no_line_of_two_glyphs_is_wider_than_the_pane(text in prose(), columns in 0_usize..40) {
            for line in wrap(&text, columns) {
                let line = &text[line];
                let glyphs = line.graphemes(true).filter(|glyph| glyph_width(glyph) > 0).count();
                prop_assert!(glyphs < 2 || width(line) <= columns.max(1), "{line:?} in {columns}");
            }
        }

        #[test]
        fn nothing_but_spaces_is_lost(text in prose(), columns in 0_usize..40) {
            let mut end = 0;
            for line in wrap(&text, columns) {
                prop_assert!(text[end..line.start].chars().all(char::is_whitespace));
                end = line.end;
            }
            prop_assert!(text[end..].chars().all(char::is_whitespace));
        }

        #[test]
        fn what_fits_is_never_wider_than_asked(text in prose(), columns in 0_usize..40) {
            prop_assert!(width(&fit(&text, columns)) <= columns);
        }
    }
}
