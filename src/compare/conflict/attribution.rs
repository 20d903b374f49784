//! The same words, another speaker.

use super::{Conflict, ConflictKind, Ground, Weight, conflict, span};
use crate::compare::lexicon;
use crate::compare::similarity::longest_run;
use crate::compare::terms::Terms;
use crate::text::word::TokenKind;

pub(super) fn find(ground: &Ground<'_>) -> Vec<Conflict> {
    for &row in ground.rows {
        for &column in ground.columns {
            let (a, b) = (&ground.left[row], &ground.right[column]);
            if a.quotations.is_empty()
                || b.quotations.is_empty()
                || longest_run(&quoted(a), &quoted(b)) < 4
            {
                continue;
            }
            let (Some((at, one)), Some((other_at, other))) = (speaker(a), speaker(b)) else {
                continue;
            };
            let known = |name: &[String], text: &Terms<'_>| {
                name.iter().any(|word| text.stems.contains(word))
            };
            if !known(&one, b) && !known(&other, a) {
                let spans = (
                    span(ground.left, row, at),
                    span(ground.right, column, other_at),
                );
                return vec![conflict(
                    ConflictKind::Attribution,
                    Weight::Contradicts,
                    spans.0,
                    spans.1,
                )];
            }
        }
    }
    Vec::new()
}

fn is_quoted(terms: &Terms<'_>, at: usize) -> bool {
    terms.quotations.iter().any(|range| range.contains(&at))
}

fn quoted<'a>(terms: &'a Terms<'_>) -> Vec<&'a str> {
    let inside =
        terms.tokens.iter().zip(&terms.folded).filter(|(token, _)| {
            is_quoted(terms, token.range.start) && token.kind != TokenKind::Mark
        });
    inside.map(|(_, folded)| folded.as_str()).collect()
}

/// The name beside the verb of saying outside the quotation: its byte range and its words' stems.
fn speaker(terms: &Terms<'_>) -> Option<(std::ops::Range<usize>, Vec<String>)> {
    let outside = |index: &usize| !is_quoted(terms, terms.tokens[*index].range.start);
    let says = (0..terms.tokens.len())
        .filter(outside)
        .find(|&index| lexicon::is_saying(&terms.stems[index]))?;
    let name = |index: &usize| {
        let text = &terms.text[terms.tokens[*index].range.clone()];
        let folded = &terms.folded[*index];
        outside(index)
            && text.starts_with(char::is_uppercase)
            && !terms.stops[*index]
            && !lexicon::is_title(folded)
    };
    let near = |index: &usize| index.abs_diff(says) <= 6;
    let words: Vec<usize> = (0..terms.tokens.len()).filter(near).filter(name).collect();
    let (first, last) = (*words.first()?, *words.last()?);
    let range = terms.tokens[first].range.start..terms.tokens[last].range.end;
    Some((
        range,
        words
            .into_iter()
            .map(|index| terms.stems[index].clone())
            .collect(),
    ))
}
