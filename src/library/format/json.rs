//! JSON: the articles that `newsread show` prints, one or a list of them, and JSON feeds.
//!
//! An article that this program wrote is read back as it was: nothing in it is edited again. Of a list that is
//! cut off, or has items that are none, every whole item is kept.

use serde_json::Value;

use super::super::draft::{Draft, Form};
use super::{Issue, feed};
use crate::library::desk::author_in;
use crate::library::{ArticleId, Paragraph};
use crate::text::moment::Moment;

/// Reads the articles in `text`; an error is a reason for a person.
pub(super) fn read(text: &str) -> Result<Issue, String> {
    let text = without_lone_surrogates(text.trim_start_matches('\u{feff}').trim());
    let (value, note) = match serde_json::from_str::<Value>(&text) {
        Ok(value) => (value, None),
        Err(error) => match whole_items(&text) {
            Some(value) => (
                value,
                Some(format!(
                    "damaged JSON ({error}); every whole item before the damage was read"
                )),
            ),
            None => return Err(format!("not valid JSON: {error}")),
        },
    };
    let drafts = drafts(&value).ok_or("JSON, but no article with its paragraphs and no feed")?;
    Ok(Issue { drafts, note })
}

fn drafts(value: &Value) -> Option<Vec<Draft>> {
    let is_article = |value: &Value| value["paragraphs"].is_array();
    match value {
        Value::Array(items) => Some(
            items
                .iter()
                .filter(|item| is_article(item))
                .map(article)
                .collect(),
        ),
        Value::Object(_) if is_article(value) => Some(vec![article(value)]),
        Value::Object(_) => {
            let items = value["items"].as_array()?;
            Some(
                items
                    .iter()
                    .filter(|item| item.is_object())
                    .map(|item| entry(value, item))
                    .collect(),
            )
        }
        _ => None,
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn moment(value: &Value) -> Option<Moment> {
    value.as_str().and_then(Moment::parse)
}

/// An article as `show` prints it.
fn article(value: &Value) -> Draft {
    let paragraphs = value["paragraphs"].as_array().into_iter().flatten();
    let is_derived = value["title_derived"].as_bool() == Some(true);
    let id = value["id"].as_str().filter(|id| id.len() == 16);
    Draft {
        form: Form::Edited,
        title: text(&value["title"]).filter(|_| !is_derived),
        source: text(&value["source"]),
        author: text(&value["author"]),
        published: moment(&value["published"]),
        updated: moment(&value["updated"]),
        url: text(&value["url"]),
        id: id
            .and_then(|id| u64::from_str_radix(id, 16).ok())
            .map(ArticleId),
        language: text(&value["language"]),
        paragraphs: paragraphs.filter_map(paragraph).collect(),
        omitted: value["omitted"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(text)
            .collect(),
        cleaned: serde_json::from_value(value["cleaned"].clone()).unwrap_or_default(),
        ..Draft::default()
    }
}

fn paragraph(value: &Value) -> Option<Paragraph> {
    serde_json::from_value(value.clone()).ok()
}

/// An entry of a JSON feed.
fn entry(feed: &Value, item: &Value) -> Draft {
    let body = text(&item["content_html"])
        .or_else(|| text(&item["content_text"]))
        .or_else(|| text(&item["summary"]));
    let title = text(&item["title"]);
    let published = moment(&item["date_published"]);
    let url = text(&item["url"]).or_else(|| text(&item["external_url"]));
    let dated = || published.map_or(String::new(), |moment| moment.to_string());
    let name = text(&item["id"])
        .or_else(|| url.clone())
        .unwrap_or_else(|| format!("{} {}", title.as_deref().unwrap_or_default(), dated()));
    let feed_name = ["feed_url", "home_page_url", "title"]
        .iter()
        .find_map(|key| text(&feed[*key]));
    Draft {
        source: text(&feed["title"]),
        author: authors(item).or_else(|| authors(feed)),
        updated: moment(&item["date_modified"]),
        published: published.or_else(|| moment(&item["date_modified"])),
        entry: Some(format!("{} {name}", feed_name.unwrap_or_default())),
        language: text(&item["language"]).or_else(|| text(&feed["language"])),
        paragraphs: body.map(|body| feed::paragraphs(&body)).unwrap_or_default(),
        title,
        url,
        ..Draft::default()
    }
}

fn authors(value: &Value) -> Option<String> {
    let listed = value["authors"].as_array().into_iter().flatten();
    let people: Vec<String> = listed
        .chain([&value["author"]])
        .filter_map(|author| text(&author["name"]))
        .filter_map(|name| author_in(&name))
        .collect();
    (!people.is_empty()).then(|| people.join(", "))
}

/// The whole items of a list, or of the list of a feed, that is cut off or broken.
fn whole_items(text: &str) -> Option<Value> {
    if let Some(list) = text.strip_prefix('[') {
        return Some(Value::Array(items(list)));
    }
    let list = text.find("\"items\"")?;
    let start = list + text[list..].find('[')? + 1;
    let head: Value = serde_json::from_str(&format!("{}]}}", &text[..start])).ok()?;
    let mut feed = head.as_object()?.clone();
    feed.insert("items".to_owned(), Value::Array(items(&text[start..])));
    Some(Value::Object(feed))
}

fn items(text: &str) -> Vec<Value> {
    let mut items = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        match stream.next() {
            Some(Ok(item)) => items.push(item),
            _ => return items,
        }
        rest = &rest[stream.byte_offset()..];
    }
}

/// Half a surrogate pair is no character; it becomes U+FFFD, so that the rest can be read.
fn without_lone_surrogates(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        mended.push_str(&rest[..at]);
        rest = &rest[at..];
        let (escape, length) = match (surrogate(rest), rest.get(6..).and_then(surrogate)) {
            (Some(true), Some(false)) => (&rest[..12], 12),
            (Some(_), _) => ("\\ufffd", 6),
            (None, _) => {
                let length = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                (&rest[..length], length)
            }
        };
        mended.push_str(escape);
        rest = &rest[length..];
    }
    mended.push_str(rest);
    mended
}

/// Whether `text` begins with the escape of a surrogate: `true` for a leading one.
fn surrogate(text: &str) -> Option<bool> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    match u16::from_str_radix(digits, 16).ok()? {
        0xd800..0xdc00 => Some(true),
        0xdc00..0xe000 => Some(false),
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    const ARTICLE: &str = r#"{"id":"00000000000000ff","title":"Ferry","title_derived":false,"source":"Post","author":"Ann Lee",
        "published":"2025-07-10","updated":null,"url":null,"path":"a.txt","language":"en","words":2,
        "paragraphs":[{"kind":"heading","text":"By Ann Lee"},{"kind":"text","text":"It sank."}],
        "omitted":["4 Min Read"],"cleaned":{"controls":1,"bidi":0,"invisible":0}}"#;

    #[test]
    fn what_show_prints_reads_back() {
        for text in [
            ARTICLE.to_owned(),
            format!("[{ARTICLE}]"),
            format!("\u{feff}[{ARTICLE}, null"),
        ] {
            let draft = read(&text).unwrap().drafts.remove(0);
            assert_eq!(draft.id, Some(ArticleId(255)));
            assert_eq!(draft.form, Form::Edited);
            assert_eq!(draft.paragraphs.len(), 2);
            assert_eq!(draft.omitted, ["4 Min Read"]);
            assert_eq!(draft.cleaned.controls, 1);
        }
    }

    #[test]
    fn a_json_feed_is_read_item_by_item() {
        let feed = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Coast","items":[null,
            {"id":7,"title":"Boat","content_html":"<p>It left.</p>","date_published":"2025-07-10T08:00:00Z","authors":[{"name":"Ann Lee"}]},
            {"id":8,"content_text":"Half a pair \ud83d here."}]}"#;
        let drafts = read(feed).unwrap().drafts;
        assert_eq!(drafts.len(), 2);
        assert_eq!(drafts[0].source.as_deref(), Some("Coast"));
        assert_eq!(drafts[0].author.as_deref(), Some("Ann Lee"));
        assert_eq!(drafts[0].entry.as_deref(), Some("Coast 7"));
        assert_eq!(drafts[1].paragraphs[0].text, "Half a pair \u{fffd} here.");
        let cut = read(&feed[..feed.len() - 20]).unwrap();
        assert_eq!(cut.drafts.len(), 1);
        assert!(cut.note.unwrap().contains("damaged"));
    }

    #[test]
    fn other_json_says_so() {
        assert!(read("{\"a\": 1}").unwrap_err().contains("no article"));
        assert!(read("{\"a\": ").unwrap_err().contains("not valid JSON"));
        assert!(read(&"[".repeat(100_000)).is_ok_and(|issue| issue.drafts.is_empty()));
    }
}
