//! What may be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Reads news in the terminal and shows where two versions of one story diverge.
#[derive(Debug, Parser)]
#[command(
    name = "newsread",
    version,
    max_term_width = 100,
    disable_help_subcommand = true,
    after_help = "Without a command it opens the reader on the files and folders given, or on your \
                  library, or, while that is empty, on the samples that are built in."
)]
pub struct Arguments {
    /// Files and folders to read; none: your library
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Options of every command.
    #[command(flatten)]
    pub options: Options,
    /// What to do; none opens the reader.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options of every command.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Options {
    /// Prints text or json; diff, matrix and show also html or markdown
    #[arg(long, global = true, value_enum, hide_possible_values = true)]
    pub format: Option<Format>,
    /// Keeps data here, else `NEWSREAD_DATA_DIR`, else the platform's place
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Reads settings here, else `NEWSREAD_CONFIG`, else the platform's place
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Uses colour auto, always or never; auto honours `NO_COLOR`
    #[arg(long, global = true, value_enum, value_name = "WHEN")]
    #[arg(
        default_value_t,
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub color: ColorChoice,
    /// Prints N columns wide, else as wide as the terminal, else 80
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(20..))]
    pub width: Option<u16>,
}

/// The form of what is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person.
    #[default]
    Text,
    /// For a program: one document, described in the README.
    Json,
    /// One web page.
    Html,
    /// Markdown.
    Markdown,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal that has colours, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always, also into a pipe.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists the articles, newest first
    List(Library),
    /// Lists the stories, those told by most articles first
    Stories(Library),
    /// Prints one article
    Show {
        /// A file, or an id as `list` prints it; ID@N is its Nth revision, the oldest being 1
        article: PathBuf,
        /// The rest.
        #[command(flatten)]
        library: Library,
    },
    /// Compares two versions of a story: side by side on a terminal, else printed
    #[command(
        after_help = "Ends with 0 when the two say the same, 1 when they diverge, 2 on trouble."
    )]
    Diff {
        /// A file, an id, or ID@N
        left: PathBuf,
        /// A file, an id, or ID@N
        right: PathBuf,
        /// The rest.
        #[command(flatten)]
        library: Library,
    },
    /// Shows what each version of one story says and leaves out, claim by claim
    Matrix {
        /// The story's id, or its beginning; needed where there is more than one story
        #[arg(long, value_name = "ID")]
        story: Option<String>,
        /// The rest.
        #[command(flatten)]
        library: Library,
    },
    /// Finds the articles that hold all words of a query; "quoted words" stand together
    #[command(
        after_help = "A word of four letters or more also finds words that begin with it, as does any with \
                      a star: fer*. source:NAME, before:DATE, after:DATE, unread and starred limit what is \
                      found; DATE is a day, a month or a year: 2025-07-10, 2025-07, 2025.\n\n\
                      Ends with 1 when nothing is found."
    )]
    Search {
        /// The words to look for
        query: String,
        /// Looks in the headlines only, and forgives missing letters
        #[arg(long)]
        headlines: bool,
        /// The newest first, else the best
        #[arg(long, conflicts_with = "headlines")]
        newest: bool,
        /// At most N of them; 0 is all
        #[arg(
            long,
            value_name = "N",
            default_value_t = 100,
            conflicts_with = "headlines"
        )]
        limit: usize,
        /// The rest.
        #[command(flatten)]
        library: Library,
    },
    /// Lists the outlets, with their counts
    Sources(Library),
    /// Lists the revisions of an article
    History {
        /// A file, or an id as `list` prints it
        article: PathBuf,
        /// The rest.
        #[command(flatten)]
        library: Library,
    },
    /// Reads folders again; ends when all that is new is stored, grouped and searchable
    Update(Library),
    /// Writes one whole copy of all that newsread keeps into a new file
    Backup {
        /// The file to write
        file: PathBuf,
    },
    /// Checks whether all that newsread keeps is whole
    #[command(after_help = "Ends with 0 when it is, 2 when something is wrong.")]
    Verify,
    /// Says where settings and data are kept
    Paths,
    /// Prints a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Draws the screen that a key script leads to, as SVG
    #[command(hide = true)]
    Picture(Picture),
}

/// Which articles a command looks at.
#[derive(Debug, Clone, Default, Args)]
pub struct Library {
    /// Files and folders to look at; none: your library, or the samples while it is empty
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// What to draw.
#[derive(Debug, Clone, Args)]
pub struct Picture {
    /// Keys to press first, as the keymap writes them, parted by spaces
    #[arg(long, default_value = "")]
    pub keys: String,
    /// Columns and rows of the screen
    #[arg(long, value_parser = screen_size, default_value = "120x36")]
    pub size: (u16, u16),
    /// The file to write; none: standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// What the reader is opened on.
    #[command(flatten)]
    pub library: Library,
}

fn screen_size(text: &str) -> Result<(u16, u16), String> {
    let size = || {
        let (columns, rows) = text.split_once('x')?;
        Some((columns.parse().ok()?, rows.parse().ok()?))
    };
    size().ok_or_else(|| "a size is written COLUMNSxROWS, as 120x36".to_owned())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use clap::CommandFactory;

    use super::*;

    fn parsed(line: &str) -> Arguments {
        Arguments::try_parse_from(line.split(' ')).unwrap()
    }

    #[test]
    fn the_definition_holds_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn words_that_are_no_command_are_paths_of_the_reader() {
        let arguments = parsed("newsread seeds other/folder");
        assert_eq!(
            arguments.paths,
            ["seeds", "other/folder"].map(PathBuf::from)
        );
        assert!(arguments.command.is_none());
    }

    #[test]
    fn options_stand_before_or_after_the_command() {
        for line in [
            "newsread --format json list a",
            "newsread list --format json a",
            "newsread list a --format json",
        ] {
            let arguments = parsed(line);
            assert_eq!(arguments.options.format, Some(Format::Json), "{line}");
            let Some(Command::List(library)) = arguments.command else {
                panic!("{line} is no list");
            };
            assert_eq!(library.paths, [PathBuf::from("a")], "{line}");
        }
    }

    #[test]
    fn a_size_is_columns_and_rows() {
        assert_eq!(screen_size("120x36"), Ok((120, 36)));
        assert!(screen_size("120").is_err());
        assert!(screen_size("ax3").is_err());
    }
}
