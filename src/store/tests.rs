#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::library::load::Progress;
use crate::library::state::{Change, States, Stop, What};
use crate::library::ties::Bond;
use crate::library::{ArticleId, Catalogue};

pub(super) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

pub(super) fn open(folder: &Path) -> Store {
    let opened = Store::open(folder, now()).unwrap();
    assert_eq!(opened.notes, [""; 0]);
    opened.store
}

/// A store that holds the texts of so many files, and the first of them starred.
pub(super) fn filled(folder: &Path, files: usize) -> (Store, ArticleId) {
    let news = folder.join("news");
    fs::create_dir_all(&news).unwrap();
    for number in 0..files {
        let text = format!(
            "Title: Ferry {number}\n\n{}",
            "It sank off Skerry. ".repeat(160)
        );
        fs::write(news.join(format!("{number:04}.txt")), text).unwrap();
    }
    let mut store = open(&folder.join("data"));
    let looked = store
        .look(&[news], Whose::Library, now(), &Progress::default())
        .unwrap();
    let (holding, unkept) = store.holding(looked).unwrap();
    assert!(unkept.is_none(), "{unkept:?}");
    assert_eq!(holding.catalogue.len(), files);
    let id = holding.catalogue.entry(0).id();
    store.keep(&[starred(id)], now()).unwrap();
    (store, id)
}

pub(super) fn starred(article: ArticleId) -> Change {
    let what = What::Starred(true);
    Change { article, what }
}

/// What the rows of a catalogue say.
pub(super) fn rows(catalogue: &Catalogue) -> Vec<String> {
    let rows = catalogue.entries().map(|entry| {
        let name = (entry.id(), entry.title(), entry.title_derived());
        let source = (entry.source(), entry.source_label(), entry.author());
        let text = (entry.published(), entry.language(), entry.words());
        format!(
            "{name:?} {source:?} {text:?} {} {}",
            entry.revisions(),
            entry.gone()
        )
    });
    rows.collect()
}

fn damaged_files(folder: &Path) -> usize {
    let names = fs::read_dir(folder).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| name.starts_with("store-damaged-"))
        .filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm"))
        .count()
}

#[test]
fn sqlite_is_one_that_loses_no_commits() {
    assert!(
        rusqlite::version_number() >= 3_051_003,
        "{}",
        rusqlite::version()
    );
}

#[test]
fn what_is_written_is_on_the_disk() {
    let place = TempDir::new().unwrap();
    let store = open(place.path());
    let setting = |name: &str| -> String {
        let value = store.connection.pragma_query_value(None, name, |row| {
            row.get_ref(0).map(|value| format!("{value:?}"))
        });
        value.unwrap()
    };
    assert!(setting("journal_mode").contains(&format!("{:?}", b"wal")));
    assert_eq!(setting("synchronous"), "Integer(2)");
    assert_eq!(setting("foreign_keys"), "Integer(1)");
}

#[test]
fn what_one_does_is_there_in_the_next_run_and_in_another_program() {
    let place = TempDir::new().unwrap();
    let (article, other) = (ArticleId(u64::MAX), ArticleId(7));
    let stop = Some(Stop {
        paragraph: 2,
        byte: 40,
    });
    let change = |article, what| Change { article, what };
    let mut first = open(place.path());
    let mut second = open(place.path());
    let before = first.version_of_others().unwrap();
    first
        .keep(&[change(article, What::Read(true))], now())
        .unwrap();
    let marks = [
        change(article, What::Stopped(stop)),
        starred(article),
        change(other, What::Read(true)),
    ];
    second.keep(&marks, now()).unwrap();
    assert_ne!(first.version_of_others().unwrap(), before);
    first
        .keep(&[change(other, What::Read(false))], now())
        .unwrap();
    drop((first, second));
    let states = open(place.path()).states().unwrap();
    let state = states.of(article);
    assert_eq!((state.read, state.starred, state.stop), (true, true, stop));
    assert!(!states.of(other).read);
}

#[test]
fn a_newer_store_is_left_untouched() {
    let place = TempDir::new().unwrap();
    let store = open(place.path());
    store
        .connection
        .pragma_update(None, "user_version", 99)
        .unwrap();
    drop(store);
    let before = fs::read(house::file(place.path())).unwrap();
    let error = Store::open(place.path(), now()).unwrap_err();
    assert!(matches!(error, Error::Newer), "{error}");
    assert_eq!(fs::read(house::file(place.path())).unwrap(), before);
    let mut memory = Memory::open(place.path(), now());
    let notes = memory.take_notes();
    assert!(notes[0].contains("newer newsread"), "{notes:?}");
    assert!(notes[0].contains("changes will not be kept"), "{notes:?}");
    assert_eq!(fs::read(house::file(place.path())).unwrap(), before);
    assert_eq!(damaged_files(place.path()), 0);
}

#[test]
fn an_older_store_is_upgraded_and_a_copy_of_it_is_kept() {
    let place = TempDir::new().unwrap();
    let (store, id) = filled(place.path(), 3);
    let data = place.path().join("data");
    // As if this version of the program had another step to do.
    let mut connection = store.connection;
    let version = schema::current();
    backup::copy(&connection, &house::copy_of_version(&data, version)).unwrap();
    let steps = [schema::STEPS, &["ALTER TABLE state ADD COLUMN note TEXT"]].concat();
    schema::upgrade(&mut connection, version, &steps).unwrap();
    assert_eq!(schema::version(&connection).unwrap(), version + 1);
    let kept: bool = connection
        .query_row(
            "SELECT starred FROM state WHERE article = ?1",
            [id.0.cast_signed()],
            |row| row.get(0),
        )
        .unwrap();
    assert!(kept);
    drop(connection);
    let old = Connection::open(house::copy_of_version(&data, version)).unwrap();
    assert_eq!(schema::version(&old).unwrap(), version);
    assert!(matches!(Store::open(&data, now()), Err(Error::Newer)));
}

/// A store of the first version that holds one article, in `place/data`.
fn first_version(place: &Path) {
    let data = place.join("data");
    house::prepare_folder(&data).unwrap();
    let mut old = Connection::open(house::file(&data)).unwrap();
    schema::lay_ground(&old).unwrap();
    schema::upgrade(&mut old, 0, &schema::STEPS[..1]).unwrap();
    let path = place.canonicalize().unwrap().join("news/Post/a.txt");
    let sql = "INSERT INTO files VALUES (5, ?1, 0, 0, 0, 0, 0, 0, 'Post', NULL, 0, 0)";
    old.execute(sql, [path.as_os_str().as_encoded_bytes()])
        .unwrap();
    let rest = "INSERT INTO articles VALUES \
        (7, 'Post', NULL, 'Ferry', 0, NULL, NULL, NULL, NULL, 'en', 2, 1, 0); \
        INSERT INTO bodies VALUES (3, 0, NULL, NULL, NULL, 'It sank.'); \
        INSERT INTO revisions VALUES (4, 7, 5, 0, 3, 0, NULL, 0, 0, 'Ferry', 0, NULL, NULL, NULL, 'en', \
        2, NULL, NULL, NULL, NULL, NULL); \
        INSERT INTO holds VALUES (1, 5, 0, 4);";
    old.execute_batch(rest).unwrap();
}

#[test]
fn a_store_of_the_first_version_is_upgraded_and_its_copy_goes_after_a_clean_exit() {
    let place = TempDir::new().unwrap();
    first_version(place.path());
    let data = place.path().join("data");
    let copy = house::copy_of_version(&data, 1);
    let opened = Store::open(&data, now()).unwrap();
    assert!(opened.notes[0].contains("upgraded"), "{:?}", opened.notes);
    let held = opened
        .store
        .newest(&[place.path().join("news")], 9)
        .unwrap();
    let article = held.texts.article(ArticleId(7)).unwrap();
    assert_eq!(article.latest().paragraphs[0].text, "It sank.");
    assert_eq!(rows(&held.catalogue), rows(&Catalogue::of(&held.library())));
    let second = open(&data);
    assert!(copy.exists(), "the run that upgraded is not over");
    drop((held, opened, second));
    open(&data);
    assert!(copy.exists(), "it is still the same run");
    super::upgraded().retain(|folder| *folder != data); // as if the program ended
    open(&data);
    assert!(!copy.exists());
}

#[test]
fn a_file_that_is_no_store_is_set_aside_and_told_once() {
    for content in [
        &b"a text"[..],
        &[0; 9_000],
        b"SQLite format 3\0 and no more",
    ] {
        let place = TempDir::new().unwrap();
        house::prepare_folder(place.path()).unwrap();
        house::prepare_file(place.path()).unwrap();
        fs::write(house::file(place.path()), content).unwrap();
        let opened = Store::open(place.path(), now()).unwrap();
        assert_eq!(opened.notes.len(), 1, "{content:?}");
        assert!(
            opened.notes[0].contains("store-damaged-2027-01-15T"),
            "{:?}",
            opened.notes
        );
        assert_eq!(damaged_files(place.path()), 1);
        drop(opened);
        open(place.path());
    }
}

#[test]
fn another_program_s_database_is_set_aside() {
    let place = TempDir::new().unwrap();
    house::prepare_folder(place.path()).unwrap();
    house::prepare_file(place.path()).unwrap();
    let other = Connection::open(house::file(place.path())).unwrap();
    other
        .execute_batch("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1);")
        .unwrap();
    drop(other);
    let opened = Store::open(place.path(), now()).unwrap();
    assert_eq!(opened.notes.len(), 1);
}

#[test]
fn what_a_broken_store_still_holds_is_saved() {
    let place = TempDir::new().unwrap();
    let data = place.path().join("data");
    let (store, id) = filled(place.path(), 300);
    let page: i64 = store
        .connection
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'revisions_article'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    store
        .connection
        .pragma_update(None, "wal_checkpoint", "truncate")
        .unwrap();
    drop(store);
    let file = house::file(&data);
    let mut bytes = fs::read(&file).unwrap();
    let (size, pages) = (16_384, bytes.len() / 16_384);
    assert!(pages > 50, "{pages}");
    let root = usize::try_from(page - 1).unwrap() * size;
    bytes[root..root + size].fill(0xa5);
    for page in [pages / 2, pages - 3] {
        bytes[page * size..(page + 1) * size].fill(0xa5);
    }
    fs::write(&file, &bytes).unwrap();
    let edited = place.path().join("news/0007.txt");
    fs::write(edited, "Title: Ferry 7\n\nIt swam.").unwrap();
    let mut memory = Memory::open(&data, now());
    let news = [place.path().join("news")];
    let loaded = memory.look(&news, Whose::Library, now(), &Progress::default());
    assert_eq!(loaded.catalogue.len(), 300);
    assert_eq!(loaded.catalogue.entry(0).id(), id, "ids are as they were");
    let notes = memory.take_notes();
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(notes[0].contains("could be saved"), "{notes:?}");
    assert!(memory.states(now()).of(id).starred);
    let verdict = memory.store().unwrap().verify().unwrap();
    assert_eq!(verdict.faults, [""; 0]);
    assert_eq!(damaged_files(&data), 1);
    drop(memory);
    let mut again = Memory::open(&data, now());
    assert_eq!(again.take_notes(), [""; 0], "it is told once");
    again.look(&news, Whose::Library, now(), &Progress::default());
    assert_eq!(again.take_notes(), [""; 0]);
}

#[test]
fn where_nothing_can_be_kept_all_is_read_and_it_is_said() {
    let place = TempDir::new().unwrap();
    fs::write(place.path().join("a.txt"), "It sank.").unwrap();
    let mut memory = Memory::open(&place.path().join("a.txt/data"), now());
    let paths = [place.path().join("a.txt")];
    let loaded = memory.look(&paths, Whose::Named, now(), &Progress::default());
    assert_eq!(loaded.catalogue.len(), 1);
    assert!(memory.take_notes()[0].contains("changes will not be kept"));
    assert_eq!(memory.states(now()), States::default());
}

#[test]
fn a_full_disk_loses_nothing_and_what_could_not_be_kept_can_be_later() {
    let place = TempDir::new().unwrap();
    let (mut store, id) = filled(place.path(), 3);
    let pages = |store: &Store, count: i64| {
        let set = format!("PRAGMA max_page_count = {count}");
        store.connection.query_row(&set, [], |_| Ok(())).unwrap();
    };
    pages(&store, 1);
    let many: Vec<Change> = (0..5_000)
        .map(|id| starred(ArticleId(id * 7_919)))
        .collect();
    let error = store.keep(&many, now()).unwrap_err();
    assert_eq!(error.to_string(), "the disk is full");
    assert!(error.may_pass());
    fs::write(
        place.path().join("news/more.txt"),
        "It swam. ".repeat(9_000),
    )
    .unwrap();
    let news = [place.path().join("news")];
    let looked = store
        .look(&news, Whose::Library, now(), &Progress::default())
        .unwrap();
    let (holding, unkept) = store.holding(looked).unwrap();
    assert_eq!(holding.library().articles().len(), 4, "it can be read");
    assert!(unkept.is_some_and(|why| why.may_pass()));
    assert!(store.states().unwrap().of(id).starred);
    assert_eq!(store.states().unwrap().iter().count(), 1);
    pages(&store, 1 << 30);
    store.keep(&many, now()).unwrap();
    let looked = store
        .look(&news, Whose::Library, now(), &Progress::default())
        .unwrap();
    assert!(looked.unkept.is_none());
    assert_eq!(store.verify().unwrap().states, 5_001);
}

#[test]
fn a_backup_is_one_whole_file_and_overwrites_nothing() {
    let place = TempDir::new().unwrap();
    let (store, id) = filled(place.path(), 5);
    let copy = place.path().join("copy/store.db");
    assert!(store.back_up(&copy).is_err(), "there is no such folder");
    fs::create_dir(place.path().join("copy")).unwrap();
    store.back_up(&copy).unwrap();
    assert!(store.back_up(&copy).is_err(), "something is there");
    let copied = open(&place.path().join("copy"));
    assert!(copied.states().unwrap().of(id).starred);
    assert_eq!(copied.verify().unwrap(), store.verify().unwrap());
}

#[test]
fn a_text_that_was_changed_behind_our_back_is_found() {
    let place = TempDir::new().unwrap();
    let (store, _) = filled(place.path(), 5);
    assert_eq!(store.verify().unwrap().faults, [""; 0]);
    let change = "UPDATE bodies SET text = replace(text, 'sank', 'swam') WHERE id = 3";
    store.connection.execute(change, []).unwrap();
    store
        .connection
        .pragma_update(None, "foreign_keys", false)
        .unwrap();
    store
        .connection
        .execute(
            "DELETE FROM articles WHERE id = (SELECT article FROM revisions WHERE id = 1)",
            [],
        )
        .unwrap();
    let faults = store.verify().unwrap().faults;
    assert_eq!(faults.len(), 3, "{faults:?}");
    assert!(
        faults
            .iter()
            .any(|fault| fault.contains("is not the text that was kept")),
        "{faults:?}"
    );
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let what = prop_oneof![
        any::<bool>().prop_map(What::Read),
        any::<bool>().prop_map(What::Starred),
        (
            4..6u64,
            prop::sample::select(vec![Some(Bond::Together), Some(Bond::Apart), None])
        )
            .prop_map(|(other, bond)| What::Tied(ArticleId(other), bond)),
        prop::option::of((0..9usize, 0..99usize)).prop_map(|stop| {
            What::Stopped(stop.map(|(paragraph, byte)| Stop { paragraph, byte }))
        }),
    ];
    let change = (0..4u64, what).prop_map(|(id, what)| Change {
        article: ArticleId(id),
        what,
    });
    prop::collection::vec(change, 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_store_says_what_was_done_last(batches in prop::collection::vec(changes(), 0..6)) {
        let place = TempDir::new().unwrap();
        let mut stores = [open(place.path()), open(place.path())];
        let mut expected = States::default();
        for (number, batch) in batches.iter().enumerate() {
            stores[number % 2].keep(batch, now()).unwrap();
            for change in batch {
                expected.apply(*change);
            }
        }
        prop_assert_eq!(stores[0].states().unwrap(), expected);
    }
}
