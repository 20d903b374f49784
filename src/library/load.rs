//! Files and folders in, a library and its problems out; the only reader of article files.

use std::path::PathBuf;
use std::sync::atomic::AtomicUsize;

use serde::Serialize;

use super::Library;

/// A file or folder that could not be read, and why, in words for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The path as given, cleaned.
    pub path: String,
    /// What is wrong and what to do.
    pub reason: String,
    /// Whether the path was itself named by the person, not found inside a folder.
    #[serde(skip)]
    pub named: bool,
}

/// What loading brought: what could be read, and a list of what could not.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// What could be read.
    pub library: Library,
    /// What could not, in path order.
    pub problems: Vec<Problem>,
}

/// How far loading has come; shared with whoever shows it.
#[derive(Debug, Default)]
pub struct Progress {
    /// Files found so far.
    pub found: AtomicUsize,
    /// Files read so far.
    pub read: AtomicUsize,
}

/// Reads every article under `paths`; never fails, but says what it could not read.
pub fn load(paths: &[PathBuf], progress: &Progress) -> Loaded {
    let _ = (paths, progress);
    Loaded::default()
}
