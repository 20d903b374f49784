//! How long it takes to group a library into stories.
//!
//! `cargo bench --bench stories -- --write FOLDER COUNT` writes such a library as files instead, to time
//! whole commands with.

mod newsroom;

use std::fs;
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

/// Writes each article as a plain text with a header, in a folder of its source.
fn write(folder: &Path, articles: &[Article]) -> io::Result<()> {
    for article in articles {
        let revision = article.latest();
        let folder = folder.join(article.source_label());
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
        fs::write(
            folder.join(revision.path.as_deref().unwrap_or("article.txt")),
            text,
        )?;
    }
    Ok(())
}
