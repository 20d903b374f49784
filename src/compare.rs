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
mod neighbours;
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

/// Compares two texts.
pub fn compare(left: &Text<'_>, right: &Text<'_>) -> Comparison {
    let (left_terms, right_terms) = terms::terms(left, right);
    let alignment = align::align(&left_terms, &right_terms, &align::Model::FITTED);
    let groups = rows::groups(&alignment, &left_terms, &right_terms);
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
        let pairing =
            pairing::Pairing::new(self.left_terms, &group.left, self.right_terms, &group.right);
        let ground = conflict::Ground {
            left: self.left_terms,
            right: self.right_terms,
            rows: &group.left,
            columns: &group.right,
            pairing: &pairing,
            confidence: group.surest,
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
        surest: Confidence::Probable,
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(sentences: &[String]) -> Text<'_> {
        let sentence = |(index, text)| Sentence {
            paragraph: index / 3,
            text,
        };
        Text {
            sentences: sentences
                .iter()
                .map(String::as_str)
                .enumerate()
                .map(sentence)
                .collect(),
            ..Text::default()
        }
    }

    fn of(left: &[&str], right: &[&str]) -> Comparison {
        let own = |side: &[&str]| side.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        compare(&text(&own(left)), &text(&own(right)))
    }

    /// The rows as one line each: kind, left, right, moved.
    fn lines(comparison: &Comparison) -> Vec<String> {
        let line = |row: &Row| {
            format!(
                "{:?} {:?} {:?}{}",
                row.kind,
                row.left,
                row.right,
                if row.moved { " moved" } else { "" }
            )
        };
        comparison.rows.iter().map(line).collect()
    }

    const NEWS: [&str; 5] = [
        "The harbour office closed the northern pier on Monday after a crane fell.",
        "Nobody was hurt, the fire brigade said.",
        "Engineers from Port Alden will look at the other three cranes this week.",
        "“We heard a crack like thunder,” said Mirela Tant, who sells fish there.",
        "The city paid 4.2 million crowns for the crane in 2019.",
    ];

    #[test]
    fn a_text_is_the_same_as_itself() {
        let same = of(&NEWS, &NEWS);
        assert!(same.is_same());
        assert_eq!(
            same.summary,
            Summary {
                same: 5,
                ..Summary::default()
            }
        );
    }

    #[test]
    fn typography_makes_no_difference() {
        assert!(
            of(
                &["“Yes … no,” he said — then left."],
                &["\"yes... no,\" he said - then left."]
            )
            .is_same()
        );
    }

    #[test]
    fn a_rewrite_is_found_and_an_omission_stays_alone() {
        let right = [
            "After a crane fell, the northern pier was closed by the harbour office on Monday.",
            "Mirela Tant, a fish seller, said: “We heard a crack like thunder.”",
            "The crane had cost the city 4.2 million crowns in 2019.",
        ];
        let rows = lines(&of(&NEWS, &right));
        assert_eq!(
            rows,
            [
                "Reworded [0] [0]",
                "Left [1] []",
                "Left [2] []",
                "Reworded [3] [1]",
                "Reworded [4] [2]"
            ]
        );
    }

    #[test]
    fn a_moved_sentence_is_one_row_marked_as_moved() {
        let right = [NEWS[4], NEWS[0], NEWS[1], NEWS[2], NEWS[3]];
        let rows = lines(&of(&NEWS, &right));
        assert_eq!(
            rows,
            [
                "Same [0] [1]",
                "Same [1] [2]",
                "Same [2] [3]",
                "Same [3] [4]",
                "Same [4] [0] moved"
            ]
        );
    }

    #[test]
    fn edits_are_phrases_of_the_words_that_differ() {
        let comparison = of(
            &["The minister will open the new bridge on Friday morning."],
            &["The minister will open the repaired tunnel on Friday morning."],
        );
        let row = &comparison.rows[0];
        let words: Vec<(Side, usize, usize)> = row
            .edits
            .iter()
            .map(|edit| (edit.side, edit.start, edit.end))
            .collect();
        assert_eq!(words, [(Side::Left, 27, 37), (Side::Right, 27, 42)]);
    }

    #[track_caller]
    fn check_conflict(left: &str, right: &str, expected: &[(ConflictKind, Weight, &str, &str)]) {
        let comparison = of(&[left], &[right]);
        let found: Vec<_> = comparison
            .rows
            .iter()
            .flat_map(|row| &row.conflicts)
            .collect();
        let found: Vec<_> = found
            .iter()
            .map(|c| {
                (
                    c.kind,
                    c.weight,
                    c.left.text.as_str(),
                    c.right.text.as_str(),
                )
            })
            .collect();
        assert_eq!(found, expected, "{left} / {right}");
    }

    #[test]
    fn conflicts_are_named_by_kind_and_weight() {
        use ConflictKind::{Certainty, Date, Name, Negation, Number, Quote};
        use Weight::{Contradicts, Differs};
        for (left, right, expected) in [
            (
                "The raid began with more than 700 drones, the air force said.",
                "The raid began with 728 drones, the air force said.",
                vec![(Number, Differs, "more than 700", "728")],
            ),
            (
                "The flood drowned 700 sheep near Alden.",
                "Near Alden, the flood drowned 900 sheep.",
                vec![(Number, Contradicts, "700", "900")],
            ),
            (
                "The council met on Monday in Alden.",
                "The council met on Tuesday in Alden.",
                vec![(Date, Contradicts, "Monday", "Tuesday")],
            ),
            (
                "Minister Sergey Lovar went home to Alden.",
                "Minister Sergei Lovar went home to Alden.",
                vec![(Name, Differs, "Sergey", "Sergei")],
            ),
            (
                "The siren was sounded before the storm.",
                "The siren was not sounded before the storm.",
                vec![(Negation, Contradicts, "was sounded", "was not sounded")],
            ),
            (
                "The two ministers will meet in Alden on the sidelines.",
                "The two ministers met in Alden on the sidelines.",
                vec![(Certainty, Differs, "will meet", "met")],
            ),
            (
                "“We should blame the harbour office for this,” she said.",
                "“We will blame the harbour office for this,” she said.",
                vec![(
                    Quote,
                    Contradicts,
                    "We should blame the harbour office for this,",
                    "We will blame the harbour office for this,",
                )],
            ),
            (
                "“We should blame the harbour office for this,” she said.",
                "“We should blame the harbour office,” she said.",
                vec![],
            ),
            (
                "It cost over 700 crowns.",
                "It cost more than 700 crowns.",
                vec![],
            ),
        ] {
            check_conflict(left, right, &expected);
        }
    }

    #[test]
    fn nothing_to_compare_is_no_trouble() {
        assert_eq!(of(&[], &[]).rows, []);
        assert_eq!(lines(&of(&["One."], &[])), ["Left [0] []"]);
    }

    fn article() -> impl Strategy<Value = Vec<String>> {
        let word = prop::sample::select(vec![
            "Alden",
            "mayor",
            "said",
            "the",
            "of",
            "bridge",
            "12",
            "more than 700",
            "Monday",
            "“we go”",
            "not",
            "東京",
            "drone",
            "fell",
            "rose",
            "—",
            "é",
            "U.S.",
        ]);
        let sentence = prop::collection::vec(word, 1..9).prop_map(|words| words.join(" ") + ".");
        prop::collection::vec(sentence, 0..9)
    }

    proptest! {
        #[test]
        fn every_sentence_stands_in_exactly_one_row(a in article(), b in article()) {
            let comparison = compare(&text(&a), &text(&b));
            let mut left: Vec<usize> = comparison.rows.iter().flat_map(|row| row.left.clone()).collect();
            let mut right: Vec<usize> = comparison.rows.iter().flat_map(|row| row.right.clone()).collect();
            left.sort_unstable();
            right.sort_unstable();
            prop_assert_eq!(left, (0..a.len()).collect::<Vec<_>>());
            prop_assert_eq!(right, (0..b.len()).collect::<Vec<_>>());
        }

        #[test]
        fn every_edit_and_span_is_a_stretch_of_its_sentence(a in article(), b in article()) {
            let comparison = compare(&text(&a), &text(&b));
            for row in &comparison.rows {
                for edit in &row.edits {
                    let side = if edit.side == Side::Left { &a } else { &b };
                    let sentence = &side[edit.sentence.expect("an edit of a row has its sentence")];
                    prop_assert!(sentence.get(edit.start..edit.end).is_some_and(|words| !words.is_empty()));
                }
                for conflict in &row.conflicts {
                    let at = conflict.left.sentence.expect("a conflict of a row has its sentence");
                    prop_assert_eq!(&a[at][conflict.left.start..conflict.left.end], &conflict.left.text);
                }
            }
        }

        #[test]
        fn links_and_rows_agree(a in article(), b in article()) {
            let comparison = compare(&text(&a), &text(&b));
            for link in &comparison.links {
                let both = |row: &&Row| !row.left.is_empty() && !row.right.is_empty();
                prop_assert!(comparison.rows.iter().filter(both).any(|row| row.left.contains(&link.left)));
                prop_assert!(comparison.rows.iter().filter(both).any(|row| row.right.contains(&link.right)));
            }
        }

        #[test]
        fn a_text_compared_with_itself_is_the_same(a in article()) {
            prop_assert!(compare(&text(&a), &text(&a)).rows.iter().all(|row| row.kind == RowKind::Same));
        }

        #[test]
        fn swapping_the_sides_mirrors_the_rows(a in article(), b in article()) {
            let set = |comparison: Comparison, mirror: bool| {
                let pair = |row: Row| if mirror { (row.right, row.left) } else { (row.left, row.right) };
                let mut rows: Vec<_> = comparison.rows.into_iter().map(pair).collect();
                rows.sort();
                rows
            };
            prop_assert_eq!(set(compare(&text(&a), &text(&b)), false), set(compare(&text(&b), &text(&a)), true));
        }
    }
}
