//! What a dateline is, and which dates stand in words around a text.
//!
//! - A dateline begins the body: a place, a day, an agency in brackets or strokes, then a dash:
//!   `KUALA LUMPUR, July 10 (Reuters) -`, `LONDON (AP) —`, `(CNN) —`, `MOSCOW, July 10. /TASS/.`,
//!   `WASHINGTON —`. Without an agency, or with one that nobody knows, the place must be in capitals or a day
//!   must stand beside it; or it is a city with its country, `Kyiv, Ukraine –`, `Lima, Peru:`. It is cut off
//!   and set aside.
//! - A day counts as the date of the text only with its year: no year is ever added.
//! - A file's name dates its text where the text does not: `2025-07-10-ferry.txt`, `ferry_20250710.txt`.

use super::country::is_country;
use super::outlet;
use crate::text::clean::beginning;
use crate::text::moment::Moment;

/// A dateline ends within so many bytes.
const LONGEST: usize = 100;

/// A dateline at the beginning of a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dateline {
    /// The byte behind its dash.
    pub(super) end: usize,
    pub(super) agency: Option<String>,
    /// Its day, where that is a whole date.
    pub(super) published: Option<Moment>,
}

/// The dateline that `text` begins with.
pub(super) fn find(text: &str) -> Option<Dateline> {
    let head = beginning(text, LONGEST);
    let found = with_agency(head, '(', ')')
        .or_else(|| with_agency(head, '/', '/'))
        .or_else(|| bare(head))
        .or_else(|| with_country(head))?;
    let rest = text[found.end..].trim_start();
    let goes_on = rest
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(|c| !c.is_lowercase());
    goes_on.then_some(found)
}

/// `PLACE, day (AGENCY) —`, where place and day may be missing.
fn with_agency(head: &str, open: char, close: char) -> Option<Dateline> {
    let start = head.find(open)?;
    let (agency, rest) = head[start + 1..].split_once(close)?;
    let agency = agency.trim();
    let place = place(&head[..start])?;
    let behind = head.len() - rest.len();
    let end = match (separator(rest), open) {
        (Some(length), _) => behind + length,
        (None, '/') => behind,
        (None, _) if start == 0 && outlet::is_agency(agency) => behind,
        _ => return None,
    };
    let known = outlet::is_agency(agency) || (start == 0 && is_outlet(agency));
    let signed = (place.in_capitals || place.has_day) && is_outlet_or_name(agency);
    (known || signed).then(|| Dateline {
        end,
        agency: Some(agency.to_owned()),
        published: place.published,
    })
}

/// Whether this can stand for an agency where place or day have shown that it is one: `LONDON (Post Wire) —`.
fn is_outlet_or_name(agency: &str) -> bool {
    outlet::is_name(agency)
        && agency.chars().count() <= 30
        && agency.chars().any(char::is_uppercase)
        && !is_day(agency)
        && !is_slug(agency)
}

/// Whether this alone names an agency: `(CNN) —`.
fn is_outlet(agency: &str) -> bool {
    outlet::is_outlet(agency) && !is_slug(agency)
}

/// What stands in brackets above a text and says what kind of text it is.
fn is_slug(word: &str) -> bool {
    const SLUGS: [&str; 12] = [
        "analysis",
        "breaking",
        "corrected",
        "exclusive",
        "live",
        "opinion",
        "photos",
        "recap",
        "update",
        "updated",
        "video",
        "watch",
    ];
    SLUGS.contains(&word.to_lowercase().as_str())
}

/// `PLACE, day —` without an agency.
fn bare(head: &str) -> Option<Dateline> {
    let at = head.find(['—', '–']).or_else(|| head.find(" -"))?;
    let end = at + separator(&head[at..])?;
    let place = place(&head[..at])?;
    place.in_capitals.then_some(Dateline {
        end,
        agency: None,
        published: place.published,
    })
}

/// `City, Country:` or `City, Region, Country –` without an agency.
fn with_country(head: &str) -> Option<Dateline> {
    let at = head
        .find([':', '—', '–'])
        .into_iter()
        .chain(head.find(" -"))
        .min()?;
    let end = at + separator(&head[at..])?;
    let place = place(&head[..at])?;
    place.ends_with_country.then_some(Dateline {
        end,
        agency: None,
        published: place.published,
    })
}

/// The bytes of the dash or colon that `text` begins with, spaces before it included.
fn separator(text: &str) -> Option<usize> {
    let dash = text.trim_start();
    let rest = ["--", "—", "–", "-", ":", ". "]
        .iter()
        .find_map(|sign| dash.strip_prefix(sign))?;
    Some(text.len() - rest.len())
}

struct Place {
    in_capitals: bool,
    has_day: bool,
    /// Whether its last part is a country and those before are none.
    ends_with_country: bool,
    published: Option<Moment>,
}

/// What stands before the agency: names of places, then perhaps a day; `None` if it is anything else.
fn place(text: &str) -> Option<Place> {
    let text = text.trim().trim_end_matches([',', '.', '|']);
    let parts: Vec<&str> = text
        .split(',')
        .flat_map(after_city)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let days = parts.iter().rev().take_while(|part| is_day(part)).count();
    let (places, days) = parts.split_at(parts.len() - days);
    let is_place = |part: &&str| outlet::is_name(part) && !part.contains(['"', '“', '(']);
    if places.len() > 3 || !places.iter().all(is_place) {
        return None;
    }
    let first = places.first().copied().unwrap_or_default();
    let letters: Vec<char> = first.chars().filter(|c| c.is_alphabetic()).collect();
    Some(Place {
        has_day: !days.is_empty(),
        ends_with_country: places.split_last().is_some_and(|(last, before)| {
            is_country(last) && !before.is_empty() && !before.iter().any(|part| is_country(part))
        }),
        in_capitals: letters.len() >= 3 && letters.iter().all(|c| c.is_uppercase()),
        published: Moment::parse(&days.join(", ")),
    })
}

/// `KYIV. July 10` as two parts; `ST. LOUIS` and `Jul. 10` are one.
fn after_city(part: &str) -> Vec<&str> {
    match part.split_once(". ") {
        Some((city, rest)) if city.len() >= 4 && city.chars().all(char::is_uppercase) => {
            vec![city, rest]
        }
        _ => vec![part],
    }
}

/// Whether this names a day or a year: `July 10`, `10 July 2025`, `Thursday`, `2025`.
fn is_day(part: &str) -> bool {
    let with_year = |part: &str| Moment::parse(&format!("{part} 2024")).is_some();
    let is_year = part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    is_year
        || Moment::parse(part).is_some()
        || with_year(part)
        || with_year(&format!("{part} 1 May"))
}

/// The words `date 2025-07-10` that begin a text: how many bytes they take, and the day.
pub(super) fn date_words(text: &str) -> Option<(usize, Moment)> {
    let rest = text
        .strip_prefix("date ")
        .or_else(|| text.strip_prefix("Date "))?;
    let day = rest.split(' ').next()?;
    let is_iso = day.len() == 10
        && day
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-');
    let moment = Moment::parse(day).filter(|_| is_iso)?;
    Some(("date ".len() + day.len(), moment))
}

/// The date in a file's name: eight figures, or four, two and two, with nothing alphanumeric around them.
pub(in crate::library) fn in_name(name: &str) -> Option<Moment> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    let mut dates = without_time(name)
        .split(|c: char| !c.is_alphanumeric() && !is_part(c))
        .flat_map(dates_in)
        .collect::<Vec<_>>();
    dates.dedup();
    match dates[..] {
        [date] => Some(date),
        _ => None,
    }
}

/// Parts a day from its time: `2025-07-10T083000Z` has its date before the `T`.
fn without_time(name: &str) -> String {
    let bytes = name.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    name.char_indices()
        .map(|(at, c)| match c {
            'T' if at > 0 && is_digit(at - 1) && is_digit(at + 1) => ' ',
            c => c,
        })
        .collect()
}

/// The dates among the numbers of `chunk`, which separators join.
fn dates_in(chunk: &str) -> Vec<Moment> {
    let parts: Vec<&str> = chunk.split(['-', '_', '.']).collect();
    let recent = |text: String| {
        Moment::parse(&text)
            .filter(|moment| (1900..2100).contains(&chrono::Datelike::year(&moment.day())))
    };
    let digits = |part: &str, length: usize| {
        part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let compact = parts
        .iter()
        .filter(|part| digits(part, 8))
        .filter_map(|part| recent((*part).to_owned()));
    let split = parts
        .windows(3)
        .filter(|window| digits(window[0], 4) && digits(window[1], 2) && digits(window[2], 2))
        .filter_map(|window| recent(window.join("-")));
    compact.chain(split).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, cut: &str, agency: Option<&str>, published: Option<&str>) {
        let found = find(text);
        let expected = Dateline {
            end: cut.len(),
            agency: agency.map(str::to_owned),
            published: published.and_then(Moment::parse),
        };
        assert_eq!(found, Some(expected), "{text}");
    }

    #[test]
    fn datelines_of_many_kinds_are_cut() {
        check("(CNN) — The ferry sank.", "(CNN) —", Some("CNN"), None);
        check("(CNN)The ferry sank.", "(CNN)", Some("CNN"), None);
        check(
            "KUALA LUMPUR, July 10 (Reuters) - The ferry sank.",
            "KUALA LUMPUR, July 10 (Reuters) -",
            Some("Reuters"),
            None,
        );
        check(
            "KUALA LUMPUR, Malaysia (AP) — The ferry sank.",
            "KUALA LUMPUR, Malaysia (AP) —",
            Some("AP"),
            None,
        );
        check(
            "Paris, July 10, 2025 (AFP) – The ferry sank.",
            "Paris, July 10, 2025 (AFP) –",
            Some("AFP"),
            Some("2025-07-10"),
        );
        check(
            "BEIJING, July 10 (Xinhua) -- The ferry sank.",
            "BEIJING, July 10 (Xinhua) --",
            Some("Xinhua"),
            None,
        );
        check(
            "NEW DELHI, 10 July (PTI): The ferry sank.",
            "NEW DELHI, 10 July (PTI):",
            Some("PTI"),
            None,
        );
        check(
            "MOSCOW, July 10. /TASS/. The ferry sank.",
            "MOSCOW, July 10. /TASS/. ",
            Some("TASS"),
            None,
        );
        check(
            "Berlin (dpa) - The ferry sank.",
            "Berlin (dpa) -",
            Some("dpa"),
            None,
        );
        check(
            "TEHRAN, Jul. 10 (MNA) – The ferry sank.",
            "TEHRAN, Jul. 10 (MNA) –",
            Some("MNA"),
            None,
        );
        check(
            "KYIV. July 10 (Harbour-Wire) – The ferry sank.",
            "KYIV. July 10 (Harbour-Wire) –",
            Some("Harbour-Wire"),
            None,
        );
        check(
            "Lima, Peru: Getting there is easy.",
            "Lima, Peru:",
            None,
            None,
        );
        check(
            "Springfield, IL, United States - The ferry sank.",
            "Springfield, IL, United States -",
            None,
            None,
        );
        check("WASHINGTON — The ferry sank.", "WASHINGTON —", None, None);
        check(
            "LONDON, Thursday — “The ferry sank,” he said.",
            "LONDON, Thursday —",
            None,
            None,
        );
    }

    #[test]
    fn prose_is_no_dateline() {
        for text in [
            "The minister (Labour) — who resigned — spoke.",
            "Rubio — the secretary — spoke.",
            "NATO — the alliance — spoke.",
            "The ferry sank on Tuesday - The board said so.",
            "He left (and came back) - Then he left.",
            "The White House — Washington’s seat — was dark.",
            "Ukraine (Kyiv) — The capital was dark.",
            "Ann Lee (Labour) — The member for Grimsby — spoke.",
            "The Alliance (North Atlantic) – Brussels spoke.",
            "July 10, 2025 / 6:51 PM EDT / CBS News",
            "(VIDEO) — The ferry sank.",
            "It (He) said so.",
            "Peru, Chile: Both are long.",
            "Peru: The country is long.",
            "Lima, Peru: a short guide.",
            "Ann Lee, Bo Ek: Two lives.",
            "She is from Lima, Peru: The ferry sank.",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn words_before_a_text_date_it() {
        assert_eq!(
            date_words("date 2025-07-10 The ferry"),
            Some((15, Moment::parse("2025-07-10").expect("a date")))
        );
        assert_eq!(date_words("date night in Paris"), None);
        assert_eq!(date_words("date 2025-13-10 The"), None);
    }

    #[test]
    fn a_file_name_dates_its_text() {
        for (name, date) in [
            ("2025-07-10-ferry.txt", Some("2025-07-10")),
            ("ferry_20250710.html", Some("2025-07-10")),
            ("ferry 2025.07.10.md", Some("2025-07-10")),
            ("000_f2e3768f4190ba05.txt", None),
            ("12345678901234567890.txt", None),
            ("20259999.txt", None),
            ("2025-07-10-to-2025-07-12.txt", None),
            ("ferry.txt", None),
            ("2025-07-10T083000Z-ferry.txt", Some("2025-07-10")),
            ("1752105600.txt", None),
            ("3c16cad17be0b10a-20250710ab.txt", None),
        ] {
            assert_eq!(in_name(name), date.and_then(Moment::parse), "{name}");
        }
    }
}
