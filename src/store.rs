//! What lasts from run to run: every text ever seen with its revisions, and what a person did with it.
//!
//! One `SQLite` file in a private folder, in WAL mode and written through to the disk: what is said to be kept
//! is kept, also if the power goes the moment after. Several programs may have it open; what each of them
//! keeps is joined.
//!
//! - [`Store::look`] is the loader with a memory: it walks, reads only what has changed since the last look,
//!   joins that with what is known ([`crate::library::revisions`]) and writes down what is new.
//! - [`Store::keep`] writes down what a person did, [`Store::states`] reads it.
//! - A damaged store is set aside under a dated name, and what can still be read of it is taken over; one that
//!   a newer program wrote is left alone.
//! - [`Store::index`] keeps the index of all words up, a batch at a time; [`Store::search`] asks it.
//! - [`Memory`] is a store that may be missing: then nothing is kept, and all else goes on.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags};

mod backup;
mod body;
mod columns;
mod counted;
mod error;
mod files;
mod find;
mod house;
mod kept;
mod labels;
mod look;
mod meant;
mod memory;
mod mend;
mod ready;
mod recall;
mod record;
mod row;
mod salvage;
mod schema;
mod shelf;
mod state;
mod stories;
mod ties;
mod turns;
mod verify;
mod words;

pub use error::{Error, Result};
pub use look::{Looked, Whose};
pub use memory::Memory;
pub use stories::{Grouper, Tell};
pub use verify::Verdict;
pub use words::{Indexed, Interrupter, Match, Pace, Wanted};

/// How long to wait while another program writes.
const PATIENCE: Duration = Duration::from_secs(30);

/// Memory for pages of the database, in KiB.
const CACHE: i64 = 2 << 10;

/// The log is cut to so many bytes once it has been copied into the database.
const LOG: i64 = 16 << 20;

/// The folders whose stores this run of the program has upgraded: the copy that it made outlives the run,
/// however often the store is opened in it.
static UPGRADED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn upgraded() -> MutexGuard<'static, Vec<PathBuf>> {
    UPGRADED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An open store.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    folder: PathBuf,
}

/// A store that has been opened, and what is to be said about it.
#[derive(Debug)]
pub struct Opened {
    /// The store.
    pub store: Store,
    /// What happened to it, for a person.
    pub notes: Vec<String>,
}

impl Store {
    /// The file of the store that is kept in `folder`.
    pub fn file(folder: &Path) -> PathBuf {
        house::file(folder)
    }

    /// Opens the store in `folder`, making, upgrading or mending it first where that is needed.
    ///
    /// # Errors
    ///
    /// When nothing can be kept there, or a newer program has written it.
    pub fn open(folder: &Path, now: DateTime<Utc>) -> Result<Opened> {
        has_place(folder)?;
        house::prepare_folder(folder)?;
        let _alone = house::lock(folder)?;
        let mut notes = Vec::new();
        mend::finish(folder, now, &mut notes)?;
        house::prepare_file(folder)?;
        let is_at_rest = house::is_at_rest(folder);
        let opened = Self::open_present(folder, &house::file(folder), &mut notes);
        let is_doubtful = house::take_note_of_damage(folder);
        let store = match opened {
            Ok(store) if is_doubtful && !store.is_sound() => {
                drop(store);
                Self::mend(folder, now, &mut notes)
            }
            Err(error) if error.is_damage() => Self::mend(folder, now, &mut notes),
            opened => opened,
        }?;
        if is_at_rest && notes.is_empty() && !upgraded().iter().any(|own| own == folder) {
            house::remove_copies(folder, schema::current())?;
        }
        Ok(Opened { store, notes })
    }

    /// Opens the store in `folder` as it is, to be read: nothing is made, upgraded or mended.
    ///
    /// # Errors
    ///
    /// When there is none, nothing is kept in it yet, or it cannot be read.
    pub fn open_to_read(folder: &Path) -> Result<Self> {
        has_place(folder)?;
        let file = house::file(folder);
        let open = |path: &Path, flags| -> Result<Connection> {
            let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let mut connection = Connection::open_with_flags(path, flags)?;
            connection.busy_handler(Some(turns::wait_for_others))?;
            check(&connection)?;
            connection.pragma_update(None, "query_only", true)?;
            Ok(connection)
        };
        // What a killed program has left half done is put right by one that may write.
        let mut opened = open(&file, OpenFlags::SQLITE_OPEN_READ_WRITE);
        let address = escaped(&file.to_string_lossy());
        // In a folder that cannot be written, the file is read as one that nobody writes.
        let address = PathBuf::from(format!("file:{address}?immutable=1"));
        let read = OpenFlags::SQLITE_OPEN_READ_ONLY;
        for (path, flags) in [(&file, read), (&address, read | OpenFlags::SQLITE_OPEN_URI)] {
            if !matches!(opened, Ok(_) | Err(Error::Newer | Error::Empty)) {
                opened = open(path, flags).map_err(|why| match why {
                    Error::Newer | Error::Empty => why,
                    why => opened.err().unwrap_or(why),
                });
            }
        }
        Ok(Self {
            connection: opened?,
            folder: folder.to_owned(),
        })
    }

    /// Opens a store that may be empty or old, but is whole.
    fn open_present(folder: &Path, file: &Path, notes: &mut Vec<String>) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(file, flags)?;
        connection.busy_handler(Some(turns::wait_for_others))?;
        let version = schema::version(&connection)?;
        if version > schema::current() {
            return Err(Error::Newer);
        }
        if !schema::is_ours(&connection)? {
            return Err(not_a_store());
        }
        if version == 0 {
            schema::lay_ground(&connection)?;
        }
        set_up(&connection)?;
        if (1..schema::current()).contains(&version) {
            let copy = house::copy_of_version(folder, version);
            backup::copy(&connection, &copy)?;
            let copy = copy.display();
            upgraded().push(folder.to_owned());
            notes.push(format!(
                "the store was upgraded; a copy of the old one is {copy}"
            ));
        }
        if version < schema::current() {
            schema::upgrade(&mut connection, version, schema::STEPS)?;
        }
        check(&connection)?;
        Ok(Self {
            connection,
            folder: folder.to_owned(),
        })
    }

    /// Whether every page can be read.
    fn is_sound(&self) -> bool {
        let sql = "PRAGMA quick_check(1)";
        let said = self
            .connection
            .query_row(sql, [], |row| row.get::<_, String>(0));
        said.is_ok_and(|said| said == "ok")
    }

    /// Sets this store aside, which has turned out to be damaged, and goes on with a new one.
    ///
    /// # Errors
    ///
    /// When no new one can be made.
    pub fn replace(self, now: DateTime<Utc>) -> Result<Opened> {
        let Self { connection, folder } = self;
        drop(connection);
        let _alone = house::lock(&folder)?;
        let mut notes = Vec::new();
        let store = match Self::open_present(&folder, &house::file(&folder), &mut notes) {
            // Another program has mended it by now.
            Ok(store) if store.is_sound() => store,
            _ => Self::mend(&folder, now, &mut notes)?,
        };
        Ok(Opened { store, notes })
    }
}

/// An empty path is no place: the folder one happens to work in is not meant by it.
fn has_place(folder: &Path) -> Result<()> {
    if folder.as_os_str().is_empty() {
        return Err(Error::Homeless);
    }
    Ok(())
}

/// Settings of a connection, not of the file.
fn set_up(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    connection.pragma_update(None, "journal_size_limit", LOG)?;
    connection.pragma_update(None, "cache_size", -CACHE)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Touches every table, so that a file that is cut off or is no store is known at once.
fn check(connection: &Connection) -> Result<()> {
    let version = schema::version(connection)?;
    if version > schema::current() {
        return Err(Error::Newer);
    }
    if !schema::is_ours(connection)? {
        return Err(not_a_store());
    }
    if version == 0 {
        return Err(Error::Empty);
    }
    for table in schema::TABLES {
        let sql = format!("SELECT max(rowid) FROM {table}");
        match connection.query_row(&sql, [], |row| row.get::<_, Option<i64>>(0)) {
            Err(rusqlite::Error::SqliteFailure(_, Some(message)))
                if message.starts_with("no such table") =>
            {
                if version == schema::current() {
                    return Err(not_a_store());
                }
                None // an older store may not have it yet
            }
            other => other?,
        };
    }
    Ok(())
}

/// What is there is a database of something else, or half of one.
fn not_a_store() -> Error {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_NOTADB);
    Error::Sqlite(rusqlite::Error::SqliteFailure(code, None))
}

/// A path inside a `file:` address.
fn escaped(path: &str) -> String {
    let escape = |c: char| match c {
        '%' => "%25".to_owned(),
        '?' => "%3f".to_owned(),
        '#' => "%23".to_owned(),
        c => c.to_string(),
    };
    path.chars().map(escape).collect()
}

#[cfg(test)]
mod tests;
