//! What the app and the world outside it say to each other.

use std::sync::Arc;

use super::grouping::Grouping;
use super::keys::Keys;
use super::link::Link;
use crate::library::Holding;
use crate::library::state::States;
use crate::library::ties::Ties;
use crate::search::answer::{Answers, Ask};
use crate::search::filter::Asked;
use crate::search::{Headlines, Ranking};
use crate::version::{Compared, Pages};

/// How far getting the library has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Files are being read.
    Loading,
    /// The articles are there and are being grouped into stories.
    Grouping,
    /// All is there.
    Ready,
}

/// Work on the library that is going on, and how far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// What is being done.
    pub doing: Doing,
    /// How many files or articles are done with.
    pub done: usize,
    /// Of how many; 0 while that is not known.
    pub of: usize,
}

/// What is being done with the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Its files are being read.
    Reading,
    /// Its articles are being grouped into stories.
    Grouping,
}

/// The library as it is now, with its stories.
#[derive(Debug)]
pub struct Fresh {
    /// What could be read, and what could not.
    pub holding: Holding,
    /// The headlines, ready to be searched.
    pub headlines: Headlines,
    /// The stories.
    pub grouping: Grouping,
    /// What was joined and split when they were grouped.
    pub ties: Ties,
}

/// Something the app wants done outside itself.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Group these articles into stories, what a person has joined and split heeded.
    Group {
        /// The articles.
        holding: Holding,
        /// What was joined and split.
        ties: Ties,
    },
    /// Read the folders of the library again, and group what there is; comes back as [`Outcome::Refreshed`].
    Refresh {
        /// What was joined and split.
        ties: Ties,
    },
    /// Take in what other programs have stored, without reading any file; comes back as [`Outcome::Refreshed`].
    TakeIn {
        /// What was joined and split.
        ties: Ties,
    },
    /// Compare two pages; the outcome bears the ticket.
    Compare {
        /// Tells this comparison from earlier ones.
        ticket: u64,
        /// What is to be compared.
        pages: Box<Pages>,
    },
    /// Search the texts; the outcome bears the ticket.
    Search {
        /// Tells this search from earlier ones.
        ticket: u64,
        /// What is asked for.
        ask: Box<Ask>,
        /// The articles that are asked.
        holding: Holding,
    },
    /// Look for headlines; the outcomes bear the ticket.
    Find {
        /// Tells this search from earlier ones, which need not go on.
        ticket: u64,
        /// Where to look.
        headlines: Headlines,
        /// What to look for.
        asked: Asked,
    },
    /// Open a link in a browser; the person has agreed.
    Open(Link),
    /// Put a text on the clipboard.
    Copy(String),
    /// Switch to the next look.
    NextTheme,
    /// Stop until the shell resumes the program.
    Suspend,
    /// End the program.
    Quit,
}

/// What came of something done outside the app.
#[derive(Debug)]
pub enum Outcome {
    /// Work on the library has come so far.
    Progress(Work),
    /// The newest articles as they were at the last run, while the library is still being loaded.
    Begun {
        /// These articles.
        holding: Holding,
        /// Their headlines, ready to be searched.
        headlines: Headlines,
    },
    /// The library has been loaded.
    Loaded {
        /// What could be read, and what could not.
        holding: Holding,
        /// The headlines, ready to be searched.
        headlines: Headlines,
    },
    /// What a person did with the articles in earlier runs, or does in another program.
    Did {
        /// What the store says.
        states: States,
        /// How many changes of this run it knows of.
        kept: u64,
    },
    /// So many changes of this run are on the disk.
    Kept(u64),
    /// The stories have been grouped.
    Grouped(Grouping),
    /// Texts have been stored, by this program or another.
    Stored,
    /// The library was read or taken in again; none where nothing in it has changed.
    Refreshed(Option<Box<Fresh>>),
    /// Two pages have been compared.
    Compared {
        /// The ticket of the request.
        ticket: u64,
        /// What came out.
        compared: Arc<Compared>,
    },
    /// The texts have been searched.
    Answered {
        /// The ticket of the request.
        ticket: u64,
        /// What was found.
        answers: Answers,
        /// Whether that is all; else the first of it.
        done: bool,
    },
    /// Texts are being made searchable.
    Indexing {
        /// How many are left.
        left: usize,
    },
    /// Headlines have been found.
    Found {
        /// The ticket of the request.
        ticket: u64,
        /// The best among the newest, or among all of them.
        ranking: Ranking,
        /// Whether these are all.
        done: bool,
    },
    /// Something worth saying.
    Said(String),
    /// Something went wrong.
    Failed(String),
}

/// Width and height of a pane, in cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub width: usize,
    /// Lines.
    pub height: usize,
}

/// The sizes of the panes as they are on the screen, inside their margins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sizes {
    /// The rows of the source list.
    pub sources: Size,
    /// The rows of the headlines.
    pub headlines: Size,
    /// The text of the reading pane.
    pub reader: Size,
    /// The whole diff view.
    pub diff: Size,
    /// What lies over the panes.
    pub layer: Size,
}

/// What the app needs to know of the settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// How wide the text of an article is at most, in columns.
    pub width: u16,
    /// The keys, for hints and help.
    pub keys: Keys,
    /// Whether what is read are the samples.
    pub samples: bool,
}
