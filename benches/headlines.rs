//! How long each key of a search for headlines takes, until its first results and until all of them, with
//! fuzzy-matcher over all headlines beside it.
//!
//! `cargo bench --bench headlines` does it for 100,000 headlines, `cargo bench --bench headlines -- COUNT…`
//! for other numbers of them. *Its own time* is what the thread that searches had a processor for; on one core
//! (`taskset -c 0 cargo bench …`) that is all the work, and does not depend on what else the machine does.

#[expect(dead_code, reason = "headlines need no articles")]
mod newsroom;
mod typing;

use std::fs;
use std::time::{Duration, Instant};

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use newsread::search::filter::Asked;
use newsread::search::{Headlines, Search};
use newsroom::Chance;
use typing::{headline, typed};

/// Typing sessions of each kind.
const SESSIONS: usize = 12;
/// Every so many keys the peer is timed too, at 100,000 headlines; as much rarer as there are more.
const PEER: usize = 8;

fn main() {
    let counts: Vec<usize> = std::env::args()
        .filter_map(|count| count.parse().ok())
        .collect();
    let counts = if counts.is_empty() {
        vec![100_000]
    } else {
        counts
    };
    for count in counts {
        measure(count);
    }
}

/// Times of keys, sorted.
struct Times(Vec<Duration>);

impl Times {
    fn new(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    fn part(&self, hundredths: usize) -> f64 {
        let last = self.0.len().saturating_sub(1);
        self.0
            .get((self.0.len() * hundredths / 100).min(last))
            .map_or(0.0, ms)
    }

    fn print(&self, name: &str) {
        let [p50, p95, p99, max] = [50, 95, 99, 100].map(|part| self.part(part));
        let keys = self.0.len();
        println!("{name:<36} {p50:8.2} {p95:8.2} {p99:8.2} {max:8.2}  ({keys} keys)");
    }
}

fn ms(time: &Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn measure(count: usize) {
    let mut chance = Chance::new(7);
    let titles: Vec<String> = (0..count).map(|_| headline(&mut chance)).collect();
    let begun = Instant::now();
    let headlines = Headlines::new(titles.iter().map(String::as_str));
    let built = ms(&begun.elapsed());
    let letters: usize = titles.iter().map(|title| title.chars().count()).sum();
    println!(
        "\n{count} headlines of {} letters, made ready in {built:.0} ms",
        letters / count
    );
    println!(
        "{:<36} {:>8} {:>8} {:>8} {:>8}",
        "ms a key", "p50", "p95", "p99", "max"
    );

    let (mut first_own, mut all_own) = (Vec::new(), Vec::new());
    let (mut first, mut all, mut forgiven, mut peer, mut beside) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut keys = 0;
    let mut slowest = (Duration::ZERO, String::new());
    for session in 0..SESSIONS * 6 {
        let query = typed(&titles, session % 6, &mut chance);
        let mut search = Search::default();
        for end in (1..=query.len()).filter(|&end| query.is_char_boundary(end)) {
            let query = &query[..end];
            let own = own();
            let begun = Instant::now();
            let asked = Asked::parse(query).expect("no filters");
            search.begin(&headlines, &asked);
            let mut done = search.step();
            while !done && !search.has_hits() {
                done = search.step();
            }
            let ranking = search.ranking();
            first.push(begun.elapsed());
            first_own.extend(since(own));
            let begun_rest = Instant::now();
            let ranking = if done {
                ranking
            } else {
                while !search.step() {}
                search.ranking()
            };
            let took = first[first.len() - 1] + begun_rest.elapsed();
            all_own.extend(since(own));
            if took > slowest.0 {
                slowest = (took, query.to_owned());
            }
            all.push(took);
            if search.is_forgiving() {
                forgiven.push(took);
            }
            std::hint::black_box(ranking);
            keys += 1;
            if keys % (PEER * count.div_ceil(100_000)) == 0 {
                peer.push(alone(&titles, query));
                beside.push(took);
            }
        }
    }
    Times::new(first).print("first results");
    Times::new(all).print("all results");
    Times::new(first_own).print("first results, its own time");
    Times::new(all_own).print("all results, its own time");
    Times::new(forgiven).print("of these with a letter forgiven");
    let (peer, beside) = (Times::new(peer), Times::new(beside));
    peer.print("fuzzy-matcher over all headlines");
    beside.print("all results, the same keys");
    println!(
        "fuzzy-matcher takes {:.0} x as long at the median, {:.0} x in all; slowest: {:?}",
        peer.part(50) / beside.part(50),
        peer.0.iter().sum::<Duration>().as_secs_f64()
            / beside.0.iter().sum::<Duration>().as_secs_f64(),
        slowest.1
    );
}

/// The time that this thread has had a processor for, where the system tells.
fn own() -> Option<Duration> {
    let status = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = status.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// The time that this thread has had a processor for since then.
fn since(before: Option<Duration>) -> Option<Duration> {
    Some(own()?.saturating_sub(before?))
}

/// The time fuzzy-matcher takes to score every headline by each word, and to sort those that match.
fn alone(titles: &[String], query: &str) -> Duration {
    let begun = Instant::now();
    let matcher = SkimMatcherV2::default();
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut hits: Vec<(i64, usize)> = Vec::new();
    for (index, title) in titles.iter().enumerate() {
        let scores = words.iter().map(|word| matcher.fuzzy_match(title, word));
        if let Some(score) = scores.sum::<Option<i64>>() {
            hits.push((-score, index));
        }
    }
    hits.sort_unstable();
    std::hint::black_box(hits);
    begun.elapsed()
}
