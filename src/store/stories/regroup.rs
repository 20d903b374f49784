//! Takes a new edition and groups all articles by it, on the side that is not looked at.

use rapidhash::RapidHashMap;
use std::panic::resume_unwind;
use std::sync::mpsc;
use std::thread;

use rayon::prelude::*;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::aside::Aside;
use super::side::{Posting, Row, Side, kept_near, of_copy, of_term, pieces};
use super::{Tell, Turn, reading};
use crate::library::{ArticleId, Catalogue, Revision};
use crate::store::{Error, Result, ties, turns};
use crate::story::{self, Counter, Edition, Gathering, Index, Lector, Lot, Parts, SAMPLE};

/// How many texts are read at once.
const TEXTS: usize = 1_000;
/// How many rows are written in one transaction.
const ROWS: usize = if cfg!(test) { 5 } else { 5_000 };

/// Groups all articles of `library` anew, and has that looked at once it is done.
pub(super) fn regroup(
    connection: &mut Connection,
    library: &Catalogue,
    lector: &Lector,
    tell: Tell<'_>,
) -> Result<()> {
    let (work, ids) = Work::begin(connection, library)?;
    let edition = edition(connection, &ids, lector)?;
    let ties = ties::read(connection)?;
    let total = ids.len();
    let mut gathering = Gathering::with_room(total);
    let mut aside = Aside::new()?;
    let mut put = Ok(());
    read(
        connection,
        &ids,
        |id, text| lector.digest(id, text, &edition),
        |batch| {
            if put.is_ok() {
                put = aside.put(gathering.len(), &batch);
            }
            for digest in batch {
                gathering.add(digest);
            }
            tell(gathering.len(), total);
        },
    )?;
    put?;
    drop(ids);
    work.write_edition(connection, &edition)?;
    drop(edition);
    let index = gathering.index();
    let parts = index.parts(&ties);
    work.write_leads(connection, &index, &parts)?;
    drop(index);
    parts.settle(
        &ties,
        |places| aside.load(places),
        |lot| work.write_lot(connection, &lot),
    )?;
    work.finish(connection)
}

/// The edition of the articles of the lowest ids: which these are depends on the set of all alone.
fn edition(connection: &Connection, ids: &[i64], lector: &Lector) -> Result<Edition> {
    let mut sample = ids.to_vec();
    sample.sort_unstable_by_key(|id| id.cast_unsigned());
    sample.truncate(SAMPLE);
    if sample.len() < ids.len() {
        let taken: std::collections::HashSet<i64> = sample.into_iter().collect();
        sample = ids
            .iter()
            .copied()
            .filter(|id| taken.contains(id))
            .collect();
    }
    let mut counter = Counter::default();
    read(
        connection,
        &sample,
        |_, text| lector.terms(text),
        |batch| {
            for terms in batch {
                counter.count(&terms);
            }
        },
    )?;
    Ok(counter.edition())
}

/// Reads the newest revisions of articles, makes something of each on all cores, and hands it on in order.
fn read<T: Send>(
    connection: &Connection,
    ids: &[i64],
    make: impl Fn(ArticleId, &Revision) -> T + Sync,
    mut take: impl FnMut(Vec<T>) + Send,
) -> Result<()> {
    let (sender, ready) = mpsc::sync_channel::<Vec<(ArticleId, Revision)>>(1);
    thread::scope(|scope| {
        // While one lot is reckoned with, the next is read.
        let made = scope.spawn(|| {
            for texts in ready {
                take(texts.par_iter().map(|(id, text)| make(*id, text)).collect());
            }
        });
        for ids in ids.chunks(TEXTS) {
            let mut texts = Vec::with_capacity(ids.len());
            for &id in ids {
                let text = reading::latest(connection, id)?;
                texts.extend(text.map(|text| (ArticleId(id.cast_unsigned()), text)));
            }
            if sender.send(texts).is_err() {
                break; // it has panicked, which is told below
            }
        }
        drop(sender);
        made.join().unwrap_or_else(|panic| resume_unwind(panic));
        Ok(())
    })
}

/// A grouping of all on its way.
pub(super) struct Work {
    turn: Turn,
    /// The last that was queued when it began.
    queued: i64,
    /// The last number on the side that is looked at when it began.
    last: i64,
}

impl Work {
    /// Begins, and so ends what others have begun; gives the articles that are to be grouped, too.
    fn begin(connection: &mut Connection, library: &Catalogue) -> Result<(Self, Vec<i64>)> {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before = Turn::read(&transaction)?;
        let turn = Turn {
            begun: before.begun + 1,
            ..before
        };
        turn.write(&transaction)?;
        Side::other(&transaction, turn).clear()?;
        let sql = "SELECT coalesce(max(seq), 0) FROM ungrouped";
        let work = Self {
            turn,
            queued: transaction.query_row(sql, [], |row| row.get(0))?,
            last: Side::of(&transaction, turn).last()?,
        };
        let mut ids = reading::in_order(&transaction)?;
        transaction.commit()?;
        let mut seen = vec![false; library.len()];
        ids.retain(|id| {
            let row = library.row_of(ArticleId(id.cast_unsigned()));
            row.is_some_and(|row| !std::mem::replace(&mut seen[row], true))
        });
        Ok((work, ids))
    }

    /// A transaction of this work; none where somebody else has begun another since.
    fn step<'a>(&self, connection: &'a mut Connection) -> Result<Transaction<'a>> {
        turns::give_way();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let turn = Turn::read(&transaction)?;
        if (turn.begun, turn.done) != (self.turn.begun, self.turn.done) {
            return Err(Error::Contended);
        }
        Ok(transaction)
    }

    fn write_edition(&self, connection: &mut Connection, edition: &Edition) -> Result<()> {
        let bytes = edition.bytes();
        let nothing: &[u8] = &[];
        let none = bytes.is_empty().then_some(nothing);
        for (part, piece) in pieces(&bytes).chain(none).enumerate() {
            let step = self.step(connection)?;
            Side::other(&step, self.turn).put_edition(part, edition.articles(), piece)?;
            step.commit()?;
        }
        Ok(())
    }

    /// Writes down what leads to articles, and what tells them apart.
    fn write_leads(&self, connection: &mut Connection, index: &Index, parts: &Parts) -> Result<()> {
        let number = |place: u32| number(parts.rank(place));
        let term = |posting: &story::Posting| {
            of_term(
                posting.key,
                posting.day(),
                number(posting.place),
                posting.value,
            )
        };
        let copy = |&(key, place): &(u32, u32)| of_copy(key, number(place));
        let terms = index
            .postings()
            .chunks(4 * ROWS)
            .map(|lot| lot.iter().map(term).collect::<Vec<Posting>>());
        let copies = index
            .copies()
            .chunks(4 * ROWS)
            .map(|lot| lot.iter().map(copy).collect::<Vec<Posting>>());
        for mut postings in terms.chain(copies) {
            // They are in order but for the numbers.
            postings.sort_unstable();
            let step = self.step(connection)?;
            Side::other(&step, self.turn).post(&postings)?;
            step.commit()?;
        }
        let places: Vec<u32> = parts.places().collect();
        let mut n = 0;
        for places in places.chunks(ROWS) {
            let step = self.step(connection)?;
            let side = Side::other(&step, self.turn);
            for &place in places {
                n += 1;
                side.sketch(n, index.sketch(place))?;
            }
            step.commit()?;
        }
        Ok(())
    }

    /// Writes down where articles are filed.
    fn write_lot(&self, connection: &mut Connection, lot: &Lot) -> Result<()> {
        let articles = lot.articles.iter();
        let numbers: RapidHashMap<ArticleId, i64> = articles
            .map(|&(article, rank)| (article, number(rank)))
            .collect();
        let mut rows = Vec::with_capacity(numbers.len());
        for settled in &lot.settled {
            let tangle = settled.iter().map(|filing| numbers[&filing.article]).min();
            rows.extend(settled.iter().map(|filing| Row {
                n: numbers[&filing.article],
                article: filing.article.0.cast_signed(),
                tangle: tangle.unwrap_or(0),
                story: numbers[&filing.story],
                near: kept_near(filing.near),
            }));
        }
        rows.sort_unstable_by_key(|row| row.n);
        for rows in rows.chunks(ROWS) {
            let step = self.step(connection)?;
            let side = Side::other(&step, self.turn);
            rows.iter().try_for_each(|row| side.put(*row))?;
            step.commit()?;
        }
        Ok(())
    }

    /// Has the new side looked at. What came in since stays in the queue, or comes back into it.
    pub(super) fn finish(self, connection: &mut Connection) -> Result<()> {
        let step = self.step(connection)?;
        step.execute("DELETE FROM ungrouped WHERE seq <= ?1", [self.queued])?;
        Side::of(&step, self.turn).queue_after(self.last)?;
        let turn = Turn {
            done: self.turn.done + 1,
            since: 0,
            ..self.turn
        };
        turn.write(&step)?;
        step.commit()?;
        let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if Turn::read(&step)? == turn {
            Side::other(&step, turn).clear()?;
        }
        Ok(step.commit()?)
    }
}

/// The number under which the article of a rank is filed.
fn number(rank: u32) -> i64 {
    i64::from(rank) + 1
}

/// A grouping that has been begun, and of which a part has been written.
#[cfg(test)]
pub(super) fn begun(connection: &mut Connection, library: &Catalogue) -> Result<Work> {
    let (work, ids) = Work::begin(connection, library)?;
    let step = work.step(connection)?;
    for (n, &article) in (1..).zip(&ids[..ids.len() / 2]) {
        let (tangle, story, near) = (n, n, 0);
        Side::other(&step, work.turn).put(Row {
            n,
            article,
            tangle,
            story,
            near,
        })?;
    }
    step.commit()?;
    Ok(work)
}
