//! The source list: which shelves there are, and how much of each is unread.

use std::collections::BTreeMap;

use super::cursor::{Cursor, Step};
use super::marks::{Mark, Marks};
use super::shelf::Shelf;
use super::stock::Stock;

/// How many files of unknown source are listed by name; where there are more, they share one entry.
const FILES_LISTED: usize = 24;

/// Number of entries above the sources: All, Stories, Starred.
pub const VIEWS: usize = 3;

/// One shelf with its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it shows.
    pub shelf: Shelf,
    /// How many articles (stories, for Stories) it holds.
    pub all: usize,
    /// How many of them are unread; for Stories those with an unread version.
    pub unread: usize,
}

/// The source list.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    entries: Vec<Entry>,
    cursor: Cursor,
    height: usize,
}

impl Sources {
    /// The entries, views first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The selected entry.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// The shelf of the selected entry.
    pub fn selected(&self) -> Shelf {
        let entry = self.entries.get(self.cursor.at());
        entry.map_or_else(Shelf::default, |entry| entry.shelf.clone())
    }

    /// Moves the selection.
    pub fn step(&mut self, step: Step) {
        self.cursor.step(step);
        self.keep_in_sight();
    }

    /// Takes a new height, in lines.
    pub fn fit(&mut self, height: usize) {
        self.height = height;
        self.keep_in_sight();
    }

    /// Counts anew; the selected shelf stays selected, where it still is.
    pub fn refresh(&mut self, stock: &Stock, marks: &Marks) {
        let selected = self.selected();
        self.entries = entries(stock, marks);
        let at = self
            .entries
            .iter()
            .position(|entry| entry.shelf == selected);
        let (mut cursor, old) = (Cursor::new(self.entries.len()), self.cursor);
        cursor.go(at.unwrap_or(old.at()));
        self.cursor = cursor;
        self.keep_in_sight();
    }

    /// How many lines entry `index` takes: the first source stands below a blank line and a heading.
    pub fn lines(index: usize) -> usize {
        if index == VIEWS { 3 } else { 1 }
    }

    fn keep_in_sight(&mut self) {
        self.cursor.keep_in_sight(self.height, Self::lines);
    }
}

fn entries(stock: &Stock, marks: &Marks) -> Vec<Entry> {
    let unread = |id| !marks.has(Mark::Read, id);
    let articles = stock.articles();
    let starred = articles
        .iter()
        .filter(|article| marks.has(Mark::Starred, article.id));
    let told_twice = || {
        stock
            .stories()
            .iter()
            .filter(|story| story.articles.len() > 1)
    };
    let mut entries = vec![
        Entry {
            shelf: Shelf::All,
            all: articles.len(),
            unread: articles.iter().filter(|article| unread(article.id)).count(),
        },
        Entry {
            shelf: Shelf::Stories,
            all: told_twice().count(),
            unread: told_twice()
                .filter(|story| story.articles.iter().any(|id| unread(*id)))
                .count(),
        },
        Entry {
            shelf: Shelf::Starred,
            all: starred.clone().count(),
            unread: starred.filter(|article| unread(article.id)).count(),
        },
    ];
    entries.extend(sources(stock, marks));
    entries
}

/// The sources by name, then the files of unknown source.
fn sources(stock: &Stock, marks: &Marks) -> Vec<Entry> {
    let mut counts: BTreeMap<(bool, String), (usize, usize)> = BTreeMap::new();
    for article in stock.articles() {
        let key = (article.source.is_none(), article.source_label().to_owned());
        let (all, unread) = counts.entry(key).or_default();
        *all += 1;
        *unread += usize::from(!marks.has(Mark::Read, article.id));
    }
    let crowded = counts.keys().filter(|(unknown, _)| *unknown).count() > FILES_LISTED;
    let mut entries: Vec<Entry> = Vec::new();
    for ((unknown, name), (all, unread)) in counts {
        let found = match (unknown, crowded) {
            (false, _) => Shelf::Source(name),
            (true, false) => Shelf::File(name),
            (true, true) => Shelf::Unnamed,
        };
        match entries.last_mut() {
            Some(last) if last.shelf == found => {
                last.all += all;
                last.unread += unread;
            }
            _ => entries.push(Entry {
                shelf: found,
                all,
                unread,
            }),
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;
    use crate::library::{ArticleId, Library};
    use crate::search::Headlines;

    fn figures(stock: &Stock, marks: &Marks) -> Vec<(String, usize, usize)> {
        let figure = |entry: Entry| (entry.shelf.name().to_owned(), entry.all, entry.unread);
        entries(stock, marks).into_iter().map(figure).collect()
    }

    #[test]
    fn views_come_first_then_named_sources_then_files() {
        let mut marks = Marks::default();
        marks.set(Mark::Read, true, [1, 2, 3].map(ArticleId));
        marks.set(Mark::Starred, true, [ArticleId(4)]);
        let expected = [
            ("All", 5, 2),
            ("Stories", 1, 0),
            ("Starred", 1, 1),
            ("Evening Post", 1, 0),
            ("The Herald", 2, 1),
            ("北日新聞", 1, 1),
            ("2.txt", 1, 0),
        ];
        let expected = expected.map(|(name, all, unread)| (name.to_owned(), all, unread));
        assert_eq!(figures(&example::stock(), &marks), expected);
    }

    #[test]
    fn many_files_of_unknown_source_share_one_entry() {
        let nameless = ("", "", 1, "A headline", &["A text."] as &[&str]);
        let articles = (0..=FILES_LISTED)
            .map(|index| example::article(index, &nameless))
            .collect();
        let stock = Stock::new(
            Library::new(articles).into(),
            Vec::new(),
            Headlines::default(),
        );
        let all = FILES_LISTED + 1;
        assert_eq!(
            figures(&stock, &Marks::default())[VIEWS..],
            [("no source named".to_owned(), all, all)]
        );
    }
}
