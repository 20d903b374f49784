//! What a comparison promises: named rows, named conflicts, and laws that hold for any two texts.

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
            "Minister Lovar met with the mayor of Alden on Thursday.",
            "Minister Lovar is slated to hold a crucial meeting with the mayor of Alden on Thursday.",
            vec![(
                Certainty,
                Differs,
                "met",
                "slated to hold a crucial meeting",
            )],
        ),
        (
            "“We should blame the harbour office for this,” she said.",
            "“We will blame the harbour office for this,” she said.",
            vec![(Quote, Contradicts, "We should blame", "We will blame")],
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
    fn edits_stand_apart_in_order_and_only_where_the_texts_differ(a in article(), b in article()) {
        for row in &compare(&text(&a), &text(&b)).rows {
            prop_assert_eq!(row.kind == RowKind::Reworded, !row.edits.is_empty(), "{:?} {:?} {:?}", row, a, b);
            for pair in row.edits.windows(2) {
                let place = |edit: &Edit| (edit.side, edit.sentence, edit.start);
                prop_assert!(place(&pair[0]) < place(&pair[1]));
                let together = (pair[0].side, pair[0].sentence) == (pair[1].side, pair[1].sentence);
                prop_assert!(!together || pair[0].end <= pair[1].start);
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
