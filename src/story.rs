//! Which articles are on one event.
//!
//! Articles are joined by what their bodies say: words by their stems, names and numbers above all
//! ([`terms`]), each weighed by how rare it is in the library, as counted once ([`Edition`]), and packed
//! ([`Digest`]). Pairs that share weighty terms are found through an index ([`whole`]), and those that are not alike
//! told by the weightiest terms of both ([`sketch`]); how alike two articles must be depends on the time between
//! them and on their length ([`affinity`]). Articles that hang together by
//! near ones are a tangle ([`tangle`]); in it the nearest are joined first, and a story stays of one piece
//! ([`cluster`]). What a person has joined or split goes before all of this ([`crate::library::ties`]).
//!
//! So stories depend on the set of articles, the edition and the ties, and not on the order in which articles
//! came: settling the tangles that a new article touches makes the same stories as settling all.

use std::cmp::Reverse;
use std::fmt;
use std::sync::Arc;

use rapidhash::v3::rapidhash_v3;
use rayon::prelude::*;

use crate::library::ties::Ties;
use crate::library::{Article, ArticleId, Catalogue, Entry, Library, Texts};
use crate::text::moment::Moment;

mod affinity;
mod cluster;
mod digest;
mod edition;
mod parts;
mod profile;
mod sketch;
mod tangle;
mod terms;
mod token;
mod vocabulary;
mod whole;
mod why;

pub use affinity::{WINDOW, affinity as nearness, day, promises};
pub use digest::{Digest, Gist, Lector};
pub use edition::{Counter, Edition, SAMPLE};
pub use parts::{Lot, Parts, settle_all};
pub use profile::{Hints, product};
pub use sketch::Sketch;
pub use tangle::{Filing, MOST, Settled, settle};
pub use terms::Term;
pub use whole::{Gathering, Index, Posting};

/// What names one story: 64 bits, shown as 16 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId(pub u64);

impl fmt::Display for StoryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// The articles on one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// Its name, the same whatever order the files came in and whatever later articles join it.
    pub id: StoryId,
    /// The headline that stands for all.
    pub title: String,
    /// Its articles in the library's order; never empty.
    pub articles: Vec<ArticleId>,
    /// In words, at least two terms that the bodies share; none for a story of one, or while nobody has asked.
    pub why: Option<String>,
}

impl StoryId {
    /// The name of the story that `article` began.
    pub fn begun_by(article: ArticleId) -> Self {
        Self(rapidhash_v3(&article.0.to_be_bytes()))
    }
}

/// Articles filed into stories.
#[derive(Debug, Clone, Default)]
pub struct Grouping {
    /// In which story each article is.
    pub filings: Vec<Filing>,
    /// What they were weighed by.
    pub reasons: Reasons,
}

/// What it takes to say why articles are one story.
#[derive(Debug, Clone, Default)]
pub struct Reasons {
    /// What the terms of the articles were weighed by.
    pub edition: Arc<Edition>,
    /// What has read them.
    pub lector: Arc<Lector>,
}

impl Reasons {
    /// In words, at least two terms that the bodies of a story share; none for a story of one.
    pub fn why(&self, story: &Story, texts: &dyn Texts) -> Option<String> {
        if story.articles.len() == 1 {
            return None;
        }
        let members = story.articles.iter().filter_map(|id| texts.article(*id));
        let members: Vec<Article> = members.collect();
        let members: Vec<&Article> = members.iter().collect();
        why::why(&members, &self.lector, &self.edition)
    }
}

impl Grouping {
    /// Groups all articles of `catalogue` anew, of which a person has joined and split some.
    pub fn of(catalogue: &Catalogue, texts: &dyn Texts, ties: &Ties) -> Self {
        let lector = Arc::<Lector>::default();
        let mut ids: Vec<ArticleId> = catalogue.entries().map(Entry::id).collect();
        ids.sort_unstable();
        let read = |id: &ArticleId| {
            texts
                .article(*id)
                .map(|article| lector.terms(article.latest()))
        };
        let sample = &ids[..ids.len().min(SAMPLE)];
        let terms: Vec<Vec<Term>> = sample.par_iter().filter_map(read).collect();
        let edition = Edition::of(&terms);
        let digest = |id: &ArticleId| {
            let article = texts.article(*id)?;
            Some(lector.digest(*id, article.latest(), &edition))
        };
        let digests: Vec<Digest> = ids.par_iter().filter_map(digest).collect();
        Self {
            filings: settle_all(digests, ties).into_iter().flatten().collect(),
            reasons: Reasons {
                edition: Arc::new(edition),
                lector,
            },
        }
    }

    /// The stories, those of most articles first (ties: later last publication, then id); an article alone is
    /// a story of one. Why is said of none yet.
    pub fn stories(&self, catalogue: &Catalogue) -> Vec<Story> {
        let mut rows: Vec<(ArticleId, usize, f32)> = self
            .filings
            .par_iter()
            .filter_map(|filing| {
                Some((filing.story, catalogue.row_of(filing.article)?, filing.near))
            })
            .collect();
        rows.par_sort_unstable_by_key(|&(story, row, _)| (story, row));
        let mut stories: Vec<(Story, Option<i64>)> = rows
            .chunk_by(|a, b| a.0 == b.0)
            .map(|members| story(members, catalogue))
            .collect();
        stories.par_sort_unstable_by_key(|(story, last)| {
            (Reverse(story.articles.len()), Reverse(*last), story.id)
        });
        stories.into_iter().map(|(story, _)| story).collect()
    }
}

/// Groups a library that is held in memory, and says why of each story.
pub fn group(library: &Library) -> Vec<Story> {
    let catalogue = Catalogue::of(library);
    let grouping = Grouping::of(&catalogue, library, &Ties::default());
    let mut stories = grouping.stories(&catalogue);
    stories
        .par_iter_mut()
        .for_each(|story| story.why = grouping.reasons.why(story, library));
    stories
}

/// A story of the articles at these rows, which stand newest first, and when its last article was published, in
/// seconds since 1970.
fn story(members: &[(ArticleId, usize, f32)], catalogue: &Catalogue) -> (Story, Option<i64>) {
    let entries = members.iter().map(|&(_, row, _)| catalogue.entry(row));
    let published = entries.clone().filter_map(Entry::published);
    let story = Story {
        id: StoryId::begun_by(members[0].0),
        title: title(members, catalogue).to_owned(),
        articles: entries.map(Entry::id).collect(),
        why: None,
    };
    (story, published.map(Moment::seconds).max())
}

/// The headline that stands for all: that of the article nearest to the others, the newest of
/// equals, but one that its newsroom wrote before one that was derived.
fn title<'a>(members: &[(ArticleId, usize, f32)], catalogue: &'a Catalogue) -> &'a str {
    let worth = |a: &&(ArticleId, usize, f32), b: &&(ArticleId, usize, f32)| {
        let written = |row: usize| !catalogue.entry(row).title_derived();
        written(a.1).cmp(&written(b.1)).then(a.2.total_cmp(&b.2))
    };
    // Of equals `max_by` takes the last, and the members stand newest first.
    let best = members.iter().rev().max_by(worth);
    best.map_or("", |&(_, row, _)| catalogue.entry(row).title())
}

#[cfg(test)]
mod tests;
