//! Which words and figures are a date, and which one.

use crate::text::calendar;
use crate::text::word::fold;
use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::Moment;
use super::zone::{self, Zone};

/// No date is longer than this many bytes.
const LONGEST: usize = 100;

/// Years that a text can mean; the zero dates of programs lie outside.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=9999;

pub(super) fn moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    leading_year(text)
        .or_else(|| trailing_year(text))
        .or_else(|| written(text))
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    if !YEARS.contains(&year) {
        return None;
    }
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Takes 1 to `most` ASCII digits off the front of `text`.
fn number(text: &str, most: usize) -> Option<(u32, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    if length == 0 || length > most {
        return None;
    }
    let (digits, rest) = text.split_at(length);
    Some((digits.parse().ok()?, rest))
}

/// `2025-07-10`, `2025/7/10`, `20250710`, `2025年7月10日`, each also with a time.
fn leading_year(text: &str) -> Option<Moment> {
    let (digits, rest) = number(text, 8)?;
    let (date, rest) = match text.len() - rest.len() {
        8 => (compact(digits)?, rest),
        4 => {
            let (month, rest) = number(rest.strip_prefix(['-', '/', '.', '年'])?, 2)?;
            let (of_month, rest) = number(rest.strip_prefix(['-', '/', '.', '月'])?, 2)?;
            let date = day(i32::try_from(digits).ok()?, month, of_month)?;
            (date, rest.strip_prefix('日').unwrap_or(rest))
        }
        _ => return None,
    };
    with_time(date, rest)
}

/// The day of `20250710`.
fn compact(digits: u32) -> Option<NaiveDate> {
    let year = i32::try_from(digits / 10_000).ok()?;
    day(year, digits / 100 % 100, digits % 100)
}

/// `25/12/2025` and its kin, where only one reading is possible; dots are always day, month, year.
fn trailing_year(text: &str) -> Option<Moment> {
    let (first, rest) = number(text, 2)?;
    let separator = rest
        .chars()
        .next()
        .filter(|c| matches!(c, '/' | '-' | '.'))?;
    let (second, rest) = number(&rest[1..], 2)?;
    let (year, rest) = number(rest.strip_prefix(separator)?, 4)?;
    let (of_month, month) = match (first, second) {
        _ if separator == '.' || first == second || first > 12 => (first, second),
        _ if second > 12 => (second, first),
        _ => return None,
    };
    with_time(day(i32::try_from(year).ok()?, month, of_month)?, rest)
}

/// The moment of a figure date with what follows it: nothing, or a time.
fn with_time(date: NaiveDate, rest: &str) -> Option<Moment> {
    if rest.is_empty() {
        return Some(Moment::Day(date));
    }
    let rest = rest.strip_prefix(['T', 't', ' ', ','])?.trim_start();
    if let Some((time, rest)) = compact_clock(rest) {
        return zoned(date, time, rest);
    }
    let words: Vec<&str> = rest
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .collect();
    let mut reading = Reading::default();
    reading.read_all(&words)?;
    reading.is_time_only().then(|| reading.place(date))
}

/// `093000` behind the `T` of a compact date.
fn compact_clock(text: &str) -> Option<(NaiveTime, &str)> {
    let (digits, rest) = number(text, 6)?;
    if text.len() - rest.len() != 6 {
        return None;
    }
    let time = NaiveTime::from_hms_opt(digits / 10_000, digits / 100 % 100, digits % 100)?;
    Some((time, rest))
}

fn zoned(date: NaiveDate, time: NaiveTime, zone: &str) -> Option<Moment> {
    let zone = if zone.is_empty() {
        None
    } else {
        Some(zone::read(zone)?)
    };
    Some(
        Reading {
            timed: true,
            clock: Some(time),
            zone,
            ..Reading::default()
        }
        .place(date),
    )
}

/// A date in words, in any order: every word must have a meaning, and none may come twice.
fn written(text: &str) -> Option<Moment> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '•' | '·' | '/'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut reading = Reading::default();
    reading.read_all(&words)?;
    let year = reading.full_year()?;
    let date = day(year, reading.month?, reading.day?)?;
    Some(reading.place(date))
}

/// What the words of a date have said so far.
#[derive(Debug, Default)]
struct Reading {
    day: Option<u32>,
    month: Option<u32>,
    year: Option<u32>,
    /// Whether a time of day was given at all.
    timed: bool,
    /// The time of day, where it is a possible one.
    clock: Option<NaiveTime>,
    zone: Option<Zone>,
}

impl Reading {
    fn read_all(&mut self, words: &[&str]) -> Option<()> {
        words.iter().try_for_each(|word| self.read(word))
    }

    /// Takes in one word; `None` where it has no meaning in a date, or one that was said before.
    fn read(&mut self, word: &str) -> Option<()> {
        let lower = word
            .trim_matches(['.', ';'])
            .trim_end_matches(':')
            .to_lowercase();
        if self.timed
            && let Some(afternoon) = meridiem(&lower)
        {
            self.shift(afternoon);
            return Some(());
        }
        if self.timed
            && let Some(zone) = zone::read(word)
        {
            self.zone = self.zone.or(Some(zone));
            return Some(());
        }
        if lower.contains(':') {
            return self.read_clock(&lower);
        }
        if let Some(clock) = in_colons(&lower) {
            return self.read_clock(&clock);
        }
        if let Some(month) = calendar::month(&fold(&lower)) {
            return set(&mut self.month, month);
        }
        if lower.starts_with(|c: char| c.is_ascii_digit()) {
            return self.read_number(&lower);
        }
        (is_weekday(&lower) || FILLERS.contains(&lower.as_str())).then_some(())
    }

    fn read_number(&mut self, word: &str) -> Option<()> {
        let (value, rest) = number(word, 4)?;
        let length = word.len() - rest.len();
        match (length, rest) {
            (1 | 2, "") if self.day.is_some() => set(&mut self.year, value),
            (1 | 2, "" | "st" | "nd" | "rd" | "th" | "er" | "º") => set(&mut self.day, value),
            (4, "") => set(&mut self.year, value),
            _ => None,
        }
    }

    /// Reads `9:30`, `09:30:00.5`, `9:30pm`, `09:30Z` and `09:30+02:00`.
    fn read_clock(&mut self, word: &str) -> Option<()> {
        if self.timed {
            return None;
        }
        self.timed = true;
        let end = word
            .find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.')
            .unwrap_or(word.len());
        let (digits, rest) = word.split_at(end);
        let mut parts = digits.trim_end_matches('.').split(':');
        let hour = parts.next()?.parse().ok()?;
        let minute = parts.next()?.parse().ok()?;
        let seconds = parts
            .next()
            .unwrap_or("0")
            .split('.')
            .next()?
            .parse::<u32>()
            .ok()?;
        if parts.next().is_some() {
            return None;
        }
        self.clock =
            NaiveTime::from_hms_opt(hour, minute, if seconds == 60 { 59 } else { seconds });
        match rest {
            "" => Some(()),
            rest => match meridiem(rest) {
                Some(afternoon) => {
                    self.shift(afternoon);
                    Some(())
                }
                None => set(&mut self.zone, zone::read(rest)?),
            },
        }
    }

    /// Moves a time of the twelve-hour clock to its half of the day.
    fn shift(&mut self, afternoon: bool) {
        self.clock = self.clock.and_then(|time| match (time.hour(), afternoon) {
            (12, false) => time.with_hour(0),
            (hour @ 1..12, true) => time.with_hour(hour + 12),
            (1..=12, _) => Some(time),
            _ => None,
        });
    }

    /// The year; one of two digits counts only in the old mail format, beside a time.
    fn full_year(&self) -> Option<i32> {
        let year = i32::try_from(self.year?).ok()?;
        match year {
            0..50 if self.timed => Some(2000 + year),
            50..100 if self.timed => Some(1900 + year),
            _ => Some(year),
        }
    }

    fn is_time_only(&self) -> bool {
        self.day.is_none() && self.month.is_none() && self.year.is_none()
    }

    /// The moment of `date` at the time that was read, as far as that can be placed.
    fn place(&self, date: NaiveDate) -> Moment {
        let offset = match self.zone {
            Some(Zone::Known(offset)) => Some(offset),
            Some(Zone::Unplaced) => None,
            None => FixedOffset::east_opt(0),
        };
        let time = self.clock.map(|time| NaiveDateTime::new(date, time));
        time.zip(offset)
            .and_then(|(time, offset)| time.and_local_timezone(offset).single())
            .map_or(Moment::Day(date), Moment::Time)
    }
}

fn set<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

/// Words that stand around a date and add nothing to it.
#[rustfmt::skip]
const FILLERS: [&str; 41] = [
    "published", "posted", "updated", "created", "modified", "first", "last", "date", "on", "at", "of",
    "the", "de", "del", "den", "le", "am", "um", "uhr", "il", "-", "–", "—", "edited", "issued", "hrs",
    "publié", "publicado", "publicada", "pubblicato", "veröffentlicht", "aktualisiert", "actualizado",
    "atualizado", "aggiornato", "mis", "à", "jour", "el", "em", "vom",
];

/// `16.33`, `4.33pm` and `16h33` as `16:33`, `4:33pm`.
fn in_colons(word: &str) -> Option<String> {
    let (hour, rest) = number(word, 2)?;
    let (minute, rest) = number(rest.strip_prefix(['.', 'h'])?, 2)?;
    let is_clock = rest.is_empty() || meridiem(rest).is_some();
    is_clock.then(|| format!("{hour}:{minute:02}{rest}"))
}

fn meridiem(word: &str) -> Option<bool> {
    match word {
        "am" | "a.m" | "a.m." => Some(false),
        "pm" | "p.m" | "p.m." => Some(true),
        _ => None,
    }
}

fn is_weekday(word: &str) -> bool {
    const WEEKDAYS: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let word = word.trim_matches(['(', ')']);
    word.len() >= 3 && WEEKDAYS.iter().any(|name| name.starts_with(word))
}
