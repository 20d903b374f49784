//! A comparison as JSON: the engine's own answer between the two articles.

use std::io::{self, Write};

use serde::Serialize;

use crate::cli::json::TextShape;
use crate::compare::{Headline, Link, Row, Summary};
use crate::version::Compared;

/// Prints one document and a line end.
pub(super) fn print(
    compared: &Compared,
    articles: (impl Serialize, impl Serialize),
    out: &mut impl Write,
) -> io::Result<()> {
    let comparison = &compared.comparison;
    let shape = DiffShape {
        left: TextShape::new(articles.0, &compared.left),
        right: TextShape::new(articles.1, &compared.right),
        headline: &comparison.headline,
        links: &comparison.links,
        rows: &comparison.rows,
        summary: comparison.summary,
    };
    serde_json::to_writer_pretty(&mut *out, &shape)?;
    writeln!(out)
}

#[derive(Serialize)]
struct DiffShape<'a, L, R> {
    left: TextShape<'a, L>,
    right: TextShape<'a, R>,
    headline: &'a Headline,
    links: &'a [Link],
    rows: &'a [Row],
    summary: Summary,
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::spread::example;

    #[derive(Serialize)]
    struct Article {
        id: &'static str,
        author: Option<&'static str>,
    }

    #[test]
    fn every_key_stands_in_its_place() {
        let article = || Article {
            id: "ab",
            author: None,
        };
        let mut out = Vec::new();
        print(&example::strike(), (article(), article()), &mut out).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }
}
