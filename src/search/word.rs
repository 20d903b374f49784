//! Where one typed word stands in a headline, and how good a match that is.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::fold::Folded;

/// What each way of matching is worth; far apart, so that the fine score never turns their order round.
const WHOLE: i64 = 4000;
const BEGINNING: i64 = 3000;
const INSIDE: i64 = 2000;
const INITIALS: i64 = 1500;
const SCATTERED: i64 = 1000;

/// How far the letters of a scattered match may lie apart: so many times the word, and a little more.
/// Letters strewn over a whole headline are an accident.
const SPREAD: usize = 2;
const SPREAD_MORE: usize = 2;

/// One typed word, with its variants where a letter too many is forgiven.
#[derive(Debug, Clone)]
pub(super) struct Word {
    variants: Vec<Vec<char>>,
    cased: bool,
}

/// How a word matches: what that is worth, and the letters.
struct Match {
    worth: i64,
    letters: Vec<usize>,
}

impl Word {
    /// Folds a typed word; its capitals count if it has one.
    pub(super) fn new(typed: &str) -> Self {
        let folded = Folded::new(typed);
        let cased = typed.chars().any(char::is_uppercase);
        let letters = if cased { folded.cased } else { folded.lower };
        Self {
            variants: vec![letters],
            cased,
        }
    }

    /// The word with every variant that leaves out one letter; short words stay as they are.
    pub(super) fn forgiving(mut self) -> Self {
        let typed = self.variants[0].clone();
        if typed.len() > 3 {
            self.variants = (0..typed.len())
                .map(|left_out| {
                    let mut variant = typed.clone();
                    variant.remove(left_out);
                    variant
                })
                .collect();
        }
        self
    }

    /// What the match is worth by its kind; none where there is no match.
    pub(super) fn coarse(&self, headline: &Folded) -> Option<i64> {
        self.best(headline).map(|found| found.worth)
    }

    /// How well the letters lie, to tell matches of one kind apart.
    pub(super) fn fine(&self, headline: &Folded) -> i64 {
        let text: String = self.letters_of(headline).iter().collect();
        let matcher = SkimMatcherV2::default().respect_case();
        let scores = self
            .variants
            .iter()
            .filter_map(|variant| matcher.fuzzy_match(&text, &variant.iter().collect::<String>()));
        scores.max().unwrap_or(0).min(500)
    }

    /// The letters of the headline that the word matches.
    pub(super) fn letters(&self, headline: &Folded) -> Vec<usize> {
        self.best(headline)
            .map_or_else(Vec::new, |found| found.letters)
    }

    fn letters_of<'a>(&self, headline: &'a Folded) -> &'a [char] {
        if self.cased {
            &headline.cased
        } else {
            &headline.lower
        }
    }

    fn best(&self, headline: &Folded) -> Option<Match> {
        let letters = self.letters_of(headline);
        let possible = self
            .variants
            .iter()
            .filter(|variant| headline.may_hold(variant));
        let matches = possible.filter_map(|variant| {
            written(variant, letters, headline)
                .or_else(|| initials(variant, letters, headline))
                .or_else(|| scattered(variant, letters))
        });
        matches.max_by_key(|found| found.worth)
    }
}

/// The word as it is written, best where a word begins and ends with it.
fn written(word: &[char], letters: &[char], headline: &Folded) -> Option<Match> {
    if word.is_empty() {
        return None;
    }
    let places = letters
        .windows(word.len())
        .enumerate()
        .filter(|(_, window)| *window == word);
    let worth = |at: usize| match (
        headline.begins_word(at),
        headline.ends_word(at + word.len()),
    ) {
        (true, true) => WHOLE,
        (true, false) => BEGINNING,
        (false, _) => INSIDE,
    };
    let found = places
        .map(|(at, _)| (worth(at), std::cmp::Reverse(at)))
        .max()?;
    let (worth, std::cmp::Reverse(at)) = found;
    Some(Match {
        worth,
        letters: (at..at + word.len()).collect(),
    })
}

/// The word as the initials of words in a row.
fn initials(word: &[char], letters: &[char], headline: &Folded) -> Option<Match> {
    if word.len() < 2 {
        return None;
    }
    let starts: Vec<usize> = (0..letters.len())
        .filter(|&at| headline.begins_word(at))
        .collect();
    let row = starts
        .windows(word.len())
        .find(|row| row.iter().map(|&at| &letters[at]).eq(word))?;
    Some(Match {
        worth: INITIALS,
        letters: row.to_vec(),
    })
}

/// The letters of the word in their order, close together, the first of them beginning the match.
fn scattered(word: &[char], letters: &[char]) -> Option<Match> {
    let reach = word.len() * SPREAD + SPREAD_MORE;
    let first = word.first()?;
    let starts = (0..letters.len()).filter(|&at| letters[at] == *first);
    let matches = starts.filter_map(|start| {
        let window = letters[start..].iter().take(reach);
        subsequence(word, window.copied()).map(|found| (found, start))
    });
    let (found, start) = matches.min_by_key(|(found, _)| found.last().copied())?;
    Some(Match {
        worth: SCATTERED,
        letters: found.into_iter().map(|at| at + start).collect(),
    })
}

fn subsequence(word: &[char], letters: impl Iterator<Item = char>) -> Option<Vec<usize>> {
    let mut wanted = word.iter().peekable();
    let found = letters
        .enumerate()
        .filter(|(_, letter)| wanted.next_if_eq(&letter).is_some());
    let found: Vec<usize> = found.map(|(at, _)| at).collect();
    (found.len() == word.len()).then_some(found)
}
