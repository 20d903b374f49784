//! Which letters count as the same: accents, ligatures and width are folded away, capitals kept apart.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// Letters that no decomposition takes apart, and what a person types for them.
const SPELT: [(char, &str); 21] = [
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
    ('‘', "'"),
    ('“', "\""),
    ('”', "\""),
    ('„', "\""),
    ('–', "-"),
    ('—', "-"),
    ('‑', "-"),
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
}

impl Folded {
    /// Folds `text`.
    pub(super) fn new(text: &str) -> Self {
        let mut folded = Self::default();
        each(text, |at, letter| {
            folded.starts.push(at);
            folded.cased.push(letter);
            folded.lower.push(lower_case(letter));
        });
        folded.starts.push(text.len());
        folded
    }

    /// The bytes of the original from which letter `index` was folded.
    pub(super) fn bytes(&self, index: usize) -> Range<usize> {
        let start = self.starts[index];
        let mut later = self.starts[index..].iter().copied();
        start..later.find(|next| *next > start).unwrap_or(start)
    }
}

/// Tells `take` each letter that `text` folds to, and the byte where its original begins.
pub(super) fn each(text: &str, mut take: impl FnMut(usize, char)) {
    for (at, letter) in text.char_indices() {
        if letter.is_ascii() {
            take(at, letter);
        } else if let Some((_, typed)) = SPELT.iter().find(|(spelt, _)| *spelt == letter) {
            typed.chars().for_each(|letter| take(at, letter));
        } else {
            let apart = letter.nfkd().filter(|letter| !is_accent(*letter));
            apart.for_each(|letter| take(at, letter));
        }
    }
}

/// A folded letter in lower case: one letter for one.
pub(super) fn lower_case(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// A letter in lower case as a capital; undoes [`lower_case`] of every folded letter that it changes.
pub(super) fn upper_case(letter: char) -> char {
    letter.to_uppercase().next().unwrap_or(letter)
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
        check("‘Gone’ – “away”", "'Gone' - \"away\"");
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

    #[test]
    fn the_lower_case_and_where_the_capitals_were_tell_every_folded_letter() {
        for letter in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            each(letter.encode_utf8(&mut [0; 4]), |_, folded| {
                let lower = lower_case(folded);
                assert!(
                    lower == folded || upper_case(lower) == folded,
                    "{folded} of {letter}"
                );
                assert_eq!(lower.is_alphanumeric(), folded.is_alphanumeric());
                assert_eq!(lower.is_ascii(), folded.is_ascii(), "{folded} of {letter}");
            });
        }
    }
}
