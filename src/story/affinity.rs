//! How near two articles are to being on one event, by their words, their dates and their length.

use crate::library::Article;
use crate::text::moment::Moment;

use super::index::{Pair, shared};
use super::profile::{Profiles, Weight, count};

/// How alike two articles must be, of which not both are dated.
const UNDATED: f32 = 0.21;
/// How alike two articles of one day must be.
const SAME_DAY: f32 = 0.19;
/// By how much more alike two articles must be for each day between them after the first.
const EACH_DAY: f32 = 0.3;
/// The number of terms of an article for which those figures hold.
const USUAL_TERMS: f32 = 100.0;
/// How fast they grow with an article's length: longer texts share more by chance, leads less in earnest.
const LENGTH: f32 = 0.25;
/// Articles as alike as this are copies of one text, whenever they came.
const COPIES: f32 = 0.85;
/// How many terms two articles must share that the body of one of them says at least.
const SHARED_TERMS: usize = 2;

const DAY: f32 = 86_400.0;

/// What an article asks of another, apart from its words.
#[derive(Debug, Clone, Copy)]
struct Demand {
    /// When it was published, in seconds since 1970.
    published: Option<i64>,
    /// By how much its length raises or lowers the likeness it asks for.
    length: f32,
}

/// The judge of pairs of one library's articles.
pub(super) struct Affinities<'a> {
    profiles: &'a Profiles,
    demands: Vec<Demand>,
}

impl<'a> Affinities<'a> {
    /// The judge of `articles`, which have those profiles.
    pub(super) fn new(articles: &[&Article], profiles: &'a Profiles) -> Self {
        let demand = |(article, weights): (&&Article, &Vec<Weight>)| Demand {
            published: article.latest().published.map(Moment::seconds),
            length: (count(weights.len()) / USUAL_TERMS)
                .clamp(0.2, 4.0)
                .powf(LENGTH)
                .sqrt(),
        };
        Self {
            profiles,
            demands: articles
                .iter()
                .zip(&profiles.articles)
                .map(demand)
                .collect(),
        }
    }

    /// How near the two articles of a pair are: from 1 on they may be one story; none where nothing that
    /// they share points to one event.
    pub(super) fn of(&self, pair: &Pair) -> Option<f32> {
        let (left, right) = (
            self.demands[pair.left as usize],
            self.demands[pair.right as usize],
        );
        let needed = by_date(left, right) * left.length * right.length;
        let affinity = pair.likeness / needed.min(COPIES);
        (affinity < 1.0 || self.is_pinned_down(pair)).then_some(affinity)
    }

    /// Whether two articles share a rare name, place or number, and enough that is not in their headlines
    /// alone: one headline serves for many events.
    fn is_pinned_down(&self, pair: &Pair) -> bool {
        let weights = |article: u32| &self.profiles.articles[article as usize];
        let mut told = 0;
        let mut pins = false;
        for (left, right) in shared(weights(pair.left), weights(pair.right)) {
            told += usize::from(left.in_body || right.in_body);
            pins |= self.profiles.known[left.term as usize].pins_down();
        }
        told >= SHARED_TERMS && pins
    }
}

/// How alike two articles must be, seen the time between them.
fn by_date(left: Demand, right: Demand) -> f32 {
    let (Some(left), Some(right)) = (left.published, right.published) else {
        return UNDATED;
    };
    #[expect(clippy::cast_precision_loss, reason = "days apart need no seconds")]
    let days = left.abs_diff(right) as f32 / DAY;
    SAME_DAY * (1.0 + EACH_DAY * (days - 1.0).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demand(day: Option<i64>) -> Demand {
        Demand {
            published: day.map(|day| day * 86_400),
            length: 1.0,
        }
    }

    #[test]
    fn the_further_apart_in_time_the_more_alike_two_articles_must_be() {
        let needed: Vec<f32> = [0, 1, 2, 5, 14]
            .into_iter()
            .map(|day| by_date(demand(Some(3)), demand(Some(3 + day))))
            .collect();
        assert!(needed.is_sorted(), "{needed:?}");
        assert!(
            needed[4] > COPIES,
            "a fortnight apart only copies are one story"
        );
    }

    #[test]
    fn an_undated_article_needs_more_likeness_than_one_of_the_same_day() {
        let undated = by_date(demand(None), demand(Some(3)));
        assert!(undated > by_date(demand(Some(3)), demand(Some(3))));
        assert!(undated < by_date(demand(Some(3)), demand(Some(7))));
    }
}
