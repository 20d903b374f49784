//! The source list: views, then sources, each with how much of it is unread.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::layout::rows;
use super::paint::{heading, indented, line, put, put_right};
use crate::app::notice::thousands;
use crate::app::shelf::Shelf;
use crate::app::sources::{Entry, Sources, VIEWS};
use crate::app::{App, Pane};
use crate::config::theme::Theme;

/// The source list.
pub(super) struct SourcesPane<'a> {
    pub(super) app: &'a App,
    pub(super) theme: &'a Theme,
}

impl Widget for SourcesPane<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let focused = self.app.focus() == Pane::Sources;
        let mut entries = self.app.sources().entries().iter();
        let figure = if entries.any(counts_unread) {
            "unread"
        } else {
            ""
        };
        heading("Library", figure, focused, self.theme, area, buf);
        for (index, at) in in_sight(self.app, area) {
            if index == VIEWS
                && let Some(above) = at.checked_sub(1).and_then(|at| line(rows(area), at))
            {
                put("Sources", self.theme.dim, above, buf);
            }
            if let Some(row) = line(rows(area), at) {
                self.render_entry(index, row, buf);
            }
        }
    }
}

impl SourcesPane<'_> {
    fn render_entry(&self, index: usize, row: Rect, buf: &mut Buffer) {
        let (sources, theme) = (self.app.sources(), self.theme);
        let entry = &sources.entries()[index];
        let selected = sources.cursor().at() == index;
        let style = match &entry.shelf {
            _ if selected => theme.strong,
            Shelf::File(_) | Shelf::Unnamed => theme.dim,
            _ => theme.text,
        };
        let counts = if counts_unread(entry) {
            theme.accent
        } else {
            theme.dim
        };
        let name = put_right(&figure(entry), counts, row, buf);
        if selected {
            put("▸", theme.accent, row, buf);
        }
        put(entry.shelf.name(), style, indented(name, 2), buf);
        if selected && self.app.focus() == Pane::Sources {
            buf.set_style(indented(row, 1), theme.selection);
        }
    }
}

/// Whether the figure of an entry is how much of it is unread; of what is starred it is how much is.
fn counts_unread(entry: &Entry) -> bool {
    entry.unread > 0 && entry.shelf != Shelf::Starred
}

/// What is unread, below the word that says so; else what there is, with a word or sign of its own.
fn figure(entry: &Entry) -> String {
    match (entry.all, &entry.shelf) {
        (0, _) => "none".to_owned(),
        (all, Shelf::Starred) => format!("{} ★", thousands(all)),
        (all, _) if entry.unread == 0 => format!("{} read", thousands(all)),
        _ => thousands(entry.unread),
    }
}

/// The entries in sight, each with the line that it stands on.
fn in_sight(app: &App, area: Rect) -> impl Iterator<Item = (usize, usize)> {
    let sources = app.sources();
    let mut below = 0;
    let placed = (sources.cursor().top()..sources.entries().len()).map(move |index| {
        below += Sources::lines(index);
        (index, below - 1)
    });
    let height = usize::from(rows(area).height);
    placed.take_while(move |(_, at)| *at < height)
}

/// Where the selected entry stands.
pub(super) fn cursor(app: &App, area: Rect) -> Option<Position> {
    let selected = app.sources().cursor().at();
    let (_, at) = in_sight(app, area).find(|(index, _)| *index == selected)?;
    line(rows(area), at).map(Rect::as_position)
}
