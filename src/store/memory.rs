//! What newsread remembers; where nothing can be kept, all else goes on without.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::stories::mark;
use super::{Error, Grouper, Looked, Opened, Result, Store, Tell, Whose};
use crate::library::Holding;
use crate::library::load::{self, Loaded, Progress};
use crate::library::state::{Change, States};
use crate::library::ties::Ties;
use crate::story::Grouping;
use crate::text::clean::clean_line;

/// From so many articles on a grouping is worth being remembered.
const MANY: usize = 1_000;

/// A store, if there is one.
#[derive(Debug)]
pub struct Memory {
    folder: PathBuf,
    store: Option<Store>,
    /// Whether the store can be written.
    writable: bool,
    /// Why changes are not kept, where they are not.
    unkept: Option<String>,
    notes: Vec<String>,
}

impl Memory {
    /// The memory that is kept in `folder`; where it cannot be written, one to be read only, else none.
    pub fn open(folder: &Path, now: DateTime<Utc>) -> Self {
        let mut memory = Self {
            folder: folder.to_owned(),
            store: None,
            writable: false,
            unkept: None,
            notes: Vec::new(),
        };
        let opened = Store::open(folder, now);
        memory.take_in(opened);
        if memory.store.is_none() {
            memory.store = Store::open_to_read(folder).ok();
        }
        memory
    }

    /// No memory: nothing is known, nothing is kept, and nothing is said of it.
    pub fn none() -> Self {
        Self {
            folder: PathBuf::new(),
            store: None,
            writable: false,
            unkept: None,
            notes: Vec::new(),
        }
    }

    fn take_in(&mut self, opened: Result<Opened>) {
        match opened {
            Ok(opened) => {
                self.store = Some(opened.store);
                self.writable = true;
                self.notes.extend(opened.notes);
            }
            Err(why) => self.cannot_keep(&why),
        }
    }

    fn cannot_keep(&mut self, why: &Error) {
        if self.unkept.is_none() {
            let file = Store::file(&self.folder);
            let (file, _) = clean_line(&file.to_string_lossy());
            let says = format!("changes will not be kept: {file}: {why}");
            self.notes.push(says.clone());
            self.unkept = Some(says);
        }
    }

    /// The store itself.
    pub fn store(&self) -> Option<&Store> {
        self.store.as_ref()
    }

    /// Why changes are not kept, where they are not.
    pub fn unkept(&self) -> Option<&str> {
        self.unkept.as_deref()
    }

    /// What is to be said about the store, once.
    pub fn take_notes(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notes)
    }

    /// Looks at the files of `paths`, and remembers them where it can.
    pub fn look(
        &mut self,
        paths: &[PathBuf],
        whose: Whose,
        now: DateTime<Utc>,
        progress: &Progress,
    ) -> Holding {
        let looked = self.attempt(now, |store| store.look(paths, whose, now, progress));
        let Loaded { library, problems } = match looked {
            None => load::load(paths, progress),
            Some(Looked { loaded, unkept }) => {
                if let Some(why) = unkept {
                    self.cannot_keep(&why);
                }
                loaded
            }
        };
        Holding::of(library, problems)
    }

    /// The newest articles of the library in `paths`, at most `count`, as they were at the last look.
    pub fn newest(&mut self, paths: &[PathBuf], count: usize, now: DateTime<Utc>) -> Holding {
        let newest = self.attempt(now, |store| store.newest(paths, count));
        Holding::of(newest.unwrap_or_default(), Vec::new())
    }

    /// The folder in which the store is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The stories of what is at hand. Those of the library are kept, only what is new is filed among them, and
    /// the ties that are kept are heeded; of other articles `ties` are, and where they are many, the stories are
    /// remembered.
    pub fn grouping(
        &mut self,
        holding: &Holding,
        whose: Whose,
        ties: &Ties,
        now: DateTime<Utc>,
        tell: Tell<'_>,
    ) -> Grouping {
        let catalogue = &holding.catalogue;
        let kept = (self.writable && whose == Whose::Library).then(|| {
            self.attempt(now, |store| {
                store.group(catalogue, &mut Grouper::default(), tell)
            })
        });
        if let Some(grouping) = kept.flatten() {
            return grouping;
        }
        if catalogue.len() < MANY {
            return Grouping::of(catalogue, &*holding.texts, ties);
        }
        let mark = mark(catalogue, ties);
        let remembered = self.attempt(now, |store| store.remembered(mark));
        remembered.flatten().unwrap_or_else(|| {
            let grouping = Grouping::of(catalogue, &*holding.texts, ties);
            if self.writable {
                self.attempt(now, |store| store.remember(mark, &grouping));
            }
            grouping
        })
    }

    /// What was ever done with any article.
    pub fn states(&mut self, now: DateTime<Utc>) -> States {
        self.attempt(now, |store| store.states())
            .unwrap_or_default()
    }

    /// Writes changes down.
    ///
    /// # Errors
    ///
    /// When they cannot be written; they may be later, if [`Error::may_pass`].
    pub fn keep(&mut self, changes: &[Change], now: DateTime<Utc>) -> Result<()> {
        match &mut self.store {
            Some(store) if self.writable => store.keep(changes, now),
            _ => Ok(()), // that they are not kept has been said
        }
    }

    /// Does something with the store; should that turn out to be damaged, once more with a mended one.
    fn attempt<T>(
        &mut self,
        now: DateTime<Utc>,
        work: impl Fn(&mut Store) -> Result<T>,
    ) -> Option<T> {
        let why = match work(self.store.as_mut()?) {
            Ok(done) => return Some(done),
            Err(why) => why,
        };
        if !why.is_damage() || !self.writable {
            self.cannot_keep(&why);
            return None;
        }
        let damaged = self.store.take()?;
        self.take_in(damaged.replace(now));
        match work(self.store.as_mut()?) {
            Ok(done) => Some(done),
            Err(why) => {
                self.cannot_keep(&why);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use std::fs;

    use tempfile::TempDir;

    use super::super::tests::{filled, now, open, starred};
    use super::*;
    use crate::library::ArticleId;

    #[test]
    fn a_store_that_cannot_be_written_is_read() {
        let place = TempDir::new().unwrap();
        let (store, id) = filled(place.path(), 3);
        drop(store);
        let data = place.path().join("data");
        let mut memory = Memory {
            store: Store::open_to_read(&data).ok(),
            ..Memory::none()
        };
        fs::write(
            place.path().join("news/0000.txt"),
            "Title: Ferry 0\n\nIt swam.",
        )
        .unwrap();
        let news = [place.path().join("news")];
        let loaded = memory.look(&news, Whose::Library, now(), &Progress::default());
        assert_eq!(
            loaded.texts.article(id).unwrap().revisions.len(),
            2,
            "what is kept is known"
        );
        assert!(memory.states(now()).of(id).starred);
        let note = memory.take_notes().remove(0);
        assert!(
            note.starts_with("changes will not be kept: ")
                && note.ends_with("it cannot be written"),
            "{note}"
        );
        memory.keep(&[starred(ArticleId(1))], now()).unwrap();
        assert!(!open(&data).states().unwrap().of(ArticleId(1)).starred);
    }
}
