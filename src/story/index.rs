//! Which articles are worth comparing: those that share rare terms, found without looking at all pairs.

use rayon::prelude::*;

use super::profile::{Profiles, Weight};

/// How many places of the index are looked up for one article, its rarest terms first.
const LOOKUPS: usize = 10_000;
/// How many others one article is compared with, the most promising.
const CANDIDATES: usize = 128;
/// Two articles less alike than this are nowhere near one story.
const UNLIKE: f32 = 0.03;
/// And less than this is no promise, as far as their rarest terms tell.
const UNPROMISING: f32 = UNLIKE / 2.0;

/// Two articles by their places, and how alike they are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pair {
    /// The place of the one.
    pub(super) left: u32,
    /// The place of the other, which is later.
    pub(super) right: u32,
    /// The cosine of their profiles, 0 to 1.
    pub(super) likeness: f32,
}

/// The pairs of articles that are alike to any degree, in order.
pub(super) fn pairs(profiles: &Profiles) -> Vec<Pair> {
    let promising = promising_pairs(profiles);
    promising
        .par_chunk_by(|a, b| a.0 == b.0)
        .map_init(
            || vec![0.0; profiles.known.len()],
            |values, pairs| likenesses(profiles, pairs, values),
        )
        .flatten_iter()
        .filter(|pair| pair.likeness >= UNLIKE)
        .collect()
}

/// How alike the article that all `pairs` begin with is to each of the others; `values` has a zero for
/// each term, before and after.
fn likenesses(profiles: &Profiles, pairs: &[(u32, u32)], values: &mut [f32]) -> Vec<Pair> {
    let first = pairs.first().map_or(0, |&(left, _)| left as usize);
    for weight in &profiles.articles[first] {
        values[weight.term as usize] = weight.value;
    }
    let likeness = |other: &[Weight]| {
        let products = other
            .iter()
            .map(|weight| weight.value * values[weight.term as usize]);
        products.sum()
    };
    let pairs = pairs.iter().map(|&(left, right)| Pair {
        left,
        right,
        likeness: likeness(&profiles.articles[right as usize]),
    });
    let pairs = pairs.collect();
    for weight in &profiles.articles[first] {
        values[weight.term as usize] = 0.0;
    }
    pairs
}

/// The pairs of articles that are worth comparing, in order.
fn promising_pairs(profiles: &Profiles) -> Vec<(u32, u32)> {
    let index = Index::new(profiles);
    let articles =
        u32::try_from(profiles.articles.len()).expect("a library holds fewer than 2^32 articles");
    let mut pairs: Vec<(u32, u32)> = (0..articles)
        .into_par_iter()
        .map_init(
            || vec![0.0; profiles.articles.len()],
            |scores, article| {
                let others = index.promising(article, scores);
                others
                    .into_iter()
                    .map(move |other| (article.min(other), article.max(other)))
            },
        )
        .flatten_iter()
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// For each term the articles that hold it.
struct Index<'a> {
    profiles: &'a Profiles,
    postings: Vec<Vec<(u32, f32)>>,
}

impl<'a> Index<'a> {
    fn new(profiles: &'a Profiles) -> Self {
        let sizes = profiles.known.iter().map(|term| term.articles as usize);
        let mut postings: Vec<Vec<_>> = sizes.map(Vec::with_capacity).collect();
        for (article, weights) in (0..).zip(&profiles.articles) {
            for weight in weights {
                postings[weight.term as usize].push((article, weight.value));
            }
        }
        Self { profiles, postings }
    }

    /// The articles that share the most of one article's rarest terms; `scores` has a zero for each
    /// article, before and after.
    fn promising(&self, article: u32, scores: &mut [f32]) -> Vec<u32> {
        let mut met = Vec::new();
        for weight in self.rarest(article) {
            for &(other, value) in &self.postings[weight.term as usize] {
                let score = &mut scores[other as usize];
                if *score == 0.0 {
                    met.push(other);
                }
                *score += weight.value * value;
            }
        }
        let scored = met
            .into_iter()
            .map(|other| (std::mem::take(&mut scores[other as usize]), other));
        let mut found: Vec<(f32, u32)> = scored
            .filter(|&(score, other)| score >= UNPROMISING && other != article)
            .collect();
        if found.len() > CANDIDATES {
            found
                .select_nth_unstable_by(CANDIDATES, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            found.truncate(CANDIDATES);
        }
        found.into_iter().map(|(_, other)| other).collect()
    }

    /// An article's terms, the rarest first, for as long as looking them up stays cheap.
    fn rarest(&self, article: u32) -> impl Iterator<Item = &Weight> {
        let holders = |weight: &Weight| self.postings[weight.term as usize].len();
        let mut terms: Vec<&Weight> = self.profiles.articles[article as usize].iter().collect();
        terms.sort_unstable_by_key(|weight| (holders(weight), weight.term));
        let mut left = LOOKUPS;
        terms.into_iter().take_while(move |weight| {
            let cost = holders(weight);
            let affordable = cost <= left;
            left = left.saturating_sub(cost);
            affordable
        })
    }
}

/// The terms that two articles share, as each weighs them.
pub(super) fn shared<'a>(
    left: &'a [Weight],
    right: &'a [Weight],
) -> impl Iterator<Item = (&'a Weight, &'a Weight)> {
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    std::iter::from_fn(move || {
        loop {
            let (a, b) = (*left.peek()?, *right.peek()?);
            if a.term <= b.term {
                left.next();
            }
            if b.term <= a.term {
                right.next();
            }
            if a.term == b.term {
                return Some((a, b));
            }
        }
    })
}
