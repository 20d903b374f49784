//! The words of one row, left and right, matched with each other in order.
//!
//! The match is the heaviest common subsequence: a name or number weighs more than another word, a stop word
//! less, a mark least, and a match that continues the one before weighs extra, so that phrases stay whole.

use std::ops::Range;

use super::terms::Terms;
use crate::text::language;
use crate::text::word::TokenKind;

/// What a token is worth to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A name, a number or any word that says something of the matter.
    Content,
    /// A word that says nothing of the matter.
    Stop,
    /// Punctuation.
    Mark,
}

/// One token of one side of a row.
#[derive(Debug, Clone)]
pub(super) struct Word<'a> {
    /// Index of its sentence in the text.
    pub(super) sentence: usize,
    /// Where it stands in the sentence, in bytes.
    pub(super) range: Range<usize>,
    /// The word as it stands.
    pub(super) text: &'a str,
    /// Index among its sentence's tokens.
    pub(super) token: usize,
    /// Its folded form.
    pub(super) folded: &'a str,
    /// Its folded form without the ending.
    pub(super) stem: &'a str,
    /// What it is worth.
    pub(super) class: Class,
    /// Language of its text, without the region, where known.
    pub(super) language: Option<&'a str>,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
    /// Whether it is written in capitals throughout.
    pub(super) acronym: bool,
    /// What kind of token it is.
    pub(super) kind: TokenKind,
}

/// The words of a row and their matches.
#[derive(Debug)]
pub(super) struct Pairing<'a> {
    pub(super) left: Vec<Word<'a>>,
    pub(super) right: Vec<Word<'a>>,
    /// Matched indices, ascending on both sides.
    pub(super) matches: Vec<(usize, usize)>,
}

/// Tables of more cells than this are not made: a coarser diff serves.
const CELLS: usize = 4_000_000;

impl<'a> Pairing<'a> {
    /// Matches the words of left sentences `rows` with those of right sentences `columns`.
    pub(super) fn new(
        left: &'a [Terms<'a>],
        rows: &[usize],
        right: &'a [Terms<'a>],
        columns: &[usize],
    ) -> Self {
        let (left, right) = (side(left, rows), side(right, columns));
        let matches = if left.len() * right.len() <= CELLS {
            heaviest(&left, &right)
        } else {
            coarse(&left, &right)
        };
        Self {
            left,
            right,
            matches,
        }
    }

    /// The stretches between matches: index ranges of both sides, at least one of them not empty.
    pub(super) fn gaps(&self) -> Vec<(Range<usize>, Range<usize>)> {
        let ends = [(self.left.len(), self.right.len())];
        let (mut l, mut r) = (0, 0);
        let mut gaps = Vec::new();
        for (i, j) in self.matches.iter().copied().chain(ends) {
            if l < i || r < j {
                gaps.push((l..i, r..j));
            }
            (l, r) = (i + 1, j + 1);
        }
        gaps
    }

    /// Whether enough is matched for the two sides to be one statement: two words that say something, and a fifth
    /// of the smaller side.
    pub(super) fn is_one_statement(&self) -> bool {
        let matched = self
            .matches
            .iter()
            .filter(|(i, _)| self.left[*i].class == Class::Content)
            .count();
        matched >= 2 && self.agreement() >= 0.2
    }

    /// The share of the smaller side's content words that are matched.
    pub(super) fn agreement(&self) -> f64 {
        let content = |words: &[Word<'_>]| {
            words
                .iter()
                .filter(|word| word.class == Class::Content)
                .count()
        };
        let matched = self
            .matches
            .iter()
            .filter(|(i, _)| self.left[*i].class == Class::Content)
            .count();
        let least = content(&self.left).min(content(&self.right)).max(1);
        #[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
        let share = matched as f64 / least as f64;
        share
    }
}

fn side<'a>(terms: &'a [Terms<'a>], sentences: &[usize]) -> Vec<Word<'a>> {
    let mut words = Vec::new();
    for &sentence in sentences {
        let of = &terms[sentence];
        for (token, (at, folded)) in of.tokens.iter().zip(&of.folded).enumerate() {
            let text = &of.text[at.range.clone()];
            let class = match at.kind {
                TokenKind::Mark if !matches!(text, "%" | "$" | "€" | "£") => Class::Mark,
                TokenKind::Word if folded.starts_with(['\'', '’']) => Class::Mark,
                TokenKind::Word if of.stops[token] => Class::Stop,
                _ => Class::Content,
            };
            words.push(Word {
                sentence,
                range: at.range.clone(),
                text,
                token,
                folded,
                stem: &of.stems[token],
                class,
                language: of.language.map(language::primary),
                capital: text.starts_with(char::is_uppercase),
                acronym: text.len() > 1 && !text.contains(char::is_lowercase),
                kind: at.kind,
            });
        }
    }
    words
}

/// Words that are part of a figure, and of none in the plural.
const SCALES: &[&str] = &["hundred", "thousand", "million", "billion", "trillion"];

/// What it is worth to match two words; 0 where they are not one.
pub(super) fn worth(a: &Word<'_>, b: &Word<'_>) -> f32 {
    let exact = a.folded == b.folded;
    if !exact && (a.class != Class::Content || b.class != Class::Content || a.stem != b.stem) {
        return 0.0;
    }
    // "Millions" is no figure.
    if !exact && [a, b].iter().any(|word| SCALES.contains(&word.folded)) {
        return 0.0;
    }
    match a.class {
        Class::Mark => 0.3,
        Class::Stop => 1.0,
        Class::Content if exact && (a.capital && b.capital || a.kind == TokenKind::Number) => 4.0,
        Class::Content if exact => 3.0,
        Class::Content => 2.0,
    }
}

/// What a match that continues the one before weighs extra.
const CONTINUED: f32 = 0.7;

fn heaviest(left: &[Word<'_>], right: &[Word<'_>]) -> Vec<(usize, usize)> {
    let columns = right.len() + 1;
    let mut best = vec![0.0f32; (left.len() + 1) * columns];
    let value = |i: usize, j: usize| {
        let worth = worth(&left[i], &right[j]);
        let continues =
            worth > 0.0 && i > 0 && j > 0 && self::worth(&left[i - 1], &right[j - 1]) > 0.0;
        if continues { worth + CONTINUED } else { worth }
    };
    let mut values = vec![0.0f32; left.len() * right.len()];
    for i in 0..left.len() {
        for j in 0..right.len() {
            let value = value(i, j);
            values[i * right.len() + j] = value;
            let through = best[i * columns + j] + value;
            best[(i + 1) * columns + j + 1] = through
                .max(best[i * columns + j + 1])
                .max(best[(i + 1) * columns + j]);
        }
    }
    let (mut i, mut j) = (left.len(), right.len());
    let mut matches = Vec::new();
    while i > 0 && j > 0 {
        let here = best[i * columns + j];
        let value = values[(i - 1) * right.len() + j - 1];
        if value > 0.0 && (here - (best[(i - 1) * columns + j - 1] + value)).abs() < 1e-4 {
            matches.push((i - 1, j - 1));
            (i, j) = (i - 1, j - 1);
        } else if best[(i - 1) * columns + j] >= best[i * columns + j - 1] {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    matches.reverse();
    matches
}

/// What both sides begin and end with, for rows of thousands of words: linear, and the same at every run.
fn coarse(left: &[Word<'_>], right: &[Word<'_>]) -> Vec<(usize, usize)> {
    let same = |(a, b): &(&Word<'_>, &Word<'_>)| a.folded == b.folded;
    let head = left.iter().zip(right).take_while(same).count();
    let tails = (left[head..].iter().rev()).zip(right[head..].iter().rev());
    let tail = tails.take_while(same).count();
    let end = |k: usize| (left.len() - k, right.len() - k);
    (0..head)
        .map(|k| (k, k))
        .chain((1..=tail).rev().map(end))
        .collect()
}
