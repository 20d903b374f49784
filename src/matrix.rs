//! What each version of a story says and leaves out: all sentences of all versions, gathered into claims.
//!
//! # How
//!
//! 1. Every two versions are judged by the engine: how likely is it that these two sentences say the same
//!    thing? ([`evidence`])
//! 2. A third version bears witness. Where sentence A of one version and B of another both have a counterpart in
//!    a third, and it is the same one, that speaks for A and B however few words they share; where it is not, it
//!    speaks against them. A path is as strong as its weaker half, and weighs as much as the counterparts are
//!    sure, so that half-likenesses alone join nothing.
//! 3. Sentences become claims as long as, on average over all pairs of two versions, more speaks for a claim
//!    than against it; then each sentence moves to where it fits best. ([`cluster`]) Sentences of one version
//!    speak neither for nor against each other: an editor splits and joins.
//! 4. The facts on which two versions conflict are joined to one dispute for each slot of a claim. ([`dispute`])
//!
//! The pages are judged in the order of their ids, so that the claims are the same in whatever order they come;
//! that order decides only about how claims stand and which of equals stands for the rest.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::compare::{self, Comparison, ConflictKind, Text, Weight};
use crate::version::Page;

mod cluster;
mod dispute;
mod evidence;
mod ground;
mod order;
mod spokesman;

use evidence::Evidence;
use ground::Ground;

/// How likely it must be that a version says a claim for the claim not to be marked as unsure there.
const SURE: f32 = 0.6;

/// A sentence of one of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Index of the page.
    pub page: usize,
    /// Index of the sentence in it.
    pub sentence: usize,
}

/// A fact of a claim on which the versions do not agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// What kind of fact.
    pub kind: ConflictKind,
    /// Whether two of the values cannot both be true.
    pub weight: Weight,
    /// The words of each page that gives the fact, at least two; pages that agree have the same words.
    pub values: BTreeMap<usize, String>,
}

/// One thing that is said, by one version or by several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The sentence that stands for all of it.
    pub spokesman: Place,
    /// The sentences that say it, by page, each list ascending and never empty.
    pub sentences: BTreeMap<usize, Vec<usize>>,
    /// The pages of which it is likely, not sure, that they say it.
    pub unsure: BTreeSet<usize>,
    /// Where the pages conflict, in the order of the first of them that gives the fact.
    pub disputes: Vec<Dispute>,
}

impl Claim {
    /// Whether the page gives a fact that another contradicts, or gives otherwise.
    pub fn is_disputed_in(&self, page: usize) -> bool {
        self.disputes
            .iter()
            .any(|dispute| dispute.values.contains_key(&page))
    }

    /// Its first mention: the first sentence of the first page that says it.
    fn first(&self) -> Option<Place> {
        let (&page, sentences) = self.sentences.first_key_value()?;
        let &sentence = sentences.first()?;
        Some(Place { page, sentence })
    }
}

/// The claims of some pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matrix {
    /// The claims in order of first mention, page by page; each sentence of each page stands in exactly one.
    pub claims: Vec<Claim>,
}

impl Matrix {
    /// Compares every two of `pages` and gathers what they say; takes milliseconds for a pair of pages.
    pub fn new(pages: &[Page]) -> Self {
        let mut filed: Vec<usize> = (0..pages.len()).collect();
        filed.sort_by_key(|&page| (pages[page].version.article, pages[page].version.revision));
        let texts: Vec<Text<'_>> = filed.iter().map(|&page| pages[page].text()).collect();
        let pairs = pairs(&texts);
        let ground = Ground::new(texts.iter().map(|text| text.sentences.len()));
        let evidence = Evidence::new(&ground, &pairs);
        let clusters = cluster::cluster(&ground, &evidence);
        let disputes = dispute::disputes(&ground, &clusters, &pairs, &texts);
        let claims = clusters.into_iter().zip(disputes);
        let claims = claims.map(|(members, disputes)| {
            let spokesman = spokesman::choose(&members, &ground, &evidence, &texts);
            let claim = Claim {
                spokesman: ground.place(spokesman),
                sentences: ground.by_page(&members),
                unsure: unsure(&members, spokesman, &ground, &evidence),
                disputes,
            };
            claim.on(&filed)
        });
        let mut claims: Vec<Claim> = claims.collect();
        claims.sort_by_key(Claim::first);
        Self { claims }
    }

    /// The claims as they read best, as indices: those of the first page in its order, and each that a later
    /// page adds behind the one which that page says before it.
    pub fn reading_order(&self) -> Vec<usize> {
        order::reading_order(&self.claims)
    }
}

impl Claim {
    /// The same claim, with each page under the index that `filed` has for it.
    fn on(self, filed: &[usize]) -> Self {
        let dispute = |dispute: Dispute| Dispute {
            values: moved(dispute.values, filed),
            ..dispute
        };
        let mut disputes: Vec<Dispute> = self.disputes.into_iter().map(dispute).collect();
        disputes.sort_by_key(|dispute| dispute.values.keys().next().copied());
        Self {
            spokesman: Place {
                page: filed[self.spokesman.page],
                ..self.spokesman
            },
            sentences: moved(self.sentences, filed),
            unsure: self.unsure.into_iter().map(|page| filed[page]).collect(),
            disputes,
        }
    }
}

fn moved<T>(by_page: BTreeMap<usize, T>, filed: &[usize]) -> BTreeMap<usize, T> {
    let mut moved = BTreeMap::new();
    for (page, value) in by_page {
        moved.insert(filed[page], value);
    }
    moved
}

/// Two texts judged against each other.
struct Pair {
    /// Indices of the texts, the lower first.
    texts: (usize, usize),
    /// Sentences of the two, and how likely it is that they say the same, 0 to 1.
    likenesses: Vec<(usize, usize, f32)>,
    /// What the engine says of the two.
    comparison: Comparison,
}

/// Every two texts, in order.
fn pairs(texts: &[Text<'_>]) -> Vec<Pair> {
    let all = (0..texts.len()).flat_map(|a| (a + 1..texts.len()).map(move |b| (a, b)));
    let all: Vec<(usize, usize)> = all.collect();
    all.into_par_iter()
        .map(|(a, b)| Pair {
            texts: (a, b),
            likenesses: evidence::likenesses(&texts[a], &texts[b]),
            comparison: compare::compare(&texts[a], &texts[b]),
        })
        .collect()
}

/// The pages whose sentences are not surely alike to any of another page's; the page of the spokesman says what
/// it says.
fn unsure(
    members: &[usize],
    spokesman: usize,
    ground: &Ground,
    evidence: &Evidence,
) -> BTreeSet<usize> {
    let mut best: BTreeMap<usize, f32> = BTreeMap::new();
    for &member in members {
        let others = members.iter().map(|&other| evidence.likely(member, other));
        let near = best.entry(ground.page(member)).or_default();
        *near = others.fold(*near, f32::max);
    }
    best.remove(&ground.page(spokesman));
    let doubtful = best.into_iter().filter(|(_, near)| *near < SURE);
    doubtful.map(|(page, _)| page).collect()
}

#[cfg(test)]
mod tests;
