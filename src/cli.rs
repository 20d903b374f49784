//! The commands: what was asked, what is done, what is said, with which exit code it ends.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::config::Config;
use crate::config::paths::{Flags, Paths};
use crate::config::terminal::Terminal;
use crate::config::theme::Theme;
use crate::text::clean;
use crate::tui::{self, Open, Request};

use arguments::{Arguments, Command, Library, Options};
use choice::Desk;
use compare::Pair;
use failure::{Ended, Failure};
use ink::Ink;
use output::Output;
use shelf::Shelf;
use streams::Streams;

pub mod arguments;
pub mod choice;
pub mod compare;
pub mod diff;
pub mod failure;
pub mod ink;
pub mod json;
pub mod line;
pub mod list;
pub mod output;
pub mod paths;
pub mod search;
pub mod shelf;
pub mod show;
pub mod sources;
pub mod stories;
pub mod streams;

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
}

impl Session {
    fn new(options: Options) -> Result<Self, Failure> {
        let paths = Paths::new(Flags {
            config: options.config,
            data: options.data_dir,
        });
        let config = Config::load(&paths.config, paths.config_named)
            .map_err(|why| Failure::new(why.to_string()).hint("newsread paths says where it is"))?;
        let streams = Streams::ask();
        let color = streams.color(options.color);
        let theme = Theme::new(config.theme, Terminal::from_environment(color));
        let output = Output {
            format: options.format,
            width: streams.width(options.width),
            asked_width: options.width.map(usize::from),
            ink: Ink { theme, color },
        };
        Ok(Self {
            streams,
            paths,
            config,
            output,
        })
    }

    /// Whether a screen can be drawn and no printed form is asked for.
    fn draws(&self) -> bool {
        self.streams.interactive && self.streams.capable && self.output.format.is_none()
    }

    fn shelf(&self, library: &Library) -> Shelf {
        Shelf::open(&library.paths, &self.config.library)
    }
}

fn perform(arguments: Arguments) -> Result<Ended, Failure> {
    let session = Session::new(arguments.options)?;
    let mut out = BufWriter::new(io::stdout().lock());
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
    Ok(ended)
}

impl Command {
    fn perform(self, session: &Session, out: &mut impl Write) -> Result<Ended, Failure> {
        let Session { paths, config, output, .. } = session;
        match self {
            Self::List(library) => printed("list", session, &library, list::print, out),
            Self::Stories(library) => printed("stories", session, &library, stories::print, out),
            Self::Sources(library) => printed("sources", session, &library, sources::print, out),
            Self::Show { article, library } => show(session, &article, &library, out),
            Self::Diff { left, right, library } => {
                diff(session, (&left, &right), &library, out)
            }
            Self::Search { query, headlines, library } => {
                search(session, (&query, headlines), &library, out)
            }
            Self::Paths => {
                output.text_or_json("paths")?;
                paths::print(paths, config, output, out)?;
                Ok(Ended::Fine)
            }
            Self::Completions { shell } => {
                clap_complete::generate(shell, &mut Arguments::command(), "newsread", out);
                Ok(Ended::Fine)
            }
            Self::Picture(_) => Err(Failure::new("pictures come with the reader")),
        }
    }
}
