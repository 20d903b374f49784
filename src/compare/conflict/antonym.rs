//! A word on one side, its opposite in the same slot on the other.

use super::{Conflict, ConflictKind, Ground, Weight, conflict, words_span};
use crate::compare::lexicon;
use crate::compare::pairing::{Class, Word};

/// The share of words that must be matched before two opposite words are taken for one slot.
const AGREEMENT: f64 = 0.4;

pub(super) fn find(ground: &Ground<'_>) -> Vec<Conflict> {
    let pairing = ground.pairing;
    if pairing.agreement() < AGREEMENT {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (l, r) in pairing.gaps() {
        let small = |range: &std::ops::Range<usize>, words: &[Word<'_>]| {
            range
                .clone()
                .filter(|&at| words[at].class == Class::Content)
                .count()
                <= 3
        };
        if !small(&l, &pairing.left) || !small(&r, &pairing.right) {
            continue;
        }
        let opposite = |i: usize, j: usize| {
            opposites(&pairing.left[i], &pairing.right[j], l.len().max(r.len()))
        };
        let pair = l
            .clone()
            .flat_map(|i| r.clone().map(move |j| (i, j)))
            .find(|&(i, j)| opposite(i, j));
        if let Some((i, j)) = pair.filter(|&(i, j)| {
            !has(&pairing.right, &pairing.left[i]) && !has(&pairing.left, &pairing.right[j])
        }) {
            let spans = words_span(ground.left, &pairing.left[i..=i])
                .zip(words_span(ground.right, &pairing.right[j..=j]));
            found.extend(
                spans.map(|(a, b)| conflict(ConflictKind::Antonym, Weight::Contradicts, a, b)),
            );
        }
    }
    found
}

fn opposites(a: &Word<'_>, b: &Word<'_>, gap: usize) -> bool {
    let stop = a.class == Class::Stop || b.class == Class::Stop;
    if stop && gap > 3 || a.class == Class::Mark || b.class == Class::Mark {
        return false;
    }
    lexicon::antonyms(a.folded, b.folded)
        || lexicon::antonyms(a.stem, b.stem)
        || negated_prefix(a.folded, b.folded)
        || negated_prefix(b.folded, a.folded)
}

/// Whether `long` is `short` with a prefix that denies it.
fn negated_prefix(long: &str, short: &str) -> bool {
    short.len() >= 4
        && ["un", "in", "im", "il", "ir", "dis", "non", "mis"]
            .iter()
            .any(|prefix| long.strip_prefix(prefix).is_some_and(|rest| rest == short))
}

fn has(words: &[Word<'_>], word: &Word<'_>) -> bool {
    words.iter().any(|other| other.stem == word.stem)
}
