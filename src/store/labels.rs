//! What stands for the path of each file, and for the source of what is in it, as the person would spell them.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use rusqlite::Connection;

use super::{Result, files, house};
use crate::library::load::{Spelling, Spelt, shown};

/// What stands for one file.
#[derive(Debug, Clone, Default)]
pub(super) struct Label {
    /// The path as it is shown, in [`Labels::paths`].
    pub(super) path: Range<usize>,
    /// Number of the folder that is the source of what names none, in [`Labels::folders`].
    pub(super) folder: usize,
    /// Whether another folder was the source when the file was read.
    pub(super) differs: bool,
}

/// The labels of files, each made once.
pub(super) struct Labels<'a> {
    pub(super) connection: &'a Connection,
    pub(super) spelling: &'a Spelling,
    /// The labels of all files by their numbers, where all were read.
    all: Vec<Label>,
    /// The labels of those that were asked for.
    asked: HashMap<i64, Label>,
    /// All paths, one after the other.
    pub(super) paths: String,
    /// All sources; the first is none.
    pub(super) folders: Vec<Option<String>>,
    numbers: HashMap<String, usize>,
    /// The folder of the last file, and what it is called.
    last: (Vec<u8>, Option<Spelt>),
}

impl<'a> Labels<'a> {
    pub(super) fn new(connection: &'a Connection, spelling: &'a Spelling) -> Self {
        Self {
            connection,
            spelling,
            all: Vec::new(),
            asked: HashMap::new(),
            paths: String::new(),
            folders: vec![None],
            numbers: HashMap::new(),
            last: (Vec::new(), None),
        }
    }

    /// Reads all files at once.
    pub(super) fn read_all(&mut self) -> Result<()> {
        let last = usize::try_from(files::last(self.connection)?).unwrap_or(0);
        self.all = vec![Label::default(); last + 1];
        let mut statement = self
            .connection
            .prepare("SELECT id, path, folder FROM files")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let path = row.get_ref(1)?.as_blob().unwrap_or_default();
            let label = self.label(path, row.get_ref(2)?.as_str_or_null().ok().flatten());
            let id = usize::try_from(row.get::<_, i64>(0)?).unwrap_or(0);
            if let Some(place) = self.all.get_mut(id) {
                *place = label;
            }
        }
        Ok(())
    }

    /// The label of a file by its number.
    pub(super) fn of(&mut self, file: i64) -> Result<Label> {
        let all = usize::try_from(file)
            .ok()
            .and_then(|file| self.all.get(file));
        if let Some(label) = all.or_else(|| self.asked.get(&file)) {
            return Ok(label.clone());
        }
        let label = match files::by_id(self.connection, file)? {
            Some(row) => self.label(&row.path, row.folder.as_deref()),
            None => Label::default(),
        };
        self.asked.insert(file, label.clone());
        Ok(label)
    }

    /// Keeps a path; where it stands.
    pub(super) fn keep(&mut self, path: &str) -> Range<usize> {
        let begin = self.paths.len();
        self.paths.push_str(path);
        begin..self.paths.len()
    }

    /// The label of the file at a true path; `folder` was its source when it was read.
    pub(super) fn label(&mut self, canonical: &[u8], folder: Option<&str>) -> Label {
        let path = house::path_of(canonical);
        let spelt = match self.spelling.alone(&path) {
            Some(spelt) => Some(spelt.clone()),
            None => self.in_folder(&path),
        };
        let Some(Spelt { path, source }) = spelt else {
            let folder = self.folder(folder);
            return Label {
                path: self.keep(&shown(&path)),
                folder,
                differs: false,
            };
        };
        Label {
            path: self.keep(&shown(&path)),
            folder: self.folder(source.as_deref()),
            differs: source.as_deref() != folder,
        }
    }

    /// What a file is called by its folder; files of one folder mostly come one after the other.
    fn in_folder(&mut self, canonical: &Path) -> Option<Spelt> {
        let (folder, name) = (canonical.parent()?, canonical.file_name()?);
        let bytes = folder.as_os_str().as_encoded_bytes();
        if self.last.0 != bytes {
            self.last = (bytes.to_vec(), self.spelling.folder(folder));
        }
        let spelt = self.last.1.as_ref()?;
        Some(Spelt {
            path: spelt.path.join(name),
            source: spelt.source.clone(),
        })
    }

    fn folder(&mut self, source: Option<&str>) -> usize {
        let Some(source) = source else {
            return 0;
        };
        if let Some(&number) = self.numbers.get(source) {
            return number;
        }
        self.folders.push(Some(source.to_owned()));
        let number = self.folders.len() - 1;
        self.numbers.insert(source.to_owned(), number);
        number
    }
}
