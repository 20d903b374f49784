//! Which files have to be opened, and which are missing, by their stamps alone.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use rapidhash::v3::rapidhash_v3;
use rusqlite::Connection;

use crate::library::load::{Found, Problem, Progress, Walked, shown, walk};
use crate::store::Result;
use crate::store::files::{self, Seen};

/// A file that may have changed since the last look, or was not known then.
#[derive(Debug)]
pub(super) struct Suspect {
    pub(super) found: Found,
    /// What was known of it.
    pub(super) seen: Option<Seen>,
}

impl AsRef<Found> for Suspect {
    fn as_ref(&self) -> &Found {
        &self.found
    }
}

/// What a walk found, held against what is known.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The files that have to be opened.
    pub(super) suspects: Vec<Suspect>,
    /// The files that are as they were.
    pub(super) same: Vec<i64>,
    /// The files that were not found where they were known to be.
    pub(super) missing: Vec<i64>,
    /// The files that were missing before, and still are.
    pub(super) gone: Vec<i64>,
    /// What could not be looked at, and what was wrong with files that are as they were.
    pub(super) problems: Vec<Problem>,
    /// The folders, and how paths are spelt.
    pub(super) walked: Walked,
}

impl Survey {
    /// Walks through `paths`; files that were known in `lost` folders, which are not there now, are as they were.
    pub(super) fn of(
        connection: &Connection,
        paths: &[PathBuf],
        lost: &[PathBuf],
        progress: &Progress,
    ) -> Result<Self> {
        let mut survey = Self::default();
        for folder in lost {
            let same = &mut survey.same;
            files::below(connection, folder, |_, seen| same.push(seen.id))?;
            same.extend(files::at(connection, place(folder))?.map(|row| row.id));
        }
        let mut known = Known::of(connection, paths)?;
        let mut troubled = Vec::new();
        let mut found = |found: Found| {
            let seen = known.meet(found.place());
            match seen {
                Some(seen) if seen.state == files::state_of(found.stamp) => {
                    survey.pass(&found, seen, &mut troubled, progress);
                }
                seen => survey.suspects.push(Suspect { found, seen }),
            }
        };
        survey.walked = walk(paths, progress, &mut found);
        survey.look_up_the_rest(connection, &mut troubled, progress)?;
        survey.tell(connection, troubled)?;
        survey.problems.append(&mut survey.walked.problems);
        for seen in known.missed() {
            let missing = if seen.gone {
                &mut survey.gone
            } else {
                &mut survey.missing
            };
            missing.push(seen.id);
        }
        Ok(survey)
    }

    /// Takes in a file that is as it was.
    fn pass(
        &mut self,
        found: &Found,
        seen: Seen,
        troubled: &mut Vec<Troubled>,
        progress: &Progress,
    ) {
        self.same.push(seen.id);
        progress.read.fetch_add(1, Ordering::Relaxed);
        if seen.troubled {
            troubled.push(Troubled {
                id: seen.id,
                path: shown(&found.path),
                named: found.named,
            });
        }
    }

    /// Asks for files one by one that were not found in the folders.
    fn look_up_the_rest(
        &mut self,
        connection: &Connection,
        troubled: &mut Vec<Troubled>,
        progress: &Progress,
    ) -> Result<()> {
        let folders = &self.walked.folders;
        let is_inside = |path: &Path| folders.iter().any(|folder| path.starts_with(folder));
        let (alone, inside): (Vec<_>, Vec<_>) = std::mem::take(&mut self.suspects)
            .into_iter()
            .partition(|one| !is_inside(&one.found.canonical));
        self.suspects = inside;
        for mut one in alone {
            let row = files::at(connection, one.found.place())?;
            one.seen = row.as_ref().map(Seen::of);
            match one.seen {
                Some(seen) if seen.state == files::state_of(one.found.stamp) => {
                    self.pass(&one.found, seen, troubled, progress);
                }
                _ => self.suspects.push(one),
            }
        }
        Ok(())
    }

    /// Tells what was wrong with files at an earlier look.
    fn tell(&mut self, connection: &Connection, troubled: Vec<Troubled>) -> Result<()> {
        for Troubled { id, path, named } in troubled {
            if let Some(row) = files::by_id(connection, id)?
                && let Some(reason) = row.problem
            {
                self.problems.push(Problem {
                    path,
                    reason,
                    named: named && row.refused,
                });
            }
        }
        Ok(())
    }
}

/// A file that is as it was, and something was wrong with it then.
struct Troubled {
    id: i64,
    path: String,
    named: bool,
}

/// What is known of the files below some folders, by the hash of their paths.
#[derive(Debug, Default)]
struct Known {
    rows: Vec<(u64, Seen)>,
    /// Where the hashes begin that have the same highest bits; one more than there are such beginnings.
    starts: Vec<u32>,
    met: Vec<bool>,
}

impl Known {
    /// How many of the highest bits are looked up.
    const BITS: u32 = 16;

    fn of(connection: &Connection, paths: &[PathBuf]) -> Result<Self> {
        let mut rows = Vec::new();
        for folder in outermost(paths) {
            files::below(connection, &folder, |path, seen| {
                rows.push((rapidhash_v3(path), seen));
            })?;
        }
        rows.sort_unstable_by_key(|(place, _)| *place);
        let mut starts = vec![0; (1 << Self::BITS) + 1];
        for (place, _) in &rows {
            let high = usize::try_from(place >> (64 - Self::BITS)).unwrap_or(0);
            starts[high + 1] += 1;
        }
        for high in 1..starts.len() {
            starts[high] += starts[high - 1];
        }
        let met = vec![false; rows.len()];
        Ok(Self { rows, starts, met })
    }

    /// What is known of the file at a true path, which has been found.
    fn meet(&mut self, path: &[u8]) -> Option<Seen> {
        let place = rapidhash_v3(path);
        let high = usize::try_from(place >> (64 - Self::BITS)).ok()?;
        let start = *self.starts.get(high)? as usize;
        let end = *self.starts.get(high + 1)? as usize;
        let near = self.rows.get(start..end)?;
        let at = near.binary_search_by_key(&place, |(place, _)| *place);
        let at = start + at.ok()?;
        self.met[at] = true;
        Some(self.rows[at].1)
    }

    /// The files that were not found.
    fn missed(self) -> impl Iterator<Item = Seen> {
        let rows = self.rows.into_iter().zip(self.met);
        rows.filter_map(|((_, seen), met)| (!met).then_some(seen))
    }
}

/// The true paths of the folders among `paths` that lie in no other of them.
fn outermost(paths: &[PathBuf]) -> Vec<PathBuf> {
    let folders = paths.iter().filter(|path| path.is_dir());
    let mut folders: Vec<PathBuf> = folders
        .filter_map(|path| path.canonicalize().ok())
        .collect();
    folders.sort_unstable();
    let mut outermost: Vec<PathBuf> = Vec::new();
    for folder in folders {
        if !outermost.iter().any(|other| folder.starts_with(other)) {
            outermost.push(folder);
        }
    }
    outermost
}

fn place(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}
