//! How likely it is that two sentences of two pages say the same, by themselves and by what third pages witness.

use rapidhash::RapidHashMap;
use rayon::prelude::*;

use super::Pair;
use super::ground::Ground;
use crate::compare::Text;
use crate::compare::align::{Model, candidates};
use crate::compare::witness::Testimony;

/// Likenesses below this are none.
const FLOOR: f32 = 0.02;
/// How likely a direct likeness must be to speak for a claim: a little more than for a link
/// ([`Model::threshold`]), since a claim binds all its sentences.
const DIRECT: f32 = 0.47;
/// What share of the counterparts that two sentences have in a third page must be common to speak for a claim.
const PATH: f32 = 0.7;
/// What speaks against two sentences that have nothing in common.
pub(super) const NOTHING: f32 = 0.5;

/// The sentences of two texts that have anything in common, and how likely it is that they say the same.
pub(super) fn likenesses(left: &Text<'_>, right: &Text<'_>) -> Vec<(usize, usize, f32)> {
    candidates(left, right, &Model::FITTED)
        .into_iter()
        .filter(|candidate| candidate.probability >= FLOOR)
        .map(|candidate| (candidate.left, candidate.right, candidate.probability))
        .collect()
}

/// What is known of two sentences.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Belief {
    /// How likely it is that both say the same, 0 to 1.
    pub(super) likely: f32,
    /// What speaks for one claim (above 0) or against it (below 0).
    pub(super) weight: f32,
}

/// What is known of every two sentences of different pages.
#[derive(Debug, Clone)]
pub(super) struct Evidence {
    /// For each sentence the others of which anything is known, ascending.
    near: Vec<Vec<(usize, Belief)>>,
}

impl Evidence {
    /// Weighs the likenesses of all pairs of pages.
    pub(super) fn new(ground: &Ground, pairs: &[Pair]) -> Self {
        let mut alike: Vec<Vec<(usize, f32)>> = vec![Vec::new(); ground.sentences()];
        for pair in pairs {
            for &(left, right, likeness) in &pair.likenesses {
                let left = ground.number(pair.texts.0, left);
                let right = ground.number(pair.texts.1, right);
                alike[left].push((right, likeness));
                alike[right].push((left, likeness));
            }
        }
        Self::of(ground, &alike)
    }

    /// The evidence of direct likenesses, which `alike` holds in both directions.
    fn of(ground: &Ground, alike: &[Vec<(usize, f32)>]) -> Self {
        let witnesses = Witnesses::new(ground, alike);
        let near = (0..ground.sentences())
            .into_par_iter()
            .map(|sentence| witnesses.beliefs(sentence))
            .collect();
        Self { near }
    }

    /// The sentences of other pages of which something is known beside this one, ascending.
    pub(super) fn near(&self, sentence: usize) -> &[(usize, Belief)] {
        &self.near[sentence]
    }

    /// How likely it is that two sentences say the same; 0 within one page.
    pub(super) fn likely(&self, a: usize, b: usize) -> f32 {
        let near = &self.near[a];
        near.binary_search_by_key(&b, |(other, _)| *other)
            .map_or(0.0, |at| near[at].1.likely)
    }
}

/// The direct likenesses, and the best that each sentence has in each page.
struct Witnesses<'a> {
    ground: &'a Ground,
    alike: &'a [Vec<(usize, f32)>],
    best: Vec<Vec<f32>>,
}

impl<'a> Witnesses<'a> {
    fn new(ground: &'a Ground, alike: &'a [Vec<(usize, f32)>]) -> Self {
        let best = alike.iter().map(|others| {
            let mut best = vec![0.0_f32; ground.pages()];
            for &(other, likeness) in others {
                let best = &mut best[ground.page(other)];
                *best = best.max(likeness);
            }
            best
        });
        Self {
            ground,
            alike,
            best: best.collect(),
        }
    }

    /// What is known of a sentence beside those of other pages that are like it, or like one that is like it.
    fn beliefs(&self, sentence: usize) -> Vec<(usize, Belief)> {
        let page = self.ground.page(sentence);
        let mut direct: RapidHashMap<usize, f32> = RapidHashMap::default();
        let mut paths: RapidHashMap<usize, Vec<(usize, f32)>> = RapidHashMap::default();
        for &(witness, first) in &self.alike[sentence] {
            direct.insert(witness, first);
            paths.entry(witness).or_default();
            let through = self.ground.page(witness);
            for &(other, second) in &self.alike[witness] {
                if self.ground.page(other) != page {
                    let path = (through, first.min(second));
                    paths.entry(other).or_default().push(path);
                }
            }
        }
        let mut beliefs: Vec<(usize, Belief)> = paths
            .into_iter()
            .map(|(other, paths)| {
                let direct = direct.get(&other).copied().unwrap_or(0.0);
                (other, self.belief(sentence, other, direct, &paths))
            })
            .collect();
        beliefs.sort_unstable_by_key(|(other, _)| *other);
        beliefs
    }

    /// Each third page in which both have a counterpart weighs as much as these are sure; the direct likeness
    /// weighs 1.
    fn belief(&self, a: usize, b: usize, direct: f32, paths: &[(usize, f32)]) -> Belief {
        let mut testimony = Testimony::default();
        for page in 0..self.ground.pages() {
            if page == self.ground.page(a) || page == self.ground.page(b) {
                continue;
            }
            let through = paths.iter().filter(|(through, _)| *through == page);
            let path = through.fold(0.0, |best: f32, (_, path)| path.max(best));
            testimony.hear(path, self.best[a][page].min(self.best[b][page]));
        }
        Belief {
            likely: testimony.belief(direct),
            weight: testimony.balance(direct - DIRECT, PATH),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The evidence of likenesses between numbered sentences.
    pub(in crate::matrix) fn evidence(ground: &Ground, links: &[(usize, usize, f32)]) -> Evidence {
        let mut alike = vec![Vec::new(); ground.sentences()];
        for &(a, b, likeness) in links {
            alike[a].push((b, likeness));
            alike[b].push((a, likeness));
        }
        Evidence::of(ground, &alike)
    }

    /// Three pages of two sentences: 0 1, 2 3, 4 5.
    fn ground() -> Ground {
        Ground::new([2, 2, 2].into_iter())
    }

    fn weight(links: &[(usize, usize, f32)], a: usize, b: usize) -> f32 {
        let evidence = evidence(&ground(), links);
        let near = evidence.near(a).iter().find(|(other, _)| *other == b);
        near.map_or(-NOTHING, |(_, belief)| belief.weight)
    }

    #[test]
    fn without_a_witness_the_likeness_itself_decides() {
        for (likeness, speaks_for) in [(0.9, true), (0.5, true), (0.4, false), (0.1, false)] {
            assert_eq!(weight(&[(0, 2, likeness)], 0, 2) > 0.0, speaks_for);
        }
    }

    #[test]
    fn a_sure_path_supports_a_weak_likeness_and_a_weak_path_does_not() {
        assert!(weight(&[(0, 2, 0.3), (0, 4, 0.95), (4, 2, 0.95)], 0, 2) > 0.0);
        assert!(weight(&[(0, 2, 0.3), (0, 4, 0.4), (4, 2, 0.4)], 0, 2) < 0.0);
        assert!(weight(&[(0, 4, 0.6), (4, 2, 0.6)], 0, 2) < 0.0);
    }

    #[test]
    fn counterparts_that_part_in_a_third_page_speak_against_a_likeness() {
        let apart = [(0, 2, 0.6), (0, 4, 0.95), (2, 5, 0.95)];
        assert!(weight(&apart, 0, 2) < 0.0);
        assert!(weight(&apart[..2], 0, 2) > 0.0);
    }

    #[test]
    fn what_is_known_is_known_from_both_sides() {
        let evidence = evidence(&ground(), &[(0, 2, 0.7), (0, 4, 0.8), (4, 3, 0.6)]);
        for a in 0..6 {
            for b in 0..6 {
                assert!((evidence.likely(a, b) - evidence.likely(b, a)).abs() < 1e-6);
            }
        }
        assert!((evidence.likely(0, 1)).abs() < 1e-6);
        assert!(evidence.likely(0, 3) > 0.0);
    }
}
