//! A pair of sentences on its way to being a link, and what each look saw of it.

use super::similarity::Features;
use super::witness::TESTIMONY;

/// How many features the second look has.
pub const CONTEXT: usize = 21;

/// A pair of sentences that have anything in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Index of the left sentence.
    pub left: usize,
    /// Index of the right sentence.
    pub right: usize,
    /// What the first look sees.
    pub features: Features,
    /// What the second look sees.
    pub context: [f32; CONTEXT],
    /// What the third look sees; all 0 where no other version says anything.
    pub testimony: [f32; TESTIMONY],
    /// The first look's judgement, 0 to 1.
    pub first: f32,
    /// The last look's judgement, 0 to 1.
    pub probability: f32,
    /// What the two are worth by what they quote alike, whatever the looks see.
    pub least: f32,
    /// How much the two texts share as a whole, 0 to 1.
    pub closeness: f32,
}

/// From which judgement on a pair is a link: between two texts that share little the right answer is seldom sure,
/// and a doubtful one is worth showing as such; between a text and its rewrite it is not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold {
    /// Where the two texts have nothing in common, 0 to 1.
    pub far: f32,
    /// Where they are the same.
    pub near: f32,
}

impl Threshold {
    /// The threshold between two texts of this closeness.
    fn at(self, closeness: f32) -> f32 {
        (1.0 - closeness) * self.far + closeness * self.near
    }
}

/// So much of the threshold is enough for a pair that is the best of both its sentences.
const MUTUAL: f32 = 0.7;

/// The highest judgement of any pair that each sentence is in, 0 for a sentence in none.
#[derive(Debug, Clone, PartialEq)]
pub struct Best {
    /// Of each left sentence.
    pub left: Vec<f32>,
    /// Of each right sentence.
    pub right: Vec<f32>,
}

impl Best {
    /// The highest judgements among `candidates` of texts of so many sentences.
    pub fn new(candidates: &[Candidate], left: usize, right: usize) -> Self {
        let (mut left, mut right) = (vec![0.0f32; left], vec![0.0f32; right]);
        for candidate in candidates {
            let (of_left, of_right) = (&mut left[candidate.left], &mut right[candidate.right]);
            *of_left = of_left.max(candidate.probability);
            *of_right = of_right.max(candidate.probability);
        }
        Self { left, right }
    }

    /// Whether the two sentences of `candidate` answer each other.
    pub fn is_link(&self, candidate: &Candidate, threshold: Threshold) -> bool {
        let threshold = threshold.at(candidate.closeness);
        let best = self.left[candidate.left].max(self.right[candidate.right]);
        let bar = if candidate.probability >= best {
            threshold * MUTUAL
        } else {
            threshold
        };
        candidate.probability >= bar
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_threshold_moves_with_the_closeness_of_the_texts() {
        let threshold = Threshold {
            far: 0.4,
            near: 0.6,
        };
        for (closeness, expected) in [(0.0, 0.4), (0.5, 0.5), (1.0, 0.6)] {
            assert!((threshold.at(closeness) - expected).abs() < 1e-6);
        }
    }
}
