//! The value of a number in digits or words, with its scale.

use crate::text::word::{Token, TokenKind};

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
const WORDS: &[(&str, f64)] = &[
    ("zwei", 2.0),
    ("drei", 3.0),
    ("vier", 4.0),
    ("funf", 5.0),
    ("sechs", 6.0),
    ("sieben", 7.0),
    ("acht", 8.0),
    ("neun", 9.0),
    ("zehn", 10.0),
    ("elf", 11.0),
    ("zwolf", 12.0),
    ("dois", 2.0),
    ("duas", 2.0),
    ("tres", 3.0),
    ("quatro", 4.0),
    ("cinco", 5.0),
    ("seis", 6.0),
    ("sete", 7.0),
    ("oito", 8.0),
    ("nove", 9.0),
    ("dez", 10.0),
    ("onze", 11.0),
    ("doze", 12.0),
    ("vinte", 20.0),
    ("trinta", 30.0),
    ("quarenta", 40.0),
    ("cinquenta", 50.0),
    ("cem", 100.0),
    ("zwanzig", 20.0),
    ("dreissig", 30.0),
    ("dozen", 12.0),
    ("double", 2.0),
    ("couple", 2.0),
];

/// Value, step and end token of the number that begins at token `at`.
pub(super) fn value(
    tokens: &[Token],
    folded: &[String],
    at: usize,
    comma_decimal: bool,
) -> Option<(f64, f64, usize)> {
    let (mut value, mut step, mut end) = match tokens[at].kind {
        TokenKind::Number => {
            let (value, step) = digits(&folded[at], comma_decimal)?;
            (value, step, at + 1)
        }
        TokenKind::Word => {
            let (value, end) = spelled(folded, at)?;
            (value, 1.0, end)
        }
        TokenKind::Mark => return None,
    };
    while let Some(scale) = folded.get(end).and_then(|word| scale(word)) {
        (value, step, end) = (value * scale, step * scale, end + 1);
        // "Two hundred and thirty": the rest is added.
        let and = usize::from(folded.get(end).is_some_and(|word| word == "and"));
        let rest = folded
            .get(end + and)
            .and_then(|_| spelled(folded, end + and));
        if let Some((rest, after)) = rest.filter(|(rest, _)| *rest < scale && scale <= 1000.0) {
            (value, step, end) = (value + rest, 1.0, after);
        }
    }
    Some((value, step, end))
}

fn spelled(folded: &[String], at: usize) -> Option<(f64, usize)> {
    let word = folded[at].as_str();
    if word == "one" {
        // "one of", "no one", "one another": seldom a count worth comparing.
        return folded
            .get(at + 1)
            .and_then(|next| scale(next))
            .map(|_| (1.0, at + 1));
    }
    if let Some(value) = SMALL.iter().position(|small| *small == word) {
        return u32::try_from(value)
            .ok()
            .map(|value| (f64::from(value), at + 1));
    }
    let (tens, ones) = word.split_once('-').unwrap_or((word, ""));
    if let Some(tens) = TENS.iter().position(|ten| *ten == tens) {
        let ones = SMALL.iter().position(|small| *small == ones).unwrap_or(0);
        return u32::try_from((tens + 2) * 10 + ones)
            .ok()
            .map(|value| (f64::from(value), at + 1));
    }
    WORDS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, value)| (*value, at + 1))
}

/// The value of an English number word from two to nineteen.
pub fn small(folded: &str) -> Option<usize> {
    SMALL
        .iter()
        .position(|small| *small == folded)
        .filter(|value| *value > 1)
}

fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "dozen" => 12.0,
        "hundred" | "hundert" => 1e2,
        "thousand" | "tausend" | "mil" => 1e3,
        "million" | "millions" | "millionen" | "milhao" | "milhoes" | "mio" => 1e6,
        "billion" | "milliarde" | "milliarden" | "bilhao" | "bilhoes" => 1e9,
        "trillion" => 1e12,
        _ => return None,
    })
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
