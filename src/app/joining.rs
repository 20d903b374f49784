//! The stories that an article may be joined to: those most like it at first, then those that match what one
//! types.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::cursor::Cursor;
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
    /// The stories offered: index, and a line about each.
    pub offered: Vec<(usize, String)>,
    height: usize,
}

impl Joining {
    /// The choice of a story for `article`.
    pub fn new(article: ArticleId, stock: &Stock) -> Self {
        let mut joining = Self {
            article,
            prompt: Prompt::default(),
            cursor: Cursor::default(),
            offered: Vec::new(),
            height: 0,
        };
        joining.narrow(stock);
        joining
    }

    /// The story that is selected.
    pub fn selected(&self) -> Option<usize> {
        self.offered.get(self.cursor.at()).map(|(story, _)| *story)
    }

    /// Offers what goes with what has been typed.
    pub fn narrow(&mut self, stock: &Stock) {
        let typed = self.prompt.text().trim();
        let rows = if typed.is_empty() {
            alike(self.article, stock)
        } else {
            let found = stock.headlines().rank(typed);
            found.indices().collect()
        };
        let own = stock.story_of(self.article);
        let mut seen: HashSet<usize> = own.into_iter().collect();
        let stories = rows
            .into_iter()
            .filter_map(|row| stock.grouping().story_of(row));
        let stories = stories.filter(|story| seen.insert(*story)).take(OFFERED);
        self.offered = stories.map(|story| (story, line(story, stock))).collect();
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
        let stock = example::stock();
        let article = stock.stories()[0].articles[0];
        let mut joining = Joining::new(article, &stock);
        let all = joining.offered.len();
        assert_eq!(all, stock.stories().len() - 1, "all but its own");
        let (wanted, _) = joining.offered[all - 1];
        joining.prompt.insert(&stock.stories()[wanted].title);
        joining.narrow(&stock);
        assert_eq!(joining.selected(), Some(wanted));
        joining.prompt.insert("qqqqqqqq");
        joining.narrow(&stock);
        assert_eq!(joining.selected(), None);
    }

    #[test]
    fn words_that_say_nothing_do_not_count() {
        let words = words("The ferry, off Port Merrin: “The Ferry”");
        let expected = ["ferry", "port", "merrin"].map(str::to_owned);
        assert_eq!(words, expected.into_iter().collect());
    }
}
