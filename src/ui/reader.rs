//! The reading pane: the text in a column of easy width, in the middle of the pane.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::layout::rows;
use super::paint::{heading, indented, line, put};
use crate::action::Action;
use crate::app::page::LineKind;
use crate::app::{App, Pane, Stage};
use crate::config::theme::Theme;
use crate::wrap;

/// The reading pane.
pub(super) struct ReaderPane<'a> {
    pub(super) app: &'a App,
    pub(super) theme: &'a Theme,
}

impl Widget for ReaderPane<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let reader = self.app.reader();
        let seen = reader
            .scroll()
            .percent()
            .map(|percent| format!("{percent} %"));
        let focused = self.app.focus() == Pane::Reader;
        heading(
            "Reading",
            &seen.unwrap_or_default(),
            focused,
            self.theme,
            area,
            buf,
        );
        let text = column(rows(area), reader.columns());
        for (index, said) in reader
            .lines()
            .iter()
            .skip(reader.scroll().top())
            .enumerate()
        {
            let Some(row) = line(text, index) else { break };
            put(&said.text, self.style(said.kind), row, buf);
        }
        if reader.lines().is_empty() {
            self.render_empty(text, buf);
        }
    }
}

impl ReaderPane<'_> {
    fn style(&self, kind: LineKind) -> Style {
        let theme = self.theme;
        match kind {
            LineKind::Headline => theme.strong,
            LineKind::About | LineKind::Aside => theme.dim,
            LineKind::Text | LineKind::Code => theme.text,
            LineKind::Heading => theme.heading,
            LineKind::Quote => theme.quote,
        }
    }

    /// What an empty library says for itself.
    fn render_empty(&self, area: Rect, buf: &mut Buffer) {
        let (app, theme) = (self.app, self.theme);
        if app.stage() != Stage::Ready || !app.stock().catalogue().is_empty() {
            return;
        }
        let says = if app.stock().problems().is_empty() {
            "`newsread FOLDER` opens a folder of texts, pages or saved feeds.".to_owned()
        } else {
            let key = app.keys().first(Action::Problems);
            format!("{key} says what could not be read, and why.")
        };
        if let Some(row) = line(area, 0) {
            put("There is nothing to read.", theme.strong, row, buf);
        }
        for (index, bytes) in wrap::wrap(&says, usize::from(area.width))
            .into_iter()
            .enumerate()
        {
            if let Some(row) = line(area, index + 2) {
                put(&says[bytes], theme.text, row, buf);
            }
        }
    }
}

/// The middle `columns` of `area`.
fn column(area: Rect, columns: usize) -> Rect {
    let free = usize::from(area.width).saturating_sub(columns);
    let column = indented(area, free / 2);
    Rect {
        width: column.width.min(u16::try_from(columns).unwrap_or(u16::MAX)),
        ..column
    }
}
