//! Joins articles into clusters, the nearest first, for as long as a cluster stays of one piece.
//!
//! Two clusters are as near as their articles on average, so that no chain of look-alikes runs from one
//! event to the next. Two events of one kind differ in what each of them says throughout; so clusters that
//! are much nearer within than to each other stay apart, however near that is.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use rapidhash::RapidHashMap;

use super::profile::count;

/// What share of their inner nearness two clusters must have to each other.
const OF_ONE_PIECE: f32 = 0.7;
/// Nearness within a cluster beyond this does not count: copies of one text are no measure for others.
const NEAR_ENOUGH: f32 = 2.0;

/// Two articles by their places, and their affinity: from 1 on they may be one story.
pub(super) type Link = (u32, u32, f32);

/// Groups articles 0 to `articles` by their `links`: each article in one cluster.
pub(super) fn cluster(articles: usize, links: &[Link]) -> Vec<Vec<u32>> {
    let mut clusters = Clusters::new(articles, links);
    while let Some(Join { left, right, .. }) = clusters.queue.pop() {
        if clusters.is_ripe(left, right) {
            clusters.join(left, right);
        }
    }
    let clusters = clusters.clusters.into_iter().map(|cluster| cluster.members);
    clusters.filter(|members| !members.is_empty()).collect()
}

/// A join that may be made.
#[derive(PartialEq)]
struct Join {
    affinity: f32,
    left: u32,
    right: u32,
}

impl Eq for Join {}

impl Ord for Join {
    fn cmp(&self, other: &Self) -> Ordering {
        let nearest = self.affinity.total_cmp(&other.affinity);
        nearest.then_with(|| (other.left, other.right).cmp(&(self.left, self.right)))
    }
}

impl PartialOrd for Join {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[derive(Default)]
struct Cluster {
    /// Empty once it has joined another.
    members: Vec<u32>,
    /// The sum of the affinities between its members.
    inner: f32,
    /// The sum of the affinities to the members of other clusters.
    near: RapidHashMap<u32, f32>,
}

impl Cluster {
    /// How near its members are on average; none of a cluster of one.
    fn nearness(&self) -> Option<f32> {
        let members = self.members.len();
        let pairs = members * members.saturating_sub(1) / 2;
        (pairs > 0).then(|| (self.inner / count(pairs)).min(NEAR_ENOUGH))
    }
}

struct Clusters {
    clusters: Vec<Cluster>,
    queue: BinaryHeap<Join>,
}

impl Clusters {
    fn new(articles: usize, links: &[Link]) -> Self {
        let alone = |member| Cluster {
            members: vec![member],
            ..Cluster::default()
        };
        let mut clusters: Vec<Cluster> = (0..).take(articles).map(alone).collect();
        let mut queue = BinaryHeap::new();
        for &(left, right, affinity) in links {
            clusters[left as usize].near.insert(right, affinity);
            clusters[right as usize].near.insert(left, affinity);
            queue.extend((affinity >= 1.0).then_some(Join {
                affinity,
                left,
                right,
            }));
        }
        Self { clusters, queue }
    }

    fn get(&self, place: u32) -> &Cluster {
        &self.clusters[place as usize]
    }

    /// How near two clusters are; 0 where either has joined another.
    fn affinity(&self, left: u32, right: u32) -> f32 {
        let pairs = self.get(left).members.len() * self.get(right).members.len();
        let sum = self.get(left).near.get(&right).copied().unwrap_or(0.0);
        sum / count(pairs.max(1))
    }

    /// Whether two clusters are on one event, as they stand now.
    fn is_ripe(&self, left: u32, right: u32) -> bool {
        let affinity = self.affinity(left, right);
        let within = match (self.get(left).nearness(), self.get(right).nearness()) {
            (Some(left), Some(right)) => (left * right).sqrt(),
            _ => 0.0,
        };
        affinity >= 1.0 && affinity >= OF_ONE_PIECE * within
    }

    /// Joins the right cluster to the left one.
    fn join(&mut self, left: u32, right: u32) {
        let joined = std::mem::take(&mut self.clusters[right as usize]);
        let mut cluster = std::mem::take(&mut self.clusters[left as usize]);
        cluster.inner += joined.inner + cluster.near.remove(&right).unwrap_or(0.0);
        cluster.members.extend(joined.members);
        for (other, sum) in joined.near {
            let far = &mut self.clusters[other as usize].near;
            far.remove(&right);
            if other != left {
                *cluster.near.entry(other).or_default() += sum;
                *far.entry(left).or_default() += sum;
            }
        }
        self.clusters[left as usize] = cluster;
        self.queue_joins(left);
    }

    /// Queues the joins of a cluster that has grown.
    fn queue_joins(&mut self, grown: u32) {
        let near: Vec<u32> = self.get(grown).near.keys().copied().collect();
        for other in near {
            let affinity = self.affinity(grown, other);
            self.queue.extend((affinity >= 1.0).then_some(Join {
                affinity,
                left: grown.min(other),
                right: grown.max(other),
            }));
        }
    }
}
