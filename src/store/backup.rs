//! One whole copy of the store in one file.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

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
    let partial = write(connection, path)?;
    Ok(fs::rename(partial, path).and_then(|()| house::sync_folder(folder_of(path)))?)
}

fn copy_new(connection: &Connection, path: &Path) -> Result<()> {
    let is_there = || io::Error::from(io::ErrorKind::AlreadyExists);
    if path.symlink_metadata().is_ok() {
        return Err(is_there().into());
    }
    let partial = write(connection, path)?;
    // Unlike a rename, a link takes nobody's place; not every file system has links.
    let named = match fs::hard_link(&partial, path) {
        Ok(()) => fs::remove_file(&partial),
        Err(_) if path.symlink_metadata().is_ok() => Err(is_there()),
        Err(_) => fs::rename(&partial, path),
    };
    if named.is_err() {
        let _ = fs::remove_file(&partial);
    }
    Ok(named.and_then(|()| house::sync_folder(folder_of(path)))?)
}

/// Writes a whole copy beside `path`, under a name that nothing else has: what stands at `path` itself is whole
/// at any time. Where the copy is.
fn write(connection: &Connection, path: &Path) -> Result<PathBuf> {
    let invalid = |why| io::Error::new(io::ErrorKind::InvalidInput, why);
    let name = path
        .file_name()
        .ok_or_else(|| invalid("this is no name of a file"))?;
    let name = name
        .to_str()
        .ok_or_else(|| invalid("this name is no text"))?;
    let partial = path.with_file_name(format!(".{name}.newsread-partial"));
    let text = partial
        .to_str()
        .ok_or_else(|| invalid("this name is no text"))?;
    house::remove(&partial)?; // left by one that was cut off
    drop(house::create_private(&partial)?);
    // Writing another file counts as writing, and is refused to a connection that is only to read.
    let reads: bool = connection.pragma_query_value(None, "query_only", |row| row.get(0))?;
    connection.pragma_update(None, "query_only", false)?;
    let copied = connection.execute("VACUUM INTO ?1", [text]);
    connection.pragma_update(None, "query_only", reads)?;
    let written = copied.map_err(Into::into).and_then(|_| {
        File::open(&partial)?.sync_all()?;
        Ok(())
    });
    if written.is_err() {
        let _ = house::remove(&partial); // what is left of it is no copy
    }
    written.map(|()| partial)
}

/// The folder that a file stands in.
fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    folder.unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use tempfile::TempDir;

    use super::super::tests::filled;
    use super::*;

    #[test]
    fn what_a_backup_that_was_cut_off_left_is_in_nobodys_way() {
        let place = TempDir::new().unwrap();
        let (store, _) = filled(place.path(), 2);
        let copies = place.path().join("copies");
        fs::create_dir(&copies).unwrap();
        for left in [
            ".one.db.newsread-partial",
            ".one.db.newsread-partial-journal",
        ] {
            fs::write(copies.join(left), "half").unwrap();
        }
        store.back_up(&copies.join("one.db")).unwrap();
        let names = fs::read_dir(&copies)
            .unwrap()
            .map(|entry| entry.unwrap().file_name());
        assert_eq!(names.collect::<Vec<_>>(), ["one.db"]);
        let again = store.back_up(&copies.join("one.db")).unwrap_err();
        assert!(again.to_string().contains("exists"), "{again}");
    }
}
