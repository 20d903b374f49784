//! How well the claims of a story are found in labelled versions of it.
//!
//! Reads each `*.json` file in the folder `claims` of the folder that `NEWSREAD_DATA` names: one story,
//! `{"versions": [{"sentences": [{"text", "paragraph": int, "claims": [label]}]}]}`, where a version may have
//! `title`, `published` (a day) and `language` too. Two sentences are one claim where they share a label. Each
//! story is measured whole and, for as many versions as are fewer, over all choices of them.

#![expect(clippy::cast_precision_loss, reason = "counts are small")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use newsread::compare::compare;
use newsread::library::ArticleId;
use newsread::matrix::{Claim, Matrix, Place};
use newsread::text::clean::Cleaned;
use newsread::text::moment::Moment;
use newsread::version::{Page, Version};
use serde::Deserialize;

/// One labelled story.
#[derive(Debug, Deserialize)]
struct Story {
    versions: Vec<Labelled>,
}

/// One labelled version.
#[derive(Debug, Deserialize)]
struct Labelled {
    title: Option<String>,
    published: Option<chrono::NaiveDate>,
    language: Option<String>,
    sentences: Vec<Sentence>,
}

#[derive(Debug, Deserialize)]
struct Sentence {
    text: String,
    #[serde(default)]
    paragraph: usize,
    #[serde(default)]
    claims: BTreeSet<String>,
}

impl Labelled {
    fn page(&self, id: u64) -> Page {
        let sentence = |sentence: &Sentence| (sentence.paragraph, sentence.text.clone());
        Page {
            version: Version {
                article: ArticleId(id),
                revision: 0,
            },
            source: format!("version {id}"),
            source_unknown: false,
            revision_number: None,
            author: None,
            published: self.published.map(Moment::Day),
            title: self.title.clone().unwrap_or_default(),
            title_derived: self.title.is_none(),
            language: self.language.clone(),
            sentences: self.sentences.iter().map(sentence).collect(),
            cleaned: Cleaned::default(),
        }
    }
}

/// Some versions of a story, and what is found in them.
struct Trial<'a> {
    labelled: Vec<&'a Labelled>,
    pages: Vec<Page>,
    matrix: Matrix,
}

/// Pairs of sentences of different versions, the lower place first.
type Pairs = BTreeSet<(Place, Place)>;

impl<'a> Trial<'a> {
    fn new(labelled: Vec<&'a Labelled>) -> Self {
        let pages: Vec<Page> = (0..)
            .zip(&labelled)
            .map(|(id, version)| version.page(id))
            .collect();
        Self {
            labelled,
            matrix: Matrix::new(&pages),
            pages,
        }
    }

    fn places(&self) -> Vec<Place> {
        let places = |(page, version): (usize, &&Labelled)| {
            let sentences = 0..version.sentences.len();
            sentences.map(move |sentence| Place { page, sentence })
        };
        self.labelled.iter().enumerate().flat_map(places).collect()
    }

    fn are_one(&self, a: Place, b: Place) -> bool {
        let labels = |place: Place| &self.labelled[place.page].sentences[place.sentence].claims;
        a == b || !labels(a).is_disjoint(labels(b))
    }

    fn gold(&self) -> Pairs {
        across(&self.places(), |a, b| self.are_one(a, b))
    }

    /// What the claims join.
    fn said(&self) -> Pairs {
        let claims = self.matrix.claims.iter();
        claims
            .flat_map(|claim| across(&places(claim), |_, _| true))
            .collect()
    }

    /// What the comparisons of every two versions link.
    fn linked(&self) -> Pairs {
        let mut linked = Pairs::new();
        for (a, left) in self.pages.iter().enumerate() {
            for (b, right) in self.pages.iter().enumerate().skip(a + 1) {
                let links = compare(&left.text(), &right.text()).links;
                let place = |page, sentence| Place { page, sentence };
                linked.extend(
                    links
                        .iter()
                        .map(|link| (place(a, link.left), place(b, link.right))),
                );
            }
        }
        linked
    }

    /// For each sentence, what share of its claim belongs to it, and what share of its kin is in its claim.
    fn bcubed(&self, score: &mut Bcubed) {
        for claim in self.matrix.claims.iter().map(places) {
            for &place in &claim {
                let kin = |places: &[Place]| {
                    places.iter().filter(|&&p| self.are_one(place, p)).count() as f64
                };
                score.precision += kin(&claim) / claim.len() as f64;
                score.recall += kin(&claim) / kin(&self.places());
                score.sentences += 1.0;
            }
        }
    }

    /// How many cells of claims of several versions there are, and how many of them are right.
    fn cells(&self, unsure: bool, cells: &mut Ratio) {
        for claim in self
            .matrix
            .claims
            .iter()
            .filter(|claim| claim.sentences.len() > 1)
        {
            let all = places(claim);
            for &page in claim.sentences.keys() {
                if claim.unsure.contains(&page) == unsure {
                    let own = all.iter().filter(|place| place.page == page);
                    let right = own
                        .clone()
                        .any(|&a| all.iter().any(|&b| b.page != page && self.are_one(a, b)));
                    cells.of += 1;
                    cells.hits += usize::from(right);
                }
            }
        }
    }
}

fn places(claim: &Claim) -> Vec<Place> {
    let places = |(&page, sentences): (&usize, &Vec<usize>)| {
        let place = move |&sentence: &usize| Place { page, sentence };
        sentences.iter().map(place).collect::<Vec<_>>()
    };
    claim.sentences.iter().flat_map(places).collect()
}

fn across(places: &[Place], wanted: impl Fn(Place, Place) -> bool) -> Pairs {
    let mut pairs = Pairs::new();
    for &a in places {
        for &b in places.iter().filter(|b| b.page > a.page) {
            if wanted(a, b) {
                pairs.insert((a, b));
            }
        }
    }
    pairs
}

#[derive(Default)]
struct Ratio {
    hits: usize,
    of: usize,
}

impl Ratio {
    fn share(&self) -> f64 {
        self.hits as f64 / self.of.max(1) as f64
    }
}

#[derive(Default)]
struct Bcubed {
    precision: f64,
    recall: f64,
    sentences: f64,
}

#[derive(Default)]
struct Score {
    hits: usize,
    said: usize,
    gold: usize,
}

impl Score {
    fn add(&mut self, said: &Pairs, gold: &Pairs) {
        self.hits += said.intersection(gold).count();
        self.said += said.len();
        self.gold += gold.len();
    }

    fn row(&self, name: &str) {
        let ratio = |of: usize| self.hits as f64 / of.max(1) as f64;
        print_row(name, ratio(self.said), ratio(self.gold));
    }
}

fn print_row(name: &str, precision: f64, recall: f64) {
    let f1 = 2.0 * precision * recall / (precision + recall).max(f64::EPSILON);
    println!("  {name:<24} P {precision:.3}  R {recall:.3}  F1 {f1:.3}");
}

/// All choices of `size` of the first `of` numbers.
fn choices(of: usize, size: usize) -> Vec<Vec<usize>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let last = |last: usize| {
        let rest = choices(last, size - 1).into_iter();
        rest.map(move |mut choice| {
            choice.push(last);
            choice
        })
    };
    (size - 1..of).flat_map(last).collect()
}

fn report(name: &str, story: &Story) {
    for size in 2..=story.versions.len() {
        let (mut plain, mut claims, mut bcubed) =
            (Score::default(), Score::default(), Bcubed::default());
        let (mut sure, mut unsure, mut largest) = (Ratio::default(), Ratio::default(), 0);
        let choices = choices(story.versions.len(), size);
        for choice in &choices {
            let trial = Trial::new(
                choice
                    .iter()
                    .map(|&version| &story.versions[version])
                    .collect(),
            );
            let gold = trial.gold();
            plain.add(&trial.linked(), &gold);
            claims.add(&trial.said(), &gold);
            trial.bcubed(&mut bcubed);
            trial.cells(false, &mut sure);
            trial.cells(true, &mut unsure);
            largest = trial
                .matrix
                .claims
                .iter()
                .map(|claim| places(claim).len())
                .fold(largest, usize::max);
            if size == story.versions.len() && std::env::var_os("NEWSREAD_SHOW").is_some() {
                show(&trial);
            }
        }
        println!(
            "{name}: {size} of {} versions, {} choices",
            story.versions.len(),
            choices.len()
        );
        plain.row("links of every two");
        claims.row("claims");
        print_row(
            "claims, BCubed",
            bcubed.precision / bcubed.sentences,
            bcubed.recall / bcubed.sentences,
        );
        println!(
            "  cells that are right: {:.3} of {} sure, {:.3} of {} unsure; the largest claim has {largest} sentences",
            sure.share(),
            sure.of,
            unsure.share(),
            unsure.of
        );
    }
}

/// Prints the claims with the labels of their sentences.
fn show(trial: &Trial<'_>) {
    for index in trial.matrix.reading_order() {
        let claim = &trial.matrix.claims[index];
        let spokesman = claim.spokesman;
        println!(
            "- {}",
            trial.pages[spokesman.page].sentence(spokesman.sentence)
        );
        for place in places(claim) {
            let doubt = if claim.unsure.contains(&place.page) {
                "?"
            } else {
                ""
            };
            let labels = &trial.labelled[place.page].sentences[place.sentence].claims;
            println!(
                "    {}:{}{doubt} {labels:?} {}",
                place.page,
                place.sentence,
                trial.pages[place.page].sentence(place.sentence)
            );
        }
        for dispute in &claim.disputes {
            println!("    ! {dispute:?}");
        }
    }
}

fn read(path: &Path) -> Story {
    let text = std::fs::read_to_string(path).expect("a file with a labelled story");
    serde_json::from_str(&text).expect("a labelled story")
}

fn main() {
    let folder =
        std::env::var_os("NEWSREAD_DATA").map(|folder| PathBuf::from(folder).join("claims"));
    let Some(entries) = folder.and_then(|folder| std::fs::read_dir(folder).ok()) else {
        println!(
            "skipped: NEWSREAD_DATA names no folder with labelled stories in its folder claims"
        );
        return;
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "json")
    });
    files.sort();
    for file in files {
        report(
            &file.file_stem().unwrap_or_default().to_string_lossy(),
            &read(&file),
        );
    }
}
