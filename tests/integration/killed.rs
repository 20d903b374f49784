//! Nothing that was shown as done is lost, whenever the program ends: at every call that changes what is kept.
//!
//! A library in C stands between the program and the system, numbers these calls, and ends the program at each
//! in turn: by a kill, in the middle of a write, or as if the power were gone.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use crate::harness::{Home, Run};

mod faults;
mod kept;
mod scene;

use kept::{assert_between, assert_same, facts};
use scene::{Scene, World, cut_off_everywhere};

/// Asks for all articles of the library.
const LIST: &[&str] = &["list", "--config", "own.toml", "--format", "json"];

/// A file of the library, long unchanged.
fn write(home: &Home, name: &str, text: &str) {
    let path = home.write(format!("news/{name}"), text);
    let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1_752_105_600);
    File::options().write(true).open(path).unwrap().set_modified(then).unwrap();
}

fn text(number: usize, what: &str) -> String {
    format!("Title: Ferry {number}\nSource: Post\nDate: 2025-07-{number:02}\n\nThe ferry {what} off Skerry.\n\nAll were saved.\n")
}

/// A home with a library of some articles, nothing kept yet.
fn library(home: &Home) {
    home.write("own.toml", "library = [\"news\"]\n");
    for number in 1..=6 {
        write(home, &format!("{number}.txt"), &text(number, "sank"));
    }
}

/// The same, taken in, and then a file changed, one removed, one moved, one new.
fn changed_library(home: &Home) {
    library(home);
    home.run(LIST).ended(0);
    write(home, "1.txt", &text(1, "ran aground"));
    fs::remove_file(home.path().join("news/2.txt")).unwrap();
    fs::rename(home.path().join("news/3.txt"), home.path().join("news/3b.txt")).unwrap();
    write(home, "7.txt", &text(7, "sailed"));
}

/// Judges a command that looks at the library.
fn judge_look(world: &World, run: &Run) {
    world.verify();
    let now = facts(&world.home.data());
    assert_between(&world.before, &now, &world.after);
    if world.is_acknowledged(run) {
        assert_same(&now, &world.after);
    }
    let again = world.home.run(LIST).fine();
    assert_eq!(again, world.whole.stdout);
    assert_same(&facts(&world.home.data()), &world.after);
    world.verify();
}

#[test]
fn a_first_intake() {
    let scene = Scene {
        name: "a first intake",
        prepare: library,
        arguments: LIST,
        judge: judge_look,
        step: 1,
    };
    cut_off_everywhere(&scene);
}

#[test]
fn a_later_look() {
    let scene = Scene {
        name: "a later look",
        prepare: changed_library,
        arguments: LIST,
        judge: judge_look,
        step: 1,
    };
    cut_off_everywhere(&scene);
}
