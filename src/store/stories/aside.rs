//! Gists, set aside on the disk while all articles are grouped, since nothing as large need be held in memory.

use rusqlite::Connection;

use crate::store::Result;
use crate::story::{Digest, Gist};

/// How much of them is held in memory, in KiB.
const CACHE: i64 = 16 << 10;

/// The gists of articles by their places, in a file that is gone with this.
pub(super) struct Aside(Connection);

impl Aside {
    pub(super) fn new() -> Result<Self> {
        // What has no name is kept in a temporary file, as far as it does not fit into the cache.
        let connection = Connection::open("")?;
        connection.pragma_update(None, "journal_mode", "off")?;
        connection.pragma_update(None, "synchronous", "off")?;
        connection.pragma_update(None, "cache_size", -CACHE)?;
        connection.execute_batch("CREATE TABLE gists (place INTEGER PRIMARY KEY, gist BLOB)")?;
        Ok(Self(connection))
    }

    /// Sets the gists of articles aside that stand at `first` and the places after it.
    pub(super) fn put(&mut self, first: usize, digests: &[Digest]) -> Result<()> {
        let transaction = self.0.transaction()?;
        let mut statement = transaction.prepare_cached("INSERT INTO gists VALUES (?1, ?2)")?;
        for (place, digest) in (i64::try_from(first).unwrap_or(i64::MAX)..).zip(digests) {
            statement.execute((place, digest.gist.bytes()))?;
        }
        drop(statement);
        Ok(transaction.commit()?)
    }

    /// The gists of the articles at these places, in this order.
    pub(super) fn load(&self, places: &[u32]) -> Result<Vec<Gist>> {
        let sql = "SELECT gist FROM gists WHERE place = ?1";
        let mut statement = self.0.prepare_cached(sql)?;
        let mut gist = |place: &u32| -> Result<Gist> {
            let read = |row: &rusqlite::Row<'_>| Ok(Gist::read(row.get_ref(0)?.as_blob()?));
            Ok(statement.query_row([place], read)?)
        };
        places.iter().map(&mut gist).collect()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::library::{ArticleId, Paragraph, Revision};
    use crate::story::{Edition, Lector};

    #[test]
    fn gists_come_back_as_they_were_set_aside_in_any_order() {
        let texts = [
            "The ferry Ola Vint ran aground.",
            "",
            "Mayor Oduya said no.",
        ];
        let lector = Lector::default();
        let digest = |(id, text): (u64, &&str)| {
            let paragraph = Paragraph {
                text: (*text).to_owned(),
                ..Paragraph::default()
            };
            let revision = Revision {
                published: "2025-03-04".parse().ok().filter(|_| id > 1),
                paragraphs: vec![paragraph],
                ..Revision::default()
            };
            lector.digest(ArticleId(id), &revision, &Edition::default())
        };
        let digests: Vec<Digest> = (1..).zip(&texts).map(digest).collect();
        let mut aside = Aside::new().unwrap();
        aside.put(0, &digests[..1]).unwrap();
        aside.put(1, &digests[1..]).unwrap();
        let gist = |place: usize| digests[place].gist.clone();
        assert_eq!(aside.load(&[2, 0, 1]).unwrap(), [gist(2), gist(0), gist(1)]);
        assert!(aside.load(&[3]).is_err());
    }
}
