//! Another time of day, day, month or year in the same slot.

use std::ops::Range;

use super::{Conflict, ConflictKind, Ground, Weight, conflict, slot, span};
use crate::compare::pairing::Word;
use crate::compare::terms::Terms;
use crate::text::date::{Mention, mentions};

struct Found {
    sentence: usize,
    words: Range<usize>,
    mention: Mention,
}

/// What speaks for one day whose year differs: 24 July 1970, 24 July 1975.
const ONE_DAY: f64 = 1.5;

pub(super) fn find(ground: &Ground<'_>) -> Vec<Conflict> {
    let left = found(ground.left, ground.rows, &ground.pairing.left);
    let right = found(ground.right, ground.columns, &ground.pairing.right);
    let clash = |a: &Found, b: &Found| {
        a.mention
            .when
            .contradicts(b.mention.when, ground.left_date, ground.right_date)
    };
    let lefts: Vec<&Found> = left
        .iter()
        .filter(|a| !right.iter().any(|b| clash(a, b) == Some(false)))
        .collect();
    let rights: Vec<&Found> = right
        .iter()
        .filter(|b| !left.iter().any(|a| clash(a, b) == Some(false)))
        .collect();
    // A lone date beside a lone date in a statement that both make is the statement's date, wherever it stands.
    let alone = lefts.len() == 1 && rights.len() == 1;
    let agreement = ground.pairing.agreement();
    let enough = match alone {
        true if agreement >= 0.6 => 0.3,
        true if agreement >= 0.35 => 1.2,
        _ => 2.0,
    };
    if !ground.shares_words() {
        return Vec::new();
    }
    let pairs = slot::pair_up(lefts.len(), rights.len(), |i, j| {
        let (a, b) = (lefts[i].mention.when, rights[j].mention.when);
        let one_day = if a.is_same_day_of_year(b) {
            ONE_DAY
        } else {
            0.0
        };
        let likeness = slot::likeness(ground.pairing, &lefts[i].words, &rights[j].words) + one_day;
        (clash(lefts[i], rights[j]) == Some(true) && likeness >= enough).then_some(likeness)
    });
    pairs
        .into_iter()
        .map(|(i, j)| {
            let (a, b) = (lefts[i], rights[j]);
            let spans = (
                span(ground.left, a.sentence, a.mention.range.clone()),
                span(ground.right, b.sentence, b.mention.range.clone()),
            );
            let near = a.mention.when.is_near(b.mention.when);
            let weight = if near || agreement < 0.35 {
                Weight::Differs
            } else {
                Weight::Contradicts
            };
            conflict(ConflictKind::Date, weight, spans.0, spans.1)
        })
        .collect()
}

fn found(terms: &[Terms<'_>], sentences: &[usize], words: &[Word<'_>]) -> Vec<Found> {
    let mut all = Vec::new();
    for &sentence in sentences {
        let of = &terms[sentence];
        for mention in mentions(of.text, &of.tokens, &of.folded) {
            let place = words
                .iter()
                .position(|word| word.sentence == sentence && word.token == mention.tokens.start);
            if let Some(start) = place {
                all.push(Found {
                    sentence,
                    words: start..start + mention.tokens.len(),
                    mention,
                });
            }
        }
    }
    all
}
