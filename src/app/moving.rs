//! Going about in the panes: steps, panes, articles.

use std::sync::Arc;

use super::cursor::Step;
use super::find::Among;
use super::marks::Mark;
use super::shelf::Row;
use super::stock::Stock;
use super::{App, Effect, Pane, headlines, versions};
use crate::action::Action;
use crate::library::{Article, ArticleId, Entry};

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
            Pane::Headlines if self.reader.open().is_none() => self.say("the list is empty"),
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

    /// Opens the next article of the list, or the next unread one; the list goes round for unread ones.
    pub(super) fn next_article(&mut self, forward: bool, unread: bool) {
        if self.diff.view().is_some() {
            let key = self.keys.first(Action::Back);
            self.say(format!("{key} leaves the comparison first"));
            return;
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
            None if forward => self.say("this is the last article of the list"),
            None => self.say("this is the first article of the list"),
        }
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

    /// Takes in other articles; the one that is being read, or was gone to, stays selected.
    pub(super) fn replace_stock(&mut self, stock: Stock) {
        let is_chosen = self.focus == Pane::Reader || self.headlines.cursor().at() > 0;
        let chosen = self.open_id().filter(|_| is_chosen);
        self.stock = stock;
        self.reader.show(None, None, &self.stock);
        self.headlines.list(Vec::new(), 0, &self.stock);
        self.restock();
        let is_it = |row: &Row| {
            let article = headlines::article(*row, &self.stock);
            chosen.is_some() && article.map(Entry::id) == chosen
        };
        if let Some(at) = self.headlines.rows().iter().position(is_it) {
            self.headlines.go(at, &self.stock);
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
