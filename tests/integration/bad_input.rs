//! What is broken, huge, hostile or not there: named clearly, the rest shown, nothing hung on.

use std::fs;
#[cfg(target_os = "linux")]
use std::process::Stdio;

use serde_json::Value;

use crate::harness::{Home, Run};

const GOOD: &str =
    "Title: The good one\n\nThe ferry was late again on Monday, the harbour master said.\n";

/// A home with one good article in `news`.
fn home() -> Home {
    let home = Home::new();
    home.write("news/good.txt", GOOD);
    home
}

/// Lists `news`: the good article is there, and a problem whose path and reason hold these words.
#[track_caller]
fn named(home: &Home, path: &str, reason: &str) {
    let list = home
        .run(["list", "--format", "json", "news"])
        .ended(0)
        .json();
    assert!(
        titles(&list).contains(&"The good one".to_owned()),
        "{list:#?}"
    );
    let problems = list["problems"].as_array().unwrap();
    let text = |problem: &Value, key: &str| problem[key].as_str().unwrap().to_owned();
    let found = problems.iter().any(|problem| {
        text(problem, "path").contains(path) && text(problem, "reason").contains(reason)
    });
    assert!(found, "no {path} with {reason:?} in {problems:#?}");
    let run = home.run(["list", "news"]).ended(0);
    assert!(run.stderr.contains(path), "{}", run.stderr);
}

fn titles(list: &Value) -> Vec<String> {
    let articles = list["articles"].as_array().unwrap().iter();
    articles
        .map(|a| a["title"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn an_empty_folder_is_no_trouble() {
    let home = Home::new();
    fs::create_dir(home.path().join("empty")).unwrap();
    for command in ["list", "stories", "sources"] {
        let run = home.run([command, "empty"]).ended(0);
        assert_eq!(run.stdout, "", "{command}");
    }
    let list = home
        .run(["list", "--format", "json", "empty"])
        .ended(0)
        .json();
    assert_eq!(list["articles"], serde_json::json!([]));
}

#[test]
fn a_path_that_is_not_there_is_trouble_after_the_rest_is_printed() {
    let home = home();
    let run = home.run(["list", "missing.txt", "news"]).ended(2);
    assert!(run.stdout.contains("The good one"), "{}", run.stdout);
    assert!(run.stderr.contains("missing.txt"), "{}", run.stderr);
    let json = home
        .run(["list", "--format", "json", "missing.txt", "news"])
        .ended(2)
        .json();
    assert_eq!(json["problems"][0]["path"], "missing.txt");
    assert_eq!(titles(&json), ["The good one"]);
}

#[test]
fn a_binary_file_is_named_as_one() {
    let home = home();
    let bytes: Vec<u8> = (0..4000_u32).map(|n| (n * n % 251) as u8).collect();
    home.write("news/noise.txt", bytes);
    named(&home, "noise.txt", "binary");
}

#[test]
fn broken_utf_8_is_shown_with_its_whole_characters_intact() {
    let home = home();
    let mut bytes = "Title: Café at the quay\n\nThe café opened on Monday, its owner said. "
        .as_bytes()
        .to_vec();
    bytes.extend(b"It cost 40\xff\xfe crowns.\n");
    let path = home.write("broken.txt", bytes);
    let shown = home
        .run(["show", "--format", "json", path.to_str().unwrap()])
        .ended(0)
        .json();
    let text = shown["paragraphs"][0]["text"].as_str().unwrap();
    assert!(text.contains("crowns"), "{text}");
}

#[test]
fn a_feed_that_breaks_off_keeps_its_whole_items() {
    let home = home();
    let item = |name: &str| {
        format!(
            "<item><title>{name} & sons</title><guid>{name}</guid><description>{name} was seen at \
             the harbour on Monday.</description></item>"
        )
    };
    let feed = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Feed</title>{}{}<item><title>Cut",
        item("Otter"),
        item("Heron")
    );
    home.write("news/feed.xml", feed);
    let list = home
        .run(["list", "--format", "json", "news"])
        .ended(0)
        .json();
    let titles = titles(&list);
    assert!(titles.contains(&"Otter & sons".to_owned()), "{titles:?}");
    assert!(titles.contains(&"Heron & sons".to_owned()), "{titles:?}");
    named(&home, "feed.xml", "");
}

#[test]
fn a_text_of_50_megabytes_is_read() {
    let home = home();
    let line = "The ferry was late again on Monday, the harbour master said to the paper.\n\n";
    home.write("news/huge.txt", line.repeat(50 * 1024 * 1024 / line.len()));
    let run = home.run(["list", "news"]).ended(0);
    assert_eq!(run.stdout.lines().count(), 2, "{run:?}");
}

#[test]
fn no_escape_of_an_article_or_a_file_name_reaches_the_output() {
    let home = Home::new();
    let hostile = "Title: Red \x1b[31malert\x07 \u{9b}2J\u{202e}desrever\n\nThe body \x1b]52;c;aGk=\x07 was \
                   written on Monday by \u{90}somebody\u{9c} who meant harm.\n";
    home.write("news/evil\x1b[2J.txt", hostile);
    home.write("news/bad\x1b]0;t\x07.txt", b"\x00\x01\x02\x03".repeat(100));
    let list = home
        .run(["list", "--format", "json", "news"])
        .ended(0)
        .json();
    let id = list["articles"][0]["id"].as_str().unwrap().to_owned();
    let runs = [
        &["list", "news"][..],
        &["stories", "news"],
        &["sources", "news"],
        &["search", "body", "news"],
        &["search", "--headlines", "alert", "news"],
        &["show", &id, "news"],
        &["show", "--format", "html", &id, "news"],
        &["show", "--format", "markdown", &id, "news"],
        &["diff", &id, &id, "news"],
        &["show", "\x1b[31mno-such-id", "news"],
        &["list", "missing\x1b[31m"],
        &["--nonsense\x1b[31m"],
        &["list", "--config", "\x1b[31m"],
    ];
    for arguments in runs {
        let run = home.run(arguments);
        clean(&run, arguments);
    }
}

#[track_caller]
fn clean(run: &Run, arguments: &[&str]) {
    for (stream, text) in [("stdout", &run.stdout), ("stderr", &run.stderr)] {
        let bad = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
        let found: Vec<char> = text.chars().filter(|&c| bad(c)).collect();
        assert!(
            found.is_empty(),
            "{arguments:?} lets {found:?} onto {stream}"
        );
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_pipe_in_a_folder_is_named_and_not_waited_for() {
        let home = home();
        let status = std::process::Command::new("mkfifo")
            .arg(home.path().join("news/pipe.txt"))
            .status();
        assert!(status.unwrap().success());
        named(&home, "pipe.txt", "");
        let _ = home.run(["show", "news/pipe.txt"]).ended(2);
    }

    #[test]
    fn links_in_a_circle_end() {
        let home = home();
        symlink(home.path().join("news"), home.path().join("news/again")).unwrap();
        symlink("nowhere.txt", home.path().join("news/dangling.txt")).unwrap();
        let list = home
            .run(["list", "--format", "json", "news"])
            .ended(0)
            .json();
        assert_eq!(titles(&list), ["The good one"]);
        named(&home, "dangling.txt", "");
    }

    #[test]
    fn a_device_that_is_named_is_refused() {
        let run = Home::new().run(["list", "/dev/zero"]).ended(2);
        assert!(run.stderr.contains("/dev/zero"), "{}", run.stderr);
    }

    #[test]
    fn an_unreadable_file_is_named() {
        let home = home();
        let path = home.write("news/secret.txt", GOOD);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
        if fs::read(&path).is_ok() {
            return; // root reads everything
        }
        named(&home, "secret.txt", "");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_pipe_is_refused_for_what_it_is() {
    let home = Home::new();
    let mut command = home.command();
    command.args(["list", "/dev/stdin"]).stdin(Stdio::piped());
    let run = Run::of(&mut command).ended(2);
    assert!(
        run.stderr.contains("/dev/stdin: a pipe, not a file"),
        "{}",
        run.stderr
    );
}
