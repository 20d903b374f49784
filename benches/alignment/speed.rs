//! How long the engine takes, on one core where the other is idle.

use std::time::Instant;

use crate::labelled::{Document, Set};
use crate::measure::Measure;

/// How many other versions are heard where any are.
const WITNESSES: usize = 4;

/// The median time for two articles of 60 sentences each, alone and with other versions of that length, and for two of 1,000.
pub(crate) fn measures(sets: &[Set]) -> Vec<Measure> {
    [
        (60, 0, 50, "10 ms", "1 ms"),
        (60, WITNESSES, 50, "", ""),
        (1_000, 0, 5, "1 s", ""),
    ]
    .map(|(sentences, witnesses, runs, floor, aim)| {
        let mut pair = long_pair(sets, sentences);
        pair.witnesses = vec![pair.b.clone(); witnesses];
        let mut times: Vec<f64> = (0..runs).map(|_| milliseconds(&pair)).collect();
        times.sort_by(f64::total_cmp);
        let with = match witnesses {
            0 => String::new(),
            count => format!(" with {count} other versions as witnesses"),
        };
        Measure::new(
            format!("time for two texts of {sentences} sentences each{with}"),
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
    std::hint::black_box(pair.compare_with());
    start.elapsed().as_secs_f64() * 1e3
}
