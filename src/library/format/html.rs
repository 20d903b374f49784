//! Web pages: their readable text by the rules of Readability, and what their metadata says.
//!
//! - Headline, outlet, author, dates, address and language come from JSON-LD, Open Graph and other `<meta>`,
//!   `<time>` and the page's own headings, in this order ([`meta`]).
//! - The page is tamed before a tree is built of it ([`tame`]). Where Readability finds nothing, or the
//!   page is too large for it, the run of prose in the page is taken, else the text that JSON-LD repeats.
//! - Captions of pictures are set aside.

use std::panic::catch_unwind;

use dom_smoothie::{Config, Readability};

use super::super::draft::{Draft, Form};
use super::plain;
use crate::library::{Paragraph, ParagraphKind};

pub(super) mod block;
mod linked_data;
mod meta;
mod tame;
pub(super) mod token;

use block::Blocks;
use meta::Meta;

/// Tamed pages above this many bytes are not given to Readability, which takes seconds for them.
const LARGEST: usize = 4 << 20;

/// Fewer words than this are no article where there is a longer text to choose.
const FEW_WORDS: usize = 40;

/// The article in a page; an error is a reason for a person.
pub(super) fn read(page: &str) -> Result<Draft, String> {
    let meta = Meta::read(page);
    let blocks = body(page, &meta);
    if blocks.paragraphs.is_empty() {
        return Err("a page without readable text".to_owned());
    }
    let mut draft = Draft {
        form: Form::Marked,
        title: meta.title(),
        source: meta.source(),
        author: meta.author(),
        published: meta.published(),
        updated: meta.updated(),
        url: meta.url(),
        language: meta.language,
        paragraphs: blocks.paragraphs,
        ..Draft::default()
    };
    draft.omitted = blocks.captions;
    Ok(draft)
}

/// The paragraphs of the article: the best of what Readability, the run of prose and JSON-LD offer.
fn body(page: &str, meta: &Meta) -> Blocks {
    let tamed = tame::tame(page);
    let mut blocks = readable(&tamed).unwrap_or_default();
    if words(&blocks) < FEW_WORDS {
        let run = run_of_prose(&tamed);
        if words(&run) > 2 * words(&blocks) || blocks.paragraphs.is_empty() {
            blocks = run;
        }
    }
    if let Some(text) = &meta.article.body {
        let repeated = Blocks {
            paragraphs: plain::paragraphs(text),
            ..Blocks::default()
        };
        if words(&repeated) > 2 * words(&blocks) {
            blocks = repeated;
        }
    }
    blocks
}

fn words(blocks: &Blocks) -> usize {
    blocks
        .paragraphs
        .iter()
        .map(|paragraph| paragraph.text.split_whitespace().count())
        .sum()
}

/// What Readability takes for the article; `None` where it finds none or fails.
fn readable(tamed: &str) -> Option<Blocks> {
    if tamed.len() > LARGEST {
        return None;
    }
    let content = catch_unwind(|| {
        let config = Config {
            disable_json_ld: true,
            ..Config::default()
        };
        let mut readability = Readability::new(tamed, None, Some(config)).ok()?;
        readability
            .parse()
            .ok()
            .map(|article| article.content.to_string())
    });
    content.ok().flatten().map(|content| block::read(&content))
}

/// All paragraphs from the first to the last that is surely prose, without the lists and lines of menus.
fn run_of_prose(tamed: &str) -> Blocks {
    let Blocks {
        paragraphs,
        captions,
    } = block::read(tamed);
    let is_prose = |paragraph: &Paragraph| {
        matches!(paragraph.kind, ParagraphKind::Text | ParagraphKind::Quote)
            && (paragraph.text.len() > 80
                || paragraph
                    .text
                    .trim_end()
                    .ends_with(['.', '!', '?', '”', '。']))
    };
    let (Some(first), Some(last)) = (
        paragraphs.iter().position(is_prose),
        paragraphs.iter().rposition(is_prose),
    ) else {
        return Blocks {
            paragraphs,
            captions,
        };
    };
    let is_kept =
        |paragraph: &Paragraph| is_prose(paragraph) || paragraph.kind != ParagraphKind::Text;
    Blocks {
        paragraphs: paragraphs[first..=last]
            .iter()
            .filter(|paragraph| is_kept(paragraph))
            .cloned()
            .collect(),
        captions,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::text::moment::Moment;

    const BODY: &str = "<article><h1>Ferry to be scrapped</h1><p>The harbour board said on Tuesday that the ferry, which had been due \
        for repair since the spring, would be taken out of service for good, and that buses would carry its passengers.</p>\
        <figure><img src=x><figcaption>The ferry. Photo: Bo Ek</figcaption></figure>\
        <h2>What comes next</h2><p>A new boat has been ordered from a yard in the north, the board said, and it is expected to \
        arrive before the winter, if the weather allows the long tow along the coast.</p></article>";

    fn page(head: &str) -> Draft {
        let menu = "<nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav>";
        read(&format!("<html lang=en-GB><head>{head}</head><body>{menu}{BODY}<footer>© 2025</footer></body></html>")).unwrap()
    }

    #[test]
    fn the_readable_text_is_found_and_its_parts_told_apart() {
        let draft = page("<title>Ferry to be scrapped | Harbour News</title>");
        let kinds: Vec<_> = draft
            .paragraphs
            .iter()
            .map(|paragraph| paragraph.kind)
            .collect();
        assert!(
            kinds.ends_with(&[
                ParagraphKind::Text,
                ParagraphKind::Heading,
                ParagraphKind::Text
            ]),
            "{kinds:?}"
        );
        assert!(
            draft
                .paragraphs
                .iter()
                .all(|paragraph| !paragraph.text.contains("World"))
        );
        assert_eq!(draft.title.as_deref(), Some("Ferry to be scrapped"));
        assert_eq!(draft.language.as_deref(), Some("en-GB"));
    }

    #[test]
    fn open_graph_names_what_it_can() {
        let draft = page(
            "<meta property=og:title content='Ferry to be scrapped - Harbour News'><meta property=og:site_name content='Harbour News'>\
             <meta name=author content='By Ann Lee and Bo Ek'><meta property='article:published_time' content='2025-07-10T08:00:00Z'>\
             <link rel=canonical href='https://harbour.example/ferry'>",
        );
        assert_eq!(draft.title.as_deref(), Some("Ferry to be scrapped"));
        assert_eq!(draft.source.as_deref(), Some("Harbour News"));
        assert_eq!(draft.author.as_deref(), Some("Ann Lee, Bo Ek"));
        assert_eq!(draft.published, Moment::parse("2025-07-10T08:00:00Z"));
        assert_eq!(draft.url.as_deref(), Some("https://harbour.example/ferry"));
    }

    #[test]
    fn json_ld_is_searched_for_its_article() {
        let draft = page(
            r#"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"Site"},
            {"@type":["NewsArticle"],"headline":"Ferry &amp; crew","datePublished":"2025-07-10T08:00:00+02:00","dateModified":"2025-07-11",
            "author":[{"@type":"Person","name":"Ann Lee"},{"@type":"Organization","name":"Harbour News"}],
            "publisher":{"@type":"Organization","name":"Harbour News"}}]}</script>"#,
        );
        assert_eq!(draft.title.as_deref(), Some("Ferry & crew"));
        assert_eq!(draft.source.as_deref(), Some("Harbour News"));
        assert_eq!(draft.author.as_deref(), Some("Ann Lee"));
        assert_eq!(draft.published, Moment::parse("2025-07-10T08:00:00+02:00"));
        assert_eq!(draft.updated, Moment::parse("2025-07-11"));
    }

    #[test]
    fn hostile_pages_end_soon() {
        for html in [
            "<div>".repeat(20_000),
            "<ul><li>".repeat(5_000),
            format!("<p {}>text", "a=1 ".repeat(50_000)),
            "<table><tr><td colspan=2147483648>x".repeat(500),
            "<b><a href=x>".repeat(2_000),
        ] {
            let start = std::time::Instant::now();
            let _ = read(&html);
            assert!(start.elapsed().as_secs() < 10, "{}", &html[..20]);
        }
    }

    #[test]
    fn a_page_without_text_says_so() {
        assert!(read("<html><body><script>app()</script></body></html>").is_err());
    }
}
