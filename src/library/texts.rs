//! Where the bodies are, for whoever holds a catalogue.

use std::fmt::Debug;
use std::sync::Arc;

use super::load::Problem;
use super::{Article, ArticleId, Catalogue, Headline, Library};

/// Gives an article's whole text by its id, from wherever it is kept.
pub trait Texts: Debug + Send + Sync {
    /// The article with all its revisions; none where there is no such article, or it cannot be read now.
    fn article(&self, id: ArticleId) -> Option<Article>;

    /// What is known of these articles but their bodies, in the order asked for; unknown ones are left out.
    fn headlines(&self, ids: &[ArticleId]) -> Vec<Headline>;
}

impl Texts for Library {
    fn article(&self, id: ArticleId) -> Option<Article> {
        self.get(id).cloned()
    }

    fn headlines(&self, ids: &[ArticleId]) -> Vec<Headline> {
        let known = ids.iter().filter_map(|id| self.get(*id));
        known.map(Article::headline).collect()
    }
}

/// What is at hand: a row for every article, the way to their texts, and what could not be read.
#[derive(Debug, Clone)]
pub struct Holding {
    /// A row for every article, newest first.
    pub catalogue: Arc<Catalogue>,
    /// Their texts.
    pub texts: Arc<dyn Texts>,
    /// What could not be read, in path order.
    pub problems: Vec<Problem>,
}

impl Holding {
    /// A library that is held in memory as a whole.
    pub fn of(library: Library, problems: Vec<Problem>) -> Self {
        Self {
            catalogue: Arc::new(Catalogue::of(&library)),
            texts: Arc::new(library),
            problems,
        }
    }

    /// All articles with their texts, in memory.
    pub fn library(&self) -> Library {
        let ids = self.catalogue.entries().map(super::Entry::id);
        Library::new(ids.filter_map(|id| self.texts.article(id)).collect())
    }
}

impl Default for Holding {
    fn default() -> Self {
        Self::of(Library::default(), Vec::new())
    }
}
