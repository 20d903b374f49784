//! Looking at files with a memory: only what has changed is read, what is new is written down.
//!
//! The files that may have changed are opened in batches. Each batch is held against what is known, joined with
//! it and written in one transaction that is whole in itself: a look that is cut off goes on where it was with
//! the next, and two looks at once never join texts with what the other has changed meanwhile.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, ToSql, Transaction, TransactionBehavior};

use super::kept::Kept;
use super::meant::Meant;
use super::recall::{self, Recalled};
use super::shelf::Shelf;
use super::{Error, Result, Store, files, record, turns};
use crate::library::load::{Opened, Problem, Progress, Spelling, in_batches, in_order};
use crate::library::revisions::{Joined, Standing, join};
use crate::library::{Article, ArticleId, Catalogue, Holding};
use crate::text::moment::Moment;
use survey::{Survey, Suspect};
use view::View;

mod survey;
mod view;

/// A look that another program has overtaken so often is given up.
const ATTEMPTS: usize = 20;

/// So many files that are missing are looked after in one transaction.
const MISSING: usize = 1_000;

/// From so many files on, not every batch is waited for until it is on the disk, but all at the end.
const MANY: usize = 4_000;

/// Memory for pages of the database while many files are taken in, in KiB.
const CACHE: i64 = 32 << 10;

/// So many pages of the log are copied into the database at once while many files are taken in: what is written
/// again and again is copied once.
const LOG: i64 = 8_000;

/// So many are at other times.
const USUAL_LOG: i64 = 1_000;

/// Whose files are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Those of the person's library: what was once in them belongs to it too.
    Library,
    /// Paths named for this once: only what is there now is meant.
    Named,
}

/// What a look brought: which articles are meant; their texts are in the store.
#[derive(Debug)]
pub struct Looked {
    pub(super) meant: Meant,
    pub(super) spelling: Spelling,
    /// Through which the texts are read: opened before anything was written, for later it might not be possible.
    reader: Connection,
    /// The catalogue, where it is known to be as it was.
    pub(super) known: Option<Arc<Catalogue>>,
    /// Articles as the store would know them, had they been written down.
    pub(super) unwritten: HashMap<ArticleId, Article>,
    /// What could not be read, in path order.
    pub problems: Vec<Problem>,
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
                Err(Error::Contended) => progress.begin_anew(),
                looked => return looked,
            }
        }
        Err(Error::Contended)
    }

    /// What a look has brought, as it is handed on; and why it is not kept, where it is not.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn holding(&self, mut looked: Looked) -> Result<(Holding, Option<Error>)> {
        let (problems, unkept) = (std::mem::take(&mut looked.problems), looked.unkept.take());
        let catalogue = if let Some(known) = looked.known.take() {
            known
        } else {
            let shelf = Shelf::new(&self.connection, &looked.spelling);
            Arc::new(shelf.catalogue(&looked.meant, &looked.unwritten)?)
        };
        let kept = Kept::through(
            looked.reader,
            &self.folder,
            looked.spelling,
            looked.unwritten,
        );
        let holding = Holding {
            catalogue,
            texts: Arc::new(kept),
            problems,
        };
        Ok((holding, unkept))
    }

    fn look_once(
        &mut self,
        paths: &[PathBuf],
        whose: Whose,
        now: DateTime<Utc>,
        progress: &Progress,
    ) -> Result<Looked> {
        let reader = Self::open_to_read(&self.folder)?.connection;
        let last = files::last(&self.connection)?;
        let lost = lost(paths, whose);
        let mut survey = Survey::of(&self.connection, paths, &lost, progress)?;
        let suspects = std::mem::take(&mut survey.suspects);
        let missing = std::mem::take(&mut survey.missing);
        let mut intake = Intake {
            connection: &mut self.connection,
            spelling: survey.walked.spelling,
            last,
            now,
            files: survey.same,
            problems: survey.problems,
            overtaken: false,
            unkept: None,
            rest: Vec::new(),
            unwritten: Vec::new(),
        };
        intake.take_all(suspects, progress)?;
        intake.look_after(&missing)?;
        if intake.overtaken {
            return Err(Error::Contended);
        }
        if whose == Whose::Library {
            intake.files.extend(missing);
            intake.files.extend(survey.gone);
        }
        intake.finish(whose, reader)
    }
}

/// The taking in of what a survey found.
struct Intake<'a> {
    connection: &'a mut Connection,
    spelling: Spelling,
    /// The highest number of a file when the look began.
    last: i64,
    now: DateTime<Utc>,
    /// The files that are meant.
    files: Vec<i64>,
    problems: Vec<Problem>,
    overtaken: bool,
    unkept: Option<Error>,
    /// What was opened and could not be written down.
    rest: Vec<(Suspect, Opened)>,
    /// What came of it.
    unwritten: Vec<Joined>,
}

impl Intake<'_> {
    /// Opens all suspects and takes in what is in them.
    fn take_all(&mut self, suspects: Vec<Suspect>, progress: &Progress) -> Result<()> {
        let are_many = suspects.len() > MANY;
        if are_many {
            self.set_up("normal", CACHE, LOG)?;
        }
        let known = |suspect: &Suspect| suspect.seen.and_then(|seen| seen.hash);
        let taken = in_batches(suspects, known, progress, |batch| self.take(batch));
        if are_many {
            self.set_up("full", super::CACHE, USUAL_LOG)?;
        }
        taken?;
        if are_many && self.unkept.is_none() {
            // One more write that is waited for: all before it are on the disk then, too.
            self.unkept = in_transaction(self.connection, record::renumber).err();
            // Whoever reads at this moment keeps the log from being copied whole; the rest is copied later.
            let _ = self
                .connection
                .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        }
        let rest = std::mem::take(&mut self.rest);
        if !rest.is_empty() {
            let view = View::of_opened(self.connection, &rest, self.last, self.now.into())?;
            let plan = Plan::new(self.connection, view, &self.spelling, self.now)?;
            let joined = self.note(plan);
            self.unwritten.extend(joined);
        }
        Ok(())
    }

    /// Sets when a transaction ends: in the log (normal), or when that is on the disk (full); how much memory
    /// pages take, in KiB; and how long the log gets, in pages.
    fn set_up(&self, synchronous: &str, cache: i64, log: i64) -> Result<()> {
        let set = |name, value: &dyn ToSql| self.connection.pragma_update(None, name, value);
        set("synchronous", &synchronous)?;
        set("cache_size", &-cache)?;
        Ok(set("wal_autocheckpoint", &log)?)
    }

    /// Writes a batch down, or keeps it aside where that cannot be done.
    fn take(&mut self, batch: Vec<(Suspect, Opened)>) -> Result<()> {
        if self.unkept.is_none() {
            let (last, now) = (self.last, self.now);
            let view = |of: &Connection| View::of_opened(of, &batch, last, now.into());
            match self.write(view) {
                Ok(plan) => {
                    self.note(plan);
                    turns::give_way();
                    return Ok(());
                }
                Err(why) if why.is_damage() => return Err(why),
                Err(why) => self.unkept = Some(why),
            }
        }
        self.rest.extend(batch);
        Ok(())
    }

    /// Marks files as gone that are.
    fn look_after(&mut self, missing: &[i64]) -> Result<()> {
        for missing in missing.chunks(MISSING) {
            let view = |of: &Connection| View::of_missing(of, missing);
            if self.unkept.is_none() {
                match self.write(view) {
                    Ok(_) => continue,
                    Err(why) if why.is_damage() => return Err(why),
                    Err(why) => self.unkept = Some(why),
                }
            }
            let view = view(self.connection)?;
            let plan = Plan::new(self.connection, view, &self.spelling, self.now)?;
            self.unwritten.extend(plan.joined);
        }
        Ok(())
    }

    /// Holds files against what is known and writes down what is new, in one transaction.
    fn write(&mut self, view: impl Fn(&Connection) -> Result<View>) -> Result<Plan> {
        let (spelling, now) = (&self.spelling, self.now);
        in_transaction(self.connection, |transaction| {
            let mut plan = Plan::new(transaction, view(transaction)?, spelling, now)?;
            let Plan {
                view,
                joined,
                recalled,
            } = &mut plan;
            if !joined.is_empty() || !view.files.is_empty() {
                record::write(
                    transaction,
                    &mut view.files,
                    joined,
                    recalled,
                    now.timestamp(),
                )?;
            }
            Ok(plan)
        })
    }

    /// Notes what came of some files; the articles of which there is something new.
    fn note(&mut self, plan: Plan) -> Vec<Joined> {
        let Plan { view, joined, .. } = plan;
        self.overtaken |= view.overtaken;
        self.problems.extend(view.problems);
        self.files
            .extend(view.sights.iter().map(|sight| sight.row.id));
        let new = view.files.iter().map(|change| change.row.id);
        self.files.extend(new.filter(|id| *id != 0));
        joined
    }

    fn finish(mut self, whose: Whose, reader: Connection) -> Result<Looked> {
        self.files.sort_unstable();
        self.files.dedup();
        let meant = Meant::of(self.connection, whose, &self.files)?;
        let is_meant = |one: &Joined| {
            let article = &one.article;
            let is_held = || meant.has(article.id) && !article.latest().gone;
            whose == Whose::Library || !one.holds.is_empty() || is_held()
        };
        let unwritten = self.unwritten.into_iter().filter(is_meant);
        Ok(Looked {
            unwritten: unwritten.map(|one| (one.article.id, one.article)).collect(),
            meant,
            known: None,
            reader,
            spelling: self.spelling,
            problems: in_order(self.problems),
            unkept: self.unkept,
        })
    }
}

/// What is to be written of some files.
struct Plan {
    view: View,
    /// The articles of which there is something new.
    joined: Vec<Joined>,
    recalled: Recalled,
}

impl Plan {
    fn new(
        connection: &Connection,
        mut view: View,
        spelling: &Spelling,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let filed = std::mem::take(&mut view.filed);
        let mut recalled = recall::recall(connection, &view.sights, &filed, spelling)?;
        let mut joined = join(filed, std::mem::take(&mut recalled.past));
        joined.retain(|one| recalled.is_news(one));
        for one in &mut joined {
            set_seen(one, now);
        }
        Ok(Self {
            view,
            joined,
            recalled,
        })
    }
}

/// Does all of `work` or nothing.
fn in_transaction<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<T>,
) -> Result<T> {
    let immediate = TransactionBehavior::Immediate;
    let transaction = connection.transaction_with_behavior(immediate)?;
    let done = work(&transaction)?;
    transaction.commit()?;
    Ok(done)
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

#[cfg(test)]
mod tests;
