//! What has been read and starred in this run, and how to undo it.

use std::collections::HashSet;

use crate::library::ArticleId;

/// A mark on an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It has been read.
    Read,
    /// It is starred.
    Starred,
}

/// Articles whose mark was set or taken away at once.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    mark: Mark,
    set: bool,
    articles: Vec<ArticleId>,
}

/// The marks of this run and their history.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    read: HashSet<ArticleId>,
    starred: HashSet<ArticleId>,
    history: Vec<Change>,
}

impl Marks {
    /// Whether the article bears the mark.
    pub fn has(&self, mark: Mark, article: ArticleId) -> bool {
        self.of(mark).contains(&article)
    }

    /// Sets or takes away a mark; those that have it so already are left alone. How many changed.
    pub fn set(
        &mut self,
        mark: Mark,
        set: bool,
        articles: impl IntoIterator<Item = ArticleId>,
    ) -> usize {
        let changed = articles.into_iter().filter(|id| self.has(mark, *id) != set);
        let articles: Vec<ArticleId> = changed.collect();
        let count = articles.len();
        if count > 0 {
            self.apply(mark, set, &articles);
            self.history.push(Change {
                mark,
                set,
                articles,
            });
        }
        count
    }

    /// Takes the last change back and says so; none where nothing was changed.
    pub fn undo(&mut self) -> Option<String> {
        let Change {
            mark,
            set,
            articles,
        } = self.history.pop()?;
        self.apply(mark, !set, &articles);
        let state = match (mark, set) {
            (Mark::Read, true) => "unread",
            (Mark::Read, false) => "read",
            (Mark::Starred, true) => "not starred",
            (Mark::Starred, false) => "starred",
        };
        let articles = super::notice::count(articles.len(), "article", "articles");
        Some(format!("undone: {articles} again {state}"))
    }

    fn apply(&mut self, mark: Mark, set: bool, articles: &[ArticleId]) {
        let marked = match mark {
            Mark::Read => &mut self.read,
            Mark::Starred => &mut self.starred,
        };
        for article in articles {
            if set {
                marked.insert(*article);
            } else {
                marked.remove(article);
            }
        }
    }

    fn of(&self, mark: Mark) -> &HashSet<ArticleId> {
        match mark {
            Mark::Read => &self.read,
            Mark::Starred => &self.starred,
        }
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
        assert_eq!(marks.set(Mark::Read, true, [a, b]), 1);
        assert_eq!(
            marks.undo().as_deref(),
            Some("undone: 1 article again unread")
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
    fn a_change_of_nothing_is_not_remembered() {
        let mut marks = Marks::default();
        assert_eq!(marks.set(Mark::Read, false, [ArticleId(1)]), 0);
        assert_eq!(marks.undo(), None);
    }
}
