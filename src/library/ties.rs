//! What a person has joined and split by hand.
//!
//! A tie holds two articles together or apart, whatever their words say, in every revision that they will
//! have. Of two ties that contradict each other the later holds: to join an article to a story undoes what kept
//! it from the articles of that story, and keeps it from those of the story that it leaves; to split it off
//! undoes what held it there.

use std::collections::{BTreeMap, HashMap};

use super::ArticleId;

/// What a person has said of two articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bond {
    /// They are one story.
    Together,
    /// They are not.
    Apart,
}

/// What is to be said of two articles from now on; none where their words are to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tie {
    /// The article of the lower id.
    pub one: ArticleId,
    /// The other.
    pub other: ArticleId,
    /// What they are.
    pub bond: Option<Bond>,
}

impl Tie {
    /// A tie of two articles, in whichever order.
    pub fn new(one: ArticleId, other: ArticleId, bond: Option<Bond>) -> Self {
        Self {
            one: one.min(other),
            other: one.max(other),
            bond,
        }
    }
}

/// All that a person has joined and split.
#[derive(Debug, Clone, Default)]
pub struct Ties {
    /// With a number that is the higher the later it was said.
    bonds: BTreeMap<(ArticleId, ArticleId), (u64, Bond)>,
    of: HashMap<ArticleId, Vec<ArticleId>>,
    last: u64,
}

impl Ties {
    /// Whether nothing was ever joined or split.
    pub fn is_empty(&self) -> bool {
        self.bonds.is_empty()
    }

    /// Takes in what was said last.
    pub fn set(&mut self, tie: Tie) {
        self.last += 1;
        let pair = (tie.one, tie.other);
        let before = match tie.bond {
            Some(bond) => self.bonds.insert(pair, (self.last, bond)),
            None => self.bonds.remove(&pair),
        };
        for (article, other) in [pair, (pair.1, pair.0)] {
            let others = self.of.entry(article).or_default();
            match (tie.bond, before) {
                (Some(_), None) => others.push(other),
                (None, Some(_)) => others.retain(|known| *known != other),
                _ => {}
            }
        }
    }

    /// What was said of two articles.
    pub fn bond(&self, one: ArticleId, other: ArticleId) -> Option<Bond> {
        let pair = (one.min(other), one.max(other));
        self.bonds.get(&pair).map(|(_, bond)| *bond)
    }

    /// The articles of which something was said together with `article`, and what.
    pub fn of(&self, article: ArticleId) -> impl Iterator<Item = (ArticleId, Bond)> {
        let others = self.of.get(&article).map_or(&[][..], Vec::as_slice);
        others
            .iter()
            .filter_map(move |&other| Some((other, self.bond(article, other)?)))
    }

    /// All ties, what was said last first.
    pub fn latest_first(&self) -> Vec<(ArticleId, ArticleId, Bond)> {
        let mut ties: Vec<_> = self.bonds.iter().collect();
        ties.sort_unstable_by_key(|(_, (number, _))| std::cmp::Reverse(*number));
        let tie = |(&(one, other), &(_, bond))| (one, other, bond);
        ties.into_iter().map(tie).collect()
    }

    /// What has to be said so that `article`, which stands among the articles of `from`, joins those of `to`,
    /// whose first is the one that it is tied to. Nothing where it is among them.
    pub fn join(&self, article: ArticleId, from: &[ArticleId], to: &[ArticleId]) -> Vec<Tie> {
        let Some(&first) = to.first().filter(|_| !to.contains(&article)) else {
            return Vec::new();
        };
        let mut ties = self.split(article, from);
        let undone = to[1..]
            .iter()
            .filter(|&&other| self.bond(article, other) == Some(Bond::Apart));
        ties.extend(undone.map(|&other| Tie::new(article, other, None)));
        ties.push(Tie::new(article, first, Some(Bond::Together)));
        ties
    }

    /// What has to be said so that `article` leaves the articles of `from` for good.
    pub fn split(&self, article: ArticleId, from: &[ArticleId]) -> Vec<Tie> {
        let others = from.iter().filter(|&&other| other != article);
        let apart = |&other: &ArticleId| Tie::new(article, other, Some(Bond::Apart));
        others.map(apart).collect()
    }

    /// What has to be said to undo `ties`, as all stands before them.
    pub fn undo(&self, ties: &[Tie]) -> Vec<Tie> {
        let before = |tie: &Tie| Tie {
            bond: self.bond(tie.one, tie.other),
            ..*tie
        };
        ties.iter().map(before).collect()
    }
}

/// Whether the same was said, in the same order.
impl PartialEq for Ties {
    fn eq(&self, other: &Self) -> bool {
        self.latest_first() == other.latest_first()
    }
}

impl Eq for Ties {}

impl FromIterator<Tie> for Ties {
    fn from_iter<T: IntoIterator<Item = Tie>>(said: T) -> Self {
        let mut ties = Self::default();
        for tie in said {
            ties.set(tie);
        }
        ties
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: ArticleId = ArticleId(1);
    const B: ArticleId = ArticleId(2);
    const C: ArticleId = ArticleId(3);
    const D: ArticleId = ArticleId(4);

    fn say(ties: &mut Ties, said: Vec<Tie>) -> Vec<Tie> {
        let undo = ties.undo(&said);
        for tie in said {
            ties.set(tie);
        }
        undo
    }

    #[test]
    fn to_join_is_to_leave_and_the_later_holds() {
        let mut ties = Ties::default();
        let split = ties.split(A, &[A, B, C]);
        say(&mut ties, split);
        assert_eq!(ties.bond(B, A), Some(Bond::Apart));
        assert_eq!(ties.of(A).count(), 2);
        let join = ties.join(A, &[A, D], &[B, C]);
        say(&mut ties, join);
        assert_eq!(ties.bond(A, B), Some(Bond::Together));
        assert_eq!(ties.bond(A, C), None, "its words tell again");
        assert_eq!(ties.bond(A, D), Some(Bond::Apart));
        assert_eq!(ties.latest_first()[0], (A, B, Bond::Together));
        assert_eq!(ties.join(A, &[A, B, C], &[A, B, C]), []);
    }

    #[test]
    fn what_was_said_can_be_unsaid() {
        let mut ties = Ties::default();
        let join = ties.join(A, &[A], &[B]);
        say(&mut ties, join);
        let before = ties.latest_first();
        let split = ties.split(A, &[A, B, C]);
        let undo = say(&mut ties, split);
        assert_eq!(ties.bond(A, B), Some(Bond::Apart));
        say(&mut ties, undo);
        assert_eq!(ties.latest_first(), before);
        assert_eq!(ties.of(C).count(), 0);
    }
}
