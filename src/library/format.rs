//! Which format a file is in, and the articles it holds.
//!
//! The extension says it for Markdown, pages, feeds and JSON; anything else is judged by how it begins, and
//! is plain text if it begins like nothing in particular.

use super::desk;
use super::draft::{Draft, Form};
use crate::text::clean::beginning;

mod feed;
mod header;
mod html;
mod json;
mod markdown;
pub(super) mod plain;

/// The articles of one file.
#[derive(Debug, Default)]
pub(super) struct Issue {
    pub(super) drafts: Vec<Draft>,
    /// What a person should know: that a part was damaged.
    pub(super) note: Option<String>,
}

/// Reads the articles of a file called `name` that says `text`; an error is a reason for a person.
pub(super) fn read(name: &str, text: &str) -> Result<Issue, String> {
    if text.trim().is_empty() {
        return Err("empty: there is no text in it".to_owned());
    }
    let mut issue = parse(name, text)?;
    for draft in &mut issue.drafts {
        draft.clean();
        desk::edit(draft);
        if draft.entry.is_none() && draft.form != Form::Edited {
            draft.published = draft.published.or_else(|| desk::date_in_name(name));
        }
    }
    issue.drafts.retain(|draft| !draft.is_empty());
    if issue.drafts.is_empty() {
        return Err(issue.note.unwrap_or_else(|| "no article in it".to_owned()));
    }
    Ok(issue)
}

fn parse(name: &str, text: &str) -> Result<Issue, String> {
    match kind(name, text) {
        Kind::Plain => Ok(plain::read(text).into()),
        Kind::Markdown => Ok(markdown::read(text).into()),
        Kind::Html => html::read(text).map(Issue::from),
        Kind::Feed => feed::read(text),
        Kind::Json => json::read(text),
    }
}

impl From<Draft> for Issue {
    fn from(draft: Draft) -> Self {
        Self {
            drafts: vec![draft],
            note: None,
        }
    }
}

/// The formats that hold articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Markdown,
    Html,
    Feed,
    Json,
}

fn kind(name: &str, text: &str) -> Kind {
    let extension = name
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension)
        .to_ascii_lowercase();
    let head = beginning(text, 1024)
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_ascii_lowercase();
    let is_page = head.starts_with("<!doctype html") || head.starts_with("<html");
    match extension.as_str() {
        "md" | "markdown" | "mdown" | "mkd" => Kind::Markdown,
        "html" | "htm" | "xhtml" => Kind::Html,
        "rss" | "atom" | "rdf" => Kind::Feed,
        "xml" if !is_page => Kind::Feed,
        "json" => Kind::Json,
        _ if is_page => Kind::Html,
        _ if head.starts_with("<?xml") && !feed::is_feed(text) && text.contains("<html") => {
            Kind::Html
        }
        _ if ["<?xml", "<rss", "<feed", "<rdf:rdf"]
            .iter()
            .any(|start| head.starts_with(start)) =>
        {
            Kind::Feed
        }
        _ if head.starts_with(['{', '['])
            && json::read(text).is_ok_and(|issue| !issue.drafts.is_empty()) =>
        {
            Kind::Json
        }
        _ => Kind::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_known_by_extension_or_beginning() {
        for (name, text, expected) in [
            ("a.txt", "Ferry sinks", Kind::Plain),
            ("a", "Ferry sinks", Kind::Plain),
            ("a.MD", "Ferry sinks", Kind::Markdown),
            ("a.html", "Ferry sinks", Kind::Html),
            ("a.txt", " <!DOCTYPE HTML><p>", Kind::Html),
            ("a.xml", "<?xml version='1.0'?><rss>", Kind::Feed),
            ("a.xml", "<!DOCTYPE html><html>", Kind::Html),
            ("a", "<?xml version='1.0'?><html>", Kind::Html),
            ("a", "<rss version='2.0'>", Kind::Feed),
            ("a.json", "{", Kind::Json),
            ("a.txt", "[Ferry sinks]", Kind::Plain),
        ] {
            assert_eq!(kind(name, text), expected, "{name} {text}");
        }
    }

    #[test]
    fn a_file_without_text_says_so() {
        assert!(read("a.txt", " \n").is_err_and(|reason| reason.contains("empty")));
    }

    #[test]
    fn a_file_name_dates_a_text_that_does_not() {
        let published = |text| {
            read("2025-07-10-ferry.txt", text)
                .map(|issue| issue.drafts[0].published.map(|m| m.to_string()))
        };
        assert_eq!(published("It sank."), Ok(Some("2025-07-10".to_owned())));
        assert_eq!(
            published("Date: 2025-07-09\n\nIt sank."),
            Ok(Some("2025-07-09".to_owned()))
        );
    }
}
