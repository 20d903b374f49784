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
        writeln!(out, "{}", table.line(article, &output.ink))?;
    }
    Ok(())
}

/// The columns of a list of articles: day, outlet, headline, id.
pub struct Table {
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
            source,
            headline,
            id,
        }
    }

    /// One article's line.
    pub fn line(&self, article: Entry<'_>, ink: &Ink) -> String {
        let day = line::column(&line::day(article.published()), Self::DAY);
        let source = line::column(&line::source(article), self.source);
        let source_style = match article.source() {
            Some(_) => ink.theme.accent,
            None => ink.theme.dim,
        };
        let title = if article.gone() {
            format!("(gone) {}", article.title())
        } else {
            article.title().to_owned()
        };
        format!(
            "{}  {}  {}  {}",
            ink.paint(ink.theme.dim, &day),
            ink.paint(source_style, &source),
            line::column(&title, self.headline),
            ink.paint(ink.theme.dim, &article.id().to_string()[..self.id]),
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
        assert!(lines.contains("  (gone) Budget passed  "), "{lines}");
    }
}
