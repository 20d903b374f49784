//! When two words of names are one name: abbreviated, derived, spelt or transliterated otherwise.

use crate::compare::lexicon;
use crate::compare::pairing::Word;
use crate::text::language;
use crate::text::word::TokenKind;

/// What two names have to do with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    /// One thing under one name, in another form.
    One,
    /// Spellings so near each other that they may be one.
    Near,
    /// Nothing.
    Other,
}

/// Short forms of first names, a person's names in a line.
const SHORT_FORMS: &[&[&str]] = &[
    &["bill", "billy", "will", "william"],
    &["bob", "bobby", "rob", "robert"],
    &["mike", "mick", "mickey", "michael"],
    &["joe", "joey", "joseph"],
    &["jim", "jimmy", "james", "jamie"],
    &["dick", "rick", "ricky", "rich", "richard"],
    &["tony", "anthony"],
    &[
        "kate",
        "katie",
        "kathy",
        "cathy",
        "katherine",
        "catherine",
        "kathryn",
    ],
    &["liz", "beth", "betty", "elizabeth"],
    &["ted", "ed", "eddie", "edward"],
    &["chuck", "charlie", "charles"],
    &["jack", "johnny", "john"],
    &["steve", "steven", "stephen"],
    &["dave", "david"],
    &["tom", "tommy", "thomas"],
    &["larry", "lawrence", "laurence"],
    &["nick", "nicholas", "nicolas"],
    &["bernie", "bernard"],
    &["maggie", "peggy", "margaret"],
    &["andy", "andrew"],
    &["gerry", "jerry", "gerald"],
];

/// Whether two words are one name: of one stem or meaning, one the other's short form or made from it.
pub(super) fn is_one_name(a: &Word<'_>, b: &Word<'_>) -> bool {
    let short_form = |names: &&[&str]| names.contains(&a.folded) && names.contains(&b.folded);
    let both = a.capital && b.capital;
    a.stem == b.stem
        || lexicon::synonyms(a.stem, b.stem)
        || both && abbreviates(a, b)
        || both && SHORT_FORMS.iter().any(short_form)
}

/// Whether a word of the other side is this word of a name: the same, or the same place.
pub(super) fn is_same_name(theirs: &Word<'_>, word: &Word<'_>) -> bool {
    let places = lexicon::is_proper(theirs.folded) && lexicon::is_proper(word.folded);
    theirs.capital
        && (theirs.stem == word.stem
            || places && lexicon::synonyms(theirs.stem, word.stem)
            || abbreviates(theirs, word))
}

/// Weighs the words of two names that stand in one place.
pub(super) fn likeness(a: &[Word<'_>], b: &[Word<'_>]) -> Likeness {
    let said = |words: &[Word<'_>]| -> Vec<String> {
        let words = words.iter().filter(|word| word.kind == TokenKind::Word);
        words.map(|word| letters(word.folded)).collect()
    };
    let (left, right) = (said(a), said(b));
    let one = a.iter().any(|a| {
        b.iter()
            .any(|b| a.kind == TokenKind::Word && (is_one_name(a, b) || is_initial(a, b)))
    });
    let stands_for = |short: &[Word<'_>], long: &[Word<'_>]| {
        short.len() == 1 && short[0].acronym && is_made_of(short[0].folded, long)
    };
    // "Kuala Lumpur" stands in the lists as one word.
    let joined = |words: &[String]| language::stem(&words.join("-"), None).into_owned();
    let one = one || lexicon::synonyms(&joined(&left), &joined(&right));
    if one || left.concat() == right.concat() || stands_for(a, b) || stands_for(b, a) {
        return Likeness::One;
    }
    let near = |(a, b): (&String, &String)| {
        if is_derived(a, b) || is_derived(b, a) {
            return true;
        }
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        let inside = short.len() >= 4
            && (long.starts_with(short.as_str()) || long.ends_with(short.as_str()));
        inside
            || short.len() >= 3
                && distance(a, b) * 3 <= long.chars().count()
                && !are_told_apart(a, b)
    };
    let pairs = left.iter().flat_map(|a| right.iter().map(move |b| (a, b)));
    if pairs.into_iter().any(near) {
        Likeness::Near
    } else {
        Likeness::Other
    }
}

/// Whether an acronym is made of the beginnings of capital words: `NATO`, `ASEAN`.
pub(super) fn is_made_of(acronym: &str, words: &[Word<'_>]) -> bool {
    let capitals = words.iter().filter(|word| word.capital);
    let parts: Vec<Vec<char>> = capitals
        .map(|word| letters(word.folded).chars().collect())
        .collect();
    let acronym: Vec<char> = letters(acronym).chars().collect();
    (2..=ACRONYM).contains(&parts.len())
        && acronym.len() <= ACRONYM
        && is_begun_by(&acronym, &parts)
}

/// Acronyms of more letters than this are not looked at.
const ACRONYM: usize = 10;

/// Whether the letters are taken from the parts in order, from each its first and perhaps more.
fn is_begun_by(letters: &[char], parts: &[Vec<char>]) -> bool {
    let Some((part, rest)) = parts.split_first() else {
        return letters.is_empty();
    };
    // The first letter, then what follows of the word in order.
    let takes = |count: usize| {
        let mut of = part.iter();
        part.first() == letters.first()
            && letters[..count]
                .iter()
                .all(|letter| of.any(|other| other == letter))
    };
    let most = letters.len().saturating_sub(rest.len());
    (1..=most).any(|count| takes(count) && is_begun_by(&letters[count..], rest))
}

fn letters(folded: &str) -> String {
    folded.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Whether one word is the other's first letter: `J.` for `Joseph`.
fn is_initial(a: &Word<'_>, b: &Word<'_>) -> bool {
    let (a, b) = (letters(a.folded), letters(b.folded));
    a.chars().count().min(b.chars().count()) == 1 && a.chars().next() == b.chars().next()
}

/// Whether two words are known, and known for different things: `Iran` and `Iraq`, `Austria` and `Australia`.
fn are_told_apart(a: &str, b: &str) -> bool {
    let stem = |word| language::stem(word, None);
    lexicon::is_known(a) && lexicon::is_known(b) && !lexicon::synonyms(&stem(a), &stem(b))
}

/// Whether one word is the other's abbreviation: `Sen.`, `U.S.` beside `United`.
fn abbreviates(a: &Word<'_>, b: &Word<'_>) -> bool {
    let ((a, short_a), (b, short_b)) = (
        (letters(a.folded), a.acronym),
        (letters(b.folded), b.acronym),
    );
    let ((short, acronym), long) = if a.len() < b.len() {
        ((a, short_a), b)
    } else {
        ((b, short_b), a)
    };
    (3..=4).contains(&short.len()) && long.starts_with(&short)
        || acronym
            && (2..=4).contains(&short.len())
            && short.starts_with(long.chars().next().unwrap_or(' '))
            && short.chars().all(|c| long.contains(c))
            && long.len() >= 6
            && is_acronym(&short)
}

fn is_acronym(short: &str) -> bool {
    short
        .chars()
        .all(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u'))
        || matches!(short, "us" | "uk" | "eu" | "un" | "uae")
}

/// Whether two names are likely one name in two spellings or transliterations.
pub(super) fn is_respelling(a: &str, b: &str) -> bool {
    let (short, long) = if a.chars().count() <= b.chars().count() {
        (a, b)
    } else {
        (b, a)
    };
    let length = short.chars().count();
    if a == b || length < 4 || is_derived(short, long) || are_told_apart(a, b) {
        return false;
    }
    let allowed = if length >= 7 { 2 } else { 1 };
    let same_start = a.chars().next() == b.chars().next();
    (same_start && distance(a, b) <= allowed || length >= 6 && distance(a, b) == 1)
        || sound(a) == sound(b)
}

/// Whether the longer word is made from the shorter (`Russia`, `Russian`; `Israel`, `Israelis`).
fn is_derived(short: &str, long: &str) -> bool {
    let stem = short.trim_end_matches(['a', 'e', 'y', 'o']);
    let ending = |stem: &str| {
        long.strip_prefix(stem).is_some_and(|rest| {
            matches!(
                rest,
                "s" | "es"
                    | "n"
                    | "ns"
                    | "an"
                    | "ans"
                    | "ian"
                    | "ians"
                    | "i"
                    | "is"
                    | "ish"
                    | "ese"
                    | "en"
                    | "er"
                    | "ers"
                    | "ean"
                    | "in"
            )
        })
    };
    ending(short) || ending(stem)
}

/// A name by its sound, so that transliterations fall together: `Qaddafi`, `Gadhafi`; `Sergey`, `Sergei`.
fn sound(name: &str) -> String {
    let mut plain = name.to_owned();
    for (from, to) in [
        ("kh", "h"),
        ("gh", "g"),
        ("dh", "d"),
        ("ph", "f"),
        ("sch", "sh"),
        ("tch", "ch"),
        ("tsch", "ch"),
        ("ck", "k"),
        ("ei", "i"),
        ("ey", "i"),
        ("ay", "i"),
        ("ai", "i"),
        ("yy", "i"),
        ("iy", "i"),
        ("ou", "u"),
        ("oo", "u"),
        ("ee", "i"),
        ("ks", "x"),
        ("w", "v"),
        ("y", "i"),
        ("j", "i"),
        ("q", "g"),
        ("c", "k"),
        ("z", "s"),
    ] {
        plain = plain.replace(from, to);
    }
    // A Slavic "Ye-" is an "E-".
    let plain = plain
        .strip_prefix("ie")
        .map_or(plain.clone(), |rest| format!("e{rest}"));
    let mut sound = String::new();
    for c in plain.chars() {
        if !sound.ends_with(c) {
            sound.push(c);
        }
    }
    sound
}

/// Letters to change, add, drop or swap to make one word the other (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = change.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(rows[i - 2][j - 2] + 1);
            }
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn respellings_are_told_from_other_names_and_from_adjectives() {
        let spellings = [
            ("sergey", "sergei"),
            ("gadhafi", "qaddafi"),
            ("zelensky", "zelenskyy"),
            ("mikhail", "michail"),
        ];
        for (a, b) in spellings {
            assert!(is_respelling(a, b), "{a} {b}");
        }
        let others = [
            ("russia", "russian"),
            ("israel", "israeli"),
            ("ukraine", "ukrainian"),
            ("smith", "jones"),
            ("jon", "john"),
            ("iran", "iraq"),
            ("austria", "australia"),
        ];
        for (a, b) in others {
            assert!(!is_respelling(a, b), "{a} {b}");
        }
    }

    #[test]
    fn acronyms_take_letters_from_every_word_in_order() {
        let parts = |name: &str| -> Vec<Vec<char>> {
            name.split(' ').map(|word| word.chars().collect()).collect()
        };
        for (acronym, name, expected) in [
            ("asean", "association southeast asian nations", true),
            ("nato", "north atlantic treaty organisation", true),
            ("interpol", "international police", true),
            ("un", "united nations", true),
            ("nato", "north atlantic council", false),
            ("un", "united kingdom", false),
            ("cia", "federal bureau", false),
        ] {
            let letters: Vec<char> = acronym.chars().collect();
            assert_eq!(is_begun_by(&letters, &parts(name)), expected, "{acronym}");
        }
    }
}
