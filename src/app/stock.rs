//! What is at hand to be read: a row for every article, its texts, its stories, and what could not be read.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;

use super::grouping::Grouping;
use crate::library::load::Problem;
use crate::library::{Article, ArticleId, Catalogue, Entry, Holding};
use crate::search::Headlines;
use crate::story::Story;

/// How many texts are kept at hand once they were asked for.
const FETCHED: usize = 32;

/// Everything that has been loaded so far.
#[derive(Debug, Clone, Default)]
pub struct Stock {
    holding: Holding,
    grouping: Grouping,
    headlines: Headlines,
    /// The texts asked for last, the newest first.
    fetched: RefCell<VecDeque<Arc<Article>>>,
}

impl Stock {
    /// Articles without their stories yet; `headlines` are those of the catalogue, in its order.
    pub fn new(holding: Holding, headlines: Headlines) -> Self {
        Self {
            grouping: Grouping::new(&holding.catalogue, Vec::new()),
            holding,
            headlines,
            ..Self::default()
        }
    }

    /// Takes in the stories.
    pub fn group(&mut self, grouping: Grouping) {
        self.grouping = grouping;
    }

    /// The stories, and the lists they make.
    pub fn grouping(&self) -> &Grouping {
        &self.grouping
    }

    /// All that was loaded.
    pub fn holding(&self) -> &Holding {
        &self.holding
    }

    /// A row for every article, newest first.
    pub fn catalogue(&self) -> &Catalogue {
        &self.holding.catalogue
    }

    /// The row of that number.
    pub fn entry(&self, row: usize) -> Entry<'_> {
        self.catalogue().entry(row)
    }

    /// The row of the article of that id.
    pub fn get(&self, id: ArticleId) -> Option<Entry<'_>> {
        self.catalogue().get(id)
    }

    /// The whole article of that id; none where it cannot be read.
    pub fn article(&self, id: ArticleId) -> Option<Arc<Article>> {
        let mut fetched = self.fetched.borrow_mut();
        let article = match fetched.iter().position(|article| article.id == id) {
            Some(at) => fetched.remove(at)?,
            None => Arc::new(self.holding.texts.article(id)?),
        };
        fetched.push_front(Arc::clone(&article));
        fetched.truncate(FETCHED);
        Some(article)
    }

    /// The stories; none while they are not grouped.
    pub fn stories(&self) -> &[Story] {
        self.grouping.stories()
    }

    /// Why the articles of a story are one, in words; none of a story of one.
    pub fn why(&self, index: usize) -> Option<String> {
        self.grouping.why(index, &*self.holding.texts)
    }

    /// Index of the story that `id` belongs to.
    pub fn story_of(&self, id: ArticleId) -> Option<usize> {
        self.grouping.story_of(self.catalogue().row_of(id)?)
    }

    /// How many articles tell the story that `id` belongs to, itself among them.
    pub fn told_by(&self, id: ArticleId) -> usize {
        let story = self.story_of(id).map(|index| &self.stories()[index]);
        story.map_or(1, |story| story.articles.len())
    }

    /// What could not be read.
    pub fn problems(&self) -> &[Problem] {
        &self.holding.problems
    }

    /// The headlines of all articles, ready to be searched.
    pub fn headlines(&self) -> &Headlines {
        &self.headlines
    }

    /// The year of the newest article; days of it are written without it.
    pub fn year(&self) -> Option<i32> {
        use chrono::Datelike;
        let newest = self.catalogue().entries().next()?.published()?;
        Some(newest.day().year())
    }
}
