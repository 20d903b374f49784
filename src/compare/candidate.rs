//! A pair of sentences on its way to being a link, and what each look saw of it.

use super::similarity::Features;

/// How many features the second look has.
pub const CONTEXT: usize = 19;

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
    /// The first look's judgement, 0 to 1.
    pub first: f32,
    /// The second look's judgement, 0 to 1.
    pub probability: f32,
    /// What the two are worth by what they quote alike, whatever the looks see.
    pub least: f32,
    /// How much the two texts share as a whole, 0 to 1.
    pub closeness: f32,
}

/// So much of the threshold is enough for a pair that is the best of both its sentences.
pub const MUTUAL: f32 = 0.7;

impl Candidate {
    /// Whether the two answer each other, where `best` is the highest judgement of any pair with one of the two.
    pub fn is_link(&self, best: f32, threshold: f32) -> bool {
        let bar = if self.probability >= best {
            threshold * MUTUAL
        } else {
            threshold
        };
        self.probability >= bar
    }
}
