//! Whether the store is whole: its pages, its references, its texts.

use std::fmt;

use super::body::Body;
use super::row;
use super::{Result, Store};
use crate::library::Revision;
use crate::library::revisions::fingerprint;

/// So many faults of one kind are told.
const TOLD: usize = 20;

/// What a check of the whole store found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Articles.
    pub articles: u64,
    /// Revisions.
    pub revisions: u64,
    /// Articles with which a person did something.
    pub states: u64,
    /// What is wrong, for a person; nothing where the store is whole.
    pub faults: Vec<String>,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} articles, {} revisions, {} with marks",
            self.articles, self.revisions, self.states
        )
    }
}

impl Store {
    /// Checks every page, every reference and the hash of every text.
    ///
    /// # Errors
    ///
    /// When the store cannot be read so far that it could be checked.
    pub fn verify(&self) -> Result<Verdict> {
        let count = |table: &str| -> Result<u64> {
            let sql = format!("SELECT count(*) FROM {table}");
            let count: i64 = self.connection.query_row(&sql, [], |row| row.get(0))?;
            Ok(count.unsigned_abs())
        };
        let mut faults = self.broken_pages()?;
        if faults.is_empty() {
            faults.extend(self.broken_references()?);
            faults.extend(self.broken_texts()?);
            faults.extend(self.articles_without_text()?);
        }
        Ok(Verdict {
            articles: count("articles").unwrap_or(0),
            revisions: count("revisions").unwrap_or(0),
            states: count("state").unwrap_or(0),
            faults,
        })
    }

    fn broken_pages(&self) -> Result<Vec<String>> {
        let sql = format!("PRAGMA integrity_check({TOLD})");
        let mut statement = self.connection.prepare(&sql)?;
        let said = statement.query_map([], |row| row.get::<_, String>(0))?;
        let said: Vec<String> = said.collect::<rusqlite::Result<_>>()?;
        let lines = said.iter().flat_map(|said| said.lines());
        Ok(lines
            .filter(|line| *line != "ok")
            .map(str::to_owned)
            .collect())
    }

    fn broken_references(&self) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare("PRAGMA foreign_key_check")?;
        let rows = statement.query_map([], |row| {
            let (table, id, to): (String, Option<i64>, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            let id = id.unwrap_or_default();
            Ok(format!("row {id} of {table} refers to nothing in {to}"))
        })?;
        Ok(rows.take(TOLD).collect::<rusqlite::Result<_>>()?)
    }

    /// Revisions whose text is not what its hashes say.
    fn broken_texts(&self) -> Result<Vec<String>> {
        let sql = format!(
            "SELECT {}, b.hash, b.kinds, b.omitted, b.cleaned, b.text \
             FROM revisions r JOIN bodies b ON b.id = r.body",
            row::HEADLINE
        );
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        let mut faults = Vec::new();
        while let Some(found) = rows.next()? {
            let (known, hash) = (row::known(found)?, found.get::<_, i64>(row::COLUMNS)?);
            let body: Body = row::body(found, row::COLUMNS + 1)?;
            let is_whole = body.hash() == hash.cast_unsigned();
            let mut revision: Revision = known.revision;
            body.fill(&mut revision);
            if !is_whole || fingerprint(&revision) != known.hash {
                faults.push(format!(
                    "revision {} of article {} is not the text that was kept",
                    known.row, known.article
                ));
                if faults.len() == TOLD {
                    break;
                }
            }
        }
        Ok(faults)
    }

    fn articles_without_text(&self) -> Result<Vec<String>> {
        let sql = "SELECT id FROM articles a \
                   WHERE NOT EXISTS (SELECT 1 FROM revisions r WHERE r.article = a.id)";
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement.query_map([], |row| {
            let id: i64 = row.get(0)?;
            Ok(format!("article {:016x} has no text", id.cast_unsigned()))
        })?;
        Ok(rows.take(TOLD).collect::<rusqlite::Result<_>>()?)
    }
}
