//! What may lie over the panes: the help, the problems, a menu, stories to join, the palette, a question.

use super::Size;
use super::cursor::{Cursor, Scroll, Step};
use super::help::Help;
use super::joining::Joining;
use super::keys::Keys;
use super::link::Link;
use super::prompt::Prompt;
use crate::action::{Action, Place, Section};
use crate::library::load::Problem;
use crate::search::{Headlines, Ranking};
use crate::version::Version;
use crate::wrap;

/// The layer on top.
#[derive(Debug, Clone)]
pub enum Layer {
    /// All keys.
    Help(Help),
    /// What could not be read.
    Problems(Problems),
    /// Which version to compare with.
    Versions(Menu),
    /// Which story to join.
    Joining(Joining),
    /// Actions by their name.
    Palette(Palette),
    /// Yes or no.
    Question(Question),
}

impl Layer {
    /// Where a key is pressed while this layer is on top.
    pub fn place(&self) -> Place {
        match self {
            Self::Help(_) | Self::Problems(_) => Place::Page,
            Self::Versions(_) => Place::Menu,
            Self::Joining(_) | Self::Palette(_) => Place::Prompt,
            Self::Question(_) => Place::Question,
        }
    }

    /// What is typed, where anything is.
    pub fn prompt_mut(&mut self) -> Option<&mut Prompt> {
        match self {
            Self::Palette(palette) => Some(&mut palette.prompt),
            Self::Joining(joining) => Some(&mut joining.prompt),
            _ => None,
        }
    }

    /// Moves within the layer.
    pub fn step(&mut self, step: Step) {
        match self {
            Self::Help(help) => help.step(step),
            Self::Problems(problems) => problems.scroll.step(step),
            Self::Versions(menu) => menu.cursor.step(step),
            Self::Joining(joining) => joining.cursor.step(step),
            Self::Palette(palette) => palette.cursor.step(step),
            Self::Question(_) => {}
        }
        self.keep_in_sight();
    }

    /// Takes a new size.
    pub fn fit(&mut self, size: Size) {
        match self {
            Self::Help(help) => help.fit(size),
            Self::Problems(problems) => problems.fit(size),
            Self::Versions(menu) => menu.height = size.height,
            Self::Joining(joining) => joining.fit(size.height),
            Self::Palette(palette) => palette.height = size.height.saturating_sub(1),
            Self::Question(_) => {}
        }
        self.keep_in_sight();
    }

    fn keep_in_sight(&mut self) {
        match self {
            Self::Versions(menu) => menu.cursor.keep_in_sight(menu.height, |_| 1),
            Self::Joining(joining) => joining.keep_in_sight(),
            Self::Palette(palette) => palette.cursor.keep_in_sight(palette.height, |_| 1),
            _ => {}
        }
    }
}

/// The page of what could not be read.
#[derive(Debug, Clone)]
pub struct Problems {
    all: Vec<Problem>,
    lines: Vec<ProblemLine>,
    scroll: Scroll,
}

/// One line of the page of problems.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemLine {
    /// What it says; a blank line says nothing.
    pub text: String,
    /// Whether it names the file, or tells what is wrong with it.
    pub names: bool,
}

impl Problems {
    /// A page of `problems`.
    pub fn new(problems: &[Problem]) -> Self {
        let (all, lines) = (problems.to_vec(), Vec::new());
        Self {
            all,
            lines,
            scroll: Scroll::default(),
        }
    }

    /// The lines.
    pub fn lines(&self) -> &[ProblemLine] {
        &self.lines
    }

    /// How far it is scrolled.
    pub fn scroll(&self) -> Scroll {
        self.scroll
    }

    fn fit(&mut self, size: Size) {
        let set = |text: &str, names: bool| {
            let ranges = wrap::wrap(text, size.width.max(1)).into_iter();
            let lines = ranges.map(|range| ProblemLine {
                text: text[range].to_owned(),
                names,
            });
            lines.collect::<Vec<_>>()
        };
        let page = |problem: &Problem| {
            [
                set(&problem.path, true),
                set(&problem.reason, false),
                set("", false),
            ]
        };
        self.lines = self.all.iter().flat_map(page).flatten().collect();
        self.scroll.fit(self.lines.len(), size.height);
    }
}

/// A list of versions to choose from.
#[derive(Debug, Clone)]
pub struct Menu {
    /// What is compared with the one chosen.
    pub left: Version,
    /// The versions, each with a line about it.
    pub versions: Vec<(Version, String)>,
    /// The selected one.
    pub cursor: Cursor,
    height: usize,
}

impl Menu {
    /// A menu of `versions` to compare `left` with.
    pub fn new(left: Version, versions: Vec<(Version, String)>) -> Self {
        let cursor = Cursor::new(versions.len());
        Self {
            left,
            versions,
            cursor,
            height: 0,
        }
    }

    /// The version that is selected.
    pub fn selected(&self) -> Option<Version> {
        self.versions
            .get(self.cursor.at())
            .map(|(version, _)| *version)
    }
}

/// Actions to be found by a few letters of what they do.
#[derive(Debug, Clone)]
pub struct Palette {
    /// What has been typed.
    pub prompt: Prompt,
    /// The selected row among those found.
    pub cursor: Cursor,
    actions: Vec<(Action, String)>,
    index: Headlines,
    ranking: Ranking,
    height: usize,
}

impl Palette {
    /// A palette of every action that makes sense without its key.
    pub fn new(keys: &Keys) -> Self {
        let named = |action: &&Action| {
            action.section() != Section::Answering && **action != Action::Palette
        };
        let with_keys = |&action: &Action| (action, keys.all(action).join(" "));
        let actions: Vec<_> = Action::ALL.iter().filter(named).map(with_keys).collect();
        let mut palette = Self {
            prompt: Prompt::default(),
            cursor: Cursor::default(),
            index: Headlines::new(actions.iter().map(|(action, _)| action.help())),
            actions,
            ranking: Ranking::default(),
            height: 0,
        };
        palette.rank();
        palette
    }

    /// The actions found with their keys, best first.
    pub fn found(&self) -> impl Iterator<Item = &(Action, String)> {
        self.ranking.indices().map(|index| &self.actions[index])
    }

    /// The letters of `help` that were matched.
    pub fn matches(&self, help: &str) -> Vec<std::ops::Range<usize>> {
        self.ranking.matches(help)
    }

    /// The action that is selected.
    pub fn selected(&self) -> Option<Action> {
        self.found()
            .nth(self.cursor.at())
            .map(|(action, _)| *action)
    }

    /// Ranks anew after the prompt was changed.
    pub fn rank(&mut self) {
        self.ranking = self.index.rank(self.prompt.text());
        self.cursor = Cursor::new(self.ranking.len());
        self.cursor.keep_in_sight(self.height, |_| 1);
    }
}

/// Something to be answered with yes or no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked, a paragraph each.
    pub text: Vec<String>,
    /// What a yes does.
    pub then: Then,
}

/// What the answer yes does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// Marks all articles of the list as read.
    MarkAllRead,
    /// Opens the link in a browser.
    Open(Link),
}
