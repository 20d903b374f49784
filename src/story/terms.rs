//! What an article talks of: its words, names and numbers, and how much of it each one makes up.

use rapidhash::RapidHashMap;
use rapidhash::fast::RandomState;

use crate::library::{ParagraphKind, Revision};

use super::token::{Shape, Token, tokens};
use super::vocabulary::{RARE, Vocabulary};

/// How many words the lead of an article has: what stands there is what it is about.
const LEAD: f32 = 60.0;
/// A paragraph longer than this, in bytes, is no headline.
const HEADLINE_BYTES: usize = 200;
/// How much a headline's words count beside the body's.
const HEADLINE: f32 = 2.0;

/// How many terms an article has, as a rule.
const TERMS: usize = 256;

/// What a term is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One word, which may prove a name.
    Word,
    /// A figure.
    Number,
    /// Two capitalised words in a row.
    FullName,
}

/// One term of one article.
#[derive(Debug, Clone, Copy)]
pub struct Term {
    /// What names it in every article.
    pub(super) key: u64,
    /// What it is made of.
    pub(super) kind: Kind,
    /// How often it is said; in the lead it counts up to twice.
    pub(super) count: f32,
    /// What its letters say of its being a name: for it above 0, against it below.
    pub(super) capitals: i32,
    /// The share of news articles that holds it, as far as is known beforehand.
    pub(super) share: f32,
    /// Whether the body says it, not the headline alone.
    pub(super) in_body: bool,
}

/// The terms of a revision's headline and body, sorted by key.
pub(super) fn terms(revision: &Revision, vocabulary: &Vocabulary) -> Vec<Term> {
    let mut found = RapidHashMap::with_capacity_and_hasher(TERMS, RandomState::default());
    read(revision, vocabulary, |mention| {
        let term = found.entry(mention.key).or_insert(Term {
            key: mention.key,
            kind: mention.kind,
            count: 0.0,
            capitals: 0,
            share: mention.share,
            in_body: false,
        });
        term.count += mention.count;
        term.capitals += mention.capitals;
        term.in_body |= mention.in_body;
    });
    let mut terms: Vec<Term> = found.into_values().collect();
    terms.sort_unstable_by_key(|term| term.key);
    terms
}

/// One place where a term is said.
pub(super) struct Mention<'a> {
    pub(super) key: u64,
    pub(super) kind: Kind,
    /// The text itself.
    pub(super) surface: &'a str,
    pub(super) count: f32,
    pub(super) capitals: i32,
    pub(super) share: f32,
    pub(super) in_body: bool,
}

/// Calls `tell` for each mention of a term in the headline and body.
pub(super) fn read<'a>(
    revision: &'a Revision,
    vocabulary: &Vocabulary,
    tell: impl FnMut(Mention<'a>),
) {
    let mut reader = Reader {
        vocabulary,
        tell,
        said: 0.0,
        in_body: false,
    };
    if !revision.title_derived {
        reader.read(&revision.title, false);
    }
    reader.in_body = true;
    for paragraph in &revision.paragraphs {
        let cased = paragraph.kind != ParagraphKind::Heading && !in_title_case(&paragraph.text);
        reader.read(&paragraph.text, cased);
    }
}

struct Reader<'v, F> {
    vocabulary: &'v Vocabulary,
    tell: F,
    /// Words of the body so far.
    said: f32,
    in_body: bool,
}

impl<'a, F: FnMut(Mention<'a>)> Reader<'_, F> {
    /// Reads one paragraph; `cased` says whether its capitals tell names.
    fn read(&mut self, text: &'a str, cased: bool) {
        let mut before: Option<(Token, u64)> = None;
        for token in tokens(text) {
            self.said += f32::from(u8::from(self.in_body));
            let word = &text[token.range.clone()];
            let named = token.shape == Shape::Upper && cased && !token.opens;
            let key = match token.shape {
                Shape::Number => self.number(word),
                Shape::Run => self.run(word),
                Shape::Upper | Shape::Lower => self.word(word, token.shape, named),
            };
            if let (true, Some(key), Some((first, first_key))) = (named, key, &before)
                && &text[first.range.end..token.range.start] == " "
            {
                let name = &text[first.range.start..token.range.end];
                self.full_name(name, *first_key, key);
            }
            before = key
                .filter(|_| token.shape == Shape::Upper && cased)
                .map(|key| (token, key));
        }
    }

    /// Tells of a word and gives its key, unless it says nothing.
    fn word(&mut self, word: &'a str, letters: Shape, named: bool) -> Option<u64> {
        let (key, share) = self.vocabulary.look_up(word);
        if share >= 1.0 {
            return None;
        }
        let capitals = match (letters, named) {
            (Shape::Lower, _) => -2,
            (_, true) => 2,
            (_, false) => 1,
        };
        self.mention(key, Kind::Word, word, capitals, share);
        Some(key)
    }

    fn number(&mut self, figures: &'a str) -> Option<u64> {
        let plain = plain_number(figures);
        let key = self.vocabulary.key(&plain);
        self.mention(key, Kind::Number, figures, 0, number_share(&plain));
        None
    }

    /// Tells of each two neighbours of a run, as nothing shows where its words end.
    fn run(&mut self, run: &'a str) -> Option<u64> {
        let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).collect();
        for (index, &start) in starts.iter().enumerate().skip(1) {
            let end = starts.get(index + 1).copied().unwrap_or(run.len());
            let pair = &run[starts[index - 1]..end];
            debug_assert!(start < end);
            self.mention(self.vocabulary.key(pair), Kind::Word, pair, 1, RARE);
        }
        None
    }

    fn full_name(&mut self, name: &'a str, first: u64, last: u64) {
        let key = first.rotate_left(17) ^ last;
        self.mention(key, Kind::FullName, name, 2, RARE);
    }

    fn mention(&mut self, key: u64, kind: Kind, surface: &'a str, capitals: i32, share: f32) {
        let count = if self.in_body {
            1.0 + (1.0 - self.said / LEAD).max(0.0)
        } else {
            HEADLINE
        };
        (self.tell)(Mention {
            key,
            kind,
            surface,
            count,
            capitals,
            share,
            in_body: self.in_body,
        });
    }
}

/// Whether most long words of a line have capitals, as in a headline, so that capitals tell nothing.
fn in_title_case(text: &str) -> bool {
    if text.len() > HEADLINE_BYTES {
        return false;
    }
    let (mut upper, mut all) = (0, 0);
    for token in tokens(text).filter(|token| token.range.len() > 3) {
        upper += usize::from(token.shape == Shape::Upper);
        all += usize::from(matches!(token.shape, Shape::Upper | Shape::Lower));
    }
    all >= 3 && upper * 10 >= all * 7
}

/// A figure without what parts its thousands, and with a point before its fraction.
fn plain_number(figures: &str) -> String {
    let groups: Vec<&str> = figures.split([',', '.']).collect();
    match groups.as_slice() {
        [_, thousands @ ..] if thousands.iter().all(|group| group.len() == 3) => groups.concat(),
        _ => groups.join("."),
    }
}

/// The share of news articles that holds a number, which small and round ones and years often are.
fn number_share(number: &str) -> f32 {
    match number.parse::<u32>() {
        Ok(0..=12) => 0.2,
        Ok(13..=31 | 1900..=2100) => 0.1,
        Ok(32..=99) => 0.03,
        Ok(round) if round % 100 == 0 => 0.02,
        _ => 0.004,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Paragraph;

    fn found(title: &str, body: &str) -> Vec<(String, i32, bool)> {
        let revision = Revision {
            title: title.to_owned(),
            paragraphs: vec![Paragraph {
                text: body.to_owned(),
                ..Paragraph::default()
            }],
            ..Revision::default()
        };
        let mut found = Vec::new();
        read(&revision, &Vocabulary::of(Some("en")), |mention| {
            found.push((
                mention.surface.to_owned(),
                mention.capitals,
                mention.in_body,
            ));
        });
        found
    }

    #[test]
    fn capitals_tell_names_but_where_a_sentence_opens() {
        let found = found(
            "",
            "Floods hit Port Merrin, and floods will hit Merrin again.",
        );
        let told = |surface: &str| {
            found
                .iter()
                .filter(|term| term.0 == surface)
                .map(|term| term.1)
                .sum::<i32>()
        };
        assert_eq!(told("Floods"), 1);
        assert_eq!(told("floods"), -2);
        assert_eq!(told("Merrin"), 4);
        assert_eq!(told("Port Merrin"), 2);
        assert_eq!(told("and"), 0, "a word that says nothing is left out");
    }

    #[test]
    fn a_line_in_title_case_names_nothing() {
        let found = found("", "Ferry Runs Aground Near Harbour");
        assert!(
            found.iter().all(|(_, capitals, _)| *capitals == 1),
            "{found:?}"
        );
    }

    #[test]
    fn what_the_headline_alone_says_is_not_in_the_body() {
        let found = found("Steering failed", "The ferry sank.");
        let in_body: Vec<&str> = found
            .iter()
            .filter(|term| term.2)
            .map(|term| term.0.as_str())
            .collect();
        assert_eq!(in_body, ["ferry", "sank"]);
    }

    #[test]
    fn a_run_without_spaces_is_told_by_its_neighbours() {
        let surfaces: Vec<String> = found("", "東京都知事が")
            .into_iter()
            .map(|term| term.0)
            .collect();
        assert_eq!(surfaces, ["東京", "京都", "都知", "知事"]);
    }

    #[test]
    fn a_number_is_one_however_its_thousands_are_parted() {
        let cases = [
            ("25,000", "25000"),
            ("25.000", "25000"),
            ("25000", "25000"),
            ("6.1", "6.1"),
            ("6,1", "6.1"),
            ("1,234,567", "1234567"),
        ];
        for (figures, plain) in cases {
            assert_eq!(plain_number(figures), plain);
        }
    }

    #[test]
    fn the_lead_weighs_more_than_the_tail() {
        let body = format!("Karrow {} Merrin", "then ".repeat(100));
        let revision = Revision {
            paragraphs: vec![Paragraph {
                text: body,
                ..Paragraph::default()
            }],
            ..Revision::default()
        };
        let vocabulary = Vocabulary::of(Some("en"));
        let terms = terms(&revision, &vocabulary);
        let count = |word: &str| {
            let (key, _) = vocabulary.look_up(word);
            terms
                .iter()
                .find(|term| term.key == key)
                .map(|term| term.count)
        };
        assert!(count("Karrow") > count("Merrin"));
    }
}
