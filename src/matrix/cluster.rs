//! Gathers sentences into claims by what speaks for and against every two of them.
//!
//! What a claim is worth is the sum of the weights over all its pairs of sentences of different pages. Pairs of
//! claims are joined, those first that gain most for each pair of sentences, as long as they gain anything; then
//! each sentence moves to the claim where it gains most, until none does. Pairs of which nothing is known speak
//! against a claim too, so a chain of likenesses cannot become one great claim.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use rapidhash::RapidHashMap;

use super::evidence::{Evidence, NOTHING};
use super::ground::Ground;

/// How often all sentences are offered a better place.
const ROUNDS: usize = 20;
/// Gains up to this are rounding.
const NO_GAIN: f32 = 1e-4;

/// The claims as lists of sentences, ascending; each sentence in exactly one, and in a claim of several pages or
/// alone.
pub(super) fn cluster(ground: &Ground, evidence: &Evidence) -> Vec<Vec<usize>> {
    let mut clusters = Clusters::new(ground, evidence);
    clusters.join_all();
    let mut claims = Claims::new(ground, evidence, clusters.members());
    for _ in 0..ROUNDS {
        if !claims.improve() {
            break;
        }
    }
    claims.into_members()
}

/// A join that may be made.
#[derive(PartialEq)]
struct Join {
    gain: f32,
    left: usize,
    right: usize,
}

impl Eq for Join {}

impl Ord for Join {
    fn cmp(&self, other: &Self) -> Ordering {
        let most = self.gain.total_cmp(&other.gain);
        most.then_with(|| (other.left, other.right).cmp(&(self.left, self.right)))
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
    members: Vec<usize>,
    /// How many of its sentences stand in each page.
    pages: Vec<usize>,
    /// What speaks for joining others, above what [`NOTHING`] takes for each pair.
    near: RapidHashMap<usize, f32>,
}

impl Cluster {
    /// How many pairs of sentences of different pages it makes with another.
    fn pairs_with(&self, other: &Self) -> usize {
        let within: usize = self
            .pages
            .iter()
            .zip(&other.pages)
            .map(|(a, b)| a * b)
            .sum();
        self.members.len() * other.members.len() - within
    }
}

struct Clusters {
    clusters: Vec<Cluster>,
    queue: BinaryHeap<Join>,
}

impl Clusters {
    fn new(ground: &Ground, evidence: &Evidence) -> Self {
        let alone = |sentence| {
            let mut pages = vec![0; ground.pages()];
            pages[ground.page(sentence)] = 1;
            let near = evidence.near(sentence).iter();
            Cluster {
                members: vec![sentence],
                pages,
                near: near
                    .map(|(other, b)| (*other, b.weight + NOTHING))
                    .collect(),
            }
        };
        let mut clusters = Self {
            clusters: (0..ground.sentences()).map(alone).collect(),
            queue: BinaryHeap::new(),
        };
        for sentence in 0..ground.sentences() {
            clusters.queue_joins(sentence, |other| other > sentence);
        }
        clusters
    }

    fn join_all(&mut self) {
        while let Some(join) = self.queue.pop() {
            // A join that was queued before one of the two grew has another gain now.
            if self.gain(join.left, join.right).total_cmp(&join.gain) == Ordering::Equal {
                self.join(join.left, join.right);
            }
        }
    }

    /// What joining two clusters gains for each pair of sentences.
    fn gain(&self, left: usize, right: usize) -> f32 {
        let (a, b) = (&self.clusters[left], &self.clusters[right]);
        let pairs = a.pairs_with(b);
        let sum = a.near.get(&right).copied().unwrap_or(0.0);
        if pairs == 0 {
            return 0.0;
        }
        sum / count(pairs) - NOTHING
    }

    /// Joins the right cluster to the left one.
    fn join(&mut self, left: usize, right: usize) {
        let joined = std::mem::take(&mut self.clusters[right]);
        let mut cluster = std::mem::take(&mut self.clusters[left]);
        cluster.near.remove(&right);
        cluster.members.extend(joined.members);
        for (page, more) in cluster.pages.iter_mut().zip(joined.pages) {
            *page += more;
        }
        for (other, sum) in joined.near {
            if other != left {
                let far = &mut self.clusters[other].near;
                far.remove(&right);
                *far.entry(left).or_default() += sum;
                *cluster.near.entry(other).or_default() += sum;
            }
        }
        self.clusters[left] = cluster;
        self.queue_joins(left, |_| true);
    }

    fn queue_joins(&mut self, cluster: usize, wanted: impl Fn(usize) -> bool) {
        let near = self.clusters[cluster].near.keys().copied();
        let joins: Vec<Join> = near
            .filter(|&other| wanted(other))
            .map(|other| Join {
                gain: self.gain(cluster, other),
                left: cluster.min(other),
                right: cluster.max(other),
            })
            .filter(|join| join.gain > NO_GAIN)
            .collect();
        self.queue.extend(joins);
    }

    fn members(self) -> Vec<Vec<usize>> {
        self.clusters.into_iter().map(|c| c.members).collect()
    }
}

/// Claims between which single sentences move.
struct Claims<'a> {
    ground: &'a Ground,
    evidence: &'a Evidence,
    /// For each claim how many of its sentences stand in each page.
    pages: Vec<Vec<usize>>,
    sizes: Vec<usize>,
    claim_of: Vec<usize>,
}

impl<'a> Claims<'a> {
    /// There are as many claims as sentences, some of them empty.
    fn new(ground: &'a Ground, evidence: &'a Evidence, clusters: Vec<Vec<usize>>) -> Self {
        let mut claims = Self {
            ground,
            evidence,
            pages: vec![vec![0; ground.pages()]; clusters.len()],
            sizes: vec![0; clusters.len()],
            claim_of: vec![0; clusters.len()],
        };
        for (claim, members) in clusters.into_iter().enumerate() {
            for sentence in members {
                claims.put(sentence, claim);
            }
        }
        claims
    }

    fn put(&mut self, sentence: usize, claim: usize) {
        self.claim_of[sentence] = claim;
        self.pages[claim][self.ground.page(sentence)] += 1;
        self.sizes[claim] += 1;
    }

    /// Moves each sentence to where it gains most; says whether any moved.
    fn improve(&mut self) -> bool {
        let mut moved = false;
        for sentence in 0..self.claim_of.len() {
            let here = self.claim_of[sentence];
            let worth = self.worths(sentence);
            let now = worth.iter().find(|(claim, _)| *claim == here);
            let now = now.map_or_else(|| self.unknown(sentence, here), |(_, worth)| *worth);
            let best = worth
                .into_iter()
                .reduce(|a, b| if b.1 > a.1 { b } else { a });
            let target = match best {
                Some((claim, worth)) if worth > 0.0 => {
                    (claim != here && worth > now + NO_GAIN).then_some(claim)
                }
                _ => (now < -NO_GAIN).then(|| self.empty()),
            };
            if let Some(target) = target {
                self.pages[here][self.ground.page(sentence)] -= 1;
                self.sizes[here] -= 1;
                self.put(sentence, target);
                moved = true;
            }
        }
        moved
    }

    /// What a sentence is worth in each claim that it has anything to do with, by claim.
    fn worths(&self, sentence: usize) -> Vec<(usize, f32)> {
        let mut sums: RapidHashMap<usize, f32> = RapidHashMap::default();
        for (other, belief) in self.evidence.near(sentence) {
            *sums.entry(self.claim_of[*other]).or_default() += belief.weight + NOTHING;
        }
        let mut worths: Vec<(usize, f32)> = sums
            .into_iter()
            .map(|(claim, sum)| (claim, sum + self.unknown(sentence, claim)))
            .collect();
        worths.sort_unstable_by_key(|(claim, _)| *claim);
        worths
    }

    /// What a sentence would be worth in a claim if nothing were known of it beside any other there.
    fn unknown(&self, sentence: usize, claim: usize) -> f32 {
        let own = self.pages[claim][self.ground.page(sentence)];
        -NOTHING * count(self.sizes[claim] - own)
    }

    /// A claim without sentences; there is one wherever a claim has two.
    fn empty(&self) -> usize {
        let empty = self.sizes.iter().position(|size| *size == 0);
        empty.expect("claims are as many as sentences, and one of them has two")
    }

    fn into_members(self) -> Vec<Vec<usize>> {
        let mut claims: Vec<Vec<usize>> = vec![Vec::new(); self.sizes.len()];
        for (sentence, &claim) in self.claim_of.iter().enumerate() {
            claims[claim].push(sentence);
        }
        let of_one_page = |claim: usize| self.pages[claim].iter().filter(|n| **n > 0).count() <= 1;
        let mut members = Vec::new();
        for (claim, sentences) in claims.into_iter().enumerate() {
            if of_one_page(claim) {
                members.extend(sentences.into_iter().map(|sentence| vec![sentence]));
            } else {
                members.push(sentences);
            }
        }
        members
    }
}

#[expect(clippy::cast_precision_loss, reason = "claims are small")]
fn count(pairs: usize) -> f32 {
    pairs as f32
}

#[cfg(test)]
mod tests {
    use super::super::evidence::tests::evidence;
    use super::*;

    /// The claims of pages with so many sentences each, by likenesses of numbered sentences.
    #[track_caller]
    fn check(pages: &[usize], links: &[(usize, usize, f32)], expected: &[&[usize]]) {
        let ground = Ground::new(pages.iter().copied());
        let mut claims = cluster(&ground, &evidence(&ground, links));
        claims.retain(|claim| claim.len() > 1);
        claims.sort();
        assert_eq!(claims, expected);
    }

    #[test]
    fn sentences_that_are_alike_are_one_claim() {
        check(&[1, 1], &[(0, 1, 0.9)], &[&[0, 1]]);
        check(&[1, 1], &[(0, 1, 0.3)], &[]);
        check(&[], &[], &[]);
    }

    #[test]
    fn a_weak_likeness_joins_where_a_third_page_bears_witness() {
        let sure = [(0, 2, 0.95), (1, 2, 0.95)];
        check(&[1, 1, 1], &sure, &[&[0, 1, 2]]);
        check(
            &[1, 1, 1],
            &[&sure[..], &[(0, 1, 0.2)]].concat(),
            &[&[0, 1, 2]],
        );
    }

    #[test]
    fn a_chain_of_half_likenesses_is_no_claim() {
        let chain: Vec<_> = (0..5).map(|n| (n, n + 1, 0.55)).collect();
        let ground = Ground::new([1; 6].into_iter());
        let claims = cluster(&ground, &evidence(&ground, &chain));
        assert!(claims.iter().all(|claim| claim.len() <= 2), "{claims:?}");
    }

    #[test]
    fn a_sentence_that_was_split_joins_both_halves() {
        check(&[1, 2], &[(0, 1, 0.8), (0, 2, 0.7)], &[&[0, 1, 2]]);
    }

    #[test]
    fn sentences_of_one_page_alone_are_never_one_claim() {
        // 0 goes with 3, which leaves 1 and 2 of the other page behind.
        let links = [
            (0, 1, 0.5),
            (0, 2, 0.5),
            (0, 3, 0.99),
            (1, 4, 0.9),
            (2, 5, 0.9),
            (3, 4, 0.02),
        ];
        let ground = Ground::new([1, 2, 1, 2].into_iter());
        for claim in cluster(&ground, &evidence(&ground, &links)) {
            let first = ground.page(claim[0]);
            assert!(
                claim.len() == 1 || claim.iter().any(|&s| ground.page(s) != first),
                "{claim:?}"
            );
        }
    }
}
