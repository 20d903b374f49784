//! The list of headlines: its rows, which is selected, and how a headline breaks into lines.

use std::ops::Range;
use std::sync::Arc;

use super::Size;
use super::cursor::{Cursor, Step};
use super::hits::Snippet;
use super::shelf::{Row, Shelf};
use super::stock::Stock;
use crate::library::Entry;
use crate::wrap;

/// Columns left of a headline: the marker of the selected row, the sign of an unread one, a space.
pub const GUTTER: usize = 3;

/// Columns by which a version stands in under its story.
pub const INDENT: usize = 2;

/// At most so many lines of a headline are shown.
const HEADLINE_LINES: usize = 2;

/// The list of headlines.
#[derive(Debug, Clone, Default)]
pub struct Headlines {
    shelf: Shelf,
    rows: Arc<[Row]>,
    /// What stands below each row, where these are hits of a search of the texts; else nothing.
    snippets: Arc<[Snippet]>,
    cursor: Cursor,
    size: Size,
}

/// How one row is set: a headline in lines, with a line about it below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Columns left of the headline.
    pub indent: usize,
    /// The headline's lines as byte ranges.
    pub lines: Vec<Range<usize>>,
    /// Whether the headline is longer than its lines.
    pub cut: bool,
    /// The lines of a snippet below, as byte ranges of it.
    pub snippet: Vec<Range<usize>>,
    /// Whether a blank line follows.
    pub gap: bool,
}

impl Setting {
    /// Sets `title` in a list `width` columns wide; the versions of a story stand close below it.
    fn new(row: Row, next: Option<Row>, title: &str, width: usize) -> Self {
        let version = matches!(row, Row::Version(_));
        let indent = GUTTER + if version { INDENT } else { 0 };
        let most = if version { 1 } else { HEADLINE_LINES };
        let mut lines = wrap::wrap(title, width.saturating_sub(indent).max(1));
        let cut = lines.len() > most;
        lines.truncate(most);
        let gap = !matches!(next, Some(Row::Version(_)));
        Self {
            indent,
            lines,
            cut,
            snippet: Vec::new(),
            gap,
        }
    }

    /// Lines it takes, with the line about it and the gap.
    pub fn height(&self) -> usize {
        self.lines.len() + 1 + self.snippet.len() + usize::from(self.gap)
    }
}

impl Headlines {
    /// What the list shows.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// The rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The rows, to be put back later.
    pub fn rows_shared(&self) -> Arc<[Row]> {
        Arc::clone(&self.rows)
    }

    /// What stands below row `index`, where it is a hit of a search of the texts.
    pub fn snippet(&self, index: usize) -> Option<&Snippet> {
        self.snippets.get(index)
    }

    /// The selected row.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// The selected row; none in an empty list.
    pub fn selected(&self) -> Option<Row> {
        self.rows.get(self.cursor.at()).copied()
    }

    /// Shows another shelf, from its first row.
    pub fn show(&mut self, shown: Shelf, rows: Arc<[Row]>, stock: &Stock) {
        self.shelf = shown;
        self.list(rows, 0, stock);
    }

    /// Shows other rows of the same shelf, row `at` selected.
    pub fn list(&mut self, rows: impl Into<Arc<[Row]>>, at: usize, stock: &Stock) {
        self.rows = rows.into();
        self.snippets = Arc::default();
        self.cursor = Cursor::new(self.rows.len());
        self.cursor.go(at);
        self.keep_in_sight(stock);
    }

    /// Shows the hits of a search of the texts, each with its snippet, from the first.
    pub fn list_hits(&mut self, rows: Arc<[Row]>, snippets: Arc<[Snippet]>, stock: &Stock) {
        self.list(rows, 0, stock);
        self.snippets = snippets;
        self.keep_in_sight(stock);
    }

    /// Shows other rows of the same shelf; the selected article stays selected, if it is still there
    /// and any but the first was selected.
    pub fn replace(&mut self, rows: impl Into<Arc<[Row]>>, stock: &Stock) {
        let (rows, at) = (rows.into(), self.cursor.at());
        let article = self.selected().and_then(Row::article).filter(|_| at > 0);
        let still = |row: &Row| article.is_some() && row.article() == article;
        let at = rows.iter().position(still).unwrap_or(at);
        self.list(rows, at, stock);
    }

    /// Moves the selection.
    pub fn step(&mut self, step: Step, stock: &Stock) {
        self.cursor.step(step);
        self.keep_in_sight(stock);
    }

    /// Selects row `at`.
    pub fn go(&mut self, at: usize, stock: &Stock) {
        self.cursor.go(at);
        self.keep_in_sight(stock);
    }

    /// Selects row `at`, which is to stand `below` rows below the first in sight.
    pub fn go_so_far_down(&mut self, at: usize, below: usize, stock: &Stock) {
        self.cursor.go(at);
        self.cursor.scroll(at.saturating_sub(below));
        self.keep_in_sight(stock);
    }

    /// Takes a new size.
    pub fn fit(&mut self, size: Size, stock: &Stock) {
        if self.size != size {
            self.size = size;
            self.keep_in_sight(stock);
        }
    }

    /// How row `index` is set; none where there is no such row.
    pub fn setting(&self, index: usize, stock: &Stock) -> Option<Setting> {
        let row = *self.rows.get(index)?;
        let next = self.rows.get(index + 1).copied();
        let mut setting = Setting::new(row, next, title(row, stock), self.size.width);
        if let Some(snippet) = self.snippet(index) {
            setting.snippet = snippet.lines(self.size.width.saturating_sub(setting.indent));
        }
        Some(setting)
    }

    fn keep_in_sight(&mut self, stock: &Stock) {
        let mut cursor = self.cursor;
        cursor.keep_in_sight(self.size.height, |index| {
            self.setting(index, stock)
                .map_or(0, |setting| setting.height())
        });
        self.cursor = cursor;
    }
}

/// The headline of a row.
pub fn title(row: Row, stock: &Stock) -> &str {
    match row {
        Row::Story(index) => &stock.stories()[index].title,
        Row::Version(row) | Row::Article(row) => stock.entry(row).title(),
    }
}

/// The article of a row.
pub fn article(row: Row, stock: &Stock) -> Option<Entry<'_>> {
    row.article().map(|row| stock.entry(row))
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    #[test]
    fn a_headline_takes_two_lines_at_most_and_a_version_one() {
        let row = Row::Article(0);
        let long = Setting::new(row, None, "Harbour bridge to stay shut until Friday", 20);
        assert_eq!((long.lines.len(), long.cut, long.height()), (2, true, 4));
        let short = Setting::new(row, None, "Bridge shut", 20);
        assert_eq!(
            (short.lines.len(), short.cut, short.height()),
            (1, false, 3)
        );
        let version = Setting::new(
            Row::Version(0),
            Some(Row::Version(1)),
            "Harbour bridge to stay shut",
            20,
        );
        assert_eq!(
            (version.lines.len(), version.cut, version.height()),
            (1, true, 2)
        );
    }

    #[test]
    fn other_rows_leave_the_selected_article_selected() {
        let stock = example::stock();
        let mut list = Headlines::default();
        list.show(Shelf::All, (0..5).map(Row::Article).collect(), &stock);
        list.go(3, &stock);
        list.replace([0, 3, 1].map(Row::Article).to_vec(), &stock);
        assert_eq!(list.selected(), Some(Row::Article(3)));
        list.replace(vec![Row::Article(0)], &stock);
        assert_eq!(list.selected(), Some(Row::Article(0)));
    }
}
