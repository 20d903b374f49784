//! One article as a web page that needs nothing but itself.

use std::io::{self, Write};

use crate::cli::choice::Choice;
use crate::cli::line;
use crate::cli::markup::escape;
use crate::library::{Paragraph, ParagraphKind, Revision};

const STYLE: &str = "\
:root { color-scheme: light dark }
body { max-width: 40rem; margin: 3rem auto; padding: 0 1rem; font: 1.1rem/1.55 Georgia, serif }
h1 { line-height: 1.2 } header p, details { opacity: .7; font-size: .9rem }
blockquote { border-left: .2rem solid; margin-left: 0; padding-left: 1rem; font-style: italic }
pre { overflow-x: auto }";

/// Prints the page.
///
/// # Errors
///
/// When `out` cannot be written to.
pub(super) fn print(choice: &Choice, out: &mut impl Write) -> io::Result<()> {
    let text = &choice.article.revisions[choice.revision];
    let title = escape(&text.title);
    let language = escape(text.language.as_deref().unwrap_or(""));
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>")?;
    writeln!(out, "<meta charset=\"utf-8\">\n<title>{title}</title>")?;
    writeln!(
        out,
        "<meta name=\"viewport\" content=\"width=device-width\">"
    )?;
    writeln!(
        out,
        "<style>\n{STYLE}\n</style>\n</head>\n<body>\n<article>"
    )?;
    header(choice, text, out)?;
    body(&text.paragraphs, out)?;
    set_aside(&text.omitted, out)?;
    writeln!(out, "</article>\n</body>\n</html>")
}

fn header(choice: &Choice, text: &Revision, out: &mut impl Write) -> io::Result<()> {
    let mut facts = vec![escape(&line::source_of(&choice.article))];
    facts.extend(text.author.as_deref().map(escape));
    facts.push(match text.published {
        Some(moment) => format!(
            "<time datetime=\"{moment}\">{}</time>",
            line::long_day(Some(moment))
        ),
        None => line::long_day(None),
    });
    writeln!(
        out,
        "<header>\n<h1>{}</h1>\n<p>{}</p>\n</header>",
        escape(&text.title),
        facts.join(" · ")
    )
}

fn body(paragraphs: &[Paragraph], out: &mut impl Write) -> io::Result<()> {
    let is_item = |index: usize| {
        paragraphs
            .get(index)
            .is_some_and(|p| p.kind == ParagraphKind::List)
    };
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if is_item(index) && (index == 0 || !is_item(index - 1)) {
            writeln!(out, "<ul>")?;
        }
        let text = escape(&paragraph.text);
        match paragraph.kind {
            ParagraphKind::Text => writeln!(out, "<p>{text}</p>"),
            ParagraphKind::Heading => writeln!(out, "<h2>{text}</h2>"),
            ParagraphKind::Quote => writeln!(out, "<blockquote><p>{text}</p></blockquote>"),
            ParagraphKind::List => writeln!(out, "<li>{text}</li>"),
            ParagraphKind::Code => writeln!(out, "<pre>{text}</pre>"),
        }?;
        if is_item(index) && !is_item(index + 1) {
            writeln!(out, "</ul>")?;
        }
    }
    Ok(())
}

fn set_aside(omitted: &[String], out: &mut impl Write) -> io::Result<()> {
    if omitted.is_empty() {
        return Ok(());
    }
    writeln!(out, "<details>\n<summary>Set aside</summary>")?;
    for line in omitted {
        writeln!(out, "<p>{}</p>", escape(line))?;
    }
    writeln!(out, "</details>")
}
