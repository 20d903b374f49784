//! Joins the conflicts between two versions each to disputes among all: one for each slot of a claim.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::Peekable;
use std::ops::Range;
use std::str::Chars;

use super::ground::Ground;
use super::{Dispute, Pair};
use crate::compare::{Conflict, ConflictKind, Side, Span, Text, Weight};
use crate::text::number::{self, Agreement};
use crate::text::word;

/// The disputes of each claim; `claims` are lists of sentences.
pub(super) fn disputes(
    ground: &Ground,
    claims: &[Vec<usize>],
    pairs: &[Pair],
    texts: &[Text<'_>],
) -> Vec<Vec<Dispute>> {
    let mut claim_of = vec![0; ground.sentences()];
    for (claim, members) in claims.iter().enumerate() {
        for &member in members {
            claim_of[member] = claim;
        }
    }
    let mut clashes: Vec<Vec<Clash>> = claims.iter().map(|_| Vec::new()).collect();
    for pair in pairs {
        for conflict in pair.comparison.rows.iter().flat_map(|row| &row.conflicts) {
            let Some(clash) = Clash::new(conflict, pair.texts) else {
                continue;
            };
            let claim = |fact: &Fact| claim_of[ground.number(fact.page, fact.sentence)];
            let [left, right] = [&clash.left, &clash.right].map(claim);
            if left == right {
                clashes[left].push(clash);
            }
        }
    }
    let of_claim = |(clashes, members): (Vec<Clash>, &Vec<usize>)| {
        let slots = slots(clashes).into_iter();
        slots
            .map(|slot| slot.dispute(&ground.by_page(members), texts))
            .collect()
    };
    clashes.into_iter().zip(claims).map(of_claim).collect()
}

/// The words that one page has in a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fact {
    page: usize,
    sentence: usize,
    range: Range<usize>,
    text: String,
}

impl Fact {
    fn new(page: usize, span: &Span) -> Option<Self> {
        Some(Self {
            page,
            sentence: span.sentence?,
            range: span.start..span.end,
            text: span.text.clone(),
        })
    }

    /// Whether both are words of one slot of one page.
    fn is_of_slot(&self, other: &Self) -> bool {
        let apart = self.range.end <= other.range.start || other.range.end <= self.range.start;
        self.page == other.page
            && self.sentence == other.sentence
            && (self.range == other.range || !apart)
    }
}

/// Two pages that conflict.
#[derive(Debug, Clone)]
struct Clash {
    kind: ConflictKind,
    weight: Weight,
    left: Fact,
    right: Fact,
}

impl Clash {
    fn new(conflict: &Conflict, pages: (usize, usize)) -> Option<Self> {
        Some(Self {
            kind: conflict.kind,
            weight: conflict.weight,
            left: Fact::new(pages.0, conflict.side(Side::Left))?,
            right: Fact::new(pages.1, conflict.side(Side::Right))?,
        })
    }
}

/// A slot of a claim, and the words that pages have in it: one fact a page.
#[derive(Debug)]
struct Slot {
    kind: ConflictKind,
    weight: Weight,
    facts: BTreeMap<usize, Fact>,
}

/// Joins clashes that share a fact, those that weigh most first, as long as no page has two facts in a slot.
fn slots(mut clashes: Vec<Clash>) -> Vec<Slot> {
    clashes.sort_by_key(|clash| std::cmp::Reverse(clash.weight));
    let mut slots: Vec<Slot> = Vec::new();
    for clash in clashes {
        let mut slot = Slot {
            kind: clash.kind,
            weight: clash.weight,
            facts: [clash.left, clash.right]
                .map(|fact| (fact.page, fact))
                .into(),
        };
        // Two slots may turn out to be one.
        while let Some(same) = slots.iter().position(|other| other.is_one_with(&slot)) {
            let other = slots.swap_remove(same);
            slot.weight = slot.weight.max(other.weight);
            slot.facts.extend(other.facts);
        }
        slots.push(slot);
    }
    slots.sort_by_key(|slot| {
        (
            slot.facts
                .values()
                .next()
                .map(|f| (f.page, f.sentence, f.range.start)),
            slot.kind,
        )
    });
    slots
}

impl Slot {
    /// Whether the two share a fact, and no page has another in the one than in the other.
    fn is_one_with(&self, other: &Self) -> bool {
        let mut both = self
            .facts
            .iter()
            .filter_map(|(page, fact)| Some((fact, other.facts.get(page)?)));
        let mut shared = both.by_ref().peekable();
        self.kind == other.kind && shared.peek().is_some() && shared.all(|(a, b)| a.is_of_slot(b))
    }

    /// The dispute; a page of the claim that nobody contradicts, and that has the words of one value and of no
    /// other, agrees with that value.
    fn dispute(self, claim: &BTreeMap<usize, Vec<usize>>, texts: &[Text<'_>]) -> Dispute {
        let mut values: BTreeMap<usize, String> = BTreeMap::new();
        for (page, fact) in self.facts {
            let same = values
                .values()
                .find(|value| agree(self.kind, value, &fact.text));
            let value = same.cloned().unwrap_or(fact.text);
            values.insert(page, value);
        }
        let said: BTreeSet<String> = values.values().cloned().collect();
        for (&page, sentences) in claim {
            let text = |&sentence: &usize| texts[page].sentences[sentence].text;
            let says = |value: &&String| sentences.iter().any(|s| holds(text(s), value));
            let mut found = said.iter().filter(says);
            if let (Some(value), None) = (found.next(), found.next()) {
                values.entry(page).or_insert_with(|| value.clone());
            }
        }
        Dispute {
            kind: self.kind,
            weight: self.weight,
            values,
        }
    }
}

/// Whether two values say the same, in other spelling at most.
fn agree(kind: ConflictKind, a: &str, b: &str) -> bool {
    let number = || match (number::only(a), number::only(b)) {
        (Some(a), Some(b)) => a.agrees(&b) == Agreement::Same && a.bound == b.bound,
        _ => false,
    };
    word::same_form(a) == word::same_form(b) || (kind == ConflictKind::Number && number())
}

/// Whether a sentence has these words, whole; `700` is no part of `1,700`.
fn holds(sentence: &str, words: &str) -> bool {
    let goes_on = |mut beside: Peekable<Chars<'_>>| {
        let digits = words.contains(|c: char| c.is_ascii_digit());
        beside.next_if(|c| digits && matches!(c, ',' | '.'));
        beside.next().is_some_and(char::is_alphanumeric)
    };
    let backwards = |text: &str| text.chars().rev().collect::<String>();
    !words.is_empty()
        && sentence.match_indices(words).any(|(at, found)| {
            let before = backwards(&sentence[..at]);
            let after = &sentence[at + found.len()..];
            !goes_on(before.chars().peekable()) && !goes_on(after.chars().peekable())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Sentence;

    fn fact(page: usize, start: usize, text: &str) -> Fact {
        Fact {
            page,
            sentence: 0,
            range: start..start + text.len(),
            text: text.to_owned(),
        }
    }

    fn clash(weight: Weight, left: Fact, right: Fact) -> Clash {
        Clash {
            kind: ConflictKind::Number,
            weight,
            left,
            right,
        }
    }

    /// The values of each slot, by page, with `!` where they contradict.
    fn joined(clashes: Vec<Clash>, sentences: &[&str]) -> Vec<String> {
        let text = |text: &&'static str| Text {
            sentences: vec![Sentence { paragraph: 0, text }],
            ..Text::default()
        };
        let leaked: Vec<&'static str> = sentences.iter().map(|s| &*s.to_string().leak()).collect();
        let texts: Vec<Text<'_>> = leaked.iter().map(text).collect();
        let claim = (0..texts.len()).map(|page| (page, vec![0])).collect();
        slots(clashes)
            .into_iter()
            .map(|slot| {
                let dispute = slot.dispute(&claim, &texts);
                let mark = if dispute.weight == Weight::Contradicts {
                    "!"
                } else {
                    ""
                };
                let values: Vec<String> = dispute
                    .values
                    .iter()
                    .map(|(page, value)| format!("{page} {value}"))
                    .collect();
                format!("{mark}{}", values.join(", "))
            })
            .collect()
    }

    #[test]
    fn conflicts_of_one_slot_are_one_dispute_in_which_the_weightiest_counts() {
        let clashes = vec![
            clash(Weight::Differs, fact(0, 0, "700"), fact(2, 5, "728")),
            clash(Weight::Contradicts, fact(1, 0, "900"), fact(2, 5, "728")),
        ];
        assert_eq!(
            joined(clashes, &["700", "900", "took 728"]),
            ["!0 700, 1 900, 2 728"]
        );
    }

    #[test]
    fn pages_that_agree_have_the_same_words() {
        let clashes = vec![
            clash(Weight::Contradicts, fact(0, 0, "two"), fact(2, 0, "nine")),
            clash(Weight::Contradicts, fact(1, 0, "2"), fact(2, 0, "nine")),
        ];
        let pages = ["two", "2", "nine", "in two days", "in 22 days"];
        assert_eq!(joined(clashes, &pages), ["!0 two, 1 two, 2 nine, 3 two"]);
    }

    #[test]
    fn two_slots_of_one_page_stay_two() {
        let clashes = vec![
            clash(Weight::Differs, fact(0, 0, "12"), fact(1, 0, "13")),
            clash(Weight::Differs, fact(0, 6, "40"), fact(1, 0, "13")),
        ];
        assert_eq!(
            joined(clashes, &["12 or 40", "13"]),
            ["0 12, 1 13", "0 40, 1 13"]
        );
    }

    #[test]
    fn words_are_held_whole() {
        for (sentence, words, expected) in [
            ("It took 700 men.", "700", true),
            ("It took 1,700 men.", "700", false),
            ("It took 700,000 men.", "700", false),
            ("It took men, 700, and more.", "700", true),
            ("There were 700.", "700", true),
            ("On Mondays", "Monday", false),
            ("On Monday", "", false),
        ] {
            assert_eq!(holds(sentence, words), expected, "{words} in {sentence}");
        }
    }

    #[test]
    fn slots_that_turn_out_to_be_one_are_joined() {
        let clashes = vec![
            clash(Weight::Differs, fact(0, 0, "1"), fact(1, 0, "2")),
            clash(Weight::Differs, fact(2, 0, "3"), fact(3, 0, "4")),
            clash(Weight::Differs, fact(1, 0, "2"), fact(2, 0, "3")),
        ];
        assert_eq!(
            joined(clashes, &["1", "2", "3", "4"]),
            ["0 1, 1 2, 2 3, 3 4"]
        );
    }
}
