//! Which articles some files mean.

use rusqlite::Connection;

use super::{Result, Whose, files};
use crate::library::ArticleId;

/// Articles that are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meant {
    /// All that are kept, also those that are gone.
    All,
    /// All that are kept and are not gone.
    Present,
    /// These, in the order of their ids.
    These(Vec<ArticleId>),
}

impl Meant {
    /// The articles that `files`, each named once, hold; for a library also those that they ever held.
    pub(super) fn of(connection: &Connection, whose: Whose, files: &[i64]) -> Result<Self> {
        let count = "SELECT count(*) FROM files";
        let count: i64 = connection.query_row(count, [], |row| row.get(0))?;
        let count = usize::try_from(count).unwrap_or(0);
        if files.len() >= count {
            return Ok(match whose {
                Whose::Library => Self::All,
                Whose::Named => Self::Present,
            });
        }
        let tables = match whose {
            Whose::Library => &["holds", "revisions"][..],
            Whose::Named => &["holds"],
        };
        let mut articles = Vec::new();
        for table in tables {
            if files.len() > count / 8 {
                out_of_all(connection, table, files, &mut articles)?;
            } else {
                out_of_few(connection, table, files, &mut articles)?;
            }
        }
        articles.sort_unstable();
        articles.dedup();
        Ok(Self::These(articles))
    }

    /// Whether an article is meant, of which one knows that it is not gone.
    pub(super) fn has(&self, article: ArticleId) -> bool {
        match self {
            Self::All | Self::Present => true,
            Self::These(these) => these.binary_search(&article).is_ok(),
        }
    }
}

/// The articles of `files` in `table`, by a look-up for each file.
fn out_of_few(
    connection: &Connection,
    table: &str,
    files: &[i64],
    articles: &mut Vec<ArticleId>,
) -> Result<()> {
    let sql = format!("SELECT article FROM {table} WHERE file = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    for file in files {
        for article in statement.query_map([file], |row| row.get::<_, i64>(0))? {
            articles.push(ArticleId(article?.cast_unsigned()));
        }
    }
    Ok(())
}

/// The articles of `files` in `table`, which is read from end to end.
fn out_of_all(
    connection: &Connection,
    table: &str,
    files: &[i64],
    articles: &mut Vec<ArticleId>,
) -> Result<()> {
    let last = usize::try_from(files::last(connection)?).unwrap_or(0);
    let mut are_meant = vec![false; last + 1];
    for file in files.iter().filter_map(|&file| usize::try_from(file).ok()) {
        if let Some(is_meant) = are_meant.get_mut(file) {
            *is_meant = true;
        }
    }
    let sql = format!("SELECT file, article FROM {table}");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let file = usize::try_from(row.get::<_, i64>(0)?).unwrap_or(0);
        if are_meant.get(file) == Some(&true) {
            articles.push(ArticleId(row.get::<_, i64>(1)?.cast_unsigned()));
        }
    }
    Ok(())
}
