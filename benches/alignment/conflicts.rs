//! Planted conflicts: how many are found with the right kind, and how many rewrites contradict falsely.

use std::collections::BTreeMap;
use std::path::Path;

use newsread::compare::{Conflict, Text, Weight, compare};
use newsread::text::Sentence;
use serde::Deserialize;

use super::labelled::Set;

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
pub(crate) fn conflicts(folder: &Path, verbose: bool) {
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
    println!("{:<28} {:>9} {:>9}", "planted conflicts", "found", "of");
    for (kind, (hit, of)) in counts {
        println!(
            "{kind:<28} {hit:>9} {of:>9} {:>9.3}",
            hit as f64 / of as f64
        );
    }
}

/// Prints every conflict of a set's documents with its two sentences, and counts them by kind and weight.
pub(crate) fn told(set: &Set) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for document in &set.documents {
        let comparison = document.compare();
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
