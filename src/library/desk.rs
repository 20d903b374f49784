//! The copy desk: which lines of a text are not its body, and what they say of it.
//!
//! In reading order, once, on cleaned text:
//!
//! 1. The words `date 2025-07-10` before the first line are its date.
//! 2. Above the body, a line that is wholly a byline, a date or the outlet's name is that ([`byline`]).
//! 3. In plain lines without a block of fields, the first line that is left is the headline if a body follows
//!    it and it does not end like a sentence; other lines of that shape before a paragraph are headings.
//! 4. A dateline is cut off the beginning of the body ([`dateline`]).
//! 5. Furniture, such as `Share this article`, is set aside wherever it stands, and the links of an embedded
//!    post at the end of its paragraph ([`furniture`]).
//! 6. The outlet is what the text names first among: its fields, its byline, the agency of its dateline, a
//!    credit ([`credit`]).
//!
//! What is set aside is kept in order. No sentence of the text is ever dropped: but for datelines and what
//! [`furniture`] knows at the end of a paragraph, only whole paragraphs are set aside.

use super::draft::{Draft, Form, prose};
use super::{Paragraph, ParagraphKind};

mod byline;
mod country;
mod credit;
mod dateline;
mod furniture;
mod outlet;
mod person;
mod place;
mod shape;

pub(super) use byline::{author as author_in, author_field};
pub(super) use dateline::in_name as date_in_name;

/// Bylines and dates are looked for in so many paragraphs at most.
const TOP: usize = 8;

/// A byline may follow a sentence that sums the text up, but not two paragraphs of body.
const TOP_PROSE: usize = 2;

/// Edits `draft` by the rules above.
pub(super) fn edit(draft: &mut Draft) {
    if draft.form == Form::Edited {
        return;
    }
    let named = draft.source.is_some();
    let mut desk = Desk {
        agency: None,
        seen: 0,
        prose: 0,
        section: false,
        body: Vec::with_capacity(draft.paragraphs.len()),
        draft,
    };
    let mut paragraphs = std::mem::take(&mut desk.draft.paragraphs);
    desk.cut_date_words(&mut paragraphs);
    let count = paragraphs.len();
    for (index, paragraph) in paragraphs.into_iter().enumerate() {
        desk.take(paragraph, index + 1 < count);
    }
    let Desk {
        mut body, agency, ..
    } = desk;
    if draft.form == Form::Loose && body.is_empty() {
        body.extend(draft.title.take().map(prose));
    }
    if draft.form != Form::Marked {
        shape::mark_headings(&mut body, draft.form == Form::Headed);
    }
    if !named && draft.source.is_none() {
        draft.source = agency.or_else(|| credit::credited(&body));
    }
    draft.paragraphs = body;
}

struct Desk<'a> {
    draft: &'a mut Draft,
    body: Vec<Paragraph>,
    /// The agency that the dateline names.
    agency: Option<String>,
    /// How many paragraphs were seen, and how many of them were prose.
    seen: usize,
    prose: usize,
    /// Whether a heading such as `Related Sources:` was set aside, whose list follows.
    section: bool,
}

impl Desk<'_> {
    /// Sets aside the words ` date 2025-07-10 ` that begin some texts.
    fn cut_date_words(&mut self, paragraphs: &mut Vec<Paragraph>) {
        let Some(first) = paragraphs.first_mut() else {
            return;
        };
        if let Some((words, moment)) = dateline::date_words(&first.text) {
            self.draft.published = self.draft.published.or(Some(moment));
            self.draft.omit(&first.text[..words]);
            first.text = first.text[words..].trim_start().to_owned();
            if first.text.is_empty() {
                paragraphs.remove(0);
            }
        }
    }

    fn take(&mut self, mut paragraph: Paragraph, more: bool) {
        self.seen += 1;
        if paragraph.kind == ParagraphKind::Code {
            return self.body.push(paragraph);
        }
        if self.is_top_line(&paragraph)
            || self.is_furniture(&paragraph)
            || self.is_headline(&paragraph, more)
        {
            return;
        }
        self.cut_dateline(&mut paragraph);
        if self.cut_tail(&mut paragraph) {
            return;
        }
        self.prose += usize::from(shape::is_prose(&paragraph.text));
        self.body.push(paragraph);
    }

    fn set_aside(&mut self, paragraph: &Paragraph) {
        match paragraph.kind {
            ParagraphKind::List => self.draft.omit(&format!("• {}", paragraph.text)),
            _ => self.draft.omit(&paragraph.text),
        }
    }

    fn is_furniture(&mut self, paragraph: &Paragraph) -> bool {
        let found = furniture::judge(&paragraph.text);
        let listed = self.section && furniture::is_listed(paragraph);
        self.section = found == Some(furniture::Kind::Section) || listed;
        let set_aside = found.is_some() || listed;
        if set_aside {
            self.set_aside(paragraph);
        }
        set_aside
    }

    /// Whether this is a byline or a date above the body; what it says fills what is still unknown.
    fn is_top_line(&mut self, paragraph: &Paragraph) -> bool {
        if self.seen > TOP || self.prose >= TOP_PROSE || self.section {
            return false;
        }
        let source = self.draft.source.as_deref();
        if source.is_some_and(|source| shape::is_same_line(source, &paragraph.text))
            || outlet::is_agency(&paragraph.text)
            || (self.prose == 0 && outlet::is_masthead(&paragraph.text))
        {
            self.set_aside(paragraph);
            self.draft
                .source
                .get_or_insert_with(|| person::in_title_case_of_several(&paragraph.text));
            return true;
        }
        let Some(line) = byline::top_line(&paragraph.text) else {
            return false;
        };
        self.set_aside(paragraph);
        let draft = &mut *self.draft;
        draft.author = draft.author.take().or(line.author);
        draft.source = draft.source.take().or(line.source);
        draft.published = draft.published.or(line.published);
        draft.updated = draft.updated.or(line.updated);
        draft.url = draft.url.take().or(line.url);
        true
    }

    /// Whether this is the headline, named before or found now.
    fn is_headline(&mut self, paragraph: &Paragraph, more: bool) -> bool {
        match &self.draft.title {
            Some(title) => self.seen <= TOP && shape::is_same_line(title, &paragraph.text),
            None if self.body.is_empty()
                && self.draft.form == Form::Loose
                && more
                && shape::is_headline(&paragraph.text) =>
            {
                self.draft.title = Some(paragraph.text.clone());
                true
            }
            None => false,
        }
    }

    /// Cuts off what is furniture at the end of a paragraph; whether no word is left.
    fn cut_tail(&mut self, paragraph: &mut Paragraph) -> bool {
        let tail = furniture::tail(&paragraph.text);
        if tail == paragraph.text.len() {
            return false;
        }
        let (kept, cut) = paragraph.text.split_at(tail);
        if !kept.contains(char::is_alphanumeric) {
            self.set_aside(paragraph);
            return true;
        }
        self.draft.omit(cut);
        paragraph.text = kept.trim_end().to_owned();
        false
    }

    fn cut_dateline(&mut self, paragraph: &mut Paragraph) {
        if self.prose > 0 || paragraph.kind != ParagraphKind::Text {
            return;
        }
        if let Some(found) = dateline::find(&paragraph.text) {
            self.draft.omit(&paragraph.text[..found.end]);
            paragraph.text = paragraph.text[found.end..].trim_start().to_owned();
            self.agency = found.agency;
            self.draft.published = self.draft.published.or(found.published);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::format::plain;
    use crate::text::moment::Moment;

    fn edited(text: &str) -> Draft {
        let mut draft = plain::read(text);
        draft.clean();
        edit(&mut draft);
        draft
    }

    fn body(draft: &Draft) -> Vec<&str> {
        draft
            .paragraphs
            .iter()
            .map(|paragraph| paragraph.text.as_str())
            .collect()
    }

    #[test]
    fn the_matter_above_a_body_is_set_aside_and_read() {
        let draft = edited(
            " date 2025-03-04 By Mara Oduya, Harbour News\n\n(HN) — The ferry was taken out of service on Tuesday.\n\nA board \
             member said so.",
        );
        assert_eq!(
            draft.omitted,
            ["date 2025-03-04", "By Mara Oduya, Harbour News", "(HN) —"]
        );
        assert_eq!(draft.title, None);
        assert_eq!(draft.author.as_deref(), Some("Mara Oduya"));
        assert_eq!(draft.source.as_deref(), Some("Harbour News"));
        assert_eq!(draft.published, Moment::parse("2025-03-04"));
        assert_eq!(
            body(&draft),
            [
                "The ferry was taken out of service on Tuesday.",
                "A board member said so."
            ]
        );
    }

    #[test]
    fn a_first_line_that_is_no_sentence_is_the_headline() {
        let draft = edited(
            "Ferry to be scrapped, board says\n\n4 Min Read\n\nThe ferry will be scrapped.\n\nShare This Article\nExit mobile version",
        );
        assert_eq!(
            draft.title.as_deref(),
            Some("Ferry to be scrapped, board says")
        );
        assert_eq!(
            draft.omitted,
            ["4 Min Read", "Share This Article", "Exit mobile version"]
        );
        assert_eq!(body(&draft), ["The ferry will be scrapped."]);
    }

    #[test]
    fn a_line_with_nothing_below_it_is_no_headline() {
        for text in [
            "Ferry to be scrapped",
            "Ferry to be scrapped\n\nShare this article",
        ] {
            let draft = edited(text);
            assert_eq!(
                (draft.title.as_deref(), body(&draft)),
                (None, vec!["Ferry to be scrapped"])
            );
        }
    }

    #[test]
    fn all_below_a_block_of_fields_is_body() {
        let draft = edited("Source: Post\n\nFerry to be scrapped\n\nThe ferry will be scrapped.");
        assert_eq!(draft.title, None);
        assert_eq!(body(&draft).len(), 2);
    }

    #[test]
    fn headings_are_lines_that_are_no_sentences() {
        let draft = edited(
            "Ferry to be scrapped\nThe ferry will go.\n\nWhat comes next\n\nA new boat has been ordered.\n\nNo date is set.",
        );
        let headings: Vec<_> = draft
            .paragraphs
            .iter()
            .filter(|p| p.kind == ParagraphKind::Heading)
            .map(|p| p.text.as_str())
            .collect();
        assert_eq!(headings, ["What comes next"]);
    }

    #[test]
    fn a_list_of_sources_is_set_aside_with_its_heading() {
        let draft = edited(
            "Ferry goes\nThe ferry will go.\nRelated Sources:\n• Source 1 • Source 2\n• Source 3",
        );
        assert_eq!(
            draft.omitted,
            ["Related Sources:", "• Source 1 • Source 2", "• Source 3"]
        );
        assert_eq!(body(&draft), ["The ferry will go."]);
    }

    #[test]
    fn what_an_embedded_post_leaves_is_set_aside() {
        let draft = edited(
            "Ferry goes\nThe ferry will go.\nOh, no. https://t.co/aB1 pic.twitter.com/xY2\n⬇️ https://t.co/cD3\n— Ann Lee (@annlee) \
             November 18, 2019\n___\nIt is old.",
        );
        assert_eq!(
            draft.omitted,
            [
                "https://t.co/aB1 pic.twitter.com/xY2",
                "⬇️ https://t.co/cD3",
                "— Ann Lee (@annlee) November 18, 2019",
                "___"
            ]
        );
        assert_eq!(
            body(&draft),
            ["The ferry will go.", "Oh, no.", "It is old."]
        );
    }

    #[test]
    fn who_is_named_first_is_the_source() {
        for (text, source) in [
            ("Ferry goes\n\nLONDON (AP) — The ferry will go.", Some("AP")),
            (
                "Source: Post\n\nLONDON (AP) — The ferry will go.",
                Some("Post"),
            ),
            (
                "Ferry goes\n\nBy Ann Lee, Harbour News\n\nLONDON (AP) — The ferry will go.",
                Some("Harbour News"),
            ),
            (
                "Ferry goes\n\nThe ferry will go, Coast.Az reports, citing Reuters.",
                Some("Coast.Az"),
            ),
            (
                "By Ann Lee\nAssociated Press\n\nThe ferry will go.",
                Some("Associated Press"),
            ),
            (
                "Ferry goes\n\nSource: Reuters\n\nThe ferry will go.",
                Some("Reuters"),
            ),
            (
                "Ferry goes\n\nBY ANN LEE\nTHE DAILY POST\n\nThe ferry will go.",
                Some("The Daily Post"),
            ),
            (
                "Ferry goes\n\nThe ferry will go.\n\nIt is old.\n\nSource: Xinhua",
                None,
            ),
            (
                "Ferry goes\n\nRelated Sources:\nReuters\n\nThe ferry will go.",
                None,
            ),
            (
                "Ferry goes\n\nTOKYO (Kyodo) - The ferry goes. Trend reports, citing Xinhua.",
                Some("Kyodo"),
            ),
            ("Ferry goes\n\nThe ferry will go, CNN reported.", None),
            (
                "Ferry goes\n\nThe ferry will go, according to a CNN report.",
                None,
            ),
            (
                "Ferry goes\n\nThe ferry will go, CNN reports, citing two officials.",
                None,
            ),
        ] {
            assert_eq!(edited(text).source.as_deref(), source, "{text}");
        }
    }
}
