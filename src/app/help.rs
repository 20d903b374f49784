//! The help page: every action with its keys, section by section, in as many columns as fit.

use super::Size;
use super::cursor::{Scroll, Step};
use super::keys::Keys;
use crate::action::{Action, Section};

/// Columns of keys, and of the whole entry, in cells.
pub const KEYS_WIDTH: usize = 18;
const ENTRY_WIDTH: usize = 56;

/// One line of the help page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpLine {
    /// The heading of a section.
    Heading(&'static str),
    /// An action with its keys.
    Entry {
        /// The keys, written for a person.
        keys: String,
        /// What it does.
        help: &'static str,
    },
    /// Nothing.
    Blank,
}

/// The help page.
#[derive(Debug, Clone)]
pub struct Help {
    sections: Vec<Vec<HelpLine>>,
    columns: Vec<Vec<HelpLine>>,
    scroll: Scroll,
}

impl Help {
    /// A page of all actions.
    pub fn new(keys: &Keys) -> Self {
        let sections = Section::ALL
            .iter()
            .map(|&section| lines(section, keys))
            .collect();
        Self {
            sections,
            columns: Vec::new(),
            scroll: Scroll::default(),
        }
    }

    /// The columns, from left to right.
    pub fn columns(&self) -> &[Vec<HelpLine>] {
        &self.columns
    }

    /// How far it is scrolled.
    pub fn scroll(&self) -> Scroll {
        self.scroll
    }

    /// Scrolls.
    pub fn step(&mut self, step: Step) {
        self.scroll.step(step);
    }

    /// Spreads the sections over the columns that fit, whole and in order.
    pub fn fit(&mut self, size: Size) {
        let number = (size.width / ENTRY_WIDTH).clamp(1, 3);
        let all: usize = self.sections.iter().map(Vec::len).sum();
        let mut columns: Vec<Vec<HelpLine>> = vec![Vec::new()];
        let mut spread = 0;
        for section in &self.sections {
            let middle = spread + section.len() / 2;
            if middle * number >= all * columns.len() {
                columns.push(Vec::new());
            }
            if let Some(column) = columns.last_mut() {
                column.extend_from_slice(section);
            }
            spread += section.len();
        }
        let tallest = columns.iter().map(Vec::len).max().unwrap_or(0);
        self.columns = columns;
        self.scroll.fit(tallest, size.height);
    }
}

fn lines(section: Section, keys: &Keys) -> Vec<HelpLine> {
    let actions = Action::ALL
        .iter()
        .filter(|action| action.section() == section);
    let entries = actions.map(|&action| HelpLine::Entry {
        keys: keys.all(action).join(" "),
        help: action.help(),
    });
    let heading = HelpLine::Heading(section.title());
    std::iter::once(heading)
        .chain(entries)
        .chain([HelpLine::Blank])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_stands_in_one_column_whatever_the_width() {
        for width in [0, 40, 112, 170, 400] {
            let mut help = Help::new(&Keys::default());
            help.fit(Size { width, height: 20 });
            let lines = help.columns().iter().flatten();
            let entries = lines
                .filter(|line| matches!(line, HelpLine::Entry { .. }))
                .count();
            assert_eq!(entries, Action::ALL.len(), "{width}");
            assert!(
                help.columns().len() <= (width / ENTRY_WIDTH).max(1),
                "{width}"
            );
        }
    }
}
