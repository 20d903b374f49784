//! How long a library takes to be taken in, and to be opened again: `cargo bench --bench store -- COUNT`.
//!
//! A generated library of COUNT articles (10,000 unless told) is written as files, taken in by an empty store,
//! and looked at again with nothing changed and with one file changed; the catalogue and single articles are
//! read; then a star is kept a thousand times, as before now and then while all was taken in. `-- COUNT FOLDER` keeps the files in FOLDER, or takes them from
//! there if there are any, and leaves the store in FOLDER.store. Each measurement is a process of its own, whose
//! time on all processors and peak of memory are read where the system tells.

#[expect(dead_code, reason = "other benches use the rest of it")]
mod newsroom;
#[expect(dead_code, reason = "other benches use the rest of it")]
mod process;

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use chrono::Utc;
use newsread::library::load::{Progress, load};
use newsread::library::state::{Change, What};
use newsread::library::{Article, ArticleId, Entry, Holding};
use newsread::store::{Memory, Store, Whose};

const COUNT: u64 = 10_000;

/// A larger library is not held in memory as a whole.
const MOST_WITHOUT: u64 = 100_000;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [what, folder, data] = &arguments[..] {
        return measure(what, Path::new(folder), Path::new(data));
    }
    let count = arguments.iter().find_map(|argument| argument.parse().ok());
    let count: u64 = count.unwrap_or(COUNT);
    let place = tempfile::tempdir()?;
    let kept = arguments.iter().find(|argument| argument.contains('/'));
    let folder = kept.map_or_else(|| place.path().join("news"), PathBuf::from);
    let data = folder.with_extension("store");
    if !folder.exists() {
        let bytes = write(&folder, count)?;
        println!("{count} articles, {} MB of text", bytes >> 20);
        // So that no file counts as just changed, as which it would be read twice.
        std::thread::sleep(Duration::from_secs(3));
    }
    if count <= MOST_WITHOUT {
        run("without a store", &folder, &data)?;
    }
    run("stars during a first intake", &folder, &data)?;
    for what in [
        "first intake",
        "again, unchanged",
        "first rows",
        "an article",
        "making the list ready",
        "the list kept ready",
        "again, with the list ready",
    ] {
        run(what, &folder, &data)?;
    }
    let one = folder
        .read_dir()?
        .find_map(|entry| entry.ok()?.path().read_dir().ok()?.next());
    if let Some(one) = one {
        let mut file = fs::File::options().append(true).open(one?.path())?;
        writeln!(file, "\nOne more sentence.")?;
    }
    run("again, one changed", &folder, &data)?;
    run("a thousand stars", &folder, &data)?;
    run("check of all", &folder, &data)?;
    let size: u64 = fs::metadata(Store::file(&data))?.len();
    println!("store: {} MB", size >> 20);
    Ok(())
}

/// Runs one measurement in a process of its own.
fn run(what: &str, folder: &Path, data: &Path) -> io::Result<()> {
    let mut command = Command::new(std::env::current_exe()?);
    let status = command.arg(what).arg(folder).arg(data).status()?;
    assert!(status.success(), "{what}");
    Ok(())
}

fn measure(what: &str, folder: &Path, data: &Path) -> io::Result<()> {
    let start = Instant::now();
    let paths = [folder.to_owned()];
    let open = || Store::open(data, Utc::now()).map_err(io::Error::other);
    let found = match what {
        "without a store" => load(&paths, &Progress::default()).library.articles().len(),
        "first rows" => newest(&open()?.store, &paths)?.catalogue.len(),
        "an article" => articles(&open()?.store, &paths)?,
        "a thousand stars" => stars(&mut open()?.store)?,
        "stars during a first intake" => {
            let data = data.with_extension("stars");
            let found = stars_during_intake(&data, &paths)?;
            fs::remove_dir_all(&data)?;
            found
        }
        "check of all" => {
            let verdict = open()?.store.verify().map_err(io::Error::other)?;
            assert!(verdict.faults.is_empty(), "{:?}", verdict.faults);
            usize::try_from(verdict.articles).unwrap_or(0)
        }
        "making the list ready" => {
            let mut memory = Memory::open(data, Utc::now());
            let held = memory.look(&paths, Whose::Library, Utc::now(), &Progress::default());
            let start = Instant::now();
            memory.make_ready(&held.catalogue);
            println!("  to write it: {:.1?}", start.elapsed());
            held.catalogue.len()
        }
        "the list kept ready" => {
            let mut memory = Memory::open(data, Utc::now());
            let ready = memory.ready(&paths, Utc::now());
            ready.map_or(0, |held| held.catalogue.len())
        }
        "again, with the list ready" => {
            let mut memory = Memory::open(data, Utc::now());
            let _ready = memory.ready(&paths, Utc::now());
            let held = memory.look(&paths, Whose::Library, Utc::now(), &Progress::default());
            held.catalogue.len()
        }
        _ => look(&mut open()?.store, &paths)?,
    };
    println!("{what}: {} ({found})", Spent::since(start));
    Ok(())
}

/// Looks at the library, and reads its catalogue.
fn look(store: &mut Store, paths: &[PathBuf]) -> io::Result<usize> {
    let start = Instant::now();
    let looked = store.look(paths, Whose::Library, Utc::now(), &Progress::default());
    let looked = looked.map_err(io::Error::other)?;
    println!("  the look: {}", Spent::since(start));
    let start = Instant::now();
    let (holding, unkept) = store.holding(looked).map_err(io::Error::other)?;
    assert!(unkept.is_none(), "{unkept:?}");
    println!("  the catalogue: {:.1?}", start.elapsed());
    Ok(holding.catalogue.len())
}

fn newest(store: &Store, paths: &[PathBuf]) -> io::Result<Holding> {
    store.newest(paths, 100).map_err(io::Error::other)
}

/// Reads the newest articles one by one.
fn articles(store: &Store, paths: &[PathBuf]) -> io::Result<usize> {
    let holding = newest(store, paths)?;
    let ids: Vec<ArticleId> = holding.catalogue.entries().map(Entry::id).collect();
    let start = Instant::now();
    let read: Vec<Article> = ids
        .iter()
        .filter_map(|&id| holding.texts.article(id))
        .collect();
    assert_eq!(read.len(), ids.len());
    let each = start.elapsed() / u32::try_from(ids.len().max(1)).unwrap_or(1);
    println!("  each article: {each:.1?}");
    Ok(read.len())
}

/// Keeps a star a thousand times, each on the disk before the next.
fn stars(store: &mut Store) -> io::Result<usize> {
    for number in 0..1_000 {
        let change = Change {
            article: ArticleId(number),
            what: What::Starred(true),
        };
        store
            .keep(&[change], Utc::now())
            .map_err(io::Error::other)?;
    }
    Ok(1_000)
}

/// Keeps a star every now and then while the library is taken in; tells how long each was waited for.
fn stars_during_intake(data: &Path, paths: &[PathBuf]) -> io::Result<usize> {
    let open = || Store::open(data, Utc::now()).map_err(io::Error::other);
    let (mut store, mut other) = (open()?.store, open()?.store);
    let is_over = AtomicBool::new(false);
    let mut waits = thread::scope(|scope| -> io::Result<Vec<Duration>> {
        let person = scope.spawn(|| -> io::Result<Vec<Duration>> {
            let mut waits = Vec::new();
            for number in 0.. {
                // Not in step with anything.
                thread::sleep(Duration::from_millis(50 + number * 37 % 101));
                if is_over.load(Ordering::Relaxed) {
                    break;
                }
                let change = Change {
                    article: ArticleId(number),
                    what: What::Starred(true),
                };
                let start = Instant::now();
                let kept = other.keep(&[change], Utc::now());
                kept.map_err(io::Error::other)?;
                waits.push(start.elapsed());
            }
            Ok(waits)
        });
        look(&mut store, paths)?;
        is_over.store(true, Ordering::Relaxed);
        person.join().unwrap_or_else(|panic| resume_unwind(panic))
    })?;
    waits.sort_unstable();
    let at = |part: usize| waits.get(waits.len() * part / 100).or(waits.last());
    let [median, most] = [50, 99].map(|part| at(part).copied().unwrap_or_default());
    let longest = waits.last().copied().unwrap_or_default();
    println!("  each star: {median:.1?}, 99 in 100 within {most:.1?}, at most {longest:.1?}");
    Ok(waits.len())
}

/// What something took.
struct Spent {
    time: Duration,
    /// On all processors, since the program began.
    processors: Option<Duration>,
    /// The most memory that the program has had at once, in MB.
    peak: Option<u64>,
}

impl Spent {
    fn since(start: Instant) -> Self {
        Self {
            time: start.elapsed(),
            processors: process::processors(),
            peak: process::peak(),
        }
    }
}

impl fmt::Display for Spent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1?}", self.time)?;
        if let Some(processors) = self.processors {
            write!(f, ", {processors:.1?} on all processors")?;
        }
        self.peak
            .map_or(Ok(()), |peak| write!(f, ", {peak} MB at most"))
    }
}

/// Writes a library as plain texts, in folders of their sources; how many bytes they have.
fn write(folder: &Path, count: u64) -> io::Result<u64> {
    let mut bytes = 0;
    for article in newsroom::stories(count, 1, newsroom::BODY).flatten() {
        bytes += newsroom::file(folder, &article)?.len() as u64;
    }
    Ok(bytes)
}
