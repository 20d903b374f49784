//! What happens off the main thread: comparing, finding, and whom to ask for the rest; a comparison never waits.

use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use super::Event;
use super::finder::Finder;
use super::loader::Loader;
use super::searcher::Searcher;
use crate::app::grouping::Grouping;
use crate::app::{Effect, Outcome};
use crate::library::Holding;
use crate::library::load::Loaded;
use crate::library::state::States;
use crate::library::ties::Ties;
use crate::search::Headlines;
use crate::store::Whose;
use crate::story::Grouping as Filed;

/// The worker threads.
#[derive(Debug)]
pub(super) struct Jobs {
    events: Sender<Event>,
    comparisons: Sender<Effect>,
    searcher: Searcher,
    finder: Finder,
    loader: Loader,
}

impl Jobs {
    /// Starts the workers, which tell their outcomes to `events`; `data` is the folder of the store.
    pub(super) fn new(data: PathBuf, events: Sender<Event>) -> Self {
        let (comparisons, wanted) = mpsc::channel();
        let outcomes = events.clone();
        thread::spawn(move || compare(&wanted, &outcomes));
        let found = events.clone();
        let searcher = Searcher::start(data.clone(), events.clone());
        Self {
            loader: Loader::start(data, events.clone(), searcher.clone()),
            searcher,
            finder: Finder::start(move |outcome| tell(Some(outcome), &found)),
            events,
            comparisons,
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
            Effect::Find { .. } => self.finder.find(effect),
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
            Some(Outcome::Answered {
                ticket,
                answers,
                done: true,
            })
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
