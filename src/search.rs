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

pub mod answer;
mod columns;
pub mod filter;
mod fold;
mod letters;
mod line;
pub mod passage;
pub mod query;
mod ranking;
#[cfg(test)]
mod reference;
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
        Search::default().run(self, asked)
    }

    /// Whether these are the very same headlines.
    fn are(&self, others: &Self) -> bool {
        Arc::ptr_eq(&self.columns, &others.columns)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

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

    #[test]
    fn of_the_filters_the_outlet_is_heeded() {
        let sources = ["AP", "Ápice", "BBC"];
        let titled = TITLES.into_iter().enumerate();
        let headlines = Headlines::with_sources(titled.map(|(index, title)| {
            let source = sources.get(index % 4).copied();
            (title, source)
        }));
        let found = |query: &str| -> Vec<usize> {
            let asked = Asked::parse(query).unwrap();
            headlines.find(&asked).indices().collect()
        };
        assert_eq!(found("source:a"), [0, 1, 4, 5]);
        assert_eq!(found("source:api"), [1, 5]);
        assert_eq!(found("source:ap"), [0, 4], "the whole name goes before");
        assert_eq!(found("fed source:AP"), [4]);
        assert_eq!(found("source:\"bbc\" ferry"), [6]);
        assert_eq!(found("source:x rubio"), [0; 0]);
    }

    #[test]
    fn what_is_quoted_is_looked_for_without_its_marks() {
        check("\"rubio\"", &[0, 1]);
        check("“diplomatic balancing”", &[1]);
    }

    #[test]
    fn headlines_of_many_blocks_are_all_found_in_their_order() {
        let titles: Vec<String> = (0..150_000).map(|n| format!("n {n}")).collect();
        let headlines = Headlines::new(titles.iter().map(String::as_str));
        let found = |query| -> Vec<usize> { headlines.rank(query).indices().collect() };
        assert_eq!(found(""), (0..150_000).collect::<Vec<_>>());
        assert_eq!(found("n"), (0..150_000).collect::<Vec<_>>());
        assert_eq!(found("149999"), [149_999]);
        assert_eq!(found("1499999"), [149_999], "one letter too many");
        let scores: Vec<i64> = headlines.rank("n").hits().map(|hit| hit.score).collect();
        assert!(scores[..1000].iter().all(|score| *score > 4000));
        assert!(scores[1000..].iter().all(|score| *score == 4000));
    }

    /// Words of few letters, that titles and queries have in common.
    fn word() -> impl Strategy<Value = String> {
        prop_oneof![
            8 => "[abc]{1,5}",
            2 => "[A-C][abc]{0,4}",
            1 => "[abAé東яЯ1-]{1,5}",
        ]
    }

    fn words(most: usize) -> impl Strategy<Value = String> {
        prop::collection::vec(word(), 0..most).prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn the_fast_way_finds_what_the_plain_way_does(
            titles in prop::collection::vec(words(24), 0..20),
            query in words(4),
        ) {
            let ranking = Headlines::new(titles.iter().map(String::as_str)).rank(&query);
            let plain = reference::rank(&titles, &query);
            let hits: Vec<(usize, i64)> = ranking.hits().map(|hit| (hit.index, hit.score)).collect();
            let expected: Vec<(usize, i64)> = plain.iter().map(|(at, score, _)| (*at, *score)).collect();
            prop_assert_eq!(hits, expected);
            for (index, _, letters) in plain {
                let title = &titles[index];
                let bytes = letters.into_iter().map(|at| fold::Folded::new(title).bytes(at));
                let expected: std::collections::BTreeSet<usize> = bytes.flatten().collect();
                let matched: std::collections::BTreeSet<usize> =
                    ranking.matches(title).into_iter().flatten().collect();
                prop_assert_eq!(matched, expected);
            }
        }

        #[test]
        fn typing_on_finds_what_typing_at_once_does(
            titles in prop::collection::vec(words(8), 0..60),
            keys in prop::collection::vec("[abcABC ]|<", 0..24),
        ) {
            let headlines = Headlines::new(titles.iter().map(String::as_str));
            let (mut search, mut query) = (Search::default(), String::new());
            for key in keys {
                if key == "<" {
                    query.pop();
                } else {
                    query.push_str(&key);
                }
                let asked = Asked::parse(&query).unwrap();
                let found: Vec<Hit> = search.run(&headlines, &asked).hits().collect();
                let afresh: Vec<Hit> = headlines.find(&asked).hits().collect();
                prop_assert_eq!(found, afresh, "{}", query);
            }
        }

        #[test]
        fn any_query_on_any_title_gives_ranges_within_it(query in ".{0,8}", title in ".{0,24}") {
            let ranking = Headlines::new([title.as_str()]).rank(&query);
            for range in ranking.matches(&title) {
                prop_assert!(title.get(range).is_some());
            }
        }
    }
}
