//! The same quotation as another outlet would print it: cut, altered or in other typography, and in another frame.

use crate::chance::Chance;

/// What became of the words between the marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Treatment {
    /// Every word as it was.
    Identical,
    /// Other typography: marks, dashes, contractions, spelling, brackets, case of the first letter.
    Retyped,
    /// Cut at the start, at the end or at a marked gap.
    Truncated,
    /// One or two words inside replaced or dropped.
    Altered,
}

impl Treatment {
    pub(crate) const ALL: [Self; 4] = [
        Self::Identical,
        Self::Retyped,
        Self::Truncated,
        Self::Altered,
    ];

    /// The words after the treatment; none where they are too few for it. `pool` lends other words.
    pub(crate) fn apply(self, text: &str, pool: &[&str], chance: &mut Chance) -> Option<String> {
        let text = text.trim_end_matches(['.', ',', ';']);
        let words: Vec<&str> = text.split_whitespace().collect();
        match self {
            Self::Identical => Some(words.join(" ")),
            Self::Retyped => retyped(&words.join(" "), chance),
            Self::Truncated => truncated(&words, chance),
            Self::Altered => altered(&words, pool, chance),
        }
    }
}

fn truncated(words: &[&str], chance: &mut Chance) -> Option<String> {
    let count = words.len();
    if count < 7 {
        return None;
    }
    let kept = (count / 3).max(4) + chance.below(count - 1 - (count / 3).max(4));
    let clause = words
        .iter()
        .position(|word| word.ends_with([',', ';', ':']))
        .map(|at| at + 1);
    Some(match chance.below(4) {
        0 => words[..kept].join(" "),
        1 => words[count - kept..].join(" "),
        2 => words[..clause.filter(|&at| at >= 4).unwrap_or(kept)].join(" "),
        _ if count >= 10 => {
            let (from, gap) = (3 + chance.below(count - 9), 1 + chance.below(3));
            let mark = chance.pick(&["…", "...", " … ", " . . . "]);
            format!(
                "{}{mark} {}",
                words[..from].join(" "),
                words[from + gap..].join(" ")
            )
        }
        _ => words[..kept].join(" "),
    })
}

/// A word that says something: four lower-case letters and more.
fn says(word: &str) -> bool {
    let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
    plain.len() >= 4 && plain.chars().all(char::is_lowercase)
}

fn altered(words: &[&str], pool: &[&str], chance: &mut Chance) -> Option<String> {
    let mut inside: Vec<usize> = (1..words.len().saturating_sub(1))
        .filter(|&at| says(words[at]))
        .collect();
    if inside.is_empty() || words.len() < 6 {
        return None;
    }
    chance.shuffle(&mut inside);
    inside.truncate(if words.len() >= 12 {
        1 + chance.below(2)
    } else {
        1
    });
    let mut words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
    for &at in &inside {
        let tail: String = words[at]
            .chars()
            .rev()
            .take_while(|c| !c.is_alphanumeric())
            .collect();
        if chance.below(4) == 0 {
            words[at] = String::new();
            continue;
        }
        let other = (0..50)
            .map(|_| *chance.pick(pool))
            .find(|other| other[..2] != words[at][..2]);
        words[at] = format!("{}{tail}", other?);
    }
    words.retain(|word| !word.is_empty());
    Some(words.join(" "))
}

const RESPELT: [(&str, &str); 29] = [
    ("it is ", "it's "),
    ("he is ", "he's "),
    ("she is ", "she's "),
    ("that is ", "that's "),
    ("I am ", "I'm "),
    ("we are ", "we're "),
    ("they are ", "they're "),
    ("do not ", "don't "),
    ("did not ", "didn't "),
    ("is not ", "isn't "),
    ("cannot ", "can't "),
    ("will not ", "won't "),
    ("we have ", "we've "),
    ("I have ", "I've "),
    ("I will ", "I'll "),
    ("what is ", "what's "),
    ("does not ", "doesn't "),
    ("are not ", "aren't "),
    ("have not ", "haven't "),
    ("was not ", "wasn't "),
    ("color", "colour"),
    ("honor", "honour"),
    ("favor", "favour"),
    ("labor", "labour"),
    ("defense", "defence"),
    ("percent", "per cent"),
    ("ize", "ise"),
    ("center", "centre"),
    ("program ", "programme "),
];

fn retyped(text: &str, chance: &mut Chance) -> Option<String> {
    let plain = text.replace('’', "'");
    let mut variants = Vec::new();
    for (one, other) in RESPELT {
        for (from, to) in [(one, other), (other, one)] {
            // `ise` ends words that have no other spelling.
            if plain.contains(from) && from != "ise" {
                variants.push(plain.replacen(from, to, 1));
            }
        }
    }
    let first = text
        .chars()
        .next()
        .filter(|c| c.is_uppercase() && !text.starts_with("I "));
    if let Some(first) = first {
        let rest = &text[first.len_utf8()..];
        variants.push(format!("[{}]{rest}", first.to_lowercase()));
        variants.push(format!("{}{rest}", first.to_lowercase()));
    }
    for pronoun in [" it ", " he ", " she ", " they ", " him ", " them ", " we "] {
        if text.contains(pronoun) {
            variants.push(text.replacen(pronoun, " [the company] ", 1));
            variants.push(text.replacen(pronoun, &format!("{pronoun}[the company] "), 1));
        }
    }
    for (from, to) in [
        ("—", " - "),
        ("–", "-"),
        (", ", " — "),
        ("'", "’"),
        ("-", " "),
    ] {
        if text.contains(from) {
            variants.push(text.replacen(from, to, 1));
        }
    }
    if variants.is_empty() {
        return None;
    }
    Some(chance.pick(&variants).clone())
}

/// The sentences that quote `parts`, each with the index of its part. `who` is the speaker, `matter` a statement
/// without its closing mark that has nothing to do with it.
pub(crate) fn frame(
    parts: &[String],
    who: &str,
    matter: &str,
    chance: &mut Chance,
) -> Vec<(usize, String)> {
    let who = match chance.below(4) {
        0 => format!("Mr {who}"),
        1 => format!("the chairman, {who}"),
        _ => who.to_owned(),
    };
    let (open, close) = *chance.pick(&[("“", "”"), ("\"", "\""), ("“", "”"), ("‘", "’")]);
    if let [first, middle @ .., last] = parts
        && parts.len() > 1
    {
        let mut said = vec![(0, format!("{open}{first}."))];
        said.extend((1..).zip(middle).map(|(at, part)| (at, format!("{part}."))));
        let end = parts.len() - 1;
        if chance.below(2) == 0 {
            said.push((end, format!("{last},{close} {who} told reporters.")));
        } else {
            said[0].1 = format!("Speaking later, {who} said: {}", said[0].1);
            said.push((end, format!("{last}.{close}")));
        }
        return said;
    }
    let text = &parts[0];
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() < 6 {
        return vec![(0, short(text, &who, matter, (open, close), chance))];
    }
    let half = words.len() / 2;
    let (head, tail) = (words[..half].join(" "), words[half..].join(" "));
    let head = head.trim_end_matches([',', ';']);
    let sentence = match chance.below(10) {
        0 => format!("{open}{text},{close} {who} told reporters."),
        1 => format!("Speaking later, {who} said: {open}{text}.{close}"),
        2 => format!(
            "{open}{text}{close} was how {who} put it, in remarks that were carried by local media."
        ),
        3 => format!(
            "According to {who}, {open}{text}{close}, a view that not everybody in the room shared."
        ),
        4 => format!("{open}{head},{close} {who} added, {open}{tail}.{close}"),
        5 => format!("{matter}, and {who} remarked that {open}{text}{close}."),
        6 => format!("In an interview, {who} insisted that {open}{text}{close}."),
        7 => format!("Asked about it, {who} replied: {open}{text}.{close}"),
        8 => format!("{who}: {open}{text}{close}"),
        _ => format!("{open}{text}.{close}"),
    };
    vec![(0, sentence)]
}

fn short(
    text: &str,
    who: &str,
    matter: &str,
    (open, close): (&str, &str),
    chance: &mut Chance,
) -> String {
    match chance.below(4) {
        0 => format!("Later {who} described the whole matter as {open}{text}{close}."),
        1 => {
            format!("It was {open}{text}{close}, said {who}, who had been asked about the affair.")
        }
        2 => format!("That was {open}{text}{close} in the eyes of many who had come to listen."),
        _ => format!("{matter}, which {who} called {open}{text}{close}."),
    }
}
