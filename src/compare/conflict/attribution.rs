//! The same words, another speaker.

use std::ops::Range;

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
                let spoken_for =
                    is_organisation(&one, &spans.0.text) || is_organisation(&other, &spans.1.text);
                let weight = if spoken_for {
                    Weight::Differs
                } else {
                    Weight::Contradicts
                };
                return vec![conflict(
                    ConflictKind::Attribution,
                    weight,
                    spans.0,
                    spans.1,
                )];
            }
        }
    }
    Vec::new()
}

/// Whether both sentences name their speaker, and it is one.
pub(super) fn one_speaker(a: &Terms<'_>, b: &Terms<'_>) -> bool {
    let speakers = speaker(a).zip(speaker(b));
    speakers.is_some_and(|((_, one), (_, other))| one.iter().any(|word| other.contains(word)))
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

/// The name that is the subject of a verb of saying outside the quotation: its byte range and its words' stems;
/// none where the speaker is told by a pronoun or an office alone.
fn speaker(terms: &Terms<'_>) -> Option<(Range<usize>, Vec<String>)> {
    let outside = |index: usize| !is_quoted(terms, terms.tokens[index].range.start);
    let says = |index: &usize| outside(*index) && lexicon::is_saying(&terms.stems[*index]);
    let name = (0..terms.tokens.len())
        .filter(says)
        .find_map(|verb| before(terms, verb).or_else(|| after(terms, verb)))
        .or_else(|| according_to(terms))?;
    let words: Vec<usize> = name
        .filter(|&index| outside(index) && is_name(terms, index))
        .collect();
    let (first, last) = (*words.first()?, *words.last()?);
    let range = terms.tokens[first].range.start..terms.tokens[last].range.end;
    let stems = words.into_iter().map(|index| terms.stems[index].clone());
    Some((range, stems.collect()))
}

fn is_name(terms: &Terms<'_>, index: usize) -> bool {
    let text = &terms.text[terms.tokens[index].range.clone()];
    text.starts_with(char::is_uppercase)
        && !terms.stops[index]
        && !lexicon::is_title(&terms.folded[index])
}

/// Whether the word may stand inside a name with its office: `Mayor`, `spokesman`, `of`.
fn belongs(terms: &Terms<'_>, index: usize) -> bool {
    is_name(terms, index) || lexicon::is_title(&terms.folded[index]) || terms.folded[index] == "."
}

/// The name right before the verb: `Ann Brown said`, `Mayor Brown told reporters`.
fn before(terms: &Terms<'_>, verb: usize) -> Option<Range<usize>> {
    let adverb = verb
        .checked_sub(1)
        .filter(|&at| terms.folded[at] == "also" || terms.folded[at].ends_with("ly"));
    let end = adverb.unwrap_or(verb);
    let start = (0..end).rev().take_while(|&at| belongs(terms, at)).last()?;
    (start..end)
        .any(|at| is_name(terms, at))
        .then_some(start..end)
}

/// The name right after the verb: `said Ann Brown`, `added spokesman John White`; who is told is no speaker.
fn after(terms: &Terms<'_>, verb: usize) -> Option<Range<usize>> {
    if matches!(terms.folded[verb].as_str(), "told" | "tells" | "tell") {
        return None;
    }
    // "Said her trainer, Ann Brown"; "said on Monday" and "said that Brown" name no speaker.
    let small = |at: &usize| {
        let word = terms.folded[*at].as_str();
        let describes =
            !terms.stops[*at] || DETERMINERS.split(' ').any(|known| known == word) || word == ",";
        describes && !is_quoted(terms, terms.tokens[*at].range.start)
    };
    let first = (verb + 1..terms.tokens.len().min(verb + 2 + ROLE))
        .take_while(small)
        .find(|&at| belongs(terms, at) && terms.folded[at] != ".")?;
    let end = (first..terms.tokens.len())
        .take_while(|&at| belongs(terms, at))
        .last()?
        + 1;
    (first..end)
        .any(|at| is_name(terms, at))
        .then_some(first..end)
}

/// So many words may tell what a speaker is before the name.
const ROLE: usize = 5;
const DETERMINERS: &str = "a an the his her its their our my";

fn according_to(terms: &Terms<'_>) -> Option<Range<usize>> {
    let at = terms
        .folded
        .windows(2)
        .position(|pair| pair == ["according", "to"])?
        + 1;
    after(terms, at)
}

/// Whether the name may be an organisation, which a person speaks for.
fn is_organisation(words: &[String], text: &str) -> bool {
    const WORDS: &str = "house ministry department police army office company inc corp ltd party union council agency \
        government court bank university commission committee group force service team club league kremlin";
    let named = words.iter().any(|word| {
        lexicon::is_proper(word)
            || WORDS
                .split_whitespace()
                .any(|known| word.starts_with(known))
    });
    named || !text.contains(char::is_lowercase)
}
