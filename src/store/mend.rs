//! A damaged store becomes a whole one again, in steps that may be cut off at any time.
//!
//! What can be read of it is first copied into a store beside it. Only when that is whole and on the disk does
//! it get the name by which it is known to be so; then the damaged store is set aside and the new one takes its
//! place. Whoever opens the store next goes on where another was cut off.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::{Result, Store, house, salvage};

/// The new store while it is being filled.
const MENDING: &str = "store-mending.db";

/// The new store when it is whole.
const MENDED: &str = "store-mended.db";

impl Store {
    /// Makes a new store of what can be read of a damaged one, sets that aside, and opens the new one.
    pub(super) fn mend(folder: &Path, now: DateTime<Utc>, notes: &mut Vec<String>) -> Result<Self> {
        let filling = folder.join(MENDING);
        house::remove(&filling)?;
        drop(house::create_private(&filling)?);
        let new = Self::open_present(folder, &filling, &mut Vec::new())?;
        let saved = salvage::salvage(&house::file(folder), &new.connection)?;
        // Then all of it is in that one file.
        let alone = new.connection.pragma_update(None, "journal_mode", "delete");
        alone.and_then(|()| new.connection.close().map_err(|(_, error)| error))?;
        fs::rename(filling, folder.join(MENDED))?;
        house::sync_folder(folder)?;
        let aside = swap(folder, now)?;
        notes.push(format!(
            "the store was damaged: {saved}; {}",
            kept_as(aside.as_deref())
        ));
        Self::open_present(folder, &house::file(folder), notes)
    }
}

/// Goes on with the mending of a store that was cut off when all had been saved.
pub(super) fn finish(folder: &Path, now: DateTime<Utc>, notes: &mut Vec<String>) -> Result<()> {
    if folder.join(MENDED).symlink_metadata().is_ok() {
        let aside = swap(folder, now)?;
        notes.push(format!(
            "the store was damaged, and what could be read of it was saved; {}",
            kept_as(aside.as_deref())
        ));
    }
    Ok(())
}

/// Puts the mended store in the place of the damaged one; where that is now, unless it was set aside before.
fn swap(folder: &Path, now: DateTime<Utc>) -> Result<Option<PathBuf>> {
    let file = house::file(folder);
    let is_there = file.symlink_metadata().is_ok();
    let aside = is_there
        .then(|| house::set_aside(folder, now))
        .transpose()?;
    house::sync_folder(folder)?; // what stood beside the damaged store must not be taken for the new one's
    fs::rename(folder.join(MENDED), file)?;
    house::sync_folder(folder)?;
    Ok(aside)
}

fn kept_as(aside: Option<&Path>) -> String {
    match aside {
        Some(aside) => format!("the damaged file is kept as {}", aside.display()),
        None => "the damaged file is kept beside it".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use tempfile::TempDir;

    use super::super::tests::{filled, now};
    use super::*;

    /// What a mending leaves that was cut off at some point, and what is said of it then.
    #[test]
    fn a_mending_that_was_cut_off_is_gone_on_with() {
        type Files = &'static [(&'static str, &'static str)];
        let cases: [(&str, Files, &str); 4] = [
            (
                "while copying",
                &[(MENDING, "half"), ("store-mending.db-wal", "half")],
                "",
            ),
            (
                "before the damaged one was set aside",
                &[("store.db-wal", "w")],
                "kept as",
            ),
            ("when its companions were", &[], "kept as"),
            ("when it was", &[], "kept beside it"),
        ];
        for (cut_off, files, says) in cases {
            let place = TempDir::new().unwrap();
            let (store, id) = filled(place.path(), 3);
            drop(store);
            let folder = place.path().join("data");
            let file = house::file(&folder);
            if !says.is_empty() {
                fs::rename(&file, folder.join(MENDED)).unwrap();
            }
            if says == "kept as" {
                fs::write(&file, "damaged").unwrap();
            }
            for (name, text) in files {
                fs::write(folder.join(name), text).unwrap();
            }
            let opened = Store::open(&folder, now()).unwrap();
            assert!(
                opened.notes.concat().contains(says),
                "{cut_off}: {:?}",
                opened.notes
            );
            assert_eq!(
                opened.notes.len(),
                usize::from(!says.is_empty()),
                "{cut_off}"
            );
            assert!(opened.store.states().unwrap().of(id).starred, "{cut_off}");
            assert!(
                opened.store.verify().unwrap().faults.is_empty(),
                "{cut_off}"
            );
            assert!(!folder.join(MENDED).exists(), "{cut_off}");
            let again = Store::open(&folder, now()).unwrap();
            assert_eq!(again.notes, [""; 0], "{cut_off}");
        }
    }

    #[test]
    fn what_an_earlier_mending_left_half_done_is_not_taken_over() {
        let place = TempDir::new().unwrap();
        let (store, _) = filled(place.path(), 1);
        drop(store);
        let folder = place.path().join("data");
        for name in [MENDING, "store-mending.db-journal"] {
            fs::write(folder.join(name), "half").unwrap();
        }
        fs::write(house::file(&folder), "no store").unwrap();
        let opened = Store::open(&folder, now()).unwrap();
        assert!(
            opened.notes[0].starts_with("the store was damaged: "),
            "{:?}",
            opened.notes
        );
        let names = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name());
        assert!(
            names
                .into_iter()
                .all(|name| !name.to_string_lossy().contains("mend"))
        );
    }
}
