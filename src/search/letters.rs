//! The letters of a headline as a search sees them: bytes where all are ASCII, else characters; and the
//! 64 kinds of letters that tell at a glance what it cannot hold.

use std::borrow::Cow;

use super::fold::Folded;

/// The kind of every letter that is not ASCII, on top of its own.
pub(super) const WIDE: u64 = 1 << 63;
/// The first of the kinds that letters share; below it each has one of its own.
const SHARED: u32 = 36;

/// The bit for a folded lower-case letter's kind; a to z and 0 to 9 have each their own.
pub(super) fn kind(letter: char) -> u64 {
    let code = u32::from(letter);
    match letter {
        'a'..='z' => 1 << (code - u32::from('a')),
        '0'..='9' => 1 << (26 + code - u32::from('0')),
        '\0'..='\x7f' => 1 << (SHARED + code % (63 - SHARED)),
        _ => WIDE | 1 << (SHARED + code % (63 - SHARED)),
    }
}

/// A letter of a text, as a byte or a character.
pub(super) trait Letter: Copy + Eq {
    /// Whether words are made of it.
    fn is_of_word(self) -> bool;

    /// Where it stands in `text`, ascending.
    fn places(self, text: &[Self]) -> impl Iterator<Item = usize>;
}

impl Letter for u8 {
    fn is_of_word(self) -> bool {
        self.is_ascii_alphanumeric()
    }

    fn places(self, text: &[Self]) -> impl Iterator<Item = usize> {
        Places {
            wanted: self,
            text,
            at: 0,
            hits: 0,
        }
    }
}

/// The highest bit of every byte that is 0.
fn zeros(eight: u64) -> u64 {
    !(((eight & MOST) + MOST) | eight | MOST)
}

/// Every byte 1.
const LOW: u64 = 0x0101_0101_0101_0101;
/// Every byte with all bits but the highest.
const MOST: u64 = 0x7f7f_7f7f_7f7f_7f7f;

/// Where a byte stands in a text, eight bytes looked at together: quicker for a line than what is made
/// for long texts.
struct Places<'a> {
    wanted: u8,
    text: &'a [u8],
    /// How much of the text has been looked at.
    at: usize,
    /// Of the last eight bytes, the highest bit of each hit not told yet.
    hits: u64,
}

impl Iterator for Places<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.hits == 0 {
            let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
            let eight = rest.first_chunk().copied().unwrap_or_else(|| {
                let mut eight = [!self.wanted; 8];
                eight[..rest.len()].copy_from_slice(rest);
                eight
            });
            self.hits = zeros(u64::from_le_bytes(eight) ^ (u64::from(self.wanted) * LOW));
            self.at += 8;
        }
        let place = self.at - 8 + self.hits.trailing_zeros() as usize / 8;
        self.hits &= self.hits - 1;
        Some(place)
    }
}

impl Letter for char {
    fn is_of_word(self) -> bool {
        self.is_alphanumeric()
    }

    fn places(self, text: &[Self]) -> impl Iterator<Item = usize> {
        (0..text.len()).filter(move |&at| text[at] == self)
    }
}

/// Whether a word begins at letter `at` of `text`.
pub(super) fn begins_word<L: Letter>(text: &[L], at: usize) -> bool {
    let inside = at
        .checked_sub(1)
        .is_some_and(|before| text[before].is_of_word());
    text[at].is_of_word() && !inside
}

/// Folded letters.
#[derive(Debug, Clone, Copy)]
pub(super) enum Letters<'a> {
    /// All of them ASCII.
    Narrow(&'a [u8]),
    /// Any.
    Wide(&'a [char]),
}

impl<'a> Letters<'a> {
    /// The letters as a text.
    pub(super) fn text(self) -> Cow<'a, str> {
        match self {
            Self::Narrow(bytes) => String::from_utf8_lossy(bytes),
            Self::Wide(letters) => Cow::Owned(letters.iter().collect()),
        }
    }
}

/// One headline while it is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    /// The kinds of letters in it.
    pub(super) mask: u64,
    /// The kinds of letters that words of it begin with.
    pub(super) initials: u64,
    /// Its letters in lower case.
    pub(super) lower: Letters<'a>,
    /// Its letters with their case; where nobody asks for them, in lower case.
    pub(super) cased: Letters<'a>,
}

impl<'a> Seen<'a> {
    /// A headline just folded, which may hold anything.
    pub(super) fn folded(folded: &'a Folded) -> Self {
        Self {
            mask: u64::MAX,
            initials: u64::MAX,
            lower: Letters::Wide(&folded.lower),
            cased: Letters::Wide(&folded.cased),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_have_kinds_of_their_own() {
        let own: Vec<char> = ('a'..='z').chain('0'..='9').collect();
        let all = own.iter().fold(0, |all, letter| all | kind(*letter));
        assert_eq!(all.count_ones(), 36);
        for other in ['-', '\'', '~', 'é', 'я', '東', '😀'] {
            assert_eq!(kind(other) & all, 0, "{other}");
            assert_eq!(kind(other) & WIDE != 0, !other.is_ascii(), "{other}");
        }
    }

    #[test]
    fn bytes_are_found_wherever_they_stand() {
        let text: Vec<u8> = (0..64).map(|at| b"abacab-"[at % 7]).collect();
        for length in 0..=64 {
            let text = &text[..length];
            for letter in *b"abcd\0-" {
                let plain: Vec<usize> = (0..length).filter(|&at| text[at] == letter).collect();
                assert_eq!(letter.places(text).collect::<Vec<_>>(), plain);
            }
        }
    }

    #[test]
    fn a_word_begins_after_what_is_no_letter() {
        let begins = |text: &[u8]| -> Vec<usize> {
            (0..text.len())
                .filter(|&at| begins_word(text, at))
                .collect()
        };
        assert_eq!(begins(b"it's 3 p.m."), [0, 3, 5, 7, 9]);
    }
}
