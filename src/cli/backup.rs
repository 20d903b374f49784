//! What `backup` does: one whole copy of the store, in one new file.

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use crate::store::{Error, Store};
use crate::text::clean;

use super::failure::Failure;
use super::json;
use super::output::Output;

#[derive(Debug, Serialize)]
struct BackupShape {
    backup: String,
}

/// Copies the store that is kept in `folder` into `file`, and says so.
///
/// # Errors
///
/// When there is no store, something is at `file` already, or it cannot be written.
pub fn write(
    folder: &Path,
    file: &Path,
    output: &Output,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let store = open(folder)?;
    if file.symlink_metadata().is_ok() {
        return Err(
            Failure::new(format!("{}: is there already", file.display()))
                .hint("nothing is overwritten; name a new file"),
        );
    }
    store
        .back_up(file)
        .map_err(|why| Failure::new(format!("{}: {why}", file.display())))?;
    let backup = clean::clean_line(&file.to_string_lossy()).0;
    if output.is_json() {
        json::print(&BackupShape { backup }, out)?;
    } else {
        writeln!(out, "{backup} is a whole copy of what newsread keeps")?;
        writeln!(
            out,
            "to go back to it, put it in the place of the store while no newsread runs"
        )?;
    }
    Ok(())
}

/// Opens the store in `folder` to look at it as it is; nothing is made or mended.
fn open(folder: &Path) -> Result<Store, Failure> {
    let file = Store::file(folder);
    if file.as_os_str().is_empty() {
        return Err(Failure::new(format!(
            "nothing is kept: {}",
            Error::Homeless
        )));
    }
    let opened = if file.exists() {
        Store::open_to_read(folder)
    } else {
        Err(Error::Empty)
    };
    opened.map_err(|why| Failure::new(format!("{}: {why}", file.display())))
}
