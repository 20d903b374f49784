//! Where the two sides of a row state another fact: the front door of the finders, one file a kind.
//!
//! Conflicts are looked for between aligned slots only: a fact of one side is weighed against the fact that
//! stands in the same place of the same statement on the other, and a fact that the other side has anywhere in
//! the row is no conflict.

use chrono::NaiveDate;

use super::pairing::{Class, Pairing, Word};
use super::terms::Terms;
use super::{Confidence, Conflict, ConflictKind, Row, Span, Weight};
use crate::text::calendar;
use crate::text::number::{self as quantity, Agreement};
use crate::text::word::TokenKind;

mod antonym;
mod attribution;
mod certainty;
mod date;
mod name;
mod negation;
mod number;
mod quote;
mod slot;

/// A row, and all that is known of its surroundings.
pub(super) struct Ground<'a> {
    /// All sentences of the left text.
    pub(super) left: &'a [Terms<'a>],
    /// All sentences of the right text.
    pub(super) right: &'a [Terms<'a>],
    /// The row's left sentences.
    pub(super) rows: &'a [usize],
    /// The row's right sentences.
    pub(super) columns: &'a [usize],
    /// Their words, matched.
    pub(super) pairing: &'a Pairing<'a>,
    /// How sure the row's surest link is.
    pub(super) confidence: Confidence,
    /// When the left text was published.
    pub(super) left_date: Option<NaiveDate>,
    /// When the right text was published.
    pub(super) right_date: Option<NaiveDate>,
}

impl Ground<'_> {
    /// Whether a word is matched that says something of the matter: two lines that tell nothing but when they were
    /// written share none.
    fn shares_words(&self) -> bool {
        const WRITTEN: &[&str] = &[
            "published",
            "updated",
            "posted",
            "created",
            "modified",
            "gmt",
            "utc",
            "est",
            "edt",
            "bst",
            "cet",
            "ist",
            "pst",
            "pdt",
        ];
        let tells = |word: &Word<'_>| {
            word.class == Class::Content
                && word.kind == TokenKind::Word
                && word.folded.len() > 2
                && calendar::month(word.folded).is_none()
                && calendar::weekday(word.folded).is_none()
                && !WRITTEN.contains(&word.folded)
        };
        let mut matches = self.pairing.matches.iter();
        matches.any(|&(left, _)| tells(&self.pairing.left[left]))
    }
}

/// The conflicts of one row, in the order of the left text.
pub(super) fn conflicts(ground: &Ground<'_>) -> Vec<Conflict> {
    let quoted = quote::find(ground);
    let mut found = quoted.conflicts.clone();
    let mut add = |more: Vec<Conflict>| {
        // What stands inside a quotation that both have is told once, by the quotation.
        let told = |new: &Conflict| {
            let covered =
                |old: &Conflict| covers(&old.left, &new.left) && covers(&old.right, &new.right);
            found.iter().any(covered) || quoted.has_weighed(&new.left, &new.right)
        };
        let fresh: Vec<Conflict> = more.into_iter().filter(|new| !told(new)).collect();
        found.extend(fresh);
    };
    if ground.confidence > Confidence::Perhaps {
        add(attribution::find(ground));
        add(number::find(ground));
        add(date::find(ground));
        add(name::find(ground));
        add(antonym::find(ground));
        add(negation::find(ground));
        add(certainty::find(ground));
    } else {
        // A doubtful pair still shows two spellings of one name, and figures and opposites that stand in one slot
        // beyond doubt.
        add(number::find(ground));
        add(name::respelt(ground));
        add(antonym::find(ground));
    }
    found.sort_by_key(|conflict| (conflict.left.sentence, conflict.left.start, conflict.kind));
    found
}

/// Weighs figures alike that headlines and rows give against each other: what contradicts in the one does in the
/// other.
pub(super) fn weigh_alike(headline: &mut [Conflict], rows: &mut [Row]) {
    let agree = |a: &Span, b: &Span| match (quantity::only(&a.text), quantity::only(&b.text)) {
        (Some(a), Some(b)) => a.agrees(&b) == Agreement::Same && a.bound == b.bound,
        _ => false,
    };
    let are_figures = |conflict: &&mut Conflict| conflict.kind == ConflictKind::Number;
    for told in headline.iter_mut().filter(are_figures) {
        let again = rows.iter_mut().flat_map(|row| &mut row.conflicts);
        for again in again.filter(are_figures) {
            if agree(&told.left, &again.left) && agree(&told.right, &again.right) {
                let weight = told.weight.max(again.weight);
                (told.weight, again.weight) = (weight, weight);
            }
        }
    }
}

fn covers(outer: &Span, inner: &Span) -> bool {
    outer.sentence == inner.sentence && outer.start <= inner.start && inner.end <= outer.end
}

/// A conflict of the given words.
fn conflict(kind: ConflictKind, weight: Weight, left: Span, right: Span) -> Conflict {
    Conflict {
        kind,
        weight,
        left,
        right,
    }
}

/// The stretch of a sentence as a span.
fn span(terms: &[Terms<'_>], sentence: usize, range: std::ops::Range<usize>) -> Span {
    Span {
        sentence: Some(sentence),
        start: range.start,
        end: range.end,
        text: terms[sentence].text[range].to_owned(),
    }
}

/// The stretch from one word to another of the same sentence as a span; the last word's sentence wins.
fn words_span(terms: &[Terms<'_>], words: &[Word<'_>]) -> Option<Span> {
    let (first, last) = (words.first()?, words.last()?);
    let start = if first.sentence == last.sentence {
        first.range.start
    } else {
        0
    };
    Some(span(terms, last.sentence, start..last.range.end))
}

#[cfg(test)]
mod tests {
    use crate::compare::{Comparison, Conflict, Text, Weight, compare};
    use crate::text::Sentence;

    fn compared(left: &str, right: &str) -> Comparison {
        let text = |text| Text {
            sentences: vec![Sentence { paragraph: 0, text }],
            ..Text::default()
        };
        compare(&text(left), &text(right))
    }

    /// The conflicts as `Kind Weight left / right`.
    fn told(left: &str, right: &str) -> Vec<String> {
        let comparison = compared(left, right);
        let tell = |conflict: &Conflict| {
            let (a, b) = (&conflict.left.text, &conflict.right.text);
            format!("{:?} {:?} {a} / {b}", conflict.kind, conflict.weight)
        };
        comparison
            .rows
            .iter()
            .flat_map(|row| row.conflicts.iter().map(tell))
            .collect()
    }

    #[test]
    fn facts_in_one_slot_are_weighed() {
        for (left, right, expected) in [
            (
                "Iran has agreed to resume talks next week, diplomats said.",
                "Iraq has agreed to resume talks next week, diplomats said.",
                "Name Contradicts Iran / Iraq",
            ),
            (
                "The firm may close the mill in Trell.",
                "The firm closed the mill in Trell.",
                "Certainty Differs may close / closed",
            ),
            (
                "The jury found him guilty of arson.",
                "The jury found him innocent of arson.",
                "Antonym Contradicts guilty / innocent",
            ),
            (
                "The council approved the pier on 12 May 2020.",
                "The council approved the pier on 12 May 2021.",
                "Date Contradicts 12 May 2020 / 12 May 2021",
            ),
            (
                "He was jailed for 18 months.",
                "He was jailed for two years.",
                "Number Contradicts 18 / two",
            ),
            (
                "The ship was ceded to the harbour museum in May.",
                "The ship was not given to the harbour museum in May.",
                "Negation Differs was ceded to / was not given to",
            ),
            (
                "“We will not pay for the pier,” said her lawyer, Ann Brandt.",
                "“We will not pay for the pier,” said Ole Rasch.",
                "Attribution Contradicts Ann Brandt / Ole Rasch",
            ),
        ] {
            assert_eq!(told(left, right), [expected], "{left} / {right}");
        }
    }

    #[test]
    fn an_event_held_is_told_from_one_to_come() {
        for (left, right, expected) in [
            (
                "Minister Ann Brandt engaged in a tense meeting with the miners of Trell on the fringes of the fair.",
                "Minister Ann Brandt will meet with the miners of Trell on Thursday on the fringes of the fair.",
                "Certainty Differs engaged in a tense meeting / will meet",
            ),
            (
                "Ann Brandt’s recent meeting with the miners of Trell drew crowds to the town hall.",
                "Ann Brandt is slated to hold a first meeting with the miners of Trell in the town hall.",
                "Certainty Differs recent meeting / slated to hold a first meeting",
            ),
            (
                "The meeting took place in the town hall of Trell on the sidelines of the fair.",
                "The encounter will occur on the sidelines of the fair in the town hall of Trell.",
                "Certainty Differs took place / will occur",
            ),
        ] {
            assert_eq!(told(left, right), [expected], "{left} / {right}");
        }
    }

    #[test]
    fn measures_institutions_and_noun_phrases_are_weighed() {
        for (left, right, expected) in [
            (
                "The new engine gives the boat 355 horsepower at sea.",
                "The new engine gives the boat 335 hp at sea.",
                "Number Contradicts 355 / 335",
            ),
            (
                "The keeper asked Ole Rasch, a chest doctor at the Trell Royal Infirmary, for advice.",
                "The keeper called Ole Rasch, a chest doctor of twenty years at Lire Hospital, for advice.",
                "Name Differs Trell Royal Infirmary / Lire Hospital",
            ),
            (
                "At first his doctor thought Ole Rasch had a lower respiratory tract infection.",
                "At first Ole Rasch was treated for an upper respiratory infection by his doctor.",
                "Antonym Contradicts lower / upper",
            ),
        ] {
            assert_eq!(told(left, right), [expected], "{left} / {right}");
        }
    }

    #[test]
    fn one_fact_told_in_two_ways_is_no_conflict() {
        for (left, right) in [
            (
                "The ministers met on the sidelines of the Organisation of Northern Fishing Nations summit on Monday.",
                "The ministers met on the sidelines of the ONFN summit on Monday.",
            ),
            (
                "The ministers met for talks in Malaysia on Monday.",
                "The ministers met for talks in Kuala Lumpur on Monday.",
            ),
            (
                "The ministers held talks on fish and will hold a meeting on tolls in May.",
                "The ministers will hold a meeting on tolls in May.",
            ),
            (
                "The minister flew to Paris for talks.",
                "The minister flew to France for talks.",
            ),
            (
                "Thirty people were injured and a dozen died.",
                "Some 12 people died and 30 were injured.",
            ),
            (
                "He was jailed for 18 months.",
                "He was jailed for a year and a half.",
            ),
            (
                "The minister refused to resign.",
                "The minister did not resign.",
            ),
            (
                "The minister denied the report.",
                "The minister said the report was not true.",
            ),
            (
                "The storm is not expected to hit land.",
                "The storm is expected to stay at sea.",
            ),
            (
                "Kyiv said 12 drones were shot down.",
                "Ukraine said a dozen drones were shot down.",
            ),
            (
                "John Brown, 33, was held.",
                "John Brown, aged 33, was held.",
            ),
            (
                "Published: 10 May 2020, 5:30 p.m.",
                "Updated on 11 May 2020, 7:15 a.m.",
            ),
            ("4 May 2020, 18:07 (GMT)", "2 May 2020, 15:39 (GMT)"),
        ] {
            assert_eq!(told(left, right), Vec::<String>::new(), "{left} / {right}");
        }
    }

    #[test]
    fn a_difference_is_set_against_no_plain_figure() {
        let (left, right) = (
            "We know that 47 people were hurt; the 41 of the first reports was the count of a coastguard.",
            "Forty-seven of them were hurt, six more than the coastguard had counted in the first hours.",
        );
        assert_eq!(told(left, right), [""; 0]);
        let right = "Forty-seven of them were hurt, seven more than the coastguard had counted in the first hours.";
        assert_eq!(
            told(&left.replace("the 41 of", "six more than"), right),
            ["Number Contradicts six / seven"]
        );
    }

    #[test]
    fn headline_and_text_weigh_the_same_figures_alike() {
        let text = |headline, text| Text {
            headline,
            sentences: vec![Sentence { paragraph: 0, text }],
            ..Text::default()
        };
        let comparison = compare(
            &text(
                "Ferry with more than 300 aboard strikes breakwater at Port Merrin, 41 hurt",
                "Forty-one people were hurt when the ferry struck the breakwater, six of them seriously.",
            ),
            &text(
                "The minute before the stones: 47 hurt as Ansa ferry rams breakwater",
                "Forty-seven people were hurt when the ferry struck the breakwater, six of them seriously.",
            ),
        );
        let weights = |conflicts: &[Conflict]| -> Vec<Weight> {
            conflicts.iter().map(|conflict| conflict.weight).collect()
        };
        assert_eq!(
            weights(&comparison.headline.conflicts),
            [Weight::Contradicts]
        );
        assert_eq!(
            weights(&comparison.rows[0].conflicts),
            [Weight::Contradicts]
        );
    }

    #[test]
    fn swapping_the_sides_swaps_the_conflicts() {
        let (left, right) = (
            "The winner Karin Dahl, 33, did not swim the 25 miles to Ansa across the strait on Monday.",
            "The winner Karin Dahl, 35, did swim the 60 km to Ansa across the strait on Tuesday.",
        );
        let swapped = |conflict: &Conflict| {
            let conflict = conflict.clone();
            (
                conflict.kind,
                conflict.weight,
                conflict.right,
                conflict.left,
            )
        };
        let there = compared(left, right);
        let back = compared(right, left);
        let mut there: Vec<_> = there
            .rows
            .iter()
            .flat_map(|row| row.conflicts.iter().map(swapped))
            .collect();
        let mut back: Vec<_> = back
            .rows
            .iter()
            .flat_map(|row| &row.conflicts)
            .map(|c| (c.kind, c.weight, c.left.clone(), c.right.clone()))
            .collect();
        there.sort_by_key(|found| (found.0, found.2.start));
        back.sort_by_key(|found| (found.0, found.2.start));
        assert_eq!(there, back);
        assert!(there.len() >= 2);
    }
}
