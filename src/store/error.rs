//! What can go wrong with the store, in words for a person.

use std::fmt;
use std::io;

use rusqlite::ErrorCode;

use crate::text::clean::clean_line;

/// Why the store cannot do what it was asked for.
#[derive(Debug)]
pub enum Error {
    /// A newer program has written it.
    Newer,
    /// Nothing has been kept in it yet.
    Empty,
    /// There is no place for it.
    Homeless,
    /// Another program reads the same files at the same time, again and again.
    Contended,
    /// The file, its folder or the disk.
    Io(io::Error),
    /// The database.
    Sqlite(rusqlite::Error),
}

/// What the store returns.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Whether the file itself is broken, or is no store at all.
    pub fn is_damage(&self) -> bool {
        matches!(
            self.code(),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
        ) || matches!(
            self,
            Self::Sqlite(
                rusqlite::Error::FromSqlConversionFailure(..)
                    | rusqlite::Error::IntegralValueOutOfRange(..)
                    | rusqlite::Error::InvalidColumnType(..)
            )
        ) || self.is_short_read()
    }

    /// Whether it may pass by itself: the disk is full, another program writes.
    pub fn may_pass(&self) -> bool {
        !matches!(self, Self::Newer | Self::Homeless) && !self.is_damage()
    }

    /// Whether it was cut off by request.
    pub fn is_interrupted(&self) -> bool {
        self.code() == Some(ErrorCode::OperationInterrupted)
    }

    fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Sqlite(error) => error.sqlite_error_code(),
            _ => None,
        }
    }

    fn is_short_read(&self) -> bool {
        const SHORT_READ: i32 = 522; // SQLITE_IOERR_SHORT_READ: the file ends too soon
        self.extended_code() == Some(SHORT_READ)
    }

    fn is_full_disk(&self) -> bool {
        const SHARED_MEMORY: i32 = 4874; // SQLITE_IOERR_SHMSIZE: it cannot grow
        match self {
            Self::Io(error) => {
                use io::ErrorKind::{QuotaExceeded, StorageFull};
                matches!(error.kind(), StorageFull | QuotaExceeded)
            }
            _ => {
                self.code() == Some(ErrorCode::DiskFull)
                    || self.extended_code() == Some(SHARED_MEMORY)
            }
        }
    }

    fn extended_code(&self) -> Option<i32> {
        match self {
            Self::Sqlite(rusqlite::Error::SqliteFailure(error, _)) => Some(error.extended_code),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.code()) {
            (Self::Newer, _) => {
                f.write_str("it was written by a newer newsread, and is left as it is")
            }
            (Self::Empty, _) => f.write_str("nothing is kept in it yet"),
            (Self::Homeless, _) => {
                f.write_str("no home directory is known; --data-dir names another place")
            }
            (Self::Contended, _) => f.write_str("another newsread is reading the same files"),
            _ if self.is_damage() => f.write_str("it is damaged"),
            _ if self.is_full_disk() => f.write_str("the disk is full"),
            (
                _,
                Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied),
            ) => f.write_str("it cannot be written"),
            (_, Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)) => {
                f.write_str("another newsread has been writing for too long")
            }
            (Self::Io(error), _) => f.write_str(&clean_line(&error.to_string()).0),
            (Self::Sqlite(error), _) => f.write_str(&clean_line(&error.to_string()).0),
        }
    }
}

impl std::error::Error for Error {}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
