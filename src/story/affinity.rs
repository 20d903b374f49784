//! How near two articles are to being on one event, by their words, their dates and their length.

use super::digest::{Digest, Gist};
use super::edition::count;

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
/// Two articles less alike than this are nowhere near one story.
const UNLIKE: f32 = 0.03;
/// What part of the likeness that is asked for the hints of two articles must have for the two to be compared.
const PROMISE: f32 = 0.38;

/// How many days apart two articles may be that are no copies.
pub const WINDOW: i64 = 14;

const DAY: i64 = 86_400;

/// The day of a time in seconds, both counted from 1970.
pub fn day(seconds: i64) -> i64 {
    seconds.div_euclid(DAY)
}

/// How near two articles are: from 1 on they may be one story; none where nothing that they share points to
/// one event.
pub fn affinity(left: &Gist, right: &Gist) -> Option<f32> {
    let likeness = left.profile.likeness(&right.profile);
    if likeness < UNLIKE {
        return None;
    }
    let needed = by_date(left.at, right.at) * left.asks * right.asks;
    let affinity = likeness / needed.min(COPIES);
    let is_pinned_down = || {
        let (told, pins) = left.profile.evidence(&right.profile);
        told >= SHARED_TERMS && pins
    };
    (affinity < 1.0 || is_pinned_down()).then_some(affinity)
}

/// Whether two articles are worth comparing: what leads to the one leads to the other.
pub(super) fn is_promising(left: &Digest, right: &Digest) -> bool {
    let (promise, copies) = left.hints.promise(&right.hints);
    let days = (left.gist.at.map(day), right.gist.at.map(day));
    let is_like = || promises(promise, days.0, days.1) && left.sketch.is_like(&right.sketch, days);
    is_like() || (copies && left.sketch.is_copied(&right.sketch))
}

/// Whether hints as alike as this are worth a look at the articles of these days.
pub fn promises(promise: f32, left: Option<i64>, right: Option<i64>) -> bool {
    promise >= PROMISE * by_day(left, right) && is_within(left, right)
}

/// How alike articles of these days must be at least, which ask for `asks` times as much as usual ones.
pub(super) fn asked(left: Option<i64>, right: Option<i64>, asks: f32) -> f32 {
    (by_day(left, right) * asks).min(COPIES)
}

/// How alike two articles must be at least of which nothing but the days is known: as near in time as they may be.
fn by_day(left: Option<i64>, right: Option<i64>) -> f32 {
    let Some((left, right)) = left.zip(right) else {
        return UNDATED;
    };
    let days = left.abs_diff(right).saturating_sub(1);
    by_days(f32::from(u16::try_from(days).unwrap_or(u16::MAX)))
}

/// Whether articles of these days may be one story without being copies.
pub(super) fn is_within(left: Option<i64>, right: Option<i64>) -> bool {
    left.zip(right)
        .is_none_or(|(left, right)| left.abs_diff(right) <= WINDOW.unsigned_abs())
}

/// How alike two articles must be, seen the time between them, in seconds since 1970.
fn by_date(left: Option<i64>, right: Option<i64>) -> f32 {
    let (Some(left), Some(right)) = (left, right) else {
        return UNDATED;
    };
    if !is_within(Some(day(left)), Some(day(right))) {
        return f32::INFINITY;
    }
    #[expect(clippy::cast_precision_loss, reason = "days apart need no seconds")]
    let days = left.abs_diff(right) as f32 / 86_400.0;
    by_days(days)
}

/// How alike two articles must be that are so many days apart.
fn by_days(days: f32) -> f32 {
    SAME_DAY * (1.0 + EACH_DAY * (days - 1.0).max(0.0))
}

/// By how much the length of an article of so many terms raises or lowers the likeness that it asks for.
pub(super) fn by_length(terms: usize) -> f32 {
    (count(terms) / USUAL_TERMS)
        .clamp(0.2, 4.0)
        .powf(LENGTH / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needed(days: i64) -> f32 {
        by_date(Some(3 * DAY), Some((3 + days) * DAY))
    }

    #[test]
    fn the_further_apart_in_time_the_more_alike_two_articles_must_be() {
        let all: Vec<f32> = [0, 1, 2, 5, 14, 15, 900].map(needed).into();
        assert!(all.is_sorted(), "{all:?}");
        assert!(
            all[4] > COPIES,
            "a fortnight apart only copies are one story"
        );
    }

    #[test]
    fn an_undated_article_needs_more_likeness_than_one_of_the_by_days() {
        let undated = by_date(None, Some(3 * DAY));
        assert!(undated > needed(0));
        assert!(undated < needed(4));
    }
}
