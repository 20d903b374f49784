//! What counts as one word, and when two spellings are the same word.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A word, or one character of a script that puts no spaces between words.
    Word,
    /// Digits, with the separators inside them.
    Number,
    /// Anything else that is not white space: one character each.
    Mark,
}

/// One word, number or mark of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
}

/// The tokens of `text`, in order; white space belongs to none.
///
/// A possessive or contracted ending (`’s`, `’re`, `n’t`) is a token of its own, `4,000` and `3.9` are one
/// number, `U.S.` is one word, and a hyphen parts two words.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let (kind, length) = if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        } else if is_ideograph(first) {
            (TokenKind::Word, first.len_utf8())
        } else if first.is_numeric() {
            number(rest)
        } else if first.is_alphabetic() {
            let end = word(rest);
            (TokenKind::Word, end + ones(rest, end))
        } else if let Some(length) = clitic(rest).filter(|_| touches_word(&tokens, at)) {
            (TokenKind::Word, length)
        } else {
            (TokenKind::Mark, first.len_utf8())
        };
        tokens.push(Token {
            kind,
            range: at..at + length,
        });
        at += length;
    }
    tokens
}

fn touches_word(tokens: &[Token], at: usize) -> bool {
    tokens
        .last()
        .is_some_and(|last| last.kind == TokenKind::Word && last.range.end == at)
}

/// Whether `c` belongs to a script written without spaces, so that each character counts as a word.
pub fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c),
        0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xFF66..=0xFF9F | 0x20000..=0x3FFFF)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02BC}' | '\u{FF07}')
}

/// Digits with separators between digits; letters that follow at once make it a word, as in `3rd` or `4x4`,
/// but for the scale letters of `5m` and `3bn`, which stay with the number.
fn number(text: &str) -> (TokenKind, usize) {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '.' | ',' | ':' | '\u{00A0}' | '\u{202F}' | '\u{2009}')
            && chars.peek().is_some_and(|(_, next)| next.is_numeric());
        if !c.is_numeric() && !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    let letters = text[end..]
        .chars()
        .take_while(|c| c.is_alphabetic() && !is_ideograph(*c))
        .map(char::len_utf8)
        .sum::<usize>();
    let suffix = text[end..end + letters].to_lowercase();
    let scale = matches!(
        suffix.as_str(),
        "" | "m"
            | "bn"
            | "k"
            | "tn"
            | "mn"
            | "km"
            | "kg"
            | "g"
            | "cm"
            | "mm"
            | "mw"
            | "gw"
            | "kwh"
            | "p"
    );
    (
        if scale {
            TokenKind::Number
        } else {
            TokenKind::Word
        },
        end + letters,
    )
}

/// Bytes of the word that `text` begins with.
fn word(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    let mut letters_since_dot = 0;
    while let Some((at, c)) = chars.next() {
        if c.is_alphanumeric() && !is_ideograph(c) || is_combining_mark(c) {
            letters_since_dot += 1;
            end = at + c.len_utf8();
        } else if c == '.'
            && letters_since_dot == 1
            && is_initialism(&text[..at], chars.peek().map(|(_, c)| *c))
        {
            letters_since_dot = 0;
            end = at + 1;
        } else if is_apostrophe(c) && chars.peek().is_some_and(|(_, next)| next.is_alphabetic()) {
            if clitic(&text[at..]).is_some() {
                break;
            }
            end = at + c.len_utf8();
        } else if matches!(c, '\u{200C}' | '\u{200D}') && end > 0 {
            end = at + c.len_utf8();
        } else {
            break;
        }
    }
    end
}

/// Bytes of the hyphen and the ones after tens in words: `-seven` of `forty-seven`, which is one number.
fn ones(text: &str, end: usize) -> usize {
    const TENS: &str = "twenty thirty forty fifty sixty seventy eighty ninety";
    const ONES: &str = "one two three four five six seven eight nine";
    let is = |list: &str, word: &str| {
        list.split(' ')
            .any(|known| word.eq_ignore_ascii_case(known))
    };
    let Some(rest) = text[end..]
        .strip_prefix('-')
        .filter(|_| is(TENS, &text[..end]))
    else {
        return 0;
    };
    let length = word(rest);
    if is(ONES, &rest[..length]) {
        1 + length
    } else {
        0
    }
}

/// Whether a full stop after `before` belongs to initials such as `U.S.`.
fn is_initialism(before: &str, next: Option<char>) -> bool {
    before.contains('.') || next.is_some_and(char::is_alphabetic)
}

/// Bytes of a contracted ending at the start of `text`: an apostrophe and `s`, `re`, `ve`, `ll`, `d` or `m`.
fn clitic(text: &str) -> Option<usize> {
    let first = text.chars().next().filter(|c| is_apostrophe(*c))?;
    let rest = &text[first.len_utf8()..];
    let letters = rest
        .chars()
        .take_while(|c| c.is_alphabetic())
        .map(char::len_utf8)
        .sum::<usize>();
    let known = ["s", "re", "ve", "ll", "d", "m"]
        .iter()
        .any(|ending| rest[..letters].eq_ignore_ascii_case(ending));
    known.then_some(first.len_utf8() + letters)
}

/// `text` with case, accents, width and typography folded away: two spellings that fold alike are one word.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(plain)
        .collect::<String>()
        .replace('ß', "ss")
}

/// The plain form of a typographic character.
pub fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{02BC}' | '\u{2032}' | '`' | '\u{00B4}'
        | '\u{FF07}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{00AB}' | '\u{00BB}' | '\u{2033}'
        | '\u{FF02}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{00A0}' | '\u{2009}' | '\u{202F}' | '\u{3000}' => ' ',
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        'ı' => 'i',
        other => other,
    }
}

/// `text` with typography, spacing and the case of its first letter folded away: what is left differs only
/// where a reader would call it another text.
pub fn same_form(text: &str) -> String {
    let text: String = text.nfkc().collect();
    let mut form = String::with_capacity(text.len());
    let mut begun = false;
    for c in text
        .replace("...", "…")
        .replace(". . .", "…")
        .chars()
        .map(plain)
    {
        if c.is_whitespace() || matches!(c, '\u{00AD}' | '\u{200B}') {
            continue;
        }
        if begun {
            form.push(c);
        } else {
            form.extend(c.to_lowercase());
        }
        begun |= c.is_alphanumeric();
    }
    form.replace("--", "-").replace("''", "\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = tokens(text)
            .into_iter()
            .map(|token| &text[token.range])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_numbers_and_marks_are_told_apart() {
        check(
            "The U.S. sent 4,000 men.",
            &["The", "U.S.", "sent", "4,000", "men", "."],
        );
        check(
            "Trump’s plan isn't ready",
            &["Trump", "’s", "plan", "isn't", "ready"],
        );
        check(
            "face-to-face, 3.9%",
            &["face", "-", "to", "-", "face", ",", "3.9", "%"],
        );
        check("$3bn on the 3rd", &["$", "3bn", "on", "the", "3rd"]);
        check("date,728 units", &["date", ",", "728", "units"]);
        check(
            "'Putin is not—he's not'",
            &["'", "Putin", "is", "not", "—", "he", "'s", "not", "'"],
        );
        check(
            "Forty-seven of twenty-odd",
            &["Forty-seven", "of", "twenty", "-", "odd"],
        );
        check("東京で12人", &["東", "京", "で", "12", "人"]);
        check("J. Smith", &["J", ".", "Smith"]);
    }

    #[test]
    fn folding_hides_case_accents_and_typography() {
        for (a, b) in [
            ("École", "ecole"),
            ("Straße", "strasse"),
            ("don’t", "don't"),
            ("Ｔｏｋｙｏ", "tokyo"),
        ] {
            assert_eq!(fold(a), fold(b));
        }
    }

    #[test]
    fn typography_is_no_difference_but_words_are() {
        assert_eq!(
            same_form("“Yes … no,” he said—then"),
            same_form("\"yes... no,\" he said - then")
        );
        assert_ne!(same_form("He said yes"), same_form("He said Yes"));
        assert_ne!(same_form("ten"), same_form("ten."));
    }
}
