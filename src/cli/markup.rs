//! Text as it stands in a page of HTML or Markdown.

use std::io::{self, Write};

/// Characters that Markdown, or the table, would read as markup.
const MARKUP: [char; 13] = [
    '\\', '*', '_', '`', '[', ']', '<', '>', '|', '~', '&', '#', '$',
];

/// `text` as it stands in a page or in an attribute of one.
pub(super) fn escape(text: &str) -> String {
    html_escape::encode_double_quoted_attribute(text).into_owned()
}

/// Writes the beginning of a page up to its main part; `title` is escaped already.
pub(super) fn head(title: &str, style: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>")?;
    writeln!(out, "<meta charset=\"utf-8\">\n<title>{title}</title>")?;
    writeln!(
        out,
        "<meta name=\"viewport\" content=\"width=device-width\">"
    )?;
    writeln!(out, "<style>\n{style}\n</style>\n</head>\n<body>\n<main>")
}

/// `text` as it stands in a cell of a Markdown table: none of it is read as markup, and it is one line.
pub(super) fn escape_cell(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if MARKUP.contains(&letter) {
            escaped.push('\\');
        }
        escaped.push(if letter == '\n' { ' ' } else { letter });
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_a_page_are_escaped() {
        assert_eq!(
            escape("<a href=\"x\"> & 'b'"),
            "&lt;a href=&quot;x&quot;&gt; &amp; 'b'"
        );
    }

    #[test]
    fn prose_in_a_cell_is_not_read_as_markdown() {
        assert_eq!(
            escape_cell("a | b *c* [sic]\n<d>"),
            "a \\| b \\*c\\* \\[sic\\] \\<d\\>"
        );
    }
}
