//! What may be opened, and how much of it is read.

use std::fs::{File, FileType, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

/// Files above this many bytes are read in part.
const LARGEST: u64 = 256 << 20;

/// How many bytes of a file that is too large are read.
const PART: u64 = 16 << 20;

/// The bytes of a file.
pub(super) struct Bytes {
    pub(super) bytes: Vec<u8>,
    /// What to say where only the beginning was read.
    pub(super) cut: Option<String>,
}

/// Reads a regular file, of a very large one the beginning; an error is a reason for a person.
pub(super) fn read(path: &Path) -> Result<Bytes, String> {
    let file = open(path).map_err(|error| reason(&error))?;
    let metadata = file.metadata().map_err(|error| reason(&error))?;
    if let Some(reason) = not_a_file(metadata.file_type()) {
        return Err(reason.to_owned());
    }
    let size = metadata.len();
    let most = if size > LARGEST { PART } else { LARGEST };
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(most)).unwrap_or(0));
    file.take(most)
        .read_to_end(&mut bytes)
        .map_err(|error| reason(&error))?;
    let cut = (size > most).then(|| {
        bytes.truncate(last_line_end(&bytes));
        format!(
            "larger than {} MB: only the first {} MB were read",
            LARGEST >> 20,
            PART >> 20
        )
    });
    Ok(Bytes { bytes, cut })
}

/// The length of `bytes` up to its last line end, so that no line is cut; the whole where there is none.
fn last_line_end(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(bytes.len(), |at| at + 1)
}

/// Opens without waiting: a FIFO or a device that was put in a file's place must not hang the reader.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

/// Why something of this type is never read; `None` for a file.
pub(super) fn not_a_file(kind: FileType) -> Option<&'static str> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return Some(
                "a pipe, not a file; not opened: save what comes out of it in a file first",
            );
        }
        if kind.is_socket() {
            return Some("a socket, not a file; not opened");
        }
        if kind.is_char_device() || kind.is_block_device() {
            return Some("a device, not a file; not opened");
        }
    }
    (!kind.is_file()).then_some("not a regular file; not opened")
}

/// An I/O error in words for a person.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "cannot be read: permission denied".to_owned(),
        _ => format!(
            "cannot be read: {}",
            crate::text::clean::clean_line(&error.to_string()).0
        ),
    }
}
