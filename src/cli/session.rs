//! What every command is given: streams, places, settings, and the way to what is kept.

use std::io::{self, Write};

use chrono::{DateTime, Utc};

use crate::config::Config;
use crate::config::paths::{Flags, Paths};
use crate::config::terminal::Terminal;
use crate::config::theme::Theme;
use crate::store::Memory;
use crate::text::clean;

use super::arguments::{Library, Options};
use super::choice::Finder;
use super::failure::{Ended, Failure};
use super::holdings::Holdings;
use super::ink::Ink;
use super::output::{self, Output};
use super::streams::Streams;

/// What every command is given.
pub(super) struct Session {
    pub(super) streams: Streams,
    pub(super) paths: Paths,
    pub(super) config: Config,
    pub(super) output: Output,
    pub(super) now: DateTime<Utc>,
}

impl Session {
    /// What `options` say; `lenient` goes on with the default settings where the person's cannot be read.
    pub(super) fn new(options: Options, lenient: bool) -> Result<(Self, Ended), Failure> {
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
    pub(super) fn draws(&self) -> bool {
        self.streams.interactive() && self.streams.capable && self.output.format.is_none()
    }

    pub(super) fn memory(&self) -> Memory {
        Memory::open(&self.paths.data, self.now)
    }

    /// What `library` names; what is to be said about the memory is said.
    pub(super) fn holdings(&self, library: &Library) -> Result<Holdings, Failure> {
        self.holdings_of(library, &mut self.memory())
    }

    /// The same, of a memory that is needed further.
    pub(super) fn holdings_of(
        &self,
        library: &Library,
        memory: &mut Memory,
    ) -> Result<Holdings, Failure> {
        let (paths, folders) = (&library.paths, &self.config.library);
        let holdings = Holdings::open(paths, folders, memory, self.now);
        output::notes(&memory.take_notes(), &mut io::stderr())?;
        Ok(holdings)
    }

    pub(super) fn finder<'a>(&'a self, library: &'a Library) -> Finder<'a> {
        let (paths, folders) = (&library.paths, &self.config.library);
        Finder::new(paths, folders, self.memory(), self.now)
    }
}
