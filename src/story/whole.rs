//! Finds among all articles those that are worth comparing, through an index of what leads to them. So of each
//! article only that need be held at once.

use rayon::prelude::*;

use super::affinity::{WINDOW, day, promises};
use super::digest::Digest;
use super::parts::Parts;
use super::profile::product;
use super::sketch::Sketch;
use crate::library::ArticleId;
use crate::library::ties::Ties;

/// How many hints an article has, as a rule.
const HINTS: usize = 16;

/// The day of an article without a date.
const UNDATED: i32 = i32::MIN;

/// One place where a hint is: its key, the day of the article, the article, and the weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    /// What names the term.
    pub key: u32,
    /// The day since 1970, before all others where there is none.
    day: i32,
    /// The article, by its place among those that were gathered.
    pub place: u32,
    /// What the term weighs.
    pub value: u8,
}

impl Posting {
    /// The day of the article since 1970, where it has one.
    pub fn day(&self) -> Option<i64> {
        dated(self.day)
    }
}

/// What leads to articles, gathered from one after the other.
#[derive(Debug, Default)]
pub struct Gathering {
    articles: Vec<ArticleId>,
    days: Vec<i32>,
    sketches: Vec<Sketch>,
    postings: Vec<Posting>,
    copies: Vec<(u32, u32)>,
}

impl Gathering {
    /// Has room for so many articles.
    pub fn with_room(articles: usize) -> Self {
        Self {
            articles: Vec::with_capacity(articles),
            days: Vec::with_capacity(articles),
            sketches: Vec::with_capacity(articles),
            postings: Vec::with_capacity(articles * HINTS),
            copies: Vec::with_capacity(articles),
        }
    }

    /// How many articles it has.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Takes up one more article.
    pub fn add(&mut self, digest: Digest) {
        let place = u32::try_from(self.articles.len()).unwrap_or(u32::MAX);
        let day = posted(digest.gist.at.map(day));
        self.articles.push(digest.gist.article);
        self.days.push(day);
        self.sketches.push(digest.sketch);
        self.postings
            .extend(digest.hints.terms.iter().map(|hint| Posting {
                key: hint.key,
                day,
                place,
                value: hint.value,
            }));
        self.copies
            .extend(digest.hints.copy.map(|key| (key, place)));
    }

    /// The index of what was gathered.
    pub fn index(mut self) -> Index {
        self.postings.par_sort_unstable();
        self.copies.par_sort_unstable();
        let mut ends = vec![0u32; self.articles.len()];
        for posting in &self.postings {
            ends[posting.place as usize] += 1;
        }
        let mut end = 0;
        for count in &mut ends {
            // Where those of each article begin; they are put in from there on.
            end += std::mem::replace(count, end);
        }
        let mut found = vec![0u32; self.postings.len()];
        for (at, posting) in (0..).zip(&self.postings) {
            let end = &mut ends[posting.place as usize];
            found[*end as usize] = at;
            *end += 1;
        }
        Index {
            gathered: self,
            found,
            ends,
        }
    }
}

/// What leads to articles, in order.
#[derive(Debug)]
pub struct Index {
    gathered: Gathering,
    /// Where among the postings those of each article are, article by article.
    found: Vec<u32>,
    /// Where in this those of each article end.
    ends: Vec<u32>,
}

impl Index {
    /// All postings, by key and day.
    pub fn postings(&self) -> &[Posting] {
        &self.gathered.postings
    }

    /// What leads to copies, and the places of the articles.
    pub fn copies(&self) -> &[(u32, u32)] {
        &self.gathered.copies
    }

    /// The sketch of the article at a place.
    pub fn sketch(&self, place: u32) -> &Sketch {
        &self.gathered.sketches[place as usize]
    }

    /// What hangs together by pairs that are worth comparing, or by hand.
    pub fn parts(&self, ties: &Ties) -> Parts {
        Parts::new(&self.gathered.articles, &self.pairs(), ties)
    }

    /// The places of the articles that are worth comparing, two by two.
    fn pairs(&self) -> Vec<(u32, u32)> {
        let count = self.gathered.articles.len();
        let places = u32::try_from(count).unwrap_or(u32::MAX);
        let met = (0..places).into_par_iter().map_init(
            || vec![0.0; count],
            |promised, place| self.met_by(place, promised),
        );
        let copies = self
            .gathered
            .copies
            .par_chunk_by(|one, other| one.0 == other.0);
        let copies = copies.flat_map_iter(|copies| self.copied(copies));
        met.flatten_iter().chain(copies).collect()
    }

    /// The pairs of an article and those that are posted after it: of later days, or of its own and later
    /// places; an article without a date is posted before all. `promised` has a zero for each article, before and
    /// after.
    fn met_by(&self, place: u32, promised: &mut [f32]) -> Vec<(u32, u32)> {
        let start = place.checked_sub(1);
        let start = start.map_or(0, |before| self.ends[before as usize]);
        let mut met = Vec::new();
        for &at in &self.found[start as usize..self.ends[place as usize] as usize] {
            let own = self.gathered.postings[at as usize];
            for posting in self.after(at as usize) {
                let promise = &mut promised[posting.place as usize];
                if *promise == 0.0 {
                    met.push(posting.place);
                }
                *promise += product(own.value, posting.value);
            }
        }
        let day = |place: u32| dated(self.gathered.days[place as usize]);
        let is_like = |other: &u32| {
            let promise = std::mem::take(&mut promised[*other as usize]);
            let days = (day(place), day(*other));
            promises(promise, days.0, days.1)
                && self.sketch(place).is_like(self.sketch(*other), days)
        };
        met.retain(is_like);
        met.into_iter().map(|other| (place, other)).collect()
    }

    /// Those pairs of articles led to as copies of each other that look it.
    fn copied<'a>(&'a self, copies: &'a [(u32, u32)]) -> impl Iterator<Item = (u32, u32)> + 'a {
        let with = move |(at, one): (usize, u32)| {
            let others = copies[at + 1..].iter().map(|(_, other)| *other);
            let copied = move |other: &u32| self.sketch(one).is_copied(self.sketch(*other));
            others.filter(copied).map(move |other| (one, other))
        };
        let places = copies.iter().map(|(_, place)| *place);
        places.enumerate().flat_map(with)
    }

    /// The postings after that at `at` with the same key whose days are near enough to its own.
    fn after(&self, at: usize) -> impl Iterator<Item = &Posting> {
        let own = self.gathered.postings[at];
        let last = match own.day {
            UNDATED => i32::MAX,
            day => i32::try_from(i64::from(day) + WINDOW).unwrap_or(i32::MAX),
        };
        let after = self.gathered.postings[at + 1..].iter();
        after.take_while(move |posting| posting.key == own.key && posting.day <= last)
    }
}

/// The day under which an article's hints are posted.
fn posted(day: Option<i64>) -> i32 {
    day.map_or(UNDATED, |day| {
        i32::try_from(day).unwrap_or(if day < 0 { UNDATED + 1 } else { i32::MAX })
    })
}

/// The day of what is posted so.
fn dated(posted: i32) -> Option<i64> {
    (posted != UNDATED).then_some(posted.into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::edition::Edition;
    use super::super::parts::settle_all;
    use super::super::tangle::{Filing, Settled, settle};
    use super::super::terms::{Kind, Term};
    use super::*;
    use crate::library::ArticleId;

    /// Articles of terms drawn from 60, of some days.
    fn digests() -> impl Strategy<Value = Vec<Digest>> {
        let terms = prop::collection::btree_set(0..60u64, 0..12).prop_map(|keys| {
            let term = |key: u64| Term {
                key: key << 56 | key << 36,
                kind: Kind::Word,
                count: 1.0,
                capitals: 2,
                share: 0.002,
                in_body: true,
            };
            keys.into_iter().map(term).collect::<Vec<Term>>()
        });
        let at = prop::option::of((0..60i64).prop_map(|day| day * 86_400));
        prop::collection::vec((at, terms), 0..40).prop_map(|articles| {
            let edition = Edition::of(articles.iter().map(|(_, terms)| terms));
            let digest = |(id, (at, terms)): (u64, &(Option<i64>, Vec<Term>))| {
                Digest::new(ArticleId(id), *at, terms, &edition)
            };
            (0..).zip(&articles).map(digest).collect()
        })
    }

    fn sorted(settled: Vec<Settled>) -> Vec<(ArticleId, ArticleId)> {
        let place = |filing: Filing| (filing.article, filing.story);
        let mut filed: Vec<_> = settled.into_iter().flatten().map(place).collect();
        filed.sort_unstable();
        filed
    }

    proptest! {
        #[test]
        fn the_index_finds_what_comparing_all_pairs_finds(digests in digests()) {
            let compared = settle(digests.iter().collect(), &Ties::default());
            prop_assert_eq!(sorted(settle_all(digests.clone(), &Ties::default())), sorted(compared));
        }
    }
}
