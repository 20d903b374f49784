//! What a row, or the pair of headlines, has to say: both texts, its signs, and the notes on them.

use super::painted::Painted;
use super::{Role, Sign, paragraph, wording};
use crate::compare::{Conflict, Row, RowKind, Side};
use crate::version::Compared;

/// A row before it has a width: printed on a page of any kind, or laid out in lines.
#[derive(Debug, Clone)]
pub(crate) struct Entry<'a> {
    pub(crate) signs: Vec<Sign>,
    /// The side that alone has something to say.
    pub(crate) only: Option<Side>,
    /// What stands on the left and on the right.
    pub(crate) texts: [Painted; 2],
    pub(crate) notes: Vec<Note<'a>>,
}

/// Something that is said of a row.
#[derive(Debug, Clone)]
pub(crate) enum Note<'a> {
    /// The two sides give another fact.
    Conflict(&'a Conflict),
    /// The right text has it elsewhere.
    Moved(String),
    /// The engine is not sure.
    Doubt(&'static str),
}

impl<'a> Entry<'a> {
    pub(crate) fn of_row(compared: &Compared, row: &'a Row, ascii: bool) -> Self {
        let mut texts =
            [Side::Left, Side::Right].map(|side| paragraph::of_row(compared, row, side));
        let mut notes: Vec<_> = row.conflicts.iter().map(Note::Conflict).collect();
        notes.extend(wording::moved(compared, row, ascii).map(Note::Moved));
        let only = match row.kind {
            RowKind::Left => Some(Side::Left),
            RowKind::Right => Some(Side::Right),
            RowKind::Same | RowKind::Reworded => None,
        };
        match (only, wording::doubt(row)) {
            (_, None) => {}
            (None, Some(words)) => notes.push(Note::Doubt(words)),
            (Some(Side::Left), Some(words)) => texts[1] = Painted::new(words, Role::Note),
            (Some(Side::Right), Some(words)) => texts[0] = Painted::new(words, Role::Note),
        }
        Self {
            signs: Sign::all_of(row),
            only,
            texts,
            notes,
        }
    }

    /// The headlines; nothing where neither article has one of its own.
    pub(crate) fn of_headlines(compared: &'a Compared) -> Option<Self> {
        let headline = &compared.comparison.headline;
        let texts = [Side::Left, Side::Right].map(|side| paragraph::of_headline(compared, side));
        if texts == [None, None] {
            return None;
        }
        let sign = match (headline.conflicts.is_empty(), headline.edits.is_empty()) {
            (false, _) => Sign::Conflict,
            (true, false) => Sign::Reworded,
            (true, true) => Sign::Same,
        };
        let missing = || Painted::new("(no headline of its own)", Role::Note);
        Some(Self {
            signs: vec![sign],
            only: None,
            texts: texts.map(|text| text.unwrap_or_else(missing)),
            notes: headline.conflicts.iter().map(Note::Conflict).collect(),
        })
    }
}

impl Note<'_> {
    /// The note in one piece: `number: more than 700 / 728 (differs)`.
    pub(crate) fn whole(&self) -> Painted {
        match self {
            Self::Conflict(conflict) => wording::conflict(conflict, &[Side::Left, Side::Right]),
            Self::Moved(words) => Painted::new(words, Role::Moved),
            Self::Doubt(words) => Painted::new(words, Role::Note),
        }
    }

    /// The note as it stands under each side.
    pub(crate) fn halves(&self) -> [Painted; 2] {
        match self {
            Self::Conflict(conflict) => {
                [Side::Left, Side::Right].map(|side| wording::conflict(conflict, &[side]))
            }
            Self::Moved(_) | Self::Doubt(_) => [Painted::default(), self.whole()],
        }
    }
}
