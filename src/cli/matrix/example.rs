//! A small matrix made by hand, for the tests of all who print one.

use std::collections::{BTreeMap, BTreeSet};

use super::sheet::Sheet;
use crate::compare::{ConflictKind, Weight};
use crate::library::ArticleId;
use crate::matrix::{Claim, Dispute, Matrix, Place};
use crate::text::clean::Cleaned;
use crate::text::moment::Moment;
use crate::version::{Page, Version};

const NAMES: [&str; 3] = ["The Harbour Post", "Northern Wire", "(noon.txt)"];

/// So many versions; the first three are those of [`matrix`].
pub(super) fn pages(count: usize) -> Vec<Page> {
    let sentences = [
        &[
            "The ferry hit the wall at noon.",
            "41 people were hurt, said <the> mayor of Wismund, who had been waiting on the pier.",
        ][..],
        &[
            "At noon the ferry struck.",
            "It was the wall; 41 were hurt.",
            "The captain | had not slept.",
        ],
        &["Noon: a ferry, a wall, 47 hurt."],
    ];
    (0..count)
        .map(|index| Page {
            version: Version {
                article: ArticleId(index as u64),
                revision: 0,
            },
            source: NAMES[index % NAMES.len()].to_owned(),
            source_unknown: false,
            revision_number: None,
            author: None,
            published: Moment::parse("2026-11-04"),
            title: "Ferry".to_owned(),
            title_derived: false,
            language: Some("en".to_owned()),
            sentences: (0..)
                .zip(sentences[index % 3].iter().map(|s| (*s).to_owned()))
                .collect(),
            cleaned: Cleaned::default(),
        })
        .collect()
}

/// Three claims: of all, disputed; of the first alone; of the second alone.
pub(super) fn matrix() -> Matrix {
    let claim = |page, sentence| Claim {
        spokesman: Place { page, sentence },
        sentences: BTreeMap::from([(page, vec![sentence])]),
        unsure: BTreeSet::new(),
        disputes: Vec::new(),
    };
    let values = [(0, "41"), (1, "41"), (2, "47")];
    let all = Claim {
        sentences: BTreeMap::from([(0, vec![0]), (1, vec![0, 1]), (2, vec![0])]),
        unsure: BTreeSet::from([2]),
        disputes: vec![Dispute {
            kind: ConflictKind::Number,
            weight: Weight::Contradicts,
            values: values.map(|(page, value)| (page, value.to_owned())).into(),
        }],
        ..claim(0, 0)
    };
    Matrix {
        claims: vec![all, claim(0, 1), claim(1, 2)],
    }
}

pub(super) fn sheet<'a>(pages: &'a [Page], matrix: &'a Matrix) -> Sheet<'a> {
    let names = (0..pages.len()).map(|index| match index / NAMES.len() {
        0 => NAMES[index].to_owned(),
        round => format!("{} {round}", NAMES[index % NAMES.len()]),
    });
    Sheet {
        title: "Ferry hits wall <in> Wismund",
        names: names.collect(),
        pages,
        matrix,
    }
}
