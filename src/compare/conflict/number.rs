//! Another quantity in the same slot.

use std::ops::Range;

use super::{Conflict, ConflictKind, Ground, Weight, conflict, slot, span};
use crate::compare::pairing::{Class, Word};
use crate::compare::terms::Terms;
use crate::compare::{Confidence, lexicon};
use crate::text::number::{Agreement, Quantity, Unit, quantities};
use crate::text::word::TokenKind;
use crate::text::{date, language};

/// A quantity of one side, with the row's words that it takes up.
struct Found {
    sentence: usize,
    words: Range<usize>,
    quantity: Quantity,
    /// Whether it says by how much something is more or less than something else.
    compares: bool,
}

pub(super) fn find(ground: &Ground<'_>) -> Vec<Conflict> {
    let left = found(ground.left, ground.rows, &ground.pairing.left);
    let right = found(ground.right, ground.columns, &ground.pairing.right);
    let told = |one: &Found, others: &[Found]| {
        others
            .iter()
            .filter(|other| one.quantity.is_vague() == other.quantity.is_vague())
            .any(|other| one.quantity.agrees(&other.quantity) == Agreement::Same)
    };
    let lefts: Vec<&Found> = left.iter().filter(|one| !told(one, &right)).collect();
    let rights: Vec<&Found> = right.iter().filter(|one| !told(one, &left)).collect();
    if !ground.shares_words() {
        return Vec::new();
    }
    let vague = |a: &Found, b: &Found| a.quantity.is_vague() || b.quantity.is_vague();
    let comparable =
        |a: &Found, b: &Found| a.quantity.agrees(&b.quantity) != Agreement::Unlike && !vague(a, b);
    let agreement = ground.pairing.agreement();
    let doubtful = ground.confidence == Confidence::Perhaps;
    let pairs = slot::pair_up(lefts.len(), rights.len(), |i, j| {
        let (a, b) = (lefts[i], rights[j]);
        let said = a.quantity.agrees(&b.quantity);
        let mut likeness = slot::likeness(ground.pairing, &a.words, &b.words);
        if count_different_things(ground, a, b) {
            likeness -= OTHER_THINGS;
        }
        if a.quantity.unit != Unit::Count && a.quantity.unit == b.quantity.unit {
            likeness += ONE_UNIT;
        }
        // Alone of their kind on both sides.
        let alone = lefts.iter().filter(|one| comparable(one, b)).count() == 1
            && rights.iter().filter(|one| comparable(a, one)).count() == 1;
        let far = a.quantity.is_far_from(&b.quantity);
        let ordinal = a.quantity.unit == Unit::Ordinal;
        // "More than 700" beside "728", both alone of their kind, seldom count different things; figures that
        // contradict each other, and the more so far apart, must stand in one slot beyond doubt.
        let enough = match (alone, said) {
            // A doubtful pair may tell of two things: only one telling, or one thing counted more or less exactly.
            _ if doubtful => {
                let near = alone && said == Agreement::Compatible && !far && !vague(a, b);
                if near && count_one_thing(ground, a, b) {
                    0.3
                } else if ordinal || vague(a, b) || far || said == Agreement::Compatible {
                    f64::INFINITY
                } else {
                    BEYOND_DOUBT
                }
            }
            _ if ordinal || vague(a, b) => {
                if agreement >= 0.5 {
                    2.5
                } else {
                    f64::INFINITY
                }
            }
            (true, Agreement::Compatible) if !far => 0.3,
            (_, Agreement::Compatible) if !far => 1.0,
            (true, _) if agreement >= 0.6 => 1.0,
            _ if far => 2.5,
            _ => 1.8,
        };
        let comparable = said != Agreement::Unlike && said != Agreement::Same;
        let comparable = comparable && a.compares == b.compares;
        (comparable && likeness >= enough).then_some(likeness)
    });
    let steady = ground.confidence == Confidence::Sure || agreement >= STEADY;
    pairs
        .into_iter()
        .filter(|&(i, j)| !are_opposite_bounds(ground, lefts[i], rights[j]))
        .map(|(i, j)| {
            let (a, b) = (lefts[i], rights[j]);
            let contrary = a.quantity.agrees(&b.quantity) == Agreement::Contrary;
            // A length of time is part of many statements: one day after, two days in a row.
            let measured = match &a.quantity.unit {
                Unit::Measure(unit) => !matches!(unit.as_str(), "hour" | "year"),
                unit => matches!(unit, Unit::Percent | Unit::Money(_)),
            };
            let measured = measured
                && slot::likeness(ground.pairing, &a.words, &b.words) + ONE_UNIT >= MEASURED;
            let told = slot::is_one_telling(ground.pairing, &a.words, &b.words);
            let sure = if doubtful {
                says_nothing_else(ground, a, b)
            } else {
                // Counts far apart are of other things unless the two sides say nearly the same.
                let count = a.quantity.unit == Unit::Count;
                let near = !count || !a.quantity.is_far_from(&b.quantity) || agreement >= STEADY;
                told || (steady || measured) && near
            };
            let weight = if contrary && sure && !vague(a, b) {
                Weight::Contradicts
            } else {
                Weight::Differs
            };
            let spans = (
                span(ground.left, a.sentence, a.quantity.range.clone()),
                span(ground.right, b.sentence, b.quantity.range.clone()),
            );
            conflict(ConflictKind::Number, weight, spans.0, spans.1)
        })
        .collect()
}

/// The share of words that must be matched for the two sides to say nearly the same.
const STEADY: f64 = 0.6;
/// What it takes away from a slot that other things are counted right behind the figures.
const OTHER_THINGS: f64 = 1.0;
/// What it adds that both measure in one unit.
const ONE_UNIT: f64 = 0.6;

/// What must speak for one slot where two sums or shares contradict each other in a pair that is not sure.
const MEASURED: f64 = 2.0;
/// What must speak for one slot in a pair that is doubtful itself.
const BEYOND_DOUBT: f64 = 3.5;

/// Whether two counts name the same thing, or things of one meaning, right behind the figures.
fn count_one_thing(ground: &Ground<'_>, a: &Found, b: &Found) -> bool {
    counted_things(ground, a, b) == Some(true)
}

/// Whether the words right behind two figures name other things: `24 dead`, `50 injured`, but not `3 awards`,
/// `9 Academy Awards`.
fn count_different_things(ground: &Ground<'_>, a: &Found, b: &Found) -> bool {
    counted_things(ground, a, b) == Some(false)
}

/// Whether one side says nothing but what is matched and the figure.
fn says_nothing_else(ground: &Ground<'_>, a: &Found, b: &Found) -> bool {
    let matches = &ground.pairing.matches;
    let rest = |words: &[Word<'_>], one: &Found, matched: &dyn Fn(usize) -> bool| {
        let mut beside = (0..words.len()).filter(|at| !one.words.contains(at));
        !beside.any(|at| words[at].class == Class::Content && !matched(at))
    };
    rest(&ground.pairing.left, a, &|at| {
        matches.iter().any(|pair| pair.0 == at)
    }) || rest(&ground.pairing.right, b, &|at| {
        matches.iter().any(|pair| pair.1 == at)
    })
}

/// Whether two counts name one thing right behind the figures; none where either names nothing, or is no count.
fn counted_things(ground: &Ground<'_>, a: &Found, b: &Found) -> Option<bool> {
    let counted = |words: &'_ [Word<'_>], one: &Found| -> Vec<String> {
        let behind = words.iter().skip(one.words.end).take(3);
        let nouns =
            behind.take_while(|word| word.class == Class::Content && word.kind == TokenKind::Word);
        nouns.map(|word| word.stem.to_owned()).collect()
    };
    let (left, right) = (
        counted(&ground.pairing.left, a),
        counted(&ground.pairing.right, b),
    );
    let same = |a: &String, b: &String| a == b || lexicon::synonyms(a, b);
    let shared = left.iter().any(|a| right.iter().any(|b| same(a, b)));
    let counts = a.quantity.unit == Unit::Count && b.quantity.unit == Unit::Count;
    (counts && !left.is_empty() && !right.is_empty()).then_some(shared)
}

/// Whether one figure is given twice with opposite words: `more than 50`, `fewer than 50`. The opposite words are
/// what differs.
fn are_opposite_bounds(ground: &Ground<'_>, a: &Found, b: &Found) -> bool {
    let same = (a.quantity.value - b.quantity.value).abs() <= 1e-9 * a.quantity.value.abs();
    let bounds = |words: &[Word<'_>], one: &Found| -> Vec<String> {
        let before = words.iter().filter(|word| {
            word.sentence == one.sentence
                && word.range.start >= one.quantity.range.start
                && word.token < one.quantity.token
        });
        before.map(|word| word.folded.to_owned()).collect()
    };
    let (left, right) = (
        bounds(&ground.pairing.left, a),
        bounds(&ground.pairing.right, b),
    );
    same && left
        .iter()
        .any(|a| right.iter().any(|b| lexicon::antonyms(a, b)))
}

/// Whether the words behind a figure make it a difference: `six more than`, `six more people than`.
fn compares<'a, 'b: 'a>(behind: impl Iterator<Item = &'a Word<'b>>) -> bool {
    const FAR: usize = 4;
    let near: Vec<&str> = behind.take(FAR).map(|word| word.folded).collect();
    let more = near
        .iter()
        .position(|word| matches!(*word, "more" | "fewer" | "less" | "higher" | "lower"));
    more.is_some_and(|more| near[more..].contains(&"than"))
}

fn found(terms: &[Terms<'_>], sentences: &[usize], words: &[Word<'_>]) -> Vec<Found> {
    let mut all = Vec::new();
    for &sentence in sentences {
        let of = &terms[sentence];
        let dates = date::mentions(of.text, &of.tokens, &of.folded);
        for quantity in quantities(
            of.text,
            &of.tokens,
            &of.folded,
            language::comma_decimal(of.language),
        ) {
            let dated = dates
                .iter()
                .any(|mention| mention.tokens.contains(&quantity.token));
            let place = words
                .iter()
                .position(|word| word.sentence == sentence && word.token == quantity.token);
            if let Some(start) = place.filter(|_| !dated) {
                let end = start + quantity.end - quantity.token;
                let behind = words.get(end..).unwrap_or_default().iter();
                let behind = behind.take_while(|word| word.sentence == sentence);
                all.push(Found {
                    sentence,
                    words: start..end,
                    quantity,
                    compares: compares(behind),
                });
            }
        }
    }
    all
}
