//! What `diff` does: finds the two versions, then shows the diff view or prints the comparison.

use std::io::Write;
use std::path::Path;

use crate::tui::{self, Open, Request};
use crate::version::Compared;

use super::Session;
use super::choice::{Choice, Finder};
use super::diff;
use super::failure::{Ended, Failure};
use super::json::ArticleShape;
use super::output::Output;

/// Two versions, compared.
pub struct Pair {
    left: Choice,
    right: Choice,
    compared: Compared,
}

impl Pair {
    /// Finds what the two names mean and compares them.
    ///
    /// # Errors
    ///
    /// When a name means no article or several.
    pub fn new(finder: &mut Finder<'_>, left: &Path, right: &Path) -> Result<Self, Failure> {
        let (left, right) = (finder.find(left)?, finder.find(right)?);
        let compared = Compared::new(left.page(), right.page());
        Ok(Self {
            left,
            right,
            compared,
        })
    }

    /// Whether the two say the same.
    pub fn ended(&self) -> Ended {
        if self.compared.comparison.is_same() {
            Ended::Fine
        } else {
            Ended::No
        }
    }

    /// Shows the two side by side until the person leaves.
    ///
    /// # Errors
    ///
    /// When the terminal cannot be read or written.
    pub(super) fn open(&self, session: &Session) -> Result<(), Failure> {
        let open = Open::Compare {
            left: self.left.page(),
            right: self.right.page(),
        };
        tui::run(Request {
            open,
            config: session.config.clone(),
            data: session.paths.data.clone(),
            color: session.output.ink.color,
        })
        .map_err(Failure::from)
    }

    /// Prints the comparison.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written to.
    pub fn print(&self, output: &Output, out: &mut impl Write) -> Result<(), Failure> {
        diff::print(
            &self.compared,
            (shape(&self.left), shape(&self.right)),
            output.format.unwrap_or_default(),
            output.width,
            &output.ink,
            out,
        )
        .map_err(Failure::from)
    }
}

fn shape(choice: &Choice) -> ArticleShape {
    ArticleShape::of(&choice.article, choice.revision, choice.story).marked(choice.state)
}
