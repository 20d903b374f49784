//! The fields above a text: `Title:` lines, YAML front matter between `---`, TOML between `+++`.
//!
//! - Plain lines are a block of fields if the first of them is a known one (title, source, author, date,
//!   updated, url, id, language, or a common other name of one of these) and one of them has a value that it
//!   can have; the block ends at the first line that is no field.
//! - YAML is read as flat text: keys with a value, a quoted value or a list; nothing is nested or repeated.
//! - A field that is not known, or a date that is none, is set aside, never lost.

use super::super::desk::author_field;
use super::super::draft::Draft;
use crate::text::moment::Moment;

/// Takes the fields off the front of `text` into `draft`; returns the rest, or `None` where there are none.
pub(super) fn take<'a>(text: &'a str, draft: &mut Draft) -> Option<&'a str> {
    let start = text.trim_start_matches(['\u{feff}', '\n', ' ']);
    fenced(start, "---", draft, yaml)
        .or_else(|| fenced(start, "+++", draft, toml))
        .or_else(|| block(start, draft))
}

type Fields = Vec<(String, String)>;

/// Front matter between two lines of `fence`.
fn fenced<'a>(
    text: &'a str,
    fence: &str,
    draft: &mut Draft,
    parse: fn(&str) -> Option<Fields>,
) -> Option<&'a str> {
    let body = text.strip_prefix(fence)?.strip_prefix('\n')?;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        if line.trim_end() == fence {
            for (key, value) in parse(&body[..at])? {
                set(draft, &key, &value);
            }
            return Some(&body[at + line.len()..]);
        }
        at += line.len();
    }
    None
}

fn toml(text: &str) -> Option<Fields> {
    let table: toml::Table = text.parse().ok()?;
    let fields = table
        .iter()
        .map(|(key, value)| (key.clone(), toml_text(value)));
    Some(fields.collect())
}

fn toml_text(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(items) => items.iter().map(toml_text).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// Reads the keys of the first level; `None` where this is no front matter, so that a text that begins with a
/// rule keeps its first lines.
fn yaml(text: &str) -> Option<Fields> {
    let mut fields: Fields = Vec::new();
    for line in text
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
    {
        let item = line.trim_start().strip_prefix("- ").map(unquote);
        match (item, field(line), fields.last_mut()) {
            (Some(item), _, Some((_, value))) => join(value, &item),
            (None, Some((key, value)), _) if !line.starts_with(' ') => {
                fields.push((key.to_owned(), yaml_value(value)));
            }
            (None, _, Some((_, value))) if line.starts_with(' ') => join(value, line.trim()),
            _ => return None,
        }
    }
    (!fields.is_empty()).then_some(fields)
}

fn join(value: &mut String, more: &str) {
    if !value.is_empty() {
        value.push_str(", ");
    }
    value.push_str(more);
}

fn yaml_value(value: &str) -> String {
    if matches!(value, "|" | ">" | "|-" | ">-") {
        return String::new();
    }
    match value
        .strip_prefix('[')
        .and_then(|list| list.strip_suffix(']'))
    {
        Some(list) => list.split(',').map(unquote).collect::<Vec<_>>().join(", "),
        None => unquote(value),
    }
}

fn unquote(value: &str) -> String {
    let value = value.trim();
    let inner = |quote: char| {
        value
            .strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote))
    };
    if let Some(inner) = inner('"') {
        return inner
            .replace("\\\"", "\"")
            .replace("\\n", " ")
            .replace("\\\\", "\\");
    }
    inner('\'').map_or_else(|| value.to_owned(), |inner| inner.replace("''", "'"))
}

/// The lines `Key: value` that begin a plain text.
fn block<'a>(text: &'a str, draft: &mut Draft) -> Option<&'a str> {
    let mut fields = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        match field(line.trim_end()) {
            Some((key, value)) if !fields.is_empty() || name(key).is_some() => {
                fields.push((key, value));
            }
            _ => break,
        }
        at += line.len();
    }
    if !fields
        .iter()
        .any(|(key, value)| name(key).is_some_and(|name| name.can_be(value)))
    {
        return None;
    }
    for (key, value) in fields {
        set(draft, key, value);
    }
    Some(&text[at..])
}

/// The key and value of a line `Key: value`; a key has at most three words.
fn field(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty()
        && key.len() <= 32
        && key.split_whitespace().count() <= 3
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        && !value.starts_with("//");
    is_key.then(|| (key.trim(), value.trim()))
}

/// A field that an article has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Title,
    Source,
    Author,
    Published,
    Updated,
    Url,
    Id,
    Language,
}

impl Name {
    /// Whether the field can have this value; a headline that begins with `Updated:` has not this field.
    fn can_be(self, value: &str) -> bool {
        match self {
            Self::Published | Self::Updated => Moment::parse(value).is_some(),
            Self::Url => value.contains("://"),
            _ => !value.is_empty(),
        }
    }
}

fn name(key: &str) -> Option<Name> {
    let key = key.to_lowercase().replace(['-', '_'], " ");
    Some(match key.as_str() {
        "title" | "headline" => Name::Title,
        "source" | "outlet" | "publisher" | "publication" | "site" | "site name" | "newspaper" => {
            Name::Source
        }
        "author" | "authors" | "by" | "byline" | "writer" => Name::Author,
        "date" | "published" | "published at" | "publish date" | "publication date"
        | "date published" | "pubdate" | "posted" => Name::Published,
        "updated" | "updated at" | "last updated" | "modified" | "last modified"
        | "date modified" | "lastmod" => Name::Updated,
        "url" | "link" | "permalink" | "canonical" | "canonical url" => Name::Url,
        "id" | "guid" => Name::Id,
        "language" | "lang" => Name::Language,
        _ => return None,
    })
}

fn set(draft: &mut Draft, key: &str, value: &str) {
    let text = Some(value.to_owned()).filter(|value| !value.is_empty());
    match name(key) {
        Some(Name::Title) => draft.title = text,
        Some(Name::Source) if value.starts_with("http") => draft.url = draft.url.take().or(text),
        Some(Name::Source) => draft.source = text,
        Some(Name::Author) => {
            draft.author = author_field(value);
            if draft.author.as_deref() != Some(value) && !value.is_empty() {
                draft.omit(&format!("{key}: {value}"));
            }
        }
        Some(Name::Published) if Moment::parse(value).is_some() => {
            draft.published = Moment::parse(value);
        }
        Some(Name::Updated) if Moment::parse(value).is_some() => {
            draft.updated = Moment::parse(value);
        }
        Some(Name::Url) => draft.url = text,
        Some(Name::Id) => draft.own_id = text,
        Some(Name::Language) => draft.language = text,
        _ if value.is_empty() => {}
        _ => draft.omit(&format!("{key}: {value}")),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Draft, String)> {
        let mut draft = Draft::default();
        take(text, &mut draft)
            .map(str::to_owned)
            .map(|rest| (draft, rest))
    }

    #[test]
    fn a_block_of_fields_ends_at_the_first_line_that_is_none() {
        let (draft, rest) = read(
            "Title: Ferry sinks\nSource: Post\nDate: 10 July 2025\nSection: World\n\nBody: text.\n",
        )
        .unwrap();
        assert_eq!(draft.title.as_deref(), Some("Ferry sinks"));
        assert_eq!(draft.source.as_deref(), Some("Post"));
        assert_eq!(draft.published, Moment::parse("2025-07-10"));
        assert_eq!(draft.omitted, ["Section: World"]);
        assert_eq!(rest, "\nBody: text.\n");
    }

    #[test]
    fn yaml_is_read_as_flat_text() {
        let (draft, rest) =
            read("---\ntitle: \"Ferry: it \\\"sank\\\"\"\nauthors:\n  - Ann Lee\n  - Bo Ek\ntags: [sea, 'ships']\n---\nBody").unwrap();
        assert_eq!(draft.title.as_deref(), Some("Ferry: it \"sank\""));
        assert_eq!(draft.author.as_deref(), Some("Ann Lee, Bo Ek"));
        assert_eq!(draft.omitted, ["tags: sea, ships"]);
        assert_eq!(rest, "Body");
    }

    #[test]
    fn toml_is_read_whole() {
        let (draft, rest) = read(
            "+++\ntitle = 'Ferry'\ndate = 2025-07-10T08:00:00Z\nauthors = ['Ann Lee']\n+++\nBody",
        )
        .unwrap();
        assert_eq!(draft.title.as_deref(), Some("Ferry"));
        assert_eq!(draft.author.as_deref(), Some("Ann Lee"));
        assert_eq!(draft.published, Moment::parse("2025-07-10T08:00:00Z"));
        assert_eq!(rest, "Body");
    }

    #[test]
    fn what_only_looks_like_fields_is_text() {
        for text in [
            "Updated: storm reaches the coast\n\nBody.",
            "Breaking: ferry sinks\nBody.",
            "He said: no.",
            "---\nA rule, then a text.\n---\n",
            "https://example.org/a\n",
        ] {
            assert!(read(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn the_author_is_whom_the_field_names() {
        for (value, author) in [
            ("Ann Lee", Some("Ann Lee")),
            (
                "By Ann Lee and Bo Ek, Post Correspondent",
                Some("Ann Lee, Bo Ek"),
            ),
            ("Banksy", Some("Banksy")),
            ("山田太郎", Some("山田太郎")),
            ("Reuters", None),
            ("Staff Reporter", None),
            ("admin", None),
            ("https://example.org/ann", None),
        ] {
            let (draft, _) = read(&format!("Title: Ferry\nAuthor: {value}\n\nBody.")).unwrap();
            assert_eq!(draft.author.as_deref(), author, "{value}");
            let is_kept = author == Some(value) || draft.omitted == [format!("Author: {value}")];
            assert!(is_kept, "{:?}", draft.omitted);
        }
    }

    #[test]
    fn a_date_that_is_none_is_set_aside() {
        let (draft, _) = read("Title: Ferry\nDate: last Thursday\n\nBody.").unwrap();
        assert_eq!(
            (draft.published, draft.omitted),
            (None, vec!["Date: last Thursday".to_owned()])
        );
    }
}
