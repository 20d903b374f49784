//! Lines that only say when a text was published: two of these do not answer each other, whatever they share.

use super::terms::Terms;
use crate::text::calendar;
use crate::text::word::TokenKind;

/// Words beside months and weekdays of which such a line is made, folded: parts of the day, time zones, and what was done then.
const WORDS: &str = "am pm a.m p.m a p m gmt utc bst cet cest est edt et ct cst cdt mt mst mdt pt pst pdt ist aest \
    first last updated update published posted modified filed found date time uhr stand";

/// Whether the sentence gives a date or a time and nothing else.
pub(super) fn is_stamp(terms: &Terms<'_>) -> bool {
    let mut numbers = 0;
    let words = terms.tokens.iter().zip(&terms.folded).zip(&terms.stops);
    let mut all = words.filter(|((token, _), stop)| token.kind != TokenKind::Mark && !**stop);
    all.all(|((token, folded), _)| {
        numbers += usize::from(token.kind == TokenKind::Number);
        token.kind == TokenKind::Number || is_of_time(folded)
    }) && numbers > 0
}

fn is_of_time(folded: &str) -> bool {
    let day = || {
        let days = [
            "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
        ];
        days.contains(&folded)
    };
    calendar::month(folded).is_some()
        || calendar::weekday(folded).is_some()
        || day()
        || WORDS.split_whitespace().any(|word| word == folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Text;
    use crate::compare::terms::terms;
    use crate::text::Sentence;

    #[test]
    fn a_line_of_date_and_time_is_a_stamp() {
        for (line, expected) in [
            ("12 January 2010 @ 09:29 pm", true),
            ("14: 25 Sun Sep 15 2013", true),
            ("Monday 16 September 2013 03. 31 BST", true),
            ("Updated on 11/30/09 at 05:40 PM ET", true),
            ("Published Friday.", false),
            ("On Monday at 6 pm.", true),
            ("On Monday 14 people died.", false),
            ("Dortmund 3, Bayern 1", false),
            ("...", false),
        ] {
            let text = Text {
                sentences: vec![Sentence {
                    paragraph: 0,
                    text: line,
                }],
                language: Some("en"),
                ..Text::default()
            };
            let (left, _) = terms(&text, &text);
            assert_eq!(is_stamp(&left[0]), expected, "{line}");
        }
    }
}
