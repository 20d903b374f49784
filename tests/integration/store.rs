//! What lasts from run to run: history, marks, and that nothing of it is lost however a run ends.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use chrono::Utc;
use newsread::library::ArticleId;
use newsread::library::state::{Change, What};
use newsread::store::Store;
use serde_json::Value;

use crate::harness::Home;

/// Settings by which the folder `news` is the library.
const LIBRARY: [&str; 2] = ["--config", "own.toml"];

/// A home whose library holds some articles.
fn home(articles: &[(&str, &str)]) -> Home {
    let home = Home::new();
    home.write("own.toml", "library = [\"news\"]\n");
    for (name, text) in articles {
        home.write(Path::new("news").join(name), text);
    }
    home
}

fn json(home: &Home, arguments: &[&str]) -> Value {
    let all = [arguments, &LIBRARY, &["--format", "json"]].concat();
    home.run(all).ended(0).json()
}

fn article<'a>(list: &'a Value, title: &str) -> &'a Value {
    let mut articles = list["articles"].as_array().unwrap().iter();
    articles.find(|article| article["title"] == title).unwrap()
}

#[test]
fn an_overwritten_article_shows_what_was_edited() {
    let home = home(&[(
        "a.txt",
        "Ferry\n\nThe ferry sank off Skerry.\n\nAll were saved.",
    )]);
    let id = article(&json(&home, &["list"]), "Ferry")["id"]
        .as_str()
        .unwrap()
        .to_owned();
    home.write(
        "news/a.txt",
        "Ferry\n\nThe ferry ran aground off Skerry.\n\nAll were saved.",
    );
    let history = json(&home, &["history", &id]);
    assert_eq!(history["article"]["id"], id.as_str());
    assert_eq!(history["article"]["revisions"], 2);
    let numbers: Vec<_> = history["revisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| &r["number"])
        .collect();
    assert_eq!(numbers, [1, 2]);
    assert!(
        history["revisions"][0]["seen"]
            .as_str()
            .unwrap()
            .ends_with('Z'),
        "{history:#}"
    );
    let (first, second) = (format!("{id}@1"), format!("{}@2", &id[..8]));
    let all = [&["diff", &first, &second, "--format", "json"][..], &LIBRARY].concat();
    let diff = home.run(all).ended(1).json();
    assert_eq!(diff["summary"]["reworded"], 1, "{diff:#}");
    assert_eq!(diff["left"]["sentences"][0], "The ferry sank off Skerry.");
    let text = home.run([&["history", &id][..], &LIBRARY].concat()).fine();
    assert!(text.contains("\n2  seen "), "{text}");
    let by_path = json(&home, &["history", "news/a.txt"]);
    assert_eq!(by_path["revisions"].as_array().unwrap().len(), 2);
}

#[test]
fn a_path_means_the_text_that_its_file_holds() {
    let text = |hour, body| {
        format!("Title: Ferry\nSource: Post\nUrl: u\nUpdated: 2025-07-10 {hour}:00\n\n{body}\n")
    };
    let home = home(&[
        ("z.txt", &text(9, "It sank.")),
        ("a.txt", &text(8, "It sails.")),
    ]);
    json(&home, &["list"]);
    let shown = json(&home, &["show", "news/a.txt"]);
    assert_eq!(
        (&shown["sentences"][0], &shown["revisions"]),
        (&"It sails.".into(), &2.into())
    );
    assert_eq!(
        json(&home, &["show", "news/z.txt"])["sentences"][0],
        "It sank."
    );
}

#[test]
fn a_removed_file_leaves_its_article_in_the_library_and_is_found_by_id() {
    let home = home(&[
        ("a.txt", "Ferry\n\nIt sank."),
        ("b.txt", "Boat\n\nIt left."),
    ]);
    let first = json(&home, &["list"]);
    let id = article(&first, "Ferry")["id"].as_str().unwrap();
    fs::remove_file(home.path().join("news/a.txt")).unwrap();
    let second = json(&home, &["list"]);
    assert_eq!(article(&second, "Ferry")["gone"], true);
    assert_eq!(article(&second, "Boat")["gone"], false);
    let named = json(&home, &["list", "news"]);
    assert_eq!(named["articles"].as_array().unwrap().len(), 1);
    assert_eq!(json(&home, &["show", id])["sentences"][0], "It sank.");
    let elsewhere = home.run(["show", id, "--format", "json"]).ended(0).json();
    assert_eq!(
        elsewhere["title"], "Ferry",
        "found among all that was ever read"
    );
}

#[test]
fn the_samples_have_a_history_of_one() {
    let home = Home::new();
    let list = home.run(["list", "--format", "json"]).ended(0).json();
    let id = list["articles"][0]["id"].as_str().unwrap();
    let history = home
        .run(["history", id, "--format", "json"])
        .ended(0)
        .json();
    assert!(!history["revisions"].as_array().unwrap().is_empty());
    assert_eq!(history["revisions"][0]["seen"], Value::Null);
}

#[test]
fn a_backup_is_whole_and_overwrites_nothing() {
    let home = home(&[("a.txt", "Ferry\n\nIt sank.")]);
    let failed = home.run(["backup", "copy.db"]).ended(2);
    assert!(
        failed.stderr.contains("nothing is kept in it yet"),
        "{}",
        failed.stderr
    );
    assert!(home.run(["verify"]).fine().contains("whole"));
    json(&home, &["list"]);
    let said = home.run(["backup", "copy.db"]).fine();
    assert!(said.contains("copy.db"), "{said}");
    let again = home.run(["backup", "copy.db"]).ended(2);
    assert!(
        again.stderr.contains("is there already"),
        "{}",
        again.stderr
    );
    home.write("other/placeholder", "");
    fs::rename(
        home.path().join("copy.db"),
        home.path().join("other/store.db"),
    )
    .unwrap();
    let verdict = home
        .run(["verify", "--data-dir", "other", "--format", "json"])
        .ended(0)
        .json();
    assert_eq!(
        (&verdict["articles"], &verdict["faults"]),
        (&1.into(), &Value::Array(Vec::new()))
    );
    let paths = home.run(["paths"]).fine();
    assert!(paths.contains("kept/store.db"), "{paths}");
}

#[test]
fn a_broken_store_is_told_once_and_the_library_is_read() {
    let home = home(&[("a.txt", "Ferry\n\nIt sank.")]);
    json(&home, &["list"]);
    fs::write(home.data().join("store.db"), "no store").unwrap();
    assert_eq!(home.run(["verify"]).code, Some(2));
    let all = [&["list"][..], &LIBRARY].concat();
    let first = home.run(&all).ended(0);
    assert!(
        first.stderr.contains("damaged") && first.stderr.contains("store-damaged-"),
        "{}",
        first.stderr
    );
    assert!(first.stdout.contains("Ferry"), "{}", first.stdout);
    let second = home.run(&all).fine();
    assert_eq!(second, first.stdout);
}

#[test]
fn where_nothing_can_be_kept_it_is_said_and_all_is_read() {
    let home = home(&[("a.txt", "Ferry\n\nIt sank.")]);
    home.write("file", "");
    let all = [&["list", "--data-dir", "file/kept"][..], &LIBRARY].concat();
    let run = home.run(all).ended(0);
    assert!(run.stdout.contains("Ferry"), "{}", run.stdout);
    assert!(
        run.stderr.contains("changes will not be kept"),
        "{}",
        run.stderr
    );
}

#[cfg(unix)]
#[test]
fn what_is_kept_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let home = home(&[("a.txt", "Ferry\n\nIt sank.")]);
    json(&home, &["list"]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&home.data()), 0o700);
    for entry in fs::read_dir(home.data()).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[test]
fn taking_in_a_library_can_be_ended_at_any_time() {
    // More files than are written at once.
    let names: Vec<String> = (0..2_200)
        .map(|number| format!("{number:04}.txt"))
        .collect();
    let texts: Vec<String> = (0..2_200)
        .map(|number| format!("Title: Ferry {number}\n\nIt sank off Skerry."))
        .collect();
    let articles: Vec<_> = names
        .iter()
        .zip(&texts)
        .map(|(n, t)| (&**n, &**t))
        .collect();
    let home = home(&articles);
    let start = Instant::now();
    let expected = json(&self::home(&articles), &["list"]);
    let whole = start.elapsed();
    let ids = |list: &Value| -> BTreeSet<String> {
        let articles = list["articles"].as_array().unwrap().iter();
        articles
            .map(|article| article["title"].to_string())
            .collect()
    };
    let mut kept = 0;
    for round in 1..=8 {
        let mut child = home
            .command()
            .args([&["list"][..], &LIBRARY].concat())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(whole * round / 8);
        end(&mut child, round);
        let verdict = home.run(["verify", "--format", "json"]).ended(0).json();
        assert_eq!(verdict["faults"], Value::Array(Vec::new()), "{verdict:#}");
        let now = verdict["articles"].as_u64().unwrap();
        assert!(now >= kept, "what was kept stays so: {now} of {kept}");
        kept = now;
    }
    let list = json(&home, &["list"]);
    assert_eq!(ids(&list), ids(&expected));
    let mut articles = list["articles"].as_array().unwrap().iter();
    assert!(
        articles.all(|article| article["revisions"] == 1),
        "{list:#}"
    );
}

/// Ends a program, by turns as a person does and without warning.
fn end(child: &mut Child, round: u32) {
    #[cfg(unix)]
    if round.is_multiple_of(2) {
        let id = rustix::process::Pid::from_child(child);
        let _ = rustix::process::kill_process(id, rustix::process::Signal::INT);
        child.wait().unwrap();
        return;
    }
    let _ = (child.kill(), round);
    child.wait().unwrap();
}

/// Where the writer that is to be killed keeps what it writes.
const PLACE: &str = "NEWSREAD_TEST_PLACE";

/// Not a test of its own: writes one change after another and says each when it is kept, until it is killed.
#[test]
#[ignore = "the writer that another test kills"]
fn writes_until_it_is_killed() {
    let Some(folder) = std::env::var_os(PLACE) else {
        return;
    };
    let mut store = Store::open(Path::new(&folder), Utc::now()).unwrap().store;
    let first = store.states().unwrap().iter().count() as u64;
    for number in first.. {
        let article = ArticleId(number);
        let changes = [What::Starred(true), What::Read(true)].map(|what| Change { article, what });
        store.keep(&changes, Utc::now()).unwrap();
        println!("kept {number}");
    }
}

#[test]
fn what_was_said_to_be_kept_survives_a_kill_at_any_time() {
    let home = Home::new();
    let mut acknowledged = 0;
    for round in 0..20 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "store::writes_until_it_is_killed",
                "--ignored",
                "--nocapture",
            ])
            .env(PLACE, home.data())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok);
        let number = |line: &str| line.split("kept ").nth(1)?.parse::<u64>().ok();
        let mut last = lines.by_ref().find_map(|line| number(&line)).unwrap();
        thread::sleep(Duration::from_micros(1_700 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        last = lines
            .filter_map(|line| number(&line))
            .last()
            .unwrap_or(last);
        acknowledged = last;
        let store = Store::open(&home.data(), Utc::now()).unwrap();
        assert_eq!(store.notes, [""; 0]);
        let states = store.store.states().unwrap();
        for number in 0..=acknowledged {
            let state = states.of(ArticleId(number));
            assert!(state.starred && state.read, "{number} of {acknowledged}");
        }
        assert!(
            states.iter().all(|(_, state)| state.starred == state.read),
            "a batch is whole or not at all"
        );
        assert_eq!(store.store.verify().unwrap().faults, [""; 0]);
    }
    assert!(acknowledged > 20, "{acknowledged}");
}

#[cfg(unix)]
mod on_a_terminal {
    use rustix::process::Signal;

    use super::*;
    use crate::harness::{NEWSREAD, fixture};
    use crate::pty::Pty;

    const BRIDGE: &str = "library/bridge_knn.txt";

    /// What the store in `home` says of the only article that is starred.
    fn starred(home: &Home) -> usize {
        let list = home
            .run(["list", &fixture("library"), "--format", "json"])
            .ended(0)
            .json();
        let articles = list["articles"].as_array().unwrap();
        articles
            .iter()
            .filter(|article| article["starred"] == true)
            .count()
    }

    fn reader(home: &Home) -> Pty {
        let mut pty = Pty::at_home((30, 110), &[NEWSREAD, &fixture("library")], &[], home);
        pty.wait_until_ready();
        pty
    }

    #[test]
    fn what_is_shown_as_starred_is_kept_however_the_reader_ends() {
        for end in [Signal::KILL, Signal::TERM, Signal::HUP] {
            let home = Home::new();
            let mut pty = reader(&home);
            pty.press("s");
            pty.wait_until("a star that is kept", |screen| {
                let says = screen.contents();
                says.contains("now starred") && !says.contains("not kept yet")
            });
            pty.signal(end);
            pty.end();
            assert_eq!(starred(&home), 1, "{end:?}");
        }
    }

    #[test]
    fn what_is_done_last_before_leaving_is_kept() {
        let home = Home::new();
        let mut pty = reader(&home);
        pty.press("sjsQ");
        assert_eq!(pty.end().exit_code(), 0);
        assert_eq!(starred(&home), 2);
        let mut pty = reader(&home);
        pty.press("uMy");
        pty.wait_for("all read");
        pty.press("u");
        pty.wait_for("are unread, as before");
        pty.press("Q");
        pty.end();
        assert_eq!(starred(&home), 2, "undo reaches no further than its run");
    }

    #[test]
    fn two_readers_at_once_show_what_the_other_does_and_lose_nothing() {
        let home = Home::new();
        let (mut first, mut second) = (reader(&home), reader(&home));
        first.press("s");
        first.wait_for("now starred");
        second.wait_until("the other's star", |screen| screen.contents().contains("★"));
        second.press("js");
        second.wait_for("now starred");
        first.press("Q");
        second.press("Q");
        assert_eq!((first.end().exit_code(), second.end().exit_code()), (0, 0));
        assert_eq!(starred(&home), 2);
    }

    #[test]
    fn one_comes_back_to_where_one_stopped() {
        let home = Home::new();
        let command = [NEWSREAD, &fixture(BRIDGE)];
        let size = (10, 60);
        let mut pty = Pty::at_home(size, &command, &[], &home);
        pty.wait_until_ready();
        pty.press("\r");
        pty.wait_for("Lena Marsh");
        pty.press("jjjjjjjj");
        pty.wait_until("lower lines", |screen| {
            !screen.contents().contains("Lena Marsh")
        });
        let shown = |pty: &Pty| -> Vec<String> { pty.rows().into_iter().skip(2).take(5).collect() };
        pty.press("B");
        pty.wait_for("set aside");
        let before = shown(&pty);
        pty.press("Q");
        pty.end();
        let mut pty = Pty::at_home(size, &command, &[], &home);
        pty.wait_for("▸");
        pty.press("\rB");
        pty.wait_for("set aside");
        assert_eq!(shown(&pty), before);
    }

    #[test]
    fn a_revision_is_stepped_to_in_the_diff_view() {
        let home = home(&[("a.txt", "Ferry\n\nThe ferry sank off Skerry.")]);
        json(&home, &["list"]);
        for body in [
            "The ferry sailed off Skerry.",
            "The ferry ran aground off Skerry.",
        ] {
            home.write("news/a.txt", format!("Ferry\n\n{body}"));
            json(&home, &["list"]);
        }
        let command = [&[NEWSREAD][..], &LIBRARY].concat();
        let mut pty = Pty::at_home((24, 110), &command, &[], &home);
        pty.wait_until_ready();
        pty.press("d");
        pty.wait_for("sailed");
        pty.press("]v");
        pty.wait_for("sank");
        pty.press("Q");
        pty.end();
    }

    #[test]
    fn where_nothing_can_be_kept_the_screen_says_so() {
        let home = Home::new();
        home.write("file", "");
        let command = [NEWSREAD, &fixture("library"), "--data-dir", "file/kept"];
        let mut pty = Pty::at_home((30, 140), &command, &[], &home);
        pty.wait_for("changes will not be kept");
        pty.wait_for("Lowmere");
        pty.press("sQ");
        assert_eq!(pty.end().exit_code(), 0);
    }
}
