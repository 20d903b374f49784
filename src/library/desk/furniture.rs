//! Which lines are the furniture of a page and not its text.
//!
//! A whole line or paragraph is furniture if it is
//!
//! - one of the words of buttons and boxes: `Share This Article`, `Advertisement`, `Exit mobile version`;
//! - a count: `4 Min Read`, `12 comments`, `Reading time: 4 minutes`;
//! - a short line that begins as notices do: `Sign up for our newsletter`, `Follow us on`, `Read more:`,
//!   `Photo:`, `©`, `(Reporting by`; and, at any length up to a few sentences, a notice on cookies, copyright
//!   or subscriptions, known by a turn of phrase that only notices have;
//! - a heading such as `Related Sources:`, and then the list that follows it;
//! - a rule of signs, `___`; the credit of an embedded post ([`embed`]); the imprint below a paper, `Provided
//!   by Harbour Agency`, `DOI: 10.1000/182`, `More information: …`.
//!
//! Off the end of a paragraph go the bare links of an embedded post and `Read our full review here.`
//!
//! Prose that only contains such words stays.

use super::outlet;
use crate::library::{Paragraph, ParagraphKind};

mod embed;
mod phrase;

use phrase::{NOTICES, SECTIONS, STARTS, WHOLE};

/// Why a line is furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A line of its own.
    Line,
    /// The heading of a list that is furniture too.
    Section,
}

/// Lines that begin as notices do are furniture up to this many bytes.
const SHORT: usize = 200;

/// Notices of several sentences are known up to this many bytes.
const NOTICE: usize = 700;

/// Judges a whole line; `None` for text.
pub(super) fn judge(line: &str) -> Option<Kind> {
    if line.len() > NOTICE {
        return None;
    }
    let lower = line.to_lowercase().replace('’', "'");
    let words =
        lower.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '(' | '[' | '@'));
    if SECTIONS.contains(&words) {
        return Some(Kind::Section);
    }
    let is_line = WHOLE.contains(&words)
        || is_count(words)
        || is_rule(line)
        || embed::is_credit(line)
        || is_imprint(line, words)
        || (line.len() <= SHORT
            && (begins_as_notice(words)
                || is_podcast(words)
                || is_credit(words)
                || is_desk_credit(line)))
        || is_notice(&lower);
    is_line.then_some(Kind::Line)
}

/// Whether a paragraph below a section's heading belongs to its list: an item, an address, a line that is no
/// sentence.
pub(super) fn is_listed(paragraph: &Paragraph) -> bool {
    let text = &paragraph.text;
    match paragraph.kind {
        ParagraphKind::List => true,
        ParagraphKind::Text => {
            text.contains("://") || (text.len() <= SHORT && !super::shape::ends_like_sentence(text))
        }
        _ => false,
    }
}

/// Where what is furniture at the end of a paragraph begins; its length if there is none.
pub(super) fn tail(text: &str) -> usize {
    let kept = text.trim_end();
    let Some(last) = kept.rfind("Read our ").filter(|at| *at > 0) else {
        return embed::tail(text);
    };
    let is_own = kept[..last]
        .trim_end()
        .ends_with(['.', '!', '?', '”', '"', '’']);
    if is_own && is_pointer(&kept[last..]) {
        last
    } else {
        embed::tail(text)
    }
}

/// `Read our full review here.`: one short sentence that points to another page.
fn is_pointer(line: &str) -> bool {
    line.len() <= SHORT
        && line.starts_with("Read our ")
        && line
            .trim_end_matches(['.', '!'])
            .strip_suffix(" here")
            .is_some_and(|line| !line.contains(['.', '!', '?', ';', ',', '“', '"']))
}

/// A line that is drawn with signs: `___`, `* * *`.
fn is_rule(line: &str) -> bool {
    let is_sign = |c: char| matches!(c, '_' | '*' | '-' | '–' | '—' | '=' | '~' | '#' | '•' | '·');
    line.chars().any(is_sign) && line.chars().all(|c| is_sign(c) || c.is_whitespace())
}

/// What stands below the text of a paper's or agency's release; `words` is the line in lower case.
fn is_imprint(line: &str, words: &str) -> bool {
    const STARTS: [&str; 3] = ["doi: 10.", "more information: ", "journal information: "];
    let is_paper = words.contains("doi: 10.") || words.contains("doi.org/");
    line.strip_prefix("Provided by ")
        .is_some_and(|name| outlet::is_name(name) && !name.ends_with('.'))
        || is_pointer(line)
        || (is_paper || line.len() <= SHORT) && STARTS.iter().any(|start| words.starts_with(start))
        || words.starts_with("citation: ") && words.contains(" retrieved ")
}

/// `4 min read`, `12 comments`, `reading time: 4 minutes`.
fn is_count(words: &str) -> bool {
    const COUNTED: [&str; 16] = [
        "min read",
        "mins read",
        "minute read",
        "minutes read",
        "min",
        "minutes to read",
        "comments",
        "comment",
        "shares",
        "share",
        "views",
        "view",
        "likes",
        "retweets",
        "images",
        "photos",
    ];
    let after = |text: &str| {
        let rest = text
            .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '~' | '<'));
        (rest.len() < text.len()).then(|| rest.replace('-', " ").trim().to_owned())
    };
    let time = [
        "reading time",
        "estimated reading time",
        "read time",
        "time to read",
    ]
    .iter()
    .find_map(|label| words.strip_prefix(label))
    .and_then(|rest| after(rest.trim_start_matches([':', ' '])));
    let is_place = ["image ", "photo ", "slide ", ""]
        .iter()
        .find_map(|label| words.strip_prefix(label))
        .and_then(|rest| rest.split_once(" of "))
        .is_some_and(|(this, all)| {
            is_number(this) && is_number(all.trim_start_matches(['/', ' ']))
        });
    let is_time = time
        .is_some_and(|rest| matches!(rest.as_str(), "" | "min" | "mins" | "minute" | "minutes"));
    is_place || is_time || after(words).is_some_and(|rest| COUNTED.contains(&rest.as_str()))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn begins_as_notice(words: &str) -> bool {
    STARTS.iter().any(|start| words.starts_with(start))
}

/// `Listen to our weekly podcast, “The Ferry.”`
fn is_podcast(words: &str) -> bool {
    const STARTS: [&str; 6] = [
        "catch up ",
        "check out ",
        "download ",
        "listen to ",
        "subscribe to ",
        "tune in to ",
    ];
    STARTS.iter().any(|start| words.starts_with(start))
        && words
            .split_once(" our ")
            .is_some_and(|(_, rest)| rest.contains("podcast"))
}

/// Credits of pictures and of the desk.
fn is_credit(words: &str) -> bool {
    const STARTS: [&str; 15] = [
        "photo:",
        "photo by ",
        "(photo by ",
        "(photo:",
        "photo credit",
        "photograph:",
        "photograph by ",
        "picture:",
        "image:",
        "image credit",
        "image source",
        "credit:",
        "file photo",
        "(file photo",
        "[photo",
    ];
    const ENDS: [&str; 5] = [
        "/getty images",
        "via getty images",
        "/afp via getty images",
        "getty images)",
        "/reuters",
    ];
    STARTS.iter().any(|start| words.starts_with(start))
        || is_caption(words)
        || (words.len() <= 120 && ENDS.iter().any(|end| words.ends_with(end)))
}

/// `The ferry in port. (Photo: Bo Ek)`: what ends with the credit of a picture is its caption.
fn is_caption(words: &str) -> bool {
    const CREDITS: [&str; 7] = [
        "image", "photo", "ap photo", "credit", "picture", "pic", "file",
    ];
    let Some((_, credit)) = words.strip_suffix(')').unwrap_or(words).rsplit_once('(') else {
        return false;
    };
    CREDITS.iter().any(|word| credit.starts_with(word)) && credit.contains([':', '/', '©'])
}

/// `(Reporting by Ann Lee; editing by Bo Ek)`, `Editor: bek`: a list of people, not a sentence about a report.
fn is_desk_credit(line: &str) -> bool {
    const STARTS: [&str; 5] = [
        "reporting by",
        "additional reporting by",
        "editing by",
        "edited by",
        "writing by",
    ];
    let bare = line.trim_start_matches(['(', '[']);
    let words = bare.split(' ').count();
    let behind = |start: &str| {
        let head = bare.get(..start.len())?;
        head.eq_ignore_ascii_case(start)
            .then(|| bare[start.len()..].trim_start_matches([':', ' ']))
    };
    let names_people = STARTS
        .iter()
        .find_map(|start| behind(start))
        .is_some_and(|names| names.starts_with(char::is_uppercase));
    let is_list = line.len() > bare.len() || line.contains(';') || words <= 8;
    (names_people && is_list) || (words <= 4 && behind("editor:").is_some())
}

/// Whether a paragraph speaks as notices do; what quotes somebody is text.
fn is_notice(lower: &str) -> bool {
    !lower.contains(['"', '“']) && NOTICES.iter().any(|turn| lower.contains(turn))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_known() {
        for line in [
            "4 Min Read",
            "Image 1 of / 8",
            "1 of 6",
            "The ferry in port, in March. (Photo: Bo Ek/Post)",
            "Werbung",
            "Source: News agencies",
            "Share This Article",
            "Exit mobile version",
            "5-minute read",
            "Reading time: 4 minutes",
            "12 comments",
            "ADVERTISEMENT",
            "Read more: Ferry sinks off the coast",
            "Photo: Ann Lee/Getty Images",
            "© 2025 Harbour News",
            "Sign up for our morning newsletter",
            "(Reporting by Ann Lee; Editing by Bo Ek)",
            "Edited by: Bo Ek",
            "Editor: bek",
            "Follow us on X and Facebook",
            "We use cookies to improve your browsing experience. Read our privacy policy.",
            "Copyright 2025 The Associated Press. All rights reserved. This material may not be published or broadcast.",
            "Subscribe to unlock unlimited access. Cancel anytime.",
            "___",
            "* * *",
            "— Ann Lee (@annlee) November 18, 2019",
            "Provided by Harbour Space Agency",
            "DOI: 10.1000/182",
            "More information: A. Lee et al. On Ferries (2018). DOI: 10.1000/182",
            "Citation: On ferries (2019, May 3) retrieved 4 May 2019 from https://example.org/a.html",
            "Read our full review here.",
            "Catch up on the vote with our experts on our daily podcast, “The Ferry.”",
        ] {
            assert_eq!(judge(line), Some(Kind::Line), "{line}");
        }
        for line in [
            "Related Sources:",
            "RELATED ARTICLES",
            "See also",
            "Story Timeline",
        ] {
            assert_eq!(judge(line), Some(Kind::Section), "{line}");
        }
    }

    #[test]
    fn what_ends_a_paragraph_and_is_no_text_is_found() {
        for (text, kept) in [
            ("It works. Read our first review here.", "It works. "),
            ("It works. https://t.co/aB1", "It works. "),
            ("It works. Read our reviews.", "It works. Read our reviews."),
            ("They Read our book here.", "They Read our book here."),
            (
                "It works. Read our book. He was here.",
                "It works. Read our book. He was here.",
            ),
        ] {
            assert_eq!(&text[..tail(text)], kept);
        }
    }

    #[test]
    fn prose_stays() {
        for line in [
            "Share prices fell by a tenth on Thursday.",
            "Read more widely, the minister told students.",
            "Cookies must be accepted before a page may track its reader, the court said.",
            "The newsletter said the ferry was unsafe.",
            "He would not comment.",
            "One of 6 ferries sank (the others were in port).",
            "Sources: minister to resign",
            "Photos: the ferry in March",
            "Subscribers of the service were told to sign in again.",
            "The 4 minutes of silence were observed.",
            "Advertisement revenue rose.",
            "More than 700 drones were launched.",
            "728",
            "Editing by committee is slow.",
            "Edited by hand, the book took a year.",
            "Provided by the state, the money was spent.",
            "Provided by Ann Lee.",
            "More information is expected on Monday.",
            "Citation: the minister was wrong.",
            "Read our lips, he said, and come here.",
            "👍",
        ] {
            assert_eq!(judge(line), None, "{line}");
        }
    }
}
