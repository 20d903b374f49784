//! The list of articles out of the store: a catalogue of all that are meant, without any body.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::PathBuf;

use chrono::DateTime;
use rusqlite::{Connection, Row};

use super::labels::{Label, Labels};
use super::meant::Meant;
use super::{Result, house, recall};
use crate::library::load::Spelling;
use crate::library::revisions::{articles, join};
use crate::library::{Article, ArticleId, Builder, Catalogue, Headline};
use crate::text::moment::Moment;

/// So many articles are read one by one rather than out of all.
const FEW: usize = 500;

/// Fills the columns of [`STEP`] where nothing is in them.
macro_rules! fill {
    () => {
        "
UPDATE holds SET article = (SELECT r.article FROM revisions r WHERE r.id = revision) WHERE article IS NULL;
UPDATE articles SET
    file = (SELECT coalesce((SELECT h.file FROM holds h JOIN files f ON f.id = h.file
            WHERE h.revision = r.id AND NOT f.gone ORDER BY h.file LIMIT 1), r.file)
        FROM revisions r WHERE r.article = articles.id ORDER BY r.told DESC, r.id DESC LIMIT 1),
    named = coalesce((SELECT r.source IS NOT NULL FROM revisions r JOIN files f ON f.id = r.file
        WHERE r.article = articles.id AND (r.source IS NOT NULL OR f.folder IS NOT NULL)
        ORDER BY r.told DESC, r.id DESC LIMIT 1), 0)
    WHERE file IS NULL;
"
    };
}

/// See [`STEP`].
pub(super) const FILL: &str = fill!();

/// Tells with each article the file that its newest revision is in, and whether its source is named by the text
/// itself rather than by a folder; with each file the articles it holds and held.
pub(super) const STEP: &str = concat!(
    "
ALTER TABLE articles ADD COLUMN file INTEGER;
ALTER TABLE articles ADD COLUMN named INTEGER NOT NULL DEFAULT 0;
ALTER TABLE holds ADD COLUMN article INTEGER;
DROP INDEX revisions_file;
CREATE INDEX revisions_file ON revisions (file, article);
",
    fill!()
);

/// The columns of [`headline`], of table `a`.
pub(super) const COLUMNS: &str = "a.id, a.source, a.url, a.title, a.derived, a.author, a.published, \
    a.updated, a.language, a.words, a.revisions, a.gone, a.file, a.named, a.at";

/// Where the path of the file and the folder that was its source stand behind them, where they do.
const PATH: usize = 15;
const FOLDER: usize = 16;

/// How many letters a bare day has in the store.
const DAY: usize = 10;

/// The rows of a catalogue as they come, and what they are sorted by.
pub(super) struct Shelf<'a> {
    labels: Labels<'a>,
    builder: Builder,
    keys: Vec<Key>,
}

/// What a row is sorted by: newest first, then by path, then by id.
type Key = (Reverse<Option<i64>>, Range<usize>, ArticleId);

impl<'a> Shelf<'a> {
    pub(super) fn new(connection: &'a Connection, spelling: &'a Spelling) -> Self {
        Self {
            labels: Labels::new(connection, spelling),
            builder: Builder::default(),
            keys: Vec::new(),
        }
    }

    /// The catalogue of all articles that are meant; `unwritten` ones are put in their places.
    pub(super) fn catalogue(
        mut self,
        meant: &Meant,
        unwritten: &HashMap<ArticleId, Article>,
    ) -> Result<Catalogue> {
        let connection = self.labels.connection;
        match meant {
            Meant::These(these) if these.len() <= FEW => {
                for id in these.iter().filter(|id| !unwritten.contains_key(*id)) {
                    if let Some(headline) = headline(connection, *id, &mut self.labels)? {
                        self.push(&headline);
                    }
                }
            }
            meant => {
                self.labels.read_all()?;
                let present = *meant == Meant::Present;
                let is_meant = |headline: &Headline| {
                    meant.has(headline.id)
                        && !(present && headline.gone)
                        && !unwritten.contains_key(&headline.id)
                };
                self.scan(is_meant)?;
            }
        }
        for article in unwritten.values() {
            self.push(&article.headline());
        }
        Ok(self.finish())
    }

    /// Reads the table of articles from end to end.
    fn scan(&mut self, is_meant: impl Fn(&Headline) -> bool) -> Result<()> {
        let sql = format!("SELECT {COLUMNS} FROM articles a");
        let mut statement = self.labels.connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let label = label_of(row, &mut self.labels)?;
            let headline = read(row, label, &mut self.labels)?;
            if is_meant(&headline) {
                self.push(&headline);
            }
        }
        Ok(())
    }

    /// Adds the article of a row, behind whose columns the path and folder of its file stand.
    pub(super) fn push_row(&mut self, row: &Row<'_>) -> Result<()> {
        let path = row.get_ref(PATH)?.as_blob().unwrap_or_default();
        let folder = row.get_ref(FOLDER)?.as_str_or_null().ok().flatten();
        let label = self.labels.label(path, folder);
        let headline = read(row, label, &mut self.labels)?;
        self.push(&headline);
        Ok(())
    }

    fn push(&mut self, headline: &Headline) {
        let path = self
            .labels
            .keep(headline.path.as_deref().unwrap_or_default());
        let at = headline.published.map(Moment::seconds);
        self.keys.push((Reverse(at), path, headline.id));
        self.builder.push(headline);
    }

    /// The catalogue of what was pushed.
    pub(super) fn finish(self) -> Catalogue {
        let Self {
            labels,
            builder,
            keys,
        } = self;
        let rows = u32::try_from(keys.len()).unwrap_or(u32::MAX);
        let mut order: Vec<u32> = (0..rows).collect();
        order.sort_unstable_by(|&a, &b| {
            let [a, b] = [a, b].map(|row| &keys[row as usize]);
            let path = |key: &Key| &labels.paths[key.1.clone()];
            a.0.cmp(&b.0)
                .then_with(|| path(a).cmp(path(b)))
                .then(a.2.cmp(&b.2))
        });
        builder.finish_in(&order)
    }
}

/// What is known of an article but its bodies.
pub(super) fn headline(
    connection: &Connection,
    id: ArticleId,
    labels: &mut Labels<'_>,
) -> Result<Option<Headline>> {
    let sql = format!("SELECT {COLUMNS} FROM articles a WHERE id = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([id.0.cast_signed()])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let label = label_of(row, labels)?;
    Ok(Some(read(row, label, labels)?))
}

/// When the article of a row was published, in seconds since 1970.
pub(super) fn time(row: &Row<'_>) -> Result<Option<i64>> {
    Ok(row.get(14)?)
}

/// The true path of the file of a row, behind whose columns its path and folder stand.
pub(super) fn path(row: &Row<'_>) -> Result<PathBuf> {
    Ok(house::path_of(
        row.get_ref(PATH)?.as_blob().unwrap_or_default(),
    ))
}

/// What stands for the file of a row.
fn label_of(row: &Row<'_>, labels: &mut Labels<'_>) -> Result<Label> {
    let file = row.get::<_, Option<i64>>(12)?;
    file.map_or_else(|| Ok(Label::default()), |file| labels.of(file))
}

fn read(row: &Row<'_>, label: Label, labels: &mut Labels<'_>) -> Result<Headline> {
    let published = || -> rusqlite::Result<Option<Moment>> {
        let text = row.get_ref(6)?.as_str_or_null()?;
        let seconds = row.get::<_, Option<i64>>(14)?;
        // A bare day need not be read out of its letters.
        let day = seconds.filter(|_| text.is_some_and(|text| text.len() == DAY));
        let day = day.and_then(|day| DateTime::from_timestamp(day, 0));
        let day = day.map(|day| Moment::Day(day.date_naive()));
        Ok(day.or_else(|| text?.parse().ok()))
    };
    let moment = |index| -> rusqlite::Result<Option<Moment>> {
        let text = row.get_ref(index)?.as_str_or_null()?;
        Ok(text.and_then(|text| text.parse().ok()))
    };
    let number = |index| -> rusqlite::Result<usize> {
        Ok(row.get::<_, i64>(index)?.try_into().unwrap_or(0))
    };
    let path = &labels.paths[label.path];
    let mut headline = Headline {
        id: ArticleId(row.get::<_, i64>(0)?.cast_unsigned()),
        source: row.get(1)?,
        url: row.get(2)?,
        title: row.get(3)?,
        title_derived: row.get(4)?,
        author: row.get(5)?,
        published: published()?,
        updated: moment(7)?,
        path: (!path.is_empty()).then(|| path.to_owned()),
        language: row.get(8)?,
        words: number(9)?,
        revisions: number(10)?,
        gone: row.get(11)?,
    };
    if label.differs {
        let named: bool = row.get(13)?;
        if headline.revisions > 1 {
            headline.source = source(labels, headline.id)?;
        } else if !named {
            headline.source.clone_from(&labels.folders[label.folder]);
        }
    }
    Ok(headline)
}

/// The source of an article of several revisions, as it is seen from where its files are looked at.
fn source(labels: &Labels<'_>, id: ArticleId) -> Result<Option<String>> {
    let past = recall::articles(labels.connection, &HashSet::from([id]), labels.spelling)?;
    let article = articles(join(Vec::new(), past)).pop();
    Ok(article.and_then(|article| article.source))
}
