//! A comparison as Markdown: a table with a column for each side.

use std::io::{self, Write};

use crate::cli::markup::escape_cell as escape;
use crate::compare::Side;
use crate::spread::entry::{Entry, Note};
use crate::spread::painted::Painted;
use crate::spread::{Role, wording};
use crate::version::Compared;

/// Prints the table, its heading and the counts.
pub(super) fn print(compared: &Compared, out: &mut impl Write) -> io::Result<()> {
    let sides = [Side::Left, Side::Right];
    let names = sides.map(|side| escape(&compared.page(side).source));
    writeln!(out, "# {}\n", names.join(" / "))?;
    if let Some(verdict) = wording::verdict(compared) {
        writeln!(out, "{}\n", escape(verdict))?;
    }
    let summary = wording::summary(compared, usize::MAX);
    if !summary.is_empty() {
        writeln!(out, "{}\n", escape(&summary))?;
    }
    let bylines = sides.map(|side| escape(&wording::byline(compared.page(side), usize::MAX)));
    writeln!(out, "| | {} |\n|---|---|---|", bylines.join(" | "))?;
    if let Some(headlines) = Entry::of_headlines(compared) {
        row(&headlines, out)?;
    }
    for entry in &compared.comparison.rows {
        row(&Entry::of_row(compared, entry, false), out)?;
    }
    Ok(())
}

fn row(entry: &Entry<'_>, out: &mut impl Write) -> io::Result<()> {
    let signs: String = entry.signs.iter().map(|sign| sign.glyph(false)).collect();
    let notes = entry.notes.iter().map(Note::halves);
    let parts: Vec<_> = std::iter::once(entry.texts.clone()).chain(notes).collect();
    let [left, right] = [0, 1].map(|side| {
        let said = parts.iter().map(|halves| words(&halves[side]));
        let said: Vec<_> = said.filter(|text| !text.is_empty()).collect();
        said.join("<br>")
    });
    writeln!(out, "| {} | {left} | {right} |", signs.trim())
}

/// Words that differ are bold, what the program says is slanted.
fn words(text: &Painted) -> String {
    let run = |(words, role): (&str, Role)| match role {
        Role::Plain | Role::Strong | Role::Only(_) | Role::Name { .. } => escape(words),
        Role::Edit(_) | Role::Conflict(_) => wrapped("**", words),
        Role::Moved | Role::Note => wrapped("*", words),
    };
    text.runs().map(run).collect()
}

/// Emphasis begins and ends at a word, never at a space.
fn wrapped(mark: &str, words: &str) -> String {
    let core = words.trim();
    if core.is_empty() {
        return words.to_owned();
    }
    let (before, after) = words.split_once(core).unwrap_or_default();
    format!("{before}{mark}{}{mark}{after}", escape(core))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::spread::example;

    #[test]
    fn the_table_shows_every_row() {
        let mut out = Vec::new();
        print(&example::strike(), &mut out).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }

    #[test]
    fn emphasis_stands_around_words() {
        assert_eq!(wrapped("**", " met "), " **met** ");
    }
}
