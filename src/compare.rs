//! Comparison of two texts: what both say, what they say differently, what only one says.
//!
//! The engine sees sentences, not articles, and answers in sentence indices and byte ranges.

use chrono::NaiveDate;
use serde::Serialize;

use crate::text::{Sentence, word};

pub mod align;
mod conflict;
mod edit;
mod lexicon;
mod pairing;
mod rows;
pub mod similarity;
mod terms;

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

/// One of the two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The text on the left.
    Left,
    /// The text on the right.
    Right,
}

/// How sure the engine is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// It may be so; the screen says so.
    Perhaps,
    /// More likely than not.
    Probable,
    /// As good as certain.
    Sure,
}

/// Two sentences that say the same thing, also with different facts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Link {
    /// Index of the left sentence.
    pub left: usize,
    /// Index of the right sentence.
    pub right: usize,
    /// 0 nothing in common, 1 the same.
    pub similarity: f64,
    /// How sure the engine is of the link.
    pub confidence: Confidence,
}

/// What a row says about its two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// Both say it, in the same words.
    Same,
    /// Both say it, in other words or with other facts.
    Reworded,
    /// Only the left text says it.
    Left,
    /// Only the right text says it.
    Right,
}

/// Sentences of both sides that answer each other; one side may be empty.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// What the row says.
    pub kind: RowKind,
    /// Indices of the left sentences, ascending.
    pub left: Vec<usize>,
    /// Indices of the right sentences, ascending.
    pub right: Vec<usize>,
    /// Whether the two stand at different places in the two texts.
    pub moved: bool,
    /// How sure the engine is: of the links, or that there is no counterpart.
    pub confidence: Confidence,
    /// The byte ranges that the other side does not have.
    pub edits: Vec<Edit>,
    /// Facts that differ between the two sides.
    pub conflicts: Vec<Conflict>,
}

/// A byte range of one sentence that the other side does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// Which text it is in.
    pub side: Side,
    /// Index of the sentence; none in a headline.
    pub sentence: Option<usize>,
    /// First byte, in the sentence.
    pub start: usize,
    /// Byte after the last, in the sentence.
    pub end: usize,
}

/// What kind of fact differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictKind {
    /// Another quantity.
    Number,
    /// Another day or time.
    Date,
    /// Another name, or the same spelt otherwise.
    Name,
    /// Other words inside quotation marks.
    Quote,
    /// One affirms what the other denies.
    Negation,
    /// A word and its opposite.
    Antonym,
    /// Another speaker of the same words.
    Attribution,
    /// Certain on one side, not on the other.
    Certainty,
}

/// How much a conflict weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Both can be true, and a reader still wants to see it.
    Differs,
    /// Both cannot be true of one thing.
    Contradicts,
}

/// The words of one side of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Index of the sentence; none in a headline.
    pub sentence: Option<usize>,
    /// First byte, in the sentence.
    pub start: usize,
    /// Byte after the last, in the sentence.
    pub end: usize,
    /// The words themselves.
    pub text: String,
}

/// The same statement with a different fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// What kind of fact.
    pub kind: ConflictKind,
    /// How much it weighs.
    pub weight: Weight,
    /// What the left text says.
    pub left: Span,
    /// What the right text says.
    pub right: Span,
}

/// How the two headlines differ.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Headline {
    /// The byte ranges that the other headline does not have.
    pub edits: Vec<Edit>,
    /// Facts that differ between the two.
    pub conflicts: Vec<Conflict>,
}

/// Rows counted by kind; moved rows are counted again under their own name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Rows that are the same.
    pub same: usize,
    /// Rows that are reworded.
    pub reworded: usize,
    /// Rows only on the left.
    pub left: usize,
    /// Rows only on the right.
    pub right: usize,
    /// Rows that stand at another place.
    pub moved: usize,
    /// Conflicts, in all rows.
    pub conflicts: usize,
}

/// Two texts aligned.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Comparison {
    /// The headlines.
    pub headline: Headline,
    /// The alignment, many to many, ordered by left then right index.
    pub links: Vec<Link>,
    /// The alignment as rows, in the left text's order; every sentence stands in exactly one.
    pub rows: Vec<Row>,
    /// The rows counted.
    pub summary: Summary,
}

impl Comparison {
    /// Whether nothing diverges: every row is the same and none is moved.
    pub fn is_same(&self) -> bool {
        self.rows
            .iter()
            .all(|row| row.kind == RowKind::Same && !row.moved)
    }
}

/// Compares two texts.
pub fn compare(left: &Text<'_>, right: &Text<'_>) -> Comparison {
    let (left_terms, right_terms) = terms::terms(left, right);
    let links = align::links(&left_terms, &right_terms, &align::Model::FITTED);
    let groups = rows::groups(&links, &left_terms, &right_terms);
    let engine = Engine {
        left,
        right,
        left_terms: &left_terms,
        right_terms: &right_terms,
    };
    let rows: Vec<Row> = groups.into_iter().map(|group| engine.row(group)).collect();
    let summary = Summary::of(&rows);
    Comparison {
        headline: headline(left, right),
        links,
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
        let pairing =
            pairing::Pairing::new(self.left_terms, &group.left, self.right_terms, &group.right);
        let ground = conflict::Ground {
            left: self.left_terms,
            right: self.right_terms,
            rows: &group.left,
            columns: &group.right,
            pairing: &pairing,
            confidence: group.confidence,
            left_date: self.left.date,
            right_date: self.right.date,
            comma_decimal: (comma_decimal(self.left), comma_decimal(self.right)),
        };
        (edit::edits(&pairing), conflict::conflicts(&ground))
    }
}

fn comma_decimal(text: &Text<'_>) -> bool {
    text.language.is_some_and(|tag| {
        [
            "de", "pt", "es", "fr", "it", "nl", "da", "sv", "no", "fi", "pl", "cs", "ru", "uk",
            "tr",
        ]
        .contains(&tag.split('-').next().unwrap_or(tag))
    })
}

/// The two headlines, compared as a row of one sentence each.
fn headline(left: &Text<'_>, right: &Text<'_>) -> Headline {
    if left.headline.is_empty()
        || right.headline.is_empty()
        || word::same_form(left.headline) == word::same_form(right.headline)
    {
        return Headline::default();
    }
    let left = Text {
        sentences: vec![Sentence {
            paragraph: 0,
            text: left.headline,
        }],
        ..left.clone()
    };
    let right = Text {
        sentences: vec![Sentence {
            paragraph: 0,
            text: right.headline,
        }],
        ..right.clone()
    };
    let (left_terms, right_terms) = terms::terms(&left, &right);
    let engine = Engine {
        left: &left,
        right: &right,
        left_terms: &left_terms,
        right_terms: &right_terms,
    };
    let group = rows::Group {
        left: vec![0],
        right: vec![0],
        moved: false,
        confidence: Confidence::Probable,
    };
    let (mut edits, mut conflicts) = engine.differences(&group);
    edits.iter_mut().for_each(|edit| edit.sentence = None);
    conflicts
        .iter_mut()
        .flat_map(|conflict| [&mut conflict.left, &mut conflict.right])
        .for_each(|span| span.sentence = None);
    Headline { edits, conflicts }
}

impl Summary {
    /// Counts rows by kind.
    pub fn of(rows: &[Row]) -> Self {
        let count = |kind: RowKind| rows.iter().filter(|row| row.kind == kind).count();
        Self {
            same: count(RowKind::Same),
            reworded: count(RowKind::Reworded),
            left: count(RowKind::Left),
            right: count(RowKind::Right),
            moved: rows.iter().filter(|row| row.moved).count(),
            conflicts: rows.iter().map(|row| row.conflicts.len()).sum(),
        }
    }
}
