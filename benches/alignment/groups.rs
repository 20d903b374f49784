//! Whole groups: a group said counts where both its sides are exactly those of a labelled group.

use std::collections::BTreeSet;

use newsread::compare::{Comparison, Link};

use crate::labelled::{Document, Set};
use crate::measure::Measure;

/// The sentences of both sides that belong together.
type Group = (BTreeSet<usize>, BTreeSet<usize>);

/// The rows that have both sides.
fn rows(comparison: &Comparison) -> Vec<Group> {
    let both = |row: &&newsread::compare::Row| !row.left.is_empty() && !row.right.is_empty();
    let group = |row: &newsread::compare::Row| {
        (
            row.left.iter().copied().collect(),
            row.right.iter().copied().collect(),
        )
    };
    comparison.rows.iter().filter(both).map(group).collect()
}

/// The connected components of the links.
fn components(links: &[Link]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for link in links {
        let mut joined: Group = ([link.left].into(), [link.right].into());
        groups.retain(|group| {
            let touches = group.0.contains(&link.left) || group.1.contains(&link.right);
            if touches {
                joined.0.extend(&group.0);
                joined.1.extend(&group.1);
            }
            !touches
        });
        groups.push(joined);
    }
    groups
}

fn f1(documents: &[Document], of: impl Fn(&Comparison) -> Vec<Group>) -> String {
    let (mut hit, mut said, mut gold) = (0, 0, 0);
    for document in documents {
        let labelled: Vec<Group> = document
            .groups
            .iter()
            .map(|(left, right)| {
                (
                    left.iter().copied().collect(),
                    right.iter().copied().collect(),
                )
            })
            .collect();
        let found = of(&document.compare());
        hit += found
            .iter()
            .filter(|group| labelled.contains(group))
            .count();
        said += found.len();
        gold += labelled.len();
    }
    format!("{:.3}", 2.0 * hit as f64 / (said + gold).max(1) as f64)
}

/// F1 over groups, of every set that labels groups.
pub(crate) fn measures(sets: &[Set]) -> Vec<Measure> {
    let labelled = |set: &&Set| {
        set.documents
            .iter()
            .any(|document| !document.groups.is_empty())
    };
    let of = |set: &Set| {
        let on = format!("{} pairs", set.documents.len());
        [
            Measure::new(
                format!("{}, F1 over whole groups (connected links)", set.name),
                f1(&set.documents, |comparison| components(&comparison.links)),
            )
            .bar(".60", ".70")
            .on(on.clone()),
            Measure::new(
                format!("{}, F1 over whole groups (rows)", set.name),
                f1(&set.documents, rows),
            )
            .on(on),
        ]
    };
    sets.iter().filter(labelled).flat_map(of).collect()
}
