//! How often what a row says holds, by the confidence it is said with.

use newsread::compare::{Confidence, RowKind};

use crate::labelled::Set;
use crate::measure::{Measure, share};

/// Of what is said with each confidence: how much holds, how much is said.
type Counts = [(usize, usize); 3];

/// For the sets of real pairs of outlets: sentences said to stand on one side only that do, links that are links.
pub(crate) fn measures(sets: &[Set]) -> Vec<Measure> {
    let real = |set: &&Set| matches!(set.name.as_str(), "seeds" | "outlets" | "ecbplus");
    let (mut alone, mut linked) = (Counts::default(), Counts::default());
    for document in sets.iter().filter(real).flat_map(|set| &set.documents) {
        let gold = document.gold();
        let comparison = document.compare();
        for row in &comparison.rows {
            let count = &mut alone[place(row.confidence)];
            if matches!(row.kind, RowKind::Left | RowKind::Right) {
                let answered = |(left, right): &(usize, usize)| {
                    row.left.contains(left) || row.right.contains(right)
                };
                count.0 += usize::from(!gold.iter().any(answered));
                count.1 += 1;
            }
        }
        for link in &comparison.links {
            let count = &mut linked[place(link.confidence)];
            count.0 += usize::from(gold.contains(&(link.left, link.right)));
            count.1 += 1;
        }
    }
    let measure = |what: &str, counts: Counts| {
        let figures: Vec<String> = counts
            .iter()
            .map(|(holds, said)| share(*holds, *said))
            .collect();
        let of: Vec<String> = counts.iter().map(|(_, said)| said.to_string()).collect();
        Measure::new(
            format!("{what}, said sure / probable / perhaps"),
            figures.join(" / "),
        )
        .on(format!("seeds, outlets, ecbplus: {}", of.join(" / ")))
    };
    vec![
        measure(
            "sentences on one side only that the other side does not say",
            alone,
        ),
        measure("links that are links", linked),
    ]
}

fn place(confidence: Confidence) -> usize {
    match confidence {
        Confidence::Sure => 0,
        Confidence::Probable => 1,
        Confidence::Perhaps => 2,
    }
}
