//! Names with a full stop inside: `ID. Space Vizzion`, `BO. Marine`.
//!
//! A short word in capitals with a full stop is the first part of a name, and no end of a sentence,
//!
//! - before two words in capitals, in a sentence that is not all in capitals: `the ID. SPACE VIZZION is`;
//! - or where the text has it twice or more before the same word with a capital, and that word nowhere else.

use std::collections::{HashMap, HashSet};

/// A first part has from two to four letters.
const LONGEST: usize = 4;

/// One of the two words in capitals is at least so long: shorter ones are initials of bodies (`UK. BBC TV said`).
const NO_INITIALS: usize = 5;

/// The names of one text that have a full stop inside, each as first part and next word, in lower case.
#[derive(Debug, Default)]
pub(super) struct DottedNames(HashSet<(String, String)>);

impl DottedNames {
    /// Reads the paragraphs of a whole text.
    pub(super) fn in_text<'a>(paragraphs: impl Iterator<Item = &'a str> + Clone) -> Self {
        let mut found: HashMap<(String, String), usize> = HashMap::new();
        for paragraph in paragraphs.clone() {
            for (first, next) in pairs(paragraph) {
                if is_first_part(first) && starts_with_capital(next) {
                    *found.entry((folded(first), folded(next))).or_default() += 1;
                }
            }
        }
        found.retain(|_, times| *times >= 2);
        if found.is_empty() {
            return Self::default();
        }
        let mut alone: HashSet<String> = HashSet::new();
        for paragraph in paragraphs {
            let begins = paragraph.split_whitespace().next().map(|word| ("", word));
            for (before, word) in begins.into_iter().chain(pairs(paragraph)) {
                if starts_with_capital(word) && !found.contains_key(&(folded(before), folded(word)))
                {
                    alone.insert(folded(word));
                }
            }
        }
        found.retain(|(_, next), _| !alone.contains(next));
        Self(found.into_keys().collect())
    }

    /// Whether the full stop that ends `before` stands inside a name that goes on in `after`.
    pub(super) fn runs_through(&self, before: &str, after: &str) -> bool {
        let mut words = before.split_whitespace().rev();
        let Some(first) = words.next().filter(|word| is_first_part(word)) else {
            return false;
        };
        let mut next = after.split_whitespace();
        let (second, third) = (next.next().unwrap_or(""), next.next().unwrap_or(""));
        let in_capitals = is_capitals(second)
            && is_capitals(third)
            && letters(second).max(letters(third)) >= NO_INITIALS
            && words.any(|word| word.contains(char::is_lowercase));
        in_capitals || self.0.contains(&(folded(first), folded(second)))
    }
}

/// Every two words that follow each other.
fn pairs(paragraph: &str) -> impl Iterator<Item = (&str, &str)> {
    let words = paragraph.split_whitespace();
    words.clone().zip(words.skip(1))
}

/// Whether a word is two to four capitals and a full stop; figures and points inside make it another thing.
fn is_first_part(word: &str) -> bool {
    let Some(stem) = word.trim_start_matches(OPENING).strip_suffix('.') else {
        return false;
    };
    (2..=LONGEST).contains(&stem.chars().count()) && stem.chars().all(char::is_uppercase)
}

const OPENING: [char; 5] = ['(', '“', '"', '‘', '\''];

fn is_capitals(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    letters(word) >= 2 && word.chars().all(|c| c.is_uppercase() || c == '-')
}

fn letters(word: &str) -> usize {
    word.chars().filter(|c| c.is_alphabetic()).count()
}

fn starts_with_capital(word: &str) -> bool {
    word.trim_start_matches(OPENING)
        .starts_with(char::is_uppercase)
}

/// A word in lower case without the marks around it and the endings of a genitive.
fn folded(word: &str) -> String {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = bare.strip_suffix("'s").or(bare.strip_suffix("’s"));
    bare.unwrap_or_else(|| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(paragraphs: &[&str]) -> DottedNames {
        DottedNames::in_text(paragraphs.iter().copied())
    }

    #[test]
    fn a_name_that_recurs_is_known() {
        let known = names(&[
            "The new BO. Marine was shown.",
            "A day later the BO. Marine’s engine failed.",
        ]);
        assert!(known.runs_through("They sold the BO.", "Marine to a museum."));
        assert!(!known.runs_through("They sold the BO.", "Tugs are dear."));
    }

    #[test]
    fn a_sentence_that_ends_in_capitals_ends() {
        let known = names(&[
            "He left the FBI. Lee stayed. She left the FBI. Lee wept.",
            "They met Lee.",
        ]);
        assert!(!known.runs_through("He left the FBI.", "Lee stayed."));
        for (before, after) in [
            ("He went to the UK.", "BBC TV said so."),
            ("THE MAYOR LEFT THE USA.", "VOTERS WEPT."),
            ("He left NATO.", "The alliance wept."),
            ("He left the EU.", "UNICEF stayed."),
        ] {
            assert!(!known.runs_through(before, after), "{before} {after}");
        }
    }

    #[test]
    fn two_words_in_capitals_go_on() {
        let known = DottedNames::default();
        assert!(known.runs_through("The yard showed the BO.", "HARBOUR TUG on Monday."));
    }
}
