//! Files and folders in, a library and its problems out; the only reader of article files.

use std::any::Any;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rayon::prelude::*;
use serde::Serialize;

use super::Library;
use super::format::{self, Issue};
use super::revisions::{self, Filed};
use crate::text::clean::clean_line;

mod decode;
mod read;
mod walk;

use walk::Found;

/// A file or folder that could not be read, and why, in words for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The path as given, cleaned.
    pub path: String,
    /// What is wrong and what to do.
    pub reason: String,
    /// Whether a path that the person named could itself not be read; not so for what was found inside a
    /// folder, nor for an empty folder.
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
    let walk::Walked { files, problems } = walk::walk(paths, progress);
    let read = || {
        files
            .par_iter()
            .map(|found| open(found, progress))
            .collect()
    };
    let opened: Vec<Opened> = match pool() {
        Some(pool) => pool.install(read),
        None => read(),
    };
    let mut filed = Vec::with_capacity(opened.len());
    let mut problems = problems;
    for one in opened {
        filed.extend(one.filed);
        problems.extend(one.problem);
    }
    Loaded {
        library: Library::new(revisions::join(filed)),
        problems: walk::in_order(problems),
    }
}

/// Threads for reading: all but one, which is left to the screen.
fn pool() -> Option<rayon::ThreadPool> {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    rayon::ThreadPoolBuilder::new()
        .num_threads(cores.saturating_sub(1).max(1))
        .thread_name(|index| format!("loader {index}"))
        .build()
        .ok()
}

/// What one file brought.
#[derive(Default)]
struct Opened {
    filed: Vec<Filed>,
    problem: Option<Problem>,
}

fn open(found: &Found, progress: &Progress) -> Opened {
    let opened = match catch_unwind(AssertUnwindSafe(|| articles(found))) {
        Ok(Ok((issue, cut))) => file(found, issue, cut),
        Ok(Err(reason)) => refused(found, reason),
        Err(panic) => refused(found, fault(panic.as_ref())),
    };
    progress.read.fetch_add(1, Ordering::Relaxed);
    opened
}

/// The articles of one file, with a word on what was cut off a file that is too large.
fn articles(found: &Found) -> Result<(Issue, Option<String>), String> {
    let file = read::read(&found.path)?;
    let text = decode::decode(file.bytes)?;
    let name = found.path.file_name().unwrap_or_default();
    let issue = format::read(&name.to_string_lossy(), text)?;
    Ok((issue, file.cut))
}

fn file(found: &Found, issue: Issue, cut: Option<String>) -> Opened {
    let shown = shown(&found.path);
    let filed = issue
        .drafts
        .into_iter()
        .enumerate()
        .map(|(index, draft)| Filed {
            draft,
            place: found
                .canonical
                .clone()
                .into_os_string()
                .into_encoded_bytes(),
            index,
            path: Some(shown.clone()),
            folder: found.source.clone(),
        });
    Opened {
        filed: filed.collect(),
        problem: cut.or(issue.note).map(|reason| Problem {
            path: shown.clone(),
            reason,
            named: false,
        }),
    }
}

fn refused(found: &Found, reason: String) -> Opened {
    Opened {
        problem: Some(Problem {
            path: shown(&found.path),
            reason,
            named: found.named,
        }),
        ..Opened::default()
    }
}

fn fault(panic: &(dyn Any + Send)) -> String {
    let message = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no more is known");
    format!(
        "newsread could not make sense of it ({})",
        clean_line(message).0
    )
}

/// A path as it may be shown: cleaned, on one line.
fn shown(path: &std::path::Path) -> String {
    clean_line(&path.to_string_lossy()).0
}
