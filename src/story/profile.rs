//! Weighs the terms of every article by how rare they are, in the library and in news at large.

use rapidhash::RapidHashMap;
use rayon::prelude::*;

use super::terms::{Kind, Term};

/// For how many articles the knowledge of news at large counts beside the library's own.
const PRIOR: f32 = 500.0;
/// The least share of news articles taken to hold a plain word: only names are rarer.
const PLAIN_WORD: f32 = 0.01;
/// How much more a name or number says than a word as rare.
const NAMED: f32 = 1.5;
/// A term that more articles than this share hold pins down no event.
const PINNING: f32 = 0.01;

/// One weighed term of an article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weight {
    /// Index into the library's terms.
    pub(super) term: u32,
    /// Its part of the article's unit vector.
    pub(super) value: f32,
    /// Whether the body says it, not the headline alone.
    pub(super) in_body: bool,
}

/// What the library as a whole knows of a term.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// What names it in every article.
    pub(super) key: u64,
    /// What it is made of.
    pub(super) kind: Kind,
    /// How many articles hold it.
    pub(super) articles: u32,
    capitals: i32,
    share: f32,
}

impl Known {
    fn new(term: &Term) -> Self {
        Self {
            key: term.key,
            kind: term.kind,
            articles: 0,
            capitals: 0,
            share: 0.0,
        }
    }

    /// Takes note of the term in one more article.
    fn count(&mut self, term: &Term) {
        self.articles += 1;
        self.capitals += term.capitals.signum();
        self.share = self.share.max(term.share);
    }

    /// Whether it names a person, place or thing.
    pub(super) fn is_name(&self) -> bool {
        self.kind == Kind::FullName || (self.kind == Kind::Word && self.capitals > 0)
    }

    /// Whether sharing it points to one event: a rare name, place or number.
    pub(super) fn pins_down(&self) -> bool {
        (self.is_name() || self.kind == Kind::Number) && self.share < PINNING
    }

    /// What it says, in a library of `all` articles.
    fn weight(&self, all: f32) -> f32 {
        let is_plain = self.kind == Kind::Word && !self.is_name();
        let share = self.share.max(if is_plain { PLAIN_WORD } else { 0.0 });
        let seen = count(self.articles as usize);
        let rarity = ((all + PRIOR) / (seen + PRIOR * share)).ln().max(0.0);
        match self.kind {
            Kind::Number => rarity * NAMED,
            Kind::Word if self.is_name() => rarity * NAMED,
            Kind::Word | Kind::FullName => rarity,
        }
    }
}

/// A library's articles as unit vectors over its terms.
#[derive(Debug, Default)]
pub(super) struct Profiles {
    /// The library's terms, sorted by key.
    pub(super) known: Vec<Known>,
    /// The weighed terms of each article, sorted by term.
    pub(super) articles: Vec<Vec<Weight>>,
}

/// Weighs the terms of a library's articles.
pub(super) fn weigh(articles: &[Vec<Term>]) -> Profiles {
    let known = count_terms(articles);
    let weights: Vec<f32> = known
        .iter()
        .map(|term| term.weight(count(articles.len())))
        .collect();
    let places: RapidHashMap<u64, u32> = known.iter().map(|term| term.key).zip(0..).collect();
    let articles = articles
        .par_iter()
        .map(|terms| {
            let weighed = terms.iter().map(|term| {
                let place = places[&term.key];
                Weight {
                    term: place,
                    value: (1.0 + term.count).ln() * weights[place as usize],
                    in_body: term.in_body,
                }
            });
            to_unit(weighed.collect())
        })
        .collect();
    Profiles { known, articles }
}

/// What the library knows of each of its terms, sorted by key.
fn count_terms(articles: &[Vec<Term>]) -> Vec<Known> {
    let mut counted: RapidHashMap<u64, Known> = RapidHashMap::default();
    for term in articles.iter().flatten() {
        counted
            .entry(term.key)
            .or_insert_with(|| Known::new(term))
            .count(term);
    }
    let mut known: Vec<Known> = counted.into_values().collect();
    known.sort_unstable_by_key(|term| term.key);
    known
}

/// Scales a vector to the length 1, without what weighs nothing.
fn to_unit(mut weights: Vec<Weight>) -> Vec<Weight> {
    weights.retain(|weight| weight.value > 0.0);
    let length = weights
        .iter()
        .map(|weight| weight.value * weight.value)
        .sum::<f32>()
        .sqrt();
    for weight in &mut weights {
        weight.value /= length;
    }
    weights
}

/// A count as a number to reckon with.
#[expect(
    clippy::cast_precision_loss,
    reason = "a count of articles is far below 2^24"
)]
pub(super) fn count(number: usize) -> f32 {
    number as f32
}
