//! What `update` does: looks at the files again, groups what is new, and makes it searchable.

use std::io::{self, Write};

use serde::Serialize;

use super::arguments::Library;
use super::failure::{Ended, Failure};
use super::session::Session;
use super::{json, line, output, search};

/// What `update` prints as JSON.
#[derive(Debug, Serialize)]
struct UpdateShape {
    articles: usize,
    stories: usize,
    problems: usize,
}

/// Takes in what is new; returns when all of it is stored, grouped and searchable.
///
/// # Errors
///
/// When `out` cannot be written to.
pub(super) fn update(
    session: &Session,
    library: &Library,
    out: &mut impl Write,
) -> Result<Ended, Failure> {
    session.output.text_or_json("update")?;
    let mut memory = session.memory();
    let holdings = session.holdings_of(library, &mut memory)?;
    let shape = UpdateShape {
        articles: holdings.catalogue().len(),
        stories: holdings.stories().len(),
        problems: holdings.problems().len(),
    };
    search::index(&mut memory, session.now);
    output::notes(&memory.take_notes(), &mut io::stderr())?;
    if session.output.is_json() {
        json::print(&shape, out)?;
    } else {
        let stories = match shape.stories {
            1 => "1 story".to_owned(),
            count => format!("{count} stories"),
        };
        let articles = line::count(shape.articles, "article");
        writeln!(out, "{articles} in {stories}, all searchable")?;
        out.flush()?;
        output::problems(holdings.problems().iter(), &mut io::stderr())?;
    }
    out.flush()?;
    match memory.unkept() {
        // That nothing is kept has been said.
        Some(_) => Ok(Ended::Trouble),
        None => Ok(holdings.ended()),
    }
}
