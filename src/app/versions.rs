//! Which other versions there are to compare a version with, and which is most worth it.

use std::cmp::Reverse;

use super::stock::Stock;
use crate::library::{Article, ArticleId, Entry};
use crate::text::moment::Moment;
use crate::text::moment::wording;
use crate::version::Version;

/// The newest revision of an article as a version.
pub fn newest(article: Entry<'_>) -> Version {
    Version {
        article: article.id(),
        revision: article.revisions().saturating_sub(1),
    }
}

/// Every version that `of` can be compared with, the one most worth it first: other articles of its
/// story before its own revisions, of which those that say the same words count once; named outlets, and other ones than its own, before the rest; among
/// those the nearest in time, since a look back tells another story than the day's report; then the nearest
/// in length, so that neither is a mere brief of the other; then the newest.
pub fn others(of: Version, stock: &Stock) -> Vec<Version> {
    let Some(own) = stock.get(of.article) else {
        return Vec::new();
    };
    let story = stock
        .story_of(of.article)
        .map(|index| &stock.stories()[index]);
    let members: &[ArticleId] = story.map_or(&[], |story| &story.articles);
    let told = members.iter().filter(|id| **id != of.article);
    let mut told: Vec<Entry<'_>> = told.filter_map(|id| stock.get(*id)).collect();
    told.sort_by_cached_key(|other| {
        (
            other.source().is_none(),
            other.source() == own.source(),
            days_apart(other.published(), own.published()),
            unlikeness(other.words(), own.words()),
            Reverse(other.published().map(Moment::seconds)),
        )
    });
    let texts = (own.revisions() > 1).then(|| stock.article(of.article));
    let revisions = texts.flatten();
    let revisions = revisions.map_or_else(Vec::new, |own| other_wordings(&own, of.revision));
    let revisions = revisions.into_iter().rev();
    let revisions = revisions.map(|revision| Version { revision, ..of });
    told.into_iter().map(newest).chain(revisions).collect()
}

/// Of each run of revisions that say the same words the last, but of the one that `of` belongs to.
fn other_wordings(article: &Article, of: usize) -> Vec<usize> {
    let mut wordings: Vec<std::ops::RangeInclusive<usize>> = Vec::new();
    for (index, revision) in article.revisions.iter().enumerate() {
        match wordings.last_mut() {
            Some(last) if revision.minor => *last = *last.start()..=index,
            _ => wordings.push(index..=index),
        }
    }
    let others = wordings
        .into_iter()
        .filter(|wording| !wording.contains(&of));
    others.map(|wording| *wording.end()).collect()
}

/// Days between two publications; up to a day, or where one is unknown, counts as none.
fn days_apart(a: Option<Moment>, b: Option<Moment>) -> u64 {
    let days = a
        .zip(b)
        .map(|(a, b)| a.seconds().abs_diff(b.seconds()) / 86_400);
    days.filter(|days| *days > 1).unwrap_or(0)
}

/// How far two lengths are apart, in steps of a half: small differences do not matter.
fn unlikeness(a: usize, b: usize) -> usize {
    let (less, more) = (a.min(b).max(1), a.max(b).max(1));
    (more - less) * 2 / less
}

/// What a version is called in a hint or a list: its outlet, and its revision where it has several.
pub fn name(version: Version, stock: &Stock) -> String {
    let Some(article) = stock.get(version.article) else {
        return String::new();
    };
    let outlet = article.source_label();
    match article.revisions() {
        1 => outlet.to_owned(),
        all => format!("{outlet}, revision {} of {all}", version.revision + 1),
    }
}

/// One line about a version: its name, day and headline.
pub fn line(version: Version, stock: &Stock) -> String {
    let Some(article) = stock.article(version.article) else {
        return String::new();
    };
    let Some(text) = article.revisions.get(version.revision) else {
        return String::new();
    };
    let day = text.updated.or(text.published);
    let day = day.map_or_else(
        || "undated".to_owned(),
        |at| wording::short(at, stock.year()),
    );
    format!("{} · {day} · {}", name(version, stock), text.title)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::super::example;
    use super::*;
    use crate::library::{Library, Paragraph, Revision};
    use crate::search::Headlines;
    use crate::story::{Story, StoryId};

    /// A stock of one story: source, number of words, number of revisions of each version.
    fn told(versions: &[(Option<&str>, usize, usize)]) -> Stock {
        let articles = versions
            .iter()
            .zip(1..)
            .map(|(&(source, words, revisions), id)| {
                let text = Paragraph {
                    text: "word ".repeat(words),
                    ..Paragraph::default()
                };
                let revision = Revision {
                    paragraphs: vec![text],
                    ..Revision::default()
                };
                let source = source.map(str::to_owned);
                Article {
                    id: ArticleId(id),
                    source,
                    url: None,
                    revisions: vec![revision; revisions],
                }
            });
        let library = Library::new(articles.collect());
        let articles = library
            .articles()
            .iter()
            .map(|article| article.id)
            .collect();
        let story = Story {
            id: StoryId(1),
            title: String::new(),
            articles,
            why: None,
        };
        let mut stock = Stock::new(
            crate::library::Holding::of(library, Vec::new()),
            Headlines::default(),
        );
        let grouping = super::super::grouping::Grouping::new(stock.catalogue(), vec![story]);
        stock.group(grouping);
        stock
    }

    #[track_caller]
    fn check(versions: &[(Option<&str>, usize, usize)], expected: &[(u64, usize)]) {
        let stock = told(versions);
        let first = newest(stock.get(ArticleId(1)).unwrap());
        let found = others(first, &stock);
        let found: Vec<_> = found
            .iter()
            .map(|other| (other.article.0, other.revision))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_named_outlet_goes_before_an_unknown_one_and_another_before_the_same() {
        let (own, other) = (Some("A"), Some("B"));
        check(
            &[
                (own, 100, 1),
                (None, 100, 1),
                (own, 100, 1),
                (other, 100, 1),
            ],
            &[(4, 0), (3, 0), (2, 0)],
        );
    }

    #[test]
    fn the_nearest_in_length_goes_before_a_brief() {
        check(
            &[(Some("A"), 100, 1), (Some("B"), 20, 1), (Some("C"), 120, 1)],
            &[(3, 0), (2, 0)],
        );
    }

    #[test]
    fn its_own_revisions_come_last_the_newest_first() {
        check(
            &[(Some("A"), 100, 3), (None, 100, 1)],
            &[(2, 0), (1, 1), (1, 0)],
        );
        check(&[(Some("A"), 100, 1)], &[]);
    }

    #[test]
    fn revisions_that_say_the_same_words_count_once() {
        let stock = told(&[(Some("A"), 100, 6)]);
        let mut article = (*stock.article(ArticleId(1)).unwrap()).clone();
        for minor in [1, 4, 5] {
            article.revisions[minor].minor = true;
        }
        assert_eq!(other_wordings(&article, 5), [1, 2]);
        assert_eq!(other_wordings(&article, 0), [2, 5]);
        assert_eq!(other_wordings(&article, 2), [1, 5]);
    }

    #[test]
    fn a_version_is_told_by_outlet_day_and_headline() {
        let stock = example::stock();
        let line = line(newest(stock.get(ArticleId(2)).unwrap()), &stock);
        assert_eq!(
            line,
            "Evening Post · 12 Jul · Mayor: harbour bridge shut until Saturday"
        );
    }
}
