//! Quantities in running text: how much, of what unit, and how exactly.

use std::ops::Range;

use super::word::{self, Token};

mod agreement;
mod digits;
mod spelled;
mod unit;

pub use agreement::Agreement;
use digits::{Number, value};
pub use spelled::small;

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
    /// A measure such as `metre` or `degree`, by the folded name of what it is converted to; `age` for ages.
    Measure(String),
    /// A place in a row: `third`, `87th`.
    Ordinal,
    /// A score: `2-1`; its value is a thousand times the greater figure, and the smaller.
    Score,
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
    /// Its value, scale applied, converted to its unit.
    pub value: f64,
    /// The step of its last digit: `1.2 million` has a step of 100,000.
    pub step: f64,
    /// How exactly it is given.
    pub bound: Bound,
    /// What is counted or measured.
    pub unit: Unit,
    /// The unit as the text names it, folded, where it is a measure.
    pub named: String,
}

/// The one quantity of a few words; none where there is none, or several.
pub fn only(words: &str) -> Option<Quantity> {
    let tokens = word::tokens(words);
    let folded: Vec<String> = tokens
        .iter()
        .map(|token| word::fold(&words[token.range.clone()]))
        .collect();
    let mut quantities = quantities(words, &tokens, &folded, false).into_iter();
    quantities.next().filter(|_| quantities.next().is_none())
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
        if let Some(score) = score(tokens, folded, at) {
            at = score.end;
            found.push(score);
            continue;
        }
        match value(tokens, folded, at, comma_decimal) {
            Some(number) => {
                let quantity = complete(text, tokens, folded, at, &number);
                at = quantity.end.max(number.end);
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
        self.named.clone_from(&high.named);
    }
}

/// A score that begins at token `at`: two small figures joined by a hyphen, where they do not rise as a range
/// does, or the words around speak of a match.
fn score(tokens: &[Token], folded: &[String], at: usize) -> Option<Quantity> {
    const WORDS: &str = "win won wins victory victorious beat beats defeat defeated lead led loss lost losing draw drew \
        score scored final winning record up down sieg gewann gewannen vitoria venceu derrota";
    let touching = |index: usize| {
        tokens[index].range.end == tokens.get(index + 1).map_or(0, |next| next.range.start)
    };
    let figure = |index: usize| -> Option<u32> {
        let word = folded.get(index).filter(|word| word.len() <= 3)?;
        word.parse().ok()
    };
    let (a, b) = (figure(at)?, figure(at + 2)?);
    let hyphen = matches!(folded[at + 1].as_str(), "-" | "–") && touching(at) && touching(at + 1);
    let chain = folded.get(at + 3).is_some_and(|next| next == "-");
    let near = at.saturating_sub(3)..(at + 6).min(folded.len());
    let told = near
        .into_iter()
        .any(|index| WORDS.split_whitespace().any(|word| word == folded[index]));
    (hyphen && !chain && (told || a >= b)).then(|| Quantity {
        range: tokens[at].range.start..tokens[at + 2].range.end,
        token: at,
        end: at + 3,
        value: f64::from(a.max(b)) * 1e3 + f64::from(a.min(b)),
        step: 1.0,
        bound: Bound::Exact,
        unit: Unit::Score,
        named: String::new(),
    })
}

/// Adds the qualifier before a number and the unit around it.
fn complete(
    text: &str,
    tokens: &[Token],
    folded: &[String],
    at: usize,
    number: &Number,
) -> Quantity {
    let end = number.end;
    let sign = at
        .checked_sub(1)
        .filter(|index| unit::is_currency_sign(&folded[*index]));
    let first = sign.map_or(at, |sign| {
        let nation = sign.checked_sub(1).map(|index| folded[index].as_str());
        let nation = nation
            .is_some_and(|nation| matches!(nation, "us" | "a" | "c" | "au" | "nz" | "hk" | "r"));
        sign - usize::from(nation)
    });
    let found = if number.ordinal {
        unit::Found::plain(Unit::Ordinal, end)
    } else if number.share {
        unit::Found::plain(Unit::Percent, end)
    } else {
        unit::Found::new(text, tokens, folded, at, end)
    };
    let (mut bound, qualifier) = bound(folded, first);
    if number.share && bound == Bound::Exact {
        bound = Bound::About;
    }
    bound = number.most.map_or(bound, Bound::UpTo);
    let (bound, last) = bound_after(folded, found.end, bound);
    // The unit word itself is not part of the words that differ, its sign is.
    let shown = if last > found.end || found.end > end && folded[end] == "%" {
        last
    } else {
        end
    };
    let start = tokens[qualifier].range.start;
    let stop = tokens[shown - 1].range.end.min(text.len());
    Quantity {
        range: start..stop,
        token: at,
        end: last,
        value: number.value * found.factor,
        step: number.step * found.factor,
        bound,
        unit: found.unit,
        named: found.named,
    }
}

/// The bound that the words before token `first` set, and the first token of those words.
fn bound(folded: &[String], first: usize) -> (Bound, usize) {
    let word = |back: usize| {
        first
            .checked_sub(back)
            .map_or("", |index| folded[index].as_str())
    };
    let turned = matches!(word(3), "no" | "not");
    match (word(2), word(1)) {
        ("more" | "greater" | "higher", "than") if turned => (Bound::AtMost, first - 3),
        ("fewer" | "less" | "lower", "than") if turned => (Bound::AtLeast, first - 3),
        ("more" | "greater" | "higher", "than")
        | ("at", "least")
        | ("mehr", "als")
        | ("mais", "de")
        | ("اكثر", "من") => (Bound::AtLeast, first - 2),
        ("よ", "そ") => (Bound::About, first.saturating_sub(3)),
        ("fewer" | "less" | "lower", "than")
        | ("up" | "close", "to")
        | ("at", "most")
        | ("many" | "much", "as")
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

/// The bound that the words from token `end` on set (`or more`, `-plus`), and the token after them.
fn bound_after(folded: &[String], end: usize, bound: Bound) -> (Bound, usize) {
    let word = |on: usize| folded.get(end + on).map_or("", String::as_str);
    match (word(0), word(1)) {
        ("or", "more") | ("-", "plus") => (Bound::AtLeast, end + 2),
        ("+", _) => (Bound::AtLeast, end + 1),
        ("or", "less" | "fewer") => (Bound::AtMost, end + 2),
        _ => (bound, end),
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
        check("at 10:30, one of them", &[]);
        check(
            "half a million of a dozen",
            &[("half a million", 5e5), ("a dozen", 12.0)],
        );
        check(
            "two-thirds of them, a third of us",
            &[("two-thirds", 200.0 / 3.0), ("a third", 100.0 / 3.0)],
        );
        check(
            "his 87th and her eighty-seventh",
            &[("87th", 87.0), ("eighty-seventh", 87.0)],
        );
        check(
            "killed one man and no more than 30 sheep",
            &[("one", 1.0), ("no more than 30", 30.0)],
        );
        check(
            "won 2-1, 65-53; 700 or more",
            &[("2-1", 2001.0), ("65-53", 65053.0), ("700 or more", 700.0)],
        );
        check("on November 10,2011, 1,00,000 rupees", &[("1,00,000", 1e5)]);
        check(
            "quarenta e nove votos, cento e vinte",
            &[("quarenta e nove", 49.0), ("cento e vinte", 120.0)],
        );
    }

    #[test]
    fn a_comma_is_a_point_where_the_language_says_so() {
        let value = |text: &str| quantities_of(text, true)[0].value;
        assert_eq!((value("1.600 Leute"), value("1,5 Prozent")), (1600.0, 1.5));
    }
}
