//! What `list` prints: the articles, one a line, newest first.

use std::io::{self, Write};

use crate::library::Entry;
use crate::wrap;

use super::holdings::Holdings;
use super::ink::Ink;
use super::json::{self, ListShape};
use super::line;
use super::output::Output;

/// The widest that the column of outlets gets.
const SOURCE_COLUMNS: usize = 24;

/// Prints the articles of `holdings`.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn print(holdings: &Holdings, output: &Output, out: &mut impl Write) -> io::Result<()> {
    if output.is_json() {
        return json::print(&ListShape::new(holdings), out);
    }
    let articles = holdings.catalogue().entries();
    let table = Table::new(
        articles.clone(),
        holdings.catalogue().id_digits(),
        output.width,
    );
    for article in articles {
        table.print(article, "", &output.ink, out)?;
    }
    Ok(())
}

/// With fewer columns for headlines, each stands on lines of its own.
const FEWEST: usize = 12;

/// What is said behind the headline of an article whose file is not there any more.
const GONE: &str = " (gone)";

/// The columns of a list of articles: day, outlet, headline, id.
pub struct Table {
    width: usize,
    source: usize,
    headline: usize,
    id: usize,
}

impl Table {
    const DAY: usize = 10;
    const GAPS: usize = 6;

    /// Columns for `articles`, with ids of `id` digits, in `width` cells.
    pub fn new<'a>(articles: impl Iterator<Item = Entry<'a>>, id: usize, width: usize) -> Self {
        let widest = articles
            .map(|article| wrap::width(&line::source(article)))
            .max()
            .unwrap_or(0);
        let source = widest.min(SOURCE_COLUMNS).min(width / 4);
        let headline = width.saturating_sub(Self::DAY + source + id + Self::GAPS);
        Self {
            width,
            source,
            headline,
            id,
        }
    }

    /// Prints an article on one line, or where there is no room on several, each after `indent`.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written to.
    pub fn print(
        &self,
        article: Entry<'_>,
        indent: &str,
        ink: &Ink,
        out: &mut impl Write,
    ) -> io::Result<()> {
        if self.headline >= FEWEST {
            return writeln!(out, "{indent}{}", self.line(article, ink));
        }
        let (title, gone) = (article.title(), if article.gone() { GONE } else { "" });
        let title = format!("{title}{gone}");
        for bytes in wrap::wrap(&title, self.width) {
            writeln!(out, "{indent}{}", &title[bytes])?;
        }
        let facts = [
            line::day(article.published()),
            line::source(article),
            self.id_of(article),
        ];
        let facts = facts.join(" · ");
        for bytes in wrap::wrap(&facts, self.width.saturating_sub(2)) {
            writeln!(out, "{indent}  {}", ink.paint(ink.theme.dim, &facts[bytes]))?;
        }
        Ok(())
    }

    fn id_of(&self, article: Entry<'_>) -> String {
        article.id().to_string()[..self.id].to_owned()
    }

    fn line(&self, article: Entry<'_>, ink: &Ink) -> String {
        let day = line::column(&line::day(article.published()), Self::DAY);
        let source = line::column(&line::source(article), self.source);
        let source_style = match article.source() {
            Some(_) => ink.theme.accent,
            None => ink.theme.dim,
        };
        let gone = if article.gone() { GONE } else { "" };
        let title = line::column(article.title(), self.headline - gone.len());
        format!(
            "{}  {}  {title}{gone}  {}",
            ink.paint(ink.theme.dim, &day),
            ink.paint(source_style, &source),
            ink.paint(ink.theme.dim, &self.id_of(article)),
        )
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::cli::holdings::tests::{article, holdings};
    use crate::cli::output::tests::plain;
    use crate::text::moment::Moment;

    #[test]
    fn columns_stand_below_each_other_and_fill_the_width() {
        let mut dated = article(
            0xa << 60,
            Some("港の新聞"),
            "Ferry aground off Skerry, all saved",
            &["x"],
        );
        dated.revisions[0].published = Moment::parse("2026-11-04");
        let mut gone = article(0xb << 60, None, "Budget passed", &["x"]);
        gone.revisions[0].gone = true;
        let holdings = holdings(vec![dated, gone]);
        let mut out = Vec::new();
        print(&holdings, &plain(60), &mut out).unwrap();
        let lines = String::from_utf8(out).unwrap();
        for line in lines.lines() {
            assert_eq!(wrap::width(line), 60, "{line}");
        }
        assert!(lines.starts_with("2026-11-04  港の新聞"), "{lines}");
        assert!(lines.contains("undated     ("), "{lines}");
        assert!(lines.contains("  Budget passed"), "{lines}");
        assert!(lines.contains(" (gone)  b000000"), "{lines}");
    }

    #[test]
    fn where_there_is_no_room_each_headline_stands_on_lines_of_its_own() {
        let mut gone = article(0xb << 60, Some("Harbour Post"), "Budget passed", &["x"]);
        gone.revisions[0].gone = true;
        let holdings = holdings(vec![gone]);
        let mut out = Vec::new();
        print(&holdings, &plain(20), &mut out).unwrap();
        let expected = "\
Budget passed (gone)
  undated · Harbour
  Post · b000000
";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
