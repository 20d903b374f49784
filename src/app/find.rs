//! Finding a headline as one types, and going through the matches afterwards.

use std::collections::HashSet;
use std::ops::Range;

use super::Pane;
use super::prompt::Prompt;
use super::shelf::Row;
use super::stock::Stock;
use crate::search::Ranking;

/// A search being typed, and what to put back when it is given up.
#[derive(Debug, Clone)]
pub struct Find {
    /// What has been typed.
    pub prompt: Prompt,
    /// The rows of the list before.
    pub rows: Vec<Row>,
    /// The selected row before.
    pub at: usize,
    /// The first line of the reading pane before.
    pub top: usize,
    /// The pane in focus before.
    pub focus: Pane,
    /// The search that was live before.
    pub live: Option<Live>,
}

impl Find {
    /// The rows that what has been typed matches, best first, and the search itself.
    pub fn found(&self, stock: &Stock) -> (Vec<Row>, Live) {
        let articles = self.rows.iter().filter_map(|row| row.article());
        let listed: HashSet<usize> = articles.collect();
        let ranking = stock.headlines().rank(self.prompt.text());
        let rows: Vec<Row> = ranking
            .indices()
            .filter(|index| listed.contains(index))
            .map(Row::Article)
            .collect();
        (
            rows,
            Live {
                query: self.prompt.text().to_owned(),
                ranking,
            },
        )
    }

    /// How many articles the list holds in all.
    pub fn all(&self) -> usize {
        self.rows
            .iter()
            .filter(|row| row.article().is_some())
            .count()
    }
}

/// A search whose matches can be gone through.
#[derive(Debug, Clone)]
pub struct Live {
    query: String,
    ranking: Ranking,
}

impl Live {
    /// What was searched for.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// The letters of a headline that are matched.
    pub fn matches(&self, title: &str) -> Vec<Range<usize>> {
        self.ranking.matches(title)
    }

    /// Indices of the matching rows, in the order of the list.
    pub fn rows(&self, rows: &[Row]) -> Vec<usize> {
        let found: HashSet<usize> = self.ranking.indices().collect();
        let matching = |row: &Row| row.article().is_some_and(|index| found.contains(&index));
        (0..rows.len()).filter(|&at| matching(&rows[at])).collect()
    }
}
