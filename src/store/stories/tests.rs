#![expect(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;
use rusqlite::params;
use tempfile::TempDir;

use super::*;
use crate::library::state::{Change, What};
use crate::library::ties::{Bond, Tie, Ties};
use crate::library::{Article, Library, Paragraph, Revision};
use crate::store::tests::{now, open};
use crate::story::{Digest, MOST, settle_all};
use crate::text::moment::Moment;

/// A text: the day of March 2025, if any, and the words.
type Text = (Option<u32>, String);
/// Texts by the ids of their articles.
type Texts = Vec<(u64, Text)>;

/// Puts texts into the store as a look would, article by article; one that is there gets a new revision.
fn keep(store: &Store, texts: &[(u64, Text)]) {
    let connection = &store.connection;
    let file = "INSERT OR IGNORE INTO files (id, path, size, modified, changed, inode, hash, rules, refused, gone) \
                VALUES (1, X'61', 0, 0, 0, 0, 0, 0, 0, 0)";
    connection.execute(file, []).unwrap();
    for (id, (day, words)) in texts {
        let published = day.map(|day| format!("2025-03-{day:02}"));
        let sql = "INSERT INTO articles (id, title, derived, published, words, revisions, gone) \
                   VALUES (?1, '', 1, ?2, 9, 1, 0) ON CONFLICT DO UPDATE SET revisions = revisions + 1, published = ?2";
        connection
            .execute(sql, params![id.cast_signed(), published])
            .unwrap();
        let sql = "INSERT INTO bodies (hash, text) VALUES (0, ?1)";
        connection.execute(sql, [words]).unwrap();
        let sql = "INSERT INTO revisions (article, file, place, body, hash, told, seen, minor, title, derived, \
                   published, words) VALUES (?1, 1, 0, ?2, 0, NULL, 0, 0, '', 1, ?3, 9)";
        let body = connection.last_insert_rowid();
        connection
            .execute(sql, params![id.cast_signed(), body, published])
            .unwrap();
    }
}

fn article((id, (day, words)): &(u64, Text)) -> Article {
    let published = day.and_then(|day| Moment::parse(&format!("2025-03-{day:02}")));
    let revision = Revision {
        title_derived: true,
        published,
        paragraphs: vec![Paragraph {
            text: words.clone(),
            ..Paragraph::default()
        }],
        ..Revision::default()
    };
    Article {
        id: ArticleId(*id),
        source: None,
        url: None,
        revisions: vec![revision],
    }
}

fn library(texts: &[(u64, Text)]) -> Library {
    Library::new(texts.iter().map(article).collect())
}

fn catalogue(texts: &[(u64, Text)]) -> Catalogue {
    Catalogue::of(&library(texts))
}

/// In which story each article is, by the ids.
fn sorted(filings: impl IntoIterator<Item = Filing>) -> Vec<(u64, u64)> {
    let mut filed: Vec<(u64, u64)> = filings
        .into_iter()
        .map(|filing| (filing.article.0, filing.story.0))
        .collect();
    filed.sort_unstable();
    filed
}

/// What grouping all at once by that edition comes to.
fn at_once(texts: &[(u64, Text)], edition: &Edition, ties: &Ties) -> Vec<(u64, u64)> {
    let lector = Lector::default();
    let library = library(texts);
    let digest = |article: &Article| lector.digest(article.id, article.latest(), edition);
    let digests: Vec<Digest> = library.articles().iter().map(digest).collect();
    sorted(settle_all(digests, ties).into_iter().flatten())
}

fn nothing(_: usize, _: usize) {}

/// Articles of a few words each from a small vocabulary, so that many nearly join.
fn newsroom() -> impl Strategy<Value = Vec<(u64, Text)>> {
    let words = vec![
        "Karrow",
        "Maddox",
        "Holt",
        "ferry",
        "jail",
        "728",
        "Merrin",
        "strike",
        "vote",
        "Oduya",
        "Velna",
        "Sandhythe",
        "4,511",
        "harbour",
    ];
    let body = prop::collection::vec(prop::sample::select(words), 1..14);
    let text = (
        prop::option::of(1..28u32),
        body.prop_map(|words| format!("On {}", words.join(" "))),
    );
    prop::collection::vec(text, 1..24).prop_map(|texts| (1..).zip(texts).collect())
}

fn shuffled() -> impl Strategy<Value = (Texts, Texts, usize)> {
    newsroom().prop_flat_map(|texts| {
        let count = texts.len();
        (Just(texts.clone()), Just(texts).prop_shuffle(), 1..=count)
    })
}

/// Ties between articles of those ids.
fn ties() -> impl Strategy<Value = Vec<Tie>> {
    let bond = prop::sample::select(vec![Some(Bond::Together), Some(Bond::Apart), None]);
    let tie = (1..24u64, 1..24u64, bond).prop_filter_map("of two", |(one, other, bond)| {
        (one != other).then(|| Tie::new(ArticleId(one), ArticleId(other), bond))
    });
    prop::collection::vec(tie, 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn one_by_one_in_any_order_is_all_at_once((texts, order, first) in shuffled(), said in ties()) {
        let place = TempDir::new().unwrap();
        let mut store = open(place.path());
        let mut grouper = Grouper::default();
        keep(&store, &order[..first]);
        let grouping = store.group(&catalogue(&order[..first]), &mut grouper, &nothing).unwrap();
        let edition = Arc::clone(&grouping.reasons.edition);
        prop_assert_eq!(sorted(grouping.filings), at_once(&order[..first], &edition, &Ties::default()));
        for text in &order[first..] {
            keep(&store, std::slice::from_ref(text));
            store.file_articles(&[ArticleId(text.0)], &mut grouper).unwrap();
        }
        prop_assert_eq!(sorted(store.filings().unwrap()), at_once(&texts, &edition, &Ties::default()));
        // What a person says is heeded at once, and all else stays as the words have it.
        for tie in &said {
            let what = What::Tied(tie.other, tie.bond);
            store.keep(&[Change { article: tie.one, what }], now()).unwrap();
            store.file_articles(&[tie.one, tie.other], &mut grouper).unwrap();
        }
        let states = store.states().unwrap();
        let ties = states.ties();
        prop_assert_eq!(ties, &said.into_iter().collect::<Ties>());
        let filed = sorted(store.filings().unwrap());
        prop_assert_eq!(&filed, &at_once(&texts, &edition, ties));
        let story = |id: ArticleId| filed.iter().find(|(article, _)| *article == id.0).map(|(_, story)| *story);
        for (one, other, bond) in ties.latest_first() {
            if let (Bond::Apart, Some(one), Some(other)) = (bond, story(one), story(other)) {
                prop_assert_ne!(one, other);
            }
        }
        if let Some((one, other, Bond::Together)) = ties.latest_first().first()
            && story(*one).is_some()
            && story(*other).is_some()
        {
            prop_assert_eq!(story(*one), story(*other));
        }
    }

    #[test]
    fn a_new_revision_and_a_removal_leave_what_grouping_the_rest_finds(
        texts in newsroom(),
        changes in prop::collection::vec((0..24usize, 0..24usize), 1..6),
    ) {
        let place = TempDir::new().unwrap();
        let mut store = open(place.path());
        let mut grouper = Grouper::default();
        keep(&store, &texts);
        let edition = store.group(&catalogue(&texts), &mut grouper, &nothing).unwrap().reasons.edition;
        let mut now_told = texts.clone();
        for (article, like) in changes {
            let (article, like) = (article % texts.len(), like % texts.len());
            now_told[article].1 = texts[like].1.clone();
            keep(&store, &now_told[article..=article]);
            store.file_articles(&[ArticleId(now_told[article].0)], &mut grouper).unwrap();
        }
        prop_assert_eq!(sorted(store.filings().unwrap()), at_once(&now_told, &edition, &Ties::default()));
        let fewer = &now_told[..texts.len() / 2];
        let left = catalogue(fewer);
        let gone: Vec<i64> = now_told[texts.len() / 2..].iter().map(|text| text.0.cast_signed()).collect();
        grouper.file(&mut store.connection, &gone, &|id| left.get(id).is_some()).unwrap();
        prop_assert_eq!(sorted(store.filings().unwrap()), at_once(fewer, &edition, &Ties::default()));
    }
}

const FERRY: &str = "The ferry Ola Vint ran aground off Port Merrin with 212 people aboard.";

fn copies(count: u64) -> Vec<(u64, Text)> {
    (1..=count)
        .map(|id| (id, (Some(3), FERRY.to_owned())))
        .collect()
}

#[test]
fn a_second_start_groups_nothing_and_a_change_is_seen() {
    let place = TempDir::new().unwrap();
    let mut store = open(place.path());
    let mut texts = copies(3);
    keep(&store, &texts);
    let group = |store: &mut Store, texts: &[(u64, Text)]| {
        let mut grouper = Grouper::default();
        sorted(
            store
                .group(&catalogue(texts), &mut grouper, &nothing)
                .unwrap()
                .filings,
        )
    };
    assert_eq!(group(&mut store, &texts), [(1, 1), (2, 1), (3, 1)]);
    let turn = Turn::read(&store.connection).unwrap();
    assert_eq!(group(&mut store, &texts), [(1, 1), (2, 1), (3, 1)]);
    assert_eq!(
        Turn::read(&store.connection).unwrap(),
        turn,
        "nothing was done"
    );
    texts[1].1.1 = "A vote on the harbour strike was put off by Mayor Oduya in Velna.".to_owned();
    keep(&store, &texts[1..2]);
    assert_eq!(group(&mut store, &texts), [(1, 1), (2, 2), (3, 1)]);
    assert_eq!(group(&mut store, &texts[1..]), [(2, 2), (3, 3)]);
    assert_eq!(waiting(&store.connection).unwrap(), []);
}

#[test]
fn a_tangle_that_is_full_takes_in_no_more() {
    let place = TempDir::new().unwrap();
    let mut store = open(place.path());
    let texts = copies(MOST as u64 + 2);
    keep(&store, &texts);
    let mut grouper = Grouper::default();
    let filed = store
        .group(&catalogue(&texts), &mut grouper, &nothing)
        .unwrap();
    let of_first = filed
        .filings
        .iter()
        .filter(|filing| filing.story == ArticleId(1));
    assert_eq!(of_first.count(), MOST);
}

#[test]
fn a_grouping_that_is_cut_off_leaves_what_was_and_is_done_again() {
    let place = TempDir::new().unwrap();
    let mut store = open(place.path());
    let texts = copies(30);
    keep(&store, &texts[..20]);
    let mut grouper = Grouper::default();
    store
        .group(&catalogue(&texts[..20]), &mut grouper, &nothing)
        .unwrap();
    keep(&store, &texts[20..]);
    // Killed after some of its transactions: another side is half full.
    let work = regroup::begun(&mut store.connection, &catalogue(&texts)).unwrap();
    assert_eq!(store.filings().unwrap().len(), 20, "what was goes on");
    let mut again = open(place.path());
    let grouping = again
        .group(&catalogue(&texts), &mut Grouper::default(), &nothing)
        .unwrap();
    assert_eq!(grouping.filings.len(), 30);
    assert!(
        grouping
            .filings
            .iter()
            .all(|filing| filing.story == ArticleId(1))
    );
    let late = work.finish(&mut store.connection);
    assert!(
        matches!(late, Err(Error::Contended)),
        "the one cut off does not come back"
    );
}

#[test]
fn what_comes_in_while_all_is_grouped_is_not_lost() {
    let place = TempDir::new().unwrap();
    let mut store = open(place.path());
    let texts = copies(12);
    keep(&store, &texts[..8]);
    let mut grouper = Grouper::default();
    store
        .group(&catalogue(&texts[..8]), &mut grouper, &nothing)
        .unwrap();
    let work = regroup::begun(&mut store.connection, &catalogue(&texts[..8])).unwrap();
    keep(&store, &texts[8..10]);
    store
        .file_articles(&[ArticleId(9), ArticleId(10)], &mut grouper)
        .unwrap();
    keep(&store, &texts[10..]);
    work.finish(&mut store.connection).unwrap();
    let waiting = waiting(&store.connection).unwrap();
    let mut waiting: Vec<i64> = waiting.iter().map(|(_, article)| *article).collect();
    waiting.sort_unstable();
    assert_eq!(waiting, [9, 10, 11, 12]);
    let grouping = store
        .group(&catalogue(&texts), &mut grouper, &nothing)
        .unwrap();
    assert_eq!(grouping.filings.len(), 12);
}
