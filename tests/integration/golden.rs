//! The golden pairs of `tests/golden`: what an editor says of two texts, the engine says too.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use newsread::compare::{Conflict, RowKind};
use newsread::library::load::{Progress, load};
use newsread::version::{Compared, Page};

fn page(path: PathBuf) -> Page {
    let loaded = load(&[path], &Progress::default());
    Page::new(&loaded.library.articles()[0], 0)
}

/// One fact a line, as `notes.txt` writes it; see `tests/golden/README.md`.
fn said(compared: &Compared) -> BTreeSet<String> {
    let comparison = &compared.comparison;
    let links = comparison
        .links
        .iter()
        .map(|link| format!("link {} {}", link.left, link.right));
    let same = comparison
        .rows
        .iter()
        .filter(|row| row.kind == RowKind::Same);
    let same = same
        .flat_map(|row| &row.left)
        .map(|left| format!("same {left}"));
    let moved = comparison.rows.iter().filter(|row| row.moved);
    let moved = moved
        .flat_map(|row| &row.left)
        .map(|left| format!("moved {left}"));
    links.chain(same).chain(moved).collect()
}

/// Whether the conflict is the one that the note names: same kind and weight, and its words among those found.
fn is_noted(conflict: &Conflict, note: &str) -> bool {
    let mut words = note.splitn(3, ' ');
    let named = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let (left, right) = words
        .next()
        .unwrap_or("")
        .split_once(" / ")
        .unwrap_or_default();
    let has = |text: &str, part: &str| text.contains(part) || part.contains(text);
    let kind = serde_json::to_value(conflict.kind).unwrap();
    let weight = serde_json::to_value(conflict.weight).unwrap();
    (kind.as_str(), weight.as_str()) == (Some(named.0), Some(named.1))
        && has(&conflict.left.text, left)
        && has(&conflict.right.text, right)
}

/// What is said of one place and what is noted, set against each other; empty where they agree.
fn conflicts(place: &str, found: &[&Conflict], notes: &str) -> String {
    let prefix = format!("{place} ");
    let noted: Vec<&str> = notes
        .lines()
        .filter_map(|line| line.strip_prefix(&prefix))
        .collect();
    let mut wrong = String::new();
    for note in &noted {
        if !found.iter().any(|conflict| is_noted(conflict, note)) {
            let _ = writeln!(wrong, "  missing: {place} {note}");
        }
    }
    for conflict in found {
        if !noted.iter().any(|note| is_noted(conflict, note)) {
            let words = (&conflict.left.text, &conflict.right.text);
            let _ = writeln!(
                wrong,
                "  too much: {place} {:?} {:?} {words:?}",
                conflict.kind, conflict.weight
            );
        }
    }
    wrong
}

fn check(folder: &Path) -> String {
    let compared = Compared::new(
        page(folder.join("left.txt")),
        page(folder.join("right.txt")),
    );
    let notes = fs::read_to_string(folder.join("notes.txt")).unwrap();
    let facts = |line: &&str| {
        ["link ", "same ", "moved "]
            .iter()
            .any(|word| line.starts_with(word))
    };
    let noted: BTreeSet<String> = notes.lines().filter(facts).map(str::to_owned).collect();
    let said = said(&compared);
    let unsolved: BTreeSet<&str> = notes
        .lines()
        .filter_map(|line| line.strip_prefix("unsolved "))
        .collect();
    let missing = noted.difference(&said).cloned();
    let extra = said.difference(&noted).map(|fact| format!("not {fact}"));
    let wrong: BTreeSet<String> = missing.chain(extra).collect();
    let solved = unsolved
        .iter()
        .filter(|fact| !wrong.contains(**fact))
        .map(|fact| format!("  solved now: {fact}\n"));
    let wrong = wrong
        .iter()
        .filter(|fact| !unsolved.contains(fact.as_str()))
        .map(|fact| format!("  wrong: {fact}\n"));
    let wrong: String = wrong.chain(solved).collect();
    let rows: Vec<&Conflict> = compared
        .comparison
        .rows
        .iter()
        .flat_map(|row| &row.conflicts)
        .collect();
    let headline: Vec<&Conflict> = compared.comparison.headline.conflicts.iter().collect();
    wrong + &conflicts("conflict", &rows, &notes) + &conflicts("headline", &headline, &notes)
}

#[test]
fn the_engine_says_what_an_editor_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut folders: Vec<PathBuf> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    assert!(folders.len() >= 30, "the golden pairs are there");
    let mut report = String::new();
    for folder in folders {
        let wrong = check(&folder);
        if !wrong.is_empty() {
            let _ = write!(
                report,
                "{}\n{wrong}",
                folder.file_name().unwrap().to_string_lossy()
            );
        }
    }
    assert!(report.is_empty(), "\n{report}");
}
