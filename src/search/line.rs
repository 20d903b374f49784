//! One headline as bits: for each letter a bit for every place where it stands, all places at once.
//!
//! A headline of ASCII letters is kept as [`PLANES`] rows of bits, one bit for each letter: seven make up its
//! byte in lower case, the last tells capitals. Where a letter stands, and how those of a word follow each
//! other, is then told by a few operations for the whole headline.

use std::ops::{BitAnd, BitOr, Not, Shl, Shr};

use super::word::{BEGINNING, INITIALS, INSIDE, NEAR, NONE, SCATTERED, WHOLE, reach};

/// Rows of bits of a headline.
pub(super) const PLANES: usize = 8;

/// The row that tells capitals.
pub(super) const CAPITALS: usize = 7;

/// Words of more letters are looked for letter by letter.
pub(super) const LONGEST: usize = 24;

/// A row of bits, the first letter the lowest.
pub(super) trait Bits:
    Copy
    + PartialEq
    + BitAnd<Output = Self>
    + BitOr<Output = Self>
    + Not<Output = Self>
    + Shl<u32, Output = Self>
    + Shr<u32, Output = Self>
{
    /// How many there are.
    const WIDTH: u32;
    /// None set.
    const NONE: Self;

    /// The place of the lowest; [`Bits::WIDTH`] where none is set.
    fn lowest(self) -> u32;

    /// The sum; what does not fit is lost.
    fn plus(self, other: Self) -> Self;
}

impl Bits for u64 {
    const WIDTH: u32 = Self::BITS;
    const NONE: Self = 0;

    #[inline]
    fn lowest(self) -> u32 {
        self.trailing_zeros()
    }

    #[inline]
    fn plus(self, other: Self) -> Self {
        self.wrapping_add(other)
    }
}

impl Bits for u128 {
    const WIDTH: u32 = Self::BITS;
    const NONE: Self = 0;

    #[inline]
    fn lowest(self) -> u32 {
        self.trailing_zeros()
    }

    #[inline]
    fn plus(self, other: Self) -> Self {
        self.wrapping_add(other)
    }
}

/// The rows of one headline; beyond its end all bits are 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<B>([B; PLANES]);

/// The places of the letters of a word, in their order.
type Places<B> = [B; LONGEST];

impl<B: Bits> Line<B> {
    /// A headline of these rows.
    #[inline]
    pub(super) fn new(rows: [B; PLANES]) -> Self {
        Self(rows)
    }

    /// Where `letter` stands, of either case unless `cased`.
    #[inline]
    fn places(&self, letter: u8, cased: bool) -> B {
        let lower = letter.to_ascii_lowercase();
        let mut places = if cased && letter.is_ascii_alphabetic() {
            let capitals = self.0[CAPITALS];
            if letter == lower { !capitals } else { capitals }
        } else {
            !B::NONE
        };
        for (bit, row) in self.0[..CAPITALS].iter().enumerate() {
            let is_set = lower >> bit & 1 == 1;
            places = places & if is_set { *row } else { !*row };
        }
        places
    }

    /// Where letters and digits stand.
    fn of_word(&self) -> B {
        let [b0, b1, b2, b3, b4, b5, b6, _] = self.0;
        let beyond_z = b4 & b3 & (b2 | (b1 & b0));
        let letters = b6 & b5 & (b0 | b1 | b2 | b3 | b4) & !beyond_z;
        let digits = !b6 & b5 & b4 & !(b3 & (b2 | b1));
        letters | digits
    }

    /// The best way a word of these `letters` stands in it, at most [`LONGEST`]; [`NEAR`] where it does not, but
    /// may with up to `ahead` letters more; else [`NONE`]. Of the word there are `variants`, each with the place
    /// of the letter that it leaves out, and whether words begin with all the others; one that leaves none out is
    /// the only one.
    #[inline]
    pub(super) fn way(
        &self,
        letters: &[u8],
        cased: bool,
        ahead: usize,
        variants: impl Iterator<Item = (Option<usize>, bool)>,
    ) -> u8 {
        let mut variants = variants.peekable();
        if let Some((None, initials)) = variants.peek() {
            let place = |at: usize| self.places(letters[at], cased);
            return self.way_of(letters.len(), place, *initials, ahead);
        }
        let mut places: Places<B> = [B::NONE; LONGEST];
        for (places, letter) in places.iter_mut().zip(letters) {
            *places = self.places(*letter, cased);
        }
        let mut best = NONE;
        for (left_out, initials) in variants {
            let left_out = left_out.unwrap_or(letters.len());
            let place = |at: usize| places[at + usize::from(at >= left_out)];
            best = best.max(self.way_of(letters.len() - 1, place, initials, ahead));
            if best == WHOLE {
                break;
            }
        }
        best
    }

    /// The best way a word of so many letters stands in it, each of them at each `place`, which are asked for in
    /// their order and only if need be.
    #[inline]
    fn way_of(
        &self,
        length: usize,
        place: impl Fn(usize) -> B,
        initials: bool,
        ahead: usize,
    ) -> u8 {
        if length == 0 {
            return NONE;
        }
        let most = reach(length + ahead);
        let starts = place(0);
        let (mut whole, mut ends, mut shift) = (starts, starts, 0);
        let mut rest: Places<B> = [B::NONE; LONGEST];
        let rest = &mut rest[..length - 1];
        for (at, slot) in (1..).zip(rest.iter_mut()) {
            let letter = place(at);
            *slot = letter;
            shift += 1;
            whole = whole & letter >> shift;
            ends = letter & smeared(ends << 1, most - length);
            if ends == B::NONE && !initials {
                return NONE;
            }
        }
        if whole != B::NONE {
            return self.written(whole, length);
        }
        if initials && self.begins_with(starts, rest) {
            return INITIALS;
        }
        if ends == B::NONE {
            return NONE;
        }
        strewn(starts, rest, reach(length), most)
    }

    /// What a word of `length` letters is worth that is written at the places `whole`.
    fn written(&self, whole: B, length: usize) -> u8 {
        let of_word = self.of_word();
        let beginning = whole & of_word & !(of_word << 1);
        if beginning == B::NONE {
            INSIDE
        } else if beginning & !shifted(of_word, length) == B::NONE {
            BEGINNING
        } else {
            WHOLE
        }
    }

    /// Whether words in a row begin with the letters at `first` and at each of the `rest`, two at least in all.
    fn begins_with(&self, first: B, rest: &[B]) -> bool {
        let of_word = self.of_word();
        let begin = of_word & !(of_word << 1);
        let mut row = begin & first;
        for &letter in rest {
            // From a place on, one is carried over all that begins no word to where the next one does.
            row = (row << 1).plus(!begin) & begin & letter;
            if row == B::NONE {
                return false;
            }
        }
        !rest.is_empty()
    }
}

/// `bits`, those at `by` at the first place; none where so many there are not.
#[inline]
fn shifted<B: Bits>(bits: B, by: usize) -> B {
    match u32::try_from(by) {
        Ok(by) if by < B::WIDTH => bits >> by,
        _ => B::NONE,
    }
}

/// [`SCATTERED`] where the letters at the `rest` of the places follow one of the `starts` in their order, all
/// within `reach` letters, [`NEAR`] within `most`, else [`NONE`].
#[inline]
fn strewn<B: Bits>(mut starts: B, rest: &[B], reach: usize, most: usize) -> u8 {
    let mut best = NONE;
    'starts: while starts != B::NONE {
        let start = starts.lowest();
        starts = starts & starts.plus(!B::NONE);
        let mut at = start;
        for &letter in rest {
            // Two steps: beyond the last place nothing is left.
            at = (letter & ((!B::NONE << at) << 1)).lowest();
            if at == B::WIDTH {
                return best; // what starts later finds no more
            }
            if (at - start) as usize >= most {
                continue 'starts;
            }
        }
        if ((at - start) as usize) < reach {
            return SCATTERED;
        }
        best = NEAR;
    }
    best
}

/// `bits` and the `more` places above each.
#[inline]
fn smeared<B: Bits>(mut bits: B, more: usize) -> B {
    let mut left = u32::try_from(more).unwrap_or(u32::MAX).min(B::WIDTH - 1);
    let mut step = 1;
    while left > 0 {
        let shift = step.min(left);
        bits = bits | bits << shift;
        left -= shift;
        step *= 2;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::super::columns::Columns;
    use super::*;

    fn line(title: &str) -> Line<u64> {
        let columns = Columns::new(std::iter::once((title, None)));
        columns.short(0).expect("a short headline")
    }

    fn set(bits: u64) -> Vec<u32> {
        (0..64).filter(|at| bits >> at & 1 == 1).collect()
    }

    #[test]
    fn letters_are_found_wherever_they_stand() {
        let line = line("Abba-Zab 39`{");
        assert_eq!(set(line.places(b'a', false)), [0, 3, 6]);
        assert_eq!(set(line.places(b'a', true)), [3, 6]);
        assert_eq!(set(line.places(b'A', true)), [0]);
        assert_eq!(set(line.places(b'-', true)), [4]);
        assert_eq!(set(line.of_word()), [0, 1, 2, 3, 5, 6, 7, 9, 10]);
    }

    #[test]
    fn words_are_made_of_letters_and_digits() {
        for byte in 1..128_u8 {
            let title = char::from(byte).to_string();
            let is_of_word = byte.is_ascii_alphanumeric();
            assert_eq!(line(&title).of_word() == 1, is_of_word, "{title:?}");
        }
    }

    #[test]
    fn a_word_stands_in_a_line_in_one_of_several_ways() {
        let title = "Rubio to meet Russian minister";
        for (word, ahead, expected) in [
            ("meet", 0, WHOLE),
            ("min", 0, BEGINNING),
            ("nister", 0, INSIDE),
            ("tmr", 0, INITIALS),
            ("rm", 0, INITIALS),
            ("trm", 0, NONE),
            ("rbio", 0, SCATTERED),
            ("rb", 0, SCATTERED),
            ("mn", 0, SCATTERED),
            ("oet", 0, SCATTERED),
            ("bm", 0, NONE),
            ("bm", 2, NEAR),
            ("zebra", 4, NONE),
            ("", 4, NONE),
        ] {
            let variants = std::iter::once((None, true));
            let way = line(title).way(word.as_bytes(), false, ahead, variants);
            assert_eq!(way, expected, "{word}");
        }
    }

    #[test]
    fn a_letter_is_left_out_where_it_is_said() {
        let left_out = |at| std::iter::once((Some(at), true));
        let way = |at| line("A ferry ran").way(b"ferrxy", false, 0, left_out(at));
        assert_eq!(way(4), WHOLE);
        assert_eq!(way(0), NONE);
    }

    #[test]
    fn bits_are_smeared_as_far_as_asked() {
        for more in 0..70 {
            let far = (0..=more.min(63)).fold(0, |bits, at| bits | 1_u64 << at);
            assert_eq!(smeared(1_u64, more), far, "{more}");
        }
    }
}
