//! Long figures that either text gives once: what a campaign cost, how many points somebody has. Two sentences that
//! give the same one hardly do so by chance, whatever else they say.

use std::collections::{HashMap, HashSet};

use super::terms::Terms;
use crate::text::word::TokenKind;

/// Figures of fewer digits stand in too many places.
const DIGITS: usize = 3;

/// The pairs of sentences, left and right, that give a figure which no other sentence of either text gives.
pub(super) fn alike(left: &[Terms<'_>], right: &[Terms<'_>]) -> HashSet<(usize, usize)> {
    let (left, right) = (lone(left), lone(right));
    let both = left
        .into_iter()
        .filter_map(|(figure, row)| Some((row, *right.get(&figure)?)));
    both.collect()
}

/// The figures that one sentence alone gives, and which.
fn lone(text: &[Terms<'_>]) -> HashMap<String, usize> {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, terms) in text.iter().enumerate() {
        for figure in figures(terms) {
            let places = places.entry(figure).or_default();
            if places.last() != Some(&index) {
                places.push(index);
            }
        }
    }
    let alone = places.into_iter().filter(|(_, places)| places.len() == 1);
    alone.map(|(figure, places)| (figure, places[0])).collect()
}

/// The long figures of a sentence without their separators; years are none.
fn figures<'t>(terms: &'t Terms<'_>) -> impl Iterator<Item = String> + 't {
    let tokens = terms.tokens.iter().zip(&terms.folded);
    let numbers = tokens.filter(|(token, _)| token.kind == TokenKind::Number);
    numbers
        .filter(|(_, written)| !is_year(written))
        .map(|(_, written)| written.chars().filter(char::is_ascii_digit).collect())
        .filter(|digits: &String| digits.len() >= DIGITS)
}

fn is_year(written: &str) -> bool {
    written.len() == 4 && (written.starts_with("19") || written.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Text;
    use crate::compare::terms::terms;
    use crate::text::Sentence;

    fn text<'a>(sentences: &[&'a str]) -> Text<'a> {
        let sentence = |&text| Sentence { paragraph: 0, text };
        Text {
            sentences: sentences.iter().map(sentence).collect(),
            ..Text::default()
        }
    }

    #[track_caller]
    fn check(left: &[&str], right: &[&str], expected: &[(usize, usize)]) {
        let (left, right) = (text(left), text(right));
        let (left, right) = terms(&left, &right);
        let mut found: Vec<_> = alike(&left, &right).into_iter().collect();
        found.sort_unstable();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_long_figure_given_once_on_either_side_pairs_its_sentences() {
        check(
            &["It rained.", "The new bridge cost 449,000 crowns."],
            &[
                "Nearly 449 000 crowns were spent.",
                "Bills came to 449,000.",
            ],
            &[(1, 1)],
        );
        check(&["A bill of 4,500."], &["Some 4.500 were paid."], &[(0, 0)]);
    }

    #[test]
    fn years_short_figures_and_repeated_ones_pair_nothing() {
        check(&["In 1997 it fell."], &["Since 1997 he sings."], &[]);
        check(&["It took 45 days."], &["He is 45."], &[]);
        check(&["Flight 370 fell.", "Flight 370."], &["Flight 370."], &[]);
    }
}
