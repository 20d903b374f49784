//! What the engine looks at in a sentence: weighted words and letter runs, names, numbers and quotations.

use std::ops::Range;

use rapidhash::RapidHashMap;

use super::stamp::is_stamp;
use super::{Text, lexicon};
use crate::text::quotation::quotations;
use crate::text::word::{self, Token, TokenKind};
use crate::text::{language, number};

/// A sparse vector: term numbers ascending, with weights; of length 1 unless empty.
pub(super) type Vector = Vec<(u32, f32)>;

/// One sentence as the engine sees it.
#[derive(Debug)]
pub(super) struct Terms<'a> {
    /// The sentence.
    pub(super) text: &'a str,
    /// What is left of it without typography; quotation marks around the whole count as one kind of typography.
    pub(super) form: String,
    /// Its tokens.
    pub(super) tokens: Vec<Token>,
    /// Each token folded: equal strings are equal words.
    pub(super) folded: Vec<String>,
    /// Each token's stem.
    pub(super) stems: Vec<String>,
    /// For each token, whether it is a word that says nothing of the matter.
    pub(super) stops: Vec<bool>,
    /// BCP 47 tag of the language, where known.
    pub(super) language: Option<&'a str>,
    /// Word beginnings, weighted by rarity.
    pub(super) words: Vector,
    /// Letter runs inside words, weighted by rarity.
    pub(super) grams: Vector,
    /// Stems, with words of one meaning as one term, weighted by rarity.
    pub(super) meanings: Vector,
    /// Stems, each weighted by one over the sentences of its own side that have it.
    pub(super) rare: Vector,
    /// Numbers of the words that are names, ascending.
    pub(super) names: Vec<u32>,
    /// Numbers of the words that are digits, ascending.
    pub(super) numbers: Vec<u32>,
    /// Byte ranges between quotation marks.
    pub(super) quotations: Vec<Range<usize>>,
    /// Whether it looks like a heading: a few words without a closing mark.
    pub(super) heading: bool,
    /// Whether it gives a date or a time and nothing else.
    pub(super) stamp: bool,
    /// How much the sentence says: the sum of its words' rarities.
    pub(super) mass: f32,
}

/// How many letters of a word's beginning stand for the word: inflections fall away in most languages.
const PREFIX: usize = 5;
/// Weight of a word that says nothing of the matter, beside 1.
const STOP_WEIGHT: f32 = 0.15;
/// Weight of a name or a number, beside 1.
const FACT_WEIGHT: f32 = 1.3;

/// Both texts' sentences as [`Terms`], with term numbers and rarities common to both.
pub(super) fn terms<'a>(left: &Text<'a>, right: &Text<'a>) -> (Vec<Terms<'a>>, Vec<Terms<'a>>) {
    let mut words = Vocabulary::default();
    let mut grams = Vocabulary::default();
    let mut meanings = Vocabulary::default();
    let mut stems = Vocabulary::default();
    let [left, right] = [left, right].map(|text| {
        let mut sentences = read(text);
        for sentence in &mut sentences {
            words.count(sentence);
            grams.count_grams(sentence);
            meanings.count_meanings(sentence);
            stems.count_stems(sentence);
        }
        share(&mut sentences);
        sentences
    });
    let total = left.len() + right.len();
    let weigh = |mut sentences: Vec<Terms<'a>>| {
        for sentence in &mut sentences {
            words.weigh(&mut sentence.words, total);
            sentence.mass = sentence.words.iter().map(|(_, weight)| weight).sum();
            normalise(&mut sentence.words);
            grams.weigh(&mut sentence.grams, total);
            normalise(&mut sentence.grams);
            meanings.weigh(&mut sentence.meanings, total);
            normalise(&mut sentence.meanings);
        }
        sentences
    };
    (weigh(left), weigh(right))
}

fn read<'a>(text: &Text<'a>) -> Vec<Terms<'a>> {
    let mut open = None;
    let mut paragraph = usize::MAX;
    let mut sentences = Vec::with_capacity(text.sentences.len());
    for sentence in &text.sentences {
        open = open.filter(|_| sentence.paragraph == paragraph);
        paragraph = sentence.paragraph;
        let (quotations, still_open) = quotations(sentence.text, open);
        open = still_open;
        let tokens = word::tokens(sentence.text);
        let folded: Vec<String> = tokens
            .iter()
            .map(|token| fold(&sentence.text[token.range.clone()]))
            .collect();
        let stems = folded
            .iter()
            .map(|word| stem(word, text.language))
            .collect();
        let stop = |word: &String| language::is_stop_word(word, text.language);
        let stops: Vec<bool> = folded.iter().map(stop).collect();
        sentences.push(Terms {
            text: sentence.text,
            form: form(sentence.text, &quotations),
            stamp: is_stamp(&tokens, &folded, &stops),
            tokens,
            folded,
            stops,
            language: text.language,
            stems,
            words: Vec::new(),
            grams: Vec::new(),
            meanings: Vec::new(),
            rare: Vec::new(),
            names: Vec::new(),
            numbers: Vec::new(),
            quotations,
            heading: is_heading(sentence.text),
            mass: 0.0,
        });
    }
    sentences
}

/// The folded form, but for the country that would fold to a pronoun.
fn fold(word: &str) -> String {
    if matches!(word, "US" | "U.S." | "U.S" | "USA") {
        "u.s.".to_owned()
    } else {
        word::fold(word)
    }
}

/// The stem; for a number word, its digits.
fn stem(folded: &str, tag: Option<&str>) -> String {
    match number::small(folded) {
        Some(value) => value.to_string(),
        None => language::stem(folded, tag).into_owned(),
    }
}

/// The form of a sentence: that a quotation runs on from the sentence before, or into the next, is typography.
fn form(text: &str, quotations: &[Range<usize>]) -> String {
    let mark = |c: char| {
        matches!(
            c,
            '"' | '\'' | '“' | '”' | '‘' | '’' | '„' | '«' | '»' | '「' | '」'
        )
    };
    let inner = text.trim_matches(mark);
    let at = text.len() - text.trim_start_matches(mark).len();
    let quoted = quotations
        .iter()
        .any(|range| range.start <= at && at + inner.len() <= range.end);
    if quoted {
        format!("\"{}", word::same_form(inner))
    } else {
        word::same_form(text)
    }
}

fn is_heading(text: &str) -> bool {
    let open = !text.ends_with(|c: char| {
        (c.is_ascii_punctuation() && c != ':')
            || matches!(c, '”' | '’' | '»' | '…' | '。' | '」' | '！' | '？')
    });
    open && text.split_whitespace().count() <= 12 && text.contains(' ')
}

/// Term numbers, and in how many sentences each term stands.
#[derive(Default)]
struct Vocabulary {
    numbers: RapidHashMap<u64, u32>,
    sentences: Vec<u32>,
}

impl Vocabulary {
    fn number(&mut self, key: u64) -> u32 {
        let next = u32::try_from(self.sentences.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.sentences.push(0);
        }
        number
    }

    /// Fills `words`, `names` and `numbers` of a sentence with raw weights.
    fn count(&mut self, sentence: &mut Terms<'_>) {
        let capitals = capitals(sentence);
        let mut previous: Option<char> = None;
        for (index, token) in sentence.tokens.iter().enumerate() {
            let folded = sentence.folded[index].as_str();
            let ideograph = folded.chars().next().filter(|c| word::is_ideograph(*c));
            if let Some(c) = ideograph {
                if let Some(before) = previous {
                    let number = self.number(key(&[before, c]));
                    sentence.words.push((number, 1.0));
                }
                previous = Some(c);
                continue;
            }
            previous = None;
            let (kind, weight) = match token.kind {
                TokenKind::Mark => continue,
                TokenKind::Number => (&mut sentence.numbers, FACT_WEIGHT),
                TokenKind::Word if sentence.stops[index] => {
                    let number = self.number(hash(folded.as_bytes()));
                    sentence.words.push((number, STOP_WEIGHT));
                    continue;
                }
                TokenKind::Word if capitals[index] => (&mut sentence.names, FACT_WEIGHT),
                TokenKind::Word => {
                    let number = self.number(hash(prefix(folded).as_bytes()));
                    sentence.words.push((number, 1.0));
                    continue;
                }
            };
            let number = self.number(hash(
                if token.kind == TokenKind::Number {
                    folded
                } else {
                    prefix(folded)
                }
                .as_bytes(),
            ));
            kind.push(number);
            sentence.words.push((number, weight));
        }
        merge(&mut sentence.words);
        for list in [&mut sentence.names, &mut sentence.numbers] {
            list.sort_unstable();
            list.dedup();
        }
        for (number, _) in &sentence.words {
            self.sentences[*number as usize] += 1;
        }
    }

    /// Fills `grams` of a sentence with raw weights: runs of three to five letters inside words.
    fn count_grams(&mut self, sentence: &mut Terms<'_>) {
        for (index, folded) in sentence.folded.iter().enumerate() {
            if sentence.tokens[index].kind == TokenKind::Mark || sentence.stops[index] {
                continue;
            }
            let bounds: Vec<usize> = folded
                .char_indices()
                .map(|(at, _)| at)
                .chain([folded.len()])
                .collect();
            for length in 3..=5 {
                for window in bounds.windows(length + 1) {
                    let number = self.number(hash(&folded.as_bytes()[window[0]..window[length]]));
                    sentence.grams.push((number, 1.0));
                }
            }
        }
        merge(&mut sentence.grams);
        for (number, _) in &sentence.grams {
            self.sentences[*number as usize] += 1;
        }
    }

    /// Fills `meanings` of a sentence with raw weights: the groups of one meaning that a stem belongs to, or the
    /// stem itself.
    fn count_meanings(&mut self, sentence: &mut Terms<'_>) {
        for (index, stem) in sentence.stems.iter().enumerate() {
            if sentence.tokens[index].kind == TokenKind::Mark || sentence.stops[index] {
                continue;
            }
            let groups = lexicon::meanings(stem);
            for group in groups {
                let number = self.number(u64::from(*group));
                sentence.meanings.push((number, 1.0));
            }
            if groups.is_empty() {
                let number = self.number(hash(stem.as_bytes()));
                sentence.meanings.push((number, 1.0));
            }
        }
        merge(&mut sentence.meanings);
        for (number, _) in &sentence.meanings {
            self.sentences[*number as usize] += 1;
        }
    }

    /// Fills `rare` of a sentence with the stems that say something of the matter, each once.
    fn count_stems(&mut self, sentence: &mut Terms<'_>) {
        for (index, stem) in sentence.stems.iter().enumerate() {
            if sentence.tokens[index].kind == TokenKind::Mark || sentence.stops[index] {
                continue;
            }
            sentence
                .rare
                .push((self.number(hash(stem.as_bytes())), 1.0));
        }
        sentence.rare.sort_unstable_by_key(|(number, _)| *number);
        sentence.rare.dedup_by_key(|(number, _)| *number);
    }

    /// Multiplies raw weights by rarity among `total` sentences.
    fn weigh(&self, vector: &mut Vector, total: usize) {
        #[expect(clippy::cast_precision_loss, reason = "counts of sentences are small")]
        for (number, weight) in vector {
            *weight *= (1.0 + total as f32 / self.sentences[*number as usize] as f32).ln();
        }
    }
}

/// Divides the weight of each stem of one side by how many of the side's sentences have it: a stem that stands
/// once on either side then names one pair of sentences with weight 1.
fn share(sentences: &mut [Terms<'_>]) {
    let mut counts: RapidHashMap<u32, f32> = RapidHashMap::default();
    for (number, _) in sentences.iter().flat_map(|sentence| &sentence.rare) {
        *counts.entry(*number).or_default() += 1.0;
    }
    for (number, weight) in sentences.iter_mut().flat_map(|sentence| &mut sentence.rare) {
        *weight /= counts[number];
    }
}

fn hash(bytes: &[u8]) -> u64 {
    rapidhash::v3::rapidhash_v3(bytes)
}

fn key(pair: &[char]) -> u64 {
    hash(pair.iter().collect::<String>().as_bytes())
}

fn prefix(folded: &str) -> &str {
    folded
        .char_indices()
        .nth(PREFIX)
        .map_or(folded, |(at, _)| &folded[..at])
}

/// Which tokens are written with a capital where the position does not ask for one.
fn capitals(sentence: &Terms<'_>) -> Vec<bool> {
    let mut starts = true;
    let mut capitals = Vec::with_capacity(sentence.tokens.len());
    for token in &sentence.tokens {
        let text = &sentence.text[token.range.clone()];
        let capital = token.kind == TokenKind::Word && text.starts_with(char::is_uppercase);
        capitals.push(capital && !starts);
        starts = match token.kind {
            TokenKind::Mark => starts || matches!(text, "“" | "\"" | ":" | "„"),
            _ => false,
        };
    }
    capitals
}

/// Sorts a vector by term and adds up the weights of equal terms, with less for each repetition.
fn merge(vector: &mut Vector) {
    vector.sort_unstable_by_key(|(number, _)| *number);
    vector.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1 * 0.3;
        }
        same
    });
}

fn normalise(vector: &mut Vector) {
    let length = vector
        .iter()
        .map(|(_, weight)| weight * weight)
        .sum::<f32>()
        .sqrt();
    if length > 0.0 {
        for (_, weight) in vector {
            *weight /= length;
        }
    }
}
