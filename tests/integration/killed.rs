//! Nothing that was shown as done is lost, whenever the program ends: at every call that changes what is kept.
//!
//! A library in C stands between the program and the system, numbers these calls, and ends the program at each
//! in turn: by a kill, in the middle of a write, or as if the power were gone.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use chrono::Utc;
use newsread::library::ArticleId;
use newsread::library::state::{Change, What};
use newsread::store::Store;
use rusqlite::Connection;
use rustix::process::Signal;

use crate::harness::{Home, Run};

mod faults;
mod full;
mod kept;
mod reader;
mod scene;
mod together;

use faults::Fault;
use kept::{assert_between, assert_same, facts, of_file};
use scene::{Scene, World, cut_off_everywhere, every_end};

/// Asks for all articles of the library.
const LIST: &[&str] = &["list", "--config", "own.toml", "--format", "json"];

/// Copies the store.
const BACKUP: &[&str] = &["backup", "kept-copies/one.db"];

/// That the store is whole, says the program.
#[track_caller]
fn verify(home: &Home) {
    let verdict = home.run(["verify"]);
    assert_eq!(
        (verdict.code, &*verdict.stderr),
        (Some(0), ""),
        "{verdict:#?}"
    );
}

/// A file of the library, long unchanged.
fn write(home: &Home, name: &str, text: &str) {
    let path = home.write(format!("news/{name}"), text);
    let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1_752_105_600);
    File::options()
        .write(true)
        .open(path)
        .unwrap()
        .set_modified(then)
        .unwrap();
}

fn text(number: usize, what: &str) -> String {
    format!(
        "Title: Ferry {number}\nSource: Post\nDate: 2025-07-{number:02}\n\nThe ferry {what} off Skerry.\n\nAll were saved.\n"
    )
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
    let _ = home.run(LIST).ended(0);
    write(home, "1.txt", &text(1, "ran aground"));
    fs::remove_file(home.path().join("news/2.txt")).unwrap();
    fs::rename(
        home.path().join("news/3.txt"),
        home.path().join("news/3b.txt"),
    )
    .unwrap();
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
    let again = world.run(LIST).fine();
    assert!(again == world.whole.stdout, "another list");
    assert_same(&facts(&world.home.data()), &world.after);
    world.verify();
}

/// Takes a library in, and marks an article without closing the store properly: what was done last stands
/// beside it, as after a kill.
fn marked_library(home: &Home) {
    library(home);
    let listed = home.run(LIST).ended(0).json();
    let id = listed["articles"][0]["id"].as_str().unwrap();
    let mut store = Store::open(&home.data(), Utc::now()).unwrap().store;
    let article = ArticleId(u64::from_str_radix(id, 16).unwrap());
    let what = What::Starred(true);
    store.keep(&[Change { article, what }], Utc::now()).unwrap();
    scene::copy(&home.data(), &home.path().join("open"));
    drop(store);
    fs::remove_dir_all(home.data()).unwrap();
    fs::rename(home.path().join("open"), home.data()).unwrap();
}

/// The same, and a folder for copies.
fn library_to_be_copied(home: &Home) {
    marked_library(home);
    fs::create_dir(home.path().join("kept-copies")).unwrap();
}

/// The same, with a page of zeros where a table begins; the rest can still be read.
fn damaged_library(home: &Home) {
    marked_library(home);
    // A look at the store itself would close it properly.
    let scratch = home.path().join("scratch");
    scene::copy(&home.data(), &scratch);
    let connection = Connection::open(scratch.join("store.db")).unwrap();
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'holds'";
    let root: u32 = connection.query_row(sql, [], |row| row.get(0)).unwrap();
    let page: u32 = connection
        .pragma_query_value(None, "page_size", |row| row.get(0))
        .unwrap();
    drop(connection);
    fs::remove_dir_all(scratch).unwrap();
    let file = home.data().join("store.db");
    let mut bytes = fs::read(&file).unwrap();
    let [from, to] = [root - 1, root].map(|pages| usize::try_from(pages * page).unwrap());
    bytes[from..to].fill(0);
    fs::write(&file, bytes).unwrap();
}

/// A library whose store the first version of the program wrote.
fn old_library(home: &Home) {
    home.write("own.toml", "library = [\"news\"]\n");
    for (number, what) in [(1, "sank"), (2, "ran aground"), (3, "sank")] {
        let url = format!("Url: https://example.org/ferry/{number}\nDate:");
        write(
            home,
            &format!("{number}.txt"),
            &text(number, what).replace("Date:", &url),
        );
    }
    let sql = include_str!("killed/version_1.sql");
    let sql = sql.replace(
        "HOME",
        home.path().canonicalize().unwrap().to_str().unwrap(),
    );
    home.write("kept/store.db", "");
    let connection = Connection::open(home.data().join("store.db")).unwrap();
    connection.execute_batch(&sql).unwrap();
}

/// Judges a backup: what stands under its name is whole, whatever happened.
fn judge_backup(world: &World, run: &Run) {
    world.verify();
    assert_same(&facts(&world.home.data()), &world.before);
    let copy = world.home.path().join("kept-copies/one.db");
    assert!(
        copy.exists() || !world.is_acknowledged(run),
        "the backup is lost"
    );
    let is_there = copy.exists();
    if is_there {
        assert_same(&of_file(&copy), &world.before);
    }
    let again = world.run(BACKUP);
    assert_eq!(again.code, Some(if is_there { 2 } else { 0 }), "{again:#?}");
    assert_same(&of_file(&copy), &world.before);
    let copy = Connection::open(copy).unwrap();
    let said: String = copy
        .pragma_query_value(None, "integrity_check", |row| row.get(0))
        .unwrap();
    assert_eq!(said, "ok");
}

/// Judges the mending of a damaged store: nothing that could be saved is lost, and the damaged one is kept.
fn judge_mending(world: &World, _: &Run) {
    let again = world.run(LIST).ended(0);
    assert!(again.stdout == world.whole.stdout, "another list");
    let now = facts(&world.home.data());
    assert_same(&now, &world.after);
    assert!(
        now.iter().any(|fact| fact.contains("starred 1")),
        "the star is lost"
    );
    world.verify();
    let names = fs::read_dir(world.home.data()).unwrap();
    let names: Vec<String> = names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let mut aside: Vec<&String> = names
        .iter()
        .filter(|name| name.contains("damaged"))
        .collect();
    aside.retain(|name| name.ends_with(".db"));
    assert_eq!(aside.len(), 1, "{names:?}");
    let known = ["store.db", "store.lock"];
    assert!(
        names
            .iter()
            .all(|name| known.contains(&&**name) || name.contains("damaged")),
        "{names:?}"
    );
}

/// Judges an upgrade: as any look, and where it is done, a copy of the old store is there.
fn judge_upgrade(world: &World, run: &Run) {
    let is_done = version(&world.home) > 1;
    if is_done && !world.is_acknowledged(run) {
        let copy = world.home.data().join("store-version-1.db");
        assert_same(&of_file(&copy), &world.before);
    }
    assert_between(&world.before, &facts(&world.home.data()), &world.after);
    let again = world.run(LIST).ended(0);
    assert!(again.stdout == world.whole.stdout, "another list");
    assert_same(&facts(&world.home.data()), &world.after);
    world.verify();
}

/// The version of the schema of a store.
fn version(home: &Home) -> i64 {
    let connection = Connection::open(home.data().join("store.db")).unwrap();
    connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap()
}

#[test]
fn a_first_intake() {
    cut_off_everywhere(&Scene {
        name: "a first intake",
        prepare: library,
        arguments: LIST,
        judge: judge_look,
        faults: every_end,
    });
}

#[test]
fn a_later_look() {
    cut_off_everywhere(&Scene {
        name: "a later look",
        prepare: changed_library,
        arguments: LIST,
        judge: judge_look,
        faults: every_end,
    });
}

#[test]
fn a_signal_amid_an_intake() {
    cut_off_everywhere(&Scene {
        name: "a signal amid an intake",
        prepare: library,
        arguments: LIST,
        judge: judge_look,
        faults: |calls| {
            let calls = (1..=calls.len() as u64).step_by(4);
            let signals = [Signal::TERM, Signal::HUP, Signal::INT].map(Signal::as_raw);
            let faults = calls.zip(signals.into_iter().cycle());
            faults
                .map(|(at, signal)| Fault::Signalled { at, signal })
                .collect()
        },
    });
}

#[test]
fn a_backup() {
    cut_off_everywhere(&Scene {
        name: "a backup",
        prepare: library_to_be_copied,
        arguments: BACKUP,
        judge: judge_backup,
        faults: every_end,
    });
}

#[test]
fn the_mending_of_a_damaged_store() {
    cut_off_everywhere(&Scene {
        name: "the mending of a damaged store",
        prepare: damaged_library,
        arguments: LIST,
        judge: judge_mending,
        // Most calls fill the new store, one like the other.
        faults: |calls| every_end(calls).into_iter().step_by(4).collect(),
    });
}

#[test]
fn an_upgrade() {
    let home = Home::new();
    old_library(&home);
    let list = home.run(LIST).ended(0).json();
    assert_eq!(list["articles"][1]["revisions"], 2, "{list:#}");
    if version(&home) == 1 {
        return; // there is no newer version yet
    }
    cut_off_everywhere(&Scene {
        name: "an upgrade",
        prepare: old_library,
        arguments: LIST,
        judge: judge_upgrade,
        faults: every_end,
    });
}
