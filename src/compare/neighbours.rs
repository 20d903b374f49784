//! How a pair of sentences stands among its neighbours: the second look's features.

use std::cmp::Ordering;

use super::candidate::{CONTEXT, Candidate};
use super::similarity::{CONTAINED, MEANINGS};
use super::terms::{Terms, Vector};

/// Which feature is how far the two texts keep one order.
pub(super) const ORDER: usize = 16;

/// The first look's judgement of every pair, 0 to 1; 0 outside.
#[derive(Debug)]
pub(super) struct Grid {
    rows: usize,
    columns: usize,
    values: Vec<f32>,
}

impl Grid {
    pub(super) fn new(rows: usize, columns: usize) -> Self {
        Self {
            rows,
            columns,
            values: vec![0.0; rows * columns],
        }
    }

    pub(super) fn set(&mut self, row: usize, column: usize, value: f32) {
        self.values[row * self.columns + column] = value;
    }

    fn at(&self, row: Option<usize>, column: Option<usize>) -> f32 {
        match (row, column) {
            (Some(row), Some(column)) if row < self.rows && column < self.columns => {
                self.values[row * self.columns + column]
            }
            _ => 0.0,
        }
    }
}

/// So many of the best are kept of a row or column.
const KEPT: usize = 5;

/// The best of a row or column: index and judgement, the best first.
type Top = Vec<(usize, f32)>;

/// What is known of all pairs before each is looked at again.
pub(super) struct Neighbours<'a> {
    grid: &'a Grid,
    of_rows: Vec<Top>,
    of_columns: Vec<Top>,
    places: Places,
    order: f32,
}

impl<'a> Neighbours<'a> {
    pub(super) fn new(grid: &'a Grid) -> Self {
        let row = |row: usize| {
            top((0..grid.columns).map(|column| (column, grid.values[row * grid.columns + column])))
        };
        let column = |column: usize| {
            top((0..grid.rows).map(|row| (row, grid.values[row * grid.columns + column])))
        };
        Self {
            grid,
            of_rows: (0..grid.rows).map(row).collect(),
            of_columns: (0..grid.columns).map(column).collect(),
            places: Places::new(grid),
            order: order(grid),
        }
    }

    /// The second look's features of a pair.
    pub(super) fn context(
        &self,
        left: &[Terms<'_>],
        right: &[Terms<'_>],
        candidate: &Candidate,
    ) -> [f32; CONTEXT] {
        let (row, column, first) = (candidate.left, candidate.right, candidate.first);
        let [diagonal, both, near] = self.in_order(row, column);
        let (more_split, less_split) = both_ways(self.splits(row, column));
        let value = |rival: Option<(usize, f32)>| rival.map_or(0.0, |(_, value)| value);
        let rivals = (
            rival(&self.of_rows[row], column),
            rival(&self.of_columns[column], row),
        );
        let (best_rival, other_rival) = both_ways((value(rivals.0), value(rivals.1)));
        let (more_own, less_own) = both_ways(self.owns(left, right, candidate));
        [
            1.0,
            first,
            odds(first),
            diagonal,
            both,
            near,
            more_split,
            less_split,
            best_rival,
            other_rival,
            (first - best_rival).max(0.0),
            self.places.distance(row, column),
            candidate.features[CONTAINED],
            more_own,
            less_own,
            candidate.features[MEANINGS],
            self.order,
            self.order * odds(first),
            self.order * self.places.distance(row, column),
            flag(at_head(row) && at_head(column)),
            flag(at_head(row) || at_head(column)),
        ]
    }

    /// Whether the sentences before and after answer each other too: one of them, both, or some one further off.
    fn in_order(&self, row: usize, column: usize) -> [f32; 3] {
        let at = |row, column| self.grid.at(row, column);
        let before = at(row.checked_sub(1), column.checked_sub(1));
        let after = at(Some(row + 1), Some(column + 1));
        let near = at(row.checked_sub(2), column.checked_sub(1))
            .max(at(row.checked_sub(1), column.checked_sub(2)))
            .max(at(Some(row + 2), Some(column + 1)))
            .max(at(Some(row + 1), Some(column + 2)));
        [before.max(after), before.min(after), near]
    }

    /// Whether a neighbour of the right sentence answers the left one too, and a neighbour of the left the right.
    fn splits(&self, row: usize, column: usize) -> (f32, f32) {
        let at = |row, column| self.grid.at(row, column);
        let right = at(Some(row), column.checked_sub(1)).max(at(Some(row), Some(column + 1)));
        let left = at(row.checked_sub(1), Some(column)).max(at(Some(row + 1), Some(column)));
        (right, left)
    }

    /// How much each sentence of the pair shares with the other alone.
    fn owns(&self, left: &[Terms<'_>], right: &[Terms<'_>], candidate: &Candidate) -> (f32, f32) {
        let (row, column, first) = (candidate.left, candidate.right, candidate.first);
        let of_row = better(&self.of_rows[row], column, first).map(|rival| &right[rival]);
        let of_column = better(&self.of_columns[column], row, first).map(|rival| &left[rival]);
        (
            own(&left[row], &right[column], &of_row.collect::<Vec<_>>()),
            own(&right[column], &left[row], &of_column.collect::<Vec<_>>()),
        )
    }
}

/// How far the two texts tell their matter in one order: 1 where the best answers to the sentences of either side
/// stand in order, 0 where they stand as chance would have it.
fn order(grid: &Grid) -> f32 {
    let row = |row: usize| best((0..grid.columns).map(|column| grid.at(Some(row), Some(column))));
    let column = |column: usize| best((0..grid.rows).map(|row| grid.at(Some(row), Some(column))));
    let of_rows: Vec<_> = (0..grid.rows).filter_map(row).collect();
    let of_columns: Vec<_> = (0..grid.columns).filter_map(column).collect();
    f32::midpoint(in_order(&of_rows), in_order(&of_columns))
}

/// How far places stand in order, each with its judgement as weight: 0 by chance or worse, 1 all.
fn in_order(places: &[(usize, f32)]) -> f32 {
    let (mut ordered, mut all) = (0.0, 1e-6);
    for (index, (place, value)) in places.iter().enumerate() {
        for (later, other) in &places[index + 1..] {
            let weight = value * other;
            all += weight;
            ordered += match place.cmp(later) {
                Ordering::Less => weight,
                Ordering::Equal => weight / 2.0,
                Ordering::Greater => 0.0,
            };
        }
    }
    (2.0 * ordered / all - 1.0).clamp(0.0, 1.0)
}

/// The best of the judgements, where there is any.
fn best(values: impl Iterator<Item = f32>) -> Option<(usize, f32)> {
    values
        .enumerate()
        .filter(|(_, value)| *value > 0.02)
        .max_by(|a, b| a.1.total_cmp(&b.1))
}

/// So many sentences at the head of a text tell what it is about.
const HEAD: usize = 2;

fn at_head(index: usize) -> bool {
    index < HEAD
}

fn flag(holds: bool) -> f32 {
    f32::from(u8::from(holds))
}

/// The larger first: which side is left makes no difference.
fn both_ways((a, b): (f32, f32)) -> (f32, f32) {
    (a.max(b), a.min(b))
}

/// The logarithm of the odds, about -1 to 1.
fn odds(probability: f32) -> f32 {
    let probability = probability.clamp(0.001, 0.999);
    (probability / (1.0 - probability)).ln() / 7.0
}

/// The best of the judgements worth a word.
fn top(values: impl Iterator<Item = (usize, f32)>) -> Top {
    let mut top: Top = values.filter(|(_, value)| *value > 0.05).collect();
    top.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    top.truncate(KEPT);
    top
}

/// The best of the others.
fn rival(top: &Top, index: usize) -> Option<(usize, f32)> {
    top.iter().find(|(other, _)| *other != index).copied()
}

/// The others that answer better, and the best of them in any case.
fn better(top: &Top, index: usize, value: f32) -> impl Iterator<Item = usize> {
    let others = top
        .iter()
        .filter(move |(other, _)| *other != index)
        .enumerate();
    others
        .filter(move |(rank, (_, other))| *rank == 0 || *other > value)
        .map(|(_, (other, _))| *other)
}

/// How much of what `one` shares with `other` it does not share with the rivals too: a sentence that says two
/// things answers two sentences, each with words of its own. From 0 to 1, 1 without rivals.
fn own(one: &Terms<'_>, other: &Terms<'_>, rivals: &[&Terms<'_>]) -> f32 {
    let has = |vector: &Vector, term: u32| {
        vector
            .binary_search_by_key(&term, |(number, _)| *number)
            .is_ok()
    };
    let (mut shared, mut own) = (1e-6, 1e-6);
    for (term, weight) in one
        .meanings
        .iter()
        .filter(|(term, _)| has(&other.meanings, *term))
    {
        shared += weight;
        own += if rivals.iter().any(|rival| has(&rival.meanings, *term)) {
            0.0
        } else {
            *weight
        };
    }
    own / shared
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
        let (rows, columns) = (grid.rows, grid.columns);
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
