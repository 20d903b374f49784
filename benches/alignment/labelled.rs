//! Labelled pairs of texts, and the score of links said against links labelled.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use newsread::compare::align::Model;
use newsread::compare::candidate::Candidate;
use newsread::compare::witness::candidates_with;
use newsread::compare::{Comparison, Text, compare, compare_with};
use newsread::library::load::{Progress, load};
use newsread::text::Sentence;
use serde::Deserialize;

use crate::moved::MovedSpan;

#[derive(Deserialize, Default, Clone)]
pub(crate) struct Document {
    pub(crate) a: Vec<String>,
    pub(crate) b: Vec<String>,
    pub(crate) gold: Vec<(usize, usize)>,
    #[serde(default)]
    pub(crate) par_a: Vec<usize>,
    #[serde(default)]
    pub(crate) par_b: Vec<usize>,
    #[serde(default)]
    pub(crate) lang: Option<String>,
    /// The links as groups of sentences, where the labels say so.
    #[serde(default)]
    pub(crate) groups: Vec<(Vec<usize>, Vec<usize>)>,
    /// Other versions of the story, each as its sentences.
    #[serde(default)]
    pub(crate) witnesses: Vec<Vec<String>>,
    /// The texts as they stood, and passages of them that a person marked as moved.
    #[serde(default)]
    pub(crate) a_text: String,
    #[serde(default)]
    pub(crate) b_text: String,
    #[serde(default)]
    pub(crate) moved_spans: Vec<MovedSpan>,
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

    /// Adds another pair's sentences behind one's own; the links are left out.
    pub(crate) fn append(&mut self, other: &Self) {
        self.a.extend_from_slice(&other.a);
        self.b.extend_from_slice(&other.b);
    }

    pub(crate) fn truncate(&mut self, sentences: usize) {
        self.a.truncate(sentences);
        self.b.truncate(sentences);
    }

    fn sides(&self) -> (Text<'_>, Text<'_>) {
        let language = self.lang.as_deref();
        (
            Self::side(&self.a, &self.par_a, language),
            Self::side(&self.b, &self.par_b, language),
        )
    }

    fn others(&self) -> Vec<Text<'_>> {
        let witness = |sentences| Self::side(sentences, &[], self.lang.as_deref());
        self.witnesses.iter().map(|text| witness(text)).collect()
    }

    pub(crate) fn candidates(&self, model: &Model) -> Vec<Candidate> {
        let (left, right) = self.sides();
        candidates_with(&left, &right, &[], model)
    }

    /// The candidates when the other versions have been heard.
    pub(crate) fn witnessed(&self, model: &Model) -> Vec<Candidate> {
        let (left, right) = self.sides();
        candidates_with(&left, &right, &self.others(), model)
    }

    /// The comparison when the other versions have been heard.
    pub(crate) fn compare_with(&self) -> Comparison {
        let (left, right) = self.sides();
        compare_with(&left, &right, &self.others())
    }

    pub(crate) fn compare(&self) -> Comparison {
        let (left, right) = self.sides();
        compare(&left, &right)
    }

    pub(crate) fn gold(&self) -> HashSet<(usize, usize)> {
        self.gold.iter().copied().collect()
    }

    /// The same pair with the right text's blocks of `size` sentences in another order.
    pub(crate) fn shuffled(&self, size: usize, seed: u64) -> Self {
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
            lang: self.lang.clone(),
            ..Self::default()
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
pub(crate) struct Score {
    pub(crate) hit: usize,
    pub(crate) said: usize,
    pub(crate) gold: usize,
}

impl Score {
    pub(crate) fn add(&mut self, said: &HashSet<(usize, usize)>, gold: &HashSet<(usize, usize)>) {
        self.hit += said.intersection(gold).count();
        self.said += said.len();
        self.gold += gold.len();
    }

    pub(crate) fn figures(self) -> (f64, f64, f64) {
        let ratio = |a: usize, b: usize| if b == 0 { 0.0 } else { a as f64 / b as f64 };
        (
            ratio(self.hit, self.said),
            ratio(self.hit, self.gold),
            ratio(2 * self.hit, self.said + self.gold),
        )
    }
}

/// The score of what the program itself says in its comparisons.
pub(crate) fn score<'a>(
    documents: impl IntoIterator<Item = &'a Document>,
    compare: impl Fn(&Document) -> Comparison,
) -> Score {
    let mut score = Score::default();
    for document in documents {
        let links = compare(document).links;
        score.add(
            &links
                .into_iter()
                .map(|link| (link.left, link.right))
                .collect(),
            &document.gold(),
        );
    }
    score
}

pub(crate) struct Set {
    pub(crate) name: String,
    pub(crate) documents: Vec<Document>,
}

/// Every set of `folder/alignment`, and the golden pairs of the project itself.
pub(crate) fn sets(folder: &Path) -> Vec<Set> {
    let files = fs::read_dir(folder.join("alignment"))
        .into_iter()
        .flatten()
        .flatten();
    let mut paths: Vec<PathBuf> = files.map(|file| file.path()).collect();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "jsonl")
    });
    paths.sort();
    let set = |path: &PathBuf| {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        Set {
            name,
            documents: read(path),
        }
    };
    let mut sets: Vec<Set> = paths.iter().map(set).collect();
    sets.push(Set {
        name: "golden".to_owned(),
        documents: golden(),
    });
    sets.retain(|set| !set.documents.is_empty());
    sets
}

/// The golden pairs of `tests/golden`, whose notes name the links.
fn golden() -> Vec<Document> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut folders: Vec<PathBuf> = fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    folders.sort();
    folders
        .iter()
        .filter(|folder| folder.is_dir())
        .filter_map(|folder| golden_pair(folder))
        .collect()
}

fn golden_pair(folder: &Path) -> Option<Document> {
    let notes = fs::read_to_string(folder.join("notes.txt")).ok()?;
    let link = |line: &str| {
        let (left, right) = line.strip_prefix("link ")?.split_once(' ')?;
        Some((left.parse().ok()?, right.parse().ok()?))
    };
    let side = |name: &str| {
        let loaded = load(&[folder.join(name)], &Progress::default());
        let text = loaded.library.articles().first()?.latest().clone();
        let (paragraphs, sentences): (Vec<usize>, Vec<String>) = text
            .sentences()
            .iter()
            .map(|sentence| (sentence.paragraph, sentence.text.to_owned()))
            .unzip();
        Some((paragraphs, sentences, text.language))
    };
    let (par_a, a, lang) = side("left.txt")?;
    let (par_b, b, _) = side("right.txt")?;
    Some(Document {
        a,
        b,
        gold: notes.lines().filter_map(link).collect(),
        par_a,
        par_b,
        lang,
        ..Document::default()
    })
}
