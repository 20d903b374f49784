//! Passages that stand elsewhere on the other side, and rows said to have moved that have not.

use std::collections::HashSet;
use std::ops::Range;

use newsread::compare::{Comparison, Row};

use crate::labelled::{Document, Set};
use crate::measure::{Measure, share, shares};

/// A passage that a person marked as moved: character ranges in the left text and in the right.
#[derive(serde::Deserialize, Clone)]
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

/// The labelled links of a passage, and those that they cross: only where there are some can a row have moved.
fn crossed<'a>(document: &'a Document, left: &[usize], right: &[usize]) -> Vec<&'a (usize, usize)> {
    let own = |link: &&(usize, usize)| left.contains(&link.0) && right.contains(&link.1);
    let crosses = |(x, y): &&(usize, usize)| {
        let mine = document.gold.iter().filter(own);
        let mut mine = mine.map(|(i, j)| (i.cmp(x), j.cmp(y)));
        mine.any(|(a, b)| a.is_ne() && a == b.reverse())
    };
    let others = document.gold.iter().filter(|link| !own(link));
    others.filter(crosses).collect()
}

fn shown(comparison: &Comparison, left: &[usize], right: &[usize]) -> bool {
    let has = |row: &Row| {
        row.left.iter().any(|index| left.contains(index))
            && row.right.iter().any(|index| right.contains(index))
    };
    comparison.rows.iter().any(|row| row.moved && has(row))
}

/// Marked passages, each time how many and of how many.
#[derive(Default)]
struct Marked {
    /// Shown as moved, of those that cross another link.
    shown: usize,
    /// The passage or what it passed shown as moved: which of two has moved is a matter of taste.
    either: usize,
    crossing: usize,
    all: usize,
}

fn marked(documents: &[Document], verbose: bool) -> Marked {
    let mut marked = Marked::default();
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
            marked.all += 1;
            let (left, right) = (touched(&lefts, &span.r), touched(&rights, &span.s));
            let crossed = crossed(document, &left, &right);
            if crossed.is_empty() {
                continue;
            }
            let itself = shown(&comparison, &left, &right);
            let passed = crossed
                .iter()
                .any(|link| shown(&comparison, &[link.0], &[link.1]));
            marked.crossing += 1;
            marked.shown += usize::from(itself);
            marked.either += usize::from(itself || passed);
            if verbose && !itself && !passed {
                println!(
                    "not shown as moved: {left:?} {right:?} of {:?}",
                    document.gold
                );
                let sentences = left.iter().map(|&at| &document.a[at]);
                for text in sentences.chain(right.iter().map(|&at| &document.b[at])) {
                    println!("  {text}");
                }
            }
        }
    }
    marked
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
            let marked = marked(&set.documents, verbose);
            measures.push(
                Measure::new(
                    "moved passages shown as moved: the passage / it or what it passed",
                    shares(&[(marked.shown, marked.crossing), (marked.either, marked.crossing)]),
                )
                .bar("", ".90")
                .on(format!(
                    "{}: the {} of {} marked passages whose sentence passes another that both texts have; the others moved within a sentence or past what only one text has",
                    set.name, marked.crossing, marked.all
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
