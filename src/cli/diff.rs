//! Prints a comparison: for a person, a program, a browser, or as Markdown.

use std::io::{self, Write};

use serde::Serialize;

use super::arguments::Format;
use super::ink::Ink;
use crate::version::Compared;

mod html;
mod json;
mod markdown;
mod text;

/// Prints `compared`; `articles` are the shapes of left and right that JSON shows, `width` is in cells.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn print(
    compared: &Compared,
    articles: (impl Serialize, impl Serialize),
    format: Format,
    width: usize,
    ink: &Ink,
    out: &mut impl Write,
) -> io::Result<()> {
    match format {
        Format::Text => text::print(compared, width, ink, out),
        Format::Json => json::print(compared, articles, out),
        Format::Html => html::print(compared, out),
        Format::Markdown => markdown::print(compared, out),
    }
}
