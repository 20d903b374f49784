//! A time as a text gives it: a day, or a day with a time of day.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};
use serde::{Serialize, Serializer};

mod parse;
pub mod wording;
mod zone;

/// When something was published, as precisely as the text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A day without a time.
    Day(NaiveDate),
    /// A day with its time of day and offset from UTC.
    Time(DateTime<FixedOffset>),
}

impl Moment {
    /// Reads a whole date as texts, pages and feeds write it; `None` where it is no date, or not surely one:
    /// a day without its year, an impossible day, a `03/04/2025` that has two readings.
    ///
    /// A time without a zone counts as UTC; a time in a zone that no table can place is left out.
    pub fn parse(text: &str) -> Option<Self> {
        parse::moment(text)
    }

    /// The second so many seconds after the beginning of 1970 in UTC; none where no calendar reaches.
    pub fn at(seconds: i64) -> Option<Self> {
        DateTime::from_timestamp(seconds, 0).map(|time| Self::Time(time.fixed_offset()))
    }

    /// The calendar day, in the text's own offset.
    pub fn day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Time(time) => time.date_naive(),
        }
    }

    /// Seconds since 1970 in UTC; a bare day counts as its 00:00 UTC.
    pub fn seconds(self) -> i64 {
        match self {
            Self::Day(day) => day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp(),
            Self::Time(time) => time.timestamp(),
        }
    }
}

/// RFC 3339, or `2025-07-10` for a bare day.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{}", day.format("%Y-%m-%d")),
            Self::Time(time) => f.write_str(&time.to_rfc3339_opts(SecondsFormat::Secs, true)),
        }
    }
}

/// Exactly what is displayed, and nothing else; much faster than reading what people write.
impl FromStr for Moment {
    type Err = chrono::ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.contains('T') {
            DateTime::parse_from_rfc3339(text).map(Self::Time)
        } else {
            NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Self::Day)
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, moment: &str) {
        let read = Moment::parse(text).map(|moment| moment.to_string());
        assert_eq!(read.as_deref(), Some(moment), "{text:?}");
    }

    #[track_caller]
    fn unknown(text: &str) {
        assert_eq!(Moment::parse(text), None, "{text:?}");
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for text in [
            "2025-07-10",
            " 2025/7/10 ",
            "20250710",
            "10 July 2025",
            "10 Jul. 2025",
            "July 10, 2025",
            "JULY 10 2025",
            "Thursday, July 10th, 2025",
            "Published: 10 July 2025",
            "Last updated on Thursday, 10 July 2025",
            "10.07.2025",
            "10 de julio de 2025",
            "10. Juli 2025",
            "10 juillet 2025",
            "Publié le 10 juillet 2025",
            "Veröffentlicht am 10. Juli 2025",
            "2025年7月10日",
        ] {
            check(text, "2025-07-10");
        }
    }

    #[test]
    fn what_is_displayed_reads_back() {
        for text in [
            "2025-07-10",
            "2025-07-10T09:30:00Z",
            "2025-07-10T09:30:00+08:00",
        ] {
            let moment: Option<Moment> = text.parse().ok();
            assert_eq!(
                moment.map(|moment| moment.to_string()).as_deref(),
                Some(text)
            );
        }
        assert!("10 July 2025".parse::<Moment>().is_err());
        let at = Moment::at(1_752_105_600).map(|moment| moment.to_string());
        assert_eq!(at.as_deref(), Some("2025-07-10T00:00:00Z"));
    }

    #[test]
    fn times_keep_their_offset() {
        for (text, moment) in [
            ("2025-07-10T09:30:00Z", "2025-07-10T09:30:00Z"),
            ("2025-07-10T09:30:00.123+08:00", "2025-07-10T09:30:00+08:00"),
            ("2025-07-10 09:30:15 +0800", "2025-07-10T09:30:15+08:00"),
            ("2025-07-10T09:30", "2025-07-10T09:30:00Z"),
            ("20250710T093000Z", "2025-07-10T09:30:00Z"),
            ("Thu, 10 Jul 2025 09:30:00 GMT", "2025-07-10T09:30:00Z"),
            (
                "Thu, 10 Jul 2025 09:30:00 +0000 (UTC)",
                "2025-07-10T09:30:00Z",
            ),
            ("10 Jul 25 09:30 EST", "2025-07-10T09:30:00-05:00"),
            (
                "Tuesday, 3 Sept 2024 10:00 CEST",
                "2024-09-03T10:00:00+02:00",
            ),
            (
                "Updated 9:30 PM EDT, Thu July 10, 2025",
                "2025-07-10T21:30:00-04:00",
            ),
            ("July 10, 2025 at 12:05 a.m. UTC", "2025-07-10T00:05:00Z"),
            ("2025-07-10 10:00 UTC+8", "2025-07-10T10:00:00+08:00"),
            ("Thu 10 Jul 2025 16.33 BST", "2025-07-10T16:33:00+01:00"),
            ("Publié le 10 juillet 2025 à 16h33", "2025-07-10T16:33:00Z"),
            ("2025-12-31T23:59:60Z", "2025-12-31T23:59:59Z"),
        ] {
            check(text, moment);
        }
    }

    #[test]
    fn a_time_that_cannot_be_placed_leaves_the_day() {
        check("July 10, 2025 3:41 PM ET", "2025-07-10");
        check("2025-07-10T10:00:00+24:00", "2025-07-10");
        check("2025-07-10 25:61", "2025-07-10");
    }

    #[test]
    fn a_numeric_date_is_read_only_where_it_has_one_reading() {
        check("25/12/2025", "2025-12-25");
        check("12/25/2025", "2025-12-25");
        check("03/03/2025", "2025-03-03");
        unknown("03/04/2025");
        unknown("3-4-2025");
        unknown("03/04/25");
    }

    #[test]
    fn what_is_no_whole_date_is_unknown() {
        for text in [
            "",
            "soon",
            "Thursday",
            "July 10",
            "July 2025",
            "10.07 July",
            "2025",
            "09:30",
            "31 June 2025",
            "2025-02-30",
            "262143-01-01",
            "0000-00-00",
            "0001-01-01T00:00:00Z",
            "-1-01-01",
            "99999999",
            "July 10, 2025 in Paris",
            "10 July 11 July 2025",
            "May may 2025",
            "f2e3768f",
            "1 2 3",
            "٢٠٢٥-٠٧-١٠",
        ] {
            unknown(text);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            let _ = Moment::parse(&text);
        }

        #[test]
        fn date_like_text_never_panics(text in "[0-9TZ:/. +-]{0,30}( [A-Za-z]{2,5})?") {
            let _ = Moment::parse(&text);
        }

        #[test]
        fn what_is_shown_reads_back(seconds in -11_000_000_000_i64..13_000_000_000, minutes in -14 * 60..14 * 60) {
            let offset = FixedOffset::east_opt(minutes * 60).expect("less than a day");
            let moment = Moment::Time(DateTime::from_timestamp(seconds, 0).expect("in range").with_timezone(&offset));
            prop_assert_eq!(Moment::parse(&moment.to_string()), Some(moment));
        }
    }
}
