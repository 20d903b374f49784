//! What a person did with an article: read it, starred it, stopped somewhere in it, joined it with another.

use std::collections::HashMap;

use super::ArticleId;
use super::ties::{Bond, Tie, Ties};

/// A place in a body where a person stopped reading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stop {
    /// Index of the paragraph.
    pub paragraph: usize,
    /// Byte offset into its text.
    pub byte: usize,
}

/// What a person did with one article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct State {
    /// Whether it has been read.
    pub read: bool,
    /// Whether it is starred.
    pub starred: bool,
    /// Where reading stopped; none where it never left the beginning.
    pub stop: Option<Stop>,
}

/// What a person did with each article; an article not named here was left alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct States {
    of: HashMap<ArticleId, State>,
    ties: Ties,
}

impl States {
    /// What was done with `article`.
    pub fn of(&self, article: ArticleId) -> State {
        self.of.get(&article).copied().unwrap_or_default()
    }

    /// The articles with which something was done, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (ArticleId, State)> {
        self.of.iter().map(|(id, state)| (*id, *state))
    }

    /// Takes a change in.
    pub fn apply(&mut self, change: Change) {
        let Change { article, what } = change;
        let mut state = self.of(article);
        match what {
            What::Read(read) => state.read = read,
            What::Starred(starred) => state.starred = starred,
            What::Stopped(stop) => state.stop = stop,
            What::Tied(other, bond) => return self.ties.set(Tie::new(article, other, bond)),
        }
        self.of.insert(article, state);
    }

    /// What was joined and split.
    pub fn ties(&self) -> &Ties {
        &self.ties
    }

    /// The same with other ties.
    #[must_use]
    pub fn with_ties(self, ties: Ties) -> Self {
        Self { ties, ..self }
    }
}

impl FromIterator<(ArticleId, State)> for States {
    fn from_iter<T: IntoIterator<Item = (ArticleId, State)>>(states: T) -> Self {
        Self {
            of: states.into_iter().collect(),
            ties: Ties::default(),
        }
    }
}

/// One thing done with one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The article.
    pub article: ArticleId,
    /// What was done.
    pub what: What,
}

/// What can be done with an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// It was marked as read, or as unread.
    Read(bool),
    /// It was starred, or no longer.
    Starred(bool),
    /// Reading stopped there; none is the beginning.
    Stopped(Option<Stop>),
    /// It was joined with another, split from it, or left to its words again.
    Tied(ArticleId, Option<Bond>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_change_leaves_the_rest_as_it_was() {
        let (article, other) = (ArticleId(1), ArticleId(2));
        let stop = Some(Stop {
            paragraph: 3,
            byte: 7,
        });
        let mut states = States::default();
        for what in [What::Starred(true), What::Stopped(stop), What::Read(true)] {
            states.apply(Change { article, what });
        }
        states.apply(Change {
            article,
            what: What::Read(false),
        });
        let expected = State {
            read: false,
            starred: true,
            stop,
        };
        assert_eq!(states.of(article), expected);
        assert_eq!(states.of(other), State::default());
    }
}
