//! Which headlines a person may mean by a few typed letters, the likeliest first.
//!
//! Words stand in any order and all of them must occur: as written, or with a few letters left out
//! (`rbio`), or as initials (`rtm` for "Rubio to meet"). Accents do not count; capitals count only in a
//! word that is typed with one. Where nothing matches, one letter too many in a word is forgiven.

use std::sync::Arc;

use columns::Columns;
use filter::{Asked, Filters};

pub use ranking::{Hit, Ranking};
pub use run::Search;

mod columns;
pub mod filter;
mod fold;
mod letters;
pub mod passage;
mod ranking;
mod run;
mod word;

/// Headlines made ready to be searched, in the order they were given; cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Headlines {
    columns: Arc<Columns>,
}

impl Headlines {
    /// Makes `titles` ready.
    pub fn new<'a>(titles: impl IntoIterator<Item = &'a str>) -> Self {
        Self::with_sources(titles.into_iter().map(|title| (title, None)))
    }

    /// Makes titles ready, each with the name of its outlet, the newest first.
    pub fn with_sources<'a>(
        headlines: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
    ) -> Self {
        Self {
            columns: Arc::new(Columns::new(headlines.into_iter())),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Ranks the headlines that the words of `query` match, none of them a filter; an empty query
    /// matches all, in their order.
    pub fn rank(&self, query: &str) -> Ranking {
        self.find(&Asked {
            words: query.to_owned(),
            filters: Filters::default(),
        })
    }

    /// Ranks the headlines that `asked` matches; of its filters only the source is heeded.
    pub fn find(&self, asked: &Asked) -> Ranking {
        let mut search = Search::default();
        search.begin(self, asked);
        while !search.step() {}
        search.ranking()
    }

    /// Whether these are the very same headlines.
    fn are(&self, others: &Self) -> bool {
        Arc::ptr_eq(&self.columns, &others.columns)
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
        ranking.indices().collect()
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
