//! What a search for headlines means, written as plainly as it can be: what the fast way is tested by.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::fold::Folded;

/// How many of the best have a fine score.
const RERANKED: usize = 1000;

/// One typed word as the letters it may stand for.
struct Word {
    variants: Vec<Vec<char>>,
    cased: bool,
}

/// Indices and scores of the `titles` that `query` matches, best first, and for each the letters matched.
pub(super) fn rank(titles: &[String], query: &str) -> Vec<(usize, i64, Vec<usize>)> {
    let strict: Vec<Word> = query.split_whitespace().map(Word::new).collect();
    let hits = hits(titles, &strict);
    if !hits.is_empty() {
        return hits;
    }
    let forgiving: Vec<Word> = strict.into_iter().map(Word::forgiving).collect();
    self::hits(titles, &forgiving)
}

fn hits(titles: &[String], words: &[Word]) -> Vec<(usize, i64, Vec<usize>)> {
    let folded: Vec<Folded> = titles.iter().map(|title| Folded::new(title)).collect();
    let mut hits = Vec::new();
    for (index, headline) in folded.iter().enumerate() {
        let found: Option<Vec<_>> = words.iter().map(|word| word.best(headline)).collect();
        let Some(found) = found else { continue };
        let worth: i64 = found.iter().map(|(worth, _)| worth).sum();
        let mut letters: Vec<usize> = found.into_iter().flat_map(|(_, at)| at).collect();
        letters.sort_unstable();
        letters.dedup();
        hits.push((index, worth, letters));
    }
    hits.sort_by_key(|(_, worth, _)| std::cmp::Reverse(*worth));
    let best = hits.len().min(RERANKED);
    for (index, score, _) in &mut hits[..best] {
        let headline = &folded[*index];
        *score += words.iter().map(|word| word.fine(headline)).sum::<i64>();
    }
    hits[..best].sort_by_key(|(index, score, _)| (std::cmp::Reverse(*score), *index));
    hits
}

impl Word {
    fn new(typed: &str) -> Self {
        let folded = Folded::new(typed);
        let cased = typed.chars().any(char::is_uppercase);
        let letters = if cased { folded.cased } else { folded.lower };
        Self {
            variants: vec![letters],
            cased,
        }
    }

    fn forgiving(mut self) -> Self {
        let typed = self.variants[0].clone();
        if typed.len() > 3 {
            let without = |left_out: usize| [&typed[..left_out], &typed[left_out + 1..]].concat();
            self.variants = (0..typed.len()).map(without).collect();
        }
        self
    }

    fn letters<'a>(&self, headline: &'a Folded) -> &'a [char] {
        if self.cased {
            &headline.cased
        } else {
            &headline.lower
        }
    }

    fn fine(&self, headline: &Folded) -> i64 {
        let text: String = self.letters(headline).iter().collect();
        let matcher = SkimMatcherV2::default().respect_case();
        let words = self
            .variants
            .iter()
            .map(|word| word.iter().collect::<String>());
        let scores = words.filter_map(|word| matcher.fuzzy_match(&text, &word));
        scores.max().unwrap_or(0).min(500)
    }

    fn best(&self, headline: &Folded) -> Option<(i64, Vec<usize>)> {
        let letters = self.letters(headline);
        let matches = self.variants.iter().filter_map(|word| {
            written(word, letters)
                .or_else(|| initials(word, letters))
                .or_else(|| scattered(word, letters))
        });
        matches.max_by_key(|(worth, _)| *worth)
    }
}

fn begins_word(letters: &[char], at: usize) -> bool {
    letters[at].is_alphanumeric() && (at == 0 || !letters[at - 1].is_alphanumeric())
}

/// As it is written, best as a whole word, then as the beginning of one.
fn written(word: &[char], letters: &[char]) -> Option<(i64, Vec<usize>)> {
    let ends = |at: usize| !letters.get(at).is_some_and(|l| l.is_alphanumeric());
    let mut best: Option<(i64, usize)> = None;
    for at in 0..letters.len() {
        if !word.is_empty() && letters[at..].starts_with(word) {
            let worth = match (begins_word(letters, at), ends(at + word.len())) {
                (true, true) => 4000,
                (true, false) => 3000,
                (false, _) => 2000,
            };
            if best.is_none_or(|(other, _)| worth > other) {
                best = Some((worth, at));
            }
        }
    }
    best.map(|(worth, at)| (worth, (at..at + word.len()).collect()))
}

/// As the initials of words in a row.
fn initials(word: &[char], letters: &[char]) -> Option<(i64, Vec<usize>)> {
    let starts = 0..letters.len();
    let starts: Vec<usize> = starts.filter(|&at| begins_word(letters, at)).collect();
    let mut rows = starts.windows(word.len().max(2));
    let row = rows.find(|row| row.iter().map(|&at| &letters[at]).eq(word))?;
    Some((1500, row.to_vec()))
}

/// Its letters in their order, from first to last at most twice as many as it has and two more.
fn scattered(word: &[char], letters: &[char]) -> Option<(i64, Vec<usize>)> {
    let mut best: Option<Vec<usize>> = None;
    for start in 0..letters.len() {
        let (mut places, mut wanted) = (Vec::new(), word.iter().peekable());
        let window = letters.iter().enumerate().skip(start);
        for (at, letter) in window.take(word.len() * 2 + 2) {
            if wanted.next_if_eq(&letter).is_some() {
                places.push(at);
            } else if places.is_empty() {
                break;
            }
        }
        let whole = !places.is_empty() && places.len() == word.len();
        let span = |places: &[usize]| places[places.len() - 1] - places[0];
        if whole && best.as_ref().is_none_or(|best| span(&places) < span(best)) {
            best = Some(places);
        }
    }
    best.map(|places| (1000, places))
}
