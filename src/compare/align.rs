//! Which sentence of one text answers which of the other, many to many.
//!
//! The decision is taken in two looks. The first weighs what two sentences have in common by themselves (see
//! [`super::similarity`]). The second weighs that judgement again among its neighbours: whether the sentences
//! before and after answer each other too, whether a neighbour of one answers the same sentence (an editor
//! split it), whether another sentence answers better, and how far the pair stands from where the surest
//! pairs around it would put it. Each look is a logistic model; its weights are fitted on labelled rewrites by
//! `cargo bench --bench alignment -- fit`.

use super::similarity::{Cosines, FEATURES, Features, features};
use super::terms::{Terms, Vector, terms};
use super::{Confidence, Link, Text};
use crate::text::word;

/// How many features the second look has.
pub const CONTEXT: usize = 16;

/// The weights of the two looks.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Weights of [`Features`].
    pub first: [f32; FEATURES],
    /// Weights of the second look.
    pub second: [f32; CONTEXT],
    /// A pair of at least this probability is a link.
    pub threshold: f32,
}

impl Model {
    /// The weights as fitted.
    pub const FITTED: Self = Self {
        first: [
            -8.405, 1.762, -0.379, 2.503, 1.584, -0.094, 0.411, 4.227, 3.257, 4.007, -0.624,
            -2.552, 2.990,
        ],
        second: [
            -3.061, 1.798, 2.873, 1.125, 0.746, 0.009, 2.112, -1.268, -0.524, -0.990, 0.932,
            -1.435, 0.728, -0.111, 2.040, 1.291,
        ],
        threshold: 0.45,
    };
}

/// A pair of sentences that have anything in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Index of the left sentence.
    pub left: usize,
    /// Index of the right sentence.
    pub right: usize,
    /// What the first look sees.
    pub features: Features,
    /// What the second look sees.
    pub context: [f32; CONTEXT],
    /// The first look's judgement, 0 to 1.
    pub first: f32,
    /// The second look's judgement, 0 to 1.
    pub probability: f32,
}

/// Cosines below this are no candidates.
const FLOOR: f32 = 0.03;

/// Every pair of sentences worth a look, judged by `model`.
pub fn candidates(left: &Text<'_>, right: &Text<'_>, model: &Model) -> Vec<Candidate> {
    let (left, right) = terms(left, right);
    judge(&left, &right, model)
}

/// The links between two texts, ordered by left then right index.
pub(super) fn links(left: &[Terms<'_>], right: &[Terms<'_>], model: &Model) -> Vec<Link> {
    judge(left, right, model)
        .into_iter()
        .filter(|candidate| candidate.probability >= model.threshold)
        .map(|candidate| Link {
            left: candidate.left,
            right: candidate.right,
            similarity: f64::from(candidate.probability),
            confidence: confidence(candidate.probability),
        })
        .collect()
}

fn confidence(probability: f32) -> Confidence {
    match probability {
        p if p >= 0.85 => Confidence::Sure,
        p if p >= 0.6 => Confidence::Probable,
        _ => Confidence::Perhaps,
    }
}

fn judge(left: &[Terms<'_>], right: &[Terms<'_>], model: &Model) -> Vec<Candidate> {
    let cosines = Cosines::new(left, right);
    let mut grid = Grid {
        columns: right.len(),
        values: vec![0.0; left.len() * right.len()],
    };
    let mut candidates = Vec::new();
    for row in 0..left.len() {
        for column in 0..right.len() {
            if cosines.mixed(row, column) < FLOOR {
                continue;
            }
            let features = features(left, right, &cosines, row, column);
            let same = word::same_form(left[row].text) == word::same_form(right[column].text);
            let first = if same {
                1.0
            } else {
                logistic(&model.first, &features)
            };
            grid.values[row * right.len() + column] = first;
            candidates.push(Candidate {
                left: row,
                right: column,
                features,
                context: [0.0; CONTEXT],
                first,
                probability: first,
            });
        }
    }
    let places = Places::new(&grid);
    for candidate in &mut candidates {
        candidate.context = context(&grid, &places, (left, right), candidate);
        let identical = candidate.first >= 1.0;
        candidate.probability = if identical {
            1.0
        } else {
            logistic(&model.second, &candidate.context)
        };
    }
    candidates
}

fn logistic(weights: &[f32], features: &[f32]) -> f32 {
    let sum: f32 = weights
        .iter()
        .zip(features)
        .map(|(weight, value)| weight * value)
        .sum();
    1.0 / (1.0 + (-sum).exp())
}

/// The first look's judgement of every pair; nothing outside.
struct Grid {
    columns: usize,
    values: Vec<f32>,
}

impl Grid {
    fn rows(&self) -> usize {
        self.values.len().checked_div(self.columns).unwrap_or(0)
    }

    fn at(&self, row: Option<usize>, column: Option<usize>) -> f32 {
        match (row, column) {
            (Some(row), Some(column)) if column < self.columns && row < self.rows() => {
                self.values[row * self.columns + column]
            }
            _ => 0.0,
        }
    }

    /// The best of the other columns in the row, with its judgement.
    fn rival_in_row(&self, row: usize, column: usize) -> Option<(usize, f32)> {
        best(
            (0..self.columns)
                .filter(|other| *other != column)
                .map(|other| (other, self.values[row * self.columns + other])),
        )
    }

    /// The best of the other rows in the column, with its judgement.
    fn rival_in_column(&self, row: usize, column: usize) -> Option<(usize, f32)> {
        best(
            (0..self.rows())
                .filter(|other| *other != row)
                .map(|other| (other, self.values[other * self.columns + column])),
        )
    }
}

fn best(values: impl Iterator<Item = (usize, f32)>) -> Option<(usize, f32)> {
    values
        .filter(|(_, value)| *value > 0.05)
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
}

/// How much of what `one` shares with `other` it does not share with the rival too: a sentence that says two
/// things answers two sentences, each with words of its own. From 0 to 1, 1 without a rival.
fn own(one: &Terms<'_>, other: &Terms<'_>, rival: Option<&Terms<'_>>) -> f32 {
    let Some(rival) = rival else { return 1.0 };
    let has = |vector: &Vector, term: u32| {
        vector
            .binary_search_by_key(&term, |(number, _)| *number)
            .is_ok()
    };
    let (mut shared, mut own) = (1e-6, 0.0);
    for (term, weight) in &one.meanings {
        if has(&other.meanings, *term) {
            shared += weight;
            own += if has(&rival.meanings, *term) {
                0.0
            } else {
                *weight
            };
        }
    }
    own / shared
}

fn context(
    grid: &Grid,
    places: &Places,
    (left, right): (&[Terms<'_>], &[Terms<'_>]),
    candidate: &Candidate,
) -> [f32; CONTEXT] {
    let (row, column) = (candidate.left, candidate.right);
    let (up, down) = (row.checked_sub(1), Some(row + 1));
    let (before, after) = (column.checked_sub(1), Some(column + 1));
    let diagonal = grid.at(up, before).max(grid.at(down, after));
    let both = grid.at(up, before).min(grid.at(down, after));
    let near = [
        (row.checked_sub(2), before),
        (up, column.checked_sub(2)),
        (Some(row + 2), after),
        (down, Some(column + 2)),
    ];
    let near = near
        .into_iter()
        .map(|(r, c)| grid.at(r, c))
        .fold(0.0, f32::max);
    let split_right = grid.at(Some(row), before).max(grid.at(Some(row), after));
    let split_left = grid.at(up, Some(column)).max(grid.at(down, Some(column)));
    let odds = (candidate.first.clamp(0.001, 0.999) / (1.0 - candidate.first.clamp(0.001, 0.999)))
        .ln()
        / 7.0;
    let (row_rival, column_rival) = (
        grid.rival_in_row(row, column),
        grid.rival_in_column(row, column),
    );
    let own_of_row = own(
        &left[row],
        &right[column],
        row_rival.map(|(rival, _)| &right[rival]),
    );
    let own_of_column = own(
        &right[column],
        &left[row],
        column_rival.map(|(rival, _)| &left[rival]),
    );
    let (row_rival, column_rival) = (
        row_rival.map_or(0.0, |(_, value)| value),
        column_rival.map_or(0.0, |(_, value)| value),
    );
    [
        1.0,
        candidate.first,
        odds,
        diagonal,
        both,
        near,
        split_right.max(split_left),
        split_right.min(split_left),
        row_rival.max(column_rival),
        row_rival.min(column_rival),
        (candidate.first - row_rival.max(column_rival)).max(0.0),
        places.distance(row, column),
        candidate.features[3],
        own_of_row.max(own_of_column),
        own_of_row.min(own_of_column),
        candidate.features[12],
    ]
}

/// Where the surest pairs would put each sentence in the other text.
struct Places {
    of_left: Vec<Option<f32>>,
    of_right: Vec<Option<f32>>,
}

/// A pair at least this sure holds its surroundings in place.
const ANCHOR: f32 = 0.75;

impl Places {
    fn new(grid: &Grid) -> Self {
        let (rows, columns) = (grid.rows(), grid.columns);
        let by_row = (0..rows).filter_map(|row| {
            anchor(
                row,
                (0..columns).map(|column| grid.at(Some(row), Some(column))),
            )
        });
        let by_column = (0..columns).filter_map(|column| {
            anchor(
                column,
                (0..rows).map(|row| grid.at(Some(row), Some(column))),
            )
        });
        Self {
            of_left: expected(&by_row.collect::<Vec<_>>(), rows),
            of_right: expected(&by_column.collect::<Vec<_>>(), columns),
        }
    }

    /// How many sentences off the expected places: 0 there or unknown, 1 ten or more off.
    #[expect(clippy::cast_precision_loss, reason = "indices of sentences are small")]
    fn distance(&self, row: usize, column: usize) -> f32 {
        let off = |expected: Option<f32>, at: usize| {
            expected.map_or(0.0, |expected| {
                ((at as f32 - expected).abs() / 10.0).min(1.0)
            })
        };
        f32::midpoint(
            off(self.of_left[row], column),
            off(self.of_right[column], row),
        )
    }
}

/// The best of `values` as an anchor of sentence `index`, where it is sure enough.
fn anchor(index: usize, values: impl Iterator<Item = f32>) -> Option<(usize, usize)> {
    values
        .enumerate()
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .filter(|(_, value)| *value >= ANCHOR)
        .map(|(other, _)| (index, other))
}

/// Interpolates the place of each of `count` sentences between the anchors before and after it.
#[expect(clippy::cast_precision_loss, reason = "indices of sentences are small")]
fn expected(anchors: &[(usize, usize)], count: usize) -> Vec<Option<f32>> {
    let place = |index: usize| {
        let split = anchors.partition_point(|anchor| anchor.0 < index);
        let before = split.checked_sub(1).map(|at| anchors[at]);
        let after = anchors[split..]
            .iter()
            .find(|anchor| anchor.0 > index)
            .copied();
        match (before, after) {
            (Some(a), Some(b)) => {
                let share = (index - a.0) as f32 / (b.0 - a.0) as f32;
                Some((1.0 - share) * a.1 as f32 + share * b.1 as f32)
            }
            (Some(a), None) => Some(a.1 as f32 + (index - a.0) as f32),
            (None, Some(b)) => Some(b.1 as f32 - (b.0 - index) as f32),
            (None, None) => None,
        }
    };
    (0..count).map(place).collect()
}
