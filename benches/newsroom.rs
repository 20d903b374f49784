//! Makes libraries of any size that read like news to a program: stories of several versions, words as
//! frequent as words are, names, numbers and dates; the same seed gives the same library.

use std::fs;
use std::io;
use std::path::Path;

use newsread::library::{Article, ArticleId, Library, Paragraph, Revision};
use newsread::text::moment::Moment;

/// Bytes of a body, on average.
pub(crate) const BODY: usize = 3_000;
/// How many plain words the language has.
const WORDS: u64 = 30_000;
/// How many names of people and places there are.
const NAMES: u64 = 60_000;
/// How many days the library spans.
const DAYS: u64 = 365;

/// Numbers as if by chance: splitmix64.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    /// A rank below `limit`, low ones as much more often as Zipf's law has it.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "ranks are small"
    )]
    pub(crate) fn rank(&mut self, limit: u64) -> u64 {
        let share = self.below(1 << 32) as f64 / (1u64 << 32) as f64;
        ((limit as f64).powf(share) as u64).saturating_sub(1)
    }
}

/// The word of a rank, made of syllables; no two ranks have the same.
pub(crate) fn word(mut rank: u64) -> String {
    const SYLLABLES: [&str; 40] = [
        "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "qui", "ro", "su",
        "ta", "ve", "wi", "xo", "yu", "bra", "cle", "dri", "flo", "gru", "pla", "sle", "tri",
        "sto", "thu", "ran", "len", "min", "ton", "sur", "mar", "ser", "ping", "cor", "und",
    ];
    let mut word = String::new();
    loop {
        word.push_str(SYLLABLES[usize::try_from(rank % 40).expect("below 40")]);
        rank /= 40;
        if rank == 0 {
            return word;
        }
        rank -= 1;
    }
}

pub(crate) fn name(rank: u64) -> String {
    let word = word(rank + 1_600);
    word[..1].to_uppercase() + &word[1..]
}

/// What the articles of one story tell of.
struct Event {
    names: Vec<String>,
    words: Vec<String>,
    numbers: Vec<String>,
    day: u64,
}

impl Event {
    fn new(chance: &mut Chance) -> Self {
        Self {
            names: (0..8).map(|_| name(chance.rank(NAMES))).collect(),
            words: (0..40).map(|_| word(chance.rank(WORDS))).collect(),
            numbers: (0..4)
                .map(|_| (13 + chance.below(2_000)).to_string())
                .collect(),
            day: chance.below(DAYS),
        }
    }

    /// One more word of a version of it.
    fn word(&self, chance: &mut Chance) -> String {
        let any = |chance: &mut Chance, words: &[String]| {
            let place = chance.rank(words.len() as u64 + 1);
            words[usize::try_from(place)
                .expect("a place")
                .min(words.len() - 1)]
            .clone()
        };
        match chance.below(20) {
            0 => any(chance, &self.names),
            1..4 => any(chance, &self.words),
            4 => any(chance, &self.numbers),
            5 => name(chance.rank(NAMES)),
            6..10 => ["the", "of", "and", "said"]
                [usize::try_from(chance.below(4)).expect("below 4")]
            .to_owned(),
            _ => word(chance.rank(WORDS)),
        }
    }

    fn sentence(&self, chance: &mut Chance) -> String {
        let words: Vec<String> = (0..12 + chance.below(16))
            .map(|_| self.word(chance))
            .collect();
        format!("The {}.", words.join(" "))
    }

    /// One version of it, whose text has `body` bytes.
    fn article(&self, chance: &mut Chance, id: u64, body: usize) -> Article {
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        while paragraphs
            .iter()
            .map(|paragraph| paragraph.text.len())
            .sum::<usize>()
            < body
        {
            let sentences: Vec<String> = (0..3).map(|_| self.sentence(chance)).collect();
            paragraphs.push(Paragraph {
                text: sentences.join(" "),
                ..Paragraph::default()
            });
        }
        let start = chrono::NaiveDate::from_ymd_opt(2025, 1, 1).expect("a day");
        let revision = Revision {
            title: self.sentence(chance),
            published: Some(Moment::Day(
                start + chrono::Days::new(self.day + chance.below(2)),
            )),
            path: Some(format!("{id:06}.txt")),
            language: Some("en".to_owned()),
            paragraphs,
            ..Revision::default()
        };
        Article {
            id: ArticleId(rapidhash::v3::rapidhash_v3(&id.to_be_bytes())),
            source: Some(name(id % 200)),
            url: None,
            revisions: vec![revision],
        }
    }
}

/// Stories of one to eight versions with texts of `body` bytes, one after the other, `count` articles in all.
pub(crate) fn stories(count: u64, seed: u64, body: usize) -> impl Iterator<Item = Vec<Article>> {
    let mut chance = Chance::new(seed);
    let mut id = 0;
    std::iter::from_fn(move || {
        let event = Event::new(&mut chance);
        let versions = 1 + chance.below(8);
        let ids = id..count.min(id + versions);
        id += versions;
        let story: Vec<Article> = ids.map(|id| event.article(&mut chance, id, body)).collect();
        (!story.is_empty()).then_some(story)
    })
}

/// The articles of stories of one to eight versions, `count` in all.
pub(crate) fn articles(count: u64, seed: u64) -> Vec<Article> {
    stories(count, seed, BODY).flatten().collect()
}

/// A library of `count` articles.
pub(crate) fn library(count: u64, seed: u64) -> Library {
    Library::new(articles(count, seed))
}

/// Writes an article as a plain text with a header into a folder of its source inside `folder`; the text.
pub(crate) fn file(folder: &Path, article: &Article) -> io::Result<String> {
    let revision = article.latest();
    let folder = folder.join(article.source_label());
    fs::create_dir_all(&folder)?;
    let date = revision.published.map(|moment| moment.day().to_string());
    let mut text = format!(
        "Title: {}\nDate: {}\n",
        revision.title,
        date.unwrap_or_default()
    );
    for paragraph in &revision.paragraphs {
        text.push('\n');
        text.push_str(&paragraph.text);
        text.push('\n');
    }
    let name = revision.path.as_deref().unwrap_or("article.txt");
    fs::write(folder.join(name), &text)?;
    Ok(text)
}
