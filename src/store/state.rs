//! What a person did, written down as it is done.

use chrono::{DateTime, Utc};
use rusqlite::{TransactionBehavior, params};

use super::{Result, Store, ties, turns};
use crate::library::ArticleId;
use crate::library::state::{Change, State, States, Stop, What};
use crate::library::ties::Tie;

impl Store {
    /// Writes changes down, all or none; they are on the disk when this returns.
    ///
    /// # Errors
    ///
    /// When they cannot be written.
    pub fn keep(&mut self, changes: &[Change], now: DateTime<Utc>) -> Result<()> {
        let _change = turns::Change::begin();
        let immediate = TransactionBehavior::Immediate;
        let transaction = self.connection.transaction_with_behavior(immediate)?;
        let at = now.timestamp();
        for change in changes {
            let article = change.article.0.cast_signed();
            match &change.what {
                What::Read(read) => {
                    let sql = "INSERT INTO state (article, read, read_at) VALUES (?1, ?2, ?3) \
                               ON CONFLICT DO UPDATE SET read = ?2, read_at = ?3";
                    let mut statement = transaction.prepare_cached(sql)?;
                    statement.execute(params![article, read, at])?;
                }
                What::Starred(starred) => {
                    let sql = "INSERT INTO state (article, starred, starred_at) VALUES (?1, ?2, ?3) \
                               ON CONFLICT DO UPDATE SET starred = ?2, starred_at = ?3";
                    let mut statement = transaction.prepare_cached(sql)?;
                    statement.execute(params![article, starred, at])?;
                }
                What::Tied(other, bond) => {
                    ties::write(&transaction, Tie::new(change.article, *other, *bond), at)?;
                }
                What::Stopped(stop) => {
                    let (paragraph, byte) = match stop {
                        Some(stop) => (Some(stop.paragraph), Some(stop.byte)),
                        None => (None, None),
                    };
                    let sql = "INSERT INTO state (article, paragraph, byte, stopped_at) \
                               VALUES (?1, ?2, ?3, ?4) \
                               ON CONFLICT DO UPDATE SET paragraph = ?2, byte = ?3, stopped_at = ?4";
                    let mut statement = transaction.prepare_cached(sql)?;
                    let number = |n: Option<usize>| n.and_then(|n| i64::try_from(n).ok());
                    statement.execute(params![article, number(paragraph), number(byte), at])?;
                }
            }
        }
        Ok(transaction.commit()?)
    }

    /// What was ever done with any article.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn states(&self) -> Result<States> {
        let sql = "SELECT article, read, starred, paragraph, byte FROM state";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            let number = |n: Option<i64>| n.and_then(|n| usize::try_from(n).ok());
            let (paragraph, byte) = (number(row.get(3)?), number(row.get(4)?));
            let stop = |(paragraph, byte)| Stop { paragraph, byte };
            let state = State {
                read: row.get(1)?,
                starred: row.get(2)?,
                stop: paragraph.zip(byte).map(stop),
            };
            Ok((ArticleId(row.get::<_, i64>(0)?.cast_unsigned()), state))
        })?;
        let states: States = rows.collect::<rusqlite::Result<_>>()?;
        Ok(states.with_ties(ties::read(&self.connection)?))
    }

    /// A number that is another one whenever another program has written.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn version_of_others(&self) -> Result<i64> {
        let pragma = "data_version";
        Ok(self
            .connection
            .pragma_query_value(None, pragma, |row| row.get(0))?)
    }
}
