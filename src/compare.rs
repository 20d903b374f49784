//! Comparison of two texts: what both say, what they say differently, what only one says.
//!
//! The engine sees sentences, not articles, and answers in sentence indices and byte ranges.

use crate::text::{Sentence, word};
use chrono::NaiveDate;

pub mod align;
pub mod candidate;
mod common;
mod comparison;
mod conflict;
mod edit;
mod figure;
mod lexicon;
mod neighbours;
mod pairing;
mod quoted;
mod rows;
mod said;
pub mod similarity;
mod stamp;
mod terms;
mod units;
pub mod witness;

use pairing::Pairing;

pub use comparison::{
    Comparison, Confidence, Conflict, ConflictKind, Edit, Headline, Link, Row, RowKind, Side, Span,
    Summary, Weight,
};

/// One side of a comparison.
#[derive(Debug, Clone, Default)]
pub struct Text<'a> {
    /// The headline; empty where it was derived from the first sentence.
    pub headline: &'a str,
    /// The body's sentences in reading order.
    pub sentences: Vec<Sentence<'a>>,
    /// The day it was published: weekdays and "yesterday" are resolved against it.
    pub date: Option<NaiveDate>,
    /// BCP 47 tag of its language, where known.
    pub language: Option<&'a str>,
}

/// Compares two texts.
pub fn compare(left: &Text<'_>, right: &Text<'_>) -> Comparison {
    compare_with(left, right, &[])
}

/// Compares two texts of a story of which other versions are at hand: where two sentences have one counterpart
/// in these, that speaks for a link, and where they have different ones, against it. Takes milliseconds for each
/// of `witnesses`, whose order makes no difference.
pub fn compare_with(left: &Text<'_>, right: &Text<'_>, witnesses: &[Text<'_>]) -> Comparison {
    let model = &align::Model::FITTED;
    let (left_terms, right_terms) = terms::terms(left, right);
    let judged = align::judge(&left_terms, &right_terms, model);
    let judged = witness::hear(judged, left, right, witnesses, model);
    let mut alignment = align::align(&judged, left_terms.len(), right_terms.len(), model);
    let groups = rows::groups(&mut alignment, &left_terms, &right_terms);
    let engine = Engine {
        left,
        right,
        left_terms: &left_terms,
        right_terms: &right_terms,
    };
    let mut rows: Vec<Row> = groups.into_iter().map(|group| engine.row(group)).collect();
    let mut headline = headline(left, right);
    conflict::weigh_alike(&mut headline.conflicts, &mut rows);
    let summary = Summary::of(&rows);
    Comparison {
        headline,
        links: alignment.links,
        rows,
        summary,
    }
}

/// What every row of one comparison is looked at with.
struct Engine<'a> {
    left: &'a Text<'a>,
    right: &'a Text<'a>,
    left_terms: &'a [terms::Terms<'a>],
    right_terms: &'a [terms::Terms<'a>],
}

impl Engine<'_> {
    fn row(&self, group: rows::Group) -> Row {
        let kind = rows::kind(&group, self.left_terms, self.right_terms);
        let (edits, conflicts) = match kind {
            RowKind::Reworded => self.differences(&group),
            _ => (Vec::new(), Vec::new()),
        };
        let rows::Group {
            left,
            right,
            moved,
            confidence,
            ..
        } = group;
        Row {
            kind,
            left,
            right,
            moved,
            confidence,
            edits,
            conflicts,
        }
    }

    fn differences(&self, group: &rows::Group) -> (Vec<Edit>, Vec<Conflict>) {
        let pairing = self.pairing(group);
        (self.edits(&pairing), self.conflicts(group, &pairing))
    }

    fn edits(&self, pairing: &Pairing<'_>) -> Vec<Edit> {
        edit::edits(pairing, self.left_terms, self.right_terms)
    }

    fn pairing(&self, group: &rows::Group) -> Pairing<'_> {
        Pairing::new(self.left_terms, &group.left, self.right_terms, &group.right)
    }

    fn conflicts(&self, group: &rows::Group, pairing: &Pairing<'_>) -> Vec<Conflict> {
        conflict::conflicts(&conflict::Ground {
            left: self.left_terms,
            right: self.right_terms,
            rows: &group.left,
            columns: &group.right,
            pairing,
            confidence: group.surest,
            left_date: self.left.date,
            right_date: self.right.date,
        })
    }
}

/// A text that says its headline and nothing else.
fn headline_alone<'a>(text: &Text<'a>) -> Text<'a> {
    let sentence = Sentence {
        paragraph: 0,
        text: text.headline,
    };
    Text {
        headline: "",
        sentences: vec![sentence],
        date: text.date,
        language: text.language,
    }
}

/// The two headlines, compared as a row of one sentence each; facts are weighed only where both headlines
/// share words enough to make one statement.
fn headline(left: &Text<'_>, right: &Text<'_>) -> Headline {
    let none = left.headline.is_empty() || right.headline.is_empty();
    if none || word::same_form(left.headline) == word::same_form(right.headline) {
        return Headline::default();
    }
    let (left, right) = (headline_alone(left), headline_alone(right));
    let (left_terms, right_terms) = terms::terms(&left, &right);
    let engine = Engine {
        left: &left,
        right: &right,
        left_terms: &left_terms,
        right_terms: &right_terms,
    };
    let group = rows::Group::pair(0, 0, Confidence::Probable);
    let pairing = engine.pairing(&group);
    let mut edits = engine.edits(&pairing);
    let mut conflicts = Vec::new();
    if pairing.is_one_statement() {
        conflicts = engine.conflicts(&group, &pairing);
    }
    for edit in &mut edits {
        edit.sentence = None;
    }
    for conflict in &mut conflicts {
        (conflict.left.sentence, conflict.right.sentence) = (None, None);
    }
    Headline { edits, conflicts }
}

#[cfg(test)]
mod tests;
