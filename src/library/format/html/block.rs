//! Which paragraphs a piece of HTML has, and of what kind.

use super::token::{Tag, Token, Tokens, decode};
use crate::library::{Paragraph, ParagraphKind};

/// What was read from a piece of HTML; not yet cleaned.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::library::format) struct Blocks {
    pub(in crate::library::format) paragraphs: Vec<Paragraph>,
    /// Captions of pictures, which are no part of the text.
    pub(in crate::library::format) captions: Vec<String>,
}

/// Reads the paragraphs of `html`.
pub(in crate::library::format) fn read(html: &str) -> Blocks {
    let mut reader = Reader::default();
    for token in Tokens::new(html) {
        reader.take(token);
    }
    reader.flush();
    reader.blocks
}

/// The text of `html` on one line, for headlines and names.
pub(in crate::library::format) fn line(html: &str) -> String {
    let blocks = read(html);
    let texts: Vec<String> = blocks
        .paragraphs
        .into_iter()
        .map(|paragraph| paragraph.text)
        .collect();
    texts.join(" ")
}

const BLOCKS: [&str; 40] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
    "xmp",
];

/// Elements that hold no text of the article.
const SKIPPED: [&str; 15] = [
    "audio", "button", "canvas", "datalist", "dialog", "head", "map", "nav", "noscript", "object",
    "option", "select", "svg", "template", "video",
];

/// Elements without content, and so without an end tag.
pub(super) const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

pub(super) fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| name.eq_ignore_ascii_case(known))
}

#[derive(Default)]
struct Reader<'a> {
    blocks: Blocks,
    /// The paragraph so far; `\n` for a line break that was asked for.
    text: String,
    heading: bool,
    quote: usize,
    lists: usize,
    /// Whether the text is inside an item of a list.
    item: bool,
    code: usize,
    caption: usize,
    /// The element that is being skipped, and how many of its name are open.
    skipped: Option<(&'a str, usize)>,
}

impl<'a> Reader<'a> {
    fn take(&mut self, token: Token<'a>) {
        if let Some((name, depth)) = &mut self.skipped {
            match token {
                Token::Open(tag) if tag.is(name) => *depth += 1,
                Token::Close(close) if close.eq_ignore_ascii_case(name) => *depth -= 1,
                _ => {}
            }
            if *depth == 0 {
                self.skipped = None;
            }
            return;
        }
        match token {
            Token::Text(raw) => self.text(raw),
            Token::Open(tag) => self.open(tag),
            Token::Close(name) => self.close(name),
            Token::Raw(_) => {}
        }
    }

    fn text(&mut self, raw: &str) {
        let text = decode(raw);
        if self.code > 0 {
            self.text.push_str(&text);
        } else {
            self.text.extend(
                text.chars()
                    .map(|c| if c.is_ascii_whitespace() { ' ' } else { c }),
            );
        }
    }

    fn open(&mut self, tag: Tag<'a>) {
        let name = tag.name;
        if is_one_of(name, &VOID) {
            return self.void(tag);
        }
        if is_one_of(name, &SKIPPED) || is_hidden(tag) {
            if !tag.rest.ends_with('/') {
                self.skipped = Some((name, 1));
            }
            return;
        }
        if is_one_of(name, &BLOCKS) {
            self.flush();
        }
        if tag.is("td") || tag.is("th") {
            self.text.push(' ');
        } else if tag.is("q") {
            self.text.push('“');
        }
        self.enter(&name.to_ascii_lowercase());
    }

    fn void(&mut self, tag: Tag<'_>) {
        if tag.is("br") {
            self.text.push('\n');
        } else if tag.is("hr") {
            self.flush();
        }
    }

    fn close(&mut self, name: &str) {
        if is_one_of(name, &BLOCKS) || name.eq_ignore_ascii_case("figcaption") {
            self.flush();
        }
        if name.eq_ignore_ascii_case("q") {
            self.text.push('”');
        }
        self.leave(&name.to_ascii_lowercase());
    }

    /// Notes the elements that give their paragraphs a kind; what an author forgot to close is closed.
    fn enter(&mut self, name: &str) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = true,
            "p" => self.heading = false,
            "blockquote" => self.quote += 1,
            "ul" | "ol" | "dl" => self.lists += 1,
            "li" | "dd" | "dt" => self.item = true,
            "pre" | "xmp" => self.code += 1,
            "figcaption" => {
                self.flush();
                self.caption += 1;
            }
            _ => {}
        }
    }

    fn leave(&mut self, name: &str) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = false,
            "blockquote" => self.quote = self.quote.saturating_sub(1),
            "ul" | "ol" | "dl" => {
                self.lists = self.lists.saturating_sub(1);
                self.item = self.lists > 0;
            }
            "li" | "dd" | "dt" => self.item = self.lists > 1,
            "pre" | "xmp" => self.code = self.code.saturating_sub(1),
            "figcaption" => self.caption = self.caption.saturating_sub(1),
            _ => {}
        }
    }

    /// Ends the paragraph; an empty line inside it ends one too.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if self.code > 0 && self.caption == 0 {
            return self.push(text);
        }
        let mut part = String::new();
        for line in text.split('\n') {
            if line.trim().is_empty() {
                self.push(std::mem::take(&mut part));
            } else {
                part.push(' ');
                part.push_str(line);
            }
        }
        self.push(part);
    }

    fn push(&mut self, text: String) {
        if text.trim().is_empty() {
            return;
        }
        if self.caption > 0 {
            return self.blocks.captions.push(text);
        }
        let kind = match self {
            Self { code: 1.., .. } => ParagraphKind::Code,
            Self { heading: true, .. } => ParagraphKind::Heading,
            Self { item: true, .. } => ParagraphKind::List,
            Self { quote: 1.., .. } => ParagraphKind::Quote,
            _ => ParagraphKind::Text,
        };
        let text = if kind == ParagraphKind::Code {
            text
        } else {
            text.trim().to_owned()
        };
        self.blocks.paragraphs.push(Paragraph { kind, text });
    }
}

/// Whether an element says that it is not shown.
pub(super) fn is_hidden(tag: Tag<'_>) -> bool {
    if tag.rest.len() < 6 {
        return false;
    }
    tag.attributes().any(|(name, value)| {
        name.eq_ignore_ascii_case("hidden")
            || (name.eq_ignore_ascii_case("style") && {
                let style = value.to_ascii_lowercase().replace(' ', "");
                style.contains("display:none") || style.contains("visibility:hidden")
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParagraphKind::{Code, Heading, List, Quote, Text};

    #[track_caller]
    fn check(html: &str, expected: &[(ParagraphKind, &str)]) {
        let blocks = read(html);
        let paragraphs: Vec<_> = blocks
            .paragraphs
            .iter()
            .map(|p| (p.kind, p.text.as_str()))
            .collect();
        assert_eq!(paragraphs, expected);
    }

    #[test]
    fn elements_become_paragraphs_of_their_kind() {
        check(
            "<h2>Ferry</h2><p>It <b>sank</b>.\n<p>Next.<ul><li>one<li>two</ul><blockquote><p>“So.”</blockquote><pre>a\n b</pre>",
            &[
                (Heading, "Ferry"),
                (Text, "It sank."),
                (Text, "Next."),
                (List, "one"),
                (List, "two"),
                (Quote, "“So.”"),
                (Code, "a\n b"),
            ],
        );
    }

    #[test]
    fn two_breaks_end_a_paragraph_and_one_does_not() {
        check(
            "One<br>line.<br><br />Two.",
            &[(Text, "One line."), (Text, "Two.")],
        );
    }

    #[test]
    fn what_is_not_shown_is_not_read() {
        check(
            "<p>A</p><style>p{}</style><script>x()</script><template><p>no</template><p hidden>no</p><div style='display: none'>no<div>no\
             </div></div><button>Share</button><p>B &amp; C&nbsp;&lt;i&gt;</p>",
            &[(Text, "A"), (Text, "B & C\u{a0}<i>")],
        );
    }

    #[test]
    fn captions_are_kept_apart() {
        let blocks = read(
            "<p>A.</p><figure><img src=x><figcaption>A boat. <i>Photo: B</i></figcaption></figure><p>C.</p>",
        );
        assert_eq!(blocks.captions, [" A boat. Photo: B"]);
        assert_eq!(blocks.paragraphs.len(), 2);
    }

    #[test]
    fn deep_nesting_takes_no_stack() {
        let deep = format!(
            "{}text{}",
            "<div>".repeat(200_000),
            "</div>".repeat(200_000)
        );
        check(&deep, &[(Text, "text")]);
    }
}
