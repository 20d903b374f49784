//! What is at hand to be read: the library, its stories, and what could not be read.

use std::collections::HashMap;
use std::sync::Arc;

use crate::library::load::Problem;
use crate::library::{Article, ArticleId, Library};
use crate::search::Headlines;
use crate::story::Story;

/// Everything that has been loaded so far.
#[derive(Debug, Clone, Default)]
pub struct Stock {
    library: Arc<Library>,
    stories: Vec<Story>,
    story_of: HashMap<ArticleId, usize>,
    problems: Vec<Problem>,
    headlines: Headlines,
}

impl Stock {
    /// A library without its stories yet; `headlines` are those of its articles, in their order.
    pub fn new(library: Arc<Library>, problems: Vec<Problem>, headlines: Headlines) -> Self {
        Self {
            library,
            problems,
            headlines,
            ..Self::default()
        }
    }

    /// Takes in the stories.
    pub fn group(&mut self, stories: Vec<Story>) {
        self.story_of = (0..)
            .zip(&stories)
            .flat_map(|(index, story)| story.articles.iter().map(move |id| (*id, index)))
            .collect();
        self.stories = stories;
    }

    /// The library.
    pub fn library(&self) -> &Arc<Library> {
        &self.library
    }

    /// The articles, newest first.
    pub fn articles(&self) -> &[Article] {
        self.library.articles()
    }

    /// The article of that id.
    pub fn get(&self, id: ArticleId) -> Option<&Article> {
        self.library.get(id)
    }

    /// The stories; none while they are not grouped.
    pub fn stories(&self) -> &[Story] {
        &self.stories
    }

    /// Index of the story that `id` belongs to.
    pub fn story_of(&self, id: ArticleId) -> Option<usize> {
        self.story_of.get(&id).copied()
    }

    /// How many articles tell the story that `id` belongs to, itself among them.
    pub fn told_by(&self, id: ArticleId) -> usize {
        let story = self.story_of(id).map(|index| &self.stories[index]);
        story.map_or(1, |story| story.articles.len())
    }

    /// What could not be read.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The headlines of all articles, ready to be searched.
    pub fn headlines(&self) -> &Headlines {
        &self.headlines
    }

    /// The year of the newest article; days of it are written without it.
    pub fn year(&self) -> Option<i32> {
        use chrono::Datelike;
        let newest = self.articles().first()?.latest().published?;
        Some(newest.day().year())
    }
}
