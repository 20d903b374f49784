//! What a page says of itself: headline, outlet, author, dates, address, language.
//!
//! - Each field is taken from JSON-LD, else Open Graph, else other `<meta>`, else the page's own elements
//!   (`<h1>`, `<title>`, `<time>`, `rel=author`).
//! - The outlet's name behind a headline (`Ferry sinks | Harbour News`) is cut off.
//! - Of an outlet's name with its motto (`Harbour News | All that floats`) the motto is cut off.
//! - An author must be a person's name: no address, no account, not the outlet.
//! - A `<time>` dates the page if it says so (`pubdate`, `itemprop`) or if it is the only day that is named.

use crate::library::desk::author_in;
use crate::text::clean::one_line;
use crate::text::moment::Moment;

use super::linked_data::{self, Article};
use super::token::{Tag, Token, Tokens, decode};

/// The metadata of a page.
#[derive(Debug, Default)]
pub(super) struct Meta {
    /// What JSON-LD says.
    pub(super) article: Article,
    /// The `lang` of the page.
    pub(super) language: Option<String>,
    /// Names of `<meta>` in lower case, with their values.
    fields: Vec<(String, String)>,
    title: Option<String>,
    heading: Option<String>,
    canonical: Option<String>,
    /// Text of elements that are marked as the author.
    bylines: Vec<String>,
    /// The days of `<time>`, and whether each is marked as that of publication.
    times: Vec<(Moment, bool)>,
}

/// Whose text is being gathered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Capture {
    Title,
    Heading,
    Byline,
}

impl Meta {
    /// Reads the metadata of `page`.
    pub(super) fn read(page: &str) -> Self {
        let mut meta = Self::default();
        let mut capture: Option<(Capture, &str, String)> = None;
        let mut is_data = false;
        for token in Tokens::new(page) {
            match token {
                Token::Open(tag) => {
                    is_data = tag.is("script")
                        && tag
                            .attribute("type")
                            .is_some_and(|kind| kind.contains("ld+json"));
                    meta.tag(tag);
                    if capture.is_none() {
                        capture = meta
                            .captures(tag)
                            .map(|kind| (kind, tag.name, String::new()));
                    }
                }
                Token::Raw(script) if is_data => meta.data(script),
                Token::Raw(_) => {}
                Token::Text(text) => {
                    if let Some((_, _, captured)) = capture
                        .as_mut()
                        .filter(|(_, _, captured)| captured.len() < 500)
                    {
                        captured.push_str(&decode(text));
                    }
                }
                Token::Close(name) => {
                    if let Some((kind, _, text)) =
                        capture.take_if(|(_, open, _)| open.eq_ignore_ascii_case(name))
                    {
                        meta.captured(kind, &text);
                    }
                }
            }
        }
        meta
    }

    fn tag(&mut self, tag: Tag<'_>) {
        let value = |name| {
            tag.attribute(name)
                .map(|value| one_line(&value))
                .filter(|value| !value.is_empty())
        };
        if tag.is("html") {
            self.language = self.language.take().or(value("lang")).or(value("xml:lang"));
        } else if tag.is("meta") {
            let name = value("property").or(value("name")).or(value("itemprop"));
            if let Some((name, content)) = name.zip(value("content")) {
                self.fields.push((name.to_lowercase(), content));
            }
        } else if tag.is("link")
            && value("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
        {
            self.canonical = self.canonical.take().or(value("href"));
        } else if tag.is("time") {
            let marked = tag.attribute("pubdate").is_some()
                || value("itemprop").is_some_and(|prop| prop == "datePublished");
            self.times.extend(
                value("datetime")
                    .and_then(|text| Moment::parse(&text))
                    .map(|moment| (moment, marked)),
            );
        }
    }

    /// Whether the text of this element is wanted.
    fn captures(&self, tag: Tag<'_>) -> Option<Capture> {
        if tag.is("title") && self.title.is_none() {
            return Some(Capture::Title);
        }
        if tag.is("h1") && self.heading.is_none() {
            return Some(Capture::Heading);
        }
        let marks = |name| {
            tag.attribute(name)
                .is_some_and(|value| value.split(' ').any(|word| word == "author"))
        };
        let is_container = tag.is("meta") || tag.is("link");
        (!is_container && tag.rest.contains("author") && (marks("rel") || marks("itemprop")))
            .then_some(Capture::Byline)
    }

    fn captured(&mut self, kind: Capture, text: &str) {
        let text = one_line(text);
        if text.is_empty() {
            return;
        }
        match kind {
            Capture::Title => self.title = Some(text),
            Capture::Heading => self.heading = Some(text),
            Capture::Byline => self.bylines.push(text),
        }
    }

    fn data(&mut self, script: &str) {
        if self.article.headline.is_none()
            && let Some(article) = linked_data::read(script)
        {
            self.article = article;
        }
    }

    /// The first value of the first of these names that has one.
    fn field(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.values(name).next())
    }

    fn values<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.fields
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The headline.
    pub(super) fn title(&self) -> Option<String> {
        let named = self.article.headline.as_deref();
        let title = named
            .or(self.field(&[
                "og:title",
                "twitter:title",
                "dc.title",
                "title",
                "parsely-title",
                "sailthru.title",
            ]))
            .or(self.heading.as_deref())
            .or(self.title.as_deref())?;
        Some(self.without_site(title))
    }

    /// Cuts the outlet's name off a headline, where the page's heading or the outlet's name shows where it is.
    fn without_site(&self, title: &str) -> String {
        let site = self.source();
        let cuts = [" | ", " - ", " — ", " – ", " · ", " :: ", " » ", " • "]
            .iter()
            .filter_map(|separator| title.rsplit_once(separator));
        for (head, tail) in cuts {
            let is_site = site.as_deref().is_some_and(|site| {
                is_same(site, tail) || tail.to_lowercase().contains(&site.to_lowercase())
            });
            let is_heading = self
                .heading
                .as_deref()
                .is_some_and(|heading| is_same(heading, head));
            if is_site || is_heading {
                return head.trim().to_owned();
            }
        }
        title.to_owned()
    }

    /// The outlet.
    pub(super) fn source(&self) -> Option<String> {
        let named = self.field(&[
            "og:site_name",
            "application-name",
            "dc.publisher",
            "publisher",
            "cre",
            "apple-mobile-web-app-title",
        ]);
        named
            .map(str::to_owned)
            .or_else(|| self.article.publisher.clone())
            .map(|name| {
                one_line(
                    name.split(" | ")
                        .next()
                        .unwrap_or_default()
                        .trim_start_matches('@'),
                )
            })
            .filter(|name| !name.is_empty() && name.chars().count() <= 60 && !name.contains("://"))
    }

    /// The people who wrote it.
    pub(super) fn author(&self) -> Option<String> {
        let source = self.source();
        let names = |texts: &mut dyn Iterator<Item = &str>| {
            let mut people: Vec<String> = Vec::new();
            for person in texts.filter_map(author_in) {
                let is_outlet = source
                    .as_deref()
                    .is_some_and(|source| is_same(source, &person));
                if !is_outlet && !people.contains(&person) {
                    people.push(person);
                }
            }
            (!people.is_empty()).then(|| people.join(", "))
        };
        names(&mut self.article.authors.iter().map(String::as_str))
            .or_else(|| {
                [
                    "author",
                    "article:author",
                    "parsely-author",
                    "sailthru.author",
                    "dc.creator",
                    "byl",
                    "og:article:author",
                ]
                .iter()
                .find_map(|name| names(&mut self.values(name)))
            })
            .or_else(|| names(&mut self.bylines.iter().map(String::as_str)))
    }

    /// When it was published.
    pub(super) fn published(&self) -> Option<Moment> {
        let parse = |text: Option<&str>| text.and_then(Moment::parse);
        parse(self.article.published.as_deref())
            .or_else(|| {
                [
                    "article:published_time",
                    "og:article:published_time",
                    "datepublished",
                    "parsely-pub-date",
                    "pubdate",
                    "publishdate",
                    "publish_date",
                    "publish-date",
                    "sailthru.date",
                    "dc.date.issued",
                    "dcterms.created",
                    "dc.date",
                    "date",
                    "article.published",
                    "pdate",
                    "originalpublicationdate",
                    "cxenseparse:recs:publishtime",
                ]
                .iter()
                .find_map(|name| parse(self.field(&[name])))
            })
            .or_else(|| self.time())
    }

    /// The day that the page's `<time>` elements agree on.
    fn time(&self) -> Option<Moment> {
        let marked = self.times.iter().find(|(_, marked)| *marked);
        let (first, _) = *marked.or(self.times.first())?;
        let agree = self
            .times
            .iter()
            .all(|(moment, _)| moment.day() == first.day());
        (marked.is_some() || agree).then_some(first)
    }

    /// When it was last changed.
    pub(super) fn updated(&self) -> Option<Moment> {
        let named = self.field(&[
            "article:modified_time",
            "og:updated_time",
            "og:article:modified_time",
            "datemodified",
            "lastmod",
        ]);
        let texts = [self.article.updated.as_deref(), named];
        let updated = texts.into_iter().flatten().find_map(Moment::parse)?;
        let is_later = self
            .published()
            .is_none_or(|published| updated.seconds() >= published.seconds());
        is_later.then_some(updated)
    }

    /// Where it was published.
    pub(super) fn url(&self) -> Option<String> {
        let addresses = [
            self.canonical.as_deref(),
            self.field(&["og:url"]),
            self.article.url.as_deref(),
        ];
        let is_whole = |url: &&str| url.starts_with("http://") || url.starts_with("https://");
        addresses
            .into_iter()
            .flatten()
            .find(is_whole)
            .map(str::to_owned)
    }
}

/// Whether two names are the same, letter case and punctuation apart.
fn is_same(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    letters(a) == letters(b)
}
