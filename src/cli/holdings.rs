//! What a command looks at: the articles of its PATHs, of the person's library or of the samples, as stories.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{DateTime, Utc};
use rayon::prelude::*;

use crate::library::load::{Problem, Progress};
use crate::library::state::States;
use crate::library::ties::{Bond, Ties};
use crate::library::{ArticleId, Catalogue, Entry, Holding, sample};
use crate::store::{Memory, Whose};
use crate::story::{Grouping, Reasons, Story, StoryId};
use crate::text::moment::Moment;

use super::failure::Ended;
use super::progress;

/// Articles and what could not be read; their stories, once somebody asks for them.
#[derive(Debug, Default)]
pub struct Holdings {
    /// The articles, and what could not be read.
    pub held: Holding,
    /// What a person did with the articles.
    pub states: States,
    grouping: OnceCell<Grouped>,
    shelf: Shelf,
}

/// Where the stories are kept.
#[derive(Debug)]
struct Shelf {
    /// The folder of the store, where anything can be kept.
    data: Option<PathBuf>,
    whose: Whose,
    now: DateTime<Utc>,
}

impl Default for Shelf {
    fn default() -> Self {
        Self {
            data: None,
            whose: Whose::Named,
            now: DateTime::default(),
        }
    }
}

#[derive(Debug)]
struct Grouped {
    stories: Vec<Story>,
    reasons: Reasons,
    story_of: HashMap<ArticleId, StoryId>,
}

/// How many stories are explained at once.
const EXPLAINED: usize = 1_000;

/// The reason for a story, with what a person has done for it.
fn by_hand(story: &Story, ties: &Ties, why: String) -> String {
    let is_joined = |article: &ArticleId| {
        let mut bonds = ties.of(*article);
        bonds.any(|(other, bond)| bond == Bond::Together && story.articles.contains(&other))
    };
    if story.articles.iter().any(is_joined) {
        format!("joined by hand; {why}")
    } else {
        why
    }
}

impl Holdings {
    /// Reads `paths`; without any, the folders of the person's library, and while those hold
    /// nothing, the samples. What is new at `now` is put into `memory`.
    pub fn open(
        paths: &[PathBuf],
        folders: &[PathBuf],
        memory: &mut Memory,
        now: DateTime<Utc>,
    ) -> Self {
        let (held, whose) = Self::look(paths, folders, memory, now);
        Self {
            states: memory.states(now),
            shelf: Shelf {
                data: memory.store().map(|_| memory.folder().to_owned()),
                whose,
                now,
            },
            ..Self::new(held)
        }
    }

    fn look(
        paths: &[PathBuf],
        folders: &[PathBuf],
        memory: &mut Memory,
        now: DateTime<Utc>,
    ) -> (Holding, Whose) {
        let counts = Progress::default();
        let read = || {
            let count = |counter: &AtomicUsize| counter.load(Ordering::Relaxed);
            (count(&counts.read), count(&counts.found))
        };
        if !paths.is_empty() {
            let look = || memory.look(paths, Whose::Named, now, &counts);
            return (progress::shown("reading", read, look), Whose::Named);
        }
        let look = || memory.look(folders, Whose::Library, now, &counts);
        let mut own = progress::shown("reading", read, look);
        for problem in &mut own.problems {
            problem.named = false; // by the settings, not by this command
        }
        if own.catalogue.is_empty() {
            let samples = Holding::of(sample::sample().library, own.problems);
            return (samples, Whose::Named);
        }
        (own, Whose::Library)
    }

    /// What was loaded, not yet grouped.
    pub fn new(held: Holding) -> Self {
        Self {
            held,
            states: States::default(),
            grouping: OnceCell::new(),
            shelf: Shelf::default(),
        }
    }

    /// A row for every article, newest first.
    pub fn catalogue(&self) -> &Catalogue {
        &self.held.catalogue
    }

    /// What could not be read.
    pub fn problems(&self) -> &[Problem] {
        &self.held.problems
    }

    /// The stories, those of most articles first.
    pub fn stories(&self) -> &[Story] {
        &self.grouping().stories
    }

    /// The story that an article belongs to.
    pub fn story_of(&self, article: ArticleId) -> Option<StoryId> {
        self.grouping().story_of.get(&article).copied()
    }

    /// Each story with the reason why its articles are one, in words, and whether a person has joined some of
    /// them; none of a story of one. The texts are read on all cores, those of some stories at a time.
    pub fn with_reasons(&self) -> impl Iterator<Item = (&Story, Option<String>)> {
        let lots = self.stories().chunks(EXPLAINED);
        lots.flat_map(|stories| {
            let (reasons, texts) = (&self.grouping().reasons, &*self.held.texts);
            let ties = self.states.ties();
            let explained = stories.par_iter().map(|story| {
                let why = reasons.why(story, texts);
                (story, why.map(|why| by_hand(story, ties, why)))
            });
            explained.collect::<Vec<_>>()
        })
    }

    fn grouping(&self) -> &Grouped {
        self.grouping.get_or_init(|| {
            let grouping = self.group();
            let stories = grouping.stories(self.catalogue());
            let story_of = stories
                .iter()
                .flat_map(|story| story.articles.iter().map(|&article| (article, story.id)))
                .collect();
            Grouped {
                stories,
                reasons: grouping.reasons,
                story_of,
            }
        })
    }

    fn group(&self) -> Grouping {
        let Shelf { data, whose, now } = &self.shelf;
        let ties = self.states.ties();
        match data {
            Some(data) => {
                let mut memory = Memory::open(data, *now);
                memory.grouping(&self.held, *whose, ties, *now, &|_, _| ())
            }
            None => Grouping::of(self.catalogue(), &*self.held.texts, ties),
        }
    }

    /// The articles of `story`, in the library's order.
    pub fn members<'a>(&'a self, story: &'a Story) -> impl Iterator<Item = Entry<'a>> {
        story
            .articles
            .iter()
            .filter_map(|&article| self.catalogue().get(article))
    }

    /// The earliest and the latest time at which an article of `story` was published, where one is known.
    pub fn published(&self, story: &Story) -> Option<(Moment, Moment)> {
        let moments = || self.members(story).filter_map(Entry::published);
        let first = moments().min_by_key(|moment| moment.seconds())?;
        let last = moments().max_by_key(|moment| moment.seconds())?;
        Some((first, last))
    }

    /// Trouble where a path that the person named could not be read, else fine.
    pub fn ended(&self) -> Ended {
        if self.problems().iter().any(|problem| problem.named) {
            Ended::Trouble
        } else {
            Ended::Fine
        }
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::library::{Article, Library, Paragraph, ParagraphKind, Revision};

    /// An article of one revision whose body is `paragraphs`.
    pub fn article(id: u64, source: Option<&str>, title: &str, paragraphs: &[&str]) -> Article {
        Article {
            id: ArticleId(id),
            source: source.map(str::to_owned),
            url: None,
            revisions: vec![Revision {
                title: title.to_owned(),
                path: Some(format!("news/{id}.txt")),
                paragraphs: paragraphs
                    .iter()
                    .map(|text| Paragraph {
                        kind: ParagraphKind::Text,
                        text: (*text).to_owned(),
                    })
                    .collect(),
                ..Revision::default()
            }],
        }
    }

    /// A holdings of `articles`.
    pub fn holdings(articles: Vec<Article>) -> Holdings {
        Holdings::new(Holding::of(Library::new(articles), Vec::new()))
    }

    #[test]
    fn ids_are_printed_as_long_as_tells_them_apart() {
        let of = |ids: &[u64]| {
            holdings(
                ids.iter()
                    .map(|&id| article(id, None, "t", &["b"]))
                    .collect(),
            )
            .catalogue()
            .id_digits()
        };
        assert_eq!(of(&[]), 7);
        assert_eq!(of(&[1 << 60, 2 << 60]), 7);
        assert_eq!(of(&[0x1234_5678_9000_0000, 0x1234_5678_9f00_0000]), 10);
        assert_eq!(of(&[6, 7]), 16);
    }

    #[test]
    fn only_a_path_that_was_named_makes_trouble() {
        let problem = |named| Problem {
            path: "x".to_owned(),
            reason: "is not there".to_owned(),
            named,
        };
        let mut holdings = holdings(Vec::new());
        assert_eq!(holdings.ended(), Ended::Fine);
        holdings.held.problems.push(problem(false));
        assert_eq!(holdings.ended(), Ended::Fine);
        holdings.held.problems.push(problem(true));
        assert_eq!(holdings.ended(), Ended::Trouble);
    }
}
