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
    ("treze", 13.0),
    ("catorze", 14.0),
    ("quatorze", 14.0),
    ("quinze", 15.0),
    ("dezesseis", 16.0),
    ("dezessete", 17.0),
    ("dezoito", 18.0),
    ("dezenove", 19.0),
    ("sessenta", 60.0),
    ("setenta", 70.0),
    ("oitenta", 80.0),
    ("noventa", 90.0),
    ("cem", 100.0),
    ("cento", 100.0),
    ("duzentos", 200.0),
    ("duzentas", 200.0),
    ("trezentos", 300.0),
    ("quatrocentos", 400.0),
    ("quinhentos", 500.0),
    ("zwanzig", 20.0),
    ("dreissig", 30.0),
    ("dozen", 12.0),
    ("couple", 2.0),
];

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
    fn new(value: f64, end: usize) -> Self {
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
    if let Some(found) = share(folded, at)
        .or_else(|| vague(folded, at))
        .or_else(|| of_scale(folded, at))
        .or_else(|| ordinal(folded, at))
    {
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

fn word(folded: &[String], at: usize) -> &str {
    folded.get(at).map_or("", String::as_str)
}

/// A share of a whole: `half of`, `a third of`, `two-thirds`, `three quarters`.
fn share(folded: &[String], at: usize) -> Option<Number> {
    let word = |on: usize| word(folded, at + on);
    let before = at
        .checked_sub(1)
        .map_or("", |before| folded[before].as_str());
    let percent = |parts: f64, of: f64, end: usize| {
        Some(Number {
            share: true,
            ..Number::new(parts * 100.0 / of, at + end)
        })
    };
    let whole = matches!(
        word(1),
        "of" | "the" | "its" | "their" | "his" | "her" | "our"
    );
    if word(0) == "half"
        && whole
        && !matches!(
            before,
            "first" | "second" | "other" | "in" | "and" | "final" | "latter"
        )
    {
        return percent(1.0, 2.0, 1);
    }
    let hyphen = usize::from(word(1) == "-");
    let part = PARTS.iter().find(|(one, many, _)| {
        let of = word(2 + hyphen) == "of";
        *one == word(1 + hyphen) && of && matches!(word(0), "a" | "one")
            || *many == word(1 + hyphen)
    })?;
    let parts = match word(0) {
        "a" | "one" => 1.0,
        "two" => 2.0,
        "three" => 3.0,
        "four" => 4.0,
        _ => return None,
    };
    // "Three quarters" may be nine months.
    let sure = word(0) == "a" || word(0) == "one" || hyphen == 1 || word(2) == "of";
    if sure && parts < part.2 {
        percent(parts, part.2, 2 + hyphen)
    } else {
        None
    }
}

const PARTS: &[(&str, &str, f64)] = &[
    ("third", "thirds", 3.0),
    ("quarter", "quarters", 4.0),
    ("fifth", "fifths", 5.0),
    ("tenth", "tenths", 10.0),
];

/// `Dozens of`, `hundreds`, `tens of thousands`.
fn vague(folded: &[String], at: usize) -> Option<Number> {
    const MANY: &[(&str, f64, f64)] = &[
        ("dozens dutzende dezenas", 24.0, 150.0),
        ("hundreds hunderte centenas", 100.0, 2e3),
        ("thousands tausende milhares", 1e3, 2e4),
        ("millions millionen", 1e6, 2e7),
    ];
    let many = |word: &str| {
        MANY.iter()
            .find(|(names, _, _)| names.split(' ').any(|name| name == word))
    };
    let vague = |least: f64, most: f64, end: usize| {
        Some(Number {
            most: Some(most),
            ..Number::new(least, end)
        })
    };
    let times = match (word(folded, at), word(folded, at + 1)) {
        ("tens", "of") => 10.0,
        ("hundreds", "of") => 100.0,
        _ => 1.0,
    };
    let (_, least, most) = many(word(folded, at + 2))
        .filter(|_| times > 1.0)
        .or_else(|| many(word(folded, at)).filter(|_| word(folded, at) != "tens"))?;
    let joined = times > 1.0 && many(word(folded, at + 2)).is_some();
    let (times, end) = if joined {
        (times, at + 3)
    } else {
        (1.0, at + 1)
    };
    vague(least * times, most * times, end)
}

/// `A million`, `half a million`, `half a dozen`.
fn of_scale(folded: &[String], at: usize) -> Option<Number> {
    let (times, skip) = match (word(folded, at), word(folded, at + 1)) {
        ("half", "a" | "an") => (0.5, 2),
        ("a" | "an", _) => (1.0, 1),
        _ => return None,
    };
    let scale = scale(word(folded, at + skip))?;
    Some(Number {
        step: scale / 10.0,
        ..Number::new(times * scale, at + skip + 1)
    })
}

/// A place in a row: `87th`, `third`, `eighty-seventh`.
fn ordinal(folded: &[String], at: usize) -> Option<Number> {
    let ordinal = |value: f64, end: usize| {
        Some(Number {
            ordinal: true,
            ..Number::new(value, end)
        })
    };
    let first = word(folded, at);
    let digits = first.trim_end_matches(|c: char| c.is_alphabetic());
    if let (Ok(value), "st" | "nd" | "rd" | "th") = (digits.parse::<u32>(), &first[digits.len()..])
    {
        return ordinal(f64::from(value), at + 1);
    }
    let place = |word: &str| ORDINALS.iter().position(|known| *known == word);
    if let Some(value) = place(first) {
        return ordinal(f64::from(u32::try_from(value).ok()? + 1), at + 1);
    }
    let tens = TENS.iter().position(|ten| *ten == first)?;
    let ones =
        place(word(folded, at + 2)).filter(|ones| word(folded, at + 1) == "-" && *ones < 9)?;
    ordinal(
        f64::from(u32::try_from((tens + 2) * 10 + ones + 1).ok()?),
        at + 3,
    )
}

const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// What "one" counts in earnest: "one of", "no one", "one day" seldom do.
const COUNTED: &str = "man woman person child boy girl soldier officer other passenger student suspect victim worker \
    civilian pilot driver goal point case death year month week hour minute percent vote seat game million";

fn spelled(folded: &[String], at: usize) -> Option<(f64, usize)> {
    let first = folded[at].as_str();
    if first == "one" {
        let next = word(folded, at + 1);
        let before = at
            .checked_sub(1)
            .map_or("", |before| folded[before].as_str());
        let counts = scale(next).is_some()
            || COUNTED.split_whitespace().any(|noun| noun == next)
            || matches!(before, "least" | "only" | "just") && next != "of";
        return counts.then_some((1.0, at + 1));
    }
    if let Some(value) = SMALL.iter().position(|small| *small == first) {
        return u32::try_from(value)
            .ok()
            .map(|value| (f64::from(value), at + 1));
    }
    let (tens, ones) = first.split_once('-').unwrap_or((first, ""));
    if let Some(tens) = TENS.iter().position(|ten| *ten == tens) {
        let ones = SMALL.iter().position(|small| *small == ones).unwrap_or(0);
        return u32::try_from((tens + 2) * 10 + ones)
            .ok()
            .map(|value| (f64::from(value), at + 1));
    }
    let listed = |word: &str| {
        WORDS
            .iter()
            .find(|(name, _)| *name == word)
            .map(|(_, value)| *value)
    };
    let mut value = listed(first)?;
    let mut end = at + 1;
    // Portuguese: "cento e quarenta e nove".
    while value >= 20.0 && word(folded, end) == "e" {
        let below = if value % 100.0 == 0.0 { 100.0 } else { 10.0 };
        let next = word(folded, end + 1);
        let ones = if matches!(next, "um" | "uma") {
            Some(1.0)
        } else {
            listed(next)
        };
        let Some(rest) = ones.filter(|rest| *rest < below && value % 10.0 == 0.0) else {
            break;
        };
        value += rest;
        end += 2;
    }
    Some((value, end))
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
        "lakh" => 1e5,
        "million" | "millions" | "mln" | "mn" | "millionen" | "milhao" | "milhoes" | "mio" => 1e6,
        "crore" => 1e7,
        "billion" | "billions" | "bln" | "bn" | "milliarde" | "milliarden" | "mrd" | "bilhao"
        | "bilhoes" => 1e9,
        "trillion" | "trillions" | "trilhao" | "trilhoes" => 1e12,
        _ => return None,
    })
}

/// Number and step of a run of digits with separators and a scale letter.
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
