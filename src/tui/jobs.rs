//! What happens off the main thread: comparing, finding, and whom to ask for the rest; a comparison never waits.

use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use super::Event;
use super::loader::Loader;
use super::searcher::Searcher;
use crate::app::grouping::Grouping;
use crate::app::{Effect, Outcome};
use crate::library::Holding;
use crate::library::load::Loaded;
use crate::library::state::States;
use crate::library::ties::Ties;
use crate::search::{Headlines, Search};
use crate::store::Whose;
use crate::story::Grouping as Filed;

/// The worker threads.
#[derive(Debug)]
pub(super) struct Jobs {
    events: Sender<Event>,
    comparisons: Sender<Effect>,
    searcher: Searcher,
    searches: Sender<Effect>,
    loader: Loader,
}

impl Jobs {
    /// Starts the workers, which tell their outcomes to `events`; `data` is the folder of the store.
    pub(super) fn new(data: PathBuf, events: Sender<Event>) -> Self {
        let (comparisons, wanted) = mpsc::channel();
        let outcomes = events.clone();
        thread::spawn(move || compare(&wanted, &outcomes));
        let (searches, wanted) = mpsc::channel();
        let outcomes = events.clone();
        thread::spawn(move || find(&wanted, &outcomes));
        let searcher = Searcher::start(data.clone(), events.clone());
        Self {
            loader: Loader::start(data, events.clone(), searcher.clone()),
            searcher,
            events,
            comparisons,
            searches,
        }
    }

    /// Loads `paths`, or the samples where there are none; what is new is put into the store.
    pub(super) fn load(&self, paths: Vec<PathBuf>, whose: Whose) {
        self.loader.load(paths, whose);
    }

    /// Performs an effect that is work; others are let go.
    pub(super) fn start(&self, effect: Effect) {
        // The workers live as long as these senders do.
        match effect {
            Effect::Compare { .. } => drop(self.comparisons.send(effect)),
            Effect::Find { .. } => drop(self.searches.send(effect)),
            Effect::Search { .. } => self.searcher.ask(effect),
            Effect::Group { .. } | Effect::Refresh { .. } | Effect::TakeIn { .. } => {
                self.loader.perform(effect);
            }
            _ => self.spawn(move || perform(effect)),
        }
    }

    /// How far the work on the library has come.
    pub(super) fn progress(&self) -> Outcome {
        self.loader.progress()
    }

    fn spawn(&self, job: impl FnOnce() -> Option<Outcome> + Send + 'static) {
        let events = self.events.clone();
        thread::spawn(move || tell(guarded(job), &events));
    }
}

/// Works out comparisons, of those that wait only the newest.
fn compare(wanted: &Receiver<Effect>, events: &Sender<Event>) {
    while let Ok(first) = wanted.recv() {
        let newest = wanted.try_iter().last().unwrap_or(first);
        tell(guarded(|| perform(newest)), events);
    }
}

/// Finds headlines, of the searches that wait only the newest; the first results are told at once.
fn find(wanted: &Receiver<Effect>, events: &Sender<Event>) {
    let mut search = Search::default();
    while let Ok(first) = wanted.recv() {
        let mut next = Some(first);
        while let Some(effect) = next.take() {
            let newest = wanted.try_iter().last().unwrap_or(effect);
            let superseded = || {
                next = wanted.try_recv().ok();
                next.is_some()
            };
            let found = guarded(|| look(&mut search, newest, events, superseded));
            tell(found, events);
        }
    }
}

/// Goes through all headlines for one search, unless it is superseded.
fn look(
    search: &mut Search,
    effect: Effect,
    events: &Sender<Event>,
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
            tell(Some(found(search, false)), events);
            told = true;
        }
    }
    Some(found(search, true))
}

/// Does the work of an effect; none where it is no work.
pub(super) fn perform(effect: Effect) -> Option<Outcome> {
    match effect {
        Effect::Group { holding, ties } => {
            let filed = Filed::of(&holding.catalogue, &*holding.texts, &ties);
            Some(grouped(&holding, &filed, &ties))
        }
        Effect::Compare { ticket, pages } => {
            let compared = Arc::new(pages.compare());
            Some(Outcome::Compared { ticket, compared })
        }
        Effect::Search {
            ticket,
            ask,
            holding,
        } => {
            let answers = ask.scan(&holding, &States::default());
            Some(Outcome::Answered { ticket, answers })
        }
        Effect::Find {
            ticket,
            headlines,
            asked,
        } => Some(Outcome::Found {
            ticket,
            ranking: headlines.find(&asked),
            done: true,
        }),
        _ => None,
    }
}

/// Makes what was grouped ready for the app.
pub(super) fn grouped(holding: &Holding, filed: &Filed, ties: &Ties) -> Outcome {
    Outcome::Grouped(grouping_of(holding, filed, ties))
}

/// The stories and the lists they make.
pub(super) fn grouping_of(holding: &Holding, filed: &Filed, ties: &Ties) -> Grouping {
    let stories = filed.stories(&holding.catalogue);
    let grouping = Grouping::new(&holding.catalogue, stories);
    grouping.tied(ties).with_reasons(filed.reasons.clone())
}

/// Makes the first rows ready for the app, where there are any.
pub(super) fn begun(holding: Holding) -> Option<Outcome> {
    let headlines = headlines(&holding);
    (!holding.catalogue.is_empty()).then_some(Outcome::Begun { holding, headlines })
}

pub(super) fn headlines(holding: &Holding) -> Headlines {
    let entries = holding.catalogue.entries();
    Headlines::with_sources(entries.map(|entry| (entry.title(), entry.source())))
}

/// A library that is held in memory.
pub(super) fn held(loaded: Loaded) -> Holding {
    Holding::of(loaded.library, loaded.problems)
}

/// Makes what was loaded ready for the app.
pub(super) fn loaded(holding: Holding) -> Outcome {
    let headlines = headlines(&holding);
    Outcome::Loaded { holding, headlines }
}

/// Runs a job; should it panic, says so instead of taking the screen down.
pub(super) fn guarded(job: impl FnOnce() -> Option<Outcome>) -> Option<Outcome> {
    panic::catch_unwind(AssertUnwindSafe(job)).unwrap_or_else(|panic| {
        let why = panic.downcast_ref::<&str>().map(|why| (*why).to_owned());
        let why = why
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_default();
        Some(Outcome::Failed(format!(
            "a job failed, which is a bug: {why}"
        )))
    })
}

pub(super) fn tell(outcome: Option<Outcome>, events: &Sender<Event>) {
    if let Some(outcome) = outcome {
        // Nobody listens any more when the program is ending.
        let _ = events.send(Event::Outcome(outcome));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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

    /// Ticket, number of hits, and whether that is all, of each outcome told.
    fn told(events: &Receiver<Event>) -> Vec<(u64, usize, bool)> {
        let told = events.try_iter().map(|event| match event {
            Event::Outcome(Outcome::Found {
                ticket,
                ranking,
                done,
            }) => (ticket, ranking.len(), done),
            other => panic!("{other:?}"),
        });
        told.collect()
    }

    #[test]
    fn the_first_headlines_found_are_told_before_all_are() {
        let headlines = Headlines::new(std::iter::repeat_n("ferry", 400_000));
        let (events, outcomes) = mpsc::channel();
        let (searches, wanted) = mpsc::channel();
        let sent = [effect(1, &headlines, "x"), effect(2, &headlines, "fe")];
        for effect in sent {
            let _ = searches.send(effect);
        }
        drop(searches);
        find(&wanted, &events);
        let told = told(&outcomes);
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
        let (events, outcomes) = mpsc::channel();
        let mut search = Search::default();
        let outcome = look(&mut search, effect(1, &headlines, "fe"), &events, || true);
        assert!(outcome.is_none() && told(&outcomes).is_empty());
    }
}
