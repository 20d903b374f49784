//! Looking at files with a memory: only what has changed is read, what is new is written down.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use chrono::{DateTime, Utc};

use super::record::{self, ArticleChange, Changes};
use super::{Error, Result, Store, files, recall};
use crate::library::load::{Loaded, Progress, in_order, walk};
use crate::library::revisions::{Joined, Standing, join};
use crate::library::{ArticleId, Library};
use crate::text::moment::Moment;
use view::{Read, View};

mod view;

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
        let generation = record::generation(&self.connection)?;
        let rows = files::known(&self.connection, &walked, &lost(paths, whose))?;
        let read = Read::of(&walked, &rows, progress);
        let snapshot = self.connection.unchecked_transaction()?;
        let View {
            sights,
            files,
            filed,
            mut problems,
        } = View::new(&snapshot, &walked, rows, read, now.into())?;
        let is_whole = whose == Whose::Library;
        let recalled = recall::recall(&snapshot, &sights, &filed, is_whole)?;
        drop(snapshot);
        let mut joined = join(filed, recalled.past);
        for one in &mut joined {
            set_seen(one, now);
        }
        let unkept = self.write(Changes {
            articles: changed(&joined, &recalled.gone, &recalled.bodies),
            files,
            generation,
            now: now.timestamp(),
        })?;
        problems.extend(walked.problems);
        let held = recalled.held;
        let is_meant =
            |one: &Joined| is_whole || !one.holds.is_empty() || held.contains(&one.article.id);
        let articles = joined.into_iter().filter(is_meant);
        Ok(Looked {
            loaded: Loaded {
                library: Library::new(articles.map(|one| one.article).collect()),
                problems: in_order(problems),
            },
            unkept,
        })
    }

    /// Writes changes down where there are any; why that cannot be done, unless trying again would help.
    fn write(&mut self, changes: Changes<'_>) -> Result<Option<Error>> {
        if changes.articles.is_empty() && changes.files.is_empty() {
            return Ok(None);
        }
        match record::write(changes, &mut self.connection) {
            Err(Error::Contended) => Err(Error::Contended),
            written => Ok(written.err()),
        }
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

/// The articles of which there is something to be written down; `gone` are those that are kept as gone.
fn changed<'a>(
    joined: &'a [Joined],
    gone: &HashSet<ArticleId>,
    bodies: &HashMap<i64, i64>,
) -> Vec<ArticleChange<'a>> {
    let is_other = |one: &&Joined| {
        let id = one.article.id;
        is_new(one) || one.article.latest().gone != gone.contains(&id)
    };
    let changed = joined.iter().filter(is_other);
    changed.map(|one| change(one, bodies)).collect()
}

/// Whether there is something new of an article.
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

#[cfg(test)]
mod tests;
