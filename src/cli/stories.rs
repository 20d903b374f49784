//! What `stories` prints: each story with the articles that tell it and the reason they are one.

use std::io::{self, Write};

use crate::library::Article;
use crate::story::Story;
use crate::wrap;

use super::json::{self, StoriesShape};
use super::line;
use super::list::Table;
use super::output::Output;
use super::shelf::Shelf;

const INDENT: &str = "    ";

/// Prints the stories of `shelf`.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn print(shelf: &Shelf, output: &Output, out: &mut impl Write) -> io::Result<()> {
    if output.is_json() {
        return json::print(&StoriesShape::new(shelf), out);
    }
    let digits = shelf.id_digits();
    for (index, story) in shelf.stories().iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let members: Vec<&Article> = shelf.members(story).collect();
        heading(story, shelf, output, out)?;
        let width = output.width.saturating_sub(INDENT.len());
        let table = Table::new(members.iter().copied(), digits, width);
        for article in members {
            writeln!(out, "{INDENT}{}", table.line(article, &output.ink))?;
        }
    }
    Ok(())
}

fn heading(story: &Story, shelf: &Shelf, output: &Output, out: &mut impl Write) -> io::Result<()> {
    let ink = &output.ink;
    for range in wrap::wrap(&story.title, output.width) {
        writeln!(out, "{}", ink.paint(ink.theme.strong, &story.title[range]))?;
    }
    let facts = format!(
        "{} · {}",
        line::count(story.articles.len(), "article"),
        days(story, shelf)
    );
    writeln!(out, "  {}", ink.paint(ink.theme.dim, &facts))?;
    let Some(why) = &story.why else {
        return Ok(());
    };
    for range in wrap::wrap(why, output.width.saturating_sub(2)) {
        writeln!(out, "  {}", ink.paint(ink.theme.dim, &why[range]))?;
    }
    Ok(())
}

/// The day of a story, or its first and last.
fn days(story: &Story, shelf: &Shelf) -> String {
    let Some((first, last)) = shelf.published(story) else {
        return line::long_day(None);
    };
    if first.day() == last.day() {
        line::long_day(Some(first))
    } else {
        format!(
            "{} to {}",
            line::long_day(Some(first)),
            line::long_day(Some(last))
        )
    }
}
