//! One side affirms what the other denies, or says a word's opposite.

use super::{Conflict, ConflictKind, Ground, Weight, conflict, words_span};
use crate::compare::lexicon;
use crate::compare::pairing::{Class, Word};

pub(super) fn find(ground: &Ground<'_>) -> Vec<Conflict> {
    let agreement = ground.pairing.agreement();
    let mut found = if agreement >= 0.4 {
        antonyms(ground)
    } else {
        Vec::new()
    };
    if agreement >= 0.5 {
        found.extend(negation(ground));
    }
    found
}

fn antonyms(ground: &Ground<'_>) -> Vec<Conflict> {
    let pairing = ground.pairing;
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

fn is_negator(word: &Word<'_>) -> bool {
    let plain = word.folded.replace('\u{2019}', "'");
    matches!(
        plain.as_str(),
        "not"
            | "never"
            | "no"
            | "cannot"
            | "neither"
            | "nor"
            | "without"
            | "nicht"
            | "kein"
            | "keine"
            | "keinen"
            | "nao"
            | "nunca"
            | "jamais"
    ) || plain.ends_with("n't")
}

/// A negator that only one side has, between words that both have.
fn negation(ground: &Ground<'_>) -> Vec<Conflict> {
    let (left, right) = (&ground.pairing.left, &ground.pairing.right);
    let count = |words: &[Word<'_>]| words.iter().filter(|word| is_negator(word)).count();
    let spans = match (count(left), count(right)) {
        (1, 0) => alone(ground, left, right, false),
        (0, 1) => alone(ground, right, left, true),
        _ => None,
    };
    spans.into_iter().collect()
}

fn alone(
    ground: &Ground<'_>,
    with: &[Word<'_>],
    without: &[Word<'_>],
    swapped: bool,
) -> Option<Conflict> {
    let at = with.iter().position(is_negator)?;
    if with.get(at + 1).is_some_and(|next| {
        matches!(
            next.folded,
            "only" | "just" | "merely" | "least" | "yet" | "longer"
        )
    }) {
        return None;
    }
    let partner = |index: usize| {
        ground
            .pairing
            .matches
            .iter()
            .find(|pair| {
                if swapped {
                    pair.1 == index
                } else {
                    pair.0 == index
                }
            })
            .map(|pair| if swapped { pair.0 } else { pair.1 })
    };
    let held = |index: usize| {
        let word = partner(index).filter(|_| with[index].class != Class::Mark);
        word.map(|other| (index, other))
    };
    let before = (at.saturating_sub(3)..at).rev().find_map(held);
    let after = (at + 1..(at + 4).min(with.len())).find_map(held);
    let (from, to) = (before?, after?);
    let denied = |word: &Word<'_>| {
        matches!(
            word.stem,
            "deni"
                | "avoid"
                | "prevent"
                | "declin"
                | "stop"
                | "block"
                | "ban"
                | "miss"
                | "drop"
                | "abandon"
                | "cancel"
                | "lose"
                | "lost"
                | "reluct"
                | "unabl"
                | "reject"
                | "refus"
                | "fail"
                | "lack"
                | "less"
                | "few"
                | "fewer"
                | "rule"
                | "disput"
        ) || lexicon::is_negative(word.folded)
    };
    // "denies that it is so" stands for "says that it is not so".
    let unmatched = |word: &&Word<'_>| !has(with, word);
    if without.iter().filter(unmatched).any(denied) {
        return None;
    }
    let between = without.get(from.1 + 1..to.1)?;
    let replaced = with
        .get(from.0 + 1..to.0)?
        .iter()
        .filter(|word| word.class == Class::Content)
        .count();
    if between
        .iter()
        .filter(|word| word.class == Class::Content)
        .count()
        + replaced
        > 2
    {
        return None;
    }
    let spans = if swapped {
        words_span(ground.left, &without[from.1..=to.1])
            .zip(words_span(ground.right, &with[from.0..=to.0]))
    } else {
        words_span(ground.left, &with[from.0..=to.0])
            .zip(words_span(ground.right, &without[from.1..=to.1]))
    };
    spans.map(|(a, b)| conflict(ConflictKind::Negation, Weight::Contradicts, a, b))
}
