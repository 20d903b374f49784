//! Draws the [`App`]; changes nothing.
//!
//! ```text
//!  newsread                             20 articles · 6 stories   title
//!  These are samples. …                                           tip
//!  Library        │ Headlines    20 of 20 │ Reading       12 %    headings
//!  ▸ All       20 │ ▸● Rubio to meet …    │   Rubio to meet …
//!    Stories    6 │    CNN · 10 Jul       │   CNN · 10 July …     sources │ headlines │ reader
//!                 │                       │
//!  stories are being grouped …                                    status
//!  ? help   d compare with CNN   / find              q quit       footer
//! ```
//!
//! The diff view takes the place of everything above the status line. A page (help, problems) takes that
//! of the panes; a sheet (menu, palette, question) covers the foot of them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Clear, Widget};

use crate::app::{App, Pane};
use crate::config::theme::Theme;
use compare::ComparePane;
use footer::Footer;
use headlines::HeadlinesPane;
use layout::Panes;
use overlay::Overlay;
use reader::ReaderPane;
use sources::SourcesPane;
use status::{Status, Tip, Title};

pub mod compare;
mod footer;
mod headlines;
pub mod layout;
mod overlay;
mod paint;
mod reader;
mod sources;
mod status;
#[cfg(test)]
pub(crate) mod styled;

/// The whole screen.
#[derive(Debug, Clone, Copy)]
pub struct Screen<'a> {
    /// What is drawn.
    pub app: &'a App,
    /// How it looks.
    pub theme: &'a Theme,
    /// Keys pressed that begin a longer sequence, written for a person.
    pub pending: &'a str,
}

impl Widget for Screen<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let Self {
            app,
            theme,
            pending,
        } = self;
        let area = area.intersection(buf.area);
        let panes = layout::panes(area, app);
        if let Some(view) = app.diff().view() {
            ComparePane { view, theme }.render(panes.diff, buf);
        } else {
            self.render_reading(&panes, buf);
        }
        if let Some(layer) = app.layer() {
            // A layer takes whole rows: nothing of what it covers looks out beside it.
            let rows = Rect {
                x: area.x,
                width: area.width,
                ..panes.layer
            };
            Clear.render(rows, buf);
            Overlay { layer, theme }.render(panes.layer, buf);
        }
        Status {
            app,
            theme,
            pending,
        }
        .render(panes.status, buf);
        Footer { app, theme }.render(panes.footer, buf);
        paint::refuse_control_characters(buf);
    }
}

impl Screen<'_> {
    fn render_reading(self, panes: &Panes, buf: &mut Buffer) {
        let Self { app, theme, .. } = self;
        Title { app, theme }.render(panes.title, buf);
        Tip { app, theme }.render(panes.tip, buf);
        if let Some(area) = panes.sources {
            SourcesPane { app, theme }.render(area, buf);
        }
        if let Some(area) = panes.headlines {
            HeadlinesPane { app, theme }.render(area, buf);
        }
        if let Some(area) = panes.reader {
            ReaderPane { app, theme }.render(area, buf);
        }
        for rule in &panes.rules {
            paint::rule(*rule, theme.rule, buf);
        }
    }
}

/// Where the terminal's own cursor stands, for those who follow it: at what is typed or selected.
pub fn cursor(app: &App, area: Rect) -> Option<Position> {
    let panes = layout::panes(area, app);
    let at = match app.layer() {
        Some(layer) => overlay::cursor(layer, panes.layer),
        None if app.diff().view().is_some() => app
            .diff()
            .view()
            .and_then(|view| compare::cursor(view, panes.diff)),
        None => match app.focus() {
            Pane::Sources => sources::cursor(app, panes.sources?),
            Pane::Headlines => headlines::cursor(app, panes.headlines?),
            Pane::Reader => Some(layout::rows(panes.reader?).as_position()),
        },
    };
    at.filter(|at| area.contains(*at))
}
