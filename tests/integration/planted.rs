//! The divergences planted in the sample library, one a line in `tests/golden/samples.txt`.

use std::fs;
use std::path::Path;

use newsread::compare::{Conflict, Row, RowKind};
use newsread::library::load::{Progress, load};
use newsread::version::{Compared, Page};

/// `LEFT | RIGHT | what | left words | right words`.
struct Planted<'a> {
    left: &'a str,
    right: &'a str,
    what: &'a str,
    words: [&'a str; 2],
}

impl<'a> Planted<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let mut parts = line.split('|').map(str::trim);
        let (left, right, what) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self {
            left,
            right,
            what,
            words: [parts.next()?, parts.next()?],
        })
    }

    /// Whether the program finds what was planted.
    fn is_found(&self) -> bool {
        let compared = Compared::new(
            page(self.left, self.words[0]),
            page(self.right, self.words[1]),
        );
        let rows = &compared.comparison.rows;
        let holds = |row: &&Row| {
            let left = row
                .left
                .iter()
                .any(|&at| compared.left.sentence(at).contains(self.words[0]));
            let right = row
                .right
                .iter()
                .any(|&at| compared.right.sentence(at).contains(self.words[1]));
            (left && !self.words[0].is_empty()) || (right && !self.words[1].is_empty())
        };
        let row = rows.iter().find(holds);
        match self.what {
            "only" => row.is_some_and(|row| matches!(row.kind, RowKind::Left | RowKind::Right)),
            "same" => row.is_some_and(|row| row.kind == RowKind::Same),
            "moved" => row.is_some_and(|row| row.moved),
            "split" => row.is_some_and(|row| row.left.len() != row.right.len()),
            "cut" => !rows
                .iter()
                .flat_map(|row| &row.conflicts)
                .any(|conflict| self.names(conflict, "quote contradicts")),
            kind => {
                let conflicts = rows.iter().flat_map(|row| &row.conflicts);
                conflicts
                    .chain(&compared.comparison.headline.conflicts)
                    .any(|conflict| self.names(conflict, kind))
            }
        }
    }

    fn names(&self, conflict: &Conflict, what: &str) -> bool {
        let word = |value: serde_json::Value| value.as_str().unwrap().to_owned();
        let kind = word(serde_json::to_value(conflict.kind).unwrap());
        let weight = word(serde_json::to_value(conflict.weight).unwrap());
        let has = |text: &str, words: &str| text.contains(words) || words.contains(text);
        format!("{kind} {weight}") == what
            && has(&conflict.left.text, self.words[0])
            && has(&conflict.right.text, self.words[1])
    }
}

/// The article of a sample file that holds the words; the first where none does.
fn page(path: &str, words: &str) -> Page {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("assets/library")
        .join(path);
    let loaded = load(&[path], &Progress::default());
    let pages: Vec<Page> = loaded
        .library
        .articles()
        .iter()
        .map(|article| Page::new(article, usize::MAX))
        .collect();
    let holds = |page: &&Page| {
        page.sentences.iter().any(|(_, text)| text.contains(words)) || page.title.contains(words)
    };
    pages.iter().find(holds).unwrap_or(&pages[0]).clone()
}

#[test]
fn what_was_planted_in_the_samples_is_found() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/samples.txt");
    let text = fs::read_to_string(path).unwrap();
    let mut wrong = Vec::new();
    let mut checked = 0;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (unsolved, fact) = line
            .strip_prefix("unsolved ")
            .map_or((false, line), |fact| (true, fact));
        let Some(planted) = Planted::parse(fact) else {
            continue;
        };
        checked += 1;
        match (planted.is_found(), unsolved) {
            (false, false) => wrong.push(format!("not found: {line}")),
            (true, true) => wrong.push(format!("solved now: {line}")),
            _ => {}
        }
    }
    assert!(checked > 40, "the list is there");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
