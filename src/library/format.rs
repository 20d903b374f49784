//! Which format a file is in, and the articles it holds.
//!
//! The extension says it for Markdown, pages, feeds and JSON; anything else is judged by how it begins, and
//! is plain text if it begins like nothing in particular.

use super::desk;
use super::draft::{Draft, Form};

mod header;
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
    let _ = name;
    let draft = plain::read(&text);
    drop(text);
    Ok(Issue {
        drafts: vec![draft],
        note: None,
    })
}
