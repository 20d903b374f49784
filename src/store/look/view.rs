//! What a look sees of each file: whether it is new, as it was, changed, moved or gone.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::SystemTime;

use rusqlite::Connection;

use crate::library::load::{self, Found, Opened, Problem, Progress, RULES, Stamp, Walked, shown};
use crate::library::revisions::{Filed, Look};
use crate::store::files::{self, FileRow, Rows};
use crate::store::recall::Sight;
use crate::store::record::FileChange;
use crate::store::{Result, house};

/// The files that had to be opened, with what was in them.
pub(super) struct Read<'a> {
    opened: Vec<(&'a Found, Opened)>,
}

impl<'a> Read<'a> {
    /// Opens the files that may have changed; of these it parses the ones that have.
    pub(super) fn of(walked: &'a Walked, rows: &Rows, progress: &Progress) -> Self {
        let is_same = |found: &Found| {
            let row = rows.get(found.place());
            row.is_some_and(|row| row.stamp == found.stamp && row.rules == RULES)
        };
        let changed: Vec<Found> = walked
            .files
            .iter()
            .filter(|found| !is_same(found))
            .cloned()
            .collect();
        let unchanged = walked.files.len() - changed.len();
        progress.read.fetch_add(unchanged, Ordering::Relaxed);
        let known = |found: &Found| {
            let row = rows.get(found.place()).filter(|row| row.rules == RULES);
            row.map(|row| row.hash)
        };
        let opened = load::read(&changed, known, progress);
        let places: HashSet<&[u8]> = changed.iter().map(Found::place).collect();
        let found = walked.files.iter().filter(|f| places.contains(f.place()));
        Self {
            opened: found.zip(opened).collect(),
        }
    }
}

/// What is seen of the files, and what is to be written about them.
pub(super) struct View<'a> {
    pub(super) sights: Vec<Sight<'a>>,
    pub(super) files: Vec<FileChange>,
    pub(super) filed: Vec<Filed>,
    pub(super) problems: Vec<Problem>,
}

impl<'a> View<'a> {
    pub(super) fn new(
        connection: &Connection,
        walked: &'a Walked,
        mut rows: Rows,
        read: Read<'a>,
        now: SystemTime,
    ) -> Result<Self> {
        let mut view = Self {
            sights: Vec::with_capacity(rows.len()),
            files: Vec::new(),
            filed: Vec::new(),
            problems: Vec::new(),
        };
        let there: HashSet<&[u8]> = walked.files.iter().map(Found::place).collect();
        let is_empty = rows.is_empty() && !connection.prepare("SELECT 1 FROM files")?.exists([])?;
        let (mut opened, mut followed) = (HashSet::new(), HashSet::new());
        for (found, one) in read.opened {
            opened.insert(found.place());
            let row = match rows.remove(found.place()) {
                None if !is_empty => moved(connection, &one, found, &there, &followed)?,
                row => row,
            };
            if let Some(row) = row.as_ref().filter(|row| row.path != found.place()) {
                rows.remove(&row.path);
                followed.insert(row.id);
            }
            view.open(found, one, row, now);
        }
        let unchanged = walked.files.iter().filter(|f| !opened.contains(f.place()));
        for found in unchanged {
            if let Some(row) = rows.remove(found.place()) {
                view.pass(found, row);
            }
        }
        for row in rows.into_values() {
            view.miss(row, &walked.folders);
        }
        Ok(view)
    }

    /// Takes in a file that had to be opened; `row` is what was known of it, or of the one it was before it
    /// moved.
    fn open(&mut self, found: &'a Found, opened: Opened, row: Option<FileRow>, now: SystemTime) {
        let Opened {
            filed,
            problem,
            hash,
        } = opened;
        let Some(hash) = hash else {
            // It could not be read: what it held is not forgotten for that.
            self.problems.extend(problem);
            self.sights.extend(row.map(|row| Sight {
                row,
                found: Some(found),
                still: true,
            }));
            return;
        };
        let is_same = row.as_ref().is_some_and(|row| row.hash == hash);
        let is_read = !(is_same && filed.is_empty() && problem.is_none());
        let look = match (&row, is_same) {
            (None, _) => Look::First,
            (Some(_), true) => Look::Again,
            (Some(_), false) => Look::Edited,
        };
        let before = row.unwrap_or_default();
        let mut row = FileRow {
            path: found.place().to_vec(),
            stamp: settled(found, now),
            hash,
            rules: RULES,
            folder: found.source.clone().or(before.folder.clone()),
            gone: false,
            ..before.clone()
        };
        if is_read {
            row.problem = problem.as_ref().map(|problem| problem.reason.clone());
            row.refused = filed.is_empty();
            self.problems.extend(problem);
        } else {
            self.problems.extend(remembered(found, &row));
        }
        let filed = filed.into_iter().map(|text| Filed { look, ..text });
        self.filed.extend(filed);
        self.note(found, row, before, is_read);
    }

    /// Notes how a file is now, where it was known, and what has changed about it.
    fn note(&mut self, found: &'a Found, row: FileRow, before: FileRow, is_read: bool) {
        if row.id != 0 {
            self.sights.push(Sight {
                row: row.clone(),
                found: Some(found),
                still: !is_read,
            });
        }
        if row != before {
            let has_moved = row.id != 0 && before.path != row.path;
            self.files.push(FileChange {
                left: has_moved.then_some(before.path),
                row,
                read: is_read,
            });
        }
    }

    /// Takes in a file that is as it was.
    fn pass(&mut self, found: &'a Found, mut row: FileRow) {
        self.problems.extend(remembered(found, &row));
        if row.gone {
            row.gone = false;
            self.files.push(FileChange {
                row: row.clone(),
                read: false,
                left: None,
            });
        }
        self.sights.push(Sight {
            row,
            found: Some(found),
            still: true,
        });
    }

    /// Takes in a file that was not found; it is gone if its folder was looked through and nothing is there.
    fn miss(&mut self, mut row: FileRow, folders: &[PathBuf]) {
        let path = house::path_of(&row.path);
        let is_inside = folders.iter().any(|folder| path.starts_with(folder));
        let is_gone = row.gone || is_inside && house::is_gone(&row.path);
        if is_gone && !row.gone {
            row.gone = true;
            self.files.push(FileChange {
                row: row.clone(),
                read: false,
                left: None,
            });
        }
        self.sights.push(Sight {
            still: !row.gone,
            row,
            found: None,
        });
    }
}

/// The stamp by which a file is known to be unchanged; one that has just been changed is opened again, to be
/// sure.
fn settled(found: &Found, now: SystemTime) -> Stamp {
    if found.stamp.is_settled(now) {
        found.stamp
    } else {
        Stamp::default()
    }
}

/// The problem that was found in an unchanged file at an earlier look.
fn remembered(found: &Found, row: &FileRow) -> Option<Problem> {
    row.problem.clone().map(|reason| Problem {
        path: shown(&found.path),
        reason,
        named: found.named && row.refused,
    })
}

/// What is known of a new file that an old one has become by moving: the bytes are the same, and nothing is at
/// the old place.
fn moved(
    connection: &Connection,
    opened: &Opened,
    found: &Found,
    there: &HashSet<&[u8]>,
    followed: &HashSet<i64>,
) -> Result<Option<FileRow>> {
    let Some(hash) = opened.hash.filter(|_| !opened.filed.is_empty()) else {
        return Ok(None);
    };
    let mut candidates = files::with_hash(connection, hash)?;
    candidates.retain(|row| {
        !followed.contains(&row.id) && !there.contains(&row.path[..]) && house::is_gone(&row.path)
    });
    candidates.sort_by_key(|row| (row.stamp.inode != found.stamp.inode, row.id));
    Ok(candidates.into_iter().next())
}
