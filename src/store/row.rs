//! Revisions and bodies out of rows of their tables.

use rusqlite::Row;

use super::body::Body;
use crate::library::names::{Names, Place};
use crate::library::revisions::Known;
use crate::library::{ArticleId, Revision};
use crate::text::moment::Moment;

/// The columns of a revision without its body, of table `r`.
pub(super) const HEADLINE: &str = "r.id, r.article, r.file, r.place, r.body, r.hash, r.told, r.seen, \
    r.minor, r.title, r.derived, r.author, r.published, r.updated, r.language, r.source, r.url, r.own, \
    r.entry, r.given, r.words";

/// How many columns these are.
pub(super) const COLUMNS: usize = 21;

/// A revision out of the columns of [`HEADLINE`], without its body; its place names no file yet.
pub(super) fn known(row: &Row<'_>) -> rusqlite::Result<Known> {
    let id = |index| {
        row.get::<_, i64>(index)
            .map(|id| ArticleId(id.cast_unsigned()))
    };
    let moment = |index| -> rusqlite::Result<Option<Moment>> {
        let text = row.get_ref(index)?.as_str_or_null()?;
        Ok(text.and_then(|text| text.parse().ok()))
    };
    Ok(Known {
        row: row.get(0)?,
        article: id(1)?,
        told: row.get(6)?,
        hash: row.get::<_, i64>(5)?.cast_unsigned(),
        names: Names {
            source: row.get(15)?,
            url: row.get(16)?,
            own: row.get(17)?,
            entry: row.get(18)?,
            given: row
                .get::<_, Option<i64>>(19)?
                .map(|id| ArticleId(id.cast_unsigned())),
        },
        revision: Revision {
            title: row.get(9)?,
            title_derived: row.get(10)?,
            author: row.get(11)?,
            published: moment(12)?,
            updated: moment(13)?,
            language: row.get(14)?,
            seen: Moment::at(row.get(7)?),
            minor: row.get(8)?,
            counted: row.get::<_, i64>(20)?.try_into().ok(),
            ..Revision::default()
        },
        place: Place {
            file: Vec::new(),
            index: row.get::<_, i64>(3)?.try_into().unwrap_or(0),
        },
        folder: None,
    })
}

/// A body out of the columns kinds, omitted, cleaned and text, which begin at `first`.
pub(super) fn body(row: &Row<'_>, first: usize) -> rusqlite::Result<Body> {
    Ok(Body {
        kinds: row.get(first)?,
        omitted: row.get(first + 1)?,
        cleaned: row.get(first + 2)?,
        text: row.get(first + 3)?,
    })
}

/// A revision with the file and the body it refers to.
pub(super) struct Stored {
    pub(super) known: Known,
    pub(super) file: i64,
    pub(super) body: i64,
}

pub(super) fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored {
        known: known(row)?,
        file: row.get(2)?,
        body: row.get(4)?,
    })
}
