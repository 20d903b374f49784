//! How long a library takes to be taken in, and to be opened again: `cargo bench --bench store -- COUNT`.
//!
//! A generated library of COUNT articles (10,000 unless told) is written as files, taken in by an empty store,
//! and looked at again with nothing changed and with one file changed; then a star is kept a thousand times.
//! Each look is a process of its own, whose peak of memory is read where the system tells.

#[expect(dead_code, reason = "other benches use the rest of it")]
mod newsroom;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use chrono::Utc;
use newsread::library::load::{Progress, load};
use newsread::library::state::{Change, What};
use newsread::store::{Store, Whose};

const COUNT: u64 = 10_000;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [what, folder, data] = &arguments[..] {
        return look(what, Path::new(folder), Path::new(data));
    }
    let count = arguments.iter().find_map(|argument| argument.parse().ok());
    let count: u64 = count.unwrap_or(COUNT);
    let place = tempfile::tempdir()?;
    let (folder, data) = (place.path().join("news"), place.path().join("data"));
    let bytes = write(&folder, count)?;
    println!("{count} articles, {} MB of text", bytes >> 20);
    // So that no file counts as just changed, as which it would be read twice.
    std::thread::sleep(std::time::Duration::from_secs(3));
    for what in [
        "without a store",
        "first intake",
        "again, unchanged",
        "first rows",
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

fn look(what: &str, folder: &Path, data: &Path) -> io::Result<()> {
    let start = Instant::now();
    let paths = [folder.to_owned()];
    let open = || Store::open(data, Utc::now()).map_err(io::Error::other);
    let found = match what {
        "without a store" => load(&paths, &Progress::default()).library.articles().len(),
        "first rows" => {
            let newest = open()?
                .store
                .newest(&paths, 100)
                .map_err(io::Error::other)?;
            newest.articles().len()
        }
        "a thousand stars" => stars(&mut open()?.store)?,
        "check of all" => {
            let verdict = open()?.store.verify().map_err(io::Error::other)?;
            assert!(verdict.faults.is_empty(), "{:?}", verdict.faults);
            usize::try_from(verdict.articles).unwrap_or(0)
        }
        _ => {
            let mut store = open()?.store;
            let looked = store.look(&paths, Whose::Library, Utc::now(), &Progress::default());
            looked
                .map_err(io::Error::other)?
                .loaded
                .library
                .articles()
                .len()
        }
    };
    let took = start.elapsed();
    let memory = peak().map_or_else(String::new, |peak| format!(", {peak} MB at most"));
    println!("{what}: {took:.1?} ({found}{memory})");
    Ok(())
}

/// Keeps a star a thousand times, each on the disk before the next.
fn stars(store: &mut Store) -> io::Result<usize> {
    for number in 0..1_000 {
        let change = Change {
            article: newsread::library::ArticleId(number),
            what: What::Starred(true),
        };
        store
            .keep(&[change], Utc::now())
            .map_err(io::Error::other)?;
    }
    Ok(1_000)
}

/// The most memory that this process has had at once, in MB.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes >> 10)
}

/// Writes a library as plain texts, in folders of their sources; how many bytes they have.
fn write(folder: &Path, count: u64) -> io::Result<u64> {
    let mut bytes = 0;
    for article in newsroom::articles(count, 1) {
        let revision = article.latest();
        let folder: PathBuf = folder.join(article.source_label());
        fs::create_dir_all(&folder)?;
        let date = revision.published.map(|moment| moment.day().to_string());
        let mut text = format!(
            "Title: {}\nDate: {}\n",
            revision.title,
            date.unwrap_or_default()
        );
        for paragraph in &revision.paragraphs {
            text.push('\n');
            text.push_str(&paragraph.text);
            text.push('\n');
        }
        bytes += text.len() as u64;
        fs::write(
            folder.join(revision.path.as_deref().unwrap_or("article.txt")),
            text,
        )?;
    }
    Ok(bytes)
}
