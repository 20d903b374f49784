//! Numbers in words: cardinals, ordinals, shares of a whole, scales and vague figures.

use super::digits::Number;

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

/// What is read as a whole before a plain number is looked for: a share, a vague figure, a scale, a place in a row.
pub(super) fn in_words(folded: &[String], at: usize) -> Option<Number> {
    share(folded, at)
        .or_else(|| vague(folded, at))
        .or_else(|| of_scale(folded, at))
        .or_else(|| ordinal(folded, at))
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
    const MANY: &[(&[&str], f64, f64)] = &[
        (&["dozens", "dutzende", "dezenas"], 24.0, 150.0),
        (&["hundreds", "hunderte", "centenas"], 100.0, 2e3),
        (&["thousands", "tausende", "milhares"], 1e3, 2e4),
        (&["millions", "millionen"], 1e6, 2e7),
    ];
    let many = |word: &str| MANY.iter().find(|(names, _, _)| names.contains(&word));
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
const COUNTED: &[&str] = &[
    "man",
    "woman",
    "person",
    "child",
    "boy",
    "girl",
    "soldier",
    "officer",
    "other",
    "passenger",
    "student",
    "suspect",
    "victim",
    "worker",
    "civilian",
    "pilot",
    "driver",
    "goal",
    "point",
    "case",
    "death",
    "year",
    "month",
    "week",
    "hour",
    "minute",
    "percent",
    "vote",
    "seat",
    "game",
    "million",
];

/// Value of the number in words that begins at token `at`, and the token after it.
pub(super) fn spelled(folded: &[String], at: usize) -> Option<(f64, usize)> {
    let first = folded[at].as_str();
    if first == "one" {
        let next = word(folded, at + 1);
        let before = at
            .checked_sub(1)
            .map_or("", |before| folded[before].as_str());
        let counts = scale(next).is_some()
            || COUNTED.contains(&next)
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

/// What the word multiplies the number before it with.
pub(super) fn scale(word: &str) -> Option<f64> {
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
