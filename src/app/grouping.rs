//! The stories of a catalogue, and the lists that they make; worked out off the screen's thread.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::shelf::Row;
use crate::library::ties::{Bond, Ties};
use crate::library::{ArticleId, Catalogue, Texts};
use crate::story::{Reasons, Story};

/// Stands for no story.
const ALONE: u32 = u32::MAX;

/// The stories of a catalogue.
#[derive(Debug, Clone)]
pub struct Grouping {
    stories: Vec<Story>,
    /// Index of the story that each row of the catalogue belongs to.
    story_of: Vec<u32>,
    together: Arc<[Row]>,
    told: Arc<[Row]>,
    reasons: Option<Reasons>,
    /// The stories that a person has had a hand in, and how.
    by_hand: HashMap<usize, &'static str>,
}

impl Grouping {
    /// What `stories` make of `catalogue`.
    pub fn new(catalogue: &Catalogue, stories: Vec<Story>) -> Self {
        let mut story_of = vec![ALONE; catalogue.len()];
        let mut told = Vec::new();
        for (index, story) in stories.iter().enumerate() {
            let versions = story.articles.iter();
            let versions = versions.filter_map(|id| catalogue.row_of(*id));
            let is_told_twice = story.articles.len() > 1;
            told.extend(is_told_twice.then_some(Row::Story(index)));
            for row in versions {
                story_of[row] = u32::try_from(index).unwrap_or(ALONE);
                told.extend(is_told_twice.then_some(Row::Version(row)));
            }
        }
        Self {
            together: together(&story_of, stories.len()),
            told: told.into(),
            reasons: None,
            by_hand: HashMap::new(),
            stories,
            story_of,
        }
    }

    /// The same, told by which ties it came about.
    #[must_use]
    pub fn tied(mut self, ties: &Ties) -> Self {
        let tied: HashSet<ArticleId> = ties
            .latest_first()
            .iter()
            .flat_map(|t| [t.0, t.1])
            .collect();
        let mut story_of: HashMap<ArticleId, usize> = HashMap::new();
        for (index, story) in self.stories.iter().enumerate().filter(|_| !tied.is_empty()) {
            let known = story.articles.iter().filter(|id| tied.contains(id));
            story_of.extend(known.map(|id| (*id, index)));
        }
        for (one, other, bond) in ties.latest_first() {
            let story = |id: ArticleId| story_of.get(&id).copied();
            let (first, second) = (story(one), story(other));
            let said = match bond {
                Bond::Together if first == second => "joined by hand",
                Bond::Together => continue, // what was said later holds
                Bond::Apart => "split by hand",
            };
            for story in [first, second].into_iter().flatten() {
                self.by_hand.entry(story).or_insert(said);
            }
        }
        self
    }

    /// What a person has done to a story: joined something to it, or split something off.
    pub fn by_hand(&self, index: usize) -> Option<&'static str> {
        self.by_hand.get(&index).copied()
    }

    /// The same with what it takes to say why articles are one story.
    #[must_use]
    pub fn with_reasons(self, reasons: Reasons) -> Self {
        Self {
            reasons: Some(reasons),
            ..self
        }
    }

    /// Why the articles of a story are one, in words; none of a story of one.
    pub fn why(&self, index: usize, texts: &dyn Texts) -> Option<String> {
        let story = self.stories.get(index)?;
        let found = || self.reasons.as_ref()?.why(story, texts);
        story.why.clone().or_else(found)
    }

    /// The stories, those of most articles first.
    pub fn stories(&self) -> &[Story] {
        &self.stories
    }

    /// Index of the story that the article of a row belongs to.
    pub fn story_of(&self, row: usize) -> Option<usize> {
        let story = *self.story_of.get(row)?;
        (story != ALONE).then_some(story as usize)
    }

    /// All articles; where the newest version of a story stands, its other versions follow.
    pub fn together(&self) -> &Arc<[Row]> {
        &self.together
    }

    /// Stories of several versions, each with its versions below it.
    pub fn told(&self) -> &Arc<[Row]> {
        &self.told
    }
}

impl Default for Grouping {
    fn default() -> Self {
        Self::new(&Catalogue::default(), Vec::new())
    }
}

fn together(story_of: &[u32], stories: usize) -> Arc<[Row]> {
    let mut told: Vec<Vec<u32>> = vec![Vec::new(); stories];
    for (row, &story) in (0..).zip(story_of) {
        if story != ALONE {
            told[story as usize].push(row);
        }
    }
    let mut together: Vec<Row> = Vec::with_capacity(story_of.len());
    for (row, &story) in story_of.iter().enumerate() {
        if story == ALONE {
            together.push(Row::Article(row));
        } else {
            // The others stand where the newest does, so that none is left for them.
            let versions = std::mem::take(&mut told[story as usize]);
            let versions = versions.into_iter().map(|row| row as usize);
            together.extend(versions.map(Row::Article));
        }
    }
    together.into()
}
