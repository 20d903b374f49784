//! What `stories` prints: each story with the articles that tell it and the reason they are one.

use std::io::{self, Write};

use chrono::{Datelike, NaiveDate};

use crate::library::Entry;
use crate::story::Story;
use crate::text::moment::wording;
use crate::wrap;

use super::holdings::Holdings;
use super::json::{self, StoriesShape};
use super::line;
use super::list::Table;
use super::output::Output;

const INDENT: &str = "    ";

/// Prints the stories of `holdings`.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn print(holdings: &Holdings, output: &Output, out: &mut impl Write) -> io::Result<()> {
    if output.is_json() {
        return json::print(&StoriesShape::new(holdings), out);
    }
    let digits = holdings.catalogue().id_digits();
    for (index, (story, why)) in holdings.with_reasons().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let members: Vec<Entry<'_>> = holdings.members(story).collect();
        heading(story, why, holdings, output, out)?;
        let width = output.width.saturating_sub(INDENT.len());
        let table = Table::new(members.iter().copied(), digits, width);
        for article in members {
            table.print(article, INDENT, &output.ink, out)?;
        }
    }
    Ok(())
}

fn heading(
    story: &Story,
    why: Option<String>,
    holdings: &Holdings,
    output: &Output,
    out: &mut impl Write,
) -> io::Result<()> {
    let ink = &output.ink;
    for range in wrap::wrap(&story.title, output.width) {
        writeln!(out, "{}", ink.paint(ink.theme.strong, &story.title[range]))?;
    }
    let facts = format!(
        "{} · {}",
        line::count(story.articles.len(), "article"),
        days(story, holdings)
    );
    for range in wrap::wrap(&facts, output.width.saturating_sub(2)) {
        writeln!(out, "  {}", ink.paint(ink.theme.dim, &facts[range]))?;
    }
    let Some(why) = why else {
        return Ok(());
    };
    for range in wrap::wrap(&why, output.width.saturating_sub(2)) {
        writeln!(out, "  {}", ink.paint(ink.theme.dim, &why[range]))?;
    }
    Ok(())
}

/// The day of a story, or its first and last: `4 to 10 November 2026`.
fn days(story: &Story, holdings: &Holdings) -> String {
    match holdings.published(story) {
        None => line::long_day(None),
        Some((first, last)) => span(first.day(), last.day()),
    }
}

fn span(first: NaiveDate, last: NaiveDate) -> String {
    let start = match (first.year() == last.year(), first.month() == last.month()) {
        _ if first == last => return wording::day(last),
        (true, true) => first.format("%-d").to_string(),
        (true, false) => first.format("%-d %B").to_string(),
        (false, _) => wording::day(first),
    };
    format!("{start} to {}", wording::day(last))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::cli::holdings::tests::{article, holdings};
    use crate::cli::output::tests::plain;

    #[test]
    fn a_story_stands_above_its_articles() {
        let holdings = holdings(vec![article(0xa << 60, Some("A"), "Ferry aground", &["x"])]);
        let mut out = Vec::new();
        print(&holdings, &plain(50), &mut out).unwrap();
        let expected = "\
Ferry aground
  1 article · undated
    undated     A  Ferry aground           a000000
";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn a_span_of_days_says_month_and_year_as_often_as_needed() {
        let day = |text: &str| text.parse().unwrap();
        for (first, last, expected) in [
            ("2026-11-04", "2026-11-04", "4 November 2026"),
            ("2026-11-04", "2026-11-10", "4 to 10 November 2026"),
            ("2026-10-30", "2026-11-02", "30 October to 2 November 2026"),
            (
                "2025-12-30",
                "2026-01-02",
                "30 December 2025 to 2 January 2026",
            ),
        ] {
            assert_eq!(span(day(first), day(last)), expected);
        }
    }
}
