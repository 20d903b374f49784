//! What `show` prints: one article, as text, JSON, a web page or Markdown.

use std::io::{self, Write};

use crate::library::{Paragraph, ParagraphKind, Revision};
use crate::wrap;

use super::arguments::Format;
use super::choice::Choice;
use super::json::{self, ShowShape};
use super::line;
use super::output::Output;

mod html;
mod markdown;

/// The widest that running text is printed unless a width is asked for.
const MEASURE: usize = 80;

/// Prints one article; does not mark it read.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn print(choice: &Choice, output: &Output, out: &mut impl Write) -> io::Result<()> {
    match output.format.unwrap_or_default() {
        Format::Text => text(choice, output, out),
        Format::Json => json::print(
            &ShowShape::new(&choice.article, choice.revision, choice.story).marked(choice.state),
            out,
        ),
        Format::Html => html::print(choice, out),
        Format::Markdown => markdown::print(choice, out),
    }
}

fn text(choice: &Choice, output: &Output, out: &mut impl Write) -> io::Result<()> {
    let text = &choice.article.revisions[choice.revision];
    let (ink, theme) = (&output.ink, &output.ink.theme);
    let width = output.asked_width.unwrap_or(output.width.min(MEASURE));
    for range in wrap::wrap(&text.title, width) {
        writeln!(out, "{}", ink.paint(theme.strong, &text.title[range]))?;
    }
    let facts = facts(choice);
    for range in wrap::wrap(&facts, width) {
        writeln!(out, "{}", ink.paint(theme.dim, &facts[range]))?;
    }
    for (index, paragraph) in text.paragraphs.iter().enumerate() {
        if index == 0 || !is_list(&text.paragraphs[index - 1..=index]) {
            writeln!(out)?;
        }
        print_paragraph(paragraph, width, output, out)?;
    }
    set_aside(text, width, output, out)
}

/// Outlet, author, day, length and revision, as one line of prose.
fn facts(choice: &Choice) -> String {
    let article = &choice.article;
    let text = &article.revisions[choice.revision];
    let mut facts = vec![line::source_of(article)];
    facts.extend(text.author.clone());
    facts.push(line::long_day(text.published));
    facts.push(line::count(text.words(), "word"));
    if article.revisions.len() > 1 {
        let (number, of) = (choice.revision + 1, article.revisions.len());
        facts.push(format!("revision {number} of {of}"));
    }
    if text.title_derived {
        facts.push("headline from its first sentence".to_owned());
    }
    facts.join(" · ")
}

/// Whether all of these are items of one list, which stand without a gap.
fn is_list(paragraphs: &[Paragraph]) -> bool {
    paragraphs.iter().all(|p| p.kind == ParagraphKind::List)
}

fn print_paragraph(
    paragraph: &Paragraph,
    width: usize,
    output: &Output,
    out: &mut impl Write,
) -> io::Result<()> {
    let theme = &output.ink.theme;
    let (first, rest, style) = match paragraph.kind {
        ParagraphKind::Text => ("", "", theme.text),
        ParagraphKind::Heading => ("", "", theme.heading),
        ParagraphKind::Quote => ("  ", "  ", theme.quote),
        ParagraphKind::List => ("• ", "  ", theme.text),
        ParagraphKind::Code => return code(&paragraph.text, out),
    };
    let columns = width.saturating_sub(wrap::width(rest));
    for (index, range) in wrap::wrap(&paragraph.text, columns).into_iter().enumerate() {
        let lead = if index == 0 { first } else { rest };
        writeln!(
            out,
            "{lead}{}",
            output.ink.paint(style, &paragraph.text[range])
        )?;
    }
    Ok(())
}

fn code(text: &str, out: &mut impl Write) -> io::Result<()> {
    text.lines()
        .try_for_each(|line| writeln!(out, "    {line}"))
}

/// What is no part of the body, below it: nothing of a file is lost.
fn set_aside(
    text: &Revision,
    width: usize,
    output: &Output,
    out: &mut impl Write,
) -> io::Result<()> {
    if text.omitted.is_empty() {
        return Ok(());
    }
    let (ink, dim) = (&output.ink, output.ink.theme.dim);
    writeln!(out, "\n{}", ink.paint(dim, "Set aside:"))?;
    for omitted in &text.omitted {
        for range in wrap::wrap(omitted, width.saturating_sub(2)) {
            writeln!(out, "  {}", ink.paint(dim, &omitted[range]))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::cli::holdings::tests::article;
    use crate::cli::output::tests::plain;

    fn choice() -> Choice {
        let mut article = article(7, Some("Harbour Post"), "Ferry runs aground", &[]);
        let text = &mut article.revisions[0];
        text.author = Some("Mina Okoye".to_owned());
        text.omitted = vec!["4 Min Read".to_owned()];
        text.paragraphs = [
            (
                ParagraphKind::Text,
                "The ferry <Skerry> ran aground & all were saved.",
            ),
            (ParagraphKind::Heading, "What is known"),
            (ParagraphKind::Quote, "We felt a long, slow scrape."),
            (ParagraphKind::List, "214 aboard"),
            (ParagraphKind::List, "none hurt"),
            (ParagraphKind::Code, "a\n  b"),
        ]
        .map(|(kind, text)| Paragraph {
            kind,
            text: text.to_owned(),
        })
        .to_vec();
        Choice {
            state: crate::library::state::State::default(),
            article,
            revision: 0,
            story: None,
        }
    }

    fn shown(format: Format) -> String {
        let output = Output {
            format: Some(format),
            ..plain(40)
        };
        let mut out = Vec::new();
        print(&choice(), &output, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn text_has_headline_facts_body_and_what_was_set_aside() {
        let expected = "\
Ferry runs aground
Harbour Post · Mina Okoye · undated · 23
words

The ferry <Skerry> ran aground & all
were saved.

What is known

  We felt a long, slow scrape.

• 214 aboard
• none hurt

    a
      b

Set aside:
  4 Min Read
";
        assert_eq!(shown(Format::Text), expected);
    }

    #[test]
    fn a_web_page_escapes_what_the_article_says() {
        let page = shown(Format::Html);
        assert!(page.contains("<p>The ferry &lt;Skerry&gt; ran aground &amp; all were saved.</p>"));
        assert!(page.contains("<ul>\n<li>214 aboard</li>\n<li>none hurt</li>\n</ul>"));
        assert!(page.contains("<pre>a\n  b</pre>"));
        assert!(!page.contains("<Skerry>"));
    }

    #[test]
    fn markdown_begins_with_front_matter_and_keeps_the_kinds() {
        let expected = r#"---
title: "Ferry runs aground"
source: "Harbour Post"
author: "Mina Okoye"
---

The ferry \<Skerry> ran aground & all were saved.

## What is known

> We felt a long, slow scrape.

- 214 aboard
- none hurt

```
a
  b
```

<details>
<summary>Set aside</summary>

4 Min Read

</details>
"#;
        assert_eq!(shown(Format::Markdown), expected);
    }
}
