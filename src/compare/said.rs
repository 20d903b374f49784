//! What a sentence quotes, word for word.

use std::ops::Range;

use crate::compare::terms::Terms;
use crate::text::spelling;
use crate::text::word::{self, TokenKind};
use crate::text::{language, number};

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
    /// Where it stands in the sentence, in bytes; words of one contraction stand in one place.
    pub(super) range: Range<usize>,
    /// Whether something may be missing before it: an ellipsis, an editor's brackets, the end of a piece.
    pub(super) cut: bool,
}

/// So many bytes between two pieces may be an attribution.
const ATTRIBUTION: usize = 80;
/// So many words before and after those that differ are shown with them.
const AROUND: usize = 2;
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

    /// From where to where the sentence quotes it, what parts the pieces included, in bytes.
    pub(super) fn extent(&self) -> Range<usize> {
        let start = self.pieces.first().map_or(0, |piece| piece.start);
        start..self.pieces.last().map_or(start, |piece| piece.end)
    }

    /// The bytes of the words `gap` and of what stands around them in the same piece, up to a word that says
    /// something; where there are no such words, of what stands around their place.
    pub(super) fn around(&self, gap: &Range<usize>) -> Range<usize> {
        let last = self.words.len().saturating_sub(1);
        let anchor = if gap.is_empty() {
            gap.start.saturating_sub(1).min(last)
        } else {
            gap.start.min(last)
        };
        let piece = self.words[anchor].piece;
        let inside = |at: &usize| self.words[*at].piece == piece;
        let says = |at: usize| !language::is_stop_word(&self.words[at].text, self.language);
        let (mut first, mut end) = (gap.start.min(last + 1), gap.end.min(last + 1));
        for _ in 0..AROUND {
            let Some(next) = first.checked_sub(1).filter(inside) else {
                break;
            };
            first = next;
            if says(next) {
                break;
            }
        }
        while end > anchor + 1 && !inside(&(end - 1)) {
            end -= 1;
        }
        for _ in 0..AROUND {
            if end > last || !inside(&end) {
                break;
            }
            end += 1;
            if says(end - 1) {
                break;
            }
        }
        self.words[first].range.start..self.words[end - 1].range.end
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
        let quoted = &terms.text[range.clone()];
        let (text, places) = plain(quoted);
        let piece = self.pieces.len();
        let origin = range.start;
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
            let stands = places[token.range.start]..places[token.range.end - 1] + 1;
            let stands = with_brackets(quoted, stands);
            let range = origin + stands.start..origin + stands.end;
            for text in spoken {
                let percent = text == "cent" && words.last().is_some_and(|last| last.text == "per");
                if percent && let Some(last) = words.last_mut() {
                    "percent".clone_into(&mut last.text);
                    last.range.end = range.end;
                    continue;
                }
                let range = range.clone();
                words.push(Word {
                    text,
                    piece,
                    range,
                    cut,
                });
                cut = false;
            }
        }
        self.words.extend(words);
    }
}

/// The text with an ellipsis where words were left out or put in: for any marks of an ellipsis, and for words in
/// square brackets. Brackets around single letters (`[w]e`, `walk[ed]`) fall away. With it, for each of its bytes,
/// where that stood in `text`.
fn plain(text: &str) -> (String, Vec<usize>) {
    // Each stands for what is as many bytes long.
    let text = text.replace(". . .", "…  ").replace("...", "…");
    let mut plain = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    let mut push = |part: &str, at: usize| {
        plain += part;
        places.extend(at..at + part.len());
    };
    let mut at = 0;
    while let Some((before, inside, after)) = bracketed(&text[at..]) {
        push(before, at);
        at += before.len();
        let glued =
            before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric);
        push(if glued { inside } else { "…" }, at + 1);
        at = text.len() - after.len();
    }
    push(&text[at..], at);
    (plain, places)
}

/// The stretch with the brackets that belong to its letters.
fn with_brackets(text: &str, range: Range<usize>) -> Range<usize> {
    let word = &text[range.clone()];
    let opens = word.matches('[').count();
    let closes = word.matches(']').count();
    let start = range.start - usize::from(closes > opens && text[..range.start].ends_with('['));
    let end = range.end + usize::from(opens > closes && text[range.end..].starts_with(']'));
    start..end
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
    fn words_are_found_where_they_stand() {
        let text = "Tant: “[W]e’re – . . . we walk[ed] [the 4€ pier] – 5 per cent up”";
        let sentence = Text {
            sentences: vec![Sentence { paragraph: 0, text }],
            ..Text::default()
        };
        let (terms, _) = terms::terms(&sentence, &Text::default());
        let said = Said::of(&terms, &[0]);
        let words = &said.first().unwrap().words;
        let found: Vec<&str> = words.iter().map(|word| &text[word.range.clone()]).collect();
        assert_eq!(
            found,
            ["[W]e", "’re", "we", "walk[ed]", "5", "per cent", "up"]
        );
    }

    #[test]
    fn what_may_be_missing_is_marked() {
        check("“We go . . . home”", "we go |home");
        check("“We [the fans] go home”", "we |go home");
        check("“We go,” he said, “home.”", "we go |home");
    }
}
