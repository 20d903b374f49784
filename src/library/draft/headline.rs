//! What stands as the headline of a text that has none: its first sentence, cut to a line.

use crate::library::{Paragraph, ParagraphKind, Revision};
use crate::text::clean::beginning;

/// A derived headline has at most this many characters before its ellipsis.
const LONGEST: usize = 100;

/// A first sentence is looked for in so many bytes of a paragraph.
const ENOUGH: usize = 2000;

/// The first sentence of running text, else the first of anything, else a stand-in.
pub(super) fn derive(revision: &Revision) -> String {
    let is_prose = |paragraph: usize| revision.paragraphs[paragraph].kind == ParagraphKind::Text;
    let begun = revision
        .paragraphs
        .iter()
        .take(5)
        .map(|paragraph| Paragraph {
            kind: paragraph.kind,
            text: beginning(&paragraph.text, ENOUGH).to_owned(),
        });
    let head = Revision {
        paragraphs: begun.collect(),
        ..Revision::default()
    };
    let sentences = head.sentences();
    let first = sentences
        .iter()
        .find(|sentence| is_prose(sentence.paragraph))
        .or(sentences.first());
    first.map_or_else(|| "(no headline)".to_owned(), |sentence| cut(sentence.text))
}

/// `sentence` cut at a word, with an ellipsis where something was cut.
fn cut(sentence: &str) -> String {
    let Some((end, _)) = sentence.char_indices().nth(LONGEST) else {
        return sentence.to_owned();
    };
    let head = &sentence[..end];
    let word_end = head.rfind(' ').filter(|at| *at > end / 2).unwrap_or(end);
    let kept = head[..word_end].trim_end_matches(|c: char| !c.is_alphanumeric());
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::draft::prose;

    #[track_caller]
    fn check(paragraphs: &[&str], title: &str) {
        let revision = Revision {
            paragraphs: paragraphs.iter().map(|text| prose(*text)).collect(),
            ..Revision::default()
        };
        assert_eq!(derive(&revision), title);
    }

    #[test]
    fn a_headline_is_the_first_sentence() {
        check(
            &["The ferry sank. Nobody was hurt.", "More."],
            "The ferry sank.",
        );
    }

    #[test]
    fn a_long_sentence_is_cut_at_a_word() {
        let long = "The harbour board said on Tuesday that the ferry, which had been due for repair since the spring, would be \
                    taken out of service for good.";
        check(
            &[long],
            "The harbour board said on Tuesday that the ferry, which had been due for repair since the spring…",
        );
    }

    #[test]
    fn a_script_without_spaces_is_cut_too() {
        check(&[&"港".repeat(150)], &format!("{}…", "港".repeat(100)));
    }

    #[test]
    fn an_empty_text_has_a_stand_in() {
        check(&[], "(no headline)");
    }
}
