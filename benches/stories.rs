//! How long it takes to group a library into stories.
//!
//! `cargo bench --bench stories -- --write FOLDER COUNT` writes such a library as files instead, to time
//! whole commands with.

mod newsroom;

use std::io;
use std::path::Path;

use newsread::library::Article;
use newsread::story;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(place) = arguments.iter().position(|argument| argument == "--write")
        && let [folder, count, ..] = &arguments[place + 1..]
    {
        let count = count.parse().map_err(io::Error::other)?;
        return write(Path::new(folder), &newsroom::articles(count, 1));
    }
    divan::main();
    Ok(())
}

#[divan::bench(args = [1_000, 20_000], sample_count = 3)]
fn group(bencher: divan::Bencher, count: u64) {
    let library = newsroom::library(count, 1);
    bencher.bench(|| story::group(&library));
}

/// Writes each article as a file.
fn write(folder: &Path, articles: &[Article]) -> io::Result<()> {
    for article in articles {
        newsroom::file(folder, article)?;
    }
    Ok(())
}
