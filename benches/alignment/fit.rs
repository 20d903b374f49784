//! The fit of the model's weights, and its cross-validation over documents.

use std::collections::HashSet;

use newsread::compare::align::{Model, Weights};
use newsread::compare::candidate::{Best, CONTEXT, Candidate};
use newsread::compare::similarity::FEATURES;

use crate::labelled::{Document, Score, Set};

/// One training example: features, whether it is a link, weight.
pub(crate) type Example<const N: usize> = ([f32; N], bool, f32);

pub(crate) fn fit<const N: usize>(examples: &[Example<N>]) -> [f32; N] {
    // Newton's method on the weighted log-likelihood with a small quadratic penalty.
    let mut weights = [0.0f64; N];
    for _ in 0..25 {
        let mut gradient = [0.0f64; N];
        let mut hessian = vec![[0.0f64; N]; N];
        for (features, link, weight) in examples {
            let sum: f64 = weights
                .iter()
                .zip(features)
                .map(|(w, x)| w * f64::from(*x))
                .sum();
            let p = 1.0 / (1.0 + (-sum).exp());
            let error = (f64::from(u8::from(*link)) - p) * f64::from(*weight);
            let curve = p * (1.0 - p) * f64::from(*weight);
            for i in 0..N {
                gradient[i] += error * f64::from(features[i]);
                for j in 0..N {
                    hessian[i][j] += curve * f64::from(features[i]) * f64::from(features[j]);
                }
            }
        }
        for i in 0..N {
            gradient[i] -= 1e-3 * weights[i];
            hessian[i][i] += 1e-3;
        }
        let step = solve(hessian, gradient);
        for i in 0..N {
            weights[i] += step[i];
        }
    }
    weights.map(|w| w as f32)
}

pub(crate) fn solve<const N: usize>(mut matrix: Vec<[f64; N]>, mut vector: [f64; N]) -> [f64; N] {
    for pivot in 0..N {
        let best = (pivot..N)
            .max_by(|&a, &b| matrix[a][pivot].abs().total_cmp(&matrix[b][pivot].abs()))
            .unwrap_or(pivot);
        matrix.swap(pivot, best);
        vector.swap(pivot, best);
        for row in pivot + 1..N {
            let factor = matrix[row][pivot] / matrix[pivot][pivot];
            let above = matrix[pivot];
            for (value, above) in matrix[row].iter_mut().zip(above).skip(pivot) {
                *value -= factor * above;
            }
            vector[row] -= factor * vector[pivot];
        }
    }
    for row in (0..N).rev() {
        for column in row + 1..N {
            vector[row] -= matrix[row][column] * vector[column];
        }
        vector[row] /= matrix[row][row];
    }
    vector
}

pub(crate) fn examples<const N: usize>(
    sets: &[Set],
    model: &Model,
    keep: impl Fn(usize) -> bool,
    of: impl Fn(&Candidate) -> [f32; N],
) -> Vec<Example<N>> {
    let mut all = Vec::new();
    for set in sets {
        let mut mine = Vec::new();
        for (index, document) in set
            .documents
            .iter()
            .enumerate()
            .filter(|(index, _)| keep(*index))
        {
            let gold = document.gold();
            let mut learn = |document: &Document, gold: &HashSet<(usize, usize)>| {
                for candidate in document.candidates(model) {
                    mine.push((
                        of(&candidate),
                        gold.contains(&(candidate.left, candidate.right)),
                        1.0,
                    ));
                }
            };
            learn(document, &gold);
            if index % 2 == 0 {
                let shuffled = document.shuffled(4, index as u64 + 7);
                learn(&shuffled, &shuffled.gold());
            }
        }
        // Each set counts by its links, damped, so that the largest does not decide alone.
        let links = mine.iter().filter(|example| example.1).count().max(1) as f32;
        let weight = (2000.0 / links).powf(0.75);
        all.extend(
            mine.into_iter()
                .map(|(features, link, _)| (features, link, weight)),
        );
    }
    all
}

pub(crate) fn fitted(sets: &[Set], keep: impl Fn(usize) -> bool + Copy) -> Model {
    let mut model = Model {
        first: Weights {
            far: [0.0; FEATURES],
            near: [0.0; FEATURES],
        },
        second: Weights {
            far: [0.0; CONTEXT],
            near: [0.0; CONTEXT],
        },
        threshold: 0.5,
    };
    model.first = halves(fit::<{ 2 * FEATURES }>(&examples(
        sets,
        &model,
        keep,
        |c| doubled(&c.features, c.closeness),
    )));
    model.second = halves(fit::<{ 2 * CONTEXT }>(&examples(sets, &model, keep, |c| {
        doubled(&c.context, c.closeness)
    })));
    model
}

fn doubled<const N: usize, const M: usize>(features: &[f32; N], closeness: f32) -> [f32; M] {
    std::array::from_fn(|at| {
        if at < N {
            (1.0 - closeness) * features[at]
        } else {
            closeness * features[at - N]
        }
    })
}

fn halves<const N: usize, const M: usize>(weights: [f32; M]) -> Weights<N> {
    Weights {
        far: std::array::from_fn(|at| weights[at]),
        near: std::array::from_fn(|at| weights[N + at]),
    }
}

pub(crate) fn cross_validate(sets: &[Set]) {
    pub(crate) const FOLDS: usize = 4;
    let models: Vec<Model> = (0..FOLDS)
        .map(|fold| fitted(sets, move |index| index % FOLDS != fold))
        .collect();
    for threshold in [0.3, 0.35, 0.4, 0.45, 0.5] {
        print!("threshold {threshold:.2}:");
        for set in sets {
            for shuffle in [false, true] {
                let mut total = Score::default();
                for (index, document) in set.documents.iter().enumerate() {
                    let one = if shuffle {
                        document.shuffled(4, index as u64 + 99)
                    } else {
                        document.shuffled(usize::MAX, 1)
                    };
                    let candidates = one.candidates(&models[index % FOLDS]);
                    let best = Best::new(&candidates, one.a.len(), one.b.len());
                    let said = candidates
                        .iter()
                        .filter(|c| best.is_link(c, threshold))
                        .map(|c| (c.left, c.right))
                        .collect();
                    total.add(&said, &one.gold());
                }
                print!(
                    "  {}{} {:.3}",
                    set.name,
                    if shuffle { "/s" } else { "" },
                    total.figures().2
                );
            }
        }
        println!();
    }
}
