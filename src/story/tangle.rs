//! Tangles: articles that hang together by near ones, each of which falls into stories by itself.
//!
//! No story reaches beyond a tangle. So where an article comes in, only the tangles that it touches are to be
//! settled again, and the stories are those that come of settling all.

use rapidhash::RapidHashMap;

use super::affinity::{affinity, is_promising};
use super::cluster::{Bonds, Link, cluster};
use super::digest::{Digest, Gist};
use crate::library::ArticleId;
use crate::library::ties::{Bond, Ties};

/// How many articles a tangle has at most; what would make it larger does not join it.
pub const MOST: usize = 400;

/// In which story an article is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Filing {
    /// The article.
    pub article: ArticleId,
    /// The article that began the story.
    pub story: ArticleId,
    /// How near it is to the others of the story, summed up.
    pub near: f32,
}

impl Filing {
    /// Files an article in a story of its own.
    pub(super) fn alone(article: ArticleId) -> Self {
        Self {
            article,
            story: article,
            near: 0.0,
        }
    }
}

/// One tangle, settled: its stories, each article once.
pub type Settled = Vec<Filing>;

/// Settles articles that hang together, or have: parts them into tangles and these into stories.
pub fn settle(mut digests: Vec<&Digest>, ties: &Ties) -> Vec<Settled> {
    // So that nothing depends on the order in which they came.
    digests.sort_unstable_by_key(|digest| digest.gist.article);
    let mut links: Vec<Link> = Vec::new();
    let mut strong: Vec<Link> = Vec::new();
    for (right, later) in (0..).zip(&digests) {
        for (left, earlier) in (0..right).zip(&digests) {
            let Some(affinity) = affinity(&earlier.gist, &later.gist) else {
                continue;
            };
            links.push((left, right, affinity));
            if affinity >= 1.0 && is_promising(earlier, later) {
                strong.push((left, right, affinity));
            }
        }
    }
    let gists: Vec<&Gist> = digests.iter().map(|digest| &digest.gist).collect();
    let joined = joined_by_hand(gists.iter().map(|gist| gist.article), ties);
    let tangles = tangles(gists.len(), &strong, &joined);
    let mut settled = Vec::with_capacity(tangles.len());
    if let [whole] = &tangles[..] {
        settled.push(file(&gists, whole, &links, ties));
    } else {
        for members in tangles {
            let places: RapidHashMap<u32, u32> = members.iter().copied().zip(0..).collect();
            let place = |old| places.get(&old).copied();
            let within =
                |&(left, right, affinity): &Link| Some((place(left)?, place(right)?, affinity));
            let links: Vec<Link> = links.iter().filter_map(within).collect();
            settled.push(file(&gists, &members, &links, ties));
        }
    }
    settled
}

/// Settles one tangle, whole and in the order of its articles' ids.
pub(super) fn settle_tangle(gists: &[&Gist], ties: &Ties) -> Settled {
    let mut links: Vec<Link> = Vec::new();
    for (right, later) in (0..).zip(gists) {
        for (left, earlier) in (0..right).zip(gists) {
            links.extend(affinity(earlier, later).map(|affinity| (left, right, affinity)));
        }
    }
    let all: Vec<u32> = (0..).take(gists.len()).collect();
    file(gists, &all, &links, ties)
}

/// The articles that a person has joined, by their places among `articles`, what was said last first.
pub(super) fn joined_by_hand(
    articles: impl Iterator<Item = ArticleId>,
    ties: &Ties,
) -> Vec<(u32, u32)> {
    if ties.is_empty() {
        return Vec::new();
    }
    let places: RapidHashMap<ArticleId, u32> = articles.zip(0..).collect();
    let joined = |(one, other, bond): (ArticleId, ArticleId, Bond)| {
        let pair = (*places.get(&one)?, *places.get(&other)?);
        (bond == Bond::Together).then_some(pair)
    };
    ties.latest_first().into_iter().filter_map(joined).collect()
}

/// Parts places into tangles: those that hang together by `joined`, and by `strong` links, the strongest
/// first. Each tangle and all of them are in order.
pub(super) fn tangles(count: usize, strong: &[Link], joined: &[(u32, u32)]) -> Vec<Vec<u32>> {
    let mut order: Vec<&Link> = strong.iter().collect();
    order.sort_unstable_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let mut forest = Forest::new(count, MOST);
    for &(one, other) in joined {
        forest.join(one, other);
    }
    for &&(left, right, _) in &order {
        forest.join(left, right);
    }
    let mut tangles: Vec<Vec<u32>> = vec![Vec::new(); count];
    for place in (0..).take(count) {
        let root = forest.root(place);
        tangles[root as usize].push(place);
    }
    tangles.retain(|members| !members.is_empty());
    tangles.sort_unstable();
    tangles
}

/// Which places hang together so far.
pub(super) struct Forest {
    above: Vec<u32>,
    size: Vec<u32>,
    /// How many may.
    most: usize,
}

impl Forest {
    pub(super) fn new(count: usize, most: usize) -> Self {
        Self {
            above: (0..).take(count).collect(),
            size: vec![1; count],
            most,
        }
    }

    pub(super) fn root(&mut self, mut place: u32) -> u32 {
        while self.above[place as usize] != place {
            let above = self.above[place as usize];
            self.above[place as usize] = self.above[above as usize];
            place = above;
        }
        place
    }

    pub(super) fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        let size = self.size[one as usize] + self.size[other as usize];
        if one != other && size as usize <= self.most {
            self.above[other as usize] = one;
            self.size[one as usize] = size;
        }
    }
}

/// Parts the articles at `members`, between which there are `links` (by their places among these), into
/// stories.
fn file(gists: &[&Gist], members: &[u32], links: &[Link], ties: &Ties) -> Settled {
    let gists: Vec<&Gist> = members.iter().map(|&place| gists[place as usize]).collect();
    let clusters = cluster(gists.len(), links, &bonds(&gists, ties));
    let nearness = nearness(gists.len(), &clusters, links);
    let mut settled = Vec::with_capacity(gists.len());
    for members in &clusters {
        let members = members.iter().map(|&place| place as usize);
        let story = first(members.clone().map(|place| gists[place]));
        settled.extend(members.map(|place| Filing {
            article: gists[place].article,
            story,
            near: nearness[place],
        }));
    }
    settled
}

fn bonds(gists: &[&Gist], ties: &Ties) -> Bonds {
    let mut bonds = Bonds::default();
    if ties.is_empty() {
        return bonds;
    }
    let ids = gists.iter().map(|gist| gist.article);
    bonds.together = joined_by_hand(ids.clone(), ties);
    let places: RapidHashMap<ArticleId, u32> = ids.zip(0..).collect();
    for (&article, &place) in &places {
        for (other, bond) in ties.of(article) {
            if let (Bond::Apart, Some(&other)) = (bond, places.get(&other)) {
                bonds.apart.insert((place, other));
            }
        }
    }
    bonds
}

/// The article that began a story: the earliest, so that it stays when others join.
fn first<'a>(gists: impl Iterator<Item = &'a Gist>) -> ArticleId {
    let age = |gist: &Gist| (gist.at.unwrap_or(i64::MAX), gist.article);
    let ages = gists.map(age);
    ages.min().map_or(ArticleId(0), |(_, article)| article)
}

/// How near each article is to the others of its cluster, summed up.
fn nearness(articles: usize, clusters: &[Vec<u32>], links: &[Link]) -> Vec<f32> {
    let mut cluster_of = vec![0; articles];
    for (cluster, members) in clusters.iter().enumerate() {
        for &member in members {
            cluster_of[member as usize] = cluster;
        }
    }
    let mut nearness = vec![0.0; articles];
    for &(left, right, affinity) in links {
        let (left, right) = (left as usize, right as usize);
        if cluster_of[left] == cluster_of[right] {
            nearness[left] += affinity;
            nearness[right] += affinity;
        }
    }
    nearness
}
