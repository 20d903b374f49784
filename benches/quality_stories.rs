//! How well stories are found in labelled texts: BCubed precision, recall and F1.
//!
//! Reads each `*.jsonl` file in the folder that `NEWSREAD_DATA` names, or in its `stories`; each line is
//! `{"cluster", "sentences": [str]}`, where `title`, `published` (a day) and `language` may be given too.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use newsread::library::{Article, ArticleId, Library, Paragraph, Revision};
use newsread::story;
use newsread::text::moment::Moment;
use serde::Deserialize;

/// One labelled text.
#[derive(Debug, Clone, Deserialize)]
struct Text {
    cluster: String,
    sentences: Vec<String>,
    title: Option<String>,
    published: Option<chrono::NaiveDate>,
    language: Option<String>,
}

impl Text {
    fn article(&self, id: u64) -> Article {
        let paragraph = |text: &String| Paragraph {
            text: text.clone(),
            ..Paragraph::default()
        };
        let revision = Revision {
            title: self.title.clone().unwrap_or_default(),
            title_derived: self.title.is_none(),
            published: self.published.map(Moment::Day),
            language: self.language.clone(),
            path: Some(format!("{id:08}")),
            paragraphs: self.sentences.iter().map(paragraph).collect(),
            ..Revision::default()
        };
        Article {
            id: ArticleId(id),
            source: None,
            url: None,
            revisions: vec![revision],
        }
    }
}

/// Precision, recall and F1, each article counting alike.
struct Score {
    precision: f64,
    recall: f64,
}

impl Score {
    fn f1(&self) -> f64 {
        2.0 * self.precision * self.recall / (self.precision + self.recall)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of articles are small")]
fn score(texts: &[Text], show: bool) -> Score {
    let articles = (0..)
        .zip(texts)
        .map(|(id, text)| text.article(id))
        .collect();
    let mut sizes: HashMap<&str, f64> = HashMap::new();
    for text in texts {
        *sizes.entry(&text.cluster).or_default() += 1.0;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for story in story::group(&Library::new(articles)) {
        let mut inside: HashMap<&str, f64> = HashMap::new();
        for id in &story.articles {
            let text = &texts[usize::try_from(id.0).expect("ids are places")];
            *inside.entry(&text.cluster).or_default() += 1.0;
        }
        for (cluster, count) in &inside {
            precision += count * count / story.articles.len() as f64;
            recall += count * count / sizes[cluster];
        }
        if let (true, Some(why)) = (show, story.why) {
            println!("    {inside:?}: {} ({why})", story.title);
        }
    }
    Score {
        precision: precision / texts.len() as f64,
        recall: recall / texts.len() as f64,
    }
}

fn report(name: &str, texts: &[Text]) {
    let score = score(texts, std::env::var_os("NEWSREAD_SHOW").is_some());
    println!(
        "{name:32} {:5} texts  P {:.3}  R {:.3}  F1 {:.3}",
        texts.len(),
        score.precision,
        score.recall,
        score.f1()
    );
}

/// The same texts cut to a headline and a lead of `sentences` sentences.
fn leads(texts: &[Text], sentences: usize) -> Vec<Text> {
    let prose = |sentence: &&String| {
        sentence.split_whitespace().count() > 4 && !sentence.starts_with("http")
    };
    let cut = |text: &Text| {
        let mut rest = text.sentences.iter().filter(prose).cloned();
        Text {
            title: text.title.clone().or_else(|| rest.next()),
            sentences: rest.take(sentences).collect(),
            ..text.clone()
        }
    };
    texts
        .iter()
        .map(cut)
        .filter(|text| !text.sentences.is_empty())
        .collect()
}

/// The same texts with days of a fortnight, those of one cluster on one day or the next.
fn dated(texts: &[Text]) -> Vec<Text> {
    let start = chrono::NaiveDate::from_ymd_opt(2024, 5, 1).expect("a day");
    let date = |(place, text): (u64, &Text)| {
        let days = rapidhash::v3::rapidhash_v3(text.cluster.as_bytes()) % 14 + place % 2;
        Text {
            published: Some(start + chrono::Days::new(days)),
            ..text.clone()
        }
    };
    (0..).zip(texts).map(date).collect()
}

fn read(path: &Path) -> Vec<Text> {
    let lines = std::fs::read_to_string(path).expect("a file of labelled texts");
    lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("a labelled text"))
        .collect()
}

fn main() {
    let Some(folder) = std::env::var_os("NEWSREAD_DATA").map(PathBuf::from) else {
        println!("skipped: NEWSREAD_DATA names no folder of labelled texts");
        return;
    };
    let inner = folder.join("stories");
    let folder = if inner.is_dir() { inner } else { folder };
    let entries = std::fs::read_dir(folder).expect("the folder of labelled texts");
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "jsonl")
    });
    files.sort();
    for file in files {
        let texts = read(&file);
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        report(&name, &texts);
        if texts.iter().all(|text| text.published.is_none()) {
            report(&format!("{name}, dated"), &dated(&texts));
            report(&format!("{name}, dated leads"), &dated(&leads(&texts, 1)));
        }
    }
}
