//! How near two articles are to being on one event, by their words and their dates.

use crate::library::Article;

use super::index::{Pair, shared};
use super::profile::{Profiles, count};

/// How alike two articles must be, of which not both are dated.
const UNDATED: f32 = 0.24;
/// How alike two articles of one day must be.
const SAME_DAY: f32 = 0.17;
/// By how much more alike two articles must be for each day between them after the first.
const EACH_DAY: f32 = 0.3;
/// The number of terms of an article for which those figures hold.
const USUAL_TERMS: f32 = 100.0;
/// How fast they grow with an article's length: longer texts share more by chance, leads less in earnest.
const LENGTH: f32 = 0.25;
/// How many terms two bodies must share, one of them a rare name, place or number.
const SHARED_TERMS: usize = 2;

const DAY: f32 = 86_400.0;

/// How near the two articles of a pair are: from 1 on they may be one story; none where nothing
/// that both bodies say points to one event.
pub(super) fn affinity(pair: &Pair, articles: &[&Article], profiles: &Profiles) -> Option<f32> {
    let (left, right) = (pair.left as usize, pair.right as usize);
    let bar = by_date(articles[left], articles[right])
        * by_length(
            profiles.articles[left].len(),
            profiles.articles[right].len(),
        );
    let affinity = pair.likeness / bar;
    (affinity < 1.0 || pinned_down(left, right, profiles)).then_some(affinity)
}

/// How alike two articles must be, seen the time between them.
fn by_date(left: &Article, right: &Article) -> f32 {
    let time = |article: &Article| article.latest().published.map(|moment| moment.seconds());
    let (Some(left), Some(right)) = (time(left), time(right)) else {
        return UNDATED;
    };
    #[expect(clippy::cast_precision_loss, reason = "days apart need no seconds")]
    let days = left.abs_diff(right) as f32 / DAY;
    SAME_DAY * (1.0 + EACH_DAY * (days - 1.0).max(0.0))
}

/// By how much that grows or shrinks with the number of terms of either.
fn by_length(left: usize, right: usize) -> f32 {
    let terms = (count(left) * count(right)).sqrt();
    (terms / USUAL_TERMS).clamp(0.2, 4.0).powf(LENGTH)
}

/// Whether both bodies say enough of the same, with a rare name, place or number.
fn pinned_down(left: usize, right: usize, profiles: &Profiles) -> bool {
    let mut said = 0;
    let mut pins = false;
    let both = shared(&profiles.articles[left], &profiles.articles[right]);
    for (a, _) in both.filter(|(a, b)| a.in_body && b.in_body) {
        said += 1;
        pins |= profiles.known[a.term as usize].pins_down();
    }
    said >= SHARED_TERMS && pins
}
