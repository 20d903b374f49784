//! Which articles are worth comparing: those that share rare terms, found without looking at all pairs.

use rayon::prelude::*;

use super::profile::{Profiles, Weight};

/// How many places of the index are looked up for one article, its rarest terms first.
const LOOKUPS: usize = 20_000;
/// How many others one article is compared with, the most promising.
const CANDIDATES: usize = 128;
/// Two articles less alike than this are nowhere near one story.
const UNLIKE: f32 = 0.03;

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
    let index = Index::new(profiles);
    let mut pairs: Vec<Pair> = (0..profiles.articles.len())
        .into_par_iter()
        .map_init(
            || vec![0.0; profiles.articles.len()],
            |scores, article| index.pairs_of(article, scores),
        )
        .flatten_iter()
        .collect();
    pairs.sort_unstable_by_key(|pair| (pair.left, pair.right));
    pairs.dedup_by_key(|pair| (pair.left, pair.right));
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

    /// The pairs of one article; `scores` has a zero for each article, before and after.
    fn pairs_of(&self, article: usize, scores: &mut [f32]) -> Vec<Pair> {
        let weights = &self.profiles.articles[article];
        self.promising(article, scores)
            .into_iter()
            .filter_map(|other| {
                let likeness = likeness(weights, &self.profiles.articles[other as usize]);
                let place =
                    u32::try_from(article).expect("a library holds fewer than 2^32 articles");
                (likeness >= UNLIKE).then_some(Pair {
                    left: place.min(other),
                    right: place.max(other),
                    likeness,
                })
            })
            .collect()
    }

    /// The articles that share the most of one article's rarest terms.
    fn promising(&self, article: usize, scores: &mut [f32]) -> Vec<u32> {
        let mut found = Vec::new();
        for weight in self.rarest(article) {
            for &(other, value) in &self.postings[weight.term as usize] {
                let score = &mut scores[other as usize];
                if *score == 0.0 {
                    found.push(other);
                }
                *score += weight.value * value;
            }
        }
        found.retain(|&other| other as usize != article);
        if found.len() > CANDIDATES {
            let promise = |place: &u32| (-scores[*place as usize], *place);
            found.select_nth_unstable_by(CANDIDATES, |a, b| {
                promise(a)
                    .partial_cmp(&promise(b))
                    .expect("scores are numbers")
            });
            for other in found.drain(CANDIDATES..) {
                scores[other as usize] = 0.0;
            }
        }
        scores[article] = 0.0;
        for &other in &found {
            scores[other as usize] = 0.0;
        }
        found
    }

    /// An article's terms, the rarest first, for as long as looking them up stays cheap.
    fn rarest(&self, article: usize) -> impl Iterator<Item = &Weight> {
        let holders = |weight: &Weight| self.postings[weight.term as usize].len();
        let mut terms: Vec<&Weight> = self.profiles.articles[article].iter().collect();
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

/// The cosine of two unit vectors.
fn likeness(left: &[Weight], right: &[Weight]) -> f32 {
    shared(left, right).map(|(a, b)| a.value * b.value).sum()
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
