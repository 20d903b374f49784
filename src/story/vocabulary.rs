//! What a word is called across its inflections, and how common it is in news at large.

use std::borrow::Cow;
use std::cell::RefCell;
use std::hash::{BuildHasher, RandomState};

use frostem::{Algorithm, Stemmer};
use rapidhash::RapidHashMap;
use rapidhash::v3::rapidhash_v3;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The share of articles that is taken to hold a word which no list names.
pub(super) const RARE: f32 = 0.002;

/// How common words are, by language; the file says how its lines read.
const COMMON: &str = include_str!("common.txt");

/// The languages with a list that are not written in Latin letters.
const OTHER_SCRIPTS: &[&str] = &["ar", "ru"];

/// How many words are remembered once they have been looked up.
const WORDS: usize = 40_000;

thread_local! {
    /// What words came to, by themselves and the vocabulary: to find the stem of one takes much longer.
    static LOOKED_UP: RefCell<RapidHashMap<u64, (u64, f32)>> = RefCell::default();
}

/// The words of one language.
pub(super) struct Vocabulary {
    stemmer: Option<Stemmer>,
    shares: RapidHashMap<u64, f32>,
    /// Tells it from every other.
    mark: u64,
}

impl Vocabulary {
    /// The vocabulary of `language`, a BCP 47 tag. Where none is known, it is English with the common words
    /// of all other scripts: most news in Latin letters is English, and a text too short to tell must
    /// agree with its longer versions.
    pub(super) fn of(language: Option<&str>) -> Self {
        let primary = language.map_or("en", primary).to_ascii_lowercase();
        let stemmer = Algorithm::from_name(&primary).ok().map(Stemmer::new);
        let mut vocabulary = Self {
            stemmer,
            shares: RapidHashMap::default(),
            mark: RandomState::new().hash_one(&primary),
        };
        let others = if language.is_none() {
            OTHER_SCRIPTS
        } else {
            &[]
        };
        let lists = others.iter().copied().chain([primary.as_str()]);
        for (share, words) in lists.flat_map(common) {
            for word in words.split_whitespace() {
                let key = vocabulary.key(&fold(word));
                vocabulary.shares.entry(key).or_insert(share);
            }
        }
        vocabulary
    }

    /// What names a word, and the share of news articles that holds it.
    pub(super) fn look_up(&self, word: &str) -> (u64, f32) {
        let name = rapidhash_v3(word.as_bytes()) ^ self.mark;
        LOOKED_UP.with_borrow_mut(|known| {
            if let Some(&found) = known.get(&name) {
                return found;
            }
            let key = self.key(&fold(word));
            if known.len() == WORDS {
                known.clear();
            }
            known.insert(name, (key, self.share(key)));
            (key, self.share(key))
        })
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
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_of_a_word_have_one_key() {
        let cases = [
            (Some("en"), "escaped", "escapes"),
            (Some("en-GB"), "prisoners", "prisoner"),
            (Some("de"), "überschwemmung", "überschwemmungen"),
            (Some("pt"), "ataques", "ataque"),
            (None, "searched", "searching"),
        ];
        for (language, one, other) in cases {
            let vocabulary = Vocabulary::of(language);
            assert_eq!(
                vocabulary.key(&fold(one)),
                vocabulary.key(&fold(other)),
                "{one}"
            );
        }
    }

    #[test]
    fn common_words_are_known_and_names_are_rare() {
        let english = Vocabulary::of(Some("en"));
        let share = |word: &str| english.share(english.key(&fold(word)));
        assert!(share("the") >= 1.0);
        assert!(share("Reported") > share("earthquake"));
        assert!(share("Lavrov") <= RARE);
    }

    #[test]
    fn common_words_of_other_scripts_are_known_in_a_text_of_unknown_language() {
        let unknown = Vocabulary::of(None);
        for word in ["من", "что"] {
            assert!(unknown.share(unknown.key(&fold(word))) >= 1.0, "{word}");
        }
    }

    #[test]
    fn folding_drops_case_and_accents() {
        for (word, folded) in [
            ("Zoë", "zoe"),
            ("ÉCOLE", "ecole"),
            ("plain", "plain"),
            ("Straße", "straße"),
        ] {
            assert_eq!(fold(word), folded);
        }
    }

    #[test]
    fn every_line_of_the_lists_can_be_read() {
        let lines = COMMON
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            let language = line.split(' ').next().unwrap_or_default();
            assert!(
                common(language).any(|(share, words)| share <= 1.0 && line.ends_with(words)),
                "{line}"
            );
        }
    }
}
