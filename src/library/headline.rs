//! What a list says of an article: everything about its newest revision but the body.

use super::{Article, ArticleId, Revision};
use crate::text::moment::Moment;

/// An article's newest revision without its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// The article.
    pub id: ArticleId,
    /// The outlet or feed, where it is known.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The headline itself.
    pub title: String,
    /// Whether it was made from the first sentence.
    pub title_derived: bool,
    /// Who wrote it; several are joined by ", ".
    pub author: Option<String>,
    /// When it was first published.
    pub published: Option<Moment>,
    /// When it was last changed, by its own word.
    pub updated: Option<Moment>,
    /// The file it came from, as given on the command line; none for samples.
    pub path: Option<String>,
    /// BCP 47 tag of its language, where it is known.
    pub language: Option<String>,
    /// How many words the body has.
    pub words: usize,
    /// How many revisions are known, at least 1.
    pub revisions: usize,
    /// Whether no file holds a text of it any more.
    pub gone: bool,
}

impl Headline {
    /// The headline of `article` as its revision `text` tells it.
    pub fn of(article: &Article, text: &Revision) -> Self {
        Self {
            id: article.id,
            source: article.source.clone(),
            url: article.url.clone(),
            title: text.title.clone(),
            title_derived: text.title_derived,
            author: text.author.clone(),
            published: text.published,
            updated: text.updated,
            path: text.path.clone(),
            language: text.language.clone(),
            words: text.words(),
            revisions: article.revisions.len(),
            gone: text.gone,
        }
    }

    /// The source, or the file's name where the source is unknown, or "unknown".
    pub fn source_label(&self) -> &str {
        label(self.source.as_deref(), self.path.as_deref())
    }
}

/// What stands for a source: its name, else the file's name, else "unknown".
pub(super) fn label<'a>(source: Option<&'a str>, path: Option<&'a str>) -> &'a str {
    let file = || path.and_then(|path| path.rsplit(['/', '\\']).next());
    source.or_else(file).unwrap_or("unknown")
}
