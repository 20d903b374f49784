//! One text woven from the two sides of a row: shared words once, the others in brackets.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use super::painted::Painted;
use super::{Role, Sign};
use crate::compare::Side;

/// Of ten words of the longer side so many must be common, or the two read better apart.
const COMMON_OF_TEN: usize = 5;

/// Weaves `left` and `right` into `Rubio [◂met ▸will meet] Lavrov`, the left side's words first;
/// nothing where they have too little in common.
pub(super) fn weave(left: &Painted, right: &Painted, ascii: bool) -> Option<Painted> {
    let (lefts, rights) = (words(left, Side::Left), words(right, Side::Right));
    let shared = shared(&lefts, &rights);
    if shared.len() * 10 < lefts.len().max(rights.len()) * COMMON_OF_TEN {
        return None;
    }
    let mut loom = Loom {
        left,
        right,
        ascii,
        cloth: Painted::default(),
    };
    let (mut l, mut r) = (0, 0);
    for (a, b) in shared {
        loom.gap(l..a.start, r..b.start);
        loom.cloth.push_part(left, a.clone());
        (l, r) = (a.end, b.end);
    }
    loom.gap(l..left.text().len(), r..right.text().len());
    Some(loom.cloth)
}

/// A word where it stands, and what the other side's must be to count as the same.
struct Word {
    bytes: Range<usize>,
    key: Key,
}

#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key {
    /// The word, but for its case and the shape of its apostrophe.
    Shared(String),
    /// Nothing: only this side has it.
    Own(Side),
}

fn words(text: &Painted, side: Side) -> Vec<Word> {
    let words = text.text().unicode_word_indices();
    let words = words.map(|(start, word)| {
        let bytes = start..start + word.len();
        let key = if text.runs_in(bytes.clone()).any(|(_, role)| role.is_own()) {
            Key::Own(side)
        } else {
            Key::Shared(word.to_lowercase().replace('’', "'"))
        };
        Word { bytes, key }
    });
    words.collect()
}

/// The words that both sides have in one order. What the engine calls shared may also have moved
/// within the sentence; of such words the longer sequence is kept.
fn shared(lefts: &[Word], rights: &[Word]) -> Vec<(Range<usize>, Range<usize>)> {
    let keys = [lefts, rights].map(|words| words.iter().map(|word| &word.key).collect::<Vec<_>>());
    let mut pairs = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &keys[0], &keys[1]) {
        if matches!(op, DiffOp::Equal { .. }) {
            let both = op.old_range().zip(op.new_range());
            pairs.extend(both.map(|(l, r)| (lefts[l].bytes.clone(), rights[r].bytes.clone())));
        }
    }
    pairs
}

struct Loom<'a> {
    left: &'a Painted,
    right: &'a Painted,
    ascii: bool,
    cloth: Painted,
}

impl Loom<'_> {
    /// What stands between two shared words: the left side's spaces and points, and in brackets the
    /// words that only one side has here.
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
        let text = match side {
            Side::Left => self.left,
            Side::Right => self.right,
        };
        let sign = Sign::only(side).glyph(self.ascii);
        self.cloth.push(sign, Role::Edit(side));
        for (bytes, role) in text.runs_in(part) {
            let loud = matches!(role, Role::Conflict(_));
            let role = if loud { role } else { Role::Edit(side) };
            self.cloth.push(&text.text()[bytes], role);
        }
    }
}

/// From the first to the last byte in `part` of what only this side has here: words, and marks that
/// the engine names.
fn own_part(text: &Painted, part: Range<usize>) -> Option<Range<usize>> {
    let own = text.runs_in(part.clone()).filter(|(_, role)| role.is_own());
    let words = text.text()[part.clone()].unicode_word_indices();
    let words = words.map(|(at, word)| part.start + at..part.start + at + word.len());
    own.map(|(bytes, _)| bytes)
        .chain(words)
        .reduce(|all, one| all.start.min(one.start)..all.end.max(one.end))
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
    fn words_that_moved_within_the_sentence_stand_twice() {
        check(
            "They hid it from them for five long months, papers say",
            "They hid it for five long months, papers say, from them",
            Some("They hid it [◂from them] for five long months, papers say [▸from them]"),
        );
    }

    #[test]
    fn a_word_that_the_engine_takes_for_the_same_is_told_all_the_same() {
        check(
            "She {will} call for a vote",
            "She {called} for a vote",
            Some("She [◂will call ▸called] for a vote"),
        );
    }
}
