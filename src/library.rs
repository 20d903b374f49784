//! Library, Article and Revision, their ids and look-ups; no I/O.

use std::collections::HashMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::Sentence;
use crate::text::clean::Cleaned;
use crate::text::moment::Moment;
use crate::text::sentence::Splitter;

mod catalogue;
mod desk;
mod draft;
mod format;
mod headline;
pub mod load;
pub mod names;
pub mod revisions;
pub mod sample;
pub mod state;
mod texts;
pub mod ties;

pub use catalogue::{Builder, Catalogue, Entry, Outlet};
pub use headline::Headline;
pub use texts::{Holding, Texts};

/// What stands above what is no part of a body, where an article is written out.
pub const SET_ASIDE: &str = "Set aside";

/// What names one article in every run: 64 bits, shown as 16 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u64);

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// What a paragraph of a body is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParagraphKind {
    /// Running text.
    #[default]
    Text,
    /// A heading inside the body.
    Heading,
    /// A block quotation.
    Quote,
    /// One item of a list.
    List,
    /// Preformatted text.
    Code,
}

impl ParagraphKind {
    /// All kinds.
    const ALL: [Self; 5] = [
        Self::Text,
        Self::Heading,
        Self::Quote,
        Self::List,
        Self::Code,
    ];

    /// The letter that stands for it where texts are kept.
    pub fn letter(self) -> char {
        match self {
            Self::Text => 't',
            Self::Heading => 'h',
            Self::Quote => 'q',
            Self::List => 'l',
            Self::Code => 'c',
        }
    }

    /// The kind that a letter stands for.
    pub fn of_letter(letter: char) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.letter() == letter)
    }
}

/// One paragraph of a body: cleaned, without line breaks (but in code).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// What it is.
    pub kind: ParagraphKind,
    /// What it says.
    pub text: String,
}

/// An article's text at one time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Revision {
    /// The headline.
    pub title: String,
    /// Whether the headline was made from the first sentence, which stays in the body.
    pub title_derived: bool,
    /// Who wrote it; several are joined by ", ".
    pub author: Option<String>,
    /// When it was first published.
    pub published: Option<Moment>,
    /// When it was last changed, by its own word.
    pub updated: Option<Moment>,
    /// The file it came from, as given on the command line; none for samples.
    pub path: Option<String>,
    /// BCP 47 tag of its language, where it is known or detected with confidence.
    pub language: Option<String>,
    /// The body.
    pub paragraphs: Vec<Paragraph>,
    /// What was set aside, in order: byline, dateline, date line, boilerplate.
    pub omitted: Vec<String>,
    /// What cleaning changed.
    pub cleaned: Cleaned,
    /// How many words the body has, where they have been counted.
    pub counted: Option<usize>,
    /// When newsread first saw it; unknown where nothing is kept.
    pub seen: Option<Moment>,
    /// Whether it says the same words as the revision before it.
    pub minor: bool,
    /// Whether no file holds a text of its article any more.
    pub gone: bool,
}

impl Revision {
    /// The body's sentences in reading order; a heading or list item is one sentence or more of its own.
    pub fn sentences(&self) -> Vec<Sentence<'_>> {
        let mut sentences = Vec::new();
        let splitter = Splitter::of(self.paragraphs.iter().map(|p| p.text.as_str()));
        for (index, paragraph) in self.paragraphs.iter().enumerate() {
            for range in splitter.split(&paragraph.text) {
                sentences.push(Sentence {
                    paragraph: index,
                    text: &paragraph.text[range],
                });
            }
        }
        sentences
    }

    /// How many words the body has, counted as Unicode words.
    pub fn words(&self) -> usize {
        use unicode_segmentation::UnicodeSegmentation;
        let count = || {
            let texts = self.paragraphs.iter().map(|p| p.text.as_str());
            texts.map(|text| text.unicode_words().count()).sum()
        };
        self.counted.unwrap_or_else(count)
    }
}

/// One text by one source, with every revision of it that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its name in every run.
    pub id: ArticleId,
    /// The outlet or feed, where it is known.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Its revisions, the oldest first; never empty.
    pub revisions: Vec<Revision>,
}

impl Article {
    /// The newest revision.
    ///
    /// # Panics
    ///
    /// Never: an article has at least one revision.
    pub fn latest(&self) -> &Revision {
        self.revisions
            .last()
            .expect("an article has at least one revision")
    }

    /// The source, or the file's name where the source is unknown, or "unknown".
    pub fn source_label(&self) -> &str {
        headline::label(self.source.as_deref(), self.latest().path.as_deref())
    }
}

/// All articles at hand, newest first (undated last, ties by path).
#[derive(Debug, Clone, Default)]
pub struct Library {
    articles: Vec<Article>,
    by_id: HashMap<ArticleId, usize>,
}

impl Library {
    /// Sorts `articles` into the library's order; of two with one id the first is kept.
    pub fn new(mut articles: Vec<Article>) -> Self {
        articles.sort_by(|a, b| {
            let key = |article: &Article| article.latest().published.map(Moment::seconds);
            key(b)
                .cmp(&key(a))
                .then_with(|| a.latest().path.cmp(&b.latest().path))
                .then(a.id.cmp(&b.id))
        });
        let mut by_id = HashMap::with_capacity(articles.len());
        articles.retain(|article| {
            let next = by_id.len();
            by_id.insert(article.id, next).is_none_or(|earlier| {
                by_id.insert(article.id, earlier);
                false
            })
        });
        Self { articles, by_id }
    }

    /// The articles, newest first.
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// The article of that id.
    pub fn get(&self, id: ArticleId) -> Option<&Article> {
        self.by_id.get(&id).map(|&index| &self.articles[index])
    }

    /// The articles whose id, in hex, begins with `prefix`.
    pub fn with_prefix<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a Article> {
        self.articles
            .iter()
            .filter(move |article| !prefix.is_empty() && article.id.to_string().starts_with(prefix))
    }
}
