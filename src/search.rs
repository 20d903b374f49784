//! Which headlines a person may mean by a few typed letters, the likeliest first.
//!
//! Words stand in any order and all of them must occur: as written, or with a few letters left out
//! (`rbio`), or as initials (`rtm` for "Rubio to meet"). Accents do not count; capitals count only in a
//! word that is typed with one. Where nothing matches, one letter too many in a word is forgiven.

use std::ops::Range;

use fold::Folded;
use word::Word;

pub mod answer;
pub mod filter;
pub mod passage;
pub mod query;

mod fold;
mod word;

/// How many of the candidates the fine score is worked out for; the rest keep their coarse order.
const RERANKED: usize = 1000;

/// Headlines made ready to be searched, in the order they were given.
#[derive(Debug, Clone, Default)]
pub struct Headlines {
    folded: Vec<Folded>,
}

/// One headline that a query matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Its index among the headlines.
    pub index: usize,
    /// Higher is better.
    pub score: i64,
}

/// What a query found.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    /// The headlines found, best first; of equals the earlier.
    pub hits: Vec<Hit>,
    words: Vec<Word>,
}

impl Headlines {
    /// Makes `titles` ready.
    pub fn new<'a>(titles: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            folded: titles.into_iter().map(Folded::new).collect(),
        }
    }

    /// Ranks the headlines that `query` matches; an empty query matches all, in their order.
    pub fn rank(&self, query: &str) -> Ranking {
        let strict: Vec<Word> = query.split_whitespace().map(Word::new).collect();
        let hits = self.hits(&strict);
        if !hits.is_empty() {
            return Ranking {
                hits,
                words: strict,
            };
        }
        let words: Vec<Word> = strict.into_iter().map(Word::forgiving).collect();
        Ranking {
            hits: self.hits(&words),
            words,
        }
    }

    fn hits(&self, words: &[Word]) -> Vec<Hit> {
        let mut hits: Vec<Hit> = (0..)
            .zip(&self.folded)
            .filter_map(|(index, headline)| {
                let scores = words.iter().map(|word| word.coarse(headline));
                Some(Hit {
                    index,
                    score: scores.sum::<Option<i64>>()?,
                })
            })
            .collect();
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.score));
        let fine = hits.len().min(RERANKED);
        for hit in &mut hits[..fine] {
            let headline = &self.folded[hit.index];
            hit.score += words.iter().map(|word| word.fine(headline)).sum::<i64>();
        }
        hits[..fine].sort_by_key(|hit| (std::cmp::Reverse(hit.score), hit.index));
        hits
    }
}

impl Ranking {
    /// The byte ranges of `title` that the query matches, ascending and apart.
    pub fn matches(&self, title: &str) -> Vec<Range<usize>> {
        let headline = Folded::new(title);
        let mut letters: Vec<usize> = self
            .words
            .iter()
            .flat_map(|word| word.letters(&headline))
            .collect();
        letters.sort_unstable();
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for range in letters.into_iter().map(|letter| headline.bytes(letter)) {
            match ranges.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => ranges.push(range),
            }
        }
        ranges
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TITLES: [&str; 8] = [
        "Rubio to meet Russian foreign minister over Ukraine war",
        "Rubio's Diplomatic Balancing Act",
        "École fermée après la tempête",
        "Fed raises rates",
        "The federation of harbour pilots strikes",
        "東京の地下鉄が止まる",
        "Ferry runs aground off Port Lennox",
        "Straße gesperrt, Øresund frei",
    ];

    fn found(query: &str) -> Vec<usize> {
        let ranking = Headlines::new(TITLES).rank(query);
        ranking.hits.iter().map(|hit| hit.index).collect()
    }

    #[track_caller]
    fn check(query: &str, expected: &[usize]) {
        assert_eq!(found(query), expected, "{query}");
    }

    #[test]
    fn words_stand_in_any_order_and_all_must_occur() {
        check("ukraine rubio", &[0]);
        check("rubio ferry", &[]);
        check("rubio", &[0, 1]);
    }

    #[test]
    fn letters_may_be_left_out_and_initials_will_do() {
        check("rbio ukrne", &[0]);
        check("rtm", &[0]);
        check("lnx", &[6]);
    }

    #[test]
    fn accents_do_not_count_and_capitals_only_where_typed() {
        check("ecole", &[2]);
        check("ECOLE", &[]);
        check("apres", &[2]);
        check("strasse oresund", &[7]);
        check("Fed", &[3]);
        check("fed", &[3, 4]);
    }

    #[test]
    fn scripts_without_spaces_are_searched_too() {
        check("地下鉄", &[5]);
    }

    #[test]
    fn one_letter_too_many_is_forgiven_where_nothing_else_matches() {
        check("ferrry", &[6]);
        check("ukrainie", &[0]);
        check("zzzz", &[]);
    }

    #[test]
    fn a_whole_word_goes_before_the_same_letters_inside_another() {
        check("rates", &[3]);
        check("act", &[1]);
    }

    #[test]
    fn an_empty_query_finds_all_in_their_order() {
        check("", &[0, 1, 2, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn the_matched_letters_are_told_in_the_bytes_of_the_title() {
        let ranking = Headlines::new(TITLES).rank("ecole temp");
        let title = TITLES[2];
        let letters: Vec<&str> = ranking
            .matches(title)
            .into_iter()
            .map(|r| &title[r])
            .collect();
        assert_eq!(letters, ["École", "temp"]);
    }

    proptest! {
        #[test]
        fn any_query_on_any_title_gives_ranges_within_it(query in ".{0,8}", title in ".{0,24}") {
            let ranking = Headlines::new([title.as_str()]).rank(&query);
            for range in ranking.matches(&title) {
                prop_assert!(title.get(range).is_some());
            }
        }
    }
}
