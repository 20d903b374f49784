//! Other words inside the same quotation.
//!
//! Two quotations are the same where they share most of their words in order. Then what is left of one is
//! either cut away at an end or at an ellipsis (truncated: no conflict), or it stands between words that both
//! have, and one of the two newsrooms has altered what was said.

use std::ops::Range;

use super::{Conflict, ConflictKind, Ground, Weight, conflict, slot, span};
use crate::compare::terms::Terms;
use crate::text::word::TokenKind;

/// One quotation of a side: its words folded, contractions opened.
struct Quotation {
    sentence: usize,
    range: Range<usize>,
    words: Vec<String>,
    ellipsis: bool,
}

/// A quotation of fewer words is a label, not a statement.
const SHORT: usize = 4;

pub(super) fn find(ground: &Ground<'_>) -> Vec<Conflict> {
    let left = quotations(ground.left, ground.rows);
    let right = quotations(ground.right, ground.columns);
    let pairs = slot::pair_up(left.len(), right.len(), |i, j| {
        let share = shared(&left[i].words, &right[j].words);
        (share >= 0.6).then_some(share)
    });
    let altered = pairs
        .into_iter()
        .filter(|&(i, j)| altered(&left[i], &right[j]));
    altered
        .map(|(i, j)| {
            let weight = Weight::Contradicts;
            let spans = (
                span(ground.left, left[i].sentence, left[i].range.clone()),
                span(ground.right, right[j].sentence, right[j].range.clone()),
            );
            conflict(ConflictKind::Quote, weight, spans.0, spans.1)
        })
        .collect()
}

fn quotations(terms: &[Terms<'_>], sentences: &[usize]) -> Vec<Quotation> {
    let mut all = Vec::new();
    for &sentence in sentences {
        let of = &terms[sentence];
        for range in &of.quotations {
            let inside = of
                .tokens
                .iter()
                .zip(&of.folded)
                .filter(|(token, _)| range.contains(&token.range.start));
            let words: Vec<String> = inside
                .filter(|(token, _)| token.kind != TokenKind::Mark)
                .flat_map(|(_, folded)| open(folded))
                .collect();
            if words.len() >= SHORT {
                let text = &of.text[range.clone()];
                let ellipsis = text.contains('…') || text.contains("...") || text.contains("[");
                all.push(Quotation {
                    sentence,
                    range: range.clone(),
                    words,
                    ellipsis,
                });
            }
        }
    }
    all
}

/// A contraction as the words it stands for.
fn open(folded: &str) -> Vec<String> {
    let plain = folded.replace('\u{2019}', "'");
    let one = |word: &str| vec![word.to_owned()];
    match plain.as_str() {
        "'re" => one("are"),
        "'ve" => one("have"),
        "'ll" => one("will"),
        "'m" => one("am"),
        "'s" => one("is"),
        "can't" => vec!["can".to_owned(), "not".to_owned()],
        "won't" => vec!["will".to_owned(), "not".to_owned()],
        word => match word.strip_suffix("n't") {
            Some(verb) => vec![verb.to_owned(), "not".to_owned()],
            None => one(word),
        },
    }
}

/// The share of the shorter list's words that both have in order.
fn shared(a: &[String], b: &[String]) -> f64 {
    let common = common(a, b).len();
    let ratio = |count: usize, of: usize| {
        f64::from(u32::try_from(count).unwrap_or(u32::MAX))
            / f64::from(u32::try_from(of.max(1)).unwrap_or(u32::MAX))
    };
    if common < SHORT.min(a.len()).min(b.len()) {
        0.0
    } else {
        ratio(common, a.len().min(b.len()))
    }
}

fn common(a: &[String], b: &[String]) -> Vec<(usize, usize)> {
    let ops = similar::capture_diff_slices(similar::Algorithm::Lcs, a, b);
    ops.into_iter()
        .filter_map(|op| match op {
            similar::DiffOp::Equal {
                old_index,
                new_index,
                len,
            } => Some((0..len).map(move |k| (old_index + k, new_index + k))),
            _ => None,
        })
        .flatten()
        .collect()
}

/// Whether words differ between words that both have; what is missing at an end, or where an ellipsis says so,
/// is a cut.
fn altered(a: &Quotation, b: &Quotation) -> bool {
    let matches = common(&a.words, &b.words);
    matches.windows(2).any(|pair| {
        let (i, j) = (pair[1].0 - pair[0].0 - 1, pair[1].1 - pair[0].1 - 1);
        let cut = (i == 0 && a.ellipsis) || (j == 0 && b.ellipsis);
        (i > 0 || j > 0) && !cut
    })
}
