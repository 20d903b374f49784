//! The thread that finds headlines: of several searches only the newest, the first results at once.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use super::jobs::guarded;
use crate::app::{Effect, Outcome};
use crate::search::Search;

/// Where to have headlines found.
#[derive(Debug)]
pub struct Finder {
    searches: Sender<Effect>,
}

impl Finder {
    /// Starts the thread, which tells what it finds.
    pub fn start(tell: impl Fn(Outcome) + Send + 'static) -> Self {
        let (searches, wanted) = mpsc::channel();
        thread::spawn(move || find(&wanted, &tell));
        Self { searches }
    }

    /// Has [`Effect::Find`] done; an earlier one is let go.
    pub fn find(&self, effect: Effect) {
        // The thread lives as long as this sender does.
        drop(self.searches.send(effect));
    }
}

/// Finds headlines, of the searches that wait only the newest; the first results are told at once.
fn find(wanted: &Receiver<Effect>, tell: &impl Fn(Outcome)) {
    let mut search = Search::default();
    while let Ok(first) = wanted.recv() {
        let mut next = Some(first);
        while let Some(effect) = next.take() {
            let newest = wanted.try_iter().last().unwrap_or(effect);
            let superseded = || {
                next = wanted.try_recv().ok();
                next.is_some()
            };
            let found = guarded(|| look(&mut search, newest, tell, superseded));
            found.into_iter().for_each(tell);
        }
    }
}

/// Goes through all headlines for one search, unless it is superseded.
fn look(
    search: &mut Search,
    effect: Effect,
    tell: &impl Fn(Outcome),
    mut superseded: impl FnMut() -> bool,
) -> Option<Outcome> {
    let Effect::Find {
        ticket,
        headlines,
        asked,
    } = effect
    else {
        return None;
    };
    let found = |search: &Search, done| Outcome::Found {
        ticket,
        ranking: search.ranking(),
        done,
    };
    search.begin(&headlines, &asked);
    let mut told = false;
    while !search.step() {
        if superseded() {
            return None;
        }
        if !told && search.has_hits() {
            tell(found(search, false));
            told = true;
        }
    }
    Some(found(search, true))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::search::Headlines;
    use crate::search::filter::Asked;

    fn effect(ticket: u64, headlines: &Headlines, words: &str) -> Effect {
        Effect::Find {
            ticket,
            headlines: headlines.clone(),
            asked: Asked {
                words: words.to_owned(),
                ..Asked::default()
            },
        }
    }

    /// Ticket, number of hits, and whether that is all, of an outcome.
    fn told(outcome: &Outcome) -> (u64, usize, bool) {
        let Outcome::Found {
            ticket,
            ranking,
            done,
        } = outcome
        else {
            panic!("{outcome:?}");
        };
        (*ticket, ranking.len(), *done)
    }

    #[test]
    fn the_first_headlines_found_are_told_before_all_are() {
        let headlines = Headlines::new(std::iter::repeat_n("ferry", 400_000));
        let outcomes = RefCell::new(Vec::new());
        let (searches, wanted) = mpsc::channel();
        let sent = [effect(1, &headlines, "x"), effect(2, &headlines, "fe")];
        for effect in sent {
            let _ = searches.send(effect);
        }
        drop(searches);
        find(&wanted, &|outcome| {
            outcomes.borrow_mut().push(told(&outcome));
        });
        let told = outcomes.take();
        assert_eq!(
            told.len(),
            2,
            "of those that wait only the newest: {told:?}"
        );
        assert!(told[0].1 < 400_000 && !told[0].2);
        assert_eq!(told[1], (2, 400_000, true));
    }

    #[test]
    fn a_search_that_is_superseded_goes_no_further() {
        let headlines = Headlines::new(std::iter::repeat_n("ferry", 400_000));
        let tell = |outcome: Outcome| panic!("{outcome:?}");
        let mut search = Search::default();
        let outcome = look(&mut search, effect(1, &headlines, "fe"), &tell, || true);
        assert!(outcome.is_none());
    }
}
