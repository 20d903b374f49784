//! Which articles are on one event.
//!
//! Articles are joined by what their bodies say: words by their stems, names and numbers above all, each
//! weighed by how rare it is ([`profile`]). Pairs that share rare terms are found through an index
//! ([`index`]); how alike two articles must be depends on the time between them and on their length
//! ([`affinity`]); the nearest are joined first, and a story stays of one piece ([`cluster`]).

use std::cmp::Reverse;
use std::fmt;

use rapidhash::RapidHashMap;
use rapidhash::v3::rapidhash_v3;
use rayon::prelude::*;

use crate::library::{Article, ArticleId, Library};
use crate::text::moment::Moment;

mod affinity;
mod cluster;
mod index;
mod profile;
mod terms;
mod token;
mod vocabulary;
mod why;

use affinity::Affinities;
use cluster::Link;
use profile::Profiles;
use vocabulary::Vocabulary;
use why::Member;

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

/// Groups a library's articles into stories: those of most articles first (ties: later last
/// publication, then id); an article alone is a story of one.
pub fn group(library: &Library) -> Vec<Story> {
    let desk = Desk::new(library);
    let links = desk.links();
    let clusters = cluster::cluster(desk.articles.len(), &links);
    let nearness = nearness(desk.articles.len(), &clusters, &links);
    let mut stories: Vec<(Story, Option<i64>)> = clusters
        .into_par_iter()
        .map(|members| desk.story(members, &nearness))
        .collect();
    stories.sort_unstable_by_key(|(story, last)| {
        (Reverse(story.articles.len()), Reverse(*last), story.id)
    });
    stories.into_iter().map(|(story, _)| story).collect()
}

/// How near each article is to the others of its cluster, summed up.
fn nearness(articles: usize, clusters: &[Vec<u32>], links: &[Link]) -> Vec<f32> {
    let mut cluster_of = vec![0; articles];
    for (cluster, members) in clusters.iter().enumerate() {
        for &member in members {
            cluster_of[member as usize] = cluster;
        }
    }
    let mut nearness = vec![0.0; articles];
    for &(left, right, affinity) in links {
        let (left, right) = (left as usize, right as usize);
        if cluster_of[left] == cluster_of[right] {
            nearness[left] += affinity;
            nearness[right] += affinity;
        }
    }
    nearness
}

/// A library's articles as they are grouped: in the order of their ids, so that nothing depends on
/// how the files came in.
struct Desk<'a> {
    articles: Vec<&'a Article>,
    /// Where each article stands in the library.
    places: Vec<usize>,
    /// By the language an article names.
    vocabularies: RapidHashMap<Option<&'a str>, Vocabulary>,
    profiles: Profiles,
}

impl<'a> Desk<'a> {
    fn new(library: &'a Library) -> Self {
        let mut filed: Vec<(usize, &Article)> = library.articles().iter().enumerate().collect();
        filed.sort_unstable_by_key(|(_, article)| article.id);
        let (places, articles): (_, Vec<&Article>) = filed.into_iter().unzip();
        let mut vocabularies = RapidHashMap::default();
        for article in &articles {
            let language = language(article);
            let vocabulary = || Vocabulary::of(language);
            vocabularies.entry(language).or_insert_with(vocabulary);
        }
        let terms: Vec<_> = articles
            .par_iter()
            .map(|article| terms::terms(article.latest(), &vocabularies[&language(article)]))
            .collect();
        Self {
            profiles: profile::weigh(&terms),
            articles,
            places,
            vocabularies,
        }
    }

    /// The pairs of articles that are near each other to any degree.
    fn links(&self) -> Vec<Link> {
        let affinities = Affinities::new(&self.articles, &self.profiles);
        index::pairs(&self.profiles)
            .par_iter()
            .filter_map(|pair| Some((pair.left, pair.right, affinities.of(pair)?)))
            .collect()
    }

    /// The story of one cluster, and when its last article was published, in seconds since 1970.
    fn story(&self, mut cluster: Vec<u32>, nearness: &[f32]) -> (Story, Option<i64>) {
        cluster.sort_unstable_by_key(|&article| self.places[article as usize]);
        let members: Vec<Member> = cluster
            .iter()
            .map(|&article| self.member(article))
            .collect();
        let story = Story {
            id: story_id(&members),
            title: title(&members, nearness).to_owned(),
            articles: members.iter().map(|member| member.article.id).collect(),
            why: (members.len() > 1).then(|| why::why(&members, &self.profiles)),
        };
        (story, members.iter().filter_map(published).max())
    }

    fn member(&self, article: u32) -> Member<'_> {
        let place = article as usize;
        Member {
            article: self.articles[place],
            place,
            vocabulary: &self.vocabularies[&language(self.articles[place])],
        }
    }
}

fn language(article: &Article) -> Option<&str> {
    article.latest().language.as_deref()
}

fn published(member: &Member) -> Option<i64> {
    member.article.latest().published.map(Moment::seconds)
}

/// The id of the story that its earliest article began, so that it stays when others join.
fn story_id(members: &[Member]) -> StoryId {
    let age = |member: &&Member| (published(member).unwrap_or(i64::MAX), member.article.id);
    let earliest = members
        .iter()
        .min_by_key(age)
        .expect("a story has an article");
    StoryId(rapidhash_v3(&earliest.article.id.0.to_be_bytes()))
}

/// The headline that stands for all: that of the article nearest to the others, the newest of
/// equals, but one that its newsroom wrote before one that was derived.
fn title<'a>(members: &[Member<'a>], nearness: &[f32]) -> &'a str {
    let worth = |a: &&Member, b: &&Member| {
        let written = |member: &Member| !member.article.latest().title_derived;
        let near = nearness[a.place].total_cmp(&nearness[b.place]);
        written(a).cmp(&written(b)).then(near)
    };
    // Of equals `max_by` takes the last, and the members stand newest first.
    let best = members
        .iter()
        .rev()
        .max_by(worth)
        .expect("a story has an article");
    &best.article.latest().title
}
