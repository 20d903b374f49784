//! What a library as a whole says of its terms, taken once and then left alone: so what an article says,
//! and how near two are, depends on nothing that comes later.

use rapidhash::RapidHashMap;

use super::terms::{Kind, Term};

/// Of how many articles an edition is taken at most.
pub const SAMPLE: usize = 32_000;
/// For how many articles the knowledge of news at large counts beside the library's own.
const PRIOR: f32 = 500.0;
/// The least share of news articles taken to hold a plain word: only names are rarer.
const PLAIN_WORD: f32 = 0.01;
/// How much more a name or number says than a word as rare.
const NAMED: f32 = 1.5;
/// A term that more articles than this share hold pins down no event.
const PINNING: f32 = 0.01;
/// A term that more articles of an edition than this hold leads to no others.
const FREQUENT: u16 = 500;
/// How many bytes a term has where an edition is kept.
const ENTRY: usize = 14;
/// Marks a name in the count of its articles, where an edition is kept.
const NAME: u16 = 1 << 15;

/// What is known of a term.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Known {
    /// How many articles hold it.
    articles: u16,
    /// Whether more of them write it large than small.
    named: bool,
    /// The greatest share of news articles that any of them takes to hold it.
    share: f32,
}

/// The statistics of a library's terms.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Edition {
    /// How many articles it was taken of.
    articles: usize,
    /// The terms that two of them hold at least, by key.
    known: RapidHashMap<u64, Known>,
}

/// One weighed term of an article.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says another thing of the term"
)]
pub(super) struct Weight {
    /// What names it in every article.
    pub(super) key: u64,
    /// What it is made of.
    pub(super) kind: Kind,
    /// Its part of the article's unit vector.
    pub(super) value: f32,
    /// Whether the body says it, not the headline alone.
    pub(super) in_body: bool,
    /// Whether it names a person, place or thing.
    pub(super) named: bool,
    /// Whether sharing it points to one event: a rare name, place or number.
    pub(super) pins: bool,
    /// Whether few enough articles hold it that it leads to others like this one.
    pub(super) leads: bool,
}

impl Edition {
    /// The edition of articles with these terms; [`SAMPLE`] of them at most.
    pub fn of<'a>(articles: impl IntoIterator<Item = &'a Vec<Term>>) -> Self {
        let mut counter = Counter::default();
        for terms in articles {
            counter.count(terms);
        }
        counter.edition()
    }

    /// How many articles it was taken of.
    pub fn articles(&self) -> usize {
        self.articles
    }

    fn known(&self, term: &Term) -> Known {
        let alone = || Known {
            articles: 1,
            named: term.capitals > 0,
            share: term.share,
        };
        self.known.get(&term.key).copied().unwrap_or_else(alone)
    }

    /// The terms of an article as a unit vector, in their order, without those that say nothing.
    pub(super) fn weigh(&self, terms: &[Term]) -> Vec<Weight> {
        let weigh = |term: &Term| {
            let known = self.known(term);
            let named = term.kind == Kind::FullName || (term.kind == Kind::Word && known.named);
            Weight {
                key: term.key,
                kind: term.kind,
                value: (1.0 + term.count).ln() * self.rarity(term.kind, named, known),
                in_body: term.in_body,
                named,
                pins: (named || term.kind == Kind::Number) && known.share < PINNING,
                leads: known.articles <= FREQUENT,
            }
        };
        to_unit(terms.iter().map(weigh).collect())
    }

    fn rarity(&self, kind: Kind, named: bool, known: Known) -> f32 {
        let is_plain = kind == Kind::Word && !named;
        let share = known.share.max(if is_plain { PLAIN_WORD } else { 0.0 });
        let seen = f32::from(known.articles);
        let rarity = ((count(self.articles) + PRIOR) / (seen + PRIOR * share))
            .ln()
            .max(0.0);
        match kind {
            Kind::Number => rarity * NAMED,
            Kind::Word if named => rarity * NAMED,
            Kind::Word | Kind::FullName => rarity,
        }
    }

    /// The terms as bytes that [`Edition::read`] reads back, in the order of their keys.
    pub fn bytes(&self) -> Vec<u8> {
        let mut known: Vec<(&u64, &Known)> = self.known.iter().collect();
        known.sort_unstable_by_key(|(key, _)| **key);
        let mut bytes = Vec::with_capacity(known.len() * ENTRY);
        for (key, known) in known {
            bytes.extend(key.to_le_bytes());
            let name = if known.named { NAME } else { 0 };
            bytes.extend((known.articles | name).to_le_bytes());
            bytes.extend(known.share.to_le_bytes());
        }
        bytes
    }

    /// The edition of so many articles whose terms were written as `bytes`.
    pub fn read(articles: usize, bytes: &[u8]) -> Self {
        let entry = |entry: &[u8; ENTRY]| {
            let [a, b, c, d, e, f, g, h, i, j, share @ ..] = *entry;
            let articles = u16::from_le_bytes([i, j]);
            let known = Known {
                articles: articles & !NAME,
                named: articles & NAME != 0,
                share: f32::from_le_bytes(share),
            };
            (u64::from_le_bytes([a, b, c, d, e, f, g, h]), known)
        };
        let (entries, _) = bytes.as_chunks::<ENTRY>();
        Self {
            articles,
            known: entries.iter().map(entry).collect(),
        }
    }
}

/// Takes an edition article by article.
#[derive(Debug, Default)]
pub struct Counter {
    articles: usize,
    counted: RapidHashMap<u64, Counted>,
}

#[derive(Debug, Default)]
struct Counted {
    articles: u16,
    capitals: i32,
    share: f32,
}

impl Counter {
    /// Takes note of the terms of one more article.
    pub fn count(&mut self, terms: &[Term]) {
        self.articles += 1;
        for term in terms {
            let counted = self.counted.entry(term.key).or_default();
            counted.articles = counted.articles.saturating_add(1).min(!NAME);
            counted.capitals += term.capitals.signum();
            counted.share = counted.share.max(term.share);
        }
    }

    /// The edition of all articles counted.
    pub fn edition(self) -> Edition {
        let known = |(key, counted): (u64, Counted)| {
            let known = Known {
                articles: counted.articles,
                named: counted.capitals > 0,
                share: counted.share,
            };
            (counted.articles > 1).then_some((key, known))
        };
        Edition {
            articles: self.articles,
            known: self.counted.into_iter().filter_map(known).collect(),
        }
    }
}

/// Scales a vector to the length 1, without what weighs nothing.
fn to_unit(mut weights: Vec<Weight>) -> Vec<Weight> {
    weights.retain(|weight| weight.value > 0.0);
    let squares = weights.iter().map(|weight| weight.value * weight.value);
    let length = squares.sum::<f32>().sqrt();
    for weight in &mut weights {
        weight.value /= length;
    }
    weights
}

/// A count as a number to reckon with.
#[expect(
    clippy::cast_precision_loss,
    reason = "a count of articles is far below 2^24"
)]
pub(super) fn count(number: usize) -> f32 {
    number as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn term(key: u64, capitals: i32) -> Term {
        Term {
            key,
            kind: Kind::Word,
            count: 1.0,
            capitals,
            share: 0.002,
            in_body: true,
        }
    }

    #[test]
    fn an_article_weighs_one() {
        let articles = [vec![term(1, 2), term(2, -2)], vec![term(2, -2)], Vec::new()];
        let edition = Edition::of(&articles);
        for terms in &articles[..2] {
            let weights = edition.weigh(terms);
            let length: f32 = weights.iter().map(|weight| weight.value.powi(2)).sum();
            assert!((length - 1.0).abs() < 1e-5);
        }
        assert!(edition.weigh(&articles[2]).is_empty());
    }

    #[test]
    fn a_rare_term_and_a_name_weigh_more() {
        let (rare, frequent, name) = (term(1, -2), term(2, -2), term(3, 2));
        let mut articles = vec![vec![rare, frequent, name]];
        articles.extend(std::iter::repeat_n(vec![frequent], 50));
        let weights = Edition::of(&articles).weigh(&articles[0]);
        let value = |place: usize| weights[place].value;
        assert!(value(0) > value(1), "rare before frequent");
        assert!(value(2) > value(0), "a name before a word");
    }

    #[test]
    fn what_most_articles_write_small_is_no_name() {
        let articles = [vec![term(1, 2)], vec![term(1, -2)], vec![term(1, -2)]];
        let weights = Edition::of(&articles).weigh(&articles[0]);
        assert!(!weights[0].named);
        assert!(!weights[0].pins);
    }

    #[test]
    fn an_edition_is_read_as_it_was_written() {
        let articles = [
            vec![term(1, 2), term(9, -1)],
            vec![term(1, 2), term(9, -2), term(4, 1)],
        ];
        let edition = Edition::of(&articles);
        assert_eq!(Edition::read(2, &edition.bytes()), edition);
    }
}
