//! What comes in while the reader is open: read again at a key, or stored by another newsread.

use crate::harness::{Home, NEWSREAD};
use crate::pty::Pty;

const LIBRARY: [&str; 2] = ["--config", "own.toml"];

const FERRY: &str = "Title: The ferry sank off Skerry\nDate: 2026-03-02\n\nThe ferry sank off Skerry. Nobody drowned.";
const OTTERS: &str =
    "Title: Otters are back\nDate: 2026-03-04\n\nThe otters are back in the river Tarn.";

/// A reader of a library of one article.
fn reader(home: &Home) -> Pty {
    home.write("own.toml", "library = [\"news\"]\n");
    home.write("news/Post/ferry.txt", FERRY);
    let command = [&[NEWSREAD][..], &LIBRARY].concat();
    let mut pty = Pty::at_home((24, 110), &command, &[], home);
    pty.wait_until_ready();
    pty.wait_for("1 article · 1 source");
    pty
}

#[test]
fn r_reads_the_folders_again_and_what_is_selected_stays_so() {
    let home = Home::new();
    let mut pty = reader(&home);
    pty.press("R");
    pty.wait_for("read again: nothing is new");
    home.write("news/Herald/otters.txt", OTTERS);
    home.write("news/Post/ferry.txt", FERRY.replace("Nobody", "Two people"));
    pty.press("R");
    pty.wait_for("read again: 1 new article, 1 changed");
    pty.wait_for("2 articles · 2 sources");
    pty.wait_for("Otters are back");
    pty.wait_for("Two people");
    pty.press("q");
    assert_eq!(pty.end().exit_code(), 0);
}

#[test]
fn what_another_newsread_stores_comes_in_by_itself() {
    let home = Home::new();
    let mut pty = reader(&home);
    home.write("news/Herald/otters.txt", OTTERS);
    let _ = home.run([&["update"][..], &LIBRARY].concat()).ended(0);
    pty.wait_for("2 articles · 2 sources");
    pty.wait_for("1 new article");
    pty.wait_until_ready();
    pty.wait_for("Nobody drowned");
    pty.press("gg");
    pty.wait_for("river Tarn");
    pty.press("q");
    assert_eq!(pty.end().exit_code(), 0);
}

#[test]
fn folders_named_for_this_once_are_read_again_too() {
    let home = Home::new();
    home.write("news/ferry.txt", FERRY);
    let mut pty = Pty::at_home((24, 110), &[NEWSREAD, "news"], &[], &home);
    pty.wait_until_ready();
    home.write("news/otters.txt", OTTERS);
    std::fs::remove_file(home.path().join("news/ferry.txt")).unwrap();
    pty.press("R");
    pty.wait_for("read again: 1 new article, 1 gone");
    pty.wait_for("river Tarn");
    pty.press("q");
    assert_eq!(pty.end().exit_code(), 0);
}
