//! What the newest revisions of articles say, read from the store in bulk.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::library::Revision;
use crate::store::{Result, row};
use crate::text::moment::Moment;

/// What is read of a revision and its body.
const COLUMNS: &str =
    "r.title, r.derived, r.published, r.language, b.kinds, b.omitted, b.cleaned, b.text";

/// The newest revision of an article, as far as it is grouped by it.
pub(super) fn latest(connection: &Connection, article: i64) -> Result<Option<Revision>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM revisions r JOIN bodies b ON b.id = r.body WHERE r.article = ?1 \
         ORDER BY r.told DESC, r.id DESC LIMIT 1"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row([article], revision).optional()?)
}

fn revision(row: &Row<'_>) -> rusqlite::Result<Revision> {
    let published = row.get_ref(2)?.as_str_or_null()?;
    let mut revision = Revision {
        title: row.get(0)?,
        title_derived: row.get(1)?,
        published: published.and_then(|text| text.parse::<Moment>().ok()),
        language: row.get(3)?,
        ..Revision::default()
    };
    row::body(row, 4)?.fill(&mut revision);
    Ok(revision)
}

/// All articles in the order in which their texts are kept, so that reading them goes straight on.
pub(super) fn in_order(connection: &Connection) -> Result<Vec<i64>> {
    let sql = "SELECT article FROM revisions ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
