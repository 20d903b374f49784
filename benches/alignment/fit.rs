//! The fit of the model's weights, and its cross-validation over documents.

use newsread::compare::align::{Model, Weights};
use newsread::compare::candidate::{Best, CONTEXT, Candidate, Threshold};
use newsread::compare::similarity::FEATURES;
use newsread::compare::witness::{TESTIMONY, log_odds};

use crate::labelled::{Document, Score, Set};

/// One training example.
struct Example<const N: usize> {
    features: [f32; N],
    /// What is added to the features' sum: the log odds from which a look starts.
    start: f32,
    link: bool,
    weight: f32,
}

/// What a weight costs, times half its square, where a wrong example costs about 1.
const PENALTY: f64 = 0.1;

fn fit<const N: usize>(examples: &[Example<N>]) -> [f32; N] {
    // Newton's method on the weighted log-likelihood with a small quadratic penalty.
    let mut weights = [0.0f64; N];
    for _ in 0..25 {
        let mut gradient = [0.0f64; N];
        let mut hessian = vec![[0.0f64; N]; N];
        for Example {
            features,
            start,
            link,
            weight,
        } in examples
        {
            let terms = weights.iter().zip(features);
            let sum: f64 = f64::from(*start) + terms.map(|(w, x)| w * f64::from(*x)).sum::<f64>();
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
            gradient[i] -= PENALTY * weights[i];
            hessian[i][i] += PENALTY;
        }
        let step = solve(hessian, gradient);
        for i in 0..N {
            weights[i] += step[i];
        }
    }
    weights.map(|w| w as f32)
}

fn solve<const N: usize>(mut matrix: Vec<[f64; N]>, mut vector: [f64; N]) -> [f64; N] {
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

/// How a pair of texts is put before the engine.
#[derive(Clone, Copy, PartialEq)]
enum View {
    InOrder,
    Shuffled,
    /// Only where other versions of the story are at hand, but without these.
    Alone,
    /// With the other versions of the story as witnesses.
    Witnessed,
}

impl View {
    fn mark(self) -> &'static str {
        match self {
            Self::InOrder => "",
            Self::Shuffled => "/s",
            Self::Alone => "/alone",
            Self::Witnessed => "/with",
        }
    }

    /// Whether there is anything to see of the document.
    fn shows(self, document: &Document) -> bool {
        matches!(self, Self::InOrder | Self::Shuffled) || !document.witnesses.is_empty()
    }

    /// The document as seen, and its candidates.
    fn of(self, index: usize, document: &Document, model: &Model) -> (Document, Vec<Candidate>) {
        let seen = match self {
            Self::Shuffled => document.shuffled(4, index as u64 + 7),
            Self::InOrder | Self::Alone | Self::Witnessed => document.clone(),
        };
        let candidates = match self {
            Self::Witnessed => seen.witnessed(model),
            Self::InOrder | Self::Shuffled | Self::Alone => seen.candidates(model),
        };
        (seen, candidates)
    }
}

/// The candidates of the documents `keep` keeps: in order, every second document shuffled too; or, where
/// `witnessed`, with witnesses. Each set counts by its links, damped, so that the largest does not decide alone.
fn examples<const N: usize>(
    sets: &[Set],
    model: &Model,
    keep: impl Fn(usize) -> bool,
    witnessed: bool,
    of: impl Fn(&Candidate) -> ([f32; N], f32),
) -> Vec<Example<N>> {
    let mut all = Vec::new();
    for set in sets {
        let from = all.len();
        let documents = set.documents.iter().enumerate();
        for (index, document) in documents.filter(|(index, _)| keep(*index)) {
            let views: &[View] = match (witnessed, index.is_multiple_of(2)) {
                (true, _) => &[View::Witnessed],
                (false, true) => &[View::InOrder, View::Shuffled],
                (false, false) => &[View::InOrder],
            };
            for view in views.iter().filter(|view| view.shows(document)) {
                let (seen, candidates) = view.of(index, document, model);
                let gold = seen.gold();
                all.extend(candidates.iter().map(|candidate| {
                    let (features, start) = of(candidate);
                    Example {
                        features,
                        start,
                        link: gold.contains(&(candidate.left, candidate.right)),
                        weight: 1.0,
                    }
                }));
            }
        }
        let links = all[from..].iter().filter(|example| example.link).count();
        let weight = (2000.0 / links.max(1) as f32).powf(0.75);
        for example in &mut all[from..] {
            example.weight = weight;
        }
    }
    all
}

/// Which looks are fitted; the others stay as the program has them.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Looks {
    All,
    Third,
}

fn fitted(sets: &[Set], looks: Looks, keep: impl Fn(usize) -> bool + Copy) -> Model {
    let mut model = Model {
        third: [0.0; TESTIMONY],
        ..Model::FITTED
    };
    if looks == Looks::All {
        let of = |c: &Candidate| (doubled(&c.features, c.closeness), 0.0);
        let first = examples::<{ 2 * FEATURES }>(sets, &model, keep, false, of);
        model.first = halves(fit(&first));
        let of = |c: &Candidate| (doubled(&c.context, c.closeness), 0.0);
        let second = examples::<{ 2 * CONTEXT }>(sets, &model, keep, false, of);
        model.second = halves(fit(&second));
    }
    // Without weights the third look leaves the second's judgement as it is; from that it starts.
    let of = |c: &Candidate| (c.testimony, log_odds(c.probability));
    model.third = fit(&examples(sets, &model, keep, true, of));
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

const FOLDS: usize = 4;

/// The score of what is seen of a set, each document judged by the model that `model` has for its index.
fn score<'m>(
    set: &Set,
    view: View,
    model: impl Fn(usize) -> &'m Model,
    threshold: Threshold,
) -> Option<Score> {
    let mut total = None;
    let documents = set.documents.iter().enumerate();
    for (index, document) in documents.filter(|(_, document)| view.shows(document)) {
        let (seen, candidates) = view.of(index, document, model(index));
        let best = Best::new(&candidates, seen.a.len(), seen.b.len());
        let links = candidates.iter().filter(|c| best.is_link(c, threshold));
        let said = links.map(|c| (c.left, c.right)).collect();
        let total = total.get_or_insert_with(Score::default);
        total.add(&said, &seen.gold());
    }
    total
}

/// Prints F1 over the links of every set for some thresholds.
fn print_scores<'m>(sets: &[Set], model: impl Fn(usize) -> &'m Model + Copy) {
    let thresholds = [0.3, 0.35, 0.4, 0.45].into_iter();
    for (far, near) in thresholds.flat_map(|far| [0.4, 0.55].map(|near| (far, near))) {
        let threshold = Threshold { far, near };
        print!("threshold {far:.2} to {near:.2}:");
        for set in sets {
            for view in [View::InOrder, View::Shuffled, View::Alone, View::Witnessed] {
                if let Some(score) = score(set, view, model, threshold) {
                    print!("  {}{} {:.3}", set.name, view.mark(), score.figures().2);
                }
            }
        }
        println!();
    }
}

/// Prints what the fit reaches on documents that it has not seen and on those that it has, and the weights.
pub(crate) fn report(sets: &[Set], looks: Looks) {
    let models: Vec<Model> = (0..FOLDS)
        .map(|fold| fitted(sets, looks, move |index| index % FOLDS != fold))
        .collect();
    println!("unseen");
    print_scores(sets, |index| &models[index % FOLDS]);
    let all = fitted(sets, looks, |_| true);
    println!("fitted");
    print_scores(sets, |_| &all);
    println!("{all:#?}");
}
