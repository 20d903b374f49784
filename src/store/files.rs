//! The files as the store knows them, so that only what has changed is read again.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, Row};

use super::Result;
use crate::library::load::{Found, Stamp, Walked};

/// A file as it was at the last look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FileRow {
    pub(super) id: i64,
    pub(super) path: Vec<u8>,
    pub(super) stamp: Stamp,
    /// Of its bytes.
    pub(super) hash: u64,
    /// Number of the rules by which it was read.
    pub(super) rules: u32,
    /// The folder that is the source of what names none.
    pub(super) folder: Option<String>,
    /// What was wrong with it.
    pub(super) problem: Option<String>,
    /// Whether it holds no text for that.
    pub(super) refused: bool,
    /// Whether it is not there any more.
    pub(super) gone: bool,
}

/// The columns of [`row`].
const COLUMNS: &str =
    "id, path, size, modified, changed, inode, hash, rules, folder, problem, refused, gone";

/// Files by their true path.
pub(super) type Rows = HashMap<Vec<u8>, FileRow>;

fn row(row: &Row<'_>) -> rusqlite::Result<FileRow> {
    let number = |index| row.get::<_, i64>(index).map(i64::cast_unsigned);
    Ok(FileRow {
        id: row.get(0)?,
        path: row.get(1)?,
        stamp: Stamp {
            size: number(2)?,
            modified: row.get(3)?,
            changed: row.get(4)?,
            inode: number(5)?,
        },
        hash: number(6)?,
        rules: row.get(7)?,
        folder: row.get(8)?,
        problem: row.get(9)?,
        refused: row.get(10)?,
        gone: row.get(11)?,
    })
}

/// What is known of the files that a walk found, and of all that were ever found in its folders and in `lost`
/// ones, which are not there now.
pub(super) fn known(connection: &Connection, walked: &Walked, lost: &[PathBuf]) -> Result<Rows> {
    let mut rows = Rows::new();
    for folder in walked.folders.iter().chain(lost) {
        below(connection, folder, &mut rows)?;
    }
    let sql = format!("SELECT {COLUMNS} FROM files WHERE path = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let inside = |found: &&Found| {
        let mut folders = walked.folders.iter();
        folders.any(|folder| found.canonical.starts_with(folder))
    };
    let named = walked.files.iter().filter(|found| !inside(found));
    let lost = lost.iter().map(|path| path.as_os_str().as_encoded_bytes());
    for path in named.map(Found::place).chain(lost) {
        if let Some(row) = statement.query_row([path], row).optional()? {
            rows.insert(path.to_vec(), row);
        }
    }
    Ok(rows)
}

/// Adds what is known below a folder.
fn below(connection: &Connection, folder: &Path, rows: &mut Rows) -> Result<()> {
    let mut from = folder.as_os_str().as_encoded_bytes().to_vec();
    if !from.ends_with(std::path::MAIN_SEPARATOR_STR.as_bytes()) {
        from.extend_from_slice(std::path::MAIN_SEPARATOR_STR.as_bytes());
    }
    let mut to = from.clone();
    if let Some(last) = to.last_mut() {
        *last += 1; // the first path that does not begin with `from`
    }
    let sql = format!("SELECT {COLUMNS} FROM files WHERE path >= ?1 AND path < ?2");
    let mut statement = connection.prepare_cached(&sql)?;
    for found in statement.query_map([&from, &to], row)? {
        let found = found?;
        rows.insert(found.path.clone(), found);
    }
    Ok(())
}

/// The files whose bytes had this hash.
pub(super) fn with_hash(connection: &Connection, hash: u64) -> Result<Vec<FileRow>> {
    let sql = format!("SELECT {COLUMNS} FROM files WHERE hash = ?1 ORDER BY id");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([hash.cast_signed()], row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A file by its number.
pub(super) fn by_id(connection: &Connection, id: i64) -> Result<Option<FileRow>> {
    let sql = format!("SELECT {COLUMNS} FROM files WHERE id = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row([id], row).optional()?)
}
