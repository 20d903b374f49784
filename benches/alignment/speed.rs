//! How long the engine takes, on one core where the other is idle.

use std::time::Instant;

use crate::labelled::{Document, Set};
use crate::measure::Measure;

/// The median time for two articles of 60 sentences each, and for two of 1,000.
pub(crate) fn measures(sets: &[Set]) -> Vec<Measure> {
    [(60, 50, "10 ms", "1 ms"), (1_000, 5, "1 s", "")]
        .map(|(sentences, runs, floor, aim)| {
            let pair = long_pair(sets, sentences);
            let mut times: Vec<f64> = (0..runs).map(|_| milliseconds(&pair)).collect();
            times.sort_by(f64::total_cmp);
            Measure::new(
                format!("time for two texts of {sentences} sentences each"),
                format!("{:.1} ms", times[runs / 2]),
            )
            .bar(floor, aim)
            .on(format!(
                "labelled texts strung together, {} and {} sentences",
                pair.a.len(),
                pair.b.len()
            ))
        })
        .to_vec()
}

fn long_pair(sets: &[Set], sentences: usize) -> Document {
    let mut pair = Document::default();
    for document in sets.iter().flat_map(|set| &set.documents) {
        if pair.a.len() < sentences || pair.b.len() < sentences {
            pair.append(document);
        }
    }
    pair.truncate(sentences);
    pair
}

fn milliseconds(pair: &Document) -> f64 {
    let start = Instant::now();
    std::hint::black_box(pair.compare());
    start.elapsed().as_secs_f64() * 1e3
}
