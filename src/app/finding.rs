//! The search as one types, and its matches afterwards.

use super::find::Find;
use super::prompt::Prompt;
use super::shelf::Row;
use super::{App, Pane, step_of};
use crate::action::Action;

impl App {
    pub(super) fn start_find(&mut self) {
        if self.diff.view().is_some() {
            let key = self.keys.first(Action::Back);
            self.say(format!(
                "headlines are found in the reading view · {key} goes there"
            ));
            return;
        }
        self.close_hits();
        self.find = Some(Find {
            prompt: Prompt::default(),
            rows: self.headlines.rows().to_vec(),
            at: self.headlines.cursor().at(),
            top: self.reader.scroll().top(),
            focus: self.focus,
            live: self.live.take(),
        });
        self.focus = Pane::Headlines;
        self.narrow();
    }

    pub(super) fn update_find(&mut self, action: Action) {
        if let Some(step) = step_of(action) {
            self.headlines.step(step, &self.stock);
            self.show_selected();
            return;
        }
        match action {
            Action::Accept => self.accept_find(),
            Action::Cancel => self.give_up_find(),
            _ => {
                let edited = self
                    .find
                    .as_mut()
                    .is_some_and(|find| find.prompt.edit(action));
                if edited {
                    self.narrow();
                }
            }
        }
    }

    /// Narrows the list to what has been typed so far; before anything is typed it stays as it is.
    pub(super) fn narrow(&mut self) {
        let Some(find) = &self.find else { return };
        let (rows, live) = if find.prompt.text().trim().is_empty() {
            (find.rows.clone(), None)
        } else {
            let (rows, live) = find.found(&self.stock);
            (rows, Some(live))
        };
        let at = if live.is_none() { find.at } else { 0 };
        self.live = live;
        self.headlines.list(rows, at, &self.stock);
        self.show_selected();
    }

    /// Goes to the hit under the cursor, in the whole list.
    fn accept_find(&mut self) {
        let hit = self.headlines.selected().and_then(Row::article);
        if hit.is_none() && self.live.is_some() {
            self.say("no headline matches · Esc puts the list back");
            return;
        }
        let Some(find) = self.find.take() else { return };
        let at = find
            .rows
            .iter()
            .position(|row| row.article() == hit)
            .unwrap_or(find.at);
        self.headlines.list(find.rows, at, &self.stock);
        if self.live.is_some() {
            self.focus = Pane::Reader;
            self.show_selected();
            self.mark_opened();
        } else {
            self.focus = find.focus;
            self.live = find.live;
        }
    }

    /// Puts everything back as it was.
    fn give_up_find(&mut self) {
        let Some(find) = self.find.take() else { return };
        self.headlines.list(find.rows, find.at, &self.stock);
        self.focus = find.focus;
        self.live = find.live;
        self.show_selected();
        self.reader.scroll_to(find.top);
    }

    pub(super) fn next_match(&mut self, forward: bool) {
        if self.search.hits.is_some() {
            self.next_hit(forward);
            return;
        }
        let Some(live) = &self.live else {
            let key = self.keys.first(Action::Find);
            self.say(format!("no search is live · {key} finds a headline"));
            return;
        };
        let (matches, at) = (
            live.rows(self.headlines.rows()),
            self.headlines.cursor().at(),
        );
        let found = if forward {
            matches.iter().position(|&row| row > at).or(Some(0))
        } else {
            matches
                .iter()
                .rposition(|&row| row < at)
                .or(matches.len().checked_sub(1))
        };
        match found.and_then(|index| Some((index, *matches.get(index)?))) {
            Some((index, row)) => {
                self.open_row(row);
                self.say(format!("match {} of {}", index + 1, matches.len()));
            }
            None => self.say("no headline of this list matches"),
        }
    }
}
