//! What depends on the language of a text: stems, stop words, and whether a comma parts decimals.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};

use super::word::fold;

const ENGLISH: &str = "\
    a an the and or but nor so yet if then than that this these those there here of in on at by \
    for from to into onto with without within about after before over under between through \
    during against amid among as is are was were be been being am do does did done have has had \
    having will would shall should can could may might must not no nor it its he him his she her \
    hers they them their theirs we us our ours you your yours i me my mine who whom whose which \
    what when where why how all any both each few more most other some such only own same too \
    very just also 's 're 've 'll 'd 'm t s said says say up out off down";
const GERMAN: &str = "\
    der die das den dem des ein eine einen einem einer eines und oder aber doch in im an am auf \
    aus bei mit nach von vom zu zum zur für über unter um durch gegen ohne bis seit ist sind war \
    waren sein hat haben hatte hatten wird werden wurde wurden kann können soll sollen muss \
    müssen nicht kein keine auch nur noch schon sehr so wie als wenn weil dass es er sie wir ihr \
    ich man sich ihre ihren ihrer seine seinen seiner dieser diese dieses diesen diesem";
const PORTUGUESE: &str = "\
    o os um uma uns umas e ou mas de da do das dos em na no nas nos por pela pelo pelas pelos \
    para com sem sob sobre entre que se como quando onde porque é são foi foram ser está estão \
    era eram tem têm tinha há já mais muito também não seu sua seus suas ele ela eles elas isso \
    este esta esse essa ao à aos às a";
const FRENCH: &str = "\
    le la les un une des du et ou mais de en dans sur par pour avec sans que qui est sont été il \
    elle ils elles ce cette ces son sa ses au aux ne pas plus se";
const SPANISH: &str = "\
    el los las unos unas y del al lo es son fue fueron por con su sus más a e o u en de la que \
    se no un una";

type Words = LazyLock<HashSet<String>>;

fn words(list: &str) -> HashSet<String> {
    list.split_whitespace().map(fold).collect()
}

/// The language of a BCP 47 tag, without its region.
pub fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

/// Whether a folded word says nothing of the matter in `language` (BCP 47): known for English (which stands for
/// unknown languages too), German, Portuguese, French and Spanish.
pub fn is_stop_word(folded: &str, language: Option<&str>) -> bool {
    static LISTS: [Words; 5] = [
        LazyLock::new(|| words(ENGLISH)),
        LazyLock::new(|| words(GERMAN)),
        LazyLock::new(|| words(PORTUGUESE)),
        LazyLock::new(|| words(FRENCH)),
        LazyLock::new(|| words(SPANISH)),
    ];
    let list = match language.map(primary) {
        Some("de") => 1,
        Some("pt") => 2,
        Some("fr") => 3,
        Some("es") => 4,
        _ => 0,
    };
    LISTS[list].contains(folded)
}

/// The stem of a folded word by the Snowball rules for `language` (BCP 47; English where it is another or
/// unknown): words of one stem are forms of one word.
pub fn stem<'a>(folded: &'a str, language: Option<&str>) -> Cow<'a, str> {
    let algorithm = match language.map(primary) {
        Some("de") => Algorithm::German,
        Some("pt") => Algorithm::Portuguese,
        Some("es") => Algorithm::Spanish,
        Some("fr") => Algorithm::French,
        Some("it") => Algorithm::Italian,
        Some("nl") => Algorithm::Dutch,
        _ => Algorithm::English,
    };
    Stemmer::new(algorithm).stem(folded)
}

/// Whether `1.600` is a thousand and `1,5` one and a half in `language` (BCP 47).
pub fn comma_decimal(language: Option<&str>) -> bool {
    const LANGUAGES: &str = "de pt es fr it nl da sv no nb fi pl cs ru uk tr";
    language
        .map(primary)
        .is_some_and(|tag| LANGUAGES.split(' ').any(|known| known == tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stop_word_of_one_language_may_say_something_in_another() {
        for (word, language, expected) in [
            ("the", None, true),
            ("war", Some("en"), false),
            ("war", Some("de"), true),
            ("fur", Some("de-AT"), true),
            ("nao", Some("pt"), true),
            ("'s", Some("en"), true),
        ] {
            assert_eq!(
                is_stop_word(word, language),
                expected,
                "{word} {language:?}"
            );
        }
    }

    #[test]
    fn decimals_follow_the_language() {
        assert!(comma_decimal(Some("pt-BR")));
        assert!(!comma_decimal(None));
    }
}
