//! Real articles with what they quote, read from `extraction/ground-truth.json` of the data folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use newsread::text::quotation::quotations;
use newsread::text::sentence;
use serde::Deserialize;

#[derive(Deserialize)]
struct Page {
    #[serde(rename = "articleBody")]
    body: String,
}

/// One article: its sentences, their paragraphs, and what it quotes.
#[derive(Default)]
pub(crate) struct Article {
    pub(crate) sentences: Vec<String>,
    pub(crate) paragraphs: Vec<usize>,
    pub(crate) quotations: Vec<Quotation>,
}

/// One quotation, with a part for each sentence that it runs over.
pub(crate) struct Quotation {
    /// Index of the sentence, and its words between the marks.
    pub(crate) parts: Vec<(usize, String)>,
    /// Whoever may have said it, as the sentence names them.
    pub(crate) who: String,
}

impl Quotation {
    /// How many words its first part has.
    pub(crate) fn words(&self) -> usize {
        self.parts[0].1.split_whitespace().count()
    }
}

/// The English articles that quote anything, in order of their keys.
pub(crate) fn articles(folder: &Path) -> Vec<Article> {
    let text = fs::read_to_string(folder.join("extraction/ground-truth.json")).unwrap_or_default();
    let pages: BTreeMap<String, Page> = serde_json::from_str(&text).unwrap_or_default();
    pages
        .values()
        .filter(|page| is_english(&page.body))
        .map(|page| article(&page.body))
        .filter(|article| !article.quotations.is_empty())
        .collect()
}

fn is_english(body: &str) -> bool {
    let words = body.split_whitespace().count();
    let articles = body
        .split_whitespace()
        .filter(|word| *word == "the")
        .count();
    articles * 50 > words
}

fn article(body: &str) -> Article {
    let mut article = Article::default();
    for (paragraph, text) in body
        .lines()
        .filter(|line| !line.trim().is_empty())
        .enumerate()
    {
        let mut open = None;
        for range in sentence::split(text) {
            let sentence = &text[range];
            let index = article.sentences.len();
            let (found, still_open) = quotations(sentence, open);
            for (at, range) in found.iter().enumerate() {
                let words = sentence[range.clone()].trim().to_owned();
                let runs_on = at == 0 && range.start == 0 && open.is_some();
                match article.quotations.last_mut().filter(|_| runs_on) {
                    Some(quotation) => quotation.parts.push((index, words)),
                    None => article.quotations.push(Quotation {
                        parts: vec![(index, words)],
                        who: who(sentence, &found),
                    }),
                }
            }
            open = still_open;
            article.sentences.push(sentence.to_owned());
            article.paragraphs.push(paragraph);
        }
    }
    article.quotations.retain(|quotation| {
        let fine = |part: &(usize, String)| {
            !part.1.is_empty()
                && !part.1.contains(['"', '“', '”', '…', '['])
                && !part.1.contains("..")
        };
        quotation.parts.iter().all(fine) && quotation.words() >= 2
    });
    article
}

/// The surname outside the quotation, if the sentence has one: variants of a name are what other outlets write.
fn who(sentence: &str, quoted: &[std::ops::Range<usize>]) -> String {
    let outside = |at: usize| !quoted.iter().any(|range| range.contains(&at));
    let mut at = 0;
    let mut name = None;
    for word in sentence.split_inclusive(char::is_whitespace) {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        let capital = plain.starts_with(char::is_uppercase) && plain.len() > 2;
        if capital && at > 0 && outside(at) && outside(at + word.len() / 2) {
            name = Some(
                plain
                    .trim_end_matches("’s")
                    .trim_end_matches("'s")
                    .to_owned(),
            );
        }
        at += word.len();
    }
    name.unwrap_or_else(|| "the official".to_owned())
}
