//! A row for every article, without its body: what lists, counts and searches need, in some hundred bytes.

use std::collections::HashMap;

use super::{Article, ArticleId, Headline, Library};
use crate::text::moment::Moment;

/// Rows of articles, newest first (undated last, ties by path); each column stands in one piece of memory.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    ids: Vec<ArticleId>,
    /// All headlines, one after the other.
    titles: String,
    /// Where each headline ends in `titles`, in bytes.
    ends: Vec<usize>,
    published: Vec<Option<Moment>>,
    words: Vec<u32>,
    revisions: Vec<u16>,
    outlets: Vec<u32>,
    authors: Vec<u32>,
    languages: Vec<u16>,
    flags: Vec<u8>,
    /// What `outlets` means.
    outlet_names: Vec<Outlet>,
    /// What `authors` means.
    author_names: Vec<Option<Box<str>>>,
    /// What `languages` means.
    language_names: Vec<Option<Box<str>>>,
    /// The rows in the order of their ids.
    by_id: Vec<u32>,
}

/// What stands for the source of some articles.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Outlet {
    /// The source, or a file's name where the source is unknown.
    pub name: Box<str>,
    /// Whether it is a source.
    pub named: bool,
}

const DERIVED: u8 = 1;
const GONE: u8 = 2;

/// One row of a [`Catalogue`].
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    catalogue: &'a Catalogue,
    row: usize,
}

/// Builds a [`Catalogue`] row by row, in its order.
#[derive(Debug, Default)]
pub struct Builder {
    catalogue: Catalogue,
    outlets: HashMap<Outlet, u32>,
    authors: HashMap<Option<Box<str>>, u32>,
    languages: HashMap<Option<Box<str>>, u16>,
}

impl Builder {
    /// Adds the row of `headline` below all others.
    pub fn push(&mut self, headline: &Headline) {
        let catalogue = &mut self.catalogue;
        catalogue.ids.push(headline.id);
        catalogue.titles.push_str(&headline.title);
        catalogue.ends.push(catalogue.titles.len());
        catalogue.published.push(headline.published);
        let words = u32::try_from(headline.words).unwrap_or(u32::MAX);
        catalogue.words.push(words);
        let revisions = u16::try_from(headline.revisions).unwrap_or(u16::MAX);
        catalogue.revisions.push(revisions);
        let derived = if headline.title_derived { DERIVED } else { 0 };
        let gone = if headline.gone { GONE } else { 0 };
        catalogue.flags.push(derived | gone);
        let outlet = Outlet {
            name: headline.source_label().into(),
            named: headline.source.is_some(),
        };
        let names = &mut catalogue.outlet_names;
        catalogue
            .outlets
            .push(number(&mut self.outlets, names, outlet));
        let author = headline.author.as_deref().map(Into::into);
        let names = &mut catalogue.author_names;
        catalogue
            .authors
            .push(number(&mut self.authors, names, author));
        let language = headline.language.as_deref().map(Into::into);
        let names = &mut catalogue.language_names;
        catalogue
            .languages
            .push(number(&mut self.languages, names, language));
    }

    /// The catalogue of all rows.
    ///
    /// # Panics
    ///
    /// When there are 2^32 rows or more.
    pub fn finish(self) -> Catalogue {
        let mut catalogue = self.catalogue;
        let rows = u32::try_from(catalogue.ids.len()).expect("fewer than 2^32 articles");
        catalogue.by_id = (0..rows).collect();
        let ids = &catalogue.ids;
        catalogue
            .by_id
            .sort_unstable_by_key(|&row| ids[row as usize]);
        catalogue
    }
}

/// The number of a name, which gets one where it has none.
fn number<T, N>(numbers: &mut HashMap<T, N>, names: &mut Vec<T>, name: T) -> N
where
    T: Clone + Eq + std::hash::Hash,
    N: Copy + TryFrom<usize> + Default,
{
    if let Some(&number) = numbers.get(&name) {
        return number;
    }
    // More languages than there are numbers for: the rest goes by the first name.
    let number = N::try_from(names.len()).unwrap_or_default();
    names.push(name.clone());
    numbers.insert(name, number);
    number
}

impl Catalogue {
    /// The catalogue of a library that is held in memory.
    pub fn of(library: &Library) -> Self {
        let mut builder = Builder::default();
        for article in library.articles() {
            builder.push(&article.headline());
        }
        builder.finish()
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The row of that number.
    ///
    /// # Panics
    ///
    /// When there are fewer rows.
    pub fn entry(&self, row: usize) -> Entry<'_> {
        assert!(row < self.len(), "row {row} of {}", self.len());
        Entry {
            catalogue: self,
            row,
        }
    }

    /// All rows, newest first.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = Entry<'_>> + Clone {
        (0..self.len()).map(|row| Entry {
            catalogue: self,
            row,
        })
    }

    /// The number of the article's row.
    pub fn row_of(&self, id: ArticleId) -> Option<usize> {
        let key = |&row: &u32| self.ids[row as usize];
        let at = self.by_id.binary_search_by_key(&id, key).ok()?;
        Some(self.by_id[at] as usize)
    }

    /// The row of an article.
    pub fn get(&self, id: ArticleId) -> Option<Entry<'_>> {
        self.row_of(id).map(|row| self.entry(row))
    }

    /// The articles whose id, in lower-case hex, begins with `prefix`, in the order of their ids; none for an
    /// empty one.
    pub fn with_prefix(&self, prefix: &str) -> impl Iterator<Item = Entry<'_>> {
        let is_digit = |c| matches!(c, b'0'..=b'9' | b'a'..=b'f');
        let is_hex = (1..=16).contains(&prefix.len()) && prefix.bytes().all(is_digit);
        let bound = |fill: &str| {
            let digits = format!("{prefix}{}", fill.repeat(16 - prefix.len().min(16)));
            u64::from_str_radix(&digits, 16).unwrap_or(0)
        };
        let (first, last) = (ArticleId(bound("0")), ArticleId(bound("f")));
        let id = |row: &u32| self.ids[*row as usize];
        let from = self.by_id.partition_point(|row| id(row) < first);
        let to = self.by_id.partition_point(|row| id(row) <= last);
        let rows = if is_hex { from..to } else { 0..0 };
        self.by_id[rows].iter().map(|&row| self.entry(row as usize))
    }

    /// Every outlet, by its number.
    pub fn outlets(&self) -> &[Outlet] {
        &self.outlet_names
    }

    /// How many hex digits tell every id from every other, at least 7.
    pub fn id_digits(&self) -> usize {
        let ids = self.by_id.iter().map(|&row| self.ids[row as usize].0);
        let next = ids.clone().skip(1);
        let shared = |(a, b): (u64, u64)| (a ^ b).leading_zeros() as usize / 4;
        let longest = ids.zip(next).map(shared).max().unwrap_or(0);
        (longest + 1).clamp(7, 16)
    }
}

impl<'a> Entry<'a> {
    /// The number of the row.
    pub fn row(self) -> usize {
        self.row
    }

    /// The article.
    pub fn id(self) -> ArticleId {
        self.catalogue.ids[self.row]
    }

    /// The headline.
    pub fn title(self) -> &'a str {
        let catalogue = self.catalogue;
        let begin = self.row.checked_sub(1).map_or(0, |row| catalogue.ends[row]);
        &catalogue.titles[begin..catalogue.ends[self.row]]
    }

    /// Whether the headline was made from the first sentence.
    pub fn title_derived(self) -> bool {
        self.catalogue.flags[self.row] & DERIVED != 0
    }

    /// Whether no file holds a text of it any more.
    pub fn gone(self) -> bool {
        self.catalogue.flags[self.row] & GONE != 0
    }

    /// Number of what stands for its source.
    pub fn outlet(self) -> usize {
        self.catalogue.outlets[self.row] as usize
    }

    /// The source, where it is known.
    pub fn source(self) -> Option<&'a str> {
        let outlet = &self.catalogue.outlet_names[self.outlet()];
        outlet.named.then_some(&*outlet.name)
    }

    /// The source, or the file's name where the source is unknown, or "unknown".
    pub fn source_label(self) -> &'a str {
        &self.catalogue.outlet_names[self.outlet()].name
    }

    /// Who wrote it; several are joined by ", ".
    pub fn author(self) -> Option<&'a str> {
        let number = self.catalogue.authors[self.row] as usize;
        self.catalogue.author_names[number].as_deref()
    }

    /// When it was first published.
    pub fn published(self) -> Option<Moment> {
        self.catalogue.published[self.row]
    }

    /// How many words the body has.
    pub fn words(self) -> usize {
        self.catalogue.words[self.row] as usize
    }

    /// How many revisions are known, at least 1.
    pub fn revisions(self) -> usize {
        usize::from(self.catalogue.revisions[self.row])
    }

    /// BCP 47 tag of its language, where it is known.
    pub fn language(self) -> Option<&'a str> {
        let number = usize::from(self.catalogue.languages[self.row]);
        self.catalogue.language_names[number].as_deref()
    }
}

impl Article {
    /// What a list says of it.
    pub fn headline(&self) -> Headline {
        Headline::of(self, self.latest())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Revision;
    use crate::text::moment::Moment;

    fn article(id: u64, title: &str, source: Option<&str>, day: &str) -> Article {
        Article {
            id: ArticleId(id),
            source: source.map(str::to_owned),
            url: None,
            revisions: vec![Revision {
                title: title.to_owned(),
                published: Moment::parse(day),
                path: Some(format!("news/{id}.txt")),
                language: (id != 3).then(|| "en".to_owned()),
                counted: Some(40),
                gone: id == 2,
                ..Revision::default()
            }],
        }
    }

    fn catalogue() -> Catalogue {
        Catalogue::of(&Library::new(vec![
            article(9, "Ferry sank", Some("Harbour Post"), "2025-07-10"),
            article(
                2,
                "Ferry “Meridian” sank",
                Some("Harbour Post"),
                "2025-07-11",
            ),
            article(3, "", None, ""),
            article(4, "Fähre gesunken", None, "2025-07-09"),
        ]))
    }

    #[test]
    fn rows_say_what_the_articles_say() {
        let catalogue = catalogue();
        let said: Vec<_> = catalogue
            .entries()
            .map(|entry| (entry.id().0, entry.title(), entry.source_label()))
            .collect();
        let expected = [
            (2, "Ferry “Meridian” sank", "Harbour Post"),
            (9, "Ferry sank", "Harbour Post"),
            (4, "Fähre gesunken", "4.txt"),
            (3, "", "3.txt"),
        ];
        assert_eq!(said, expected);
        let sources: Vec<_> = catalogue.entries().map(Entry::source).collect();
        assert_eq!(
            sources,
            [Some("Harbour Post"), Some("Harbour Post"), None, None]
        );
        let languages: Vec<_> = catalogue.entries().map(Entry::language).collect();
        assert_eq!(languages, [Some("en"), Some("en"), Some("en"), None]);
        let gone: Vec<_> = catalogue.entries().map(Entry::gone).collect();
        assert_eq!(gone, [true, false, false, false]);
        assert_eq!(catalogue.outlets().len(), 3);
    }

    #[test]
    fn an_article_is_found_by_its_id_and_by_how_it_begins() {
        let catalogue = catalogue();
        for entry in catalogue.entries() {
            assert_eq!(catalogue.row_of(entry.id()), Some(entry.row()));
        }
        assert_eq!(catalogue.row_of(ArticleId(5)), None);
        let found = |prefix: &str| catalogue.with_prefix(prefix).count();
        assert_eq!(
            (found("000000000000000"), found("0000000000000009")),
            (4, 1)
        );
        assert_eq!((found("1"), found("")), (0, 0));
        assert_eq!(catalogue.id_digits(), 16);
        assert_eq!(Catalogue::default().id_digits(), 7);
    }
}
