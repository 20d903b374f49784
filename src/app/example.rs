//! A small library for tests: one story in three versions, two articles alone, one problem.

use std::sync::Arc;

use chrono::NaiveDate;

use super::grouping::Grouping;
use super::stock::Stock;
use crate::library::load::Problem;
use crate::library::{Article, ArticleId, Entry, Holding, Library, Paragraph, Revision};
use crate::search::Headlines;
use crate::story::{Story, StoryId};
use crate::text::moment::Moment;

/// Everything that an article of the test library says: source, author, day of July, headline, body.
pub(crate) type Told = (
    &'static str,
    &'static str,
    u32,
    &'static str,
    &'static [&'static str],
);

pub(crate) const TOLD: [Told; 5] = [
    (
        "The Herald",
        "Ada Moss",
        12,
        "Harbour bridge to stay shut until Friday",
        &[
            "The harbour bridge will stay shut until Friday, the mayor said.",
            "“We found 14 cracks,” said the engineer, Ivo Lund.",
        ],
    ),
    (
        "Evening Post",
        "",
        12,
        "Mayor: harbour bridge shut until Saturday",
        &[
            "The harbour bridge will stay shut until Saturday, the mayor said.",
            "An engineer spoke of 17 cracks.",
            "Ferries run every ten minutes.",
        ],
    ),
    (
        "",
        "",
        11,
        "École des Ponts sends two experts 🌉",
        &["Two experts of the school have left for the harbour."],
    ),
    (
        "The Herald",
        "Bo Quist",
        10,
        "A good year for gooseberries",
        &["Growers are pleased.", "So are the birds."],
    ),
    (
        "北日新聞",
        "",
        9,
        "橋は金曜日まで通行止め",
        &["港の橋は金曜日まで通行止めとなる。"],
    ),
];

pub(crate) fn article(index: usize, told: &Told) -> Article {
    let (source, author, day, title, body) = *told;
    let named = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let paragraph = |text: &&str| Paragraph {
        text: (*text).to_owned(),
        ..Paragraph::default()
    };
    let revision = Revision {
        title: title.to_owned(),
        author: named(author),
        published: NaiveDate::from_ymd_opt(2026, 7, day).map(Moment::Day),
        path: Some(format!("news/{index}.txt")),
        paragraphs: body.iter().map(paragraph).collect(),
        omitted: if index == 0 {
            vec!["Share this article".to_owned()]
        } else {
            Vec::new()
        },
        ..Revision::default()
    };
    Article {
        id: ArticleId(index as u64 + 1),
        source: named(source),
        url: (index == 0).then(|| "https://herald.example/bridge".to_owned()),
        revisions: vec![revision],
    }
}

pub(crate) fn holding() -> Holding {
    let articles = TOLD
        .iter()
        .enumerate()
        .map(|(index, told)| article(index, told));
    let problem = Problem {
        path: "news/photo.png".to_owned(),
        reason: "binary file, not read".to_owned(),
        named: false,
    };
    Holding::of(Library::new(articles.collect()), vec![problem])
}

/// The bridge is one story in three versions, the rest are alone.
pub(crate) fn stories() -> Vec<Story> {
    let story = |articles: &[u64]| Story {
        id: StoryId(articles[0]),
        title: TOLD[usize::try_from(articles[0]).unwrap_or(1) - 1]
            .3
            .to_owned(),
        articles: articles.iter().copied().map(ArticleId).collect(),
        why: (articles.len() > 1)
            .then(|| "both tell of the harbour bridge and the mayor".to_owned()),
    };
    vec![story(&[1, 2, 3]), story(&[4]), story(&[5])]
}

/// The stories as the lists show them.
pub(crate) fn grouping() -> Grouping {
    Grouping::new(&holding().catalogue, stories())
}

/// The library with its stories.
pub(crate) fn stock() -> Stock {
    let holding = holding();
    let catalogue = Arc::clone(&holding.catalogue);
    let headlines = Headlines::new(catalogue.entries().map(Entry::title));
    let mut stock = Stock::new(holding, headlines);
    stock.group(grouping());
    stock
}
