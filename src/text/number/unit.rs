//! The unit of a quantity: what its figure counts, and how it converts.

use super::Unit;
use crate::text::word::Token;

/// The unit of a number, and where its words end.
pub(super) struct Found {
    pub(super) unit: Unit,
    /// The unit as the text names it.
    pub(super) named: String,
    /// What the figure is multiplied with to be in `unit`.
    pub(super) factor: f64,
    /// Index after the unit's last token.
    pub(super) end: usize,
}

/// Measures: what they are converted to, by what factor, and their names.
const MEASURES: &[(&str, f64, &str)] = &[
    ("metre", 1.0, "metre metres meter meters metro metros"),
    (
        "metre",
        1000.0,
        "km kms kilometre kilometres kilometer kilometers quilometro quilometros",
    ),
    (
        "metre",
        0.01,
        "cm centimetre centimetres centimeter centimeters zentimeter",
    ),
    (
        "metre",
        0.001,
        "mm millimetre millimetres millimeter millimeters",
    ),
    ("metre", 1609.344, "mile miles meile meilen"),
    ("metre", 0.3048, "foot feet ft"),
    ("metre", 0.0254, "inch inches"),
    ("metre", 0.9144, "yard yards"),
    (
        "kilogram",
        1.0,
        "kg kilogram kilograms kilo kilos kilogramm",
    ),
    ("kilogram", 1000.0, "tonne tonnes ton tons tonnen toneladas"),
    ("kilogram", 0.001, "g gram grams grammes"),
    ("litre", 1.0, "litre litres liter liters"),
    ("litre", 3.785, "gallon gallons"),
    ("hectare", 1.0, "hectare hectares hektar"),
    ("hectare", 0.4047, "acre acres"),
    ("hour", 1.0, "hour hours stunde stunden hora horas"),
    ("hour", 1.0 / 60.0, "minute minutes minuten minuto minutos"),
    ("hour", 1.0 / 3600.0, "seconds segundos sekunden"),
    ("hour", 24.0, "day days tag tage tagen dia dias"),
    ("hour", 168.0, "week weeks woche wochen semana semanas"),
    ("year", 1.0, "year years jahr jahre jahren ano anos"),
    (
        "year",
        1.0 / 12.0,
        "month months monat monate monaten mes meses",
    ),
    ("year", 10.0, "decade decades"),
    ("kilometre an hour", 1.0, "kmh kph"),
    ("kilometre an hour", 1.609_344, "mph"),
    ("watt", 745.7, "horsepower hp bhp ps"),
    ("watt", 1e3, "kw kilowatt kilowatts"),
    ("watt", 1e6, "mw megawatt megawatts"),
    ("watt", 1e9, "gw gigawatt gigawatts"),
    ("kilowatt hour", 1.0, "kwh"),
    ("degree", 1.0, "degree degrees °"),
    ("time", 1.0, "times"),
];

/// Money by its names.
const MONEY: &[(&str, &str)] = &[
    ("$", "dollar dollars us$"),
    ("€", "euro euros eur"),
    ("£", "pound pounds"),
    ("¥", "yen"),
    ("₹", "rupee rupees"),
    ("₽", "rouble roubles ruble rubles"),
    ("yuan", "yuan renminbi rmb"),
    ("won", "won"),
    ("franc", "franc francs franken"),
    ("peso", "peso pesos"),
    ("real", "real reais"),
    ("crown", "crown crowns krona kronor krone kroner"),
    ("dirham", "dirham dirhams"),
    ("shekel", "shekel shekels"),
    ("riyal", "riyal riyals"),
    ("lira", "lira"),
];

impl Found {
    pub(super) fn plain(unit: Unit, end: usize) -> Self {
        Self {
            unit,
            named: String::new(),
            factor: 1.0,
            end,
        }
    }

    /// The unit of the number in tokens `at..end`.
    pub(super) fn new(
        text: &str,
        tokens: &[Token],
        folded: &[String],
        at: usize,
        end: usize,
    ) -> Self {
        let word = |index: usize| folded.get(index).map_or("", String::as_str);
        let before = |back: usize| {
            at.checked_sub(back)
                .map_or("", |index| folded[index].as_str())
        };
        if is_currency_sign(before(1)) {
            return Self::plain(Unit::Money(money(before(2), before(1))), end);
        }
        let letters = folded[at].find(|c: char| c.is_alphabetic());
        let glued = letters.and_then(|start| measure(&folded[at][start..], end));
        if let Some(glued) = glued.filter(|_| end == at + 1) {
            return glued;
        }
        if let Some(end) =
            age(folded, at, end).or_else(|| apposed_age(text, tokens, folded, at, end))
        {
            return Self::plain(Unit::Measure("age".to_owned()), end);
        }
        match word(end) {
            "%" | "percent" | "pct" | "prozent" | "percentage" => {
                Self::plain(Unit::Percent, end + 1)
            }
            "per" if word(end + 1) == "cent" => Self::plain(Unit::Percent, end + 2),
            "por" if word(end + 1) == "cento" => Self::plain(Unit::Percent, end + 2),
            sign if is_currency_sign(sign) => Self::plain(Unit::Money(sign.to_owned()), end + 1),
            // "Three-time champion".
            "-" if matches!(word(end + 1), "time" | "fold") => {
                Self::plain(Unit::Measure("time".to_owned()), end + 2)
            }
            "-" => measure(word(end + 1), end + 2).unwrap_or(Self::plain(Unit::Count, end)),
            name => measure(name, end + 1)
                .or_else(|| {
                    // "US dollars", "Canadian dollars".
                    let (nation, name) = (matches!(name, "us" | "u.s."), name);
                    let name = if nation { word(end + 1) } else { name };
                    let sign = MONEY
                        .iter()
                        .find(|(_, names)| names.split(' ').any(|known| known == name))?
                        .0;
                    Some(Self::plain(
                        Unit::Money(sign.to_owned()),
                        end + 1 + usize::from(nation),
                    ))
                })
                .unwrap_or(Self::plain(Unit::Count, end)),
        }
    }
}

pub(super) fn is_currency_sign(word: &str) -> bool {
    matches!(word, "$" | "€" | "£" | "¥" | "₹" | "₽")
}

/// A currency by its sign and the letters before it: `R$` is another money than `$`, `US$` is not.
fn money(before: &str, sign: &str) -> String {
    match (before, sign) {
        ("r", "$") => "real".to_owned(),
        ("a" | "au" | "c" | "ca" | "nz" | "hk", "$") => format!("{before}$"),
        _ => sign.to_owned(),
    }
}

fn measure(name: &str, end: usize) -> Option<Found> {
    let (unit, factor, names) = MEASURES
        .iter()
        .find(|(_, _, names)| names.split(' ').any(|known| known == name))?;
    Some(Found {
        unit: Unit::Measure((*unit).to_owned()),
        named: names.split(' ').next().unwrap_or(name).to_owned(),
        factor: *factor,
        end,
    })
}

/// The token after an age told in words: `33-year-old`, `33 years old`, `aged 33`, `age of 33`.
fn age(folded: &[String], at: usize, end: usize) -> Option<usize> {
    let is = |from: usize, words: &[&str]| {
        let said = folded.get(from..from + words.len());
        said.is_some_and(|said| said.iter().zip(words).all(|(said, word)| said == word))
    };
    for words in [
        &["-", "year", "-", "old"][..],
        &["year", "-", "old"],
        &["years", "old"],
        &["years", "of", "age"],
        &["anos", "de", "idade"],
        &["jahre", "alt"],
    ] {
        if is(end, words) {
            return Some(end + words.len());
        }
    }
    let before = |back: usize| {
        at.checked_sub(back)
            .map_or("", |index| folded[index].as_str())
    };
    let told = matches!((before(2), before(1)), (_, "aged") | ("age" | "ages", "of"));
    told.then_some(end)
}

/// The token after an age set between commas behind a name: `Ann Smith, 33, said`.
fn apposed_age(
    text: &str,
    tokens: &[Token],
    folded: &[String],
    at: usize,
    end: usize,
) -> Option<usize> {
    let name = at.checked_sub(2)?;
    let named = text[tokens[name].range.clone()].starts_with(char::is_uppercase);
    let age: u32 = folded[at].parse().ok()?;
    let closed = folded
        .get(end)
        .is_some_and(|next| matches!(next.as_str(), "," | "." | ")"));
    let open = matches!(folded[at - 1].as_str(), "," | "(");
    (named && open && closed && age < 115).then_some(end)
}
