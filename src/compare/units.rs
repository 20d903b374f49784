//! What is one to a reader, so that a mark never cuts into it: a date, a quantity, a name, a short quotation.

use std::ops::Range;

use super::lexicon;
use super::pairing::{Class, Word};
use super::terms::Terms;
use crate::text::number::quantities;
use crate::text::{date, language};

/// A quotation of more words is read word by word.
const SHORT: usize = 4;

/// The units of one side of a row, as ranges of its words, ascending by start; they may overlap.
pub(super) fn units(terms: &[Terms<'_>], words: &[Word<'_>]) -> Vec<Range<usize>> {
    let mut units = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let of = &terms[word.sentence];
        let end = at + of.tokens.len();
        units.extend(
            of_sentence(of)
                .into_iter()
                .map(|unit| at + unit.start..at + unit.end),
        );
        units.extend(
            names(&words[at..end])
                .into_iter()
                .map(|unit| at + unit.start..at + unit.end),
        );
        at = end;
    }
    units.retain(|unit| unit.len() > 1);
    units.sort_by_key(|unit| (unit.start, unit.end));
    units
}

/// Dates, quantities and short quotations, as ranges of tokens.
fn of_sentence(of: &Terms<'_>) -> Vec<Range<usize>> {
    let dates = date::mentions(of.text, &of.tokens, &of.folded);
    let mut units: Vec<Range<usize>> = dates.into_iter().map(|mention| mention.tokens).collect();
    let comma = language::comma_decimal(of.language);
    for quantity in quantities(of.text, &of.tokens, &of.folded, comma) {
        units.push(quantity.token..quantity.end);
    }
    for range in &of.quotations {
        let inside = |at: usize| range.contains(&of.tokens[at].range.start);
        let first = (0..of.tokens.len()).find(|&at| inside(at));
        let count = (0..of.tokens.len()).filter(|&at| inside(at)).count();
        if let Some(first) = first.filter(|_| count <= SHORT) {
            units.push(first..first + count);
        }
    }
    units
}

/// Names of several words: words with a capital that no title is, in a row. In German every noun has one.
fn names(words: &[Word<'_>]) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    let mut start = None;
    for (at, word) in words.iter().enumerate() {
        let opens = words[..at].iter().all(|before| before.class == Class::Mark);
        let named = word.capital
            && word.class == Class::Content
            && word.language != Some("de")
            && !lexicon::is_title(word.folded)
            && !(opens && lexicon::is_known(word.folded));
        match (named, start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                names.push(first..at);
                start = None;
            }
            _ => {}
        }
    }
    names.extend(start.map(|first| first..words.len()));
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::pairing::Pairing;
    use crate::compare::{Text, terms};
    use crate::text::Sentence;

    #[track_caller]
    fn check(language: &str, sentence: &str, expected: &[&str]) {
        let text = Text {
            sentences: vec![Sentence {
                paragraph: 0,
                text: sentence,
            }],
            language: Some(language),
            ..Text::default()
        };
        let (terms, none) = terms::terms(&text, &Text::default());
        let pairing = Pairing::new(&terms, &[0], &none, &[]);
        let words = &pairing.left;
        let found: Vec<&str> = units(&terms, words)
            .iter()
            .map(|unit| &sentence[words[unit.start].range.start..words[unit.end - 1].range.end])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn dates_quantities_names_and_labels_are_units() {
        check(
            "en",
            "Mirela Tant paid 2.5 million crowns on 3 May 2019.",
            &["Mirela Tant", "2.5 million", "3 May 2019"],
        );
        check(
            "en",
            "The mayor called it “a good day” in Port Alden.",
            &["a good day", "Port Alden"],
        );
    }

    #[test]
    fn titles_and_german_nouns_make_no_names() {
        check("en", "Minister Tant left Alden.", &[]);
        check("de", "Der Hafen Alden Nord ist zu.", &[]);
    }
}
