//! What a person has joined and split, written down as it is done.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, TransactionBehavior, params};

use super::{Result, Store};
use crate::library::ArticleId;
use crate::story::{Bond, Tie, Ties};

/// A row of two articles each, the lower id first; the later it was said, the higher its number.
pub(super) const STEP: &str = "
CREATE TABLE ties (
    id INTEGER PRIMARY KEY,
    one INTEGER NOT NULL, other INTEGER NOT NULL,
    together INTEGER NOT NULL, at INTEGER NOT NULL,
    UNIQUE (one, other)
);
";

impl Store {
    /// Writes ties down, all or none; they are on the disk when this returns. The articles wait to be filed
    /// anew.
    ///
    /// # Errors
    ///
    /// When they cannot be written.
    pub fn tie(&mut self, ties: &[Tie], now: DateTime<Utc>) -> Result<()> {
        let immediate = TransactionBehavior::Immediate;
        let transaction = self.connection.transaction_with_behavior(immediate)?;
        let mut forget =
            transaction.prepare_cached("DELETE FROM ties WHERE one = ?1 AND other = ?2")?;
        // One more than the highest, so that what is said later stands later.
        let sql = "INSERT INTO ties (id, one, other, together, at) \
                   VALUES ((SELECT coalesce(max(id), 0) + 1 FROM ties), ?1, ?2, ?3, ?4)";
        let mut say = transaction.prepare_cached(sql)?;
        let mut queue =
            transaction.prepare_cached("INSERT OR IGNORE INTO ungrouped (article) VALUES (?1)")?;
        for tie in ties {
            let (one, other) = (tie.one.0.cast_signed(), tie.other.0.cast_signed());
            forget.execute([one, other])?;
            if let Some(bond) = tie.bond {
                say.execute(params![one, other, bond == Bond::Together, now.timestamp()])?;
            }
            queue.execute([one])?;
            queue.execute([other])?;
        }
        drop((forget, say, queue));
        Ok(transaction.commit()?)
    }

    /// All that a person has joined and split.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn ties(&self) -> Result<Ties> {
        read(&self.connection)
    }
}

pub(super) fn read(connection: &Connection) -> Result<Ties> {
    let sql = "SELECT one, other, together FROM ties ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        let id = |index| -> rusqlite::Result<ArticleId> {
            Ok(ArticleId(row.get::<_, i64>(index)?.cast_unsigned()))
        };
        let bond = if row.get(2)? {
            Bond::Together
        } else {
            Bond::Apart
        };
        Ok(Tie::new(id(0)?, id(1)?, Some(bond)))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
