//! Headlines folded and laid end to end, so that a search runs through memory as it lies: some 90 bytes for
//! a headline of up to 64 letters.

use std::collections::HashMap;
use std::ops::Range;

use super::filter::named;
use super::fold;
use super::letters::{self, Letter, Letters, Seen, WIDE};
use super::line::{CAPITALS, Line, PLANES};

/// Letters that one row of bits holds.
const ROW: usize = 64;
/// Headlines of more letters than so many rows hold are kept as text.
const ROWS: usize = 2;

/// What is known of every headline, by its index, in columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    /// The headlines that are short and of ASCII letters, each as [`PLANES`] rows of bits, a row being one number
    /// or two.
    bits: Vec<u64>,
    /// Where each headline ends in the bits, in so many numbers as there are planes.
    bit_ends: Vec<u32>,
    /// The folded letters of all others in lower case.
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
    narrow: Vec<u8>,
    capital: Vec<u8>,
    lower: Vec<char>,
    cased: Vec<char>,
}

impl Columns {
    /// Lays out headlines, each with the name of its outlet.
    pub(super) fn new<'a>(headlines: impl Iterator<Item = (&'a str, Option<&'a str>)>) -> Self {
        let mut columns = Self::default();
        let rows = headlines.size_hint().0;
        columns.ends.reserve_exact(rows);
        columns.bit_ends.reserve_exact(rows);
        columns.masks.reserve_exact(rows);
        columns.initials.reserve_exact(rows);
        columns.sources.reserve_exact(rows);
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut letters = Vec::new();
        for (title, source) in headlines {
            let number = source.map(|name| {
                *numbers.entry(name).or_insert_with(|| {
                    columns.outlets.push(fold::lower(name));
                    u32::try_from(columns.outlets.len()).unwrap_or(0)
                })
            });
            columns.sources.push(number.unwrap_or(0));
            columns.push(title, &mut letters);
        }
        columns.bits.shrink_to_fit();
        columns.text.shrink_to_fit();
        columns.capitals.shrink_to_fit();
        columns
    }

    /// Adds a headline, which is taken apart into `letters`; beyond 4 GiB of them all are empty.
    fn push(&mut self, title: &str, letters: &mut Vec<char>) {
        letters.clear();
        if u32::try_from(self.text.len() + 4 * title.len()).is_ok() {
            fold::each(title, |_, letter| letters.push(letter));
        }
        let (mut mask, mut initials, mut inside, mut narrow) = (0, 0, false, true);
        for letter in &*letters {
            let lower = fold::lower_case(*letter);
            let kind = letters::kind(lower);
            mask |= kind;
            let of_word = lower.is_of_word();
            if of_word && !inside {
                initials |= kind;
            }
            inside = of_word;
            narrow &= lower.is_ascii() && lower != '\0';
        }
        if narrow && letters.len() <= ROW * ROWS {
            self.push_bits(letters);
        } else {
            for &letter in &*letters {
                self.push_letter(letter);
            }
        }
        self.bit_ends
            .push(u32::try_from(self.bits.len() / PLANES).unwrap_or(u32::MAX));
        self.ends
            .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.masks.push(mask);
        self.initials.push(initials);
        self.capitals.resize(self.text.len().div_ceil(64), 0);
    }

    /// Adds a headline of ASCII letters as bits.
    fn push_bits(&mut self, letters: &[char]) {
        let start = self.bits.len();
        let numbers = letters.len().div_ceil(ROW);
        self.bits.resize(start + numbers * PLANES, 0);
        let rows = &mut self.bits[start..];
        for (place, eight) in letters.chunks(8).enumerate() {
            let mut bytes = [0; 8];
            for (byte, &letter) in bytes.iter_mut().zip(eight) {
                let lower = fold::lower_case(letter);
                let capital = u8::from(letter != lower) << CAPITALS;
                *byte = u8::try_from(lower).unwrap_or(0) | capital;
            }
            let (number, shift) = (place / 8, place % 8 * 8);
            let turned = turned(u64::from_le_bytes(bytes)).to_le_bytes();
            for (plane, byte) in turned.into_iter().enumerate() {
                rows[plane * numbers + number] |= u64::from(byte) << shift;
            }
        }
    }

    /// Adds a letter to the text.
    fn push_letter(&mut self, letter: char) {
        let (lower, at) = (fold::lower_case(letter), self.text.len());
        if letter != lower {
            if self.capitals.len() <= at / 64 {
                self.capitals.resize(at / 64 + 1, 0);
            }
            self.capitals[at / 64] |= 1 << (at % 64);
        }
        self.text.push(lower);
    }

    /// How many headlines there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The kinds of letters in headline `index`.
    pub(super) fn mask(&self, index: usize) -> u64 {
        self.masks[index]
    }

    /// The kinds of letters that words of headline `index` begin with.
    pub(super) fn initials(&self, index: usize) -> u64 {
        self.initials[index]
    }

    /// Headline `index` as bits, where it has at most 64 letters and is kept so.
    #[inline]
    pub(super) fn short(&self, index: usize) -> Option<Line<u64>> {
        self.rows(index).try_into().ok().map(Line::new)
    }

    /// Headline `index` as bits, where it has more letters and is kept so.
    #[inline]
    pub(super) fn long(&self, index: usize) -> Option<Line<u128>> {
        let (pairs, _) = self.rows(index).as_chunks::<ROWS>();
        let pairs: &[[u64; ROWS]; PLANES] = pairs.try_into().ok()?;
        let joined = |[low, high]: [u64; ROWS]| u128::from(low) | u128::from(high) << ROW;
        Some(Line::new(pairs.map(joined)))
    }

    /// The rows of bits of headline `index`; none where it is kept as text.
    #[inline]
    fn rows(&self, index: usize) -> &[u64] {
        let start = index
            .checked_sub(1)
            .map_or(0, |before| self.bit_ends[before]);
        &self.bits[start as usize * PLANES..self.bit_ends[index] as usize * PLANES]
    }

    /// For each number of an outlet whether it is `wanted`; the first number is that of none.
    pub(super) fn outlets(&self, wanted: &str) -> Vec<bool> {
        let names = self.outlets.iter().map(|name| Some(name.as_str()));
        named(wanted, std::iter::once(None).chain(names))
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
            let rows = self.rows(index);
            room.narrow.clear();
            room.narrow.extend_from_slice(text.as_bytes());
            write_letters(rows, &mut room.narrow);
            if cased {
                room.capital.clear();
                room.capital.extend_from_slice(&room.narrow);
                for at in self.capitals_in(bytes) {
                    room.capital[at].make_ascii_uppercase();
                }
                let numbers = rows.len() / PLANES;
                let capitals = &rows[CAPITALS * numbers..];
                for (at, letter) in room.capital.iter_mut().enumerate() {
                    if capitals
                        .get(at / ROW)
                        .is_some_and(|row| row >> (at % ROW) & 1 == 1)
                    {
                        letter.make_ascii_uppercase();
                    }
                }
                (
                    Letters::Narrow(&room.narrow),
                    Letters::Narrow(&room.capital),
                )
            } else {
                (Letters::Narrow(&room.narrow), Letters::Narrow(&room.narrow))
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

/// Writes the lower-case letters of a headline that is kept as these rows of bits behind `out`.
fn write_letters(rows: &[u64], out: &mut Vec<u8>) {
    let numbers = rows.len() / PLANES;
    for place in 0..numbers * ROW / 8 {
        let (number, shift) = (place / 8, place % 8 * 8);
        let mut bytes = [0; 8];
        for (plane, byte) in bytes[..CAPITALS].iter_mut().enumerate() {
            *byte = (rows[plane * numbers + number] >> shift).to_le_bytes()[0];
        }
        let letters = turned(u64::from_le_bytes(bytes)).to_le_bytes();
        out.extend(letters.into_iter().take_while(|letter| *letter != 0));
    }
}

/// Eight bytes with rows and columns of bits exchanged: bit `i` of byte `j` becomes bit `j` of byte `i`.
fn turned(mut bits: u64) -> u64 {
    for (shift, stays, moves) in [
        (7, 0xaa55_aa55_aa55_aa55, 0x00aa_00aa_00aa_00aa),
        (14, 0xcccc_3333_cccc_3333, 0x0000_cccc_0000_cccc),
        (28, 0xf0f0_f0f0_0f0f_0f0f, 0x0000_0000_f0f0_f0f0),
    ] {
        bits = bits & stays | (bits & moves) << shift | bits >> shift & moves;
    }
    bits
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
    fn outlets_are_told_by_words_of_their_names() {
        let headlines = [("a", Some("École Post")), ("b", None), ("c", Some("AP"))];
        let columns = Columns::new(headlines.into_iter());
        let fits = columns.outlets("ecole");
        let fitting: Vec<bool> = (0..3).map(|index| fits[columns.source(index)]).collect();
        assert_eq!(fitting, [true, false, false]);
    }

    #[test]
    fn bits_are_turned_row_for_column() {
        for (row, column) in (0..8).flat_map(|row| (0..8).map(move |column| (row, column))) {
            assert_eq!(turned(1 << (8 * row + column)), 1 << (8 * column + row));
        }
    }

    proptest! {
        #[test]
        fn every_headline_is_seen_as_it_was_folded(
            titles in prop::collection::vec(".{0,20}|[ -~]{0,20}|[ -~]{60,132}", 0..8)
        ) {
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
