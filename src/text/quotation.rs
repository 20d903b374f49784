//! What stands between quotation marks.

use std::ops::Range;

/// The mark that closes what `open` opens.
fn closing(open: char) -> Option<&'static [char]> {
    Some(match open {
        '“' => &['”', '"'],
        '„' => &['“', '”', '"'],
        '"' => &['"', '”'],
        '‘' => &['’'],
        '‚' => &['‘', '’'],
        '«' => &['»'],
        '»' => &['«'],
        '「' => &['」'],
        '『' => &['』'],
        '\'' => &['\''],
        _ => return None,
    })
}

/// Byte ranges of what `text` quotes, without the marks, and the mark still open at its end.
///
/// `open` is the mark left open by the sentence before in the same paragraph. An apostrophe inside a word opens
/// and closes nothing, and a quotation inside another belongs to the outer one.
pub fn quotations(text: &str, open: Option<char>) -> (Vec<Range<usize>>, Option<char>) {
    let mut found = Vec::new();
    let mut current = open.map(|mark| (mark, 0));
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |(_, next)| *next);
        match current {
            Some((mark, start)) => {
                let closes = closing(mark).is_some_and(|marks| marks.contains(&c));
                let apostrophe = matches!(c, '\'' | '’') && after.is_alphanumeric();
                if closes && !apostrophe {
                    found.push(start..at);
                    current = None;
                }
            }
            None if opens(c, before, after) => current = Some((c, at + c.len_utf8())),
            None => {}
        }
        before = c;
    }
    if let Some((_, start)) = current {
        found.push(start..text.len());
    }
    (
        found
            .into_iter()
            .filter(|range| !range.is_empty())
            .collect(),
        current.map(|(mark, _)| mark),
    )
}

fn opens(c: char, before: char, after: char) -> bool {
    let outside = !before.is_alphanumeric();
    match c {
        '»' => outside && after.is_alphanumeric(),
        '"' | '\'' | '‘' | '‚' => outside && !after.is_whitespace(),
        _ => closing(c).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = quotations(text, None)
            .0
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn quotations_of_many_styles_are_found() {
        check("“Go,” he said. “Now.”", &["Go,", "Now."]);
        check("He called it \"bad\" and 'sad'.", &["bad", "sad"]);
        check("Er sagte: „Nein“ und «Ja».", &["Nein", "Ja"]);
        check("彼は「はい」と言った", &["はい"]);
        check("“He has a ‘plan’ for us”", &["He has a ‘plan’ for us"]);
    }

    #[test]
    fn apostrophes_quote_nothing() {
        check("Trump's and the ministers’ summit isn’t on", &[]);
        check("'He's not here,' she said", &["He's not here,"]);
    }

    #[test]
    fn a_quotation_goes_on_into_the_next_sentence() {
        let (first, open) = quotations("She said: “It is late.", None);
        assert_eq!((first.len(), open), (1, Some('“')));
        let (second, open) = quotations("We go home.”", open);
        assert_eq!(
            (second.as_slice(), open),
            (std::slice::from_ref(&(0..11)), None)
        );
    }
}
