//! Which files a list of paths means: every regular file below them that is not hidden, each once.
//!
//! - A file or folder whose name begins with a dot is left out, unless the person named it.
//! - A symbolic link inside a folder is followed only to a place inside the named folders; one that leads
//!   out, nowhere or round in a circle is a problem that says so.
//! - Pipes, sockets and devices are problems and never opened; folders go 64 deep.
//! - Pictures, style sheets, scripts and the like beside articles are named, many of one folder at once.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use walkdir::{DirEntry, WalkDir};

use super::read::{not_a_file, reason};
use super::stamp::Stamp;
use super::{Problem, Progress, shown};
use crate::text::clean::clean_line;

/// Folders below this depth are not entered.
const DEEPEST: usize = 64;

/// So many problems of one kind in one folder are told as one.
const MANY: usize = 4;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The path as the person would spell it.
    pub path: PathBuf,
    /// The one true path, whatever way led there.
    pub canonical: PathBuf,
    /// Name of the first folder below the named path.
    pub source: Option<String>,
    /// Whether the person named this very file.
    pub named: bool,
    /// What tells without reading it whether it has changed.
    pub stamp: Stamp,
}

impl Found {
    /// The true path, as the bytes of the system.
    pub fn place(&self) -> &[u8] {
        self.canonical.as_os_str().as_encoded_bytes()
    }
}

/// What a walk brought.
#[derive(Debug, Default)]
pub struct Walked {
    /// The files, each once.
    pub files: Vec<Found>,
    /// What could not be looked at.
    pub problems: Vec<Problem>,
    /// The true paths of the folders that were named and looked through.
    pub folders: Vec<PathBuf>,
}

/// Finds the files of `paths` in their order, each file once.
pub fn walk(paths: &[PathBuf], progress: &Progress) -> Walked {
    let mut walker = Walker::new(progress);
    for path in paths {
        walker.start(path);
    }
    walker.follow_links();
    walker.walked.folders = walker.roots;
    walker.walked
}

/// A symbolic link met on the way.
struct Link {
    path: PathBuf,
    source: Option<String>,
}

/// A named folder, or one that a link led to.
struct Root<'a> {
    path: &'a Path,
    canonical: &'a Path,
    /// The source of all below, where the folder is not itself a named one.
    source: Option<&'a str>,
}

struct Walker<'a> {
    walked: Walked,
    progress: &'a Progress,
    files: HashSet<PathBuf>,
    folders: HashSet<PathBuf>,
    roots: Vec<PathBuf>,
    links: Vec<Link>,
}

impl<'a> Walker<'a> {
    fn new(progress: &'a Progress) -> Self {
        Self {
            walked: Walked::default(),
            progress,
            files: HashSet::new(),
            folders: HashSet::new(),
            roots: Vec::new(),
            links: Vec::new(),
        }
    }

    fn problem(&mut self, path: &Path, reason: impl Into<String>, named: bool) {
        self.walked.problems.push(Problem {
            path: shown(path),
            reason: reason.into(),
            named,
        });
    }

    /// Takes in a path that the person named; a link is followed, for it was meant.
    fn start(&mut self, path: &Path) {
        let looked =
            fs::metadata(path).and_then(|metadata| Ok((metadata, fs::canonicalize(path)?)));
        let (metadata, canonical) = match looked {
            Ok(looked) => looked,
            Err(error) => return self.problem(path, reason(&error), true),
        };
        if metadata.is_dir() {
            self.start_folder(path, canonical);
        } else if let Some(reason) = not_a_file(metadata.file_type()) {
            self.problem(path, reason, true);
        } else {
            self.file(path.to_owned(), canonical, (None, true), &metadata);
        }
    }

    fn start_folder(&mut self, path: &Path, canonical: PathBuf) {
        let before = (
            self.files.len(),
            self.walked.problems.len(),
            self.links.len(),
        );
        let known = self.folders.contains(&canonical);
        self.folder(&Root {
            path,
            canonical: &canonical,
            source: None,
        });
        self.roots.push(canonical);
        let after = (
            self.files.len(),
            self.walked.problems.len(),
            self.links.len(),
        );
        if before == after && !known {
            self.problem(path, "no articles in this folder: it is empty", false);
        }
    }

    fn file(
        &mut self,
        path: PathBuf,
        canonical: PathBuf,
        (source, named): (Option<String>, bool),
        metadata: &Metadata,
    ) {
        if !named && let Some(extension) = beside_articles(&path) {
            return self.problem(
                &path,
                format!("not an article: .{extension} files are not read"),
                false,
            );
        }
        if self.files.insert(canonical.clone()) {
            self.progress.found.fetch_add(1, Ordering::Relaxed);
            self.walked.files.push(Found {
                path,
                canonical,
                source,
                named,
                stamp: Stamp::of(metadata),
            });
        }
    }

    fn folder(&mut self, root: &Root<'_>) {
        let entries = WalkDir::new(root.path)
            .max_depth(DEEPEST)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry));
        for entry in entries {
            match entry {
                Ok(entry) => self.entry(root, &entry),
                Err(error) => {
                    let why = error
                        .io_error()
                        .map_or_else(|| clean_line(&error.to_string()).0, reason);
                    let named = error.depth() == 0 && root.source.is_none();
                    self.problem(error.path().unwrap_or(root.path), why, named);
                }
            }
        }
    }

    fn entry(&mut self, root: &Root<'_>, entry: &DirEntry) {
        let below = entry
            .path()
            .strip_prefix(root.path)
            .unwrap_or(Path::new(""));
        let canonical = root.canonical.join(below);
        let source = root
            .source
            .map(str::to_owned)
            .or_else(|| folder_below(below));
        let kind = entry.file_type();
        if kind.is_dir() || entry.depth() == 0 {
            if entry.depth() >= DEEPEST {
                self.problem(
                    entry.path(),
                    "nested deeper than 64 folders; not entered",
                    false,
                );
            }
            self.folders.insert(canonical);
        } else if kind.is_symlink() {
            self.links.push(Link {
                path: entry.path().to_owned(),
                source,
            });
        } else if let Some(reason) = not_a_file(kind) {
            self.problem(entry.path(), reason, false);
        } else {
            match entry.metadata() {
                Ok(metadata) => {
                    self.file(
                        entry.path().to_owned(),
                        canonical,
                        (source, false),
                        &metadata,
                    );
                }
                Err(error) => {
                    let why = error.io_error().map_or_else(String::new, reason);
                    self.problem(entry.path(), why, false);
                }
            }
        }
    }

    /// Follows links only now, when every file has been found at its own place.
    fn follow_links(&mut self) {
        let mut followed = 0;
        while let Some(link) = self.links.get_mut(followed) {
            followed += 1;
            let link = Link {
                path: std::mem::take(&mut link.path),
                source: link.source.take(),
            };
            if let Err(reason) = self.follow(&link) {
                self.problem(&link.path, reason, false);
            }
        }
    }

    fn follow(&mut self, link: &Link) -> Result<(), String> {
        let target = fs::canonicalize(&link.path).map_err(|_| {
            let aim = fs::read_link(&link.path).unwrap_or_default();
            format!(
                "a symbolic link to {}, which cannot be reached or leads round in a circle",
                shown(&aim)
            )
        })?;
        if !self.roots.iter().any(|root| target.starts_with(root)) {
            return Err(format!(
                "a symbolic link out of the library, to {}; not followed",
                shown(&target)
            ));
        }
        let metadata = fs::metadata(&link.path).map_err(|error| reason(&error))?;
        if metadata.is_dir() {
            return self.follow_folder(link, &target);
        }
        if let Some(reason) = not_a_file(metadata.file_type()) {
            return Err(reason.to_owned());
        }
        let source = link.source.clone();
        self.file(link.path.clone(), target, (source, false), &metadata);
        Ok(())
    }

    fn follow_folder(&mut self, link: &Link, target: &Path) -> Result<(), String> {
        let home = link
            .path
            .parent()
            .and_then(|parent| fs::canonicalize(parent).ok());
        if home.is_some_and(|home| home.starts_with(target)) {
            return Err(format!(
                "a symbolic link loop, back to {}; not followed",
                shown(target)
            ));
        }
        if !self.folders.contains(target) {
            let name = link
                .path
                .file_name()
                .map(|name| clean_line(&name.to_string_lossy()).0);
            self.folder(&Root {
                path: &link.path,
                canonical: target,
                source: link.source.as_deref().or(name.as_deref()),
            });
        }
        Ok(())
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// The first folder of a path relative to the named one; none for a file right in it.
fn folder_below(below: &Path) -> Option<String> {
    let mut components = below.components();
    let first = components.next()?;
    components.next()?;
    Some(clean_line(&first.as_os_str().to_string_lossy()).0).filter(|name| !name.is_empty())
}

/// The extension of a file that lies beside articles but is none: media, styles, scripts, archives, programs.
fn beside_articles(path: &Path) -> Option<String> {
    const EXTENSIONS: [&str; 52] = [
        "7z", "avi", "avif", "bmp", "bz2", "c", "class", "css", "csv", "db", "dll", "doc", "docx",
        "eot", "epub", "exe", "gif", "gz", "heic", "ico", "jar", "jpeg", "jpg", "js", "lock",
        "m4a", "map", "mjs", "mov", "mp3", "mp4", "o", "odt", "ogg", "otf", "pdf", "png", "py",
        "rs", "so", "sqlite", "svg", "tar", "tif", "tiff", "ttf", "wav", "webm", "webp", "woff",
        "woff2", "zip",
    ];
    let extension = path.extension()?.to_string_lossy().to_lowercase();
    EXTENSIONS
        .contains(&extension.as_str())
        .then_some(extension)
}

/// The problems in path order, where many of one kind in one folder are told as one.
pub fn in_order(problems: Vec<Problem>) -> Vec<Problem> {
    let mut groups: BTreeMap<(String, String), Vec<Problem>> = BTreeMap::new();
    for problem in problems {
        let folder = problem
            .path
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        let kind = if problem.named {
            &problem.path
        } else {
            &problem.reason
        };
        groups
            .entry((folder.to_owned(), kind.clone()))
            .or_default()
            .push(problem);
    }
    let mut told: Vec<Problem> = groups
        .into_iter()
        .flat_map(|((folder, reason), group)| match group.len() {
            0..MANY => group,
            many => vec![Problem {
                path: folder,
                reason: format!("{many} files here: {reason}"),
                named: false,
            }],
        })
        .collect();
    told.sort_by(|a, b| a.path.cmp(&b.path));
    told
}
