//! Which words are a person's name, and which an office.

/// Whether this names an office, such as `Chief Correspondent`, and no person.
pub(super) fn is_office(part: &str) -> bool {
    const OFFICES: [&str; 25] = [
        "admin",
        "administrator",
        "agencies",
        "anonymous",
        "editorial",
        "team",
        "unknown",
        "analyst",
        "bureau chief",
        "chief",
        "columnist",
        "contributor",
        "correspondent",
        "correspondents",
        "desk",
        "editor",
        "editors",
        "journalist",
        "newsroom",
        "producer",
        "reporter",
        "reporters",
        "staff",
        "writer",
        "writers",
    ];
    let lower = part.to_lowercase();
    OFFICES
        .iter()
        .any(|office| lower.split(' ').any(|word| word == *office) || lower.ends_with(office))
}

/// Whether this can be a person's name: two to five words with capitals, small particles between them.
pub(super) fn is_person(name: &str) -> bool {
    const PARTICLES: [&str; 22] = [
        "al", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du",
        "e", "el", "ibn", "la", "le", "ten", "van", "von", "y",
    ];
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &&str| {
        word.starts_with(char::is_uppercase) || word.starts_with("al-") || word.starts_with("d'")
    };
    let is_word = |word: &&str| {
        let letters = word
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '.' | '‘'));
        letters && (capital(word) || PARTICLES.contains(word))
    };
    let capitals = words.iter().filter(|word| capital(word)).count();
    let ends = !name.ends_with('.') || name.ends_with("Jr.") || name.ends_with("Sr.");
    (2..=5).contains(&words.len())
        && capitals >= 2
        && words.iter().all(is_word)
        && !["The", "THE", "A", "An", "This", "Our"].contains(&words[0])
        && !super::place::is_place(name)
        && ends
        && !is_day(&words)
}

/// Days of the week have capitals too; the names of months are also first names.
fn is_day(words: &[&str]) -> bool {
    const DAYS: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    words.iter().any(|word| DAYS.contains(word))
}

/// The name of an outlet of several words as in [`in_title_case`]; `CNN` stays.
pub(super) fn in_title_case_of_several(name: &str) -> String {
    if name.contains(' ') {
        in_title_case(name)
    } else {
        name.to_owned()
    }
}

/// `KYLIE ATWOOD` as people write it; a name in mixed case stays as it is.
pub(super) fn in_title_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut starts = true;
    let mut lower = |c: char| -> Vec<char> {
        let cased = if starts {
            vec![c]
        } else {
            c.to_lowercase().collect()
        };
        starts = !c.is_alphabetic();
        cased
    };
    name.chars().flat_map(&mut lower).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_from_offices_and_days() {
        for name in [
            "Ann Lee",
            "J. D. van der Berg",
            "Ahmed al-Rashid",
            "Martin Luther King Jr.",
            "JO O’NEIL",
        ] {
            assert!(is_person(name), "{name}");
        }
        for name in [
            "Ann",
            "The Sea",
            "New York",
            "Thursday Evening",
            "the sea",
            "Ann Lee.",
            "Agent 007",
            "A B C D E F",
        ] {
            assert!(!is_person(name), "{name}");
        }
        assert!(is_office("Chief Political Correspondent"));
        assert!(!is_office("Ann Lee"));
    }

    #[test]
    fn capitals_are_brought_down() {
        assert_eq!(in_title_case("JO O’NEIL-EK"), "Jo O’Neil-Ek");
        assert_eq!(in_title_case("Ann deVries"), "Ann deVries");
    }
}
