//! Where the words and numbers of a text are, and which of them are capitalised without need.

use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

use unicode_normalization::char::is_combining_mark;

/// What a token looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A word in lower case.
    Lower,
    /// A word that begins with a capital, or of a script without capitals.
    Upper,
    /// Figures, with the points and commas inside.
    Number,
    /// A run of a script that does not part its words.
    Run,
}

/// One word or number of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it stands, in bytes.
    pub(super) range: Range<usize>,
    /// What it looks like.
    pub(super) shape: Shape,
    /// Whether it may open a sentence, so that a capital says nothing.
    pub(super) opens: bool,
}

/// The words and numbers of `text` in reading order; lone letters are left out, and a hyphen parts words.
pub(super) fn tokens(text: &str) -> Tokens<'_> {
    Tokens {
        text,
        rest: text.char_indices().peekable(),
        opens: true,
    }
}

/// The tokens of one text.
pub(super) struct Tokens<'a> {
    text: &'a str,
    rest: Peekable<CharIndices<'a>>,
    opens: bool,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let &(start, first) = self.rest.peek()?;
            let class = Class::of(first);
            if class == Class::Gap {
                self.opens |= !matches!(first, ' ' | '-' | ',' | '\'' | '’');
                self.rest.next();
                continue;
            }
            let end = self.end_of(class);
            let token = self.token(start..end, first, class);
            self.opens = false;
            if token.shape == Shape::Number
                || self.text[token.range.clone()].chars().nth(1).is_some()
            {
                return Some(token);
            }
        }
    }
}

impl Tokens<'_> {
    /// Reads on to the end of the run of `class` that begins here.
    fn end_of(&mut self, class: Class) -> usize {
        let mut end = 0;
        while let Some(&(at, c)) = self.rest.peek() {
            let after = at + c.len_utf8();
            let goes_on = || self.text[after..].chars().next().map(Class::of) == Some(class);
            if Class::of(c) != class && !(class.spans(c) && goes_on()) {
                break;
            }
            end = after;
            self.rest.next();
        }
        end
    }

    /// The token in `range`, without a possessive ending.
    fn token(&self, mut range: Range<usize>, first: char, class: Class) -> Token {
        let shape = match class {
            Class::Digit => Shape::Number,
            Class::Run => Shape::Run,
            _ if first.is_lowercase() => Shape::Lower,
            _ => Shape::Upper,
        };
        let word = &self.text[range.clone()];
        let possessive = ["'s", "’s"]
            .into_iter()
            .find(|ending| word.ends_with(ending));
        range.end -= possessive.map_or(0, str::len);
        Token {
            range,
            shape,
            opens: self.opens,
        }
    }
}

/// What a character is in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Katakana,
    Run,
    Gap,
}

impl Class {
    fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' => Self::Letter,
            '0'..='9' => Self::Digit,
            // Hiragana is mostly grammar; katakana writes foreign names, each a word of its own.
            '\0'..='\u{7f}' | '\u{3041}'..='\u{309f}' => Self::Gap,
            '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' => Self::Katakana,
            '\u{e00}'..='\u{eff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' => Self::Run,
            c if c.is_alphabetic() || is_combining_mark(c) => Self::Letter,
            _ => Self::Gap,
        }
    }

    /// Whether `c` may stand inside a run of this class.
    fn spans(self, c: char) -> bool {
        match self {
            Self::Letter => matches!(c, '\'' | '’'),
            Self::Digit => matches!(c, '.' | ','),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).map(|token| &text[token.range]).collect()
    }

    #[test]
    fn words_and_numbers_are_found_in_every_script() {
        let cases: &[(&str, &[&str])] = &[
            (
                "The mayor's 33-year-old son",
                &["The", "mayor", "33", "year", "old", "son"],
            ),
            (
                "a 6.1 quake, 1,200 dead.",
                &["6.1", "quake", "1,200", "dead"],
            ),
            ("Zelenskyy’s aide didn’t", &["Zelenskyy", "aide", "didn’t"]),
            ("塩路でフェリーが座礁", &["塩路", "フェリー", "座礁"]),
            ("انقطاع الكهرباء", &["انقطاع", "الكهرباء"]),
            ("U.S. and EU", &["and", "EU"]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), *expected, "{text}");
        }
    }

    #[test]
    fn a_capital_that_opens_a_sentence_or_quotation_is_told_apart() {
        let text = "Floods hit Karrow. “Leave now”, Mayor Oduya said";
        let opening: Vec<&str> = tokens(text)
            .filter(|token| token.opens)
            .map(|token| &text[token.range])
            .collect();
        assert_eq!(opening, ["Floods", "Leave", "Mayor"]);
    }
}
