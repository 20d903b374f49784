//! Which other versions there are to compare a version with, and which is most worth it.

use std::cmp::Reverse;

use super::day;
use super::stock::Stock;
use crate::library::{Article, ArticleId};
use crate::version::Version;

/// The newest revision of `article` as a version.
pub fn newest(article: &Article) -> Version {
    Version {
        article: article.id,
        revision: article.revisions.len().saturating_sub(1),
    }
}

/// Every version that `of` can be compared with, the one most worth it first: other articles of its
/// story before its own revisions; named outlets, and other ones than its own, before the rest; among
/// those the nearest in length, so that neither is a mere brief of the other; then the newest.
pub fn others(of: Version, stock: &Stock) -> Vec<Version> {
    let Some(own) = stock.get(of.article) else {
        return Vec::new();
    };
    let story = stock
        .story_of(of.article)
        .map(|index| &stock.stories()[index]);
    let members: &[ArticleId] = story.map_or(&[], |story| &story.articles);
    let told = members.iter().filter(|id| **id != of.article);
    let mut told: Vec<&Article> = told.filter_map(|id| stock.get(*id)).collect();
    let length = own.latest().words();
    told.sort_by_cached_key(|other| {
        let text = other.latest();
        (
            other.source.is_none(),
            other.source == own.source,
            unlikeness(text.words(), length),
            Reverse(text.published.map(crate::text::moment::Moment::seconds)),
        )
    });
    let revisions = (0..own.revisions.len()).rev();
    let revisions = revisions.map(|revision| Version { revision, ..of });
    told.into_iter()
        .map(newest)
        .chain(revisions.filter(|version| *version != of))
        .collect()
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
    match article.revisions.len() {
        1 => outlet.to_owned(),
        all => format!("{outlet}, revision {} of {all}", version.revision + 1),
    }
}

/// One line about a version: its name, day and headline.
pub fn line(version: Version, stock: &Stock) -> String {
    let Some(text) = stock
        .get(version.article)
        .map(|article| &article.revisions[version.revision])
    else {
        return String::new();
    };
    let day = text.updated.or(text.published);
    let day = day.map_or_else(|| "undated".to_owned(), |at| day::short(at, stock.year()));
    format!("{} · {day} · {}", name(version, stock), text.title)
}
