//! Answers out of the index, weighed by what the texts say.

use std::cell::Cell;

use chrono::{DateTime, NaiveDate, Utc};

use super::{Indexed, Pace, Wanted};
use crate::library::state::States;
use crate::library::{ArticleId, Holding};
use crate::search::answer::{Answers, Ask, Order};
use crate::store::{Memory, Result, Store};

/// In a library of so few articles all are read: there is nothing to be gained from the index.
const FEW: usize = 300;

/// So many of the best by the index are read and weighed, also where fewer are wanted.
const WEIGHED: usize = 200;

impl Store {
    /// What answers `ask` among the articles of `holding` that are indexed.
    ///
    /// # Errors
    ///
    /// As [`Store::search`].
    pub fn answers(&self, ask: &Ask, holding: &Holding, states: &States) -> Result<Answers> {
        let most = match ask.order {
            Order::Best => ask.most.max(WEIGHED),
            Order::Newest => ask.most,
        };
        let wanted = Wanted {
            terms: ask.query.terms(),
            days: (
                // The index counts days in UTC, an article by its own clock.
                ask.filters.after.map(|day| days_since_1970(day) - 1),
                ask.filters.before.map(days_since_1970),
            ),
            order: ask.order,
            most: most.saturating_add(1),
        };
        let admits = ask.admits(holding, states);
        let keep = |id| holding.catalogue.get(id).is_some_and(&admits);
        let found = self.search(&wanted, &keep)?;
        let found: Vec<ArticleId> = found.iter().map(|found| found.article).collect();
        Ok(ask.weigh(&found, holding))
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

    /// What answers `ask` among the articles of `holding`: out of the index, as far as it has come; where
    /// nothing is kept, by reading every text.
    ///
    /// # Errors
    ///
    /// When it was cut off ([`super::Interrupter`]).
    pub fn answers(&self, ask: &Ask, holding: &Holding, states: &States) -> Result<Answers> {
        let store = self.store().filter(|_| self.uses_index(ask, holding));
        let Some(store) = store else {
            return Ok(ask.scan(holding, states));
        };
        match store.answers(ask, holding, states) {
            Err(why) if !why.is_interrupted() => Ok(ask.scan(holding, states)),
            answers => answers,
        }
    }
}

fn days_since_1970(day: NaiveDate) -> i64 {
    day.signed_duration_since(NaiveDate::default()).num_days()
}
