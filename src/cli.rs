//! The commands: what was asked, what is done, what is said, with which exit code it ends.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::search::answer::Order;
use crate::text::clean;

use arguments::{Arguments, Command, Library};
use choice::Finder;
use compare::Pair;
use failure::{Ended, Failure};
use holdings::Holdings;
use output::Output;
use session::Session;

pub mod arguments;
pub mod backup;
pub mod choice;
mod command_name;
pub mod compare;
pub mod diff;
pub mod failure;
pub mod history;
pub mod holdings;
pub mod ink;
pub mod json;
pub mod line;
pub mod list;
mod markup;
pub mod matrix;
pub mod output;
pub mod paths;
pub mod picture;
pub mod progress;
mod reading;
pub mod search;
mod session;
pub mod show;
pub mod sources;
pub mod stories;
pub mod streams;
mod update;
pub mod verify;

/// Does what the command line asks for.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(answer) => return explain(&answer),
    };
    match perform(arguments) {
        Ok(ended) => ended.into(),
        Err(failure) => {
            let _ = io::stderr().write_all(failure.report().as_bytes()); // nobody is left to tell
            failure.code()
        }
    }
}

/// Prints the help or version that was asked for, or says what is wrong with the command line.
fn explain(answer: &clap::Error) -> ExitCode {
    let text = answer.render();
    if answer.use_stderr() {
        let _ = io::stderr().write_all(clean::clean(&text.to_string()).0.as_bytes());
        return Ended::Trouble.into();
    }
    match answer.print().map_err(Failure::from) {
        Ok(()) => Ended::Fine.into(),
        Err(failure) => failure.code(),
    }
}

fn perform(arguments: Arguments) -> Result<Ended, Failure> {
    let is_paths = matches!(arguments.command, Some(Command::Paths));
    let (session, settings) = Session::new(arguments.options, is_paths)?;
    // Not locked: the reader gives the terminal back from another thread when a signal ends it.
    let mut out = BufWriter::new(io::stdout());
    let ended = match arguments.command {
        None => {
            let paths = arguments.paths;
            reading::read(&session, &Library { paths }, &mut out)
        }
        Some(_) if !arguments.paths.is_empty() => {
            Err(Failure::new("a path stands before the command")
                .hint("newsread COMMAND PATH… looks there; newsread PATH… opens the reader"))
        }
        Some(command) => command.perform(&session, &mut out),
    }?;
    out.flush()?;
    Ok(ended.max(settings))
}

impl Command {
    fn perform(self, session: &Session, out: &mut impl Write) -> Result<Ended, Failure> {
        let Session {
            paths,
            config,
            output,
            ..
        } = session;
        match self {
            Self::List(library) => printed("list", session, &library, list::print, out),
            Self::Stories(library) => printed("stories", session, &library, stories::print, out),
            Self::Sources(library) => printed("sources", session, &library, sources::print, out),
            Self::Show { article, library } => show(session, &article, &library, out),
            Self::Diff {
                left,
                right,
                library,
            } => diff(session, (&left, &right), &library, out),
            Self::Matrix { story, library } => matrix(session, story.as_deref(), &library, out),
            Self::History { article, library } => history(session, &article, &library, out),
            Self::Backup { file } => {
                output.text_or_json("backup")?;
                backup::write(&paths.data, &file, output, out)?;
                Ok(Ended::Fine)
            }
            Self::Verify => {
                output.text_or_json("verify")?;
                verify::print(&paths.data, output, out)
            }
            Self::Search {
                query,
                headlines: true,
                library,
                ..
            } => search::in_headlines(session, &query, &library, out),
            Self::Search {
                query,
                newest,
                limit,
                library,
                ..
            } => {
                let order = if newest { Order::Newest } else { Order::Best };
                let most = if limit == 0 { usize::MAX } else { limit };
                search::in_texts(session, (&query, order, most), &library, out)
            }
            Self::Update(library) => update::update(session, &library, out),
            Self::Paths => {
                output.text_or_json("paths")?;
                paths::print(paths, config, output, out)?;
                Ok(Ended::Fine)
            }
            Self::Completions { shell } => {
                let mut script = Vec::new(); // the generator cannot bear a broken pipe
                clap_complete::generate(shell, &mut Arguments::command(), "newsread", &mut script);
                out.write_all(&script)?;
                Ok(Ended::Fine)
            }
            Self::Picture(wanted) => {
                picture::draw(&wanted, out)?;
                Ok(Ended::Fine)
            }
        }
    }
}

/// Loads what `library` names and prints it with `print`.
fn printed<W: Write>(
    command: &str,
    session: &Session,
    library: &Library,
    print: fn(&Holdings, &Output, &mut W) -> io::Result<()>,
    out: &mut W,
) -> Result<Ended, Failure> {
    session.output.text_or_json(command)?;
    let holdings = session.holdings(library)?;
    print(&holdings, &session.output, out)?;
    out.flush()?;
    if !session.output.is_json() {
        output::problems(holdings.problems().iter(), &mut io::stderr())?;
    }
    Ok(holdings.ended())
}

fn show(
    session: &Session,
    article: &Path,
    library: &Library,
    out: &mut impl Write,
) -> Result<Ended, Failure> {
    let mut finder = session.finder(library);
    let choice = finder.find(article)?;
    show::print(&choice, &session.output, out)?;
    out.flush()?;
    told(&mut finder)
}

/// Compares two versions; the exit code says whether they diverge, on the screen as in print.
fn diff(
    session: &Session,
    (left, right): (&Path, &Path),
    library: &Library,
    out: &mut impl Write,
) -> Result<Ended, Failure> {
    let mut finder = session.finder(library);
    let pair = Pair::new(&mut finder, left, right)?;
    if session.draws() {
        pair.open(session)?;
    } else {
        pair.print(&session.output, out)?;
        out.flush()?;
    }
    Ok(told(&mut finder)?.max(pair.ended()))
}

fn history(
    session: &Session,
    article: &Path,
    library: &Library,
    out: &mut impl Write,
) -> Result<Ended, Failure> {
    session.output.text_or_json("history")?;
    let mut finder = session.finder(library);
    let choice = finder.find(article)?;
    history::print(&choice, &session.output, out)?;
    out.flush()?;
    told(&mut finder)
}

/// Says what could not be read or kept on the way to what was found.
fn told(finder: &mut Finder<'_>) -> Result<Ended, Failure> {
    output::notes(&finder.notes(), &mut io::stderr())?;
    output::problems(finder.problems(), &mut io::stderr())?;
    Ok(finder.ended())
}

/// Prints what the versions of one story say; names of what could not be read come first where no story is chosen.
fn matrix(
    session: &Session,
    story: Option<&str>,
    library: &Library,
    out: &mut impl Write,
) -> Result<Ended, Failure> {
    let holdings = session.holdings(library)?;
    let printed = matrix::print(&holdings, story, &session.output, out);
    out.flush()?;
    output::problems(holdings.problems().iter(), &mut io::stderr())?;
    printed.map(|()| holdings.ended())
}
