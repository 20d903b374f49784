//! A page made safe for a parser that builds a tree: shallow, without scripts, with few attributes a tag.
//!
//! Nesting deeper than `DEEPEST` elements, or more than `MOST_FORMATS` open formatting elements, loses its
//! tags and keeps its text: parsers take quadratic time there, or run out of stack.

use std::collections::HashMap;

use super::block::{VOID, is_one_of};
use super::token::{Tag, Token, Tokens};

const DEEPEST: usize = 256;
const MOST_FORMATS: usize = 16;
const MOST_ATTRIBUTES: usize = 48;

/// Elements whose start ends an earlier one of their kind; they never nest by themselves.
const IMPLIED: [&str; 14] = [
    "dd", "dt", "li", "option", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr",
    "optgroup",
];

/// Elements that a parser opens anew in every paragraph until they are closed.
const FORMATS: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Elements without readable content.
const DROPPED: [&str; 6] = ["canvas", "iframe", "noscript", "script", "style", "svg"];

/// The page again, tamed.
pub(super) fn tame(page: &str) -> String {
    let mut tamer = Tamer {
        page: String::with_capacity(page.len()),
        ..Tamer::default()
    };
    for token in Tokens::new(page) {
        tamer.take(token);
    }
    tamer.page
}

#[derive(Default)]
struct Tamer {
    page: String,
    /// The open elements, each with whether its tags were kept.
    open: Vec<(String, bool)>,
    /// How many elements of each name are open.
    names: HashMap<String, usize>,
    kept: usize,
    formats: usize,
    /// The element that is being dropped, and how many of its name are open.
    dropped: Option<(String, usize)>,
}

impl Tamer {
    fn take(&mut self, token: Token<'_>) {
        if let Some((name, depth)) = &mut self.dropped {
            match token {
                Token::Open(tag) if tag.is(name) && !tag.rest.ends_with('/') => *depth += 1,
                Token::Close(close) if close.eq_ignore_ascii_case(name) => *depth -= 1,
                _ => {}
            }
            if *depth == 0 {
                self.dropped = None;
            }
            return;
        }
        match token {
            Token::Text(text) => self.page.push_str(text),
            Token::Open(tag) => self.open(tag),
            Token::Close(name) => self.close(name),
            Token::Raw(_) => {}
        }
    }

    fn open(&mut self, tag: Tag<'_>) {
        let name = tag.name.to_ascii_lowercase();
        if DROPPED.contains(&name.as_str()) {
            if !tag.rest.ends_with('/') || name == "script" {
                self.dropped = Some((name, 1));
            }
            return;
        }
        if is_one_of(&name, &VOID) || is_one_of(&name, &IMPLIED) {
            return self.write(tag);
        }
        let is_format = FORMATS.contains(&name.as_str());
        let keep = self.kept < DEEPEST && !(is_format && self.formats >= MOST_FORMATS);
        if keep {
            self.write(tag);
            self.kept += 1;
            self.formats += usize::from(is_format);
        }
        *self.names.entry(name.clone()).or_default() += 1;
        self.open.push((name, keep));
    }

    fn write(&mut self, tag: Tag<'_>) {
        self.page.push('<');
        self.page.push_str(tag.name);
        if tag.attributes().nth(MOST_ATTRIBUTES).is_none() {
            self.page.push_str(tag.rest);
        }
        self.page.push('>');
    }

    fn close(&mut self, name: &str) {
        let name = name.to_ascii_lowercase();
        if self.names.get(&name).is_none_or(|open| *open == 0) {
            if IMPLIED.contains(&name.as_str()) {
                self.write_end(&name);
            }
            return;
        }
        while let Some((open, kept)) = self.open.pop() {
            self.names
                .entry(open.clone())
                .and_modify(|count| *count -= 1);
            if kept {
                self.kept -= 1;
                self.formats -= usize::from(FORMATS.contains(&open.as_str()));
                self.write_end(&open);
            }
            if open == name {
                return;
            }
        }
    }

    fn write_end(&mut self, name: &str) {
        self.page.push_str("</");
        self.page.push_str(name);
        self.page.push('>');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_page_keeps_its_markup() {
        let page =
            "<html><body class=a><p>One <b>two</b><p>Three<br><ul><li>x</li></ul></body></html>";
        assert_eq!(tame(page), page);
    }

    #[test]
    fn scripts_and_styles_go() {
        assert_eq!(
            tame("<p>a<script>if (a<b) {}</script><style>x</style><svg><path/></svg>b"),
            "<p>ab"
        );
    }

    #[test]
    fn deep_nesting_is_cut_and_its_text_stays() {
        let page = format!(
            "{}text{}",
            "<div>".repeat(100_000),
            "</div>".repeat(100_000)
        );
        let tamed = tame(&page);
        assert_eq!(tamed.matches("<div>").count(), DEEPEST);
        assert_eq!(tamed.matches("</div>").count(), DEEPEST);
        assert!(tamed.contains("text"));
    }

    #[test]
    fn a_tag_with_too_many_attributes_loses_them() {
        let many = " a=1".repeat(1000);
        assert_eq!(tame(&format!("<div{many}>x</div>")), "<div>x</div>");
    }

    #[test]
    fn formatting_that_is_never_closed_does_not_pile_up() {
        let page = "<font size=7>x<p>".repeat(1000);
        assert_eq!(tame(&page).matches("<font").count(), MOST_FORMATS);
    }
}
