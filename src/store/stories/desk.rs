//! Files articles one by one among those that are filed.

use std::collections::BTreeSet;
use std::sync::Arc;

use rapidhash::RapidHashMap;
use rayon::prelude::*;
use rusqlite::Connection;

use super::reading;
use super::side::{Row, Side, kept_near, postings};
use crate::library::ties::{Bond, Ties};
use crate::library::{ArticleId, Revision};
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
            let text = if is_of_it(id) {
                reading::latest(self.connection, article)?
            } else {
                None
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
        let (mut tangle, mut size) = (None, 1);
        for neighbour in self.neighbours(&digest)? {
            // It may have come into this tangle by an earlier neighbour.
            let row = self.side.row(neighbour)?;
            let Some(row) = row.filter(|row| tangle != Some(row.tangle)) else {
                continue;
            };
            let more = self.side.size(row.tangle)?;
            if size + more > MOST {
                continue;
            }
            size += more;
            if let Some(tangle) = tangle {
                self.side.join(row.tangle, tangle)?;
                touched.remove(&row.tangle);
            } else {
                tangle = Some(row.tangle);
            }
        }
        let article = digest.gist.article.0.cast_signed();
        let n = self.side.place(article, tangle)?;
        self.side.sketch(n, &digest.sketch)?;
        self.side.post(&postings(n, &digest))?;
        self.digests.insert(n, Arc::new(digest));
        touched.insert(tangle.unwrap_or(n));
        Ok(())
    }

    /// The numbers of the articles that an article hangs together with: those that a person has joined it to,
    /// and those that are near, the nearest first.
    fn neighbours(&mut self, digest: &Digest) -> Result<Vec<i64>> {
        let mut found = Vec::new();
        for (other, bond) in self.ties.of(digest.gist.article) {
            let row = self.side.row_of(other.0.cast_signed())?;
            found.extend(row.filter(|_| bond == Bond::Together).map(|row| row.n));
        }
        let mut near = Vec::new();
        let mut rows = Vec::new();
        for n in self.side.promising(digest)? {
            rows.extend(self.side.row(n)?);
        }
        self.fetch(&rows)?;
        for row in rows {
            let Some(other) = self.digests.get(&row.n) else {
                continue;
            };
            let affinity = nearness(&digest.gist, &other.gist).filter(|&near| near >= 1.0);
            near.extend(affinity.map(|near| (near, other.gist.article, row.n)));
        }
        near.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.extend(near.into_iter().map(|(_, _, n)| n));
        Ok(found)
    }

    /// Makes the digests of articles that are filed, on all cores, as far as they are not at hand. A
    /// text that cannot be found any more is one that says nothing.
    fn fetch(&mut self, rows: &[Row]) -> Result<()> {
        let mut texts = Vec::new();
        for row in rows.iter().filter(|row| !self.digests.contains_key(&row.n)) {
            let text = reading::latest(self.connection, row.article)?;
            texts.push((
                row.n,
                ArticleId(row.article.cast_unsigned()),
                text.unwrap_or_default(),
            ));
        }
        let digest = |(n, id, text): &(i64, ArticleId, Revision)| {
            (*n, Arc::new(self.lector.digest(*id, text, self.edition)))
        };
        let made: Vec<(i64, Arc<Digest>)> = texts.par_iter().map(digest).collect();
        self.digests.extend(made);
        Ok(())
    }

    /// Settles what is in a tangle, which may part into several.
    fn settle(&mut self, tangle: i64) -> Result<()> {
        let rows = self.side.tangle(tangle)?;
        self.fetch(&rows)?;
        let digests = rows.iter().filter_map(|row| self.digests.get(&row.n));
        let digests: Vec<Arc<Digest>> = digests.cloned().collect();
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
                self.side.file(before, row)?;
            }
        }
        Ok(())
    }
}
