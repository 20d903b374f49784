//! The files as the store knows them, so that only what has changed is read again.

use std::path::{Path, PathBuf};

use rapidhash::v3::rapidhash_v3;
use rusqlite::{Connection, OptionalExtension, Row};

use super::Result;
use crate::library::load::{RULES, Stamp};

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

/// What tells without reading it whether a file is as it was at the last look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) id: i64,
    /// Of its stamp, of the rules by which it was read, and of whether it was there.
    pub(super) state: u64,
    /// Of its bytes; none where other rules made its texts of them.
    pub(super) hash: Option<u64>,
    pub(super) gone: bool,
    /// Whether there was something wrong with it.
    pub(super) troubled: bool,
}

impl Seen {
    pub(super) fn of(row: &FileRow) -> Self {
        Self {
            id: row.id,
            state: state(row.stamp, row.rules, row.gone),
            hash: (row.rules == RULES).then_some(row.hash),
            gone: row.gone,
            troubled: row.problem.is_some(),
        }
    }
}

/// The state of a file that is there and is read by the present rules.
pub(super) fn state_of(stamp: Stamp) -> u64 {
    state(stamp, RULES, false)
}

fn state(stamp: Stamp, rules: u32, gone: bool) -> u64 {
    let Stamp {
        size,
        modified,
        changed,
        inode,
    } = stamp;
    let mut bytes = [0; 37];
    bytes[..8].copy_from_slice(&size.to_le_bytes());
    bytes[8..16].copy_from_slice(&modified.to_le_bytes());
    bytes[16..24].copy_from_slice(&changed.to_le_bytes());
    bytes[24..32].copy_from_slice(&inode.to_le_bytes());
    bytes[32..36].copy_from_slice(&rules.to_le_bytes());
    bytes[36] = gone.into();
    rapidhash_v3(&bytes)
}

/// The highest number that a file has; 0 where none is known.
pub(super) fn last(connection: &Connection) -> Result<i64> {
    let sql = "SELECT coalesce(max(id), 0) FROM files";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

/// The numbers of all files at or below `paths`, each once, also of those that are gone.
pub(super) fn of_library(connection: &Connection, paths: &[PathBuf]) -> Result<Vec<i64>> {
    let mut files = Vec::new();
    for path in paths {
        let Ok(path) = path.canonicalize().or_else(|_| std::path::absolute(path)) else {
            continue;
        };
        below(connection, &path, |_, seen| files.push(seen.id))?;
        let alone = at(connection, path.as_os_str().as_encoded_bytes())?;
        files.extend(alone.map(|row| row.id));
    }
    files.sort_unstable();
    files.dedup();
    Ok(files)
}

/// Hands over, with its path, what is known of every file below `folder`.
pub(super) fn below(
    connection: &Connection,
    folder: &Path,
    mut each: impl FnMut(&[u8], Seen),
) -> Result<()> {
    let mut from = folder.as_os_str().as_encoded_bytes().to_vec();
    if !from.ends_with(std::path::MAIN_SEPARATOR_STR.as_bytes()) {
        from.extend_from_slice(std::path::MAIN_SEPARATOR_STR.as_bytes());
    }
    let mut to = from.clone();
    if let Some(last) = to.last_mut() {
        *last += 1; // the first path that does not begin with `from`
    }
    let sql = "SELECT count(*) FROM files WHERE path >= ?1 AND path < ?2";
    let count: i64 = connection.query_row(sql, [&from, &to], |row| row.get(0))?;
    // Where most are meant, the table from end to end is quicker than a look-up for each.
    let scan = if count > last(connection)? / 8 {
        "+"
    } else {
        ""
    };
    let sql = format!(
        "SELECT id, path, size, modified, changed, inode, hash, rules, gone, problem IS NOT NULL \
         FROM files WHERE {scan}path >= ?1 AND {scan}path < ?2"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([&from, &to])?;
    while let Some(row) = rows.next()? {
        let number = |index| row.get::<_, i64>(index).map(i64::cast_unsigned);
        let stamp = Stamp {
            size: number(2)?,
            modified: row.get(3)?,
            changed: row.get(4)?,
            inode: number(5)?,
        };
        let (rules, gone) = (row.get(7)?, row.get(8)?);
        let hash = number(6)?;
        let seen = Seen {
            id: row.get(0)?,
            state: state(stamp, rules, gone),
            hash: (rules == RULES).then_some(hash),
            gone,
            troubled: row.get(9)?,
        };
        each(row.get_ref(1)?.as_blob().unwrap_or_default(), seen);
    }
    Ok(())
}

/// A file by its true path.
pub(super) fn at(connection: &Connection, path: &[u8]) -> Result<Option<FileRow>> {
    let sql = format!("SELECT {COLUMNS} FROM files WHERE path = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row([path], row).optional()?)
}

/// The files up to number `last` whose bytes had this hash.
pub(super) fn with_hash(connection: &Connection, hash: u64, last: i64) -> Result<Vec<FileRow>> {
    let sql = format!("SELECT {COLUMNS} FROM files WHERE hash = ?1 AND id <= ?2 ORDER BY id");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([hash.cast_signed(), last], row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A file by its number.
pub(super) fn by_id(connection: &Connection, id: i64) -> Result<Option<FileRow>> {
    let sql = format!("SELECT {COLUMNS} FROM files WHERE id = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row([id], row).optional()?)
}
