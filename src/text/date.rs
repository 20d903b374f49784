//! Times of day, days, weekdays, months, years and decades named in running text.

use std::ops::Range;

use chrono::Weekday;

use super::calendar;
use super::word::{Token, TokenKind};

mod clash;
mod clock;

pub use clock::Clock;

/// What a mention of time names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// `Monday`
    Weekday(Weekday),
    /// `yesterday`: so many days from the day of publication.
    Relative(i64),
    /// `3 November`, with or without its year.
    Day {
        /// 1 to 12.
        month: u32,
        /// 1 to 31.
        day: u32,
        /// Where it is named.
        year: Option<i32>,
    },
    /// `November`, with or without its year.
    Month {
        /// 1 to 12.
        month: u32,
        /// Where it is named.
        year: Option<i32>,
    },
    /// `9日`: a day whose month is not said.
    DayOfMonth(u32),
    /// `2013`
    Year(i32),
    /// `the 1980s`, by its first year.
    Decade(i32),
    /// `5 p.m.`
    Time(Clock),
}

/// One mention of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Indices of its tokens.
    pub tokens: Range<usize>,
    /// What it names.
    pub when: When,
}

/// The mentions of time of a text given as tokens and their folded forms, in order.
pub fn mentions(text: &str, tokens: &[Token], folded: &[String]) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((first, end, when)) = mention(text, tokens, folded, at) else {
            at += 1;
            continue;
        };
        found.retain(|earlier: &Mention| earlier.tokens.end <= first);
        found.push(Mention {
            range: tokens[first].range.start..tokens[end - 1].range.end,
            tokens: first..end,
            when,
        });
        at = end;
    }
    found
}

fn mention(
    text: &str,
    tokens: &[Token],
    folded: &[String],
    at: usize,
) -> Option<(usize, usize, When)> {
    let word = folded[at].as_str();
    if let Some(found) = counted(folded, at) {
        return Some(found);
    }
    if let Some((end, clock)) = clock::read(text, tokens, folded, at) {
        return Some((at, end, When::Time(clock)));
    }
    if let Some(decade) = decade(word) {
        return Some((at, at + 1, When::Decade(decade)));
    }
    if tokens[at].kind == TokenKind::Number {
        if let Some((end, when)) = numbered(folded, at) {
            return Some((at, end, when));
        }
        return year(folded, at).map(|year| (at, at + 1, When::Year(year)));
    }
    if let Some(days) = relative(word) {
        return Some((at, at + 1, When::Relative(days)));
    }
    if let Some(weekday) = calendar::weekday(word) {
        // Portuguese weekdays are ordinals too: they count only with their "-feira".
        let feira = folded.get(at + 1).is_some_and(|word| word == "-")
            && folded.get(at + 2).is_some_and(|word| word == "feira");
        let ordinal = matches!(word, "segunda" | "terca" | "quarta" | "quinta" | "sexta");
        let end = if feira { at + 3 } else { at + 1 };
        return (feira || !ordinal).then_some((at, end, When::Weekday(weekday)));
    }
    let capital = text[tokens[at].range.clone()].starts_with(char::is_uppercase);
    let month = calendar::month(word).filter(|_| capital || calendar::is_small_month(word))?;
    dated_month(folded, at, month)
}

fn decade(word: &str) -> Option<i32> {
    let year: i32 = word
        .strip_suffix('s')
        .or(word.strip_suffix("er"))?
        .parse()
        .ok()?;
    ((1500..=2100).contains(&year) && year % 10 == 0).then_some(year)
}

/// A date in figures, the year first: `2013-10-04`.
fn numbered(folded: &[String], at: usize) -> Option<(usize, When)> {
    let part = |on: usize, length: usize| -> Option<u32> {
        let word = folded.get(at + on).filter(|word| word.len() == length)?;
        word.parse().ok()
    };
    let hyphens = [1, 3]
        .iter()
        .all(|on| folded.get(at + on).is_some_and(|mark| mark == "-"));
    let (year, month, day) = (part(0, 4)?, part(2, 2)?, part(4, 2)?);
    let year = i32::try_from(year).ok()?;
    let sound = (1..=12).contains(&month) && (1..=31).contains(&day);
    (hyphens && sound).then_some((
        at + 5,
        When::Day {
            month,
            day,
            year: Some(year),
        },
    ))
}

/// A date counted as in Japanese and Chinese: `2026年11月9日`, or any part of it.
fn counted(folded: &[String], at: usize) -> Option<(usize, usize, When)> {
    let part = |at: usize, sign: &str| -> Option<u32> {
        let value = folded.get(at)?.parse().ok()?;
        folded
            .get(at + 1)
            .is_some_and(|word| word == sign)
            .then_some(value)
    };
    // A smaller number of years is a span of time.
    let year = part(at, "年").filter(|year| *year >= 1000);
    if let Some(year) = year.and_then(|year| i32::try_from(year).ok()) {
        return match counted(folded, at + 2) {
            Some((_, end, When::Day { month, day, .. })) => Some((
                at,
                end,
                When::Day {
                    month,
                    day,
                    year: Some(year),
                },
            )),
            Some((_, end, When::Month { month, .. })) => Some((
                at,
                end,
                When::Month {
                    month,
                    year: Some(year),
                },
            )),
            _ => Some((at, at + 2, When::Year(year))),
        };
    }
    if let Some(month) = part(at, "月").filter(|month| (1..=12).contains(month)) {
        return Some(match part(at + 2, "日") {
            Some(day) => (
                at,
                at + 4,
                When::Day {
                    month,
                    day,
                    year: None,
                },
            ),
            None => (at, at + 2, When::Month { month, year: None }),
        });
    }
    let span_of_days = folded.get(at + 2).is_some_and(|word| word == "間");
    let day = part(at, "日").filter(|day| (1..=31).contains(day) && !span_of_days)?;
    Some((at, at + 2, When::DayOfMonth(day)))
}

/// A month's name with the day and the year around it.
fn dated_month(folded: &[String], at: usize, month: u32) -> Option<(usize, usize, When)> {
    let word = |index: usize| folded.get(index).map_or("", String::as_str);
    let full_stop = usize::from(word(at + 1) == "." && folded[at].len() <= 4);
    let next = at + 1 + full_stop;
    let before = |back: usize| {
        at.checked_sub(back)
            .map_or("", |index| folded[index].as_str())
    };
    let skip = usize::from(matches!(before(1), "of" | "de" | "."));
    if let Some(day) = day(before(1 + skip)) {
        let (end, year) = trailing_year(folded, next);
        return Some((at - 1 - skip, end, When::Day { month, day, year }));
    }
    if let Some((day, year)) = glued(word(next)) {
        let year = Some(year);
        return Some((at, next + 1, When::Day { month, day, year }));
    }
    if let Some(day) = day(word(next)) {
        let (end, year) = trailing_year(folded, next + 1);
        return Some((at, end, When::Day { month, day, year }));
    }
    let (end, year) = trailing_year(folded, next);
    // "May" and "March" are words too: only with a year, or after a word that puts them in time.
    let placed = matches!(
        before(1),
        "in" | "since"
            | "until"
            | "by"
            | "last"
            | "next"
            | "this"
            | "early"
            | "late"
            | "mid"
            | "of"
            | "from"
            | "to"
            | "and"
            | "im"
            | "seit"
            | "em"
            | "de"
            | "desde"
            | "between"
            | "during"
            | "before"
            | "after"
            | "-"
    );
    let doubtful = matches!(
        folded[at].as_str(),
        "may" | "march" | "mar" | "mars" | "jan" | "mai" | "august"
    );
    (year.is_some() || placed || !doubtful).then_some((
        at,
        if year.is_some() { end } else { at + 1 },
        When::Month { month, year },
    ))
}

fn trailing_year(folded: &[String], at: usize) -> (usize, Option<i32>) {
    let skip = usize::from(
        folded
            .get(at)
            .is_some_and(|word| word == "," || word == "de" || word == "of"),
    );
    match folded.get(at + skip).and_then(|_| year(folded, at + skip)) {
        Some(year) => (at + skip + 1, Some(year)),
        None => (at, None),
    }
}

/// A day and a year set without a space: `10,2011`.
fn glued(word: &str) -> Option<(u32, i32)> {
    let (first, second) = word.split_once(',')?;
    let year: i32 = second.parse().ok().filter(|_| second.len() == 4)?;
    Some((day(first)?, year))
}

/// Four digits as a year, unless they count something: `1800 soldiers`, `$2000`.
fn year(folded: &[String], at: usize) -> Option<i32> {
    const PLACED: &str =
        "in since by until from of early late mid and , em de seit bis im jahr ano year";
    const COUNTED: &str = "% people percent per men women 人 m km miles";
    let word = &folded[at];
    let value: i32 = word.parse().ok().filter(|_| word.len() == 4)?;
    let before = at
        .checked_sub(1)
        .map_or("", |before| folded[before].as_str());
    let next = folded.get(at + 1).map_or("", String::as_str);
    let placed = PLACED.split(' ').any(|word| word == before);
    // "The 2008 elections", but "1800 soldiers", "2000 Menschen": a figure of our days that is not round is a year.
    let of_our_days = (1950..=2050).contains(&value) && value % 100 != 0;
    let plural = next.ends_with('s') && !next.ends_with("us") && !next.ends_with("ss");
    let counts = next.len() > 4 && (plural || next.ends_with("en")) && !placed && !of_our_days;
    let other = matches!(before, "$" | "€" | "£") || COUNTED.split(' ').any(|word| word == next);
    ((1500..=2100).contains(&value) && !counts && !other).then_some(value)
}

fn day(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    let suffix = &word[digits.len()..];
    let value: u32 = digits.parse().ok()?;
    (matches!(suffix, "" | "st" | "nd" | "rd" | "th" | "o") && (1..=31).contains(&value))
        .then_some(value)
}

fn relative(word: &str) -> Option<i64> {
    match word {
        "today" | "tonight" | "heute" | "hoje" => Some(0),
        "yesterday" | "gestern" | "ontem" => Some(-1),
        "tomorrow" | "morgen" | "amanha" => Some(1),
        _ => None,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::text::word::{fold, tokens};

    pub(super) fn of(text: &str) -> Vec<(String, When)> {
        let tokens = tokens(text);
        let folded: Vec<String> = tokens
            .iter()
            .map(|t| fold(&text[t.range.clone()]))
            .collect();
        mentions(text, &tokens, &folded)
            .into_iter()
            .map(|m| (text[m.range].to_owned(), m.when))
            .collect()
    }

    #[test]
    fn mentions_of_time_are_read_in_many_forms() {
        for (text, expected) in [
            ("on Monday", vec![("Monday", When::Weekday(Weekday::Mon))]),
            (
                "on August 1 next",
                vec![(
                    "August 1",
                    When::Day {
                        month: 8,
                        day: 1,
                        year: None,
                    },
                )],
            ),
            (
                "before August 1st, 2025",
                vec![(
                    "August 1st, 2025",
                    When::Day {
                        month: 8,
                        day: 1,
                        year: Some(2025),
                    },
                )],
            ),
            (
                "am 3. November 2026",
                vec![(
                    "3. November 2026",
                    When::Day {
                        month: 11,
                        day: 3,
                        year: Some(2026),
                    },
                )],
            ),
            (
                "since May, in 2013",
                vec![
                    (
                        "May",
                        When::Month {
                            month: 5,
                            year: None,
                        },
                    ),
                    ("2013", When::Year(2013)),
                ],
            ),
            ("May he march", vec![]),
            ("his 2008 slogan", vec![("2008", When::Year(2008))]),
            ("a 2000 American film", vec![("2000", When::Year(2000))]),
            ("1800 soldiers", vec![]),
            ("at the 2000 census", vec![("2000", When::Year(2000))]),
            ("in the 1980s", vec![("1980s", When::Decade(1980))]),
            (
                "on 2013-10-04",
                vec![(
                    "2013-10-04",
                    When::Day {
                        month: 10,
                        day: 4,
                        year: Some(2013),
                    },
                )],
            ),
            (
                "November 10,2011",
                vec![(
                    "November 10,2011",
                    When::Day {
                        month: 11,
                        day: 10,
                        year: Some(2011),
                    },
                )],
            ),
            (
                "paid $2000 yesterday",
                vec![("yesterday", When::Relative(-1))],
            ),
            (
                "em 7 de outubro de 2024",
                vec![(
                    "7 de outubro de 2024",
                    When::Day {
                        month: 10,
                        day: 7,
                        year: Some(2024),
                    },
                )],
            ),
        ] {
            let expected: Vec<(String, When)> = expected
                .into_iter()
                .map(|(t, w)| (t.to_owned(), w))
                .collect();
            assert_eq!(of(text), expected, "{text}");
        }
    }
}
