//! Files articles one by one among those that are filed.

use std::collections::BTreeSet;
use std::sync::Arc;

use rapidhash::RapidHashMap;
use rusqlite::Connection;

use super::reading;
use super::side::{Row, Side, kept_near, postings};
use crate::library::ArticleId;
use crate::library::ties::{Bond, Ties};
use crate::store::Result;
use crate::story::{Digest, Edition, Lector, MOST, nearness, settle};

/// How many digests are kept at hand.
const AT_HAND: usize = 8_000;

/// Digests of articles that are filed, by their numbers.
pub(super) type Digests = RapidHashMap<i64, Arc<Digest>>;

/// Files articles on one side, within one transaction.
pub(super) struct Desk<'a> {
    pub(super) connection: &'a Connection,
    pub(super) side: Side<'a>,
    pub(super) edition: &'a Edition,
    pub(super) lector: &'a Lector,
    pub(super) digests: &'a mut Digests,
    pub(super) ties: Ties,
}

impl Desk<'_> {
    /// Files articles as they are now; those of which `is_of_it` is false, and those that are no more, are
    /// taken out.
    pub(super) fn file(
        &mut self,
        articles: &[i64],
        is_of_it: &dyn Fn(ArticleId) -> bool,
    ) -> Result<()> {
        if self.digests.len() > AT_HAND {
            self.digests.clear();
        }
        let mut touched = BTreeSet::new();
        for &article in articles {
            if let Some(row) = self.side.row_of(article)? {
                touched.insert(row.tangle);
                self.side.remove(row.n)?;
                self.digests.remove(&row.n);
            }
            let id = ArticleId(article.cast_unsigned());
            let text = match is_of_it(id) {
                true => reading::latest(self.connection, article)?,
                false => None,
            };
            if let Some(text) = text {
                let digest = self.lector.digest(id, &text, self.edition);
                self.place(digest, &mut touched)?;
            }
        }
        for tangle in touched {
            self.settle(tangle)?;
        }
        Ok(())
    }

    /// Puts a new digest into the tangle that it makes of those that it touches.
    fn place(&mut self, digest: Digest, touched: &mut BTreeSet<i64>) -> Result<()> {
        let neighbours = self.neighbours(&digest)?;
        let n = self.side.place(digest.article.0.cast_signed())?;
        self.side.post(&postings(n, digest.at, &digest.hints))?;
        self.digests.insert(n, Arc::new(digest));
        let mut size = 1;
        for neighbour in neighbours {
            // It may have come into this tangle by an earlier neighbour.
            let Some(row) = self.side.row(neighbour)? else {
                continue;
            };
            if row.tangle == n {
                continue;
            }
            let more = self.side.size(row.tangle)?;
            if size + more <= MOST {
                self.side.join(row.tangle, n)?;
                touched.remove(&row.tangle);
                size += more;
            }
        }
        touched.insert(n);
        Ok(())
    }

    /// The numbers of the articles that an article hangs together with: those that a person has joined it to,
    /// and those that are near, the nearest first.
    fn neighbours(&mut self, digest: &Digest) -> Result<Vec<i64>> {
        let mut found = Vec::new();
        for (other, bond) in self.ties.of(digest.article) {
            let row = self.side.row_of(other.0.cast_signed())?;
            found.extend(row.filter(|_| bond == Bond::Together).map(|row| row.n));
        }
        let mut near = Vec::new();
        for n in self.side.promising(digest)? {
            if let Some(row) = self.side.row(n)? {
                let other = self.digest(&row)?;
                let affinity = nearness(digest, &other);
                near.extend(
                    affinity
                        .filter(|&near| near >= 1.0)
                        .map(|near| (near, other.article, n)),
                );
            }
        }
        near.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.extend(near.into_iter().map(|(_, _, n)| n));
        Ok(found)
    }

    /// The digest of an article that is filed. A text that cannot be found any more is one that says nothing.
    fn digest(&mut self, row: &Row) -> Result<Arc<Digest>> {
        if let Some(known) = self.digests.get(&row.n) {
            return Ok(Arc::clone(known));
        }
        let text = reading::latest(self.connection, row.article)?.unwrap_or_default();
        let id = ArticleId(row.article.cast_unsigned());
        let digest = Arc::new(self.lector.digest(id, &text, self.edition));
        self.digests.insert(row.n, Arc::clone(&digest));
        Ok(digest)
    }

    /// Settles what is in a tangle, which may part into several.
    fn settle(&mut self, tangle: i64) -> Result<()> {
        let rows = self.side.tangle(tangle)?;
        let mut digests = Vec::with_capacity(rows.len());
        for row in &rows {
            digests.push(self.digest(row)?);
        }
        let ids = rows
            .iter()
            .map(|row| ArticleId(row.article.cast_unsigned()));
        let by_id: RapidHashMap<ArticleId, Row> = ids.zip(rows.iter().copied()).collect();
        let digests = digests.iter().map(AsRef::as_ref).collect();
        for settled in settle(digests, &self.ties) {
            let numbers = settled.iter().map(|filing| by_id[&filing.article].n);
            let tangle = numbers.min().unwrap_or(tangle);
            for filing in &settled {
                let before = by_id[&filing.article];
                let row = Row {
                    tangle,
                    story: by_id[&filing.story].n,
                    near: kept_near(filing.near),
                    ..before
                };
                if row != before {
                    self.side.put(row)?;
                }
            }
        }
        Ok(())
    }
}
