//! Which files a list of paths means: every regular file below them that is not hidden, each once.
//!
//! - A file or folder whose name begins with a dot is left out, unless the person named it.
//! - A symbolic link inside a folder is followed only to a place inside the named folders; one that leads
//!   out, nowhere or round in a circle is a problem that says so.
//! - Pipes, sockets and devices are problems and never opened; folders go 64 deep.
//! - Pictures, style sheets, scripts and the like beside articles are named, many of one folder at once.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ffi::OsStr;
use std::fs::{self, DirEntry, FileType, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use super::read::{not_a_file, reason};
use super::spelling::{Spelling, source_of};
use super::stamp::Stamp;
use super::{Problem, Progress, shown};

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

impl AsRef<Self> for Found {
    fn as_ref(&self) -> &Self {
        self
    }
}

/// What a walk brought besides the files.
#[derive(Debug, Default)]
pub struct Walked {
    /// What could not be looked at.
    pub problems: Vec<Problem>,
    /// The true paths of the folders that were named and looked through.
    pub folders: Vec<PathBuf>,
    /// How the person would spell each path.
    pub spelling: Spelling,
}

/// Finds the files of `paths` in their order and hands each over, each once.
pub fn walk(paths: &[PathBuf], progress: &Progress, found: &mut dyn FnMut(Found)) -> Walked {
    let mut walker = Walker {
        walked: Walked::default(),
        found,
        progress,
        count: 0,
        roots: 0,
        folders: HashMap::new(),
        singles: HashSet::new(),
        links: Vec::new(),
    };
    for path in paths {
        walker.start(path);
    }
    walker.follow_links();
    walker.walked
}

/// A symbolic link met on the way.
struct Link {
    path: PathBuf,
    source: Option<String>,
}

/// A folder on the way.
struct Folder<'a> {
    path: &'a Path,
    canonical: &'a Path,
    /// How far below the root it lies.
    depth: usize,
    /// The source of all that lies in it.
    source: Option<&'a str>,
    /// Whether the person named it.
    named: bool,
}

struct Walker<'a> {
    walked: Walked,
    found: &'a mut dyn FnMut(Found),
    progress: &'a Progress,
    /// How many files were found.
    count: usize,
    /// How many roots were begun.
    roots: usize,
    /// The true paths of the folders, and from which root each was looked through first.
    folders: HashMap<PathBuf, usize>,
    /// The true paths of the files that were found alone, not in their folders.
    singles: HashSet<PathBuf>,
    links: Vec<Link>,
}

impl Walker<'_> {
    fn problem(&mut self, path: &Path, reason: impl Into<String>, named: bool) {
        self.walked.problems.push(Problem {
            path: shown(path),
            reason: reason.into(),
            named,
        });
    }

    /// Takes in a path that the person named; a link is followed, for it was meant.
    fn start(&mut self, path: &Path) {
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) => return self.problem(path, reason(&error), true),
        };
        // Asked first: what a pipe is called leads nowhere.
        if let Some(reason) = not_a_file(metadata.file_type()).filter(|_| !metadata.is_dir()) {
            return self.problem(path, reason, true);
        }
        let canonical = match fs::canonicalize(path) {
            Ok(canonical) => canonical,
            Err(error) => return self.problem(path, reason(&error), true),
        };
        if metadata.is_dir() {
            self.start_folder(path, canonical);
        } else {
            self.single(path.to_owned(), canonical, (None, true), &metadata);
        }
    }

    fn start_folder(&mut self, path: &Path, canonical: PathBuf) {
        let counts = |walker: &Self| {
            let problems = walker.walked.problems.len();
            (walker.count, problems, walker.links.len())
        };
        let before = counts(self);
        let known = self.folders.contains_key(&canonical);
        if !known {
            let spelling = &mut self.walked.spelling;
            spelling.add_folder(canonical.clone(), path.to_owned(), None);
        }
        self.roots += 1;
        self.folder(&Folder {
            path,
            canonical: &canonical,
            depth: 0,
            source: None,
            named: true,
        });
        self.walked.folders.push(canonical);
        if before == counts(self) && !known {
            self.problem(path, "no articles in this folder: it is empty", false);
        }
    }

    /// Takes in a file that was not found in its folder.
    fn single(
        &mut self,
        path: PathBuf,
        canonical: PathBuf,
        (source, named): (Option<String>, bool),
        metadata: &Metadata,
    ) {
        if !named && self.is_beside_articles(&path) || self.is_known(&canonical) {
            return;
        }
        self.singles.insert(canonical.clone());
        let spelling = &mut self.walked.spelling;
        spelling.add_file(canonical.clone(), path.clone(), source.clone());
        self.hand_over(Found {
            path,
            canonical,
            source,
            named,
            stamp: Stamp::of(metadata),
        });
    }

    /// Whether a file that is found alone was found before, alone or in its folder.
    fn is_known(&self, canonical: &Path) -> bool {
        let in_folder = || {
            let folder = canonical.parent();
            let name = canonical.file_name().unwrap_or_default();
            folder.is_some_and(|folder| self.folders.contains_key(folder))
                && !is_hidden(name)
                && beside_articles(canonical).is_none()
        };
        self.singles.contains(canonical) || in_folder()
    }

    /// Whether a file is none of ours; says so where it is.
    fn is_beside_articles(&mut self, path: &Path) -> bool {
        let extension = beside_articles(path);
        if let Some(extension) = &extension {
            let why = format!("not an article: .{extension} files are not read");
            self.problem(path, why, false);
        }
        extension.is_some()
    }

    fn hand_over(&mut self, found: Found) {
        self.count += 1;
        self.progress.found.fetch_add(1, Ordering::Relaxed);
        (self.found)(found);
    }

    /// Looks through a folder: first at its files, then at the folders in it, so that few are open at once.
    fn folder(&mut self, folder: &Folder<'_>) {
        let root = self.roots;
        let of_root = self.folders.entry(folder.canonical.to_owned());
        let is_first = *of_root.or_insert(root) == root;
        if folder.depth >= DEEPEST {
            let why = "nested deeper than 64 folders; not entered";
            return self.problem(folder.path, why, false);
        }
        let read = || -> io::Result<Vec<DirEntry>> { fs::read_dir(folder.path)?.collect() };
        let mut entries = match read() {
            Ok(entries) => entries,
            Err(error) => {
                let named = folder.named && folder.depth == 0;
                return self.problem(folder.path, reason(&error), named);
            }
        };
        entries.retain(|entry| !is_hidden(&entry.file_name()));
        entries.sort_by_cached_key(DirEntry::file_name);
        let mut folders = Vec::new();
        for entry in entries {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.file_name()),
                _ if !is_first => {}
                Ok(kind) if kind.is_symlink() => self.links.push(Link {
                    path: folder.path.join(entry.file_name()),
                    source: folder.source.map(str::to_owned),
                }),
                Ok(kind) => self.entry(folder, &entry, kind),
                Err(error) => {
                    self.problem(&folder.path.join(entry.file_name()), reason(&error), false);
                }
            }
        }
        for name in folders {
            let source = match folder.source {
                None if folder.depth == 0 => source_of(&name),
                source => source.map(str::to_owned),
            };
            self.folder(&Folder {
                path: &folder.path.join(&name),
                canonical: &folder.canonical.join(&name),
                depth: folder.depth + 1,
                source: source.as_deref(),
                named: folder.named,
            });
        }
    }

    /// Takes in what lies in a folder and is itself none.
    fn entry(&mut self, folder: &Folder<'_>, entry: &DirEntry, kind: FileType) {
        let name = entry.file_name();
        let path = folder.path.join(&name);
        if let Some(reason) = not_a_file(kind) {
            return self.problem(&path, reason, false);
        }
        if self.is_beside_articles(&path) {
            return;
        }
        let canonical = folder.canonical.join(&name);
        if !self.singles.is_empty() && self.singles.contains(&canonical) {
            return;
        }
        match entry.metadata() {
            Ok(metadata) => self.hand_over(Found {
                path,
                canonical,
                source: folder.source.map(str::to_owned),
                named: false,
                stamp: Stamp::of(&metadata),
            }),
            Err(error) => self.problem(&path, reason(&error), false),
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
        let mut roots = self.walked.folders.iter();
        if !roots.any(|root| target.starts_with(root)) {
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
        self.single(link.path.clone(), target, (source, false), &metadata);
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
        if !self.folders.contains_key(target) {
            let name = || link.path.file_name().and_then(source_of);
            let source = link.source.clone().or_else(name);
            let spelling = &mut self.walked.spelling;
            spelling.add_folder(target.to_owned(), link.path.clone(), source.clone());
            self.roots += 1;
            self.folder(&Folder {
                path: &link.path,
                canonical: target,
                depth: 0,
                source: source.as_deref(),
                named: source.is_none(),
            });
        }
        Ok(())
    }
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
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
