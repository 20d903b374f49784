//! Which words of a row the other side does not have, as phrases a person would mark.

use std::collections::HashSet;

use super::pairing::{Class, Pairing, Word};
use super::{Edit, Side};
use crate::text::word;

/// The edits of both sides of a row, left first, in reading order.
///
/// A word is common where it is matched in order, or where it says something and stands elsewhere on the other
/// side. Stop words and marks left alone between words that differ belong to the phrase that differs.
pub(super) fn edits(pairing: &Pairing<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for strict in [false, true] {
        let [left, right] = common(pairing, strict);
        edits = phrases(Side::Left, &pairing.left, left);
        edits.extend(phrases(Side::Right, &pairing.right, right));
        if !edits.is_empty() {
            break; // only an order that differs calls for the strict look
        }
    }
    edits
}

/// For each word of each side, whether the other side has it.
fn common<'a>(pairing: &Pairing<'a>, strict: bool) -> [Vec<bool>; 2] {
    let mut left = vec![false; pairing.left.len()];
    let mut right = vec![false; pairing.right.len()];
    for (i, j) in &pairing.matches {
        (left[*i], right[*j]) = (true, true);
    }
    if !strict {
        let stems = |words: &[Word<'a>]| -> HashSet<&'a str> {
            words
                .iter()
                .filter(|word| word.class == Class::Content)
                .map(|word| word.stem)
                .collect()
        };
        let (of_left, of_right) = (stems(&pairing.left), stems(&pairing.right));
        elsewhere(&pairing.left, &of_right, &mut left);
        elsewhere(&pairing.right, &of_left, &mut right);
    }
    [left, right]
}

fn elsewhere(words: &[Word<'_>], other: &HashSet<&str>, common: &mut [bool]) {
    for (word, common) in words.iter().zip(common) {
        let ideograph = word.folded.chars().all(word::is_ideograph);
        *common |= word.class == Class::Content && !ideograph && other.contains(word.stem);
    }
}

/// The stretches of words that are not common, as byte ranges within one sentence each.
fn phrases(side: Side, words: &[Word<'_>], mut common: Vec<bool>) -> Vec<Edit> {
    absorb(words, &mut common);
    let mut edits: Vec<Edit> = Vec::new();
    let mut previous: Option<usize> = None;
    for (index, word) in words
        .iter()
        .enumerate()
        .filter(|(index, _)| !common[*index])
    {
        let continues = previous == index.checked_sub(1) && index > 0;
        previous = Some(index);
        match edits
            .last_mut()
            .filter(|edit| continues && edit.sentence == Some(word.sentence))
        {
            Some(edit) => edit.end = word.range.end,
            None => edits.push(Edit {
                side,
                sentence: Some(word.sentence),
                start: word.range.start,
                end: word.range.end,
            }),
        }
    }
    edits
}

/// Makes one phrase of two that only stop words and marks part, and drops what is punctuation alone.
fn absorb(words: &[Word<'_>], common: &mut [bool]) {
    let differs =
        |common: &[bool], index: usize| !common[index] && words[index].class == Class::Content;
    let mut island: Option<usize> = None;
    for index in 0..words.len() {
        if differs(common, index) {
            if let Some(start) = island.filter(|start| index - start <= 3) {
                let bridged = start..index;
                let same_sentence =
                    words[start.saturating_sub(1)].sentence == words[index].sentence;
                let slight = bridged.clone().all(|k| words[k].class != Class::Content);
                if slight && same_sentence {
                    common[bridged].fill(false);
                }
            }
            island = Some(index + 1);
        }
    }
    // A mark or a stop word that differs all by itself is noise beside real edits.
    let mut start = 0;
    while start < words.len() {
        let end = (start..words.len())
            .find(|&k| common[k] != common[start])
            .unwrap_or(words.len());
        if !common[start]
            && words[start..end]
                .iter()
                .all(|word| word.class == Class::Mark)
        {
            common[start..end].fill(true);
        }
        start = end;
    }
}
