//! The catalogue of the library in a file of columns beside the store, which is read many times as fast.
//!
//! The store is the truth: the file is read only where it was made of the store as it is now and of the same
//! paths, and it may be missing, cut off or from another program at any time.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use rapidhash::v3::rapidhash_v3;
use rusqlite::Connection;

use super::{Result, house};
use crate::library::Catalogue;

/// The name of the file; one that begins otherwise would make the folder look like somebody else's.
const NAME: &str = "store-headlines.cache";

/// What the file is called while it is written.
const UNFINISHED: &str = "store-headlines.new";

/// How the file begins; another number stands for other columns.
const MARK: [u8; 8] = *b"nwsrds01";

/// What a catalogue was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edition {
    /// Another one whenever the store's articles have changed.
    store: i64,
    /// Hash of the paths.
    paths: u64,
}

impl Edition {
    /// Of the catalogue that a look at `paths` would give now; none while nothing was ever looked at.
    pub(super) fn of(connection: &Connection, paths: &[PathBuf]) -> Result<Option<Self>> {
        let store = generation(connection)?;
        let mut said = Vec::new();
        for path in paths {
            let canonical = path.canonicalize().unwrap_or_default();
            for part in [path, &canonical] {
                said.extend_from_slice(part.as_os_str().as_encoded_bytes());
                said.push(0);
            }
        }
        let paths = rapidhash_v3(&said);
        Ok((store != 0).then_some(Self { store, paths }))
    }

    fn to_bytes(self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.store.to_le_bytes());
        bytes[8..].copy_from_slice(&self.paths.to_le_bytes());
        bytes
    }
}

/// A number that is another one whenever the store's articles have changed; 0 while nothing was ever looked at.
pub(super) fn generation(connection: &Connection) -> Result<i64> {
    let sql = "SELECT value FROM meta WHERE name = 'generation'";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

/// The catalogue that is kept in `folder`, if it is of this edition.
pub(super) fn read(folder: &Path, edition: Edition) -> Option<Catalogue> {
    let mut file = BufReader::with_capacity(1 << 16, File::open(folder.join(NAME)).ok()?);
    let mut head = [0; 24];
    file.read_exact(&mut head).ok()?;
    let is_ours = head[..8] == MARK && head[8..] == edition.to_bytes();
    is_ours.then(|| Catalogue::read(&mut file).ok()).flatten()
}

/// Keeps a catalogue in `folder`; one that is kept there already is replaced only when this one is whole.
pub(super) fn write(folder: &Path, edition: Edition, catalogue: &Catalogue) -> io::Result<()> {
    let unfinished = folder.join(UNFINISHED);
    match fs::remove_file(&unfinished) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = BufWriter::with_capacity(1 << 16, house::create_private(&unfinished)?);
    file.write_all(&MARK)?;
    file.write_all(&edition.to_bytes())?;
    catalogue.write(&mut file)?;
    file.into_inner()?.sync_all()?;
    fs::rename(unfinished, folder.join(NAME))
}
