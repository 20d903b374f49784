//! What `search` prints: the articles that answer a query, the best first.

use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;

use crate::library::Article;
use crate::search::Headlines;
use crate::search::passage;
use crate::search::query::Query;
use crate::wrap;

use super::failure::Ended;
use super::holdings::Holdings;
use super::ink::Ink;
use super::json::{self, ArticleShape};
use super::line;
use super::output::Output;

/// One answer: an article, and where it holds the query.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit<'a> {
    article: &'a Article,
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
    article: ArticleShape<'a>,
    score: f64,
    snippet: Option<&'a str>,
    matches: Vec<[usize; 2]>,
}

/// The articles whose body or headline holds all words of `query`, the best first.
pub fn full_text<'a>(holdings: &'a Holdings, query: &str) -> Vec<Hit<'a>> {
    let query = Query::new(query);
    let found = passage::find(&holdings.library, &query);
    let hits = found.into_iter().map(|found| Hit {
        article: found.article,
        score: found.passage.score,
        snippet: found.passage.snippet,
        matches: found.passage.matches,
    });
    hits.collect()
}

/// The articles whose headline a person may mean by `query`, the likeliest first.
pub fn headlines<'a>(holdings: &'a Holdings, query: &str) -> Vec<Hit<'a>> {
    let articles = holdings.library.articles();
    let titles = articles.iter().map(|article| &*article.latest().title);
    let ranking = Headlines::new(titles).rank(query);
    let hits = ranking.hits.iter().map(|hit| Hit {
        article: &articles[hit.index],
        score: i32::try_from(hit.score).map_or(f64::MAX, f64::from),
        snippet: None,
        matches: ranking.matches(&articles[hit.index].latest().title),
    });
    hits.collect()
}

/// Whether anything was found.
pub fn ended(hits: &[Hit<'_>]) -> Ended {
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
    hits: &[Hit<'_>],
    holdings: &Holdings,
    output: &Output,
    out: &mut impl Write,
) -> io::Result<()> {
    if output.is_json() {
        let hits = hits.iter().map(|hit| hit.shape(holdings)).collect();
        return json::print(&SearchShape { hits }, out);
    }
    let digits = holdings.id_digits();
    hits.iter()
        .try_for_each(|hit| hit.print(digits, output, out))
}

impl<'a> Hit<'a> {
    fn shape(&'a self, holdings: &'a Holdings) -> HitShape<'a> {
        HitShape {
            article: ArticleShape::newest(self.article, holdings),
            score: self.score,
            snippet: self.snippet.as_deref(),
            matches: self.matches.iter().map(|m| [m.start, m.end]).collect(),
        }
    }

    /// Headline and facts, and below them the passage with the matched words marked.
    fn print(&self, digits: usize, output: &Output, out: &mut impl Write) -> io::Result<()> {
        let ink = &output.ink;
        let title = &self.article.latest().title;
        let in_title = if self.snippet.is_some() {
            &[]
        } else {
            &self.matches[..]
        };
        print_marked(title, in_title, ("", output.width), ink, out)?;
        let facts = format!(
            "{} · {} · {}",
            line::source(self.article),
            line::long_day(self.article.latest().published),
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
