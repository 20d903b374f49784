//! What a page's JSON-LD says of its article.

use serde_json::Value;

use super::block;

/// The article that the JSON-LD of a page describes; fields are decoded, not yet judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Article {
    pub(super) headline: Option<String>,
    pub(super) publisher: Option<String>,
    /// Names of persons, and of those whose type is not told.
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) updated: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) body: Option<String>,
}

/// How deep objects are searched for an article; `serde_json` itself goes no deeper than 128.
const DEEPEST: usize = 6;

/// The article in one `<script type="application/ld+json">`.
pub(super) fn read(script: &str) -> Option<Article> {
    let Some(value) = parse(script) else {
        return salvaged(script);
    };
    let mut found = Vec::new();
    search(&value, DEEPEST, &mut found);
    let best = found
        .iter()
        .find(|object| is_type(object, "NewsArticle"))
        .or(found.first())?;
    let mut article = article(best);
    if article.authors.is_empty() {
        article.authors = referred(&value, &best["author"]);
    }
    Some(article)
}

/// The dates of an article in JSON that is none, such as one with bare quotation marks in its strings.
fn salvaged(script: &str) -> Option<Article> {
    let string = |key: &str| {
        let rest = script.split_once(&format!("\"{key}\""))?.1;
        let value = rest.trim_start().strip_prefix(':')?.trim_start();
        value
            .strip_prefix('"')?
            .split('"')
            .next()
            .map(str::to_owned)
    };
    let is_article = string("@type").is_some_and(|kind| kind.ends_with("Article"));
    is_article.then(|| Article {
        published: string("datePublished"),
        updated: string("dateModified"),
        ..Article::default()
    })
}

/// The persons of a graph that `author` refers to by their `@id`.
fn referred(value: &Value, author: &Value) -> Vec<String> {
    let graph = value["@graph"].as_array().into_iter().flatten();
    let is_meant = |node: &&Value| {
        node["@id"].is_string() && node["@id"] == author["@id"] && is_type(node, "Person")
    };
    graph
        .filter(is_meant)
        .flat_map(|person| names(&person["name"], false))
        .collect()
}

/// Parses JSON that may stand in a comment or have line breaks in its strings.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim();
    let script = script.strip_prefix("<!--").unwrap_or(script);
    let script = script.strip_suffix("-->").unwrap_or(script);
    let script = script.trim().trim_end_matches(';');
    serde_json::from_str(script)
        .or_else(|_| serde_json::from_str(&script.replace(|c: char| c.is_control(), " ")))
        .ok()
}

/// Collects the objects that are articles.
fn search<'a>(value: &'a Value, depth: usize, found: &mut Vec<&'a Value>) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| search(item, depth - 1, found)),
        Value::Object(fields) => {
            if types(value).any(|kind| {
                kind.ends_with("Article")
                    || kind.ends_with("Posting")
                    || matches!(kind, "Report" | "MedicalWebPage")
            }) {
                found.push(value);
            }
            for key in [
                "@graph",
                "mainEntity",
                "mainEntityOfPage",
                "itemListElement",
                "item",
            ] {
                fields
                    .get(key)
                    .into_iter()
                    .for_each(|inner| search(inner, depth - 1, found));
            }
        }
        _ => {}
    }
}

fn types(value: &Value) -> impl Iterator<Item = &str> {
    let kind = &value["@type"];
    kind.as_str().into_iter().chain(
        kind.as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str),
    )
}

fn is_type(value: &Value, name: &str) -> bool {
    types(value).any(|kind| kind == name)
}

fn article(object: &Value) -> Article {
    let text = |key: &str| text(&object[key]);
    Article {
        headline: text("headline").or_else(|| text("name")),
        publisher: names(&object["publisher"], true).into_iter().next(),
        authors: names(&object["author"], false),
        published: text("datePublished").or_else(|| text("dateCreated")),
        updated: text("dateModified"),
        url: text("url").or_else(|| self::text(&object["mainEntityOfPage"]["@id"])),
        language: text("inLanguage"),
        body: object["articleBody"].as_str().map(body),
    }
}

/// A string on one line, markup and entities resolved.
fn text(value: &Value) -> Option<String> {
    value
        .as_str()
        .map(block::line)
        .filter(|text| !text.trim().is_empty())
}

/// The body with its line ends, or with those of its markup.
fn body(text: &str) -> String {
    if !text.contains("</") {
        return super::token::decode(text).into_owned();
    }
    let lines: Vec<String> = block::read(text)
        .paragraphs
        .into_iter()
        .map(|paragraph| paragraph.text)
        .collect();
    lines.join("\n")
}

/// The names in a string, an object or a list of them; organisations only where they are asked for.
fn names(value: &Value, organisations: bool) -> Vec<String> {
    match value {
        Value::String(_) => text(value).into_iter().collect(),
        Value::Array(items) => items
            .iter()
            .flat_map(|item| names(item, organisations))
            .collect(),
        Value::Object(_)
            if organisations || !types(value).any(|kind| kind.ends_with("Organization")) =>
        {
            names(&value["name"], organisations)
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn an_author_may_stand_elsewhere_in_the_graph() {
        let article = read(
            r##"{"@graph": [{"@type": "Article", "headline": "Ferry", "author": {"@id": "#ann"}},
                {"@type": "Person", "@id": "#bo", "name": "Bo Ek"},
                {"@type": ["Person"], "@id": "#ann", "name": "Ann Lee"}]}"##,
        )
        .unwrap();
        assert_eq!(article.authors, ["Ann Lee"]);
    }

    #[test]
    fn broken_json_still_dates_its_article() {
        let article = read(
            r#"{"@type": "NewsArticle", "headline": "The "ferry"", "datePublished" : "2025-07-10"}"#,
        )
        .unwrap();
        assert_eq!(article.published.as_deref(), Some("2025-07-10"));
        assert_eq!(
            read(r#"{"@type": "Event", "datePublished": "2025-07-10""#),
            None
        );
    }
}
