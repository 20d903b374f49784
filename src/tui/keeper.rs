//! Writes down what the person does, on a thread of its own, and tells what other programs have written.
//!
//! The screen waits for it a moment before it shows something as done; if the disk takes longer, the status
//! line says that it is not kept yet. What cannot be written is tried again until it can.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use chrono::Utc;

use super::Event;
use crate::app::Outcome;
use crate::library::ArticleId;
use crate::library::state::{Change, State, States};
use crate::store::Memory;

/// How often it is asked what other programs have written, and tried again to write what could not be.
const PAUSE: Duration = Duration::from_secs(1);

/// Texts that are being stored are told of when none has come for so long,
const QUIET: Duration = Duration::from_millis(1_500);

/// or when some have been coming for so long.
const LONGEST: Duration = Duration::from_secs(20);

/// How long leaving waits at most for the store to be one file again; else the next to open it does that.
const CLOSING: Duration = Duration::from_millis(300);

/// Where to hand what is to be kept.
#[derive(Debug, Clone)]
pub(super) struct Keeper {
    wishes: Sender<Wish>,
    tally: Arc<Tally>,
}

/// What the thread that writes is asked for.
#[derive(Debug)]
enum Wish {
    /// To write these down.
    Keep(Vec<Change>),
    /// To close the store, so that it is one file again.
    Close,
}

/// How many changes were handed over, and how many of them are done with.
#[derive(Debug, Default)]
struct Tally {
    counts: Mutex<Counts>,
    moved: Condvar,
}

#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Counts {
    given: u64,
    kept: u64,
    /// Why the rest is not kept, where that is known.
    trouble: Option<String>,
    /// Whether the store has been closed.
    closed: bool,
}

impl Tally {
    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut Counts)) {
        change(&mut self.counts());
        self.moved.notify_all();
    }
}

impl Keeper {
    /// Starts to keep in the store in `folder`, and tells `events` of what is kept there.
    pub(super) fn start(folder: PathBuf, events: Sender<Event>) -> Self {
        let (wishes, wanted) = mpsc::channel();
        let tally = Arc::<Tally>::default();
        let worker = Worker {
            events,
            tally: Arc::clone(&tally),
        };
        thread::spawn(move || worker.work(Memory::open(&folder, Utc::now()), &wanted));
        Self { wishes, tally }
    }

    /// Hands changes over; waits up to `patience` until they are on the disk. How many changes of this run are.
    pub(super) fn keep(&self, changes: Vec<Change>, patience: Duration) -> u64 {
        if !changes.is_empty() {
            self.tally
                .change(|counts| counts.given += changes.len() as u64);
            // The worker lives as long as this sender does.
            let _ = self.wishes.send(Wish::Keep(changes));
        }
        self.wait(patience, |counts| counts.kept < counts.given)
            .kept
    }

    /// Waits up to `patience` until all is kept and the store is closed; else says what is not kept, and why.
    pub(super) fn finish(&self, patience: Duration) -> Result<(), String> {
        let Counts {
            given,
            kept,
            trouble,
            ..
        } = self.wait(patience, |counts| counts.kept < counts.given);
        let _ = self.wishes.send(Wish::Close);
        self.wait(patience.min(CLOSING), |counts| !counts.closed);
        match given - kept {
            0 => Ok(()),
            left => {
                let why = trouble.unwrap_or_else(|| "the disk takes too long".to_owned());
                Err(format!(
                    "{left} of your last changes could not be kept: {why}"
                ))
            }
        }
    }

    /// Waits up to `patience` while `is_open` holds.
    fn wait(&self, patience: Duration, is_open: impl Fn(&Counts) -> bool) -> Counts {
        let counts = self.tally.counts();
        let moved = &self.tally.moved;
        let waited = moved.wait_timeout_while(counts, patience, |counts| is_open(counts));
        let (counts, _) = waited.unwrap_or_else(PoisonError::into_inner);
        counts.clone()
    }
}

/// The thread that writes.
struct Worker {
    events: Sender<Event>,
    tally: Arc<Tally>,
}

impl Worker {
    fn work(&self, mut memory: Memory, wanted: &Receiver<Wish>) {
        let mut told = None;
        self.tell_states(&mut memory, &mut told);
        let mut version = version(&memory);
        let mut texts = Texts::new(generation(&memory));
        let mut unkept: Vec<Change> = Vec::new();
        let mut closes = false;
        while !closes {
            let first = match wanted.recv_timeout(PAUSE) {
                Ok(wish) => Some(wish),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => Some(Wish::Close),
            };
            for wish in first.into_iter().chain(wanted.try_iter()) {
                match wish {
                    Wish::Keep(changes) => unkept.extend(changes),
                    Wish::Close => closes = true,
                }
            }
            if !unkept.is_empty() {
                self.write(&mut memory, &mut unkept);
                told = None; // what others undo of it is to be told
            }
            let now = self::version(&memory);
            if unkept.is_empty() && now != version {
                version = now;
                self.tell_states(&mut memory, &mut told);
            }
            if texts.are_due(generation(&memory), Instant::now()) {
                self.tell(Outcome::Stored);
            }
        }
        drop(memory);
        self.tally.change(|counts| counts.closed = true);
    }

    /// Writes all of `unkept` down; what cannot be is left in it, and it is said once.
    fn write(&self, memory: &mut Memory, unkept: &mut Vec<Change>) {
        match memory.keep(unkept, Utc::now()) {
            Ok(()) => {
                let count = unkept.len() as u64;
                unkept.clear();
                let had_trouble = self.tally.counts().trouble.is_some();
                self.tally.change(|counts| {
                    counts.kept += count;
                    counts.trouble = None;
                });
                let kept = self.tally.counts().kept;
                self.tell(Outcome::Kept(kept));
                if had_trouble {
                    self.tell(Outcome::Said("your changes are kept now".to_owned()));
                }
            }
            Err(why) => {
                let is_new = self.tally.counts().trouble.is_none();
                self.tally
                    .change(|counts| counts.trouble = Some(why.to_string()));
                if is_new {
                    let says = format!("your changes are not kept yet: {why}");
                    self.tell(Outcome::Failed(says));
                }
            }
        }
    }

    /// Tells what the store says now, unless it has been `told`: others write more than marks, and often. Tells
    /// what is to be said about it, too.
    fn tell_states(&self, memory: &mut Memory, told: &mut Option<u64>) {
        let states = memory.states(Utc::now());
        let now = Some(digest(&states));
        if *told != now {
            *told = now;
            let kept = self.tally.counts().kept;
            self.tell(Outcome::Did { states, kept });
        }
        for note in memory.take_notes() {
            self.tell(Outcome::Failed(note));
        }
    }

    fn tell(&self, outcome: Outcome) {
        // Nobody listens any more when the program is ending.
        let _ = self.events.send(Event::Outcome(outcome));
    }
}

/// What tells states from other states, in whatever order they come.
fn digest(states: &States) -> u64 {
    let hash = |(article, state): (ArticleId, State)| {
        let mut hasher = DefaultHasher::new();
        (article, state.read, state.starred, state.stop).hash(&mut hasher);
        hasher.finish()
    };
    let mut ties = DefaultHasher::new();
    states.ties().latest_first().hash(&mut ties);
    let states = states.iter().map(hash);
    states.fold(ties.finish(), u64::wrapping_add)
}

fn version(memory: &Memory) -> Option<i64> {
    memory.store()?.version_of_others().ok()
}

fn generation(memory: &Memory) -> Option<i64> {
    memory.store()?.generation().ok()
}

/// When it is to be told that texts were stored: once no more come, or have come for a while.
#[derive(Debug)]
struct Texts {
    /// As they were when it was told last.
    told: Option<i64>,
    /// As they were when they were looked at last, and since when they are so.
    seen: (Option<i64>, Instant),
    /// Since when they are not as they were told.
    new: Option<Instant>,
}

impl Texts {
    fn new(generation: Option<i64>) -> Self {
        Self {
            told: generation,
            seen: (generation, Instant::now()),
            new: None,
        }
    }

    /// Takes in how they are now; whether that is to be told.
    fn are_due(&mut self, generation: Option<i64>, now: Instant) -> bool {
        if generation == self.told {
            self.new = None;
        } else if generation != self.seen.0 {
            self.seen = (generation, now);
            self.new.get_or_insert(now);
        }
        let waits = |since: Instant, patience| now.duration_since(since) >= patience;
        let is_due = self
            .new
            .is_some_and(|new| waits(self.seen.1, QUIET) || waits(new, LONGEST));
        if is_due {
            self.told = generation;
            self.new = None;
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::library::ArticleId;
    use crate::library::state::{States, What};

    const LONG: Duration = Duration::from_secs(20);

    fn starred(id: u64) -> Change {
        Change {
            article: ArticleId(id),
            what: What::Starred(true),
        }
    }

    #[test]
    fn finished_it_leaves_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, _events) = mpsc::channel();
        let keeper = Keeper::start(folder.path().to_owned(), sender);
        keeper.keep(vec![starred(1)], Duration::ZERO);
        assert_eq!(keeper.finish(LONG), Ok(()));
        assert!(!folder.path().join("store.db-wal").exists());
        assert_eq!(keeper.finish(LONG), Ok(()), "a signal may come then");
    }

    /// The states that are told next.
    fn told(events: &Receiver<Event>) -> States {
        loop {
            if let Event::Outcome(Outcome::Did { states, .. }) = events.recv_timeout(LONG).unwrap()
            {
                return states;
            }
        }
    }

    #[test]
    fn what_was_waited_for_is_on_the_disk_and_others_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, events) = mpsc::channel();
        let (other_sender, other_events) = mpsc::channel();
        let keeper = Keeper::start(folder.path().to_owned(), sender);
        let other = Keeper::start(folder.path().to_owned(), other_sender);
        assert_eq!(told(&events), States::default());
        assert_eq!(told(&other_events), States::default());
        assert_eq!(keeper.keep(vec![starred(1), starred(2)], LONG), 2);
        let mut memory = Memory::open(folder.path(), Utc::now());
        assert!(memory.states(Utc::now()).of(ArticleId(2)).starred);
        assert!(told(&other_events).of(ArticleId(1)).starred);
        assert_eq!(other.keep(vec![starred(3)], LONG), 1);
        assert!(told(&events).of(ArticleId(3)).starred);
        assert_eq!(keeper.finish(Duration::ZERO), Ok(()));
    }

    #[test]
    fn texts_are_told_of_when_no_more_come_or_they_have_come_for_long() {
        let start = Instant::now();
        let mut texts = Texts::new(Some(1));
        let mut due = |seconds: u64, generation| {
            texts.are_due(Some(generation), start + Duration::from_secs(seconds))
        };
        assert!(!due(1, 1) && !due(2, 2), "they may still be coming");
        assert!(
            due(4, 2) && !due(5, 2) && !due(9, 2),
            "they are told of once"
        );
        let told: Vec<u64> = (10..=60)
            .filter(|&now| due(now, now.cast_signed()))
            .collect();
        assert_eq!(told, [30, 51]);
        assert!(due(62, 60));
    }

    #[test]
    fn where_nothing_can_be_kept_nothing_is_waited_for_and_it_is_said() {
        let folder = tempfile::NamedTempFile::new().unwrap();
        let (sender, events) = mpsc::channel();
        let keeper = Keeper::start(folder.path().join("data"), sender);
        assert_eq!(keeper.keep(vec![starred(1)], LONG), 1);
        let said = events.iter().find_map(|event| match event {
            Event::Outcome(Outcome::Failed(said)) => Some(said),
            _ => None,
        });
        assert!(said.unwrap().contains("changes will not be kept"));
    }
}
