//! What is known of the articles that are looked at, out of the store.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension};

use super::files::{self, FileRow};
use super::row::{self, HEADLINE, Stored};
use super::{Result, house};
use crate::library::ArticleId;
use crate::library::load::{Spelling, shown};
use crate::library::names::Place;
use crate::library::revisions::{Filed, Hold, Joined, Origin, Past, Standing};

/// What a file is to a look.
#[derive(Debug)]
pub(super) struct Sight {
    pub(super) row: FileRow,
    /// Whether it holds what it held before.
    pub(super) still: bool,
}

/// What is known, and what a look has to know besides.
#[derive(Debug, Default)]
pub(super) struct Recalled {
    pub(super) past: Past,
    /// The bodies of the revisions by their row.
    pub(super) bodies: HashMap<i64, i64>,
    /// The file that holds each revision, by its row, or did first; and whether it still does.
    pub(super) stands: HashMap<i64, (i64, bool)>,
    /// Whether each article is kept as gone, and the file that its newest revision is kept with.
    kept: HashMap<ArticleId, (bool, Option<i64>)>,
}

impl Recalled {
    /// Whether there is something of an article that is not kept yet.
    pub(super) fn is_news(&self, joined: &Joined) -> bool {
        let unwritten = |origin: &Origin| !matches!(origin.standing, Standing::Known(_));
        if !joined.holds.is_empty() || joined.origins.iter().any(unwritten) {
            return true;
        }
        let stands = match joined.origins.last().map(|origin| origin.standing) {
            Some(Standing::Known(row)) => self.stands.get(&row).map(|(file, _)| *file),
            _ => None,
        };
        let is_gone = joined.article.latest().gone;
        self.kept.get(&joined.article.id) != Some(&(is_gone, stands))
    }
}

/// Recalls every article that the files of `sights` hold or held last, or that `new` texts belong to; bodies only
/// where there are new texts to be held against them.
pub(super) fn recall(
    connection: &Connection,
    sights: &[Sight],
    new: &[Filed],
    spelling: &Spelling,
) -> Result<Recalled> {
    let keys = keys(connection, new)?;
    let mut wanted: HashSet<ArticleId> = keys.values().copied().collect();
    let sql = "SELECT article FROM holds WHERE file = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    for sight in sights {
        for article in statement.query_map([sight.row.id], |row| row.get::<_, i64>(0))? {
            wanted.insert(ArticleId(article?.cast_unsigned()));
        }
    }
    let mut places = Places::new(connection, spelling, sights);
    let mut recalled = of_articles(connection, &wanted, &mut places)?;
    if !new.is_empty() {
        fill(connection, &mut recalled)?;
    }
    recalled.kept = kept(connection, &wanted)?;
    recalled.past.keys = keys;
    recalled.past.taken = taken(connection, new)?;
    Ok(recalled)
}

/// Every revision that is kept of some articles, with its body, whatever files they are in.
pub(super) fn articles(
    connection: &Connection,
    wanted: &HashSet<ArticleId>,
    spelling: &Spelling,
) -> Result<Past> {
    let mut places = Places::new(connection, spelling, &[]);
    let mut recalled = of_articles(connection, wanted, &mut places)?;
    fill(connection, &mut recalled)?;
    Ok(recalled.past)
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

/// The revisions of some articles without their bodies, and where they stand.
fn of_articles(
    connection: &Connection,
    wanted: &HashSet<ArticleId>,
    places: &mut Places<'_>,
) -> Result<Recalled> {
    let mut recalled = Recalled::default();
    let sql = format!("SELECT {HEADLINE} FROM revisions r WHERE r.article = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    for article in wanted {
        for row in statement.query_map([article.0.cast_signed()], row::stored)? {
            let Stored { known, file, body } = row?;
            recalled.bodies.insert(known.row, body);
            recalled.stands.insert(known.row, (file, false));
            recalled.past.texts.push(known);
        }
    }
    let sql = "SELECT file, place FROM holds WHERE revision = ?1 ORDER BY file, place";
    let mut statement = connection.prepare_cached(sql)?;
    for known in &mut recalled.past.texts {
        let stand = recalled.stands.entry(known.row).or_default();
        let first = places.at(stand.0)?;
        let holds = statement.query_map([known.row], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
        })?;
        for hold in holds {
            let (file, index) = hold?;
            let at = places.at(file)?;
            if at.still && !stand.1 {
                *stand = (file, true);
            }
            let place = Place {
                file: at.path.clone(),
                index: index.try_into().unwrap_or(0),
            };
            recalled.past.holds.push(Hold {
                place,
                row: known.row,
                still: at.still,
            });
        }
        let now = places.at(stand.0)?;
        known.place.file.clone_from(&first.path);
        known.revision.path = Some(now.shown.clone());
        known.folder.clone_from(&now.folder);
    }
    recalled.past.holds.sort_by(|a, b| a.place.cmp(&b.place));
    Ok(recalled)
}

/// Gives the revisions their bodies.
fn fill(connection: &Connection, recalled: &mut Recalled) -> Result<()> {
    let sql = "SELECT kinds, omitted, cleaned, text FROM bodies WHERE id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    for known in &mut recalled.past.texts {
        let body = recalled.bodies.get(&known.row).copied();
        let body = statement.query_row([body.unwrap_or_default()], |row| row::body(row, 0))?;
        body.fill(&mut known.revision);
    }
    Ok(())
}

/// Whether some articles are kept as gone, and with which file.
fn kept(
    connection: &Connection,
    wanted: &HashSet<ArticleId>,
) -> Result<HashMap<ArticleId, (bool, Option<i64>)>> {
    let mut statement =
        connection.prepare_cached("SELECT gone, file FROM articles WHERE id = ?1")?;
    let mut kept = HashMap::with_capacity(wanted.len());
    for article in wanted {
        let row = statement.query_row([article.0.cast_signed()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        });
        if let Some(row) = row.optional()? {
            kept.insert(*article, row);
        }
    }
    Ok(kept)
}

/// Where a file is, for the texts in it.
#[derive(Debug, Default)]
struct Standpoint {
    path: Vec<u8>,
    /// The path as the person would spell it.
    shown: String,
    folder: Option<String>,
    /// Whether it holds what it held before.
    still: bool,
}

/// The files that are asked for, each read once.
struct Places<'a> {
    connection: &'a Connection,
    spelling: &'a Spelling,
    sights: HashMap<i64, &'a Sight>,
    known: HashMap<i64, Rc<Standpoint>>,
}

impl<'a> Places<'a> {
    fn new(connection: &'a Connection, spelling: &'a Spelling, sights: &'a [Sight]) -> Self {
        Self {
            connection,
            spelling,
            sights: sights.iter().map(|sight| (sight.row.id, sight)).collect(),
            known: HashMap::new(),
        }
    }

    fn at(&mut self, file: i64) -> Result<Rc<Standpoint>> {
        if let Some(known) = self.known.get(&file) {
            return Ok(Rc::clone(known));
        }
        let (row, still) = if let Some(sight) = self.sights.get(&file) {
            (Some(sight.row.clone()), sight.still)
        } else {
            let row = files::by_id(self.connection, file)?;
            let still = row.as_ref().is_some_and(|row| !row.gone);
            (row, still)
        };
        let row = row.unwrap_or_default();
        let path = house::path_of(&row.path);
        let spelt = self.spelling.spell(&path);
        let (path, folder) = match spelt {
            Some(spelt) => (spelt.path, spelt.source),
            None => (path, row.folder),
        };
        let standpoint = Rc::new(Standpoint {
            path: row.path,
            shown: shown(&path),
            folder,
            still,
        });
        self.known.insert(file, Rc::clone(&standpoint));
        Ok(standpoint)
    }
}
