//! What is to be filed of a library: what is new or has changed, and what is not of it any more.

use rapidhash::RapidHashSet;
use rusqlite::Connection;

use super::side::Row;
use crate::library::Catalogue;
use crate::store::Result;

/// What is to be filed.
pub(super) struct Due {
    /// Articles that are not of the library any more.
    pub(super) out: Vec<i64>,
    /// Articles that are new, or have changed.
    pub(super) new: Vec<i64>,
}

impl Due {
    pub(super) fn new(library: &Catalogue, rows: &[Row], waiting: &[(i64, i64)]) -> Self {
        let mut placed: Vec<i64> = rows.iter().map(|row| row.article).collect();
        let mut wanted: Vec<i64> = library
            .entries()
            .map(|entry| entry.id().0.cast_signed())
            .collect();
        rayon::join(|| placed.sort_unstable(), || wanted.sort_unstable());
        let changed: RapidHashSet<i64> = waiting.iter().map(|(_, article)| *article).collect();
        let mut due = Self {
            out: Vec::new(),
            new: Vec::new(),
        };
        // Both are in order, so one walk tells what is in one alone.
        let mut placed = placed.into_iter().peekable();
        for article in wanted {
            due.out
                .extend(std::iter::from_fn(|| placed.next_if(|&id| id < article)));
            let is_placed = placed.next_if_eq(&article).is_some();
            due.new
                .extend((!is_placed || changed.contains(&article)).then_some(article));
        }
        due.out.extend(placed);
        due
    }

    /// Leaves out what is not in the store, as it could not be written.
    pub(super) fn leave_out_unkept(&mut self, connection: &Connection) -> Result<()> {
        let sql = "SELECT 1 FROM revisions WHERE article = ?1";
        let mut statement = connection.prepare_cached(sql)?;
        let mut kept = Vec::with_capacity(self.new.len());
        for &article in &self.new {
            if statement.exists([article])? {
                kept.push(article);
            }
        }
        self.new = kept;
        Ok(())
    }

    pub(super) fn count(&self) -> usize {
        self.out.len() + self.new.len()
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.count() == 0
    }
}
