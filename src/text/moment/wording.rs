//! How a moment is written for a person.

use chrono::NaiveDate;

use super::Moment;

/// A day for a list: "10 Jul", with its year where that is not `year`.
pub fn short(moment: Moment, year: Option<i32>) -> String {
    use chrono::Datelike;
    let day = moment.day();
    let format = if Some(day.year()) == year {
        "%-d %b"
    } else {
        "%-d %b %Y"
    };
    day.format(format).to_string()
}

/// A day for a text: "10 July 2025", with the time of day where it is known.
pub fn long(moment: Moment) -> String {
    match moment {
        Moment::Day(day) => day.format("%-d %B %Y").to_string(),
        Moment::Time(time) => time.format("%-d %B %Y, %H:%M").to_string(),
    }
}

/// A moment in few letters: "10 Jul 2025", with the time of day where it is known.
pub fn compact(moment: Moment) -> String {
    match moment {
        Moment::Day(day) => day.format("%-d %b %Y").to_string(),
        Moment::Time(time) => time.format("%-d %b %Y %H:%M").to_string(),
    }
}

/// A day as prose has it: "10 July 2025".
pub fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use chrono::{DateTime, NaiveDate};

    use super::*;

    #[test]
    fn the_year_is_told_where_it_is_another() {
        let day = Moment::Day(NaiveDate::from_ymd_opt(2025, 7, 10).unwrap());
        assert_eq!(short(day, Some(2025)), "10 Jul");
        assert_eq!(short(day, Some(2026)), "10 Jul 2025");
        assert_eq!(long(day), "10 July 2025");
    }

    #[test]
    fn a_time_is_told_in_its_own_offset() {
        let time = DateTime::parse_from_rfc3339("2025-07-10T09:05:00+08:00").unwrap();
        assert_eq!(long(Moment::Time(time)), "10 July 2025, 09:05");
    }
}
