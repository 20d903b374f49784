//! Quantities in running text: how much, of what unit, and how exactly.

use std::ops::Range;

use super::word::{self, Token, TokenKind};

/// How exactly a quantity is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// `728`
    Exact,
    /// `about 700`, `some 700`
    About,
    /// `more than 700`, `over 700`, `at least 700`
    AtLeast,
    /// `up to 700`, `fewer than 700`, `nearly 700`
    AtMost,
}

/// What is counted or measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// Things, or nothing that is said here.
    Count,
    /// Per cent.
    Percent,
    /// Money, by its folded sign or name.
    Money(String),
    /// A measure such as `km` or `degree`, by its folded name.
    Measure(String),
}

/// One quantity.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Where it stands, in bytes, with its qualifier and its unit's sign.
    pub range: Range<usize>,
    /// Index of its first digit or number-word token.
    pub token: usize,
    /// Index after its last token, unit included.
    pub end: usize,
    /// Its value, scale applied.
    pub value: f64,
    /// The step of its last digit: `1.2 million` has a step of 100,000.
    pub step: f64,
    /// How exactly it is given.
    pub bound: Bound,
    /// What is counted or measured.
    pub unit: Unit,
}

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

/// The quantities of a text given as tokens and their folded forms, in order.
///
/// `comma_decimal` says that `1.600` is a thousand and `1,5` one and a half, as in German and Portuguese.
pub fn quantities(
    text: &str,
    tokens: &[Token],
    folded: &[String],
    comma_decimal: bool,
) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match value(tokens, folded, at, comma_decimal) {
            Some((value, step, end)) => {
                let quantity = complete(text, tokens, folded, at, end, value, step);
                at = quantity.end.max(end);
                found.push(quantity);
            }
            None => at += 1,
        }
    }
    found
}

/// Value, step and end token of the number that begins at token `at`.
fn value(
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
    if let Some(tens) = TENS.iter().position(|ten| *ten == word) {
        let tens = f64::from(u32::try_from(tens + 2).unwrap_or(2) * 10);
        let hyphen = folded.get(at + 1).is_some_and(|mark| mark == "-");
        let ones = folded
            .get(at + 2)
            .filter(|_| hyphen)
            .and_then(|word| SMALL[1..10].iter().position(|small| small == word));
        return Some(
            ones.and_then(|ones| u32::try_from(ones + 1).ok())
                .map_or((tens, at + 1), |ones| (tens + f64::from(ones), at + 3)),
        );
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

/// Adds the qualifier before a number and the unit around it.
fn complete(
    text: &str,
    tokens: &[Token],
    folded: &[String],
    at: usize,
    end: usize,
    value: f64,
    step: f64,
) -> Quantity {
    let before = |back: usize| {
        at.checked_sub(back)
            .map_or("", |index| folded[index].as_str())
    };
    let money_before = at
        .checked_sub(1)
        .filter(|index| is_currency_sign(&folded[*index]));
    let (unit, after) = unit(
        folded,
        end,
        money_before.map(|index| folded[index].as_str()),
        glued(&folded[at]),
    );
    let first = money_before.unwrap_or(at);
    let first = if money_before.is_some() && matches!(before(2), "us" | "a" | "c") {
        first - 1
    } else {
        first
    };
    let (bound, qualifier) = bound(folded, first);
    // The unit word itself is not part of the words that differ, its sign is.
    let shown = if after > end && matches!(folded[end].as_str(), "%") {
        after
    } else {
        end
    };
    let start = tokens[qualifier].range.start;
    let stop = tokens[shown - 1].range.end.min(text.len());
    Quantity {
        range: start..stop,
        token: at,
        end: after,
        value,
        step,
        bound,
        unit,
    }
}

fn glued(token: &str) -> &str {
    let start = token
        .find(|c: char| c.is_alphabetic())
        .unwrap_or(token.len());
    &token[start..]
}

fn is_currency_sign(word: &str) -> bool {
    matches!(word, "$" | "€" | "£" | "¥" | "₹" | "₽")
}

fn unit(folded: &[String], end: usize, sign: Option<&str>, glued: &str) -> (Unit, usize) {
    if let Some(sign) = sign {
        return (Unit::Money(sign.to_owned()), end);
    }
    if matches!(glued, "km" | "kg" | "g" | "cm" | "mm" | "mw" | "gw" | "kwh") {
        return (Unit::Measure(glued.to_owned()), end);
    }
    let word = |index: usize| folded.get(index).map_or("", String::as_str);
    match word(end) {
        "%" | "percent" | "pct" | "prozent" | "percentage" => (Unit::Percent, end + 1),
        "per" if word(end + 1) == "cent" => (Unit::Percent, end + 2),
        "por" if word(end + 1) == "cento" => (Unit::Percent, end + 2),
        sign if is_currency_sign(sign) => (Unit::Money(sign.to_owned()), end + 1),
        "dollar" | "dollars" => (Unit::Money("$".to_owned()), end + 1),
        "euro" | "euros" => (Unit::Money("€".to_owned()), end + 1),
        "pounds" | "pound" => (Unit::Money("£".to_owned()), end + 1),
        "yen" => (Unit::Money("¥".to_owned()), end + 1),
        name if MEASURES.contains(&name) => (Unit::Measure(measure(name)), end + 1),
        _ => (Unit::Count, end),
    }
}

const MEASURES: &[&str] = &[
    "km",
    "kilometre",
    "kilometres",
    "kilometer",
    "kilometers",
    "mile",
    "miles",
    "metre",
    "metres",
    "meter",
    "meters",
    "cm",
    "centimetres",
    "mm",
    "feet",
    "foot",
    "inches",
    "kg",
    "kilograms",
    "tonnes",
    "tons",
    "tonne",
    "degrees",
    "degree",
    "litres",
    "liters",
    "acres",
    "hectares",
    "years",
    "year",
    "months",
    "month",
    "weeks",
    "week",
    "days",
    "day",
    "hours",
    "hour",
    "minutes",
    "minute",
    "seconds",
    "mph",
    "megawatts",
    "mw",
    "gw",
    "kwh",
];

fn measure(name: &str) -> String {
    let name = match name {
        "foot" => "feet",
        "km" => "kilometre",
        other => other,
    };
    name.trim_end_matches('s')
        .replace("meter", "metre")
        .replace("liter", "litre")
}

/// The bound that the words before token `first` set, and the first token of those words.
fn bound(folded: &[String], first: usize) -> (Bound, usize) {
    let word = |back: usize| {
        first
            .checked_sub(back)
            .map_or("", |index| folded[index].as_str())
    };
    match (word(2), word(1)) {
        ("more" | "greater" | "higher", "than")
        | ("at", "least")
        | ("mehr", "als")
        | ("mais", "de")
        | ("no", "fewer") => (Bound::AtLeast, first - 2),
        ("fewer" | "less" | "lower", "than")
        | ("up", "to")
        | ("at", "most")
        | ("weniger", "als")
        | ("menos", "de") => (Bound::AtMost, first - 2),
        (_, "over" | "above" | "exceeding" | "uber" | "mindestens") => (Bound::AtLeast, first - 1),
        (_, "under" | "below" | "nearly" | "almost" | "fast" | "quase") => {
            (Bound::AtMost, first - 1)
        }
        (
            _,
            "about" | "around" | "some" | "roughly" | "approximately" | "circa" | "rund" | "etwa"
            | "cerca" | "estimated",
        ) => (Bound::About, first - 1),
        _ => (Bound::Exact, first),
    }
}

/// What two quantities of one slot say of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// The same, rounding and wording apart.
    Same,
    /// Not the same, and both can be true.
    Compatible,
    /// Both cannot be true of one thing.
    Contrary,
    /// Of different units: nothing can be said.
    Unlike,
}

impl Quantity {
    /// Weighs this quantity against another of the same slot.
    pub fn agrees(&self, other: &Self) -> Agreement {
        if self.unit != other.unit && !(self.is_money() && other.is_money()) {
            return Agreement::Unlike;
        }
        let (a, b) = (self.value, other.value);
        let equal = (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
        let same_bound =
            self.bound == other.bound || self.bound == Bound::About || other.bound == Bound::About;
        if equal {
            return if same_bound {
                Agreement::Same
            } else {
                Agreement::Compatible
            };
        }
        if self.rounds_to(other) || other.rounds_to(self) {
            return Agreement::Same;
        }
        let near = (a - b).abs() <= 0.2 * a.abs().max(b.abs());
        if near && (self.admits(b) || other.admits(a)) {
            Agreement::Compatible
        } else {
            Agreement::Contrary
        }
    }

    fn is_money(&self) -> bool {
        matches!(self.unit, Unit::Money(_))
    }

    /// Whether `other` is this quantity given more coarsely: `1.2 million` for `1,234,567`.
    fn rounds_to(&self, other: &Self) -> bool {
        other.step >= 10.0 * self.step
            && (self.value - other.value).abs() <= other.step / 2.0
            && other.value >= 1000.0
    }

    /// Whether the exact value `value` can be what this quantity means.
    fn admits(&self, value: f64) -> bool {
        match self.bound {
            Bound::Exact => false,
            Bound::About => (self.value - value).abs() <= 0.15 * self.value.abs(),
            Bound::AtLeast => value >= self.value,
            Bound::AtMost => value <= self.value,
        }
    }
}

/// The quantities of a text by itself.
pub fn quantities_of(text: &str, comma_decimal: bool) -> Vec<Quantity> {
    let tokens = word::tokens(text);
    let folded: Vec<String> = tokens
        .iter()
        .map(|token| word::fold(&text[token.range.clone()]))
        .collect();
    quantities(text, &tokens, &folded, comma_decimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, f64)]) {
        let found = quantities_of(text, false);
        let found: Vec<(&str, f64)> = found
            .iter()
            .map(|q| (&text[q.range.clone()], q.value))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn digits_words_scales_and_qualifiers_are_read() {
        check("with more than 700 drones", &[("more than 700", 700.0)]);
        check(
            "cost $1.2 million, or 3bn yen",
            &[("$1.2 million", 1.2e6), ("3bn", 3e9)],
        );
        check("eight of the ten members", &[("eight", 8.0), ("ten", 10.0)]);
        check(
            "twenty-three people and 4,000 sheep",
            &[("twenty-three", 23.0), ("4,000", 4000.0)],
        );
        check("rose 3.9% to 12 per cent", &[("3.9%", 3.9), ("12", 12.0)]);
        check("at 10:30 on the 3rd, one of them", &[]);
    }

    #[test]
    fn a_comma_is_a_point_where_the_language_says_so() {
        let value = |text: &str| quantities_of(text, true)[0].value;
        assert_eq!((value("1.600 Leute"), value("1,5 Prozent")), (1600.0, 1.5));
    }

    #[test]
    fn quantities_agree_by_value_bound_and_rounding() {
        for (a, b, expected) in [
            ("more than 700", "over 700", Agreement::Same),
            ("more than 700", "728", Agreement::Compatible),
            ("more than 700", "650", Agreement::Contrary),
            ("700", "900", Agreement::Contrary),
            ("about 700", "728", Agreement::Compatible),
            ("4.1 million", "4,100,000", Agreement::Same),
            ("1.2 million", "1,234,567", Agreement::Same),
            ("3 per cent", "3 km", Agreement::Unlike),
            ("41", "47", Agreement::Contrary),
            ("ten", "10", Agreement::Same),
        ] {
            assert_eq!(
                quantities_of(a, false)[0].agrees(&quantities_of(b, false)[0]),
                expected,
                "{a} / {b}"
            );
        }
    }
}
