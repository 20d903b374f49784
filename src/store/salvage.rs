//! Taking over what can still be read of a damaged store.

use std::fmt;
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use super::{Result, schema, shelf};

/// How often reading around damage is tried in one table before the rest is given up.
const PROBES: usize = 20_000;

/// What could be taken over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Salvaged {
    /// Articles with a text.
    pub(super) articles: i64,
    /// Revisions.
    pub(super) revisions: i64,
    /// Articles with which a person did something.
    pub(super) states: i64,
}

impl fmt::Display for Salvaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} revisions of {} articles and the marks of {} could be saved",
            self.revisions, self.articles, self.states
        )
    }
}

/// Copies every row that can be read from the store at `from` into the empty store `to`, leaves out what refers
/// to rows that are lost, and has all files read anew.
pub(super) fn salvage(from: &Path, to: &Connection) -> Result<Salvaged> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    to.pragma_update(None, "foreign_keys", false)?;
    let transaction = to.unchecked_transaction()?;
    if let Ok(from) = Connection::open_with_flags(from, flags) {
        for table in schema::TABLES {
            Table::new(&from, &transaction, table)?.copy()?;
        }
    }
    transaction.execute_batch(TIDY)?;
    transaction.execute_batch(shelf::FILL)?;
    let count = |sql: &str| transaction.query_row(sql, [], |row| row.get(0));
    let salvaged = Salvaged {
        articles: count("SELECT count(*) FROM articles")?,
        revisions: count("SELECT count(*) FROM revisions")?,
        states: count("SELECT count(*) FROM state")?,
    };
    transaction.commit()?;
    to.pragma_update(None, "foreign_keys", true)?;
    Ok(salvaged)
}

/// Makes the rows that were saved a whole again. An article whose row is lost is made anew of its newest
/// revision; a file whose row is lost becomes one that is gone, at a place of its own.
const TIDY: &str = "
DELETE FROM revisions WHERE body NOT IN (SELECT id FROM bodies);
INSERT OR IGNORE INTO articles (id, source, url, title, derived, author, published, updated, language, words,
    revisions, gone)
    SELECT article, source, url, title, derived, author, published, updated, language, words, count(*), 0
    FROM revisions GROUP BY article;
INSERT OR IGNORE INTO files (id, path, size, modified, changed, inode, hash, rules, refused, gone)
    SELECT DISTINCT file, CAST('lost ' || file AS BLOB), 0, 0, 0, 0, 0, 0, 0, 1
    FROM revisions WHERE file NOT IN (SELECT id FROM files);
DELETE FROM articles WHERE id NOT IN (SELECT article FROM revisions);
DELETE FROM holds WHERE revision NOT IN (SELECT id FROM revisions) OR file NOT IN (SELECT id FROM files);
DELETE FROM keys WHERE article NOT IN (SELECT id FROM articles);
DELETE FROM bodies WHERE id NOT IN (SELECT body FROM revisions);
UPDATE files SET rules = 0, modified = 0;
";

/// The names of a table's columns.
fn columns(connection: &Connection, table: &str) -> Result<Vec<String>> {
    let sql = format!("SELECT name FROM pragma_table_info('{table}')");
    let mut statement = connection.prepare(&sql)?;
    let columns = statement.query_map([], |row| row.get(0))?;
    Ok(columns.collect::<rusqlite::Result<_>>()?)
}

/// One table on its way from a damaged store into a new one.
struct Table<'a> {
    from: &'a Connection,
    to: &'a Connection,
    select: String,
    insert: String,
    probes: usize,
}

impl<'a> Table<'a> {
    fn new(from: &'a Connection, to: &'a Connection, name: &str) -> Result<Self> {
        let mut columns = columns(to, name)?;
        // An older store has fewer of them.
        if let Some(present) = self::columns(from, name).ok().filter(|c| !c.is_empty()) {
            columns.retain(|column| present.contains(column));
        }
        let places = vec!["?"; columns.len()].join(", ");
        let columns = columns.join(", ");
        Ok(Self {
            from,
            to,
            select: format!(
                "SELECT {columns} FROM {name} WHERE rowid BETWEEN ?1 AND ?2 ORDER BY rowid"
            ),
            insert: format!("INSERT OR IGNORE INTO {name} ({columns}) VALUES ({places})"),
            probes: PROBES,
        })
    }

    /// Copies all rows; where some cannot be read, those around them.
    fn copy(&mut self) -> Result<()> {
        let mut open = vec![(i64::MIN, i64::MAX)];
        while let Some((first, last)) = open.pop() {
            if self.probes == 0 {
                return Ok(());
            }
            self.probes -= 1;
            let Some(next) = self.copy_from(first, last)? else {
                continue;
            };
            // What lies before `next` is copied; the damage is somewhere from there on.
            if next < last {
                let middle = next.midpoint(last);
                open.push((middle + 1, last));
                open.push((next, middle));
            }
        }
        Ok(())
    }

    /// Copies rows in order until one cannot be read: the lowest number that it can have.
    fn copy_from(&self, first: i64, last: i64) -> Result<Option<i64>> {
        let Ok(mut statement) = self.from.prepare_cached(&self.select) else {
            return Ok(None); // the table itself is lost
        };
        let columns = statement.column_count();
        let mut insert = self.to.prepare_cached(&self.insert)?;
        let Ok(mut rows) = statement.query([first, last]) else {
            return Ok(Some(first));
        };
        let mut next = first;
        loop {
            match rows.next() {
                Ok(None) => return Ok(None),
                Err(_) => return Ok(Some(next)),
                Ok(Some(row)) => {
                    let values: rusqlite::Result<Vec<Value>> =
                        (0..columns).map(|column| row.get(column)).collect();
                    let Ok(values) = values else {
                        continue; // a row that is no row
                    };
                    if let Some(Value::Integer(number)) = values.first() {
                        next = number.saturating_add(1);
                    }
                    if let Err(error) = insert.execute(params_from_iter(values)) {
                        let refused = Some(rusqlite::ErrorCode::ConstraintViolation);
                        if error.sqlite_error_code() != refused {
                            return Err(error.into());
                        }
                    }
                }
            }
        }
    }
}
