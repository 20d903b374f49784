//! The weightiest terms of an article: kept beside it, they tell most articles that are not like it apart
//! without its text.

use super::affinity::{asked, by_length};
use super::profile::{Profile, likeness};

/// How many terms a sketch has at most.
const MARKS: usize = 40;
/// What part of the likeness that is asked for the sketches of two articles must have, seen how much of the
/// articles they hold, for the two to be compared.
const LIKE: f32 = 0.75;
/// How alike the sketches of two articles that look like copies must be by themselves.
const COPIED: f32 = 0.6;

/// The weightiest terms of an article, and how many it has in all.
#[derive(Debug, Clone, PartialEq)]
pub struct Sketch {
    /// As a profile keeps them; so many, in place, as all are held at once.
    marks: [u32; MARKS],
    count: usize,
    terms: u16,
    /// How alike the sketch and its article are, squared: 1 where nothing is left out.
    share: f32,
}

impl Sketch {
    pub(super) fn new(profile: &Profile) -> Self {
        let terms = u16::try_from(profile.len()).unwrap_or(u16::MAX);
        Self::of(profile.weightiest(MARKS).into_iter(), terms)
    }

    fn of(given: impl Iterator<Item = u32>, terms: u16) -> Self {
        let (mut marks, mut count) = ([0; MARKS], 0);
        for (place, mark) in marks.iter_mut().zip(given) {
            *place = mark;
            count += 1;
        }
        let share = likeness(&marks[..count], &marks[..count]);
        Self {
            marks,
            count,
            terms,
            share,
        }
    }

    fn marks(&self) -> &[u32] {
        &self.marks[..self.count]
    }

    /// Whether articles of these days look enough like each other to be compared.
    pub fn is_like(&self, other: &Self, days: (Option<i64>, Option<i64>)) -> bool {
        let asked = asked(days.0, days.1, self.asks() * other.asks());
        self.likeness(other) >= LIKE * asked * self.share_with(other)
    }

    /// Whether articles that are led to as copies, of any day, look like copies.
    pub fn is_copied(&self, other: &Self) -> bool {
        self.likeness(other) >= COPIED * self.share_with(other)
    }

    fn likeness(&self, other: &Self) -> f32 {
        likeness(self.marks(), other.marks())
    }

    fn share_with(&self, other: &Self) -> f32 {
        (self.share * other.share).sqrt()
    }

    fn asks(&self) -> f32 {
        by_length(self.terms.into())
    }

    /// The sketch as bytes that [`Sketch::read`] reads back.
    pub fn bytes(&self) -> Vec<u8> {
        let terms = self.terms.to_le_bytes();
        let marks = self.marks().iter().flat_map(|mark| mark.to_le_bytes());
        terms.into_iter().chain(marks).collect()
    }

    /// The sketch that was written as `bytes`.
    pub fn read(bytes: &[u8]) -> Self {
        let (terms, marks) = bytes.split_first_chunk().unwrap_or((&[0; 2], &[]));
        let (marks, _) = marks.as_chunks();
        let marks = marks.iter().map(|mark| u32::from_le_bytes(*mark));
        Self::of(marks, u16::from_le_bytes(*terms))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::edition::Weight;
    use super::super::terms::Kind;
    use super::*;

    /// The profile of an article that says these terms, all as often.
    fn profile(keys: impl IntoIterator<Item = u64>) -> Profile {
        let mut keys: Vec<u64> = keys.into_iter().collect();
        keys.sort_unstable();
        keys.dedup();
        let count = f32::from(u16::try_from(keys.len()).unwrap_or(u16::MAX));
        let weight = |key: u64| Weight {
            key: key << 44,
            kind: Kind::Word,
            value: count.sqrt().recip(),
            in_body: true,
            named: true,
            pins: true,
            leads: true,
        };
        Profile::new(&keys.into_iter().map(weight).collect::<Vec<Weight>>())
    }

    fn sketch(keys: impl IntoIterator<Item = u64>) -> Sketch {
        Sketch::new(&profile(keys))
    }

    #[test]
    fn what_shares_much_is_told_from_what_shares_little() {
        let whole = sketch(0..200);
        let days = (Some(20_000), Some(20_001));
        for (name, other, like, copied) in [
            ("itself", sketch(0..200), true, true),
            ("a lead of it", sketch(0..20), true, true),
            (
                "half of it and more",
                sketch((0..20).chain(300..320)),
                true,
                false,
            ),
            (
                "one word of it",
                sketch([0].into_iter().chain(300..340)),
                false,
                false,
            ),
            ("nothing of it", sketch(300..500), false, false),
        ] {
            assert_eq!(whole.is_like(&other, days), like, "{name}");
            assert_eq!(whole.is_copied(&other), copied, "{name}");
        }
    }

    #[test]
    fn the_further_apart_the_more_alike_sketches_must_be() {
        let (one, other) = (sketch(0..40), sketch(30..70));
        let is_like = |days: i64| one.is_like(&other, (Some(0), Some(days)));
        assert!(is_like(1));
        assert!(!is_like(9));
    }

    proptest! {
        #[test]
        fn a_sketch_is_read_as_it_was_written(keys in prop::collection::vec(0..1_000_000u64, 0..300)) {
            let written = sketch(keys);
            prop_assert!(written.bytes().len() <= 2 + 4 * MARKS);
            prop_assert_eq!(Sketch::read(&written.bytes()), written);
        }

        #[test]
        fn two_sketches_say_the_same_of_each_other(
            left in prop::collection::vec(0..300u64, 0..200),
            right in prop::collection::vec(0..300u64, 0..200),
            days in prop::option::of((0..20i64, 0..20i64)),
        ) {
            let (one, other) = (sketch(left), sketch(right));
            let (left, right) = days.unzip();
            prop_assert_eq!(one.is_like(&other, (left, right)), other.is_like(&one, (right, left)));
            prop_assert_eq!(one.is_copied(&other), other.is_copied(&one));
        }
    }
}
