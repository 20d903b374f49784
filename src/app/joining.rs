//! The stories that an article may be joined to: at first those that were starred in this run, then those most
//! like it; as one types those that match.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::cursor::Cursor;
use super::marks::{Mark, Marks};
use super::notice::count;
use super::prompt::Prompt;
use super::stock::Stock;
use crate::library::ArticleId;
use crate::text::moment::wording;

/// How many rows of the library around the article's own are looked through for stories like its own.
const AROUND: usize = 2_000;
/// How many stories are offered at most.
const OFFERED: usize = 50;
/// A word of fewer letters says nothing of what a headline is about.
const SHORTEST: usize = 4;

/// Which story an article is to be joined to.
#[derive(Debug, Clone)]
pub struct Joining {
    /// The article.
    pub article: ArticleId,
    /// What has been typed.
    pub prompt: Prompt,
    /// The selected one of those offered.
    pub cursor: Cursor,
    /// The stories offered.
    pub offered: Vec<Offer>,
    height: usize,
}

/// A story that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its index.
    pub story: usize,
    /// Whether one of its articles is starred.
    pub starred: bool,
    /// A line about it.
    pub line: String,
}

impl Joining {
    /// The choice of a story for `article`.
    pub fn new(article: ArticleId, stock: &Stock, marks: &Marks) -> Self {
        let mut joining = Self {
            article,
            prompt: Prompt::default(),
            cursor: Cursor::default(),
            offered: Vec::new(),
            height: 0,
        };
        joining.narrow(stock, marks);
        joining
    }

    /// The story that is selected.
    pub fn selected(&self) -> Option<usize> {
        self.offered.get(self.cursor.at()).map(|offer| offer.story)
    }

    /// Offers what goes with what has been typed.
    pub fn narrow(&mut self, stock: &Stock, marks: &Marks) {
        let typed = self.prompt.text().trim();
        let rows = if typed.is_empty() {
            let starred = marks.starred_lately();
            let starred = starred.filter_map(|id| stock.catalogue().row_of(id));
            starred.chain(alike(self.article, stock)).collect()
        } else {
            let found = stock.headlines().rank(typed);
            found.indices().collect::<Vec<_>>()
        };
        let own = stock.story_of(self.article);
        let mut seen: HashSet<usize> = own.into_iter().collect();
        let stories = rows
            .into_iter()
            .filter_map(|row| stock.grouping().story_of(row));
        let stories = stories.filter(|story| seen.insert(*story)).take(OFFERED);
        let offer = |story: usize| {
            let mut articles = stock.stories()[story].articles.iter();
            Offer {
                story,
                starred: articles.any(|id| marks.has(Mark::Starred, *id)),
                line: line(story, stock),
            }
        };
        self.offered = stories.map(offer).collect();
        self.cursor = Cursor::new(self.offered.len());
        self.keep_in_sight();
    }

    /// Takes the number of lines that it has.
    pub fn fit(&mut self, height: usize) {
        self.height = height.saturating_sub(1);
    }

    /// Keeps the selected story in sight.
    pub fn keep_in_sight(&mut self) {
        self.cursor.keep_in_sight(self.height, |_| 1);
    }
}

/// The rows around an article's own, those first whose headlines share the most words with its own, then the
/// newest.
fn alike(article: ArticleId, stock: &Stock) -> Vec<usize> {
    let catalogue = stock.catalogue();
    let Some(own) = catalogue.row_of(article) else {
        return Vec::new();
    };
    let words = words(catalogue.entry(own).title());
    let first = own.saturating_sub(AROUND);
    let last = (own + AROUND).min(catalogue.len());
    let shared = |row: usize| {
        let other = self::words(catalogue.entry(row).title());
        other.intersection(&words).count()
    };
    let mut rows: Vec<(usize, usize)> = (first..last).map(|row| (shared(row), row)).collect();
    rows.sort_by_key(|&(shared, row)| (Reverse(shared), row));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The words of a headline that say what it is about, in lower case.
fn words(title: &str) -> HashSet<String> {
    let words = title.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| word.chars().nth(SHORTEST - 1).is_some());
    words.map(str::to_lowercase).collect()
}

/// `Ferry runs aground · 10 Jul · 3 versions`
fn line(index: usize, stock: &Stock) -> String {
    let story = &stock.stories()[index];
    let days = story.articles.iter();
    let days = days.filter_map(|id| stock.get(*id)?.published());
    let day = days.max_by_key(|moment| moment.seconds()).map_or_else(
        || "undated".to_owned(),
        |newest| wording::short(newest, stock.year()),
    );
    let versions = match story.articles.len() {
        1 => String::new(),
        several => format!(" · {}", count(several, "version", "versions")),
    };
    format!("{} · {day}{versions}", story.title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::example;

    #[test]
    fn other_stories_are_offered_and_narrowed_by_what_is_typed() {
        let (stock, marks) = (example::stock(), Marks::default());
        let article = stock.stories()[0].articles[0];
        let mut joining = Joining::new(article, &stock, &marks);
        let all = joining.offered.len();
        assert_eq!(all, stock.stories().len() - 1, "all but its own");
        let wanted = joining.offered[all - 1].story;
        joining.prompt.insert(&stock.stories()[wanted].title);
        joining.narrow(&stock, &marks);
        assert_eq!(joining.selected(), Some(wanted));
        joining.prompt.insert("qqqqqqqq");
        joining.narrow(&stock, &marks);
        assert_eq!(joining.selected(), None);
    }

    #[test]
    fn the_story_that_was_starred_last_stands_first() {
        let (stock, mut marks) = (example::stock(), Marks::default());
        let article = stock.stories()[0].articles[0];
        let stories = |marks: &Marks| {
            let joining = Joining::new(article, &stock, marks);
            let offers = joining.offered.iter();
            offers
                .map(|offer| (offer.story, offer.starred))
                .collect::<Vec<_>>()
        };
        let before = stories(&marks);
        assert!(before.iter().all(|(_, starred)| !starred));
        for &(story, _) in &before {
            marks.set(Mark::Starred, true, [stock.stories()[story].articles[0]]);
            let after = stories(&marks);
            assert_eq!((after[0], after.len()), ((story, true), before.len()));
        }
        marks.set(Mark::Starred, true, [article]);
        assert_eq!(stories(&marks).len(), before.len(), "never its own");
    }

    #[test]
    fn words_that_say_nothing_do_not_count() {
        let words = words("The ferry, off Port Merrin: “The Ferry”");
        let expected = ["ferry", "port", "merrin"].map(str::to_owned);
        assert_eq!(words, expected.into_iter().collect());
    }
}
