//! What `newsread` without a command does: opens the reader, or prints the stories where it cannot.

use std::io::{self, Write};
use std::path::Path;

use crate::store::Whose;
use crate::tui::{self, Open, Request};

use super::arguments::Library;
use super::failure::{Ended, Failure};
use super::session::Session;
use super::{command_name, printed, stories};

/// Opens the reader, or prints the stories where no screen can be drawn.
pub(super) fn read(
    session: &Session,
    library: &Library,
    out: &mut impl Write,
) -> Result<Ended, Failure> {
    if session.draws() {
        return open(session, library);
    }
    let asked_for = session.streams.interactive() && session.output.format.is_some();
    if !asked_for {
        let why = if session.streams.interactive() {
            "this terminal cannot move its cursor (TERM), so here are the stories as text\n\
             hint: newsread show ARTICLE prints one"
        } else {
            "not on a terminal, so here are the stories as text"
        };
        writeln!(io::stderr(), "newsread: {why}")?;
    }
    let ended = printed("stories", session, library, stories::print, out)?;
    let missing = library
        .paths
        .iter()
        .filter(|path| path.symlink_metadata().is_err());
    for hint in missing.filter_map(|path| command_name::meant(path)) {
        writeln!(io::stderr(), "hint: {hint}")?;
    }
    Ok(ended)
}

/// Opens the reader on the paths given, else on the person's library, else on the samples.
fn open(session: &Session, library: &Library) -> Result<Ended, Failure> {
    let config = session.config.clone();
    let named = library.paths.iter();
    let (there, missing): (Vec<_>, Vec<_>) =
        named.partition(|path| path.symlink_metadata().is_ok());
    let no_such = |path: &Path| {
        let failure = Failure::new(format!("{}: no such file or folder", path.display()));
        match command_name::meant(path) {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    };
    if there.is_empty()
        && let Some(path) = missing.first()
    {
        return Err(no_such(path));
    }
    let paths = match &library.paths[..] {
        [] => config.library.clone(),
        paths => paths.to_vec(),
    };
    let whose = if library.paths.is_empty() {
        Whose::Library
    } else {
        Whose::Named
    };
    tui::run(Request {
        open: Open::Library { paths, whose },
        config,
        data: session.paths.data.clone(),
        color: session.output.ink.color,
    })?;
    missing
        .first()
        .map_or(Ok(Ended::Fine), |path| Err(no_such(path)))
}
