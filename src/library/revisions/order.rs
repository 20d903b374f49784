//! The revisions of one article in order, and where among them a new text belongs.

use std::collections::HashMap;

use super::{Filed, Hold, Known, Look, Origin, Standing, fingerprint};
use crate::library::Revision;
use crate::library::names::Place;
use crate::text::moment::Moment;

/// A revision on its way to its place among the others.
pub(super) struct Entry {
    pub(super) origin: Origin,
    pub(super) revision: Revision,
    /// Which entry it is, wherever it stands.
    pub(super) number: usize,
}

/// The revisions of one article, in order.
pub(super) struct Order {
    pub(super) entries: Vec<Entry>,
    former: Vec<Hold>,
    rows: HashMap<i64, usize>,
    pub(super) holds: Vec<(Place, usize)>,
}

impl Order {
    pub(super) fn new(known: Vec<Known>, former: Vec<Hold>) -> Self {
        let rows = known.iter().map(|known| known.row).zip(0..).collect();
        let entry = |(known, number): (Known, usize)| Entry {
            origin: Origin {
                standing: Standing::Known(known.row),
                told: known.told,
                hash: known.hash,
                names: known.names,
                place: known.place,
                folder: known.folder,
            },
            revision: known.revision,
            number,
        };
        Self {
            entries: known.into_iter().zip(0..).map(entry).collect(),
            former,
            rows,
            holds: Vec::new(),
        }
    }

    /// Finds the place of a new text among the others, or the text that it is once more.
    pub(super) fn take(&mut self, mut text: Filed) {
        let former = self.former_of(&text);
        if let (Some(at), Look::Moved) = (former, text.look) {
            // A date that the old name gave is not lost with that name.
            let before = self.entries[at].revision.published;
            text.revision.published = text.revision.published.or(before);
        }
        let hash = fingerprint(&text.revision);
        let told = when(&text.revision);
        let place = text.place.clone();
        let Some(at) = former else {
            let same = self.entries.iter().find(|entry| entry.origin.hash == hash);
            let number = same.map(|entry| entry.number);
            let number = number.unwrap_or_else(|| self.insert(text, hash, told));
            self.holds.push((place, number));
            return;
        };
        let later = told.max(self.entries[at].origin.told);
        let in_other_bytes = text.look == Look::Edited && text.alone && self.was_alone(&place);
        let since = &self.entries[at + 1..];
        let number = match since.iter().find(|entry| entry.origin.hash == hash) {
            Some(later) => later.number,
            None if self.entries[at].origin.hash == hash && !in_other_bytes => {
                self.entries[at].number
            }
            None if matches!(text.look, Look::Again | Look::Moved) => {
                self.read_again(at, text, hash)
            }
            None => self.insert(text, hash, later),
        };
        self.holds.push((place, number));
    }

    /// The entry of the text that stood in the place of `text`.
    fn former_of(&self, text: &Filed) -> Option<usize> {
        let of_file = || {
            self.former
                .iter()
                .filter(|h| h.place.file == text.place.file)
        };
        let same = of_file().find(|hold| hold.place.index == text.place.index);
        let hold = same.or_else(|| of_file().next_back())?;
        let number = *self.rows.get(&hold.row)?;
        self.entries.iter().position(|entry| entry.number == number)
    }

    fn was_alone(&self, place: &Place) -> bool {
        let of_file = self.former.iter().filter(|h| h.place.file == place.file);
        of_file.count() == 1
    }

    /// Puts a revision behind all that are told no later; its number.
    fn insert(&mut self, text: Filed, hash: u64, told: Option<i64>) -> usize {
        let number = self.entries.len();
        let at = self
            .entries
            .partition_point(|entry| entry.origin.told <= told);
        let entry = Entry {
            origin: Origin {
                standing: Standing::New,
                told,
                hash,
                names: text.names,
                place: text.place,
                folder: text.folder,
            },
            revision: text.revision,
            number,
        };
        self.entries.insert(at, entry);
        number
    }

    /// Lets a text say what newer rules make of its bytes.
    fn read_again(&mut self, at: usize, text: Filed, hash: u64) -> usize {
        let entry = &mut self.entries[at];
        if let Standing::Known(row) = entry.origin.standing {
            entry.origin.standing = Standing::Again(row);
        }
        entry.origin.hash = hash;
        entry.origin.names = text.names;
        let before = std::mem::replace(&mut entry.revision, text.revision);
        entry.revision.seen = before.seen;
        entry.revision.minor = before.minor;
        entry.number
    }

    /// Marks the new revisions that say the same words as the one before them.
    pub(super) fn mark_minor(&mut self) {
        for at in 1..self.entries.len() {
            if self.entries[at].origin.standing == Standing::New {
                let before = words(&self.entries[at - 1].revision);
                self.entries[at].revision.minor = words(&self.entries[at].revision) == before;
            }
        }
    }
}

/// When a text was as it is, by its own word; the undated come first.
pub(super) fn when(revision: &Revision) -> Option<i64> {
    let moment = revision.updated.or(revision.published);
    moment.map(Moment::seconds)
}

/// What is said, without any white space.
fn words(revision: &Revision) -> String {
    let texts = revision.paragraphs.iter().map(|p| p.text.as_str());
    let said = texts.chain([revision.title.as_str()]);
    said.flat_map(str::split_whitespace).collect()
}
