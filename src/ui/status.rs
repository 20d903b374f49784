//! The lines that say how things are: title, tip, status.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::paint::{put, put_right};
use crate::action::Action;
use crate::app::notice::{count, thousands};
use crate::app::sources::VIEWS;
use crate::app::{App, Doing, Stage};
use crate::config::theme::Theme;

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
        if self.app.stage() == Stage::Loading {
            return String::new(); // as much as is there is not all
        }
        let entries = self.app.sources().entries();
        let [all, stories, ..] = entries else {
            return String::new();
        };
        let mut parts = vec![count(all.all, "article", "articles")];
        if self.app.stage() == Stage::Ready && stories.all > 0 {
            let told = count(stories.all, "story", "stories");
            parts.push(format!("{told} of several articles"));
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
            "These are samples · `newsread FOLDER` opens your own · {compare} compares · {help} keys"
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
    /// How far the work has come that is going on; nothing where none is.
    fn progress(&self) -> String {
        let app = self.app;
        let all = app.stock().catalogue().len();
        let (doing, done, of) = match (app.work(), app.search().unindexed) {
            (Some(work), _) => (self.doing(work.doing), work.done, work.of),
            (None, 0) => return String::new(),
            (None, left) if left <= all => ("making texts searchable …", all - left, all),
            (None, left) => {
                return format!("making texts searchable … {} left", thousands(left));
            }
        };
        if of == 0 {
            return doing.to_owned();
        }
        format!("{doing} {} of {}", thousands(done), thousands(of))
    }

    fn doing(&self, doing: Doing) -> &'static str {
        match (doing, self.app.stage()) {
            (Doing::Reading, Stage::Ready) => "reading again …",
            (Doing::Reading, _) => "reading …",
            (Doing::Grouping, _) => "grouping into stories …",
        }
    }

    /// Where one is in a comparison; else how far work has come, where that is not said at the left; else how much
    /// could not be read.
    fn standing(&self) -> String {
        if let Some(view) = self.app.diff().view() {
            return view.position();
        }
        if let waiting @ 1.. = self.app.marks().waiting() {
            let changes = count(waiting, "change is", "changes are");
            return format!("{changes} not kept yet");
        }
        if self.app.notice().is_some() || !self.pending.is_empty() {
            let progress = self.progress();
            if !progress.is_empty() {
                return progress;
            }
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
