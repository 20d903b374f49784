//! The shapes of what is printed as JSON; names here never change, new ones may join.

use std::io::{self, Write};

use serde::Serialize;

use crate::library::load::Problem;
use crate::library::{Article, Paragraph};
use crate::story::{Story, StoryId};
use crate::text::clean::Cleaned;

use super::shelf::Shelf;

/// An article, as one of its revisions tells it.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleShape<'a> {
    id: String,
    title: &'a str,
    title_derived: bool,
    source: Option<&'a str>,
    author: Option<&'a str>,
    published: Option<String>,
    updated: Option<String>,
    url: Option<&'a str>,
    path: Option<&'a str>,
    language: Option<&'a str>,
    words: usize,
    revisions: usize,
    story: Option<String>,
    read: bool,
    starred: bool,
}

impl<'a> ArticleShape<'a> {
    /// The shape of revision `revision` (from 0) of `article`.
    pub fn new(article: &'a Article, revision: usize, story: Option<StoryId>) -> Self {
        let text = &article.revisions[revision];
        Self {
            id: article.id.to_string(),
            title: &text.title,
            title_derived: text.title_derived,
            source: article.source.as_deref(),
            author: text.author.as_deref(),
            published: text.published.map(|moment| moment.to_string()),
            updated: text.updated.map(|moment| moment.to_string()),
            url: article.url.as_deref(),
            path: text.path.as_deref(),
            language: text.language.as_deref(),
            words: text.words(),
            revisions: article.revisions.len(),
            story: story.map(|id| id.to_string()),
            read: false,
            starred: false,
        }
    }

    /// The shape of the newest revision of an article of `shelf`.
    pub fn newest(article: &'a Article, shelf: &Shelf) -> Self {
        Self::new(article, article.revisions.len() - 1, shelf.story_of(article.id))
    }
}

/// What `list` prints.
#[derive(Debug, Serialize)]
pub struct ListShape<'a> {
    articles: Vec<ArticleShape<'a>>,
    problems: &'a [Problem],
}

impl<'a> ListShape<'a> {
    /// The articles of `shelf`, newest first.
    pub fn new(shelf: &'a Shelf) -> Self {
        Self {
            articles: shelf
                .library
                .articles()
                .iter()
                .map(|article| ArticleShape::newest(article, shelf))
                .collect(),
            problems: &shelf.problems,
        }
    }
}

/// What `stories` prints.
#[derive(Debug, Serialize)]
pub struct StoriesShape<'a> {
    stories: Vec<StoryShape<'a>>,
    problems: &'a [Problem],
}

#[derive(Debug, Serialize)]
struct StoryShape<'a> {
    id: String,
    title: &'a str,
    first_published: Option<String>,
    last_published: Option<String>,
    articles: Vec<ArticleShape<'a>>,
    why: Option<&'a str>,
}

impl<'a> StoriesShape<'a> {
    /// The stories of `shelf`, those of most articles first.
    pub fn new(shelf: &'a Shelf) -> Self {
        Self {
            stories: shelf
                .stories()
                .iter()
                .map(|story| StoryShape::new(story, shelf))
                .collect(),
            problems: &shelf.problems,
        }
    }
}

impl<'a> StoryShape<'a> {
    fn new(story: &'a Story, shelf: &'a Shelf) -> Self {
        let published = shelf.published(story);
        Self {
            id: story.id.to_string(),
            title: &story.title,
            first_published: published.map(|(first, _)| first.to_string()),
            last_published: published.map(|(_, last)| last.to_string()),
            articles: shelf
                .members(story)
                .map(|article| ArticleShape::newest(article, shelf))
                .collect(),
            why: story.why.as_deref(),
        }
    }
}

/// What `show` prints: an article with its text.
#[derive(Debug, Serialize)]
pub struct ShowShape<'a> {
    #[serde(flatten)]
    article: ArticleShape<'a>,
    paragraphs: &'a [Paragraph],
    sentences: Vec<&'a str>,
    omitted: &'a [String],
    cleaned: Cleaned,
}

impl<'a> ShowShape<'a> {
    /// The shape of revision `revision` (from 0) of `article`.
    pub fn new(article: &'a Article, revision: usize, story: Option<StoryId>) -> Self {
        let text = &article.revisions[revision];
        Self {
            article: ArticleShape::new(article, revision, story),
            paragraphs: &text.paragraphs,
            sentences: text.sentences().iter().map(|s| s.text).collect(),
            omitted: &text.omitted,
            cleaned: text.cleaned,
        }
    }
}

/// Writes one document and a line end; control characters are escaped by JSON itself.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn print(shape: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, shape)?;
    writeln!(out)
}
