//! The shapes of what is printed as JSON; names here never change, new ones may join.

use std::io::{self, Write};

use serde::Serialize;

use crate::library::load::Problem;
use crate::library::state::State;
use crate::library::{Article, Paragraph};
use crate::story::{Story, StoryId};
use crate::text::clean::Cleaned;
use crate::version::Page;

use super::holdings::Holdings;

/// An article, as one of its revisions tells it.
#[derive(Debug, Clone, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "the shape is a promise")]
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
    gone: bool,
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
            gone: text.gone,
        }
    }

    /// The same, with what a person did with the article.
    #[must_use]
    pub fn marked(self, state: State) -> Self {
        Self {
            read: state.read,
            starred: state.starred,
            ..self
        }
    }

    /// The shape of the newest revision of an article of `holdings`.
    pub fn newest(article: &'a Article, holdings: &Holdings) -> Self {
        Self::new(
            article,
            article.revisions.len() - 1,
            holdings.story_of(article.id),
        )
        .marked(holdings.states.of(article.id))
    }
}

/// What `list` prints.
#[derive(Debug, Serialize)]
pub struct ListShape<'a> {
    articles: Vec<ArticleShape<'a>>,
    problems: &'a [Problem],
}

impl<'a> ListShape<'a> {
    /// The articles of `holdings`, newest first.
    pub fn new(holdings: &'a Holdings) -> Self {
        Self {
            articles: holdings
                .library
                .articles()
                .iter()
                .map(|article| ArticleShape::newest(article, holdings))
                .collect(),
            problems: &holdings.problems,
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
    /// The stories of `holdings`, those of most articles first.
    pub fn new(holdings: &'a Holdings) -> Self {
        Self {
            stories: holdings
                .stories()
                .iter()
                .map(|story| StoryShape::new(story, holdings))
                .collect(),
            problems: &holdings.problems,
        }
    }
}

impl<'a> StoryShape<'a> {
    fn new(story: &'a Story, holdings: &'a Holdings) -> Self {
        let published = holdings.published(story);
        Self {
            id: story.id.to_string(),
            title: &story.title,
            first_published: published.map(|(first, _)| first.to_string()),
            last_published: published.map(|(_, last)| last.to_string()),
            articles: holdings
                .members(story)
                .map(|article| ArticleShape::newest(article, holdings))
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

    /// The same, with what a person did with the article.
    #[must_use]
    pub fn marked(self, state: State) -> Self {
        Self {
            article: self.article.marked(state),
            ..self
        }
    }
}

/// An article's own keys, and then its sentences.
#[derive(Debug, Serialize)]
pub struct TextShape<'a, A> {
    #[serde(flatten)]
    article: A,
    sentences: Vec<&'a str>,
}

impl<'a, A> TextShape<'a, A> {
    /// The shape of `page`, with the keys of `article`.
    pub fn new(article: A, page: &'a Page) -> Self {
        let sentences = page.sentences.iter().map(|(_, text)| text.as_str());
        Self {
            article,
            sentences: sentences.collect(),
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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::cli::holdings::tests::{article, holdings};

    fn printed(shape: &impl Serialize) -> String {
        let mut out = Vec::new();
        print(shape, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_article_has_every_key_in_order_and_null_where_nothing_is_known() {
        let article = article(
            0xab,
            None,
            "Ferry\u{9}\"aground\"",
            &["All saved. None hurt."],
        );
        let expected = r#"{
  "id": "00000000000000ab",
  "title": "Ferry\t\"aground\"",
  "title_derived": false,
  "source": null,
  "author": null,
  "published": null,
  "updated": null,
  "url": null,
  "path": "news/171.txt",
  "language": null,
  "words": 4,
  "revisions": 1,
  "story": null,
  "read": false,
  "starred": false,
  "gone": false,
  "paragraphs": [
    {
      "kind": "text",
      "text": "All saved. None hurt."
    }
  ],
  "sentences": [
    "All saved.",
    "None hurt."
  ],
  "omitted": [],
  "cleaned": {
    "controls": 0,
    "bidi": 0,
    "invisible": 0
  }
}
"#;
        assert_eq!(printed(&ShowShape::new(&article, 0, None)), expected);
    }

    #[test]
    fn a_list_has_problems_as_path_and_reason() {
        let mut holdings = holdings(Vec::new());
        holdings.problems.push(Problem {
            path: "a.txt".to_owned(),
            reason: "is empty".to_owned(),
            named: true,
        });
        let json: serde_json::Value =
            serde_json::from_str(&printed(&ListShape::new(&holdings))).unwrap();
        let expected = serde_json::json!({
            "articles": [],
            "problems": [{ "path": "a.txt", "reason": "is empty" }]
        });
        assert_eq!(json, expected);
    }

    #[test]
    fn a_story_has_its_articles_and_its_first_and_last_time() {
        let mut dated = article(1, Some("A"), "First", &["One."]);
        dated.revisions[0].published = crate::text::moment::Moment::parse("2025-07-10");
        let holdings = holdings(vec![dated]);
        let json = serde_json::to_value(StoriesShape::new(&holdings)).unwrap();
        let story = &json["stories"][0];
        assert_eq!(story["first_published"], "2025-07-10");
        assert_eq!(story["last_published"], "2025-07-10");
        assert_eq!(story["why"], serde_json::Value::Null);
        assert_eq!(story["articles"][0]["story"], story["id"]);
    }
}
