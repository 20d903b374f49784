//! The pieces that printed lines share: outlet, day, a column of fixed width.

use crate::library::{Article, Entry, Headline};
use crate::text::moment::{Moment, wording};
use crate::wrap;

/// The outlet; a file's name stands in brackets where the outlet is unknown.
pub fn source(article: Entry<'_>) -> String {
    outlet(article.source(), article.source_label())
}

/// The same of an article at hand.
pub fn source_of(article: &Article) -> String {
    outlet(article.source.as_deref(), article.source_label())
}

/// The same of its headline.
pub fn source_of_headline(article: &Headline) -> String {
    outlet(article.source.as_deref(), article.source_label())
}

fn outlet(source: Option<&str>, label: &str) -> String {
    source.map_or_else(|| format!("({label})"), str::to_owned)
}

/// The day as a column shows it: `2025-07-10` or `undated`.
pub fn day(moment: Option<Moment>) -> String {
    moment.map_or_else(|| "undated".to_owned(), |moment| moment.day().to_string())
}

/// The day as prose has it: `10 July 2025`, or `undated`.
pub fn long_day(moment: Option<Moment>) -> String {
    moment.map_or_else(|| "undated".to_owned(), |moment| wording::day(moment.day()))
}

/// `1 article`, `5 articles`: a number and its noun.
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// `text` in exactly `columns` cells: cut with an ellipsis, or filled with spaces.
pub fn column(text: &str, columns: usize) -> String {
    let text = wrap::fit(text, columns);
    let rest = columns.saturating_sub(wrap::width(&text));
    format!("{text}{}", " ".repeat(rest))
}
