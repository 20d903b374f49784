//! The stories of the library, kept: so that nothing is grouped twice, and a new article finds its story by
//! a few look-ups.
//!
//! Everything stands twice, on two sides: while a new edition is taken and all is grouped by it on the one
//! side ([`regroup`]), the other goes on. Articles that come in between are filed one by one ([`Desk`]): those
//! that their hints lead to and whose sketches look like theirs are read, and the tangles that are touched are
//! settled again. All work is done in
//! small transactions, and what is cut off is begun again where it was.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use super::{Error, PATIENCE, Result, Store, turns};
use crate::library::{ArticleId, Catalogue};
use crate::story::{Edition, Filing, Grouping, Lector, Reasons};
use desk::Desk;
use due::Due;
use side::Side;

pub(super) use memo::mark;

mod aside;
mod desk;
mod due;
mod memo;
mod reading;
mod regroup;
mod side;

/// Below so many articles all are grouped anew whenever one comes in: that is soon done.
const FEW: usize = if cfg!(test) { 10 } else { 2_000 };
/// From that on all are grouped anew when so many parts of them are new since they were.
const PART: usize = 4;
/// How many articles are filed in one transaction.
const BATCH: usize = if cfg!(test) { 3 } else { 32 };

/// Memory for pages of the database while articles are filed, in KiB.
const ROOM: i64 = 16 << 10;

/// How often to look whether another program has grouped all.
const GLANCE: Duration = Duration::from_millis(100);

/// The tables of both sides, what waits to be filed, and what puts it there. An article that was filed before
/// any of this was is there in no side, and so waits too.
pub(super) const STEP: &str = "
CREATE TABLE ungrouped (seq INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL UNIQUE);
CREATE TRIGGER articles_new AFTER INSERT ON articles BEGIN
    DELETE FROM ungrouped WHERE article = new.id;
    INSERT INTO ungrouped (article) VALUES (new.id);
END;
CREATE TRIGGER articles_changed AFTER UPDATE ON articles BEGIN
    DELETE FROM ungrouped WHERE article = new.id;
    INSERT INTO ungrouped (article) VALUES (new.id);
END;

CREATE TABLE placed0 (
    n INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL UNIQUE,
    tangle INTEGER NOT NULL, story INTEGER NOT NULL, near INTEGER NOT NULL
);
CREATE INDEX placed0_tangle ON placed0 (tangle);
CREATE TABLE hints0 (
    key INTEGER NOT NULL, day INTEGER NOT NULL, mark INTEGER NOT NULL, PRIMARY KEY (key, day, mark)
) WITHOUT ROWID;
CREATE TABLE edition0 (part INTEGER PRIMARY KEY, articles INTEGER NOT NULL, terms BLOB NOT NULL);

CREATE TABLE placed1 (
    n INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL UNIQUE,
    tangle INTEGER NOT NULL, story INTEGER NOT NULL, near INTEGER NOT NULL
);
CREATE INDEX placed1_tangle ON placed1 (tangle);
CREATE TABLE hints1 (
    key INTEGER NOT NULL, day INTEGER NOT NULL, mark INTEGER NOT NULL, PRIMARY KEY (key, day, mark)
) WITHOUT ROWID;
CREATE TABLE edition1 (part INTEGER PRIMARY KEY, articles INTEGER NOT NULL, terms BLOB NOT NULL);

CREATE TABLE groupings (
    id INTEGER PRIMARY KEY,
    mark INTEGER NOT NULL UNIQUE,
    filings BLOB NOT NULL, articles INTEGER NOT NULL, terms BLOB NOT NULL
);
";

/// Adds the sketches of what is filed. Where there are none yet all is to be grouped anew, so everything waits.
pub(super) const SKETCHES: &str = "
CREATE TABLE sketches0 (n INTEGER PRIMARY KEY, marks BLOB NOT NULL);
CREATE TABLE sketches1 (n INTEGER PRIMARY KEY, marks BLOB NOT NULL);
INSERT OR IGNORE INTO ungrouped (article) SELECT id FROM articles;
";

/// The tables of [`STEP`] and [`SKETCHES`]: all in them can be worked out again.
#[cfg(test)]
pub(super) const DERIVED: [&str; 11] = [
    "ungrouped",
    "groupings",
    "placed0",
    "hints0",
    "edition0",
    "placed1",
    "hints1",
    "edition1",
    "sketches0",
    "sketches1",
    "sqlite_sequence",
];

/// How far grouping has come: articles done, and articles in all.
pub type Tell<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// Files articles of one store; keeps what it has read of them and of the edition from one to the next.
#[derive(Default)]
pub struct Grouper {
    lector: Arc<Lector>,
    /// The edition, and how often one had been taken when it was.
    edition: Option<(i64, Arc<Edition>)>,
    digests: desk::Digests,
}

/// What is known of the side that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Turn {
    /// How often a whole grouping has been begun.
    begun: i64,
    /// How often one has been finished; the side that is looked at is the last digit. 0 where none has.
    done: i64,
    /// How many articles have been filed one by one since.
    since: i64,
}

impl Turn {
    fn read(connection: &Connection) -> Result<Self> {
        let mut statement = connection.prepare_cached("SELECT value FROM meta WHERE name = ?1")?;
        let mut value = |name: &str| -> Result<i64> {
            let value = statement.query_row([name], |row| row.get(0)).optional()?;
            Ok(value.unwrap_or(0))
        };
        Ok(Self {
            begun: value("regroupings begun")?,
            done: value("regroupings done")?,
            since: value("filed since")?,
        })
    }

    fn write(self, connection: &Connection) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)";
        let mut statement = connection.prepare_cached(sql)?;
        for (name, value) in [
            ("regroupings begun", self.begun),
            ("regroupings done", self.done),
            ("filed since", self.since),
        ] {
            statement.execute((name, value))?;
        }
        Ok(())
    }

    fn side(self) -> i64 {
        self.done % 2
    }

    /// Whether all of `total` articles are to be grouped anew rather than `due` ones filed.
    fn is_up(self, total: usize, due: usize) -> bool {
        let since = usize::try_from(self.since).unwrap_or(usize::MAX);
        self.done == 0 || total < FEW || since.saturating_add(due) >= total / PART
    }
}

/// Gives a connection that files articles room for the pages that each of them asks for again.
fn widen(connection: &Connection) -> Result<()> {
    Ok(connection.pragma_update(None, "cache_size", -ROOM)?)
}

/// Does work whose loss would be no loss: what is not on the disk when the power goes is done again.
fn at_ease<T>(
    connection: &mut Connection,
    work: impl FnOnce(&mut Connection) -> Result<T>,
) -> Result<T> {
    connection.pragma_update(None, "synchronous", "normal")?;
    let done = work(connection);
    connection.pragma_update(None, "synchronous", "full")?;
    done
}

impl Store {
    /// Files every article of `library` that is not filed yet, or has changed, and gives the filings of all.
    /// What was filed before and is not of the library any more is taken out.
    ///
    /// # Errors
    ///
    /// When the store cannot be read or written; what was filed until then stays filed.
    pub fn group(
        &mut self,
        library: &Catalogue,
        grouper: &mut Grouper,
        tell: Tell<'_>,
    ) -> Result<Grouping> {
        widen(&self.connection)?;
        let grouping = self.group_all(library, grouper, tell);
        let cache = self
            .connection
            .pragma_update(None, "cache_size", -super::CACHE);
        let grouping = grouping?;
        cache?;
        Ok(grouping)
    }

    /// The same, until nothing waits.
    fn group_all(
        &mut self,
        library: &Catalogue,
        grouper: &mut Grouper,
        tell: Tell<'_>,
    ) -> Result<Grouping> {
        loop {
            let mut waiting = waiting(&self.connection)?;
            if waiting.len() <= BATCH && self.file_waiting(library, &waiting, grouper)? {
                waiting.clear();
            }
            let turn = Turn::read(&self.connection)?;
            let rows = Side::of(&self.connection, turn).rows()?;
            let mut due = Due::new(library, &rows, &waiting);
            if turn.done > 0 {
                due.leave_out_unkept(&self.connection)?;
            }
            let total = library.len();
            if due.is_nothing() {
                forget(&mut self.connection, &waiting)?;
                let edition = grouper.edition(&self.connection, turn)?;
                let filings = side::filings(&rows);
                let lector = Arc::clone(&grouper.lector);
                let reasons = Reasons { edition, lector };
                return Ok(Grouping { filings, reasons });
            }
            if turn.is_up(total, due.count()) {
                let done = at_ease(&mut self.connection, |connection| {
                    regroup::regroup(connection, library, &grouper.lector, tell)
                });
                match done {
                    Err(Error::Contended) => self.wait_for_others(turn)?,
                    done => done?,
                }
            } else {
                let todo: Vec<i64> = due.out.iter().chain(&due.new).copied().collect();
                at_ease(&mut self.connection, |connection| {
                    for (done, batch) in (0..).zip(todo.chunks(BATCH)) {
                        tell(total - todo.len() + done * BATCH, total);
                        turns::give_way();
                        grouper.file(connection, batch, &|id| library.get(id).is_some())?;
                    }
                    Ok(())
                })?;
            }
        }
    }

    /// Files a few articles that wait before all others are looked at, so that these need be only once; whether
    /// it did.
    fn file_waiting(
        &mut self,
        library: &Catalogue,
        waiting: &[(i64, i64)],
        grouper: &mut Grouper,
    ) -> Result<bool> {
        let turn = Turn::read(&self.connection)?;
        if waiting.is_empty() || turn.is_up(library.len(), waiting.len()) {
            return Ok(false);
        }
        let waiting: Vec<i64> = waiting.iter().map(|(_, article)| *article).collect();
        at_ease(&mut self.connection, |connection| {
            grouper.file(connection, &waiting, &|id| library.get(id).is_some())
        })?;
        Ok(true)
    }

    /// Waits until another program has grouped all, which it is about to do, or for as long as is fair.
    fn wait_for_others(&self, before: Turn) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE && Turn::read(&self.connection)?.done == before.done {
            thread::sleep(GLANCE);
        }
        Ok(())
    }

    /// Files some articles that are new or have changed; much faster than [`Store::group`] where it is known
    /// which. Nothing where nothing was ever grouped.
    ///
    /// # Errors
    ///
    /// When the store cannot be read or written.
    pub fn file_articles(&mut self, articles: &[ArticleId], grouper: &mut Grouper) -> Result<()> {
        if Turn::read(&self.connection)?.done == 0 {
            return Ok(());
        }
        widen(&self.connection)?;
        let articles: Vec<i64> = articles.iter().map(|id| id.0.cast_signed()).collect();
        at_ease(&mut self.connection, |connection| {
            let mut batches = articles.chunks(BATCH);
            batches.try_for_each(|batch| grouper.file(connection, batch, &|_| true))
        })
    }

    /// The stories as they were filed last, whatever has come in since; none where nothing was.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn filings(&self) -> Result<Vec<Filing>> {
        let turn = Turn::read(&self.connection)?;
        Ok(side::filings(&Side::of(&self.connection, turn).rows()?))
    }
}

impl Grouper {
    /// Files a batch of articles in one transaction; those of which `is_of_it` is false are taken out.
    fn file(
        &mut self,
        connection: &mut Connection,
        articles: &[i64],
        is_of_it: &dyn Fn(ArticleId) -> bool,
    ) -> Result<()> {
        let immediate = TransactionBehavior::Immediate;
        let transaction = connection.transaction_with_behavior(immediate)?;
        let turn = Turn::read(&transaction)?;
        let edition = self.edition(&transaction, turn)?;
        let mut desk = Desk {
            connection: &transaction,
            side: Side::of(&transaction, turn),
            edition: &edition,
            lector: &self.lector,
            digests: &mut self.digests,
            ties: super::ties::read(&transaction)?,
        };
        desk.file(articles, is_of_it)?;
        let mut done = transaction.prepare_cached("DELETE FROM ungrouped WHERE article = ?1")?;
        for article in articles {
            done.execute([article])?;
        }
        drop(done);
        let count = i64::try_from(articles.len()).unwrap_or(0);
        let since = turn.since.saturating_add(count);
        Turn { since, ..turn }.write(&transaction)?;
        Ok(transaction.commit()?)
    }

    fn edition(&mut self, connection: &Connection, turn: Turn) -> Result<Arc<Edition>> {
        match &self.edition {
            Some((taken, edition)) if *taken == turn.done => Ok(Arc::clone(edition)),
            _ => {
                let edition = Arc::new(Side::of(connection, turn).edition()?);
                self.edition = Some((turn.done, Arc::clone(&edition)));
                self.digests = desk::Digests::default();
                Ok(edition)
            }
        }
    }
}

/// The articles that wait, each with its number in the queue.
fn waiting(connection: &Connection) -> Result<Vec<(i64, i64)>> {
    let mut statement = connection.prepare_cached("SELECT seq, article FROM ungrouped")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Forgets those of the articles that wait which have not changed again since.
fn forget(connection: &mut Connection, waiting: &[(i64, i64)]) -> Result<()> {
    for waiting in waiting.chunks(1_000) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut forget = transaction.prepare_cached("DELETE FROM ungrouped WHERE seq = ?1")?;
        for (seq, _) in waiting {
            forget.execute([seq])?;
        }
        drop(forget);
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
