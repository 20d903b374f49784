//! What `search` prints: the articles that answer a query, the best first.

use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;

use crate::library::{ArticleId, Entry, Headline};
use crate::search::Headlines;
use crate::search::passage::{self, Query};
use crate::wrap;

use super::failure::Ended;
use super::holdings::Holdings;
use super::ink::Ink;
use super::json::{self, ArticleShape};
use super::line;
use super::output::Output;

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

#[derive(Debug, Serialize)]
struct SearchShape<'a> {
    hits: Vec<HitShape<'a>>,
}

#[derive(Debug, Serialize)]
struct HitShape<'a> {
    article: ArticleShape,
    score: f64,
    snippet: Option<&'a str>,
    matches: Vec<[usize; 2]>,
}

/// The articles whose body or headline holds all words of `query`, the best first.
pub fn full_text(holdings: &Holdings, query: &str) -> Vec<Hit> {
    let query = Query::new(query);
    let library = holdings.held.library();
    let found = passage::find(&library, &query);
    let hits = found.into_iter().map(|found| Hit {
        article: found.article.headline(),
        score: found.score,
        snippet: found.snippet,
        matches: found.matches,
    });
    hits.collect()
}

/// The articles whose headline a person may mean by `query`, the likeliest first.
pub fn headlines(holdings: &Holdings, query: &str) -> Vec<Hit> {
    let catalogue = holdings.catalogue();
    let titles = catalogue.entries().map(Entry::title);
    let ranking = Headlines::new(titles).rank(query);
    let ids = ranking
        .hits
        .iter()
        .map(|hit| catalogue.entry(hit.index).id());
    let ids: Vec<ArticleId> = ids.collect();
    let articles = holdings.held.texts.headlines(&ids);
    let hits = ranking.hits.iter().zip(articles).map(|(hit, article)| Hit {
        score: i32::try_from(hit.score).map_or(f64::MAX, f64::from),
        snippet: None,
        matches: ranking.matches(&article.title),
        article,
    });
    hits.collect()
}

/// Whether anything was found.
pub fn ended(hits: &[Hit]) -> Ended {
    if hits.is_empty() {
        Ended::No
    } else {
        Ended::Fine
    }
}

/// Prints the hits.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn print(
    hits: &[Hit],
    holdings: &Holdings,
    output: &Output,
    out: &mut impl Write,
) -> io::Result<()> {
    if output.is_json() {
        let ids: Vec<ArticleId> = hits.iter().map(|hit| hit.article.id).collect();
        let articles = ArticleShape::newest(&ids, holdings);
        let hits = hits.iter().zip(articles);
        let hits = hits.map(|(hit, article)| hit.shape(article)).collect();
        return json::print(&SearchShape { hits }, out);
    }
    let digits = holdings.id_digits();
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
        writeln!(out, "  {}", ink.paint(ink.theme.dim, &facts))?;
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
