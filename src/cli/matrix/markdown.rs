//! The claims of a story as Markdown: a table with a column for each version.

use std::io::{self, Write};

use super::sheet::{Mark, Sheet, dispute};
use crate::cli::markup::escape_cell as escape;

/// Prints the heading, the table and what its marks mean.
pub(super) fn print(sheet: &Sheet<'_>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "# {}\n", escape(sheet.title))?;
    writeln!(out, "{}\n", sheet.summary())?;
    let head = |page: usize| {
        let (name, facts) = (&sheet.names[page], sheet.facts(page));
        format!(" {}<br>{} |", escape(name), escape(&facts))
    };
    let heads: String = (0..sheet.pages.len()).map(head).collect();
    let rule = "---|".to_owned() + &":-:|".repeat(sheet.pages.len());
    writeln!(out, "| claim |{heads}\n|{rule}")?;
    for claim in sheet.claims() {
        let mut text = escape(sheet.text(claim));
        for disputed in &claim.disputes {
            text += &format!("<br>*! {}*", escape(&dispute(disputed, &sheet.names)));
        }
        let marks = sheet.marks(claim).into_iter();
        let marks: String = marks.map(|mark| format!(" {} |", mark.glyph())).collect();
        writeln!(out, "| {text} |{marks}")?;
    }
    for (what, counts) in [
        ("claims it tells", sheet.told()),
        ("claims it alone tells", sheet.alone()),
    ] {
        let counts: String = counts.iter().map(|count| format!(" {count} |")).collect();
        writeln!(out, "| *{what}* |{counts}")?;
    }
    let legend = Mark::ALL.map(|mark| format!("{} {}", mark.glyph(), mark.meaning()));
    writeln!(out, "\n{}", legend.join(", "))
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
