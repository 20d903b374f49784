//! How well the engine aligns labelled rewrites, and the fit of its weights.
//!
//! `NEWSREAD_DATA=DIR cargo bench --bench alignment` prints a table; `… -- fit` fits the weights of
//! [`newsread::compare::align::Model`] by cross-validation over documents and prints them; `… -- told` prints
//! every conflict told on the rewrites, for reading, and nothing else. DIR holds
//! `alignment/*.jsonl`, one document a line: `{"a": [sentence], "b": [sentence], "gold": [[left, right]]}`,
//! optionally `par_a` and `par_b`, the paragraph of each sentence.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "counts are small"
)]

use std::path::Path;
use std::time::Instant;

use newsread::compare::align::Model;

use conflicts::conflicts;
use fit::{cross_validate, fitted};
use labelled::{Document, Set, sets};

mod conflicts;
mod fit;
mod labelled;

/// Prints how well the links of every set are found.
fn table(sets: &[Set]) {
    println!(
        "{:<28} {:>9} {:>9} {:>9}",
        "links", "precision", "recall", "F1"
    );
    for set in sets {
        let print = |name: &str, documents: &[Document]| {
            let (p, r, f) = labelled::score(documents).figures();
            println!("{name:<28} {p:>9.3} {r:>9.3} {f:>9.3}");
        };
        print(&set.name, &set.documents);
        if matches!(set.name.as_str(), "porsimples_dev" | "swipe_dev") {
            let shuffled: Vec<Document> = set
                .documents
                .iter()
                .zip(1..)
                .map(|(d, seed)| d.shuffled(4, seed))
                .collect();
            print(&format!("{} shuffled", set.name), &shuffled);
        }
    }
}

/// Prints how long the engine takes for two articles of 60 sentences each, and for two of 1,000: the median.
fn speed(sets: &[Set]) {
    for (sentences, runs) in [(60, 50), (1_000, 5)] {
        let mut pair = Document::empty();
        for document in sets.iter().flat_map(|set| &set.documents) {
            if pair.a.len() < sentences || pair.b.len() < sentences {
                pair.append(document);
            }
        }
        pair.truncate(sentences);
        let mut times: Vec<f64> = (0..runs).map(|_| milliseconds(&pair)).collect();
        times.sort_by(f64::total_cmp);
        println!(
            "two texts of {} and {} sentences: {:.2} ms",
            pair.a.len(),
            pair.b.len(),
            times[runs / 2]
        );
    }
}

fn milliseconds(pair: &Document) -> f64 {
    let start = Instant::now();
    std::hint::black_box(pair.compare());
    start.elapsed().as_secs_f64() * 1e3
}

/// Prints every link that is wrong or missing.
fn misses(set: &Set) {
    for document in &set.documents {
        let gold = document.gold();
        println!("--- {}", document.a.first().map_or("", String::as_str));
        for candidate in document.candidates(&Model::FITTED) {
            let link = (candidate.left, candidate.right);
            let said = candidate.probability >= Model::FITTED.threshold;
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

fn main() {
    let Some(folder) = std::env::var_os("NEWSREAD_DATA") else {
        println!("alignment: NEWSREAD_DATA names no folder of labelled texts; nothing is measured");
        return;
    };
    let sets = sets(Path::new(&folder));
    if std::env::args().any(|arg| arg == "told") {
        conflicts(Path::new(&folder), true);
        sets.iter().for_each(conflicts::told);
    } else if std::env::args().any(|arg| arg == "fit") {
        cross_validate(&sets);
        println!("{:#?}", fitted(&sets, |_| true));
    } else {
        table(&sets);
        speed(&sets);
        if let Some(name) =
            std::env::args().find_map(|arg| arg.strip_prefix("misses=").map(str::to_owned))
        {
            sets.iter().filter(|set| set.name == name).for_each(misses);
        }
        conflicts(
            Path::new(&folder),
            std::env::args().any(|arg| arg == "verbose"),
        );
    }
}
