//! Who a line above the body says wrote it, and for whom.
//!
//! - A byline is a whole line that begins with `By` or `Written by` and goes on with names and nothing else:
//!   `By Kylie Atwood, CNN`, `By Ann Lee and Bo Ek`, `By Ann Lee, Bo Ek and Cy Fox, Harbour News`,
//!   `By Ann Lee in London`, `BY ANN LEE`, `By Ann Lee, Chief Correspondent`, `By Reuters`.
//! - A person has two to five names; what has a newspaper's word in it, is a known agency or stands behind the
//!   last of several people is the outlet; an office (editor, correspondent) is neither.
//! - A line of several such parts between `|`, `•` or `·` is read part by part; a part may be a date.

use super::{furniture, outlet};
use crate::text::moment::Moment;

/// No byline is longer than this many bytes.
const LONGEST: usize = 160;

/// What a line above the body says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct TopLine {
    pub(super) author: Option<String>,
    pub(super) source: Option<String>,
    pub(super) published: Option<Moment>,
    pub(super) updated: Option<Moment>,
}

/// Reads a byline or a date line; `None` where any part of the line is something else.
pub(super) fn top_line(text: &str) -> Option<TopLine> {
    if text.len() > LONGEST {
        return None;
    }
    let mut line = TopLine::default();
    let mut told = false;
    for part in text
        .split(['|', '•', '·'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        if let Some(read) = byline(part).or_else(|| date_line(part)) {
            line.author = line.author.or(read.author);
            line.source = line.source.or(read.source);
            line.published = line.published.or(read.published);
            line.updated = line.updated.or(read.updated);
            told = true;
        } else if outlet::is_outlet(part) {
            line.source = line.source.or(Some(part.to_owned()));
        } else if furniture::judge(part).is_none() {
            return None;
        }
    }
    told.then_some(line)
}

fn date_line(part: &str) -> Option<TopLine> {
    let moment = Moment::parse(part)?;
    let lower = part.to_lowercase();
    let is_update = ["updated", "last updated", "last modified", "modified"]
        .iter()
        .any(|word| lower.starts_with(word));
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

fn byline(part: &str) -> Option<TopLine> {
    let names = after_by(part)?;
    if let Some((names, outlet)) = names
        .strip_suffix(')')
        .and_then(|names| names.split_once('('))
    {
        let mut line = people_and_outlet(names.trim())?;
        line.source = line
            .source
            .or(outlet::is_name(outlet).then(|| outlet.to_owned()));
        return Some(line);
    }
    people_and_outlet(names)
}

/// What follows `By`, `BY`, `By:` or `Written by`; capitals must follow, for `by the sea` is no byline.
fn after_by(part: &str) -> Option<&str> {
    let starts = [
        "by",
        "written by",
        "words by",
        "story by",
        "text by",
        "report by",
    ];
    let start = |start: &&str| {
        part.get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start))
    };
    let rest = &part[starts.iter().find(|word| start(word))?.len()..];
    let name = rest.trim_start_matches([':', ' ']);
    (name.len() < rest.len() && name.starts_with(char::is_uppercase)).then_some(name.trim_end())
}

/// Reads `Ann Lee, Bo Ek and Cy Fox, Harbour News`.
fn people_and_outlet(text: &str) -> Option<TopLine> {
    let mut line = TopLine::default();
    let mut people: Vec<String> = Vec::new();
    let mut closed = false;
    for part in text
        .split([',', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let (part, place) = without_place(part);
        let several: Vec<&str> = part
            .split(" and ")
            .flat_map(|part| part.split(" & "))
            .map(str::trim)
            .collect();
        if is_office(part) && !outlet::is_outlet(part) {
            continue;
        }
        if outlet::is_outlet(staff_of(part)) && (several.len() == 1 || outlet::is_agency(part)) {
            line.source = line.source.or(Some(staff_of(part).to_owned()));
        } else if !closed && several.iter().all(|name| is_person(name)) {
            people.extend(several.iter().map(|name| in_title_case(name)));
            closed = several.len() > 1;
        } else if !people.is_empty() && outlet::is_name(part) {
            line.source = line
                .source
                .or((closed || !is_person(part)).then(|| part.to_owned()));
        } else {
            return None;
        }
        line.source = line.source.or_else(|| {
            place
                .filter(|place| outlet::is_outlet(place))
                .map(str::to_owned)
        });
    }
    line.author = (!people.is_empty()).then(|| people.join(", "));
    Some(line)
}

/// Cuts `in London`, `for Harbour News` off a name; returns what was named.
fn without_place(part: &str) -> (&str, Option<&str>) {
    [" in ", " for ", " at ", " of ", " from ", " IN ", " FOR "]
        .iter()
        .filter_map(|word| part.split_once(word))
        .find(|(name, place)| is_person(name) && outlet::is_name(place))
        .map_or((part, None), |(name, place)| (name, Some(place)))
}

/// `CNN Staff` and `Reuters staff writers` are the outlet's.
fn staff_of(part: &str) -> &str {
    [
        "Staff",
        "staff",
        "Staff Writer",
        "Staff Reporter",
        "Newsroom",
        "staff writers",
        "Correspondent",
    ]
    .iter()
    .find_map(|word| part.strip_suffix(word))
    .map_or(part, str::trim)
}

fn is_office(part: &str) -> bool {
    const OFFICES: [&str; 18] = [
        "analyst",
        "bureau chief",
        "chief",
        "columnist",
        "contributor",
        "correspondent",
        "correspondents",
        "desk",
        "editor",
        "editors",
        "journalist",
        "newsroom",
        "producer",
        "reporter",
        "reporters",
        "staff",
        "writer",
        "writers",
    ];
    let lower = part.to_lowercase();
    OFFICES
        .iter()
        .any(|office| lower.split(' ').any(|word| word == *office) || lower.ends_with(office))
}

/// Whether this can be a person's name: two to five words with capitals, small particles between them.
fn is_person(name: &str) -> bool {
    const PARTICLES: [&str; 22] = [
        "al", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du",
        "e", "el", "ibn", "la", "le", "ten", "van", "von", "y",
    ];
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &&str| {
        word.starts_with(char::is_uppercase) || word.starts_with("al-") || word.starts_with("d'")
    };
    let is_word = |word: &&str| {
        let letters = word
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '.' | '‘'));
        letters && (capital(word) || PARTICLES.contains(word))
    };
    let capitals = words.iter().filter(|word| capital(word)).count();
    let ends = !name.ends_with('.') || name.ends_with("Jr.") || name.ends_with("Sr.");
    (2..=5).contains(&words.len())
        && capitals >= 2
        && words.iter().all(is_word)
        && ends
        && !is_day(&words)
}

/// Days of the week have capitals too; the names of months are also first names.
fn is_day(words: &[&str]) -> bool {
    const DAYS: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    words.iter().any(|word| DAYS.contains(word))
}

/// `KYLIE ATWOOD` as people write it; a name in mixed case stays as it is.
fn in_title_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut starts = true;
    let mut lower = |c: char| -> Vec<char> {
        let cased = if starts {
            vec![c]
        } else {
            c.to_lowercase().collect()
        };
        starts = !c.is_alphabetic();
        cased
    };
    name.chars().flat_map(&mut lower).collect()
}

/// The people that a page's metadata names as authors; `None` where it names none but an address or an outlet.
pub(in crate::library) fn author(text: &str) -> Option<String> {
    let people: Vec<String> = text
        .split('|')
        .filter_map(|part| people(part.trim()))
        .collect();
    (!people.is_empty()).then(|| people.join(", "))
}

fn people(text: &str) -> Option<String> {
    let names = after_by(text).unwrap_or(text);
    if let Some(line) = people_and_outlet(names) {
        return line.author;
    }
    let is_name =
        names.contains(' ') && names.chars().count() <= 80 && !names.contains(['@', '/', '<', '=']);
    (is_name && !outlet::is_outlet(names) && !is_office(names)).then(|| names.to_owned())
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
            Some("Fjord"),
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
    fn prose_is_no_byline() {
        for text in [
            "By Thursday the ferry had sunk.",
            "By Thursday Evening",
            "By the sea, Ann Lee waited",
            "By Ann Lee’s account it sank",
            "By Ann Lee. She was there.",
            "By June 2026, Half Of All Ferries",
            "Standing by Ann Lee",
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
        ] {
            assert_eq!(author(text).as_deref(), names, "{text}");
        }
    }
}
