//! What `search` prints: the articles that answer a query, the best first.

use std::io::{self, Write};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::library::{ArticleId, Headline};
use crate::search::Headlines;
use crate::search::answer::{Answer, Answers, Ask, Order};
use crate::search::filter::Asked;
use crate::store::{Memory, Pace};
use crate::text::moment::Moment;
use crate::wrap;

use super::Session;
use super::arguments::Library;
use super::failure::{Ended, Failure};
use super::holdings::Holdings;
use super::ink::Ink;
use super::json::{self, ArticleShape};
use super::line;
use super::output::{self, Output};
use super::progress;

/// One answer: an article, and where it holds the query.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    article: Headline,
    score: f64,
    /// The passage of the body that shows it; none where the headline does.
    snippet: Option<String>,
    /// Byte ranges that matched, in the snippet, else in the headline.
    matches: Vec<Range<usize>>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The hits, in the order asked for.
    pub hits: Vec<Hit>,
    /// Whether there are more than were wanted.
    pub more: bool,
}

#[derive(Debug, Serialize)]
struct SearchShape<'a> {
    hits: Vec<HitShape<'a>>,
    more: bool,
}

#[derive(Debug, Serialize)]
struct HitShape<'a> {
    article: ArticleShape,
    score: f64,
    snippet: Option<&'a str>,
    matches: Vec<[usize; 2]>,
}

/// Searches the headlines.
pub(super) fn in_headlines(
    session: &Session,
    query: &str,
    library: &Library,
    out: &mut impl Write,
) -> Result<Ended, Failure> {
    session.output.text_or_json("search")?;
    let holdings = session.holdings(library)?;
    found(session, &headlines(&holdings, query)?, &holdings, out)
}

/// Searches the texts.
pub(super) fn in_texts(
    session: &Session,
    (query, order, most): (&str, Order, usize),
    library: &Library,
    out: &mut impl Write,
) -> Result<Ended, Failure> {
    session.output.text_or_json("search")?;
    let ask = Ask::parse(query, order, most).map_err(Failure::new)?;
    if ask.is_empty() {
        let says =
            "search wants words to look for, such as: newsread search '\"peace talks\" after:2025'";
        writeln!(io::stderr(), "newsread: {says}")?;
        return Ok(Ended::No);
    }
    let mut memory = session.memory();
    let holdings = session.holdings_of(library, &mut memory)?;
    let hits = full_text(&holdings, &ask, &mut memory, session.now);
    let ended = found(session, &hits, &holdings, out)?;
    if hits.more && !session.output.is_json() {
        let says = "these are not all; --limit N shows so many, --limit 0 all of them";
        writeln!(io::stderr(), "newsread: {says}")?;
    }
    Ok(ended)
}

/// Prints what a search has found, and what could not be read.
fn found(
    session: &Session,
    found: &Found,
    holdings: &Holdings,
    out: &mut impl Write,
) -> Result<Ended, Failure> {
    print(found, holdings, &session.output, out)?;
    out.flush()?;
    output::problems(holdings.problems().iter(), &mut io::stderr())?;
    Ok(holdings.ended().max(found.ended()))
}

/// What `ask` finds in the texts; where the index is asked, what waits for it is indexed first.
pub fn full_text(holdings: &Holdings, ask: &Ask, memory: &mut Memory, now: DateTime<Utc>) -> Found {
    if memory.uses_index(ask, &holdings.held) {
        index(memory, now);
    }
    let answers = memory.answers(ask, &holdings.held, &holdings.states, &mut |_| ());
    // Nobody cuts it off here.
    let Answers { all, more } = answers.unwrap_or_default();
    let ids: Vec<ArticleId> = all.iter().map(|answer| answer.article).collect();
    let mut articles = holdings.held.texts.headlines(&ids).into_iter().peekable();
    let hit = |answer: Answer| {
        let article = articles.next_if(|article| article.id == answer.article)?;
        Some(Hit {
            article,
            score: answer.passage.score,
            snippet: answer.passage.snippet,
            matches: answer.passage.matches,
        })
    };
    Found {
        hits: all.into_iter().filter_map(hit).collect(),
        more,
    }
}

/// Indexes what waits for it, as far as it can be kept, and tells how far that has come.
pub(super) fn index(memory: &mut Memory, now: DateTime<Utc>) {
    let all = usize::try_from(memory.unindexed()).unwrap_or(usize::MAX);
    if all == 0 {
        return;
    }
    let done = AtomicUsize::new(0);
    let count = || (done.load(Relaxed).min(all), all);
    progress::shown("making texts searchable:", count, || {
        let mut pace = Pace::BRISK;
        while let Some(indexed) = memory.index(&mut pace, now) {
            done.fetch_add(indexed.taken, Relaxed);
            if !indexed.more {
                break;
            }
        }
    });
}

/// The articles whose headline a person may mean by `query`, the likeliest first.
///
/// # Errors
///
/// Where a filter of the query means nothing.
pub fn headlines(holdings: &Holdings, query: &str) -> Result<Found, Failure> {
    let asked = Asked::parse(query).map_err(Failure::new)?;
    let catalogue = holdings.catalogue();
    let entries = catalogue.entries();
    let titles = entries.map(|entry| (entry.title(), entry.source()));
    let mut ranking = Headlines::with_sources(titles).find(&asked);
    ranking.retain(|row| {
        let article = catalogue.entry(row);
        let state = holdings.states.of(article.id());
        let day = article.published().map(Moment::day);
        asked.filters.admits_day(day) && asked.filters.admits_state(state.read, state.starred)
    });
    let ids = ranking.hits().map(|hit| catalogue.entry(hit.index).id());
    let ids: Vec<ArticleId> = ids.collect();
    let articles = holdings.held.texts.headlines(&ids);
    let hits = ranking.hits().zip(articles).map(|(hit, article)| Hit {
        score: i32::try_from(hit.score).map_or(f64::MAX, f64::from),
        snippet: None,
        matches: ranking.matches(&article.title),
        article,
    });
    Ok(Found {
        hits: hits.collect(),
        more: false,
    })
}

impl Found {
    /// Whether anything was found.
    pub fn ended(&self) -> Ended {
        if self.hits.is_empty() {
            Ended::No
        } else {
            Ended::Fine
        }
    }
}

/// Prints the hits.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn print(
    found: &Found,
    holdings: &Holdings,
    output: &Output,
    out: &mut impl Write,
) -> io::Result<()> {
    let hits = &found.hits;
    if output.is_json() {
        let ids: Vec<ArticleId> = hits.iter().map(|hit| hit.article.id).collect();
        let articles = ArticleShape::newest(&ids, holdings);
        let hits = hits.iter().zip(articles);
        let hits = hits.map(|(hit, article)| hit.shape(article)).collect();
        let more = found.more;
        return json::print(&SearchShape { hits, more }, out);
    }
    let digits = holdings.catalogue().id_digits();
    hits.iter()
        .try_for_each(|hit| hit.print(digits, output, out))
}

impl Hit {
    fn shape(&self, article: ArticleShape) -> HitShape<'_> {
        HitShape {
            article,
            score: self.score,
            snippet: self.snippet.as_deref(),
            matches: self.matches.iter().map(|m| [m.start, m.end]).collect(),
        }
    }

    /// Headline and facts, and below them the passage with the matched words marked.
    fn print(&self, digits: usize, output: &Output, out: &mut impl Write) -> io::Result<()> {
        let ink = &output.ink;
        let title = &self.article.title;
        let in_title = if self.snippet.is_some() {
            &[]
        } else {
            &self.matches[..]
        };
        print_marked(title, in_title, ("", output.width), ink, out)?;
        let facts = format!(
            "{} · {} · {}",
            line::source_of_headline(&self.article),
            line::long_day(self.article.published),
            &self.article.id.to_string()[..digits]
        );
        for bytes in wrap::wrap(&facts, output.width.saturating_sub(2)) {
            writeln!(out, "  {}", ink.paint(ink.theme.dim, &facts[bytes]))?;
        }
        if let Some(snippet) = &self.snippet {
            print_marked(snippet, &self.matches, ("  ", output.width), ink, out)?;
        }
        Ok(())
    }
}

/// `text`, wrapped, each line after `indent`, with the byte ranges `marks` standing out.
fn print_marked(
    text: &str,
    marks: &[Range<usize>],
    (indent, width): (&str, usize),
    ink: &Ink,
    out: &mut impl Write,
) -> io::Result<()> {
    for line in wrap::wrap(text, width.saturating_sub(indent.len())) {
        write!(out, "{indent}")?;
        let mut at = line.start;
        for mark in marks {
            let (start, end) = (mark.start.max(at), mark.end.min(line.end));
            if start < end {
                let marked = ink.paint(ink.theme.matched, &text[start..end]);
                write!(out, "{}{marked}", &text[at..start])?;
                at = end;
            }
        }
        writeln!(out, "{}", &text[at..line.end])?;
    }
    Ok(())
}
