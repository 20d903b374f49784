//! Prints a comparison (a stub of the diff writer's).

use std::io::{self, Write};

use serde_json::Value;

use crate::version::Compared;

use super::arguments::Format;

/// Prints `compared`.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn print(
    compared: &Compared,
    articles: (Value, Value),
    format: Format,
    width: usize,
    color: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let _ = (articles, format, width, color);
    writeln!(out, "{:?}", compared.comparison.summary)
}
