//! Taking in the outcomes of what was done outside.

use super::layer::Layer;
use super::notice::Notice;
use super::stock::Stock;
use super::{App, Effect, Outcome, Stage};

impl App {
    /// Takes the outcome of something done outside; may want something else done next.
    pub fn receive(&mut self, outcome: Outcome) -> Option<Effect> {
        match outcome {
            Outcome::Progress(work) => self.refresh.has_come(work),
            Outcome::Begun { holding, headlines } => {
                if self.stage == Stage::Loading {
                    self.replace_stock(Stock::new(holding, headlines), false);
                }
            }
            Outcome::Loaded { holding, headlines } => {
                self.stage = Stage::Grouping;
                self.replace_stock(Stock::new(holding, headlines), false);
                return Some(self.group());
            }
            Outcome::Did { states, kept } => {
                self.marks.take_in(states, kept);
                self.restock();
                let stop = self.open_id().and_then(|id| self.marks.stop(id));
                self.reader.resume(stop, &self.stock);
                return self.regroup_kept();
            }
            Outcome::Kept(count) => {
                self.marks.kept(count);
                return self.regroup_kept();
            }
            Outcome::Grouped(grouping) => {
                let place = self.place_in_list();
                self.stock.group(grouping);
                self.stage = Stage::Ready;
                self.restock();
                self.go_to_place(place);
                if matches!(self.layer, Some(Layer::Joining(_))) {
                    self.narrow_layer(); // the stories are others now
                }
                return self.done_with_library();
            }
            Outcome::Stored => return self.heed_stored(),
            Outcome::Refreshed(fresh) => return self.take_refreshed(fresh),
            Outcome::Compared { ticket, compared } => {
                self.diff.take(ticket, compared);
                self.notice = None;
            }
            Outcome::Answered {
                ticket,
                answers,
                done,
            } => self.take_answers(ticket, answers, done),
            Outcome::Indexing { left } => self.search.unindexed = left,
            Outcome::Found {
                ticket,
                ranking,
                done,
            } => self.take_found(ticket, ranking, done),
            Outcome::Said(text) => self.say(text),
            Outcome::Failed(text) => self.notice = Some(Notice::trouble(text)),
        }
        None
    }
}
