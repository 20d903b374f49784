//! Headlines folded and laid end to end, so that a search runs through memory as it lies: some 100 bytes
//! for a headline of 65 letters.

use std::collections::HashMap;
use std::ops::Range;

use super::fold;
use super::letters::{self, Letter, Letters, Seen, WIDE};

/// What is known of every headline, by its index, in columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    /// The folded letters of all headlines in lower case.
    text: String,
    /// A bit for each byte of the text: whether the letter that begins there was a capital.
    capitals: Vec<u64>,
    /// Where each headline ends in the text.
    ends: Vec<u32>,
    /// The kinds of letters in each.
    masks: Vec<u64>,
    /// The kinds of letters that words of each begin with.
    initials: Vec<u64>,
    /// The outlet of each, by its place among the outlets and counted from 1; 0 for none.
    sources: Vec<u32>,
    /// The folded names of the outlets.
    outlets: Vec<String>,
}

/// Room for the letters of one headline at a time.
#[derive(Debug, Default)]
pub(super) struct Room {
    bytes: Vec<u8>,
    lower: Vec<char>,
    cased: Vec<char>,
}

impl Columns {
    /// Lays out headlines, each with the name of its outlet.
    pub(super) fn new<'a>(headlines: impl Iterator<Item = (&'a str, Option<&'a str>)>) -> Self {
        let mut columns = Self::default();
        let rows = headlines.size_hint().0;
        columns.ends.reserve_exact(rows);
        columns.masks.reserve_exact(rows);
        columns.initials.reserve_exact(rows);
        columns.sources.reserve_exact(rows);
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        for (title, source) in headlines {
            let number = source.map(|name| {
                *numbers.entry(name).or_insert_with(|| {
                    columns.outlets.push(fold::lower(name));
                    u32::try_from(columns.outlets.len()).unwrap_or(0)
                })
            });
            columns.sources.push(number.unwrap_or(0));
            columns.push(title);
        }
        columns.text.shrink_to_fit();
        columns.capitals.shrink_to_fit();
        columns
    }

    /// Adds a headline; beyond 4 GiB of them all are empty.
    fn push(&mut self, title: &str) {
        let (mut mask, mut initials, mut inside) = (0, 0, false);
        if u32::try_from(self.text.len() + 4 * title.len()).is_ok() {
            fold::each(title, |_, letter| {
                let lower = fold::lower_case(letter);
                let kind = letters::kind(lower);
                mask |= kind;
                let of_word = lower.is_of_word();
                if of_word && !inside {
                    initials |= kind;
                }
                inside = of_word;
                if letter != lower {
                    self.capital();
                }
                self.text.push(lower);
            });
        }
        self.ends
            .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.masks.push(mask);
        self.initials.push(initials);
        self.capitals.resize(self.text.len().div_ceil(64), 0);
    }

    /// Notes that the next letter is a capital.
    fn capital(&mut self) {
        let at = self.text.len();
        if self.capitals.len() <= at / 64 {
            self.capitals.resize(at / 64 + 1, 0);
        }
        self.capitals[at / 64] |= 1 << (at % 64);
    }

    /// How many headlines there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The kinds of letters in headline `index`.
    pub(super) fn mask(&self, index: usize) -> u64 {
        self.masks[index]
    }

    /// For each number of an outlet whether its name begins so; the first number is that of none.
    pub(super) fn outlets(&self, beginning: &str) -> Vec<bool> {
        let named = self.outlets.iter();
        let fits = named.map(|name| name.starts_with(beginning));
        std::iter::once(false).chain(fits).collect()
    }

    /// The number of a headline's outlet.
    pub(super) fn source(&self, index: usize) -> usize {
        self.sources[index] as usize
    }

    /// Headline `index`, to be looked at while its letters are in the `room`; with their case only if
    /// `cased`.
    pub(super) fn see<'a>(&'a self, index: usize, cased: bool, room: &'a mut Room) -> Seen<'a> {
        let bytes = self.bytes(index);
        let (mask, initials) = (self.masks[index], self.initials[index]);
        let text = &self.text[bytes.clone()];
        let (lower, cased) = if mask & WIDE == 0 {
            let lower = Letters::Narrow(text.as_bytes());
            if cased {
                room.bytes.clear();
                room.bytes.extend_from_slice(text.as_bytes());
                for at in self.capitals_in(bytes) {
                    room.bytes[at].make_ascii_uppercase();
                }
                (lower, Letters::Narrow(&room.bytes))
            } else {
                (lower, lower)
            }
        } else {
            room.lower.clear();
            room.lower.extend(text.chars());
            if cased {
                room.cased.clear();
                let letters = text.char_indices();
                room.cased.extend(letters.map(|(at, letter)| {
                    if self.is_capital(bytes.start + at) {
                        fold::upper_case(letter)
                    } else {
                        letter
                    }
                }));
                (Letters::Wide(&room.lower), Letters::Wide(&room.cased))
            } else {
                (Letters::Wide(&room.lower), Letters::Wide(&room.lower))
            }
        };
        Seen {
            mask,
            initials,
            lower,
            cased,
        }
    }

    fn bytes(&self, index: usize) -> Range<usize> {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[index] as usize
    }

    fn is_capital(&self, at: usize) -> bool {
        self.capitals[at / 64] >> (at % 64) & 1 == 1
    }

    /// Where capitals stand in a range of the text, counted from its start.
    fn capitals_in(&self, bytes: Range<usize>) -> impl Iterator<Item = usize> {
        let start = bytes.start;
        bytes
            .filter(|&at| self.is_capital(at))
            .map(move |at| at - start)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold::Folded;
    use super::*;
    use proptest::prelude::*;

    fn letters(letters: Letters<'_>) -> Vec<char> {
        letters.text().chars().collect()
    }

    #[test]
    fn outlets_are_told_by_how_their_names_begin() {
        let headlines = [("a", Some("École Post")), ("b", None), ("c", Some("AP"))];
        let columns = Columns::new(headlines.into_iter());
        let fits = columns.outlets("ecole");
        let fitting: Vec<bool> = (0..3).map(|index| fits[columns.source(index)]).collect();
        assert_eq!(fitting, [true, false, false]);
    }

    proptest! {
        #[test]
        fn every_headline_is_seen_as_it_was_folded(titles in prop::collection::vec(".{0,20}|[ -~]{0,20}", 0..8)) {
            let columns = Columns::new(titles.iter().map(|title| (title.as_str(), None)));
            let mut room = Room::default();
            prop_assert_eq!(columns.len(), titles.len());
            for (index, title) in titles.iter().enumerate() {
                let folded = Folded::new(title);
                let seen = columns.see(index, true, &mut room);
                prop_assert_eq!(letters(seen.lower), folded.lower);
                prop_assert_eq!(letters(seen.cased), folded.cased);
                let seen = columns.see(index, false, &mut room);
                prop_assert_eq!(letters(seen.cased), letters(seen.lower));
            }
        }
    }
}
