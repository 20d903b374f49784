//! Answers out of the index, weighed by what the texts say.

use std::cell::Cell;

use chrono::{DateTime, Utc};

use super::question::{Question, Tell, wanted};
use super::{Indexed, Pace, is_broken, is_current, mend};
use crate::library::state::States;
use crate::library::{Entry, Holding};
use crate::search::answer::{Answers, Ask};
use crate::store::{Memory, Result, Store};

/// In a library of so few articles all are read: there is nothing to be gained from the index.
const FEW: usize = 300;

impl Store {
    /// What answers `ask` among the articles of `holding` that are indexed; the first of it is told before.
    /// An index that turns out to be broken is thrown away and finds nothing: [`Store::unindexed`] tells.
    ///
    /// # Errors
    ///
    /// When the store cannot be read, or the search was cut off ([`super::Interrupter`]).
    pub fn answers(
        &self,
        ask: &Ask,
        holding: &Holding,
        states: &States,
        tell: Tell<'_>,
    ) -> Result<Answers> {
        if !is_current(&self.connection)? {
            return Ok(Answers::default());
        }
        let admits = ask.admits(holding, states);
        let admitted = |id| {
            let entry = holding.catalogue.get(id).filter(|entry| admits(*entry));
            entry.map(Entry::row)
        };
        let question = Question {
            store: self,
            ask,
            holding,
            admitted: &admitted,
            rows: wanted(ask, 0).rows(),
            tell: Some(tell),
        };
        match question.answer(states) {
            Err(error) if is_broken(&error) => mend(&self.connection).map(|()| Answers::default()),
            answers => answers,
        }
    }
}

impl Memory {
    /// Takes a batch of articles into the index; none where it cannot be kept.
    pub fn index(&mut self, pace: &mut Pace, now: DateTime<Utc>) -> Option<Indexed> {
        if self.unkept().is_some() {
            return None;
        }
        let kept = Cell::new(*pace);
        let indexed = self.attempt(now, |store| {
            let mut pace = kept.get();
            let indexed = store.index(&mut pace);
            kept.set(pace);
            indexed
        });
        *pace = kept.get();
        indexed
    }

    /// How many articles wait to be indexed.
    pub fn unindexed(&self) -> u64 {
        let waiting = self.store().map(Store::unindexed);
        waiting.and_then(Result::ok).unwrap_or(0)
    }

    /// Whether the answer to `ask` comes out of the index.
    pub fn uses_index(&self, ask: &Ask, holding: &Holding) -> bool {
        let is_kept = self.store().is_some() && self.unkept().is_none();
        is_kept && holding.catalogue.len() > FEW && !ask.query.is_empty()
    }

    /// What answers `ask` among the articles of `holding`: out of the index, as far as it has come, the first of it
    /// told before; where nothing is kept, by reading every text.
    ///
    /// # Errors
    ///
    /// When it was cut off ([`super::Interrupter`]).
    pub fn answers(
        &self,
        ask: &Ask,
        holding: &Holding,
        states: &States,
        tell: Tell<'_>,
    ) -> Result<Answers> {
        let store = self.store().filter(|_| self.uses_index(ask, holding));
        let Some(store) = store else {
            return Ok(ask.scan(holding, states));
        };
        match store.answers(ask, holding, states, tell) {
            Err(why) if !why.is_interrupted() => Ok(ask.scan(holding, states)),
            answers => answers,
        }
    }
}
