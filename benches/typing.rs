//! Headlines of common English words and invented names, and what a person types to find one of them.

use crate::newsroom::{self, Chance};

/// Keys of a session at most.
const KEYS: usize = 12;
/// Words of headlines, the commonest first.
const WORDS: [&str; 96] = [
    "to",
    "in",
    "of",
    "for",
    "on",
    "as",
    "after",
    "over",
    "with",
    "at",
    "says",
    "from",
    "new",
    "by",
    "and",
    "the",
    "is",
    "up",
    "a",
    "US",
    "not",
    "will",
    "against",
    "police",
    "government",
    "court",
    "minister",
    "war",
    "talks",
    "deal",
    "killed",
    "president",
    "plan",
    "election",
    "dead",
    "strike",
    "leader",
    "calls",
    "report",
    "fire",
    "attack",
    "rates",
    "school",
    "union",
    "bank",
    "storm",
    "health",
    "vote",
    "border",
    "crisis",
    "workers",
    "water",
    "faces",
    "rises",
    "prices",
    "found",
    "bridge",
    "harbour",
    "Russian",
    "Chinese",
    "Ukraine",
    "energy",
    "climate",
    "million",
    "inquiry",
    "hospital",
    "ferry",
    "budget",
    "parliament",
    "foreign",
    "nuclear",
    "market",
    "chief",
    "trial",
    "protest",
    "ceasefire",
    "flood",
    "warns",
    "rescue",
    "ministers",
    "tariffs",
    "drone",
    "meeting",
    "résumé",
    "café",
    "São",
    "Zürich",
    "federation",
    "earthquake",
    "investigation",
    "negotiations",
    "evacuated",
    "unemployment",
    "quarterly",
    "constitutional",
    "archaeologists",
];

/// One headline of some ten words.
pub(crate) fn headline(chance: &mut Chance) -> String {
    let mut words: Vec<String> = (0..7 + chance.below(6)).map(|_| one_word(chance)).collect();
    words[0] = words[0][..words[0].chars().next().map_or(0, char::len_utf8)].to_uppercase()
        + words[0].chars().skip(1).collect::<String>().as_str();
    words.join(" ")
}

fn one_word(chance: &mut Chance) -> String {
    let place = |rank: u64| usize::try_from(rank).expect("a small rank");
    match chance.below(10) {
        0..2 => newsroom::name(chance.rank(60_000)),
        2 => newsroom::word(chance.rank(30_000)),
        3 if chance.below(4) == 0 => (chance.below(2_100) + 2).to_string(),
        _ => WORDS[place(chance.rank(WORDS.len() as u64))].to_owned(),
    }
}

/// What is typed in one session: letters of some headline, the way a person remembers it.
pub(crate) fn typed(titles: &[String], kind: usize, chance: &mut Chance) -> String {
    let place = |chance: &mut Chance, length: usize| {
        usize::try_from(chance.below(length as u64)).expect("a place")
    };
    let title = &titles[place(chance, titles.len())];
    let words: Vec<&str> = title.split(' ').collect();
    let at = place(chance, words.len() - 2);
    let stem = |word: &str, length: usize| word.chars().take(length).collect::<String>();
    let typed = match kind {
        0 => format!("{} {}", words[at], words[at + 1]).to_lowercase(),
        1 => {
            let stems = [words[at + 2], words[at], words[at + 1]];
            stems.map(|word| stem(word, 4)).join(" ").to_lowercase()
        }
        2 => words
            .iter()
            .map(|word| stem(word, 1))
            .collect::<String>()
            .to_lowercase(),
        3 => {
            let letters = words[at].chars().step_by(2).chain([' ']);
            letters
                .chain(words[at + 1].chars())
                .collect::<String>()
                .to_lowercase()
        }
        4 => {
            let mut letters: Vec<char> = words[at].to_lowercase().chars().collect();
            let middle = letters.len() / 2;
            letters.insert(middle, 'x');
            letters
                .into_iter()
                .chain(" ".chars())
                .chain(words[at + 1].chars())
                .collect()
        }
        _ => format!("{} {}", words[at], stem(words[at + 1], 3)),
    };
    stem(&typed, KEYS)
}
