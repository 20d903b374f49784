//! Passages that stand elsewhere on the other side, and rows said to have moved that have not.

use std::collections::HashSet;
use std::ops::Range;

use newsread::compare::{Comparison, Row};

use crate::labelled::{Document, Set};
use crate::measure::{Measure, share};

/// A passage that a person marked as moved: character ranges in the left text and in the right.
#[derive(serde::Deserialize)]
pub(crate) struct MovedSpan {
    r: Vec<(usize, usize)>,
    s: Vec<(usize, usize)>,
}

/// Where each sentence stands in the text, in characters.
fn places(sentences: &[String], text: &str) -> Vec<Range<usize>> {
    let mut from = 0;
    let place = |sentence: &String| {
        let start = from + text[from..].find(sentence.as_str()).unwrap_or(0);
        from = (start + sentence.len()).min(text.len());
        let characters = |end: usize| text[..end].chars().count();
        characters(start)..characters(from)
    };
    sentences.iter().map(place).collect()
}

fn touched(places: &[Range<usize>], spans: &[(usize, usize)]) -> Vec<usize> {
    let touches = |place: &Range<usize>| {
        spans
            .iter()
            .any(|(start, end)| place.end.min(*end) > place.start.max(*start))
    };
    (0..places.len())
        .filter(|&index| touches(&places[index]))
        .collect()
}

/// Whether the passage's own links cross another of the labelled links: only then can a row have moved.
fn crosses(document: &Document, left: &[usize], right: &[usize]) -> bool {
    let own = |link: &&(usize, usize)| left.contains(&link.0) && right.contains(&link.1);
    let others = || document.gold.iter().filter(|link| !own(link));
    document
        .gold
        .iter()
        .filter(own)
        .any(|(i, j)| others().any(|(x, y)| (i < x && j > y) || (i > x && j < y)))
}

fn shown(comparison: &Comparison, left: &[usize], right: &[usize]) -> bool {
    let has = |row: &Row| {
        row.left.iter().any(|index| left.contains(index))
            && row.right.iter().any(|index| right.contains(index))
    };
    comparison.rows.iter().any(|row| row.moved && has(row))
}

/// Marked passages shown as moved: of those that cross another link (shown, of), and of all.
fn marked(documents: &[Document], verbose: bool) -> [(usize, usize); 2] {
    let (mut crossing, mut all) = ((0, 0), (0, 0));
    for document in documents
        .iter()
        .filter(|document| !document.moved_spans.is_empty())
    {
        let comparison = document.compare();
        let (lefts, rights) = (
            places(&document.a, &document.a_text),
            places(&document.b, &document.b_text),
        );
        for span in &document.moved_spans {
            let (left, right) = (touched(&lefts, &span.r), touched(&rights, &span.s));
            let shown = shown(&comparison, &left, &right);
            all = (all.0 + usize::from(shown), all.1 + 1);
            if crosses(document, &left, &right) {
                crossing = (crossing.0 + usize::from(shown), crossing.1 + 1);
                if verbose && !shown {
                    println!("not shown as moved: {left:?} {right:?}");
                    for index in &left {
                        println!("  {}", document.a[*index]);
                    }
                    for index in &right {
                        println!("  {}", document.b[*index]);
                    }
                    for row in comparison
                        .rows
                        .iter()
                        .filter(|row| !row.left.is_empty() && !row.right.is_empty())
                    {
                        println!("    {:?} {:?} {}", row.left, row.right, row.moved);
                    }
                    println!("    labelled {:?}", document.gold);
                }
            }
        }
    }
    [crossing, all]
}

/// The fewest labelled links that must be out of order for the rest to be in order: which right sentences are on
/// no longest increasing chain is not unique, so only their number is used.
fn out_of_order(document: &Document) -> usize {
    let mut links = document.gold.clone();
    links.sort_unstable();
    let mut best = vec![1; links.len()];
    for at in 0..links.len() {
        for before in 0..at {
            if links[before].1 <= links[at].1 {
                best[at] = best[at].max(best[before] + 1);
            }
        }
    }
    links.len() - best.into_iter().max().unwrap_or(0)
}

/// Rows shown as moved, all rows with both sides, and labelled links that are in order though their row is moved.
fn rows_moved(documents: &[Document]) -> (usize, usize) {
    let (mut moved, mut rows) = (0, 0);
    for document in documents {
        let comparison = document.compare();
        let both = |row: &&Row| !row.left.is_empty() && !row.right.is_empty();
        let found = comparison
            .rows
            .iter()
            .filter(both)
            .filter(|row| row.moved)
            .count();
        moved += found.saturating_sub(out_of_order(document));
        rows += comparison.rows.iter().filter(both).count();
    }
    (moved, rows)
}

/// Labelled links off the longest chain of blocks put elsewhere: how many stand in moved rows, of how many.
fn shuffled(documents: &[Document]) -> (usize, usize) {
    let (mut shown, mut of) = (0, 0);
    for (document, seed) in documents.iter().zip(1..) {
        let document = document.shuffled(4, seed);
        let comparison = document.compare();
        let moved: HashSet<usize> = comparison
            .rows
            .iter()
            .filter(|row| row.moved)
            .flat_map(|row| row.right.iter().copied())
            .collect();
        let expected = out_of_order(&document);
        let linked: HashSet<usize> = document.gold.iter().map(|link| link.1).collect();
        shown += moved.intersection(&linked).count().min(expected);
        of += expected;
    }
    (shown, of)
}

/// How moves are shown.
pub(crate) fn measures(sets: &[Set], verbose: bool) -> Vec<Measure> {
    let mut measures = Vec::new();
    for set in sets {
        let marks: usize = set
            .documents
            .iter()
            .map(|document| document.moved_spans.len())
            .sum();
        if marks > 0 {
            let [crossing, all] = marked(&set.documents, verbose);
            measures.push(
                Measure::new("moved passages shown as moved", share(crossing.0, crossing.1))
                    .bar("", ".90")
                    .on(format!(
                        "{}: the {} marked passages whose sentence passes another in common ({} marked in all, most of them within one sentence: {} shown)",
                        set.name, crossing.1, all.1, share(all.0, all.1)
                    )),
            );
        }
        if set.name == "porsimples_dev" {
            let (shown, of) = shuffled(&set.documents);
            measures.push(
                Measure::new(
                    "sentences moved with their block shown as moved",
                    share(shown, of),
                )
                .bar("", ".90")
                .on(format!("{} shuffled", set.name)),
            );
            let (moved, rows) = rows_moved(&set.documents);
            measures.push(
                Measure::new("rows falsely shown as moved", share(moved, rows))
                    .on(format!("{} in order", set.name)),
            );
        }
    }
    measures
}
