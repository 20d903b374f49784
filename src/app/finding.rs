//! The search as one types, and its matches afterwards.

use std::sync::Arc;

use super::find::{AT_ONCE, Among, Awaited, Find, Live};
use super::marks::Mark;
use super::prompt::Prompt;
use super::shelf::Row;
use super::{App, Effect, Pane, step_of};
use crate::action::Action;
use crate::search::filter::{Asked, Filters};
use crate::search::{Ranking, Search};
use crate::text::moment::Moment;

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
            among: Among::new(self.headlines.rows_shared(), &self.stock),
            at: self.headlines.cursor().at(),
            top: self.reader.scroll().top(),
            focus: self.focus,
            live: self.live.take(),
            search: Search::default(),
            awaited: None,
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
        let Some(find) = &mut self.find else { return };
        // What is found for earlier keys comes too late.
        self.asking += 1;
        find.awaited = None;
        let asked = match Asked::parse(find.prompt.text()) {
            Ok(asked) => asked,
            Err(why) => return self.say(why),
        };
        if asked == Asked::default() {
            let (rows, at) = (Arc::clone(&find.among.rows), find.at);
            self.live = None;
            self.headlines.list(rows, at, &self.stock);
            self.show_selected();
        } else if self.stock.headlines().len() <= AT_ONCE {
            let ranking = find.search.run(self.stock.headlines(), &asked);
            self.show_found(ranking, &asked.filters, true);
        } else {
            find.awaited = Some(Awaited {
                asked,
                begun: false,
                shown: false,
            });
        }
    }

    /// Takes what was found elsewhere, the first of it or all.
    pub(super) fn take_found(&mut self, ticket: u64, ranking: Ranking, done: bool) {
        let Some(find) = self.find.as_mut().filter(|_| ticket == self.asking) else {
            return;
        };
        if let Some(mut awaited) = find.awaited.take() {
            let filters = awaited.asked.filters.clone();
            let first = !std::mem::replace(&mut awaited.shown, true);
            find.awaited = (!done).then_some(awaited);
            self.show_found(ranking, &filters, first);
        }
    }

    /// Shows what was found; the cursor goes to the `first` of it.
    fn show_found(&mut self, mut ranking: Ranking, filters: &Filters, first: bool) {
        let Some(find) = &self.find else { return };
        self.filter(&mut ranking, filters);
        let rows = find.among.listed(&ranking);
        let query = find.prompt.text().to_owned();
        self.live = Some(Live::new(query, ranking));
        if first {
            self.headlines.list(rows, 0, &self.stock);
        } else {
            self.headlines.replace(rows, &self.stock);
        }
        self.show_selected();
    }

    /// Leaves out what the filters do; the outlet has been heeded before.
    fn filter(&self, ranking: &mut Ranking, filters: &Filters) {
        if filters.only_source() {
            return;
        }
        ranking.retain(|index| {
            let article = self.stock.entry(index);
            let day = article.published().map(Moment::day);
            let read = self.marks.has(Mark::Read, article.id());
            let starred = self.marks.has(Mark::Starred, article.id());
            filters.admits_day(day) && filters.admits_state(read, starred)
        });
    }

    /// Looks for what is live among the headlines that are at hand now.
    pub(super) fn find_again(&mut self) {
        let Some(live) = self.live.take() else { return };
        if let Ok(asked) = Asked::parse(live.query()) {
            let mut ranking = self.stock.headlines().find(&asked);
            self.filter(&mut ranking, &asked.filters);
            self.live = Some(Live::new(live.query().to_owned(), ranking));
        }
    }

    /// Sees a search to its end here and now, should it still be going on.
    fn settle_find(&mut self) {
        let Some(find) = &mut self.find else { return };
        if let Some(awaited) = find.awaited.take() {
            let ranking = find.search.run(self.stock.headlines(), &awaited.asked);
            self.show_found(ranking, &awaited.asked.filters, !awaited.shown);
        }
    }

    /// Goes to the hit under the cursor, in the whole list.
    fn accept_find(&mut self) {
        self.settle_find();
        let hit = self.headlines.selected().and_then(Row::article);
        if hit.is_none() && self.live.is_some() {
            self.say("no headline matches · Esc puts the list back");
            return;
        }
        let Some(find) = self.find.take() else { return };
        let rows = find.among.rows;
        let at = rows
            .iter()
            .position(|row| row.article() == hit)
            .unwrap_or(find.at);
        self.headlines.list(rows, at, &self.stock);
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
        self.headlines.list(find.among.rows, find.at, &self.stock);
        self.focus = find.focus;
        self.live = find.live;
        self.show_selected();
        self.reader.scroll_to(find.top);
    }

    pub(super) fn next_match(&mut self, forward: bool) -> Option<Effect> {
        if self.search.hits.is_some() {
            return self.next_hit(forward);
        }
        let Some(live) = &self.live else {
            let key = self.keys.first(Action::Find);
            self.say(format!("no search is live · {key} finds a headline"));
            return None;
        };
        let (matches, at) = (
            live.rows(self.headlines.rows(), &self.stock),
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
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Effect, Options, Outcome, example};
    use super::*;
    use crate::search::Headlines;

    /// A reader of the example, whose headlines are followed by so many others.
    fn reader(others: usize) -> App {
        let stock = example::stock();
        let entries = stock.catalogue().entries();
        let own = entries.map(|entry| (entry.title(), entry.source()));
        let headlines = Headlines::with_sources(own.chain((0..others).map(|_| ("0", None))));
        let mut app = App::new(Options::default());
        app.receive(Outcome::Loaded {
            holding: stock.holding().clone(),
            headlines,
        });
        app
    }

    fn found(app: &App) -> Vec<usize> {
        let rows = app.headlines().rows().iter();
        rows.filter_map(|row| row.article()).collect()
    }

    #[test]
    fn filters_narrow_the_list_as_words_do() {
        let mut app = reader(0);
        let all = found(&app);
        app.update(Action::Find);
        for (query, left) in [
            ("starred", 0),
            ("unread", all.len()),
            ("before:1999", 0),
            ("after:1999", all.len()),
            ("source:zzz", 0),
        ] {
            app.insert(query);
            assert_eq!(found(&app).len(), left, "{query}");
            app.update(Action::DeleteAll);
            assert_eq!(found(&app), all);
        }
    }

    #[test]
    fn a_day_that_is_none_is_said_and_the_list_stays() {
        let mut app = reader(0);
        let all = found(&app);
        app.update(Action::Find);
        app.insert("before:never");
        assert!(
            app.notice()
                .is_some_and(|notice| notice.text.contains("2025-07-10"))
        );
        assert_eq!(found(&app), all);
    }

    #[test]
    fn among_very_many_headlines_a_search_is_a_job_and_the_newest_wins() {
        let (mut small, mut app) = (reader(0), reader(AT_ONCE));
        let all = found(&app);
        for app in [&mut small, &mut app] {
            app.update(Action::Find);
            app.insert("b");
        }
        assert_eq!(found(&app), all, "nothing was found yet");
        let old = app.seek();
        assert!(
            old.is_some() && app.seek().is_none(),
            "it is handed out once"
        );
        app.insert("ridge");
        small.insert("ridge");
        let new = app.seek();
        app.receive(done(old));
        assert_eq!(
            found(&app),
            all,
            "what an earlier key asked for comes too late"
        );
        app.receive(done(new));
        assert_eq!(found(&app), found(&small));
        assert!(found(&app).len() < all.len());
    }

    #[test]
    fn what_was_typed_is_accepted_though_it_was_not_found_yet() {
        let (mut small, mut app) = (reader(0), reader(AT_ONCE));
        for app in [&mut small, &mut app] {
            app.update(Action::Find);
            app.insert("bridge");
            app.update(Action::Accept);
            assert!(app.find().is_none());
        }
        assert_eq!(app.headlines().selected(), small.headlines().selected());
        assert!(app.seek().is_none());
    }

    fn done(effect: Option<Effect>) -> Outcome {
        let Some(Effect::Find {
            ticket,
            headlines,
            asked,
        }) = effect
        else {
            panic!("this is a search");
        };
        Outcome::Found {
            ticket,
            ranking: headlines.find(&asked),
            done: true,
        }
    }
}
