//! Nothing that was shown as done is lost, whenever and however the program ends.
//!
//! A library in C (`killed/faults.c`) stands between the program and the system, numbers the calls that change
//! what is kept (write, sync, cut, make, rename, link, remove), and ends the program at each in turn: by a kill
//! before the call, in the middle of a write, or as if the power were gone, with all or some of what was not synced
//! undone. Then the store is opened again: the program must find it whole, all that was acknowledged must be there,
//! nothing twice, and the same command run again must bring what it brings when nothing happens.
//!
//! | scene | points | besides that, what is compared |
//! |---|---|---|
//! | a first intake | about 320 | articles, texts, files with the intake that was not cut off |
//! | a later look: a file changed, one removed, one moved, one new | about 155 | the same; what the look was not to change is never touched |
//! | many files removed, in several transactions | 8 | the same |
//! | a signal amid an intake | about 30 | the same |
//! | marks in the reader | about 50 | the marks that the screen had shown as kept |
//! | the first start of the reader, also by signals | about 14 | as an intake |
//! | a backup | about 100 | what stands under its name is whole or not there |
//! | the mending of a damaged store | about 45 | the marks and texts that could be saved; the damaged one is set aside once |
//! | an upgrade of the first version's store | about 155 | the old store is there, or it is upgraded and a copy is |
//! | a full disk from a call on (`killed/full.rs`) | about 45 | one plain message, what was kept; with space again all is kept |
//! | two readers and two intakes at once (`killed/together.rs`) | - | the union of what each did |
//!
//! The number of points follows from the calls that the program makes; each test prints its own.

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

use faults::{Fault, Faults};
use kept::{assert_between, assert_same, facts, of_file};
use scene::{HOMES, Scene, World, cut_off_everywhere, every_end};

/// Asks for all articles of the library.
const LIST: &[&str] = &["list", "--config", "own.toml", "--format", "json"];

/// Copies the store.
const BACKUP: &[&str] = &["backup", "kept-copies/one.db"];

/// More files and articles than one transaction takes.
const MANY: usize = 2_100;

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
    let (month, day) = (7 + (number - 1) / 28, 1 + (number - 1) % 28);
    format!(
        "Title: Ferry {number}
Source: Post
Date: 2025-{month:02}-{day:02}

\
         The ferry {what} off Skerry.

All were saved.
"
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

/// A library of so many articles that what has become of them is written in several transactions; then all are
/// removed but the last.
fn emptied_library(home: &Home) {
    home.write("own.toml", "library = [\"news\"]\n");
    for number in 0..MANY {
        write(
            home,
            &format!("{number}.txt"),
            &format!("Ferry {number}\n\nIt sank."),
        );
    }
    let _ = home.run(LIST).ended(0);
    for number in 1..MANY {
        fs::remove_file(home.path().join(format!("news/{number}.txt"))).unwrap();
    }
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
    aside.retain(|name| !name.contains(".db-"));
    assert_eq!(aside.len(), 1, "{names:?}");
    assert!(!names.concat().contains("mend"), "{names:?}");
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
        homes: HOMES,
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
        homes: HOMES,
    });
}

#[test]
fn many_files_removed() {
    cut_off_everywhere(&Scene {
        name: "many files removed",
        prepare: emptied_library,
        arguments: LIST,
        judge: judge_look,
        faults: |calls| {
            let faults = every_end(calls);
            let step = faults.len().div_ceil(8);
            faults.into_iter().step_by(step).collect()
        },
        homes: 1,
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
        homes: HOMES,
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
        homes: HOMES,
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
        faults: |calls| every_end(calls).into_iter().step_by(12).collect(),
        homes: HOMES,
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
        homes: HOMES,
    });
}

#[test]
#[should_panic(expected = "the library of faults was not loaded")]
fn where_nothing_can_be_preloaded_it_is_no_success() {
    let home = Home::new();
    library(&home);
    let faults = Faults::new(&home);
    let _ = Run::of(faults.command(Fault::None, LIST).env_remove("LD_PRELOAD"));
    faults.calls();
}
