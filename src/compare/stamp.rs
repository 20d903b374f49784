//! Lines that only say when a text was published: two of these do not answer each other, whatever they share.

use crate::text::calendar;
use crate::text::word::{Token, TokenKind};

/// Words beside months and weekdays of which such a line is made, folded: parts of the day, time zones, and what
/// was done then.
const WORDS: &str = "am pm a.m p.m a p m gmt utc bst cet cest est edt et ct cst cdt mt mst mdt pt pst pdt ist aest \
    first last updated update published posted modified filed date time uhr stand";

/// Whether a sentence gives a date or a time and nothing else: its tokens, each with its folded form and whether it
/// is a word that says nothing of the matter.
pub(super) fn is_stamp(tokens: &[Token], folded: &[String], stops: &[bool]) -> bool {
    let mut numbers = 0;
    let says = |kind: TokenKind, stop: bool| kind != TokenKind::Mark && !stop;
    let words = tokens.iter().zip(folded).zip(stops);
    let mut saying = words.filter(|((token, _), stop)| says(token.kind, **stop));
    let only = saying.all(|((token, folded), _)| {
        let number = token.kind == TokenKind::Number;
        numbers += usize::from(number);
        number || is_of_time(folded)
    });
    only && numbers > 0
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
            assert_eq!(left[0].stamp, expected, "{line}");
        }
    }
}
