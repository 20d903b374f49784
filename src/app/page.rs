//! How an article, or a story as a whole, is set in lines for reading.

use std::ops::Range;

use super::notice::count;
use super::stock::Stock;
use crate::library::state::Stop;
use crate::library::{Article, Entry, Paragraph, ParagraphKind, Revision};
use crate::search::passage;
use crate::search::query::Query;
use crate::text::moment::wording;
use crate::wrap;

/// What a line of the reading pane is; its look follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// The headline.
    Headline,
    /// Source, author, day; whatever is said about a text.
    About,
    /// Running text, also of lists.
    Text,
    /// A heading inside the text.
    Heading,
    /// A quotation.
    Quote,
    /// Preformatted text.
    Code,
    /// What was set aside.
    Aside,
}

/// One line, at most as wide as the text is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// What it says; a blank line says nothing.
    pub text: String,
    /// Where in the body it begins; none outside of it.
    pub place: Option<Stop>,
    /// The bytes that stand out.
    pub matches: Vec<Range<usize>>,
}

/// Whether what was set aside is shown, and the key that shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aside {
    /// Whether it is shown.
    pub shown: bool,
    /// The key that shows or hides it, written for a person.
    pub key: String,
}

/// Lines being set, so many columns wide.
struct Setter {
    lines: Vec<Line>,
    columns: usize,
    /// Index of the paragraph that is being set; none outside of the body.
    paragraph: Option<usize>,
}

impl Setter {
    fn new(columns: usize) -> Self {
        Self {
            lines: Vec::new(),
            columns,
            paragraph: None,
        }
    }

    /// Adds `text`, wrapped; `first` stands before its first line, `rest` before the others.
    fn add_behind(&mut self, kind: LineKind, first: &str, rest: &str, text: &str) {
        let room = self.columns.saturating_sub(wrap::width(first)).max(1);
        for (index, range) in wrap::wrap(text, room).into_iter().enumerate() {
            let before = if index == 0 { first } else { rest };
            let place = self.paragraph.map(|paragraph| Stop {
                paragraph,
                byte: range.start,
            });
            let text = format!("{before}{}", &text[range]);
            self.lines.push(Line {
                kind,
                text,
                place,
                matches: Vec::new(),
            });
        }
    }

    fn add(&mut self, kind: LineKind, text: &str) {
        self.add_behind(kind, "", "", text);
    }

    fn blank(&mut self) {
        let text = String::new();
        self.lines.push(Line {
            kind: LineKind::Text,
            text,
            place: None,
            matches: Vec::new(),
        });
    }

    fn paragraph(&mut self, index: usize, paragraph: &Paragraph) {
        self.paragraph = Some(index);
        let text = &paragraph.text;
        match paragraph.kind {
            ParagraphKind::Text => self.add(LineKind::Text, text),
            ParagraphKind::Heading => self.add(LineKind::Heading, text),
            ParagraphKind::Quote => self.add_behind(LineKind::Quote, "│ ", "│ ", text),
            ParagraphKind::List => self.add_behind(LineKind::Text, "• ", "  ", text),
            ParagraphKind::Code => self.add_behind(LineKind::Code, "  ", "  ", text),
        }
        self.paragraph = None;
    }
}

/// Makes every place that `sought` looks for stand out, also where it goes over the end of a line.
pub fn mark(lines: &mut [Line], sought: &Query) {
    let is_one = |a: &Line, b: &Line| {
        let paragraph = |line: &Line| line.place.map(|place| place.paragraph);
        a.kind == b.kind && paragraph(a) == paragraph(b) && !b.text.is_empty()
    };
    for group in lines.chunk_by_mut(is_one) {
        let texts: Vec<&str> = group.iter().map(|line| line.text.as_str()).collect();
        let places = passage::places(&texts.join(" "), sought);
        let mut start = 0;
        for line in group {
            let end = start + line.text.len();
            let inside = places.iter().filter(|p| p.start < end && p.end > start);
            line.matches = inside
                .map(|p| p.start.max(start) - start..p.end.min(end) - start)
                .collect();
            start = end + 1;
        }
    }
}

/// What is said of an article whose text cannot be read now.
pub fn unreadable(entry: Entry<'_>, columns: usize) -> Vec<Line> {
    let mut page = Setter::new(columns);
    page.add(LineKind::Headline, entry.title());
    page.blank();
    page.add(LineKind::About, entry.source_label());
    page.blank();
    let says = "Its text cannot be read at the moment: `newsread verify` says what is wrong.";
    page.add(LineKind::About, says);
    page.lines
}

/// An article in lines of at most `columns` cells; `aside` says whether what was set aside
/// is shown.
pub fn article(article: &Article, stock: &Stock, columns: usize, aside: &Aside) -> Vec<Line> {
    let text = article.latest();
    let mut page = Setter::new(columns);
    page.add(LineKind::Headline, &text.title);
    page.blank();
    page.add(LineKind::About, &about(article, stock));
    if text.title_derived {
        page.add(
            LineKind::About,
            "no headline of its own: this is its beginning",
        );
    }
    page.blank();
    body(&mut page, text);
    set_aside(&mut page, text, aside);
    if let Some(url) = &article.url {
        page.blank();
        page.add(LineKind::About, url);
    }
    also_told_by(&mut page, article, stock);
    page.lines
}

/// Source, author, day and length of an article, in one line.
fn about(article: &Article, stock: &Stock) -> String {
    let text = article.latest();
    let mut parts = vec![article.source_label().to_owned()];
    parts.extend(text.author.clone());
    parts.push(
        text.published
            .map_or_else(|| "undated".to_owned(), wording::long),
    );
    parts.extend(
        text.updated
            .map(|at| format!("updated {}", wording::long(at))),
    );
    parts.push(count(text.words(), "word", "words"));
    if article.revisions.len() > 1 {
        parts.push(count(article.revisions.len(), "revision", "revisions"));
    }
    if text.gone {
        parts.push("its file is gone".to_owned());
    }
    if stock.told_by(article.id) > 1 {
        parts.push(format!("story of {}", stock.told_by(article.id)));
    }
    parts.join(" · ")
}

/// The paragraphs, apart from each other; items of one list stand together.
fn body(page: &mut Setter, text: &Revision) {
    let mut before = None;
    for (index, paragraph) in text.paragraphs.iter().enumerate() {
        let together = (ParagraphKind::List, ParagraphKind::List);
        if before.is_some_and(|kind| (kind, paragraph.kind) != together) {
            page.blank();
        }
        page.paragraph(index, paragraph);
        before = Some(paragraph.kind);
    }
    if text.paragraphs.is_empty() {
        page.add(LineKind::About, "This article has no text.");
    }
}

fn set_aside(page: &mut Setter, text: &Revision, aside: &Aside) {
    let cleaned = text.cleaned;
    let characters = cleaned.controls + cleaned.bidi + cleaned.invisible;
    if text.omitted.is_empty() && characters == 0 {
        return;
    }
    page.blank();
    if !text.omitted.is_empty() {
        omitted(page, &text.omitted, aside);
    }
    if characters > 0 {
        let characters = count(
            characters,
            "harmful or invisible character",
            "harmful or invisible characters",
        );
        page.add(LineKind::About, &format!("{characters} cleaned away"));
    }
}

fn omitted(page: &mut Setter, lines: &[String], aside: &Aside) {
    let (number, key) = (count(lines.len(), "line", "lines"), &aside.key);
    let does = if aside.shown { "hides" } else { "shows" };
    let them = if lines.len() == 1 { "it" } else { "them" };
    page.add(
        LineKind::About,
        &format!("{number} set aside · {key} {does} {them}"),
    );
    if aside.shown {
        for line in lines {
            page.add_behind(LineKind::Aside, "  ", "  ", line);
        }
    }
}

fn also_told_by(page: &mut Setter, article: &Article, stock: &Stock) {
    let Some(story) = stock
        .story_of(article.id)
        .map(|index| &stock.stories()[index])
    else {
        return;
    };
    let others = story.articles.iter().filter(|id| **id != article.id);
    let names: Vec<&str> = others
        .filter_map(|id| stock.get(*id))
        .map(Entry::source_label)
        .collect();
    if !names.is_empty() {
        page.blank();
        page.add(
            LineKind::About,
            &format!("also told by {}", names.join(", ")),
        );
    }
}

/// A story as a whole: its headline, what joined it, and its versions.
pub fn story(index: usize, stock: &Stock, columns: usize) -> Vec<Line> {
    let story = &stock.stories()[index];
    let mut page = Setter::new(columns);
    page.add(LineKind::Headline, &story.title);
    page.blank();
    let versions = count(story.articles.len(), "version", "versions");
    let by_hand = stock.grouping().by_hand(index);
    let by_hand = by_hand.map_or_else(String::new, |said| format!(" · {said}"));
    page.add(
        LineKind::About,
        &format!("one story in {versions}{by_hand}"),
    );
    if let Some(why) = stock.why(index) {
        page.add(LineKind::About, &why);
    }
    for version in story.articles.iter().filter_map(|id| stock.get(*id)) {
        page.blank();
        page.add(LineKind::Heading, version.source_label());
        page.add(LineKind::Text, version.title());
        page.add(LineKind::About, &about_version(version));
    }
    page.lines
}

fn about_version(version: Entry<'_>) -> String {
    let author = version.author().map(str::to_owned);
    let mut parts: Vec<String> = author.into_iter().collect();
    let day = version.published().map(wording::long);
    parts.push(day.unwrap_or_else(|| "undated".to_owned()));
    parts.push(count(version.words(), "word", "words"));
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;
    use crate::library::ArticleId;

    fn shown(article: &Article, stock: &Stock, aside: &Aside) -> Vec<String> {
        let lines = super::article(article, stock, 24, aside);
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn each_kind_of_paragraph_is_set_in_its_way() {
        let paragraph = |kind, text: &str| Paragraph {
            kind,
            text: text.to_owned(),
        };
        let paragraphs = vec![
            paragraph(ParagraphKind::Heading, "Costs"),
            paragraph(ParagraphKind::Quote, "We shall pay for all of it."),
            paragraph(ParagraphKind::List, "a bridge that stands for ever"),
            paragraph(ParagraphKind::List, "a ferry"),
            paragraph(ParagraphKind::Code, "1 + 1"),
        ];
        let mut page = Setter::new(20);
        body(
            &mut page,
            &Revision {
                paragraphs,
                ..Revision::default()
            },
        );
        let lines: Vec<&str> = page.lines.iter().map(|line| line.text.as_str()).collect();
        let expected = [
            "Costs",
            "",
            "│ We shall pay for",
            "│ all of it.",
            "",
            "• a bridge that",
            "  stands for ever",
            "• a ferry",
            "",
            "  1 + 1",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn what_was_set_aside_is_named_and_shown_on_demand() {
        let stock = example::stock();
        let first = &*stock.article(stock.entry(0).id()).expect("it is held");
        let mut aside = Aside {
            shown: false,
            key: "B".to_owned(),
        };
        let hidden = shown(first, &stock, &aside);
        assert!(
            hidden
                .iter()
                .any(|line| line.contains("1 line set aside · B")),
            "{hidden:?}"
        );
        assert!(
            !hidden.iter().any(|line| line.contains("Share this")),
            "{hidden:?}"
        );
        aside.shown = true;
        assert!(
            shown(first, &stock, &aside)
                .iter()
                .any(|line| line == "  Share this article")
        );
    }

    #[test]
    fn no_line_is_wider_than_the_text_is_set() {
        let stock = example::stock();
        for entry in stock.catalogue().entries() {
            let article = stock.article(entry.id()).expect("it is held");
            for line in super::article(&article, &stock, 24, &Aside::default()) {
                assert!(wrap::width(&line.text) <= 24, "{}", line.text);
            }
        }
    }

    #[test]
    fn what_was_searched_for_stands_out_over_the_end_of_a_line() {
        let mut page = Setter::new(14);
        page.paragraph(
            0,
            &Paragraph {
                text: "They held peace talks on peace.".to_owned(),
                ..Paragraph::default()
            },
        );
        mark(&mut page.lines, &Query::new("\"peace talks\" on"));
        let marked: Vec<(&str, Vec<&str>)> = page
            .lines
            .iter()
            .map(|line| {
                let matches = line.matches.iter().map(|bytes| &line.text[bytes.clone()]);
                (line.text.as_str(), matches.collect())
            })
            .collect();
        let expected = [
            ("They held", vec![]),
            ("peace talks on", vec!["peace talks", "on"]),
            ("peace.", vec![]),
        ];
        assert_eq!(marked, expected);
        let mut page = Setter::new(11);
        let text = "They hold peace talks.".to_owned();
        page.paragraph(
            0,
            &Paragraph {
                text,
                ..Paragraph::default()
            },
        );
        mark(&mut page.lines, &Query::new("\"hold peace\""));
        let matches = page.lines.iter().flat_map(|line| line.matches.clone());
        assert_eq!(matches.collect::<Vec<_>>(), [5..9, 0..5]);
    }

    #[test]
    fn a_story_lists_its_versions_and_what_joined_them() {
        let stock = example::stock();
        let lines: Vec<String> = story(0, &stock, 60)
            .into_iter()
            .map(|line| line.text)
            .collect();
        assert!(
            lines.contains(&"one story in 3 versions".to_owned()),
            "{lines:?}"
        );
        assert!(
            lines.contains(&"both tell of the harbour bridge and the mayor".to_owned()),
            "{lines:?}"
        );
        assert_eq!(stock.told_by(ArticleId(1)), 3);
    }
}
