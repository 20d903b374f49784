//! Taking articles from the queue into the index.

use std::time::{Duration, Instant};

use rapidhash::RapidHashSet;
use rayon::prelude::*;
use rusqlite::{OptionalExtension, Row, ToSql, Transaction, TransactionBehavior, params};

use super::expression::is_kept;
use super::{ROOM, begin_anew, first_row, is_broken, is_current, mend};
use crate::store::{Result, Store};
use crate::text::searched::write_words;

const DAY: i64 = 24 * 60 * 60;

/// So few articles are reduced to words by one processor: others may have much to do on all of them meanwhile,
/// and whoever writes waits for this.
const FEW: usize = 500;

/// Memory for pages of the database while very much is indexed, in KiB.
const CACHE: i64 = 32 << 10;

/// What a batch did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Indexed {
    /// Articles taken from the queue.
    pub taken: usize,
    /// Whether more may wait.
    pub more: bool,
}

/// How many articles to take at once so that a batch lasts about as long as is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    wanted: Duration,
    size: usize,
}

impl Pace {
    /// So that a person who does something meanwhile never waits for it.
    pub const GENTLE: Self = Self {
        wanted: Duration::from_millis(30),
        size: 32,
    };

    /// So that it is done soonest.
    pub const BRISK: Self = Self {
        wanted: Duration::from_millis(1_500),
        size: 1_000,
    };

    /// The fewest and the most articles of one batch: fewer are not worth a transaction also where the machine
    /// is busy otherwise, more take much memory.
    const SIZES: (usize, usize) = (32, 4_000);

    /// Learns from a batch that has taken so long.
    fn learn(&mut self, took: Duration) {
        let size = if took > self.wanted * 2 {
            self.size / 2
        } else if took > self.wanted {
            self.size - self.size / 8
        } else {
            self.size + self.size / 8 + 1
        };
        self.size = size.clamp(Self::SIZES.0, Self::SIZES.1);
    }
}

impl Store {
    /// Takes one batch of articles from the queue into the index, whole or not at all.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub fn index(&mut self, pace: &mut Pace) -> Result<Indexed> {
        let start = Instant::now();
        let cache = if pace.wanted > Duration::from_secs(1) {
            CACHE
        } else {
            crate::store::CACHE
        };
        // Should the power go, the queue and the index go back together: the disk need not be waited for.
        self.set("normal", cache)?;
        let indexed = self.index_or_mend(pace.size);
        self.set("full", crate::store::CACHE)?;
        pace.learn(start.elapsed());
        indexed
    }

    /// How far the disk is waited for, and the memory for pages of the database in KiB.
    fn set(&self, synchronous: &str, cache: i64) -> Result<()> {
        let set = |name: &str, value: &dyn ToSql| self.connection.pragma_update(None, name, value);
        set("synchronous", &synchronous)?;
        Ok(set("cache_size", &-cache)?)
    }

    fn index_or_mend(&mut self, size: usize) -> Result<Indexed> {
        match self.index_batch(size) {
            Err(error) if is_broken(&error) => {
                mend(&self.connection)?;
                self.index_batch(size)
            }
            indexed => indexed,
        }
    }

    fn index_batch(&mut self, size: usize) -> Result<Indexed> {
        let immediate = TransactionBehavior::Immediate;
        let transaction = self.connection.transaction_with_behavior(immediate)?;
        if !is_current(&transaction)? {
            begin_anew(&transaction)?;
        }
        let queue = queue(&transaction, size)?;
        if !queue.is_empty() {
            let mut entries = entries(&transaction, &queue)?;
            for entry in &mut entries {
                number(&transaction, entry)?;
            }
            write(&transaction, entries)?;
            let mut done =
                transaction.prepare_cached("DELETE FROM unindexed WHERE article = ?1")?;
            for article in &queue {
                done.execute([article])?;
            }
        }
        transaction.commit()?;
        Ok(Indexed {
            taken: queue.len(),
            more: queue.len() == size,
        })
    }
}

/// The next articles that wait.
fn queue(transaction: &Transaction<'_>, size: usize) -> Result<Vec<i64>> {
    let mut statement = transaction.prepare_cached("SELECT article FROM unindexed LIMIT ?1")?;
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    let articles = statement.query_map([size], |row| row.get(0))?;
    Ok(articles.collect::<rusqlite::Result<_>>()?)
}

/// An article on its way into the index.
struct Entry {
    article: i64,
    /// The day of publication, in days since 1970.
    day: Option<i64>,
    /// Its row in the index; 0 until it has one.
    key: i64,
    title: String,
    body: String,
}

/// The articles of `queue` as they are now; what is no more is taken out of the index.
fn entries(transaction: &Transaction<'_>, queue: &[i64]) -> Result<Vec<Entry>> {
    let sql = "SELECT a.title, a.at, b.text FROM articles a JOIN bodies b ON b.id = \
               (SELECT body FROM revisions WHERE article = a.id ORDER BY told DESC, id DESC LIMIT 1) \
               WHERE a.id = ?1";
    let mut statement = transaction.prepare_cached(sql)?;
    let mut entries = Vec::with_capacity(queue.len());
    for &article in queue {
        let entry = statement.query_row([article], |row| entry(article, row));
        match entry.optional()? {
            Some(entry) => entries.push(entry),
            None => forget(transaction, article)?,
        }
    }
    Ok(entries)
}

impl Entry {
    /// Reduces its texts to the words that are indexed.
    fn reduce(&mut self) {
        for text in [&mut self.title, &mut self.body] {
            let mut words = String::new();
            write_words(text, &mut words);
            *text = words;
        }
    }
}

fn entry(article: i64, row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        article,
        day: row.get::<_, Option<i64>>(1)?.map(|at| at.div_euclid(DAY)),
        key: 0,
        title: row.get(0)?,
        body: row.get(2)?,
    })
}

fn forget(transaction: &Transaction<'_>, article: i64) -> Result<()> {
    let sql = "DELETE FROM indexed WHERE article = ?1 RETURNING key";
    let mut statement = transaction.prepare_cached(sql)?;
    let key = statement.query_row([article], |row| row.get::<_, i64>(0));
    if let Some(key) = key.optional()? {
        transaction
            .prepare_cached("DELETE FROM words WHERE rowid = ?1")?
            .execute([key])?;
    }
    Ok(())
}

/// Gives the article the row that it has, if that is one of its day, else the next one of the day.
fn number(transaction: &Transaction<'_>, entry: &mut Entry) -> Result<()> {
    let first = first_row(entry.day);
    let after = first + (1 << ROOM);
    let mut had = transaction.prepare_cached("SELECT key FROM indexed WHERE article = ?1")?;
    let had = had.query_row([entry.article], |row| row.get::<_, i64>(0));
    if let Some(had) = had.optional()? {
        if (first..after).contains(&had) {
            entry.key = had;
            return Ok(());
        }
        forget(transaction, entry.article)?;
    }
    // More texts than a day has room for count as of the day after.
    let sql = "SELECT max(key) FROM indexed WHERE key BETWEEN ?1 AND ?2";
    let mut last = transaction.prepare_cached(sql)?;
    let mut first = first;
    entry.key = loop {
        let end = first + (1 << ROOM) - 1;
        let last: Option<i64> = last.query_row([first, end], |row| row.get(0))?;
        match last.unwrap_or(first) {
            last if last < end => break last + 1,
            _ => first = end + 1,
        }
    };
    let sql = "INSERT INTO indexed (key, article) VALUES (?1, ?2)";
    let mut insert = transaction.prepare_cached(sql)?;
    insert.execute([entry.key, entry.article])?;
    Ok(())
}

/// Writes the entries into the index, in the order of their rows as it is quickest.
fn write(transaction: &Transaction<'_>, mut entries: Vec<Entry>) -> Result<()> {
    if entries.len() > FEW {
        entries.par_iter_mut().for_each(Entry::reduce);
    } else {
        entries.iter_mut().for_each(Entry::reduce);
    }
    entries.sort_unstable_by_key(|entry| entry.key);
    let sql = "INSERT OR REPLACE INTO words (rowid, body, title) VALUES (?1, ?2, ?3)";
    let mut insert = transaction.prepare_cached(sql)?;
    for entry in &entries {
        insert.execute(params![entry.key, entry.body, entry.title])?;
    }
    let sql = "INSERT OR IGNORE INTO spellings (word) VALUES (?1)";
    let mut insert = transaction.prepare_cached(sql)?;
    for word in spellings(&entries) {
        insert.execute([word])?;
    }
    Ok(())
}

/// The words of the entries that are kept among the spellings, in order.
fn spellings(entries: &[Entry]) -> Vec<&str> {
    let kept = if entries.len() > FEW {
        let parts = entries.par_iter().fold(Spellings::default, with);
        parts.reduce(Spellings::default, |mut all, more| {
            all.extend(more);
            all
        })
    } else {
        entries.iter().fold(Spellings::default(), with)
    };
    let mut kept: Vec<&str> = kept.into_iter().collect();
    kept.sort_unstable();
    kept
}

/// Words, each once.
type Spellings<'a> = RapidHashSet<&'a str>;

/// The same words with those of one more entry.
fn with<'a>(mut kept: Spellings<'a>, entry: &'a Entry) -> Spellings<'a> {
    let words = [&entry.body, &entry.title].into_iter();
    let words = words.flat_map(|text| text.split(' '));
    kept.extend(words.filter(|word| is_kept(word)));
    kept
}
