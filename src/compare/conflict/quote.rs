//! Other words inside the same quotation.
//!
//! Two quotations are the same where they share most of their words in order. Then what is left of one is
//! either cut away at an end or at an ellipsis (truncated: no conflict), or it stands between words that both
//! have, and one of the two newsrooms has altered what was said.

use std::ops::Range;

use super::{Conflict, ConflictKind, Ground, Weight, conflict, span};
use crate::compare::terms::Terms;
use crate::text::language;
use crate::text::word::TokenKind;

/// One quotation of a side: its words folded, contractions opened.
struct Quotation {
    sentence: usize,
    range: Range<usize>,
    words: Vec<String>,
    ellipsis: bool,
    language: Option<String>,
}

impl Quotation {
    /// Whether words of this quotation are small ones, or said once more elsewhere in it, as in a false start.
    fn is_slight(&self, words: &[String]) -> bool {
        let repeated = |word: &String| self.words.iter().filter(|other| *other == word).count() > 1;
        let small = |word: &String| {
            language::is_stop_word(word, self.language.as_deref())
                && !matches!(word.as_str(), "not" | "no")
        };
        words.iter().all(|word| small(word) || repeated(word))
    }
}

/// A quotation of fewer words is a label, not a statement.
const SHORT: usize = 4;

pub(super) fn find(ground: &Ground<'_>) -> Vec<Conflict> {
    let left = quotations(ground.left, ground.rows);
    let right = quotations(ground.right, ground.columns);
    let share = |i: usize, j: usize| shared(&left[i].words, &right[j].words);
    let best_of = |i: usize| (0..right.len()).max_by(|&a, &b| share(i, a).total_cmp(&share(i, b)));
    let best_for = |j: usize| (0..left.len()).max_by(|&a, &b| share(a, j).total_cmp(&share(b, j)));
    let mut found = Vec::new();
    for (i, ours) in left.iter().enumerate() {
        for (j, theirs) in right.iter().enumerate() {
            let best = best_of(i) == Some(j) || best_for(j) == Some(i);
            let weight = altered(ours, theirs).filter(|_| best && share(i, j) >= 0.6);
            found.extend(weight.map(|weight| {
                let said = |terms, one: &Quotation| span(terms, one.sentence, one.range.clone());
                conflict(
                    ConflictKind::Quote,
                    weight,
                    said(ground.left, ours),
                    said(ground.right, theirs),
                )
            }));
        }
    }
    found
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
                let ellipsis = text.contains('…') || text.contains("...") || text.contains('[');
                all.push(Quotation {
                    sentence,
                    range: range.clone(),
                    words,
                    ellipsis,
                    language: of.language.map(str::to_owned),
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

/// Whether the words stand in a row inside the other words.
fn is_part(part: &[String], whole: &[String]) -> bool {
    whole
        .windows(part.len().max(1))
        .any(|window| window == part)
}

/// How much it weighs that words differ between words that both have: another word contradicts, a small word
/// dropped or a false start only differs. What is missing at an end, or where an ellipsis says so, is a cut.
fn altered(a: &Quotation, b: &Quotation) -> Option<Weight> {
    if is_part(&a.words, &b.words) || is_part(&b.words, &a.words) {
        return None;
    }
    let mut weight = None;
    for pair in common(&a.words, &b.words).windows(2) {
        let (left, right) = (
            &a.words[pair[0].0 + 1..pair[1].0],
            &b.words[pair[0].1 + 1..pair[1].1],
        );
        let cut = left.is_empty() && a.ellipsis || right.is_empty() && b.ellipsis;
        if cut || left.is_empty() && right.is_empty() {
            continue;
        }
        let slight = left.is_empty() && b.is_slight(right) || right.is_empty() && a.is_slight(left);
        weight = weight.max(Some(if slight {
            Weight::Differs
        } else {
            Weight::Contradicts
        }));
    }
    weight
}
