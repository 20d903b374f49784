//! `diff` from outside: exit codes, forms, and that its JSON is whole.

use serde_json::Value;

use crate::harness::{Home, Run, fixture};

fn run(arguments: &[&str]) -> Run {
    Home::new().run(arguments)
}

fn knn() -> String {
    fixture("library/bridge_knn.txt")
}

fn digest() -> String {
    fixture("library/bridge_digest.txt")
}

#[test]
fn the_exit_code_says_whether_two_versions_diverge() {
    let same = run(&["diff", &knn(), &knn()]).ended(0);
    assert_eq!(same.stderr, "");
    let diverging = run(&["diff", &knn(), &digest()]).ended(1);
    assert!(!diverging.stdout.is_empty());
    let _ = run(&["diff", &knn(), "no-such-file"]).ended(2);
}

#[test]
fn ids_are_looked_up_in_the_paths_after_them() {
    let folder = fixture("revisions");
    let list = run(&["list", "--format", "json", &folder]).json();
    let id = list["articles"][0]["id"].as_str().unwrap().to_owned();
    let pair = [format!("{id}@1"), format!("{id}@2")];
    let diff = run(&["diff", "--format", "json", &pair[0], &pair[1], &folder])
        .ended(1)
        .json();
    assert_eq!(diff["left"]["title"], "Tram line to open in June");
    assert_eq!(diff["right"]["title"], "Tram line to open in July");
    assert_eq!(diff["summary"]["reworded"], 2);
}

#[test]
fn a_changed_number_is_a_conflict_that_is_named_in_every_form() {
    let diff = run(&["diff", "--format", "json", &knn(), &digest()]).json();
    let rows = diff["rows"].as_array().unwrap();
    let conflicts: Vec<&Value> = rows
        .iter()
        .flat_map(|r| r["conflicts"].as_array().unwrap())
        .collect();
    let weeks = conflicts.iter().find(|c| c["kind"] == "number");
    let weeks = weeks.unwrap_or_else(|| panic!("no number in {conflicts:#?}"));
    assert!(
        weeks["left"]["text"].as_str().unwrap().contains("two"),
        "{weeks}"
    );
    assert!(
        weeks["right"]["text"].as_str().unwrap().contains("three"),
        "{weeks}"
    );
    for format in ["text", "html", "markdown"] {
        let printed = run(&["diff", "--format", format, &knn(), &digest()])
            .ended(1)
            .stdout;
        assert!(printed.contains("number"), "{format}: {printed}");
    }
}

#[test]
fn every_sentence_of_either_side_stands_in_exactly_one_row() {
    let diff = run(&["diff", "--format", "json", &knn(), &digest()]).json();
    for side in ["left", "right"] {
        let count = diff[side]["sentences"].as_array().unwrap().len() as u64;
        let mut shown: Vec<u64> = diff["rows"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|row| row[side].as_array().unwrap())
            .map(|index| index.as_u64().unwrap())
            .collect();
        shown.sort_unstable();
        assert_eq!(shown, (0..count).collect::<Vec<_>>(), "{side}");
    }
}

#[test]
fn ranges_of_edits_and_conflicts_lie_in_their_sentences() {
    let diff = run(&["diff", "--format", "json", &knn(), &digest()]).json();
    let sentence = |side: &str, index: &Value| {
        let index = usize::try_from(index.as_u64().unwrap()).unwrap();
        diff[side]["sentences"][index].as_str().unwrap().to_owned()
    };
    let cut = |text: &str, span: &Value| {
        let at = |key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
        text[at("start")..at("end")].to_owned()
    };
    for row in diff["rows"].as_array().unwrap() {
        for edit in row["edits"].as_array().unwrap() {
            let text = sentence(edit["side"].as_str().unwrap(), &edit["sentence"]);
            assert!(!cut(&text, edit).is_empty());
        }
        for conflict in row["conflicts"].as_array().unwrap() {
            for side in ["left", "right"] {
                let span = &conflict[side];
                assert_eq!(
                    cut(&sentence(side, &span["sentence"]), span),
                    span["text"].as_str().unwrap()
                );
            }
        }
    }
}
