#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::library::ArticleId;
use crate::library::load::Progress;
use crate::library::state::{Change, States, What};
use crate::search::answer::{Ask, Order};
use crate::store::tests::{filled, now, open};
use crate::store::{Whose, house};
use crate::text::searched::{Term, words};

/// A store of these texts, each a file of its own: name of the file, what is in it.
fn store_of<T: AsRef<str>>(place: &Path, texts: &[(T, T)]) -> Store {
    let mut store = open(&place.join("data"));
    let texts = texts.iter();
    let texts: Vec<(&str, &str)> = texts.map(|(n, t)| (n.as_ref(), t.as_ref())).collect();
    take_in(&mut store, place, &texts);
    store
}

fn take_in(store: &mut Store, place: &Path, texts: &[(&str, &str)]) {
    let news = place.join("news");
    fs::create_dir_all(&news).unwrap();
    for (name, text) in texts {
        fs::write(news.join(name), text).unwrap();
    }
    let looked = store.look(&[news], Whose::Library, now(), &Progress::default());
    assert!(looked.unwrap().unkept.is_none());
}

fn index_all(store: &mut Store) -> usize {
    let mut pace = Pace::GENTLE;
    let mut taken = 0;
    loop {
        let indexed = store.index(&mut pace).unwrap();
        taken += indexed.taken;
        if !indexed.more {
            assert_eq!(store.unindexed().unwrap(), 0);
            return taken;
        }
    }
}

/// The words of `text` as terms, as they are typed.
fn terms(text: &str, exact: bool) -> Vec<Term> {
    text.split(' ')
        .filter_map(|word| Term::new(word, exact))
        .collect()
}

fn ids(store: &Store, wanted: &Wanted<'_>) -> Vec<ArticleId> {
    let found = store.search(wanted, &|_| true).unwrap();
    found.into_iter().map(|found| found.article).collect()
}

fn wanted(terms: &[Term], order: Order) -> Wanted<'_> {
    Wanted {
        terms,
        days: (None, None),
        order,
        most: 100,
    }
}

/// The headlines of what a query finds.
fn titles(store: &Store, wanted: &Wanted<'_>) -> Vec<String> {
    let title = |id: ArticleId| {
        let sql = "SELECT title FROM articles WHERE id = ?1";
        store
            .connection
            .query_row(sql, [id.0.cast_signed()], |row| row.get(0))
            .unwrap()
    };
    ids(store, wanted).into_iter().map(title).collect()
}

#[track_caller]
fn check(store: &Store, typed: &str, expected: &[&str]) {
    for order in [Order::Newest, Order::Best] {
        let terms = terms(typed, false);
        let mut found = titles(store, &wanted(&terms, order));
        if order == Order::Best {
            found.sort_unstable();
            let mut expected = expected.to_vec();
            expected.sort_unstable();
            assert_eq!(found, expected, "{typed}, best first");
        } else {
            assert_eq!(found, expected, "{typed}");
        }
    }
}

const SEA: [(&str, &str); 4] = [
    (
        "a.txt",
        "Title: Ferry aground\nSource: Harbour Post\nDate: 2025-07-03\n\nA crew of nine, said U.S. officials.",
    ),
    (
        "b.txt",
        "Title: Budget passed\nSource: The Tribune\nDate: 2025-07-05\n\nTwo drones and 4,000 ferries.",
    ),
    (
        "c.txt",
        "Title: 地震\nSource: Harbour Mail\nDate: 2025-07-04T10:00:00Z\n\n東京で地震がありました。",
    ),
    ("d.txt", "Title: Undated\n\nOne drone sank, the crew said."),
];

#[test]
fn what_is_kept_is_found_the_newest_first() {
    let place = TempDir::new().unwrap();
    let mut store = store_of(place.path(), &SEA);
    assert_eq!(store.unindexed().unwrap(), 4);
    let crew = terms("crew", false);
    assert_eq!(ids(&store, &wanted(&crew, Order::Best)), []);
    assert_eq!(index_all(&mut store), 4);
    check(&store, "crew", &["Ferry aground", "Undated"]);
    check(&store, "drone", &["Budget passed", "Undated"]);
    check(&store, "drones", &["Budget passed"]);
    check(&store, "ferr", &["Budget passed", "Ferry aground"]);
    check(&store, "fer", &[]);
    check(&store, "fer*", &["Budget passed", "Ferry aground"]);
    check(&store, "U.S. crew", &["Ferry aground"]);
    check(&store, "4000", &["Budget passed"]);
    check(&store, "地震が", &["地震"]);
    check(&store, "震", &["地震"]);
    check(&store, "震地", &[]);
    check(&store, "harbour", &[]);
    check(&store, "", &[]);
}

#[test]
fn the_best_answer_comes_first() {
    let place = TempDir::new().unwrap();
    let filler = "Nothing of note was said. ".repeat(20);
    let texts = [
        (
            "a.txt",
            format!("Title: A day\nDate: 2025-07-03\n\n{filler} A ferry."),
        ),
        (
            "b.txt",
            format!("Title: Ferry\nDate: 2025-07-02\n\n{filler} Ferry on ferry."),
        ),
        (
            "c.txt",
            format!("Title: C day\nDate: 2025-07-01\n\n{filler}"),
        ),
    ];
    let texts: Vec<(&str, &str)> = texts.iter().map(|(n, t)| (*n, t.as_str())).collect();
    let mut store = store_of(place.path(), &texts);
    index_all(&mut store);
    let terms = terms("ferry", false);
    assert_eq!(
        titles(&store, &wanted(&terms, Order::Best)),
        ["Ferry", "A day"]
    );
    assert_eq!(
        titles(&store, &wanted(&terms, Order::Newest)),
        ["A day", "Ferry"]
    );
    let scores = store
        .search(&wanted(&terms, Order::Best), &|_| true)
        .unwrap();
    assert!(
        scores[0].score > scores[1].score && scores[1].score > 0.0,
        "{scores:?}"
    );
}

#[test]
fn days_number_and_a_choice_limit_what_is_found() {
    let place = TempDir::new().unwrap();
    let mut store = store_of(place.path(), &SEA);
    index_all(&mut store);
    let said = terms("said", false);
    let any = wanted(&said, Order::Newest);
    let day = 20_272; // 2025-07-03
    let check = |wanted: Wanted<'_>, expected: &[&str]| {
        assert_eq!(titles(&store, &wanted), expected, "{wanted:?}");
    };
    check(any, &["Ferry aground", "Undated"]);
    check(Wanted { most: 1, ..any }, &["Ferry aground"]);
    check(Wanted { most: 0, ..any }, &[]);
    check(
        Wanted {
            days: (None, Some(day)),
            ..any
        },
        &["Ferry aground"],
    );
    check(
        Wanted {
            days: (None, Some(day - 1)),
            ..any
        },
        &[],
    );
    check(
        Wanted {
            days: (Some(day + 1), None),
            ..any
        },
        &[],
    );
    check(
        Wanted {
            days: (Some(day), Some(day)),
            ..any
        },
        &["Ferry aground"],
    );
    let all = ids(&store, &any);
    let found = store.search(&any, &|id| id != all[0]).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].article, all[1]);
}

#[test]
fn of_one_day_the_later_comes_first_whatever_came_first() {
    let place = TempDir::new().unwrap();
    let at = |hour: u32| format!("Title: At {hour}\nDate: 2025-07-03T{hour:02}:00:00Z\n\nIt sank.");
    let texts: Vec<(String, String)> = [9, 21, 3, 14]
        .into_iter()
        .zip(0..)
        .map(|(hour, number)| (format!("{number}.txt"), at(hour)))
        .collect();
    let mut store = store_of(place.path(), &texts);
    index_all(&mut store);
    let sank = terms("sank", false);
    let newest = wanted(&sank, Order::Newest);
    assert_eq!(titles(&store, &newest), ["At 21", "At 14", "At 9", "At 3"]);
    assert_eq!(
        titles(&store, &Wanted { most: 2, ..newest }),
        ["At 21", "At 14"]
    );
}

#[test]
fn a_new_revision_takes_the_place_of_the_old() {
    let place = TempDir::new().unwrap();
    let mut store = store_of(place.path(), &SEA);
    index_all(&mut store);
    let changed = "Title: Ferry afloat\nSource: Harbour Post\nDate: 2025-07-06\n\nA crew of ten.";
    take_in(&mut store, place.path(), &[("a.txt", changed)]);
    assert_eq!(store.unindexed().unwrap(), 1);
    assert_eq!(index_all(&mut store), 1);
    check(&store, "nine", &[]);
    check(&store, "aground", &[]);
    check(&store, "crew", &["Ferry afloat", "Undated"]);
    check(&store, "ten ferry", &["Ferry afloat"]);
    take_in(&mut store, place.path(), &[]);
    assert_eq!(store.unindexed().unwrap(), 0, "nothing has changed");
    let waits = "PRAGMA synchronous";
    let waits: i64 = store
        .connection
        .query_row(waits, [], |row| row.get(0))
        .unwrap();
    assert_eq!(waits, 2, "what a person does is waited for");
    fs::remove_file(place.path().join("news/a.txt")).unwrap();
    take_in(&mut store, place.path(), &[]);
    index_all(&mut store);
    check(&store, "ten ferry", &["Ferry afloat"]);
    assert_eq!(store.verify().unwrap().faults, [""; 0]);
}

#[test]
fn a_word_that_begins_very_many_is_found_too() {
    let place = TempDir::new().unwrap();
    let many: Vec<String> = (0..500).map(|number| format!("port{number:03}x")).collect();
    let text = format!("Title: Many\n\n{}.", many.join(" "));
    let mut store = store_of(
        place.path(),
        &[("a.txt", &text), ("b.txt", "Title: One\n\nA port.")],
    );
    index_all(&mut store);
    let port = terms("port", false);
    assert_eq!(ids(&store, &wanted(&port, Order::Newest)).len(), 2);
    assert_eq!(ids(&store, &wanted(&port, Order::Best)).len(), 2);
    check(&store, "port00", &["Many"]);
    let po = terms("po*", false);
    assert_eq!(ids(&store, &wanted(&po, Order::Newest)).len(), 2);
}

#[test]
fn the_index_answers_as_a_look_at_every_text_does() {
    let place = TempDir::new().unwrap();
    let outlets = ["Harbour Post", "The Ledger", "Mail"];
    let texts: Vec<(String, String)> = (0..700)
        .map(|number: usize| {
            let (outlet, day) = (outlets[number % 100 % 3], number % 28 + 1);
            let often = "ferry ".repeat(number % 5);
            let text = format!(
                "Title: Port{number}\nSource: {outlet}\nDate: 2025-07-{day:02}\n\nThe {often} crew of port{number}x."
            );
            (format!("{number}.txt"), text)
        })
        .collect();
    let mut store = store_of(place.path(), &texts);
    index_all(&mut store);
    let news = [place.path().join("news")];
    let looked = store.look(&news, Whose::Library, now(), &Progress::default());
    let (holding, _) = store.holding(looked.unwrap()).unwrap();
    let mut states = States::default();
    for entry in holding.catalogue.entries().step_by(100) {
        states.apply(Change {
            article: entry.id(),
            what: What::Starred(true),
        });
    }
    for query in [
        "ferry",
        "crew",
        "port*",
        "po*",
        "po* ferry",
        "port9*",
        "\"crew of\" source:ledg",
        "\"crew of po*\"",
        "ferry source:mail after:2025-07-20",
        "port12x",
        "crew starred",
        "\"of port69*\"",
        "zeppelin po*",
        "xp*",
    ] {
        for order in [Order::Newest, Order::Best] {
            for most in [10, 50, usize::MAX] {
                if order == Order::Best && most < usize::MAX {
                    continue; // of very many only some are weighed
                }
                let ask = Ask::parse(query, order, most).unwrap();
                let mut first = Vec::new();
                let answers = store.answers(&ask, &holding, &states, &mut |page| first.push(page));
                let answers = answers.unwrap();
                assert_eq!(
                    answers,
                    ask.scan(&holding, &states),
                    "{query} {order:?} {most}"
                );
                assert!(first.len() <= 1);
                for first in first {
                    assert!(first.more && first.all.len() < answers.all.len());
                    if order == Order::Newest {
                        assert_eq!(first.all[..], answers.all[..first.all.len()]);
                    }
                }
            }
        }
        let ask = Ask::parse(query, Order::Best, 20).unwrap();
        let answers = store.answers(&ask, &holding, &states, &mut |_| ()).unwrap();
        let all = ask.scan(&holding, &states);
        assert_eq!(answers.all.len(), all.all.len(), "{query}");
        assert_eq!(answers.more, all.more, "{query}");
    }
}

#[test]
fn an_older_store_has_all_its_texts_queued() {
    let place = TempDir::new().unwrap();
    let (store, _) = filled(place.path(), 3);
    let data = place.path().join("data");
    let undo = "DROP TRIGGER unindexed_new; DROP TRIGGER unindexed_changed; DROP TRIGGER unindexed_removed; \
                DROP TRIGGER unindexed_revised; DROP TRIGGER unindexed_reread; DROP TABLE unindexed; \
                DROP TABLE indexed; DROP TABLE spellings;";
    store.connection.execute_batch(undo).unwrap();
    store.connection.execute_batch(STEP).unwrap();
    drop(store);
    let mut store = open(&data);
    assert_eq!(store.unindexed().unwrap(), 3);
    assert_eq!(index_all(&mut store), 3);
    assert_eq!(
        ids(&store, &wanted(&terms("skerry", false), Order::Best)).len(),
        3
    );
}

#[test]
fn an_index_by_other_rules_is_made_anew() {
    let place = TempDir::new().unwrap();
    let mut store = store_of(place.path(), &SEA);
    index_all(&mut store);
    let older = "UPDATE meta SET value = 0 WHERE name = 'words'";
    store.connection.execute(older, []).unwrap();
    assert_eq!(store.unindexed().unwrap(), 4);
    check(&store, "crew", &[]);
    assert_eq!(index_all(&mut store), 4);
    check(&store, "crew", &["Ferry aground", "Undated"]);
}

#[test]
fn a_broken_index_is_made_anew_and_the_store_stays() {
    let place = TempDir::new().unwrap();
    let (mut store, _) = filled(place.path(), 40);
    index_all(&mut store);
    let breaks = [
        "UPDATE words_data SET block = zeroblob(90) WHERE id > 10",
        "DELETE FROM words_data WHERE id > 10",
        "UPDATE words_data SET block = x'ff' || substr(block, 2) WHERE id = 10",
    ];
    for sql in breaks {
        store.connection.execute(sql, []).unwrap();
        drop(store);
        store = open(&place.path().join("data"));
        let skerry = terms("skerry", false);
        let found = ids(&store, &wanted(&skerry, Order::Best));
        if store.unindexed().unwrap() > 0 {
            assert_eq!(found, []);
        }
        index_all(&mut store);
        assert_eq!(
            ids(&store, &wanted(&skerry, Order::Best)).len(),
            40,
            "{sql}"
        );
    }
    assert!(!house::file(place.path()).exists());
}

#[test]
fn a_search_can_be_cut_off() {
    let place = TempDir::new().unwrap();
    let (mut store, _) = filled(place.path(), 40);
    index_all(&mut store);
    let interrupter = store.interrupter();
    let sank = terms("sank", false);
    let cut = store.search(&wanted(&sank, Order::Newest), &|_| {
        interrupter.interrupt();
        true
    });
    assert!(cut.unwrap_err().is_interrupted());
    assert_eq!(ids(&store, &wanted(&sank, Order::Newest)).len(), 40);
}

/// Whether a text holds all terms, found by looking.
fn holds(text: &str, terms: &[Term]) -> bool {
    let words = words(text);
    let found = |term: &Term| (0..words.len()).any(|first| term.begins(&words[first..]).is_some());
    terms.iter().all(found)
}

fn letters() -> impl Strategy<Value = String> {
    "[abAé東京地'.,-]{1,6}( [abAB12東京地,]{1,6}){0,6}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_index_finds_what_a_look_at_every_text_finds(
        texts in prop::collection::vec(letters(), 1..12),
        queries in prop::collection::vec(("[abAé東京地.,-]{1,5}( [ab12東京]{1,4})?[*]?", any::<bool>()), 1..12),
    ) {
        let place = TempDir::new().unwrap();
        let files: Vec<(String, String)> = texts
            .iter()
            .zip(0..)
            .map(|(text, number)| (format!("{number}.txt"), format!("Title: T{number}\n\n{text}")))
            .collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
        let mut store = store_of(place.path(), &files);
        index_all(&mut store);
        let sql = "SELECT b.text FROM revisions r JOIN bodies b ON b.id = r.body WHERE r.article = ?1";
        for (query, exact) in queries {
            let terms = terms(&query, exact);
            if terms.is_empty() {
                continue;
            }
            let found = ids(&store, &wanted(&terms, Order::Newest));
            let mut statement = store.connection.prepare("SELECT id FROM articles").unwrap();
            let all = statement.query_map([], |row| row.get::<_, i64>(0)).unwrap();
            for id in all.map(|id| id.unwrap()) {
                let text: String = store.connection.query_row(sql, [id], |row| row.get(0)).unwrap();
                let is_found = found.contains(&ArticleId(id.cast_unsigned()));
                prop_assert_eq!(holds(&text, &terms), is_found, "{:?} in {:?}", terms, text);
            }
        }
    }

    #[test]
    fn no_query_is_a_fault(query in ".{0,30}", exact in any::<bool>()) {
        let place = TempDir::new().unwrap();
        let mut store = store_of(place.path(), &SEA);
        index_all(&mut store);
        let terms = terms(&query, exact);
        for order in [Order::Best, Order::Newest] {
            store.search(&wanted(&terms, order), &|_| true).unwrap();
        }
    }
}
