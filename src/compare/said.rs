//! What a sentence quotes, word for word.

use std::ops::Range;

use crate::compare::terms::Terms;
use crate::text::number;
use crate::text::spelling;
use crate::text::word::{self, TokenKind};

/// What stands between quotation marks in one sentence: one pair of marks, or several that the words of an
/// attribution part.
#[derive(Debug, Clone)]
pub(super) struct Said<'a> {
    /// Index of the sentence.
    pub(super) sentence: usize,
    /// Byte ranges between the marks.
    pub(super) pieces: Vec<Range<usize>>,
    pub(super) words: Vec<Word>,
    /// BCP 47 tag of the language, where known.
    pub(super) language: Option<&'a str>,
}

/// One spoken word.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// Folded, spelt one way, contractions opened.
    pub(super) text: String,
    /// Index of the piece that it stands in.
    pub(super) piece: usize,
    /// Whether something may be missing before it: an ellipsis, an editor's brackets, the end of a piece.
    pub(super) cut: bool,
}

/// So many bytes between two pieces may be an attribution.
const ATTRIBUTION: usize = 80;
/// A quotation of more words is a mark that nobody closed.
const LONGEST: usize = 800;

impl<'a> Said<'a> {
    /// All that the sentences of one side quote; pieces that an attribution parts are one.
    pub(super) fn of(terms: &[Terms<'a>], sentences: &[usize]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for &sentence in sentences {
            for range in &terms[sentence].quotations {
                let joins = |last: &&mut Self| {
                    let end = last.pieces.last().map_or(0, |piece| piece.end);
                    last.sentence == sentence && range.start.saturating_sub(end) <= ATTRIBUTION
                };
                match all.last_mut().filter(joins) {
                    Some(last) => last.push(&terms[sentence], range.clone()),
                    None => all.push(Self::piece(terms, sentence, range.clone())),
                }
            }
        }
        all.retain(|said| said.words.len() <= LONGEST);
        all
    }

    /// Each piece by itself.
    pub(super) fn parted(&self, terms: &[Terms<'a>]) -> Vec<Self> {
        let piece = |range: &Range<usize>| Self::piece(terms, self.sentence, range.clone());
        self.pieces.iter().map(piece).collect()
    }

    /// Where the marks around the word of the given index stand.
    pub(super) fn piece_of(&self, word: usize) -> Range<usize> {
        self.pieces[self.words[word].piece].clone()
    }

    fn piece(terms: &[Terms<'a>], sentence: usize, range: Range<usize>) -> Self {
        let mut said = Self {
            sentence,
            pieces: Vec::new(),
            words: Vec::new(),
            language: terms[sentence].language,
        };
        said.push(&terms[sentence], range);
        said
    }

    fn push(&mut self, terms: &Terms<'_>, range: Range<usize>) {
        let text = plain(&terms.text[range.clone()]);
        let piece = self.pieces.len();
        self.pieces.push(range);
        let mut cut = piece > 0;
        let mut words: Vec<Word> = Vec::new();
        for token in word::tokens(&text) {
            cut |= &text[token.range.clone()] == "…";
            let folded = word::fold(&text[token.range.clone()]);
            let spoken = match token.kind {
                TokenKind::Mark if folded == "%" => vec!["percent".to_owned()],
                TokenKind::Mark if folded == "&" => vec!["and".to_owned()],
                TokenKind::Mark => continue,
                _ => opened(&folded),
            };
            for text in spoken {
                let percent = text == "cent" && words.last().is_some_and(|last| last.text == "per");
                if percent && let Some(last) = words.last_mut() {
                    "percent".clone_into(&mut last.text);
                    continue;
                }
                words.push(Word { text, piece, cut });
                cut = false;
            }
        }
        self.words.extend(words);
    }
}

/// The text with an ellipsis where words were left out or put in: for any marks of an ellipsis, and for words in
/// square brackets. Brackets around single letters (`[w]e`, `walk[ed]`) fall away.
fn plain(text: &str) -> String {
    let text = text.replace(". . .", "…").replace("...", "…");
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, inside, after)) = bracketed(rest) {
        plain += before;
        let glued =
            before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric);
        plain += if glued { inside } else { "…" };
        rest = after;
    }
    plain + rest
}

/// What stands before the first square brackets, in them and after them.
fn bracketed(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('[')?;
    let (inside, after) = rest.split_once(']')?;
    Some((before, inside, after))
}

/// The words that a folded one stands for.
fn opened(folded: &str) -> Vec<String> {
    let all = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    match folded {
        "'re" => all(&["are"]),
        "'ve" => all(&["have"]),
        "'ll" => all(&["will"]),
        "'m" => all(&["am"]),
        "can't" | "cannot" => all(&["can", "not"]),
        "won't" => all(&["will", "not"]),
        "gonna" => all(&["going", "to"]),
        "wanna" => all(&["want", "to"]),
        "gotta" => all(&["got", "to"]),
        "'em" => all(&["them"]),
        word => match word.strip_suffix("n't") {
            Some(verb) => all(&[verb, "not"]),
            None => vec![number::small(word).map_or_else(
                || spelling::one(word).into_owned(),
                |value| value.to_string(),
            )],
        },
    }
}

/// Whether two words are one: also a contraction that may stand for several.
pub(super) fn same(a: &Word, b: &Word) -> bool {
    let opens = |short: &str, long: &str| match short {
        "'s" => matches!(long, "is" | "has" | "us"),
        "'d" => matches!(long, "would" | "had"),
        _ => false,
    };
    a.text == b.text || opens(&a.text, &b.text) || opens(&b.text, &a.text)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::compare::{Text, terms};
    use crate::text::Sentence;

    /// The words of the first that the text quotes, `|` before a word where something may be missing.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let text = Text {
            sentences: vec![Sentence { paragraph: 0, text }],
            ..Text::default()
        };
        let (terms, _) = terms::terms(&text, &Text::default());
        let said = Said::of(&terms, &[0]);
        let word = |word: &Word| format!("{}{}", if word.cut { "|" } else { "" }, word.text);
        let words: Vec<String> = said.first().unwrap().words.iter().map(word).collect();
        assert_eq!(words.join(" "), expected);
    }

    #[test]
    fn typography_falls_away() {
        check("“We’re not – sure,” she said.", "we are not sure");
        check("\"[W]e can't go\"", "we can not go");
        check("‘It rose 5 per cent’", "it rose 5 percent");
        check("“It rose five %”", "it rose 5 percent");
        check("“Our colour”", "our color");
    }

    #[test]
    fn what_may_be_missing_is_marked() {
        check("“We go . . . home”", "we go |home");
        check("“We [the fans] go home”", "we |go home");
        check("“We go,” he said, “home.”", "we go |home");
    }
}
