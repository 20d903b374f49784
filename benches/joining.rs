//! How long it takes to group a library that is kept, and a new article to join its story there:
//! `cargo bench --bench joining -- COUNT`, or `-- --store FOLDER` for a store that is there.
//!
//! A generated library of COUNT articles (10,000 unless told) is written into a store; all are grouped, then
//! articles of stories that are there come in one by one. What is told: the time to group all and its peak of
//! memory, the time to read the stories at the next start, the times of the articles, and what it takes in the
//! store beside the text. Of a store that is there a copy is made, and removed in the end, unless `--itself` says
//! that it may be worked on; articles spread evenly over it are taken out and come in again, and `--again` groups
//! all anew first.

#[expect(dead_code, reason = "other benches use the rest of it")]
mod newsroom;
#[expect(dead_code, reason = "other benches use the rest of it")]
mod process;

use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::Utc;
use newsread::library::{Article, ArticleId, Builder, Catalogue, Headline, Library, Revision};
use newsread::store::{Grouper, Store};
use newsread::text::moment::Moment;
use rusqlite::{Connection, params};

/// How many articles come in one by one.
const COMING: usize = 1_000;
/// How many articles are written at once.
const LOT: usize = 10_000;

/// A library of which a part is still to come.
struct Coming {
    library: Catalogue,
    coming: Vec<ArticleId>,
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let place = tempfile::tempdir()?;
    let data = place.path();
    let named = arguments.iter().position(|argument| argument == "--store");
    let Some(folder) = named.and_then(|at| arguments.get(at + 1)) else {
        let count = arguments.iter().find_map(|argument| argument.parse().ok());
        return generated(data, count.unwrap_or(10_000));
    };
    let mut data = data;
    if arguments.iter().any(|argument| argument == "--itself") {
        data = Path::new(folder);
    } else {
        fs::copy(Store::file(Path::new(folder)), Store::file(data))?;
    }
    let mut store = open(data)?;
    let connection = Connection::open(Store::file(data)).map_err(io::Error::other)?;
    let Coming { library, coming } = kept(&connection).map_err(io::Error::other)?;
    println!("{} articles, {} to come", library.len(), coming.len());
    if arguments.iter().any(|argument| argument == "--again") {
        let sql = "DELETE FROM meta WHERE name LIKE 'regroupings %'";
        connection.execute(sql, []).map_err(io::Error::other)?;
    }
    group(&mut store, &library)?;
    drop(store);
    join(open(data)?, &library, &coming)
}

/// Measures with a library of `count` articles.
fn generated(data: &Path, count: u64) -> io::Result<()> {
    let file = Store::file(data);
    drop(open(data)?);
    let connection = Connection::open(&file).map_err(io::Error::other)?;
    let pragmas = "PRAGMA synchronous = off; PRAGMA journal_mode = wal;";
    connection
        .execute_batch(pragmas)
        .map_err(io::Error::other)?;
    let (Coming { library, coming }, bytes) = fill(&connection, count).map_err(io::Error::other)?;
    checkpoint(&connection)?;
    let before = fs::metadata(&file)?.len();
    println!(
        "{} articles, {} MB of text, a store of {} MB",
        library.len(),
        bytes >> 20,
        before >> 20
    );
    group(&mut open(data)?, &library)?;
    join(open(data)?, &library, &coming)?;
    checkpoint(&connection)?;
    let after = fs::metadata(&file)?.len();
    #[expect(clippy::cast_precision_loss, reason = "for people")]
    let share = (after - before) as f64 / bytes as f64;
    println!(
        "the stories take {} MB, {share:.3} of the text",
        (after - before) >> 20
    );
    Ok(())
}

/// Groups the library, as far as it is not.
fn group(store: &mut Store, library: &Catalogue) -> io::Result<()> {
    let (start, cpu) = (Instant::now(), process::processors());
    let grouping = store.group(library, &mut Grouper::default(), &|_, _| ());
    let grouping = grouping.map_err(io::Error::other)?;
    let cpu = process::processors().zip(cpu);
    println!(
        "grouped: {:.1} s, {:.1} s on the processors, peak of memory {} MB",
        start.elapsed().as_secs_f64(),
        cpu.map_or(0.0, |(after, before)| after
            .saturating_sub(before)
            .as_secs_f64()),
        process::peak().unwrap_or(0)
    );
    println!(
        "an edition of {} articles, {} KB",
        grouping.reasons.edition.articles(),
        grouping.reasons.edition.bytes().len() >> 10
    );
    Ok(())
}

/// Has the articles to come join those that are there, one by one.
fn join(mut store: Store, library: &Catalogue, coming: &[ArticleId]) -> io::Result<()> {
    let mut grouper = Grouper::default();
    let start = Instant::now();
    let filings = store.filings().map_err(io::Error::other)?;
    println!(
        "stories read at the next start: {:.0} ms",
        start.elapsed().as_secs_f64() * 1e3
    );
    drop(filings);
    let start = Instant::now();
    store
        .group(library, &mut grouper, &|_, _| ())
        .map_err(io::Error::other)?;
    println!(
        "again, unchanged: {:.0} ms",
        start.elapsed().as_secs_f64() * 1e3
    );
    let mut times = Vec::new();
    for &article in coming {
        let (start, cpu) = (Instant::now(), on_cpu());
        let filed = store.file_articles(&[article], &mut grouper);
        filed.map_err(io::Error::other)?;
        times.push((start.elapsed(), on_cpu().saturating_sub(cpu)));
    }
    tell(
        "an article joins, by the clock",
        times.iter().map(|(clock, _)| *clock),
    );
    tell(
        "an article joins, on the processor",
        times.iter().map(|(_, cpu)| *cpu),
    );
    let filed = store.filings().map_err(io::Error::other)?;
    let alone = filed
        .iter()
        .filter(|filing| filing.article == filing.story && filing.near == 0.0)
        .count();
    println!("{} filed, {alone} alone in a story", filed.len());
    Ok(())
}

/// The articles of a store, some of which are yet to come.
fn kept(connection: &Connection) -> rusqlite::Result<Coming> {
    let count: i64 = connection.query_row("SELECT count(*) FROM articles", [], |row| row.get(0))?;
    let every = (usize::try_from(count).unwrap_or(0) / COMING).max(10);
    let mut statement = connection.prepare("SELECT id, title FROM articles ORDER BY id")?;
    let mut rows = statement.query([])?;
    let (mut builder, mut coming) = (Builder::default(), Vec::new());
    for place in 0.. {
        let Some(row) = rows.next()? else { break };
        let id = ArticleId(row.get::<_, i64>(0)?.cast_unsigned());
        if place % every == every / 2 {
            coming.push(id);
        } else {
            builder.push(&headline(id, row.get(1)?));
        }
    }
    Ok(Coming {
        library: builder.finish(),
        coming,
    })
}

fn headline(id: ArticleId, title: String) -> Headline {
    let revision = Revision {
        title,
        ..Revision::default()
    };
    Article {
        id,
        source: None,
        url: None,
        revisions: vec![revision],
    }
    .headline()
}

/// Writes articles into the store: those of the library, and those that come in later; with the bytes of all.
fn fill(connection: &Connection, count: u64) -> rusqlite::Result<(Coming, usize)> {
    let (mut rows, mut coming, mut bytes) = (Vec::new(), Vec::new(), 0);
    let every = (usize::try_from(count).unwrap_or(0) / COMING).max(10);
    let mut lot = Vec::new();
    let articles = newsroom::stories(count, 1, newsroom::BODY).flatten();
    for (place, article) in articles.enumerate() {
        bytes += text(&article).len();
        if place % every == every / 2 {
            coming.push(article.id);
        } else {
            rows.push(without_text(&article));
        }
        lot.push(article);
        if lot.len() == LOT {
            insert(connection, &std::mem::take(&mut lot))?;
        }
    }
    insert(connection, &lot)?;
    let library = Catalogue::of(&Library::new(rows));
    Ok((Coming { library, coming }, bytes))
}

/// Tells how long something took that was done many times.
fn tell(what: &str, times: impl Iterator<Item = Duration>) {
    let mut times: Vec<Duration> = times.collect();
    let first = times.first().copied().unwrap_or_default();
    times.sort_unstable();
    let at = |share: usize| ms(times[(times.len() - 1) * share / 100]);
    println!(
        "{what}: median {:.2} ms, p90 {:.2} ms, p99 {:.2} ms, most {:.2} ms; the first {:.2} ms",
        at(50),
        at(90),
        at(99),
        at(100),
        ms(first)
    );
}

/// How long this thread has been on a processor; nothing where the system does not tell.
fn on_cpu() -> Duration {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let spent = stat.split(' ').next().and_then(|spent| spent.parse().ok());
    Duration::from_nanos(spent.unwrap_or(0))
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn open(data: &Path) -> io::Result<Store> {
    Ok(Store::open(data, Utc::now())
        .map_err(io::Error::other)?
        .store)
}

fn checkpoint(connection: &Connection) -> io::Result<()> {
    let done = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    done.map_err(io::Error::other)
}

fn text(article: &Article) -> String {
    let paragraphs = article.latest().paragraphs.iter();
    paragraphs
        .map(|p| p.text.as_str())
        .collect::<Vec<_>>()
        .join("\u{1e}")
}

fn without_text(article: &Article) -> Article {
    let mut article = article.clone();
    for revision in &mut article.revisions {
        revision.paragraphs.clear();
        revision.counted = Some(500);
    }
    article
}

/// Writes articles down as a look does, all in one file.
fn insert(connection: &Connection, articles: &[Article]) -> rusqlite::Result<()> {
    let transaction = connection.unchecked_transaction()?;
    transaction.execute(
        "INSERT OR IGNORE INTO files (id, path, size, modified, changed, inode, hash, rules, refused, gone) \
         VALUES (1, X'2f61', 0, 0, 0, 0, 0, 0, 0, 0)",
        [],
    )?;
    for article in articles {
        let (id, revision) = (article.id.0.cast_signed(), article.latest());
        let published = revision.published.map(|moment| moment.to_string());
        transaction.prepare_cached(
            "INSERT INTO articles (id, source, title, derived, published, at, language, words, revisions, gone) \
             VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6, 500, 1, 0)",
        )?.execute(params![
            id, article.source, revision.title, published, revision.published.map(Moment::seconds), revision.language
        ])?;
        let body = transaction
            .prepare_cached("INSERT INTO bodies (hash, text) VALUES (0, ?1)")?
            .insert([text(article)])?;
        transaction.prepare_cached(
            "INSERT INTO revisions (article, file, place, body, hash, told, seen, minor, title, derived, published, \
             language, words) VALUES (?1, 1, 0, ?2, 0, NULL, 0, 0, ?3, 0, ?4, ?5, 500)",
        )?.execute(params![id, body, revision.title, published, revision.language])?;
    }
    transaction.commit()
}
