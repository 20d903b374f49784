//! What two sentences quote alike: the surest sign that they tell of one thing.

use super::said::{Said, Word, same};
use super::terms::Terms;
use crate::text::language;
use crate::text::word::TokenKind;

/// What each sentence of one side quotes.
#[derive(Debug)]
pub(super) struct Quoted<'a> {
    /// Of each sentence: whether it is a title, and what is quoted.
    sentences: Vec<Vec<(bool, Said<'a>)>>,
}

/// What two sentences quote alike.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Echo {
    /// Words that stand in runs of [`RUN`] or more between quotation marks of both, or are all of one quotation.
    pub(super) words: usize,
    /// The share of the shorter quotation that these are, 0 to 1.
    pub(super) share: f32,
    /// Whether it is a title that both name.
    title: bool,
}

/// Titles of more words are taken for speech.
const TITLE: usize = 8;
/// So many words in a row are no chance.
const RUN: usize = 3;
/// So many words quoted alike, and such a share of the shorter quotation, are one quotation.
const ANCHOR: (usize, f32) = (6, 0.6);
/// So many words are one quotation where they are all that one side quotes.
const FEW: usize = 4;
/// Fewer words between marks are no quotation to look at.
const WHOLE: usize = 2;

impl<'a> Quoted<'a> {
    pub(super) fn new(terms: &[Terms<'a>]) -> Self {
        let of = |index: usize| {
            let said = Said::of(terms, &[index]).into_iter();
            said.map(|said| (is_title(&terms[index], &said), said))
                .collect()
        };
        Self {
            sentences: (0..terms.len()).map(of).collect(),
        }
    }

    /// What sentence `row` quotes as sentence `column` of `other` does; of several quotations, those that have most
    /// words alike.
    pub(super) fn echo(&self, row: usize, other: &Self, column: usize) -> Echo {
        let pairs = self.sentences[row].iter().flat_map(|a| {
            other.sentences[column].iter().map(move |b| Echo {
                title: a.0 || b.0,
                ..Echo::new(&a.1, &b.1)
            })
        });
        pairs.max_by_key(|echo| echo.words).unwrap_or_default()
    }
}

impl Echo {
    fn new(a: &Said<'_>, b: &Said<'_>) -> Self {
        let (short, long) = if a.words.len() <= b.words.len() {
            (a, b)
        } else {
            (b, a)
        };
        let least = RUN.min(short.words.len()).max(WHOLE);
        let alike = in_runs(&short.words, &long.words, least);
        let says = |word: &Word| !language::is_stop_word(&word.text, short.language);
        if !short
            .words
            .iter()
            .zip(&alike)
            .any(|(word, alike)| *alike && says(word))
        {
            return Self::default();
        }
        let words = alike.iter().filter(|alike| **alike).count();
        #[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
        let share = words as f32 / short.words.len() as f32;
        Self {
            words,
            share,
            title: false,
        }
    }

    /// Whether the two quote one saying.
    pub(super) fn is_one(self) -> bool {
        !self.title && self.words >= ANCHOR.0 && self.share >= ANCHOR.1
    }

    /// Whether all that the one quotes, a few words, stands in the other's quotation.
    pub(super) fn is_whole(self) -> bool {
        !self.title && self.words >= FEW && self.share >= 1.0
    }
}

/// Whether what stands between the marks is no speech but a name, of a song or a book: a few words, all that say
/// something with capitals.
fn is_title(terms: &Terms<'_>, said: &Said<'_>) -> bool {
    let inside = |start: usize| said.pieces.iter().any(|piece| piece.contains(&start));
    let says = (0..terms.tokens.len()).filter(|&at| {
        terms.tokens[at].kind == TokenKind::Word
            && !terms.stops[at]
            && inside(terms.tokens[at].range.start)
    });
    let capital =
        |at: usize| terms.text[terms.tokens[at].range.clone()].starts_with(char::is_uppercase);
    let (all, capitals) = says.fold((0, 0), |(all, capitals), at| {
        (all + 1, capitals + usize::from(capital(at)))
    });
    said.words.len() <= TITLE && all > 1 && all == capitals
}

/// For each word of `short`, whether it stands in a run of at least `least` words that `long` has too.
fn in_runs(short: &[Word], long: &[Word], least: usize) -> Vec<bool> {
    let mut alike = vec![false; short.len()];
    let mut previous = vec![0; long.len() + 1];
    for (at, word) in short.iter().enumerate() {
        let mut current = vec![0; long.len() + 1];
        for (column, other) in long.iter().enumerate() {
            if same(word, other) {
                current[column + 1] = previous[column] + 1;
                let run = current[column + 1];
                if run >= least {
                    alike[at + 1 - run..=at].fill(true);
                }
            }
        }
        previous = current;
    }
    alike
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{Text, terms};
    use crate::text::Sentence;

    #[track_caller]
    fn check(left: &str, right: &str, words: usize, share: f32) {
        let text = |text| Text {
            sentences: vec![Sentence { paragraph: 0, text }],
            ..Text::default()
        };
        let (left, right) = terms::terms(&text(left), &text(right));
        let echo = Quoted::new(&left).echo(0, &Quoted::new(&right), 0);
        assert_eq!((echo.words, echo.share), (words, share));
    }

    #[test]
    fn words_in_runs_count_whatever_stands_around_them() {
        check(
            "“I have a horror of being obvious,” he said.",
            "Asked again, the actor said: ‘I’ve a horror of being obvious.’",
            7,
            1.0,
        );
        check(
            "“When I started, I really felt like this was where I was meant to be.”",
            "‘When I started, I … this was where I was meant to be.’",
            12,
            1.0,
        );
    }

    #[test]
    fn a_short_quotation_counts_where_it_is_whole() {
        check(
            "He called it “great success”.",
            "It was “a great success for all”.",
            2,
            1.0,
        );
        check(
            "He called it “great news”.",
            "It was “a great success for all”.",
            0,
            0.0,
        );
    }

    #[test]
    fn a_title_is_no_saying() {
        for (said, expected) in [
            ("Takin’ It All to the Streets", false),
            ("Take it all to the street", true),
        ] {
            let texts = [
                format!("They played “{said}”."),
                format!("He wrote “{said}” in May."),
            ];
            let [left, right] = texts.each_ref().map(|text| Text {
                sentences: vec![Sentence { paragraph: 0, text }],
                ..Text::default()
            });
            let (left, right) = terms::terms(&left, &right);
            let echo = Quoted::new(&left).echo(0, &Quoted::new(&right), 0);
            assert_eq!(echo.is_whole(), expected, "{said}");
        }
    }

    #[test]
    fn words_that_say_nothing_are_no_echo() {
        check(
            "“It is what it is,” he said.",
            "“What it is, it is,” she said.",
            0,
            0.0,
        );
        check("He said it was so.", "“It was so,” she said.", 0, 0.0);
    }
}
