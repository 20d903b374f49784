//! Changed words against those that a person marked, beside plain common subsequence of words.

use std::collections::HashSet;
use std::fs;
use std::ops::Range;
use std::path::Path;

use newsread::compare::{Edit, RowKind, Side, Text, compare};
use newsread::text::Sentence;
use newsread::text::word::{self, TokenKind};
use serde::Deserialize;
use similar::{Algorithm, DiffOp};

use crate::measure::Measure;

/// A pair of sentences with the byte ranges that a person marked as changed.
#[derive(Deserialize)]
struct Pair {
    a: String,
    b: String,
    left: Vec<(usize, usize)>,
    right: Vec<(usize, usize)>,
    #[serde(default)]
    lang: Option<String>,
}

/// The words of a sentence: marks do not count.
fn words(text: &str) -> Vec<Range<usize>> {
    let tokens = word::tokens(text).into_iter();
    tokens
        .filter(|token| token.kind != TokenKind::Mark)
        .map(|token| token.range)
        .collect()
}

/// Which words lie in the ranges.
fn inside(words: &[Range<usize>], ranges: &[(usize, usize)]) -> HashSet<usize> {
    let within = |word: &Range<usize>| {
        ranges
            .iter()
            .any(|(start, end)| word.start >= *start && word.end <= *end)
    };
    (0..words.len()).filter(|&at| within(&words[at])).collect()
}

/// What the engine marks on both sides; everything where it does not put the two side by side.
fn engine(pair: &Pair) -> [Vec<(usize, usize)>; 2] {
    let side = |text| Text {
        sentences: vec![Sentence { paragraph: 0, text }],
        language: pair.lang.as_deref().or(Some("en")),
        ..Text::default()
    };
    let comparison = compare(&side(&pair.a), &side(&pair.b));
    let Some(row) = comparison
        .rows
        .iter()
        .find(|row| matches!(row.kind, RowKind::Reworded | RowKind::Same))
    else {
        return [vec![(0, pair.a.len())], vec![(0, pair.b.len())]];
    };
    let of = |side: Side| {
        let edits = row.edits.iter().filter(|edit| edit.side == side);
        edits.map(|edit: &Edit| (edit.start, edit.end)).collect()
    };
    [of(Side::Left), of(Side::Right)]
}

/// What a common subsequence of words leaves over on both sides.
fn subsequence(pair: &Pair) -> [HashSet<usize>; 2] {
    let folded = |text: &str| -> Vec<String> {
        words(text)
            .into_iter()
            .map(|range| word::fold(&text[range]))
            .collect()
    };
    let (left, right) = (folded(&pair.a), folded(&pair.b));
    let (mut changed_left, mut changed_right): (HashSet<usize>, HashSet<usize>) =
        ((0..left.len()).collect(), (0..right.len()).collect());
    for op in similar::capture_diff_slices(Algorithm::Lcs, &left, &right) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
        {
            for k in 0..len {
                changed_left.remove(&(old_index + k));
                changed_right.remove(&(new_index + k));
            }
        }
    }
    [changed_left, changed_right]
}

#[derive(Default)]
struct Score {
    hit: usize,
    said: usize,
    gold: usize,
}

impl Score {
    fn add(&mut self, said: &HashSet<usize>, gold: &HashSet<usize>) {
        self.hit += said.intersection(gold).count();
        self.said += said.len();
        self.gold += gold.len();
    }

    fn f1(&self) -> f64 {
        2.0 * self.hit as f64 / (self.said + self.gold).max(1) as f64
    }
}

fn bracketed(text: &str, words: &[Range<usize>], marked: &HashSet<usize>) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (index, word) in words.iter().enumerate() {
        out += &text[at..word.start];
        let text = &text[word.clone()];
        let shown = if marked.contains(&index) {
            format!("[{text}]")
        } else {
            text.to_owned()
        };
        out.push_str(&shown);
        at = word.end;
    }
    (out + &text[at..]).replace("] [", " ")
}

/// F1 over changed words, of every file of the folder's `edits`.
pub(crate) fn measures(folder: &Path, verbose: bool) -> Vec<Measure> {
    let files = fs::read_dir(folder.join("edits"))
        .into_iter()
        .flatten()
        .flatten();
    let mut paths: Vec<_> = files.map(|file| file.path()).collect();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "jsonl")
    });
    paths.sort();
    if paths.is_empty() {
        println!("word edits: the data folder holds no edits/*.jsonl; they are not measured");
    }
    let mut measures = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap_or_default();
        let pairs: Vec<Pair> = text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect();
        let (mut ours, mut plain) = (Score::default(), Score::default());
        for pair in &pairs {
            let (left, right) = (words(&pair.a), words(&pair.b));
            let gold = [inside(&left, &pair.left), inside(&right, &pair.right)];
            let said = engine(pair);
            let said = [inside(&left, &said[0]), inside(&right, &said[1])];
            let mut one = Score::default();
            for ((said, plainly), gold) in said.iter().zip(&subsequence(pair)).zip(&gold) {
                one.add(said, gold);
                ours.add(said, gold);
                plain.add(plainly, gold);
            }
            if verbose && one.f1() < 0.999 && one.said + one.gold > 0 {
                println!("edits {:.2}", one.f1());
                for (text, words, said, gold) in [
                    (&pair.a, &left, &said[0], &gold[0]),
                    (&pair.b, &right, &said[1], &gold[1]),
                ] {
                    println!(
                        "  said {}\n  gold {}",
                        bracketed(text, words, said),
                        bracketed(text, words, gold)
                    );
                }
            }
        }
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        measures.push(
            Measure::new(
                "word edits, F1 over changed words: engine / plain common subsequence",
                format!("{:.3} / {:.3}", ours.f1(), plain.f1()),
            )
            .bar("better", "")
            .on(format!(
                "{name}: {} pairs of sentences, {} changed words",
                pairs.len(),
                ours.gold
            )),
        );
    }
    measures
}
