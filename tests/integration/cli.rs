//! Each command from outside: what it prints in each form, what it says on trouble, how it ends.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::harness::{Home, Run, fixture};

fn run(arguments: &[&str]) -> Run {
    Home::new().run(arguments)
}

fn json(arguments: &[&str]) -> Value {
    let run = run(&[&["--format", "json"], arguments].concat()).ended(0);
    run.json()
}

/// The articles of a list by file name.
fn by_file(list: &Value) -> BTreeMap<String, Value> {
    let articles = list["articles"].as_array().unwrap().iter();
    articles
        .map(|article| {
            let path = article["path"].as_str().unwrap();
            (path.rsplit('/').next().unwrap().to_owned(), article.clone())
        })
        .collect()
}

fn id_of(folder: &str, file: &str) -> String {
    let list = json(&["list", &fixture(folder)]);
    by_file(&list)[file]["id"].as_str().unwrap().to_owned()
}

#[test]
fn every_article_of_a_folder_is_listed_with_what_its_text_says() {
    let articles = by_file(&json(&["list", &fixture("library")]));
    let fields = |file: &str| {
        let article = &articles[file];
        let text = |key: &str| article[key].as_str().map(str::to_owned);
        (
            article["title_derived"].as_bool().unwrap(),
            text("source"),
            text("author"),
            text("published"),
        )
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        fields("bridge_digest.txt"),
        (true, None, None, some("2026-03-05"))
    );
    assert_eq!(
        fields("bridge_knn.txt"),
        (true, some("KNN"), some("Lena Marsh"), some("2026-03-04"))
    );
    assert_eq!(fields("bridge_web.txt"), (false, None, None, None));
    assert_eq!(
        fields("bridge_header.txt"),
        (
            false,
            some("The Lowmere Packet"),
            some("Piet Adair"),
            some("2026-03-04")
        )
    );
    assert_eq!(
        fields("otters.md"),
        (
            false,
            some("Tide and Times"),
            some("Sunniva Brack"),
            some("2026-02-11")
        )
    );
    assert_eq!(articles.len(), 5);
}

#[test]
fn a_list_is_newest_first_and_the_undated_stand_last() {
    let list = json(&["list", &fixture("library")]);
    let days: Vec<_> = list["articles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|article| article["published"].as_str().map(str::to_owned))
        .collect();
    let some = |text: &str| Some(text.to_owned());
    let expected = ["2026-03-05", "2026-03-04", "2026-03-04", "2026-02-11"].map(some);
    assert_eq!(days, [&expected[..], &[None]].concat());
}

#[test]
fn a_list_as_text_has_a_line_of_the_width_asked_for_per_article() {
    let printed = run(&["list", "--width", "70", &fixture("library")]).fine();
    assert_eq!(printed.lines().count(), 5);
    for line in printed.lines() {
        assert_eq!(line.chars().count(), 70, "{line}");
    }
    let first = printed.lines().next().unwrap();
    assert!(first.starts_with("2026-03-05  (bridge_digest"), "{first}");
}

#[test]
fn ids_are_the_same_however_the_path_is_spelt() {
    let home = Home::new();
    let text = "Title: A\n\nThe ferry was late again, the harbour master said on Monday.\n";
    let path = home.write("news/a.txt", text);
    let ids: Vec<Value> = [
        "news",
        "./news/",
        "news/../news/a.txt",
        path.to_str().unwrap(),
    ]
    .iter()
    .map(|path| home.run(["--format", "json", "list", path]).json()["articles"][0]["id"].clone())
    .collect();
    assert!(ids[0].as_str().unwrap().len() >= 7);
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
}

#[test]
fn articles_on_one_event_are_one_story_with_a_reason() {
    let stories = json(&["stories", &fixture("library")]);
    let stories = stories["stories"].as_array().unwrap();
    assert_eq!(stories.len(), 2, "{stories:#?}");
    assert_eq!(stories[0]["articles"].as_array().unwrap().len(), 4);
    assert_eq!(stories[0]["first_published"], "2026-03-04");
    assert_eq!(stories[0]["last_published"], "2026-03-05");
    assert!(
        stories[0]["why"].as_str().unwrap().contains("Lowmere"),
        "{}",
        stories[0]["why"]
    );
    assert_eq!(stories[1]["why"], Value::Null);
}

#[test]
fn without_a_terminal_the_stories_are_printed_and_stderr_says_so() {
    let stories = run(&["stories", &fixture("library")]).fine();
    let reader = run(&[&fixture("library")]).ended(0);
    assert_eq!(reader.stdout, stories);
    let json = run(&["--format", "json", &fixture("library")]).ended(0);
    for said in [&reader.stderr, &json.stderr] {
        assert!(said.contains("not on a terminal"), "{said}");
    }
}

#[test]
fn without_paths_and_without_a_library_the_samples_are_read() {
    let list = json(&["list"]);
    let articles = list["articles"].as_array().unwrap();
    assert!(articles.len() >= 20, "{}", articles.len());
    assert!(
        articles
            .iter()
            .all(|article| article["path"] == Value::Null)
    );
}

#[test]
fn the_folders_of_the_settings_are_the_library() {
    let home = Home::new();
    home.write(
        "news/a.txt",
        "Title: Mine\n\nThe ferry was late again on Monday, they said.\n",
    );
    let config = home.write("own.toml", "library = [\"news\"]\n");
    let config = config.to_str().unwrap();
    let list = home
        .run(["list", "--format", "json", "--config", config])
        .ended(0)
        .json();
    assert_eq!(list["articles"][0]["title"], "Mine");
    assert_eq!(list["articles"].as_array().unwrap().len(), 1);
}

#[test]
fn an_article_is_shown_by_path_by_id_and_by_the_beginning_of_its_id() {
    let id = id_of("library", "bridge_knn.txt");
    let path = fixture("library/bridge_knn.txt");
    let by_path = run(&["show", &path]).fine();
    let by_id = run(&["show", &id, &fixture("library")]).fine();
    let by_prefix = run(&["show", &id[..8].to_uppercase(), &fixture("library")]).fine();
    assert!(
        by_path.contains("KNN · Lena Marsh · 4 March 2026"),
        "{by_path}"
    );
    assert_eq!(by_path, by_id);
    assert_eq!(by_path, by_prefix);
}

#[test]
fn shown_json_has_the_body_and_what_was_set_aside() {
    let shown = json(&["show", &fixture("library/bridge_web.txt")]);
    assert_eq!(
        shown["omitted"],
        serde_json::json!(["4 Min Read", "Share This Article"])
    );
    assert_eq!(shown["sentences"].as_array().unwrap().len(), 4);
    assert_eq!(shown["paragraphs"][0]["kind"], "text");
    assert_eq!(shown["read"], false);
}

#[test]
fn what_show_prints_as_json_and_markdown_is_read_back() {
    let home = Home::new();
    for (format, file) in [("json", "otters.json"), ("markdown", "otters.md")] {
        let source = fixture("library/Tide and Times");
        let list = home
            .run(["list", "--format", "json", &fixture("library")])
            .json();
        let id = by_file(&list)["otters.md"]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let original = home
            .run(["show", "--format", "json", &id, &fixture("library")])
            .json();
        let printed = home
            .run(["show", "--format", format, &id, &fixture("library")])
            .fine();
        let path = home.write(file, printed);
        let back = home
            .run(["show", "--format", "json", path.to_str().unwrap()])
            .ended(0)
            .json();
        for key in [
            "title",
            "source",
            "author",
            "published",
            "paragraphs",
            "sentences",
        ] {
            assert_eq!(back[key], original[key], "{key} in {format} of {source}");
        }
    }
}

#[test]
fn revisions_are_counted_from_the_oldest() {
    let folder = fixture("revisions");
    let list = json(&["list", &folder]);
    assert_eq!(list["articles"].as_array().unwrap().len(), 1);
    assert_eq!(list["articles"][0]["revisions"], 2);
    let id = list["articles"][0]["id"].as_str().unwrap();
    let title = |name: &str| json(&["show", name, &folder])["title"].clone();
    assert_eq!(title(&format!("{id}@1")), "Tram line to open in June");
    assert_eq!(title(&format!("{id}@2")), "Tram line to open in July");
    assert_eq!(title(id), "Tram line to open in July");
    let refused = run(&["show", &format!("{id}@3"), &folder]).ended(2);
    assert!(refused.stderr.contains("2 revisions"), "{}", refused.stderr);
}

#[test]
fn an_article_that_is_not_there_is_trouble_with_a_hint() {
    let run = run(&["show", "deadbeef", &fixture("library")]).ended(2);
    assert_eq!(run.stdout, "");
    assert!(
        run.stderr
            .starts_with("newsread: no article deadbeef\nhint: "),
        "{}",
        run.stderr
    );
}

#[test]
fn a_file_of_several_articles_is_refused_with_their_ids() {
    let home = Home::new();
    let item = |name: &str| {
        format!(
            "<item><title>{name}</title><guid>{name}</guid><description>The {name} was seen at \
             the harbour on Monday, the master said.</description></item>"
        )
    };
    let feed = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Feed</title>{}{}</channel></rss>",
        item("Otter"),
        item("Heron")
    );
    let path = home.write("feed.xml", feed);
    let path = path.to_str().unwrap();
    let list = home.run(["list", "--format", "json", path]).json();
    let ids = list["articles"].as_array().unwrap();
    let refused = home.run(["diff", path, path]).ended(2);
    assert!(
        refused.stderr.contains("holds 2 articles"),
        "{}",
        refused.stderr
    );
    for article in ids {
        let id = article["id"].as_str().unwrap();
        assert!(refused.stderr.contains(id), "{}", refused.stderr);
    }
}

#[test]
fn a_search_finds_all_words_and_ends_with_1_when_there_is_nothing() {
    let found = json(&["search", "ferry quarry", &fixture("library")]);
    let hits = found["hits"].as_array().unwrap();
    assert_eq!(hits.len(), 3, "{hits:#?}");
    for hit in hits {
        for matched in hit["matches"].as_array().unwrap() {
            let (start, end) = (matched[0].as_u64().unwrap(), matched[1].as_u64().unwrap());
            let snippet = hit["snippet"].as_str().unwrap();
            let word = &snippet[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()];
            assert!(
                ["ferry", "quarry"].contains(&&*word.to_lowercase()),
                "{word}"
            );
        }
    }
    let nothing = run(&["search", "zeppelin", &fixture("library")]).ended(1);
    assert_eq!((&*nothing.stdout, &*nothing.stderr), ("", ""));
}

#[test]
fn a_search_of_headlines_forgives_missing_letters() {
    let found = json(&["search", "--headlines", "crkd girdr", &fixture("library")]);
    assert_eq!(found["hits"].as_array().unwrap().len(), 1);
    assert_eq!(found["hits"][0]["snippet"], Value::Null);
    assert!(!found["hits"][0]["matches"].as_array().unwrap().is_empty());
    let _ = run(&["search", "--headlines", "zzz", &fixture("library")]).ended(1);
}

#[test]
fn sources_are_counted() {
    let sources = json(&["sources", &fixture("library")]);
    let known = serde_json::json!({ "source": "KNN", "articles": 1 });
    let sources = sources["sources"].as_array().unwrap();
    assert!(sources.contains(&known), "{sources:#?}");
    assert_eq!(sources.last().unwrap()["source"], Value::Null);
}

#[test]
fn paths_say_where_things_are_by_flag_and_by_environment() {
    let home = Home::new();
    home.write("c.toml", "");
    let by_flag = home.run([
        "paths",
        "--format",
        "json",
        "--config",
        "c.toml",
        "--data-dir",
        "d",
    ]);
    assert_eq!(by_flag.json()["config"], "c.toml");
    assert_eq!(by_flag.json()["data"], "d");
    let mut command = home.command();
    let by_environment = Run::of(
        command
            .args(["paths", "--format", "json"])
            .env("NEWSREAD_CONFIG", "c.toml")
            .env("NEWSREAD_DATA_DIR", "e"),
    );
    assert_eq!(by_environment.json()["data"], "e");
}

#[test]
fn settings_that_cannot_be_used_are_trouble_with_file_and_line() {
    let home = Home::new();
    home.write("c.toml", "\nthema = 3\n");
    let run = home.run(["list", "--config", "c.toml"]).ended(2);
    assert!(
        run.stderr.starts_with("newsread: c.toml:2: "),
        "{}",
        run.stderr
    );
}

#[test]
fn every_shell_gets_its_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&["completions", shell]).fine();
        assert!(script.contains("newsread"), "{shell}");
    }
}

#[test]
fn forms_that_a_command_does_not_have_are_refused() {
    for command in [
        &["list"][..],
        &["stories"],
        &["search", "x"],
        &["sources"],
        &["paths"],
    ] {
        let run = run(&[command, &["--format", "html"]].concat()).ended(2);
        assert!(run.stderr.contains("prints text or json"), "{}", run.stderr);
    }
}

#[test]
fn a_wrong_command_line_is_trouble() {
    for arguments in [
        &["list", "--nonsense"][..],
        &["--width", "x"],
        &["show"],
        &["completions", "x"],
    ] {
        let run = run(arguments).ended(2);
        assert!(!run.stderr.is_empty() && run.stdout.is_empty(), "{run:?}");
    }
}

#[test]
fn colour_is_printed_only_where_it_is_asked_for() {
    let path = fixture("library/bridge_knn.txt");
    assert!(!run(&["show", &path]).fine().contains('\x1b'));
    let always = run(&["show", "--color", "always", &path]).fine();
    assert!(always.contains("\x1b["), "{always}");
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_trouble_and_a_full_device_is() {
    use std::fs::File;
    use std::process::Stdio;

    let home = Home::new();
    let mut child = home
        .command()
        .args(["stories", &fixture("library")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(output.stderr, b"");

    if let Ok(full) = File::options().write(true).open("/dev/full") {
        let status = home
            .command()
            .args(["list", &fixture("library")])
            .stdout(full)
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(2));
    }
}
