//! The loop: draw, wait for an event, look up, update, perform.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::app::{Effect, Outcome};
use crate::config::Config;
use crate::config::key::Key;
use crate::config::terminal::Terminal;
use crate::store::Whose;
use crate::version::Pages;
use jobs::Jobs;
use keeper::Keeper;
use session::Session;
use tty::Tty;

mod backend;
mod browser;
pub mod finder;
mod input;
mod jobs;
mod keeper;
mod loader;
mod searcher;
pub mod session;
mod signals;
mod tty;

/// How often it is shown how far work has come.
const TICK: Duration = Duration::from_millis(100);

/// How long the screen waits until what it is about to show as done is on the disk.
const MOMENT: Duration = Duration::from_millis(50);

/// How long leaving waits for it.
const FAREWELL: Duration = Duration::from_secs(1);

/// What to open on the terminal, and how.
#[derive(Debug, Clone)]
pub struct Request {
    /// What to open.
    pub open: Open,
    /// The settings.
    pub config: Config,
    /// The folder of what is kept.
    pub data: PathBuf,
    /// Whether colour is wanted at all.
    pub color: bool,
}

/// What to open.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "made once in a run")]
pub enum Open {
    /// The reader.
    Library {
        /// Files and folders; where there are none, the samples.
        paths: Vec<PathBuf>,
        /// Whose they are.
        whose: Whose,
    },
    /// The diff view of two pages alone; leaving it ends the program.
    Compare(Pages),
}

/// Something that happened, in the order it happened.
#[derive(Debug)]
enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size.
    Resized,
    /// A job has an outcome.
    Outcome(Outcome),
    /// Someone asks the program to stop for now.
    Suspend,
    /// The program goes on after a stop.
    Resumed,
    /// There is nothing more to read.
    Ended,
}

/// Runs the reader on the terminal until the person leaves it.
///
/// # Errors
///
/// The terminal cannot be read or written, or what was done could not be kept.
pub fn run(request: Request) -> io::Result<()> {
    let (sender, events) = mpsc::channel();
    let keeper = Keeper::start(request.data.clone(), sender.clone());
    signals::watch(sender.clone(), keeper.clone())?;
    let jobs = Jobs::new(request.data.clone(), sender.clone());
    let mut tty = Tty::take(request.color)?;
    input::read(sender);
    let mut session = open(request, &jobs);
    loop {
        keep(&mut session, &keeper, &jobs);
        if let Some(effect) = session.seek() {
            jobs.start(effect);
        }
        tty.draw(&mut session)?;
        for event in wait(&events, &session, &jobs) {
            if !handle(event, &mut session, &mut tty, &jobs)? {
                keep(&mut session, &keeper, &jobs);
                drop(tty);
                return keeper.finish(FAREWELL).map_err(io::Error::other);
            }
        }
    }
}

/// Hands over what was done, and waits a moment until it may be shown as done.
fn keep(session: &mut Session, keeper: &Keeper, jobs: &Jobs) {
    let changes = session.hand_out();
    if !changes.is_empty() {
        let kept = keeper.keep(changes, MOMENT);
        if let Some(effect) = session.receive(Outcome::Kept(kept)) {
            jobs.start(effect);
        }
    }
}

/// Begins what was requested; the first picture does not wait for it.
fn open(request: Request, jobs: &Jobs) -> Session {
    let Request {
        open,
        config,
        color,
        ..
    } = request;
    let terminal = Terminal::from_environment(color);
    match open {
        Open::Library { paths, whose } => {
            let session = Session::reading(&config, terminal, paths.is_empty());
            jobs.load(paths, whose);
            session
        }
        Open::Compare(pages) => {
            let (session, effect) = Session::comparing(&config, terminal, pages);
            jobs.start(effect);
            session
        }
    }
}

/// Waits for an event and takes all that have come by then, so that they are drawn once.
fn wait(events: &Receiver<Event>, session: &Session, jobs: &Jobs) -> Vec<Event> {
    let first = if session.app().work().is_some() {
        match events.recv_timeout(TICK) {
            Err(RecvTimeoutError::Timeout) => Event::Outcome(jobs.progress()),
            Err(RecvTimeoutError::Disconnected) => Event::Ended,
            Ok(event) => event,
        }
    } else {
        events.recv().unwrap_or(Event::Ended)
    };
    std::iter::once(first).chain(events.try_iter()).collect()
}

/// Takes one event; whether the program goes on.
fn handle(event: Event, session: &mut Session, tty: &mut Tty, jobs: &Jobs) -> io::Result<bool> {
    let effect = match event {
        Event::Key(key) => session.press(key),
        Event::Paste(text) => {
            session.paste(&text);
            None
        }
        Event::Outcome(outcome) => session.receive(outcome),
        Event::Resized => None,
        Event::Suspend => Some(Effect::Suspend),
        Event::Resumed => {
            tty.resume()?;
            None
        }
        Event::Ended => Some(Effect::Quit),
    };
    match effect {
        Some(Effect::Quit) => return Ok(false),
        Some(Effect::Suspend) => tty.suspend()?,
        Some(Effect::Copy(text)) => {
            tty.copy(&text)?;
            session.receive(Outcome::Said(format!("copied {text}")));
        }
        Some(Effect::Open(link)) => {
            let outcome = match browser::open(&link) {
                Ok(()) => Outcome::Said(format!("opening {}", link.url())),
                Err(why) => Outcome::Failed(why),
            };
            session.receive(outcome);
        }
        Some(effect) => jobs.start(effect),
        None => {}
    }
    Ok(true)
}
