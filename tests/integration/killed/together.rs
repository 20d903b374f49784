//! Several programs at once: what each of them takes in and marks is there in the end, once.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::harness::{Home, NEWSREAD};
use crate::pty::Pty;

use super::kept::facts;
use super::{LIST, text, verify, write};

/// How long they go on.
const LONG: Duration = Duration::from_secs(3);

/// Between two marks.
const PAUSE: Duration = Duration::from_millis(60);

/// Articles that are there from the start.
const OLD: usize = 90;

/// Two readers mark articles from both ends of the list, while two commands take in what comes, in one folder each
/// and in one that is both's.
#[test]
fn two_of_each_lose_nothing() {
    let home = Home::new();
    home.write("own.toml", "library = [\"news\"]\n");
    for number in 1..=OLD {
        write(
            &home,
            &format!("old/{number:02}.txt"),
            &text(number, "sank"),
        );
    }
    let _ = home.run(LIST).ended(0);
    let command = [&[NEWSREAD][..], &["--config", "own.toml"]].concat();
    let mut readers = [(); 2].map(|()| Pty::at_home((30, 110), &command, &[], &home));
    for reader in &mut readers {
        reader.wait_until_ready();
    }
    let [first, second] = &mut readers;
    second.press("G");
    let is_over = AtomicBool::new(false);
    let (written, marked) = thread::scope(|scope| {
        let takers = ["a", "b"].map(|name| {
            let (home, is_over) = (&home, &is_over);
            scope.spawn(move || take_in(home, name, is_over))
        });
        let markers = [(first, "j"), (second, "k")]
            .map(|(reader, next)| scope.spawn(move || mark(reader, next)));
        let marked = markers.map(|marker| marker.join().unwrap());
        is_over.store(true, Ordering::Relaxed);
        let written = takers.map(|taker| taker.join().unwrap());
        (
            written.into_iter().sum::<usize>(),
            marked.into_iter().sum::<usize>(),
        )
    });
    for mut reader in readers {
        reader.press("Q");
        assert_eq!(reader.end().exit_code(), 0);
    }
    let list = home.run(LIST).fine();
    assert_eq!(list.matches("\"id\"").count(), OLD + written);
    assert_eq!(list.matches("\"starred\": true").count(), marked);
    let facts = facts(&home.data());
    let revisions = facts.iter().filter(|fact| fact.starts_with("revision"));
    assert_eq!(revisions.count(), OLD + written);
    verify(&home);
    println!("{written} articles taken in and {marked} marked at the same time");
}

/// Writes articles and takes them in, together with those of the other, until it is over; how many.
fn take_in(home: &Home, name: &str, is_over: &AtomicBool) -> usize {
    let mut count = 0;
    while !is_over.load(Ordering::Relaxed) {
        for folder in [name, "both"] {
            count += 1;
            // The other must not see half of it: that would be a revision.
            let article = format!("Title: {name} {count}\n\nThe boat {name} {count} left.\n");
            let made = home.write(format!("made/{name}{count}.txt"), article);
            let folder = home.path().join("news").join(folder);
            fs::create_dir_all(&folder).unwrap();
            fs::rename(&made, folder.join(made.file_name().unwrap())).unwrap();
        }
        let _ = home.run(LIST).fine();
    }
    count
}

/// Stars one article after the other, a third of all at most; how many were shown as starred.
fn mark(reader: &mut Pty, next: &str) -> usize {
    let end = Instant::now() + LONG;
    let mut count = 0;
    while count < OLD / 3 && Instant::now() < end {
        reader.press("s");
        reader.wait_for("now starred");
        count += 1;
        reader.press(next);
        reader.wait_until("the next article", |screen| {
            !screen.contents().contains("now starred")
        });
        thread::sleep(PAUSE);
    }
    count
}
