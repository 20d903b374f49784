//! Parts all articles into what hangs together by pairs that are worth comparing, and settles one part after the
//! other: no story reaches beyond a part.

use std::borrow::Borrow;

use rayon::prelude::*;

use super::digest::{Digest, Gist};
use super::tangle::{Filing, Forest, Settled, joined_by_hand, settle_pairs};
use super::whole::Gathering;
use crate::library::ArticleId;
use crate::library::ties::Ties;

/// How many articles are settled at once, as far as what hangs together allows.
const LOT: usize = if cfg!(test) { 5 } else { 4_000 };

/// All articles, part by part: each has a rank, the ranks of a part follow each other in the order of the ids.
#[derive(Debug)]
pub struct Parts {
    /// The articles by their ranks, and the place of each where they were gathered.
    articles: Vec<(ArticleId, u32)>,
    /// The ranks by places.
    ranks: Vec<u32>,
    /// The rank at which each part ends.
    ends: Vec<u32>,
    /// The ranks of articles that are worth comparing, lower before higher, in order.
    pairs: Vec<(u32, u32)>,
}

impl Parts {
    /// Parts the articles at these places by pairs of places.
    pub(super) fn new(articles: &[ArticleId], pairs: &[(u32, u32)], ties: &Ties) -> Self {
        let mut forest = Forest::new(articles.len(), usize::MAX);
        let joined = joined_by_hand(articles.iter().copied(), ties);
        for &(one, other) in pairs.iter().chain(&joined) {
            forest.join(one, other);
        }
        let places = (0..).zip(articles);
        let mut rows: Vec<(u32, ArticleId, u32)> = places
            .map(|(place, article)| (forest.root(place), *article, place))
            .collect();
        rows.par_sort_unstable();
        let mut ends: Vec<u32> = Vec::new();
        let mut end = 0;
        for part in rows.chunk_by(|one, other| one.0 == other.0) {
            end += u32::try_from(part.len()).unwrap_or(u32::MAX);
            ends.push(end);
        }
        let mut ranks = vec![0; rows.len()];
        for (rank, &(_, _, place)) in (0..).zip(&rows) {
            ranks[place as usize] = rank;
        }
        let rank = |&(one, other): &(u32, u32)| {
            let (one, other) = (ranks[one as usize], ranks[other as usize]);
            (one.min(other), one.max(other))
        };
        let mut pairs: Vec<(u32, u32)> = pairs.iter().map(rank).collect();
        pairs.par_sort_unstable();
        pairs.dedup();
        Self {
            articles: rows.into_iter().map(|(_, id, place)| (id, place)).collect(),
            ranks,
            ends,
            pairs,
        }
    }

    /// The rank of the article at a place.
    pub fn rank(&self, place: u32) -> u32 {
        self.ranks[place as usize]
    }

    /// The places of all articles by their ranks.
    pub fn places(&self) -> impl Iterator<Item = u32> {
        self.articles.iter().map(|(_, place)| *place)
    }

    /// Settles all parts, some at a time: `load` gives the gists of the articles at some places, in that order;
    /// `take` is given what comes of them, in the order of the ranks.
    ///
    /// # Errors
    ///
    /// Those of `load` and `take`.
    pub fn settle<G: Borrow<Gist> + Sync, E>(
        &self,
        ties: &Ties,
        mut load: impl FnMut(&[u32]) -> Result<Vec<G>, E>,
        mut take: impl FnMut(Lot<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let (mut start, mut from) = (0, 0);
        while from < self.ends.len() {
            let end = self.ends[from..].partition_point(|end| (*end - start) as usize <= LOT);
            let lot = &self.ends[from..from + end.max(1)];
            let end = lot[lot.len() - 1];
            take(Lot {
                first: start,
                articles: &self.articles[start as usize..end as usize],
                settled: self.settle_lot(start, lot, ties, &mut load)?,
            })?;
            start = end;
            from += lot.len();
        }
        Ok(())
    }

    /// Settles the parts that begin at rank `start` and have these `ends`.
    fn settle_lot<G: Borrow<Gist> + Sync, E>(
        &self,
        start: u32,
        ends: &[u32],
        ties: &Ties,
        load: &mut impl FnMut(&[u32]) -> Result<Vec<G>, E>,
    ) -> Result<Vec<Settled>, E> {
        let starts = [start].into_iter().chain(ends.iter().copied());
        // Where among the gists those of a part begin, and its ranks.
        let mut parts: Vec<(usize, u32, u32)> = Vec::with_capacity(ends.len());
        let mut places: Vec<u32> = Vec::new();
        for (start, &end) in starts.zip(ends) {
            parts.push((places.len(), start, end));
            if end - start > 1 {
                let members = &self.articles[start as usize..end as usize];
                places.extend(members.iter().map(|(_, place)| *place));
            }
        }
        let gists = load(&places)?;
        let settle = |&(at, start, end): &(usize, u32, u32)| {
            if end - start == 1 {
                return vec![vec![Filing::alone(self.articles[start as usize].0)]];
            }
            let members = &gists[at..at + (end - start) as usize];
            let members: Vec<&Gist> = members.iter().map(Borrow::borrow).collect();
            settle_pairs(&members, &self.pairs_within(start, end), ties)
        };
        Ok(parts.par_iter().flat_map_iter(settle).collect())
    }

    /// The pairs of a part with these ranks, by the places in it.
    fn pairs_within(&self, start: u32, end: u32) -> Vec<(u32, u32)> {
        let first = self.pairs.partition_point(|pair| pair.0 < start);
        let pairs = self.pairs[first..].iter();
        let own = pairs.take_while(|pair| pair.0 < end);
        own.map(|(one, other)| (one - start, other - start))
            .collect()
    }
}

/// Parts that have been settled together.
pub struct Lot<'a> {
    /// The rank of the first of its articles.
    pub first: u32,
    /// Its articles by their ranks, and their places.
    pub articles: &'a [(ArticleId, u32)],
    /// Their tangles.
    pub settled: Vec<Settled>,
}

/// The tangles of all articles that have these digests.
pub fn settle_all(digests: Vec<Digest>, ties: &Ties) -> Vec<Settled> {
    let mut gathering = Gathering::with_room(digests.len());
    let mut gists = Vec::with_capacity(digests.len());
    for digest in digests {
        gists.push(digest.gist.clone());
        gathering.add(digest);
    }
    let parts = gathering.index().parts(ties);
    let mut settled = Vec::new();
    let load = |places: &[u32]| {
        let gist = |place: &u32| &gists[*place as usize];
        Ok::<_, std::convert::Infallible>(places.iter().map(gist).collect())
    };
    let take = |lot: Lot<'_>| {
        settled.extend(lot.settled);
        Ok(())
    };
    let Ok(()) = parts.settle(ties, load, take);
    settled
}
