//! What a line is by its shape alone: headline, heading or prose.

use crate::library::{Paragraph, ParagraphKind};

/// No headline has more characters than this.
const LONGEST_HEADLINE: usize = 250;

/// No heading has more characters, or more words, than this.
const LONGEST_HEADING: usize = 100;
const MOST_WORDS: usize = 15;

/// A paragraph this long is prose whatever its end.
const SURELY_PROSE: usize = 160;

/// Whether a line ends as sentences do, closing quotation marks and brackets apart.
pub(super) fn ends_like_sentence(line: &str) -> bool {
    let end = line.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’»)]』」）".contains(c));
    end.ends_with(['.', '!', '?', '…', '。', '！', '？', '｡', '؟', '۔', '।'])
}

/// Whether a paragraph is running text rather than a line of its own kind.
pub(super) fn is_prose(line: &str) -> bool {
    ends_like_sentence(line) || line.chars().count() > SURELY_PROSE
}

/// Whether a first line can be a headline.
pub(super) fn is_headline(line: &str) -> bool {
    !ends_like_sentence(line)
        && line.chars().count() <= LONGEST_HEADLINE
        && line.chars().any(char::is_alphanumeric)
}

/// Whether two lines say the same, letter case and punctuation apart.
pub(super) fn is_same_line(a: &str, b: &str) -> bool {
    fn letters(line: &str) -> impl Iterator<Item = char> {
        let letters = line.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase)
    }
    letters(a).eq(letters(b))
}

/// Marks the headings in a body of plain lines: short lines that are no sentences and stand above prose. The
/// first line is one only where `first` allows it: below a headline it is rather a summary.
pub(super) fn mark_headings(body: &mut [Paragraph], first: bool) {
    for index in 0..body.len().saturating_sub(1) {
        let (line, next) = (&body[index], &body[index + 1]);
        let plain = line.kind == ParagraphKind::Text && (index > 0 || first);
        if plain
            && is_heading(&line.text)
            && next.kind != ParagraphKind::Heading
            && is_prose(&next.text)
        {
            body[index].kind = ParagraphKind::Heading;
        }
    }
}

fn is_heading(line: &str) -> bool {
    if line.len() > LONGEST_HEADING * 4 {
        return false; // no character has more bytes
    }
    let words = line.split_whitespace().count();
    let starts = line
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(|c| !c.is_lowercase());
    let is_question = line.ends_with('?') && words <= 8;
    starts
        && words <= MOST_WORDS
        && line.chars().count() <= LONGEST_HEADING
        && (is_question || !ends_like_sentence(line))
        && !line.ends_with([',', ';', '-', '—', '–'])
        && !line.contains(". ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_known_by_their_end() {
        for line in [
            "It sank.",
            "It sank!”",
            "“It sank.”",
            "It sank (twice).",
            "沈没した。",
            "Did it sink?",
        ] {
            assert!(ends_like_sentence(line), "{line}");
        }
        for line in [
            "Ferry sinks",
            "Ferry ‘sinks’",
            "Ferry sinks:",
            "フェリー沈没",
        ] {
            assert!(!ends_like_sentence(line), "{line}");
        }
    }

    #[test]
    fn headings_are_short_and_no_sentences() {
        assert!(is_heading("Trade tensions complicate the trip"));
        assert!(is_heading("What happens next?"));
        assert!(!is_heading("and then it sank"));
        assert!(!is_heading("The ferry sank on Tuesday."));
        assert!(!is_heading("On Tuesday,"));
    }
}
