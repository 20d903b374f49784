//! Going about in the panes: steps, panes, articles.

use std::sync::Arc;

use super::cursor::Step;
use super::find::Among;
use super::marks::Mark;
use super::shelf::Row;
use super::stock::Stock;
use super::{App, Effect, Pane, Stage, headlines, versions};
use crate::action::Action;
use crate::library::{Article, ArticleId, Entry};

/// What a row stands for, in whatever list and order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// The story of an article.
    Story(Option<ArticleId>),
    /// An article.
    Article(ArticleId),
}

impl Held {
    fn of(row: Row, stock: &Stock) -> Self {
        match row {
            Row::Story(index) => Self::Story(stock.stories()[index].articles.first().copied()),
            Row::Version(row) | Row::Article(row) => Self::Article(stock.entry(row).id()),
        }
    }

    /// Where it stands among `rows`.
    fn find(self, rows: &[Row], stock: &Stock) -> Option<usize> {
        let wanted: Row = match self {
            Self::Story(article) => Row::Story(stock.story_of(article?)?),
            Self::Article(article) => Row::Article(stock.catalogue().row_of(article)?),
        };
        let is_it = |row: &Row| {
            *row == wanted || wanted.article().is_some() && row.article() == wanted.article()
        };
        rows.iter().position(is_it)
    }
}

impl App {
    /// Moves in the diff view, or in the pane in focus; beyond the last of the hits more of them are asked for.
    pub(super) fn step(&mut self, step: Step) -> Option<Effect> {
        if let Some(view) = self.diff.view_mut() {
            view.step(step);
            return None;
        }
        match self.focus {
            Pane::Sources => {
                self.sources.step(step);
                self.show_shelf();
            }
            Pane::Headlines => {
                let at = self.headlines.cursor().at();
                self.headlines.step(step, &self.stock);
                self.show_selected();
                if self.headlines.cursor().at() == at && step.is_on() {
                    return self.ask_for_more();
                }
            }
            Pane::Reader => {
                self.reader.step(step);
                self.note_stop();
            }
        }
        None
    }

    pub(super) fn go_in(&mut self) {
        if self.diff.view().is_some() {
            let key = self.keys.first(Action::Back);
            self.say(format!("nothing to open in a comparison · {key} leaves it"));
            return;
        }
        match self.focus {
            Pane::Sources => self.focus = Pane::Headlines,
            Pane::Headlines if self.reader.open().is_none() => self.say(match self.stage {
                Stage::Loading => "no article has been read yet",
                _ => "the list is empty",
            }),
            Pane::Headlines => {
                self.focus = Pane::Reader;
                self.mark_opened();
            }
            Pane::Reader => {
                let key = self.keys.first(Action::Compare);
                self.say(format!("it is open · {key} compares it"));
            }
        }
    }

    pub(super) fn go_out(&mut self) -> Option<Effect> {
        if self.diff.view().is_some() {
            return self.go_back();
        }
        match self.focus {
            Pane::Reader => self.focus = Pane::Headlines,
            Pane::Headlines => self.focus = Pane::Sources,
            Pane::Sources => {
                let key = self.keys.first(Action::Back);
                self.say(format!("this is the outermost pane · {key} quits"));
            }
        }
        None
    }

    /// Gives up what can be given up, the nearest first; else goes out.
    pub(super) fn cancel(&mut self) -> Option<Effect> {
        if self.diff.view().is_none() && self.diff.is_awaited() {
            return self.go_back();
        }
        let at_list = self.diff.view().is_none() && self.focus != Pane::Reader;
        if at_list && self.live.take().is_some() {
            return None;
        }
        if at_list && self.close_hits() {
            return None;
        }
        if at_list && self.tip {
            self.tip = false;
            return None;
        }
        self.go_out()
    }

    /// Goes back one step; at the top, quits.
    pub(super) fn go_back(&mut self) -> Option<Effect> {
        if self.diff.close() {
            return self.alone.then_some(Effect::Quit);
        }
        if self.focus == Pane::Reader {
            self.focus = Pane::Headlines;
        } else if self.live.take().is_none() && !self.close_hits() {
            return Some(Effect::Quit);
        }
        None
    }

    pub(super) fn turn_to_pane(&mut self, next: bool) {
        if self.diff.view().is_some() {
            self.say("the diff view has one pane");
            return;
        }
        self.focus = match (self.focus, next) {
            (Pane::Sources, true) | (Pane::Reader, false) => Pane::Headlines,
            (Pane::Headlines, true) | (Pane::Sources, false) => Pane::Reader,
            (Pane::Reader, true) | (Pane::Headlines, false) => Pane::Sources,
        };
    }

    /// Opens the next article of the list, or the next unread one; the list goes round for unread ones. Beyond
    /// the last of the hits more of them are asked for.
    pub(super) fn next_article(&mut self, forward: bool, unread: bool) -> Option<Effect> {
        if self.diff.view().is_some() {
            let key = self.keys.first(Action::Back);
            self.say(format!("{key} leaves the comparison first"));
            return None;
        }
        let (rows, at) = (self.headlines.rows(), self.headlines.cursor().at());
        let wanted = |&row: &usize| {
            let article = headlines::article(rows[row], &self.stock);
            article.is_some_and(|entry| !(unread && self.marks.has(Mark::Read, entry.id())))
        };
        let (before, after) = (0..at.min(rows.len()), (at + 1).min(rows.len())..rows.len());
        let found = match (forward, unread) {
            (true, false) => after.clone().find(wanted),
            (false, false) => before.clone().rev().find(wanted),
            (true, true) => after.chain(before).find(wanted),
            (false, true) => before.rev().chain(after.rev()).find(wanted),
        };
        match found {
            Some(row) => self.open_row(row),
            None if unread => self.say("no other unread article in this list"),
            None if forward => {
                let more = self.ask_for_more();
                if more.is_none() {
                    self.say("this is the last article of the list");
                }
                return more;
            }
            None => self.say("this is the first article of the list"),
        }
        None
    }

    /// Selects a row and shows it; in the reading pane it counts as opened.
    pub(super) fn open_row(&mut self, row: usize) {
        self.headlines.go(row, &self.stock);
        self.show_selected();
        if self.focus == Pane::Reader {
            self.mark_opened();
        } else {
            self.focus = Pane::Headlines;
        }
    }

    /// Shows the list of the selected source.
    pub(super) fn show_shelf(&mut self) {
        let wanted = self.sources.selected();
        if wanted != *self.headlines.shelf() {
            let rows = wanted.rows(&self.stock, &self.marks);
            self.search.hits = None;
            self.headlines.show(wanted, rows, &self.stock);
            self.show_selected();
        }
    }

    /// Shows the selected row in the reading pane.
    pub(super) fn show_selected(&mut self) {
        let row = self.headlines.selected();
        let article = row.and_then(|row| headlines::article(row, &self.stock));
        let stop = article.and_then(|entry| self.marks.stop(entry.id()));
        let sought = self.search.hits.as_ref().map(|hits| hits.query().clone());
        self.reader.seek(sought, &self.stock);
        self.reader.show(row, stop, &self.stock);
        let rival = self.left().and_then(|left| {
            let others = versions::others(left, &self.stock);
            others
                .first()
                .map(|other| versions::name(*other, &self.stock))
        });
        self.rival = rival;
    }

    /// Takes in other articles. What is selected stays so; what stands first, and was not gone to, only where
    /// `always` holds.
    pub(super) fn replace_stock(&mut self, stock: Stock, always: bool) {
        let is_chosen = always || self.focus == Pane::Reader || self.headlines.cursor().at() > 0;
        let place = self.place_in_list().filter(|_| is_chosen);
        let page = self.open_id().map(|id| (id, self.reader.clone()));
        let listed = self.search.hits.as_ref().map(|hits| &hits.before);
        let listed = listed.and_then(|before| Some(*before.rows.get(before.at)?));
        let listed = listed.map(|row| Held::of(row, &self.stock));
        self.stock = stock;
        self.reader.show(None, None, &self.stock);
        self.headlines.list(Vec::new(), 0, &self.stock);
        self.find_again();
        self.restock();
        if let (Some(hits), Some(held)) = (&mut self.search.hits, listed) {
            let at = held.find(&hits.before.rows, &self.stock);
            hits.before.at = at.unwrap_or(0);
        }
        self.go_to_place(place);
        let same = page.filter(|(id, before)| {
            self.open_id() == Some(*id) && before.lines() == self.reader.lines()
        });
        if let Some((_, before)) = same {
            self.reader.scroll_to(before.scroll().top());
        }
    }

    /// What is selected, and how far below the first row in sight it stands.
    pub(super) fn place_in_list(&self) -> Option<(Held, usize)> {
        let cursor = self.headlines.cursor();
        let held = Held::of(self.headlines.selected()?, &self.stock);
        Some((held, cursor.at() - cursor.top()))
    }

    /// Selects what was selected, as far down in sight as it was, where it still is in the list.
    pub(super) fn go_to_place(&mut self, place: Option<(Held, usize)>) {
        let Some((held, below)) = place else { return };
        if let Some(at) = held.find(self.headlines.rows(), &self.stock) {
            self.headlines.go_so_far_down(at, below, &self.stock);
            self.show_selected();
        }
    }

    /// Takes in new articles or stories: lists are made anew, what is selected stays so.
    pub(super) fn restock(&mut self) {
        self.sources.refresh(&self.stock, &self.marks);
        let rows = self.headlines.shelf().rows(&self.stock, &self.marks);
        if let Some(find) = &mut self.find {
            find.among = Among::new(rows, &self.stock);
            self.narrow();
        } else if let Some(hits) = &mut self.search.hits {
            hits.before.rows = rows;
            let at = self.headlines.cursor().at();
            self.list_hits();
            self.headlines.go(at, &self.stock);
        } else {
            self.headlines.replace(rows, &self.stock);
        }
        self.show_selected();
        self.reader.set(&self.stock);
    }

    /// Notes where one stands in the article that is open.
    pub(super) fn note_stop(&mut self) {
        if let Some(id) = self.open_id() {
            self.marks.stop_at(id, self.reader.stop());
        }
    }

    /// The id of the article that is open.
    pub(super) fn open_id(&self) -> Option<ArticleId> {
        let row: Row = self.reader.open()?;
        headlines::article(row, &self.stock).map(Entry::id)
    }

    /// The article that is open, with its text.
    pub(super) fn article(&self) -> Option<Arc<Article>> {
        self.stock.article(self.open_id()?)
    }
}
