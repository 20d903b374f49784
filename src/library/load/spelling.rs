//! How a person would spell the path of a file, and which folder is its source, from its one true path alone.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::text::clean::clean_line;

/// The paths that a person named and the links that were followed, by where they lead.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spelling {
    /// Of folders; longer true paths come first.
    folders: Vec<Root>,
    /// Of files that were found alone, by their true paths.
    files: HashMap<PathBuf, Spelt>,
}

/// A folder under another name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Root {
    canonical: PathBuf,
    path: PathBuf,
    /// The source of all below; where there is none, the first folder below it is.
    source: Option<String>,
}

/// What a file is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelt {
    /// The path as the person would spell it.
    pub path: PathBuf,
    /// The folder that is the source of what names none.
    pub source: Option<String>,
}

impl Spelling {
    /// The spelling of what lies at or below `paths`, as far as it can be told without looking into folders.
    pub fn of(paths: &[PathBuf]) -> Self {
        let mut spelling = Self::default();
        for path in paths {
            let Ok(canonical) = path.canonicalize() else {
                continue;
            };
            if path.is_dir() {
                spelling.add_folder(canonical, path.clone(), None);
            } else {
                spelling.add_file(canonical, path.clone(), None);
            }
        }
        spelling
    }

    /// Adds a folder that goes by `path`, unless it has another name already.
    pub(super) fn add_folder(&mut self, canonical: PathBuf, path: PathBuf, source: Option<String>) {
        if self.folders.iter().any(|root| root.canonical == canonical) {
            return;
        }
        let length = |root: &Root| root.canonical.as_os_str().len();
        self.folders.push(Root {
            canonical,
            path,
            source,
        });
        self.folders
            .sort_by_key(|root| std::cmp::Reverse(length(root)));
    }

    /// Adds a file that goes by `path`, unless it has another name already.
    pub(super) fn add_file(&mut self, canonical: PathBuf, path: PathBuf, source: Option<String>) {
        let spelt = || Spelt { path, source };
        self.files.entry(canonical).or_insert_with(spelt);
    }

    /// What the file at a true path is called; none where it lies nowhere that was named.
    pub fn spell(&self, canonical: &Path) -> Option<Spelt> {
        if let Some(spelt) = self.alone(canonical) {
            return Some(spelt.clone());
        }
        let folder = self.folder(canonical.parent()?)?;
        Some(Spelt {
            path: folder.path.join(canonical.file_name()?),
            ..folder
        })
    }

    /// What a file at a true path is called that has a name apart from its folder's.
    pub fn alone(&self, canonical: &Path) -> Option<&Spelt> {
        self.files.get(canonical)
    }

    /// What the folder at a true path is called, and which source the files in it have.
    pub fn folder(&self, canonical: &Path) -> Option<Spelt> {
        self.folders.iter().find_map(|root| {
            let below = canonical.strip_prefix(&root.canonical).ok()?;
            let first = || source_of(below.components().next()?.as_os_str());
            Some(Spelt {
                path: root.path.join(below),
                source: root.source.clone().or_else(first),
            })
        })
    }
}

/// The source that a folder's name means.
pub(super) fn source_of(name: &OsStr) -> Option<String> {
    Some(clean_line(&name.to_string_lossy()).0).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_spelt_as_the_nearest_folder_that_was_named() {
        let mut spelling = Spelling::default();
        let source = || Some("Linked".to_owned());
        spelling.add_folder("/true/news".into(), "news".into(), None);
        spelling.add_folder("/true/news/.kept".into(), "news/link".into(), source());
        spelling.add_folder("/true/news".into(), "other".into(), None);
        spelling.add_file("/true/b.txt".into(), "b.txt".into(), None);
        for (canonical, expected) in [
            ("/true/news/a.txt", Some(("news/a.txt", None))),
            (
                "/true/news/Post/d/a.txt",
                Some(("news/Post/d/a.txt", Some("Post"))),
            ),
            (
                "/true/news/.kept/a.txt",
                Some(("news/link/a.txt", Some("Linked"))),
            ),
            ("/true/b.txt", Some(("b.txt", None))),
            ("/true/newsroom/a.txt", None),
        ] {
            let spelt = spelling.spell(Path::new(canonical));
            let expected = expected.map(|(path, source)| Spelt {
                path: path.into(),
                source: source.map(str::to_owned),
            });
            assert_eq!(spelt, expected, "{canonical}");
        }
    }
}
