//! What a word is called across its inflections, and how common it is in news at large.

use std::borrow::Cow;
use std::collections::HashMap;

use frostem::{Algorithm, Stemmer};
use rapidhash::v3::rapidhash_v3;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The share of articles that is taken to hold a word which no list names.
pub(super) const RARE: f32 = 0.002;

/// How common words are, by language; the file says how its lines read.
const COMMON: &str = include_str!("common.txt");

/// The words of one language.
pub(super) struct Vocabulary {
    stemmer: Option<Stemmer>,
    shares: HashMap<u64, f32>,
}

impl Vocabulary {
    /// The vocabulary of `language`, a BCP 47 tag; English where none is known, as most news in
    /// Latin letters is and as a text too short to tell must agree with its longer versions.
    pub(super) fn of(language: Option<&str>) -> Self {
        let primary = primary(language);
        let stemmer = Algorithm::from_name(&primary).ok().map(Stemmer::new);
        let mut vocabulary = Self {
            stemmer,
            shares: HashMap::new(),
        };
        for (share, words) in common(&primary) {
            for word in words.split_whitespace() {
                let key = vocabulary.key(&fold(word));
                vocabulary.shares.entry(key).or_insert(share);
            }
        }
        vocabulary
    }

    /// What names a folded word, the same in all its inflections.
    pub(super) fn key(&self, folded: &str) -> u64 {
        let stem = self
            .stemmer
            .map_or(Cow::Borrowed(folded), |stemmer| stemmer.stem(folded));
        rapidhash_v3(stem.as_bytes())
    }

    /// The share of news articles that holds the word of that key, 0 to 1; 1 says nothing.
    pub(super) fn share(&self, key: u64) -> f32 {
        self.shares.get(&key).copied().unwrap_or(RARE)
    }
}

/// The language of a tag without its region and script: `en` for `en-GB`.
pub(super) fn primary(language: Option<&str>) -> String {
    let tag = language.unwrap_or("en");
    let end = tag.find(['-', '_']).unwrap_or(tag.len());
    tag[..end].to_ascii_lowercase()
}

/// Lower case without accents, so that `Zoë` and `ZOE` are one name.
pub(super) fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    Cow::Owned(
        word.nfd()
            .filter(|&c| !is_combining_mark(c))
            .flat_map(char::to_lowercase)
            .collect(),
    )
}

/// The lists of one language: a share and the words that have it.
fn common(language: &str) -> impl Iterator<Item = (f32, &'static str)> {
    COMMON.lines().filter_map(move |line| {
        let mut fields = line.splitn(3, ' ');
        let named = fields.next()? == language;
        let share = fields.next()?.parse().ok()?;
        named.then_some((share, fields.next()?))
    })
}
