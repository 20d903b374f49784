//! Which characters of outside text may reach a terminal, a page or a comparison.
//!
//! The one rule, applied after the last decoding step:
//!
//! - CRLF, CR, NEL and the line and paragraph separators are line ends;
//! - a tab becomes four spaces;
//! - any other control character becomes U+FFFD, and what follows it stays text;
//! - bidirectional overrides, embeddings and isolates are dropped;
//! - other invisible characters (zero-width spaces and joiners, direction marks, soft hyphens, byte order
//!   marks, tags, fillers, interlinear marks, stray variation selectors) are dropped, but a joiner inside an
//!   emoji, or between letters of a script that needs it, stays;
//! - a base character keeps at most eight combining marks.

use serde::{Deserialize, Serialize};
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

/// How many characters cleaning replaced or dropped, by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cleaned {
    /// Control characters replaced by U+FFFD.
    pub controls: usize,
    /// Bidirectional overrides, embeddings and isolates dropped.
    pub bidi: usize,
    /// Other invisible characters dropped.
    pub invisible: usize,
}

impl Cleaned {
    /// Whether nothing was replaced or dropped.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl std::ops::AddAssign for Cleaned {
    fn add_assign(&mut self, other: Self) {
        self.controls += other.controls;
        self.bidi += other.bidi;
        self.invisible += other.invisible;
    }
}

/// More marks than any script stacks on one letter.
const MOST_MARKS: usize = 8;

const TAB: &str = "    ";

const ZWNJ: char = '\u{200c}';
const ZWJ: char = '\u{200d}';

/// Cleans `raw` by the one rule of the border and counts what was changed.
pub fn clean(raw: &str) -> (String, Cleaned) {
    let mut cleaner = Cleaner {
        text: String::with_capacity(raw.len()),
        cleaned: Cleaned::default(),
        last: None,
        marks: 0,
    };
    let mut rest = raw;
    loop {
        let plain = rest
            .bytes()
            .position(|byte| !matches!(byte, b' '..=b'~' | b'\n'))
            .unwrap_or(rest.len());
        let (head, tail) = rest.split_at(plain);
        cleaner.keep_plain(head);
        let mut characters = tail.chars();
        let Some(first) = characters.next() else {
            return (cleaner.text, cleaner.cleaned);
        };
        rest = characters.as_str();
        cleaner.take(first, rest);
    }
}

/// Cleans `raw` and makes one line of it: runs of white space become one space, the ends are trimmed.
pub fn clean_line(raw: &str) -> (String, Cleaned) {
    let (text, cleaned) = clean(raw);
    (one_line(&text), cleaned)
}

/// `text` with each run of white space as one space, trimmed.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The beginning of `text`, at most `bytes` long, cut between characters.
pub fn beginning(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// What a character means to the border.
enum Verdict {
    Keep,
    LineEnd,
    Tab,
    Control,
    Bidi,
    Invisible,
    Joiner,
    Selector,
    Mark,
}

struct Cleaner {
    text: String,
    cleaned: Cleaned,
    /// The last character that was kept.
    last: Option<char>,
    /// How many marks the current base has.
    marks: usize,
}

impl Cleaner {
    /// Keeps printable ASCII and line feeds as they are.
    fn keep_plain(&mut self, text: &str) {
        if let Some(last) = text.chars().next_back() {
            self.text.push_str(text);
            self.last = Some(last);
            self.marks = 0;
        }
    }

    fn keep(&mut self, character: char) {
        self.text.push(character);
        self.last = Some(character);
        self.marks = 0;
    }

    fn take(&mut self, character: char, rest: &str) {
        match verdict(character) {
            Verdict::Keep => self.keep(character),
            Verdict::LineEnd if character == '\r' && rest.starts_with('\n') => {}
            Verdict::LineEnd => self.keep('\n'),
            Verdict::Tab => self.keep_plain(TAB),
            Verdict::Control => {
                self.cleaned.controls += 1;
                self.keep(char::REPLACEMENT_CHARACTER);
            }
            Verdict::Bidi => self.cleaned.bidi += 1,
            Verdict::Joiner if self.joins(character, rest) => self.keep_mark(character),
            Verdict::Selector if self.selects() => self.keep_mark(character),
            Verdict::Mark if self.marks < MOST_MARKS => self.keep_mark(character),
            Verdict::Invisible | Verdict::Joiner | Verdict::Selector | Verdict::Mark => {
                self.cleaned.invisible += 1;
            }
        }
    }

    /// Keeps a character that belongs to the base before it.
    fn keep_mark(&mut self, character: char) {
        self.text.push(character);
        self.last = Some(character);
        self.marks += 1;
    }

    /// Whether a joiner has a task here: both neighbours are emoji, or letters that join.
    fn joins(&self, joiner: char, rest: &str) -> bool {
        let (Some(before), Some(after)) = (self.last, rest.chars().next()) else {
            return false;
        };
        let emoji = joiner == ZWJ && (is_emoji(before) || is_emoji_part(before)) && is_emoji(after);
        // Bengali and Kannada put the joiner before the virama, which is then sure to be kept.
        let is_virama = canonical_combining_class(after) == 9 && self.marks + 1 < MOST_MARKS;
        let letters = needs_joiners(before)
            && needs_joiners(after)
            && (is_virama || !is_combining_mark(after));
        self.marks < MOST_MARKS && (emoji || letters)
    }

    /// Whether a variation selector stands right behind a base that can vary.
    fn selects(&self) -> bool {
        self.marks == 0 && self.last.is_some_and(|base| !base.is_whitespace())
    }
}

fn verdict(character: char) -> Verdict {
    match character {
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Verdict::LineEnd,
        '\t' => Verdict::Tab,
        '\n' => Verdict::Keep,
        _ if character.is_control() => Verdict::Control,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Verdict::Bidi,
        ZWNJ | ZWJ => Verdict::Joiner,
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => Verdict::Selector,
        _ if is_invisible(character) => Verdict::Invisible,
        _ if character > '\u{2ff}' && is_combining_mark(character) => Verdict::Mark,
        _ => Verdict::Keep,
    }
}

fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}'
        | '\u{e01f0}'..='\u{e0fff}')
}

/// Characters that can stand on either side of the joiner of an emoji sequence.
fn is_emoji(character: char) -> bool {
    matches!(character,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}'
        | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{25a0}'..='\u{27bf}'
        | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '\u{3030}' | '\u{303d}'
        | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// What may stand between an emoji and its joiner; skin tones count as emoji themselves.
fn is_emoji_part(character: char) -> bool {
    matches!(character, '\u{fe0f}' | '\u{20e3}')
}

/// Scripts whose spelling uses joiners: Arabic and its kin, the scripts of India, Mongolian, Khmer and others.
fn needs_joiners(character: char) -> bool {
    matches!(character,
        '\u{620}'..='\u{8ff}' | '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{18af}'
        | '\u{1900}'..='\u{1cff}' | '\u{a800}'..='\u{abff}' | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' | '\u{11000}'..='\u{11fff}' | '\u{1e900}'..='\u{1e95f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn counts(controls: usize, bidi: usize, invisible: usize) -> Cleaned {
        Cleaned {
            controls,
            bidi,
            invisible,
        }
    }

    #[track_caller]
    fn check(raw: &str, text: &str, cleaned: Cleaned) {
        assert_eq!(clean(raw), (text.to_owned(), cleaned));
    }

    #[test]
    fn honest_text_passes_untouched() {
        for text in [
            "Plain words, “quoted” — and done.\nNext.",
            "Ça coûte 3 €.",
            "مرحبا بالعالم",
            "日本語の見出し",
            "👩🏽‍🚀 and 👨‍👩‍👧‍👦 and ❤️‍🔥 and 🏳️‍🌈",
            "می‌خواهم",
            "क्‍ष",
            "র\u{200d}\u{9cd}যাব",
        ] {
            check(text, text, Cleaned::default());
        }
    }

    #[test]
    fn every_line_end_is_a_line_feed() {
        check(
            "a\r\nb\rc\u{85}d\u{2028}e\u{2029}f",
            "a\nb\nc\nd\ne\nf",
            counts(0, 0, 0),
        );
    }

    #[test]
    fn control_characters_are_replaced_and_what_follows_stays_text() {
        check(
            "\x1b[31mred\x07\x7f\u{9b}2J\0",
            "\u{fffd}[31mred\u{fffd}\u{fffd}\u{fffd}2J\u{fffd}",
            counts(5, 0, 0),
        );
        check(
            "a\x0bb\x0cc\x08",
            "a\u{fffd}b\u{fffd}c\u{fffd}",
            counts(3, 0, 0),
        );
    }

    #[test]
    fn a_tab_becomes_spaces() {
        check("a\tb", "a    b", counts(0, 0, 0));
    }

    #[test]
    fn what_deceives_the_eye_is_dropped_and_counted() {
        check(
            "\u{202e}evil\u{202c} \u{2066}x\u{2069}",
            "evil x",
            counts(0, 4, 0),
        );
        check(
            "a\u{200b}b\u{ad}c\u{feff}d\u{2060}e\u{3164}f\u{fff9}g\u{e0041}h",
            "abcdefgh",
            counts(0, 0, 7),
        );
        check(
            "la\u{200d}tin \u{200c}x\u{fe0f}\u{fe0f}",
            "latin x\u{fe0f}",
            counts(0, 0, 3),
        );
    }

    #[test]
    fn a_letter_keeps_eight_marks() {
        let zalgo = format!("e{}x", "\u{301}".repeat(200));
        check(
            &zalgo,
            &format!("e{}x", "\u{301}".repeat(8)),
            counts(0, 0, 192),
        );
    }

    #[test]
    fn a_line_has_single_spaces() {
        assert_eq!(clean_line(" a\u{a0}\u{a0} b\r\n\tc ").0, "a b c");
    }

    fn nasty() -> impl Strategy<Value = String> {
        let pieces = prop_oneof![
            any::<char>(),
            prop::sample::select(vec![
                '\r', '\n', '\t', '\u{1b}', ZWJ, ZWNJ, '\u{200b}', '\u{fe0f}', '\u{301}', '👩',
                '🏽', '❤', 'ا', 'م', 'क', '\u{94d}', '\u{9cd}', 'র', '\u{202e}', 'a', ' ',
            ]),
        ];
        prop::collection::vec(pieces, 0..60).prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(raw in nasty()) {
            let (text, _) = clean(&raw);
            prop_assert_eq!(clean(&text), (text, Cleaned::default()));
        }

        #[test]
        fn no_control_character_is_left(raw in nasty()) {
            let (text, _) = clean(&raw);
            prop_assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
        }
    }
}
