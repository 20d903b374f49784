//! The claims of a story as Markdown: a table with a column for each version.

use std::fmt::Display;
use std::io::{self, Write};

use super::sheet::{Mark, Sheet, dispute};
use crate::cli::markup::escape_cell as escape;

/// Prints the heading, the table and what its marks mean.
pub(super) fn print(sheet: &Sheet<'_>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "# {}\n", escape(sheet.title))?;
    writeln!(out, "{}\n", sheet.summary())?;
    let head = |page: usize| {
        let (name, facts) = (&sheet.names[page], sheet.facts(page));
        format!("{}<br>{}", escape(name), escape(&facts))
    };
    row("claim", (0..sheet.pages.len()).map(head), out)?;
    let rule = "---|".to_owned() + &":-:|".repeat(sheet.pages.len());
    writeln!(out, "|{rule}")?;
    for claim in sheet.claims() {
        let disputes = claim.disputes.iter().map(|disputed| {
            let line = escape(&dispute(disputed, &sheet.names));
            format!("*! {line}*")
        });
        let text = std::iter::once(escape(sheet.text(claim))).chain(disputes);
        let text: Vec<String> = text.collect();
        let marks = sheet.marks(claim).into_iter().map(Mark::glyph);
        row(&text.join("<br>"), marks, out)?;
    }
    row("*claims it tells*", sheet.told().into_iter(), out)?;
    row("*claims it alone tells*", sheet.alone().into_iter(), out)?;
    let legend = Mark::ALL.map(|mark| format!("{} {}", mark.glyph(), mark.meaning()));
    writeln!(out, "\n{}", legend.join(", "))
}

fn row(
    first: &str,
    cells: impl Iterator<Item = impl Display>,
    out: &mut impl Write,
) -> io::Result<()> {
    write!(out, "| {first} |")?;
    for cell in cells {
        write!(out, " {cell} |")?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::super::example;
    use super::*;

    #[test]
    fn the_table_shows_every_claim() {
        let (pages, matrix) = (example::pages(3), example::matrix());
        let mut out = Vec::new();
        print(&example::sheet(&pages, &matrix), &mut out).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }
}
