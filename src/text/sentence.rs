//! Where one sentence ends and the next begins.
//!
//! The boundaries of UAX 29 are taken and then mended:
//!
//! - a break after an abbreviation, an initial or `U.S.`, or before a word in lower case, is none;
//! - nor is one inside a name with a full stop (`ID. Space`, [`DottedNames`]), a slogan in quotation marks
//!   (`the “Slow. We are near.” signs are`, [`Slogans`]), or between a venue and its city;
//! - a closing quotation mark belongs to the sentence that it closes, even behind a space;
//! - a number of a list or a heading (`2. What next`) belongs to what follows it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

mod dotted;
mod slogan;

use dotted::DottedNames;
use slogan::Slogans;

/// Abbreviations after which a name or a number follows, so that a sentence never ends there.
const TITLES: &str = "mr mrs ms mx dr prof rev fr sr st sen rep gov gen col lt maj capt sgt cpl adm pres hon supt insp \
    det messrs mt ft no nos fig figs vol pp art sec vs v al etc approx est dept ca cf eg ie hr frau hrn dra sra nr bzw \
    ca usw vgl jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun";

/// Abbreviations that may end a sentence: they do where the next word is one that often begins a sentence.
const MAY_END: &str =
    "u.s u.k u.n e.u d.c p.m a.m inc ltd co corp jr sr bros ph.d u.s.a b.c l.a n.y etc";

/// Words that often begin a sentence and seldom follow an abbreviation inside one.
const OPENERS: &str = "the a an in on at it he she they we i but and this that these those there when while after before \
    if as for his her their its our my who what where how why yet so or no not both some many most all one two three \
    however meanwhile since last since then now according";

/// Splits the paragraphs of one text, whose names with a full stop it knows.
#[derive(Debug, Default)]
pub struct Splitter {
    names: DottedNames,
    slogans: Slogans,
}

/// Byte ranges of the sentences of one paragraph, trimmed, in order, with nothing known of the text around it.
pub fn split(paragraph: &str) -> Vec<Range<usize>> {
    Splitter::default().split(paragraph)
}

impl Splitter {
    /// A splitter for the text of these paragraphs.
    pub fn of<'a>(paragraphs: impl Iterator<Item = &'a str> + Clone) -> Self {
        Self {
            names: DottedNames::in_text(paragraphs.clone()),
            slogans: Slogans::in_text(paragraphs),
        }
    }

    /// Byte ranges of the sentences of one paragraph, trimmed, in order.
    pub fn split(&self, paragraph: &str) -> Vec<Range<usize>> {
        let slogans = self.slogans.insides(paragraph);
        let mut sentences: Vec<Range<usize>> = Vec::new();
        let mut glue = false;
        for (at, piece) in pieces(paragraph) {
            for (at, piece) in runs_on(at, piece) {
                let start = at + (piece.len() - piece.trim_start().len());
                let end = at + piece.trim_end().len();
                if start >= end {
                    continue;
                }
                let inside = || slogans.iter().any(|slogan| slogan.contains(&start));
                let belongs = sentences.last().is_some_and(|last| {
                    let before = &paragraph[last.clone()];
                    glue || !is_break(before, &paragraph[start..end])
                        || inside()
                        || self.names.runs_through(before, &paragraph[start..end])
                        || is_city(&paragraph[start..])
                });
                glue = is_mark(&paragraph[start..end]) && !belongs;
                match sentences.last_mut().filter(|_| belongs) {
                    Some(last) => last.end = end,
                    None => sentences.push(start..end),
                }
            }
        }
        sentences
    }
}

/// Whether a piece says nothing by itself: a lone sign, or the number of a list's item or of a heading.
fn is_mark(piece: &str) -> bool {
    let number = piece.strip_suffix(['.', ')']).unwrap_or("");
    !piece.chars().any(char::is_alphanumeric)
        || (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the rest of a line is no more than a city and its state: `Seattle, WA`.
fn is_city(rest: &str) -> bool {
    let Some((city, state)) = rest.trim_end().rsplit_once(", ") else {
        return false;
    };
    state.len() == 2
        && state.bytes().all(|byte| byte.is_ascii_uppercase())
        && city.split(' ').count() <= 4
        && city
            .split(' ')
            .all(|word| word.starts_with(char::is_uppercase))
        && !city.contains([',', ':', ';', '!', '?'])
}

/// The pieces of UAX 29, each with the opening mark that the standard leaves at the end of the one before, and
/// without the closing mark that it leaves at the start of the one behind: `it ended. ” But`.
fn pieces(paragraph: &str) -> Vec<(usize, &str)> {
    let mut bounds: Vec<usize> = paragraph
        .split_sentence_bound_indices()
        .map(|(at, _)| at)
        .collect();
    for bound in &mut bounds {
        let opening = paragraph[..*bound]
            .chars()
            .next_back()
            .filter(|c| matches!(c, '“' | '‘' | '«' | '「' | '『' | '('));
        *bound -= opening.map_or(0, char::len_utf8);
        let (before, after) = paragraph.split_at(*bound);
        let closing = after.chars().next().filter(|mark| match mark {
            '”' => before.contains('“'),
            '"' => before.matches('"').count() % 2 == 1,
            _ => false,
        });
        let length = closing.map_or(0, char::len_utf8);
        if after[length..].starts_with(' ') {
            *bound += length;
        }
    }
    bounds.push(paragraph.len());
    bounds
        .windows(2)
        .map(|pair| (pair[0], &paragraph[pair[0]..pair[1]]))
        .collect()
}

/// Parts a piece again where UAX 29 sees no boundary but a reader does: `said.“He`, `ended.The`.
fn runs_on(at: usize, piece: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut from = 0;
    let chars: Vec<(usize, char)> = piece.char_indices().collect();
    for window in chars.windows(4) {
        let [(_, a), (_, b), (at_c, c), (_, d)] = [window[0], window[1], window[2], window[3]];
        let ends = a.is_lowercase() && matches!(b, '.' | '!' | '?');
        let opens =
            matches!(c, '“' | '‘') && d.is_uppercase() || c.is_uppercase() && d.is_lowercase();
        let hangs = matches!(b, '”' | '’')
            && matches!(a, '.' | '!' | '?')
            && c.is_uppercase()
            && d.is_lowercase();
        if ends && opens && !is_address(&piece[from..at_c]) || hangs {
            parts.push((at + from, &piece[from..at_c]));
            from = at_c;
        }
    }
    parts.push((at + from, &piece[from..]));
    parts
}

/// Whether what stands before a full stop looks like the start of a host name (`News.Az`, `www.Example`).
fn is_address(before: &str) -> bool {
    let word = before
        .trim_end_matches(['.', '!', '?'])
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or("");
    before.ends_with('.')
        && (word.starts_with(char::is_uppercase) || word.contains('.') || word.contains("//"))
}

/// Whether a sentence ends between `before` and `after`.
fn is_break(before: &str, after: &str) -> bool {
    if !after.chars().any(char::is_alphanumeric) {
        return false; // a lone closing mark
    }
    let first = after.chars().find(|c| c.is_alphanumeric());
    if first.is_some_and(char::is_lowercase) && !before.ends_with([';', ':', '。']) {
        return after.starts_with(['•', '–', '—', '-']);
    }
    let stem = before
        .trim_end_matches(['”', '’', '"', '\'', ')', ']', '»'])
        .trim_end();
    if !stem.ends_with('.') {
        return true;
    }
    !is_abbreviated(stem, after)
}

/// Whether the full stop that ends `before` is an abbreviation's, seen what follows.
fn is_abbreviated(before: &str, after: &str) -> bool {
    let stem = before.trim_end_matches('.');
    let last = stem
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '‘'))
        .next()
        .unwrap_or("");
    let folded = last.to_lowercase();
    let next = after
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .find(|word| !word.is_empty())
        .unwrap_or("");
    let opener = || has(OPENERS, &next.to_lowercase());
    let initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
    let month = has(
        "jan feb mar apr jun jul aug sep sept oct nov dec no nos vol pp nr",
        &folded,
    );
    if month {
        return next.starts_with(|c: char| c.is_ascii_digit());
    }
    // German ordinals: "am 3. November", "der 2. Weltkrieg".
    if !last.is_empty() && last.len() <= 2 && last.chars().all(|c| c.is_ascii_digit()) {
        return [
            "januar",
            "februar",
            "märz",
            "april",
            "mai",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "dezember",
            "weltkrieg",
            "jahrhundert",
        ]
        .contains(&next.to_lowercase().as_str());
    }
    if has(MAY_END, &folded)
        || folded.contains('.') && folded.split('.').all(|part| part.chars().count() == 1)
    {
        return !opener();
    }
    initial && !opener()
        || has(TITLES, &folded)
            && last.starts_with(char::is_alphabetic)
            && !ends_as_word(last, &folded, opener())
}

/// Whether an abbreviation that is also a word (`No`, `Sun`, `art`) is the word here.
fn ends_as_word(last: &str, folded: &str, opener: bool) -> bool {
    let lower_word = last.starts_with(char::is_lowercase)
        && has("art fig sun sat mar est co al st sec v etc", folded);
    opener && (lower_word || has("etc sun sat mon fri sr al", folded))
}

fn has(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split_whitespace().any(|entry| entry == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paragraph: &str, expected: &[&str]) {
        let found: Vec<&str> = split(paragraph)
            .into_iter()
            .map(|range| &paragraph[range])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_and_initials_end_no_sentence() {
        check(
            "Mr. Smith met Sen. J. R. Doe. They talked.",
            &["Mr. Smith met Sen. J. R. Doe.", "They talked."],
        );
        check(
            "The U.S. Navy left. In the U.S. The mood",
            &["The U.S. Navy left.", "In the U.S.", "The mood"],
        );
        check(
            "It opens at 9 a.m. Monday. It closes at 5 p.m. The end.",
            &[
                "It opens at 9 a.m. Monday.",
                "It closes at 5 p.m.",
                "The end.",
            ],
        );
        check(
            "He came on Nov. 3 with No. 7. No. Never.",
            &["He came on Nov. 3 with No. 7.", "No.", "Never."],
        );
        check(
            "Am 3. November kam er. Dann ging er.",
            &["Am 3. November kam er.", "Dann ging er."],
        );
        check(
            "Acme Inc. said so. It paid $1.5 million.",
            &["Acme Inc. said so.", "It paid $1.5 million."],
        );
    }

    #[test]
    fn quotations_keep_their_marks_and_their_speakers() {
        check(
            "“It is over,” she said. “Go home.”",
            &["“It is over,” she said.", "“Go home.”"],
        );
        check(
            "“Is it over?” he asked. Yes.",
            &["“Is it over?” he asked.", "Yes."],
        );
        check(
            "Talks are 'meaningless.' Meanwhile, it rained.",
            &["Talks are 'meaningless.'", "Meanwhile, it rained."],
        );
        check("‘Stop!’ cried the man.", &["‘Stop!’ cried the man."]);
        check("It ended.“He left.” So", &["It ended.", "“He left.”", "So"]);
    }

    #[test]
    fn a_closing_mark_behind_a_space_closes() {
        check(
            "It is called “ a long lung. ” But not here.",
            &["It is called “ a long lung. ”", "But not here."],
        );
        check(
            "It is called \" a long lung. \" But \"here\" it is.",
            &["It is called \" a long lung. \"", "But \"here\" it is."],
        );
    }

    #[test]
    fn numbers_of_headings_and_cities_of_venues_stay_with_their_words() {
        check("2. Never asked for it", &["2. Never asked for it"]);
        check(
            "He had 2. She had 3. They left.",
            &["He had 2.", "She had 3.", "They left."],
        );
        check(
            "Sept. 5 -- Old River Hall. New Quay, WA",
            &["Sept. 5 -- Old River Hall. New Quay, WA"],
        );
        check(
            "It ended there. Then they left Olympia, WA",
            &["It ended there.", "Then they left Olympia, WA"],
        );
    }

    #[test]
    fn names_with_a_full_stop_are_known_from_the_whole_text() {
        let text = ["The BO. Marine sailed.", "The BO. Marine sank."];
        let splitter = Splitter::of(text.iter().copied());
        assert!(
            text.iter()
                .all(|paragraph| splitter.split(paragraph).len() == 1)
        );
        assert_eq!(split(text[0]).len(), 2);
    }

    #[test]
    fn slogans_are_known_from_the_whole_text() {
        let text = [
            "“Slow. We are near.”",
            "The “Slow. We are near.” signs stay.",
        ];
        let splitter = Splitter::of(text.iter().copied());
        assert!(
            text.iter()
                .all(|paragraph| splitter.split(paragraph).len() == 1)
        );
        assert_eq!(split(text[0]).len(), 2);
    }

    #[test]
    fn run_together_text_and_host_names_are_told_apart() {
        check(
            "It was late.The men left. News.Az reports it.",
            &["It was late.", "The men left.", "News.Az reports it."],
        );
        check(
            "The toll,728 in all, rose.",
            &["The toll,728 in all, rose."],
        );
    }

    #[test]
    fn other_scripts_end_their_sentences_too() {
        check(
            "雨が降った。風も強い。「帰ろう」と彼は言った。",
            &["雨が降った。", "風も強い。", "「帰ろう」と彼は言った。"],
        );
        check("وصل الوفد. غادر الوزير.", &["وصل الوفد.", "غادر الوزير."]);
    }

    #[test]
    fn nothing_but_space_is_lost() {
        for text in ["", "  ", "...", "One. ” Two", "— A. B", "(a.) b? C!"] {
            let kept: String = split(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(kept.replace(' ', ""), text.replace(' ', ""));
        }
    }
}
