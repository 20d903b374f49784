//! Which words name a newsroom.

/// Agencies, broadcasters and sites as datelines and bylines name them, in lower case.
#[rustfmt::skip]
const AGENCIES: [&str; 124] = [
    "aa", "aap", "abc news", "adnkronos", "afp", "agence france presse", "agence france-presse",
    "agencia efe", "al jazeera", "anadolu", "anadolu agency", "ani", "anp", "ansa", "antara", "ap", "apa",
    "apa-ots", "apn", "armenpress", "associated press", "axios", "azertac", "bbc", "bbc news", "belga",
    "belta", "bernama", "bloomberg", "bns", "bss", "bta", "business insider", "buzzfeed", "caixin",
    "canadian press", "cbs news", "cgtn", "china daily", "cnbc", "cnn", "cnn business", "cp", "ctk",
    "der spiegel", "deutsche welle", "die welt", "die zeit", "dpa", "dw", "efe", "el país", "euronews",
    "fars", "forbes", "fox news", "france 24", "global times", "haaretz", "hina", "huffpost", "ians",
    "interfax", "interfax-ukraine", "irna", "isna", "itv", "itv news", "jiji", "jiji press", "kuna",
    "kyodo", "kyodo news", "la repubblica", "le figaro", "le monde", "lusa", "meduza", "mehr", "mena",
    "mti", "nbc news", "newsweek", "nhk", "nikkei", "nikkei asia", "nna", "npr", "ntb", "oc media",
    "pa media", "pap", "petra", "pna", "politico", "press association", "propublica", "pti", "reuters",
    "rferl", "rfi", "ria novosti", "sana", "sda", "semafor", "sky news", "spa", "spiegel", "sputnik",
    "swissinfo", "tanjug", "tass", "tass news agency", "tt", "ukrinform", "uni", "upi", "usa today", "vox",
    "wafa", "wam", "xinhua", "ynet", "yonhap",
];

/// Words that the names of newspapers, stations and sites are made of, in lower case.
#[rustfmt::skip]
const WORDS: [&str; 61] = [
    "advertiser", "agency", "argus", "bbc", "broadcasting", "bulletin", "bureau", "chronicle", "cnn",
    "courier", "daily", "dispatch", "echo", "examiner", "express", "fm", "gazette", "globe", "guardian",
    "herald", "independent", "informer", "inquirer", "insider", "journal", "ledger", "magazine", "mail",
    "media", "mercury", "mirror", "monitor", "network", "news", "newspaper", "newswire", "observer",
    "online", "paper", "post", "press", "radio", "record", "register", "review", "sentinel", "standard",
    "star", "sun", "telegraph", "television", "times", "today", "tribune", "tv", "voice", "weekly", "wire",
    "wochenblatt", "world", "zeitung",
];

/// Whether this is the name of a news agency or broadcaster that is known everywhere.
pub(super) fn is_agency(name: &str) -> bool {
    let name = name.to_lowercase();
    let name = name.strip_prefix("the ").unwrap_or(&name);
    AGENCIES.contains(&name)
}

/// Whether a line of its own is a newspaper's name: `The Guardian`, `THE DAILY POST`.
pub(super) fn is_masthead(line: &str) -> bool {
    let words: Vec<String> = line.split_whitespace().map(str::to_lowercase).collect();
    let is_newspaper = words
        .last()
        .is_some_and(|word| WORDS.contains(&word.as_str()));
    (2..=4).contains(&words.len()) && words[0] == "the" && is_newspaper && is_outlet(line)
}

/// The known agency or broadcaster that `text` begins with: `BBC News political editor`.
pub(super) fn agency_before(text: &str) -> Option<&str> {
    text.match_indices(' ')
        .map(|(at, _)| &text[..at])
        .rfind(|name| is_agency(name) && name.starts_with(char::is_uppercase))
}

/// Whether a name is surely that of an outlet, not of a person: a known agency, a name with a newspaper's word
/// in it, a web address, or a single word in capitals.
pub(super) fn is_outlet(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_site = |word: &&str| {
        word.contains('.')
            && !word.ends_with('.')
            && word.chars().filter(|c| *c == '.').count() == 1
    };
    let single = words.len() == 1
        && name.chars().count() >= 2
        && name.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    is_name(name)
        && (single
            || is_agency(name)
            || words.len() == 1 && words.iter().any(is_site)
            || words
                .iter()
                .any(|word| WORDS.contains(&word.to_lowercase().as_str())))
}

/// Whether this can be a name at all: one to six words, the first and most of them with a capital.
pub(super) fn is_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &&str| {
        word.chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
    };
    let has_letter = name.chars().any(char::is_alphabetic);
    let small = [
        "of", "the", "and", "de", "la", "le", "el", "der", "für", "and", "for",
    ];
    has_letter
        && (1..=6).contains(&words.len())
        && name.chars().count() <= 50
        && words.first().is_some_and(capital)
        && words
            .iter()
            .all(|word| capital(word) || small.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_are_told_from_people() {
        for name in [
            "CNN",
            "Reuters",
            "The Associated Press",
            "Harbour Courier",
            "News.Az",
            "The Daily Star",
            "AP",
        ] {
            assert!(is_outlet(name), "{name}");
        }
        for name in [
            "Kylie Atwood",
            "Diplomatic Correspondent",
            "London",
            "J. Smith",
            "officials said",
            "",
        ] {
            assert!(!is_outlet(name), "{name}");
        }
    }

    #[test]
    fn a_masthead_is_a_whole_name() {
        assert!(is_masthead("THE DAILY POST"));
        for line in [
            "The post office",
            "World News",
            "The Guardian view on ferries",
        ] {
            assert!(!is_masthead(line), "{line}");
        }
    }

    #[test]
    fn the_table_of_agencies_is_in_lower_case() {
        assert!(
            AGENCIES
                .iter()
                .chain(&WORDS)
                .all(|name| *name == name.to_lowercase())
        );
    }
}
