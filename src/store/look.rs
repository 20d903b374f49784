//! Looking at files with a memory: only what has changed is read, what is new is written down.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::time::SystemTime;

use chrono::{DateTime, Utc};

use super::files::{self, FileRow, Rows};
use super::recall::{self, Recalled, Sight};
use super::record::{self, ArticleChange, Changes, FileChange};
use super::{Error, Result, Store, house};
use crate::library::load::{
    self, Found, Loaded, Opened, Problem, Progress, RULES, Stamp, Walked, in_order, shown, walk,
};
use crate::library::revisions::{Filed, Joined, Look, Standing, join};
use crate::library::{Article, Library};
use crate::text::moment::Moment;

/// A look that another program has overtaken so often is given up.
const ATTEMPTS: usize = 20;

/// Whose files are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Those of the person's library: what was once in them belongs to it too.
    Library,
    /// Paths named for this once: only what is there now is meant.
    Named,
}

/// What a look brought.
#[derive(Debug)]
pub struct Looked {
    /// The articles, with all their revisions, and what could not be read.
    pub loaded: Loaded,
    /// Why what is new could not be written down, where it could not.
    pub unkept: Option<Error>,
}

impl Store {
    /// Looks at the files of `paths`; what is new since the last look is on the disk when this returns.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn look(
        &mut self,
        paths: &[PathBuf],
        whose: Whose,
        now: DateTime<Utc>,
        progress: &Progress,
    ) -> Result<Looked> {
        for _ in 0..ATTEMPTS {
            match self.look_once(paths, whose, now, progress) {
                Err(Error::Contended) => {}
                looked => return looked,
            }
        }
        Err(Error::Contended)
    }

    fn look_once(
        &mut self,
        paths: &[PathBuf],
        whose: Whose,
        now: DateTime<Utc>,
        progress: &Progress,
    ) -> Result<Looked> {
        let walked = walk(paths, progress);
        let lost = lost(paths, whose);
        let generation = record::generation(&self.connection)?;
        let rows = files::known(&self.connection, &walked, &lost)?;
        let read = Read::of(&walked, &rows, progress);
        let snapshot = self.connection.unchecked_transaction()?;
        let view = View::new(&snapshot, &walked, rows, read, now.into())?;
        let recalled = recall::recall(
            &snapshot,
            &view.sights,
            &view.filed,
            whose == Whose::Library,
        )?;
        drop(snapshot);
        let View {
            sights,
            files,
            filed,
            mut problems,
        } = view;
        drop(sights);
        let Recalled {
            past,
            bodies,
            gone,
            held,
        } = recalled;
        let mut joined = join(filed, past);
        for one in &mut joined {
            set_seen(one, now);
        }
        let changes = Changes {
            articles: joined
                .iter()
                .filter(|one| {
                    is_new(one) || one.article.latest().gone != gone.contains(&one.article.id)
                })
                .map(|joined| change(joined, &bodies))
                .collect(),
            files,
            generation,
            now: now.timestamp(),
        };
        let is_news = !(changes.articles.is_empty() && changes.files.is_empty());
        let written = if is_news {
            record::write(changes, &mut self.connection)
        } else {
            Ok(())
        };
        if matches!(written, Err(Error::Contended)) {
            return Err(Error::Contended);
        }
        problems.extend(walked.problems);
        let is_meant = |one: &Joined| {
            whose == Whose::Library || !one.holds.is_empty() || held.contains(&one.article.id)
        };
        let articles = joined.into_iter().filter(is_meant);
        let articles: Vec<Article> = articles.map(|one| one.article).collect();
        Ok(Looked {
            loaded: Loaded {
                library: Library::new(articles),
                problems: in_order(problems),
            },
            unkept: written.err(),
        })
    }
}

/// What is new is seen now.
fn set_seen(joined: &mut Joined, now: DateTime<Utc>) {
    let revisions = joined.article.revisions.iter_mut();
    for (revision, origin) in revisions.zip(&joined.origins) {
        if origin.standing == Standing::New {
            revision.seen = Moment::at(now.timestamp());
        }
    }
}

/// Whether there is something of an article to be written down.
fn is_new(joined: &Joined) -> bool {
    let unwritten = |origin: &_| !matches!(origin, Standing::Known(_));
    !joined.holds.is_empty() || joined.origins.iter().any(|o| unwritten(&o.standing))
}

fn change<'a>(joined: &'a Joined, bodies: &HashMap<i64, i64>) -> ArticleChange<'a> {
    let body = |standing| match standing {
        Standing::Known(row) | Standing::Again(row) => bodies.get(&row).copied(),
        Standing::New => None,
    };
    let bodies = joined.origins.iter().map(|origin| body(origin.standing));
    ArticleChange {
        joined,
        bodies: bodies.collect(),
    }
}

/// The paths of a library that are not there at the moment, as they were when they were.
fn lost(paths: &[PathBuf], whose: Whose) -> Vec<PathBuf> {
    if whose == Whose::Named {
        return Vec::new();
    }
    let missing = paths.iter().filter(|path| path.canonicalize().is_err());
    missing
        .filter_map(|path| std::path::absolute(path).ok())
        .collect()
}

/// The files that had to be opened, with what was in them.
struct Read<'a> {
    opened: Vec<(&'a Found, Opened)>,
}

impl<'a> Read<'a> {
    /// Opens the files that may have changed; of these it parses the ones that have.
    fn of(walked: &'a Walked, rows: &Rows, progress: &Progress) -> Self {
        use std::sync::atomic::Ordering;
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
struct View<'a> {
    sights: Vec<Sight<'a>>,
    files: Vec<FileChange>,
    filed: Vec<Filed>,
    problems: Vec<Problem>,
}

impl<'a> View<'a> {
    fn new(
        connection: &rusqlite::Connection,
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
        let problem = opened
            .problem
            .as_ref()
            .map(|problem| problem.reason.clone());
        let Some(hash) = opened.hash else {
            // It could not be read: what it held is not forgotten for that.
            self.problems.extend(opened.problem);
            self.sights.extend(row.map(|row| Sight {
                row,
                found: Some(found),
                still: true,
            }));
            return;
        };
        let is_same = row.as_ref().is_some_and(|row| row.hash == hash);
        let is_read = !(is_same && opened.filed.is_empty() && opened.problem.is_none());
        let look = match (&row, is_same) {
            (None, _) => Look::First,
            (Some(_), true) => Look::Again,
            (Some(_), false) => Look::Edited,
        };
        let stamp = if found.stamp.is_settled(now) {
            found.stamp
        } else {
            Stamp::default() // it will be opened again, to be sure
        };
        let mut row = row.unwrap_or_else(|| FileRow {
            id: 0,
            path: Vec::new(),
            stamp: Stamp::default(),
            hash: 0,
            rules: 0,
            folder: None,
            problem: None,
            refused: false,
            gone: false,
        });
        let before = row.clone();
        let left = std::mem::replace(&mut row.path, found.place().to_vec());
        (row.stamp, row.hash, row.rules, row.gone) = (stamp, hash, RULES, false);
        row.folder = found.source.clone().or(row.folder);
        if is_read {
            (row.problem, row.refused) = (problem, opened.filed.is_empty());
            self.problems.extend(opened.problem);
        } else {
            self.problems.extend(remembered(found, &row));
        }
        self.filed
            .extend(opened.filed.into_iter().map(|text| Filed { look, ..text }));
        if row.id != 0 {
            self.sights.push(Sight {
                row: row.clone(),
                found: Some(found),
                still: !is_read,
            });
        }
        if row != before {
            let left = (row.id != 0 && left != row.path).then_some(left);
            self.files.push(FileChange {
                row,
                read: is_read,
                left,
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
    connection: &rusqlite::Connection,
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

#[cfg(test)]
mod tests;
