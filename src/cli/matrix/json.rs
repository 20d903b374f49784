//! The claims of a story as JSON.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::sheet::Sheet;
use crate::cli::holdings::Holdings;
use crate::cli::json::{self, ArticleShape, TextShape};
use crate::compare::{ConflictKind, Weight};
use crate::library::{Article, ArticleId};
use crate::matrix::{Claim, Dispute};

/// Prints one document and a line end; `articles` are those of the sheet's pages.
pub(super) fn print(
    articles: &[Article],
    holdings: &Holdings,
    sheet: &Sheet<'_>,
    out: &mut impl Write,
) -> io::Result<()> {
    let ids: Vec<ArticleId> = articles.iter().map(|article| article.id).collect();
    let text = |(article, page)| TextShape::new(article, page);
    let articles = ArticleShape::newest(&ids, holdings);
    let articles = articles.into_iter().zip(sheet.pages).map(text);
    let claims = sheet.matrix.claims.iter();
    let shape = MatrixShape {
        articles: articles.collect(),
        claims: claims.map(|claim| ClaimShape::new(claim, sheet)).collect(),
    };
    json::print(&shape, out)
}

#[derive(Serialize)]
struct MatrixShape<'a> {
    articles: Vec<TextShape<'a, ArticleShape>>,
    claims: Vec<ClaimShape<'a>>,
}

/// A claim; the keys of its maps are indices of articles.
#[derive(Serialize)]
struct ClaimShape<'a> {
    text: &'a str,
    sentences: &'a BTreeMap<usize, Vec<usize>>,
    reported_by: Vec<usize>,
    unsure: BTreeMap<usize, bool>,
    conflicts: Vec<DisputeShape<'a>>,
}

#[derive(Serialize)]
struct DisputeShape<'a> {
    kind: ConflictKind,
    weight: Weight,
    values: &'a BTreeMap<usize, String>,
}

impl<'a> ClaimShape<'a> {
    fn new(claim: &'a Claim, sheet: &Sheet<'a>) -> Self {
        let dispute = |dispute: &'a Dispute| DisputeShape {
            kind: dispute.kind,
            weight: dispute.weight,
            values: &dispute.values,
        };
        Self {
            text: sheet.text(claim),
            sentences: &claim.sentences,
            reported_by: claim.sentences.keys().copied().collect(),
            unsure: claim.unsure.iter().map(|&page| (page, true)).collect(),
            conflicts: claim.disputes.iter().map(dispute).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::super::example;
    use super::*;

    #[test]
    fn a_claim_has_every_key_in_order_and_articles_as_keys() {
        let (pages, matrix) = (example::pages(3), example::matrix());
        let sheet = example::sheet(&pages, &matrix);
        let claim = ClaimShape::new(&matrix.claims[0], &sheet);
        let expected = r#"{
  "text": "The ferry hit the wall at noon.",
  "sentences": {
    "0": [
      0
    ],
    "1": [
      0,
      1
    ],
    "2": [
      0
    ]
  },
  "reported_by": [
    0,
    1,
    2
  ],
  "unsure": {
    "2": true
  },
  "conflicts": [
    {
      "kind": "number",
      "weight": "contradicts",
      "values": {
        "0": "41",
        "1": "41",
        "2": "47"
      }
    }
  ]
}"#;
        assert_eq!(serde_json::to_string_pretty(&claim).unwrap(), expected);
    }

    #[test]
    fn what_nobody_doubts_or_disputes_is_empty() {
        let (pages, matrix) = (example::pages(3), example::matrix());
        let sheet = example::sheet(&pages, &matrix);
        let claim = serde_json::to_value(ClaimShape::new(&matrix.claims[1], &sheet)).unwrap();
        assert_eq!(claim["unsure"], serde_json::json!({}));
        assert_eq!(claim["conflicts"], serde_json::json!([]));
    }
}
