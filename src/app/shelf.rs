//! Which articles a list shows, in which order.

use std::collections::HashMap;

use super::marks::{Mark, Marks};
use super::stock::Stock;
use crate::library::{Article, ArticleId};

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
            Self::Starred => only(stock, |article| marks.has(Mark::Starred, article.id)),
            Self::Source(name) => only(stock, |article| article.source.as_ref() == Some(name)),
            Self::File(name) => only(stock, |article| {
                article.source.is_none() && article.source_label() == name
            }),
            Self::Unnamed => only(stock, |article| article.source.is_none()),
        }
    }
}

fn only(stock: &Stock, keep: impl Fn(&Article) -> bool) -> Vec<Row> {
    let articles = (0..).zip(stock.articles());
    let kept = articles.filter(|(_, article)| keep(article));
    kept.map(|(index, _)| Row::Article(index)).collect()
}

/// All articles; where the newest version of a story stands, its other versions follow.
fn by_story(stock: &Stock) -> Vec<Row> {
    let mut versions: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut leaders = Vec::new();
    for (index, article) in stock.articles().iter().enumerate() {
        let story = stock.story_of(article.id);
        let told = story.map(|story| versions.entry(story).or_default());
        match told {
            Some(told) if !told.is_empty() => told.push(index),
            Some(told) => {
                told.push(index);
                leaders.push((index, story));
            }
            None => leaders.push((index, None)),
        }
    }
    let together = leaders.into_iter().flat_map(|(index, story)| {
        story.map_or_else(|| vec![index], |story| versions[&story].clone())
    });
    together.map(Row::Article).collect()
}

fn stories(stock: &Stock) -> Vec<Row> {
    let places: HashMap<ArticleId, usize> =
        stock.articles().iter().map(|a| a.id).zip(0..).collect();
    let mut rows = Vec::new();
    let told_twice = |(_, story): &(usize, &crate::story::Story)| story.articles.len() > 1;
    for (index, story) in (0..).zip(stock.stories()).filter(told_twice) {
        rows.push(Row::Story(index));
        let versions = story.articles.iter().filter_map(|id| places.get(id));
        rows.extend(versions.map(|&place| Row::Version(place)));
    }
    rows
}
