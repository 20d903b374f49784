//! Quotations that two outlets share: whether their sentences are linked, and whether altered ones are told.
//!
//! No labelled file holds them, so the other outlet's text is made: the quotations of a real article, each
//! treated and framed anew, in the same or another order, among sentences of other articles.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use newsread::compare::{Comparison, ConflictKind, Text, Weight, compare};
use newsread::text::{Sentence, word};

use crate::chance::Chance;
use crate::measure::{Measure, share, shares};
use crate::press::{Article, Quotation, articles};
use crate::reframe::Treatment::{self, Altered, Identical, Retyped, Truncated};
use crate::reframe::frame;

/// A quotation of fewer words is measured apart: it may be a common phrase.
const LONG: usize = 6;
/// Each quotation is treated in each way so many times.
const ROUNDS: usize = 2;

/// A sentence of the made text that quotes.
struct Quoting {
    sentence: usize,
    treatment: Treatment,
    /// Left sentences that hold the same words.
    sources: HashSet<usize>,
    long: bool,
}

/// The other outlet's text.
#[derive(Default)]
struct Made {
    sentences: Vec<String>,
    paragraphs: Vec<usize>,
    quoting: Vec<Quoting>,
}

/// Counts of one treatment.
#[derive(Default, Clone, Copy)]
struct Count {
    of: usize,
    linked: usize,
    contradicts: usize,
    differs: usize,
}

fn side<'a>(sentences: &'a [String], paragraphs: &[usize]) -> Text<'a> {
    let sentence = |(text, paragraph): (&'a String, &usize)| Sentence {
        paragraph: *paragraph,
        text,
    };
    Text {
        sentences: sentences.iter().zip(paragraphs).map(sentence).collect(),
        language: Some("en"),
        ..Text::default()
    }
}

fn plain(text: &str) -> String {
    word::fold(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

fn make(
    article: &Article,
    strangers: &[&str],
    pool: &[&str],
    round: usize,
    chance: &mut Chance,
) -> Made {
    let mut made = Made::default();
    let mut order: Vec<usize> = (0..article.quotations.len()).collect();
    if chance.below(2) == 0 {
        chance.shuffle(&mut order);
    }
    let folded: Vec<String> = article.sentences.iter().map(|text| plain(text)).collect();
    let mut paragraph = 0;
    for number in order {
        for _ in 0..chance.below(3) {
            made.sentences.push((*chance.pick(strangers)).to_owned());
            made.paragraphs.push(paragraph);
            paragraph += 1;
        }
        let quotation = &article.quotations[number];
        let treatment = Treatment::ALL[(number + round) % Treatment::ALL.len()];
        let parts = treated(quotation, treatment, pool, chance);
        let Some(parts) = parts else { continue };
        let matter = (0..20)
            .map(|_| *chance.pick(strangers))
            .find(|text| text.len() < 110)
            .unwrap_or("It rained");
        let matter = matter.trim_end_matches(|c: char| !c.is_alphanumeric());
        for (part, text) in frame(&parts, &quotation.who, matter, chance) {
            let words = plain(&quotation.parts[part].1);
            made.quoting.push(Quoting {
                sentence: made.sentences.len(),
                treatment,
                sources: (0..folded.len())
                    .filter(|&at| folded[at].contains(&words))
                    .collect(),
                long: parts[part].split_whitespace().count() >= LONG,
            });
            made.sentences.push(text);
            made.paragraphs.push(paragraph);
        }
        paragraph += 1;
    }
    made
}

/// The parts after the treatment; none where it does not fit.
fn treated(
    quotation: &Quotation,
    treatment: Treatment,
    pool: &[&str],
    chance: &mut Chance,
) -> Option<Vec<String>> {
    let parts = quotation.parts.iter();
    parts
        .map(|part| treatment.apply(&part.1, pool, chance))
        .collect()
}

/// Counts of long and of short quotations by treatment, and links of quoting sentences: false ones, and all.
#[derive(Default)]
struct Tally {
    long: BTreeMap<Treatment, Count>,
    short: BTreeMap<Treatment, Count>,
    false_links: usize,
    links: usize,
}

impl Tally {
    fn add(&mut self, article: &Article, made: &Made, comparison: &Comparison, verbose: bool) {
        for quoting in &made.quoting {
            let of_right = |right: usize| {
                comparison
                    .links
                    .iter()
                    .filter(move |link| link.right == right)
            };
            let linked =
                of_right(quoting.sentence).any(|link| quoting.sources.contains(&link.left));
            let strange =
                of_right(quoting.sentence).filter(|link| !quoting.sources.contains(&link.left));
            for link in strange {
                self.false_links += 1;
                if verbose {
                    let (left, right) =
                        (&article.sentences[link.left], &made.sentences[link.right]);
                    println!("false link {:.2}\n  {left}\n  {right}", link.similarity);
                }
            }
            self.links += of_right(quoting.sentence).count();
            let told = comparison
                .rows
                .iter()
                .flat_map(|row| &row.conflicts)
                .filter(|conflict| {
                    conflict.kind == ConflictKind::Quote
                        && conflict.right.sentence == Some(quoting.sentence)
                });
            let weight = told.map(|conflict| conflict.weight).max();
            let of_length = if quoting.long {
                &mut self.long
            } else {
                &mut self.short
            };
            let count = of_length.entry(quoting.treatment).or_default();
            count.of += 1;
            count.linked += usize::from(linked);
            count.contradicts += usize::from(weight == Some(Weight::Contradicts));
            count.differs += usize::from(weight == Some(Weight::Differs));
            if verbose {
                let altered = quoting.treatment == Treatment::Altered;
                let wrong = match weight {
                    Some(Weight::Contradicts) => !altered,
                    _ => altered && quoting.long,
                };
                if wrong || !linked {
                    let word = if linked { "quote" } else { "not linked" };
                    println!(
                        "{word} {:?} {weight:?} {}",
                        quoting.treatment,
                        if quoting.long { "long" } else { "short" }
                    );
                    for &source in &quoting.sources {
                        println!("  {}", article.sentences[source]);
                    }
                    println!("  {}", made.sentences[quoting.sentence]);
                }
            }
        }
    }
}

fn tally(articles: &[Article], verbose: bool) -> Tally {
    let mut tally = Tally::default();
    for (index, article) in articles.iter().enumerate() {
        let others = || {
            articles
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index)
                .map(|(_, other)| other)
        };
        let strangers: Vec<&str> = others()
            .flat_map(|other| &other.sentences)
            .map(String::as_str)
            .filter(|text| !text.contains(['"', '“']) && text.len() > 30)
            .collect();
        let pool: Vec<&str> = strangers
            .iter()
            .flat_map(|text| text.split_whitespace())
            .filter(|word| word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_lowercase()))
            .collect();
        for round in 0..Treatment::ALL.len() * ROUNDS {
            let mut chance = Chance::new((index * 100 + round) as u64);
            let made = make(article, &strangers, &pool, round, &mut chance);
            let left = side(&article.sentences, &article.paragraphs);
            let right = side(&made.sentences, &made.paragraphs);
            tally.add(article, &made, &compare(&left, &right), verbose);
        }
    }
    tally
}

/// How well shared quotations are linked, and altered ones told.
pub(crate) fn measures(folder: &Path, verbose: bool) -> Vec<Measure> {
    let articles = articles(folder);
    if articles.is_empty() {
        println!(
            "quotations: the data folder holds no extraction/ground-truth.json; they are not measured"
        );
        return Vec::new();
    }
    let tally = tally(&articles, verbose);
    let of = |treatments: &[Treatment],
              figure: fn(&Count) -> usize,
              lists: &[&BTreeMap<Treatment, Count>]| {
        let counts = treatments
            .iter()
            .flat_map(|treatment| lists.iter().filter_map(|list| list.get(treatment)));
        counts.fold((0, 0), |(part, whole), count| {
            (part + figure(count), whole + count.of)
        })
    };
    let linked = |treatments: &[Treatment]| of(treatments, |count| count.linked, &[&tally.long]);
    let (identical, truncated, altered) = (
        linked(&[Identical, Retyped]),
        linked(&[Truncated]),
        linked(&[Altered]),
    );
    let on = format!(
        "{} real articles, each against a made text that quotes it: {} / {} / {} sentences",
        articles.len(),
        identical.1,
        truncated.1,
        altered.1
    );
    let short = of(&[Identical, Retyped], |count| count.linked, &[&tally.short]);
    let found = of(&[Altered], |count| count.contradicts, &[&tally.long]);
    let differing = of(&[Altered], |count| count.differs, &[&tally.long]);
    let fires = |treatments: &[Treatment]| {
        of(
            treatments,
            |count| count.contradicts,
            &[&tally.long, &tally.short],
        )
    };
    let quiet = fires(&[Identical, Retyped, Truncated]);
    vec![
        Measure::new("shared quotations linked: identical / truncated / altered", shares(&[identical, truncated, altered]))
            .bar(".98 / .96 / .96", "1 / .99 / .99")
            .on(&on),
        Measure::new("shared quotations of two to five words linked", share(short.0, short.1)).on(format!("the same: {} sentences", short.1)),
        Measure::new("false ones among the links of quoting sentences", share(tally.false_links, tally.links)).on("the same"),
        Measure::new("quotations altered inside found / others that fire", shares(&[found, quiet]))
            .bar(".90 / .05", ".99 / .01")
            .on(format!(
                "the same: {} / {} sentences ({} of the altered only differ; fires: identical {}, retyped {}, truncated {})",
                found.1, quiet.1, share(differing.0, differing.1),
                shares(&[fires(&[Identical])]), shares(&[fires(&[Retyped])]), shares(&[fires(&[Truncated])])
            )),
    ]
}
