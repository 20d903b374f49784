//! One side of what is kept of stories: where articles are filed, what leads to them, and the edition.

use rapidhash::RapidHashMap;
use rusqlite::{CachedStatement, Connection, OptionalExtension, Row as SqlRow, params};

use super::Turn;
use crate::library::ArticleId;
use crate::store::Result;
use crate::story::{Digest, Edition, Filing, Hints, Sketch, WINDOW, day, product, promises};

/// How many bytes of an edition stand in one row.
const PIECE: usize = 14 << 12;
/// The day of what has no date.
const UNDATED: i64 = -(1 << 31);
/// Marks the key of a copy.
const COPY: i64 = 1 << 30;
/// What nearness is kept in, so that it is a whole number.
const NEAR: f32 = 64.0;

/// The tables of one side.
pub(super) struct Side<'a> {
    connection: &'a Connection,
    side: i64,
}

/// An article, filed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Row {
    /// Its number on this side; no other article ever has it.
    pub(super) n: i64,
    pub(super) article: i64,
    pub(super) tangle: i64,
    /// The number of the article that began its story.
    pub(super) story: i64,
    pub(super) near: i64,
}

/// A place where a hint is, as it is kept: key, day, and number and weight of the article.
pub(super) type Posting = (i64, i64, i64);

impl<'a> Side<'a> {
    /// The side that is looked at.
    pub(super) fn of(connection: &'a Connection, turn: Turn) -> Self {
        let side = turn.side();
        Self { connection, side }
    }

    /// The side on which the next edition is taken.
    pub(super) fn other(connection: &'a Connection, turn: Turn) -> Self {
        let side = 1 - turn.side();
        Self { connection, side }
    }

    /// The statement for which `*` stands in the names of the tables.
    fn prepare(&self, sql: &str) -> Result<CachedStatement<'a>> {
        let sql = sql.replace('*', if self.side == 0 { "0" } else { "1" });
        Ok(self.connection.prepare_cached(&sql)?)
    }

    /// Everything that is filed, in the order of the numbers.
    pub(super) fn rows(&self) -> Result<Vec<Row>> {
        let sql = "SELECT n, article, tangle, story, near FROM placed* ORDER BY n";
        let mut statement = self.prepare(sql)?;
        let rows = statement.query_map([], row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Where an article is filed.
    pub(super) fn row_of(&self, article: i64) -> Result<Option<Row>> {
        let sql = "SELECT n, article, tangle, story, near FROM placed* WHERE article = ?1";
        Ok(self.prepare(sql)?.query_row([article], row).optional()?)
    }

    /// The row of that number, where it is still there.
    pub(super) fn row(&self, n: i64) -> Result<Option<Row>> {
        let sql = "SELECT n, article, tangle, story, near FROM placed* WHERE n = ?1";
        Ok(self.prepare(sql)?.query_row([n], row).optional()?)
    }

    /// What is in a tangle.
    pub(super) fn tangle(&self, tangle: i64) -> Result<Vec<Row>> {
        let sql = "SELECT n, article, tangle, story, near FROM placed* WHERE tangle = ?1";
        let mut statement = self.prepare(sql)?;
        let rows = statement.query_map([tangle], row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How much is in a tangle.
    pub(super) fn size(&self, tangle: i64) -> Result<usize> {
        let sql = "SELECT count(n) FROM placed* WHERE tangle = ?1";
        let size: i64 = self.prepare(sql)?.query_row([tangle], |row| row.get(0))?;
        Ok(usize::try_from(size).unwrap_or(0))
    }

    /// Makes all of a tangle part of another.
    pub(super) fn join(&self, tangle: i64, to: i64) -> Result<()> {
        let sql = "UPDATE placed* SET tangle = ?2 WHERE tangle = ?1";
        self.prepare(sql)?.execute([tangle, to])?;
        Ok(())
    }

    /// Puts an article into a tangle, or one of its own, and into no story yet; its number.
    pub(super) fn place(&self, article: i64, tangle: Option<i64>) -> Result<i64> {
        let sql = "INSERT INTO placed* (article, tangle, story, near) VALUES (?1, ?2, 0, 0)";
        let n = self
            .prepare(sql)?
            .insert([article, tangle.unwrap_or_default()])?;
        if tangle.is_none() {
            let sql = "UPDATE placed* SET tangle = ?1 WHERE n = ?1";
            self.prepare(sql)?.execute([n])?;
        }
        Ok(n)
    }

    /// Writes down a new row.
    pub(super) fn put(&self, row: Row) -> Result<()> {
        let sql =
            "INSERT INTO placed* (n, article, tangle, story, near) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.prepare(sql)?
            .execute([row.n, row.article, row.tangle, row.story, row.near])?;
        Ok(())
    }

    /// Files an article, filed as `before` says, anew.
    pub(super) fn file(&self, before: Row, row: Row) -> Result<()> {
        if (row.story, row.near) != (before.story, before.near) {
            let sql = "UPDATE placed* SET story = ?2, near = ?3 WHERE n = ?1";
            self.prepare(sql)?.execute([row.n, row.story, row.near])?;
        }
        if row.tangle != before.tangle {
            let sql = "UPDATE placed* SET tangle = ?2 WHERE n = ?1";
            self.prepare(sql)?.execute([row.n, row.tangle])?;
        }
        Ok(())
    }

    /// Writes down the sketch of the article of number `n`.
    pub(super) fn sketch(&self, n: i64, sketch: &Sketch) -> Result<()> {
        self.prepare("INSERT INTO sketches* (n, marks) VALUES (?1, ?2)")?
            .execute(params![n, sketch.bytes()])?;
        Ok(())
    }

    /// Takes a row out. Its hints stay and lead nowhere, as its number does not come again.
    pub(super) fn remove(&self, n: i64) -> Result<()> {
        for sql in [
            "DELETE FROM placed* WHERE n = ?1",
            "DELETE FROM sketches* WHERE n = ?1",
        ] {
            self.prepare(sql)?.execute([n])?;
        }
        Ok(())
    }

    /// The highest number that was ever given.
    pub(super) fn last(&self) -> Result<i64> {
        let sql = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'placed*'";
        Ok(self.prepare(sql)?.query_row([], |row| row.get(0))?)
    }

    /// Writes postings down.
    pub(super) fn post(&self, postings: &[Posting]) -> Result<()> {
        let mut statement = self.prepare("INSERT OR IGNORE INTO hints* VALUES (?1, ?2, ?3)")?;
        for &(key, day, mark) in postings {
            statement.execute([key, day, mark])?;
        }
        Ok(())
    }

    /// The numbers of articles that are worth comparing with one, in order.
    pub(super) fn promising(&self, digest: &Digest) -> Result<Vec<i64>> {
        let own = digest.gist.at.map(day);
        let mut promised = self.promised(&digest.hints, own)?;
        promised.retain(|_, (promise, other)| promises(*promise, own, dated(*other)));
        // In the order in which they are kept: neighbours stand on one page.
        let mut met: Vec<(i64, i64)> = promised
            .into_iter()
            .map(|(n, (_, other))| (n, other))
            .collect();
        met.sort_unstable();
        let is_like =
            |sketch: &Sketch, other: i64| digest.sketch.is_like(sketch, (own, dated(other)));
        let mut found = self.look_at(&met, is_like)?;
        let copies = self.copies(&digest.hints)?;
        let is_copied = |sketch: &Sketch, _| digest.sketch.is_copied(sketch);
        found.extend(self.look_at(&copies, is_copied)?);
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// Those of the articles of these numbers and days that are still there and whose sketches pass.
    fn look_at(
        &self,
        met: &[(i64, i64)],
        passes: impl Fn(&Sketch, i64) -> bool,
    ) -> Result<Vec<i64>> {
        let mut statement = self.prepare("SELECT marks FROM sketches* WHERE n = ?1")?;
        let mut found = Vec::new();
        for &(n, day) in met {
            let mut rows = statement.query([n])?;
            if let Some(row) = rows.next()? {
                let sketch = Sketch::read(row.get_ref(0)?.as_blob().unwrap_or_default());
                found.extend(passes(&sketch, day).then_some(n));
            }
        }
        Ok(found)
    }

    /// How much each article of near days promises to be like one with these hints, by their numbers, with its day.
    fn promised(&self, hints: &Hints, own: Option<i64>) -> Result<RapidHashMap<i64, (f32, i64)>> {
        let sql = "SELECT day, mark FROM hints* WHERE key = ?1 AND day BETWEEN ?2 AND ?3";
        let mut statement = self.prepare(sql)?;
        let mut ranges = vec![(UNDATED, i64::MAX)];
        if let Some(day) = own {
            ranges = vec![(UNDATED, UNDATED), (day - WINDOW, day + WINDOW)];
        }
        let mut promised: RapidHashMap<i64, (f32, i64)> = RapidHashMap::default();
        for hint in &hints.terms {
            for (first, last) in &ranges {
                let mut rows = statement.query(params![hint.key, first, last])?;
                while let Some(row) = rows.next()? {
                    let (day, mark): (i64, i64) = (row.get(0)?, row.get(1)?);
                    let value = u8::try_from(mark & 0xff).unwrap_or(0);
                    let promise = promised.entry(mark >> 8).or_insert((0.0, day));
                    promise.0 += product(hint.value, value);
                }
            }
        }
        Ok(promised)
    }

    /// The numbers of articles that are led to as copies of one with these hints, of whatever day.
    fn copies(&self, hints: &Hints) -> Result<Vec<(i64, i64)>> {
        let Some(copy) = hints.copy else {
            return Ok(Vec::new());
        };
        let mut statement = self.prepare("SELECT mark FROM hints* WHERE key = ?1 AND day = 0")?;
        let marks = statement.query_map([COPY | i64::from(copy)], |row| row.get::<_, i64>(0))?;
        marks.map(|mark| Ok((mark? >> 8, UNDATED))).collect()
    }

    /// The edition by which the articles of this side were filed.
    pub(super) fn edition(&self) -> Result<Edition> {
        let mut statement = self.prepare("SELECT articles, terms FROM edition* ORDER BY part")?;
        let mut rows = statement.query([])?;
        let (mut articles, mut bytes) = (0, Vec::new());
        while let Some(row) = rows.next()? {
            articles = usize::try_from(row.get::<_, i64>(0)?).unwrap_or(0);
            bytes.extend_from_slice(row.get_ref(1)?.as_blob().unwrap_or_default());
        }
        Ok(Edition::read(articles, &bytes))
    }

    /// The pieces in which an edition is kept, to be written one by one.
    pub(super) fn put_edition(&self, part: usize, articles: usize, terms: &[u8]) -> Result<()> {
        let sql = "INSERT INTO edition* (part, articles, terms) VALUES (?1, ?2, ?3)";
        let number = |number| i64::try_from(number).unwrap_or(i64::MAX);
        self.prepare(sql)?
            .execute(params![number(part), number(articles), terms])?;
        Ok(())
    }

    /// Takes everything out.
    pub(super) fn clear(&self) -> Result<()> {
        for sql in [
            "DELETE FROM placed*",
            "DELETE FROM hints*",
            "DELETE FROM sketches*",
            "DELETE FROM edition*",
        ] {
            self.prepare(sql)?.execute([])?;
        }
        Ok(())
    }

    /// Puts articles into the queue that were filed on this side after number `last`.
    pub(super) fn queue_after(&self, last: i64) -> Result<()> {
        let sql =
            "INSERT OR IGNORE INTO ungrouped (article) SELECT article FROM placed* WHERE n > ?1";
        self.prepare(sql)?.execute([last])?;
        Ok(())
    }
}

fn row(row: &SqlRow<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        n: row.get(0)?,
        article: row.get(1)?,
        tangle: row.get(2)?,
        story: row.get(3)?,
        near: row.get(4)?,
    })
}

/// Whole pieces of an edition's bytes.
pub(super) fn pieces(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.chunks(PIECE)
}

/// What leads to the article of number `n`.
pub(super) fn postings(n: i64, digest: &Digest) -> Vec<Posting> {
    let day = digest.gist.at.map(day);
    let terms = digest.hints.terms.iter();
    let terms = terms.map(|hint| of_term(hint.key, day, n, hint.value));
    let copy = digest.hints.copy.map(|copy| of_copy(copy, n));
    terms.chain(copy).collect()
}

/// The place where a term leads to the article of number `n` and that day.
pub(super) fn of_term(key: u32, day: Option<i64>, n: i64, value: u8) -> Posting {
    (
        key.into(),
        day.unwrap_or(UNDATED),
        n << 8 | i64::from(value),
    )
}

/// The place where a copy leads to the article of number `n`.
pub(super) fn of_copy(key: u32, n: i64) -> Posting {
    (COPY | i64::from(key), 0, n << 8)
}

/// The day that is kept so.
fn dated(day: i64) -> Option<i64> {
    (day != UNDATED).then_some(day)
}

/// Nearness as it is kept.
#[expect(clippy::cast_possible_truncation, reason = "far below 2^31")]
pub(super) fn kept_near(near: f32) -> i64 {
    (near * NEAR).round() as i64
}

/// In which story each article is, by rows in the order of their numbers.
pub(super) fn filings(rows: &[Row]) -> Vec<Filing> {
    let id = |article: i64| ArticleId(article.cast_unsigned());
    let row_of = |n: i64, near: usize| {
        // Where no number between them has been taken out, it stands as far off as its number is.
        let off = usize::try_from(rows[near].n.abs_diff(n)).unwrap_or(usize::MAX);
        let guess = if n < rows[near].n {
            near.checked_sub(off)
        } else {
            near.checked_add(off)
        };
        let guessed = guess.and_then(|at| rows.get(at)).filter(|row| row.n == n);
        guessed.or_else(|| rows.get(rows.binary_search_by_key(&n, |row| row.n).ok()?))
    };
    let filing = |(at, row): (usize, &Row)| Filing {
        article: id(row.article),
        story: id(row_of(row.story, at).map_or(row.article, |story| story.article)),
        #[expect(clippy::cast_precision_loss, reason = "far below 2^24")]
        near: row.near as f32 / NEAR,
    };
    rows.iter().enumerate().map(filing).collect()
}
