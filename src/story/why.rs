//! Says in words what joined a story's articles.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::library::Article;
use crate::text::moment::Moment;

use super::digest::Lector;
use super::edition::{Edition, Weight, count};
use super::terms::{Kind, Mention, read};

/// How many terms are named at most.
const NAMED: usize = 4;
/// How many terms are weighed for it, the most telling.
const WEIGHED: usize = 24;
/// How much more a reader learns from a name than from a word of equal weight.
const NAME: f32 = 2.0;
/// And from a full name, which stands for its parts.
const FULL_NAME: f32 = 4.0;

/// What stands before a name without being part of it.
const OFFICES: &str = "minister president chancellor governor mayor senator secretary captain judge professor doctor mr mrs ms \
    sir dame king queen prince princess pope general colonel director chief coach chairman chairwoman ambassador envoy \
    commissioner inspector spokesman spokeswoman councillor";

/// What the bodies of a story's articles share, in words: `all three tell of Ola Vint, Karrow and “ferry”,
/// within two days`. Names two terms at least where two bodies share two; nothing of one article alone.
pub(super) fn why(members: &[&Article], lector: &Lector, edition: &Edition) -> Option<String> {
    (members.len() > 1).then(|| shared(members, lector, edition))
}

fn shared(members: &[&Article], lector: &Lector, edition: &Edition) -> String {
    let mut common = common(members, lector, edition);
    let of_all = common
        .iter()
        .filter(|term| term.holders == members.len())
        .count();
    if of_all >= 2 {
        common.retain(|term| term.holders == members.len());
    }
    common.truncate(WEIGHED);
    let named = named(&common, &surfaces(members, lector, &common));
    let fewest = named
        .iter()
        .map(|(term, _)| term.holders)
        .min()
        .unwrap_or(0);
    let terms: Vec<String> = named
        .iter()
        .map(|(term, surface)| show(term, surface))
        .collect();
    format!(
        "{} tell of {}{}",
        tellers(fewest, members.len()),
        list(&terms),
        within(members)
    )
}

/// A term that several bodies of a story share.
struct Common {
    key: u64,
    pins: bool,
    holders: usize,
    /// What it says in all of them together, and more so the more hold it.
    rank: f32,
}

impl Common {
    /// The term that these bodies hold, each once.
    fn of(held: &[Weight]) -> Self {
        let named = held.iter().any(|weight| weight.named);
        let sum = held.iter().fold(0.0, |sum, weight| sum + weight.value);
        let telling = match held[0].kind {
            Kind::FullName => FULL_NAME,
            _ if named => NAME,
            _ => 1.0,
        };
        Self {
            key: held[0].key,
            pins: held.iter().any(|weight| weight.pins),
            holders: held.len(),
            rank: sum * (telling * count(held.len())),
        }
    }
}

/// The terms that two bodies or more share, the most telling first.
fn common(members: &[&Article], lector: &Lector, edition: &Edition) -> Vec<Common> {
    let mut said: Vec<Weight> = Vec::new();
    for member in members {
        let weights = edition.weigh(&lector.terms(member.latest()));
        said.extend(weights.into_iter().filter(|weight| weight.in_body));
    }
    // Stable, so that what a term says is summed up in the order of the members.
    said.sort_by_key(|weight| weight.key);
    let shared = said
        .chunk_by(|one, other| one.key == other.key)
        .filter(|held| held.len() >= 2);
    let mut common: Vec<Common> = shared.map(Common::of).collect();
    common.sort_by(|a, b| b.rank.total_cmp(&a.rank).then(a.key.cmp(&b.key)));
    common
}

/// How the bodies write each of the `common` terms, most often; only as many are read as it takes.
fn surfaces<'a>(members: &[&'a Article], lector: &Lector, common: &[Common]) -> Vec<&'a str> {
    let mut written: Vec<BTreeMap<&str, usize>> = vec![BTreeMap::new(); common.len()];
    for member in members {
        read(
            member.latest(),
            &lector.vocabulary(member.latest().language.as_deref()),
            |mention: Mention<'a>| {
                let wanted = common.iter().position(|term| term.key == mention.key);
                if let (Some(index), true) = (wanted, mention.in_body) {
                    *written[index].entry(mention.surface).or_default() += 1;
                }
            },
        );
        if written.iter().all(|forms| !forms.is_empty()) {
            break;
        }
    }
    let most_often = |forms: BTreeMap<&'a str, usize>| {
        let form = forms
            .into_iter()
            .min_by_key(|&(form, times)| (Reverse(times), form));
        form.map_or("", |(form, _)| form)
    };
    written.into_iter().map(most_often).collect()
}

/// The terms to name, none of which repeats a word of another.
fn named<'a>(common: &'a [Common], surfaces: &[&'a str]) -> Vec<(&'a Common, &'a str)> {
    let mut named: Vec<(&Common, &str)> = Vec::new();
    for (term, &surface) in common.iter().zip(surfaces) {
        let is_new = named.iter().all(|(_, other)| !overlap(other, surface));
        if is_new && !surface.is_empty() && !begins_with_office(surface) && named.len() < NAMED {
            named.push((term, surface));
        }
    }
    named
}

/// Whether a term is an office, or an office and a first name (`Minister Hanne`): the surname says more.
fn begins_with_office(surface: &str) -> bool {
    let first = surface.split(' ').next().unwrap_or_default().to_lowercase();
    OFFICES.split_whitespace().any(|office| office == first)
}

/// Whether two terms share a word or, where a script does not part them, a character.
fn overlap(left: &str, right: &str) -> bool {
    let is_pair = |term: &str| !term.is_ascii() && term.chars().count() == 2;
    if is_pair(left) && is_pair(right) {
        return left.chars().any(|c| right.contains(c));
    }
    let mut words = right.split_whitespace();
    words.any(|word| {
        left.split_whitespace()
            .any(|other| other.eq_ignore_ascii_case(word))
    })
}

/// A name or number as it stands, a word in quotation marks.
fn show(term: &Common, surface: &str) -> String {
    if term.pins {
        surface.to_owned()
    } else {
        format!("“{}”", surface.to_lowercase())
    }
}

/// Who of the members says so: all, or how many at least.
fn tellers(holders: usize, members: usize) -> String {
    match (holders == members, members) {
        (true, 2) => "both".to_owned(),
        (true, _) => format!("all {}", in_words(members)),
        (false, _) => format!("{} or more of {}", in_words(holders), in_words(members)),
    }
}

/// `Rubio, Lavrov and “drone”`
fn list(terms: &[String]) -> String {
    match terms {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// How far apart the members were published, as far as they are dated.
fn within(members: &[&Article]) -> String {
    let published = |member: &&Article| member.latest().published.map(Moment::day);
    let days: Vec<NaiveDate> = members.iter().filter_map(published).collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
        return String::new();
    };
    let span = match usize::try_from((*last - *first).num_days()).unwrap_or(0) {
        0 => "on one day".to_owned(),
        1 => "within a day".to_owned(),
        days => format!("within {} days", in_words(days)),
    };
    match (days.len(), members.len() - days.len()) {
        (1, _) => String::new(),
        (_, 0) => format!(", {span}"),
        (_, undated) => format!(", {span} ({} undated)", in_words(undated)),
    }
}

/// A small number as a word.
fn in_words(number: usize) -> String {
    const WORDS: [&str; 13] = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS
        .get(number)
        .map_or_else(|| number.to_string(), |&word| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_reads_as_one_says_it() {
        let cases: [(&[&str], &str); 3] = [
            (&["Karrow"], "Karrow"),
            (&["Karrow", "728"], "Karrow and 728"),
            (&["Karrow", "Vint", "“ferry”"], "Karrow, Vint and “ferry”"),
        ];
        for (terms, expected) in cases {
            let terms: Vec<String> = terms.iter().map(|&term| term.to_owned()).collect();
            assert_eq!(list(&terms), expected);
        }
    }

    #[test]
    fn tellers_are_counted_as_one_says_it() {
        let cases = [
            (2, 2, "both"),
            (5, 5, "all five"),
            (3, 7, "three or more of seven"),
            (20, 20, "all 20"),
        ];
        for (holders, members, expected) in cases {
            assert_eq!(tellers(holders, members), expected);
        }
    }

    #[test]
    fn a_name_and_its_part_are_not_both_named() {
        assert!(overlap("Kuala Lumpur", "lumpur"));
        assert!(!overlap("Kuala Lumpur", "Rubio"));
        assert!(overlap("保存", "存会"));
        assert!(!overlap("保存", "灯台"));
    }
}
