//! Which articles a list shows, in which order.

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
    pub fn rows(&self, stock: &Stock, marks: &Marks) -> Vec<Row> {
        match self {
            Self::All => by_story(stock),
            Self::Stories => stories(stock),
            Self::Starred => only(stock, |entry| marks.has(Mark::Starred, entry.id())),
            Self::Source(name) => of_outlets(stock, |o| o.named && *o.name == **name),
            Self::File(name) => of_outlets(stock, |o| !o.named && *o.name == **name),
            Self::Unnamed => of_outlets(stock, |outlet| !outlet.named),
        }
    }
}

fn only(stock: &Stock, keep: impl Fn(Entry<'_>) -> bool) -> Vec<Row> {
    let kept = stock.catalogue().entries().filter(|entry| keep(*entry));
    kept.map(|entry| Row::Article(entry.row())).collect()
}

fn of_outlets(stock: &Stock, keep: impl Fn(&Outlet) -> bool) -> Vec<Row> {
    let kept: Vec<bool> = stock.catalogue().outlets().iter().map(keep).collect();
    only(stock, |entry| kept[entry.outlet()])
}

/// All articles; where the newest version of a story stands, its other versions follow.
fn by_story(stock: &Stock) -> Vec<Row> {
    let mut told: Vec<Vec<u32>> = vec![Vec::new(); stock.stories().len()];
    let rows = 0..u32::try_from(stock.catalogue().len()).unwrap_or(u32::MAX);
    for row in rows.clone() {
        if let Some(story) = stock.story_of_row(row as usize) {
            told[story].push(row);
        }
    }
    let mut together = Vec::with_capacity(stock.catalogue().len());
    for row in rows {
        match stock.story_of_row(row as usize) {
            Some(story) => together.append(&mut told[story]),
            None => together.push(row),
        }
    }
    let articles = together.into_iter().map(|row| Row::Article(row as usize));
    articles.collect()
}

fn stories(stock: &Stock) -> Vec<Row> {
    let mut rows = Vec::new();
    let told_twice = |(_, story): &(usize, &crate::story::Story)| story.articles.len() > 1;
    for (index, story) in (0..).zip(stock.stories()).filter(told_twice) {
        rows.push(Row::Story(index));
        let versions = story.articles.iter();
        let versions = versions.filter_map(|id| stock.catalogue().row_of(*id));
        rows.extend(versions.map(Row::Version));
    }
    rows
}
