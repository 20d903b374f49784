#![expect(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;

use super::*;
use crate::library::ArticleId;
use crate::text::clean::Cleaned;
use crate::version::Version;

/// A page of these sentences, one a paragraph.
fn page(id: u64, sentences: &[&str]) -> Page {
    Page {
        version: Version {
            article: ArticleId(id),
            revision: 0,
        },
        source: format!("Outlet {id}"),
        source_unknown: false,
        revision_number: None,
        author: None,
        published: None,
        title: String::new(),
        title_derived: true,
        language: Some("en".to_owned()),
        sentences: (0..)
            .zip(sentences.iter().map(|s| (*s).to_owned()))
            .collect(),
        cleaned: Cleaned::default(),
    }
}

/// Three reports of one fire.
fn fire() -> Vec<Page> {
    vec![
        page(
            3,
            &[
                "A fire destroyed the old grain store in Wismund on Monday night.",
                "Forty firefighters fought the flames until dawn.",
                "Nobody was hurt.",
                "The store was built in 1911 by the grain merchant Oskar Lindt.",
            ],
        ),
        page(
            1,
            &[
                "The old grain store in Wismund was destroyed by a fire on Monday night.",
                "The mayor, Petra Holm, promised a new hall within two years.",
                "Sixty firefighters fought the flames until dawn.",
            ],
        ),
        page(
            2,
            &[
                "Forty firefighters fought the flames until dawn in Wismund.",
                "On Monday night a fire destroyed the old grain store in Wismund.",
                "Mayor Petra Holm promised a new hall within two years.",
            ],
        ),
    ]
}

/// The claims as places, each list and all in order.
fn places(matrix: &Matrix) -> Vec<Vec<Place>> {
    let places = |claim: &Claim| -> Vec<Place> {
        let of_page = |(&page, sentences): (&usize, &Vec<usize>)| {
            let place = move |&sentence: &usize| Place { page, sentence };
            sentences.iter().map(place).collect::<Vec<_>>()
        };
        claim.sentences.iter().flat_map(of_page).collect()
    };
    let mut all: Vec<_> = matrix.claims.iter().map(places).collect();
    all.sort();
    all
}

#[test]
fn what_versions_share_is_one_claim_and_what_one_says_alone_another() {
    let matrix = Matrix::new(&fire());
    let by_page: Vec<Vec<(usize, Vec<usize>)>> = matrix
        .claims
        .iter()
        .map(|claim| claim.sentences.clone().into_iter().collect())
        .collect();
    assert_eq!(
        by_page,
        [
            vec![(0, vec![0]), (1, vec![0]), (2, vec![1])],
            vec![(0, vec![1]), (1, vec![2]), (2, vec![0])],
            vec![(0, vec![2])],
            vec![(0, vec![3])],
            vec![(1, vec![1]), (2, vec![2])],
        ]
    );
    assert_eq!(matrix.reading_order(), [0, 4, 1, 2, 3]);
}

#[test]
fn a_number_that_two_versions_share_and_one_denies_is_one_dispute() {
    let matrix = Matrix::new(&fire());
    let disputes: Vec<&Dispute> = matrix.claims.iter().flat_map(|c| &c.disputes).collect();
    let numbers: Vec<&&Dispute> = disputes
        .iter()
        .filter(|dispute| dispute.kind == ConflictKind::Number)
        .collect();
    let [dispute] = numbers[..] else {
        panic!("{disputes:#?}");
    };
    assert_eq!(dispute.weight, Weight::Contradicts);
    assert_eq!(
        dispute.values.keys().copied().collect::<Vec<_>>(),
        [0, 1, 2]
    );
    assert_eq!(dispute.values[&0], dispute.values[&2]);
    assert_ne!(dispute.values[&0], dispute.values[&1]);
}

#[test]
fn one_page_says_each_sentence_alone_and_no_page_says_nothing() {
    assert_eq!(Matrix::new(&[]), Matrix::default());
    let matrix = Matrix::new(&fire()[..1]);
    assert_eq!(matrix.claims.len(), 4);
    assert!(matrix.claims.iter().all(|claim| claim.unsure.is_empty()));
}

#[test]
fn copies_of_one_text_are_claims_of_all() {
    let sentences = ["A fire destroyed the old grain store.", "Nobody was hurt."];
    let pages: Vec<Page> = (1..=4).map(|id| page(id, &sentences)).collect();
    let matrix = Matrix::new(&pages);
    assert_eq!(matrix.claims.len(), 2);
    for (sentence, claim) in matrix.claims.iter().enumerate() {
        assert_eq!(claim.sentences.len(), 4);
        assert!(claim.sentences.values().all(|own| *own == [sentence]));
        assert_eq!((claim.unsure.len(), claim.disputes.len()), (0, 0));
    }
}

/// Reports made of common stock, each its own choice, with words changed.
fn reports() -> impl Strategy<Value = Vec<Page>> {
    const STOCK: [&str; 8] = [
        "A fire destroyed the old grain store in Wismund on Monday night.",
        "On Monday night the old grain store of Wismund burnt down.",
        "Forty firefighters fought the flames until dawn.",
        "Sixty firefighters battled the blaze until the morning.",
        "Mayor Petra Holm promised a new hall within two years.",
        "“We will build again,” said Holm.",
        "Nobody was hurt.",
        "火事で倉庫が全焼した。",
    ];
    let report = prop::collection::vec(prop::sample::select(&STOCK[..]), 0..7);
    prop::collection::vec(report, 0..5).prop_map(|reports| {
        let pages = (0..).zip(&reports);
        pages.map(|(id, sentences)| page(id, sentences)).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_sentence_stands_in_exactly_one_claim(pages in reports()) {
        let matrix = Matrix::new(&pages);
        let mut found: Vec<Place> = places(&matrix).concat();
        found.sort();
        let all = pages.iter().enumerate().flat_map(|(page, text)| {
            (0..text.sentences.len()).map(move |sentence| Place { page, sentence })
        });
        prop_assert_eq!(found, all.collect::<Vec<_>>());
        let mut order = matrix.reading_order();
        order.sort_unstable();
        prop_assert_eq!(order, (0..matrix.claims.len()).collect::<Vec<_>>());
    }

    #[test]
    fn a_claim_speaks_only_of_the_pages_that_say_it(pages in reports()) {
        let matrix = Matrix::new(&pages);
        prop_assert!(matrix.claims.is_sorted_by_key(|claim| claim.first().unwrap()));
        for claim in &matrix.claims {
            let says = |page: &usize| claim.sentences.contains_key(page);
            prop_assert!(claim.sentences.values().all(|own| !own.is_empty() && own.is_sorted()));
            prop_assert!(claim.sentences[&claim.spokesman.page].contains(&claim.spokesman.sentence));
            prop_assert!(claim.unsure.iter().all(says));
            prop_assert!(!claim.unsure.contains(&claim.spokesman.page));
            for dispute in &claim.disputes {
                prop_assert!(dispute.values.len() > 1 && dispute.values.keys().all(says));
            }
        }
    }

    #[test]
    fn the_order_of_the_pages_changes_nothing_but_the_order_of_the_claims(
        (pages, order) in reports().prop_flat_map(|pages| {
            let order: Vec<usize> = (0..pages.len()).collect();
            (Just(pages), Just(order).prop_shuffle())
        })
    ) {
        let shuffled: Vec<Page> = order.iter().map(|&page| pages[page].clone()).collect();
        let mut back = places(&Matrix::new(&shuffled));
        for claim in &mut back {
            for place in claim.iter_mut() {
                place.page = order[place.page];
            }
            claim.sort();
        }
        back.sort();
        prop_assert_eq!(back, places(&Matrix::new(&pages)));
        prop_assert_eq!(Matrix::new(&pages), Matrix::new(&pages));
    }
}
