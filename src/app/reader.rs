//! The reading pane: what is open in it, set in lines, and how far it is scrolled.

use super::Size;
use super::cursor::{Scroll, Step};
use super::page::{self, Aside, Line};
use super::shelf::Row;
use super::stock::Stock;

/// By how many columns the text is made wider or narrower at a time.
const WIDTH_STEP: u16 = 4;

/// The narrowest and widest text, in columns.
const WIDTHS: (u16, u16) = (20, 200);

/// The reading pane.
#[derive(Debug, Clone)]
pub struct Reader {
    open: Option<Row>,
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

    /// Opens `row` from its top; does nothing where it is open already.
    pub fn show(&mut self, row: Option<Row>, stock: &Stock) {
        if self.open != row {
            self.open = row;
            self.scroll = Scroll::default();
            self.set(stock);
        }
    }

    /// Scrolls.
    pub fn step(&mut self, step: Step) {
        self.scroll.step(step);
    }

    /// Scrolls so that line `top` is the first in sight.
    pub fn scroll_to(&mut self, top: usize) {
        self.scroll.go(top);
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

    /// Sets the text in lines anew; the place in it stays where it was, in proportion.
    pub fn set(&mut self, stock: &Stock) {
        let before = (self.scroll.top(), self.lines.len().max(1));
        let columns = self.columns().max(1);
        self.lines = match self.open {
            Some(Row::Story(index)) => page::story(index, stock, columns),
            Some(Row::Version(index) | Row::Article(index)) => {
                page::article(&stock.articles()[index], stock, columns, &self.aside)
            }
            None => Vec::new(),
        };
        self.scroll.fit(self.lines.len(), self.size.height);
        self.scroll.go(before.0 * self.lines.len() / before.1);
    }
}
