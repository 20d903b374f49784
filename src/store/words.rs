//! Full text: which articles hold which words, kept beside the texts.
//!
//! - `words` is an FTS5 index of the words of each article's newest revision as [`crate::text::searched`]
//!   tells them, without a copy of the text. Its rows are numbered so that later days have higher numbers:
//!   the newest answers are read first, and a span of days is a span of rows. The body comes first since the
//!   places of the first column take the least room.
//! - `indexed` says which article a row is, `spellings` which longer words are in the index at all.
//! - `unindexed` is the queue of the articles that the index does not hold as they are now. Triggers fill it
//!   whatever the change; [`Store::index`] takes from it, a batch in one transaction, so that it may be cut
//!   off at any point.
//!
//! All of it can be made anew from the texts, and is where the rules have changed or it is damaged.

use std::fmt;

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::{Error, Result, Store};

mod answering;
mod expression;
mod finding;
mod indexing;
mod question;

pub use finding::{Match, Wanted};
pub use indexing::{Indexed, Pace};

/// The rules by which words are told and rows are numbered; an index by others is made anew.
const RULES: i64 = 1;

/// Room for the rows of one day, in bits.
const ROOM: u32 = 20;

/// The step of the schema that adds the index; every article is queued.
pub(super) const STEP: &str = "
CREATE TABLE unindexed (article INTEGER PRIMARY KEY);
CREATE TABLE indexed (key INTEGER PRIMARY KEY, article INTEGER NOT NULL UNIQUE);
CREATE TABLE spellings (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TRIGGER unindexed_new AFTER INSERT ON articles BEGIN
    INSERT INTO unindexed VALUES (new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER unindexed_changed AFTER UPDATE OF title, at ON articles
WHEN old.title IS NOT new.title OR old.at IS NOT new.at BEGIN
    INSERT INTO unindexed VALUES (new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER unindexed_removed AFTER DELETE ON articles BEGIN
    INSERT INTO unindexed VALUES (old.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER unindexed_revised AFTER INSERT ON revisions BEGIN
    INSERT INTO unindexed VALUES (new.article) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER unindexed_reread AFTER UPDATE OF body, told ON revisions
WHEN old.body <> new.body OR old.told IS NOT new.told BEGIN
    INSERT INTO unindexed VALUES (new.article) ON CONFLICT DO NOTHING;
END;
INSERT INTO unindexed SELECT id FROM articles;
";

/// The tables of the step: what is in them is made anew from the texts.
#[cfg(test)]
pub(super) const TABLES: [&str; 3] = ["indexed", "spellings", "unindexed"];

/// Makes the index itself, which gathers up to 16 MB before it writes a part of its own.
const INDEX: &str = "
CREATE VIRTUAL TABLE words USING fts5(
    body, title, content = '', contentless_delete = 1, tokenize = 'ascii');
INSERT INTO words (words, rank) VALUES ('hashsize', 16777216);
";

impl Store {
    /// How many articles wait to be indexed.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn unindexed(&self) -> Result<u64> {
        let all = !is_current(&self.connection)?;
        let table = if all { "articles" } else { "unindexed" };
        let sql = format!("SELECT count(*) FROM {table}");
        let waiting: i64 = self.connection.query_row(&sql, [], |row| row.get(0))?;
        Ok(waiting.unsigned_abs())
    }

    /// What cuts off whatever this store is doing, from another thread.
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(self.connection.get_interrupt_handle())
    }
}

/// Cuts off what a store is doing; it then fails with [`Error::is_interrupted`].
pub struct Interrupter(rusqlite::InterruptHandle);

impl fmt::Debug for Interrupter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Interrupter")
    }
}

impl Interrupter {
    /// Cuts off what runs now; what comes later is not touched.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

/// Whether there is an index by the present rules.
fn is_current(connection: &Connection) -> Result<bool> {
    let sql = "SELECT value FROM meta WHERE name = 'words'";
    let rules: Option<i64> = connection.query_row(sql, [], |row| row.get(0)).optional()?;
    Ok(rules == Some(RULES))
}

/// Throws the index away, makes an empty one, and queues every article.
fn begin_anew(transaction: &Transaction<'_>) -> Result<()> {
    transaction.execute_batch(
        "DROP TABLE IF EXISTS words; DELETE FROM indexed; DELETE FROM spellings; DELETE FROM unindexed;",
    )?;
    transaction.execute_batch(INDEX)?;
    transaction.execute_batch("INSERT INTO unindexed SELECT id FROM articles;")?;
    let sql = "INSERT INTO meta VALUES ('words', ?1) ON CONFLICT DO UPDATE SET value = ?1";
    transaction.execute(sql, [RULES])?;
    Ok(())
}

/// Throws a broken index away; it is made anew as the queue is worked off.
fn mend(connection: &Connection) -> Result<()> {
    let transaction = connection.unchecked_transaction()?;
    begin_anew(&transaction)?;
    Ok(transaction.commit()?)
}

/// Whether the index is broken, and nothing else.
fn is_broken(error: &Error) -> bool {
    const CORRUPT_VTAB: i32 = 267;
    match error {
        Error::Sqlite(rusqlite::Error::SqliteFailure(error, _)) => {
            error.extended_code == CORRUPT_VTAB
        }
        _ => false,
    }
}

/// The first row of a day, counted in days since 1970; what has no date, or an older one, comes before all.
fn first_row(day: Option<i64>) -> i64 {
    day.map_or(0, |day| day.clamp(1, i64::from(u32::MAX)) << ROOM)
}

#[cfg(test)]
mod tests;
