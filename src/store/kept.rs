//! Texts out of the store, whenever one is read.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;

use super::labels::Labels;
use super::{Error, Result, Store, house, recall, shelf};
use crate::library::load::Spelling;
use crate::library::revisions::{articles, join};
use crate::library::{Article, ArticleId, Headline, Texts};

/// The texts of a store, through a connection of its own.
#[derive(Debug)]
pub(super) struct Kept {
    folder: PathBuf,
    connection: Mutex<Option<Connection>>,
    spelling: Spelling,
    /// Articles as the store would know them, had they been written down.
    unwritten: HashMap<ArticleId, Article>,
}

impl Kept {
    /// The texts of the store in `folder`, which is opened with the first text that is read; paths are spelt as
    /// `spelling` says.
    pub(super) fn new(folder: &Path, spelling: Spelling) -> Self {
        Self {
            folder: folder.to_owned(),
            connection: Mutex::new(None),
            spelling,
            unwritten: HashMap::new(),
        }
    }

    /// The texts of the store in `folder`, which has been opened, and `unwritten` ones.
    pub(super) fn through(
        connection: Connection,
        folder: &Path,
        spelling: Spelling,
        unwritten: HashMap<ArticleId, Article>,
    ) -> Self {
        Self {
            connection: Mutex::new(Some(connection)),
            unwritten,
            ..Self::new(folder, spelling)
        }
    }

    /// What is read; where the store turns out to be damaged, the next program to open it has it mended.
    fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T>) -> Option<T> {
        let mut place = self
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let connection = match place.take() {
            Some(connection) => connection,
            None => Store::open_to_read(&self.folder).ok()?.connection,
        };
        let read = read(place.insert(connection));
        if read.as_ref().is_err_and(Error::is_damage) {
            house::note_damage(&self.folder);
        }
        read.ok()
    }

    fn read_article(&self, connection: &Connection, id: ArticleId) -> Result<Option<Article>> {
        let wanted = HashSet::from([id]);
        let past = recall::articles(connection, &wanted, &self.spelling)?;
        Ok(articles(join(Vec::new(), past)).pop())
    }

    fn read_headlines(&self, connection: &Connection, ids: &[ArticleId]) -> Result<Vec<Headline>> {
        let mut labels = Labels::new(connection, &self.spelling);
        let mut headlines = Vec::with_capacity(ids.len());
        for id in ids {
            headlines.extend(match self.unwritten.get(id) {
                Some(article) => Some(article.headline()),
                None => shelf::headline(connection, *id, &mut labels)?,
            });
        }
        Ok(headlines)
    }
}

impl Texts for Kept {
    fn article(&self, id: ArticleId) -> Option<Article> {
        let unwritten = self.unwritten.get(&id).cloned();
        let read = || self.read(|connection| self.read_article(connection, id));
        unwritten.or_else(|| read().flatten())
    }

    fn headlines(&self, ids: &[ArticleId]) -> Vec<Headline> {
        self.read(|connection| self.read_headlines(connection, ids))
            .unwrap_or_default()
    }
}
