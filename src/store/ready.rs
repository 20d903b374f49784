//! The catalogue of the library kept ready from run to run, and used again where nothing has changed.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::columns::{self, Edition};
use super::kept::Kept;
use super::meant::Meant;
use super::shelf::Shelf;
use super::{Error, Looked, Result, Store, Whose, files};
use crate::library::load::Spelling;
use crate::library::{Catalogue, Holding};

/// A library of fewer articles is read out of the store as soon.
const WORTH_IT: usize = if cfg!(test) { 3 } else { 5_000 };

/// A catalogue that was kept ready, and of what it was made.
#[derive(Debug, Clone)]
pub(super) struct Ready {
    edition: Edition,
    catalogue: Arc<Catalogue>,
}

/// What a look has brought, as it is handed on.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) holding: Holding,
    /// Why it is not kept, where it is not.
    pub(super) unkept: Option<Error>,
    /// The edition of the catalogue, where it is worth to be kept ready and is not yet.
    pub(super) fresh: Option<Edition>,
    /// The catalogue, to be used again where nothing has changed.
    pub(super) ready: Option<Ready>,
}

impl Held {
    /// What is held, whose catalogue is the one that was `ready` where there is one.
    fn new(
        holding: Holding,
        edition: Option<Edition>,
        unkept: Option<Error>,
        ready: Option<&Ready>,
    ) -> Self {
        let is_worth_it = ready.is_none() && holding.catalogue.len() >= WORTH_IT;
        let catalogue = || Arc::clone(&holding.catalogue);
        Self {
            fresh: edition.filter(|_| is_worth_it),
            ready: edition.map(|edition| Ready {
                edition,
                catalogue: catalogue(),
            }),
            holding,
            unkept,
        }
    }
}

impl Store {
    /// The catalogue of the library in `paths` as of the last look, where it is kept ready.
    pub(super) fn ready(&self, paths: &[PathBuf]) -> Result<Option<(Ready, Holding)>> {
        let Some(edition) = Edition::of(&self.connection, paths)? else {
            return Ok(None);
        };
        let Some(catalogue) = columns::read(&self.folder, edition) else {
            return Ok(None);
        };
        let catalogue = Arc::new(catalogue);
        let kept = Kept::new(&self.folder, Spelling::of(paths));
        let holding = Holding {
            catalogue: Arc::clone(&catalogue),
            texts: Arc::new(kept),
            problems: Vec::new(),
        };
        Ok(Some((Ready { edition, catalogue }, holding)))
    }

    /// The edition of what a look at `paths` has brought; none where it is not of the store and the paths alone.
    pub(super) fn edition(
        &self,
        looked: &Looked,
        paths: &[PathBuf],
        whose: Whose,
    ) -> Result<Option<Edition>> {
        let is_plain = whose == Whose::Library
            && looked.unwritten.is_empty()
            && looked.spelling == Spelling::of(paths);
        let edition = is_plain.then(|| Edition::of(&self.connection, paths));
        Ok(edition.transpose()?.flatten())
    }

    /// Hands on what a look has brought, with the catalogue that is `ready` if it is of the same edition.
    pub(super) fn hold(
        &self,
        mut looked: Looked,
        edition: Option<Edition>,
        ready: Option<&Ready>,
    ) -> Result<Held> {
        let ready = ready.filter(|ready| Some(ready.edition) == edition);
        looked.known = ready.map(|ready| Arc::clone(&ready.catalogue));
        let (holding, unkept) = self.holding(looked)?;
        Ok(Held::new(holding, edition, unkept, ready))
    }

    /// The library in `paths` as the last look of any program has left it; no file is looked at. Its catalogue is
    /// the one that is `ready` if that is of the same edition.
    pub(super) fn known(&self, paths: &[PathBuf], ready: Option<&Ready>) -> Result<Held> {
        // Read first: what comes in meanwhile belongs to a later edition.
        let edition = Edition::of(&self.connection, paths)?;
        let spelling = Spelling::of(paths);
        let ready = ready.filter(|ready| Some(ready.edition) == edition);
        let catalogue = if let Some(ready) = ready {
            Arc::clone(&ready.catalogue)
        } else {
            let files = files::of_library(&self.connection, paths)?;
            let meant = Meant::of(&self.connection, Whose::Library, &files)?;
            let shelf = Shelf::new(&self.connection, &spelling);
            Arc::new(shelf.catalogue(&meant, &HashMap::new())?)
        };
        let holding = Holding {
            catalogue,
            texts: Arc::new(Kept::new(&self.folder, spelling)),
            problems: Vec::new(),
        };
        Ok(Held::new(holding, edition, None, ready))
    }

    /// A number that is another one whenever articles have changed, whichever program has written them.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn generation(&self) -> Result<i64> {
        columns::generation(&self.connection)
    }

    /// Keeps a catalogue ready for the next run; without it that only takes longer.
    pub(super) fn make_ready(&self, edition: Edition, catalogue: &Catalogue) {
        let _ = columns::write(&self.folder, edition, catalogue);
    }
}
