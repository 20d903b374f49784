//! A full disk: it is said once and plainly, what was kept is as it was, and when there is space again all is kept.

use std::fs;

use crate::harness::{Home, Run};

use super::faults::{Fault, Faults};
use super::kept::{assert_between, assert_same, facts};
use super::reader::reader;
use super::scene::{restore, save};
use super::{BACKUP, LIST, changed_library, library_to_be_copied, verify};

#[test]
fn an_intake_on_a_full_disk_shows_all_and_says_that_it_is_not_kept() {
    let home = Home::new();
    changed_library(&home);
    save(&home);
    let faults = Faults::new(&home);
    let before = facts(&home.data());
    restore(&home);
    let whole = Run::of(&mut faults.command(Fault::None, LIST)).fine();
    let calls = faults.calls().len() as u64;
    let after = facts(&home.data());
    for from in (1..=calls).step_by(3) {
        restore(&home);
        let run = Run::of(&mut faults.command(Fault::DiskFull { from }, LIST)).ended(0);
        verify(&home);
        let now = facts(&home.data());
        assert_between(&before, &now, &after);
        let lines: Vec<&str> = run.stderr.lines().collect();
        if now == after {
            assert!(lines.is_empty(), "{from}: {run:#?}");
        } else {
            let [line] = lines[..] else {
                panic!("{from}: {run:#?}")
            };
            // Where a file cannot even be made, SQLite does not say why.
            let mut why = ["the disk is full", "it cannot be written"].into_iter();
            let is_plain =
                line.contains("changes will not be kept") && why.any(|why| line.ends_with(why));
            assert!(is_plain, "{from}: {line}");
        }
        let ids = |json: &str| -> Vec<String> {
            let list: serde_json::Value = serde_json::from_str(json).unwrap();
            let articles = list["articles"].as_array().unwrap().iter();
            articles
                .map(|article| format!("{} {}", article["id"], article["revisions"]))
                .collect()
        };
        assert_eq!(ids(&run.stdout), ids(&whole), "{from}");
        assert_eq!(home.run(LIST).fine(), whole, "{from}: there is space again");
        assert_same(&facts(&home.data()), &after);
    }
}

#[test]
fn a_backup_to_a_full_disk_leaves_nothing_behind() {
    let home = Home::new();
    library_to_be_copied(&home);
    save(&home);
    let faults = Faults::new(&home);
    let _ = Run::of(&mut faults.command(Fault::None, BACKUP)).ended(0);
    let calls = faults.calls();
    let of_copies = |at: &u64| {
        let call = &calls[usize::try_from(*at).unwrap() - 1];
        call.file.contains("one.db") && "wot".contains(call.kind)
    };
    for from in (1..=calls.len() as u64).filter(of_copies).step_by(2) {
        restore(&home);
        let run = Run::of(&mut faults.command(Fault::DiskFull { from }, BACKUP)).ended(2);
        assert_eq!(run.stderr.lines().count(), 1, "{from}: {run:#?}");
        let mut why = ["the disk is full", "it cannot be written"].into_iter();
        assert!(why.any(|why| run.stderr.contains(why)), "{from}: {run:#?}");
        let left: Vec<_> = fs::read_dir(home.path().join("kept-copies"))
            .unwrap()
            .collect();
        assert!(left.is_empty(), "{from}: {left:?}");
        verify(&home);
        let _ = home.run(BACKUP).ended(0);
    }
}

#[test]
fn a_mark_on_a_full_disk_is_kept_when_there_is_space_again() {
    let home = Home::new();
    super::library(&home);
    let _ = home.run(LIST).ended(0);
    let before = facts(&home.data());
    let mut pty = reader(&home, Fault::DiskFull { from: 1 }, true);
    pty.wait_until_ready();
    let faults = Faults::new(&home);
    faults.arm();
    pty.press("s");
    pty.wait_for("not kept yet: the disk is full");
    pty.press("jm");
    pty.wait_for("2 changes are not kept yet");
    assert_same(&facts(&home.data()), &before);
    faults.disarm();
    pty.wait_for("your changes are kept now");
    let now = facts(&home.data());
    let added: Vec<_> = now.difference(&before).collect();
    assert_eq!(added.len(), 2, "{added:?}");
    pty.press("Q");
    assert_eq!(pty.end().exit_code(), 0);
    assert_same(&facts(&home.data()), &now);
}

#[test]
fn what_a_full_disk_does_not_take_is_told_when_the_reader_is_left() {
    let home = Home::new();
    super::library(&home);
    let _ = home.run(LIST).ended(0);
    let before = facts(&home.data());
    let mut pty = reader(&home, Fault::DiskFull { from: 1 }, true);
    pty.wait_until_ready();
    Faults::new(&home).arm();
    pty.press("s");
    pty.wait_for("not kept yet");
    pty.press("Q");
    assert_eq!(pty.end().exit_code(), 2);
    assert!(pty.shows("1 of your last changes could not be kept: the disk is full"));
    assert_same(&facts(&home.data()), &before);
    verify(&home);
}
