//! What is wrong with a feed's XML and can be set right, and where its whole entries are.
//!
//! The text begins at its root, so that junk, declarations and entity definitions before it are gone; a bare
//! `&` or `<` and entities that XML does not know are spelt out; characters that XML forbids become U+FFFD.
//! The text is decoded already, so no encoding is declared any more.

use std::ops::Range;

use super::super::html::token::Tag;
use crate::text::clean::beginning;

/// A feed with what could be mended.
#[derive(Debug)]
pub(super) struct Mended {
    pub(super) text: String,
    /// Where the entries are that have an end.
    pub(super) entries: Vec<Range<usize>>,
    /// The root alone, for a feed whose head is damaged.
    pub(super) bare_head: String,
    /// What closes the feed behind any entry.
    pub(super) tail: &'static str,
    first_entry: usize,
}

impl Mended {
    /// Everything before the first entry.
    pub(super) fn head(&self) -> &str {
        &self.text[..self.first_entry]
    }
}

/// What a feed's root is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Root {
    Rss,
    Rdf,
    Atom,
}

/// The byte where the root of a feed begins, and its kind.
pub(super) fn root(text: &str) -> Option<(usize, Root)> {
    text.match_indices('<').take(500).find_map(|(at, _)| {
        let name = text[at + 1..]
            .split(|c: char| c.is_whitespace() || c == '>')
            .next()?;
        let kind = match name {
            "rss" => Root::Rss,
            "feed" | "atom:feed" => Root::Atom,
            "rdf:RDF" | "RDF" => Root::Rdf,
            _ => return None,
        };
        Some((at, kind))
    })
}

/// Mends the XML of a feed; `None` where it is no feed.
pub(super) fn mend(text: &str) -> Option<Mended> {
    let (start, kind) = root(text)?;
    let body = &text[start..];
    let (root, rest) = body.split_once('>').unwrap_or((body, ""));
    let root = match kind {
        Root::Rss => rss_root(root),
        Root::Atom | Root::Rdf => format!("{root}>"),
    };
    let mut mended = root.clone();
    spell_out(rest, &mut mended);
    let entries = entries(&mended);
    let first_entry = ["<item", "<entry", "<atom:entry"]
        .iter()
        .filter_map(|name| mended.find(name))
        .min();
    let (bare, tail) = match kind {
        Root::Rss => ("<channel>", "</channel></rss>"),
        Root::Atom if root.starts_with("<atom:") => ("", "</atom:feed>"),
        Root::Atom => ("", "</feed>"),
        Root::Rdf if root.starts_with("<rdf:") => ("", "</rdf:RDF>"),
        Root::Rdf => ("", "</RDF>"),
    };
    Some(Mended {
        first_entry: first_entry.unwrap_or(mended.len()),
        bare_head: format!("{root}{bare}"),
        text: mended,
        entries,
        tail,
    })
}

/// The root of an RSS feed, with the version that all of them can be read as.
fn rss_root(root: &str) -> String {
    let tag = Tag {
        name: "rss",
        rest: root.trim_start_matches("<rss"),
    };
    let mut mended = "<rss version=\"2.0\"".to_owned();
    for (name, value) in tag.attributes() {
        if !name.eq_ignore_ascii_case("version") {
            let value = value.replace('"', "&quot;");
            mended.extend([" ", name, "=\"", &value, "\""]);
        }
    }
    mended.push('>');
    mended
}

/// Copies `text` with every `&` and `<` that means itself spelt out.
fn spell_out(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        push_legal(&rest[..at], out);
        rest = &rest[at..];
        let length = if rest.starts_with('&') {
            entity(rest, out)
        } else {
            markup(rest, out)
        };
        rest = &rest[length..];
    }
    push_legal(rest, out);
}

/// Copies what begins with `<`; returns how many bytes it took.
fn markup(text: &str, out: &mut String) -> usize {
    for (start, end) in [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")] {
        if let Some(rest) = text.strip_prefix(start) {
            let length = rest
                .find(end)
                .map_or(text.len(), |at| start.len() + at + end.len());
            if start == "<![CDATA[" {
                push_legal(&text[..length], out);
            }
            return length;
        }
    }
    let next = text[1..].chars().next();
    let is_tag = next.is_some_and(|c| c.is_alphabetic() || c == '/' || c == '_');
    out.push_str(if is_tag { "<" } else { "&lt;" });
    1
}

/// Copies an entity as XML knows it; returns how many bytes it took.
fn entity(text: &str, out: &mut String) -> usize {
    const LONGEST: usize = 34;
    let head = beginning(text, LONGEST);
    let name = head.find(';').map(|end| &head[1..end]);
    let Some(name) =
        name.filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#'))
    else {
        out.push_str("&amp;");
        return 1;
    };
    let whole = &text[..name.len() + 2];
    if matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") {
        out.push_str(whole);
        return whole.len();
    }
    let decoded = html_escape::decode_html_entities(whole);
    if decoded == whole {
        out.push_str("&amp;");
        return 1;
    }
    for character in decoded.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            _ => out.push(legal(character)),
        }
    }
    whole.len()
}

fn push_legal(text: &str, out: &mut String) {
    out.extend(text.chars().map(legal));
}

/// The character itself, or U+FFFD where XML forbids it.
fn legal(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' => character,
        '\0'..'\u{20}' | '\u{fffe}' | '\u{ffff}' => char::REPLACEMENT_CHARACTER,
        _ => character,
    }
}

/// The entries that begin and end, outside of character data.
fn entries(text: &str) -> Vec<Range<usize>> {
    let mut entries = Vec::new();
    let mut open = None;
    let mut at = 0;
    while let Some(next) = text[at..].find('<') {
        let here = at + next;
        let rest = &text[here..];
        at = here + 1;
        if let Some(data) = rest.strip_prefix("<![CDATA[") {
            at = data
                .find("]]>")
                .map_or(text.len(), |end| here + "<![CDATA[".len() + end);
        } else if ["<item", "<entry", "<atom:entry"]
            .iter()
            .any(|name| is_tag(rest, name))
        {
            open = Some(here);
        } else if let Some(end) = ["</item>", "</entry>", "</atom:entry>"]
            .iter()
            .find(|end| rest.starts_with(**end))
        {
            entries.extend(open.take().map(|start| start..here + end.len()));
        }
    }
    entries
}

fn is_tag(text: &str, name: &str) -> bool {
    text.strip_prefix(name)
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_whitespace() || c == '>'))
}
