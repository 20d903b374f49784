//! What an article says, packed: enough to tell how alike two are, and what leads to those like it.

use std::cmp::Reverse;

use super::edition::Weight;

/// How many of its weightiest terms lead to others like it.
const HINTS: usize = 16;

/// Bits of a mark: whether the body says the term, and whether it points to one event.
const IN_BODY: u32 = 1;
const PINS: u32 = 2;
/// Where in a mark the weight stands, of so many bits, and where the key.
const VALUE_AT: u32 = 2;
const VALUE_BITS: u32 = 10;
const KEY_AT: u32 = VALUE_AT + VALUE_BITS;
const KEY_BITS: u32 = 32 - KEY_AT;

/// The terms of an article, each in four bytes: 20 bits of its key, 10 of its weight, 2 of what it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Profile {
    /// Sorted by key, each key once.
    marks: Box<[u32]>,
}

/// A term that leads to articles that say it as well.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hint {
    /// What names the term.
    pub key: u32,
    /// What it weighs, as a profile keeps it.
    pub value: u8,
}

/// What leads to the articles that are like one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hints {
    /// The weightiest terms, sorted by key: for articles of the same days.
    pub terms: Vec<Hint>,
    /// The two weightiest together: for copies of any day.
    pub copy: Option<u32>,
}

impl Profile {
    pub(super) fn new(weights: &[Weight]) -> Self {
        let mark = |weight: &Weight| {
            let key = u32::try_from(weight.key >> (64 - KEY_BITS)).unwrap_or_default();
            key << KEY_AT
                | packed(weight.value, VALUE_BITS) << VALUE_AT
                | if weight.pins { PINS } else { 0 }
                | if weight.in_body { IN_BODY } else { 0 }
        };
        let mut marks: Vec<u32> = weights.iter().map(mark).collect();
        marks.sort_unstable_by(|a, b| b.cmp(a));
        marks.dedup_by_key(|mark| *mark >> KEY_AT);
        marks.reverse();
        Self {
            marks: marks.into_boxed_slice(),
        }
    }

    /// Those of its marks that weigh most, sorted by key, so many at most; of equals those of the lower keys.
    pub(super) fn weightiest(&self, count: usize) -> Vec<u32> {
        let mut marks = self.marks.to_vec();
        if count < marks.len() {
            let order = |mark: &u32| (Reverse(weight(*mark)), *mark >> KEY_AT);
            marks.select_nth_unstable_by_key(count, order);
            marks.truncate(count);
            marks.sort_unstable();
        }
        marks
    }

    /// Appends it as bytes that [`Profile::read`] reads back.
    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend(self.marks.iter().flat_map(|mark| mark.to_le_bytes()));
    }

    /// The profile that was written as `bytes`.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let (marks, _) = bytes.as_chunks();
        Self {
            marks: marks.iter().map(|mark| u32::from_le_bytes(*mark)).collect(),
        }
    }

    /// How many terms it has.
    pub(super) fn len(&self) -> usize {
        self.marks.len()
    }

    /// How alike two articles are: the cosine of their vectors, 0 to 1.
    pub(super) fn likeness(&self, other: &Self) -> f32 {
        likeness(&self.marks, &other.marks)
    }

    /// How many terms both share that the body of one says at least, and whether one of all shared points to
    /// one event.
    pub(super) fn evidence(&self, other: &Self) -> (usize, bool) {
        let (mut told, mut pins) = (0, false);
        for_shared(&self.marks, &other.marks, |left, right| {
            told += usize::from((left | right) & IN_BODY != 0);
            pins |= (left | right) & PINS != 0;
        });
        (told, pins)
    }
}

/// How alike the terms of these marks are: each mark by its weight, where both have it.
pub(super) fn likeness(left: &[u32], right: &[u32]) -> f32 {
    let mut sum = 0.0;
    for_shared(left, right, |left, right| {
        sum += of_roots(weight(left), weight(right), VALUE_BITS);
    });
    sum
}

fn for_shared(left: &[u32], right: &[u32], mut tell: impl FnMut(u32, u32)) {
    let (mut i, mut j) = (0, 0);
    while i < left.len() && j < right.len() {
        let (a, b) = (left[i] >> KEY_AT, right[j] >> KEY_AT);
        if a == b {
            tell(left[i], right[j]);
        }
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
}

/// The weight of a mark, as it is packed.
fn weight(mark: u32) -> u32 {
    (mark >> VALUE_AT) & ((1 << VALUE_BITS) - 1)
}

/// A weight from 0 to 1 as the root of it in so many bits, so that small ones are told apart.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and 2^bits"
)]
fn packed(value: f32, bits: u32) -> u32 {
    (value.sqrt() * most(bits)).round() as u32
}

/// What two packed weights come to when they are multiplied.
#[expect(clippy::cast_precision_loss, reason = "of few bits")]
fn of_roots(left: u32, right: u32, bits: u32) -> f32 {
    let root = left as f32 * right as f32;
    root * root / most(bits).powi(4)
}

/// The greatest number of so many bits.
#[expect(clippy::cast_precision_loss, reason = "of few bits")]
fn most(bits: u32) -> f32 {
    ((1u32 << bits) - 1) as f32
}

impl Hints {
    pub(super) fn new(weights: &[Weight]) -> Self {
        let mut leading: Vec<&Weight> = weights.iter().filter(|weight| weight.leads).collect();
        leading.sort_unstable_by(|a, b| b.value.total_cmp(&a.value).then(a.key.cmp(&b.key)));
        leading.truncate(HINTS);
        let copy = match leading[..] {
            [first, second, ..] => Some(short(first.key ^ second.key)),
            _ => None,
        };
        let hint = |weight: &&Weight| Hint {
            key: short(weight.key),
            value: u8::try_from(packed(weight.value, 8)).unwrap_or(u8::MAX),
        };
        let mut terms: Vec<Hint> = leading.iter().map(hint).collect();
        terms.sort_unstable_by_key(|hint| (hint.key, hint.value));
        terms.dedup_by_key(|hint| hint.key);
        Self { terms, copy }
    }

    /// How alike two articles are as far as their hints tell, and whether they look like copies.
    pub(super) fn promise(&self, other: &Self) -> (f32, bool) {
        let mut promise = 0.0;
        for one in &self.terms {
            if let Ok(at) = other.terms.binary_search_by_key(&one.key, |hint| hint.key) {
                promise += product(one.value, other.terms[at].value);
            }
        }
        (promise, self.copy.is_some() && self.copy == other.copy)
    }
}

/// What a term adds to the likeness of two articles of which it is a hint, weighing so much.
pub fn product(left: u8, right: u8) -> f32 {
    of_roots(left.into(), right.into(), 8)
}

/// A key where it names one of the terms that lead somewhere: 30 bits of it.
fn short(key: u64) -> u32 {
    u32::try_from(key >> 34).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::terms::Kind;
    use super::*;

    fn weight(key: u64, value: f32) -> Weight {
        Weight {
            key: key << 44,
            kind: Kind::Word,
            value,
            in_body: key.is_multiple_of(2),
            named: true,
            pins: key.is_multiple_of(3),
            leads: !key.is_multiple_of(5),
        }
    }

    /// The unit vectors of two articles over some terms.
    fn weights() -> impl Strategy<Value = Vec<Weight>> {
        prop::collection::btree_map(0..400_000u64, 1..90u16, 1..40).prop_map(|values| {
            let squares = values.values().map(|&value| f32::from(value).powi(2));
            let length = squares.sum::<f32>().sqrt();
            let weight = |(key, value)| weight(key, f32::from(value) / length);
            values.into_iter().map(weight).collect()
        })
    }

    proptest! {
        #[test]
        fn a_packed_profile_says_nearly_what_its_weights_say(left in weights(), right in weights()) {
            let mut expected = 0.0;
            for one in &left {
                let same = right.iter().filter(|other| other.key == one.key);
                expected += same.map(|other| other.value * one.value).sum::<f32>();
            }
            let (left, right) = (Profile::new(&left), Profile::new(&right));
            prop_assert!((left.likeness(&right) - expected).abs() < 0.01);
            prop_assert_eq!(left.likeness(&right).to_bits(), right.likeness(&left).to_bits());
            prop_assert!((left.likeness(&left) - 1.0).abs() < 0.01);
        }

        #[test]
        fn hints_promise_no_more_than_the_likeness(left in weights(), right in weights()) {
            let (one, other) = (Hints::new(&left), Hints::new(&right));
            let (promise, _) = one.promise(&other);
            prop_assert_eq!(promise.to_bits(), other.promise(&one).0.to_bits());
            prop_assert!(promise <= Profile::new(&left).likeness(&Profile::new(&right)) + 0.02);
            prop_assert!(one.terms.len() <= HINTS);
        }
    }

    #[test]
    fn evidence_counts_what_a_body_says_and_finds_what_points_to_one_event() {
        let profile = |keys: &[u64]| {
            let weights: Vec<Weight> = keys.iter().map(|&key| weight(key, 0.5)).collect();
            Profile::new(&weights)
        };
        let (told, pins) = profile(&[1, 2, 3]).evidence(&profile(&[2, 3, 4]));
        assert_eq!((told, pins), (1, true));
        assert_eq!(profile(&[1]).evidence(&profile(&[2])), (0, false));
    }

    #[test]
    fn a_copy_leads_to_its_copies_and_a_frequent_term_to_nothing() {
        let weights = [
            weight(1, 0.9),
            weight(2, 0.3),
            weight(3, 0.2),
            weight(5, 0.1),
        ];
        let hints = Hints::new(&weights);
        assert_eq!(hints.terms.len(), 3);
        assert!(hints.promise(&hints).1);
        assert!(!hints.promise(&Hints::new(&weights[2..])).1);
    }
}
