//! Groups all articles at once: finds the near ones through an index of their hints.

use rayon::prelude::*;

use super::affinity::{WINDOW, affinity, day, promises};
use super::cluster::Link;
use super::digest::Digest;
use super::profile::product;
use super::tangle::{Settled, joined_by_hand, settle_tangle, tangles};
use crate::library::ties::Ties;

/// The stories of all `digests`, tangle by tangle.
pub fn settle_all(digests: &[Digest], ties: &Ties) -> Vec<Settled> {
    let mut ordered: Vec<&Digest> = digests.iter().collect();
    ordered.par_sort_unstable_by_key(|digest| digest.article);
    let strong = Index::new(&ordered).strong_links();
    let tangles = tangles(ordered.len(), &strong, &joined_by_hand(&ordered, ties));
    let settle = |members: Vec<u32>| {
        let members: Vec<&Digest> = members
            .into_iter()
            .map(|place| ordered[place as usize])
            .collect();
        settle_tangle(&members, ties)
    };
    tangles.into_par_iter().map(settle).collect()
}

/// One place where a hint is: its key, the day of the article (none before all days), the place of the article,
/// and the weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Posting {
    key: u32,
    day: i32,
    place: u32,
    value: u8,
}

/// The day of an article without a date.
const UNDATED: i32 = i32::MIN;

struct Index<'a> {
    digests: &'a [&'a Digest],
    terms: Vec<Posting>,
    /// Where in `terms` the hints of each article are, in order.
    places: Vec<Vec<u32>>,
    /// What leads to copies, with the article's place.
    copies: Vec<(u32, u32)>,
}

impl<'a> Index<'a> {
    fn new(digests: &'a [&'a Digest]) -> Self {
        let mut terms = Vec::new();
        let mut copies = Vec::new();
        for (place, digest) in (0..).zip(digests) {
            let day = posted_day(digest);
            terms.extend(digest.hints.terms.iter().map(|hint| Posting {
                key: hint.key,
                day,
                place,
                value: hint.value,
            }));
            copies.extend(digest.hints.copy.map(|key| (key, place)));
        }
        terms.par_sort_unstable();
        copies.par_sort_unstable();
        let hints = digests.iter().map(|digest| digest.hints.terms.len());
        let mut places: Vec<Vec<u32>> = hints.map(Vec::with_capacity).collect();
        for (at, posting) in (0..).zip(&terms) {
            places[posting.place as usize].push(at);
        }
        Self {
            digests,
            terms,
            places,
            copies,
        }
    }

    /// The links of articles that are worth comparing and may be one story, in order.
    fn strong_links(&self) -> Vec<Link> {
        let places = u32::try_from(self.digests.len()).unwrap_or(u32::MAX);
        let links = (0..places).into_par_iter().map_init(
            || vec![0.0; self.digests.len()],
            |promised, place| self.links_of(place, promised),
        );
        links.flatten_iter().collect()
    }

    /// The strong links of an article to those that are posted after it: of later days, or of its own and later
    /// places; an article without a date is posted before all. `promised` has a zero for each article, before and
    /// after.
    fn links_of(&self, place: u32, promised: &mut [f32]) -> Vec<Link> {
        let digest = self.digests[place as usize];
        let mut met = Vec::new();
        for &at in &self.places[place as usize] {
            let own = self.terms[at as usize];
            for posting in self.after(at as usize) {
                let promise = &mut promised[posting.place as usize];
                if *promise == 0.0 {
                    met.push(posting.place);
                }
                *promise += product(own.value, posting.value);
            }
        }
        let promised = met
            .into_iter()
            .map(|other| (other, std::mem::take(&mut promised[other as usize])));
        let days = |other: u32| self.digests[other as usize].at.map(day);
        let promising = promised
            .filter(|(other, promise)| promises(*promise, digest.at.map(day), days(*other)));
        let mut others: Vec<u32> = promising.map(|(other, _)| other).collect();
        if let Some(key) = digest.hints.copy {
            let start = self.copies.partition_point(|&copy| copy <= (key, place));
            let same = self.copies[start..].iter().take_while(|copy| copy.0 == key);
            others.extend(same.map(|(_, other)| *other));
        }
        others.sort_unstable();
        others.dedup();
        let link = |other: u32| {
            let affinity = affinity(digest, self.digests[other as usize])?;
            (affinity >= 1.0).then_some((place.min(other), place.max(other), affinity))
        };
        others.into_iter().filter_map(link).collect()
    }

    /// The postings after that at `at` with the same key whose days are near enough to its own.
    fn after(&self, at: usize) -> impl Iterator<Item = &Posting> {
        let own = self.terms[at];
        let last = match own.day {
            UNDATED => i32::MAX,
            day => i32::try_from(i64::from(day) + WINDOW).unwrap_or(i32::MAX),
        };
        let after = self.terms[at + 1..].iter();
        after.take_while(move |posting| posting.key == own.key && posting.day <= last)
    }
}

/// The day under which an article's hints are posted.
fn posted_day(digest: &Digest) -> i32 {
    let day = digest.at.map(day);
    day.map_or(UNDATED, |day| {
        i32::try_from(day).unwrap_or(if day < 0 { UNDATED + 1 } else { i32::MAX })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::edition::Edition;
    use super::super::tangle::{Filing, settle};
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
            prop_assert_eq!(sorted(settle_all(&digests, &Ties::default())), sorted(compared));
        }
    }
}
