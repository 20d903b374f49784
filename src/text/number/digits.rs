//! The value of a number in digits or words, with its scale.

use super::spelled::{in_words, scale, spelled};
use crate::text::word::{Token, TokenKind};

/// A number as it is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    pub(super) value: f64,
    /// The step of its last digit.
    pub(super) step: f64,
    /// Index after its last token.
    pub(super) end: usize,
    /// Whether it is a share of a whole, in per cent: `a third`.
    pub(super) share: bool,
    /// Whether it is a place in a row: `third`.
    pub(super) ordinal: bool,
    /// The most that a vague number can mean: `dozens`, `hundreds`.
    pub(super) most: Option<f64>,
}

impl Number {
    pub(super) fn new(value: f64, end: usize) -> Self {
        Self {
            value,
            step: 1.0,
            end,
            share: false,
            ordinal: false,
            most: None,
        }
    }
}

/// The number that begins at token `at`.
pub(super) fn value(
    tokens: &[Token],
    folded: &[String],
    at: usize,
    comma_decimal: bool,
) -> Option<Number> {
    if tokens[at].kind == TokenKind::Mark {
        return None;
    }
    if let Some(found) = in_words(folded, at) {
        return Some(found);
    }
    let mut number = if tokens[at].kind == TokenKind::Number {
        let (value, step) = digits(&folded[at], comma_decimal)?;
        Number {
            step,
            ..Number::new(value, at + 1)
        }
    } else {
        let (value, end) = spelled(folded, at)?;
        Number::new(value, end)
    };
    // "$3-million".
    let hyphen = |end: usize| usize::from(folded.get(end).is_some_and(|word| word == "-"));
    while let Some((skip, scale)) = [0, hyphen(number.end)]
        .into_iter()
        .find_map(|skip| Some((skip, scale(folded.get(number.end + skip)?)?)))
    {
        number.value *= scale;
        number.step *= scale;
        number.end += skip + 1;
        // "Two hundred and thirty": the rest is added.
        let end = number.end;
        let and = usize::from(folded.get(end).is_some_and(|word| word == "and"));
        let rest = folded
            .get(end + and)
            .and_then(|_| spelled(folded, end + and));
        if let Some((rest, after)) = rest.filter(|(rest, _)| *rest < scale && scale <= 1000.0) {
            number = Number::new(number.value + rest, after);
        }
    }
    Some(number)
}

/// Value and step of a run of digits with separators and a scale letter.
fn digits(token: &str, comma_decimal: bool) -> Option<(f64, f64)> {
    let end = token
        .find(|c: char| c.is_alphabetic())
        .unwrap_or(token.len());
    let (number, suffix) = token.split_at(end);
    if number.contains(':') {
        return None; // a time of day or a score
    }
    let scale = match suffix {
        "m" | "mn" => 1e6,
        "bn" => 1e9,
        "tn" => 1e12,
        "k" => 1e3,
        _ => 1.0,
    };
    let number: String = number.chars().filter(|c| !c.is_whitespace()).collect();
    let (thousands, decimal) = if comma_decimal {
        ('.', ',')
    } else {
        (',', '.')
    };
    let (whole, fraction) = match number.rsplit_once(decimal) {
        Some((_, fraction))
            if fraction.len() == 3 && !number.contains(thousands) && comma_decimal =>
        {
            (number.as_str(), "")
        }
        Some((whole, fraction)) => (whole, fraction),
        None => (number.as_str(), ""),
    };
    if !is_grouped(whole, thousands) {
        return None;
    }
    let plain: String = whole.chars().filter(char::is_ascii_digit).collect();
    let value: f64 = format!("{plain}.{fraction}0").parse().ok()?;
    let decimals = i32::try_from(fraction.len()).unwrap_or(0);
    let zeros = plain.chars().rev().take_while(|c| *c == '0').count();
    let zeros = if decimals == 0 && plain.len() > 3 {
        i32::try_from(zeros).unwrap_or(0)
    } else {
        0
    };
    Some((value * scale, 10f64.powi(zeros - decimals) * scale))
}

/// Whether the separators of a whole number part thousands, or as in India hundreds above the last thousand:
/// `10,2011` is a day and a year.
fn is_grouped(whole: &str, separator: char) -> bool {
    let groups: Vec<&str> = whole.split(separator).collect();
    let (first, rest) = (groups[0], &groups[1..]);
    let inner = rest
        .iter()
        .rev()
        .skip(1)
        .all(|group| matches!(group.len(), 2 | 3));
    rest.is_empty() || first.len() <= 3 && inner && rest.last().is_some_and(|last| last.len() == 3)
}
