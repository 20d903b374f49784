//! Whether two mentions of time can mean the same time.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::When;

impl When {
    /// Whether both cannot be the same time, seen from the days of publication; none where they cannot be
    /// compared.
    pub fn contradicts(
        self,
        other: Self,
        published: Option<NaiveDate>,
        other_published: Option<NaiveDate>,
    ) -> Option<bool> {
        let differ = |a: Option<i32>, b: Option<i32>| a.zip(b).is_some_and(|(a, b)| a != b);
        match (self, other) {
            (
                Self::Day {
                    month: m,
                    day: d,
                    year: y,
                },
                Self::Day {
                    month: n,
                    day: e,
                    year: z,
                },
            ) => Some((m, d) != (n, e) || differ(y, z)),
            (Self::Month { month: m, year: y }, Self::Month { month: n, year: z }) => {
                Some(m != n || differ(y, z))
            }
            (Self::Year(a), Self::Year(b)) | (Self::Decade(a), Self::Decade(b)) => Some(a != b),
            (Self::Year(year), Self::Decade(decade)) | (Self::Decade(decade), Self::Year(year)) => {
                // A year of the decade is another thing to say of it.
                (!(decade..decade + 10).contains(&year)).then_some(true)
            }
            (Self::Year(a), Self::Day { year, .. } | Self::Month { year, .. })
            | (Self::Day { year, .. } | Self::Month { year, .. }, Self::Year(a)) => {
                Some(a != year?)
            }
            (Self::Time(a), Self::Time(b)) => {
                // "5 p.m." may be 5:07.
                let rounded = if a.whole || b.whole { 10 } else { 0 };
                a.minutes_from(b).map(|minutes| minutes > rounded)
            }
            (Self::DayOfMonth(a), Self::DayOfMonth(b) | Self::Day { day: b, .. })
            | (Self::Day { day: a, .. }, Self::DayOfMonth(b)) => Some(a != b),
            (
                Self::Day {
                    month: m, year: y, ..
                },
                Self::Month { month: n, year: z },
            )
            | (
                Self::Month { month: m, year: y },
                Self::Day {
                    month: n, year: z, ..
                },
            ) => Some(m != n || differ(y, z)),
            _ => Some(self.weekday(published)? != other.weekday(other_published)?),
        }
    }

    /// Whether both are the same day of different years.
    pub fn is_same_day_of_year(self, other: Self) -> bool {
        match (self, other) {
            (
                Self::Day {
                    month: m, day: d, ..
                },
                Self::Day {
                    month: n, day: e, ..
                },
            ) => (m, d) == (n, e),
            _ => false,
        }
    }

    /// Whether two times of day are so near each other that both may be meant roughly.
    pub fn is_near(self, other: Self) -> bool {
        match (self, other) {
            (Self::Time(a), Self::Time(b)) => {
                a.minutes_from(b).is_some_and(|minutes| minutes <= 20)
            }
            _ => false,
        }
    }

    fn weekday(self, published: Option<NaiveDate>) -> Option<Weekday> {
        match self {
            Self::Weekday(weekday) => Some(weekday),
            Self::Relative(days) => {
                let moved = |day: NaiveDate| {
                    if days < 0 {
                        day.checked_sub_days(Days::new(1))
                    } else {
                        day.checked_add_days(Days::new(days.unsigned_abs()))
                    }
                };
                published.and_then(moved).map(|day| day.weekday())
            }
            Self::Day { month, day, year } => {
                let year = year.or(published.map(|day| day.year()))?;
                NaiveDate::from_ymd_opt(year, month, day).map(|day| day.weekday())
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::of;
    use super::*;

    #[test]
    fn times_contradict_only_where_they_can_be_compared() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 4); // a Wednesday
        let first = |text: &str| of(text)[0].1;
        for (a, b, expected) in [
            ("Monday", "Tuesday", Some(true)),
            ("yesterday", "Tuesday", Some(false)),
            ("November 3", "Tuesday", Some(false)),
            ("August 1", "August 1st, 2025", Some(false)),
            ("Monday", "in 2013", None),
            ("in May 2013", "in 2014", Some(true)),
            ("the 1980s", "in 1985", None),
            ("5 p.m.", "17:05", Some(false)),
            ("5:30 p.m.", "6:30 p.m.", Some(true)),
            ("5 p.m.", "Monday", None),
        ] {
            assert_eq!(
                first(a).contradicts(first(b), day, day),
                expected,
                "{a} / {b}"
            );
        }
    }
}
