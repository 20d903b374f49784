//! The thread that gets the library: reads its folders, groups what is there, and does either again when asked;
//! one job after the other.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;

use chrono::Utc;

use super::Event;
use super::jobs::{begun, grouped, grouping_of, guarded, headlines, held, loaded, perform, tell};
use super::searcher::Searcher;
use crate::app::{Doing, Effect, Fresh, Outcome, Work};
use crate::library::load::{Problem, Progress, shown};
use crate::library::ties::Ties;
use crate::library::{Catalogue, Holding, sample};
use crate::store::{Memory, Store, Whose};

/// How many articles are shown before the rest is there.
const FIRST_ROWS: usize = 100;

/// Where to have the library got.
#[derive(Debug, Clone)]
pub(super) struct Loader {
    wishes: Sender<Wish>,
    meter: Arc<Meter>,
}

#[derive(Debug)]
enum Wish {
    /// To get what is in these paths, or the samples where there are none.
    Load(Vec<PathBuf>, Whose),
    /// To perform [`Effect::Group`], [`Effect::Refresh`] or [`Effect::TakeIn`].
    Perform(Effect),
}

/// How far the job has come.
#[derive(Debug, Default)]
struct Meter {
    /// Files; those of each job are counted anew.
    files: RwLock<Arc<Progress>>,
    groups: AtomicBool,
    grouped: AtomicUsize,
    articles: AtomicUsize,
}

impl Meter {
    fn begin_to_read(&self) -> Arc<Progress> {
        self.groups.store(false, Ordering::Relaxed);
        let files = Arc::<Progress>::default();
        let mut place = self.files.write().unwrap_or_else(PoisonError::into_inner);
        *place = Arc::clone(&files);
        files
    }

    fn begin_to_group(&self) {
        self.note_grouped(0, 0);
        self.groups.store(true, Ordering::Relaxed);
    }

    fn note_grouped(&self, done: usize, of: usize) {
        self.grouped.store(done, Ordering::Relaxed);
        self.articles.store(of, Ordering::Relaxed);
    }

    fn work(&self) -> Work {
        let count = |counter: &AtomicUsize| counter.load(Ordering::Relaxed);
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        if self.groups.load(Ordering::Relaxed) {
            Work {
                doing: Doing::Grouping,
                done: count(&self.grouped),
                of: count(&self.articles),
            }
        } else {
            Work {
                doing: Doing::Reading,
                done: count(&files.read),
                of: count(&files.found),
            }
        }
    }
}

impl Loader {
    /// Starts the thread, which keeps in the store in `data`, tells `events` what it got, and has `searcher` index
    /// it.
    pub(super) fn start(data: PathBuf, events: Sender<Event>, searcher: Searcher) -> Self {
        let (wishes, wanted) = mpsc::channel();
        let meter = Arc::<Meter>::default();
        let worker = Worker {
            data,
            events,
            searcher,
            meter: Arc::clone(&meter),
            from: None,
        };
        thread::spawn(move || worker.work(&wanted));
        Self { wishes, meter }
    }

    /// Has what is in `paths` got, or the samples where there are none.
    pub(super) fn load(&self, paths: Vec<PathBuf>, whose: Whose) {
        // The worker lives as long as this sender does.
        let _ = self.wishes.send(Wish::Load(paths, whose));
    }

    /// Has it grouped, read again or taken in again.
    pub(super) fn perform(&self, effect: Effect) {
        let _ = self.wishes.send(Wish::Perform(effect));
    }

    /// How far the job has come.
    pub(super) fn progress(&self) -> Outcome {
        Outcome::Progress(self.meter.work())
    }
}

struct Worker {
    data: PathBuf,
    events: Sender<Event>,
    searcher: Searcher,
    meter: Arc<Meter>,
    /// Where the library is got from; none of the samples.
    from: Option<From>,
}

/// Where the library is got from, and what was got last.
struct From {
    paths: Vec<PathBuf>,
    whose: Whose,
    memory: Memory,
    catalogue: Arc<Catalogue>,
    problems: Vec<Problem>,
}

impl Worker {
    fn work(mut self, wanted: &Receiver<Wish>) {
        for wish in wanted {
            let events = self.events.clone();
            match wish {
                Wish::Load(paths, whose) => {
                    tell(guarded(|| Some(self.load(paths, whose))), &events);
                }
                Wish::Perform(Effect::Group { holding, ties }) => {
                    tell(guarded(|| Some(self.group(&holding, ties))), &events);
                }
                Wish::Perform(effect) => {
                    let mut fresh = None;
                    let failed = guarded(|| {
                        fresh = self.again(effect).map(Box::new);
                        None
                    });
                    tell(failed, &events);
                    tell(Some(Outcome::Refreshed(fresh)), &events);
                }
            }
            if let Some(from) = &mut self.from {
                from.memory.make_ready(&from.catalogue);
                from.memory.rest();
                self.searcher.index();
            }
        }
    }

    /// Gets the library; the first rows and what is kept ready are told at once.
    fn load(&mut self, paths: Vec<PathBuf>, whose: Whose) -> Outcome {
        if paths.is_empty() {
            return loaded(held(sample::sample()));
        }
        let files = self.meter.begin_to_read();
        let now = Utc::now();
        let mut memory = Memory::open(&self.data, now);
        let mut known = None;
        if whose == Whose::Library {
            let newest = memory.newest(&paths, FIRST_ROWS, now);
            tell(begun(newest), &self.events);
            let ready = memory.ready(&paths, now).and_then(begun);
            if let Some(Outcome::Begun { holding, headlines }) = &ready {
                known = Some((Arc::clone(&holding.catalogue), headlines.clone()));
            }
            tell(ready, &self.events);
        }
        let mut got = memory.look(&paths, whose, now, &files);
        for note in memory.take_notes() {
            got.problems.push(problem(&self.data, note.clone()));
            tell(Some(Outcome::Failed(note)), &self.events);
        }
        self.from = Some(From {
            paths,
            whose,
            memory,
            catalogue: Arc::clone(&got.catalogue),
            problems: got.problems.clone(),
        });
        let known = known.filter(|(known, _)| Arc::ptr_eq(known, &got.catalogue));
        match known {
            Some((_, headlines)) => Outcome::Loaded {
                holding: got,
                headlines,
            },
            None => loaded(got),
        }
    }

    /// Groups what is held; stories that are kept are taken from the store.
    fn group(&mut self, holding: &Holding, ties: Ties) -> Outcome {
        self.meter.begin_to_group();
        let meter = Arc::clone(&self.meter);
        let Some(from) = &mut self.from else {
            let holding = holding.clone();
            let outcome = perform(Effect::Group { holding, ties });
            return outcome.unwrap_or_else(|| Outcome::Failed(String::new()));
        };
        let (count, now) = (|done, of| meter.note_grouped(done, of), Utc::now());
        from.memory.wake(now);
        let filed = from
            .memory
            .grouping(holding, from.whose, &ties, now, &count);
        grouped(holding, &filed, &ties)
    }

    /// Gets the library again; none where nothing has changed.
    fn again(&mut self, effect: Effect) -> Option<Fresh> {
        let now = Utc::now();
        let files = self.meter.begin_to_read();
        let meter = Arc::clone(&self.meter);
        let from = self.from.as_mut()?;
        from.memory.wake(now);
        let (mut holding, ties) = match effect {
            Effect::Refresh { ties } => {
                let look = from.memory.look(&from.paths, from.whose, now, &files);
                (look, ties)
            }
            Effect::TakeIn { ties } if from.whose == Whose::Library => {
                let mut known = from.memory.known(&from.paths, now)?;
                known.problems.clone_from(&from.problems);
                (known, ties)
            }
            _ => return None,
        };
        for note in from.memory.take_notes() {
            let problem = problem(&self.data, note.clone());
            if !holding.problems.contains(&problem) {
                holding.problems.push(problem);
            }
            tell(Some(Outcome::Failed(note)), &self.events);
        }
        let is_same = Arc::ptr_eq(&holding.catalogue, &from.catalogue);
        if is_same && holding.problems == from.problems {
            return None;
        }
        from.catalogue = Arc::clone(&holding.catalogue);
        from.problems.clone_from(&holding.problems);
        meter.begin_to_group();
        let count = |done, of| meter.note_grouped(done, of);
        let filed = from
            .memory
            .grouping(&holding, from.whose, &ties, now, &count);
        Some(Fresh {
            headlines: headlines(&holding),
            grouping: grouping_of(&holding, &filed, &ties),
            holding,
            ties,
        })
    }
}

/// What is to be said of the store in `data`, among what could not be read.
fn problem(data: &Path, reason: String) -> Problem {
    Problem {
        path: shown(&Store::file(data)),
        reason,
        named: false,
    }
}
