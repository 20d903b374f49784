//! Slogans and titles of several sentences in quotation marks: `the “Slow. We are near.” signs are new`.
//!
//! A short quotation is a slogan where it is a part of the sentence around it: opened behind a word without a
//! comma or colon, or at the start of the paragraph, and closed before a word in lower case. Where it begins the
//! paragraph it must end without a mark of its own, which speech does not. The same words in quotation marks are
//! the slogan everywhere in the text.

use std::collections::HashSet;
use std::ops::Range;

/// A slogan has at most so many words; longer quotations are speech.
const LONGEST: usize = 10;

/// The slogans of one text, letters and figures alone, in lower case.
#[derive(Debug, Default)]
pub(super) struct Slogans(HashSet<String>);

impl Slogans {
    /// Reads the paragraphs of a whole text.
    pub(super) fn in_text<'a>(paragraphs: impl Iterator<Item = &'a str>) -> Self {
        let found = paragraphs.flat_map(|paragraph| {
            quotations(paragraph)
                .into_iter()
                .filter(|inside| is_part(paragraph, inside))
                .map(|inside| folded(&paragraph[inside]))
        });
        Self(found.collect())
    }

    /// The bytes of the slogans of one paragraph, without their marks.
    pub(super) fn insides(&self, paragraph: &str) -> Vec<Range<usize>> {
        quotations(paragraph)
            .into_iter()
            .filter(|inside| {
                is_part(paragraph, inside) || self.0.contains(&folded(&paragraph[inside.clone()]))
            })
            .collect()
    }
}

/// The bytes between the marks of the short quotations of more than one sentence.
fn quotations(paragraph: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, mark) in paragraph.char_indices() {
        match (open, mark) {
            (Some((from, '“')), '”') | (Some((from, '"')), '"') => {
                let inside = &paragraph[from..at];
                if inside.contains(['.', '!', '?'])
                    && inside.split_whitespace().take(LONGEST + 1).count() <= LONGEST
                {
                    found.push(from..at);
                }
                open = None;
            }
            (_, '“' | '"') => open = Some((at + mark.len_utf8(), mark)),
            _ => {}
        }
    }
    found
}

/// Whether a quotation is a part of the sentence around it.
fn is_part(paragraph: &str, inside: &Range<usize>) -> bool {
    let goes_on = paragraph[inside.end..]
        .trim_start_matches(['”', '"'])
        .strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(char::is_lowercase));
    let lead = paragraph[..inside.start].trim_end_matches(['“', '"']);
    let words = if lead.is_empty() {
        &paragraph[inside.clone()]
    } else {
        lead.trim_end()
    };
    goes_on && words.ends_with(char::is_alphanumeric)
}

fn folded(slogan: &str) -> String {
    slogan
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slogan_is_a_part_of_its_sentence() {
        for (paragraph, slogans) in [
            (
                "The town’s “Slow. We are near.” signs are new.",
                vec!["Slow. We are near."],
            ),
            (
                "All the \"Slow. We Are Near.\" signs stay.",
                vec!["Slow. We Are Near."],
            ),
            (
                "“Slow. We are near” is on all signs.",
                vec!["Slow. We are near"],
            ),
            ("“It is over. Go home,” she said.", vec![]),
            ("He said: “It is over. Go home.” and left.", vec![]),
            ("He said, “It is over. Go home.”", vec![]),
            (
                "The sign “One two three four. Five six seven eight nine ten eleven.” is long.",
                vec![],
            ),
        ] {
            let found: Vec<&str> = Slogans::default()
                .insides(paragraph)
                .into_iter()
                .map(|inside| &paragraph[inside])
                .collect();
            assert_eq!(found, slogans, "{paragraph}");
        }
    }
}
