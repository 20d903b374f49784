//! The same name spelt otherwise, or another name in the same slot.

use std::ops::Range;

use super::{Conflict, ConflictKind, Ground, Span, Weight, conflict, words_span};
use crate::compare::Confidence;
use crate::compare::lexicon;
use crate::compare::pairing::{Class, Word};
use crate::compare::terms::Terms;
use crate::text::word::TokenKind;

pub(super) fn find(ground: &Ground<'_>) -> Vec<Conflict> {
    let (left, right) = both_untold(ground);
    let twins = twins(ground, &left, &right);
    let alone = |all: Vec<usize>, taken: Vec<usize>| -> Vec<usize> {
        all.into_iter()
            .filter(|index| !taken.contains(index))
            .collect()
    };
    let (taken_left, taken_right) = twins.iter().copied().unzip();
    let mut found = spellings(ground, &twins);
    found.extend(replaced(
        ground,
        &alone(left, taken_left),
        &alone(right, taken_right),
    ));
    found
}

/// The names that both sides have, spelt otherwise.
pub(super) fn respelt(ground: &Ground<'_>) -> Vec<Conflict> {
    let (left, right) = both_untold(ground);
    spellings(ground, &twins(ground, &left, &right))
}

fn both_untold(ground: &Ground<'_>) -> (Vec<usize>, Vec<usize>) {
    let (left, right) = (&ground.pairing.left, &ground.pairing.right);
    (
        untold(left, right, ground.left),
        untold(right, left, ground.right),
    )
}

/// The words of names, left and right, that are likely one name in two spellings.
fn twins(ground: &Ground<'_>, left: &[usize], right: &[usize]) -> Vec<(usize, usize)> {
    let mut twins: Vec<(usize, usize)> = Vec::new();
    for &i in left {
        let a = &ground.pairing.left[i];
        let twin = right.iter().copied().find(|&j| {
            let b = &ground.pairing.right[j];
            let free = !twins.iter().any(|(_, taken)| *taken == j);
            free && !a.acronym && !b.acronym && is_respelling(a.folded, b.folded)
        });
        twins.extend(twin.map(|j| (i, j)));
    }
    twins
}

/// The twins as conflicts, each spelling told once.
fn spellings(ground: &Ground<'_>, twins: &[(usize, usize)]) -> Vec<Conflict> {
    let mut found: Vec<Conflict> = Vec::new();
    for &(i, j) in twins {
        let spans = words_span(ground.left, &ground.pairing.left[i..=i])
            .zip(words_span(ground.right, &ground.pairing.right[j..=j]));
        let told = |(a, _): &(Span, Span)| found.iter().any(|old| old.left.text == a.text);
        let fresh = spans.filter(|spans| !told(spans));
        found.extend(fresh.map(|(a, b)| conflict(ConflictKind::Name, Weight::Differs, a, b)));
    }
    found
}

/// The words of names that the other side does not have in any form.
fn untold(words: &[Word<'_>], other: &[Word<'_>], terms: &[Terms<'_>]) -> Vec<usize> {
    let known = |word: &Word<'_>| {
        other.iter().any(|theirs| {
            theirs.stem == word.stem
                || lexicon::synonyms(theirs.stem, word.stem)
                || abbreviates(theirs, word)
        })
    };
    (0..words.len())
        .filter(|&at| is_name(words, at, terms) && !known(&words[at]))
        .collect()
}

/// Whether the word at `at` is part of a name: a capital that its place does not ask for, or that the text
/// never goes without.
fn is_name(words: &[Word<'_>], at: usize, terms: &[Terms<'_>]) -> bool {
    let word = &words[at];
    if !word.capital
        || word.kind != TokenKind::Word
        || word.class != Class::Content
        || lexicon::is_title(word.folded)
    {
        return false;
    }
    let begins = word.token == 0
        || terms[word.sentence].tokens[..word.token]
            .iter()
            .all(|token| token.kind == TokenKind::Mark)
        || terms[word.sentence].tokens[word.token - 1].kind == TokenKind::Mark;
    let next_capital = words.get(at + 1).is_some_and(|next| {
        next.capital && next.sentence == word.sentence && next.kind == TokenKind::Word
    });
    let adverb = word.folded.ends_with("ly");
    !begins || next_capital || !adverb && seen_inside(terms, word.folded)
}

/// Whether the text writes the word with a capital inside a sentence, too.
fn seen_inside(terms: &[Terms<'_>], folded: &str) -> bool {
    terms.iter().any(|of| {
        let inside = of.tokens.iter().zip(&of.folded).skip(1);
        inside
            .filter(|(_, word)| *word == folded)
            .any(|(token, _)| of.text[token.range.clone()].starts_with(char::is_uppercase))
    })
}

/// Whether one word is the other's abbreviation: `Sen.`, `U.S.` beside `United`.
fn abbreviates(a: &Word<'_>, b: &Word<'_>) -> bool {
    let letters = |word: &Word<'_>| {
        word.folded
            .chars()
            .filter(|c| c.is_alphabetic())
            .collect::<String>()
    };
    let (a, b) = (letters(a), letters(b));
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.len() >= 2 && short.len() <= 4 && long.starts_with(&short)
        || short.len() <= 4
            && short.starts_with(long.chars().next().unwrap_or(' '))
            && short.len() >= 2
            && short.chars().all(|c| long.contains(c))
            && long.len() >= 6
            && is_acronym(&short)
}

fn is_acronym(short: &str) -> bool {
    short
        .chars()
        .all(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u'))
        || matches!(short, "us" | "uk" | "eu" | "un" | "uae")
}

/// Whether two names are likely one name in two spellings or transliterations.
fn is_respelling(a: &str, b: &str) -> bool {
    let (short, long) = if a.chars().count() <= b.chars().count() {
        (a, b)
    } else {
        (b, a)
    };
    let length = short.chars().count();
    if a == b || length < 4 || is_derived(short, long) {
        return false;
    }
    let allowed = if length >= 7 { 2 } else { 1 };
    let same_start = a.chars().next() == b.chars().next();
    (same_start && distance(a, b) <= allowed || length >= 6 && distance(a, b) == 1)
        || sound(a) == sound(b)
}

/// Whether the longer word is made from the shorter (`Russia`, `Russian`; `Israel`, `Israelis`).
fn is_derived(short: &str, long: &str) -> bool {
    let stem = short.trim_end_matches(['a', 'e', 'y', 'o']);
    let ending = |stem: &str| {
        long.strip_prefix(stem).is_some_and(|rest| {
            matches!(
                rest,
                "s" | "es"
                    | "n"
                    | "ns"
                    | "an"
                    | "ans"
                    | "ian"
                    | "ians"
                    | "i"
                    | "is"
                    | "ish"
                    | "ese"
                    | "en"
                    | "er"
                    | "ers"
                    | "ean"
                    | "in"
            )
        })
    };
    ending(short) || ending(stem)
}

/// A name by its sound, so that transliterations fall together: `Qaddafi`, `Gadhafi`; `Sergey`, `Sergei`.
fn sound(name: &str) -> String {
    let mut plain = name.to_owned();
    for (from, to) in [
        ("kh", "h"),
        ("gh", "g"),
        ("dh", "d"),
        ("ph", "f"),
        ("sch", "sh"),
        ("tch", "ch"),
        ("tsch", "ch"),
        ("ck", "k"),
        ("ei", "i"),
        ("ey", "i"),
        ("ay", "i"),
        ("ai", "i"),
        ("yy", "i"),
        ("iy", "i"),
        ("ou", "u"),
        ("oo", "u"),
        ("ee", "i"),
        ("ks", "x"),
        ("w", "v"),
        ("y", "i"),
        ("j", "i"),
        ("q", "g"),
        ("c", "k"),
        ("z", "s"),
    ] {
        plain = plain.replace(from, to);
    }
    // A Slavic "Ye-" is an "E-".
    let plain = plain
        .strip_prefix("ie")
        .map_or(plain.clone(), |rest| format!("e{rest}"));
    let mut sound = String::new();
    for c in plain.chars() {
        if !sound.ends_with(c) {
            sound.push(c);
        }
    }
    sound
}

/// Letters to change, add, drop or swap to make one word the other (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = change.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(rows[i - 2][j - 2] + 1);
            }
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

/// Names that stand in each other's place: both next to the same matched words.
fn replaced(ground: &Ground<'_>, left: &[usize], right: &[usize]) -> Vec<Conflict> {
    let pairing = ground.pairing;
    if pairing.agreement() < 0.5 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (l, r) in pairing.gaps() {
        let (a, b) = (run(left, &l), run(right, &r));
        let Some((a, b)) = a.zip(b) else { continue };
        let held =
            |left: usize, right: usize| pairing.matches.binary_search(&(left, right)).is_ok();
        let before = |back: usize| {
            let places = l.start.checked_sub(back).zip(r.start.checked_sub(back));
            a.start == l.start
                && b.start == r.start
                && places.is_some_and(|(left, right)| held(left, right))
        };
        let after = |on: usize| a.end == l.end && b.end == r.end && held(l.end + on, r.end + on);
        let bare = outside(&pairing.left, &l, &a) && outside(&pairing.right, &r, &b);
        let beside = before(1) || after(0);
        if before(1) && after(0) || beside && bare || before(1) && before(2) || after(0) && after(1)
        {
            let places = is_place(&pairing.left, a.start) && is_place(&pairing.right, b.start);
            let doubtful = places || ground.confidence < Confidence::Sure;
            let weight = if doubtful {
                Weight::Differs
            } else {
                Weight::Contradicts
            };
            let spans = words_span(ground.left, &pairing.left[a])
                .zip(words_span(ground.right, &pairing.right[b]));
            found.extend(spans.map(|(a, b)| conflict(ConflictKind::Name, weight, a, b)));
        }
    }
    found
}

/// Whether the name that begins at word `at` says where: a town and its country do not contradict each other.
fn is_place(words: &[Word<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| words[before].folded);
    before.is_some_and(|word| {
        matches!(
            word,
            "in" | "at" | "from" | "near" | "to" | "em" | "bei" | "aus" | "nach"
        )
    })
}

/// The one run of name words inside a gap, where there is just one.
fn run(names: &[usize], gap: &Range<usize>) -> Option<Range<usize>> {
    let inside: Vec<usize> = names
        .iter()
        .copied()
        .filter(|at| gap.contains(at))
        .collect();
    let (first, last) = (*inside.first()?, *inside.last()?);
    (last - first + 1 == inside.len()).then_some(first..last + 1)
}

/// Whether the gap says nothing but the name.
fn outside(words: &[Word<'_>], gap: &Range<usize>, name: &Range<usize>) -> bool {
    let mut rest = gap
        .clone()
        .filter(|at| !name.contains(at))
        .map(|at| &words[at]);
    rest.all(|word| word.class != Class::Content || lexicon::is_title(word.folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn respellings_are_told_from_other_names_and_from_adjectives() {
        let spellings = [
            ("sergey", "sergei"),
            ("gadhafi", "qaddafi"),
            ("zelensky", "zelenskyy"),
            ("mikhail", "michail"),
        ];
        for (a, b) in spellings {
            assert!(is_respelling(a, b), "{a} {b}");
        }
        let others = [
            ("russia", "russian"),
            ("israel", "israeli"),
            ("ukraine", "ukrainian"),
            ("smith", "jones"),
            ("jon", "john"),
        ];
        for (a, b) in others {
            assert!(!is_respelling(a, b), "{a} {b}");
        }
    }
}
