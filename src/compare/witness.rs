//! What third versions of a story witness of two sentences: the third look.
//!
//! Where a sentence of one text and a sentence of the other both have a counterpart in a third version and it is
//! the same one, that speaks for the two, however little they share themselves (pairs that share nothing are not
//! looked at); where it is not, that speaks against them. A path is as strong as its weaker half, and a version is
//! heard as far as both sentences have counterparts in it, so that half-likenesses join nothing. Of two sentences
//! that no third version knows, the judgement stays what it was.

use rayon::prelude::*;

use super::Text;
use super::align::{Model, candidates};
use super::candidate::Candidate;

/// How many features the third look has.
pub const TESTIMONY: usize = 4;

/// What third versions say of two sentences.
///
/// Sums are kept in `f64`, where the order of the versions makes no difference.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Testimony {
    witnessed: f64,
    weight: f64,
    best: f32,
    second: f32,
}

impl Testimony {
    /// Hears one version: its strongest path between the two, and how sure it has counterparts of both, each 0
    /// to 1.
    pub(crate) fn hear(&mut self, path: f32, weight: f32) {
        self.witnessed += f64::from(path);
        self.weight += f64::from(weight);
        if path > self.best {
            (self.best, self.second) = (path, self.best);
        } else {
            self.second = self.second.max(path);
        }
    }

    /// How likely it is that both say the same, where their own likeness is `direct` and weighs as much as one
    /// version that surely knows both.
    pub(crate) fn belief(&self, direct: f32) -> f32 {
        self.balance(direct, 0.0)
    }

    /// The same with `apart` taken off for each version that knows both: above 0 more speaks for the two.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a likeness needs no more digits"
    )]
    pub(crate) fn balance(&self, direct: f32, apart: f32) -> f32 {
        let said = f64::from(direct) + self.witnessed - f64::from(apart) * self.weight;
        (said / (1.0 + self.weight)) as f32
    }

    /// What the third look sees: how far the versions move the judgement, how much they know of both sentences,
    /// and the two strongest paths. All 0 where no version knows both.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a likeness needs no more digits"
    )]
    fn features(&self, direct: f32) -> [f32; TESTIMONY] {
        let known = self.weight / (1.0 + self.weight);
        let moved = log_odds(self.belief(direct)) - log_odds(direct);
        [moved, known as f32, self.best, self.second]
    }
}

/// The natural logarithm of the odds, between -7 and 7.
pub fn log_odds(probability: f32) -> f32 {
    let probability = probability.clamp(0.001, 0.999);
    (probability / (1.0 - probability)).ln()
}

/// Every pair of sentences worth a look, judged by `model` when the other versions of the story have been heard.
pub fn candidates_with(
    left: &Text<'_>,
    right: &Text<'_>,
    witnesses: &[Text<'_>],
    model: &Model,
) -> Vec<Candidate> {
    hear(
        candidates(left, right, model),
        left,
        right,
        witnesses,
        model,
    )
}

/// Judges the candidates of two texts again when other versions of the story have been heard. Takes milliseconds
/// for each version; their order makes no difference.
pub(super) fn hear(
    mut judged: Vec<Candidate>,
    left: &Text<'_>,
    right: &Text<'_>,
    witnesses: &[Text<'_>],
    model: &Model,
) -> Vec<Candidate> {
    let testimonies = testimonies(&judged, left, right, witnesses, model);
    for (candidate, testimony) in judged.iter_mut().zip(testimonies) {
        if candidate.first < 1.0 && testimony.weight > 0.0 {
            candidate.testimony = testimony.features(candidate.probability);
            let likely = model.hear(candidate.probability, &candidate.testimony);
            candidate.probability = likely.max(candidate.least);
        }
    }
    judged
}

/// What the witnesses say of each of `candidates`.
fn testimonies(
    candidates: &[Candidate],
    left: &Text<'_>,
    right: &Text<'_>,
    witnesses: &[Text<'_>],
    model: &Model,
) -> Vec<Testimony> {
    let counterparts = |witness| {
        (
            Counterparts::new(left, witness, model),
            Counterparts::new(right, witness, model),
        )
    };
    let heard: Vec<(Counterparts, Counterparts)> = witnesses.par_iter().map(counterparts).collect();
    let columns = right.sentences.len();
    let mut all = vec![Testimony::default(); candidates.len()];
    for (of_left, of_right) in &heard {
        let paths = paths(of_left, of_right, columns);
        for (testimony, candidate) in all.iter_mut().zip(candidates) {
            let Candidate { left, right, .. } = *candidate;
            let weight = of_left.best[left].min(of_right.best[right]);
            testimony.hear(paths[left * columns + right], weight);
        }
    }
    all
}

/// What a third version has of the sentences of a text.
struct Counterparts {
    /// For each sentence of the version those of the text, each with how likely it is that both say the same.
    of_witness: Vec<Vec<(usize, f32)>>,
    /// The likeliest counterpart of each sentence of the text, 0 to 1.
    best: Vec<f32>,
}

impl Counterparts {
    fn new(text: &Text<'_>, witness: &Text<'_>, model: &Model) -> Self {
        let mut of_witness = vec![Vec::new(); witness.sentences.len()];
        let mut best = vec![0.0_f32; text.sentences.len()];
        for candidate in candidates(text, witness, model) {
            let Candidate {
                left, probability, ..
            } = candidate;
            of_witness[candidate.right].push((left, probability));
            best[left] = best[left].max(probability);
        }
        Self { of_witness, best }
    }
}

/// The strongest path between every two sentences of two texts, row by row.
fn paths(of_left: &Counterparts, of_right: &Counterparts, columns: usize) -> Vec<f32> {
    let mut paths = vec![0.0_f32; of_left.best.len() * columns];
    for (lefts, rights) in of_left.of_witness.iter().zip(&of_right.of_witness) {
        for (row, first) in lefts {
            for (column, second) in rights {
                let path = &mut paths[row * columns + column];
                *path = path.max(first.min(*second));
            }
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::compare::{Comparison, compare, compare_with};
    use crate::text::Sentence;

    fn text<'a>(sentences: &[&'a str]) -> Text<'a> {
        let sentence = |(paragraph, &text)| Sentence { paragraph, text };
        Text {
            sentences: sentences.iter().enumerate().map(sentence).collect(),
            language: Some("en"),
            ..Text::default()
        }
    }

    /// Reports of one walk-out; the first and the last tell of it in other words.
    const LEFT: [&str; 4] = [
        "Bus drivers in Orvane stopped work on Monday.",
        "Passengers were stranded for hours.",
        "The company offers two per cent.",
        "Snow is expected at the weekend.",
    ];
    const BETWEEN: [&str; 4] = [
        "Bus drivers in Orvane stopped work on Monday; the strike paralysed the city's transport.",
        "Passengers were stranded for hours, commuters waited in vain.",
        "The company offers two per cent more pay.",
        "The mayor opened a school.",
    ];
    const AGAIN: [&str; 3] = [
        "The strike paralysed the city's transport, for on Monday bus drivers in Orvane stopped work.",
        "Commuters waited in vain; passengers were stranded for hours.",
        "Two per cent is what the company offers.",
    ];
    const RIGHT: [&str; 4] = [
        "A strike in Orvane paralysed the city's transport.",
        "Commuters waited in vain.",
        "The mayor opened a school.",
        "A violinist plays tonight.",
    ];

    fn pairs(comparison: &Comparison) -> Vec<(usize, usize)> {
        let links = comparison.links.iter();
        links.map(|link| (link.left, link.right)).collect()
    }

    #[test]
    fn versions_that_say_both_join_what_shares_too_little() {
        let (left, right) = (text(&LEFT), text(&RIGHT));
        assert_eq!(pairs(&compare(&left, &right)), []);
        let heard = compare_with(&left, &right, &[text(&BETWEEN), text(&AGAIN)]);
        assert_eq!(pairs(&heard), [(0, 0), (1, 1)]);
    }

    #[test]
    fn versions_that_know_nothing_change_nothing() {
        let (left, right) = (text(&BETWEEN), text(&RIGHT));
        let strangers = [
            text(&["Quarterly profit rose at a maker of violins."]),
            text(&[]),
        ];
        assert_eq!(
            compare_with(&left, &right, &strangers),
            compare(&left, &right)
        );
    }

    #[test]
    fn counterparts_that_part_in_other_versions_speak_against_a_likeness() {
        let direct = 0.5;
        let heard = |versions: &[(f32, f32)]| {
            let mut testimony = Testimony::default();
            for (path, weight) in versions {
                testimony.hear(*path, *weight);
            }
            Model::FITTED.hear(direct, &testimony.features(direct))
        };
        for (versions, expected) in [
            (vec![(0.9, 0.9)], 1.0_f32),
            (vec![(0.9, 0.9), (0.9, 0.9)], 1.0),
            (vec![(0.0, 0.9)], -1.0),
            (vec![(0.05, 0.9), (0.0, 0.9)], -1.0),
        ] {
            let moved = heard(&versions) - direct;
            assert!(moved * expected > 0.1, "{versions:?}: {moved}");
        }
        assert!((heard(&[]) - direct).abs() < 1e-6);
        assert!(heard(&[(0.9, 0.9), (0.9, 0.9)]) > heard(&[(0.9, 0.9)]));
    }

    fn report() -> impl Strategy<Value = Vec<&'static str>> {
        let sentence = prop::sample::select([LEFT, BETWEEN, RIGHT].concat());
        prop::collection::vec(sentence, 0..6)
    }

    proptest! {
        #[test]
        fn the_order_of_the_witnesses_makes_no_difference(
            a in report(), b in report(), mut others in prop::collection::vec(report(), 0..4)
        ) {
            let compare = |others: &[Vec<&str>]| {
                let others: Vec<Text<'_>> = others.iter().map(|other| text(other)).collect();
                compare_with(&text(&a), &text(&b), &others)
            };
            let before = compare(&others);
            others.reverse();
            prop_assert_eq!(before, compare(&others));
        }

        #[test]
        fn swapping_the_sides_mirrors_the_links(a in report(), b in report(), c in report()) {
            let there = pairs(&compare_with(&text(&a), &text(&b), &[text(&c)]));
            let back = pairs(&compare_with(&text(&b), &text(&a), &[text(&c)]));
            let mut back: Vec<(usize, usize)> = back.into_iter().map(|(i, j)| (j, i)).collect();
            back.sort_unstable();
            prop_assert_eq!(there, back);
        }
    }
}
