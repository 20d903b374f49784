//! Which articles are on one event.
//!
//! Articles are joined by what their bodies say: words by their stems, names and numbers above all
//! ([`terms`]), each weighed by how rare it is in the library, as counted once ([`Edition`]), and packed
//! ([`Digest`]). Pairs that share weighty terms are found through an index ([`whole`]); how alike two articles
//! must be depends on the time between them and on their length ([`affinity`]). Articles that hang together by
//! near ones are a tangle ([`tangle`]); in it the nearest are joined first, and a story stays of one piece
//! ([`cluster`]). What a person has joined or split goes before all of this ([`Ties`]).
//!
//! So stories depend on the set of articles, the edition and the ties, and not on the order in which articles
//! came: settling the tangles that a new article touches makes the same stories as settling all.

use std::cmp::Reverse;
use std::fmt;

use rapidhash::RapidHashMap;
use rapidhash::v3::rapidhash_v3;
use rayon::prelude::*;

use crate::library::{Article, ArticleId, Library};
use crate::text::moment::Moment;

mod affinity;
mod cluster;
mod digest;
mod edition;
mod profile;
mod tangle;
mod terms;
mod ties;
mod token;
mod vocabulary;
mod whole;
mod why;

pub use affinity::{WINDOW, affinity as nearness, day, promises};
pub use digest::{Digest, Lector};
pub use edition::{Counter, Edition, SAMPLE};
pub use profile::{Hint, Hints, Profile, product};
pub use tangle::{Filing, MOST, Settled, settle};
pub use terms::Term;
pub use ties::{Bond, Tie, Ties};
pub use whole::settle_all;
pub use why::why;

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
    /// In words, at least two terms that the bodies share; none for a story of one.
    pub why: Option<String>,
}

impl StoryId {
    /// The name of the story that `article` began.
    pub fn begun_by(article: ArticleId) -> Self {
        Self(rapidhash_v3(&article.0.to_be_bytes()))
    }
}

/// Groups a library's articles into stories: those of most articles first (ties: later last
/// publication, then id); an article alone is a story of one.
pub fn group(library: &Library) -> Vec<Story> {
    group_tied(library, &Ties::default())
}

/// Groups a library's articles into stories, of which a person has joined and split some.
pub fn group_tied(library: &Library, ties: &Ties) -> Vec<Story> {
    let lector = Lector::default();
    let articles = library.articles();
    let terms: Vec<Vec<Term>> = articles
        .par_iter()
        .map(|article| lector.terms(article.latest()))
        .collect();
    let mut sample: Vec<usize> = (0..articles.len()).collect();
    sample.sort_unstable_by_key(|&place| articles[place].id);
    sample.truncate(SAMPLE);
    let edition = Edition::of(sample.into_iter().map(|place| &terms[place]));
    let digest = |(article, terms): (&Article, &Vec<Term>)| {
        Digest::new(article.id, published(article), terms, &edition)
    };
    let digests: Vec<Digest> = articles.par_iter().zip(&terms).map(digest).collect();
    drop(terms);
    let filings: Vec<Filing> = settle_all(&digests, ties).into_iter().flatten().collect();
    let mut stories = bind(library, &filings);
    stories.par_iter_mut().for_each(|story| {
        let members = story.articles.iter().filter_map(|&id| library.get(id));
        story.why = why(&members.collect::<Vec<_>>(), &lector, &edition);
    });
    stories
}

/// The stories in which articles of a library are filed, in order; why is not yet said of any.
pub fn bind(library: &Library, filings: &[Filing]) -> Vec<Story> {
    let filed: RapidHashMap<ArticleId, &Filing> = filings
        .iter()
        .map(|filing| (filing.article, filing))
        .collect();
    let mut members: RapidHashMap<ArticleId, Vec<(&Article, f32)>> = RapidHashMap::default();
    for article in library.articles() {
        if let Some(filing) = filed.get(&article.id) {
            let story = members.entry(filing.story).or_default();
            story.push((article, filing.near));
        }
    }
    let mut stories: Vec<(Story, Option<i64>)> = members
        .into_iter()
        .map(|(first, members)| {
            let story = Story {
                id: StoryId::begun_by(first),
                title: title(&members).to_owned(),
                articles: members.iter().map(|(article, _)| article.id).collect(),
                why: None,
            };
            let last = members.iter().filter_map(|(article, _)| published(article));
            (story, last.max())
        })
        .collect();
    stories.par_sort_unstable_by_key(|(story, last)| {
        (Reverse(story.articles.len()), Reverse(*last), story.id)
    });
    stories.into_iter().map(|(story, _)| story).collect()
}

fn published(article: &Article) -> Option<i64> {
    article.latest().published.map(Moment::seconds)
}

/// The headline that stands for all: that of the article nearest to the others, the newest of
/// equals, but one that its newsroom wrote before one that was derived.
fn title<'a>(members: &[(&'a Article, f32)]) -> &'a str {
    let worth = |a: &&(&Article, f32), b: &&(&Article, f32)| {
        let written = |article: &Article| !article.latest().title_derived;
        written(a.0).cmp(&written(b.0)).then(a.1.total_cmp(&b.1))
    };
    // Of equals `max_by` takes the last, and the members stand newest first.
    let best = members.iter().rev().max_by(worth);
    best.map_or("", |(article, _)| &article.latest().title)
}

#[cfg(test)]
mod tests;
