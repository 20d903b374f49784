//! Who a line above the body says wrote it, and for whom.
//!
//! - A byline is a whole line that begins with `By` or `Written by` and goes on with names and nothing else:
//!   `By Kylie Atwood, CNN`, `By Ann Lee and Bo Ek`, `By Ann Lee, Bo Ek and Cy Fox, Harbour News`,
//!   `By Ann Lee in London`, `BY ANN LEE`, `By Ann Lee, Chief Correspondent`, `By Reuters`.
//! - A person has two to five names; what has a newspaper's word in it or is a known agency is the outlet; an
//!   office (editor, correspondent) is neither.
//! - `Par`, `Por`, `Von`, `Door` and `Oleh` begin a byline too, where nothing but names of people follow.
//! - A place or a word that is no known outlet's behind a name is nothing: `By Ann Lee, Nairobi`.
//! - A line of several such parts between `|`, `•`, `·`, `/` or dashes is read part by part; a part may be a date,
//!   or a date without a year or an age (`Posted 2 hours ago`), which dates nothing and is set aside.
//! - Fields such as `Source: Reuters` count below a headline too, if a known outlet or people are named.

use super::{furniture, outlet};
use crate::text::moment::Moment;

mod names;

pub(in crate::library) use names::{author, author_field};

/// No byline is longer than this many bytes.
const LONGEST: usize = 160;

/// What a line above the body says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct TopLine {
    pub(super) author: Option<String>,
    pub(super) source: Option<String>,
    pub(super) published: Option<Moment>,
    pub(super) updated: Option<Moment>,
    pub(super) url: Option<String>,
}

impl TopLine {
    /// Names the outlet, where none is named yet.
    fn credit(&mut self, outlet: Option<&str>) {
        self.source = self.source.take().or(outlet.map(str::to_owned));
    }

    /// Takes over what is still unknown here.
    fn fill(&mut self, other: Self) {
        self.author = self.author.take().or(other.author);
        self.source = self.source.take().or(other.source);
        self.published = self.published.or(other.published);
        self.updated = self.updated.or(other.updated);
        self.url = self.url.take().or(other.url);
    }
}

/// Reads a byline or a date line; `None` where any part of the line is something else.
pub(super) fn top_line(text: &str) -> Option<TopLine> {
    if text.len() > LONGEST {
        return None;
    }
    let mut line = TopLine::default();
    let mut told = false;
    for part in parts(text) {
        let part = part.as_str();
        let read = names::byline(part)
            .or_else(|| labelled(part))
            .or_else(|| date_line(part));
        if let Some(read) = read {
            line.fill(read);
            told = true;
        } else if outlet::is_outlet(part) {
            line.source = line.source.or(Some(part.to_owned()));
        } else if is_part_of_date(part) {
            told = true;
        } else if furniture::judge(part).is_none() {
            return None;
        }
    }
    told.then_some(line)
}

/// The parts of a line, in order; a date and the time that stands in the part behind it are one.
fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in text
        .split(['|', '•', '·', ';'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" — "))
        .flat_map(|part| part.split(" / "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let timed = parts
            .last()
            .filter(|day| part.contains(':') && Moment::parse(day).is_some())
            .map(|day| format!("{day} {part}"))
            .filter(|both| Moment::parse(part).is_none() && Moment::parse(both).is_some());
        match (timed, parts.last_mut()) {
            (Some(timed), Some(day)) => *day = timed,
            _ => parts.push(part.to_owned()),
        }
    }
    parts
}

/// A field below the headline: `Source: Reuters`, `Author: Ann Lee`, `Url: https://…`. Its dates are date lines.
fn labelled(part: &str) -> Option<TopLine> {
    let (label, value) = part.split_once(':')?;
    let value = value.trim();
    let mut line = TopLine::default();
    match label.trim().to_lowercase().as_str() {
        "source" | "outlet" | "publisher" | "publication" if outlet::is_outlet(value) => {
            line.source = Some(value.to_owned());
        }
        "author" | "authors" | "byline" | "writer" => line.author = Some(names::field(value)?),
        "url" | "link" if value.contains("://") && !value.contains(' ') => {
            line.url = Some(value.to_owned());
        }
        _ => return None,
    }
    Some(line)
}

/// Whether this speaks of a time that is no whole date: `Updated Nov 19, 6:55 AM`, `11/18/19 11:04 PM EST`,
/// `Published 1 day ago`.
fn is_part_of_date(part: &str) -> bool {
    #[rustfmt::skip]
    const WORDS: [&str; 22] = [
        "ago", "am", "at", "day", "days", "first", "hour", "hours", "hr", "hrs", "last", "min", "mins",
        "minute", "minutes", "on", "pm", "posted", "published", "the", "updated", "week",
    ];
    let words: Vec<String> = part
        .to_lowercase()
        .replace(['.', ','], " ")
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let is_date = |word: &String| {
        Moment::parse(&format!("{word} 1, 2024")).is_some()
            || Moment::parse(&format!("{word}, May 1, 2024")).is_some()
    };
    let is_zone = |word: &String| Moment::parse(&format!("2024-01-01 01:00 {word}")).is_some();
    let has_digit = |word: &String| {
        word.bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'/' | b'-'))
    };
    let is_age = part.len() <= 4
        && part.starts_with(|c: char| c.is_ascii_digit())
        && ["h", "d", "m", "w", "min"]
            .contains(&part.trim_start_matches(|c: char| c.is_ascii_digit()));
    is_age
        || words.len() >= 2
            && words.iter().any(has_digit)
            && words
                .iter()
                .any(|word| is_date(word) || word == "ago" || word.contains([':', '/']))
            && words.iter().all(|word| {
                has_digit(word) || WORDS.contains(&word.as_str()) || is_date(word) || is_zone(word)
            })
}

fn date_line(part: &str) -> Option<TopLine> {
    const UPDATES: [&str; 9] = [
        "updated",
        "last updated",
        "last modified",
        "modified",
        "aktualisiert",
        "mis à jour",
        "actualizado",
        "atualizado",
        "aggiornato",
    ];
    let moment = Moment::parse(part)?;
    let lower = part.to_lowercase();
    let is_update = UPDATES.iter().any(|word| lower.starts_with(word));
    let (published, updated) = if is_update {
        (None, Some(moment))
    } else {
        (Some(moment), None)
    };
    Some(TopLine {
        published,
        updated,
        ..TopLine::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, author: Option<&str>, source: Option<&str>) {
        let line = top_line(text);
        let said = line
            .as_ref()
            .map(|line| (line.author.as_deref(), line.source.as_deref()));
        assert_eq!(said, Some((author, source)), "{text}");
    }

    #[test]
    fn bylines_name_people_and_outlets() {
        check("By Kylie Atwood, CNN", Some("Kylie Atwood"), Some("CNN"));
        check("By Ann Lee and Bo Ek", Some("Ann Lee, Bo Ek"), None);
        check(
            "By Ann Lee, Bo Ek and Cy Fox, Fjord",
            Some("Ann Lee, Bo Ek, Cy Fox"),
            None,
        );
        check(
            "By Ann Lee, Bo Ek and Cy Fox",
            Some("Ann Lee, Bo Ek, Cy Fox"),
            None,
        );
        check(
            "By Ann Lee, Harbour News",
            Some("Ann Lee"),
            Some("Harbour News"),
        );
        check("By Ann Lee in Kuala Lumpur", Some("Ann Lee"), None);
        check(
            "By Ann Lee for The Guardian",
            Some("Ann Lee"),
            Some("The Guardian"),
        );
        check("By Ann Lee, Chief Correspondent", Some("Ann Lee"), None);
        check("BY ANN O'LEE-EK", Some("Ann O'Lee-Ek"), None);
        check(
            "By Ahmed al-Rashid and María de la Cruz",
            Some("Ahmed al-Rashid, María de la Cruz"),
            None,
        );
        check("By J. D. van der Berg", Some("J. D. van der Berg"), None);
        check("By Ann Lee (Reuters)", Some("Ann Lee"), Some("Reuters"));
        check("By Reuters", None, Some("Reuters"));
        check("By CNN Staff", None, Some("CNN"));
        check("By Staff Reporter", None, None);
        check(
            "By Ann Lee | Harbour News",
            Some("Ann Lee"),
            Some("Harbour News"),
        );
    }

    #[test]
    fn a_line_may_hold_its_date_too() {
        let line = top_line("By Ann Lee | July 10, 2025 | 4 min read").expect("a byline");
        assert_eq!(
            (line.author.as_deref(), line.published),
            (Some("Ann Lee"), Moment::parse("2025-07-10"))
        );
        let line = top_line("Updated 9:30 PM EDT, Thu July 10, 2025").expect("a date line");
        assert_eq!(
            (line.published, line.updated),
            (None, Moment::parse("2025-07-10T21:30-04:00"))
        );
    }

    #[test]
    fn fields_below_a_headline_count() {
        check("Source: Reuters", None, Some("Reuters"));
        check("Author: Ann Lee and Bo Ek", Some("Ann Lee, Bo Ek"), None);
        let line = top_line("Url: https://p.example/f").expect("a field");
        assert_eq!(line.url.as_deref(), Some("https://p.example/f"));
        for text in [
            "Source: minister to resign",
            "Author: I was wrong",
            "Link: none",
        ] {
            let line = top_line(text).unwrap_or_default();
            assert_eq!(
                (line.author, line.source, line.url),
                (None, None, None),
                "{text}"
            );
        }
    }

    #[test]
    fn a_day_and_its_time_may_stand_apart() {
        let line = top_line("July 10, 2025 / 6:51 PM EDT / CBS News").expect("a date line");
        assert_eq!(
            (line.published, line.source.as_deref()),
            (Moment::parse("2025-07-10T18:51-04:00"), Some("CBS News"))
        );
    }

    #[test]
    fn a_time_that_is_no_whole_date_is_set_aside() {
        for text in [
            "Updated Nov 19, 6:55 AM;Posted Nov 19, 6:51 AM",
            "Published 1 day ago",
            "By Ann Lee - 11/18/19 11:04 PM EST",
            "Story by Ann Lee • 2h • 3 min read",
        ] {
            let line = top_line(text).expect(text);
            assert_eq!((line.published, line.updated), (None, None), "{text}");
        }
    }

    #[test]
    fn prose_is_no_byline() {
        for text in [
            "By Thursday the ferry had sunk.",
            "By Thursday Evening",
            "By the sea, Ann Lee waited",
            "By Ann Lee’s account it sank",
            "By Ann Lee. She was there.",
            "By June 2026, Half Of All Ferries",
            "Standing by Ann Lee",
            "Updated 2024 figures",
            "9/11",
            "Day 12 of the strike",
            "Ann Lee",
        ] {
            assert_eq!(top_line(text), None, "{text}");
        }
    }

    #[test]
    fn metadata_names_people_only() {
        for (text, names) in [
            ("By Ann Lee, CNN", Some("Ann Lee")),
            ("Ann Lee and Bo Ek", Some("Ann Lee, Bo Ek")),
            ("Ann Lee, Bo Ek", Some("Ann Lee, Bo Ek")),
            ("https://www.facebook.com/ann", None),
            ("CNN", None),
            ("山田 太郎", Some("山田 太郎")),
            ("admin", None),
            ("Ann Lee | Harbour News", Some("Ann Lee")),
            ("| BY: Beachbody", None),
            ("Ann Lee. Harbour Wire International", Some("Ann Lee")),
            ("Mary J. Blige", Some("Mary J. Blige")),
        ] {
            assert_eq!(author(text).as_deref(), names, "{text}");
        }
    }
}
