//! What is known of the articles that are looked at, out of the store.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, Row};

use super::files::{self, FileRow};
use super::row::{self, HEADLINE, Stored};
use super::{Result, house};
use crate::library::ArticleId;
use crate::library::load::{Found, shown};
use crate::library::names::Place;
use crate::library::revisions::{Filed, Hold, Known, Past};

/// Where more files than this are looked at, and more than this part of all that are known, tables are read
/// from end to end rather than row by row.
const MANY: usize = 200;

/// See [`MANY`].
const PART: usize = 8;

/// What a file is to this look.
pub(super) struct Sight<'a> {
    pub(super) row: FileRow,
    /// The file as it was found; none where it was not.
    pub(super) found: Option<&'a Found>,
    /// Whether it holds what it held before.
    pub(super) still: bool,
}

/// What is known, and what a look has to know besides.
pub(super) struct Recalled {
    pub(super) past: Past,
    /// The bodies of the revisions by their row.
    pub(super) bodies: HashMap<i64, i64>,
    /// The articles that are kept as gone.
    pub(super) gone: HashSet<ArticleId>,
    /// The articles that files which hold what they held before hold.
    pub(super) held: HashSet<ArticleId>,
}

/// Recalls every article that the files of `sights` hold or held, or that `new` texts belong to; with
/// `whole`, also those that only earlier texts of these files belong to.
pub(super) fn recall(
    connection: &Connection,
    sights: &[Sight<'_>],
    new: &[Filed],
    whole: bool,
) -> Result<Recalled> {
    let wanted = HashSet::new();
    recall_with(connection, wanted, sights, new, whole)
}

/// Every revision that is kept of some articles, whatever files they are in.
pub(super) fn articles(connection: &Connection, wanted: HashSet<ArticleId>) -> Result<Past> {
    Ok(recall_with(connection, wanted, &[], &[], false)?.past)
}

fn recall_with(
    connection: &Connection,
    mut wanted: HashSet<ArticleId>,
    sights: &[Sight<'_>],
    new: &[Filed],
    whole: bool,
) -> Result<Recalled> {
    let by_id: HashMap<i64, &Sight<'_>> =
        sights.iter().map(|sight| (sight.row.id, sight)).collect();
    let keys = keys(connection, new)?;
    wanted.extend(keys.values());
    let files = "SELECT coalesce(max(id), 0) FROM files";
    let files: i64 = connection.query_row(files, [], |row| row.get(0))?;
    let files = usize::try_from(files).unwrap_or(0);
    let many = sights.len() > MANY && sights.len() > files / PART;
    let revisions = if many {
        all_revisions(connection, &by_id, &mut wanted, whole)?
    } else {
        few_revisions(connection, &by_id, &mut wanted, whole)?
    };
    let holds = holds(connection, &by_id, &revisions, many)?;
    let held = held(&by_id, &revisions, &holds);
    let bodies = revisions.iter().map(|s| (s.known.row, s.body)).collect();
    let gone = gone(connection, &wanted, many)?;
    let holds: Vec<Hold> = holds.into_iter().map(|(_, hold)| hold).collect();
    let texts = with_bodies(
        connection,
        with_places(connection, revisions, &by_id, &holds)?,
        many,
    )?;
    Ok(Recalled {
        past: Past {
            texts,
            holds,
            keys,
            taken: taken(connection, new)?,
        },
        bodies,
        gone,
        held,
    })
}

/// The articles that files in sight still hold.
fn held(
    sights: &HashMap<i64, &Sight<'_>>,
    revisions: &[Stored],
    holds: &[(i64, Hold)],
) -> HashSet<ArticleId> {
    let still = |(file, _): &&(i64, Hold)| sights.get(file).is_some_and(|sight| sight.still);
    let rows: HashSet<i64> = holds
        .iter()
        .filter(still)
        .map(|(_, hold)| hold.row)
        .collect();
    let held = revisions.iter().filter(|one| rows.contains(&one.known.row));
    held.map(|one| one.known.article).collect()
}

/// The articles that the keys of new texts mean.
fn keys(connection: &Connection, new: &[Filed]) -> Result<HashMap<u64, ArticleId>> {
    let sql = "SELECT article FROM keys WHERE key = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut keys = HashMap::new();
    for text in new {
        for key in text.keys() {
            let article = statement.query_row([key.cast_signed()], |row| row.get::<_, i64>(0));
            if let Some(article) = article.optional()? {
                keys.insert(key, ArticleId(article.cast_unsigned()));
            }
        }
    }
    Ok(keys)
}

/// The ids among those that new texts would get which the store has given already.
fn taken(connection: &Connection, new: &[Filed]) -> Result<HashSet<ArticleId>> {
    let sql = "SELECT 1 FROM articles WHERE id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut taken = HashSet::new();
    for text in new {
        let others = (1..4).map(|number| text.place.other_id(number));
        for id in text
            .names
            .id()
            .into_iter()
            .chain([text.place.id()])
            .chain(others)
        {
            if !statement.exists([id.0.cast_signed()])? {
                break;
            }
            taken.insert(id);
        }
    }
    Ok(taken)
}

/// Every revision of the wanted articles, by a look at each.
fn few_revisions(
    connection: &Connection,
    sights: &HashMap<i64, &Sight<'_>>,
    wanted: &mut HashSet<ArticleId>,
    whole: bool,
) -> Result<Vec<Stored>> {
    let of_holds =
        "SELECT r.article FROM holds h JOIN revisions r ON r.id = h.revision WHERE h.file = ?1";
    let of_file = "SELECT DISTINCT article FROM revisions WHERE file = ?1";
    for sql in [of_holds, of_file].into_iter().take(1 + usize::from(whole)) {
        let mut statement = connection.prepare_cached(sql)?;
        for file in sights.keys() {
            for article in statement.query_map([file], |row| row.get::<_, i64>(0))? {
                wanted.insert(ArticleId(article?.cast_unsigned()));
            }
        }
    }
    let sql = format!("SELECT {HEADLINE} FROM revisions r WHERE r.article = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut revisions = Vec::new();
    for article in wanted.iter() {
        for row in statement.query_map([article.0.cast_signed()], row::stored)? {
            revisions.push(row?);
        }
    }
    Ok(revisions)
}

/// Every revision of the wanted articles, out of all.
fn all_revisions(
    connection: &Connection,
    sights: &HashMap<i64, &Sight<'_>>,
    wanted: &mut HashSet<ArticleId>,
    whole: bool,
) -> Result<Vec<Stored>> {
    let sql = format!("SELECT {HEADLINE} FROM revisions r ORDER BY r.id");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([], row::stored)?;
    let mut revisions: Vec<Stored> = rows.collect::<rusqlite::Result<_>>()?;
    let of_files = revisions
        .iter()
        .filter(|one| whole && sights.contains_key(&one.file));
    wanted.extend(of_files.map(|one| one.known.article));
    let article_of: HashMap<i64, ArticleId> = revisions
        .iter()
        .map(|one| (one.known.row, one.known.article))
        .collect();
    let mut statement = connection.prepare_cached("SELECT file, revision FROM holds")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if sights.contains_key(&row.get(0)?) {
            wanted.extend(article_of.get(&row.get(1)?));
        }
    }
    revisions.retain(|one| wanted.contains(&one.known.article));
    Ok(revisions)
}

/// Which of the revisions are held where, with the number of the file.
fn holds(
    connection: &Connection,
    sights: &HashMap<i64, &Sight<'_>>,
    revisions: &[Stored],
    many: bool,
) -> Result<Vec<(i64, Hold)>> {
    let read = |row: &Row<'_>| -> rusqlite::Result<(i64, i64, i64)> {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    };
    let mut found = Vec::new();
    if many {
        let of_wanted: HashSet<i64> = revisions.iter().map(|one| one.known.row).collect();
        let mut statement = connection.prepare_cached("SELECT file, place, revision FROM holds")?;
        for hold in statement.query_map([], read)? {
            found.push(hold?);
        }
        found.retain(|(_, _, row)| of_wanted.contains(row));
    } else {
        let sql = "SELECT file, place, revision FROM holds WHERE revision = ?1";
        let mut statement = connection.prepare_cached(sql)?;
        for one in revisions {
            for hold in statement.query_map([one.known.row], read)? {
                found.push(hold?);
            }
        }
    }
    found.sort_unstable();
    let mut holds = Vec::with_capacity(found.len());
    for (id, index, row) in found {
        let (file, still) = match sights.get(&id) {
            Some(sight) => (sight.row.path.clone(), sight.still),
            None => match files::by_id(connection, id)? {
                Some(row) => (row.path, !row.gone),
                None => continue,
            },
        };
        let index = index.try_into().unwrap_or(0);
        let place = Place { file, index };
        holds.push((id, Hold { place, row, still }));
    }
    Ok(holds)
}

/// Which of the wanted articles are kept as gone.
fn gone(
    connection: &Connection,
    wanted: &HashSet<ArticleId>,
    many: bool,
) -> Result<HashSet<ArticleId>> {
    let mut gone = HashSet::new();
    if many {
        let sql = "SELECT id FROM articles WHERE gone";
        let mut statement = connection.prepare_cached(sql)?;
        for id in statement.query_map([], |row| row.get::<_, i64>(0))? {
            gone.insert(ArticleId(id?.cast_unsigned()));
        }
    } else {
        let sql = "SELECT 1 FROM articles WHERE gone AND id = ?1";
        let mut statement = connection.prepare_cached(sql)?;
        for article in wanted {
            if statement.exists([article.0.cast_signed()])? {
                gone.insert(*article);
            }
        }
    }
    Ok(gone)
}

/// Tells each revision where it stands: path as given where its file is in sight.
fn with_places(
    connection: &Connection,
    mut revisions: Vec<Stored>,
    sights: &HashMap<i64, &Sight<'_>>,
    holds: &[Hold],
) -> Result<Vec<Stored>> {
    let seen = sights
        .values()
        .filter_map(|sight| Some((&sight.row.path, sight.found?)));
    let seen: HashMap<&Vec<u8>, &Found> = seen.collect();
    let held = holds.iter().filter(|hold| hold.still);
    let held = held.filter_map(|hold| Some((hold.row, *seen.get(&hold.place.file)?)));
    let held: HashMap<i64, &Found> = held.collect();
    for one in &mut revisions {
        let sight = sights.get(&one.file);
        let (path, folder) = match sight {
            Some(sight) => (sight.row.path.clone(), sight.row.folder.clone()),
            None => files::by_id(connection, one.file)?
                .map_or_else(Default::default, |row| (row.path, row.folder)),
        };
        one.known.place.file = path;
        let found = held.get(&one.known.row).copied();
        if let Some(found) = found.or_else(|| sight.and_then(|sight| sight.found)) {
            one.known.revision.path = Some(shown(&found.path));
            one.known.folder.clone_from(&found.source);
        } else {
            let path = house::path_of(&one.known.place.file);
            one.known.revision.path = Some(shown(&path));
            one.known.folder = folder;
        }
    }
    Ok(revisions)
}

/// Gives each revision its body.
fn with_bodies(connection: &Connection, revisions: Vec<Stored>, many: bool) -> Result<Vec<Known>> {
    if many {
        return with_all_bodies(connection, revisions);
    }
    let sql = "SELECT kinds, omitted, cleaned, text FROM bodies WHERE id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut texts = Vec::with_capacity(revisions.len());
    for mut one in revisions {
        let kept = statement.query_row([one.body], |row| row::body(row, 0))?;
        kept.fill(&mut one.known.revision);
        texts.push(one.known);
    }
    Ok(texts)
}

fn with_all_bodies(connection: &Connection, mut revisions: Vec<Stored>) -> Result<Vec<Known>> {
    revisions.sort_by_key(|one| one.body);
    let mut waiting = revisions.into_iter().peekable();
    let mut texts = Vec::with_capacity(waiting.len());
    let sql = "SELECT id, kinds, omitted, cleaned, text FROM bodies ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    while let (Some(row), Some(_)) = (rows.next()?, waiting.peek()) {
        let id: i64 = row.get(0)?;
        while let Some(mut one) = waiting.next_if(|one| one.body <= id) {
            if one.body == id {
                row::body(row, 1)?.fill(&mut one.known.revision);
                texts.push(one.known);
            }
        }
    }
    Ok(texts)
}
