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
