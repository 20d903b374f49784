//! Writing down what a look has found.

use std::collections::HashMap;

use rusqlite::{Transaction, params};

use super::Result;
use super::body::Body;
use super::files::FileRow;
use super::recall::Recalled;
use crate::library::load::Stamp;
use crate::library::names::Place;
use crate::library::revisions::{Joined, Origin, Standing};
use crate::library::{ArticleId, Revision};
use crate::text::moment::Moment;

/// A file to be written down.
#[derive(Debug)]
pub(super) struct FileChange {
    /// The row as it is to be; its number is 0 where the file is new.
    pub(super) row: FileRow,
    /// Whether its texts were read, so that what it holds is written anew.
    pub(super) read: bool,
    /// The path from which it has moved.
    pub(super) left: Option<Vec<u8>>,
}

/// Which revision, by its row, each place holds now, and of which article.
type Held = HashMap<Place, (i64, ArticleId)>;

/// The numbers of files by their paths.
type Files = HashMap<Vec<u8>, i64>;

/// Gives the store another number, by chance, as it gets whenever a look is written down.
pub(super) fn renumber(transaction: &Transaction<'_>) -> Result<()> {
    let sql = "UPDATE meta SET value = random() WHERE name = 'generation'";
    transaction.prepare_cached(sql)?.execute([])?;
    Ok(())
}

/// Writes down how files are now, the articles of which there is something new, and what each file holds; new
/// files get a number.
pub(super) fn write(
    transaction: &Transaction<'_>,
    changes: &mut [FileChange],
    articles: &[Joined],
    recalled: &Recalled,
    now: i64,
) -> Result<()> {
    let (mut files, mut held) = (Files::new(), Held::new());
    for change in &mut *changes {
        file(transaction, change)?;
        files.insert(change.row.path.clone(), change.row.id);
    }
    for joined in articles {
        let writing = Writing {
            transaction,
            joined,
            recalled,
            files: &files,
            now,
        };
        writing.article(&mut held)?;
    }
    for change in changes.iter().filter(|change| change.read) {
        hold(transaction, &change.row, &held)?;
    }
    renumber(transaction)
}

/// Writes down how a file is now.
fn file(transaction: &Transaction<'_>, change: &mut FileChange) -> Result<()> {
    const SQL: [&str; 2] = [
        "INSERT INTO files (id, path, size, modified, changed, inode, hash, rules, folder, problem, refused, gone) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        "UPDATE files SET path = ?2, size = ?3, modified = ?4, changed = ?5, inode = ?6, hash = ?7, \
         rules = ?8, folder = ?9, problem = ?10, refused = ?11, gone = ?12 WHERE id = ?1",
    ];
    let FileChange { row, left, .. } = change;
    if let Some(left) = left {
        forget_place(transaction, row.id, left)?;
    }
    let is_new = row.id == 0;
    let Stamp {
        size,
        modified,
        changed,
        inode,
    } = row.stamp;
    let mut statement = transaction.prepare_cached(SQL[usize::from(!is_new)])?;
    statement.execute(params![
        (!is_new).then_some(row.id),
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
    if is_new {
        row.id = transaction.last_insert_rowid();
    }
    Ok(())
}

/// Writes down what a file holds now.
fn hold(transaction: &Transaction<'_>, row: &FileRow, held: &Held) -> Result<()> {
    let mut clear = transaction.prepare_cached("DELETE FROM holds WHERE file = ?1")?;
    clear.execute([row.id])?;
    let sql = "INSERT INTO holds (file, place, revision, article) VALUES (?1, ?2, ?3, ?4)";
    let mut hold = transaction.prepare_cached(sql)?;
    for index in 0.. {
        let file = row.path.clone();
        let Some((revision, article)) = held.get(&Place { file, index }) else {
            break;
        };
        let article = article.0.cast_signed();
        hold.execute(params![row.id, number(index), revision, article])?;
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

/// An article that is written down.
struct Writing<'a> {
    transaction: &'a Transaction<'a>,
    joined: &'a Joined,
    recalled: &'a Recalled,
    files: &'a Files,
    now: i64,
}

impl Writing<'_> {
    /// Writes the article, its new revisions and its new keys.
    fn article(&self, held: &mut Held) -> Result<()> {
        let Joined {
            article,
            origins,
            holds,
            keys,
        } = self.joined;
        self.headline()?;
        let mut rows = Vec::with_capacity(origins.len());
        let mut bodies = Vec::new();
        for at in 0..origins.len() {
            rows.push(self.revision(at, &mut bodies)?);
        }
        for (place, at) in holds {
            held.insert(place.clone(), (rows[*at], article.id));
        }
        let sql = "INSERT OR IGNORE INTO keys (key, article) VALUES (?1, ?2)";
        let mut statement = self.transaction.prepare_cached(sql)?;
        for key in keys {
            statement.execute([key.cast_signed(), article.id.0.cast_signed()])?;
        }
        Ok(())
    }

    /// The row of revision `at`, which is written where it is new or other than it was.
    fn revision(&self, at: usize, bodies: &mut Vec<(Body, i64)>) -> Result<i64> {
        let (revision, origin) = (&self.joined.article.revisions[at], &self.joined.origins[at]);
        match origin.standing {
            Standing::Known(row) => Ok(row),
            Standing::Again(row) => {
                let body = self::body(self.transaction, revision, bodies)?;
                again(self.transaction, row, body, origin, revision)?;
                Ok(row)
            }
            Standing::New => {
                let body = match self.kept_body(at) {
                    Some(body) => body,
                    None => self::body(self.transaction, revision, bodies)?,
                };
                let kept = Kept {
                    article: self.joined.article.id.0.cast_signed(),
                    file: self.file_of(&origin.place).unwrap_or_default(),
                    body,
                    now: self.now,
                };
                insert(self.transaction, &kept, origin, revision)
            }
        }
    }

    fn file_of(&self, place: &Place) -> Option<i64> {
        self.files.get(&place.file).copied()
    }

    /// The body of the revision before revision `at`, where it is kept and is the very same.
    fn kept_body(&self, at: usize) -> Option<i64> {
        let before = at.checked_sub(1)?;
        let [before_text, text] = [before, at].map(|at| &self.joined.article.revisions[at]);
        let kept = match self.joined.origins[before].standing {
            Standing::Known(row) | Standing::Again(row) => self.recalled.bodies.get(&row).copied(),
            Standing::New => None,
        };
        let kept = kept.filter(|_| text.minor)?;
        (Body::of(text) == Body::of(before_text)).then_some(kept)
    }

    /// The file that holds the newest revision, or did first.
    fn newest_file(&self) -> Option<i64> {
        let newest = self.joined.origins.len().checked_sub(1)?;
        let known = match self.joined.origins[newest].standing {
            Standing::Known(row) | Standing::Again(row) => self.recalled.stands.get(&row),
            Standing::New => None,
        };
        let still = known.filter(|(_, still)| *still).map(|(file, _)| *file);
        let mut holds = self.joined.holds.iter().filter(|(_, at)| *at == newest);
        let new = || holds.find_map(|(place, _)| self.file_of(place));
        still.or_else(new).or(known.map(|(file, _)| *file))
    }

    /// The columns of the list of articles.
    fn headline(&self) -> Result<()> {
        let sql = "INSERT INTO articles (id, source, url, title, derived, author, published, updated, at, \
                   language, words, revisions, gone, file, named) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) \
                   ON CONFLICT DO UPDATE SET source = coalesce(?2, source), url = ?3, title = ?4, derived = ?5, \
                   author = ?6, published = ?7, updated = ?8, at = ?9, language = ?10, words = ?11, \
                   revisions = ?12, gone = ?13, file = ?14, named = ?15";
        let article = &self.joined.article;
        let text = article.latest();
        let mut origins = self.joined.origins.iter().rev();
        let named = origins.find_map(|origin| match (&origin.names.source, &origin.folder) {
            (None, None) => None,
            (name, _) => Some(name.is_some()),
        });
        self.transaction.prepare_cached(sql)?.execute(params![
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
            self.newest_file(),
            named.unwrap_or(false),
        ])?;
        Ok(())
    }
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
