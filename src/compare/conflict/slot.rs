//! Whether two facts stand in the same slot of the same statement.

use std::ops::Range;

use crate::compare::lexicon;
use crate::compare::pairing::{Class, Pairing, Word};

/// How many words both sides have around facts that are told of one thing beyond doubt.
const TOLD: usize = 3;
/// How many words around a fact are looked at.
const REACH: usize = 5;

/// What speaks for two facts being one slot, the more the rarer it happens by chance: they stand between the same
/// matched words; the same word follows; the same word goes before; the same word is beside them on either side;
/// and each word that both have around them.
const GAP: f64 = 1.5;
const FOLLOWED: f64 = 1.2;
const PRECEDED: f64 = 0.8;
const BESIDE: f64 = 0.9;
const AROUND: f64 = 0.35;

/// How much speaks for word ranges `left` and `right` being one slot: 0 nothing; from 1 on enough for facts
/// that are alone of their kind, from 2 on enough for any.
pub(super) fn likeness(pairing: &Pairing<'_>, left: &Range<usize>, right: &Range<usize>) -> f64 {
    let both = |a: Option<&str>, b: Option<&str>| a.is_some() && a == b;
    let followed = is_followed(pairing, left, right);
    let preceded = both(
        last_content(&pairing.left, left.start),
        last_content(&pairing.right, right.start),
    );
    let beside = beside(&pairing.left, left).any(|a| beside(&pairing.right, right).any(|b| a == b));
    let around = window(&pairing.left, left, &(0..pairing.left.len()));
    let shared = window(&pairing.right, right, &(0..pairing.right.len()))
        .into_iter()
        .filter(|stem| around.contains(stem))
        .count();
    let shared: f64 = (0..shared).map(|_| AROUND).sum();
    let weigh = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
    weigh(same_gap(pairing, left, right), GAP)
        + weigh(followed, FOLLOWED)
        + weigh(preceded, PRECEDED)
        + weigh(beside, BESIDE)
        + shared
}

/// Whether the same word that says something follows both ranges.
pub(super) fn is_followed(
    pairing: &Pairing<'_>,
    left: &Range<usize>,
    right: &Range<usize>,
) -> bool {
    let next = next_content(&pairing.left, left.end);
    next.is_some() && next == next_content(&pairing.right, right.end)
}

/// Whether two facts are told of one thing beyond doubt: the few words around them share three that say something,
/// and one side says nothing else there. "Four people were slightly hurt" tells what "slightly injuring three people"
/// does; "four people were killed" does not.
pub(super) fn is_one_telling(
    pairing: &Pairing<'_>,
    left: &Range<usize>,
    right: &Range<usize>,
) -> bool {
    fn around<'a>(words: &[Word<'a>], range: &Range<usize>) -> Vec<&'a str> {
        let sentence = words.get(range.start).map(|word| word.sentence);
        let inside = |at: &usize| words.get(*at).map(|word| word.sentence) == sentence;
        let first = (0..range.start).find(inside).unwrap_or(range.start);
        let last = (range.end..words.len()).take_while(inside).last();
        let within = first..last.map_or(range.end, |at| at + 1);
        window(words, range, &within)
    }
    let (a, b) = (around(&pairing.left, left), around(&pairing.right, right));
    let answers = |a: &str, b: &str| a == b || lexicon::synonyms(a, b);
    let rest = |these: &[&str], those: &[&str]| {
        let lone = |word: &&&str| !those.iter().any(|other| answers(word, other));
        these.iter().filter(lone).count()
    };
    let (alone, over) = (rest(&a, &b), rest(&b, &a));
    let shared = (a.len() - alone).min(b.len() - over);
    shared >= TOLD && alone.min(over) == 0
}

/// Whether no match of a word that says anything stands between the two ranges: they lie in the same gap, or the
/// words beside them match.
pub(super) fn same_gap(pairing: &Pairing<'_>, left: &Range<usize>, right: &Range<usize>) -> bool {
    let before = |at: (usize, usize)| (at.0 < left.start, at.1 < right.start);
    let after = |at: (usize, usize)| (at.0 >= left.end, at.1 >= right.end);
    let weighty = |at: &&(usize, usize)| pairing.left[at.0].class == Class::Content;
    pairing.matches.iter().filter(weighty).all(|&at| {
        let inside = left.contains(&at.0) || right.contains(&at.1);
        inside || before(at) == (true, true) || after(at) == (true, true)
    })
}

fn next_content<'a>(words: &[Word<'a>], from: usize) -> Option<&'a str> {
    words
        .get(from..)?
        .iter()
        .take(3)
        .find(|word| word.class == Class::Content)
        .map(|word| word.stem)
}

fn last_content<'a>(words: &[Word<'a>], until: usize) -> Option<&'a str> {
    words
        .get(..until)?
        .iter()
        .rev()
        .take(3)
        .find(|word| word.class == Class::Content)
        .map(|word| word.stem)
}

/// The words that say something right before and right after a range.
fn beside<'a>(words: &[Word<'a>], range: &Range<usize>) -> impl Iterator<Item = &'a str> {
    let (before, after) = (
        last_content(words, range.start),
        next_content(words, range.end),
    );
    before.into_iter().chain(after)
}

fn window<'a>(words: &[Word<'a>], range: &Range<usize>, within: &Range<usize>) -> Vec<&'a str> {
    let start = range.start.saturating_sub(REACH).max(within.start);
    let end = (range.end + REACH).min(within.end);
    let mut stems: Vec<&str> = (start..end)
        .filter(|at| !range.contains(at))
        .map(|at| &words[at])
        .filter(|word| word.class == Class::Content)
        .map(|word| word.stem)
        .collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Pairs facts of both sides, the likeliest slots first, each fact once; `judge` gives a pair's weight, none
/// where the two do not go together.
pub(super) fn pair_up(
    lefts: usize,
    rights: usize,
    judge: impl Fn(usize, usize) -> Option<f64>,
) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for i in 0..lefts {
        for j in 0..rights {
            if let Some(weight) = judge(i, j) {
                pairs.push((weight, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_left, mut used_right) = (vec![false; lefts], vec![false; rights]);
    let mut chosen = Vec::new();
    for (_, i, j) in pairs {
        if !used_left[i] && !used_right[j] {
            (used_left[i], used_right[j]) = (true, true);
            chosen.push((i, j));
        }
    }
    chosen
}
