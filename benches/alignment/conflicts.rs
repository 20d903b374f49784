//! Planted conflicts: how many are found with the right kind, and how many rewrites contradict falsely.

use std::collections::BTreeMap;
use std::path::Path;

use newsread::compare::{Conflict, Text, Weight, compare};
use newsread::text::Sentence;
use serde::Deserialize;

use crate::labelled::Set;
use crate::measure::{Measure, share, shares};

#[derive(Deserialize)]
pub(crate) struct Planted {
    #[serde(rename = "type")]
    kind: String,
    a: String,
    b: String,
}

pub(crate) fn sentence(text: &str) -> Text<'_> {
    Text {
        sentences: vec![Sentence { paragraph: 0, text }],
        ..Text::default()
    }
}

/// Planted changes found with the right kind, and untouched rewrites on which something contradicts.
pub(crate) fn measures(folder: &Path, verbose: bool) -> Vec<Measure> {
    let text =
        std::fs::read_to_string(folder.join("conflicts/planted_dev.jsonl")).unwrap_or_default();
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for line in text.lines() {
        let Ok(pair) = serde_json::from_str::<Planted>(line) else {
            continue;
        };
        let comparison = compare(&sentence(&pair.a), &sentence(&pair.b));
        let found: Vec<_> = comparison
            .rows
            .iter()
            .flat_map(|row| &row.conflicts)
            .collect();
        let kind = |conflict: &Conflict| format!("{:?}", conflict.kind).to_lowercase();
        let hit = match pair.kind.as_str() {
            "control" => found
                .iter()
                .any(|conflict| conflict.weight == Weight::Contradicts),
            planted => found.iter().any(|conflict| kind(conflict) == planted),
        };
        let count = counts.entry(pair.kind.clone()).or_default();
        count.0 += usize::from(hit);
        count.1 += 1;
        if verbose && hit == (pair.kind == "control") {
            let said: Vec<_> = found
                .iter()
                .map(|c| {
                    format!(
                        "{} {:?}: {} / {}",
                        kind(c),
                        c.weight,
                        c.left.text,
                        c.right.text
                    )
                })
                .collect();
            println!(
                "{}: rows {} {said:?}\n  {}\n  {}",
                pair.kind,
                comparison.rows.len(),
                pair.a,
                pair.b
            );
        }
    }
    let control = counts.remove("control").unwrap_or_default();
    let all = counts
        .values()
        .fold((0, 0), |(hit, of), count| (hit + count.0, of + count.1));
    if all.1 + control.1 == 0 {
        return Vec::new();
    }
    let mut measures = vec![
        Measure::new(
            "planted conflicts found with the right kind / rewrites on which something contradicts",
            shares(&[all, control]),
        )
        .bar(".90 / .06", ".98 / .01")
        .on(format!("{} / {} pairs of sentences", all.1, control.1)),
    ];
    for (kind, (hit, of)) in counts {
        measures.push(
            Measure::new(format!("planted {kind}"), share(hit, of))
                .on(format!("{of} pairs of sentences")),
        );
    }
    measures
}

/// Prints every conflict of a set's documents with its two sentences, and counts them by kind and weight.
pub(crate) fn told(set: &Set) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for document in &set.documents {
        let comparison = document.compare_with();
        let sentence =
            |all: &[String], at: Option<usize>| at.map_or(String::new(), |at| all[at].clone());
        for conflict in comparison.rows.iter().flat_map(|row| &row.conflicts) {
            let kind = format!("{:?} {:?}", conflict.kind, conflict.weight);
            println!(
                "{}: {kind}: {} / {}\n  {}\n  {}",
                set.name,
                conflict.left.text,
                conflict.right.text,
                sentence(&document.a, conflict.left.sentence),
                sentence(&document.b, conflict.right.sentence),
            );
            *counts.entry(kind).or_default() += 1;
        }
    }
    println!("{}: {counts:?}", set.name);
}
