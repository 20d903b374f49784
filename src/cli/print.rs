//! How the person wants a result printed: form, width, ink.

use std::io::{self, Write};

use crate::library::load::Problem;

use super::arguments::Format;
use super::failure::Failure;
use super::ink::Ink;
use super::line;

/// How many problems are told one by one.
const TOLD: usize = 20;

/// Form, width and ink of what is printed.
#[derive(Debug, Clone)]
pub struct Print {
    /// The form asked for; none where the person left it open.
    pub format: Option<Format>,
    /// Columns that printed text may take.
    pub width: usize,
    /// The ink of printed text.
    pub ink: Ink,
}

impl Print {
    /// Whether JSON is asked for.
    pub fn is_json(&self) -> bool {
        self.format == Some(Format::Json)
    }

    /// Refuses the forms that only `diff` and `show` have.
    ///
    /// # Errors
    ///
    /// When such a form is asked for.
    pub fn text_or_json(&self, command: &str) -> Result<(), Failure> {
        match self.format {
            Some(Format::Html | Format::Markdown) => Err(Failure::new(format!(
                "{command} prints text or json, not this format"
            ))
            .hint("html and markdown are for diff and show")),
            _ => Ok(()),
        }
    }
}

/// Tells on `err` what could not be read, each problem on a line of its own.
///
/// # Errors
///
/// When `err` cannot be written to.
pub fn problems<'a>(
    problems: impl Iterator<Item = &'a Problem>,
    err: &mut impl Write,
) -> io::Result<()> {
    let mut problems = problems.peekable();
    for problem in problems.by_ref().take(TOLD) {
        let (path, reason) = (line::one_line(&problem.path), line::one_line(&problem.reason));
        writeln!(err, "newsread: {path}: {reason}")?;
    }
    match problems.count() {
        0 => Ok(()),
        more => writeln!(
            err,
            "newsread: and {} like these; --format json lists all",
            line::count(more, "problem")
        ),
    }
}
