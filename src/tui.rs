//! The loop: draw, wait for an event, look up, update, perform.

use std::io;
use std::path::PathBuf;

use crate::config::Config;
use crate::version::Page;

/// What to open on the terminal, and how.
#[derive(Debug, Clone)]
pub struct Request {
    /// What to open.
    pub open: Open,
    /// The settings.
    pub config: Config,
    /// Whether colour is wanted at all.
    pub color: bool,
}

/// What to open.
#[derive(Debug, Clone)]
pub enum Open {
    /// The reader.
    Library {
        /// Files and folders; where there are none, the samples.
        paths: Vec<PathBuf>,
    },
    /// The diff view of two pages alone; leaving it ends the program.
    Compare {
        /// The page on the left.
        left: Page,
        /// The page on the right.
        right: Page,
    },
}

/// Runs the reader on the terminal until the person leaves it.
///
/// # Errors
///
/// The terminal cannot be read or written.
pub fn run(request: Request) -> io::Result<()> {
    let _ = request;
    Ok(())
}
