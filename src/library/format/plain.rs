//! Where the paragraphs of plain text end.
//!
//! - A line is a paragraph, unless the text is hard-wrapped: no line longer than 120 characters, and nearly
//!   every line so long that the first word of the next would not have fitted on it.
//! - Lines that begin with `•`, `-` or `*` are list items, with `>` quotations, with `#` headings.

use super::super::draft::{Draft, Form};
use super::header;
use crate::library::{Paragraph, ParagraphKind};
use crate::text::clean::clean;

/// Hard-wrapped lines have at most this many characters, and the longest at least `NARROWEST`.
const WIDEST: usize = 120;
const NARROWEST: usize = 45;

/// The article in a plain text.
pub(in crate::library) fn read(text: &str) -> Draft {
    let (text, cleaned) = clean(text);
    let mut draft = Draft {
        form: Form::Loose,
        cleaned,
        ..Draft::default()
    };
    let body = header::take(&text, &mut draft);
    if body.is_some() {
        draft.form = Form::Headed;
    }
    draft.paragraphs = paragraphs(body.unwrap_or(&text));
    draft
}

/// The paragraphs of a cleaned plain text.
pub(super) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let width = wrap_width(text);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut before = "";
    for line in text.lines().map(str::trim) {
        let goes_on = width.is_some_and(|width| is_wrapped(before, line, width));
        match paragraphs.last_mut() {
            _ if line.is_empty() => {}
            Some(last) if goes_on => {
                last.text.push(' ');
                last.text.push_str(marker(line).1);
            }
            _ => {
                let (kind, text) = marker(line);
                paragraphs.push(Paragraph {
                    kind,
                    text: text.to_owned(),
                });
            }
        }
        before = line;
    }
    paragraphs
}

/// The width that a text was wrapped to, if it was.
fn wrap_width(text: &str) -> Option<usize> {
    let width = |line: &str| line.chars().count();
    let longest = text.lines().map(|line| width(line.trim())).max()?;
    if !(NARROWEST..=WIDEST).contains(&longest) {
        return None;
    }
    let lines = || text.lines().map(str::trim);
    let pairs = lines()
        .zip(lines().skip(1))
        .filter(|(line, next)| !line.is_empty() && !next.is_empty());
    let (mut wrapped, mut all) = (0, 0);
    for (line, next) in pairs {
        wrapped += usize::from(is_wrapped(line, next, longest));
        all += 1;
    }
    (all >= 3 && wrapped * 5 >= all * 4).then_some(longest)
}

/// Whether a line went on in the next only because the next word did not fit.
fn is_wrapped(line: &str, next: &str, width: usize) -> bool {
    let first_word = next
        .split_whitespace()
        .next()
        .map_or(0, |word| word.chars().count());
    let starts_anew =
        !matches!(marker(next).0, ParagraphKind::Text) && marker(next).0 != marker(line).0;
    first_word > 0
        && !line.is_empty()
        && !starts_anew
        && line.chars().count() + 1 + first_word > width
}

/// What a line's first characters make of it, and the line without them.
fn marker(line: &str) -> (ParagraphKind, &str) {
    let after = |signs: &[char]| {
        let rest = line.strip_prefix(signs)?;
        rest.starts_with(' ').then(|| rest.trim_start())
    };
    let heading = || {
        let rest = line.trim_start_matches('#');
        (line.len() - rest.len() <= 6)
            .then_some(rest)
            .filter(|rest| rest.starts_with(' '))
    };
    if let Some(text) = after(&['•', '-', '*', '‣', '▪', '◦', '●']) {
        (ParagraphKind::List, text)
    } else if let Some(text) = line.strip_prefix('>') {
        (ParagraphKind::Quote, text.trim_start_matches(['>', ' ']))
    } else if let Some(text) = heading().filter(|_| line.starts_with('#')) {
        (ParagraphKind::Heading, text.trim())
    } else {
        (ParagraphKind::Text, line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let texts: Vec<_> = paragraphs(text)
            .into_iter()
            .map(|paragraph| paragraph.text)
            .collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn a_line_is_a_paragraph() {
        check(
            "Headline\nFirst.\n\nSecond.\n",
            &["Headline", "First.", "Second."],
        );
    }

    #[test]
    fn hard_wrapped_lines_are_joined() {
        check(
            "Ferry taken out of service\n\nThe harbour board said on Tuesday that the ferry\nwould be taken out of service, and \
             that buses\nwould carry its passengers until another boat\ncan be found.\n\nNobody was hurt.\n",
            &[
                "Ferry taken out of service",
                "The harbour board said on Tuesday that the ferry would be taken out of service, and that buses would carry \
                 its passengers until another boat can be found.",
                "Nobody was hurt.",
            ],
        );
    }

    #[test]
    fn short_lines_are_not_taken_for_wrapped_ones() {
        check(
            "Share this\nLog in\nHome\nMenu\n",
            &["Share this", "Log in", "Home", "Menu"],
        );
    }

    #[test]
    fn markers_make_lists_quotations_and_headings() {
        let kinds = |text| {
            paragraphs(text)
                .into_iter()
                .map(|p| (p.kind, p.text))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            kinds("• one\n- two\n> said\n## What next\n-5 degrees\n#tag"),
            [
                (ParagraphKind::List, "one".to_owned()),
                (ParagraphKind::List, "two".to_owned()),
                (ParagraphKind::Quote, "said".to_owned()),
                (ParagraphKind::Heading, "What next".to_owned()),
                (ParagraphKind::Text, "-5 degrees".to_owned()),
                (ParagraphKind::Text, "#tag".to_owned()),
            ]
        );
    }
}
