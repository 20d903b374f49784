//! Texts out of the store, whenever one is read.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use super::labels::Labels;
use super::{Error, Looked, Result, Store, house, recall, shelf};
use crate::library::load::Spelling;
use crate::library::revisions::{articles, join};
use crate::library::{Article, ArticleId, Headline, Texts};

/// The texts of a store, through a connection of its own.
#[derive(Debug)]
pub(super) struct Kept {
    folder: PathBuf,
    connection: Mutex<Connection>,
    spelling: Spelling,
    /// Articles as the store would know them, had they been written down.
    unwritten: HashMap<ArticleId, Article>,
}

impl Kept {
    /// The texts that a look in the store in `folder` has brought.
    pub(super) fn new(folder: &Path, looked: Looked) -> Result<Self> {
        let Looked {
            spelling,
            unwritten,
            ..
        } = looked;
        Self::open(folder, spelling, unwritten)
    }

    /// The texts of the store in `folder`; paths are spelt as `spelling` says.
    pub(super) fn open(
        folder: &Path,
        spelling: Spelling,
        unwritten: HashMap<ArticleId, Article>,
    ) -> Result<Self> {
        let store = Store::open_to_read(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
            connection: Mutex::new(store.connection),
            spelling,
            unwritten,
        })
    }

    /// What was read; where the store turns out to be damaged, the next program to open it has it mended.
    fn sound<T>(&self, read: Result<T>) -> Option<T> {
        if read.as_ref().is_err_and(Error::is_damage) {
            house::note_damage(&self.folder);
        }
        read.ok()
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, id: ArticleId) -> Result<Option<Article>> {
        let wanted = HashSet::from([id]);
        let past = recall::articles(&self.connection(), &wanted, &self.spelling)?;
        Ok(articles(join(Vec::new(), past)).pop())
    }

    fn read_headlines(&self, ids: &[ArticleId]) -> Result<Vec<Headline>> {
        let connection = self.connection();
        let mut labels = Labels::new(&connection, &self.spelling);
        let mut headlines = Vec::with_capacity(ids.len());
        for id in ids {
            headlines.extend(match self.unwritten.get(id) {
                Some(article) => Some(article.headline()),
                None => shelf::headline(&connection, *id, &mut labels)?,
            });
        }
        Ok(headlines)
    }
}

impl Texts for Kept {
    fn article(&self, id: ArticleId) -> Option<Article> {
        let unwritten = self.unwritten.get(&id).cloned();
        unwritten.or_else(|| self.sound(self.read(id)).flatten())
    }

    fn headlines(&self, ids: &[ArticleId]) -> Vec<Headline> {
        self.sound(self.read_headlines(ids)).unwrap_or_default()
    }
}
