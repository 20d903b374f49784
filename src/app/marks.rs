//! What has been read and starred, joined and split, and where reading stopped; how to undo it, and what of it is
//! yet to be kept.

use crate::library::ArticleId;
use crate::library::state::{Change, State, States, Stop, What};
use crate::library::ties::{Tie, Ties};

/// A mark on an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It has been read.
    Read,
    /// It is starred.
    Starred,
}

impl Mark {
    fn of(self, state: State) -> bool {
        match self {
            Self::Read => state.read,
            Self::Starred => state.starred,
        }
    }

    fn what(self, set: bool) -> What {
        match self {
            Self::Read => What::Read(set),
            Self::Starred => What::Starred(set),
        }
    }
}

/// Something that was done at once, and can be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// The mark of articles was set or taken away.
    Marked {
        mark: Mark,
        set: bool,
        articles: Vec<ArticleId>,
    },
    /// An article was joined or split; what unsays that, and where it is then.
    Tied {
        article: ArticleId,
        unsays: Vec<Tie>,
        then: &'static str,
    },
}

/// A change that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undone {
    /// A mark is again as it was.
    Marked {
        /// The mark.
        mark: Mark,
        /// Whether the articles bear it now.
        set: bool,
        /// The articles.
        articles: Vec<ArticleId>,
    },
    /// An article is again where it was.
    Tied {
        /// The article.
        article: ArticleId,
        /// Where it is, in words.
        then: &'static str,
    },
}

/// The marks, and their history in this run.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    states: States,
    history: Vec<Step>,
    /// What was done and is not known to be on the disk, in order.
    unkept: Vec<Change>,
    /// How many changes were made before these.
    kept: u64,
    /// How many of the unkept ones have been handed out to be kept.
    given: usize,
}

impl Marks {
    /// Whether the article bears the mark.
    pub fn has(&self, mark: Mark, article: ArticleId) -> bool {
        mark.of(self.states.of(article))
    }

    /// Where reading the article stopped; none where it never left the beginning.
    pub fn stop(&self, article: ArticleId) -> Option<Stop> {
        self.states.of(article).stop
    }

    /// Sets or takes away a mark, as a person wants it; those that have it so already are left alone. Which have
    /// changed.
    pub fn set(
        &mut self,
        mark: Mark,
        set: bool,
        articles: impl IntoIterator<Item = ArticleId>,
    ) -> Vec<ArticleId> {
        let changed = articles.into_iter().filter(|id| self.has(mark, *id) != set);
        let articles: Vec<ArticleId> = changed.collect();
        if !articles.is_empty() {
            self.apply(mark, set, &articles);
            self.history.push(Step::Marked {
                mark,
                set,
                articles: articles.clone(),
            });
        }
        articles
    }

    /// Notes that an article is being read: that is not undone, for nobody has asked for it. Whether it was
    /// unread.
    pub fn note_read(&mut self, article: ArticleId) -> bool {
        let was_unread = !self.has(Mark::Read, article);
        if was_unread {
            self.apply(Mark::Read, true, &[article]);
        }
        was_unread
    }

    /// Takes the last change back that a person has made; none where there is none.
    pub fn undo(&mut self) -> Option<Undone> {
        Some(match self.history.pop()? {
            Step::Marked {
                mark,
                set,
                articles,
            } => {
                self.apply(mark, !set, &articles);
                Undone::Marked {
                    mark,
                    set: !set,
                    articles,
                }
            }
            Step::Tied {
                article,
                unsays,
                then,
            } => {
                self.say(&unsays);
                Undone::Tied { article, then }
            }
        })
    }

    /// The articles that were starred in this run and still are, the last first.
    pub fn starred_lately(&self) -> impl Iterator<Item = ArticleId> {
        let steps = self.history.iter().rev();
        let starred = steps.filter_map(|step| match step {
            Step::Marked {
                mark: Mark::Starred,
                set: true,
                articles,
            } => Some(articles.iter().copied()),
            _ => None,
        });
        starred.flatten().filter(|id| self.has(Mark::Starred, *id))
    }

    /// What was joined and split.
    pub fn ties(&self) -> &Ties {
        self.states.ties()
    }

    /// Joins or splits an article; `then` is where it is when that is undone.
    pub fn tie(&mut self, article: ArticleId, ties: &[Tie], then: &'static str) {
        let unsays = self.ties().undo(ties);
        self.history.push(Step::Tied {
            article,
            unsays,
            then,
        });
        self.say(ties);
    }

    fn say(&mut self, ties: &[Tie]) {
        for tie in ties {
            let what = What::Tied(tie.other, tie.bond);
            let article = tie.one;
            self.change(Change { article, what });
        }
    }

    /// Notes where reading an article has stopped.
    pub fn stop_at(&mut self, article: ArticleId, stop: Option<Stop>) {
        if self.stop(article) != stop {
            let what = What::Stopped(stop);
            self.change(Change { article, what });
        }
    }

    /// What is to be kept and was not handed out before, in the order in which it was done.
    pub fn hand_out(&mut self) -> Vec<Change> {
        let given = std::mem::replace(&mut self.given, self.unkept.len());
        self.unkept[given..].to_vec()
    }

    /// Takes in that so many changes of this run are on the disk.
    pub fn kept(&mut self, count: u64) {
        let new = usize::try_from(count.saturating_sub(self.kept)).unwrap_or(usize::MAX);
        let new = new.min(self.given);
        self.unkept.drain(..new);
        self.given -= new;
        self.kept += new as u64;
    }

    /// Whether anything was done that is not known to be on the disk.
    pub fn has_unkept(&self) -> bool {
        !self.unkept.is_empty()
    }

    /// How many changes have been handed out and are not known to be on the disk.
    pub fn waiting(&self) -> usize {
        self.given
    }

    /// Takes in what the store says, which knows of `count` changes of this run; those made since hold on.
    pub fn take_in(&mut self, states: States, count: u64) {
        self.kept(count);
        self.states = states;
        for change in &self.unkept {
            self.states.apply(*change);
        }
    }

    fn apply(&mut self, mark: Mark, set: bool, articles: &[ArticleId]) {
        let what = mark.what(set);
        for &article in articles {
            self.change(Change { article, what });
        }
    }

    fn change(&mut self, change: Change) {
        self.states.apply(change);
        self.unkept.push(change);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undo_brings_back_what_was_before_and_only_that() {
        let (a, b) = (ArticleId(1), ArticleId(2));
        let mut marks = Marks::default();
        marks.set(Mark::Read, true, [a]);
        assert_eq!(marks.set(Mark::Read, true, [a, b]), [b]);
        assert_eq!(
            marks.undo(),
            Some(Undone::Marked {
                mark: Mark::Read,
                set: false,
                articles: vec![b]
            })
        );
        assert!(marks.has(Mark::Read, a) && !marks.has(Mark::Read, b));
        marks.set(Mark::Starred, true, [b]);
        marks.undo();
        assert!(!marks.has(Mark::Starred, b));
        marks.undo();
        assert!(!marks.has(Mark::Read, a));
        assert_eq!(marks.undo(), None);
    }

    #[test]
    fn what_nobody_asked_for_is_not_undone() {
        let (a, b) = (ArticleId(1), ArticleId(2));
        let mut marks = Marks::default();
        marks.set(Mark::Starred, true, [a]);
        marks.set(Mark::Starred, true, [b]);
        assert!(marks.note_read(a) && !marks.note_read(a));
        assert_eq!(marks.starred_lately().collect::<Vec<_>>(), [b, a]);
        marks.undo();
        assert_eq!(marks.starred_lately().collect::<Vec<_>>(), [a]);
        marks.undo();
        assert_eq!(marks.undo(), None);
        assert!(marks.has(Mark::Read, a));
    }

    #[test]
    fn a_change_of_nothing_is_not_remembered() {
        let mut marks = Marks::default();
        assert_eq!(marks.set(Mark::Read, false, [ArticleId(1)]), []);
        marks.stop_at(ArticleId(1), None);
        assert_eq!((marks.undo(), marks.hand_out()), (None, Vec::new()));
    }

    #[test]
    fn each_change_is_handed_out_once_and_waits_until_it_is_kept() {
        let mut marks = Marks::default();
        marks.set(Mark::Read, true, [1, 2].map(ArticleId));
        assert_eq!((marks.hand_out().len(), marks.waiting()), (2, 2));
        marks.undo();
        assert_eq!((marks.hand_out().len(), marks.waiting()), (2, 4));
        assert_eq!(marks.hand_out(), []);
        marks.kept(3);
        assert_eq!(marks.waiting(), 1);
        marks.kept(4);
        marks.kept(4);
        assert_eq!(marks.waiting(), 0);
    }

    #[test]
    fn what_the_store_does_not_know_yet_holds_on() {
        let (a, b, c) = (ArticleId(1), ArticleId(2), ArticleId(3));
        let mut marks = Marks::default();
        marks.set(Mark::Starred, true, [a]);
        marks.hand_out();
        marks.set(Mark::Starred, true, [b]);
        let mut kept = States::default();
        for article in [a, c] {
            let what = What::Starred(true);
            kept.apply(Change { article, what });
        }
        marks.take_in(kept, 1);
        assert!([a, b, c].iter().all(|id| marks.has(Mark::Starred, *id)));
        assert_eq!((marks.waiting(), marks.hand_out().len()), (0, 1));
    }
}
