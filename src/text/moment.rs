//! A time as a text gives it: a day, or a day with a time of day.

use chrono::{DateTime, FixedOffset, NaiveDate};

/// When something was published, as precisely as the text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A day without a time.
    Day(NaiveDate),
    /// A day with its time of day and offset from UTC.
    Time(DateTime<FixedOffset>),
}

impl Moment {
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
