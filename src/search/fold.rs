//! Which letters count as the same: accents, ligatures and width are folded away, capitals kept apart.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// Letters that no decomposition takes apart, and what a person types for them.
const SPELT: [(char, &str); 14] = [
    ('ß', "ss"),
    ('ẞ', "SS"),
    ('æ', "ae"),
    ('Æ', "AE"),
    ('œ', "oe"),
    ('Œ', "OE"),
    ('ø', "o"),
    ('Ø', "O"),
    ('đ', "d"),
    ('Đ', "D"),
    ('ł', "l"),
    ('Ł', "L"),
    ('ı', "i"),
    ('’', "'"),
];

/// A text folded letter by letter; indices count folded letters.
#[derive(Debug, Clone, Default)]
pub(super) struct Folded {
    /// The letters with their case.
    pub(super) cased: Vec<char>,
    /// The letters in lower case, as many.
    pub(super) lower: Vec<char>,
    /// For each letter the byte where its original begins; at the end the length in bytes.
    starts: Vec<usize>,
    /// Which letters occur, one bit for each of 64 kinds.
    kinds: u64,
}

impl Folded {
    /// Folds `text`.
    pub(super) fn new(text: &str) -> Self {
        let mut folded = Self::default();
        for (at, letter) in text.char_indices() {
            match SPELT.iter().find(|(spelt, _)| *spelt == letter) {
                Some((_, typed)) => folded.extend(at, typed.chars()),
                None => folded.extend(at, letter.nfkd().filter(|c| !is_accent(*c))),
            }
        }
        folded.starts.push(text.len());
        folded
    }

    fn extend(&mut self, at: usize, letters: impl Iterator<Item = char>) {
        for letter in letters {
            self.push(at, letter);
        }
    }

    fn push(&mut self, at: usize, letter: char) {
        self.starts.push(at);
        self.cased.push(letter);
        let lower = letter.to_lowercase().next().unwrap_or(letter);
        self.lower.push(lower);
        self.kinds |= kind(lower);
    }

    /// Whether all of `letters` may occur; says no only where one surely does not.
    pub(super) fn may_hold(&self, letters: &[char]) -> bool {
        let kinds = letters
            .iter()
            .map(|letter| kind(letter.to_lowercase().next().unwrap_or(*letter)));
        kinds.fold(0, |all, kind| all | kind) & !self.kinds == 0
    }

    /// The bytes of the original from which letter `index` was folded.
    pub(super) fn bytes(&self, index: usize) -> Range<usize> {
        let start = self.starts[index];
        let mut later = self.starts[index..].iter().copied();
        start..later.find(|next| *next > start).unwrap_or(start)
    }

    /// Whether a word begins at letter `index`.
    pub(super) fn begins_word(&self, index: usize) -> bool {
        let before = index.checked_sub(1).map(|before| self.cased[before]);
        self.cased[index].is_alphanumeric() && !before.is_some_and(char::is_alphanumeric)
    }

    /// Whether a word ends before letter `index`.
    pub(super) fn ends_word(&self, index: usize) -> bool {
        !self
            .cased
            .get(index)
            .is_some_and(|letter| letter.is_alphanumeric())
    }
}

/// The bit for a letter's kind; letters that share one are told apart later.
fn kind(letter: char) -> u64 {
    1 << (u32::from(letter) % 64)
}

/// `text` as it is compared where capitals do not count: `École` and `ecole` are one.
pub(super) fn lower(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        Folded::new(text).lower.into_iter().collect()
    }
}

fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(Folded::new(text).cased.iter().collect::<String>(), expected);
    }

    #[test]
    fn accents_ligatures_and_width_are_folded() {
        check("École", "Ecole");
        check("Straße", "Strasse");
        check("Ærø", "AEro");
        check("ﬁre ＡＢＣ", "fire ABC");
        check("Rubio’s", "Rubio's");
    }

    #[test]
    fn every_folded_letter_knows_its_original() {
        let text = "aße\u{301}z";
        let folded = Folded::new(text);
        let original: Vec<&str> = (0..folded.cased.len())
            .map(|i| &text[folded.bytes(i)])
            .collect();
        assert_eq!(original, ["a", "ß", "ß", "e\u{301}", "z"]);
    }
}
