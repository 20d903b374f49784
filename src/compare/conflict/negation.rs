//! One side affirms what the other denies.

use std::ops::Range;

use super::{Conflict, ConflictKind, Ground, Weight, conflict, words_span};
use crate::compare::lexicon;
use crate::compare::pairing::{Class, Word};

/// The share of words that must be matched before a lone negator is taken to deny the other side.
const AGREEMENT: f64 = 0.5;
/// A negator's surroundings: so many words before and after it are looked at for words that both have.
const REACH: usize = 3;
/// Stems of words that deny without a negator: "denies that it is so" stands for "says that it is not so".
const DENYING: &str = "deni avoid prevent declin stop block ban miss drop abandon cancel lose lost reluct unabl \
    reject refus fail lack less few fewer rule disput";

/// A negator that only one side has, between words that both have.
pub(super) fn find(ground: &Ground<'_>) -> Vec<Conflict> {
    let (left, right) = (&ground.pairing.left, &ground.pairing.right);
    if ground.pairing.agreement() < AGREEMENT {
        return Vec::new();
    }
    let count = |words: &[Word<'_>]| words.iter().filter(|word| is_negator(word)).count();
    let places = match (count(left), count(right)) {
        (1, 0) => denied(left, right, &ground.pairing.matches),
        (0, 1) => {
            let mirrored: Vec<_> = ground
                .pairing
                .matches
                .iter()
                .map(|&(i, j)| (j, i))
                .collect();
            denied(right, left, &mirrored).map(|(with, without)| (without, with))
        }
        _ => None,
    };
    let spans = places.and_then(|(a, b)| {
        words_span(ground.left, &left[a]).zip(words_span(ground.right, &right[b]))
    });
    let conflicts = spans.map(|(a, b)| conflict(ConflictKind::Negation, Weight::Contradicts, a, b));
    conflicts.into_iter().collect()
}

fn is_negator(word: &Word<'_>) -> bool {
    let plain = word.folded.replace('\u{2019}', "'");
    let english = "not never no cannot neither nor without";
    let known = match word.language {
        Some("de") => "nicht kein keine keinen keinem nie ohne",
        Some("pt") => "nao nunca jamais sem nem",
        Some("es") => "no nunca jamas sin ni",
        Some("fr") => "ne pas jamais sans ni",
        _ => english,
    };
    known.split(' ').any(|negator| negator == plain) || plain.ends_with("n't")
}

/// The words around the one negator of `with`, and the words that stand for them in `without`, where nothing
/// but the negator parts them; `matches` are pairs of word indices, `with` first.
fn denied(
    with: &[Word<'_>],
    without: &[Word<'_>],
    matches: &[(usize, usize)],
) -> Option<(Range<usize>, Range<usize>)> {
    let at = with.iter().position(is_negator)?;
    let next = with.get(at + 1).map_or("", |next| next.folded);
    if matches!(
        next,
        "only" | "just" | "merely" | "least" | "yet" | "longer"
    ) || is_excused(with, without)
    {
        return None;
    }
    let held = |index: usize| {
        let pair = matches.iter().find(|pair| pair.0 == index).copied();
        pair.filter(|_| with[index].class != Class::Mark)
    };
    let from = (at.saturating_sub(REACH)..at).rev().find_map(held)?;
    let to = (at + 1..(at + 1 + REACH).min(with.len())).find_map(held)?;
    let said = |words: Option<&[Word<'_>]>| {
        Some(
            words?
                .iter()
                .filter(|word| word.class == Class::Content)
                .count(),
        )
    };
    let parted = said(with.get(from.0 + 1..to.0))? + said(without.get(from.1 + 1..to.1))?;
    (parted <= 2).then_some((from.0..to.0 + 1, from.1..to.1 + 1))
}

/// Whether the side without a negator denies in another way.
fn is_excused(with: &[Word<'_>], without: &[Word<'_>]) -> bool {
    let alone = |word: &&Word<'_>| !with.iter().any(|other| other.stem == word.stem);
    let denies = |word: &Word<'_>| {
        let positive = lexicon::without_denial(word.folded);
        let prefixed = positive.is_some_and(|rest| {
            lexicon::is_known(rest) || with.iter().any(|other| other.folded == rest)
        });
        prefixed || DENYING.split_whitespace().any(|stem| stem == word.stem)
    };
    without.iter().filter(alone).any(denies)
}
