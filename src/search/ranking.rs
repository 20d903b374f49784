//! What a search found, in the order in which it is shown, and the letters that matched.

use std::mem;
use std::ops::Range;

use super::fold::Folded;
use super::word::Word;

/// One headline that a query matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Its index among the headlines.
    pub index: usize,
    /// Higher is better.
    pub score: i64,
}

/// The headlines found, best first; of equals the earlier.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    order: Vec<u32>,
    /// The scores of the first, one each.
    scores: Vec<i64>,
    /// The score of all the others up to a place in the order, ascending by that.
    tiers: Vec<(usize, i64)>,
    words: Vec<Word>,
}

impl Ranking {
    /// Hits of `tiers` of ever lower worth, each ascending, of which the first, the `best`, have a finer
    /// score.
    pub(super) fn new<'a>(
        mut best: Vec<(i64, u32)>,
        tiers: impl Iterator<Item = (i64, &'a Vec<u32>)> + Clone,
        words: Vec<Word>,
    ) -> Self {
        best.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), *index));
        let mut order = Vec::with_capacity(tiers.clone().map(|(_, hits)| hits.len()).sum());
        let mut ends = Vec::new();
        for (worth, hits) in tiers {
            order.extend_from_slice(hits);
            ends.push((order.len(), worth));
        }
        for (place, (_, index)) in order.iter_mut().zip(&best) {
            *place = *index;
        }
        Self {
            order,
            scores: best.into_iter().map(|(score, _)| score).collect(),
            tiers: ends,
            words,
        }
    }

    /// How many were found.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The indices of what was found, best first.
    pub fn indices(&self) -> impl ExactSizeIterator<Item = usize> {
        self.order.iter().map(|&index| index as usize)
    }

    /// What was found, best first.
    pub fn hits(&self) -> impl Iterator<Item = Hit> {
        let coarse = |place: usize| {
            let tier = self.tiers.partition_point(|(end, _)| *end <= place);
            self.tiers.get(tier).map_or(0, |(_, worth)| *worth)
        };
        self.indices().enumerate().map(move |(place, index)| Hit {
            index,
            score: self
                .scores
                .get(place)
                .copied()
                .unwrap_or_else(|| coarse(place)),
        })
    }

    /// Leaves out the headlines whose index is not to be kept.
    pub fn retain(&mut self, keep: impl Fn(usize) -> bool) {
        let (order, scores) = (mem::take(&mut self.order), mem::take(&mut self.scores));
        let mut start = 0;
        for (end, _) in &mut self.tiers {
            for (place, &index) in (start..).zip(&order[start..*end]) {
                if keep(index as usize) {
                    self.order.push(index);
                    self.scores.extend(scores.get(place));
                }
            }
            start = *end;
            *end = self.order.len();
        }
    }

    /// The byte ranges of `title` that the query matches, ascending and apart.
    pub fn matches(&self, title: &str) -> Vec<Range<usize>> {
        let headline = Folded::new(title);
        let mut letters: Vec<usize> = self
            .words
            .iter()
            .flat_map(|word| word.letters(&headline))
            .collect();
        letters.sort_unstable();
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for range in letters.into_iter().map(|letter| headline.bytes(letter)) {
            match ranges.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => ranges.push(range),
            }
        }
        ranges
    }
}
