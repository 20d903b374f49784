//! The thread that searches the texts, and makes them searchable while nobody asks.
//!
//! Of several questions only the newest is answered; one that is being answered is cut off for it. Texts are
//! indexed in steps so small that neither a question nor a mark waits for them.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use chrono::Utc;

use super::Event;
use super::jobs::{guarded, perform, tell};
use crate::app::{Effect, Outcome};
use crate::library::state::States;
use crate::store::{Interrupter, Memory, Pace, Store};

/// How long others may write between two steps of indexing.
const PAUSE: Duration = Duration::from_millis(10);

/// How often it is told how far indexing has come.
const TOLD: Duration = Duration::from_millis(500);

/// Where to ask.
#[derive(Debug, Clone)]
pub(super) struct Searcher {
    wishes: Sender<Wish>,
    running: Running,
}

/// What cuts off the question that is being answered.
type Running = Arc<Mutex<Option<Interrupter>>>;

#[derive(Debug)]
enum Wish {
    /// To answer [`Effect::Search`].
    Answer(Effect),
    /// To make searchable what is not.
    Index,
}

impl Searcher {
    /// Starts to search the store in `folder`, where it holds what is asked for; tells `events` what is found.
    pub(super) fn start(folder: PathBuf, events: Sender<Event>) -> Self {
        let (wishes, wanted) = mpsc::channel();
        let running = Running::default();
        let worker = Worker {
            folder,
            events,
            running: Arc::clone(&running),
            memory: None,
            indexing: None,
        };
        thread::spawn(move || worker.work(&wanted));
        Self { wishes, running }
    }

    /// Asks a question; an earlier one is let go.
    pub(super) fn ask(&self, question: Effect) {
        if let Some(running) = &*lock(&self.running) {
            running.interrupt();
        }
        // The worker lives as long as this sender does.
        let _ = self.wishes.send(Wish::Answer(question));
    }

    /// Has all texts that are not searchable yet made so.
    pub(super) fn index(&self) {
        let _ = self.wishes.send(Wish::Index);
    }
}

fn lock(running: &Running) -> MutexGuard<'_, Option<Interrupter>> {
    running.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Worker {
    folder: PathBuf,
    events: Sender<Event>,
    running: Running,
    /// The store, while it is needed.
    memory: Option<Memory>,
    /// How far indexing has come, while there is something to index.
    indexing: Option<Indexing>,
}

struct Indexing {
    pace: Pace,
    left: u64,
    told: Instant,
}

impl Worker {
    fn work(mut self, wanted: &Receiver<Wish>) {
        loop {
            let first = if self.indexing.is_some() {
                wanted.recv_timeout(PAUSE)
            } else {
                self.memory = None; // a store that nobody has open is one file
                wanted.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            let first = match first {
                Ok(wish) => Some(wish),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let mut question = None;
            for wish in first.into_iter().chain(wanted.try_iter()) {
                match wish {
                    Wish::Answer(asked) => question = Some(asked),
                    Wish::Index => self.begin_to_index(),
                }
            }
            if let Some(question) = question {
                let answer = guarded(|| self.answer(question));
                tell(answer, &self.events);
            }
            self.index();
        }
    }

    fn memory(&mut self) -> &mut Memory {
        let open = |folder: &Path| Memory::open(folder, Utc::now());
        self.memory.get_or_insert_with(|| open(&self.folder))
    }

    fn answer(&mut self, question: Effect) -> Option<Outcome> {
        let Effect::Search {
            ticket,
            ask,
            holding,
        } = question
        else {
            return perform(question);
        };
        self.begin_to_index();
        let by_state = ask.filters.unread || ask.filters.starred;
        let memory = self.memory();
        let states = if by_state {
            memory.states(Utc::now())
        } else {
            States::default()
        };
        let interrupter = memory.store().map(Store::interrupter);
        *lock(&self.running) = interrupter;
        let events = self.events.clone();
        let mut first = |answers| {
            let outcome = Outcome::Answered {
                ticket,
                answers,
                done: false,
            };
            tell(Some(outcome), &events);
        };
        let answers = self.memory().answers(&ask, &holding, &states, &mut first);
        *lock(&self.running) = None;
        let answers = answers.ok()?; // another question was asked
        Some(Outcome::Answered {
            ticket,
            answers,
            done: true,
        })
    }

    fn begin_to_index(&mut self) {
        let left = self.memory().unindexed();
        if left > 0 && self.indexing.is_none() {
            self.indexing = Some(Indexing {
                pace: Pace::GENTLE,
                left,
                told: Instant::now(),
            });
        }
    }

    /// Indexes a few texts more, and tells now and then how many are left.
    fn index(&mut self) {
        let Some(mut indexing) = self.indexing.take() else {
            return;
        };
        let indexed = self.memory().index(&mut indexing.pace, Utc::now());
        let more = indexed.is_some_and(|indexed| indexed.more);
        let taken = indexed.map_or(0, |indexed| indexed.taken as u64);
        indexing.left = indexing.left.saturating_sub(taken);
        if !more || indexing.told.elapsed() >= TOLD {
            indexing.told = Instant::now();
            let left = if more { indexing.left.max(1) } else { 0 };
            let left = usize::try_from(left).unwrap_or(usize::MAX);
            tell(Some(Outcome::Indexing { left }), &self.events);
        }
        self.indexing = more.then_some(indexing);
    }
}
