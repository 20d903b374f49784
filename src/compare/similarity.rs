//! How alike two sentences are, as a list of features; no decision is taken here.

use super::quoted::Echo;
use super::terms::{Terms, Vector};

/// How many features a pair of sentences has by itself.
pub const FEATURES: usize = 19;

/// Which feature is the share of one sentence that the other contains.
pub(super) const CONTAINED: usize = 3;
/// Which feature is the cosine of meanings.
pub(super) const MEANINGS: usize = 12;

/// What is measured of one pair of sentences, each about 0 to 1; the first is the constant 1.
pub type Features = [f32; FEATURES];

/// Two matrices of cosines, `rows` left sentences by `columns` right sentences, row by row.
#[derive(Debug)]
pub(super) struct Cosines {
    pub(super) columns: usize,
    words: Vec<f32>,
    grams: Vec<f32>,
    meanings: Vec<f32>,
    rare: Vec<f32>,
    /// The best mixed cosine of each row and of each column, and the second best.
    best_of_row: Vec<(f32, f32)>,
    best_of_column: Vec<(f32, f32)>,
}

impl Cosines {
    /// All cosines of all pairs, by way of an inverted index.
    pub(super) fn new(left: &[Terms<'_>], right: &[Terms<'_>]) -> Self {
        let columns = right.len();
        let words = products(left, right, |terms| &terms.words);
        let grams = products(left, right, |terms| &terms.grams);
        let meanings = products(left, right, |terms| &terms.meanings);
        let rare = products(left, right, |terms| &terms.rare);
        let mut cosines = Self {
            rare,
            columns,
            words,
            grams,
            meanings,
            best_of_row: vec![(0.0, 0.0); left.len()],
            best_of_column: vec![(0.0, 0.0); columns],
        };
        for row in 0..left.len() {
            for column in 0..columns {
                let value = cosines.mixed(row, column);
                raise(&mut cosines.best_of_row[row], value);
                raise(&mut cosines.best_of_column[column], value);
            }
        }
        cosines
    }

    pub(super) fn words(&self, row: usize, column: usize) -> f32 {
        self.words[row * self.columns + column]
    }

    pub(super) fn grams(&self, row: usize, column: usize) -> f32 {
        self.grams[row * self.columns + column]
    }

    pub(super) fn meanings(&self, row: usize, column: usize) -> f32 {
        self.meanings[row * self.columns + column]
    }

    /// Shared stems, each by one over how many pairs of sentences share it.
    pub(super) fn rare(&self, row: usize, column: usize) -> f32 {
        self.rare[row * self.columns + column]
    }

    /// How much the two texts share as a whole, 0 to 1: what a sentence has in common with the best of the
    /// other side, on average over the side that has more.
    pub(super) fn closeness(&self) -> f32 {
        let mean = |best: &[(f32, f32)]| {
            let sum: f32 = best.iter().map(|(value, _)| value).sum();
            #[expect(clippy::cast_precision_loss, reason = "counts of sentences are small")]
            let count = best.len().max(1) as f32;
            (sum / count).clamp(0.0, 1.0)
        };
        mean(&self.best_of_row).max(mean(&self.best_of_column))
    }

    /// Words, letter runs and meanings alike.
    pub(super) fn mixed(&self, row: usize, column: usize) -> f32 {
        (self.words(row, column) + self.grams(row, column) + self.meanings(row, column)) / 3.0
    }
}

fn raise(best: &mut (f32, f32), value: f32) {
    if value > best.0 {
        *best = (value, best.0);
    } else if value > best.1 {
        best.1 = value;
    }
}

fn products(
    left: &[Terms<'_>],
    right: &[Terms<'_>],
    of: for<'t> fn(&'t Terms<'_>) -> &'t Vector,
) -> Vec<f32> {
    let last = right
        .iter()
        .filter_map(|terms| of(terms).last())
        .map(|(number, _)| *number as usize + 1)
        .max();
    let mut postings: Vec<Vec<(u32, f32)>> = vec![Vec::new(); last.unwrap_or(0)];
    for (column, terms) in (0..).zip(right) {
        for (number, weight) in of(terms) {
            postings[*number as usize].push((column, *weight));
        }
    }
    let mut matrix = vec![0.0; left.len() * right.len()];
    for (row, terms) in left.iter().enumerate() {
        let products = &mut matrix[row * right.len()..(row + 1) * right.len()];
        for (number, weight) in of(terms) {
            for (column, other) in postings.get(*number as usize).into_iter().flatten() {
                products[*column as usize] += weight * other;
            }
        }
    }
    matrix
}

/// The features of left sentence `row` and right sentence `column`.
pub(super) fn features(
    left: &[Terms<'_>],
    right: &[Terms<'_>],
    cosines: &Cosines,
    row: usize,
    column: usize,
    echo: Echo,
) -> Features {
    let (a, b) = (&left[row], &right[column]);
    let (words, grams, mixed) = (
        cosines.words(row, column),
        cosines.grams(row, column),
        cosines.mixed(row, column),
    );
    let ratio = (a.mass.min(b.mass) + 0.5) / (a.mass.max(b.mass) + 0.5);
    let meanings = cosines.meanings(row, column);
    let (contained, shared) = overlap(a, b);
    let row_best = cosines.best_of_row[row];
    let column_best = cosines.best_of_column[column];
    [
        1.0,
        words,
        grams,
        contained,
        (shared / 12.0).min(1.0),
        common(&a.names, &b.names),
        common(&a.numbers, &b.numbers),
        #[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
        (echo.words as f32 / 6.0).min(1.0),
        mixed / row_best.0.max(column_best.0).max(1e-6),
        mixed / row_best.0.min(column_best.0).max(1e-6),
        ratio,
        place(row, left.len(), column, right.len()),
        meanings,
        mutual(mixed, row_best, column_best),
        meanings * meanings,
        (a.mass.min(b.mass) / 20.0).min(1.0),
        contained * (a.mass.min(b.mass) / 20.0).min(1.0),
        (cosines.rare(row, column) / 4.0).min(2.0),
        echo.share,
    ]
}

/// The share of one sentence's weight that the other has too, the larger of the two, and the weight they share.
fn overlap(a: &Terms<'_>, b: &Terms<'_>) -> (f32, f32) {
    let (mut i, mut j) = (0, 0);
    let (mut shared_a, mut shared_b, mut sum_a, mut sum_b) = (0.0, 0.0, 1e-6, 1e-6);
    for (_, weight) in &a.words {
        sum_a += weight;
    }
    for (_, weight) in &b.words {
        sum_b += weight;
    }
    while let (Some(x), Some(y)) = (a.words.get(i), b.words.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared_a += x.1;
                shared_b += y.1;
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    let (of_a, of_b) = (shared_a / sum_a, shared_b / sum_b);
    (of_a.max(of_b), f32::midpoint(of_a * a.mass, of_b * b.mass))
}

/// How much two ascending lists have in common: 0 none, ½ for one, towards 1 for more.
fn common(a: &[u32], b: &[u32]) -> f32 {
    let shared = a
        .iter()
        .filter(|number| b.binary_search(number).is_ok())
        .count();
    #[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
    let shared = shared as f32;
    shared / (shared + 1.0)
}

/// Length of the longest run of equal elements that both slices have.
pub(super) fn longest_run<T: PartialEq>(a: &[T], b: &[T]) -> usize {
    let mut best = 0;
    let mut previous = vec![0; b.len() + 1];
    for x in a {
        let mut current = vec![0; b.len() + 1];
        for (j, y) in b.iter().enumerate() {
            if x == y {
                current[j + 1] = previous[j] + 1;
                best = best.max(current[j + 1]);
            }
        }
        previous = current;
    }
    best
}

/// How far apart two sentences stand in their texts: 0 at the same place, 1 at opposite ends.
#[expect(clippy::cast_precision_loss, reason = "indices of sentences are small")]
fn place(row: usize, rows: usize, column: usize, columns: usize) -> f32 {
    ((row as f32 + 0.5) / rows as f32 - (column as f32 + 0.5) / columns as f32).abs()
}

/// How far a pair is ahead of the second best of its row and column: 0 where it is not the best of both.
fn mutual(mixed: f32, row: (f32, f32), column: (f32, f32)) -> f32 {
    let best = mixed >= row.0 && mixed >= column.0;
    if best {
        (mixed - row.1.max(column.1)) / mixed.max(1e-6)
    } else {
        0.0
    }
}
