//! Whether and how one typed word stands in a headline, and how good a match that is.
//!
//! The work of every key is done here, once for each headline and word: everything is over as soon as
//! it can be, and nothing is allocated.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::fold::{Folded, lower_case};
use super::letters::{self, Letter, Letters, Seen};
use super::line::{self, Bits, Line};

/// What each way of matching is worth, in [`WORTH`]; a higher one always goes before a lower.
pub(super) const WHOLE: u8 = 8;
pub(super) const BEGINNING: u8 = 6;
pub(super) const INSIDE: u8 = 4;
pub(super) const INITIALS: u8 = 3;
pub(super) const SCATTERED: u8 = 2;
/// No match yet, but it may be one when a few letters more have been typed.
pub(super) const NEAR: u8 = 1;
/// No match, whatever is typed after the word.
pub(super) const NONE: u8 = 0;

/// Points of one step between the ways; far more than the fine score, which never turns them round.
pub(super) const WORTH: i64 = 500;

/// How far the letters of a scattered match may lie apart: so many times the word, and a little more.
/// Letters strewn over a whole headline are an accident.
const SPREAD: usize = 2;
const SPREAD_MORE: usize = 2;

/// How many letters may be typed after a word so that it still matches nothing but what was near it.
pub(super) const AHEAD: usize = 4;

/// One typed word, with its variants where a letter too many is forgiven.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// The letters as they were typed.
    typed: Vec<char>,
    /// The same; none where one of them is not ASCII, or they are too many to be looked for as bits.
    bytes: Option<Vec<u8>>,
    /// The bits of the kinds of them all.
    mask: u64,
    variants: Vec<Variant>,
    cased: bool,
}

/// The letters looked for.
#[derive(Debug, Clone)]
struct Variant {
    letters: Vec<char>,
    /// The same letters; none where one of them is not ASCII.
    bytes: Vec<u8>,
    /// The bits of their kinds.
    mask: u64,
    /// The place of the letter that is left out of the word.
    left_out: Option<usize>,
}

impl Variant {
    fn new(letters: Vec<char>, left_out: Option<usize>) -> Self {
        let bytes = letters
            .iter()
            .map(|letter| u8::try_from(*letter).ok().filter(u8::is_ascii));
        Self {
            bytes: bytes.collect::<Option<_>>().unwrap_or_default(),
            mask: letters
                .iter()
                .fold(0, |mask, letter| mask | letters::kind(lower_case(*letter))),
            letters,
            left_out,
        }
    }

    /// The way it stands in `text`, the letters of `seen` with or without their case.
    fn way(&self, text: Letters<'_>, seen: &Seen<'_>, ahead: usize) -> u8 {
        if self.mask & !seen.mask != 0 {
            return NONE;
        }
        let initials = self.mask & !seen.initials == 0;
        match text {
            Letters::Narrow(text) => way(&self.bytes, text, initials, ahead),
            Letters::Wide(text) => way(&self.letters, text, initials, ahead),
        }
    }
}

impl Word {
    /// Folds a typed word; its capitals count if it has one.
    pub(super) fn new(typed: &str) -> Self {
        let folded = Folded::new(typed);
        let cased = typed.chars().any(char::is_uppercase);
        let letters = if cased { folded.cased } else { folded.lower };
        let bytes = letters.iter().map(|letter| u8::try_from(*letter));
        let bytes: Option<Vec<u8>> = bytes.map(Result::ok).collect();
        let few = |bytes: &Vec<u8>| bytes.is_ascii() && bytes.len() <= line::LONGEST;
        let whole = Variant::new(letters, None);
        Self {
            typed: whole.letters.clone(),
            bytes: bytes.filter(few),
            mask: whole.mask,
            variants: vec![whole],
            cased,
        }
    }

    /// The word with every variant that leaves out one letter; short words stay as they are.
    pub(super) fn forgiving(mut self) -> Self {
        if self.typed.len() > 3 {
            let variant = |left_out| {
                let mut letters = self.typed.clone();
                letters.remove(left_out);
                Variant::new(letters, Some(left_out))
            };
            self.variants = (0..self.typed.len()).map(variant).collect();
        }
        self
    }

    /// Whether its capitals count.
    pub(super) fn is_cased(&self) -> bool {
        self.cased
    }

    /// The kinds of letters that a headline has to hold.
    pub(super) fn mask(&self) -> u64 {
        let masks = self.variants.iter().map(|variant| variant.mask);
        masks.reduce(|all, mask| all & mask).unwrap_or_default()
    }

    /// How many letters it has, before one is forgiven.
    pub(super) fn len(&self) -> usize {
        self.typed.len()
    }

    /// Whether it is `shorter`, or `shorter` with letters typed after it.
    pub(super) fn extends(&self, shorter: &Self) -> bool {
        self.typed.starts_with(&shorter.typed)
    }

    /// Whether it is the same word.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.cased == other.cased && self.typed == other.typed
    }

    /// Whether it can be looked for in a [`Line`].
    pub(super) fn is_of_bits(&self) -> bool {
        self.bytes.is_some()
    }

    /// As [`Word::way`], in a headline as bits, which holds letters of the kinds of `mask` and words that begin
    /// with `initials`.
    #[inline]
    pub(super) fn way_in<B: Bits>(
        &self,
        line: &Line<B>,
        (mask, initials): (u64, u64),
        ahead: usize,
    ) -> u8 {
        let Some(bytes) = &self.bytes else {
            return NONE;
        };
        if (self.mask & !mask).count_ones() > 1 {
            return NONE; // no variant leaves out more than one letter
        }
        let possible = |variant: &&Variant| variant.mask & !mask == 0;
        let mut variants = self.variants.iter().filter(possible).peekable();
        if variants.peek().is_none() {
            return NONE;
        }
        if let ([letter], false) = (&bytes[..], self.cased)
            && letter.is_ascii_alphanumeric()
            && self.variants[0].mask & !initials != 0
        {
            return INSIDE;
        }
        let variants = variants.map(|one| (one.left_out, one.mask & !initials == 0));
        line.way(bytes, self.cased, ahead, variants)
    }

    /// The best way it stands in a headline; [`NEAR`] where it does not, but may with up to `ahead`
    /// letters more; else [`NONE`].
    pub(super) fn way(&self, seen: &Seen<'_>, ahead: usize) -> u8 {
        let text = self.letters_of(seen);
        let ways = self.variants.iter();
        let ways = ways.map(|variant| variant.way(text, seen, ahead));
        ways.max().unwrap_or(NONE)
    }

    /// How well the letters lie, to tell matches of one way apart: 0 to [`WORTH`].
    pub(super) fn fine(&self, seen: &Seen<'_>) -> i64 {
        let text = self.letters_of(seen).text();
        let possible = self
            .variants
            .iter()
            .filter(|variant| variant.mask & !seen.mask == 0);
        let scores = possible.filter_map(|variant| {
            let word: String = variant.letters.iter().collect();
            // A matcher of its own each time: what one has scored before colours what it scores next.
            let matcher = SkimMatcherV2::default().respect_case();
            matcher.fuzzy_match(&text, &word)
        });
        scores.max().unwrap_or(0).min(WORTH)
    }

    /// The letters of a headline that the word matches.
    pub(super) fn letters(&self, headline: &Folded) -> Vec<usize> {
        let seen = Seen::folded(headline);
        let text = if self.cased {
            &headline.cased
        } else {
            &headline.lower
        };
        let ways = self.variants.iter().map(|variant| {
            let way = variant.way(Letters::Wide(text), &seen, 0);
            (way, &variant.letters[..])
        });
        let best = ways.max_by_key(|(way, _)| *way);
        best.map_or_else(Vec::new, |(way, word)| place(way, word, text))
    }

    fn letters_of<'a>(&self, seen: &Seen<'a>) -> Letters<'a> {
        if self.cased { seen.cased } else { seen.lower }
    }
}

/// The best way `word` stands in `text`, [`NEAR`] with up to `ahead` letters more, or [`NONE`];
/// `initials` says whether words begin with all its letters.
fn way<L: Letter>(word: &[L], text: &[L], initials: bool, ahead: usize) -> u8 {
    let Some(&first) = word.first() else {
        return NONE;
    };
    let most = reach(word.len() + ahead);
    let whole = first
        .places(text)
        .filter(|&at| text[at..].starts_with(word));
    let starts = first.places(text);
    best(word, text, (whole, starts), initials, most)
}

/// The best way `word` stands in `text`, written at one of the first `places` or strewn from one of the
/// second on, over at most so many letters if it is but near.
fn best<L: Letter>(
    word: &[L],
    text: &[L],
    (whole, starts): (impl Iterator<Item = usize>, impl Iterator<Item = usize>),
    initials: bool,
    most: usize,
) -> u8 {
    let mut best = NONE;
    for at in whole {
        best = best.max(written(text, at, word.len()));
        if best == WHOLE {
            return WHOLE;
        }
    }
    if best > NONE {
        return best;
    }
    if initials && row(word, text).is_some() {
        return INITIALS;
    }
    for at in starts {
        match span(&word[1..], &text[at + 1..], most) {
            Some(span) if span <= reach(word.len()) => return SCATTERED,
            Some(_) => best = NEAR,
            None => {}
        }
    }
    best
}

/// How far apart the first and the last letter of a scattered match may lie, both counted.
pub(super) fn reach(letters: usize) -> usize {
    letters * SPREAD + SPREAD_MORE
}

/// What a word of `length` letters that is written at `at` is worth.
fn written<L: Letter>(text: &[L], at: usize, length: usize) -> u8 {
    let ends = !text
        .get(at + length)
        .is_some_and(|letter| letter.is_of_word());
    match (letters::begins_word(text, at), ends) {
        (true, true) => WHOLE,
        (true, false) => BEGINNING,
        (false, _) => INSIDE,
    }
}

/// How many letters from the first of a word to its last, where the `rest` of it lies in its order
/// `after` the first, at most `reach`.
fn span<L: Letter>(rest: &[L], after: &[L], reach: usize) -> Option<usize> {
    let after = &after[..after.len().min(reach - 1)];
    let mut span = 0;
    for letter in rest {
        span += after[span..].iter().position(|other| other == letter)? + 1;
    }
    Some(span + 1)
}

/// The first of the words in a row whose initials `word` is.
fn row<L: Letter>(word: &[L], text: &[L]) -> Option<usize> {
    if word.len() < 2 {
        return None;
    }
    let mut starts = (0..text.len()).filter(|&at| letters::begins_word(text, at));
    starts.find(|&at| {
        text[at] == word[0]
            && initials(text, at)
                .take(word.len())
                .map(|at| text[at])
                .eq(word.iter().copied())
    })
}

/// Where words begin, from `at` on.
fn initials<L: Letter>(text: &[L], at: usize) -> impl Iterator<Item = usize> {
    (at..text.len()).filter(|&at| letters::begins_word(text, at))
}

/// The letters of `text` that are matched by a `word` that stands in it that way.
fn place<L: Letter>(way: u8, word: &[L], text: &[L]) -> Vec<usize> {
    let Some((&first, rest)) = word.split_first() else {
        return Vec::new();
    };
    let mut places = first.places(text);
    match way {
        NONE | NEAR => Vec::new(),
        SCATTERED => {
            let reach = reach(word.len());
            let spans = places.filter_map(|at| Some((span(rest, &text[at + 1..], reach)?, at)));
            let best = spans.min_by_key(|(span, _)| *span);
            best.map_or_else(Vec::new, |(_, at)| strewn(word, text, at))
        }
        INITIALS => row(word, text)
            .map_or_else(Vec::new, |at| initials(text, at).take(word.len()).collect()),
        _ => {
            let best = places
                .find(|&at| text[at..].starts_with(word) && written(text, at, word.len()) == way);
            best.map_or_else(Vec::new, |at| (at..at + word.len()).collect())
        }
    }
}

/// Where the letters of `word` lie in their order from `at` on, each as early as can be.
fn strewn<L: Letter>(word: &[L], text: &[L], at: usize) -> Vec<usize> {
    let mut wanted = word.iter().peekable();
    (at..text.len())
        .filter(|&at| wanted.next_if_eq(&&text[at]).is_some())
        .collect()
}
