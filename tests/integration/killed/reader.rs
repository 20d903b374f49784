//! The reader on a terminal, which is cut off while a person marks articles: a mark that was shown is kept.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::harness::{Home, NEWSREAD};
use crate::pty::Pty;

use super::faults::{Call, Fault, Faults};
use super::kept::{Facts, assert_between, assert_same, facts};
use super::scene::{HOMES, every_end, restore, save};
use super::{LIST, library, verify};

/// Keys, and what the screen shows when they are done.
const STEPS: [(&str, &str); 4] = [
    ("s", "now starred"),
    ("jm", "now read"),
    ("s", "now starred"),
    ("u", "undone"),
];

/// The screen waits so long until what it is about to show as done is on the disk; only after that it may show
/// it as not kept yet.
const MOMENT: Duration = Duration::from_millis(50);

/// So long after a frame nothing more of it comes.
const QUIET: Duration = Duration::from_millis(100);

/// Opens the reader on the library in a home, with a fault before it.
pub(super) fn reader(home: &Home, fault: Fault, switched: bool) -> Pty {
    let variables = Faults::new(home).variables(fault, switched);
    let variables: Vec<(&str, &str)> = variables
        .iter()
        .map(|(name, value)| (*name, value.to_str().unwrap()))
        .collect();
    let command = [NEWSREAD, "--config", "own.toml"];
    Pty::at_home((30, 110), &command, &variables, home)
}

/// A library whose articles are all taken in.
fn taken_in() -> Home {
    let home = Home::new();
    library(&home);
    let _ = home.run(LIST).ended(0);
    save(&home);
    home
}

/// Presses the keys of every step; how many were pressed, and how many were shown as kept.
fn press_all(pty: &mut Pty) -> (usize, usize) {
    for (step, (keys, shown)) in STEPS.iter().enumerate() {
        let pressed = Instant::now();
        if !pty.try_press(keys) || !pty.shows_or_ends(shown) {
            return (step + 1, step);
        }
        let was_in_time = pressed.elapsed() < MOMENT;
        let is_alive = pty.settles(QUIET);
        if !was_in_time && (!is_alive || pty.shows("not kept yet")) {
            return (step + 1, step);
        }
    }
    (STEPS.len(), STEPS.len())
}

/// What is kept after each step, the beginning first, and the calls of them all.
fn reference(home: &Home) -> (Vec<Facts>, Vec<Call>) {
    let faults = Faults::new(home);
    let mut pty = reader(home, Fault::None, true);
    pty.wait_until_ready();
    faults.arm();
    let mut states = vec![facts(&home.data())];
    for (keys, shown) in STEPS {
        pty.press(keys);
        pty.wait_for(shown);
        pty.wait_until("all kept", |screen| {
            !screen.contents().contains("not kept yet")
        });
        pty.settles(QUIET);
        states.push(facts(&home.data()));
    }
    pty.press("Q");
    assert_eq!(pty.end().exit_code(), 0);
    assert_eq!(&facts(&home.data()), states.last().unwrap());
    (states, faults.calls())
}

/// Cuts the reader off once; how many steps it had shown as kept, all of which are.
fn cut_off(home: &Home, fault: Fault, states: &[Facts]) -> usize {
    restore(home);
    let faults = Faults::new(home);
    let mut pty = reader(home, fault, true);
    pty.wait_until_ready();
    faults.arm();
    let (pressed, kept) = press_all(&mut pty);
    if pressed == kept {
        pty.try_press("Q");
    }
    pty.end();
    assert!(!faults.calls().is_empty());
    verify(home);
    let now = facts(&home.data());
    assert!(
        states[kept..=pressed].contains(&now),
        "{fault:?}: {kept} steps were shown as kept, {pressed} made; kept is {now:#?}"
    );
    kept
}

#[test]
fn a_mark_that_was_shown_is_kept() {
    let (_, calls) = reference(&taken_in());
    let points = every_end(&calls);
    let (next, shown) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        let home = taken_in();
        let (states, _) = reference(&home);
        while let Some(&fault) = points.get(next.fetch_add(1, Ordering::Relaxed)) {
            let kept = cut_off(&home, fault, &states);
            shown.fetch_add(kept, Ordering::Relaxed);
        }
    };
    thread::scope(|scope| (0..HOMES).for_each(|_| drop(scope.spawn(work))));
    let (shown, count) = (shown.into_inner(), points.len());
    println!("marks in the reader: cut off at {count} points, {shown} marks shown");
    assert!(shown > count / 2, "{shown} of {count}");
}

#[test]
fn the_first_start_of_the_reader_can_be_cut_off() {
    let whole = Home::new();
    library(&whole);
    let mut pty = reader(&whole, Fault::None, false);
    pty.wait_until_ready();
    pty.press("Q");
    assert_eq!(pty.end().exit_code(), 0);
    let calls = Faults::new(&whole).calls().len() as u64;
    let ends = [Signal::TERM, Signal::HUP].map(Signal::as_raw);
    for (at, end) in (1..=calls).step_by(9).zip(0..) {
        let fault = match end % 4 {
            0 => Fault::PowerLost { at, seed: at },
            1 => Fault::Killed { at },
            _ => Fault::Signalled {
                at,
                signal: ends[end % 4 - 2],
            },
        };
        let home = Home::new();
        library(&home);
        save(&home);
        let mut pty = reader(&home, fault, false);
        // One that has got so far after all is left.
        if pty.shows_or_ends("▸") {
            pty.try_press("Q");
        }
        pty.end();
        verify(&home);
        let now = facts(&home.data());
        let list = home.run(LIST).fine();
        let after = facts(&home.data());
        assert_between(&Facts::new(), &now, &after);
        restore(&home);
        assert_eq!(home.run(LIST).fine(), list);
        assert_same(&facts(&home.data()), &after);
    }
}
