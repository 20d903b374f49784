//! What `verify` prints: whether the store is whole, and what is wrong with it.

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use crate::store::{Error, Store, Verdict};
use crate::text::clean;

use super::failure::{Ended, Failure};
use super::json;
use super::output::Output;

#[derive(Debug, Serialize)]
struct VerifyShape<'a> {
    store: String,
    articles: u64,
    revisions: u64,
    marked: u64,
    faults: &'a [String],
}

/// Checks the store that is kept in `folder`; one that is not there yet is whole.
///
/// # Errors
///
/// When it cannot even be opened.
pub fn print(folder: &Path, output: &Output, out: &mut impl Write) -> Result<Ended, Failure> {
    let file = Store::file(folder);
    if file.as_os_str().is_empty() {
        return Err(Failure::new(format!(
            "nothing is kept: {}",
            Error::Homeless
        )));
    }
    let checked = if file.exists() {
        Store::open_to_read(folder).and_then(|store| store.verify())
    } else {
        Err(Error::Empty)
    };
    let is_empty = matches!(checked, Err(Error::Empty));
    let verdict = match checked {
        Err(Error::Empty) => Verdict::default(),
        checked => checked.map_err(|why| Failure::new(format!("{}: {why}", file.display())))?,
    };
    let store = clean::clean_line(&file.to_string_lossy()).0;
    let is_whole = verdict.faults.is_empty();
    if output.is_json() {
        let shape = VerifyShape {
            store,
            articles: verdict.articles,
            revisions: verdict.revisions,
            marked: verdict.states,
            faults: &verdict.faults,
        };
        json::print(&shape, out)?;
    } else if is_empty {
        writeln!(out, "{store} is whole: nothing is kept in it yet")?;
    } else if is_whole {
        writeln!(out, "{store} is whole: {verdict}")?;
    } else {
        writeln!(out, "{store} is damaged:")?;
        for fault in &verdict.faults {
            writeln!(out, "  {}", clean::clean_line(fault).0)?;
        }
    }
    Ok(if is_whole {
        Ended::Fine
    } else {
        Ended::Trouble
    })
}
