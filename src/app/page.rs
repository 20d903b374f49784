//! How an article, or a story as a whole, is set in lines for reading.

use super::day;
use super::notice::count;
use super::stock::Stock;
use crate::library::{Article, Paragraph, ParagraphKind, Revision};
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
}

impl Setter {
    fn new(columns: usize) -> Self {
        Self {
            lines: Vec::new(),
            columns,
        }
    }

    /// Adds `text`, wrapped; `first` stands before its first line, `rest` before the others.
    fn add_behind(&mut self, kind: LineKind, first: &str, rest: &str, text: &str) {
        let room = self.columns.saturating_sub(wrap::width(first)).max(1);
        for (index, range) in wrap::wrap(text, room).into_iter().enumerate() {
            let before = if index == 0 { first } else { rest };
            let text = format!("{before}{}", &text[range]);
            self.lines.push(Line { kind, text });
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
        });
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let text = &paragraph.text;
        match paragraph.kind {
            ParagraphKind::Text => self.add(LineKind::Text, text),
            ParagraphKind::Heading => self.add(LineKind::Heading, text),
            ParagraphKind::Quote => self.add_behind(LineKind::Quote, "│ ", "│ ", text),
            ParagraphKind::List => self.add_behind(LineKind::Text, "• ", "  ", text),
            ParagraphKind::Code => self.add_behind(LineKind::Code, "  ", "  ", text),
        }
    }
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
            .map_or_else(|| "undated".to_owned(), day::long),
    );
    parts.extend(text.updated.map(|at| format!("updated {}", day::long(at))));
    parts.push(count(text.words(), "word", "words"));
    if article.revisions.len() > 1 {
        parts.push(count(article.revisions.len(), "revision", "revisions"));
    }
    if stock.told_by(article.id) > 1 {
        parts.push(format!("story of {}", stock.told_by(article.id)));
    }
    parts.join(" · ")
}

/// The paragraphs, apart from each other; items of one list stand together.
fn body(page: &mut Setter, text: &Revision) {
    let mut before = None;
    for paragraph in &text.paragraphs {
        let together = (ParagraphKind::List, ParagraphKind::List);
        if before.is_some_and(|kind| (kind, paragraph.kind) != together) {
            page.blank();
        }
        page.paragraph(paragraph);
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
        .map(Article::source_label)
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
    page.add(LineKind::About, &format!("one story in {versions}"));
    if let Some(why) = &story.why {
        page.add(LineKind::About, why);
    }
    for version in story.articles.iter().filter_map(|id| stock.get(*id)) {
        page.blank();
        page.add(LineKind::Heading, version.source_label());
        page.add(LineKind::Text, &version.latest().title);
        page.add(LineKind::About, &about_version(version));
    }
    page.lines
}

fn about_version(article: &Article) -> String {
    let text = article.latest();
    let mut parts: Vec<String> = text.author.clone().into_iter().collect();
    parts.push(
        text.published
            .map_or_else(|| "undated".to_owned(), day::long),
    );
    parts.push(count(text.words(), "word", "words"));
    parts.join(" · ")
}
