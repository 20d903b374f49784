//! One version of a story as a page to compare, and two such pages compared.

use crate::compare::{self, Comparison, Side, Text};
use crate::library::{Article, ArticleId};
use crate::text::Sentence;
use crate::text::clean::Cleaned;
use crate::text::moment::Moment;

/// Which text of which article: a member of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Version {
    /// The article.
    pub article: ArticleId,
    /// Index of its revision, from 0, the oldest.
    pub revision: usize,
}

/// A version's text, owned, cut into sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Which version it is.
    pub version: Version,
    /// The outlet, or the file's name where the outlet is unknown.
    pub source: String,
    /// Whether the outlet is unknown, so that `source` is a file's name.
    pub source_unknown: bool,
    /// Number of the revision, from 1, where the article has several.
    pub revision_number: Option<usize>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published.
    pub published: Option<Moment>,
    /// The headline.
    pub title: String,
    /// Whether the headline was derived from the first sentence.
    pub title_derived: bool,
    /// BCP 47 tag of the language, where known.
    pub language: Option<String>,
    /// The body's sentences: paragraph index and text.
    pub sentences: Vec<(usize, String)>,
    /// What cleaning changed: two pages may differ in that only.
    pub cleaned: Cleaned,
}

impl Page {
    /// The page of revision `revision` (from 0; the newest where there are fewer) of `article`.
    pub fn new(article: &Article, revision: usize) -> Self {
        let revision = revision.min(article.revisions.len().saturating_sub(1));
        let text = &article.revisions[revision];
        Self {
            version: Version {
                article: article.id,
                revision,
            },
            source: article.source_label().to_owned(),
            source_unknown: article.source.is_none(),
            revision_number: (article.revisions.len() > 1).then_some(revision + 1),
            author: text.author.clone(),
            published: text.published,
            title: text.title.clone(),
            title_derived: text.title_derived,
            language: text.language.clone(),
            sentences: text
                .sentences()
                .iter()
                .map(|s| (s.paragraph, s.text.to_owned()))
                .collect(),
            cleaned: text.cleaned,
        }
    }

    /// The text of sentence `index`; empty where there is none.
    pub fn sentence(&self, index: usize) -> &str {
        self.sentences.get(index).map_or("", |(_, text)| text)
    }

    /// The text as the engine takes it.
    pub fn text(&self) -> Text<'_> {
        Text {
            headline: if self.title_derived { "" } else { &self.title },
            sentences: self
                .sentences
                .iter()
                .map(|(paragraph, text)| Sentence {
                    paragraph: *paragraph,
                    text,
                })
                .collect(),
            date: self.published.map(Moment::day),
            language: self.language.as_deref(),
        }
    }
}

/// At most so many other versions of a story are heard as witnesses, since each takes milliseconds.
pub const WITNESSES: usize = 12;

/// Two pages to be compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Pages {
    /// The page on the left.
    pub left: Page,
    /// The page on the right.
    pub right: Page,
    /// Other versions of their story, of other articles: where two sentences have one counterpart in these,
    /// that speaks for them.
    pub witnesses: Vec<Page>,
}

impl Pages {
    /// Compares the two; takes milliseconds for each page, so the screen leaves it to a worker.
    pub fn compare(self) -> Compared {
        let Self {
            left,
            right,
            witnesses,
        } = self;
        let texts: Vec<Text<'_>> = witnesses.iter().map(Page::text).collect();
        let comparison = compare::compare_with(&left.text(), &right.text(), &texts);
        Compared {
            left,
            right,
            witnesses,
            comparison,
        }
    }
}

/// Two pages and what the engine says of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The page on the left.
    pub left: Page,
    /// The page on the right.
    pub right: Page,
    /// The other versions that were heard.
    pub witnesses: Vec<Page>,
    /// What differs.
    pub comparison: Comparison,
}

impl Compared {
    /// Compares two pages of which no other version is at hand.
    pub fn new(left: Page, right: Page) -> Self {
        let witnesses = Vec::new();
        let pages = Pages {
            left,
            right,
            witnesses,
        };
        pages.compare()
    }

    /// The pages to be compared the other way round.
    pub fn swapped(&self) -> Pages {
        Pages {
            left: self.right.clone(),
            right: self.left.clone(),
            witnesses: self.witnesses.clone(),
        }
    }

    /// The page of one side.
    pub fn page(&self, side: Side) -> &Page {
        match side {
            Side::Left => &self.left,
            Side::Right => &self.right,
        }
    }
}
