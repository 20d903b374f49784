//! Markdown: what each block says, its inline markup resolved; front matter and a first heading are read as
//! the fields and the headline.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::super::draft::{Draft, Form};
use super::header;
use super::html::block;
use crate::library::{Paragraph, ParagraphKind, SET_ASIDE};
use crate::text::clean::clean;

/// The article in a Markdown text.
pub(super) fn read(text: &str) -> Draft {
    let (text, cleaned) = clean(text);
    let mut draft = Draft {
        form: Form::Marked,
        cleaned,
        ..Draft::default()
    };
    let body = header::take(&text, &mut draft).unwrap_or(&text);
    let mut reader = Reader::default();
    for event in Parser::new_ext(
        body,
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS,
    ) {
        reader.take(event);
    }
    reader.flush();
    if draft.title.is_none() {
        draft.title = reader.take_title();
    }
    draft.paragraphs = reader.paragraphs;
    for line in reader.aside {
        draft.omit(&line.text);
    }
    draft
}

#[derive(Default)]
struct Reader {
    paragraphs: Vec<Paragraph>,
    text: String,
    /// HTML between the lines, to be read as such.
    html: String,
    heading: bool,
    code: bool,
    quotes: usize,
    items: usize,
    /// How many pictures are open; their text is not shown.
    pictures: usize,
    /// Whether the first block is a heading of the first level.
    titled: bool,
    /// From which paragraph on all was set aside when the article was written out, until that ends.
    aside_from: Option<usize>,
    /// What was set aside.
    aside: Vec<Paragraph>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(&tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) | Event::Code(text) if self.pictures == 0 => {
                self.text.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            Event::Html(html) => self.html.push_str(&html),
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = true;
                self.titled |= *level == HeadingLevel::H1 && self.paragraphs.is_empty();
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.flush();
                self.code = true;
            }
            Tag::Item => {
                self.flush();
                self.items += 1;
            }
            Tag::Image { .. } => self.pictures += 1,
            Tag::TableCell if !self.text.is_empty() => self.text.push_str(" | "),
            Tag::Paragraph | Tag::List(_) | Tag::TableRow | Tag::TableHead => self.flush(),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.pictures -= 1,
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.take_html(&html);
            }
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::TableCell => {}
            _ => self.flush(),
        }
        match tag {
            TagEnd::Heading(_) => self.heading = false,
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::CodeBlock => self.code = false,
            TagEnd::Item => self.items -= 1,
            _ => {}
        }
    }

    fn take_html(&mut self, html: &str) {
        let begins = format!("<details>\n<summary>{SET_ASIDE}</summary>");
        match html.trim() {
            begin if begin == begins => self.aside_from = Some(self.paragraphs.len()),
            html => match self.aside_from.take() {
                Some(from) if html == "</details>" => {
                    self.aside.extend(self.paragraphs.drain(from..));
                }
                still => {
                    self.aside_from = still;
                    self.paragraphs.extend(block::read(html).paragraphs);
                }
            },
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        let kind = match self {
            Self { code: true, .. } => ParagraphKind::Code,
            Self { heading: true, .. } => ParagraphKind::Heading,
            Self { items: 1.., .. } => ParagraphKind::List,
            Self { quotes: 1.., .. } => ParagraphKind::Quote,
            _ => ParagraphKind::Text,
        };
        self.paragraphs.push(Paragraph { kind, text });
    }

    /// The heading of the first level that begins the text.
    fn take_title(&mut self) -> Option<String> {
        let first = self.paragraphs.first()?;
        (self.titled && first.kind == ParagraphKind::Heading)
            .then(|| self.paragraphs.remove(0).text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParagraphKind::{Code, Heading, List, Quote, Text};

    #[test]
    fn what_was_set_aside_when_it_was_written_out_is_no_body() {
        let draft = read(
            "# Ferry sinks\n\nIt sank.\n\n<details>\n<summary>Set aside</summary>\n\n4 Min Read\n\n- Share \\*this\\*\n\n</details>\n\nIt was raised.\n",
        );
        let blocks: Vec<_> = draft.paragraphs.iter().map(|p| p.text.trim()).collect();
        assert_eq!(blocks, ["It sank.", "It was raised."]);
        assert_eq!(draft.omitted, ["4 Min Read", "Share *this*"]);
        let draft = read("<details>\n<summary>More</summary>\n\nIt sank.\n\n</details>\n");
        let blocks: Vec<_> = draft.paragraphs.iter().map(|p| p.text.trim()).collect();
        assert_eq!(blocks, ["More", "It sank."]);
    }

    #[test]
    fn blocks_keep_their_kind_and_lose_their_markup() {
        let draft = read(
            "---\nsource: Post\n---\n# Ferry *sinks*\n\nIt **sank** off [the coast](https://c.example)\nat night.![boat](b.png)\n\n## Then\n\n\
             > “So be it.”\n\n- one\n- two\n\n```\nlet x;\n```\n\n<div>From <b>HTML</b>.</div>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        );
        assert_eq!(draft.title.as_deref(), Some("Ferry sinks"));
        assert_eq!(draft.source.as_deref(), Some("Post"));
        let blocks: Vec<_> = draft
            .paragraphs
            .iter()
            .map(|p| (p.kind, p.text.trim()))
            .collect();
        assert_eq!(
            blocks,
            [
                (Text, "It sank off the coast at night."),
                (Heading, "Then"),
                (Quote, "“So be it.”"),
                (List, "one"),
                (List, "two"),
                (Code, "let x;"),
                (Text, "From HTML."),
                (Text, "a | b"),
                (Text, "1 | 2"),
            ]
        );
    }

    #[test]
    fn a_later_heading_is_no_headline() {
        let draft = read("It sank.\n\n# Then\n\nNothing.");
        assert_eq!((draft.title, draft.paragraphs.len()), (None, 3));
    }

    #[test]
    fn deep_nesting_ends_soon() {
        let deep = "> ".repeat(5_000) + "text";
        assert!(!read(&deep).paragraphs.is_empty());
    }
}
