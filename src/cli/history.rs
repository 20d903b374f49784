//! What `history` prints: the revisions of an article, the oldest first.

use std::io::{self, Write};

use serde::Serialize;

use crate::library::Revision;
use crate::text::moment::{Moment, wording};
use crate::wrap;

use super::choice::Choice;
use super::json::{self, ArticleShape};
use super::line;
use super::output::Output;

/// What `history` prints as JSON.
#[derive(Debug, Serialize)]
struct HistoryShape {
    article: ArticleShape,
    revisions: Vec<RevisionShape>,
}

#[derive(Debug, Serialize)]
struct RevisionShape {
    number: usize,
    seen: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    words: usize,
    minor: bool,
}

impl RevisionShape {
    fn new(number: usize, revision: &Revision) -> Self {
        let text = |moment: Option<Moment>| moment.map(|moment| moment.to_string());
        Self {
            number,
            seen: text(revision.seen),
            published: text(revision.published),
            updated: text(revision.updated),
            words: revision.words(),
            minor: revision.minor,
        }
    }
}

/// Prints the revisions of the article that was chosen.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn print(choice: &Choice, output: &Output, out: &mut impl Write) -> io::Result<()> {
    let article = &choice.article;
    let newest = article.revisions.len() - 1;
    if output.is_json() {
        let shape = ArticleShape::of(article, newest, choice.story).marked(choice.state);
        let revisions = (1..).zip(&article.revisions);
        let shape = HistoryShape {
            article: shape,
            revisions: revisions
                .map(|(number, revision)| RevisionShape::new(number, revision))
                .collect(),
        };
        return json::print(&shape, out);
    }
    let (ink, theme) = (&output.ink, &output.ink.theme);
    let title = &article.latest().title;
    for range in wrap::wrap(title, output.width) {
        writeln!(out, "{}", ink.paint(theme.strong, &title[range]))?;
    }
    let mut facts = vec![line::source_of(article), article.id.to_string()];
    facts.extend(article.latest().gone.then(|| "its file is gone".to_owned()));
    writeln!(out, "{}\n", ink.paint(theme.dim, &facts.join(" · ")))?;
    let digits = article.revisions.len().to_string().len();
    for (number, revision) in (1..).zip(&article.revisions) {
        let facts = facts_of(revision);
        let facts = wrap::fit(&facts, output.width.saturating_sub(digits + 2));
        writeln!(out, "{number:>digits$}  {facts}")?;
    }
    Ok(())
}

/// When a revision was seen, how long it is, what it says of its own dates.
fn facts_of(revision: &Revision) -> String {
    let seen = match revision.seen {
        Some(seen) => format!("seen {} UTC", wording::compact(seen)),
        None => "not kept".to_owned(),
    };
    let mut facts = vec![seen, line::count(revision.words(), "word")];
    let said = |moment: Option<Moment>, what: &str| {
        moment.map(|moment| format!("{what} {}", wording::compact(moment)))
    };
    facts.extend(said(revision.published, "published"));
    facts.extend(said(revision.updated, "updated"));
    facts.extend(revision.minor.then(|| "the same words".to_owned()));
    facts.join(" · ")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::cli::holdings::tests::article;
    use crate::cli::output::tests::plain;
    use crate::library::state::State;

    fn choice() -> Choice {
        let mut article = article(0xa << 60, Some("Post"), "Ferry aground", &["It sank."]);
        article.revisions[0].seen = Moment::at(1_752_141_600);
        article.revisions[0].published = Moment::parse("2025-07-10");
        let mut again = article.revisions[0].clone();
        again.seen = Moment::at(1_752_145_200);
        again.minor = true;
        article.revisions.push(again);
        Choice {
            article,
            revision: 0,
            story: None,
            state: State {
                read: true,
                ..State::default()
            },
        }
    }

    #[test]
    fn revisions_stand_below_each_other_the_oldest_first() {
        let mut out = Vec::new();
        print(&choice(), &plain(80), &mut out).unwrap();
        let expected = "\
Ferry aground
Post · a000000000000000

1  seen 10 Jul 2025 10:00 UTC · 2 words · published 10 Jul 2025
2  seen 10 Jul 2025 11:00 UTC · 2 words · published 10 Jul 2025 · the same words
";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn json_has_every_key() {
        let mut output = plain(80);
        output.format = Some(crate::cli::arguments::Format::Json);
        let mut out = Vec::new();
        print(&choice(), &output, &mut out).unwrap();
        let json: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(json["article"]["read"], true);
        let expected = serde_json::json!({
            "number": 2, "seen": "2025-07-10T11:00:00Z", "published": "2025-07-10", "updated": null,
            "words": 2, "minor": true
        });
        assert_eq!(json["revisions"][1], expected);
    }
}
