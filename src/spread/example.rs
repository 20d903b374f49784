//! A small comparison made by hand, with a row of every kind, for the tests of all who show one.

use chrono::NaiveDate;

use crate::compare::{
    Comparison, Confidence, Conflict, ConflictKind, Edit, Headline, Row, RowKind, Side, Span,
    Summary, Weight,
};
use crate::library::ArticleId;
use crate::text::clean::Cleaned;
use crate::text::moment::Moment;
use crate::version::{Compared, Page, Version};

const LEFT: [&str; 9] = [
    "Port minister Ilse Varga met dock leaders in Rotmark on Tuesday, a week into the strike.",
    "Neither side took questions.",
    "“We are tired of waiting,” said one crane driver at the gate.",
    "More than 700 ships lie at anchor outside the harbour, according to the pilots’ office.",
    "The union wants an eight-hour shift.",
    "It also asks for heated cabins on every crane.",
    "The talks will go on through the night, the ministry said.",
    "A first round failed in March.",
    "Bread prices have risen by a tenth since then.",
];

const RIGHT: [&str; 8] = [
    "The minister for ports, Ilsa Varga, will meet dock leaders in Rotmark on Tuesday, a week into the strike.",
    "“We are tired of waiting,” said one crane driver at the gate.",
    "The talks will go on through the night, the ministry said.",
    "Outside the harbour 728 ships lie at anchor, according to the pilots’ office.",
    "Shorter shifts and warmer cabins are what the crews are after, people close to them say.",
    "A first round failed in March.",
    "Bread prices have risen by a tenth since then.",
    "Two tankers were sent on to Wismund.",
];

/// Two invented reports of one strike, compared by hand.
pub(crate) fn strike() -> Compared {
    let mut compared = Compared {
        left: page(
            "The Harbour Post",
            "Minister meets dockers as 700 ships wait",
            &LEFT,
        ),
        right: page(
            "Northern Wire",
            "Minister to meet dockers as 728 ships wait",
            &RIGHT,
        ),
        witnesses: Vec::new(),
        comparison: Comparison::default(),
    };
    compared.left.author = Some("Mina Okoro".to_owned());
    compared.comparison.headline = Headline {
        edits: edits(None, &["meets", "700"], &["to meet", "728"], &compared),
        conflicts: vec![conflict(
            ConflictKind::Number,
            Weight::Contradicts,
            [None; 2],
            ["700", "728"],
            &compared,
        )],
    };
    compared.comparison.rows = rows(&compared);
    compared.comparison.summary = summary(&compared.comparison.rows);
    compared
}

/// Twice the same text.
pub(crate) fn twins() -> Compared {
    let left = page("The Harbour Post", "Ships wait", &LEFT[..2]);
    let rows = vec![
        both(RowKind::Same, &[0], &[0]),
        both(RowKind::Same, &[1], &[1]),
    ];
    Compared {
        right: Page {
            source: "Northern Wire".to_owned(),
            ..left.clone()
        },
        left,
        witnesses: Vec::new(),
        comparison: Comparison {
            summary: summary(&rows),
            rows,
            ..Comparison::default()
        },
    }
}

/// A page of `source` without further marks.
pub(crate) fn page(source: &str, title: &str, sentences: &[&str]) -> Page {
    Page {
        version: Version {
            article: ArticleId(u64::try_from(source.len()).unwrap_or_default()),
            revision: 0,
        },
        source: source.to_owned(),
        source_unknown: false,
        revision_number: None,
        author: None,
        published: NaiveDate::from_ymd_opt(2025, 7, 10).map(Moment::Day),
        title: title.to_owned(),
        title_derived: false,
        language: Some("en".to_owned()),
        sentences: sentences.iter().map(|s| (0, (*s).to_owned())).collect(),
        cleaned: Cleaned::default(),
    }
}

fn rows(of: &Compared) -> Vec<Row> {
    let [ministers, ships, crews] = reworded(of);
    vec![
        ministers,
        both(RowKind::Left, &[1], &[]),
        both(RowKind::Same, &[2], &[1]),
        ships,
        crews,
        Row {
            moved: true,
            ..both(RowKind::Same, &[6], &[2])
        },
        both(RowKind::Same, &[7], &[5]),
        both(RowKind::Same, &[8], &[6]),
        Row {
            confidence: Confidence::Perhaps,
            ..both(RowKind::Right, &[], &[7])
        },
    ]
}

fn reworded(of: &Compared) -> [Row; 3] {
    let parts = |at, left: &[&str], right: &[&str]| edits(Some(at), left, right, of);
    let differs =
        |kind, at, words| conflict(kind, Weight::Differs, [Some(at), Some(at)], words, of);
    let who = ["Port minister", "Ilse", "met"];
    let whom = ["The minister for ports,", "Ilsa", "will meet"];
    let lie = ["More than 700", "outside the harbour"];
    [
        Row {
            edits: parts((0, 0), &who, &whom),
            conflicts: vec![differs(ConflictKind::Name, 0, ["Ilse", "Ilsa"])],
            ..both(RowKind::Reworded, &[0], &[0])
        },
        Row {
            edits: parts((3, 3), &lie, &["Outside the harbour 728"]),
            conflicts: vec![differs(ConflictKind::Number, 3, ["More than 700", "728"])],
            ..both(RowKind::Reworded, &[3], &[3])
        },
        Row {
            confidence: Confidence::Perhaps,
            edits: parts((4, 4), &["eight-hour"], &["people close to them say"]),
            ..both(RowKind::Reworded, &[4, 5], &[4])
        },
    ]
}

fn both(kind: RowKind, left: &[usize], right: &[usize]) -> Row {
    Row {
        left: left.to_vec(),
        right: right.to_vec(),
        ..row(kind)
    }
}

fn row(kind: RowKind) -> Row {
    Row {
        kind,
        left: Vec::new(),
        right: Vec::new(),
        moved: false,
        confidence: Confidence::Sure,
        edits: Vec::new(),
        conflicts: Vec::new(),
    }
}

fn summary(rows: &[Row]) -> Summary {
    let count = |kind| rows.iter().filter(|row| row.kind == kind).count();
    Summary {
        same: count(RowKind::Same),
        reworded: count(RowKind::Reworded),
        left: count(RowKind::Left),
        right: count(RowKind::Right),
        moved: rows.iter().filter(|row| row.moved).count(),
        conflicts: rows.iter().map(|row| row.conflicts.len()).sum(),
    }
}

/// The place of `words` in a sentence, or in the headline.
fn span(page: &Page, sentence: Option<usize>, words: &str) -> Span {
    let text = sentence.map_or(page.title.as_str(), |index| page.sentence(index));
    let start = text.find(words).expect("the words are in the text");
    Span {
        sentence,
        start,
        end: start + words.len(),
        text: words.to_owned(),
    }
}

fn edits(at: Option<(usize, usize)>, left: &[&str], right: &[&str], of: &Compared) -> Vec<Edit> {
    let edit = |side, sentence, words: &str| {
        let span = span(of.page(side), sentence, words);
        Edit {
            side,
            sentence,
            start: span.start,
            end: span.end,
        }
    };
    let lefts = left
        .iter()
        .map(|words| edit(Side::Left, at.map(|at| at.0), words));
    let rights = right
        .iter()
        .map(|words| edit(Side::Right, at.map(|at| at.1), words));
    lefts.chain(rights).collect()
}

fn conflict(
    kind: ConflictKind,
    weight: Weight,
    at: [Option<usize>; 2],
    words: [&str; 2],
    of: &Compared,
) -> Conflict {
    Conflict {
        kind,
        weight,
        left: span(&of.left, at[0], words[0]),
        right: span(&of.right, at[1], words[1]),
    }
}
