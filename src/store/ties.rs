//! What a person has joined and split, written down as it is done.

use rusqlite::{Connection, Transaction, params};

use super::Result;
use crate::library::ArticleId;
use crate::library::ties::{Bond, Tie, Ties};

/// A row of two articles each, the lower id first; the later it was said, the higher its number.
pub(super) const STEP: &str = "
CREATE TABLE ties (
    id INTEGER PRIMARY KEY,
    one INTEGER NOT NULL, other INTEGER NOT NULL,
    together INTEGER NOT NULL, at INTEGER NOT NULL,
    UNIQUE (one, other)
);
";

/// Writes down what was said of two articles at `at`, in seconds since 1970. Both wait to be filed anew.
pub(super) fn write(transaction: &Transaction<'_>, tie: Tie, at: i64) -> Result<()> {
    let (one, other) = (tie.one.0.cast_signed(), tie.other.0.cast_signed());
    let forget = "DELETE FROM ties WHERE one = ?1 AND other = ?2";
    transaction.prepare_cached(forget)?.execute([one, other])?;
    if let Some(bond) = tie.bond {
        // Higher than all others, so that what is said later stands later.
        let sql = "INSERT INTO ties (id, one, other, together, at) \
                   VALUES ((SELECT coalesce(max(id), 0) + 1 FROM ties), ?1, ?2, ?3, ?4)";
        let mut say = transaction.prepare_cached(sql)?;
        say.execute(params![one, other, bond == Bond::Together, at])?;
    }
    let sql = "INSERT OR IGNORE INTO ungrouped (article) VALUES (?1), (?2)";
    transaction.prepare_cached(sql)?.execute([one, other])?;
    Ok(())
}

/// All that a person has joined and split.
pub(super) fn read(connection: &Connection) -> Result<Ties> {
    let sql = "SELECT one, other, together FROM ties ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        let id = |index| -> rusqlite::Result<ArticleId> {
            Ok(ArticleId(row.get::<_, i64>(index)?.cast_unsigned()))
        };
        let together: bool = row.get(2)?;
        let bond = if together {
            Bond::Together
        } else {
            Bond::Apart
        };
        Ok(Tie::new(id(0)?, id(1)?, Some(bond)))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
