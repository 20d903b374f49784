//! What happens off the main thread: loading, grouping, comparing; a comparison never waits for the rest.

use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use chrono::Utc;

use super::Event;
use super::finder::Finder;
use super::searcher::Searcher;
use crate::app::grouping::Grouping;
use crate::app::{Effect, Outcome};
use crate::library::load::{Loaded, Problem, Progress, shown};
use crate::library::state::States;
use crate::library::ties::Ties;
use crate::library::{Holding, sample};
use crate::search::Headlines;
use crate::store::{Memory, Store, Whose};
use crate::story::Grouping as Filed;

/// How many articles are shown before the rest is there.
const FIRST_ROWS: usize = 100;

/// The worker threads.
#[derive(Debug)]
pub(super) struct Jobs {
    events: Sender<Event>,
    comparisons: Sender<Effect>,
    searcher: Searcher,
    finder: Finder,
    progress: Arc<Progress>,
    /// Where the stories of what is loaded are kept, and whose files these are.
    kept: Mutex<Option<(PathBuf, Whose)>>,
}

impl Jobs {
    /// Starts the workers, which tell their outcomes to `events`; `data` is the folder of the store.
    pub(super) fn new(data: PathBuf, events: Sender<Event>) -> Self {
        let (comparisons, wanted) = mpsc::channel();
        let outcomes = events.clone();
        thread::spawn(move || compare(&wanted, &outcomes));
        let found = events.clone();
        Self {
            searcher: Searcher::start(data, events.clone()),
            finder: Finder::start(move |outcome| tell(Some(outcome), &found)),
            events,
            comparisons,
            progress: Arc::default(),
            kept: Mutex::default(),
        }
    }

    /// Loads `paths`, or the samples where there are none; what is new is put into the store in `data`.
    pub(super) fn load(&self, paths: Vec<PathBuf>, whose: Whose, data: PathBuf) {
        if !paths.is_empty() {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            *kept = Some((data.clone(), whose));
        }
        let progress = Arc::clone(&self.progress);
        let events = self.events.clone();
        let searcher = self.searcher.clone();
        self.spawn(move || {
            if paths.is_empty() {
                return Some(self::loaded(held(sample::sample())));
            }
            let now = Utc::now();
            let mut memory = Memory::open(&data, now);
            let mut known = None;
            if whose == Whose::Library {
                let newest = memory.newest(&paths, FIRST_ROWS, now);
                tell(begun(newest), &events);
                let ready = memory.ready(&paths, now).and_then(begun);
                if let Some(Outcome::Begun { holding, headlines }) = &ready {
                    known = Some((Arc::clone(&holding.catalogue), headlines.clone()));
                }
                tell(ready, &events);
            }
            let mut loaded = memory.look(&paths, whose, now, &progress);
            for note in memory.take_notes() {
                loaded.problems.push(Problem {
                    path: shown(&Store::file(&data)),
                    reason: note.clone(),
                    named: false,
                });
                tell(Some(Outcome::Failed(note)), &events);
            }
            let catalogue = Arc::clone(&loaded.catalogue);
            let known = known.filter(|(known, _)| Arc::ptr_eq(known, &catalogue));
            let outcome = match known {
                Some((_, headlines)) => Outcome::Loaded {
                    holding: loaded,
                    headlines,
                },
                None => self::loaded(loaded),
            };
            tell(Some(outcome), &events);
            memory.make_ready(&catalogue);
            drop(memory);
            searcher.index();
            None
        });
    }

    /// Performs an effect that is work; others are let go.
    pub(super) fn start(&self, effect: Effect) {
        // The workers live as long as these senders do.
        match effect {
            Effect::Compare { .. } => drop(self.comparisons.send(effect)),
            Effect::Find { .. } => self.finder.find(effect),
            Effect::Search { .. } => self.searcher.ask(effect),
            Effect::Group { holding, ties } => self.group(holding, ties),
            _ => self.spawn(move || perform(effect)),
        }
    }

    /// Groups what is held; stories that are kept are taken from the store.
    fn group(&self, holding: Holding, ties: Ties) {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((data, whose)) = kept.clone() else {
            return self.spawn(move || perform(Effect::Group { holding, ties }));
        };
        self.spawn(move || {
            let now = Utc::now();
            let mut memory = Memory::open(&data, now);
            let filed = memory.grouping(&holding, whose, &ties, now, &|_, _| ());
            Some(grouped(&holding, &filed, &ties))
        });
    }

    /// How far loading has come.
    pub(super) fn progress(&self) -> Outcome {
        Outcome::Progress {
            read: self.progress.read.load(Ordering::Relaxed),
            found: self.progress.found.load(Ordering::Relaxed),
        }
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
fn grouped(holding: &Holding, filed: &Filed, ties: &Ties) -> Outcome {
    let stories = filed.stories(&holding.catalogue);
    let grouping = Grouping::new(&holding.catalogue, stories);
    Outcome::Grouped(grouping.tied(ties).with_reasons(filed.reasons.clone()))
}

/// Makes the first rows ready for the app, where there are any.
fn begun(holding: Holding) -> Option<Outcome> {
    let headlines = headlines(&holding);
    (!holding.catalogue.is_empty()).then_some(Outcome::Begun { holding, headlines })
}

fn headlines(holding: &Holding) -> Headlines {
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
