//! Writing down what a look has found.

use std::collections::HashMap;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::body::Body;
use super::files::FileRow;
use super::{Error, Result};
use crate::library::load::Stamp;
use crate::library::names::Place;
use crate::library::revisions::{Joined, Origin, Standing};
use crate::library::{Article, Revision};
use crate::text::moment::Moment;

/// How many articles or files are written in one transaction.
const BATCH: usize = if cfg!(test) { 100 } else { 4_000 };

/// A file to be written down.
pub(super) struct FileChange {
    /// The row as it is to be; its number is 0 where the file is new.
    pub(super) row: FileRow,
    /// Whether its texts were read, so that what it holds is written anew.
    pub(super) read: bool,
    /// The path from which it has moved.
    pub(super) left: Option<Vec<u8>>,
}

/// An article to be written down.
pub(super) struct ArticleChange<'a> {
    pub(super) joined: &'a Joined,
    /// The bodies that its revisions have in the store already, one for each.
    pub(super) bodies: Vec<Option<i64>>,
}

/// Everything that a look wants written.
pub(super) struct Changes<'a> {
    pub(super) articles: Vec<ArticleChange<'a>>,
    pub(super) files: Vec<FileChange>,
    /// The generation that the look was made on.
    pub(super) generation: i64,
    /// When the look was made, in seconds since 1970.
    pub(super) now: i64,
}

/// Which revision, by its row, each place holds now.
type Held = HashMap<Place, i64>;

/// The numbers of files by their paths.
type Files = HashMap<Vec<u8>, i64>;

/// A number that grows whenever a look is written down.
pub(super) fn generation(connection: &Connection) -> Result<i64> {
    let sql = "SELECT value FROM meta WHERE name = 'generation'";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

/// Writes all down in transactions that are each whole in themselves: new files as not read yet, then articles,
/// then what each file holds. A look that is cut off between two of them is completed by the next.
///
/// # Errors
///
/// [`Error::Contended`] when another program has written a look down in the meantime: it has to be made anew.
pub(super) fn write(mut changes: Changes<'_>, connection: &mut Connection) -> Result<()> {
    let is_small = changes.files.len() + changes.articles.len() <= BATCH;
    let size = if is_small { usize::MAX } else { BATCH };
    let mut writer = Writer {
        connection,
        generation: changes.generation,
    };
    let (mut files, mut held) = (Files::new(), Held::new());
    let (now, articles) = (changes.now, changes.articles);
    if is_small {
        return writer.batch(|transaction| {
            announce(transaction, &mut changes.files, &mut files)?;
            for article in &articles {
                self::article(transaction, article, now, &files, &mut held)?;
            }
            settle(transaction, &changes.files, &held)
        });
    }
    for batch in changes.files.chunks_mut(size) {
        writer.batch(|transaction| announce(transaction, batch, &mut files))?;
    }
    for batch in articles.chunks(size) {
        writer.batch(|transaction| {
            for article in batch {
                self::article(transaction, article, now, &files, &mut held)?;
            }
            Ok(())
        })?;
    }
    for batch in changes.files.chunks(size) {
        writer.batch(|transaction| settle(transaction, batch, &held))?;
    }
    Ok(())
}

struct Writer<'a> {
    connection: &'a mut Connection,
    generation: i64,
}

impl Writer<'_> {
    /// Does all of `work` or nothing, unless somebody else has written a look down.
    fn batch(&mut self, work: impl FnOnce(&Transaction<'_>) -> Result<()>) -> Result<()> {
        let immediate = TransactionBehavior::Immediate;
        let transaction = self.connection.transaction_with_behavior(immediate)?;
        if generation(&transaction)? != self.generation {
            return Err(Error::Contended);
        }
        work(&transaction)?;
        let sql = "UPDATE meta SET value = value + 1 WHERE name = 'generation'";
        transaction.prepare_cached(sql)?.execute([])?;
        transaction.commit()?;
        self.generation += 1;
        Ok(())
    }
}

/// Gives every new file a number.
fn announce(
    transaction: &Transaction<'_>,
    changes: &mut [FileChange],
    files: &mut Files,
) -> Result<()> {
    let sql = "INSERT INTO files (path, size, modified, changed, inode, hash, rules, refused, gone) \
               VALUES (?1, 0, 0, 0, 0, 0, 0, 0, 0)";
    let mut statement = transaction.prepare_cached(sql)?;
    for FileChange { row, .. } in changes {
        if row.id == 0 {
            row.id = statement.insert([&row.path])?;
        }
        files.insert(row.path.clone(), row.id);
    }
    Ok(())
}

/// Writes down how files are now, and what they hold.
fn settle(transaction: &Transaction<'_>, changes: &[FileChange], held: &Held) -> Result<()> {
    let sql = "UPDATE files SET path = ?2, size = ?3, modified = ?4, changed = ?5, inode = ?6, hash = ?7, \
               rules = ?8, folder = ?9, problem = ?10, refused = ?11, gone = ?12 WHERE id = ?1";
    let mut update = transaction.prepare_cached(sql)?;
    let mut clear = transaction.prepare_cached("DELETE FROM holds WHERE file = ?1")?;
    let sql = "INSERT INTO holds (file, place, revision) VALUES (?1, ?2, ?3)";
    let mut hold = transaction.prepare_cached(sql)?;
    for FileChange { row, read, left } in changes {
        if let Some(left) = left {
            forget_place(transaction, row.id, left)?;
        }
        let Stamp {
            size,
            modified,
            changed,
            inode,
        } = row.stamp;
        update.execute(params![
            row.id,
            row.path,
            size.cast_signed(),
            modified,
            changed,
            inode.cast_signed(),
            row.hash.cast_signed(),
            row.rules,
            row.folder,
            row.problem,
            row.refused,
            row.gone,
        ])?;
        if !read {
            continue;
        }
        clear.execute([row.id])?;
        for index in 0.. {
            let file = row.path.clone();
            let Some(revision) = held.get(&Place { file, index }) else {
                break;
            };
            hold.execute(params![
                row.id,
                i64::try_from(index).unwrap_or(i64::MAX),
                revision
            ])?;
        }
    }
    Ok(())
}

/// Makes the texts of a file that has moved no longer be found by the path that it left.
fn forget_place(transaction: &Transaction<'_>, file: i64, left: &[u8]) -> Result<()> {
    let mut statement = transaction.prepare_cached("SELECT place FROM holds WHERE file = ?1")?;
    let places = statement.query_map([file], |row| row.get::<_, i64>(0))?;
    let mut forget = transaction.prepare_cached("DELETE FROM keys WHERE key = ?1")?;
    for index in places {
        let place = Place {
            file: left.to_vec(),
            index: usize::try_from(index?).unwrap_or(usize::MAX),
        };
        forget.execute([place.id().0.cast_signed()])?;
    }
    Ok(())
}

/// Writes down an article, its new revisions and its new keys.
fn article(
    transaction: &Transaction<'_>,
    change: &ArticleChange<'_>,
    now: i64,
    files: &Files,
    held: &mut Held,
) -> Result<()> {
    let Joined {
        article,
        origins,
        holds,
        keys,
    } = change.joined;
    headline(transaction, article)?;
    let mut rows = Vec::with_capacity(origins.len());
    let mut bodies: Vec<(Body, i64)> = Vec::new();
    for (at, origin) in origins.iter().enumerate() {
        let revision = &article.revisions[at];
        let row = match origin.standing {
            Standing::Known(row) => row,
            Standing::Again(row) => {
                let body = self::body(transaction, revision, &mut bodies)?;
                again(transaction, row, body, origin, revision)?;
                row
            }
            Standing::New => {
                let body = match kept_body(change, at) {
                    Some(body) => body,
                    None => self::body(transaction, revision, &mut bodies)?,
                };
                let file = files.get(&origin.place.file).copied().unwrap_or_default();
                let kept = Kept {
                    article: article.id.0.cast_signed(),
                    file,
                    body,
                    now,
                };
                insert(transaction, &kept, origin, revision)?
            }
        };
        rows.push(row);
    }
    for (place, at) in holds {
        held.insert(place.clone(), rows[*at]);
    }
    let mut statement =
        transaction.prepare_cached("INSERT OR IGNORE INTO keys (key, article) VALUES (?1, ?2)")?;
    for key in keys {
        statement.execute([key.cast_signed(), article.id.0.cast_signed()])?;
    }
    Ok(())
}

/// The body of the revision before revision `at`, where it is kept and is the very same.
fn kept_body(change: &ArticleChange<'_>, at: usize) -> Option<i64> {
    let before = at.checked_sub(1)?;
    let [before_text, text] = [before, at].map(|at| &change.joined.article.revisions[at]);
    let kept = change.bodies[before].filter(|_| text.minor)?;
    (Body::of(text) == Body::of(before_text)).then_some(kept)
}

/// The columns of the list of articles.
fn headline(transaction: &Transaction<'_>, article: &Article) -> Result<()> {
    let sql = "INSERT INTO articles (id, source, url, title, derived, author, published, updated, at, \
               language, words, revisions, gone) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) \
               ON CONFLICT DO UPDATE SET source = coalesce(?2, source), url = ?3, title = ?4, derived = ?5, author = ?6, \
               published = ?7, updated = ?8, at = ?9, language = ?10, words = ?11, revisions = ?12, gone = ?13";
    let text = article.latest();
    transaction.prepare_cached(sql)?.execute(params![
        article.id.0.cast_signed(),
        article.source,
        article.url,
        text.title,
        text.title_derived,
        text.author,
        moment(text.published),
        moment(text.updated),
        text.published.map(Moment::seconds),
        text.language,
        number(text.words()),
        number(article.revisions.len()),
        text.gone,
    ])?;
    Ok(())
}

/// The row of a revision's body, which is written unless it has just been.
fn body(
    transaction: &Transaction<'_>,
    revision: &Revision,
    written: &mut Vec<(Body, i64)>,
) -> Result<i64> {
    let body = Body::of(revision);
    if let Some((_, row)) = written.iter().find(|(other, _)| *other == body) {
        return Ok(*row);
    }
    let sql =
        "INSERT INTO bodies (hash, kinds, omitted, cleaned, text) VALUES (?1, ?2, ?3, ?4, ?5)";
    let row = transaction.prepare_cached(sql)?.insert(params![
        body.hash().cast_signed(),
        body.kinds,
        body.omitted,
        body.cleaned,
        body.text,
    ])?;
    written.push((body, row));
    Ok(row)
}

/// What a revision is kept with.
struct Kept {
    article: i64,
    file: i64,
    body: i64,
    now: i64,
}

fn insert(
    transaction: &Transaction<'_>,
    kept: &Kept,
    origin: &Origin,
    revision: &Revision,
) -> Result<i64> {
    let sql = "INSERT INTO revisions (article, file, place, body, hash, told, seen, minor, title, derived, \
               author, published, updated, language, words, source, url, own, entry, given) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)";
    Ok(transaction.prepare_cached(sql)?.insert(params![
        kept.article,
        kept.file,
        number(origin.place.index),
        kept.body,
        origin.hash.cast_signed(),
        origin.told,
        kept.now,
        revision.minor,
        revision.title,
        revision.title_derived,
        revision.author,
        moment(revision.published),
        moment(revision.updated),
        revision.language,
        number(revision.words()),
        origin.names.source,
        origin.names.url,
        origin.names.own,
        origin.names.entry,
        origin.names.given.map(|id| id.0.cast_signed()),
    ])?)
}

/// Writes anew what newer rules make of a text.
fn again(
    transaction: &Transaction<'_>,
    row: i64,
    body: i64,
    origin: &Origin,
    revision: &Revision,
) -> Result<()> {
    let sql = "UPDATE revisions SET body = ?2, hash = ?3, title = ?4, derived = ?5, author = ?6, \
               published = ?7, updated = ?8, language = ?9, words = ?10, source = ?11, url = ?12, own = ?13, \
               entry = ?14, given = ?15 WHERE id = ?1";
    let before = "SELECT body FROM revisions WHERE id = ?1";
    let before: i64 = transaction.query_row(before, [row], |row| row.get(0))?;
    transaction.prepare_cached(sql)?.execute(params![
        row,
        body,
        origin.hash.cast_signed(),
        revision.title,
        revision.title_derived,
        revision.author,
        moment(revision.published),
        moment(revision.updated),
        revision.language,
        number(revision.words()),
        origin.names.source,
        origin.names.url,
        origin.names.own,
        origin.names.entry,
        origin.names.given.map(|id| id.0.cast_signed()),
    ])?;
    let orphan = "DELETE FROM bodies WHERE id = ?1 \
                  AND NOT EXISTS (SELECT 1 FROM revisions WHERE body = ?1)";
    transaction.execute(orphan, [before])?;
    Ok(())
}

fn moment(moment: Option<Moment>) -> Option<String> {
    moment.map(|moment| moment.to_string())
}

fn number(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
