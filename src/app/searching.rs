//! Searching the texts: asking, taking the answer in, going through the hits, putting the list back.

use super::hits::{Asked, Asking, Before, Hits, MOST};
use super::notice::{Notice, count};
use super::prompt::Prompt;
use super::{App, Effect, Pane};
use crate::action::Action;
use crate::search::answer::{Answers, Ask, Order};

impl App {
    pub(super) fn start_search(&mut self) {
        if self.diff.view().is_some() {
            let key = self.keys.first(Action::Back);
            self.say(format!(
                "texts are searched in the reading view · {key} goes there"
            ));
            return;
        }
        self.search.asking = Some(Asking {
            prompt: Prompt::default(),
            focus: self.focus,
        });
        self.focus = Pane::Headlines;
    }

    pub(super) fn update_asking(&mut self, action: Action) -> Option<Effect> {
        match action {
            Action::Accept => return self.put_question(),
            Action::Cancel => {
                if let Some(asking) = self.search.asking.take() {
                    self.focus = asking.focus;
                }
            }
            _ => {
                if let Some(asking) = &mut self.search.asking {
                    asking.prompt.edit(action);
                }
            }
        }
        None
    }

    /// Asks for what has been typed.
    fn put_question(&mut self) -> Option<Effect> {
        let typed = self.search.asking.as_ref()?.prompt.text().trim().to_owned();
        let order = self.search.hits.as_ref().map(|hits| hits.order);
        match Ask::parse(&typed, order.unwrap_or_default(), MOST) {
            Err(why) => {
                self.notice = Some(Notice::trouble(why));
                None
            }
            Ok(ask) if ask.is_empty() => {
                self.say("words to look for, \"words in a row\", word*, source: before: after: unread starred");
                None
            }
            Ok(ask) => {
                self.search.asking = None;
                Some(self.wait_for(typed, ask))
            }
        }
    }

    fn wait_for(&mut self, typed: String, ask: Ask) -> Effect {
        let asked = self.search.wait_for(typed, ask);
        self.say("searching …");
        Effect::Search {
            ticket: asked.ticket,
            ask: Box::new(asked.ask),
            holding: self.stock.holding().clone(),
        }
    }

    /// Asks the same again, the newest first instead of the best, or the other way round.
    pub(super) fn change_order(&mut self) -> Option<Effect> {
        let Some(hits) = &self.search.hits else {
            let key = self.keys.first(Action::Search);
            self.say(format!(
                "the hits of a search are put in order · {key} searches the texts"
            ));
            return None;
        };
        let order = match hits.order {
            Order::Best => Order::Newest,
            Order::Newest => Order::Best,
        };
        let typed = hits.typed.clone();
        let ask = Ask::parse(&typed, order, MOST).ok()?;
        Some(self.wait_for(typed, ask))
    }

    /// Asks for more hits than are listed, where there are more.
    pub(super) fn ask_for_more(&mut self) -> Option<Effect> {
        if self.search.awaited.is_some() {
            return None;
        }
        let (typed, ask) = self.search.further()?;
        let effect = self.wait_for(typed, ask);
        if let Some(awaited) = &mut self.search.awaited {
            awaited.listed = true;
        }
        Some(effect)
    }

    /// Takes in what was found, the first of it or all.
    pub(super) fn take_answers(&mut self, ticket: u64, answers: Answers, done: bool) {
        let Some(asked) = self.search.answered(ticket, done) else {
            return;
        };
        if asked.listed {
            self.continue_hits(asked, answers, done);
            return;
        }
        if self.diff.view().is_some() || self.find.is_some() {
            self.notice = None;
            self.search.awaited = None;
            return;
        }
        self.say(self.summary(&asked, &answers));
        let before = match self.search.hits.take() {
            Some(hits) => hits.before,
            None => Before {
                rows: self.headlines.rows_shared(),
                at: self.headlines.cursor().at(),
            },
        };
        self.search.hits = Some(Hits::new(asked, answers, before));
        self.live = None;
        self.list_hits();
        self.focus = Pane::Headlines;
        self.show_selected();
    }

    /// Puts more hits in the place of the first, unless the person has left them or those listed are
    /// more; what is selected stays so.
    fn continue_hits(&mut self, asked: Asked, answers: Answers, done: bool) {
        let listed = |hits: &mut Hits| done || answers.all.len() > hits.len();
        let Some(hits) = self.search.hits.take_if(listed) else {
            return;
        };
        self.say(self.summary(&asked, &answers));
        let hits = hits.continued(asked, answers);
        let (rows, snippets) = hits.rows(&self.stock);
        self.search.hits = Some(hits);
        let is_chosen = self.focus == Pane::Reader || self.headlines.cursor().at() > 0;
        let chosen = self.headlines.selected().filter(|_| is_chosen);
        let at = rows.iter().position(|row| Some(*row) == chosen);
        self.headlines.list_hits(rows, snippets, &self.stock);
        self.headlines.go(at.unwrap_or(0), &self.stock);
        self.show_selected();
    }

    /// What is said of `answers`.
    fn summary(&self, asked: &Asked, answers: &Answers) -> String {
        let later = match self.search.unindexed {
            0 if self.work().is_some() => " · what is coming in is not searchable yet".to_owned(),
            0 => String::new(),
            left => format!(
                " · {} not searchable yet",
                count(left, "text is", "texts are")
            ),
        };
        let found = answers.all.len();
        if found == 0 {
            let key = self.keys.first(Action::Search);
            return format!("nothing holds {}{later} · {key} asks again", asked.typed);
        }
        let more = if answers.more { "more than " } else { "" };
        let order = match asked.ask.order {
            Order::Best => "best first",
            Order::Newest => "newest first",
        };
        let key = self.keys.first(Action::Order);
        let found = count(found, "hit", "hits");
        format!("{more}{found}, {order} · {key} changes that{later}")
    }

    /// Lists the hits, the first selected.
    pub(super) fn list_hits(&mut self) {
        if let Some(hits) = &self.search.hits {
            let (rows, snippets) = hits.rows(&self.stock);
            self.headlines.list_hits(rows, snippets, &self.stock);
        }
    }

    /// Puts the list back as it was before the hits; whether there were any.
    pub(super) fn close_hits(&mut self) -> bool {
        let Some(hits) = self.search.hits.take() else {
            return false;
        };
        let Before { rows, at } = hits.before;
        self.headlines.list(rows, at, &self.stock);
        self.show_selected();
        true
    }

    /// Goes to the next hit, or the one before; the list goes round where there are no more to be asked for.
    pub(super) fn next_hit(&mut self, forward: bool) -> Option<Effect> {
        let (all, at) = (self.headlines.rows().len(), self.headlines.cursor().at());
        if all == 0 {
            self.say("there is no hit to go to");
            return None;
        }
        if forward && at + 1 == all {
            let more = self.ask_for_more();
            if more.is_some() {
                return more;
            }
        }
        let next = if forward { at + 1 } else { at + all - 1 } % all;
        self.open_row(next);
        self.say(format!("hit {} of {all}", next + 1));
        None
    }
}
