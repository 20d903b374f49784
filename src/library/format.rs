//! Which format a file is in, and the articles it holds.
//!
//! The extension says it for Markdown, pages, feeds and JSON; anything else is judged by how it begins, and
//! is plain text if it begins like nothing in particular.

use super::desk;
use super::draft::{Draft, Form};

mod header;
mod html;
pub(super) mod plain;

/// The articles of one file.
#[derive(Debug, Default)]
pub(super) struct Issue {
    pub(super) drafts: Vec<Draft>,
    /// What a person should know: that a part was damaged.
    pub(super) note: Option<String>,
}

/// Reads the articles of a file called `name` that says `text`; an error is a reason for a person.
pub(super) fn read(name: &str, text: String) -> Result<Issue, String> {
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

fn parse(name: &str, text: String) -> Result<Issue, String> {
    let one = |draft| Issue {
        drafts: vec![draft],
        note: None,
    };
    match kind(name, &text) {
        Kind::Html => html::read(&text).map(one),
        Kind::Plain => Ok(one(plain::read(&text))),
    }
}

/// The formats that hold articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Html,
}

fn kind(name: &str, text: &str) -> Kind {
    let extension = name
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension)
        .to_ascii_lowercase();
    let head = text[..text.floor_char_boundary(512)]
        .trim_start()
        .to_ascii_lowercase();
    match extension.as_str() {
        "html" | "htm" | "xhtml" => Kind::Html,
        _ if head.starts_with("<!doctype html") || head.starts_with("<html") => Kind::Html,
        _ => Kind::Plain,
    }
}
