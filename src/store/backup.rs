//! One whole copy of the store in one file.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use rusqlite::Connection;

use super::{Result, Store, house};

impl Store {
    /// Writes a whole copy to `path`, where nothing may be yet; other programs may go on writing.
    ///
    /// # Errors
    ///
    /// When something is there, or the copy cannot be written; then no part of it is left.
    pub fn back_up(&self, path: &Path) -> Result<()> {
        copy_new(&self.connection, path)
    }
}

/// Writes a whole copy to `path`, in the place of an earlier one.
pub(super) fn copy(connection: &Connection, path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => copy_new(connection, path),
    }
}

fn copy_new(connection: &Connection, path: &Path) -> Result<()> {
    let no_text = || io::Error::new(io::ErrorKind::InvalidInput, "this name is no text");
    let name = path.to_str().ok_or_else(no_text)?;
    drop(house::create_private(path)?);
    // Writing another file counts as writing, and is refused to a connection that is only to read.
    let reads: bool = connection.pragma_query_value(None, "query_only", |row| row.get(0))?;
    connection.pragma_update(None, "query_only", false)?;
    let copied = connection.execute("VACUUM INTO ?1", [name]);
    connection.pragma_update(None, "query_only", reads)?;
    let written = copied.map_err(Into::into).and_then(|_| {
        File::open(path)?.sync_all()?;
        Ok(())
    });
    if written.is_err() {
        let _ = fs::remove_file(path); // what is left of it is no copy
    }
    written
}
