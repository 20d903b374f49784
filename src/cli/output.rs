//! How the person wants a result printed: form, width, ink.

use std::io::{self, Write};

use crate::library::load::Problem;
use crate::text::clean;

use super::arguments::Format;
use super::failure::Failure;
use super::ink::Ink;
use super::line;

/// How many problems are told one by one.
const TOLD: usize = 20;

/// Form, width and ink of what is printed.
#[derive(Debug, Clone)]
pub struct Output {
    /// The form asked for; none where the person left it open.
    pub format: Option<Format>,
    /// Columns that printed text may take.
    pub width: usize,
    /// Columns that the person asked for.
    pub asked_width: Option<usize>,
    /// The ink of printed text.
    pub ink: Ink,
}

impl Output {
    /// Whether JSON is asked for.
    pub fn is_json(&self) -> bool {
        self.format == Some(Format::Json)
    }

    /// Refuses the forms that only `diff`, `matrix` and `show` have.
    ///
    /// # Errors
    ///
    /// When such a form is asked for.
    pub fn text_or_json(&self, command: &str) -> Result<(), Failure> {
        match self.format {
            Some(Format::Html | Format::Markdown) => Err(Failure::new(format!(
                "{command} prints text or json, not this format"
            ))
            .hint("html and markdown are for diff, matrix and show")),
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
        let (path, reason) = (
            clean::clean_line(&problem.path).0,
            clean::clean_line(&problem.reason).0,
        );
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

/// Tells on `err` what is to be said about the store, each on a line of its own.
///
/// # Errors
///
/// When `err` cannot be written to.
pub fn notes(notes: &[String], err: &mut impl Write) -> io::Result<()> {
    notes
        .iter()
        .try_for_each(|note| writeln!(err, "newsread: {}", clean::clean_line(note).0))
}

#[cfg(test)]
pub mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::config::theme::Theme;

    /// Plain text, `width` columns wide.
    pub fn plain(width: usize) -> Output {
        Output {
            format: None,
            width,
            asked_width: None,
            ink: Ink {
                theme: Theme::default_dark(),
                color: false,
            },
        }
    }

    #[test]
    fn many_problems_are_told_in_part() {
        let all: Vec<Problem> = (0..23)
            .map(|number| Problem {
                path: format!("news/{number}.txt"),
                reason: "is empty".to_owned(),
                named: false,
            })
            .collect();
        let mut err = Vec::new();
        problems(all.iter(), &mut err).unwrap();
        let told = String::from_utf8(err).unwrap();
        assert_eq!(told.lines().count(), 21);
        assert!(told.starts_with("newsread: news/0.txt: is empty\n"));
        assert!(told.ends_with("newsread: and 3 problems like these; --format json lists all\n"));
    }
}
