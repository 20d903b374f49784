//! Whether a text holds all words of a query, how well, and the passage that shows it best.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::library::Revision;
use crate::text::searched;

use super::query::Query;

/// What such a longer word counts, where the word itself counts 1.
const STEM_WEIGHT: f64 = 0.5;
/// What a word of the headline counts.
const HEADLINE_WEIGHT: f64 = 4.0;
/// How much a term said over and over counts at most (the k₁ of BM25).
const SATURATION: f64 = 1.2;
/// A snippet is at most this many bytes long, ellipses left out.
const SNIPPET_BYTES: usize = 240;

/// Where a revision holds a query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Passage {
    /// How well the revision answers; higher is better.
    pub score: f64,
    /// The passage of its body that shows it; none where only the headline does.
    pub snippet: Option<String>,
    /// Byte ranges of the matched words, in the snippet, else in the headline.
    pub matches: Vec<Range<usize>>,
}

/// One place where a term occurs.
#[derive(Debug, Clone)]
struct Occurrence {
    term: usize,
    bytes: Range<usize>,
    weight: f64,
}

impl Passage {
    /// Where `revision` holds every term of `query`; none where it does not, or nothing is looked for.
    pub fn of(revision: &Revision, query: &Query) -> Option<Self> {
        let headline = occurrences(&revision.title, query);
        let paragraphs = revision.paragraphs.iter();
        let paragraphs: Vec<(usize, Vec<Occurrence>)> = paragraphs
            .map(|paragraph| occurrences(&paragraph.text, query))
            .enumerate()
            .filter(|(_, places)| !places.is_empty())
            .collect();
        let score = score(query, &headline, &paragraphs)?;
        let best = paragraphs
            .iter()
            .enumerate()
            .max_by_key(|(order, (_, places))| (terms_in(places), std::cmp::Reverse(*order)))
            .map(|(_, best)| best);
        let (snippet, matches) = match best {
            Some((index, places)) => {
                let (snippet, matches) = excerpt(&revision.paragraphs[*index].text, places);
                (Some(snippet), matches)
            }
            None => (None, joined(headline.into_iter().map(|place| place.bytes))),
        };
        Some(Self {
            score,
            snippet,
            matches,
        })
    }
}

/// How well a text with the terms at these places answers; none where a term is missing.
fn score(
    query: &Query,
    headline: &[Occurrence],
    paragraphs: &[(usize, Vec<Occurrence>)],
) -> Option<f64> {
    let mut score = None;
    for term in 0..query.terms().len() {
        let of_term = |place: &&Occurrence| place.term == term;
        let in_headline: f64 = headline.iter().filter(of_term).map(|p| p.weight).sum();
        let in_body = paragraphs.iter().flat_map(|(_, places)| places);
        let in_body: f64 = in_body.filter(of_term).map(|p| p.weight).sum();
        let weight = HEADLINE_WEIGHT * in_headline + in_body;
        if weight == 0.0 {
            return None;
        }
        let more = weight * (SATURATION + 1.0) / (weight + SATURATION);
        score = Some(score.unwrap_or(0.0) + more);
    }
    score
}

/// How many different terms occur.
fn terms_in(places: &[Occurrence]) -> usize {
    let mut terms: Vec<usize> = places.iter().map(|place| place.term).collect();
    terms.sort_unstable();
    terms.dedup();
    terms.len()
}

/// The bytes of every place in `text` where a term of `query` occurs, ascending and apart.
pub fn places(text: &str, query: &Query) -> Vec<Range<usize>> {
    joined(
        occurrences(text, query)
            .into_iter()
            .map(|place| place.bytes),
    )
}

/// Where the terms of `query` occur in `text`, in the order of the text; several may share words.
fn occurrences(text: &str, query: &Query) -> Vec<Occurrence> {
    let words = searched::words(text);
    let mut places = Vec::new();
    for first in 0..words.len() {
        for (term, wanted) in query.terms().iter().enumerate() {
            if let Some((bytes, whole)) = wanted.begins(&words[first..]) {
                places.push(Occurrence {
                    term,
                    bytes,
                    weight: if whole { 1.0 } else { STEM_WEIGHT },
                });
            }
        }
    }
    places
}

/// The part of `text` that holds most of `places`, cut between words, with ellipses where it is cut.
fn excerpt(text: &str, places: &[Occurrence]) -> (String, Vec<Range<usize>>) {
    let window = best_window(text, places);
    let lead = if window.start > 0 { "… " } else { "" };
    let tail = if window.end < text.len() { " …" } else { "" };
    let inside = places
        .iter()
        .map(|place| place.bytes.clone())
        .filter(|bytes| window.start <= bytes.start && bytes.end <= window.end);
    let shift = |at: usize| at - window.start + lead.len();
    let matches = joined(inside.map(|bytes| shift(bytes.start)..shift(bytes.end)));
    (format!("{lead}{}{tail}", &text[window.clone()]), matches)
}

/// Ranges in order of their start, those that overlap as one.
fn joined(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// The byte range of whole words, around the first of the places that stand closest together.
fn best_window(text: &str, places: &[Occurrence]) -> Range<usize> {
    if text.len() <= SNIPPET_BYTES {
        return 0..text.len();
    }
    let in_reach = |from: usize| {
        let reach = places[from].bytes.start + SNIPPET_BYTES * 2 / 3;
        let near: Vec<_> = places[from..]
            .iter()
            .take_while(|place| place.bytes.end <= reach)
            .cloned()
            .collect();
        terms_in(&near)
    };
    let first = (0..places.len())
        .max_by_key(|&from| (in_reach(from), std::cmp::Reverse(from)))
        .map_or(0, |from| places[from].bytes.start);
    let earliest = first.saturating_sub(SNIPPET_BYTES / 3);
    let start = text
        .split_word_bound_indices()
        .map(|(at, _)| at)
        .find(|&at| at >= earliest && !text[at..].starts_with(char::is_whitespace))
        .map_or(0, |at| at.min(first));
    let end = text[start..]
        .split_word_bound_indices()
        .map(|(at, word)| start + at + word.len())
        .take_while(|&end| end - start <= SNIPPET_BYTES)
        .last()
        .unwrap_or(text.len());
    start..start + text[start..end].trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Paragraph;

    /// Texts, each a headline and paragraphs.
    type Texts<'a> = &'a [(&'a str, &'a [&'a str])];

    fn revision((title, body): (&str, &[&str])) -> Revision {
        let paragraph = |text: &&str| Paragraph {
            text: (*text).to_owned(),
            ..Paragraph::default()
        };
        Revision {
            title: title.to_owned(),
            paragraphs: body.iter().map(paragraph).collect(),
            ..Revision::default()
        }
    }

    /// Which of the texts hold the query, numbered from 1, the best first.
    fn found(texts: Texts<'_>, query: &str) -> Vec<usize> {
        let query = Query::new(query);
        let passage = |(number, text): (usize, &(&str, &[&str]))| {
            Some((number, Passage::of(&revision(*text), &query)?.score))
        };
        let mut found: Vec<(usize, f64)> = (1..).zip(texts).filter_map(passage).collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found.into_iter().map(|(number, _)| number).collect()
    }

    fn passage(text: (&str, &[&str]), query: &str) -> Passage {
        Passage::of(&revision(text), &Query::new(query)).expect("it holds the query")
    }

    #[test]
    fn all_words_have_to_occur_anywhere_in_headline_or_body() {
        let texts: Texts<'_> = &[
            ("Ferry aground", &["A crew of nine."]),
            (
                "Budget passed",
                &["The ferry was late.", "No crew was found."],
            ),
            ("Nothing here", &["At all."]),
        ];
        assert_eq!(found(texts, "ferry crew"), [1, 2]);
        assert_eq!(found(texts, "crew"), [1, 2]);
        assert_eq!(found(texts, "ferry budget crew"), [2]);
        assert_eq!(found(texts, "ferry nine late"), [0usize; 0]);
        assert_eq!(found(texts, " … "), [0usize; 0]);
    }

    #[test]
    fn quoted_words_follow_each_other() {
        let texts: Texts<'_> = &[
            ("A", &["Talks of peace."]),
            ("B", &["There were peace talks."]),
        ];
        assert_eq!(found(texts, "peace talks"), [1, 2]);
        assert_eq!(found(texts, "\"peace talks\""), [2]);
        assert_eq!(found(texts, "“Peace Talks”"), [2]);
        assert_eq!(found(texts, "talks \"peace talks\""), [2]);
    }

    #[test]
    fn case_accents_and_endings_do_not_matter_but_a_whole_word_counts_more() {
        let texts: Texts<'_> = &[
            ("A", &["Drones over the school."]),
            ("B", &["One drone over the École."]),
        ];
        assert_eq!(found(texts, "DRONE"), [2, 1]);
        assert_eq!(found(texts, "ecole"), [2]);
        assert_eq!(
            found(texts, "on"),
            [0usize; 0],
            "short words find themselves only"
        );
    }

    #[test]
    fn scripts_without_spaces_are_searched_too() {
        let texts: Texts<'_> = &[("地震", &["東京で地震がありました。"])];
        assert_eq!(found(texts, "地震が"), [1]);
        assert_eq!(found(texts, "震地"), [0usize; 0]);
    }

    #[test]
    fn a_snippet_shows_the_words_and_its_matches_are_theirs() {
        let filler = "Nothing of note happened on that long grey day at sea. ".repeat(9);
        let body = format!("{filler}Then the café ferry struck a rock near the crew. {filler}");
        let passage = passage(("A", &[&body]), "ferry crew");
        let snippet = passage.snippet.as_deref().unwrap_or_default();
        let matched: Vec<&str> = passage
            .matches
            .iter()
            .map(|m| &snippet[m.clone()])
            .collect();
        assert_eq!(matched, ["ferry", "crew"]);
        assert!(
            snippet.starts_with("… ") && snippet.ends_with(" …"),
            "{snippet}"
        );
        assert!(snippet.len() < 260, "{}", snippet.len());
    }

    #[test]
    fn a_hit_in_the_headline_alone_has_its_matches_there() {
        let passage = passage(("The ferry", &["Nothing."]), "ferry");
        assert_eq!(passage.snippet, None);
        assert_eq!(passage.matches, vec![4..9]);
    }

    #[test]
    fn every_place_in_a_text_is_told_once() {
        let text = "Ferry, ferries, a big ferry crew.";
        let places = places(text, &Query::new("ferry \"ferry crew\" ferr*"));
        let places: Vec<&str> = places.into_iter().map(|bytes| &text[bytes]).collect();
        assert_eq!(places, ["Ferry", "ferries", "ferry crew"]);
    }
}
