//! How a command ends, and what is said when it cannot do its work.

use std::io;
use std::process::ExitCode;

use crate::text::clean;

/// How a command that did its work ended, the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ended {
    /// All is well: exit code 0.
    Fine,
    /// The answer is no: the two diverge, nothing was found. Exit code 1.
    No,
    /// Something that was named could not be read: exit code 2.
    Trouble,
}

impl From<Ended> for ExitCode {
    fn from(ended: Ended) -> Self {
        Self::from(match ended {
            Ended::Fine => 0,
            Ended::No => 1,
            Ended::Trouble => 2,
        })
    }
}

/// Why a command could not do its work.
#[derive(Debug, PartialEq, Eq)]
pub enum Failure {
    /// Whoever read the output has closed it: nothing to say.
    Closed,
    /// Trouble, in words for a person, with what to do about it.
    Trouble {
        /// What is wrong, and where.
        message: String,
        /// What to do, one line each.
        hints: Vec<String>,
    },
}

impl Failure {
    /// Trouble that `message` tells in one sentence.
    pub fn new(message: impl Into<String>) -> Self {
        Self::Trouble {
            message: message.into(),
            hints: Vec::new(),
        }
    }

    /// The same with one more line that says what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        if let Self::Trouble { hints, .. } = &mut self {
            hints.push(hint.into());
        }
        self
    }

    /// What stands on standard error; empty where there is nothing to say.
    pub fn report(&self) -> String {
        let Self::Trouble { message, hints } = self else {
            return String::new();
        };
        let line =
            |(label, text): (&str, &String)| format!("{label}: {}\n", clean::clean_line(text).0);
        let hints = hints.iter().map(|hint| ("hint", hint));
        std::iter::once(("newsread", message))
            .chain(hints)
            .map(line)
            .collect()
    }

    /// A broken pipe ends quietly, all else is trouble.
    pub fn code(&self) -> ExitCode {
        match self {
            Self::Closed => Ended::Fine.into(),
            Self::Trouble { .. } => Ended::Trouble.into(),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::new(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_what_is_wrong_and_then_what_to_do() {
        let failure = Failure::new("no article abc").hint("newsread list prints the ids");
        assert_eq!(
            failure.report(),
            "newsread: no article abc\nhint: newsread list prints the ids\n"
        );
    }

    #[test]
    fn a_broken_pipe_has_nothing_to_say() {
        let failure = Failure::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!(failure, Failure::Closed);
        assert_eq!(failure.report(), "");
    }
}
