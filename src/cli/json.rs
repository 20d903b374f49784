//! The shapes of what is printed as JSON; names here never change, new ones may join.

use std::io::{self, Write};

use serde::Serialize;

use crate::library::load::Problem;
use crate::library::state::State;
use crate::library::{Article, ArticleId, Entry, Headline, Paragraph};
use crate::story::{Story, StoryId};
use crate::text::clean::Cleaned;
use crate::version::Page;

use super::holdings::Holdings;

/// An article, as one of its revisions tells it.
#[derive(Debug, Clone, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "the shape is a promise")]
pub struct ArticleShape {
    id: String,
    title: String,
    title_derived: bool,
    source: Option<String>,
    author: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    url: Option<String>,
    path: Option<String>,
    language: Option<String>,
    words: usize,
    revisions: usize,
    story: Option<String>,
    read: bool,
    starred: bool,
    gone: bool,
}

impl ArticleShape {
    /// The shape of an article by its headline.
    pub fn new(article: Headline, story: Option<StoryId>) -> Self {
        Self {
            id: article.id.to_string(),
            title: article.title,
            title_derived: article.title_derived,
            source: article.source,
            author: article.author,
            published: article.published.map(|moment| moment.to_string()),
            updated: article.updated.map(|moment| moment.to_string()),
            url: article.url,
            path: article.path,
            language: article.language,
            words: article.words,
            revisions: article.revisions,
            story: story.map(|id| id.to_string()),
            read: false,
            starred: false,
            gone: article.gone,
        }
    }

    /// The shape of revision `revision` (from 0) of `article`.
    pub fn of(article: &Article, revision: usize, story: Option<StoryId>) -> Self {
        Self::new(Headline::of(article, &article.revisions[revision]), story)
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

    /// The shapes of the newest revisions of these articles of `holdings`.
    pub fn newest(articles: &[ArticleId], holdings: &Holdings) -> Vec<Self> {
        let shape = |article: Headline| {
            let (story, state) = (
                holdings.story_of(article.id),
                holdings.states.of(article.id),
            );
            Self::new(article, story).marked(state)
        };
        let articles = holdings.held.texts.headlines(articles);
        articles.into_iter().map(shape).collect()
    }
}

/// What `list` prints.
#[derive(Debug, Serialize)]
pub struct ListShape<'a> {
    articles: Vec<ArticleShape>,
    problems: &'a [Problem],
}

impl<'a> ListShape<'a> {
    /// The articles of `holdings`, newest first.
    pub fn new(holdings: &'a Holdings) -> Self {
        let ids: Vec<ArticleId> = holdings.catalogue().entries().map(Entry::id).collect();
        Self {
            articles: ArticleShape::newest(&ids, holdings),
            problems: holdings.problems(),
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
    articles: Vec<ArticleShape>,
    why: Option<String>,
}

impl<'a> StoriesShape<'a> {
    /// The stories of `holdings`, those of most articles first.
    pub fn new(holdings: &'a Holdings) -> Self {
        Self {
            stories: holdings
                .with_reasons()
                .map(|(story, why)| StoryShape::new(story, why, holdings))
                .collect(),
            problems: holdings.problems(),
        }
    }
}

impl<'a> StoryShape<'a> {
    fn new(story: &'a Story, why: Option<String>, holdings: &'a Holdings) -> Self {
        let published = holdings.published(story);
        Self {
            id: story.id.to_string(),
            title: &story.title,
            first_published: published.map(|(first, _)| first.to_string()),
            last_published: published.map(|(_, last)| last.to_string()),
            articles: ArticleShape::newest(&story.articles, holdings),
            why,
        }
    }
}

/// What `show` prints: an article with its text.
#[derive(Debug, Serialize)]
pub struct ShowShape<'a> {
    #[serde(flatten)]
    article: ArticleShape,
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
            article: ArticleShape::of(article, revision, story),
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
        holdings.held.problems.push(Problem {
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
