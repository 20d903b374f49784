//! The commands: what was asked, what is done, what is said, with which exit code it ends.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::{CommandFactory, Parser};

use crate::config::Config;
use crate::config::paths::{Flags, Paths};
use crate::config::terminal::Terminal;
use crate::config::theme::Theme;
use crate::search::answer::Order;
use crate::store::{Memory, Whose};
use crate::text::clean;
use crate::tui::{self, Open, Request};

use arguments::{Arguments, Command, Library, Options};
use choice::Finder;
use compare::Pair;
use failure::{Ended, Failure};
use holdings::Holdings;
use ink::Ink;
use output::Output;
use streams::Streams;

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
pub mod search;
pub mod show;
pub mod sources;
pub mod stories;
pub mod streams;
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

/// What every command is given.
struct Session {
    streams: Streams,
    paths: Paths,
    config: Config,
    output: Output,
    now: DateTime<Utc>,
}

impl Session {
    /// What `options` say; `lenient` goes on with the default settings where the person's cannot be read.
    fn new(options: Options, lenient: bool) -> Result<(Self, Ended), Failure> {
        let paths = Paths::new(Flags {
            config: options.config,
            data: options.data_dir,
        });
        let (config, ended) = match Config::load(&paths.config, paths.config_named) {
            Ok(config) => (config, Ended::Fine),
            Err(why) if lenient => {
                writeln!(
                    io::stderr(),
                    "newsread: {}",
                    clean::clean_line(&why.to_string()).0
                )?;
                (Config::default(), Ended::Trouble)
            }
            Err(why) => {
                let failure = Failure::new(why.to_string());
                return Err(failure.hint("newsread paths says where it is"));
            }
        };
        let streams = Streams::ask();
        let color = streams.color(options.color);
        let theme = Theme::new(config.theme, Terminal::from_environment(color));
        let output = Output {
            format: options.format,
            width: streams.width(options.width),
            asked_width: options.width.map(usize::from),
            ink: Ink { theme, color },
        };
        let session = Self {
            streams,
            paths,
            config,
            output,
            now: Utc::now(),
        };
        Ok((session, ended))
    }

    /// Whether a screen can be drawn and no printed form is asked for.
    fn draws(&self) -> bool {
        self.streams.interactive() && self.streams.capable && self.output.format.is_none()
    }

    fn memory(&self) -> Memory {
        Memory::open(&self.paths.data, self.now)
    }

    /// What `library` names; what is to be said about the memory is said.
    fn holdings(&self, library: &Library) -> Result<Holdings, Failure> {
        self.holdings_of(library, &mut self.memory())
    }

    /// The same, of a memory that is needed further.
    fn holdings_of(&self, library: &Library, memory: &mut Memory) -> Result<Holdings, Failure> {
        let (paths, folders) = (&library.paths, &self.config.library);
        let holdings = Holdings::open(paths, folders, memory, self.now);
        output::notes(&memory.take_notes(), &mut io::stderr())?;
        Ok(holdings)
    }

    fn finder<'a>(&'a self, library: &'a Library) -> Finder<'a> {
        let (paths, folders) = (&library.paths, &self.config.library);
        Finder::new(paths, folders, self.memory(), self.now)
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
            read(&session, &Library { paths }, &mut out)
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

/// Opens the reader, or prints the stories where no screen can be drawn.
fn read(session: &Session, library: &Library, out: &mut impl Write) -> Result<Ended, Failure> {
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
