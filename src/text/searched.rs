//! The words of a text as a search sees them, the same for what is typed and for what is looked through.
//!
//! - A word is a run of letters and digits. Case, accents, vowel points, ligatures and width do not count:
//!   `École` and `ecole` are one word. What stands between two words does not count either: `U.S.`,
//!   `vice-president` and `Rubio’s` are two words each that follow each other.
//! - Digits in groups of three are one word: `4,000` is `4000`.
//! - In a script without spaces between words, or where endings are written on to them (Chinese, Japanese,
//!   Thai, Korean), a word begins at every character and holds that one and the next, so that any part of a
//!   run is found as words that follow each other.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::word::is_ideograph;

/// Characters of a word that count; what is longer is no word that anybody types.
const LONGEST: usize = 64;

/// Letters that no decomposition takes apart, and what a person types for them.
const SPELT: [(char, &str); 16] = [
    ('ß', "ss"),
    ('ẞ', "ss"),
    ('æ', "ae"),
    ('Æ', "ae"),
    ('œ', "oe"),
    ('Œ', "oe"),
    ('ø', "o"),
    ('Ø', "o"),
    ('đ', "d"),
    ('Đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ł', "l"),
    ('Ł', "l"),
    ('ı', "i"),
    ('ς', "σ"),
];

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, in bytes; in a script without spaces its first character alone.
    pub bytes: Range<usize>,
    /// The word as it is compared: letters and digits of one case, no spaces.
    pub text: String,
    /// Whether it is written in a script without spaces.
    pub unspaced: bool,
}

/// The words of `text`, in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 6);
    visit(text, |bytes, word, unspaced| {
        words.push(Word {
            bytes,
            text: word.to_owned(),
            unspaced,
        });
    });
    words
}

/// Writes the words of `text` behind `out`, a space after each.
pub fn write_words(text: &str, out: &mut String) {
    out.reserve(text.len() + 1);
    visit(text, |_, word, _| {
        out.push_str(word);
        out.push(' ');
    });
}

/// Calls `each` with the bytes of every word, the word as it is compared, and whether its script is unspaced.
fn visit(text: &str, mut each: impl FnMut(Range<usize>, &str, bool)) {
    let (mut at, mut word) = (0, String::new());
    while let Some(first) = text[at..].chars().next() {
        if !first.is_alphanumeric() {
            at += first.len_utf8();
            continue;
        }
        word.clear();
        let unspaced = is_unspaced(first);
        let end = if unspaced {
            let end = cluster(text, at);
            fold(&text[at..end], &mut word);
            if text[end..].chars().next().is_some_and(is_unspaced) {
                fold(&text[end..cluster(text, end)], &mut word);
            }
            end
        } else {
            let end = run(text, at);
            fold(&text[at..end], &mut word);
            end
        };
        if !word.is_empty() {
            each(at..end, &word, unspaced);
        }
        at = end;
    }
}

/// Where the character at `start` ends, with the marks that stand on it.
fn cluster(text: &str, start: usize) -> usize {
    let mut chars = text[start..].char_indices().skip(1);
    let next = chars.find(|(_, c)| !is_combining_mark(*c) && !matches!(c, '\u{FF9E}' | '\u{FF9F}'));
    next.map_or(text.len(), |(at, _)| start + at)
}

/// Where the run of letters and digits at `start` ends.
fn run(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    loop {
        while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            at += 1;
        }
        if bytes
            .get(at)
            .is_none_or(|byte| byte.is_ascii() && *byte != b',' && *byte != b'\'')
        {
            return at;
        }
        let Some(next) = text[at..].chars().next() else {
            return at;
        };
        let goes_on = next.is_alphanumeric() && !is_unspaced(next)
            || is_combining_mark(next)
            || is_unseen(next)
            || parts_thousands(text, start, at, next);
        if !goes_on {
            return at;
        }
        at += next.len_utf8();
    }
}

/// Whether `c`, at `at` in the run from `start`, stands between digits in groups of three.
fn parts_thousands(text: &str, start: usize, at: usize, c: char) -> bool {
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let before = &text.as_bytes()[start..at];
    let after = &text.as_bytes()[at + c.len_utf8()..];
    is_group_mark(c)
        && before.first().is_some_and(u8::is_ascii_digit)
        && before.iter().rev().take(3).all(is_digit)
        && after.len() >= 3
        && after[..3].iter().all(is_digit)
        && !after.get(3).is_some_and(u8::is_ascii_alphanumeric)
}

fn is_group_mark(c: char) -> bool {
    matches!(
        c,
        ',' | '\'' | '\u{2019}' | '\u{A0}' | '\u{202F}' | '\u{2009}'
    )
}

/// Characters inside a word that nobody sees or types: soft hyphens and joiners.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{640}'
    )
}

/// Whether words of the letter's script are not told apart by spaces.
fn is_unspaced(c: char) -> bool {
    let code = u32::from(c);
    code >= 0x0E00
        && c.is_alphanumeric()
        && (is_ideograph(c)
            || matches!(code, 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3005..=0x3007 | 0xAC00..=0xD7A3))
}

/// Marks that a person leaves out: accents, and the points of Hebrew and Arabic.
fn is_accent(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36F | 0x591..=0x5C7 | 0x610..=0x61A | 0x64B..=0x65F | 0x670)
}

/// Writes the letters and digits of `word` behind `out` as they are compared.
fn fold(word: &str, out: &mut String) {
    if word.is_ascii() {
        let letters = word.bytes().filter(u8::is_ascii_alphanumeric);
        let letters = letters.take(LONGEST).map(|byte| byte.to_ascii_lowercase());
        out.extend(letters.map(char::from));
        return;
    }
    let spelt = word.chars().take(LONGEST).flat_map(|letter| {
        let spelt = SPELT.iter().find(|(spelt, _)| *spelt == letter);
        let (typed, itself) = match spelt {
            Some((_, typed)) => (*typed, None),
            None => ("", Some(letter)),
        };
        typed.chars().chain(itself)
    });
    let plain = spelt.nfkd().filter(|c| !is_accent(*c));
    let lower = plain.flat_map(char::to_lowercase).nfc();
    out.extend(lower.filter(|c| c.is_alphanumeric() || is_combining_mark(*c) && !is_accent(*c)));
}

/// What is looked for as one: words that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The words as they are compared; never empty.
    pub words: Vec<String>,
    /// Whether the last of them may also be the beginning of a longer word.
    pub longer: bool,
}

/// A typed word with so many letters also finds the words that begin with it: `drone` finds `drones`.
const STEM_LETTERS: usize = 4;

impl Term {
    /// What `typed` looks for; none where it has no letter and no digit. With `exact` only what is typed is
    /// found, unless a star stands at its end: `dron*`.
    pub fn new(typed: &str, exact: bool) -> Option<Self> {
        let mut words = words(typed);
        let last = words.last()?;
        // The last character of a run is what its last pair ends with.
        let is_tail = last.unspaced
            && words.len() > 1
            && words[words.len() - 2].bytes.end == last.bytes.start
            && words[words.len() - 2].unspaced;
        let longer = if last.unspaced {
            !is_tail
        } else {
            let is_number = last.text.bytes().all(|byte| byte.is_ascii_digit());
            typed.trim_end().ends_with('*')
                || !exact && !is_number && last.text.chars().count() >= STEM_LETTERS
        };
        if is_tail {
            words.pop();
        }
        Some(Self {
            words: words.into_iter().map(|word| word.text).collect(),
            longer,
        })
    }

    /// Whether `words` begin with the term: the bytes that it has there, and whether it is there to the letter.
    pub fn begins(&self, words: &[Word]) -> Option<(Range<usize>, bool)> {
        let first = words.first()?;
        let mut found = None;
        for (index, wanted) in self.words.iter().enumerate() {
            let word = words.get(index)?;
            let is_last = index + 1 == self.words.len();
            let whole = word.text == *wanted;
            let begins = || word.text.starts_with(wanted.as_str());
            let fits = whole || is_last && self.longer && begins();
            if !fits {
                return None;
            }
            let is_pair = word.unspaced && wanted.chars().count() > 1;
            let last = words.get(index + 1).filter(|_| is_pair).unwrap_or(word);
            found = Some((first.bytes.start..last.bytes.end, whole || word.unspaced));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let words = words(text);
        let found: Vec<&str> = words.iter().map(|word| &*word.text).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_word_is_a_run_of_letters_and_digits_of_one_case() {
        check("", &[]);
        check(" … —", &[]);
        check("The Ferry sank.", &["the", "ferry", "sank"]);
        check(
            "vice-president Rubio’s",
            &["vice", "president", "rubio", "s"],
        );
        check("U.S. F-16s, AT&T", &["u", "s", "f", "16s", "at", "t"]);
        check("snake_case a/b", &["snake", "case", "a", "b"]);
    }

    #[test]
    fn accents_ligatures_and_width_do_not_count() {
        check("École E\u{301}cole", &["ecole", "ecole"]);
        check("Straße Ærø Łódź", &["strasse", "aero", "lodz"]);
        check(
            "ﬁre ＡＢＣ İstanbul ΣΟΦΟΣ σοφός",
            &["fire", "abc", "istanbul", "σοφοσ", "σοφοσ"],
        );
        check("co\u{AD}operate", &["cooperate"]);
        check("שָׁלוֹם مُحَمَّد", &["שלום", "محمد"]);
        check("हिन्दी", &["हिन्दी"]);
    }

    #[test]
    fn digits_in_threes_are_one_word() {
        check("4,000 1,234,567", &["4000", "1234567"]);
        check("4\u{202F}000 4’000", &["4000", "4000"]);
        check(
            "3.5 in 2,5 and 12,00",
            &["3", "5", "in", "2", "5", "and", "12", "00"],
        );
        check("4,0000 A1,000", &["4", "0000", "a1", "000"]);
    }

    #[test]
    fn in_unspaced_scripts_every_character_begins_a_word() {
        check(
            "東京で。AI技術",
            &["東京", "京で", "で", "ai", "技術", "術"],
        );
        check(
            "서울에서 왔다",
            &["서울", "울에", "에서", "서", "왔다", "다"],
        );
        check("ｶﾞｽ", &["ガス", "ス"]);
        let thai = words("ที่นี่");
        assert_eq!(thai.len(), 2, "{thai:?}");
    }

    #[track_caller]
    fn check_term(typed: &str, exact: bool, words: &[&str], longer: bool) {
        let term = Term::new(typed, exact);
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        assert_eq!(term, Some(Term { words, longer }), "{typed}");
    }

    #[test]
    fn what_is_typed_may_begin_longer_words() {
        check_term("drone", false, &["drone"], true);
        check_term("drone", true, &["drone"], false);
        check_term("dro", false, &["dro"], false);
        check_term("dr*", false, &["dr"], true);
        check_term("dr*", true, &["dr"], true);
        check_term("2025", false, &["2025"], false);
        check_term("U.S.", false, &["u", "s"], false);
        check_term("地震", false, &["地震"], false);
        check_term("震", false, &["震"], true);
        check_term("大地震", true, &["大地", "地震"], false);
        assert_eq!(Term::new("*", false), None);
    }

    #[test]
    fn a_term_tells_its_bytes() {
        let found = |text: &str, typed: &str| {
            let (words, term) = (words(text), Term::new(typed, false)?);
            let found = (0..words.len()).find_map(|first| term.begins(&words[first..]));
            found.map(|(bytes, whole)| (text[bytes].to_owned(), whole))
        };
        let hit = |text: &str, whole| Some((text.to_owned(), whole));
        assert_eq!(found("Two Drones.", "drone"), hit("Drones", false));
        assert_eq!(found("the U.S. army", "u.s"), hit("U.S", true));
        assert_eq!(found("大地震が", "地震"), hit("地震", true));
        assert_eq!(found("大地震が", "震"), hit("震", true));
        assert_eq!(found("大地震が", "震が"), hit("震が", true));
        assert_eq!(found("大地震が", "震地"), None);
        assert_eq!(found("some 4,000 men", "4000"), hit("4,000", true));
    }

    proptest! {
        #[test]
        fn any_part_of_a_text_at_word_ends_is_found_in_it(text in "[ a-dA,.0-9é東京ßहि\u{301}]{0,30}") {
            let all = words(&text);
            for first in 0..all.len() {
                for last in first..all.len() {
                    let typed = &text[all[first].bytes.start..all[last].bytes.end];
                    // What stands around may make another word of digits in groups.
                    let term = Term::new(typed, true).filter(|_| !typed.contains(','));
                    if let Some(term) = term {
                        prop_assert!(term.begins(&all[first..]).is_some(), "{:?} {:?}", typed, term);
                    }
                }
            }
        }

        #[test]
        fn words_lie_in_order_in_any_text(text in ".{0,40}") {
            let mut at = 0;
            for word in words(&text) {
                prop_assert!(word.bytes.start >= at);
                prop_assert!(text.get(word.bytes.clone()).is_some());
                prop_assert!(!word.text.is_empty() && !word.text.contains(char::is_whitespace));
                at = word.bytes.end;
            }
            let mut written = String::new();
            write_words(&text, &mut written);
            let listed: Vec<String> = words(&text).into_iter().map(|word| word.text).collect();
            prop_assert_eq!(written.split_terminator(' ').collect::<Vec<_>>(), listed);
        }
    }
}
