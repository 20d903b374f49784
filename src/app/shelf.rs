//! Which articles a list shows, in which order.

use std::sync::Arc;

use super::marks::{Mark, Marks};
use super::stock::Stock;
use crate::library::{Entry, Outlet};

/// What a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shelf {
    /// All articles, the versions of one story together, the newest first.
    #[default]
    All,
    /// Stories of several versions, each with its versions.
    Stories,
    /// Starred articles.
    Starred,
    /// Articles of one named source.
    Source(String),
    /// Articles of unknown source, by the file they came from.
    File(String),
    /// All articles of unknown source, where there are many.
    Unnamed,
}

/// One row of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Row {
    /// A story, by its index; its versions follow.
    Story(usize),
    /// An article as one version of the story above it, by its index in the library.
    Version(usize),
    /// An article by its index in the library.
    Article(usize),
}

impl Row {
    /// Index in the library of the row's article.
    pub fn article(self) -> Option<usize> {
        match self {
            Self::Story(_) => None,
            Self::Version(index) | Self::Article(index) => Some(index),
        }
    }
}

impl Shelf {
    /// What the shelf is called on the screen.
    pub fn name(&self) -> &str {
        match self {
            Self::All => "All",
            Self::Stories => "Stories",
            Self::Starred => "Starred",
            Self::Source(name) | Self::File(name) => name,
            Self::Unnamed => "no source named",
        }
    }

    /// The rows of the list.
    pub fn rows(&self, stock: &Stock, marks: &Marks) -> Arc<[Row]> {
        match self {
            Self::All => Arc::clone(stock.grouping().together()),
            Self::Stories => Arc::clone(stock.grouping().told()),
            Self::Starred => only(stock, |entry| marks.has(Mark::Starred, entry.id())),
            Self::Source(name) => of_outlets(stock, |o| o.named && *o.name == **name),
            Self::File(name) => of_outlets(stock, |o| !o.named && *o.name == **name),
            Self::Unnamed => of_outlets(stock, |outlet| !outlet.named),
        }
    }
}

fn only(stock: &Stock, keep: impl Fn(Entry<'_>) -> bool) -> Arc<[Row]> {
    let kept = stock.catalogue().entries().filter(|entry| keep(*entry));
    kept.map(|entry| Row::Article(entry.row())).collect()
}

fn of_outlets(stock: &Stock, keep: impl Fn(&Outlet) -> bool) -> Arc<[Row]> {
    let kept: Vec<bool> = stock.catalogue().outlets().iter().map(keep).collect();
    only(stock, |entry| kept[entry.outlet()])
}
