//! A body as the store keeps it: one searchable text, and beside it what the paragraphs are.

use std::borrow::Cow;

use rapidhash::v3::rapidhash_v3;

use crate::library::{Paragraph, ParagraphKind, Revision};
use crate::text::clean::Cleaned;

/// Parts paragraphs, and lines set aside. No text holds it: a control character never comes in.
const BETWEEN: char = '\u{1e}';

/// A body in the columns of its table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Body {
    /// A letter for each paragraph's kind; none where all are running text.
    pub(super) kinds: Option<String>,
    /// What was set aside; none where nothing was.
    pub(super) omitted: Option<String>,
    /// How many controls, direction marks and invisible characters cleaning took; none where it took none.
    pub(super) cleaned: Option<String>,
    /// The paragraphs.
    pub(super) text: String,
}

impl Body {
    pub(super) fn of(revision: &Revision) -> Self {
        let paragraphs = &revision.paragraphs;
        let is_plain =
            !paragraphs.is_empty() && paragraphs.iter().all(|p| p.kind == ParagraphKind::Text);
        let letters = || paragraphs.iter().map(|p| p.kind.letter()).collect();
        let Cleaned {
            controls,
            bidi,
            invisible,
        } = revision.cleaned;
        Self {
            kinds: (!is_plain).then(letters),
            omitted: (!revision.omitted.is_empty())
                .then(|| joined(revision.omitted.iter().map(String::as_str))),
            cleaned: (!revision.cleaned.is_empty())
                .then(|| format!("{controls} {bidi} {invisible}")),
            text: joined(paragraphs.iter().map(|p| p.text.as_str())),
        }
    }

    /// What tells it from every other body.
    pub(super) fn hash(&self) -> u64 {
        let field = |field: &Option<String>| field.as_ref().map(|text| format!("+{text}"));
        let fields = [&self.kinds, &self.omitted, &self.cleaned];
        let fields = fields.map(|text| field(text).unwrap_or_default());
        let mut bytes = fields.join("\0").into_bytes();
        bytes.push(0);
        bytes.extend_from_slice(self.text.as_bytes());
        rapidhash_v3(&bytes)
    }

    /// Gives a revision its body back.
    pub(super) fn fill(self, revision: &mut Revision) {
        revision.paragraphs = match &self.kinds {
            None => paragraphs(&self.text, std::iter::repeat(ParagraphKind::Text)),
            Some(kinds) if kinds.is_empty() => Vec::new(),
            Some(kinds) => {
                let kind = |letter| ParagraphKind::of_letter(letter).unwrap_or_default();
                paragraphs(&self.text, kinds.chars().map(kind))
            }
        };
        let omitted = self.omitted.iter().flat_map(|text| text.split(BETWEEN));
        revision.omitted = omitted.map(str::to_owned).collect();
        revision.cleaned = self
            .cleaned
            .as_deref()
            .map_or_else(Cleaned::default, cleaned);
    }
}

fn paragraphs(text: &str, kinds: impl Iterator<Item = ParagraphKind>) -> Vec<Paragraph> {
    let paragraph = |(text, kind): (&str, _)| Paragraph {
        kind,
        text: text.to_owned(),
    };
    text.split(BETWEEN).zip(kinds).map(paragraph).collect()
}

fn joined<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let safe = |text: &'a str| {
        if text.contains(BETWEEN) {
            Cow::Owned(text.replace(BETWEEN, "\u{fffd}"))
        } else {
            Cow::Borrowed(text)
        }
    };
    let texts: Vec<Cow<'_, str>> = texts.map(safe).collect();
    texts.join(BETWEEN.encode_utf8(&mut [0; 4]))
}

fn cleaned(numbers: &str) -> Cleaned {
    let mut numbers = numbers.split(' ').map(|number| number.parse().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    Cleaned {
        controls: next(),
        bidi: next(),
        invisible: next(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kind() -> impl Strategy<Value = ParagraphKind> {
        prop::sample::select(vec!['t', 'h', 'q', 'l', 'c'])
            .prop_map(|letter| ParagraphKind::of_letter(letter).unwrap_or_default())
    }

    prop_compose! {
        fn revision()(
            paragraphs in prop::collection::vec((kind(), "[a-zé日 \n.]{0,20}"), 0..5),
            omitted in prop::collection::vec("[a-z ]{0,9}", 0..3),
            numbers in (0..3usize, 0..3usize, 0..3usize),
        ) -> Revision {
            let paragraph = |(kind, text)| Paragraph { kind, text };
            let (controls, bidi, invisible) = numbers;
            Revision {
                paragraphs: paragraphs.into_iter().map(paragraph).collect(),
                omitted,
                cleaned: Cleaned { controls, bidi, invisible },
                ..Revision::default()
            }
        }
    }

    proptest! {
        #[test]
        fn every_body_comes_back_as_it_was(revision in revision()) {
            let mut back = Revision::default();
            Body::of(&revision).fill(&mut back);
            prop_assert_eq!(back, revision);
        }

        #[test]
        fn different_bodies_have_different_hashes(a in revision(), b in revision()) {
            let (a, b) = (Body::of(&a), Body::of(&b));
            prop_assert_eq!(a == b, a.hash() == b.hash());
        }
    }
}
