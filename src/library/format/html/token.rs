//! Where the tags of a page are; lenient, without a tree, in time linear in the page.

use std::borrow::Cow;

/// A piece of a page, in its own spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::library::format) enum Token<'a> {
    /// Text, its entities not yet decoded.
    Text(&'a str),
    /// A start tag.
    Open(Tag<'a>),
    /// An end tag.
    Close(&'a str),
    /// What a script, style or the like holds; it is no text.
    Raw(&'a str),
}

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::library::format) struct Tag<'a> {
    pub(in crate::library::format) name: &'a str,
    /// All between the name and the end of the tag.
    pub(in crate::library::format) rest: &'a str,
}

impl<'a> Tag<'a> {
    /// Whether it has this name, in any case.
    pub(in crate::library::format) fn is(self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The decoded value of an attribute; empty where it has none.
    pub(in crate::library::format) fn attribute(self, name: &str) -> Option<Cow<'a, str>> {
        self.attributes()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| decode(value))
    }

    /// Names and raw values of the attributes.
    pub(in crate::library::format) fn attributes(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let mut rest = self.rest;
        std::iter::from_fn(move || {
            let (attribute, after) = next_attribute(rest)?;
            rest = after;
            Some(attribute)
        })
    }
}

/// Decodes the entities of a text or value.
pub(in crate::library::format) fn decode(raw: &str) -> Cow<'_, str> {
    if raw.contains('&') {
        html_escape::decode_html_entities(raw)
    } else {
        Cow::Borrowed(raw)
    }
}

fn next_attribute(text: &str) -> Option<((&str, &str), &str)> {
    let text = text.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
    if text.is_empty() {
        return None;
    }
    let end = text
        .char_indices()
        .skip(1)
        .find(|(_, c)| c.is_ascii_whitespace() || matches!(c, '=' | '/'))
        .map_or(text.len(), |(at, _)| at);
    let (name, rest) = text.split_at(end);
    let Some(value) = rest.trim_start().strip_prefix('=').map(str::trim_start) else {
        return Some(((name, ""), rest));
    };
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            let (value, rest) = quoted.split_once(quote).unwrap_or((quoted, ""));
            return Some(((name, value), rest));
        }
    }
    let end = value
        .find(|c: char| c.is_ascii_whitespace())
        .unwrap_or(value.len());
    let (value, rest) = value.split_at(end);
    Some(((name, value), rest))
}

/// Elements whose content is no markup.
const RAW: [&str; 8] = [
    "script", "style", "title", "textarea", "iframe", "xmp", "noembed", "noframes",
];

/// The tokens of a page, in order; comments and declarations are left out.
pub(in crate::library::format) struct Tokens<'a> {
    rest: &'a str,
    /// The element whose content is no markup.
    raw: Option<&'a str>,
}

impl<'a> Tokens<'a> {
    pub(in crate::library::format) fn new(page: &'a str) -> Self {
        Self {
            rest: page,
            raw: None,
        }
    }

    /// Takes `length` bytes off the front.
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    /// Takes up to and with `end`, or all where it is missing.
    fn skip_past(&mut self, end: &str) {
        let length = self
            .rest
            .find(end)
            .map_or(self.rest.len(), |at| at + end.len());
        self.take(length);
    }

    fn raw_content(&mut self, name: &str) -> Token<'a> {
        let end = self.rest.match_indices("</").map(|(at, _)| at).find(|at| {
            self.rest.as_bytes()[at + 2..]
                .get(..name.len())
                .is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
        });
        let content = self.take(end.unwrap_or(self.rest.len()));
        if name.eq_ignore_ascii_case("title") || name.eq_ignore_ascii_case("textarea") {
            Token::Text(content)
        } else {
            Token::Raw(content)
        }
    }

    /// Reads what begins with `<`; `None` for what is skipped.
    fn markup(&mut self) -> Option<Token<'a>> {
        if self.rest.starts_with("<!--") {
            self.take(4);
            self.skip_past("-->");
            return None;
        }
        if self.rest.starts_with("<![CDATA[") {
            self.take(9);
            let end = self.rest.find("]]>").unwrap_or(self.rest.len());
            let text = self.take(end);
            self.skip_past("]]>");
            return Some(Token::Text(text));
        }
        if self.rest.starts_with("<!") || self.rest.starts_with("<?") {
            self.skip_past(">");
            return None;
        }
        let closes = self.rest.starts_with("</");
        let inner = self.tag();
        let (name, rest) = name_of(inner.strip_prefix('/').unwrap_or(inner));
        if closes {
            return Some(Token::Close(name));
        }
        if RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw)) && !rest.ends_with('/') {
            self.raw = Some(name);
        }
        Some(Token::Open(Tag { name, rest }))
    }

    /// Takes a tag, quoted values and all; returns what is between its brackets.
    fn tag(&mut self) -> &'a str {
        let mut quote = None;
        let mut value_may_start = false;
        let end = self.rest.bytes().position(|byte| {
            match quote {
                Some(open) => quote = (byte != open).then_some(open),
                None if byte == b'>' => return true,
                None if value_may_start && matches!(byte, b'"' | b'\'') => quote = Some(byte),
                None => {}
            }
            value_may_start = byte == b'=' || (value_may_start && byte.is_ascii_whitespace());
            false
        });
        let length = end.map_or(self.rest.len(), |at| at + 1);
        let tag = self.take(length);
        tag[1..].strip_suffix('>').unwrap_or(&tag[1..])
    }
}

fn name_of(tag: &str) -> (&str, &str) {
    let end = tag
        .find(|c: char| c.is_ascii_whitespace() || c == '/')
        .unwrap_or(tag.len());
    tag.split_at(end)
}

/// Whether markup begins with this `<`, and not text such as `a < b`.
fn starts_markup(text: &str) -> bool {
    let bytes = text.as_bytes();
    match bytes.get(1) {
        Some(b'!' | b'?') => true,
        Some(b'/') => bytes.get(2).is_some_and(u8::is_ascii_alphabetic),
        Some(byte) => byte.is_ascii_alphabetic(),
        None => false,
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(name) = self.raw.take() {
                return Some(self.raw_content(name));
            }
            if self.rest.is_empty() {
                return None;
            }
            if self.rest.starts_with('<') && starts_markup(self.rest) {
                match self.markup() {
                    Some(token) => return Some(token),
                    None => continue,
                }
            }
            let end = self
                .rest
                .match_indices('<')
                .map(|(at, _)| at)
                .find(|at| *at > 0 && starts_markup(&self.rest[*at..]));
            return Some(Token::Text(self.take(end.unwrap_or(self.rest.len()))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_page_is_cut_into_its_tokens() {
        let tokens: Vec<_> = Tokens::new(
            "<!DOCTYPE html><P class='a>b'>1 < 2<!-- <b> --></p><script>a</b><c</SCRIPT>x",
        )
        .collect();
        assert_eq!(
            tokens,
            [
                Token::Open(Tag {
                    name: "P",
                    rest: " class='a>b'"
                }),
                Token::Text("1 < 2"),
                Token::Close("p"),
                Token::Open(Tag {
                    name: "script",
                    rest: ""
                }),
                Token::Raw("a</b><c"),
                Token::Close("SCRIPT"),
                Token::Text("x"),
            ]
        );
    }

    #[test]
    fn attributes_are_read_however_they_are_quoted() {
        let tag = Tag {
            name: "meta",
            rest: " name=author content=\"A &amp; B\" hidden data-x='y'/",
        };
        assert_eq!(tag.attribute("NAME").as_deref(), Some("author"));
        assert_eq!(tag.attribute("content").as_deref(), Some("A & B"));
        assert_eq!(tag.attribute("hidden").as_deref(), Some(""));
        assert_eq!(tag.attribute("data-x").as_deref(), Some("y"));
        assert_eq!(tag.attribute("none"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_its_end(page in "[<>/a!\\-\"'= é&;]{0,60}") {
            for token in Tokens::new(&page) {
                if let Token::Open(tag) = token {
                    prop_assert!(tag.attributes().count() <= page.len());
                }
            }
        }
    }
}
