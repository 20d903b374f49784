//! One article as Markdown with front matter: a file that newsread reads back.

use std::io::{self, Write};

use crate::cli::choice::Choice;
use crate::library::{Paragraph, ParagraphKind, SET_ASIDE};

/// Characters that Markdown would read as markup.
const MARKUP: [char; 8] = ['\\', '*', '_', '`', '[', ']', '<', '~'];

/// Prints the file.
///
/// # Errors
///
/// When `out` cannot be written to.
pub(super) fn print(choice: &Choice, out: &mut impl Write) -> io::Result<()> {
    let article = &choice.article;
    let text = &article.revisions[choice.revision];
    let title = (!text.title_derived).then(|| text.title.clone());
    let fields = [
        ("title", title),
        ("source", article.source.clone()),
        ("author", text.author.clone()),
        ("date", text.published.map(|moment| moment.to_string())),
        ("updated", text.updated.map(|moment| moment.to_string())),
        ("url", article.url.clone()),
    ];
    writeln!(out, "---")?;
    for (name, value) in fields {
        if let Some(value) = value {
            writeln!(out, "{name}: {}", quoted(&value))?;
        }
    }
    writeln!(out, "---")?;
    let mut before = None;
    for paragraph in &text.paragraphs {
        if before != Some(ParagraphKind::List) || paragraph.kind != ParagraphKind::List {
            writeln!(out)?;
        }
        before = Some(paragraph.kind);
        writeln!(out, "{}", block(paragraph))?;
    }
    set_aside(&text.omitted, out)
}

/// What is no part of the body, folded up below it; newsread sets it aside again.
fn set_aside(omitted: &[String], out: &mut impl Write) -> io::Result<()> {
    if omitted.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n<details>\n<summary>{SET_ASIDE}</summary>")?;
    for line in omitted {
        writeln!(out, "\n{}", escape(line))?;
    }
    writeln!(out, "\n</details>")
}

fn block(paragraph: &Paragraph) -> String {
    let text = escape(&paragraph.text);
    match paragraph.kind {
        ParagraphKind::Text => text,
        ParagraphKind::Heading => format!("## {text}"),
        ParagraphKind::Quote => format!("> {text}"),
        ParagraphKind::List => format!("- {text}"),
        ParagraphKind::Code => fenced(&paragraph.text),
    }
}

/// Code between fences longer than any row of backticks inside.
fn fenced(code: &str) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    format!("{fence}\n{code}\n{fence}")
}

/// `text` such that Markdown reads none of it as markup.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    if begins_a_block(text) {
        escaped.push('\\');
    }
    let numbered = after_number(text);
    for (at, c) in text.char_indices() {
        let names =
            c == '&' && text[at + 1..].starts_with(|c: char| c == '#' || c.is_alphanumeric());
        if MARKUP.contains(&c) || names || numbered == Some(at) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Where the mark behind a number stands that would make a paragraph an item of a list.
fn after_number(text: &str) -> Option<usize> {
    let at = text.find(|c: char| !c.is_ascii_digit())?;
    let rest = text[at..].strip_prefix(['.', ')'])?;
    (at > 0 && (rest.is_empty() || rest.starts_with(' '))).then_some(at)
}

/// Whether a paragraph would be read as a heading, a quotation or an item of a list.
fn begins_a_block(text: &str) -> bool {
    let mark = text.trim_start_matches('#');
    text.starts_with('>')
        || (mark.len() < text.len() && mark.starts_with(' '))
        || text.starts_with("- ")
        || text.starts_with("+ ")
        || text.starts_with("---")
        || text.starts_with("===")
}

/// A value of the front matter: a YAML string, which JSON's are too.
fn quoted(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_that_looks_like_markup_is_escaped() {
        for (text, expected) in [
            ("# not a heading", "\\# not a heading"),
            ("#1 in the charts", "#1 in the charts"),
            ("> said he", "\\> said he"),
            ("- dash", "\\- dash"),
            ("5 * 3 [sic]", "5 \\* 3 \\[sic\\]"),
            ("~~gone~~ &amp; & on", "\\~\\~gone\\~\\~ \\&amp; & on"),
            ("2026. A year", "2026\\. A year"),
            ("3) Three", "3\\) Three"),
            ("3.5 per cent, 12 of 20.", "3.5 per cent, 12 of 20."),
        ] {
            assert_eq!(escape(text), expected);
        }
    }

    #[test]
    fn a_fence_is_longer_than_the_backticks_inside() {
        assert_eq!(fenced("a ``` b"), "````\na ``` b\n````");
    }
}
