//! Two institutions of one sort under other names, wherever they stand: two hospitals, two airports.

use std::ops::Range;

use super::capital::Sort;
use super::spelling::is_one_name;
use super::{Run, is_named};
use crate::compare::Confidence;
use crate::compare::conflict::{
    Conflict, ConflictKind, Ground, Weight, conflict, slot, words_span,
};
use crate::compare::pairing::{Class, Word};
use crate::compare::terms::Terms;

/// The words that say of what sort an institution is, one sort a line.
const SORTS: &[&[&str]] = &[
    &["hospital", "infirmary", "clinic"],
    &["university", "universidade", "universitat"],
    &["airport", "airfield"],
    &["stadium", "arena"],
    &["museum"],
    &["prison", "penitentiary"],
    &["hotel"],
];
/// What must speak for one slot: a word that both have around the names.
const BESIDE: f64 = 0.3;

/// The institution of one side's row and that of the other's, where each names one of the sort, the two share no
/// word, and neither text knows the other's.
pub(super) fn find(ground: &Ground<'_>) -> Vec<Conflict> {
    if ground.confidence == Confidence::Perhaps {
        return Vec::new();
    }
    let (left, right) = (&ground.pairing.left, &ground.pairing.right);
    let pairs = SORTS.iter().filter_map(|sort| {
        let a = only(left, ground.left, sort)?;
        let b = only(right, ground.right, sort)?;
        let shared = own(left, &a, sort)
            .any(|one| own(right, &b, sort).any(|other| is_one_name(one, other)));
        let known = is_named(left, &a, ground.right) || is_named(right, &b, ground.left);
        let near = slot::likeness(ground.pairing, &a, &b) >= BESIDE;
        (!shared && !known && near).then_some((a, b))
    });
    let spans = pairs.filter_map(|(a, b)| {
        words_span(ground.left, &left[a]).zip(words_span(ground.right, &right[b]))
    });
    spans
        .map(|(a, b)| conflict(ConflictKind::Name, Weight::Differs, a, b))
        .collect()
}

/// The only name of an institution of the sort, with a name of its own.
fn only(words: &[Word<'_>], terms: &[Terms<'_>], sort: &[&str]) -> Option<Range<usize>> {
    let runs = Run::all(words, &(0..words.len()), terms);
    let mut of_sort = runs.into_iter().filter(|run| {
        let said = &words[run.words.clone()];
        said.iter().any(|word| sort.contains(&word.folded))
    });
    let run = of_sort.next().filter(|_| of_sort.next().is_none())?;
    let named = run.sort == Sort::Sure && own(words, &run.words, sort).next().is_some();
    named.then_some(run.words)
}

/// The words of the name that do not say the sort.
fn own<'a>(
    words: &'a [Word<'a>],
    name: &Range<usize>,
    sort: &'a [&'a str],
) -> impl Iterator<Item = &'a Word<'a>> {
    words[name.clone()]
        .iter()
        .filter(move |word| word.class == Class::Content && !sort.contains(&word.folded))
}
