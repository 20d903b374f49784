//! Certain on one side, expected or possible or denied on the other.

use super::{Conflict, ConflictKind, Ground, Weight, conflict, words_span};
use crate::compare::pairing::{Class, Word};

/// What a verb's surroundings say of whether it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mood {
    Done,
    Planned,
    Possible,
}

const PLANNED: &[&str] = &[
    "will",
    "shall",
    "expected",
    "slated",
    "set",
    "scheduled",
    "due",
    "plans",
    "planned",
    "plan",
    "going",
    "would",
];
const POSSIBLE: &[&str] = &["may", "might", "possibly", "perhaps"];
/// Past forms that a stemmer does not bring back to the verb.
const IRREGULAR: &[(&str, &str)] = &[
    ("met", "meet"),
    ("held", "hold"),
    ("left", "leave"),
    ("took", "take"),
    ("made", "make"),
    ("gave", "give"),
    ("went", "go"),
    ("came", "come"),
    ("won", "win"),
    ("lost", "lose"),
    ("sent", "send"),
    ("began", "begin"),
    ("paid", "pay"),
    ("sold", "sell"),
    ("bought", "buy"),
    ("spoke", "speak"),
    ("flew", "fly"),
    ("rose", "rise"),
    ("fell", "fall"),
    ("led", "lead"),
    ("built", "build"),
    ("told", "tell"),
    ("cut", "cut"),
    ("ran", "run"),
    ("struck", "strike"),
    ("chose", "choose"),
    ("withdrew", "withdraw"),
];
const OPPOSITE: (&[&str], &[&str]) = (
    &[
        "confirmed",
        "confirm",
        "confirms",
        "admitted",
        "acknowledged",
    ],
    &["denied", "deny", "denies", "rejected", "disputed"],
);

pub(super) fn find(ground: &Ground<'_>) -> Vec<Conflict> {
    let (left, right) = (&ground.pairing.left, &ground.pairing.right);
    let mut found = denials(ground);
    for (i, (mood, lemma)) in verbs(left) {
        let other = verbs(right)
            .into_iter()
            .find(|(_, (other, same))| *same == lemma && *other != mood);
        let both_ways = verbs(right)
            .into_iter()
            .any(|(_, (other, same))| same == lemma && other == mood);
        if let Some((j, _)) = other.filter(|_| !both_ways) {
            let phrase = |words: &[Word<'_>], at: usize| modal(words, at).unwrap_or(at);
            let spans = words_span(ground.left, &left[phrase(left, i)..=i])
                .zip(words_span(ground.right, &right[phrase(right, j)..=j]));
            found.extend(
                spans.map(|(a, b)| conflict(ConflictKind::Certainty, Weight::Differs, a, b)),
            );
        }
    }
    found
}

/// The verbs whose form tells whether they happened: word index, mood, verb.
fn verbs<'a>(words: &'a [Word<'_>]) -> Vec<(usize, (Mood, &'a str))> {
    let mut verbs = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if word.class != Class::Content || word.capital {
            continue;
        }
        if let Some((_, lemma)) = IRREGULAR
            .iter()
            .find(|(past, lemma)| *past == word.folded && past != lemma)
        {
            if modal(words, at).is_none() {
                verbs.push((at, (Mood::Done, *lemma)));
            }
        } else if let Some(start) = modal(words, at) {
            let possible = words[start..at]
                .iter()
                .any(|word| POSSIBLE.contains(&word.folded));
            verbs.push((
                at,
                (
                    if possible {
                        Mood::Possible
                    } else {
                        Mood::Planned
                    },
                    word.stem,
                ),
            ));
        } else if word.folded.ends_with("ed") && word.folded.len() > 4 && !passive(words, at) {
            verbs.push((at, (Mood::Done, word.stem)));
        }
    }
    verbs
}

/// Where the words begin that make the verb at `at` a plan or a possibility: `will`, `is slated to`.
fn modal(words: &[Word<'_>], at: usize) -> Option<usize> {
    let back = |count: usize| at.checked_sub(count).map(|index| words[index].folded);
    let modal = |word: &str| POSSIBLE.contains(&word) || matches!(word, "will" | "shall" | "would");
    if back(1).is_some_and(modal) {
        return Some(at - 1);
    }
    if back(1) == Some("to") && back(2).is_some_and(|word| PLANNED.contains(&word)) {
        return Some(at - 2);
    }
    (matches!(back(1), Some("be" | "not" | "also")) && back(2).is_some_and(modal)).then(|| at - 2)
}

fn passive(words: &[Word<'_>], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        matches!(
            words[before].folded,
            "to" | "a" | "the" | "an" | "of" | "by" | "more"
        )
    })
}

fn denials(ground: &Ground<'_>) -> Vec<Conflict> {
    let (left, right) = (&ground.pairing.left, &ground.pairing.right);
    let at = |words: &[Word<'_>], list: &[&str]| {
        words.iter().position(|word| list.contains(&word.folded))
    };
    let (yes, no) = OPPOSITE;
    for (a, b) in [(yes, no), (no, yes)] {
        let only = at(left, b).is_none() && at(right, a).is_none();
        if let Some((i, j)) = at(left, a)
            .zip(at(right, b))
            .filter(|_| only && ground.pairing.agreement() >= 0.5)
        {
            let spans =
                words_span(ground.left, &left[i..=i]).zip(words_span(ground.right, &right[j..=j]));
            return spans
                .map(|(a, b)| conflict(ConflictKind::Certainty, Weight::Contradicts, a, b))
                .into_iter()
                .collect();
        }
    }
    Vec::new()
}
