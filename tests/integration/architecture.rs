//! The layers of `src/lib.rs` as a table: who may import whom, who may touch the world, how long a file may be.

use std::fs;
use std::path::Path;

/// For each module the others of the crate that it may import, all of them in layers below its own.
const ALLOWED: &[(&str, &[&str])] = &[
    ("action", &[]),
    ("wrap", &[]),
    ("text", &[]),
    ("library", &["text"]),
    ("compare", &["text"]),
    ("version", &["compare", "library", "text"]),
    ("matrix", &["compare", "library", "text", "version"]),
    ("story", &["library", "text"]),
    ("search", &["library", "text"]),
    ("store", &["library", "search", "story", "text"]),
    ("spread", &["compare", "text", "version", "wrap"]),
    ("config", &["action"]),
    (
        "app",
        &[
            "action", "compare", "library", "search", "spread", "story", "text", "version", "wrap",
        ],
    ),
    (
        "ui",
        &[
            "action", "app", "compare", "config", "library", "search", "spread", "story", "text",
            "version", "wrap",
        ],
    ),
    ("picture", &[]),
    (
        "tui",
        &[
            "action", "app", "config", "library", "search", "store", "story", "text", "ui",
            "version", "wrap",
        ],
    ),
    (
        "cli",
        &[
            "action", "app", "compare", "config", "library", "matrix", "picture", "search",
            "spread", "store", "story", "text", "tui", "ui", "version", "wrap",
        ],
    ),
    ("main", &["cli"]),
    ("lib", &[]),
];

/// A part of the world, and the beginnings of the paths of the files that may touch it.
const WORLD: &[(&str, &[&str])] = &[
    ("crossterm", &["tui", "config/key", "cli/streams.rs"]),
    (
        "std::fs",
        &["library/load", "store", "config", "cli/picture.rs"],
    ),
    ("std::env", &["config", "cli/streams.rs"]),
    ("std::net", &[]),
    ("ratatui::widgets", &["ui", "tui"]),
    ("fuzzy_matcher", &["search"]),
    ("textwrap", &["wrap.rs"]),
    ("directories::", &["config/paths.rs"]),
    ("feed_rs", &["library"]),
    ("dom_smoothie", &["library"]),
    ("rusqlite", &["store"]),
    ("indicatif", &["cli/progress.rs"]),
];

/// Lines of a file's code, comments and tests left out.
const LONGEST: usize = 400;

/// A source file: its path below `src`, and its text without comments.
struct Source {
    path: String,
    code: String,
}

impl Source {
    /// The module at the top of the crate that the file belongs to.
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The files of the modules below this one that only tests see.
    fn test_modules(&self) -> Vec<String> {
        let folder = self.path.strip_suffix(".rs").unwrap();
        let folder = folder.strip_suffix("lib").unwrap_or(folder);
        let after = self.code.split("#[cfg(test)]").skip(1);
        after
            .filter_map(|code| code.trim_start().lines().next()?.split("mod ").nth(1))
            .filter_map(|name| name.strip_suffix(';'))
            .map(|name| format!("{folder}/{name}.rs"))
            .collect()
    }

    /// The code before the tests at the foot.
    fn without_tests(&self) -> &str {
        self.code.split("mod tests {").next().unwrap()
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut found, mut folders) = (Vec::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let code = text
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("//"));
                found.push(Source {
                    path: path
                        .strip_prefix(&root)
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .replace('\\', "/"),
                    code: code.collect::<Vec<_>>().join("\n"),
                });
            }
        }
    }
    assert!(found.len() > 20, "the sources are not where they were");
    let tests: Vec<String> = found.iter().flat_map(Source::test_modules).collect();
    found.retain(|source| !tests.contains(&source.path));
    found
}

/// The modules that `code` names as `crate::module` or `newsread::module`, also in braces.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for root in ["crate::", "newsread::"] {
        for (at, _) in code.match_indices(root) {
            let rest = &code[at + root.len()..];
            if rest.starts_with('{') {
                found.extend(in_braces(rest));
            } else {
                found.push(identifier(rest));
            }
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

/// The first part of each path in `{a::b, c::{d, e}, f}`.
fn in_braces(text: &str) -> Vec<String> {
    let (mut depth, mut found) = (0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if depth == 1 && matches!(c, '{' | ',') {
            found.push(identifier(text[at + 1..].trim_start()));
        }
    }
    found
}

fn identifier(text: &str) -> String {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    text[..end.unwrap_or(text.len())].to_owned()
}

#[test]
fn a_module_imports_from_the_layers_below_it_only() {
    let mut wrong = Vec::new();
    for source in sources() {
        let module = source.module();
        let allowed = ALLOWED.iter().find(|(name, _)| *name == module);
        let Some((_, allowed)) = allowed else {
            wrong.push(format!(
                "{}: {module} has no place among the layers",
                source.path
            ));
            continue;
        };
        for import in imports(source.without_tests()) {
            let lower_case = import.starts_with(char::is_lowercase);
            if lower_case && import != module && !allowed.contains(&&*import) {
                wrong.push(format!("{} imports {import}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_table_of_layers_has_no_circle() {
    let allowed = |module: &str| {
        let found = ALLOWED.iter().find(|(name, _)| *name == module);
        found.map_or(&[][..], |(_, allowed)| allowed)
    };
    for (module, _) in ALLOWED {
        let (mut below, mut open) = (Vec::new(), allowed(module).to_vec());
        while let Some(next) = open.pop() {
            assert_ne!(next, *module, "{module} stands below itself");
            if !below.contains(&next) {
                below.push(next);
                open.extend(allowed(next));
            }
        }
    }
}

#[test]
fn the_world_is_touched_in_few_places() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (part, places) in WORLD {
            let may = places.iter().any(|place| source.path.starts_with(place));
            if !may && source.without_tests().contains(part) {
                wrong.push(format!("{} touches {part}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_file_is_too_long_to_be_read_at_once() {
    let long: Vec<String> = sources()
        .into_iter()
        .map(|source| (source.without_tests().lines().count(), source.path))
        .filter(|(lines, _)| *lines > LONGEST)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn imports_are_seen_in_every_form() {
    let code = "use crate::text;\nuse crate::{app::cursor, ui::{layout, help}, wrap};\nnewsread::cli::main()";
    assert_eq!(imports(code), ["text", "app", "ui", "wrap", "cli"]);
}
