//! Times of day named in running text.

use crate::text::word::{Token, TokenKind};

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Minutes after midnight, or after midnight or noon where the text does not say which.
    pub minutes: u32,
    /// Whether the text says which half of the day.
    pub half: bool,
    /// Whether it is a whole hour named without its minutes.
    pub whole: bool,
    /// The zone, where it is named.
    pub zone: Option<&'static str>,
}

const ZONES: &[&str] = &[
    "gmt", "utc", "bst", "cet", "cest", "est", "edt", "et", "cst", "cdt", "ct", "mst", "mdt",
    "pst", "pdt", "pt", "ist", "jst", "hkt", "msk", "aest", "aedt",
];
const DAY: u32 = 24 * 60;

impl Clock {
    /// Minutes between two times of day; none where they cannot be compared: of two zones, or of one that is named
    /// and one that is not.
    pub fn minutes_from(self, other: Self) -> Option<u32> {
        if self.zone != other.zone {
            return None;
        }
        let circle = if self.half && other.half {
            DAY
        } else {
            DAY / 2
        };
        let apart = (self.minutes % circle).abs_diff(other.minutes % circle);
        Some(apart.min(circle - apart))
    }
}

/// The time of day that begins at token `at`, and the token after it.
pub(super) fn read(
    text: &str,
    tokens: &[Token],
    folded: &[String],
    at: usize,
) -> Option<(usize, Clock)> {
    let word = |index: usize| folded.get(index).map_or("", String::as_str);
    let first = word(at);
    let named = match first {
        "noon" | "midday" | "mittag" => Some(12 * 60),
        "midnight" | "mitternacht" => Some(0),
        _ => None,
    };
    let clock = |minutes: u32, half: bool, whole: bool, end: usize| {
        let sign = tokens
            .get(end)
            .map_or("", |token| &text[token.range.clone()]);
        let zone = ZONES
            .iter()
            .copied()
            .find(|zone| *zone == word(end) && sign.to_uppercase() == sign);
        let end = end + usize::from(zone.is_some());
        Some((
            end,
            Clock {
                minutes,
                half,
                whole,
                zone,
            },
        ))
    };
    if let Some(minutes) = named {
        return clock(minutes, true, false, at + 1);
    }
    if !first.starts_with(|c: char| c.is_ascii_digit()) || tokens[at].kind == TokenKind::Mark {
        return None;
    }
    let (figures, letters) = first.split_at(
        first
            .find(|c: char| c.is_alphabetic())
            .unwrap_or(first.len()),
    );
    let (hour, minute, mut end) = figures_of(figures, word, at)?;
    let told = minute.is_some();
    let minutes = minute.unwrap_or(0);
    let after_noon = match letters {
        "" => half_of_day(word, end)
            .inspect(|(_, after)| end = *after)
            .map(|(pm, _)| pm),
        "am" => Some(false),
        "pm" => Some(true),
        // "15h30".
        "h" if end == at + 1 => {
            let touches = tokens
                .get(end)
                .is_some_and(|next| next.range.start == tokens[at].range.end);
            let minutes = minutes_of(word(end)).filter(|_| touches);
            let end = end + usize::from(minutes.is_some());
            return clock(hour * 60 + minutes.unwrap_or(0), true, false, end);
        }
        _ => return None,
    };
    if let Some(pm) = after_noon {
        let minutes = (hour % 12) * 60 + minutes + if pm { DAY / 2 } else { 0 };
        return clock(minutes, true, !told, end).filter(|_| (1..=12).contains(&hour));
    }
    let minutes = hour * 60 + minutes;
    if word(end) == "uhr" {
        return clock(minutes, true, !told, end + 1);
    }
    // A bare "10:30"; "3.30" is a number.
    let half = hour >= 13 || figures.starts_with('0');
    clock(minutes, half, false, end).filter(|_| told && figures.contains(':'))
}

/// Hour, minute and the token after: `5`, `5:30`, `5.30`, and `5: 30` where half a day or a zone follows.
fn figures_of<'a>(
    figures: &str,
    word: impl Fn(usize) -> &'a str,
    at: usize,
) -> Option<(u32, Option<u32>, usize)> {
    let hour = |text: &str| {
        text.parse()
            .ok()
            .filter(|hour| *hour <= 24 && text.len() <= 2)
    };
    if let Some((whole, rest)) = figures.split_once([':', '.']) {
        return Some((hour(whole)?, Some(minutes_of(rest)?), at + 1));
    }
    let apart = (word(at + 1) == ":")
        .then(|| minutes_of(word(at + 2)))
        .flatten();
    let timed = half_of_day(&word, at + 3).is_some() || ZONES.contains(&word(at + 3));
    if apart.is_some() && timed {
        return Some((hour(figures)?, apart, at + 3));
    }
    Some((hour(figures)?, None, at + 1))
}

/// Two digits as minutes.
fn minutes_of(text: &str) -> Option<u32> {
    let minutes = text.parse().ok().filter(|minutes| *minutes < 60);
    minutes.filter(|_| text.len() == 2)
}

/// Whether `a.m.` or `p.m.` stands at token `end`: whether it is after noon, and the token after.
fn half_of_day<'a>(word: impl Fn(usize) -> &'a str, end: usize) -> Option<(bool, usize)> {
    match (word(end), word(end + 1), word(end + 2)) {
        ("a.m." | "a.m" | "am", ..) => Some((false, end + 1)),
        ("p.m." | "p.m" | "pm", ..) => Some((true, end + 1)),
        ("a", ".", "m") => Some((false, end + 3)),
        ("p", ".", "m") => Some((true, end + 3)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::text::word::{fold, tokens};

    fn first(text: &str) -> Option<Clock> {
        let tokens = tokens(text);
        let folded: Vec<String> = tokens
            .iter()
            .map(|t| fold(&text[t.range.clone()]))
            .collect();
        (0..tokens.len())
            .find_map(|at| read(text, &tokens, &folded, at))
            .map(|(_, clock)| clock)
    }

    #[test]
    fn times_of_day_are_read_in_many_forms() {
        for (text, expected) in [
            ("at 5 p.m. sharp", Some(17 * 60)),
            ("at 5pm", Some(17 * 60)),
            ("at 17:00", Some(17 * 60)),
            ("at 12:05 a.m.", Some(5)),
            ("um 17.30 Uhr", Some(17 * 60 + 30)),
            ("um 9 Uhr", Some(9 * 60)),
            ("às 15h30", Some(15 * 60 + 30)),
            ("by noon", Some(12 * 60)),
            ("at 3: 33 a. m. from", Some(3 * 60 + 33)),
            ("3.30 metres and 5 people", None),
            ("30 am", None),
        ] {
            assert_eq!(first(text).map(|clock| clock.minutes), expected, "{text}");
        }
    }

    #[test]
    fn times_are_compared_in_one_zone_and_one_half_of_the_day() {
        for (a, b, expected) in [
            ("5 p.m.", "17:00", Some(0)),
            ("5:30", "17:30", Some(0)),
            ("11:50 p.m.", "12:10 a.m.", Some(20)),
            ("3:30 p.m.", "1:30 p.m. PST", None),
            ("5 p.m. GMT", "6 p.m. BST", None),
            ("noon", "2 p.m.", Some(120)),
        ] {
            assert_eq!(
                first(a).unwrap().minutes_from(first(b).unwrap()),
                expected,
                "{a} / {b}"
            );
        }
    }
}
