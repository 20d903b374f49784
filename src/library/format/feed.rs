//! Saved RSS, RDF and Atom feeds: each entry is an article.
//!
//! - A feed is mended before it is read ([`mend`]); of one that is damaged all the same, every whole entry is
//!   kept, and a note says what is lost.
//! - The feed's title is the outlet. An entry is named by its guid, else its address, else its headline and
//!   date, within its feed; never by chance.
//! - The longer of content and summary is the body.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use feed_rs::model::{Entry, Feed, Link, Text};
use feed_rs::parser;

use super::super::draft::Draft;
use super::html::block;
use super::{Issue, plain};
use crate::library::Paragraph;
use crate::library::desk::author_in;
use crate::text::moment::Moment;

mod mend;

use mend::Mended;

/// Reads the entries of a feed; an error is a reason for a person.
pub(super) fn read(text: &str) -> Result<Issue, String> {
    let mended = mend::mend(text).ok_or("XML, but no feed: it has no <rss>, <feed> or <RDF>")?;
    let reader = Reader::default();
    if let Some(feed) = reader.parse(&mended.text) {
        return Ok(Issue {
            drafts: reader.drafts(&feed),
            note: None,
        });
    }
    let drafts = reader.whole_entries(&mended);
    let count = drafts.len();
    let of = mended.entries.len();
    let note = if count == 0 {
        "damaged: there is no whole entry in it".to_owned()
    } else if count == of {
        format!("damaged after entry {count}; what is whole was read, up to there")
    } else {
        format!("damaged; {count} of {of} entries were read")
    };
    Ok(Issue {
        drafts,
        note: Some(note),
    })
}

/// Whether a text that begins with `<` is a feed.
pub(super) fn is_feed(text: &str) -> bool {
    mend::root(text).is_some()
}

/// Parses feeds, and remembers each date as precisely as the feed gave it: `feed-rs` keeps instants only.
#[derive(Default)]
struct Reader {
    moments: Arc<Mutex<HashMap<DateTime<Utc>, Moment>>>,
}

impl Reader {
    fn parse(&self, text: &str) -> Option<Feed> {
        let moments = Arc::clone(&self.moments);
        let parser = parser::Builder::new()
            .sanitize_content(false)
            .id_generator(|_: &[Link], _: &Option<Text>, _: Option<&str>| String::new())
            .timestamp_parser(move |text| {
                let moment = Moment::parse(text)?;
                let instant = DateTime::from_timestamp(moment.seconds(), 0)?;
                moments
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .insert(instant, moment);
                Some(instant)
            })
            .build();
        parser.parse(text.as_bytes()).ok()
    }

    fn moment(&self, instant: Option<DateTime<Utc>>) -> Option<Moment> {
        let moments = self.moments.lock().unwrap_or_else(PoisonError::into_inner);
        moments.get(&instant?).copied()
    }

    fn drafts(&self, feed: &Feed) -> Vec<Draft> {
        feed.entries
            .iter()
            .map(|entry| self.draft(feed, entry))
            .collect()
    }

    /// The entries that can be read one by one, where the feed as a whole cannot.
    fn whole_entries(&self, mended: &Mended) -> Vec<Draft> {
        let alone = |head: &str, entry: &str| format!("{head}{entry}{}", mended.tail);
        let head = if self.parse(&alone(mended.head(), "")).is_some() {
            mended.head()
        } else {
            &mended.bare_head
        };
        mended
            .entries
            .iter()
            .filter_map(|range| self.parse(&alone(head, &mended.text[range.clone()])))
            .flat_map(|feed| self.drafts(&feed))
            .collect()
    }

    fn draft(&self, feed: &Feed, entry: &Entry) -> Draft {
        let title = entry
            .title
            .as_ref()
            .map(|title| block::line(&title.content));
        let published = self
            .moment(entry.published)
            .or_else(|| self.moment(entry.updated));
        let url = address(&entry.links);
        let name = [Some(entry.id.clone()), url.clone()]
            .into_iter()
            .flatten()
            .find(|name| !name.trim().is_empty())
            .unwrap_or_else(|| {
                format!(
                    "{} {}",
                    title.as_deref().unwrap_or_default(),
                    published.map_or(String::new(), |m| m.to_string())
                )
            });
        let authors = if entry.authors.is_empty() {
            &feed.authors
        } else {
            &entry.authors
        };
        let mut people: Vec<String> = authors
            .iter()
            .filter_map(|person| author_in(person.name.as_deref()?))
            .collect();
        people.dedup();
        Draft {
            title,
            source: feed.title.as_ref().map(|title| block::line(&title.content)),
            author: (!people.is_empty()).then(|| people.join(", ")),
            published,
            updated: self.moment(entry.updated),
            url,
            entry: Some(format!("{} {name}", feed_name(feed))),
            language: entry.language.clone().or_else(|| feed.language.clone()),
            paragraphs: body(entry),
            ..Draft::default()
        }
    }
}

/// What tells one feed from another: its id, its address or its title.
fn feed_name(feed: &Feed) -> String {
    let title = feed.title.as_ref().map(|title| title.content.clone());
    [Some(feed.id.clone()), address(&feed.links), title]
        .into_iter()
        .flatten()
        .find(|name| !name.is_empty())
        .unwrap_or_default()
}

fn address(links: &[Link]) -> Option<String> {
    let is_page = |link: &&Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
    links
        .iter()
        .find(is_page)
        .map(|link| link.href.clone())
        .filter(|href| !href.is_empty())
}

/// The longer of content and summary.
fn body(entry: &Entry) -> Vec<Paragraph> {
    let content = entry
        .content
        .as_ref()
        .and_then(|content| content.body.as_deref());
    let summary = entry
        .summary
        .as_ref()
        .map(|summary| summary.content.as_str());
    let bodies = [content, summary].into_iter().flatten().map(paragraphs);
    let length = |body: &Vec<Paragraph>| {
        body.iter()
            .map(|paragraph| paragraph.text.len())
            .sum::<usize>()
    };
    bodies.rev().max_by_key(length).unwrap_or_default()
}

/// The paragraphs of HTML, or of plain text where there is no markup in it.
pub(super) fn paragraphs(text: &str) -> Vec<Paragraph> {
    if text.contains('<') || text.contains("&lt;") {
        block::read(text).paragraphs
    } else {
        plain::paragraphs(&super::html::token::decode(text))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn rss(items: &str) -> String {
        format!(
            "<?xml version='1.0' encoding='utf-8'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>\
             <title>Harbour &amp; Coast</title><link>https://h.example/</link><language>en-gb</language>{items}</channel></rss>"
        )
    }

    const FERRY: &str = "<item><title>Ferry &amp;amp; crew</title><link>https://h.example/f</link><guid>f1</guid>\
        <pubDate>Thu, 10 Jul 2025 09:30:00 +0800</pubDate><dc:creator>Ann Lee</dc:creator>\
        <description>&lt;p&gt;It sank.&lt;/p&gt;&lt;p&gt;Nobody was hurt.&lt;/p&gt;</description></item>";

    fn titles(feed: &str) -> Vec<String> {
        read(feed)
            .unwrap()
            .drafts
            .into_iter()
            .map(|draft| draft.title.unwrap_or_default())
            .collect()
    }

    #[test]
    fn an_entry_is_an_article() {
        let issue = read(&rss(FERRY)).unwrap();
        assert_eq!(issue.note, None);
        let draft = &issue.drafts[0];
        assert_eq!(draft.title.as_deref(), Some("Ferry & crew"));
        assert_eq!(draft.source.as_deref(), Some("Harbour & Coast"));
        assert_eq!(draft.author.as_deref(), Some("Ann Lee"));
        assert_eq!(draft.published, Moment::parse("2025-07-10T09:30:00+08:00"));
        assert_eq!(draft.url.as_deref(), Some("https://h.example/f"));
        let body: Vec<_> = draft.paragraphs.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(body, ["It sank.", "Nobody was hurt."]);
    }

    #[test]
    fn atom_and_rdf_are_read_too() {
        let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Coast</title><id>urn:c</id><entry><title>Boat</title><id>urn:b</id>\
            <updated>2025-07-10T08:00:00Z</updated><content type='html'>&lt;p&gt;It left.&lt;/p&gt;</content></entry></feed>";
        let rdf = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel rdf:about='x'>\
            <title>Coast</title><link>https://c.example</link></channel><item rdf:about='y'><title>Boat</title><link>https://c.example/b</link>\
            <description>It left.</description></item></rdf:RDF>";
        for feed in [atom, rdf] {
            let draft = read(feed).unwrap().drafts.remove(0);
            assert_eq!(
                (draft.title.as_deref(), draft.source.as_deref()),
                (Some("Boat"), Some("Coast"))
            );
            assert_eq!(draft.paragraphs[0].text, "It left.");
        }
    }

    #[test]
    fn an_entry_without_an_id_has_the_same_name_in_every_run() {
        let item = "<item><title>Ferry</title><description>It sank.</description></item>";
        let name = || read(&rss(item)).unwrap().drafts[0].entry.clone();
        assert_eq!(name(), name());
        assert!(name().unwrap().contains("Ferry"));
    }

    #[test]
    fn damage_costs_no_whole_entry() {
        let second = FERRY.replace("Ferry", "Second").replace("f1", "f2");
        let both = ["Ferry & crew", "Second & crew"];
        let whole = rss(&format!("{FERRY}{second}"));
        let cases = [
            ("cut off", whole[..whole.len() - 60].to_owned(), &both[..1]),
            (
                "cut off behind an entry",
                rss(&format!("{FERRY}{second}<item><title>Thi")).replace("</channel></rss>", ""),
                &both[..],
            ),
            (
                "bare ampersand",
                whole.replace("It sank", "R&D sank"),
                &both[..],
            ),
            (
                "unknown entity",
                whole.replace("It sank", "It&nbsp;sank &nonsense;"),
                &both[..],
            ),
            (
                "junk before",
                format!("\n warning: x < y\n{whole}"),
                &both[..],
            ),
            (
                "control characters",
                whole.replace("It sank", "It \u{8}sank\u{1b} &#27;"),
                &both[..],
            ),
            (
                "utf-16 by its own word",
                whole.replace("utf-8", "utf-16"),
                &both[..],
            ),
            ("no version", whole.replace(" version='2.0'", ""), &both[..]),
            (
                "broken entry",
                rss(&format!("{FERRY}<item><title>Bad</item></title>{second}")),
                &both[..],
            ),
            (
                "entities that grow",
                whole
                    .replace(
                        "<rss",
                        "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><rss",
                    )
                    .replace("It sank", "It &b; sank"),
                &both[..],
            ),
        ];
        for (what, feed, expected) in cases {
            let mut found = titles(&feed);
            found.retain(|title| title != "Bad");
            assert_eq!(found, expected, "{what}");
        }
    }

    #[test]
    fn damage_is_told() {
        let cut = rss(&format!("{FERRY}<item><ti")).replace("</channel></rss>", "");
        let note = read(&cut).unwrap().note;
        assert!(note.unwrap().contains("damaged after entry 1"));
        assert!(read("<?xml version='1.0'?><catalog><book/></catalog>").is_err());
    }
}
