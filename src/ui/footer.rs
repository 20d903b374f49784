//! The lines around the panes: title, tip, headings, what is said, and the keys that matter.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::paint::{indented, line, put, put_right};
use crate::action::Action;
use crate::app::hints::Hint;
use crate::app::notice::{count, thousands};
use crate::app::sources::VIEWS;
use crate::app::{App, Stage};
use crate::config::theme::Theme;
use crate::wrap;

/// Columns between two hints.
const BETWEEN: usize = 3;

/// The heading of a pane: its name, and a figure at the right; bold and coloured where it is in focus.
pub(super) fn heading(
    name: &str,
    figure: &str,
    focused: bool,
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
) {
    let Some(row) = line(area, 0) else { return };
    let style = if focused {
        theme.accent.patch(theme.strong)
    } else {
        theme.dim
    };
    let rest = put_right(figure, theme.dim, row, buf);
    put(name, style, rest, buf);
}

/// The name of the program and what is at hand.
pub(super) struct Title<'a> {
    pub(super) app: &'a App,
    pub(super) theme: &'a Theme,
}

impl Widget for Title<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let rest = put_right(&self.figures(), self.theme.dim, area, buf);
        put("newsread", self.theme.strong, rest, buf);
    }
}

impl Title<'_> {
    fn figures(&self) -> String {
        let entries = self.app.sources().entries();
        let [all, stories, ..] = entries else {
            return String::new();
        };
        let mut parts = vec![count(all.all, "article", "articles")];
        if self.app.stage() == Stage::Ready {
            parts.push(count(stories.all, "story", "stories"));
        }
        parts.push(count(entries.len() - VIEWS, "source", "sources"));
        parts.push(match all.unread {
            0 if all.all == 0 => "nothing to read".to_owned(),
            0 => "all read".to_owned(),
            unread => format!("{} unread", thousands(unread)),
        });
        parts.join(" · ")
    }
}

/// The line about the samples.
pub(super) struct Tip<'a> {
    pub(super) app: &'a App,
    pub(super) theme: &'a Theme,
}

impl Widget for Tip<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let keys = self.app.keys();
        let (help, compare) = (keys.first(Action::Help), keys.first(Action::Compare));
        let says = format!(
            "These are samples. `newsread FOLDER` opens your own · {help} shows the keys · {compare} compares two versions"
        );
        put(&says, self.theme.notice, area, buf);
    }
}

/// What is said: keys pressed so far, a notice, how far loading has come; at the right, problems.
pub(super) struct Status<'a> {
    pub(super) app: &'a App,
    pub(super) theme: &'a Theme,
    pub(super) pending: &'a str,
}

impl Widget for Status<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let (app, theme) = (self.app, self.theme);
        let rest = put_right(&self.standing(), theme.dim, area, buf);
        match app.notice() {
            _ if !self.pending.is_empty() => {
                put(&format!("{} …", self.pending), theme.key, rest, buf)
            }
            Some(notice) if notice.trouble => put(&notice.text, theme.trouble, rest, buf),
            Some(notice) => put(&notice.text, theme.notice, rest, buf),
            None => put(&self.progress(), theme.notice, rest, buf),
        };
    }
}

impl Status<'_> {
    fn progress(&self) -> String {
        match self.app.stage() {
            Stage::Loading { found: 0, .. } => "reading …".to_owned(),
            Stage::Loading { read, found } => {
                format!("reading … {} of {}", thousands(read), thousands(found))
            }
            Stage::Grouping => "grouping into stories …".to_owned(),
            Stage::Ready => String::new(),
        }
    }

    /// Where one is in a comparison; else how much could not be read.
    fn standing(&self) -> String {
        if let Some(view) = self.app.diff().view() {
            return view.position();
        }
        let key = self.app.keys().first(Action::Problems);
        match self.app.stock().problems().len() {
            0 => String::new(),
            problems => format!(
                "{} · {key} lists them",
                count(problems, "problem", "problems")
            ),
        }
    }
}

/// The keys that matter here, as many as fit; the last of them, the way back, at the right.
pub(super) struct Footer<'a> {
    pub(super) app: &'a App,
    pub(super) theme: &'a Theme,
}

impl Widget for Footer<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let hints = self.app.hints();
        let Some((last, hints)) = hints.split_last() else {
            return;
        };
        let right = indented(area, usize::from(area.width).saturating_sub(width(last)));
        let mut rest = area;
        if hints
            .first()
            .is_none_or(|first| width(first) + BETWEEN + width(last) <= usize::from(area.width))
        {
            self.put(last, right, buf);
            let taken = width(last) + BETWEEN;
            rest.width = area
                .width
                .saturating_sub(u16::try_from(taken).unwrap_or(u16::MAX));
        }
        for hint in hints {
            if width(hint) > usize::from(rest.width) {
                continue;
            }
            self.put(hint, rest, buf);
            rest = indented(rest, width(hint) + BETWEEN);
        }
    }
}

impl Footer<'_> {
    fn put(&self, hint: &Hint, area: Rect, buf: &mut Buffer) {
        let rest = put(&hint.key, self.theme.key, area, buf);
        put(&hint.label, self.theme.dim, indented(rest, 1), buf);
    }
}

fn width(hint: &Hint) -> usize {
    wrap::width(&hint.key) + 1 + wrap::width(&hint.label)
}
