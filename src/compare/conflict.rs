//! Where the two sides of a row state another fact: the front door of the finders, one file a kind.
//!
//! Conflicts are looked for between aligned slots only: a fact of one side is weighed against the fact that
//! stands in the same place of the same statement on the other, and a fact that the other side has anywhere in
//! the row is no conflict.

use chrono::NaiveDate;

use super::pairing::{Class, Pairing, Word};
use super::terms::Terms;
use super::{Confidence, Conflict, ConflictKind, Span, Weight};
use crate::text::calendar;
use crate::text::word::TokenKind;

mod antonym;
mod attribution;
mod certainty;
mod date;
mod name;
mod negation;
mod number;
mod quote;
mod slot;

/// A row, and all that is known of its surroundings.
pub(super) struct Ground<'a> {
    /// All sentences of the left text.
    pub(super) left: &'a [Terms<'a>],
    /// All sentences of the right text.
    pub(super) right: &'a [Terms<'a>],
    /// The row's left sentences.
    pub(super) rows: &'a [usize],
    /// The row's right sentences.
    pub(super) columns: &'a [usize],
    /// Their words, matched.
    pub(super) pairing: &'a Pairing<'a>,
    /// How sure the row's surest link is.
    pub(super) confidence: Confidence,
    /// When the left text was published.
    pub(super) left_date: Option<NaiveDate>,
    /// When the right text was published.
    pub(super) right_date: Option<NaiveDate>,
}

impl Ground<'_> {
    /// Whether a word is matched that says something of the matter: two lines that tell nothing but when they were
    /// written share none.
    fn shares_words(&self) -> bool {
        const WRITTEN: &str = "published updated posted created modified";
        let tells = |word: &Word<'_>| {
            word.class == Class::Content
                && word.kind == TokenKind::Word
                && word.folded.len() > 2
                && calendar::month(word.folded).is_none()
                && calendar::weekday(word.folded).is_none()
                && !WRITTEN.split(' ').any(|known| known == word.folded)
        };
        let mut matches = self.pairing.matches.iter();
        matches.any(|&(left, _)| tells(&self.pairing.left[left]))
    }
}

/// The conflicts of one row, in the order of the left text.
pub(super) fn conflicts(ground: &Ground<'_>) -> Vec<Conflict> {
    let mut found = quote::find(ground);
    let mut add = |more: Vec<Conflict>| {
        // What stands inside an altered quotation is told once, by the quotation.
        let fresh = more.into_iter().filter(|new| {
            !found
                .iter()
                .any(|old| covers(&old.left, &new.left) && covers(&old.right, &new.right))
        });
        let fresh: Vec<Conflict> = fresh.collect();
        found.extend(fresh);
    };
    if ground.confidence > Confidence::Perhaps {
        add(attribution::find(ground));
        add(number::find(ground));
        add(date::find(ground));
        add(name::find(ground));
        add(antonym::find(ground));
        add(negation::find(ground));
        add(certainty::find(ground));
    } else {
        // A doubtful pair still shows two spellings of one name.
        add(name::respelt(ground));
    }
    found.sort_by_key(|conflict| (conflict.left.sentence, conflict.left.start, conflict.kind));
    found
}

fn covers(outer: &Span, inner: &Span) -> bool {
    outer.sentence == inner.sentence && outer.start <= inner.start && inner.end <= outer.end
}

/// A conflict of the given words.
fn conflict(kind: ConflictKind, weight: Weight, left: Span, right: Span) -> Conflict {
    Conflict {
        kind,
        weight,
        left,
        right,
    }
}

/// The stretch of a sentence as a span.
fn span(terms: &[Terms<'_>], sentence: usize, range: std::ops::Range<usize>) -> Span {
    Span {
        sentence: Some(sentence),
        start: range.start,
        end: range.end,
        text: terms[sentence].text[range].to_owned(),
    }
}

/// The stretch from one word to another of the same sentence as a span; the last word's sentence wins.
fn words_span(terms: &[Terms<'_>], words: &[Word<'_>]) -> Option<Span> {
    let (first, last) = (words.first()?, words.last()?);
    let start = if first.sentence == last.sentence {
        first.range.start
    } else {
        0
    };
    Some(span(terms, last.sentence, start..last.range.end))
}
