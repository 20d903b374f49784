//! A command that is cut off at every call that changes what is kept, each time from the same beginning.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::harness::{Home, Run};

use super::faults::{Call, Fault, Faults};
use super::kept::{self, Facts};

/// As many homes as a small machine has cores.
pub(super) const HOMES: usize = 2;

/// Something that the program does.
pub(super) struct Scene {
    /// For a person.
    pub(super) name: &'static str,
    /// Brings a new home to the beginning.
    pub(super) prepare: fn(&Home),
    /// What the program is told to do.
    pub(super) arguments: &'static [&'static str],
    /// Judges what a run that was cut off has left, and what the same command then makes of it.
    pub(super) judge: fn(&World, &Run),
    /// The faults to try, given the calls of a run without any.
    pub(super) faults: fn(&[Call]) -> Vec<Fault>,
    /// So many homes are used at the same time.
    pub(super) homes: usize,
}

/// A home at the beginning of a scene, and what the scene comes to when nothing happens.
pub(super) struct World {
    pub(super) home: Home,
    /// The store at the beginning; nothing where it is damaged.
    pub(super) before: Facts,
    /// The store at the end.
    pub(super) after: Facts,
    /// What the program says.
    pub(super) whole: Run,
    pub(super) calls: Vec<Call>,
}

impl World {
    fn new(scene: &Scene) -> Self {
        let home = Home::new();
        (scene.prepare)(&home);
        save(&home);
        let is_sound = home.run(["verify"]).code == Some(0);
        let before = is_sound.then(|| kept::facts(&home.data()));
        restore(&home);
        let faults = Faults::new(&home);
        let whole = Run::of(&mut faults.command(Fault::None, scene.arguments));
        let calls = faults.calls();
        let after = kept::facts(&home.data());
        Self {
            home,
            before: before.unwrap_or_default(),
            after,
            whole,
            calls,
        }
    }

    /// Whether a run has said all that it says when nothing happens.
    pub(super) fn is_acknowledged(&self, run: &Run) -> bool {
        run.stdout == self.whole.stdout
    }

    /// Runs the program to its end.
    #[track_caller]
    pub(super) fn run(&self, arguments: &[&str]) -> Run {
        let faults = Faults::new(&self.home);
        Run::of(&mut faults.command(Fault::None, arguments))
    }

    /// That the store is whole, says the program.
    #[track_caller]
    pub(super) fn verify(&self) {
        let verdict = self.run(&["verify"]);
        assert_eq!(
            (verdict.code, &*verdict.stderr),
            (Some(0), ""),
            "{verdict:#?}"
        );
    }
}

/// Cuts a scene off by every fault it asks for, and judges what is left each time.
pub(super) fn cut_off_everywhere(scene: &Scene) {
    let first = World::new(scene);
    let calls = first.calls.clone();
    let points = (scene.faults)(&calls);
    assert!(!points.is_empty(), "{}: nothing is written", scene.name);
    let (next, cut) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let wrong = Mutex::new(Vec::new());
    let work = |world: World| {
        while let Some(&fault) = points.get(next.fetch_add(1, Ordering::Relaxed)) {
            let judged = catch_unwind(AssertUnwindSafe(|| world.cut_off(scene, fault)));
            match judged {
                Ok(was_cut) => _ = cut.fetch_add(was_cut.into(), Ordering::Relaxed),
                Err(why) => {
                    let why = why.downcast_ref::<String>().cloned().unwrap_or_default();
                    let call = at(fault).and_then(|at| calls.get(at - 1));
                    wrong
                        .lock()
                        .unwrap()
                        .push(format!("{fault:?}, {call:?}: {why}"));
                }
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..scene.homes {
            scope.spawn(|| work(World::new(scene)));
        }
        work(first);
    });
    let (wrong, cut) = (wrong.into_inner().unwrap(), cut.into_inner());
    let (name, count) = (scene.name, points.len());
    assert!(
        wrong.is_empty(),
        "{name}: {} of {count} points:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    // How many calls a run makes depends on which of its threads is first: the last points may lie behind its end.
    assert!(
        cut * 2 >= count,
        "{name}: cut off at {cut} of {count} points"
    );
    println!("{name}: cut off at {cut} points of {} calls", calls.len());
}

impl World {
    /// Cuts the scene off once and judges what is left; whether it was still running then.
    fn cut_off(&self, scene: &Scene, fault: Fault) -> bool {
        restore(&self.home);
        let faults = Faults::new(&self.home);
        let run = Run::of(&mut faults.command(fault, scene.arguments));
        faults.calls();
        let is_over = at(fault).is_some_and(|at| at > self.calls.len());
        (scene.judge)(self, &run);
        run.code.is_none() || is_over
    }
}

/// A kill at each call, a torn write at each that is more than a byte, and the power gone at each and at the end,
/// everything unsynced undone or some of it by turns. What is written to shared memory needs no other end than a
/// kill: it is made anew.
pub(super) fn every_end(calls: &[Call]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (call, at) in calls.iter().zip(1..) {
        faults.push(Fault::Killed { at });
        if call.file.ends_with("-shm") {
            continue;
        }
        if call.kind == 'w' && call.size > 1 {
            faults.push(Fault::Torn { at });
        }
        let seed = at % 2 * at;
        faults.push(Fault::PowerLost { at, seed });
    }
    let at = calls.len() as u64 + 1;
    faults.extend([0, 1].map(|seed| Fault::PowerLost { at, seed }));
    faults
}

fn at(fault: Fault) -> Option<usize> {
    match fault {
        Fault::None => None,
        Fault::Killed { at }
        | Fault::Torn { at }
        | Fault::PowerLost { at, .. }
        | Fault::Signalled { at, .. }
        | Fault::DiskFull { from: at } => at.try_into().ok(),
    }
}

/// What stands in a home and may be changed by a scene.
fn changeable(folder: &Path) -> Vec<std::ffi::OsString> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name());
    names
        .filter(|name| name.as_encoded_bytes().starts_with(b"kept"))
        .collect()
}

/// Remembers what is kept in a home.
pub(super) fn save(home: &Home) {
    let saved = home.path().join("saved");
    fs::create_dir(&saved).unwrap();
    for name in changeable(home.path()) {
        copy(&home.path().join(&name), &saved.join(&name));
    }
}

/// Brings back what was remembered.
pub(super) fn restore(home: &Home) {
    for name in changeable(home.path()) {
        let path = home.path().join(name);
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        } else {
            fs::remove_file(path).unwrap();
        }
    }
    let saved = home.path().join("saved");
    for name in changeable(&saved) {
        copy(&saved.join(&name), &home.path().join(&name));
    }
}

pub(super) fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let name = entry.unwrap().file_name();
            copy(&from.join(&name), &to.join(&name));
        }
        let permissions = fs::metadata(from).unwrap().permissions();
        fs::set_permissions(to, permissions).unwrap();
    } else {
        fs::copy(from, to).unwrap();
    }
}
