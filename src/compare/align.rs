//! Which sentence of one text answers which of the other, many to many.
//!
//! The decision is taken in two looks. The first weighs what two sentences have in common by themselves (see
//! [`super::similarity`]). The second weighs that judgement again among its neighbours (see
//! [`super::neighbours`]): whether the sentences before and after answer each other too, whether a neighbour of
//! one answers the same sentence (an editor split it), whether another sentence answers better, how far the pair
//! stands from where the surest pairs around it would put it, whether the two texts keep one order at all, and
//! whether the sentences stand at the head of their texts, where what happened is told, often not for the last time.
//!
//! Each look is a logistic model whose weights move with the closeness of the two texts as a whole: a shared
//! name is worth more between an article and its rewrite than between two outlets that use the same names all
//! along. So does the threshold ([`super::candidate::Threshold`]). Two quotations of one saying are a link whatever
//! the looks see ([`super::quoted`]), and so are two sentences with a long figure that either text gives once
//! ([`super::figure`]).
//!
//! Where other versions of the story are at hand, a third look moves the judgement by what they witness
//! ([`super::witness`]); its weights are the same for all texts.
//!
//! To change the method: add a feature to [`super::similarity`] (to [`super::neighbours`], [`super::witness`]),
//! raise `FEATURES` (`CONTEXT`, `TESTIMONY`), run `cargo bench --bench alignment -- fit`, which cross-validates
//! over documents and prints the weights, and put them into [`Model::FITTED`]; `… -- misses=SET` shows what is
//! still wrong.

use std::collections::{HashMap, HashSet};

use super::candidate::{Best, CONTEXT, Candidate, Threshold};
use super::figure;
use super::neighbours::{Grid, Neighbours, ORDER};
use super::quoted::{Echo, Quoted};
use super::similarity::{Cosines, FEATURES, features};
use super::terms::{Terms, terms};
use super::witness::{TESTIMONY, log_odds};
use super::{Confidence, Link, Text};
use crate::text::word::TokenKind;

/// The weights of one look, for texts that share little as a whole and for texts that share much.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights<const N: usize> {
    /// Where the two texts have nothing in common.
    pub far: [f32; N],
    /// Where they are the same.
    pub near: [f32; N],
}

impl<const N: usize> Weights<N> {
    /// The judgement of `features` in two texts of this closeness, 0 to 1.
    fn judge(&self, features: &[f32; N], closeness: f32) -> f32 {
        let weight =
            |index: usize| (1.0 - closeness) * self.far[index] + closeness * self.near[index];
        let sum: f32 = features
            .iter()
            .enumerate()
            .map(|(index, value)| weight(index) * value)
            .sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

/// The weights of the looks.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Weights of [`super::similarity::Features`].
    pub first: Weights<FEATURES>,
    /// Weights of the second look.
    pub second: Weights<CONTEXT>,
    /// Weights of the third look, which add to the log odds that the second leaves.
    pub third: [f32; TESTIMONY],
    /// A pair of at least this probability is a link; one that is the best of both its sentences needs less
    /// ([`Best::is_link`]).
    pub threshold: Threshold,
}

impl Model {
    /// The weights as fitted.
    pub const FITTED: Self = Self {
        first: Weights {
            far: [
                -1.699, -3.289, 3.294, -2.800, 2.300, -0.712, 1.525, -2.095, -1.553, -1.183, 0.528,
                -1.040, 10.941, -0.538, -9.011, -2.217, 5.621, 3.363, 5.281,
            ],
            near: [
                -7.584, -1.563, -4.481, 4.007, 2.972, -0.752, -0.502, 2.909, 6.946, 4.384, -0.013,
                -2.176, -3.727, 1.255, 5.640, -1.855, -1.193, 2.470, -4.203,
            ],
        },
        second: Weights {
            far: [
                -0.424, -0.362, 7.275, 0.613, 0.688, 0.295, 1.034, -0.203, 0.589, -0.422, 1.426,
                -0.385, -0.464, -0.251, -0.489, 1.856, 0.911, -0.497, 0.006, -0.640, 1.045,
            ],
            near: [
                -1.314, -0.223, 2.960, 1.517, 0.853, 0.362, 1.997, -1.310, -2.923, -0.566, -3.605,
                0.839, 2.126, 0.223, 2.112, 2.281, -0.786, 0.605, -1.956, 1.383, -1.065,
            ],
        },
        third: [0.348, -2.389, 2.082, 1.391],
        threshold: Threshold {
            far: 0.4,
            near: 0.55,
        },
    };

    /// The judgement of a pair, 0 to 1, that was `likely` before the testimony was heard.
    pub(super) fn hear(&self, likely: f32, testimony: &[f32; TESTIMONY]) -> f32 {
        let moved: f32 = self.third.iter().zip(testimony).map(|(w, x)| w * x).sum();
        1.0 / (1.0 + (-log_odds(likely) - moved).exp())
    }
}

/// What is left of the first look's judgement where one sentence is a heading and the other is none.
const HEADING: f32 = 0.5;
/// What is left of it where one sentence has fewer than three words that say anything.
const SHORT: f32 = 0.6;
/// What is left of it where either sentence only says when the text was published.
const STAMP: f32 = 0.1;
/// What it is worth that two sentences quote one saying.
const QUOTED_ALIKE: f32 = 0.9;
/// What it is worth that all that one quotes, a few words, stands in the other's quotation.
const QUOTED_WHOLE: f32 = 0.6;
/// What it is worth that two sentences give a long figure that no others give.
const FIGURE_ALIKE: f32 = 0.5;
/// Cosines below this are no candidates.
const FLOOR: f32 = 0.03;

/// Every pair of sentences worth a look, judged by `model`.
pub fn candidates(left: &Text<'_>, right: &Text<'_>, model: &Model) -> Vec<Candidate> {
    let (left, right) = terms(left, right);
    judge(&left, &right, model)
}

/// Which sentences answer each other, and how sure it is that the others are alone.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Alignment {
    /// The links, ordered by left then right index.
    pub(super) links: Vec<Link>,
    /// How far the two texts tell their matter in one order: 0 as chance would have it, 1 all.
    pub(super) order: f32,
    /// For each left sentence, how sure it would be that the right text does not say it.
    pub(super) lone_left: Vec<Confidence>,
    /// For each right sentence, how sure it would be that the left text does not say it.
    pub(super) lone_right: Vec<Confidence>,
}

/// Aligns two texts of so many sentences by the candidates judged last.
pub(super) fn align(
    candidates: &[Candidate],
    left: usize,
    right: usize,
    model: &Model,
) -> Alignment {
    let best = Best::new(candidates, left, right);
    let links = candidates
        .iter()
        .filter(|candidate| best.is_link(candidate, model.threshold))
        .map(|candidate| Link {
            left: candidate.left,
            right: candidate.right,
            similarity: f64::from(candidate.probability),
            confidence: confidence(candidate.probability),
        })
        .collect();
    let lone = |best: Vec<f32>| best.into_iter().map(lone).collect();
    Alignment {
        links,
        order: candidates.first().map_or(0.0, |pair| pair.context[ORDER]),
        lone_left: lone(best.left),
        lone_right: lone(best.right),
    }
}

/// How sure it is that a sentence is alone whose best pair has this probability.
fn lone(best: f32) -> Confidence {
    match best {
        p if p < 0.08 => Confidence::Sure,
        p if p < 0.22 => Confidence::Probable,
        _ => Confidence::Perhaps,
    }
}

fn confidence(probability: f32) -> Confidence {
    match probability {
        p if p >= 0.85 => Confidence::Sure,
        p if p >= 0.6 => Confidence::Probable,
        _ => Confidence::Perhaps,
    }
}

/// Every pair of sentences worth a look, judged by `model` in the first two looks.
pub(super) fn judge(left: &[Terms<'_>], right: &[Terms<'_>], model: &Model) -> Vec<Candidate> {
    let cosines = Cosines::new(left, right);
    let closeness = cosines.closeness();
    let quoted = (Quoted::new(left), Quoted::new(right));
    let identical = identical(left, right);
    let figures = figure::alike(left, right);
    let mut grid = Grid::new(left.len(), right.len());
    let mut candidates = Vec::new();
    for row in 0..left.len() {
        for column in 0..right.len() {
            let same = identical.contains(&(row, column));
            if !same && cosines.mixed(row, column) < FLOOR {
                continue;
            }
            let echo = quoted.0.echo(row, &quoted.1, column);
            let features = features(left, right, &cosines, row, column, echo);
            let likely =
                model.first.judge(&features, closeness) * doubt(&left[row], &right[column]);
            let mut sure = least(echo);
            if figures.contains(&(row, column)) {
                sure = sure.max(FIGURE_ALIKE);
            }
            let first = if same {
                1.0
            } else {
                likely.max(sure).min(0.999)
            };
            grid.set(row, column, first);
            let (context, probability) = ([0.0; CONTEXT], first);
            candidates.push(Candidate {
                left: row,
                right: column,
                features,
                context,
                testimony: [0.0; TESTIMONY],
                first,
                probability,
                closeness,
                least: sure,
            });
        }
    }
    let neighbours = Neighbours::new(&grid);
    for candidate in &mut candidates {
        candidate.context = neighbours.context(left, right, candidate);
        if candidate.first < 1.0 {
            let likely = model.second.judge(&candidate.context, closeness);
            candidate.probability = likely.max(candidate.least);
        }
    }
    candidates
}

/// The least that quoting alike is worth, whatever else the two say.
fn least(echo: Echo) -> f32 {
    match echo {
        echo if echo.is_one() => QUOTED_ALIKE,
        echo if echo.is_whole() => QUOTED_WHOLE,
        _ => 0.0,
    }
}

/// What is left of the first look's judgement where the labelled texts teach little: a heading beside a
/// sentence, or a sentence too short to share more than chance.
fn doubt(left: &Terms<'_>, right: &Terms<'_>) -> f32 {
    let says = |terms: &Terms<'_>| {
        let stops = terms.stops.iter().filter(|stop| **stop).count();
        let marks = terms
            .tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Mark)
            .count();
        terms.tokens.len().saturating_sub(stops + marks)
    };
    let heading = if left.heading == right.heading {
        1.0
    } else {
        HEADING
    };
    let short = if says(left).min(says(right)) < 3 {
        SHORT
    } else {
        1.0
    };
    let stamp = if left.stamp || right.stamp {
        STAMP
    } else {
        1.0
    };
    heading * short * stamp
}

/// The pairs of sentences that are the same but for typography; where one stands several times, the first
/// goes with the first, the second with the second, and what is over with the last.
fn identical(left: &[Terms<'_>], right: &[Terms<'_>]) -> HashSet<(usize, usize)> {
    let mut forms: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (index, terms) in left.iter().enumerate() {
        forms.entry(terms.form.as_str()).or_default().0.push(index);
    }
    for (index, terms) in right.iter().enumerate() {
        forms.entry(terms.form.as_str()).or_default().1.push(index);
    }
    let both = forms
        .into_values()
        .filter(|(lefts, rights)| !lefts.is_empty() && !rights.is_empty());
    both.flat_map(|(lefts, rights)| {
        let count = lefts.len().max(rights.len());
        (0..count).map(move |k| {
            (
                lefts[k.min(lefts.len() - 1)],
                rights[k.min(rights.len() - 1)],
            )
        })
    })
    .collect()
}
