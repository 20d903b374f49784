//! Groupings of paths that were named for once, remembered: the same articles are not grouped twice.

use std::sync::Arc;

use rapidhash::v3::rapidhash_v3;
use rusqlite::{OptionalExtension, params};

use crate::library::ties::{Bond, Ties};
use crate::library::{ArticleId, Catalogue};
use crate::store::{Result, Store};
use crate::story::{Edition, Filing, Grouping, Reasons};
use crate::text::moment::Moment;

/// Number of the rules by which articles are grouped; another one whenever these change what comes out.
const RULES: u32 = 2;
/// How many groupings are remembered.
const REMEMBERED: i64 = 3;
/// How many bytes an article has where a grouping is remembered: id, id of its story, nearness.
const ENTRY: usize = 20;

/// What tells articles, as they are now, and the ties between them from all others.
pub(in crate::store) fn mark(catalogue: &Catalogue, ties: &Ties) -> u64 {
    let mut entries: Vec<_> = catalogue.entries().collect();
    entries.sort_unstable_by_key(|entry| entry.id());
    let mut bytes = RULES.to_le_bytes().to_vec();
    for entry in entries {
        bytes.extend(entry.id().0.to_le_bytes());
        let published = entry.published().map_or(i64::MIN, Moment::seconds);
        bytes.extend(published.to_le_bytes());
        bytes.extend(entry.words().to_le_bytes());
        bytes.extend(entry.revisions().to_le_bytes());
        bytes.extend(rapidhash_v3(entry.title().as_bytes()).to_le_bytes());
    }
    for (one, other, bond) in ties.latest_first() {
        if catalogue.get(one).is_some() && catalogue.get(other).is_some() {
            bytes.extend(one.0.to_le_bytes());
            bytes.extend(other.0.to_le_bytes());
            bytes.push(u8::from(bond == Bond::Together));
        }
    }
    rapidhash_v3(&bytes)
}

impl Store {
    /// The grouping that was remembered under `mark`.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub(in crate::store) fn remembered(&self, mark: u64) -> Result<Option<Grouping>> {
        let sql = "SELECT filings, articles, terms FROM groupings WHERE mark = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let found = statement.query_row([mark.cast_signed()], |row| {
            let edition = Edition::read(
                usize::try_from(row.get::<_, i64>(1)?).unwrap_or(0),
                row.get_ref(2)?.as_blob().unwrap_or_default(),
            );
            Ok(Grouping {
                filings: filings(row.get_ref(0)?.as_blob().unwrap_or_default()),
                reasons: Reasons {
                    edition: Arc::new(edition),
                    ..Reasons::default()
                },
            })
        });
        Ok(found.optional()?)
    }

    /// Remembers a grouping under `mark`, and forgets the one that was remembered before all others.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub(in crate::store) fn remember(&mut self, mark: u64, grouping: &Grouping) -> Result<()> {
        let transaction = self.connection.transaction()?;
        let sql = "INSERT OR REPLACE INTO groupings (mark, filings, articles, terms) VALUES (?1, ?2, ?3, ?4)";
        let edition = &grouping.reasons.edition;
        let last = transaction.prepare_cached(sql)?.insert(params![
            mark.cast_signed(),
            bytes(&grouping.filings),
            i64::try_from(edition.articles()).unwrap_or(i64::MAX),
            edition.bytes(),
        ])?;
        let forget = "DELETE FROM groupings WHERE id <= ?1";
        transaction
            .prepare_cached(forget)?
            .execute([last - REMEMBERED])?;
        Ok(transaction.commit()?)
    }
}

fn bytes(filings: &[Filing]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(filings.len() * ENTRY);
    for filing in filings {
        bytes.extend(filing.article.0.to_le_bytes());
        bytes.extend(filing.story.0.to_le_bytes());
        bytes.extend(filing.near.to_le_bytes());
    }
    bytes
}

fn filings(bytes: &[u8]) -> Vec<Filing> {
    let filing = |entry: &[u8; ENTRY]| {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, near @ ..] = *entry;
        Filing {
            article: ArticleId(u64::from_le_bytes([a, b, c, d, e, f, g, h])),
            story: ArticleId(u64::from_le_bytes([i, j, k, l, m, n, o, p])),
            near: f32::from_le_bytes(near),
        }
    };
    let (entries, _) = bytes.as_chunks::<ENTRY>();
    entries.iter().map(filing).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use tempfile::TempDir;

    use super::*;
    use crate::library::ties::Tie;
    use crate::library::{Article, Library, Revision};
    use crate::store::tests::open;

    fn catalogue(ids: &[u64], words: usize) -> Catalogue {
        let revision = Revision {
            counted: Some(words),
            ..Revision::default()
        };
        let article = |&id: &u64| Article {
            id: ArticleId(id),
            source: None,
            url: None,
            revisions: vec![revision.clone()],
        };
        Catalogue::of(&Library::new(ids.iter().map(article).collect()))
    }

    #[test]
    fn a_mark_tells_other_articles_other_texts_and_other_ties() {
        let none = Ties::default();
        let tied = |one, other| {
            let tie = Tie::new(ArticleId(one), ArticleId(other), Some(Bond::Apart));
            [tie].into_iter().collect::<Ties>()
        };
        let first = mark(&catalogue(&[1, 2], 9), &none);
        assert_eq!(first, mark(&catalogue(&[2, 1], 9), &none));
        assert_ne!(first, mark(&catalogue(&[1, 2, 3], 9), &none));
        assert_ne!(first, mark(&catalogue(&[1, 2], 8), &none));
        assert_ne!(first, mark(&catalogue(&[1, 2], 9), &tied(1, 2)));
        assert_eq!(
            first,
            mark(&catalogue(&[1, 2], 9), &tied(1, 7)),
            "one that is not there"
        );
    }

    #[test]
    fn the_last_groupings_are_remembered() {
        let place = TempDir::new().unwrap();
        let mut store = open(place.path());
        let filing = Filing {
            article: ArticleId(u64::MAX),
            story: ArticleId(7),
            near: 1.5,
        };
        let grouping = Grouping {
            filings: vec![filing],
            ..Grouping::default()
        };
        for mark in 1..=4 {
            store.remember(mark, &grouping).unwrap();
        }
        let found = |mark| store.remembered(mark).unwrap().map(|found| found.filings);
        assert_eq!(found(1), None);
        assert_eq!(found(4), Some(vec![filing]));
    }
}
