//! How long the texts of a library take to be indexed, how large the index is, and how soon it answers:
//! `cargo bench --bench words -- COUNT…` (10,000 and 100,000 unless told).
//!
//! A generated library is written into a store as if it had been read from files, and indexed as commands do
//! it, then a part of another as the reader does it beside a person. Queries are asked over and over, each
//! time for other words; the times are those of all of them together.

#[expect(dead_code, reason = "other benches use the rest of it")]
mod newsroom;
#[expect(dead_code, reason = "other benches use the rest of it")]
mod process;

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::Utc;
use newsread::library::load::Progress;
use newsread::search::answer::Order;
use newsread::store::{Pace, Store, Wanted, Whose};
use newsread::text::searched::{Term, words};

/// Hits that are wanted of a query.
const MOST: usize = 50;

/// Queries of each kind.
const QUERIES: usize = 40;

fn main() -> io::Result<()> {
    let counts: Vec<u64> = std::env::args()
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
    let (bytes, sample) = write(&news, count)?;
    println!("{count} articles, {} MB of text", bytes >> 20);
    let mut store = Store::open(&data, Utc::now())
        .map_err(io::Error::other)?
        .store;
    let start = Instant::now();
    store
        .look(&[news], Whose::Library, Utc::now(), &Progress::default())
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
    let store = Store::open(&data, Utc::now())
        .map_err(io::Error::other)?
        .store;
    #[expect(clippy::cast_precision_loss, reason = "a ratio")]
    let ratio = (size(&data)? - before) as f64 / bytes as f64;
    println!(
        "  indexed in {took:.1?}{busy}, longest step {longest:.1?}, index {ratio:.3} x the text"
    );
    ask(&store, &sample)?;
    drop(store);
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

/// Asks queries of every kind, in both orders.
fn ask(store: &Store, sample: &[String]) -> io::Result<()> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for text in sample {
        for word in text.split(' ').filter(|word| word.len() >= 4) {
            *counts.entry(word).or_default() += 1;
        }
    }
    let mut ranked: Vec<(&str, usize)> = counts.into_iter().collect();
    ranked.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), *word));
    let ranked: Vec<&str> = ranked.into_iter().map(|(word, _)| word).collect();
    let part = |at: usize| {
        ranked[ranked.len() * at / 100..]
            .iter()
            .take(QUERIES)
            .copied()
    };
    let exact = |words: &[&str]| vec![Term::new(&words.join(" "), true)];
    let follow: Vec<Vec<&str>> = sample
        .iter()
        .map(|text| text.split(' ').skip(40).take(2).collect())
        .take(QUERIES)
        .collect();
    let kinds: [(&str, Vec<Vec<Option<Term>>>); 7] = [
        ("common word", part(0).map(|word| exact(&[word])).collect()),
        ("mid word", part(5).map(|word| exact(&[word])).collect()),
        ("rare word", part(90).map(|word| exact(&[word])).collect()),
        (
            "as typed",
            part(1).map(|word| vec![Term::new(word, false)]).collect(),
        ),
        (
            "prefix",
            part(1)
                .map(|word| vec![Term::new(&format!("{}*", &word[..3]), true)])
                .collect(),
        ),
        (
            "two words",
            part(0)
                .zip(part(5))
                .map(|(a, b)| vec![Term::new(a, false), Term::new(b, false)])
                .collect(),
        ),
        ("phrase", follow.iter().map(|two| exact(two)).collect()),
    ];
    for (name, queries) in kinds {
        print!("  {name:<12}");
        for (order, called) in [(Order::Newest, "newest"), (Order::Best, "best")] {
            let (mut times, mut hits) = (Vec::new(), 0);
            for query in &queries {
                let terms: Vec<Term> = query.iter().flatten().cloned().collect();
                let wanted = Wanted {
                    terms: &terms,
                    days: (None, None),
                    order,
                    most: MOST,
                };
                let start = Instant::now();
                let found = store.search(&wanted, &|_| true).map_err(io::Error::other)?;
                times.push(start.elapsed());
                hits += found.len();
            }
            times.sort_unstable();
            let (middle, last) = (times[times.len() / 2], times[times.len() - 1]);
            print!(
                "  {called} {middle:.2?} (at most {last:.2?}, {} hits)",
                hits / times.len()
            );
        }
        println!();
    }
    Ok(())
}

/// Writes a library as plain texts; how many bytes they have, and the words of some of them.
fn write(folder: &Path, count: u64) -> io::Result<(u64, Vec<String>)> {
    let (mut bytes, mut sample) = (0, Vec::new());
    for (number, article) in newsroom::articles(count, 1).into_iter().enumerate() {
        let text = newsroom::file(folder, &article)?;
        bytes += text.len() as u64;
        if number % 50 == 0 && sample.len() < 2_000 {
            let words: Vec<String> = words(&text).into_iter().map(|word| word.text).collect();
            sample.push(words.join(" "));
        }
    }
    Ok((bytes, sample))
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
