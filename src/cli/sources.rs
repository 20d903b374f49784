//! What `sources` prints: the outlets, those of most articles first.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::wrap;

use super::holdings::Holdings;
use super::json;
use super::line;
use super::output::Output;

/// What `sources` prints as JSON; `source` is null for the articles whose outlet is unknown.
#[derive(Debug, Serialize)]
struct SourcesShape<'a> {
    sources: Vec<SourceShape<'a>>,
}

#[derive(Debug, PartialEq, Serialize)]
struct SourceShape<'a> {
    source: Option<&'a str>,
    articles: usize,
}

/// Prints the outlets of `holdings`.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn print(holdings: &Holdings, output: &Output, out: &mut impl Write) -> io::Result<()> {
    let sources = counted(holdings);
    if output.is_json() {
        return json::print(&SourcesShape { sources }, out);
    }
    let name = |source: &SourceShape| source.source.unwrap_or("(unknown)").to_owned();
    let widest = sources
        .iter()
        .map(|source| wrap::width(&name(source)))
        .max()
        .unwrap_or(0)
        .min(output.width / 2);
    for source in &sources {
        let (name, count) = (name(source), line::count(source.articles, "article"));
        writeln!(out, "{}  {count}", line::column(&name, widest))?;
    }
    Ok(())
}

/// The outlets with their counts: most articles first, then by name, unknown ones last.
fn counted(holdings: &Holdings) -> Vec<SourceShape<'_>> {
    let mut counts: HashMap<Option<&str>, usize> = HashMap::new();
    for article in holdings.catalogue().entries() {
        *counts.entry(article.source()).or_default() += 1;
    }
    let mut sources: Vec<_> = counts
        .into_iter()
        .map(|(source, articles)| SourceShape { source, articles })
        .collect();
    sources.sort_by_key(|s| (s.source.is_none(), std::cmp::Reverse(s.articles), s.source));
    sources
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::holdings::tests::{article, holdings};

    #[test]
    fn outlets_come_by_count_then_name_and_unknown_ones_last() {
        let sources = [Some("B"), None, Some("C"), Some("A"), None, Some("C")];
        let articles = (1..).zip(sources);
        let holdings = holdings(
            articles
                .map(|(id, s)| article(id, s, "t", &["b"]))
                .collect(),
        );
        let expected = [(Some("C"), 2), (Some("A"), 1), (Some("B"), 1), (None, 2)];
        assert_eq!(
            counted(&holdings),
            expected.map(|(source, articles)| SourceShape { source, articles })
        );
    }
}
