//! The source list: which shelves there are, and how much of each is unread.

use super::cursor::{Cursor, Step};
use super::marks::{Mark, Marks};
use super::shelf::Shelf;
use super::stock::Stock;
use crate::library::ArticleId;

/// How many files of unknown source are listed by name; where there are more, they share one entry.
const FILES_LISTED: usize = 24;

/// Number of entries above the sources: All, Stories, Starred.
pub const VIEWS: usize = 3;

/// Where the views stand.
const ALL: usize = 0;
const STORIES: usize = 1;
const STARRED: usize = 2;

/// Where more marks than this have changed, all is counted anew.
const RECOUNTED: usize = 100;

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
    /// The entry that each outlet of the catalogue is counted in.
    places: Vec<usize>,
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
        (self.entries, self.places) = entries(stock, marks);
        let at = self
            .entries
            .iter()
            .position(|entry| entry.shelf == selected);
        let (mut cursor, old) = (Cursor::new(self.entries.len()), self.cursor);
        cursor.go(at.unwrap_or(old.at()));
        self.cursor = cursor;
        self.keep_in_sight();
    }

    /// Counts what has changed: the mark of these articles, which had it otherwise before.
    pub fn recount(&mut self, mark: Mark, changed: &[ArticleId], stock: &Stock, marks: &Marks) {
        if changed.len() > RECOUNTED || self.entries.len() < VIEWS {
            self.refresh(stock, marks);
            return;
        }
        for (index, id) in changed.iter().enumerate() {
            let Some(article) = stock.get(*id) else {
                continue;
            };
            let is_unread = |id| !marks.has(Mark::Read, id);
            let unread = is_unread(*id);
            match mark {
                Mark::Starred => {
                    let starred = &mut self.entries[STARRED];
                    let is_starred = marks.has(Mark::Starred, *id);
                    move_by_one(&mut starred.all, is_starred);
                    if unread {
                        move_by_one(&mut starred.unread, is_starred);
                    }
                }
                Mark::Read => {
                    let starred = marks.has(Mark::Starred, *id).then_some(STARRED);
                    let place = self.places[article.outlet()];
                    for place in [ALL, place].into_iter().chain(starred) {
                        move_by_one(&mut self.entries[place].unread, unread);
                    }
                    // Those further on in the list count as they were.
                    let waits = &changed[index + 1..];
                    let other = |other: &ArticleId| {
                        other != id && is_unread(*other) != waits.contains(other)
                    };
                    let story = stock.story_of(*id).map(|story| &stock.stories()[story]);
                    let story = story.filter(|story| story.articles.len() > 1);
                    if story.is_some_and(|story| !story.articles.iter().any(other)) {
                        move_by_one(&mut self.entries[STORIES].unread, unread);
                    }
                }
            }
        }
    }

    /// How many lines entry `index` takes: the first source stands below a blank line and a heading.
    pub fn lines(index: usize) -> usize {
        if index == VIEWS { 3 } else { 1 }
    }

    fn keep_in_sight(&mut self) {
        self.cursor.keep_in_sight(self.height, Self::lines);
    }
}

fn move_by_one(figure: &mut usize, up: bool) {
    *figure = if up {
        *figure + 1
    } else {
        figure.saturating_sub(1)
    };
}

/// How many articles there are of something, and how many of them are unread.
type Figures = (usize, usize);

/// Every entry, and which of them each outlet of the catalogue is counted in.
fn entries(stock: &Stock, marks: &Marks) -> (Vec<Entry>, Vec<usize>) {
    let is_unread = |id| !marks.has(Mark::Read, id);
    let (mut all, mut starred) = ((0, 0), (0, 0));
    let mut outlets = vec![(0, 0); stock.catalogue().outlets().len()];
    for entry in stock.catalogue().entries() {
        let unread = is_unread(entry.id());
        count(&mut all, unread);
        count(&mut outlets[entry.outlet()], unread);
        if marks.has(Mark::Starred, entry.id()) {
            count(&mut starred, unread);
        }
    }
    let mut stories = (0, 0);
    for story in stock.stories().iter().filter(|s| s.articles.len() > 1) {
        count(&mut stories, story.articles.iter().any(|id| is_unread(*id)));
    }
    let views = [
        (Shelf::All, all),
        (Shelf::Stories, stories),
        (Shelf::Starred, starred),
    ];
    let mut entries: Vec<Entry> = views.map(|(shelf, figures)| entry(shelf, figures)).into();
    let places = sources(stock, &outlets, &mut entries);
    (entries, places)
}

fn entry(shelf: Shelf, (all, unread): Figures) -> Entry {
    Entry { shelf, all, unread }
}

fn count(figures: &mut Figures, unread: bool) {
    figures.0 += 1;
    figures.1 += usize::from(unread);
}

/// Adds the sources by name, then the files of unknown source; which entry each outlet is counted in.
fn sources(stock: &Stock, figures: &[Figures], entries: &mut Vec<Entry>) -> Vec<usize> {
    let outlets = stock.catalogue().outlets();
    let crowded = outlets.iter().filter(|outlet| !outlet.named).count() > FILES_LISTED;
    let mut sorted: Vec<usize> = (0..outlets.len()).collect();
    sorted.sort_by_key(|&outlet| (!outlets[outlet].named, &outlets[outlet].name));
    let mut places = vec![0; outlets.len()];
    for outlet in sorted {
        let name = || outlets[outlet].name.to_string();
        let shelf = match (outlets[outlet].named, crowded) {
            (true, _) => Shelf::Source(name()),
            (false, false) => Shelf::File(name()),
            (false, true) => Shelf::Unnamed,
        };
        let (all, unread) = figures[outlet];
        match entries.last_mut() {
            Some(last) if last.shelf == shelf => {
                last.all += all;
                last.unread += unread;
            }
            _ => entries.push(entry(shelf, (all, unread))),
        }
        places[outlet] = entries.len() - 1;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;
    use crate::library::{Holding, Library};
    use crate::search::Headlines;

    fn figures(stock: &Stock, marks: &Marks) -> Vec<(String, usize, usize)> {
        let figure = |entry: Entry| (entry.shelf.name().to_owned(), entry.all, entry.unread);
        entries(stock, marks).0.into_iter().map(figure).collect()
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
    fn counting_what_changed_is_as_good_as_counting_all() {
        let stock = example::stock();
        let (mut marks, mut sources) = (Marks::default(), Sources::default());
        sources.refresh(&stock, &marks);
        let steps: [(Mark, bool, &[u64]); 8] = [
            (Mark::Read, true, &[1]),
            (Mark::Starred, true, &[1, 4]),
            (Mark::Read, true, &[2, 3, 5]),
            (Mark::Read, false, &[2]),
            (Mark::Read, true, &[2, 4]),
            (Mark::Starred, false, &[4]),
            (Mark::Read, false, &[1, 2, 3, 4, 5]),
            (Mark::Read, true, &[1, 2, 3]),
        ];
        for (mark, set, ids) in steps {
            let ids: Vec<ArticleId> = ids.iter().copied().map(ArticleId).collect();
            let changed = marks.set(mark, set, ids);
            sources.recount(mark, &changed, &stock, &marks);
            assert_eq!(
                sources.entries,
                entries(&stock, &marks).0,
                "{mark:?} {set} {changed:?}"
            );
        }
    }

    #[test]
    fn many_files_of_unknown_source_share_one_entry() {
        let nameless = ("", "", 1, "A headline", &["A text."] as &[&str]);
        let articles = (0..=FILES_LISTED)
            .map(|index| example::article(index, &nameless))
            .collect();
        let holding = Holding::of(Library::new(articles), Vec::new());
        let stock = Stock::new(holding, Headlines::default());
        let all = FILES_LISTED + 1;
        assert_eq!(
            figures(&stock, &Marks::default())[VIEWS..],
            [("no source named".to_owned(), all, all)]
        );
    }
}
