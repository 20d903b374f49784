//! What is one to a reader, so that a mark never cuts into it: a date, a quantity, a name, a short quotation.

use std::ops::Range;

use super::common::is_ideograph;
use super::lexicon;
use super::pairing::{Class, Word};
use super::terms::Terms;
use crate::text::date::{self, When};
use crate::text::language;
use crate::text::number::{Bound, Quantity, Unit, quantities};
use crate::text::word::TokenKind;

/// A quotation of more words is read word by word.
const SHORT: usize = 4;

/// So many words that differ before and after a word make it stand alone.
const ALONE: usize = 4;

/// The units of one side of a row, as ranges of its words, ascending by start; they may overlap.
pub(super) fn units(terms: &[Terms<'_>], words: &[Word<'_>]) -> Vec<Range<usize>> {
    let mut units = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let of = &terms[word.sentence];
        let end = at + of.tokens.len();
        units.extend(
            of_sentence(of)
                .into_iter()
                .map(|unit| at + unit.start..at + unit.end),
        );
        units.extend(
            names(&words[at..end])
                .into_iter()
                .map(|unit| at + unit.start..at + unit.end),
        );
        at = end;
    }
    units.retain(|unit| unit.len() > 1);
    units.sort_by_key(|unit| (unit.start, unit.end));
    units
}

/// Dates, quantities and short quotations, as ranges of tokens.
fn of_sentence(of: &Terms<'_>) -> Vec<Range<usize>> {
    let dates = date::mentions(of.text, &of.tokens, &of.folded);
    let mut units: Vec<Range<usize>> = dates.into_iter().map(|mention| mention.tokens).collect();
    let comma = language::comma_decimal(of.language);
    for quantity in quantities(of.text, &of.tokens, &of.folded, comma) {
        units.push(figure(of, &quantity));
    }
    for range in &of.quotations {
        let inside = |at: usize| range.contains(&of.tokens[at].range.start);
        let first = (0..of.tokens.len()).find(|&at| inside(at));
        let count = (0..of.tokens.len()).filter(|&at| inside(at)).count();
        if let Some(first) = first.filter(|_| count <= SHORT) {
            units.push(first..first + count);
        }
    }
    units
}

/// The tokens of a quantity's figure, with its scale and the sign of its currency.
fn figure(of: &Terms<'_>, quantity: &Quantity) -> Range<usize> {
    let touches = |at: usize| of.tokens[at - 1].range.end == of.tokens[at].range.start;
    let mut first = quantity.token;
    let sign = |at: usize| matches!(of.folded[at].as_str(), "$" | "€" | "£" | "¥" | "₹");
    if first > 0 && touches(first) && sign(first - 1) {
        first -= 1;
        // "US$200".
        let nation = first > 0 && touches(first) && of.tokens[first - 1].kind == TokenKind::Word;
        first -= usize::from(nation);
    }
    let shown = |at: &usize| of.tokens[*at].range.end <= quantity.range.end;
    let end = (quantity.token..quantity.end).take_while(shown).last();
    first..end.map_or(quantity.token, |last| last) + 1
}

/// Words without a space between them, as ranges of the words: `soft-shell`, `harbour.example`, `town_council`.
pub(super) fn tight(words: &[Word<'_>]) -> Vec<Range<usize>> {
    let touches = |at: usize| {
        words[at - 1].sentence == words[at].sentence
            && words[at - 1].range.end == words[at].range.start
    };
    let joins = |at: usize| {
        let small = |word: &Word<'_>| !word.capital && word.class != Class::Mark;
        match words[at].text {
            "-" | "\u{2010}" | "\u{2011}" | "_" | "@" => true,
            "." => words.get(at + 1).is_some_and(small),
            _ => false,
        }
    };
    let mut units: Vec<Range<usize>> = Vec::new();
    for at in 2..words.len() {
        let ends =
            [at - 2, at].map(|at| words[at].class != Class::Mark && !is_ideograph(&words[at]));
        if ends != [true, true] || !joins(at - 1) || !touches(at - 1) || !touches(at) {
            continue;
        }
        match units.last_mut().filter(|unit| unit.end == at - 1) {
            Some(unit) => unit.end = at + 1,
            None => units.push(at - 2..at + 1),
        }
    }
    units
}

/// A date or a quantity, as it is meant.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fact {
    /// A time.
    When(When),
    /// A value.
    Value {
        /// The value, in its unit.
        value: f64,
        /// The step of its last digit.
        step: f64,
        /// What it measures.
        unit: Unit,
        /// The unit as the text names it.
        named: String,
    },
}

impl Fact {
    /// Whether both mean one thing in another dress; a year that only one of them names aside.
    pub(super) fn is_one(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::When(When::Day { month, day, year }),
                Self::When(When::Day {
                    month: m,
                    day: d,
                    year: y,
                }),
            ) => (month, day) == (m, d) && (year == y || year.is_none() || y.is_none()),
            (
                Self::Value {
                    value,
                    step,
                    unit,
                    named,
                },
                Self::Value {
                    value: other,
                    step: other_step,
                    unit: other_unit,
                    named: other_named,
                },
            ) => {
                // "60 minutes" is not written as "one hour".
                let named_alike = named == other_named || step.to_bits() == other_step.to_bits();
                value.to_bits() == other.to_bits() && unit == other_unit && named_alike
            }
            _ => self == other,
        }
    }
}

/// The dates and quantities of one side, with the words that state each; of a date with a year, the year apart.
pub(super) fn facts(terms: &[Terms<'_>], words: &[Word<'_>]) -> Vec<(Range<usize>, Fact)> {
    let mut facts = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let of = &terms[word.sentence];
        let mut found: Vec<(Range<usize>, Fact)> = Vec::new();
        for mention in date::mentions(of.text, &of.tokens, &of.folded) {
            found.push((mention.tokens, Fact::When(mention.when)));
        }
        let comma = language::comma_decimal(of.language);
        for quantity in quantities(of.text, &of.tokens, &of.folded, comma) {
            let tokens = figure(of, &quantity).start..quantity.end;
            let dated = |(date, _): &(Range<usize>, Fact)| {
                date.start < tokens.end && tokens.start < date.end
            };
            if !found.iter().any(dated) && !matches!(quantity.bound, Bound::UpTo(_)) {
                found.push((
                    tokens,
                    Fact::Value {
                        value: quantity.value,
                        step: quantity.step,
                        unit: quantity.unit,
                        named: quantity.named,
                    },
                ));
            }
        }
        let place =
            |(tokens, fact): (Range<usize>, Fact)| (at + tokens.start..at + tokens.end, fact);
        facts.extend(found.into_iter().map(place));
        at += of.tokens.len();
    }
    facts
}

/// For each word, whether it is common and stands alone: at most one word that says something, no figure, amid
/// [`ALONE`] words or more before and after it that differ.
pub(super) fn alone(words: &[Word<'_>], common: &[bool]) -> Vec<bool> {
    let mut alone = vec![false; words.len()];
    let said: Vec<usize> = (0..words.len())
        .filter(|&at| words[at].class != Class::Mark)
        .collect();
    let runs: Vec<&[usize]> = said.chunk_by(|&a, &b| common[a] == common[b]).collect();
    for around in runs.windows(3) {
        let run = around[1];
        let telling = run.iter().filter(|&&at| words[at].class == Class::Content);
        let figure = run.iter().any(|&at| words[at].kind == TokenKind::Number);
        let amid = around[0].len().min(around[2].len()) >= ALONE;
        if common[run[0]] && amid && !figure && telling.count() <= 1 {
            for &at in run {
                alone[at] = true;
            }
        }
    }
    alone
}

/// Whether two words are likely one name in two spellings: `Sergey` and `Sergei`.
pub(super) fn is_respelt(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let tails = a[head..].iter().rev().zip(b[head..].iter().rev());
    let tail = tails.take_while(|(a, b)| a == b).count();
    let letters = a.iter().chain(&b).all(|c| c.is_alphabetic());
    letters && head > 1 && head + tail + 1 >= a.len().max(b.len()) && a.len().min(b.len()) > 4
}

/// Names of several words: words with a capital that no title is, in a row. In German every noun has one.
fn names(words: &[Word<'_>]) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    let mut start = None;
    for (at, word) in words.iter().enumerate() {
        let opens = words[..at].iter().all(|before| before.class == Class::Mark);
        let named = word.capital
            && word.class == Class::Content
            && word.language != Some("de")
            && !lexicon::is_title(word.folded)
            && !(opens && lexicon::is_known(word.folded));
        match (named, start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                names.push(first..at);
                start = None;
            }
            _ => {}
        }
    }
    names.extend(start.map(|first| first..words.len()));
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::pairing::Pairing;
    use crate::compare::{Text, terms};
    use crate::text::Sentence;

    #[track_caller]
    fn check(language: &str, sentence: &str, expected: &[&str]) {
        let text = Text {
            sentences: vec![Sentence {
                paragraph: 0,
                text: sentence,
            }],
            language: Some(language),
            ..Text::default()
        };
        let (terms, none) = terms::terms(&text, &Text::default());
        let pairing = Pairing::new(&terms, &[0], &none, &[]);
        let words = &pairing.left;
        let found: Vec<&str> = units(&terms, words)
            .iter()
            .map(|unit| &sentence[words[unit.start].range.start..words[unit.end - 1].range.end])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn dates_quantities_names_and_labels_are_units() {
        check(
            "en",
            "Mirela Tant paid 2.5 million crowns on 3 May 2019.",
            &["Mirela Tant", "2.5 million", "3 May 2019"],
        );
        check(
            "en",
            "The mayor called it “a good day” in Port Alden.",
            &["a good day", "Port Alden"],
        );
    }

    #[test]
    fn a_currency_belongs_to_its_figure() {
        check("en", "They paid $200 million.", &["$200 million"]);
        check("en", "They paid more than US$47bn.", &["US$47bn"]);
        check("en", "It rose 3 % a year.", &["3 %"]);
    }

    #[test]
    fn words_without_a_space_are_one() {
        let text = Text {
            sentences: vec![Sentence {
                paragraph: 0,
                text: "See tickets.example.org, a soft-shell-crab site – run_by Tant. No - yes.",
            }],
            ..Text::default()
        };
        let (terms, none) = terms::terms(&text, &Text::default());
        let pairing = Pairing::new(&terms, &[0], &none, &[]);
        let words = &pairing.left;
        let of =
            |unit: Range<usize>| -> String { words[unit].iter().map(|word| word.text).collect() };
        let found: Vec<String> = tight(words).into_iter().map(of).collect();
        assert_eq!(found, ["tickets.example.org", "soft-shell-crab", "run_by"]);
    }

    #[test]
    fn titles_and_german_nouns_make_no_names() {
        check("en", "Minister Tant left Alden.", &[]);
        check("de", "Der Hafen Alden Nord ist zu.", &[]);
    }
}
