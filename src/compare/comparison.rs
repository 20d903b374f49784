//! What a comparison says: links, rows, edits, conflicts and their count, in indices and byte ranges.

use serde::Serialize;

/// One of the two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
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

impl Row {
    /// Indices of the sentences of one side, ascending.
    pub fn side(&self, side: Side) -> &[usize] {
        match side {
            Side::Left => &self.left,
            Side::Right => &self.right,
        }
    }
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
    /// Another day, month or year.
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

impl Conflict {
    /// What one of the texts says.
    pub fn side(&self, side: Side) -> &Span {
        match side {
            Side::Left => &self.left,
            Side::Right => &self.right,
        }
    }
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
