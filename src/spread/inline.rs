//! One text woven from the two sides of a row: shared words once, the others in brackets.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::painted::Painted;
use super::{Role, Sign};
use crate::compare::Side;

/// Below this share of common words a woven sentence is harder to read than the two apart.
const COMMON_SHARE: f64 = 0.5;

/// Weaves `left` and `right` into `Rubio [◂met ▸will meet] Lavrov`, the left side's words first;
/// nothing where they have too little in common, or not in one order.
pub(super) fn weave(left: &Painted, right: &Painted, ascii: bool) -> Option<Painted> {
    let (shared, other) = (Shared::of(left), Shared::of(right));
    let words = shared.words.len();
    let enough = COMMON_SHARE * f64::from(u32::try_from(shared.all.max(other.all)).ok()?);
    let same_order = words == other.words.len()
        && shared
            .words
            .iter()
            .zip(&other.words)
            .all(|(a, b)| alike(&left.text()[a.clone()], &right.text()[b.clone()]));
    if !same_order || f64::from(u32::try_from(words).ok()?) < enough {
        return None;
    }
    let mut loom = Loom {
        left,
        right,
        ascii,
        cloth: Painted::default(),
    };
    let (mut l, mut r) = (0, 0);
    for (a, b) in shared.words.iter().zip(&other.words) {
        loom.gap(l..a.start, r..b.start);
        loom.cloth.push_part(left, a.clone());
        (l, r) = (a.end, b.end);
    }
    loom.gap(l..left.text().len(), r..right.text().len());
    Some(loom.cloth)
}

/// The words of a side that the other side has too, as byte ranges, and how many words there are.
struct Shared {
    words: Vec<Range<usize>>,
    all: usize,
}

impl Shared {
    fn of(side: &Painted) -> Self {
        let (mut words, mut all) = (Vec::new(), 0);
        for (start, word) in side.text().unicode_word_indices() {
            all += 1;
            let bytes = start..start + word.len();
            if own_part(side, bytes.clone()).is_none() {
                words.push(bytes);
            }
        }
        Self { words, all }
    }
}

/// From the first to the last byte in `part` of what only this side has.
fn own_part(side: &Painted, part: Range<usize>) -> Option<Range<usize>> {
    let mut own = side
        .runs_in(part)
        .filter(|(_, role)| role.is_own())
        .map(|(bytes, _)| bytes);
    let first = own.next()?;
    let end = own.last().map_or(first.end, |last| last.end);
    Some(first.start..end)
}

/// Whether two words differ in case and the shape of the apostrophe at most.
fn alike(a: &str, b: &str) -> bool {
    let plain = |word: &str| word.to_lowercase().replace('’', "'");
    plain(a) == plain(b)
}

struct Loom<'a> {
    left: &'a Painted,
    right: &'a Painted,
    ascii: bool,
    cloth: Painted,
}

impl Loom<'_> {
    /// What stands between two shared words: the left side's spaces and points, and in brackets the
    /// words that only one side has.
    fn gap(&mut self, left: Range<usize>, right: Range<usize>) {
        let lefts = own_part(self.left, left.clone());
        let rights = own_part(self.right, right);
        if lefts.is_none() && rights.is_none() {
            return self.cloth.push_part(self.left, left);
        }
        let own = lefts.clone().unwrap_or(left.end..left.end);
        self.cloth.push_part(self.left, left.start..own.start);
        self.open_space();
        self.cloth.push("[", Role::Note);
        if let Some(own) = lefts.clone() {
            self.own(Side::Left, own);
        }
        if let Some(own) = rights {
            if lefts.is_some() {
                self.cloth.push(" ", Role::Note);
            }
            self.own(Side::Right, own);
        }
        self.cloth.push("]", Role::Note);
        if own.end < left.end {
            self.cloth.push_part(self.left, own.end..left.end);
        } else if left.end < self.left.text().len() {
            self.cloth.push(" ", Role::Plain);
        }
    }

    /// A bracket never clings to the word before it.
    fn open_space(&mut self) {
        let text = self.cloth.text();
        if !text.is_empty()
            && !text.ends_with(char::is_whitespace)
            && !text.ends_with(['“', '"', '‘', '('])
        {
            self.cloth.push(" ", Role::Plain);
        }
    }

    fn own(&mut self, side: Side, part: Range<usize>) {
        let (words, sign) = match side {
            Side::Left => (self.left, Sign::Left),
            Side::Right => (self.right, Sign::Right),
        };
        self.cloth.push(sign.glyph(self.ascii), Role::Edit(side));
        self.cloth.push_part(words, part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `Varga {met} us` as a side on which `met` is its own.
    fn side(marked: &str, side: Side) -> Painted {
        let mut painted = Painted::default();
        for (index, part) in marked.split(['{', '}']).enumerate() {
            let role = if index % 2 == 1 {
                Role::Edit(side)
            } else {
                Role::Plain
            };
            painted.push(part, role);
        }
        painted
    }

    #[track_caller]
    fn check(left: &str, right: &str, expected: Option<&str>) {
        let woven = weave(&side(left, Side::Left), &side(right, Side::Right), false);
        assert_eq!(woven.as_ref().map(Painted::text), expected);
    }

    #[test]
    fn shared_words_stand_once_and_the_others_in_brackets() {
        check(
            "Ilse Varga {met} the crew on {Tuesday}.",
            "Ilse Varga {will meet} the crew on {Friday}.",
            Some("Ilse Varga [◂met ▸will meet] the crew on [◂Tuesday ▸Friday]."),
        );
    }

    #[test]
    fn words_of_one_side_only_keep_their_distance() {
        check(
            "Varga met the crew, {who cheered,} again.",
            "{Minister} Varga met the {whole} crew again.",
            Some("[▸Minister] Varga met the [▸whole] crew, [◂who cheered,] again."),
        );
        check(
            "The crew won",
            "The crew won {at last}",
            Some("The crew won [▸at last]"),
        );
        check(
            "“We won it”",
            "“{That} we won it”",
            Some("“[▸That] We won it”"),
        );
    }

    #[test]
    fn typography_does_not_part_words() {
        check("Rotmark's port", "rotmark’s port", Some("Rotmark's port"));
    }

    #[test]
    fn sides_with_too_little_in_common_are_not_woven() {
        check(
            "{All of this is new to} us",
            "{None of it was so to} us",
            None,
        );
    }

    #[test]
    fn sides_in_another_order_are_not_woven() {
        check("one two three", "three one two", None);
    }
}
