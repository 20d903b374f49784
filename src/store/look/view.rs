//! What a look makes of some files: whether each is new, as it was, changed, moved or gone.

use std::collections::HashSet;
use std::time::SystemTime;

use rusqlite::Connection;

use super::survey::Suspect;
use crate::library::load::{Found, Opened, Problem, RULES, Stamp, shown};
use crate::library::revisions::{Filed, Look};
use crate::store::files::{self, FileRow, Seen};
use crate::store::recall::Sight;
use crate::store::record::FileChange;
use crate::store::{Result, house};

/// What is seen of some files, and what is to be written about them.
#[derive(Debug, Default)]
pub(super) struct View {
    pub(super) sights: Vec<Sight>,
    pub(super) files: Vec<FileChange>,
    pub(super) filed: Vec<Filed>,
    pub(super) problems: Vec<Problem>,
    /// Whether another program has dealt with some of the files in the meantime; these are left out.
    pub(super) overtaken: bool,
    /// The known files that new ones have become by moving.
    followed: HashSet<i64>,
}

impl View {
    /// Looks at files that were opened. Those up to number `last` were known before the look began.
    pub(super) fn of_opened(
        connection: &Connection,
        batch: &[(Suspect, Opened)],
        last: i64,
        now: SystemTime,
    ) -> Result<Self> {
        let mut view = Self::default();
        for (suspect, opened) in batch {
            let found = &suspect.found;
            let row = files::at(connection, found.place())?;
            if row.as_ref().map(Seen::of) != suspect.seen {
                view.overtaken = true;
                continue;
            }
            let row = match row {
                None if last > 0 => view.moved(connection, opened, found, last)?,
                row => row,
            };
            view.open(found, opened, row, now);
        }
        Ok(view)
    }

    /// Looks after files that were not found where they were known to be.
    pub(super) fn of_missing(connection: &Connection, missing: &[i64]) -> Result<Self> {
        let mut view = Self::default();
        for id in missing {
            let Some(mut row) = files::by_id(connection, *id)? else {
                continue;
            };
            if !row.gone && house::is_gone(&row.path) {
                row.gone = true;
                view.sights.push(Sight {
                    row: row.clone(),
                    still: false,
                });
                view.files.push(FileChange {
                    row,
                    read: false,
                    left: None,
                });
            }
        }
        Ok(view)
    }

    /// Takes in a file that had to be opened; `row` is what was known of it, or of the one it was before it
    /// moved.
    fn open(&mut self, found: &Found, opened: &Opened, row: Option<FileRow>, now: SystemTime) {
        let Opened {
            filed,
            problem,
            hash,
        } = opened;
        let Some(hash) = *hash else {
            // It could not be read: what it held is not forgotten for that.
            self.problems.extend(problem.clone());
            self.sights
                .extend(row.map(|row| Sight { row, still: true }));
            return;
        };
        let is_same = row.as_ref().is_some_and(|row| row.hash == hash);
        let is_read = !(is_same && filed.is_empty() && problem.is_none());
        let look = match (&row, is_same) {
            (None, _) => Look::First,
            (Some(before), true) if before.path != found.place() => Look::Moved,
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
            self.problems.extend(problem.clone());
        } else if let Some(reason) = row.problem.clone() {
            self.problems.push(Problem {
                path: shown(&found.path),
                reason,
                named: found.named && row.refused,
            });
        }
        let filed = filed.iter().cloned();
        self.filed.extend(filed.map(|text| Filed { look, ..text }));
        self.note(row, before, is_read);
    }

    /// Notes how a file is now, where it was known, and what has changed about it.
    fn note(&mut self, row: FileRow, before: FileRow, is_read: bool) {
        if row.id != 0 {
            self.sights.push(Sight {
                row: row.clone(),
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

    /// What is known of a new file that an old one has become by moving: the bytes are the same, and nothing is
    /// at the old place.
    fn moved(
        &mut self,
        connection: &Connection,
        opened: &Opened,
        found: &Found,
        last: i64,
    ) -> Result<Option<FileRow>> {
        let Some(hash) = opened.hash.filter(|_| !opened.filed.is_empty()) else {
            return Ok(None);
        };
        let mut candidates = files::with_hash(connection, hash, last)?;
        candidates.retain(|row| !self.followed.contains(&row.id) && house::is_gone(&row.path));
        candidates.sort_by_key(|row| (row.stamp.inode != found.stamp.inode, row.id));
        let row = candidates.into_iter().next();
        self.followed.extend(row.as_ref().map(|row| row.id));
        Ok(row)
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
