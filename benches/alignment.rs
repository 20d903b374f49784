//! How well the engine aligns labelled rewrites, and the fit of its weights.
//!
//! `NEWSREAD_DATA=DIR cargo bench --bench alignment` prints a table; `… -- fit` fits the weights of
//! [`newsread::compare::align::Model`] by cross-validation over documents and prints them. DIR holds
//! `alignment/*.jsonl`, one document a line: `{"a": [sentence], "b": [sentence], "gold": [[left, right]]}`,
//! optionally `par_a` and `par_b`, the paragraph of each sentence.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use newsread::compare::align::{CONTEXT, Candidate, Model, candidates};
use newsread::compare::similarity::FEATURES;
use newsread::compare::{Conflict, Text, Weight, compare};
use newsread::text::Sentence;
use serde::Deserialize;

#[derive(Deserialize)]
struct Document {
    a: Vec<String>,
    b: Vec<String>,
    gold: Vec<(usize, usize)>,
    #[serde(default)]
    par_a: Vec<usize>,
    #[serde(default)]
    par_b: Vec<usize>,
    #[serde(default)]
    lang: Option<String>,
}

impl Document {
    fn side<'a>(
        sentences: &'a [String],
        paragraphs: &[usize],
        language: Option<&'a str>,
    ) -> Text<'a> {
        let sentence = |(index, text): (usize, &'a String)| Sentence {
            paragraph: paragraphs.get(index).copied().unwrap_or(0),
            text,
        };
        Text {
            sentences: sentences.iter().enumerate().map(sentence).collect(),
            language,
            ..Text::default()
        }
    }

    fn candidates(&self, model: &Model) -> Vec<Candidate> {
        let left = Self::side(&self.a, &self.par_a, self.lang.as_deref());
        let right = Self::side(&self.b, &self.par_b, self.lang.as_deref());
        candidates(&left, &right, model)
    }

    fn gold(&self) -> HashSet<(usize, usize)> {
        self.gold.iter().copied().collect()
    }

    /// The same pair with the right text's blocks of `size` sentences in another order.
    fn shuffled(&self, size: usize, seed: u64) -> Self {
        let mut blocks: Vec<Vec<usize>> = (0..self.b.len())
            .collect::<Vec<_>>()
            .chunks(size)
            .map(<[usize]>::to_vec)
            .collect();
        let mut state = seed | 1;
        for last in (1..blocks.len()).rev() {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            blocks.swap(last, usize::try_from(state >> 33).unwrap_or(0) % (last + 1));
        }
        let order: Vec<usize> = blocks.concat();
        let place = |old: usize| order.iter().position(|&at| at == old).unwrap_or(old);
        Self {
            a: self.a.clone(),
            b: order.iter().map(|&at| self.b[at].clone()).collect(),
            gold: self.gold.iter().map(|&(i, j)| (i, place(j))).collect(),
            par_a: self.par_a.clone(),
            par_b: Vec::new(),
            lang: self.lang.clone(),
        }
    }
}

fn read(path: &Path) -> Vec<Document> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect()
}

#[derive(Default, Clone, Copy)]
struct Score {
    hit: usize,
    said: usize,
    gold: usize,
}

impl Score {
    fn add(&mut self, said: &HashSet<(usize, usize)>, gold: &HashSet<(usize, usize)>) {
        self.hit += said.intersection(gold).count();
        self.said += said.len();
        self.gold += gold.len();
    }

    fn figures(self) -> (f64, f64, f64) {
        let ratio = |a: usize, b: usize| if b == 0 { 0.0 } else { a as f64 / b as f64 };
        (
            ratio(self.hit, self.said),
            ratio(self.hit, self.gold),
            ratio(2 * self.hit, self.said + self.gold),
        )
    }
}

fn score(documents: &[Document], model: &Model) -> Score {
    let mut score = Score::default();
    for document in documents {
        let said = document
            .candidates(model)
            .into_iter()
            .filter(|c| c.probability >= model.threshold)
            .map(|c| (c.left, c.right))
            .collect();
        score.add(&said, &document.gold());
    }
    score
}

struct Set {
    name: &'static str,
    documents: Vec<Document>,
}

fn sets(folder: &Path) -> Vec<Set> {
    let mut sets = Vec::new();
    for name in [
        "porsimples_dev",
        "swipe_dev",
        "deplain_dev",
        "seeds",
        "golden",
    ] {
        let documents = read(&folder.join("alignment").join(format!("{name}.jsonl")));
        if documents.is_empty() {
            println!("{name}: not there, left out");
            continue;
        }
        sets.push(Set { name, documents });
    }
    sets
}

fn table(sets: &[Set], model: &Model) {
    println!(
        "{:<28} {:>9} {:>9} {:>9}",
        "links", "precision", "recall", "F1"
    );
    for set in sets {
        let print = |name: &str, documents: &[Document]| {
            let (p, r, f) = score(documents, model).figures();
            println!("{name:<28} {p:>9.3} {r:>9.3} {f:>9.3}");
        };
        print(set.name, &set.documents);
        if matches!(set.name, "porsimples_dev" | "swipe_dev") {
            let shuffled: Vec<Document> = set
                .documents
                .iter()
                .zip(1..)
                .map(|(d, seed)| d.shuffled(4, seed))
                .collect();
            print(&format!("{} shuffled", set.name), &shuffled);
        }
    }
}

/// Prints every link that is wrong or missing.
fn misses(set: &Set) {
    for document in &set.documents {
        let gold = document.gold();
        println!("--- {}", document.a.first().map_or("", String::as_str));
        for candidate in document.candidates(&Model::FITTED) {
            let link = (candidate.left, candidate.right);
            let said = candidate.probability >= Model::FITTED.threshold;
            if said != gold.contains(&link) {
                let word = if said { "wrong" } else { "missed" };
                println!(
                    "{word} {:.2} {:.2} {link:?}\n  {}\n  {}",
                    candidate.first, candidate.probability, document.a[link.0], document.b[link.1]
                );
            }
        }
    }
}

/// One training example: features, whether it is a link, weight.
type Example<const N: usize> = ([f32; N], bool, f32);

fn fit<const N: usize>(examples: &[Example<N>]) -> [f32; N] {
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

fn solve<const N: usize>(mut matrix: Vec<[f64; N]>, mut vector: [f64; N]) -> [f64; N] {
    for pivot in 0..N {
        let best = (pivot..N)
            .max_by(|&a, &b| matrix[a][pivot].abs().total_cmp(&matrix[b][pivot].abs()))
            .unwrap_or(pivot);
        matrix.swap(pivot, best);
        vector.swap(pivot, best);
        for row in pivot + 1..N {
            let factor = matrix[row][pivot] / matrix[pivot][pivot];
            for column in pivot..N {
                matrix[row][column] -= factor * matrix[pivot][column];
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

fn examples<const N: usize>(
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

fn fitted(sets: &[Set], keep: impl Fn(usize) -> bool + Copy) -> Model {
    let mut model = Model {
        first: [0.0; FEATURES],
        second: [0.0; CONTEXT],
        threshold: 0.5,
    };
    model.first = fit(&examples(sets, &model, keep, |c| c.features));
    model.second = fit(&examples(sets, &model, keep, |c| c.context));
    model
}

fn cross_validate(sets: &[Set]) {
    const FOLDS: usize = 4;
    let models: Vec<Model> = (0..FOLDS)
        .map(|fold| fitted(sets, move |index| index % FOLDS != fold))
        .collect();
    for threshold in [0.35, 0.4, 0.45, 0.5, 0.55] {
        print!("threshold {threshold:.2}:");
        for set in sets {
            for shuffle in [false, true] {
                let mut total = Score::default();
                for (index, document) in set.documents.iter().enumerate() {
                    let mut model = models[index % FOLDS].clone();
                    model.threshold = threshold;
                    let one = if shuffle {
                        document.shuffled(4, index as u64 + 99)
                    } else {
                        document.shuffled(usize::MAX, 1)
                    };
                    let said = one
                        .candidates(&model)
                        .into_iter()
                        .filter(|c| c.probability >= threshold)
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

#[derive(Deserialize)]
struct Planted {
    #[serde(rename = "type")]
    kind: String,
    a: String,
    b: String,
}

fn sentence(text: &str) -> Text<'_> {
    Text {
        sentences: vec![Sentence { paragraph: 0, text }],
        ..Text::default()
    }
}

/// Planted changes found with the right kind, and untouched rewrites on which something contradicts.
fn conflicts(folder: &Path, verbose: bool) {
    let text =
        std::fs::read_to_string(folder.join("conflicts/planted_dev.jsonl")).unwrap_or_default();
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for line in text.lines() {
        let Ok(pair) = serde_json::from_str::<Planted>(line) else {
            continue;
        };
        let comparison = compare(&sentence(&pair.a), &sentence(&pair.b));
        let found: Vec<_> = comparison
            .rows
            .iter()
            .flat_map(|row| &row.conflicts)
            .collect();
        let kind = |conflict: &Conflict| format!("{:?}", conflict.kind).to_lowercase();
        let hit = match pair.kind.as_str() {
            "control" => found
                .iter()
                .any(|conflict| conflict.weight == Weight::Contradicts),
            planted => found.iter().any(|conflict| kind(conflict) == planted),
        };
        let count = counts.entry(pair.kind.clone()).or_default();
        count.0 += usize::from(hit);
        count.1 += 1;
        if verbose && hit == (pair.kind == "control") {
            let said: Vec<_> = found
                .iter()
                .map(|c| {
                    format!(
                        "{} {:?}: {} / {}",
                        kind(c),
                        c.weight,
                        c.left.text,
                        c.right.text
                    )
                })
                .collect();
            println!(
                "{}: rows {} {said:?}\n  {}\n  {}",
                pair.kind,
                comparison.rows.len(),
                pair.a,
                pair.b
            );
        }
    }
    println!("{:<28} {:>9} {:>9}", "planted conflicts", "found", "of");
    for (kind, (hit, of)) in counts {
        println!(
            "{kind:<28} {hit:>9} {of:>9} {:>9.3}",
            hit as f64 / of as f64
        );
    }
}

fn main() {
    let Some(folder) = std::env::var_os("NEWSREAD_DATA") else {
        println!("alignment: NEWSREAD_DATA names no folder of labelled texts; nothing is measured");
        return;
    };
    let sets = sets(Path::new(&folder));
    if std::env::args().any(|arg| arg == "fit") {
        cross_validate(&sets);
        let model = fitted(&sets, |_| true);
        println!("{model:#?}");
        table(&sets, &model);
    } else {
        table(&sets, &Model::FITTED);
        if let Some(name) =
            std::env::args().find_map(|arg| arg.strip_prefix("misses=").map(str::to_owned))
        {
            sets.iter().filter(|set| set.name == name).for_each(misses);
        }
        conflicts(
            Path::new(&folder),
            std::env::args().any(|arg| arg == "verbose"),
        );
    }
}
