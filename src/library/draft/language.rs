//! Which language a text is in: what its words say where there are enough of them, else what it declares.

use whatlang::Lang;

use crate::library::Paragraph;
use crate::text::clean::beginning;

/// So many bytes of a text are enough to tell its language.
const SAMPLE: usize = 1200;

/// Texts below this many characters are too short to be sure.
const SHORTEST: usize = 120;

/// The BCP 47 tag of the language of `paragraphs`.
pub(super) fn of(paragraphs: &[Paragraph], declared: Option<&str>) -> Option<String> {
    let declared = declared.and_then(primary);
    detect(paragraphs).or(declared)
}

fn detect(paragraphs: &[Paragraph]) -> Option<String> {
    let mut sample = String::with_capacity(SAMPLE + 4);
    for paragraph in paragraphs {
        let room = SAMPLE.saturating_sub(sample.len());
        sample.push_str(beginning(&paragraph.text, room));
        sample.push(' ');
        if sample.len() >= SAMPLE {
            break;
        }
    }
    if is_english(&sample) {
        return Some("en".to_owned());
    }
    let found = whatlang::detect(&sample)?;
    let wide = sample.len() > 2 * sample.chars().count();
    let enough = sample.chars().count() >= if wide { SHORTEST / 4 } else { SHORTEST };
    (enough && found.is_reliable()).then(|| tag(found.lang()).to_owned())
}

/// Whether the commonest words of English are as common here; spares most texts the 0.2 ms of a full look.
fn is_english(sample: &str) -> bool {
    let mut all = 0;
    let mut english = 0;
    for word in sample.split_whitespace() {
        all += 1;
        english += usize::from(matches!(
            word,
            "the" | "The" | "of" | "and" | "with" | "that" | "from" | "by"
        ));
    }
    all >= 25 && english * 9 >= all
}

/// The language of a tag, without script and region: `en` of `en-US` and `en_GB`.
fn primary(tag: &str) -> Option<String> {
    let language = tag
        .trim()
        .split(['-', '_', ','])
        .next()?
        .to_ascii_lowercase();
    let is_code =
        matches!(language.len(), 2 | 3) && language.bytes().all(|byte| byte.is_ascii_lowercase());
    is_code.then_some(language)
}

/// The codes of three letters that detection answers with, and those of two that stand for them.
#[rustfmt::skip]
const TWO_LETTERS: [(&str, &str); 70] = [
    ("epo", "eo"), ("eng", "en"), ("rus", "ru"), ("cmn", "zh"), ("spa", "es"), ("por", "pt"),
    ("ita", "it"), ("ben", "bn"), ("fra", "fr"), ("deu", "de"), ("ukr", "uk"), ("kat", "ka"),
    ("ara", "ar"), ("hin", "hi"), ("jpn", "ja"), ("heb", "he"), ("yid", "yi"), ("pol", "pl"),
    ("amh", "am"), ("jav", "jv"), ("kor", "ko"), ("nob", "nb"), ("dan", "da"), ("swe", "sv"),
    ("fin", "fi"), ("tur", "tr"), ("nld", "nl"), ("hun", "hu"), ("ces", "cs"), ("ell", "el"),
    ("bul", "bg"), ("bel", "be"), ("mar", "mr"), ("kan", "kn"), ("ron", "ro"), ("slv", "sl"),
    ("hrv", "hr"), ("srp", "sr"), ("mkd", "mk"), ("lit", "lt"), ("lav", "lv"), ("est", "et"),
    ("tam", "ta"), ("vie", "vi"), ("urd", "ur"), ("tha", "th"), ("guj", "gu"), ("uzb", "uz"),
    ("pan", "pa"), ("aze", "az"), ("ind", "id"), ("tel", "te"), ("pes", "fa"), ("mal", "ml"),
    ("ori", "or"), ("mya", "my"), ("nep", "ne"), ("sin", "si"), ("khm", "km"), ("tuk", "tk"),
    ("aka", "ak"), ("zul", "zu"), ("sna", "sn"), ("afr", "af"), ("lat", "la"), ("slk", "sk"),
    ("cat", "ca"), ("tgl", "tl"), ("hye", "hy"), ("cym", "cy"),
];

/// The shortest code of a language: that of two letters, where one exists.
fn tag(language: Lang) -> &'static str {
    let code = language.code();
    TWO_LETTERS
        .iter()
        .find(|(three, _)| *three == code)
        .map_or(code, |(_, two)| two)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::draft::prose;

    #[track_caller]
    fn check(text: &str, declared: Option<&str>, language: Option<&str>) {
        assert_eq!(of(&[prose(text)], declared).as_deref(), language);
    }

    #[test]
    fn a_long_text_speaks_for_itself() {
        check(
            "The harbour board said on Tuesday that the ferry would be taken out of service, and that the passengers would be \
             carried by bus until a new boat had been found for the crossing.",
            Some("de"),
            Some("en"),
        );
        check(
            "外相は木曜日、首都に到着し、地域の同僚と会談した。会談は二時間に及んだ。",
            None,
            Some("ja"),
        );
    }

    #[test]
    fn a_short_text_is_in_the_language_it_declares() {
        check("Ferry sinks.", Some("en-GB"), Some("en"));
        check("Ferry sinks.", Some("english"), None);
        check("Ferry sinks.", None, None);
    }

    #[test]
    fn every_language_has_its_shortest_code() {
        for language in Lang::all() {
            let tag = tag(*language);
            assert!(tag.len() == 2, "{language} has no code of two letters");
        }
    }
}
