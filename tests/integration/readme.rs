//! The documentation is true: its console blocks print what they say, its keys are the program's.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use newsread::action::{Action, Section};
use newsread::config::keymap::Keymap;

use crate::harness::Home;

const START: &str = "<!-- keys -->\n";
const END: &str = "<!-- /keys -->\n";

#[test]
fn what_the_documentation_shows_is_what_the_program_prints() {
    let home = Home::new();
    let folder = home.path().to_str().unwrap();
    let cases = trycmd::TestCases::new();
    cases
        .case("README.md")
        .case("tests/cmd/*.trycmd")
        .env("HOME", folder)
        .env("XDG_CONFIG_HOME", folder)
        .env("NEWSREAD_DATA_DIR", folder)
        .env("COLUMNS", "100");
    cases.run();
}

/// The actions and their keys, one table a section.
fn table() -> String {
    let keymap = Keymap::default();
    let mut table = String::new();
    for section in Section::ALL {
        let title = section.title();
        write!(table, "\n| {} | |\n|---|---|\n", title.to_lowercase()).unwrap();
        for &action in Action::ALL
            .iter()
            .filter(|action| action.section() == section)
        {
            let keys = keymap.keys_of(action, None);
            let keys: Vec<String> = keys.iter().map(|keys| format!("`{keys}`")).collect();
            writeln!(table, "| {} | {} |", keys.join(" "), action.help()).unwrap();
        }
    }
    table + "\n"
}

#[test]
fn the_keys_of_the_readme_are_the_program_s() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(START).unwrap();
    let (written, after) = rest.split_once(END).unwrap();
    if written != table() && std::env::var_os("TRYCMD").is_some_and(|mode| mode == "overwrite") {
        fs::write(&path, [before, START, &table(), END, after].concat()).unwrap();
        return;
    }
    assert_eq!(
        written,
        table(),
        "TRYCMD=overwrite cargo test writes the table anew"
    );
}
