//! A word on one side, its opposite in the same slot on the other.

use std::ops::Range;

use super::negation::is_negator;
use super::{Conflict, ConflictKind, Ground, Weight, conflict, slot, words_span};
use crate::compare::Confidence;
use crate::compare::lexicon;
use crate::compare::pairing::{Class, Pairing, Word};

/// The share of words that must be matched before two opposite words are taken for one slot.
const AGREEMENT: f64 = 0.4;
/// Gaps that say more than so many words are no slot.
const SLOT: usize = 3;
/// How much must speak for two words in different gaps being one slot.
const MOVED: f64 = 2.0;
/// In rows with more unmatched pairs of words than this, none are sought in different gaps.
const PAIRS: usize = 10_000;
/// How much makes them contradict each other where the row is not sure.
const CERTAIN: f64 = 2.5;
/// How much must speak for one slot in a pair that is doubtful itself.
const BEYOND_DOUBT: f64 = 3.5;

pub(super) fn find(ground: &Ground<'_>) -> Vec<Conflict> {
    let pairing = ground.pairing;
    if pairing.agreement() < AGREEMENT {
        return Vec::new();
    }
    let opposites = Opposites::new(pairing);
    let mut pairs: Vec<(usize, usize, bool)> = Vec::new();
    for (l, r) in pairing.gaps() {
        let found = opposites.in_gap(&l, &r);
        pairs.extend(found.map(|(i, j)| (i, j, true)));
    }
    if pairs.is_empty() && pairing.agreement() >= 0.5 {
        pairs.extend(opposites.moved().map(|(i, j)| (i, j, false)));
    }
    let steady = ground.confidence == Confidence::Sure;
    let doubtful = ground.confidence == Confidence::Perhaps;
    let conflicts = pairs.into_iter().filter_map(|(i, j, same_gap)| {
        let likeness = slot::likeness(pairing, &(i..i + 1), &(j..j + 1));
        if doubtful && (!same_gap || likeness < BEYOND_DOUBT) {
            return None;
        }
        let certain = same_gap && (steady || likeness >= CERTAIN);
        let weight = if certain || opposites.tell_nouns_apart(i, j) {
            Weight::Contradicts
        } else {
            Weight::Differs
        };
        words_span(ground.left, &pairing.left[i..=i])
            .zip(words_span(ground.right, &pairing.right[j..=j]))
            .map(|(a, b)| conflict(ConflictKind::Antonym, weight, a, b))
    });
    conflicts.collect()
}

/// What of a row is not matched, and looked at for opposites.
struct Opposites<'a> {
    pairing: &'a Pairing<'a>,
    /// Words that nothing answers.
    left: Vec<usize>,
    right: Vec<usize>,
}

impl<'a> Opposites<'a> {
    fn new(pairing: &'a Pairing<'a>) -> Self {
        let free = |count: usize, taken: &dyn Fn(usize) -> bool| -> Vec<usize> {
            (0..count).filter(|&at| !taken(at)).collect()
        };
        Self {
            pairing,
            left: free(pairing.left.len(), &|at| {
                pairing.matches.iter().any(|pair| pair.0 == at)
            }),
            right: free(pairing.right.len(), &|at| {
                pairing.matches.iter().any(|pair| pair.1 == at)
            }),
        }
    }

    /// A word and its opposite, alone in their gap but for words that answer each other.
    fn in_gap(&self, l: &Range<usize>, r: &Range<usize>) -> Option<(usize, usize)> {
        let (left, right) = (&self.pairing.left, &self.pairing.right);
        let says = |words: &[Word<'_>], range: &Range<usize>| {
            range
                .clone()
                .filter(|&at| words[at].class == Class::Content)
                .count()
        };
        if says(left, l) > SLOT || says(right, r) > SLOT {
            return None;
        }
        let longest = l.len().max(r.len());
        let mut pairs = l.clone().flat_map(|i| r.clone().map(move |j| (i, j)));
        pairs.find(|&(i, j)| {
            let stop = left[i].class == Class::Stop || right[j].class == Class::Stop;
            (!stop || longest <= SLOT)
                && are_opposites(&left[i], &right[j])
                && !self.is_told(i, j)
                && !is_denied(left, &self.left, i)
                && !is_denied(right, &self.right, j)
                && !self.is_rephrased((l, i), (r, j))
        })
    }

    /// A word and its opposite in different gaps, beside the same words.
    fn moved(&self) -> Option<(usize, usize)> {
        let (left, right) = (&self.pairing.left, &self.pairing.right);
        if self.left.len() * self.right.len() > PAIRS {
            return None;
        }
        let content = |word: &Word<'_>| word.class == Class::Content;
        let mut pairs = (self.left.iter()).flat_map(|&i| self.right.iter().map(move |&j| (i, j)));
        pairs.find(|&(i, j)| {
            content(&left[i])
                && content(&right[j])
                && are_opposites(&left[i], &right[j])
                && !self.is_told(i, j)
                && !is_denied(left, &self.left, i)
                && !is_denied(right, &self.right, j)
                && left.get(i + 1).map(|next| next.stem) == right.get(j + 1).map(|next| next.stem)
                && slot::likeness(self.pairing, &(i..i + 1), &(j..j + 1)) >= MOVED
        })
    }

    /// Whether both words stand between an article and the same noun of two words: `a lower respiratory infection`,
    /// `an upper respiratory infection`.
    fn tell_nouns_apart(&self, i: usize, j: usize) -> bool {
        let (left, right) = (&self.pairing.left, &self.pairing.right);
        let article = |words: &[Word<'_>], at: usize| {
            let before = at.checked_sub(1).map(|before| words[before].folded);
            matches!(
                before,
                Some("a" | "an" | "the" | "his" | "her" | "its" | "their")
            )
        };
        let noun = |words: &'a [Word<'a>], at: usize| -> Vec<&'a str> {
            let behind = words.iter().skip(at + 1).take(3);
            let words = behind.take_while(|word| word.class == Class::Content && !word.capital);
            words.map(|word| word.stem).collect()
        };
        let (a, b) = (noun(left, i), noun(right, j));
        let shared = a.iter().filter(|stem| b.contains(stem)).count();
        article(left, i) && article(right, j) && shared >= 2 && a.first() == b.first()
    }

    /// Whether a side has the other's word as well, where nothing answers it.
    fn is_told(&self, i: usize, j: usize) -> bool {
        let (left, right) = (&self.pairing.left, &self.pairing.right);
        let has = |words: &[Word<'_>], free: &[usize], word: &Word<'_>| {
            free.iter().any(|&at| words[at].stem == word.stem)
        };
        has(right, &self.right, &left[i]) || has(left, &self.left, &right[j])
    }

    /// Whether both sides say something more in the gap, each something else: "always cherish" is "never forget".
    fn is_rephrased(&self, (l, i): (&Range<usize>, usize), (r, j): (&Range<usize>, usize)) -> bool {
        let (left, right) = (&self.pairing.left, &self.pairing.right);
        let rest =
            |words: &'a [Word<'a>], range: &Range<usize>, without: usize| -> Vec<&'a Word<'a>> {
                let content = |at: &usize| *at != without && words[*at].class == Class::Content;
                range.clone().filter(content).map(|at| &words[at]).collect()
            };
        let (a, b) = (rest(left, l, i), rest(right, r, j));
        let answered = |word: &&Word<'_>| {
            b.iter()
                .any(|other| lexicon::synonyms(word.stem, other.stem))
        };
        !a.is_empty() && !b.is_empty() && !a.iter().any(answered)
    }
}

/// Whether the word at `at` is itself denied by a word that nothing answers: `not necessary`, `non-venomous`,
/// `lack of patience`.
fn is_denied(words: &[Word<'_>], free: &[usize], at: usize) -> bool {
    (at.saturating_sub(3)..at).any(|before| {
        let word = &words[before];
        let lacks = matches!(
            word.folded,
            "non" | "lack" | "lacks" | "falta" | "ausencia" | "mangel"
        );
        free.contains(&before) && (lacks || is_negator(word))
    })
}

/// Whether two words mean the opposite of each other.
pub(super) fn are_opposites(a: &Word<'_>, b: &Word<'_>) -> bool {
    a.class != Class::Mark
        && b.class != Class::Mark
        && (lexicon::antonyms(a.folded, b.folded)
            || lexicon::antonyms(a.stem, b.stem)
            || negated_prefix(a.folded, b.folded)
            || negated_prefix(b.folded, a.folded))
}

/// Whether `long` is `short` with a prefix that denies it.
fn negated_prefix(long: &str, short: &str) -> bool {
    short.len() >= 4
        && ["un", "in", "im", "il", "ir", "dis", "des", "non", "mis"]
            .iter()
            .any(|prefix| long.strip_prefix(prefix).is_some_and(|rest| rest == short))
}
