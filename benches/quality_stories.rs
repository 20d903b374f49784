//! How well stories are found in labelled texts: BCubed precision, recall and F1.

use std::collections::HashMap;
use std::path::PathBuf;

use newsread::library::{Article, ArticleId, Library, Paragraph, Revision};
use newsread::story;
use newsread::text::moment::Moment;

struct Labelled {
    topic: String,
    cluster: String,
    sentences: Vec<String>,
    date: Option<chrono::NaiveDate>,
    language: Option<String>,
}

fn hash(s: &str) -> u64 {
    rapidhash::v3::rapidhash_v3(s.as_bytes())
}

fn score(docs: &[&Labelled]) -> (f64, f64, f64) {
    let articles = docs
        .iter()
        .enumerate()
        .map(|(i, d)| Article {
            id: ArticleId(i as u64),
            source: None,
            url: None,
            revisions: vec![Revision {
                title: d.sentences[0].clone(),
                title_derived: true,
                published: d.date.map(Moment::Day),
                language: d.language.clone(),
                path: Some(format!("{i:06}")),
                paragraphs: d
                    .sentences
                    .iter()
                    .map(|s| Paragraph {
                        text: s.clone(),
                        ..Paragraph::default()
                    })
                    .collect(),
                ..Revision::default()
            }],
        })
        .collect();
    let library = Library::new(articles);
    let stories = story::group(&library);
    let mut size: HashMap<&str, usize> = HashMap::new();
    for d in docs {
        *size.entry(&d.cluster).or_default() += 1;
    }
    let (mut p, mut r) = (0.0, 0.0);
    for s in &stories {
        let mut inside: HashMap<&str, usize> = HashMap::new();
        for id in &s.articles {
            *inside.entry(&docs[id.0 as usize].cluster).or_default() += 1;
        }
        for (c, n) in &inside {
            let n2 = (n * n) as f64;
            p += n2 / s.articles.len() as f64;
            r += n2 / size[c] as f64;
        }
        if std::env::var("SHOW").is_ok() && s.articles.len() > 1 {
            println!(
                "   {inside:?} {} | {}",
                s.title,
                s.why.as_deref().unwrap_or_default()
            );
        }
    }
    let n = docs.len() as f64;
    let (p, r) = (p / n, r / n);
    (p, r, 2.0 * p * r / (p + r))
}

fn report(name: &str, docs: &[Labelled], by_topic: bool) {
    let all: Vec<&Labelled> = docs.iter().collect();
    let (p, r, f) = score(&all);
    print!(
        "{name:18} ({} words) all P {p:.3} R {r:.3} F {f:.3}",
        docs.iter()
            .map(|d| d
                .sentences
                .iter()
                .map(|s| s.split(' ').count())
                .sum::<usize>())
            .sum::<usize>()
            / docs.len()
    );
    if by_topic {
        let mut topics: Vec<&str> = docs.iter().map(|d| d.topic.as_str()).collect();
        topics.sort_unstable();
        topics.dedup();
        let mut sum = (0.0, 0.0, 0.0);
        for t in &topics {
            let some: Vec<&Labelled> = docs.iter().filter(|d| d.topic == *t).collect();
            let (p, r, f) = score(&some);
            if std::env::var("SHOWT").is_ok() {
                println!("   {t} {p:.3} {r:.3} {f:.3}");
            }
            sum = (sum.0 + p, sum.1 + r, sum.2 + f);
        }
        let n = topics.len() as f64;
        print!(
            "  | by topic P {:.3} R {:.3} F {:.3}",
            sum.0 / n,
            sum.1 / n,
            sum.2 / n
        );
    }
    println!();
}

fn lines(path: PathBuf) -> Vec<serde_json::Value> {
    std::fs::read_to_string(path)
        .unwrap()
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

fn main() {
    let Ok(dir) = std::env::var("NEWSREAD_DATA") else {
        println!("skipped: NEWSREAD_DATA names no folder of labelled texts");
        return;
    };
    let dir = PathBuf::from(dir);
    let strings = |v: &serde_json::Value| -> Vec<String> {
        v.as_array()
            .unwrap()
            .iter()
            .map(|s| s.as_str().unwrap().to_owned())
            .collect()
    };
    let base = chrono::NaiveDate::from_ymd_opt(2024, 5, 1).unwrap();
    let ecb: Vec<Labelled> = lines(dir.join("stories/ecbplus_dev.jsonl"))
        .iter()
        .map(|v| Labelled {
            topic: v["topic"].as_str().unwrap().into(),
            cluster: v["cluster"].as_str().unwrap().into(),
            sentences: strings(&v["sentences"]),
            date: None,
            language: Some("en".into()),
        })
        .collect();
    report("ecb", &ecb, true);
    let day = |d: &Labelled, i: usize| {
        base.checked_add_days(chrono::Days::new(
            hash(&d.cluster) % 15 + hash(&format!("{i}")) % 2,
        ))
    };
    let dated: Vec<Labelled> = ecb
        .iter()
        .enumerate()
        .map(|(i, d)| Labelled {
            topic: d.topic.clone(),
            cluster: d.cluster.clone(),
            sentences: d.sentences.clone(),
            language: d.language.clone(),
            date: day(d, i),
        })
        .collect();
    report("ecb dated", &dated, true);
    // the same as dated headlines with leads: the first sentences that are no address or date

    let leads: Vec<Labelled> = ecb
        .iter()
        .enumerate()
        .map(|(i, d)| {
            let h = hash(&d.cluster);
            let sentences: Vec<String> = d
                .sentences
                .iter()
                .filter(|s| !s.starts_with("http") && s.split(' ').count() > 4)
                .take(2)
                .cloned()
                .collect();
            Labelled {
                topic: d.topic.clone(),
                cluster: d.cluster.clone(),
                sentences,
                date: base
                    .checked_add_days(chrono::Days::new(h % 15 + (hash(&format!("{i}")) % 2))),
                language: Some("en".into()),
            }
        })
        .filter(|d| !d.sentences.is_empty())
        .collect();
    report("ecb dated leads", &leads, true);
    for (name, file) in [
        ("swipe", "alignment/swipe_dev.jsonl"),
        ("porsimples", "alignment/porsimples_dev.jsonl"),
        ("deplain", "alignment/deplain_dev.jsonl"),
    ] {
        let mut docs = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for v in lines(dir.join(file)) {
            let id = v["id"].as_str().unwrap();
            let cluster = v["page"].as_str().unwrap_or(id.split(':').next().unwrap());
            for side in ["a", "b"] {
                let sentences = strings(&v[side]);
                if !sentences.is_empty() && seen.insert((cluster.to_owned(), sentences.join(" "))) {
                    docs.push(Labelled {
                        topic: String::new(),
                        cluster: cluster.into(),
                        sentences,
                        date: None,
                        language: v["lang"].as_str().map(str::to_owned),
                    });
                }
            }
        }
        report(name, &docs, false);
    }
    let pages = [
        "35b1 9cb8 ac1b",
        "1567 3f65 c13b",
        "d1c5 42aa",
        "ea25 8b19",
        "9eef 7bb1",
        "e1c7 b37b",
    ];
    let page: serde_json::Value = serde_json::from_str(
        &std::fs::read_to_string(dir.join("extraction/ground-truth.json")).unwrap(),
    )
    .unwrap();
    let docs: Vec<Labelled> = page
        .as_object()
        .unwrap()
        .iter()
        .filter(|(k, _)| {
            ![
                "042b", "5fa3", "aec5", "f5c9", "c907", "0584", "87bf", "fde9",
            ]
            .contains(&&k[..4])
        })
        .map(|(k, v)| Labelled {
            topic: String::new(),
            cluster: pages
                .iter()
                .find(|s| s.contains(&k[..4]))
                .map_or(k.as_str(), |s| s)
                .to_owned(),
            sentences: v["articleBody"]
                .as_str()
                .unwrap()
                .lines()
                .filter(|l| !l.trim().is_empty())
                .map(str::to_owned)
                .collect(),
            date: None,
            language: Some("en".into()),
        })
        .filter(|d| !d.sentences.is_empty())
        .collect();
    report("pages", &docs, false);
    let docs: Vec<Labelled> = docs
        .into_iter()
        .map(|d| Labelled {
            date: Some(base),
            ..d
        })
        .collect();
    report("pages dated", &docs, false);
    let mut docs: Vec<Labelled> = Vec::new();
    for file in std::fs::read_dir(dir.join("../seeds")).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        docs.push(Labelled {
            topic: String::new(),
            cluster: "seeds".into(),
            sentences: text
                .lines()
                .filter(|l| !l.trim().is_empty())
                .map(str::to_owned)
                .collect(),
            date: text.starts_with(" date").then_some(base),
            language: Some("en".into()),
        });
    }
    report("seeds", &docs, false);
}
