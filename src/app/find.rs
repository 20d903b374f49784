//! Finding a headline as one types, and going through the matches afterwards.

use std::ops::Range;
use std::sync::Arc;

use super::Pane;
use super::prompt::Prompt;
use super::shelf::Row;
use super::stock::Stock;
use crate::search::filter::Asked;
use crate::search::{Ranking, Search};

/// Among so many headlines a search is over before a person notices; among more it is a job.
pub(super) const AT_ONCE: usize = 100_000;

/// A search being typed, and what to put back when it is given up.
#[derive(Debug, Clone)]
pub struct Find {
    /// What has been typed.
    pub prompt: Prompt,
    /// What is searched: the rows of the list before.
    pub(super) among: Among,
    /// The selected row before.
    pub at: usize,
    /// The first line of the reading pane before.
    pub top: usize,
    /// The pane in focus before.
    pub focus: Pane,
    /// The search that was live before.
    pub live: Option<Live>,
    /// What earlier keys have ruled out.
    pub(super) search: Search,
    /// What is being looked for elsewhere, until all of it is found.
    pub(super) awaited: Option<Awaited>,
}

/// A search that is a job.
#[derive(Debug, Clone)]
pub(super) struct Awaited {
    /// What is looked for.
    pub(super) asked: Asked,
    /// Whether the job has been handed out.
    pub(super) begun: bool,
    /// Whether the first of what is found is shown.
    pub(super) shown: bool,
}

/// The rows of a list whose articles are searched.
#[derive(Debug, Clone)]
pub(super) struct Among {
    /// The rows.
    pub(super) rows: Arc<[Row]>,
    /// How many articles they hold.
    articles: usize,
    /// For every headline of the stock whether it is among them; none where all are.
    only: Option<Vec<bool>>,
}

impl Among {
    /// These rows of a list of `stock`.
    pub(super) fn new(rows: Arc<[Row]>, stock: &Stock) -> Self {
        let only = set(rows.iter().filter_map(|row| row.article()), stock);
        let articles = only.iter().filter(|is_listed| **is_listed).count();
        Self {
            rows,
            articles,
            only: (articles < only.len()).then_some(only),
        }
    }

    /// What was found of them, best first.
    pub(super) fn listed(&self, ranking: &Ranking) -> Arc<[Row]> {
        let found = ranking.indices();
        match &self.only {
            Some(only) => found.filter(|&at| only[at]).map(Row::Article).collect(),
            None => found.map(Row::Article).collect(),
        }
    }
}

impl Find {
    /// How many articles the list holds in all.
    pub fn all(&self) -> usize {
        self.among.articles
    }
}

/// A search whose matches can be gone through.
#[derive(Debug, Clone)]
pub struct Live {
    query: String,
    ranking: Ranking,
}

impl Live {
    /// What was found for `query`.
    pub(super) fn new(query: String, ranking: Ranking) -> Self {
        Self { query, ranking }
    }

    /// What was searched for.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// The letters of a headline that are matched.
    pub fn matches(&self, title: &str) -> Vec<Range<usize>> {
        self.ranking.matches(title)
    }

    /// Indices of the matching rows, in the order of the list.
    pub fn rows(&self, rows: &[Row], stock: &Stock) -> Vec<usize> {
        let found = set(self.ranking.indices(), stock);
        let matching = |row: &Row| row.article().is_some_and(|index| found[index]);
        (0..rows.len()).filter(|&at| matching(&rows[at])).collect()
    }
}

/// For every headline of the stock whether its index is among `indices`.
fn set(indices: impl Iterator<Item = usize>, stock: &Stock) -> Vec<bool> {
    let mut set = vec![false; stock.catalogue().len()];
    for index in indices {
        set[index] = true;
    }
    set
}
