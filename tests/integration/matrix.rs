//! `matrix` from outside: which story, which forms, exit codes, and that its JSON is whole.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::harness::{Home, Run, fixture};

fn run(arguments: &[&str]) -> Run {
    Home::new().run(arguments)
}

/// The four reports of one bridge.
fn bridge() -> [String; 4] {
    ["digest", "header", "knn", "web"].map(|name| fixture(&format!("library/bridge_{name}.txt")))
}

/// `matrix` of the bridge with these options before the paths.
fn matrix_of_bridge(options: &[&str]) -> Run {
    let paths = bridge();
    let paths = paths.iter().map(String::as_str);
    run(&["matrix"]
        .into_iter()
        .chain(options.iter().copied())
        .chain(paths)
        .collect::<Vec<_>>())
}

fn index(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

/// The articles and sentences of a claim.
fn places(claim: &Value) -> Vec<(usize, usize)> {
    let of_article = |(article, sentences): (&String, &Value)| {
        let article: usize = article.parse().unwrap();
        let sentences: Vec<usize> = sentences.as_array().unwrap().iter().map(index).collect();
        sentences
            .into_iter()
            .map(move |sentence| (article, sentence))
    };
    let mut places: Vec<_> = claim["sentences"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(of_article)
        .collect();
    places.sort_unstable();
    places
}

#[test]
fn every_sentence_stands_in_exactly_one_claim_and_claims_in_order_of_first_mention() {
    let json = matrix_of_bridge(&["--format", "json"]).ended(0).json();
    let articles = json["articles"].as_array().unwrap();
    assert_eq!(articles.len(), 4);
    let claims = json["claims"].as_array().unwrap();
    let mut found: Vec<(usize, usize)> = claims.iter().flat_map(places).collect();
    found.sort_unstable();
    let all = articles.iter().enumerate().flat_map(|(article, text)| {
        let sentences = 0..text["sentences"].as_array().unwrap().len();
        sentences.map(move |sentence| (article, sentence))
    });
    assert_eq!(found, all.collect::<Vec<_>>());
    assert!(claims.is_sorted_by_key(|claim| places(claim)[0]));
}

#[test]
fn a_claim_agrees_with_itself() {
    let json = matrix_of_bridge(&["--format", "json"]).ended(0).json();
    for claim in json["claims"].as_array().unwrap() {
        let sayers: BTreeSet<usize> = places(claim).iter().map(|place| place.0).collect();
        let reported = claim["reported_by"].as_array().unwrap().iter().map(index);
        assert_eq!(
            reported.collect::<Vec<_>>(),
            sayers.iter().copied().collect::<Vec<_>>()
        );
        let texts = places(claim)
            .into_iter()
            .map(|(a, s)| &json["articles"][a]["sentences"][s]);
        assert!(
            texts.clone().any(|text| *text == claim["text"]),
            "{claim:#}"
        );
        let is_sayer = |key: &String| sayers.contains(&key.parse().unwrap());
        assert!(claim["unsure"].as_object().unwrap().keys().all(is_sayer));
        for conflict in claim["conflicts"].as_array().unwrap() {
            let values = conflict["values"].as_object().unwrap();
            assert!(
                values.len() > 1 && values.keys().all(is_sayer),
                "{conflict:#}"
            );
            assert!(values.values().all(Value::is_string));
            assert!(["contradicts", "differs"].contains(&conflict["weight"].as_str().unwrap()));
        }
    }
}

#[test]
fn what_several_say_is_one_claim_and_a_conflict_has_the_value_of_each() {
    let home = Home::new();
    let report = |source: &str, men: &str| {
        format!(
            "Title: Grain store burns\nSource: {source}\nDate: 2026-03-04\n\n\
             A fire destroyed the old grain store in Wismund on Tuesday night.\n\n\
             {men} firefighters fought the flames until dawn, the mayor said.\n"
        )
    };
    for (file, source, men) in [
        ("a", "Post", "Forty"),
        ("b", "Wire", "Sixty"),
        ("c", "Echo", "Forty"),
    ] {
        home.write(format!("news/{file}.txt"), report(source, men));
    }
    let json = home
        .run(["matrix", "news", "--format", "json"])
        .ended(0)
        .json();
    let claims = json["claims"].as_array().unwrap();
    assert_eq!(claims.len(), 2, "{claims:#?}");
    assert!(
        claims
            .iter()
            .all(|claim| claim["reported_by"] == serde_json::json!([0, 1, 2]))
    );
    let conflict = &claims[1]["conflicts"][0];
    assert_eq!(
        (&conflict["kind"], &conflict["weight"]),
        (&"number".into(), &"contradicts".into())
    );
    let values = &conflict["values"];
    assert!(
        values["0"] == values["2"] && values["0"] != values["1"],
        "{values}"
    );
    let text = home.run(["matrix", "news"]).fine();
    assert!(
        text.contains("3 versions · 2 claims · 2 told by all"),
        "{text}"
    );
    assert!(text.contains("contradicts"), "{text}");
}

#[test]
fn several_stories_are_trouble_with_their_ids_and_one_of_them_can_be_named() {
    let folder = fixture("library");
    let several = run(&["matrix", &folder]).ended(2);
    assert_eq!(several.stdout, "");
    let stories = run(&["stories", "--format", "json", &folder]).json();
    let ids: Vec<&str> = stories["stories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["id"].as_str().unwrap())
        .collect();
    for id in &ids {
        assert!(several.stderr.contains(id), "{id} in {}", several.stderr);
        let json = run(&["matrix", &folder, "--story", &id[..6], "--format", "json"])
            .ended(0)
            .json();
        assert_eq!(json["articles"][0]["story"], **id);
    }
    for unknown in ["nowhere", ""] {
        let run = run(&["matrix", &folder, "--story", unknown]).ended(2);
        assert!(
            run.stdout.is_empty() && run.stderr.contains("no story"),
            "{run:?}"
        );
    }
}

#[test]
fn the_samples_have_stories_to_choose_from() {
    let several = run(&["matrix"]).ended(2);
    assert!(several.stderr.contains("--story"), "{several:?}");
}

#[test]
fn what_cannot_be_read_is_told_and_only_a_path_that_was_named_is_trouble() {
    let home = Home::new();
    home.write(
        "news/a.txt",
        "Wismund fire\n\nA fire destroyed the grain store.\n",
    );
    home.write("news/b.txt", b"\x00\x01\x02binary\x00");
    let inside = home.run(["matrix", "news", "--format", "json"]).ended(0);
    assert_eq!(inside.json()["claims"].as_array().unwrap().len(), 1);
    assert!(inside.stderr.contains("b.txt"), "{inside:?}");
    let named = home.run(["matrix", "news/a.txt", "missing"]).ended(2);
    assert!(
        named.stdout.contains("grain store") && named.stderr.contains("missing"),
        "{named:?}"
    );
    fs::create_dir(home.path().join("empty")).unwrap();
    assert_eq!(home.run(["matrix", "empty"]).ended(0).stdout, "");
    let empty = home
        .run(["matrix", "empty", "--format", "json"])
        .ended(0)
        .json();
    assert_eq!(empty, serde_json::json!({ "articles": [], "claims": [] }));
}

#[test]
fn every_form_shows_every_claim_and_none_passes_markup_or_commands_on() {
    let home = Home::new();
    home.write(
        "a.txt",
        "Title: <b>|</b>\nSource: <i>|x\n\nThe <script> | ran \x1b[31m *wild*.\n",
    );
    for format in ["text", "html", "markdown", "json"] {
        let printed = home.run(["matrix", "a.txt", "--format", format]).fine();
        assert!(
            printed.contains("ran") && !printed.contains('\x1b'),
            "{format}: {printed}"
        );
        match format {
            "html" => {
                for raw in ["<script", "<i>", "<b>"] {
                    assert!(!printed.contains(raw), "{raw} in {printed}");
                }
            }
            "markdown" => {
                for escaped in [
                    r"\<script\> \| ran",
                    r"\*wild\*",
                    r"\<i\>\|x",
                    r"# \<b\>\|\</b\>",
                ] {
                    assert!(printed.contains(escaped), "{escaped} not in {printed}");
                }
            }
            _ => {}
        }
    }
}

#[test]
fn width_and_colour_are_as_asked_for() {
    for width in ["20", "60", "80", "200"] {
        let text = matrix_of_bridge(&["--width", width]).fine();
        let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(
            widest <= width.parse().unwrap(),
            "{widest} in {width}: {text}"
        );
    }
    assert!(!matrix_of_bridge(&[]).fine().contains('\x1b'));
    assert!(
        matrix_of_bridge(&["--color", "always"])
            .fine()
            .contains("\x1b[")
    );
}

#[test]
fn the_order_of_the_paths_changes_nothing() {
    let [a, b, c, d] = bridge();
    let forth = run(&["matrix", "--format", "json", &a, &b, &c, &d]).ended(0);
    let back = run(&["matrix", "--format", "json", &d, &c, &b, &a]).ended(0);
    assert_eq!(forth.stdout, back.stdout);
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_trouble() {
    use std::process::Stdio;

    let mut child = Home::new()
        .command()
        .arg("matrix")
        .args(bridge())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
}
