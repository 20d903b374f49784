//! Which names a byline gives, and which of them are people.

use super::{TopLine, date_line};
use crate::library::desk::outlet;
use crate::library::desk::person::{in_title_case, is_office, is_person};
use crate::library::desk::place;

/// Reads one part of a line as a byline.
pub(super) fn byline(part: &str) -> Option<TopLine> {
    match after_by(part) {
        Some(names) => signed(names),
        None => after_foreign_by(part),
    }
}

/// Reads names with what may follow them: `(Reuters)`, or a date.
fn signed(names: &str) -> Option<TopLine> {
    let bracketed = names
        .strip_suffix(')')
        .and_then(|names| names.split_once('('));
    if let Some((names, outlet)) = bracketed {
        let mut line = people_and_outlet(names.trim())?;
        let is_known = outlet::is_agency(outlet) || outlet::is_outlet(outlet);
        line.source = line.source.or(is_known.then(|| outlet.to_owned()));
        return Some(line);
    }
    let dated = names
        .match_indices(',')
        .map(|(at, _)| (&names[..at], names[at + 1..].trim()))
        .find_map(|(names, date)| Some((names, date_line(date)?)));
    let Some((names, date)) = dated else {
        return people_and_outlet(names);
    };
    let mut line = people_and_outlet(names)?;
    line.fill(date);
    Some(line)
}

/// What follows `By`, `BY`, `By:` or `Written by`; capitals must follow, for `by the sea` is no byline.
fn after_by(part: &str) -> Option<&str> {
    const STARTS: [&str; 10] = [
        "analysis by",
        "commentary by",
        "opinion by",
        "by",
        "written by",
        "words by",
        "story by",
        "text by",
        "report by",
        "reported by",
    ];
    STARTS.iter().find_map(|start| names_after(part, start))
}

/// The names behind a word that begins a byline.
fn names_after<'a>(part: &'a str, start: &str) -> Option<&'a str> {
    let head = part.get(..start.len())?;
    let rest = &part[start.len()..];
    let name = rest.trim_start_matches([':', ' ']);
    let is_byline = head.eq_ignore_ascii_case(start)
        && name.len() < rest.len()
        && name.starts_with(char::is_uppercase);
    is_byline.then_some(name.trim_end())
}

/// The people of a field below a headline, `Author: Ann Lee`, with or without `By`.
pub(super) fn field(value: &str) -> Option<String> {
    byline(value).or_else(|| people_and_outlet(value))?.author
}

/// Bylines of other languages; their words are too common for anything but people to follow.
fn after_foreign_by(part: &str) -> Option<TopLine> {
    const STARTS: [&str; 5] = ["von", "par", "por", "door", "oleh"];
    let names = STARTS.iter().find_map(|start| names_after(part, start))?;
    signed(names).filter(|line| line.author.is_some())
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
        let (is_last, part) = match part.strip_prefix("and ") {
            Some(rest) => (true, rest),
            None => (false, part),
        };
        if let Some(outlet) = part.strip_prefix("Special to ") {
            line.credit(Some(outlet).filter(|outlet| outlet::is_outlet(outlet)));
            continue;
        }
        let (part, agency) = without_agency(part);
        line.credit(agency);
        let (part, place) = without_place(part);
        let mut several = several(part);
        if several
            .iter()
            .any(|name| is_person(name) && !is_office(name))
        {
            several.retain(|name| !is_office(name));
        } else if is_office(part) && !is_staff(part) {
            line.credit(outlet::agency_before(part));
            continue;
        }
        if outlet::is_outlet(staff_of(part)) && (several.len() == 1 || outlet::is_agency(part)) {
            line.credit(Some(staff_of(part)));
        } else if place::is_place(part) && !people.is_empty() {
            closed = true;
        } else if (!closed || is_last) && several.iter().all(|name| is_person(name)) {
            people.extend(several.iter().map(|name| in_title_case(name)));
            closed = several.len() > 1 || is_last;
        } else if people.is_empty() || !outlet::is_name(part) {
            return None;
        }
        line.credit(place.filter(|place| outlet::is_outlet(place)));
    }
    line.author = (!people.is_empty()).then(|| people.join(", "));
    Some(line)
}

/// Cuts the agency off `Ann Lee Associated Press`, and `with AFP`, which only helped.
fn without_agency(part: &str) -> (&str, Option<&str>) {
    if let Some((name, _)) = part
        .split_once(" with ")
        .filter(|(name, helper)| is_person(name) && outlet::is_name(helper))
    {
        return (name, None);
    }
    part.match_indices(' ')
        .map(|(at, _)| (&part[..at], &part[at + 1..]))
        .find(|(name, agency)| is_person(name) && outlet::is_agency(agency))
        .map_or((part, None), |(name, agency)| (name, Some(agency)))
}

/// The names that `and` or its like joins, each cut to the person: `Ann Lee in London and Bo Ek`.
fn several(part: &str) -> Vec<&str> {
    let joined: Vec<&str> = part
        .split(" and ")
        .flat_map(|part| part.split(" AND "))
        .flat_map(|part| part.split(" & "))
        .flat_map(|part| part.split(" und "))
        .flat_map(|part| part.split(" et "))
        .map(|name| without_place(name.trim()).0)
        .collect();
    // `José Ortega y Gasset` is one person, `María García y José Pérez` are two.
    joined
        .into_iter()
        .flat_map(|name| {
            [" y ", " e "]
                .iter()
                .find_map(|and| name.split_once(and))
                .filter(|(one, other)| is_person(one) && is_person(other))
                .map_or(vec![name], |(one, other)| vec![one, other])
        })
        .collect()
}

/// Cuts `in London`, `for Harbour News` off a name; returns what was named.
fn without_place(part: &str) -> (&str, Option<&str>) {
    [
        " in ", " for ", " at ", " of ", " from ", " IN ", " FOR ", " en ", " em ", " à ",
    ]
    .iter()
    .filter_map(|word| part.split_once(word))
    .find(|(name, place)| is_person(name) && outlet::is_name(place))
    .map_or((part, None), |(name, place)| (name, Some(place)))
}

/// `CNN Staff` and `Reuters staff writers` are the outlet's; a `World Affairs Correspondent` is nobody's.
fn staff_of(part: &str) -> &str {
    [
        "Staff",
        "staff",
        "Staff Writer",
        "Staff Reporter",
        "Newsroom",
        "staff writers",
    ]
    .iter()
    .find_map(|word| part.strip_suffix(word))
    .map_or(part, str::trim)
}

/// Whether this is the staff of an outlet that it names.
fn is_staff(part: &str) -> bool {
    staff_of(part).len() < part.len() && outlet::is_outlet(staff_of(part))
}

/// The people that a page's metadata or a field names as authors; `None` where it names none but an address or
/// an outlet.
pub(in crate::library) fn author(text: &str) -> Option<String> {
    let people: Vec<String> = text
        .split('|')
        .filter_map(|part| people(part.trim()))
        .collect();
    (!people.is_empty()).then(|| people.join(", "))
}

/// The author that a field of its own names, where a single name counts too: `Author: Banksy`.
pub(in crate::library) fn author_field(text: &str) -> Option<String> {
    let is_alias = |name: &&str| {
        !name.starts_with(char::is_lowercase)
            && !name.contains(['@', '/', '<', '=', ' '])
            && name
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
            && !outlet::is_outlet(name)
            && !is_office(name)
    };
    author(text).or_else(|| Some(text.trim()).filter(is_alias).map(str::to_owned))
}

fn people(text: &str) -> Option<String> {
    let names = before_full_stop(after_by(text).unwrap_or(text));
    if let Some(line) = people_and_outlet(names) {
        return line.author;
    }
    let is_name =
        names.contains(' ') && names.chars().count() <= 80 && !names.contains(['@', '/', '<', '=']);
    (is_name && !outlet::is_outlet(names) && !is_office(names)).then(|| names.to_owned())
}

/// The person of `Ann Lee. Harbour Wire International`; an initial's full stop ends nothing.
fn before_full_stop(names: &str) -> &str {
    let is_whole = |person: &str| {
        let last = person.rsplit(' ').next().unwrap_or_default();
        is_person(person) && last.chars().count() > 2
    };
    names
        .split_once(". ")
        .filter(|(person, outlet)| is_whole(person) && outlet::is_name(outlet))
        .map_or(names, |(person, _)| person)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::moment::Moment;

    #[track_caller]
    fn check(text: &str, author: Option<&str>, source: Option<&str>) {
        let line = byline(text);
        let said = line
            .as_ref()
            .map(|line| (line.author.as_deref(), line.source.as_deref()));
        assert_eq!(said, Some((author, source)), "{text}");
    }

    #[test]
    fn what_follows_a_name_is_an_outlet_only_if_it_is_known_as_one() {
        check("By Ann Lee, Nairobi", Some("Ann Lee"), None);
        check("By Ann Lee, New York", Some("Ann Lee"), None);
        check(
            "By Ann Lee and Bo Ek, Kuala Lumpur",
            Some("Ann Lee, Bo Ek"),
            None,
        );
        check(
            "By Ann Lee, Nairobi, Politico",
            Some("Ann Lee"),
            Some("Politico"),
        );
        check("By Ann Lee (Grimsby)", Some("Ann Lee"), None);
        check("By Ann Lee, World Affairs Editor", Some("Ann Lee"), None);
        check("By Ann Lee, Media Correspondent", Some("Ann Lee"), None);
        check(
            "By Ann Lee, BBC News political editor",
            Some("Ann Lee"),
            Some("BBC News"),
        );
        check("By Harbour News Staff", None, Some("Harbour News"));
    }

    #[test]
    fn what_follows_a_name_without_a_comma_is_cut_off() {
        check(
            "By Ann Lee Associated Press",
            Some("Ann Lee"),
            Some("Associated Press"),
        );
        check(
            "By Ann Lee, Special to The Post",
            Some("Ann Lee"),
            Some("The Post"),
        );
        check("By Ann Lee and agencies", Some("Ann Lee"), None);
        check("By Ann Lee with AFP", Some("Ann Lee"), None);
        check("Analysis by Ann Lee, CNN", Some("Ann Lee"), Some("CNN"));
        check("Von Anna Müller (dpa)", Some("Anna Müller"), Some("dpa"));
    }

    #[test]
    fn a_date_may_follow_the_names() {
        for text in [
            "By Ann Lee, 10 July 2025",
            "By Ann Lee, CNN, Published July 10, 2025",
        ] {
            let line = byline(text).expect(text);
            assert_eq!(line.author.as_deref(), Some("Ann Lee"), "{text}");
            assert_eq!(line.published, Moment::parse("2025-07-10"), "{text}");
        }
    }

    #[test]
    fn several_people_are_told_apart() {
        check(
            "By Ann Lee, Transport Correspondent, and Bo Ek in Paris",
            Some("Ann Lee, Bo Ek"),
            None,
        );
        check(
            "By Ann Lee in London and Bo Ek in New York",
            Some("Ann Lee, Bo Ek"),
            None,
        );
        check(
            "By Ann Lee, Bo Ek, and Cy Fox, CNN",
            Some("Ann Lee, Bo Ek, Cy Fox"),
            Some("CNN"),
        );
        check("BY ANN LEE AND BO EK", Some("Ann Lee, Bo Ek"), None);
    }

    #[test]
    fn bylines_of_other_languages_name_people_only() {
        check("Von Anna Müller, Berlin", Some("Anna Müller"), None);
        check(
            "Von Anna Müller und Bernd Koch",
            Some("Anna Müller, Bernd Koch"),
            None,
        );
        check("Por João da Silva", Some("João da Silva"), None);
        check(
            "Por María García y José Pérez",
            Some("María García, José Pérez"),
            None,
        );
        check(
            "Por José Ortega y Gasset",
            Some("José Ortega y Gasset"),
            None,
        );
        check("Par Jean Dupont, AFP", Some("Jean Dupont"), Some("AFP"));
        for text in [
            "Von Berlin",
            "Por Dios",
            "Par avion",
            "Von Reuters",
            "By The Sea",
        ] {
            assert_eq!(byline(text), None, "{text}");
        }
    }
}
