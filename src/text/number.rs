//! Quantities in running text: how much, of what unit, and how exactly.

use std::ops::Range;

#[cfg(test)]
use super::word;
use super::word::Token;

mod agreement;
mod digits;

pub use agreement::Agreement;
pub use digits::small;
use digits::value;

/// How exactly a quantity is given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// `728`
    Exact,
    /// `about 700`, `some 700`
    About,
    /// `more than 700`, `over 700`, `at least 700`
    AtLeast,
    /// `up to 700`, `fewer than 700`, `nearly 700`
    AtMost,
    /// `between 600 and 700`, `600 to 700`: at least the value, at most this.
    UpTo(f64),
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

/// The quantities of a text given as tokens and their folded forms, in order.
///
/// `comma_decimal` says that `1.600` is a thousand and `1,5` one and a half, as in German and Portuguese.
pub fn quantities(
    text: &str,
    tokens: &[Token],
    folded: &[String],
    comma_decimal: bool,
) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match value(tokens, folded, at, comma_decimal) {
            Some((value, step, end)) => {
                let quantity = complete(text, tokens, folded, at, end, value, step);
                at = quantity.end.max(end);
                match found
                    .last_mut()
                    .filter(|low| is_range(folded, low, &quantity))
                {
                    Some(low) => low.reach(&quantity),
                    None => found.push(quantity),
                }
            }
            None => at += 1,
        }
    }
    found
}

/// Whether two quantities are the ends of one range: `40 to 50`, `between 40 and 50`, but not `from 40 to 50`,
/// which is a change.
fn is_range(folded: &[String], low: &Quantity, high: &Quantity) -> bool {
    let before = low
        .token
        .checked_sub(1)
        .map_or("", |index| folded[index].as_str());
    let bare = low.unit == Unit::Count;
    let joined = match (before, folded.get(low.end).map_or("", String::as_str)) {
        ("from", _) => false,
        ("between" | "zwischen" | "entre", "and" | "und" | "e") => bare || low.unit == high.unit,
        // "Rose 3 % to 12 %" is a change; "3 to 12 %" is a range.
        (_, mark) => bare && matches!(mark, "to" | "-" | "bis"),
    };
    let exact = low.bound == Bound::Exact && high.bound == Bound::Exact;
    joined && exact && low.end + 1 == high.token && low.value < high.value
}

impl Quantity {
    /// Makes this quantity the range that ends with `high`.
    fn reach(&mut self, high: &Self) {
        self.bound = Bound::UpTo(high.value);
        self.range.end = high.range.end;
        self.end = high.end;
        self.unit = high.unit.clone();
    }
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
        return (Unit::Measure(measure(glued)), end);
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
        "kg" | "kilograms" | "kilos" => "kilogram",
        "cm" => "centimetre",
        "mm" => "millimetre",
        "mw" => "megawatt",
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
        | ("اكثر", "من")
        | ("no", "fewer") => (Bound::AtLeast, first - 2),
        ("よ", "そ") => (Bound::About, first.saturating_sub(3)),
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
            | "cerca" | "estimated" | "約" | "نحو" | "حوالي",
        ) => (Bound::About, first - 1),
        _ => (Bound::Exact, first),
    }
}

/// The quantities of a text by itself.
#[cfg(test)]
fn quantities_of(text: &str, comma_decimal: bool) -> Vec<Quantity> {
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
}
