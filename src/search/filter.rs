//! What limits a search apart from its words: the outlet, the days, and what the reader did.
//!
//! | written | limits to |
//! |---|---|
//! | `source:ap`, `source:"Harbour Post"` | the outlet of that name, else those with words in a row in their name that begin so; capitals and accents do not count |
//! | `before:2025-07-10` | what was published before that day begins |
//! | `after:2025-07-10` | what was published on that day or later |
//! | `unread` or `is:unread` | what has not been read |
//! | `starred` or `is:starred` | what is starred |
//!
//! Of a day the end may be left out: `2025-07` is the first of July, `2025` the first of January. What
//! stands in quotation marks is never a filter, so `"unread"` searches for the word; so does `Unread`.
//! A filter whose end is not typed yet, `source:`, limits nothing.

use chrono::NaiveDate;

use super::fold;

/// Quotation marks that keep words together.
pub(super) const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// What an article has to be, apart from holding the words; the default lets all through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// What the name of its outlet is, or a word of it begins with, folded.
    pub source: Option<String>,
    /// It was published before this day.
    pub before: Option<NaiveDate>,
    /// It was published on this day or later.
    pub after: Option<NaiveDate>,
    /// It has not been read.
    pub unread: bool,
    /// It is starred.
    pub starred: bool,
}

/// A query taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The query without its filters, its parts one space apart; quotation marks stay.
    pub words: String,
    /// The filters; of two of a kind the later.
    pub filters: Filters,
}

impl Asked {
    /// Takes `query` apart.
    ///
    /// # Errors
    ///
    /// Where a day is no day: a message for a person.
    pub fn parse(query: &str) -> Result<Self, String> {
        let mut asked = Self::default();
        for part in parts(query) {
            if !asked.filters.take(part)? {
                let space = if asked.words.is_empty() { "" } else { " " };
                asked.words.extend([space, part]);
            }
        }
        Ok(asked)
    }
}

impl Filters {
    /// Whether all is let through.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// For each outlet whether it is let through, by their names; none is an outlet nobody named. One of exactly
    /// the name that is asked for is meant alone.
    pub fn admit_sources<'a>(&self, names: impl Iterator<Item = Option<&'a str>>) -> Vec<bool> {
        let names = names.map(|name| name.map(fold::lower)).collect::<Vec<_>>();
        match &self.source {
            None => vec![true; names.len()],
            Some(wanted) => named(wanted, names.iter().map(Option::as_deref)),
        }
    }

    /// Whether what was published on `day` is let through; none is a day nobody told.
    pub fn admits_day(&self, day: Option<NaiveDate>) -> bool {
        let before = |limit| day.is_some_and(|day| day < limit);
        let after = |limit| day.is_some_and(|day| day >= limit);
        self.before.is_none_or(before) && self.after.is_none_or(after)
    }

    /// Whether what the reader did with an article lets it through.
    pub fn admits_state(&self, read: bool, starred: bool) -> bool {
        !(self.unread && read) && (starred || !self.starred)
    }

    /// Whether the name of the outlet is all it asks for, if anything.
    pub fn only_source(&self) -> bool {
        let Self {
            source: _,
            before,
            after,
            unread,
            starred,
        } = self;
        before.is_none() && after.is_none() && !unread && !starred
    }

    /// Takes in one part of a query; no where it is no filter.
    fn take(&mut self, part: &str) -> Result<bool, String> {
        match part {
            "unread" | "is:unread" => self.unread = true,
            "starred" | "is:starred" => self.starred = true,
            _ => match part.split_once(':') {
                Some(("source", name)) => {
                    let name = fold::lower(name.trim_matches(QUOTES).trim());
                    self.source = (!name.is_empty()).then_some(name);
                }
                Some(("before", written)) => self.before = day("before", written)?,
                Some(("after", written)) => self.after = day("after", written)?,
                _ => return Ok(false),
            },
        }
        Ok(true)
    }
}

/// For each of the folded names of outlets whether it is `wanted`: those that are just so, else those in which a word
/// begins so.
pub(super) fn named<'a>(
    wanted: &str,
    names: impl Iterator<Item = Option<&'a str>> + Clone,
) -> Vec<bool> {
    let is_there = names.clone().any(|name| name == Some(wanted));
    let is_wanted = |name: &str| {
        let places = name.char_indices().map(|(at, _)| at);
        let mut begins = places.filter(|&at| !name[..at].ends_with(char::is_alphanumeric));
        name == wanted || !is_there && begins.any(|at| name[at..].starts_with(wanted))
    };
    names.map(|name| name.is_some_and(is_wanted)).collect()
}

/// `query` parted at the spaces that stand in no quotation marks.
fn parts(query: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let between = move |letter: char| {
        quoted ^= QUOTES.contains(&letter);
        !quoted && letter.is_whitespace()
    };
    query.split(between).filter(|part| !part.is_empty())
}

/// The first day of what is written, a day, a month or a year; none where nothing is written yet.
fn day(filter: &str, written: &str) -> Result<Option<NaiveDate>, String> {
    let written = written.trim_matches(QUOTES);
    if written.is_empty() {
        return Ok(None);
    }
    let days = [
        written.to_owned(),
        format!("{written}-01"),
        format!("{written}-01-01"),
    ];
    let dashes = written.matches('-').count();
    let day = (dashes <= 2 && written.len() >= 4)
        .then(|| NaiveDate::parse_from_str(&days[2 - dashes], "%Y-%m-%d").ok())
        .flatten();
    day.map(Some).ok_or_else(|| {
        format!("{filter}: wants a date such as 2025-07-10, 2025-07 or 2025, not {written}")
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use proptest::prelude::*;

    use super::*;

    fn filters(query: &str) -> Filters {
        Asked::parse(query).unwrap().filters
    }

    fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn filters_are_taken_out_of_the_words() {
        let cases = [
            ("ferry", "ferry"),
            ("  ferry   crew ", "ferry crew"),
            ("ferry source:ap crew", "ferry crew"),
            ("source:\"Harbour Post\" ferry", "ferry"),
            ("\"ferry crew\" unread", "\"ferry crew\""),
            ("unread starred is:unread is:starred", ""),
            ("\"unread\" Unread unreads", "\"unread\" Unread unreads"),
            ("\"source:ap\"", "\"source:ap\""),
            ("Ukraine: war at 10:30", "Ukraine: war at 10:30"),
            ("\"never closed source:ap", "\"never closed source:ap"),
            ("", ""),
        ];
        for (query, words) in cases {
            assert_eq!(Asked::parse(query).unwrap().words, words, "{query}");
        }
    }

    #[test]
    fn what_an_outlet_is_called_is_folded() {
        let of = |query| filters(query).source;
        assert_eq!(of("source:AP").as_deref(), Some("ap"));
        assert_eq!(
            of("source:\"Harbour Post\"").as_deref(),
            Some("harbour post")
        );
        assert_eq!(of("source:“Le Phar").as_deref(), Some("le phar"));
        assert_eq!(of("source:é").as_deref(), Some("e"));
        assert_eq!(of("source:"), None);
    }

    #[test]
    fn an_outlet_is_meant_by_its_whole_name_or_by_words_of_it() {
        let names = [
            Some("The Ledger"),
            Some("Ledger"),
            Some("Le Pharé du Nord"),
            None,
        ];
        let admitted = |query: &str| {
            let admitted = filters(query).admit_sources(names.into_iter());
            (0..4).filter(|&at| admitted[at]).collect::<Vec<_>>()
        };
        assert_eq!(admitted(""), [0, 1, 2, 3]);
        assert_eq!(admitted("source:ledg"), [0, 1]);
        assert_eq!(admitted("source:LEDGER"), [1], "the whole name goes before");
        assert_eq!(admitted("source:\"the ledger\""), [0]);
        assert_eq!(admitted("source:\"phare du\""), [2]);
        assert_eq!(admitted("source:edger"), [0; 0]);
        assert_eq!(admitted("source:le"), [0, 1, 2]);
    }

    #[test]
    fn days_months_and_years_are_days() {
        let cases = [
            ("before:2025-07-10", date(2025, 7, 10), None),
            ("before:2025-07", date(2025, 7, 1), None),
            ("after:2025", None, date(2025, 1, 1)),
            ("after:2025-7-3", None, date(2025, 7, 3)),
            ("after:2024 before:2025", date(2025, 1, 1), date(2024, 1, 1)),
            ("before:", None, None),
        ];
        for (query, before, after) in cases {
            let found = filters(query);
            assert_eq!((found.before, found.after), (before, after), "{query}");
        }
        for query in ["before:now", "after:2025-13", "before:1-2-3-4", "after:20"] {
            let message = Asked::parse(query).unwrap_err();
            assert!(
                message.contains("wants a date such as 2025-07-10"),
                "{message}"
            );
        }
    }

    #[test]
    fn a_day_counts_as_after_itself_and_not_as_before_itself() {
        let day = date(2025, 7, 10);
        assert!(filters("after:2025-07-10").admits_day(day));
        assert!(!filters("before:2025-07-10").admits_day(day));
        assert!(filters("after:2025-07 before:2025-08").admits_day(day));
        assert!(!filters("after:2025").admits_day(None));
        assert!(filters("unread").admits_day(None));
    }

    #[test]
    fn what_the_reader_did_is_asked_by_a_bare_word() {
        let found = filters("ferry unread");
        assert!(found.unread && !found.starred);
        assert!(found.admits_state(false, true) && !found.admits_state(true, true));
        assert!(filters("is:starred").starred);
        assert!(!filters("starred").admits_state(true, false));
        assert!(filters("source:ap").only_source() && !filters("unread").only_source());
        assert!(filters("ferry").is_empty() && !found.is_empty());
    }

    proptest! {
        #[test]
        fn taking_apart_twice_is_taking_apart_once(query in "[a-c:\" “-]{0,12}|.{0,16}") {
            if let Ok(asked) = Asked::parse(&query) {
                let again = Asked::parse(&asked.words).unwrap();
                prop_assert_eq!(again.words, asked.words);
                prop_assert!(again.filters.is_empty());
            }
        }
    }
}
