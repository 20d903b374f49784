//! Certain on one side, expected, possible or denied on the other.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Conflict, ConflictKind, Ground, Weight, conflict, slot, words_span};
use crate::compare::lexicon;
use crate::compare::pairing::{Class, Word};
use crate::text::language;

mod event;

use event::{EVENTS, LIGHT, event, occurs};

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
    ("ran", "run"),
    ("struck", "strike"),
    ("chose", "choose"),
    ("withdrew", "withdraw"),
    ("found", "find"),
    ("kept", "keep"),
    ("brought", "bring"),
    ("caught", "catch"),
    ("fought", "fight"),
    ("shot", "shoot"),
    ("stole", "steal"),
    ("wrote", "write"),
    ("grew", "grow"),
    ("drew", "draw"),
    ("drove", "drive"),
    ("broke", "break"),
    ("became", "become"),
    ("lent", "lend"),
    ("spent", "spend"),
    ("resold", "resell"),
    ("rebuilt", "rebuild"),
];
/// Past forms that are also the verb's own: done only behind a word that says so.
const UNCHANGED: &[&str] = &[
    "cut", "hit", "set", "put", "shut", "quit", "cast", "split", "spread",
];
/// Words that leave open whether what they stand before is so.
const HEDGES: &[&str] = &[
    "allegedly",
    "reportedly",
    "apparently",
    "supposedly",
    "purportedly",
    "alleged",
    "suspected",
];
/// Beginnings of words that leave it open in another way.
const OPEN: &[&str] = &[
    "alleg", "accus", "suspect", "report", "claim", "believ", "charg", "appear", "seem",
    "apparent", "suppos", "purport", "may", "might", "could", "would", "likely", "possib",
    "accord", "think", "thought", "deni", "deny",
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

/// The stem of the verb that an irregular past form belongs to.
fn irregular(folded: &str) -> Option<&'static str> {
    static STEMS: LazyLock<HashMap<&str, String>> = LazyLock::new(|| {
        IRREGULAR
            .iter()
            .map(|(past, verb)| (*past, language::stem(verb, None).into_owned()))
            .collect()
    });
    STEMS.get(folded).map(String::as_str)
}

pub(super) fn find(ground: &Ground<'_>) -> Vec<Conflict> {
    let (left, right) = (&ground.pairing.left, &ground.pairing.right);
    let mut found = denials(ground);
    found.extend(hedged(ground));
    let said_right = verbs(right);
    for said in verbs(left) {
        let agrees = |other: &&Verb<'_>| said.tells_of(other) && other.mood == said.mood;
        let differs = |other: &&Verb<'_>| {
            let steady = said.tells == Tells::Itself && other.tells == Tells::Itself
                || is_one_event(ground, &said, other);
            said.tells_of(other) && other.mood != said.mood && steady
        };
        if said_right.iter().any(|other| agrees(&other)) {
            continue;
        }
        if let Some(other) = said_right.iter().find(differs) {
            let spans = words_span(ground.left, &left[said.start..=said.at])
                .zip(words_span(ground.right, &right[other.start..=other.at]));
            found.extend(
                spans.map(|(a, b)| conflict(ConflictKind::Certainty, Weight::Differs, a, b)),
            );
        }
    }
    found
}

/// What a verb tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tells {
    /// What it says itself.
    Itself,
    /// The event that is named behind it or by it: `engaged in a meeting`, `their recent meeting`.
    Behind,
    /// The event that is named before it: `the meeting took place`.
    Before,
}

/// Whether two forms of which one names an event tell of one and the same: the words beside them are the same.
fn is_one_event(ground: &Ground<'_>, a: &Verb<'_>, b: &Verb<'_>) -> bool {
    let (left, right) = (&ground.pairing.left, &ground.pairing.right);
    let subject = |words: &[Word<'_>], verb: &Verb<'_>| {
        let mut before = words[..verb.start].iter().rev();
        let noun = before.find(|word| word.class == Class::Content);
        noun.map(|word| word.stem.to_owned())
    };
    if a.tells == Tells::Before {
        let both = subject(left, a).zip(subject(right, b));
        return both.is_some_and(|(a, b)| a == b || lexicon::synonyms(&a, &b));
    }
    let (a, b) = (a.at..a.at + 1, b.at..b.at + 1);
    slot::is_followed(ground.pairing, &a, &b)
}

/// A verb whose form tells whether it happened.
struct Verb<'a> {
    mood: Mood,
    tells: Tells,
    stem: &'a str,
    /// Index of the first word of its form.
    start: usize,
    /// Index of the verb itself.
    at: usize,
}

impl Verb<'_> {
    /// Whether both tell of one kind of thing, of which each may say something else.
    fn tells_of(&self, other: &Self) -> bool {
        let before = [self, other].map(|verb| verb.tells == Tells::Before);
        let event = self.tells == Tells::Behind || other.tells == Tells::Behind;
        before[0] == before[1]
            && (self.stem == other.stem || event && lexicon::synonyms(self.stem, other.stem))
    }
}

fn verbs<'a>(words: &'a [Word<'_>]) -> Vec<Verb<'a>> {
    let plain = |word: &Word<'_>| word.class == Class::Content && !word.capital;
    (0..words.len())
        .filter(|&at| plain(&words[at]))
        .filter_map(|at| verb(words, at))
        .collect()
}

fn verb<'a>(words: &'a [Word<'_>], at: usize) -> Option<Verb<'a>> {
    let word = &words[at];
    if let Some(start) = modal(words, at) {
        let possible = words[start..at]
            .iter()
            .any(|word| POSSIBLE.contains(&word.folded));
        let mood = if possible {
            Mood::Possible
        } else {
            Mood::Planned
        };
        if let Some((at, stem)) = occurs(words, at) {
            return Some(Verb {
                mood,
                tells: Tells::Before,
                stem,
                start,
                at,
            });
        }
        let held = event(
            words,
            at,
            matches!(word.folded, "hold" | "have" | "attend"),
            &|noun| noun.len() > 5 && noun.ends_with("ing") || EVENTS.contains(&noun),
        );
        let tells = if held.is_some() {
            Tells::Behind
        } else {
            Tells::Itself
        };
        let (at, stem) = held.unwrap_or((at, word.stem));
        return Some(Verb {
            mood,
            tells,
            stem,
            start,
            at,
        });
    }
    if let Some(done) = event_done(words, at) {
        return Some(done);
    }
    let behind = |list: &[&str]| {
        let mut before = (at.saturating_sub(2)..at).map(|index| words[index].folded);
        before.any(|word| list.contains(&word))
    };
    let done = UNCHANGED.contains(&word.folded) && behind(&["has", "have", "had", "was", "were"]);
    if done {
        return Some(Verb {
            mood: Mood::Done,
            tells: Tells::Itself,
            stem: word.stem,
            start: at,
            at,
        });
    }
    let right_before = at.checked_sub(1).map_or("", |index| words[index].folded);
    if matches!(right_before, "is" | "are" | "be" | "to") {
        return None;
    }
    let stem = irregular(word.folded);
    let regular = word.folded.ends_with("ed") && word.folded.len() > 4 && !passive(words, at);
    let stem = stem.or(regular.then_some(word.stem))?;
    Some(Verb {
        mood: Mood::Done,
        tells: Tells::Itself,
        stem,
        start: at,
        at,
    })
}

/// An event that is over: `engaged in a tense meeting`, `their recent meeting`, `the meeting took place`.
fn event_done<'a>(words: &'a [Word<'_>], at: usize) -> Option<Verb<'a>> {
    let known = |noun: &str| EVENTS.contains(&noun);
    let over = |tells: Tells, start: usize, (at, stem): (usize, &'a str)| Verb {
        mood: Mood::Done,
        tells,
        stem,
        start,
        at,
    };
    let word = &words[at];
    let before = at.checked_sub(1).map_or("", |index| words[index].folded);
    let open = matches!(before, "is" | "are" | "be" | "to" | "not" | "yet" | "never");
    if matches!(word.folded, "took" | "occurred" | "happened") && !open {
        let held = occurs(words, at)?;
        return Some(over(Tells::Before, at, held));
    }
    if LIGHT.contains(&word.folded) && !open {
        let held = event(words, at, true, &known)?;
        return Some(over(Tells::Behind, at, held));
    }
    let recent = before == "recent" && known(word.folded);
    recent.then(|| over(Tells::Behind, at - 1, (at, word.stem)))
}

/// Where the words begin that make the verb at `at` a plan or a possibility: `will`, `is slated to`.
fn modal(words: &[Word<'_>], at: usize) -> Option<usize> {
    let back = |count: usize| at.checked_sub(count).map(|index| words[index].folded);
    let modal = |word: &str| POSSIBLE.contains(&word) || matches!(word, "will" | "shall" | "would");
    if back(1).is_some_and(modal) {
        return Some(at - 1);
    }
    let to = |count: usize| {
        back(count) == Some("to") && back(count + 1).is_some_and(|word| PLANNED.contains(&word))
    };
    let is_to =
        |count: usize| back(count) == Some("to") && matches!(back(count + 1), Some("is" | "are"));
    if to(1) || is_to(1) {
        return Some(at - 2);
    }
    if back(1) == Some("be") && (to(2) || is_to(2)) {
        return Some(at - 3);
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

/// A word that leaves open what the other side tells as so: `allegedly stole`, `stole`.
fn hedged(ground: &Ground<'_>) -> Vec<Conflict> {
    let (left, right) = (&ground.pairing.left, &ground.pairing.right);
    let open = |words: &[Word<'_>]| {
        words.iter().any(|word| {
            OPEN.iter()
                .any(|beginning| word.folded.starts_with(beginning))
        })
    };
    let place = |hedging: &[Word<'_>], telling: &[Word<'_>], matches: &[(usize, usize)]| {
        let at = hedging
            .iter()
            .position(|word| HEDGES.contains(&word.folded))?;
        let held = matches.iter().find(|pair| pair.0 == at + 1)?;
        let says = hedging[at + 1].class == Class::Content && !open(telling);
        says.then_some((at..at + 2, held.1..held.1 + 1))
    };
    let matches = &ground.pairing.matches;
    let mirrored: Vec<_> = matches.iter().map(|&(i, j)| (j, i)).collect();
    let places = place(left, right, matches)
        .or_else(|| place(right, left, &mirrored).map(|(with, without)| (without, with)));
    let spans = places
        .filter(|_| ground.pairing.agreement() >= 0.5)
        .and_then(|(a, b)| {
            words_span(ground.left, &left[a]).zip(words_span(ground.right, &right[b]))
        });
    let conflicts = spans.map(|(a, b)| conflict(ConflictKind::Certainty, Weight::Differs, a, b));
    conflicts.into_iter().collect()
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
