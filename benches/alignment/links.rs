//! Links said against links labelled, for every set, in order and with passages moved.

use newsread::compare::Comparison;
use newsread::compare::align::Model;
use newsread::compare::candidate::Best;

use crate::labelled::{Document, Set, score};
use crate::measure::Measure;

/// The bars of the sets that have some: name, in order, shuffled.
const BARS: [(&str, [&str; 2], [&str; 2]); 5] = [
    ("seeds", [".87", ".95"], ["", ""]),
    ("outlets", [".65", ".85"], ["", ""]),
    ("porsimples_dev", [".988", ".995"], [".985", ".993"]),
    ("swipe_dev", [".92", ".95"], [".915", ".94"]),
    ("deplain_dev", [".62", ".72"], ["", ""]),
];

/// F1, precision and recall over the links of every set.
pub(crate) fn measures(sets: &[Set]) -> Vec<Measure> {
    let mut measures = Vec::new();
    for set in sets {
        let bar = BARS.iter().find(|bar| bar.0 == set.name);
        let [in_order, shuffled] = bar.map_or([["", ""]; 2], |bar| [bar.1, bar.2]);
        let mut add = |name: &str, documents: &[Document], bar: [&'static str; 2]| {
            let (precision, recall, f1) = score(documents, Document::compare).figures();
            let links: usize = documents.iter().map(|document| document.gold.len()).sum();
            measures.push(
                Measure::new(format!("{name}, F1 over links"), format!("{f1:.3}"))
                    .bar(bar[0], bar[1])
                    .on(format!(
                        "{} pairs, {links} links (precision {precision:.3}, recall {recall:.3})",
                        documents.len()
                    )),
            );
        };
        add(&set.name, &set.documents, in_order);
        if matches!(set.name.as_str(), "porsimples_dev" | "swipe_dev") {
            let moved = set.documents.iter().zip(1..);
            let moved: Vec<Document> = moved
                .map(|(document, seed)| document.shuffled(4, seed))
                .collect();
            add(&format!("{} shuffled", set.name), &moved, shuffled);
        }
        measures.extend(witnessed(set));
    }
    measures
}

/// F1 over the links of the pairs of which other versions are at hand, when these are heard as witnesses.
fn witnessed(set: &Set) -> Option<Measure> {
    let told = |document: &&Document| !document.witnesses.is_empty();
    let documents: Vec<&Document> = set.documents.iter().filter(told).collect();
    let others: usize = documents.iter().map(|pair| pair.witnesses.len()).sum();
    let score =
        |compare: fn(&Document) -> Comparison| score(documents.iter().copied(), compare).figures();
    let (precision, recall, f1) = score(Document::compare_with);
    let alone = score(Document::compare).2;
    let what = format!("{}, with other versions as witnesses", set.name);
    (others > 0).then(|| {
        Measure::new(what, format!("{f1:.3}")).on(format!(
            "{} pairs, {others} witnesses (precision {precision:.3}, recall {recall:.3}; without: {alone:.3})",
            documents.len()
        ))
    })
}

/// Prints every link that is wrong or missing.
pub(crate) fn misses(set: &Set) {
    for document in &set.documents {
        let gold = document.gold();
        println!("--- {}", document.a.first().map_or("", String::as_str));
        let candidates = document.candidates(&Model::FITTED);
        let best = Best::new(&candidates, document.a.len(), document.b.len());
        for candidate in candidates {
            let link = (candidate.left, candidate.right);
            let said = best.is_link(&candidate, Model::FITTED.threshold);
            if said != gold.contains(&link) {
                let word = if said { "wrong" } else { "missed" };
                println!(
                    "{word} {:.2} {:.2} {link:?}\n  {}\n  {}",
                    candidate.first, candidate.probability, document.a[link.0], document.b[link.1]
                );
            }
        }
    }
}
