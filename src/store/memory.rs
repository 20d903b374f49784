//! What newsread remembers; where nothing can be kept, all else goes on without.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::columns::Edition;
use super::counted::Counted;
use super::ready::{Held, Ready};
use super::stories::mark;
use super::{Error, Grouper, Opened, Result, Store, Tell, Whose};
use crate::library::load::{self, Loaded, Progress};
use crate::library::state::{Change, States};
use crate::library::ties::Ties;
use crate::library::{Catalogue, Holding};
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
    /// The catalogue that was handed on last, or that was kept ready.
    ready: Option<Ready>,
    /// Of which edition the catalogue is that the last look brought, where it is not kept ready yet.
    fresh: Option<Edition>,
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
            ready: None,
            fresh: None,
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
            ready: None,
            fresh: None,
        }
    }

    /// Closes the store until it is needed again: one that nobody has open is one file.
    pub fn rest(&mut self) {
        self.store = None;
    }

    /// Opens the store again, where it is closed; the catalogue that was handed on last is still known.
    pub fn wake(&mut self, now: DateTime<Utc>) {
        if self.store.is_none() {
            let ready = self.ready.take();
            *self = Self {
                ready,
                ..Self::open(&self.folder, now)
            };
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
            let file = match why {
                Error::Homeless => String::new(),
                _ => format!("{}: ", Store::file(&self.folder).display()),
            };
            let (says, _) = clean_line(&format!("changes will not be kept: {file}{why}"));
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
        let ready = self.ready.take();
        let held = self.attempt(now, |store| {
            let looked = store.look(paths, whose, now, progress)?;
            let edition = store.edition(&looked, paths, whose)?;
            store.hold(looked, edition, ready.as_ref())
        });
        let Some(held) = held else {
            let Loaded { library, problems } = load::load(paths, progress);
            return Holding::of(library, problems);
        };
        if let Some(why) = &held.unkept {
            self.cannot_keep(why);
        }
        self.hold(held)
    }

    /// Hands on what is held, and remembers its catalogue.
    fn hold(&mut self, held: Held) -> Holding {
        self.fresh = held.fresh.filter(|_| self.writable);
        self.ready = held.ready;
        held.holding
    }

    /// The library in `paths` as the last look of any program has left it; no file is looked at. The catalogue is
    /// the one that was handed on last where nothing has changed since. None where nothing can be read.
    pub fn known(&mut self, paths: &[PathBuf], now: DateTime<Utc>) -> Option<Holding> {
        let ready = self.ready.take();
        let held = self.attempt(now, |store| store.known(paths, ready.as_ref()))?;
        Some(self.hold(held))
    }

    /// The whole library in `paths` as it was at the last look, where its catalogue is kept ready.
    pub fn ready(&mut self, paths: &[PathBuf], now: DateTime<Utc>) -> Option<Holding> {
        let (ready, holding) = self.attempt(now, |store| store.ready(paths))??;
        self.ready = Some(ready);
        Some(holding)
    }

    /// Keeps the catalogue that the last look brought ready for the next run, where that is of use.
    pub fn make_ready(&mut self, catalogue: &Catalogue) {
        if let Some((store, edition)) = self.store.as_ref().zip(self.fresh.take()) {
            store.make_ready(edition, catalogue);
        }
    }

    /// The newest articles of the library in `paths`, `count` or some more, as they were at the last look.
    pub fn newest(&mut self, paths: &[PathBuf], count: usize, now: DateTime<Utc>) -> Holding {
        let newest = self.attempt(now, |store| store.newest(paths, count));
        newest.unwrap_or_default()
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
            let texts = Counted::new(&*holding.texts, catalogue.len(), tell);
            let grouping = Grouping::of(catalogue, &texts, ties);
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
    pub(super) fn attempt<T>(
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

    use super::super::tests::{filled, now, open, rows, starred};
    use super::*;
    use crate::library::ArticleId;

    #[test]
    fn a_catalogue_is_kept_ready_and_used_while_nothing_has_changed() {
        let place = TempDir::new().unwrap();
        drop(filled(place.path(), 5));
        let (data, news) = (place.path().join("data"), [place.path().join("news")]);
        let look = |memory: &mut Memory| {
            let held = memory.look(&news, Whose::Library, now(), &Progress::default());
            memory.make_ready(&held.catalogue);
            held
        };
        let mut memory = Memory::open(&data, now());
        assert!(memory.ready(&news, now()).is_none());
        let first = look(&mut memory);
        let ready = memory.ready(&news, now()).unwrap();
        assert_eq!(rows(&ready.catalogue), rows(&first.catalogue));
        assert_eq!(ready.library().articles(), first.library().articles());
        let again = look(&mut memory);
        assert!(std::sync::Arc::ptr_eq(&again.catalogue, &ready.catalogue));
        assert!(memory.ready(&[place.path().to_owned()], now()).is_none());
        fs::write(news[0].join("0003.txt"), "Title: Boat\n\nIt swam.").unwrap();
        let edited = look(&mut memory);
        assert_eq!(edited.catalogue.len(), 5);
        assert_ne!(rows(&edited.catalogue), rows(&first.catalogue));
        let ready = memory.ready(&news, now()).unwrap();
        assert_eq!(rows(&ready.catalogue), rows(&edited.catalogue));
        fs::write(data.join("store-headlines.cache"), "nwsrds01").unwrap();
        assert!(memory.ready(&news, now()).is_none());
        assert_eq!(rows(&look(&mut memory).catalogue), rows(&edited.catalogue));
    }

    #[test]
    fn what_another_program_has_stored_is_known_without_a_look_at_any_file() {
        let place = TempDir::new().unwrap();
        drop(filled(place.path(), 4));
        let (data, news) = (place.path().join("data"), [place.path().join("news")]);
        let [mut reader, mut other] = [(); 2].map(|()| Memory::open(&data, now()));
        let look =
            |memory: &mut Memory| memory.look(&news, Whose::Library, now(), &Progress::default());
        let first = look(&mut reader);
        reader.rest();
        reader.wake(now());
        let again = reader.known(&news, now()).unwrap();
        assert!(std::sync::Arc::ptr_eq(&again.catalogue, &first.catalogue));
        let generation = |memory: &Memory| memory.store().unwrap().generation().unwrap();
        let before = generation(&reader);
        fs::write(news[0].join("new.txt"), "Title: Boat\n\nIt swam.").unwrap();
        fs::remove_file(news[0].join("0001.txt")).unwrap();
        let theirs = look(&mut other);
        assert_ne!(generation(&reader), before);
        fs::write(news[0].join("newer.txt"), "Title: Boats\n\nThey swam.").unwrap();
        let known = reader.known(&news, now()).unwrap();
        assert_eq!(known.catalogue.len(), 5);
        assert_eq!(rows(&known.catalogue), rows(&theirs.catalogue));
        assert_eq!(known.library().articles(), theirs.library().articles());
    }

    #[test]
    fn damage_that_is_found_while_reading_is_mended_by_the_next_run() {
        let place = TempDir::new().unwrap();
        let (store, id) = filled(place.path(), 40);
        let pages = "SELECT min(pageno) FROM dbstat WHERE name = 'bodies' AND pagetype = 'leaf'";
        let page: u32 = store
            .connection
            .query_row(pages, [], |row| row.get(0))
            .unwrap();
        drop(store);
        let (data, news) = (place.path().join("data"), [place.path().join("news")]);
        let file = Store::file(&data);
        let mut bytes = fs::read(&file).unwrap();
        let page = page as usize * 16_384;
        bytes[page - 16_384..page].fill(0xa5);
        fs::write(&file, &bytes).unwrap();
        let mut memory = Memory::open(&data, now());
        let held = memory.look(&news, Whose::Library, now(), &Progress::default());
        assert_eq!((held.catalogue.len(), memory.take_notes().len()), (40, 0));
        assert!(held.library().articles().len() < 40, "some cannot be read");
        drop((memory, held));
        let mut memory = Memory::open(&data, now());
        let notes = memory.take_notes();
        assert!(notes[0].contains("damaged"), "{notes:?}");
        let held = memory.look(&news, Whose::Library, now(), &Progress::default());
        assert_eq!(held.library().articles().len(), 40);
        assert!(memory.states(now()).of(id).starred);
        assert_eq!(Memory::open(&data, now()).take_notes(), [""; 0]);
    }

    #[test]
    fn without_a_place_nothing_is_kept_and_it_is_said() {
        let place = TempDir::new().unwrap();
        fs::write(place.path().join("a.txt"), "It sank.").unwrap();
        let mut memory = Memory::open(Path::new(""), now());
        let paths = [place.path().to_owned()];
        let held = memory.look(&paths, Whose::Library, now(), &Progress::default());
        assert_eq!(held.catalogue.len(), 1);
        let notes = memory.take_notes();
        let said =
            "changes will not be kept: no home directory is known; --data-dir names another place";
        assert_eq!(notes, [said]);
    }

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
