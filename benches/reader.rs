//! How long the reader takes from a key to its frame: `cargo bench --bench reader -- COUNT`.
//!
//! A generated catalogue of COUNT articles (1,000,000 unless told) with its stories is held; their texts are made
//! when they are asked for, as the store would read them. Each key is pressed many times, and the time until its
//! frame stands in the buffer is told in milliseconds: half of the keys, 99 of 100, and all took no longer.
//!
//! Then headlines are found as one types, by the thread that does it in the reader: from each key to the frame
//! with the first results, and to the one with all of them.

#[expect(dead_code, reason = "other benches use the rest of it")]
mod newsroom;
#[expect(dead_code, reason = "other benches use the rest of it")]
mod process;
mod typing;

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use newsread::app::Outcome;
use newsread::app::grouping::Grouping;
use newsread::config::Config;
use newsread::config::key::Key;
use newsread::config::terminal::{Background, Depth, Terminal};
use newsread::library::{Article, ArticleId, Builder, Catalogue, Headline, Holding, Texts};
use newsread::search::Headlines;
use newsread::story::{Story, StoryId};
use newsread::tui::finder::Finder;
use newsread::tui::session::Session;
use newsroom::Chance;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const COUNT: u64 = 1_000_000;

/// Headlines that are looked for.
const SEARCHES: usize = 72;

/// The screen.
const AREA: Rect = Rect {
    x: 0,
    y: 0,
    width: 120,
    height: 36,
};

/// Keys, how often each is pressed, and what it does.
const SCRIPTS: [(&str, usize, &str); 12] = [
    ("j", 400, "down one article"),
    ("<pagedown>", 400, "down a page"),
    ("G", 20, "to the end"),
    ("g g", 20, "to the beginning"),
    ("<enter>", 1, "open an article"),
    ("J", 400, "open the next article"),
    ("s", 200, "star"),
    ("m", 200, "mark"),
    ("]u", 100, "next unread"),
    ("<esc> h", 1, "to the sources"),
    ("j", 100, "the list of the next source"),
    ("k", 100, "the list of the source before"),
];

/// Gives every article the same text, newly made.
#[derive(Debug)]
struct Bodies {
    catalogue: Arc<newsread::library::Catalogue>,
    body: Article,
}

impl Texts for Bodies {
    fn article(&self, id: ArticleId) -> Option<Article> {
        let entry = self.catalogue.get(id)?;
        let mut article = Article {
            id,
            source: entry.source().map(str::to_owned),
            ..self.body.clone()
        };
        entry.title().clone_into(&mut article.revisions[0].title);
        Some(article)
    }

    fn headlines(&self, ids: &[ArticleId]) -> Vec<Headline> {
        let articles = ids.iter().filter_map(|id| self.article(*id));
        articles.map(|article| article.headline()).collect()
    }
}

fn main() {
    let count = std::env::args().find_map(|argument| argument.parse().ok());
    let count = count.unwrap_or(COUNT);
    let (holding, stories) = library(count);
    let catalogue = Arc::clone(&holding.catalogue);
    let entries = catalogue.entries();
    let headlines = Headlines::with_sources(entries.map(|entry| (entry.title(), entry.source())));
    let terminal = Terminal {
        depth: Depth::Indexed,
        background: Some(Background::Dark),
    };
    let mut session = Session::reading(&Config::default(), terminal, false);
    let mut buffer = Buffer::empty(AREA);
    let begin = Instant::now();
    session.receive(Outcome::Loaded { holding, headlines });
    session.draw(AREA, &mut buffer);
    tell("the library comes in", &mut [begin.elapsed()]);
    let begin = Instant::now();
    let grouping = Grouping::new(&catalogue, stories);
    tell("its stories are arranged, beside", &mut [begin.elapsed()]);
    let begin = Instant::now();
    session.receive(Outcome::Grouped(grouping));
    session.draw(AREA, &mut buffer);
    tell("its stories come in", &mut [begin.elapsed()]);
    for (script, times, what) in SCRIPTS {
        let keys = Key::parse(script).expect("keys");
        let mut took: Vec<Duration> = (0..times)
            .map(|_| {
                let begin = Instant::now();
                for &key in &keys {
                    session.press(key);
                }
                let _ = session.hand_out();
                buffer.reset();
                session.draw(AREA, &mut buffer);
                begin.elapsed()
            })
            .collect();
        tell(what, &mut took);
    }
    find(&mut session, &mut buffer, &catalogue);
    if let Some(peak) = process::peak() {
        println!("{peak} MB of memory at most");
    }
}

/// Types what finds headlines of all kinds.
fn find(session: &mut Session, buffer: &mut Buffer, catalogue: &Catalogue) {
    let titles: Vec<String> = catalogue
        .entries()
        .map(|entry| entry.title().to_owned())
        .collect();
    let (sender, outcomes) = mpsc::channel();
    let finder = Finder::start(move |outcome| {
        let _ = sender.send(outcome);
    });
    let mut chance = Chance::new(7);
    let (mut typed, mut first, mut all) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..SEARCHES {
        let query = typing::typed(&titles, number % 6, &mut chance);
        let outlet = if number % 8 == 7 { "source:the " } else { "" };
        press(session, "/");
        for letter in outlet.chars() {
            session.paste(letter.encode_utf8(&mut [0; 4]));
        }
        settle(session, buffer, &finder, &outcomes);
        for letter in query.chars() {
            let begin = Instant::now();
            session.paste(letter.encode_utf8(&mut [0; 4]));
            let frames = settle(session, buffer, &finder, &outcomes);
            let since = |frame: &Instant| frame.duration_since(begin);
            typed.extend(frames.first().map(since));
            first.extend(frames.get(1).or(frames.first()).map(since));
            all.extend(frames.last().map(since));
        }
        press(session, "<esc>");
    }
    tell("a letter of a headline: it is shown", &mut typed);
    tell("the first that is found is shown", &mut first);
    tell("all that is found is shown", &mut all);
}

fn press(session: &mut Session, keys: &str) {
    for key in Key::parse(keys).expect("keys") {
        session.press(key);
    }
}

/// Does what the loop of the reader does until there is nothing left to do; when each frame stood.
fn settle(
    session: &mut Session,
    buffer: &mut Buffer,
    finder: &Finder,
    outcomes: &Receiver<Outcome>,
) -> Vec<Instant> {
    let (mut frames, mut waits) = (Vec::new(), false);
    loop {
        let _ = session.hand_out();
        if let Some(effect) = session.seek() {
            finder.find(effect);
            waits = true;
        }
        buffer.reset();
        session.draw(AREA, buffer);
        frames.push(Instant::now());
        if !waits {
            return frames;
        }
        let outcome = outcomes.recv().expect("the finder tells");
        waits = !matches!(outcome, Outcome::Found { done: true, .. });
        session.receive(outcome);
    }
}

/// A library of `count` articles without their texts, and its stories.
fn library(count: u64) -> (Holding, Vec<Story>) {
    let (mut headlines, mut stories, mut body) = (Vec::new(), Vec::new(), None);
    let mut chance = Chance::new(7);
    for mut articles in newsroom::stories(count, 1, 40) {
        for article in &mut articles {
            article.revisions[0].title = typing::headline(&mut chance);
        }
        stories.push(Story {
            id: StoryId(articles[0].id.0),
            title: articles[0].latest().title.clone(),
            articles: articles.iter().map(|article| article.id).collect(),
            why: None,
        });
        headlines.extend(articles.iter().map(Article::headline));
    }
    for article in newsroom::articles(1, 2) {
        body = Some(article);
    }
    headlines.sort_by_key(|article| {
        let published = article
            .published
            .map(newsread::text::moment::Moment::seconds);
        std::cmp::Reverse(published)
    });
    stories.sort_by_key(|story| std::cmp::Reverse(story.articles.len()));
    let mut builder = Builder::default();
    for headline in &headlines {
        builder.push(headline);
    }
    let catalogue = Arc::new(builder.finish());
    let texts = Bodies {
        catalogue: Arc::clone(&catalogue),
        body: body.expect("an article"),
    };
    let holding = Holding {
        catalogue,
        texts: Arc::new(texts),
        problems: Vec::new(),
    };
    (holding, stories)
}

/// Prints how long the half, 99 of 100 and all of the keys took at most.
fn tell(what: &str, took: &mut [Duration]) {
    took.sort_unstable();
    let at = |percent: usize| took[(took.len() - 1) * percent / 100].as_secs_f64() * 1e3;
    println!("{what:32} {:8.2} {:8.2} {:8.2} ms", at(50), at(99), at(100));
}
