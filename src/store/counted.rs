//! Texts that count how often they are read, so that it can be told how far grouping them has come.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Tell;
use crate::library::{Article, ArticleId, Headline, Texts};
use crate::story::SAMPLE;

/// The texts of some articles, read by a grouping of all of them.
pub(super) struct Counted<'a> {
    texts: &'a dyn Texts,
    articles: usize,
    read: AtomicUsize,
    tell: Tell<'a>,
}

impl<'a> Counted<'a> {
    /// `texts` of so many `articles`; `tell` is told of each hundredth part.
    pub(super) fn new(texts: &'a dyn Texts, articles: usize, tell: Tell<'a>) -> Self {
        Self {
            texts,
            articles,
            read: AtomicUsize::new(0),
            tell,
        }
    }

    fn count(&self) {
        // First a part is read, to weigh the terms by, and then all.
        let all = self.articles + self.articles.min(SAMPLE);
        let read = self.read.fetch_add(1, Ordering::Relaxed) + 1;
        if read.is_multiple_of((all / 100).max(1)) {
            (self.tell)(
                (read * self.articles / all).min(self.articles),
                self.articles,
            );
        }
    }
}

impl fmt::Debug for Counted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.texts.fmt(f)
    }
}

impl Texts for Counted<'_> {
    fn article(&self, id: ArticleId) -> Option<Article> {
        self.count();
        self.texts.article(id)
    }

    fn headlines(&self, ids: &[ArticleId]) -> Vec<Headline> {
        self.texts.headlines(ids)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::library::Library;

    #[test]
    fn all_is_told_of_once_all_has_been_read() {
        let told = Mutex::new(Vec::new());
        let tell = |done: usize, of: usize| {
            if let Ok(mut told) = told.lock() {
                told.push((done, of));
            }
        };
        let library = Library::default();
        let counted = Counted::new(&library, 3, &tell);
        for _ in 0..6 {
            counted.article(ArticleId(1));
        }
        let expected = [(0, 3), (1, 3), (1, 3), (2, 3), (2, 3), (3, 3)];
        assert_eq!(told.into_inner().unwrap_or_default(), expected);
    }
}
