//! Which words of a row both sides have.
//!
//! The match in order comes first ([`super::pairing`]). Then, among what is left over: stretches that stand
//! elsewhere on the other side, each used once; one word written as two (`reuse`, `re-use`); small words that
//! only changed their place. Last, what is one to a reader is not cut: a date, a quantity or a name that has
//! other words on the other side differs as a whole.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::pairing::{Class, Pairing, Word, worth};
use super::terms::Terms;
use super::units::{Fact, alone, facts, is_respelt, tight, units};
use crate::text::word;

/// For each word of either side, whether the other side has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Common {
    pub(super) left: Vec<bool>,
    pub(super) right: Vec<bool>,
    /// Which words answer each other, in no order; of an expression in another dress, all of them each other.
    pub(super) pairs: Vec<(usize, usize)>,
}

/// How closely two words are looked at before they are called one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Forms of one word are one, wherever they stand.
    Loose,
    /// Forms of one word are one, in order.
    InOrder,
    /// Words that fold alike are one, in order.
    Spelt,
    /// Words and marks written alike are one, in order.
    Written,
}

impl Look {
    /// From the loosest to the closest.
    pub(super) const ALL: [Self; 4] = [Self::Loose, Self::InOrder, Self::Spelt, Self::Written];
}

/// More pairs of left-over words than this are not searched for what has moved.
const PAIRS: usize = 250_000;
/// Letters of a word that is written as one here and as two there.
const COMPOUND: usize = 4;

impl Common {
    /// What is common to both sides of `pairing`, whose words are those of `left` and `right`.
    pub(super) fn new(
        pairing: &Pairing<'_>,
        look: Look,
        left: &[Terms<'_>],
        right: &[Terms<'_>],
    ) -> Self {
        let mut common = Self {
            left: vec![false; pairing.left.len()],
            right: vec![false; pairing.right.len()],
            pairs: pairing.matches.clone(),
        };
        for &(i, j) in &pairing.matches {
            let (a, b) = (&pairing.left[i], &pairing.right[j]);
            let one = match look {
                Look::Loose | Look::InOrder => true,
                Look::Spelt => a.folded == b.folded,
                Look::Written => written(a) == written(b),
            };
            (common.left[i], common.right[j]) = (one, one);
        }
        if look == Look::Loose {
            common.join(pairing);
            common.equate(&facts(left, &pairing.left), &facts(right, &pairing.right));
            common.follow(pairing);
            common.part(pairing);
            common.excuse(pairing);
            cling(&pairing.left, &mut common.left);
            cling(&pairing.right, &mut common.right);
            common.keep_whole(
                pairing,
                &units(left, &pairing.left),
                &units(right, &pairing.right),
            );
            common.keep_tight(&pairing.left, &pairing.right);
        }
        common
    }

    /// The share of the smaller side's words that say something which the other side has too.
    pub(super) fn share(&self, pairing: &Pairing<'_>) -> f64 {
        let count = |words: &[Word<'_>], common: &[bool]| {
            let content = || {
                words
                    .iter()
                    .zip(common)
                    .filter(|(word, _)| word.class == Class::Content)
            };
            let shared = content().filter(|(_, common)| **common).count();
            (shared, content().count())
        };
        let (left, right) = (
            count(&pairing.left, &self.left),
            count(&pairing.right, &self.right),
        );
        let (shared, least) = if left.1 <= right.1 { left } else { right };
        #[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
        let share = shared as f64 / least.max(1) as f64;
        share
    }

    /// Finds words written as one on one side and as several on the other, in the gaps between matches.
    fn join(&mut self, pairing: &Pairing<'_>) {
        for (l, r) in pairing.gaps() {
            for (mine, other) in joined(&pairing.left[l.clone()], &pairing.right[r.clone()]) {
                self.answer(
                    l.start + mine.start..l.start + mine.end,
                    r.start + other.start..r.start + other.end,
                );
            }
        }
    }

    /// Finds stretches that stand elsewhere on the other side, those that say most first.
    fn follow(&mut self, pairing: &Pairing<'_>) {
        let free = |common: &[bool]| common.iter().filter(|common| !**common).count();
        if free(&self.left) * free(&self.right) > PAIRS {
            return;
        }
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for j in (0..self.right.len()).filter(|&j| !self.right[j]) {
            places.entry(pairing.right[j].stem).or_default().push(j);
        }
        let mut pairs: HashSet<(usize, usize)> = HashSet::new();
        for i in (0..self.left.len()).filter(|&i| !self.left[i]) {
            let word = &pairing.left[i];
            let others = places.get(word.stem).into_iter().flatten();
            let alike = others.filter(|&&j| worth(word, &pairing.right[j]) > 0.0);
            pairs.extend(alike.map(|&j| (i, j)));
        }
        while let Some((l, r)) = longest(pairing, &pairs) {
            pairs.retain(|(i, j)| !l.contains(i) && !r.contains(j));
            self.pairs.extend(l.clone().zip(r.clone()));
            self.left[l].fill(true);
            self.right[r].fill(true);
        }
    }

    /// Takes back a word that both have by chance: it stands alone amid words that differ, on both sides.
    fn part(&mut self, pairing: &Pairing<'_>) {
        let lefts = alone(&pairing.left, &self.left);
        let rights = alone(&pairing.right, &self.right);
        for &(i, j) in &self.pairs {
            if lefts[i] && rights[j] {
                (self.left[i], self.right[j]) = (false, false);
            }
        }
    }

    /// Makes two expressions common that say one thing: each word of either answers each of the other.
    fn answer(&mut self, left: Range<usize>, right: Range<usize>) {
        for i in left.clone() {
            self.pairs.extend(right.clone().map(|j| (i, j)));
        }
        self.left[left].fill(true);
        self.right[right].fill(true);
    }

    /// Finds the same date or quantity in another dress: `Dec. 6` and `December 6th`, `3248` and `3,248`.
    fn equate(&mut self, left: &[(Range<usize>, Fact)], right: &[(Range<usize>, Fact)]) {
        let is_free = |range: &Range<usize>, common: &[bool]| {
            common[range.clone()].iter().any(|common| !common)
        };
        let mut used = vec![false; right.len()];
        for (mine, fact) in left {
            let one = |at: &usize| !used[*at] && fact.is_one(&right[*at].1);
            let mut answers = (0..right.len()).filter(one);
            let Some(at) = answers.next() else {
                continue;
            };
            used[at] = true;
            let other = &right[at].0;
            if is_free(mine, &self.left) && is_free(other, &self.right) {
                self.answer(mine.clone(), other.clone());
            }
        }
    }

    /// Takes back what is common of words without a space between them that the other side has not as a whole, and
    /// with it the words that answer them.
    fn keep_tight(&mut self, left: &[Word<'_>], right: &[Word<'_>]) {
        let units = (tight(left), tight(right));
        let torn = |unit: &Range<usize>, words: &[Word<'_>], common: &[bool]| {
            let mut said = unit.clone().filter(|&at| words[at].class != Class::Mark);
            said.clone().any(|at| common[at]) && said.any(|at| !common[at])
        };
        loop {
            let ours = units.0.iter().find(|unit| torn(unit, left, &self.left));
            let theirs = units.1.iter().find(|unit| torn(unit, right, &self.right));
            match (ours, theirs) {
                (Some(unit), _) => {
                    self.left[unit.clone()].fill(false);
                    let answers = self.pairs.iter().filter(|pair| unit.contains(&pair.0));
                    for pair in answers {
                        self.right[pair.1] = false;
                    }
                }
                (None, Some(unit)) => {
                    self.right[unit.clone()].fill(false);
                    let answers = self.pairs.iter().filter(|pair| unit.contains(&pair.1));
                    for pair in answers {
                        self.left[pair.0] = false;
                    }
                }
                (None, None) => return,
            }
        }
    }

    /// Lets small words go unmarked that stand by themselves and only changed their place.
    fn excuse(&mut self, pairing: &Pairing<'_>) {
        let lone = |words: &[Word<'_>], common: &[bool]| -> Vec<usize> {
            let still = |at: Option<&bool>| *at.unwrap_or(&true);
            let lone = |at: &usize| {
                !common[*at]
                    && words[*at].class == Class::Stop
                    && still(common.get(at + 1))
                    && still(at.checked_sub(1).and_then(|before| common.get(before)))
            };
            (0..words.len()).filter(lone).collect()
        };
        let mut rights = lone(&pairing.right, &self.right);
        for i in lone(&pairing.left, &self.left) {
            let same = |&j: &usize| pairing.left[i].folded == pairing.right[j].folded;
            if let Some(at) = rights.iter().position(same) {
                (self.left[i], self.right[rights.remove(at)]) = (true, true);
            }
        }
    }

    /// Takes back what is common to two units that have other words besides, on both sides.
    fn keep_whole(&mut self, pairing: &Pairing<'_>, left: &[Range<usize>], right: &[Range<usize>]) {
        let differs = |common: &[bool], unit: &Range<usize>| {
            let said = unit.clone().filter(|&at| !common[at]);
            said.count() > 0
        };
        let mut cut: Vec<(&Range<usize>, &Range<usize>)> = Vec::new();
        for mine in left.iter().filter(|unit| differs(&self.left, unit)) {
            for other in right.iter().filter(|unit| differs(&self.right, unit)) {
                let meets = |(i, j): &(usize, usize)| mine.contains(i) && other.contains(j);
                let odd = |words: &[Word<'_>], common: &[bool], unit: &Range<usize>| {
                    let odd = unit.clone().filter(|&at| !common[at]);
                    odd.map(|at| words[at].folded.to_owned())
                        .collect::<String>()
                };
                let (a, b) = (
                    odd(&pairing.left, &self.left, mine),
                    odd(&pairing.right, &self.right, other),
                );
                if pairing.matches.iter().any(meets) && !is_respelt(&a, &b) {
                    cut.push((mine, other));
                }
            }
        }
        for (mine, other) in cut {
            self.left[mine.clone()].fill(false);
            self.right[other.clone()].fill(false);
        }
    }
}

/// The stretch of most words that say something, then of most words, among pairs of words that are one; the first
/// of several such.
fn longest(
    pairing: &Pairing<'_>,
    pairs: &HashSet<(usize, usize)>,
) -> Option<(Range<usize>, Range<usize>)> {
    let stretch = |&(i, j): &(usize, usize)| {
        let begins = i == 0 || j == 0 || !pairs.contains(&(i - 1, j - 1));
        let mut length = (0..pairing.left.len() - i)
            .take_while(|k| pairs.contains(&(i + k, j + k)))
            .count();
        while length > 1 && pairing.left[i + length - 1].class == Class::Mark {
            length -= 1;
        }
        let says = says(&pairing.left[i..i + length]);
        (begins && says > 0).then_some((says, length, Reverse(i), Reverse(j)))
    };
    let best = pairs.iter().filter_map(stretch).max();
    best.map(|(_, length, Reverse(i), Reverse(j))| (i..i + length, j..j + length))
}

/// How many of the words say something; of a script without spaces only stretches do.
fn says(words: &[Word<'_>]) -> usize {
    let content = words
        .iter()
        .filter(|word| word.class == Class::Content)
        .count();
    let ideographs = words.iter().filter(|word| is_ideograph(word)).count();
    if ideographs == 1 {
        content - 1
    } else {
        content
    }
}

pub(super) fn is_ideograph(word: &Word<'_>) -> bool {
    word.folded.chars().all(word::is_ideograph)
}

/// A possessive or contracted ending is common where the word that it hangs on is.
fn cling(words: &[Word<'_>], common: &mut [bool]) {
    for at in 1..words.len() {
        let (before, ending) = (&words[at - 1], &words[at]);
        let hangs = ending.folded.starts_with('\'')
            && before.sentence == ending.sentence
            && before.range.end == ending.range.start;
        if hangs {
            common[at] = common[at - 1];
        }
    }
}

/// The ranges of words of two gaps that are the same letters in one word here and several there.
fn joined(left: &[Word<'_>], right: &[Word<'_>]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for (i, a) in left.iter().enumerate() {
        for (j, b) in right.iter().enumerate() {
            let several = compound(a, &right[j..]).map(|end| (i..i + 1, j..j + end));
            let one = compound(b, &left[i..]).map(|end| (i..i + end, j..j + 1));
            let fresh = |(l, r): &(Range<usize>, Range<usize>)| {
                found
                    .iter()
                    .all(|(x, y)| l.start >= x.end && r.start >= y.end)
            };
            found.extend(several.or(one).filter(fresh));
        }
    }
    found
}

/// How many of the first words together, hyphens between them, have the letters of `whole`: two or more.
fn compound(whole: &Word<'_>, parts: &[Word<'_>]) -> Option<usize> {
    let letters = |word: &Word<'_>| -> String {
        word.folded
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect()
    };
    let all = letters(whole);
    if all.chars().count() < COMPOUND || whole.class == Class::Mark {
        return None;
    }
    let mut rest = all.as_str();
    for (at, part) in parts.iter().enumerate() {
        let hyphen = part.class == Class::Mark && at > 0 && part.folded == "-";
        if !hyphen {
            let part = letters(part);
            rest = rest
                .strip_prefix(part.as_str())
                .filter(|_| !part.is_empty())?;
        }
        if rest.is_empty() {
            return (at > 0).then_some(at + 1);
        }
    }
    None
}

/// The word as it is written, typography aside.
fn written(word: &Word<'_>) -> String {
    word.text.chars().map(word::plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{Text, terms};
    use crate::text::Sentence;

    /// The words of the left sentence that `look` finds on the right.
    #[track_caller]
    fn check(look: Look, left: &str, right: &str, expected: &[&str]) {
        let side = |text| Text {
            sentences: vec![Sentence { paragraph: 0, text }],
            ..Text::default()
        };
        let (a, b) = terms::terms(&side(left), &side(right));
        let pairing = Pairing::new(&a, &[0], &b, &[0]);
        let common = Common::new(&pairing, look, &a, &b);
        let words = pairing.left.iter().zip(&common.left);
        let found: Vec<&str> = words
            .filter(|(_, common)| **common)
            .map(|(word, _)| word.text)
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_look_is_closer_than_the_one_before() {
        let (left, right) = ("He walks to Alden Today", "today he walked to alden");
        check(
            Look::Loose,
            left,
            right,
            &["He", "walks", "to", "Alden", "Today"],
        );
        check(Look::InOrder, left, right, &["He", "walks", "to", "Alden"]);
        check(Look::Spelt, left, right, &["He", "to", "Alden"]);
        check(Look::Written, left, right, &["to"]);
    }

    #[test]
    fn compounds_endings_and_moved_stretches_are_common() {
        check(Look::Loose, "reuse", "re-use", &["reuse"]);
        check(
            Look::Loose,
            "the steamboat",
            "the steam boat",
            &["the", "steamboat"],
        );
        check(
            Look::Loose,
            "Tant’s ferry",
            "a ferry of Tant",
            &["Tant", "’s", "ferry"],
        );
        check(
            Look::Loose,
            "old pier and new bridge fell",
            "new bridge and old pier fell",
            &["old", "pier", "and", "new", "bridge", "fell"],
        );
    }

    #[test]
    fn a_name_with_another_part_is_not_common_at_all() {
        check(
            Look::Loose,
            "then Mirela Tant left",
            "then Jana Tant left",
            &["then", "left"],
        );
    }
}
