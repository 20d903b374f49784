//! How long the texts of a library take to be indexed, how large the index is, and how soon it answers:
//! `cargo bench --bench words -- COUNT…` (10,000 and 100,000 unless told).
//!
//! A generated library is written into a store as if it had been read from files, and indexed as commands do
//! it, then a part of another as the reader does it beside a person. Queries of every kind are asked for words of
//! the texts, twice each: the second time counts. Timed is what the reader waits for, reading the texts of the hits
//! included: until the first of them, and until all that it lists.
//!
//! `cargo bench --bench words -- --store DATA LIBRARY` asks a store that is there: that in the folder DATA, of the
//! articles in the folder LIBRARY.

#[expect(dead_code, reason = "other benches use the rest of it")]
mod newsroom;
#[expect(dead_code, reason = "other benches use the rest of it")]
mod process;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::Utc;
use newsread::library::load::Progress;
use newsread::library::{Entry, Holding};
use newsread::search::answer::{Ask, Order};
use newsread::store::{Memory, Pace, Store, Whose};
use newsread::text::searched::words;

/// Hits that are wanted of a query, as the reader wants them.
const MOST: usize = 500;

/// Texts that words are taken from.
const SAMPLE: usize = 2_000;

/// Queries of each kind.
const QUERIES: usize = 40;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--store") {
        let paths: Vec<PathBuf> = arguments[at + 1..].iter().map(PathBuf::from).collect();
        let (data, library) = paths
            .split_first()
            .ok_or_else(|| io::Error::other("which store?"))?;
        return ask(data, &library[..1.min(library.len())]);
    }
    let counts: Vec<u64> = arguments
        .iter()
        .filter_map(|arg| arg.parse().ok())
        .collect();
    let counts = if counts.is_empty() {
        vec![10_000, 100_000]
    } else {
        counts
    };
    for count in counts {
        measure(count)?;
    }
    Ok(())
}

fn measure(count: u64) -> io::Result<()> {
    let place = tempfile::tempdir()?;
    let (news, data) = (place.path().join("news"), place.path().join("data"));
    let bytes = write(&news, count)?;
    println!("{count} articles, {} MB of text", bytes >> 20);
    let mut store = Store::open(&data, Utc::now())
        .map_err(io::Error::other)?
        .store;
    let start = Instant::now();
    store
        .look(
            std::slice::from_ref(&news),
            Whose::Library,
            Utc::now(),
            &Progress::default(),
        )
        .map_err(io::Error::other)?;
    let took = start.elapsed();
    drop(store);
    let before = size(&data)?;
    println!("  stored in {took:.1?}, {} MB", before >> 20);
    let mut store = Store::open(&data, Utc::now())
        .map_err(io::Error::other)?
        .store;
    let busy = process::processors();
    let (took, longest) = index(&mut store, Pace::BRISK, count)?;
    let busy = since(busy);
    drop(store);
    #[expect(clippy::cast_precision_loss, reason = "a ratio")]
    let ratio = (size(&data)? - before) as f64 / bytes as f64;
    println!(
        "  indexed in {took:.1?}{busy}, longest step {longest:.1?}, index {ratio:.3} x the text"
    );
    ask(&data, &[news])?;
    gently(&data, count.min(10_000))?;
    Ok(())
}

/// Takes `count` articles from the queue; how long that took, and the longest step.
fn index(store: &mut Store, mut pace: Pace, count: u64) -> io::Result<(Duration, Duration)> {
    let (start, mut longest, mut taken) = (Instant::now(), Duration::ZERO, 0);
    loop {
        let step = Instant::now();
        let indexed = store.index(&mut pace).map_err(io::Error::other)?;
        longest = longest.max(step.elapsed());
        taken += indexed.taken as u64;
        if !indexed.more || taken >= count {
            return Ok((start.elapsed(), longest));
        }
    }
}

/// Indexes more articles as the reader does it, behind a person's back.
fn gently(data: &Path, count: u64) -> io::Result<()> {
    let more = data.with_extension("more");
    let mut store = Store::open(data, Utc::now())
        .map_err(io::Error::other)?
        .store;
    for article in newsroom::articles(count, 2) {
        newsroom::file(&more, &article)?;
    }
    store
        .look(&[more], Whose::Library, Utc::now(), &Progress::default())
        .map_err(io::Error::other)?;
    let busy = process::processors();
    let (took, longest) = index(&mut store, Pace::GENTLE, count)?;
    let busy = since(busy);
    println!("  {count} more behind one's back in {took:.1?}{busy}, longest step {longest:.1?}");
    Ok(())
}

/// Asks queries of every kind, in both orders, of the library in `paths` that is kept in `data`.
fn ask(data: &Path, paths: &[PathBuf]) -> io::Result<()> {
    let mut memory = Memory::open(data, Utc::now());
    let ready = memory.ready(paths, Utc::now());
    let holding = ready
        .unwrap_or_else(|| memory.look(paths, Whose::Library, Utc::now(), &Progress::default()));
    let count = holding.catalogue.len();
    println!(
        "  {count} articles, {} of them not searchable",
        memory.unindexed()
    );
    println!(
        "  {:<28} {:>8} first results: p50, p95, p99; all {MOST} of them: p50, p95, p99 (ms)",
        "", "hits"
    );
    let states = memory.states(Utc::now());
    for (name, queries) in queries(&holding) {
        for (order, called) in [(Order::Newest, "newest"), (Order::Best, "best")] {
            let (mut first, mut all, mut hits) = (Vec::new(), Vec::new(), 0);
            for query in &queries {
                let ask = Ask::parse(query, order, MOST).map_err(io::Error::other)?;
                for is_warm in [false, true] {
                    let start = Instant::now();
                    let mut begun = None;
                    let mut tell = |_| begun = Some(start.elapsed());
                    let answers = memory.answers(&ask, &holding, &states, &mut tell);
                    let answers = answers.map_err(io::Error::other)?;
                    if is_warm {
                        all.push(start.elapsed());
                        first.push(begun.unwrap_or(start.elapsed()));
                        hits += answers.all.len();
                    }
                }
            }
            let hits = hits / queries.len().max(1);
            let (first, all) = (parts(first), parts(all));
            println!("  {name:<20} {called:<7} {hits:>8}   {first}   {all}");
        }
    }
    Ok(())
}

/// Half, 95 and 99 of 100 of some times, in milliseconds.
fn parts(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let last = times.len().saturating_sub(1);
    let part = |hundredths: usize| {
        let time = times
            .get(times.len() * hundredths / 100)
            .or(times.get(last));
        time.map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    format!("{:8.2} {:8.2} {:8.2}", part(50), part(95), part(99))
}

/// Queries of every kind, made of the words of some of the texts.
fn queries(holding: &Holding) -> Vec<(&'static str, Vec<String>)> {
    let step = holding.catalogue.len().div_ceil(SAMPLE).max(1);
    let sample: Vec<Vec<String>> = holding
        .catalogue
        .entries()
        .step_by(step)
        .filter_map(|entry| holding.texts.article(entry.id()))
        .map(|article| {
            let paragraphs = article.latest().paragraphs.iter();
            let words = paragraphs.flat_map(|paragraph| words(&paragraph.text));
            words.map(|word| word.text).collect()
        })
        .collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in sample.iter().flatten().filter(|word| word.len() >= 4) {
        *counts.entry(word).or_default() += 1;
    }
    let mut ranked: Vec<(&str, usize)> = counts.into_iter().collect();
    ranked.sort_by_key(|(word, count)| (Reverse(*count), *word));
    let part = |at: usize| {
        let ranked = &ranked[ranked.len() * at / 100..];
        ranked.iter().take(QUERIES).map(|(word, _)| *word)
    };
    let follow = sample.iter().filter_map(|words| words.get(40..42));
    let follow: Vec<String> = follow.take(QUERIES).map(|two| two.join(" ")).collect();
    let quoted = |word: &str| format!("\"{word}\"");
    let beginning = |word: &str, letters: usize| word.chars().take(letters).collect::<String>();
    let source = holding
        .catalogue
        .entries()
        .find_map(Entry::source)
        .unwrap_or_default();
    let half = holding.catalogue.len() / 2;
    let day = holding.catalogue.entry(half).published();
    let day = day.map_or_else(String::new, |moment| moment.day().to_string());
    vec![
        (
            "very common word",
            ["the", "of", "and", "said"].map(quoted).to_vec(),
        ),
        ("common word", part(0).map(quoted).collect()),
        ("mid word", part(5).map(quoted).collect()),
        ("rare word", part(90).map(quoted).collect()),
        ("as typed", part(1).map(str::to_owned).collect()),
        (
            "one letter*",
            part(1).map(|word| beginning(word, 1) + "*").collect(),
        ),
        (
            "two letters*",
            part(1).map(|word| beginning(word, 2) + "*").collect(),
        ),
        (
            "three letters*",
            part(1).map(|word| beginning(word, 3) + "*").collect(),
        ),
        (
            "two words",
            part(0)
                .zip(part(5))
                .map(|(a, b)| format!("{a} {b}"))
                .collect(),
        ),
        ("phrase", follow.iter().map(|two| quoted(two)).collect()),
        (
            "phrase, star",
            follow
                .iter()
                .map(|two| quoted(&format!("{}*", beginning(two, two.len() - 1))))
                .collect(),
        ),
        (
            "common, an outlet",
            part(0)
                .map(|word| format!("\"{word}\" source:{source}"))
                .collect(),
        ),
        (
            "common, older half",
            part(0)
                .map(|word| format!("\"{word}\" before:{day}"))
                .collect(),
        ),
        (
            "common, unread",
            part(0).map(|word| format!("\"{word}\" unread")).collect(),
        ),
        (
            "common, starred",
            part(0).map(|word| format!("\"{word}\" starred")).collect(),
        ),
    ]
}

/// Writes a library as plain texts; how many bytes they have.
fn write(folder: &Path, count: u64) -> io::Result<u64> {
    let mut bytes = 0;
    for article in newsroom::articles(count, 1) {
        bytes += newsroom::file(folder, &article)?.len() as u64;
    }
    Ok(bytes)
}

/// Bytes of the store with all that stands beside it.
fn size(data: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(data)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(bytes)
}

/// The time on all processors since then, where the system tells.
fn since(before: Option<Duration>) -> String {
    let spent = before
        .zip(process::processors())
        .map(|(before, now)| now.saturating_sub(before));
    spent.map_or_else(String::new, |spent| {
        format!(", {spent:.1?} on all processors")
    })
}
