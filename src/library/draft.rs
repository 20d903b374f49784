//! One text as its format gives it, on its way to a revision: cleaned, edited, its language known.

use crate::library::names::Names;
use crate::library::{ArticleId, Paragraph, ParagraphKind, Revision};
use crate::text::clean::{Cleaned, beginning, clean, clean_line, one_line};
use crate::text::moment::Moment;

mod headline;
mod language;

/// A headline has at most this many bytes; more would slow all that lists it.
const LONGEST_TITLE: usize = 2000;

/// How much of a text's make-up its format has already told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// Headline and headings are marked up: pages, feeds, Markdown.
    #[default]
    Marked,
    /// Plain lines below a block of fields: all of them are body.
    Headed,
    /// Plain lines, the headline perhaps among them.
    Loose,
    /// An article that this program itself has written: nothing is left to edit.
    Edited,
}

/// What a file says of one article, before it has an id.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    pub(super) form: Form,
    /// The headline, where the text has one.
    pub(super) title: Option<String>,
    /// The outlet, where the text names it.
    pub(super) source: Option<String>,
    pub(super) author: Option<String>,
    pub(super) published: Option<Moment>,
    pub(super) updated: Option<Moment>,
    pub(super) url: Option<String>,
    /// The id that the text gives itself in an `Id:` line.
    pub(super) own_id: Option<String>,
    /// What names an entry of a feed, the feed included; its address then does not, for entries may share one.
    pub(super) entry: Option<String>,
    /// The id that this program gave it when it wrote it out.
    pub(super) id: Option<ArticleId>,
    /// The language by the text's own word.
    pub(super) language: Option<String>,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) omitted: Vec<String>,
    pub(super) cleaned: Cleaned,
}

impl Draft {
    /// Cleans every field and paragraph, the last decoding being done, and drops what is then empty.
    pub(super) fn clean(&mut self) {
        let mut cleaned = Cleaned::default();
        let fields = [
            &mut self.title,
            &mut self.source,
            &mut self.author,
            &mut self.url,
            &mut self.own_id,
            &mut self.entry,
            &mut self.language,
        ];
        for field in fields {
            if let Some(text) = field {
                cleaned += clean_in_place(text, clean_line);
            }
            if field.as_deref() == Some("") {
                *field = None;
            }
        }
        for line in &mut self.omitted {
            cleaned += clean_in_place(line, clean_line);
        }
        for paragraph in &mut self.paragraphs {
            cleaned += match paragraph.kind {
                ParagraphKind::Code => clean_in_place(&mut paragraph.text, clean),
                _ => clean_in_place(&mut paragraph.text, clean_line),
            };
        }
        self.cleaned += cleaned;
        self.omitted.retain(|line| !line.is_empty());
        self.paragraphs
            .retain(|paragraph| !paragraph.text.trim().is_empty());
    }

    /// Sets a line aside; it is shown on demand.
    pub(super) fn omit(&mut self, line: &str) {
        let line = one_line(line);
        if !line.is_empty() {
            self.omitted.push(line);
        }
    }

    /// Whether there is anything to read.
    pub(super) fn is_empty(&self) -> bool {
        self.title.is_none() && self.paragraphs.is_empty()
    }

    /// Settles the language: what the text's words say, else what it declares.
    pub(super) fn settle_language(&mut self) {
        self.language = language::of(&self.paragraphs, self.language.as_deref());
    }

    /// Cuts a headline that is no headline; the whole is set aside.
    fn shorten_title(&mut self) {
        if let Some(title) = self
            .title
            .as_mut()
            .filter(|title| title.len() > LONGEST_TITLE)
        {
            let cut = format!("{}…", beginning(title, LONGEST_TITLE).trim_end());
            let whole = std::mem::replace(title, cut);
            self.omitted.insert(0, whole);
        }
    }

    /// What names this text, and the revision that was read from `path`.
    pub(super) fn into_revision(mut self, path: Option<String>) -> (Names, Revision) {
        self.shorten_title();
        let names = Names {
            source: self.source,
            url: self.url,
            own: self.own_id,
            entry: self.entry,
            given: self.id,
        };
        let mut revision = Revision {
            title: String::new(),
            title_derived: self.title.is_none(),
            author: self.author,
            published: self.published,
            updated: self
                .updated
                .filter(|updated| Some(*updated) != self.published),
            path,
            language: self.language,
            paragraphs: self.paragraphs,
            omitted: self.omitted,
            cleaned: self.cleaned,
            ..Revision::default()
        };
        revision.title = self.title.unwrap_or_else(|| headline::derive(&revision));
        revision.counted = Some(revision.words());
        (names, revision)
    }
}

/// A paragraph of running text.
pub(super) fn prose(text: impl Into<String>) -> Paragraph {
    Paragraph {
        kind: ParagraphKind::Text,
        text: text.into(),
    }
}

fn clean_in_place(text: &mut String, rule: fn(&str) -> (String, Cleaned)) -> Cleaned {
    let (clean, changed) = rule(text);
    *text = clean;
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_without_end_is_cut_and_kept() {
        let draft = Draft {
            title: Some("é".repeat(1_000_000)),
            ..Draft::default()
        };
        let (_, revision) = draft.into_revision(None);
        assert_eq!(revision.title.chars().count(), LONGEST_TITLE / 2 + 1);
        assert_eq!(revision.omitted[0].chars().count(), 1_000_000);
    }
}
