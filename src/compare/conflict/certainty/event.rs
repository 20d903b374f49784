//! Events, and the verbs that say no more of them than that they are held.

use crate::compare::pairing::{Class, Word};

/// Nouns of events that are held, had, or attended.
pub(super) const EVENTS: &[&str] = &[
    "meeting",
    "meetings",
    "talks",
    "discussion",
    "discussions",
    "summit",
    "session",
    "encounter",
    "conference",
    "hearing",
    "visit",
    "vote",
    "election",
    "ceremony",
    "trial",
    "rally",
];
/// Past forms of the verbs that events take.
pub(super) const LIGHT: &[&str] = &[
    "held",
    "had",
    "attended",
    "engaged",
    "hosted",
    "concluded",
    "conducted",
    "began",
    "opened",
];

/// What a verb that says no more than that something is so tells of: the last word of its form, and one stem for all.
pub(super) fn occurs<'a>(words: &[Word<'_>], at: usize) -> Option<(usize, &'a str)> {
    let place = words.get(at + 1).is_some_and(|next| next.folded == "place");
    match words[at].folded {
        "take" | "took" if place => Some((at + 1, "occur")),
        "occur" | "occurred" | "happen" | "happened" => Some((at, "occur")),
        _ => None,
    }
}

/// The event that a verb without meaning of its own tells of: `hold a crucial meeting` is to meet.
pub(super) fn event<'a>(
    words: &'a [Word<'_>],
    at: usize,
    light: bool,
    names: &dyn Fn(&str) -> bool,
) -> Option<(usize, &'a str)> {
    let near = at + 1..(at + 6).min(words.len());
    near.filter(|_| light)
        .take_while(|&index| words[index].class != Class::Mark)
        .find(|&index| names(words[index].folded))
        .map(|index| (index, words[index].stem))
}
