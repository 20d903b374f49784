//! Puts all articles in an order in which those stand together that pairs worth comparing hold together, and
//! settles them lot by lot, so that the gists of a few need be held at once.

use std::borrow::Borrow;

use rayon::prelude::*;

use super::affinity::affinity;
use super::cluster::Link;
use super::digest::{Digest, Gist};
use super::tangle::{Filing, Forest, Settled, joined_by_hand, settle_tangle, tangles};
use super::whole::Gathering;
use crate::library::ArticleId;
use crate::library::ties::Ties;

/// How many articles, or pairs of them, are looked at together.
const LOT: usize = if cfg!(test) { 5 } else { 20_000 };

/// All articles, part by part: each has a rank, the ranks of a part follow each other in the order of the ids. No
/// story reaches beyond a part.
#[derive(Debug)]
pub struct Parts {
    /// The articles by their ranks, and the place of each where they were gathered.
    articles: Vec<(ArticleId, u32)>,
    /// The ranks by places.
    ranks: Vec<u32>,
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

    /// Settles all, some at a time: `load` gives the gists of the articles at some places, in that order; `take`
    /// is given what comes of them.
    ///
    /// # Errors
    ///
    /// Those of `load` and `take`.
    pub fn settle<G: Borrow<Gist> + Sync, E>(
        &self,
        ties: &Ties,
        mut load: impl FnMut(&[u32]) -> Result<Vec<G>, E>,
        mut take: impl FnMut(Lot) -> Result<(), E>,
    ) -> Result<(), E> {
        let strong = self.strong(&mut load)?;
        let articles = self.articles.iter().map(|(article, _)| *article);
        let joined = joined_by_hand(articles, ties);
        let mut tangles = tangles(self.articles.len(), &strong, &joined).into_iter();
        drop(strong);
        loop {
            let (mut lot, mut size) = (Vec::new(), 0);
            while let Some(tangle) = (size < LOT).then(|| tangles.next()).flatten() {
                size += tangle.len();
                lot.push(tangle);
            }
            if lot.is_empty() {
                return Ok(());
            }
            take(self.settle_lot(&lot, ties, &mut load)?)?;
        }
    }

    /// The links between articles that may be one story, by their ranks.
    fn strong<G: Borrow<Gist> + Sync, E>(
        &self,
        load: &mut impl FnMut(&[u32]) -> Result<Vec<G>, E>,
    ) -> Result<Vec<Link>, E> {
        let mut strong = Vec::new();
        for pairs in self.pairs.chunks(LOT) {
            let mut ranks: Vec<u32> = pairs.iter().flat_map(|pair| [pair.0, pair.1]).collect();
            ranks.sort_unstable();
            ranks.dedup();
            let gists = load(&self.places_of(&ranks))?;
            let gist = |rank: u32| Some(gists[ranks.binary_search(&rank).ok()?].borrow());
            let link = |&(one, other): &(u32, u32)| {
                let affinity = affinity(gist(one)?, gist(other)?)?;
                (affinity >= 1.0).then_some((one, other, affinity))
            };
            let links: Vec<Link> = pairs.par_iter().filter_map(link).collect();
            strong.extend(links);
        }
        Ok(strong)
    }

    /// Settles tangles of the articles at these ranks.
    fn settle_lot<G: Borrow<Gist> + Sync, E>(
        &self,
        tangles: &[Vec<u32>],
        ties: &Ties,
        load: &mut impl FnMut(&[u32]) -> Result<Vec<G>, E>,
    ) -> Result<Lot, E> {
        let ranks: Vec<u32> = tangles.iter().flatten().copied().collect();
        let compared = tangles.iter().filter(|tangle| tangle.len() > 1);
        let compared: Vec<u32> = compared.flatten().copied().collect();
        let gists = load(&self.places_of(&compared))?;
        // Where among the gists those of each tangle begin.
        let mut at = 0;
        let starts: Vec<usize> = tangles
            .iter()
            .map(|tangle| {
                let start = at;
                at += if tangle.len() > 1 { tangle.len() } else { 0 };
                start
            })
            .collect();
        let settle = |(tangle, start): (&Vec<u32>, &usize)| {
            if let [alone] = tangle[..] {
                return vec![Filing::alone(self.articles[alone as usize].0)];
            }
            let members = &gists[*start..start + tangle.len()];
            let members: Vec<&Gist> = members.iter().map(Borrow::borrow).collect();
            settle_tangle(&members, ties)
        };
        let settled = tangles.par_iter().zip(&starts).map(settle).collect();
        let article = |rank: u32| (self.articles[rank as usize].0, rank);
        Ok(Lot {
            articles: ranks.into_iter().map(article).collect(),
            settled,
        })
    }

    fn places_of(&self, ranks: &[u32]) -> Vec<u32> {
        let place = |rank: &u32| self.articles[*rank as usize].1;
        ranks.iter().map(place).collect()
    }
}

/// Tangles that have been settled together.
pub struct Lot {
    /// Their articles, and the ranks of these.
    pub articles: Vec<(ArticleId, u32)>,
    /// The tangles.
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
    let take = |lot: Lot| {
        settled.extend(lot.settled);
        Ok(())
    };
    let Ok(()) = parts.settle(ties, load, take);
    settled
}
