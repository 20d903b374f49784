//! The reading pane: what is open in it, set in lines, and how far it is scrolled.

use super::Size;
use super::cursor::{Scroll, Step};
use super::page::{self, Aside, Line};
use super::shelf::Row;
use super::stock::Stock;
use crate::library::state::Stop;

/// By how many columns the text is made wider or narrower at a time.
const WIDTH_STEP: u16 = 4;

/// The narrowest and widest text, in columns.
const WIDTHS: (u16, u16) = (20, 200);

/// The reading pane.
#[derive(Debug, Clone)]
pub struct Reader {
    open: Option<Row>,
    /// Where in the article one stands; none at its beginning.
    stop: Option<Stop>,
    lines: Vec<Line>,
    scroll: Scroll,
    size: Size,
    measure: u16,
    aside: Aside,
}

impl Reader {
    /// An empty pane whose text is at most `measure` columns wide; `key` shows what was set aside.
    pub fn new(measure: u16, key: &str) -> Self {
        Self {
            open: None,
            stop: None,
            lines: Vec::new(),
            scroll: Scroll::default(),
            size: Size::default(),
            measure: measure.clamp(WIDTHS.0, WIDTHS.1),
            aside: Aside {
                shown: false,
                key: key.to_owned(),
            },
        }
    }

    /// The article or story that is open.
    pub fn open(&self) -> Option<Row> {
        self.open
    }

    /// What is open, set in lines.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// How far it is scrolled.
    pub fn scroll(&self) -> Scroll {
        self.scroll
    }

    /// How wide the text is set, in columns: never wider than the pane.
    pub fn columns(&self) -> usize {
        usize::from(self.measure).min(self.size.width)
    }

    /// How wide the text is at most, in columns.
    pub fn measure(&self) -> u16 {
        self.measure
    }

    /// Whether what was set aside is shown.
    pub fn shows_aside(&self) -> bool {
        self.aside.shown
    }

    /// Opens `row` where one stopped in it, else from its top; does nothing where it is open already.
    pub fn show(&mut self, row: Option<Row>, stop: Option<Stop>, stock: &Stock) {
        if self.open != row {
            self.open = row;
            self.stop = stop;
            self.scroll = Scroll::default();
            self.set(stock);
        }
    }

    /// Goes to where one stopped, unless one has begun to read.
    pub fn resume(&mut self, stop: Option<Stop>, stock: &Stock) {
        if self.stop.is_none() && self.scroll.top() == 0 {
            self.stop = stop;
            self.set(stock);
        }
    }

    /// Scrolls.
    pub fn step(&mut self, step: Step) {
        self.scroll.step(step);
        self.stop = self.first_in_sight();
    }

    /// Scrolls so that line `top` is the first in sight.
    pub fn scroll_to(&mut self, top: usize) {
        self.scroll.go(top);
        self.stop = self.first_in_sight();
    }

    /// Where in the article one stands; none at its beginning.
    pub fn stop(&self) -> Option<Stop> {
        self.stop
    }

    /// Where the text in sight begins; none while the beginning of the page is in sight.
    fn first_in_sight(&self) -> Option<Stop> {
        let top = self.scroll.top();
        let (before, after) = self.lines.split_at_checked(top).filter(|_| top > 0)?;
        let mut places = after.iter().chain(before.iter().rev());
        places.find_map(|line| line.place)
    }

    /// The line in which a place in the article stands.
    fn line_of(&self, stop: Stop) -> usize {
        let up_to = |line: &Line| line.place.is_some_and(|place| place <= stop);
        self.lines.iter().rposition(up_to).unwrap_or(0)
    }

    /// Takes a new size.
    pub fn fit(&mut self, size: Size, stock: &Stock) {
        if self.size != size {
            self.size = size;
            self.set(stock);
        }
    }

    /// Makes the text wider, or narrower.
    pub fn widen(&mut self, wider: bool, stock: &Stock) {
        let width = if wider {
            self.measure.saturating_add(WIDTH_STEP)
        } else {
            self.measure.saturating_sub(WIDTH_STEP)
        };
        self.measure = width.clamp(WIDTHS.0, WIDTHS.1);
        self.set(stock);
    }

    /// Shows what was set aside, or hides it.
    pub fn toggle_aside(&mut self, stock: &Stock) {
        self.aside.shown = !self.aside.shown;
        self.set(stock);
    }

    /// Sets the text in lines anew; the place in it stays where it was, outside of an article in proportion.
    pub fn set(&mut self, stock: &Stock) {
        let before = (self.scroll.top(), self.lines.len().max(1));
        let columns = self.columns().max(1);
        self.lines = match self.open {
            Some(Row::Story(index)) => page::story(index, stock, columns),
            Some(Row::Version(row) | Row::Article(row)) => {
                let entry = stock.entry(row);
                match stock.article(entry.id()) {
                    Some(article) => page::article(&article, stock, columns, &self.aside),
                    None => page::unreadable(entry, columns),
                }
            }
            None => Vec::new(),
        };
        self.scroll.fit(self.lines.len(), self.size.height);
        self.scroll.go(match self.stop {
            Some(stop) => self.line_of(stop),
            None => before.0 * self.lines.len() / before.1,
        });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::example;
    use super::*;

    fn reader(size: (usize, usize), stop: Option<Stop>) -> Reader {
        let stock = example::stock();
        let mut reader = Reader::new(30, "B");
        reader.show(Some(Row::Article(1)), stop, &stock);
        let (width, height) = size;
        reader.fit(Size { width, height }, &stock);
        reader
    }

    #[test]
    fn the_beginning_of_an_article_is_no_place_to_stop() {
        let mut reader = reader((30, 5), None);
        assert_eq!(reader.stop(), None);
        reader.step(Step::Rows(1));
        reader.step(Step::Top);
        assert_eq!((reader.stop(), reader.scroll().top()), (None, 0));
    }

    proptest! {
        #[test]
        fn one_comes_back_to_where_one_stopped(steps in 0..30isize, height in 1..9usize, width in 20..40usize) {
            let mut first = reader((30, height), None);
            first.step(Step::Rows(steps));
            let (stop, top) = (first.stop(), first.scroll().top());
            let again = reader((30, height), stop);
            let line = &first.lines()[top];
            if line.place.is_some() {
                prop_assert_eq!(again.scroll().top(), top);
            }
            let mut other = again.clone();
            let stock = example::stock();
            other.fit(Size { width, height }, &stock);
            other.fit(Size { width: 30, height }, &stock);
            prop_assert_eq!(other.scroll().top(), again.scroll().top());
            prop_assert_eq!(other.stop(), stop);
        }
    }
}
