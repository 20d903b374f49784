//! Joins articles into clusters, the nearest first, for as long as a cluster stays of one piece.
//!
//! Two clusters are as near as their articles on average, so that no chain of look-alikes runs from one
//! event to the next. Two events of one kind differ in what each of them says throughout; so clusters that
//! are much nearer within than to each other stay apart, however near that is. What a person has joined or
//! split goes before all of this.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use rapidhash::{RapidHashMap, RapidHashSet};

use super::edition::count;

/// What share of their inner nearness two clusters must have to each other.
const OF_ONE_PIECE: f32 = 0.75;
/// Nearness within a cluster beyond this does not count: copies of one text are no measure for others.
const NEAR_ENOUGH: f32 = 2.0;

/// Two articles by their places, and their affinity: from 1 on they may be one story.
pub(super) type Link = (u32, u32, f32);

/// What a person has said of articles, by their places.
#[derive(Debug, Default)]
pub(super) struct Bonds {
    /// Those that are one story; what was said last comes first.
    pub(super) together: Vec<(u32, u32)>,
    /// Those that are not, in both orders.
    pub(super) apart: RapidHashSet<(u32, u32)>,
}

/// Groups articles 0 to `articles` by their `links`: each article in one cluster.
///
/// What a person has joined is joined when all the rest is done, so that it drives nobody out whom likeness has
/// brought in. Only where this cannot keep all that was said by hand does the hand go first.
pub(super) fn cluster(articles: usize, links: &[Link], bonds: &Bonds) -> Vec<Vec<u32>> {
    if bonds.together.is_empty() {
        return Clusters::new(articles, links, bonds).by_likeness().found();
    }
    let by_hand = Clusters::new(articles, &[], bonds).by_hand().found();
    let widened = bonds.widened(&by_hand);
    let found = Clusters::new(articles, links, &widened)
        .by_likeness()
        .by_hand()
        .found();
    let keeps = |group: &Vec<u32>| {
        let mut clusters = found.iter();
        clusters.any(|cluster| group.iter().all(|member| cluster.contains(member)))
    };
    if by_hand.iter().all(keeps) {
        return found;
    }
    Clusters::new(articles, links, bonds)
        .by_hand()
        .by_likeness()
        .found()
}

impl Bonds {
    /// The same, with all that is joined by hand (`groups`) kept apart from what one of it is split from.
    fn widened(&self, groups: &[Vec<u32>]) -> Self {
        let group = |article: u32| groups.iter().find(|group| group.contains(&article));
        let mut apart = self.apart.clone();
        for &(one, other) in &self.apart {
            for &one in group(one).into_iter().flatten() {
                let others = group(other).into_iter().flatten();
                apart.extend(others.map(|&other| (one, other)));
            }
        }
        Self {
            together: self.together.clone(),
            apart,
        }
    }
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

struct Clusters<'a> {
    all: Vec<Cluster>,
    queue: BinaryHeap<Join>,
    bonds: &'a Bonds,
}

impl<'a> Clusters<'a> {
    fn new(articles: usize, links: &[Link], bonds: &'a Bonds) -> Self {
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
        Self {
            all: clusters,
            queue,
            bonds,
        }
    }

    /// Joins what is alike, the nearest first.
    fn by_likeness(mut self) -> Self {
        while let Some(Join { left, right, .. }) = self.queue.pop() {
            if self.is_ripe(left, right) {
                self.join(left, right);
            }
        }
        self
    }

    /// The clusters.
    fn found(self) -> Vec<Vec<u32>> {
        let clusters = self.all.into_iter().map(|cluster| cluster.members);
        clusters.filter(|members| !members.is_empty()).collect()
    }

    /// Joins what a person has joined, unless they have split it since.
    fn by_hand(mut self) -> Self {
        let mut cluster_of = vec![0; self.all.len()];
        for (place, cluster) in (0..).zip(&self.all) {
            for &member in &cluster.members {
                cluster_of[member as usize] = place;
            }
        }
        for &(one, other) in &self.bonds.together {
            let (left, right) = (cluster_of[one as usize], cluster_of[other as usize]);
            if left != right && !self.are_apart(left, right) {
                for &member in &self.get(right).members {
                    cluster_of[member as usize] = left;
                }
                self.join(left, right);
            }
        }
        self
    }

    /// Whether a person has split an article of the one cluster from one of the other.
    fn are_apart(&self, left: u32, right: u32) -> bool {
        let (left, right) = (&self.get(left).members, &self.get(right).members);
        let apart = |one: u32| {
            right
                .iter()
                .any(|&other| self.bonds.apart.contains(&(one, other)))
        };
        !self.bonds.apart.is_empty() && left.iter().any(|&one| apart(one))
    }

    fn get(&self, place: u32) -> &Cluster {
        &self.all[place as usize]
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
        affinity >= 1.0 && affinity >= OF_ONE_PIECE * within && !self.are_apart(left, right)
    }

    /// Joins the right cluster to the left one.
    fn join(&mut self, left: u32, right: u32) {
        let joined = std::mem::take(&mut self.all[right as usize]);
        let mut cluster = std::mem::take(&mut self.all[left as usize]);
        cluster.inner += joined.inner + cluster.near.remove(&right).unwrap_or(0.0);
        cluster.members.extend(joined.members);
        for (other, sum) in joined.near {
            let far = &mut self.all[other as usize].near;
            far.remove(&right);
            if other != left {
                *cluster.near.entry(other).or_default() += sum;
                *far.entry(left).or_default() += sum;
            }
        }
        self.all[left as usize] = cluster;
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The clusters, each and all in order.
    fn clustered(articles: usize, links: &[Link]) -> Vec<Vec<u32>> {
        clustered_by_hand(articles, links, &Bonds::default())
    }

    fn clustered_by_hand(articles: usize, links: &[Link], bonds: &Bonds) -> Vec<Vec<u32>> {
        let mut clusters = cluster(articles, links, bonds);
        for members in &mut clusters {
            members.sort_unstable();
        }
        clusters.sort();
        clusters
    }

    #[test]
    fn near_articles_join_and_far_ones_do_not() {
        assert_eq!(
            clustered(3, &[(0, 1, 1.2), (1, 2, 0.9)]),
            [vec![0, 1], vec![2]]
        );
        assert_eq!(clustered(0, &[]), Vec::<Vec<u32>>::new());
    }

    #[test]
    fn a_chain_of_lookalikes_is_no_story() {
        let chain = [(0, 1, 1.5), (1, 2, 1.4), (2, 3, 1.5)];
        assert_eq!(clustered(4, &chain), [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn two_events_that_are_each_of_one_piece_stay_apart() {
        let within = |a, b| (a, b, 2.4);
        let between = |a, b| (a, b, 1.2);
        let links = [
            within(0, 1),
            between(0, 2),
            between(0, 3),
            between(1, 2),
            between(1, 3),
            within(2, 3),
        ];
        assert_eq!(clustered(4, &links), [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn two_halves_of_one_event_join() {
        let links = [
            (0, 1, 1.6),
            (0, 2, 1.3),
            (0, 3, 1.3),
            (1, 2, 1.3),
            (1, 3, 1.3),
            (2, 3, 1.6),
        ];
        assert_eq!(clustered(4, &links), [vec![0, 1, 2, 3]]);
    }

    #[test]
    fn what_is_joined_or_split_by_hand_goes_before_likeness() {
        let links = [(0, 1, 3.0), (1, 2, 3.0), (0, 2, 3.0)];
        let apart = [(0, 1), (1, 0)];
        let bonds = |together: &[(u32, u32)]| Bonds {
            together: together.to_vec(),
            apart: apart.into_iter().collect(),
        };
        let alone = clustered_by_hand(4, &links, &bonds(&[]));
        assert!(
            alone.contains(&vec![0, 2]) || alone.contains(&vec![1, 2]),
            "{alone:?}"
        );
        let joined = clustered_by_hand(4, &links, &bonds(&[(1, 3), (3, 2)]));
        assert_eq!(joined, [vec![0], vec![1, 2, 3]]);
        let contradicted = clustered_by_hand(4, &[], &bonds(&[(1, 3), (3, 0)]));
        assert_eq!(contradicted, [vec![0], vec![1, 3], vec![2]]);
    }

    #[test]
    fn who_is_joined_by_hand_drives_nobody_out() {
        let links = [(0, 1, 2.0), (1, 2, 1.05), (0, 2, 1.0)];
        assert_eq!(clustered(4, &links), [vec![0, 1, 2], vec![3]]);
        let bonds = Bonds {
            together: vec![(0, 3)],
            ..Bonds::default()
        };
        let joined = clustered_by_hand(4, &links, &bonds);
        assert_eq!(joined, [vec![0, 1, 2, 3]]);
    }

    #[test]
    fn where_both_cannot_be_kept_the_hand_goes_before_likeness() {
        let links = [(0, 1, 2.0), (2, 3, 2.0)];
        let bonds = Bonds {
            together: vec![(1, 3)],
            apart: [(0, 2), (2, 0)].into_iter().collect(),
        };
        let joined = clustered_by_hand(4, &links, &bonds);
        let of = |place: u32| joined.iter().position(|one| one.contains(&place));
        assert_eq!(of(1), of(3), "{joined:?}");
        assert_ne!(of(0), of(2), "{joined:?}");
    }
}
