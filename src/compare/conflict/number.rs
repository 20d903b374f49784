//! Another quantity in the same slot.

use std::ops::Range;

use super::{Conflict, ConflictKind, Ground, Weight, conflict, slot, span};
use crate::compare::pairing::Word;
use crate::compare::terms::Terms;
use crate::text::number::{Agreement, Quantity, quantities};
use crate::text::{date, language};

/// A quantity of one side, with the row's words that it takes up.
struct Found {
    sentence: usize,
    words: Range<usize>,
    quantity: Quantity,
}

pub(super) fn find(ground: &Ground<'_>) -> Vec<Conflict> {
    let left = found(ground.left, ground.rows, &ground.pairing.left);
    let right = found(ground.right, ground.columns, &ground.pairing.right);
    let told = |one: &Found, others: &[Found]| {
        others
            .iter()
            .any(|other| one.quantity.agrees(&other.quantity) == Agreement::Same)
    };
    let lefts: Vec<&Found> = left.iter().filter(|one| !told(one, &right)).collect();
    let rights: Vec<&Found> = right.iter().filter(|one| !told(one, &left)).collect();
    let alone = lefts.len() == 1 && rights.len() == 1;
    let pairs = slot::pair_up(lefts.len(), rights.len(), |i, j| {
        let (a, b) = (lefts[i], rights[j]);
        let agreement = a.quantity.agrees(&b.quantity);
        let likeness = slot::likeness(ground.pairing, &a.words, &b.words);
        // "More than 700" beside "728", both alone of their kind, seldom count different things; figures that
        // contradict each other, and the more so far apart, must stand in one slot beyond doubt.
        let steady = ground.pairing.agreement() >= 0.6;
        let enough = match (alone, agreement) {
            (true, Agreement::Compatible) => 0.3,
            (_, Agreement::Compatible) => 1.0,
            (true, _) if steady => 1.0,
            _ if a.quantity.is_far_from(&b.quantity) => 2.5,
            _ => 1.8,
        };
        (agreement != Agreement::Unlike && likeness >= enough).then_some(likeness)
    });
    pairs
        .into_iter()
        .map(|(i, j)| {
            let (a, b) = (lefts[i], rights[j]);
            let weight = match a.quantity.agrees(&b.quantity) {
                Agreement::Compatible => Weight::Differs,
                _ => Weight::Contradicts,
            };
            let spans = (
                span(ground.left, a.sentence, a.quantity.range.clone()),
                span(ground.right, b.sentence, b.quantity.range.clone()),
            );
            conflict(ConflictKind::Number, weight, spans.0, spans.1)
        })
        .collect()
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
                all.push(Found {
                    sentence,
                    words: start..start + quantity.end - quantity.token,
                    quantity,
                });
            }
        }
    }
    all
}
