#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use proptest::prelude::*;
use tempfile::TempDir;

use super::super::tests::{now, open, rows};
use super::*;
use crate::library::load::{self, Loaded};
use crate::library::{Article, Catalogue, Library};

/// A folder of news beside a store.
struct Desk {
    place: TempDir,
    store: Store,
    clock: DateTime<Utc>,
}

impl Desk {
    fn new() -> Self {
        let place = TempDir::new().unwrap();
        let store = open(&place.path().join("data"));
        fs::create_dir(place.path().join("news")).unwrap();
        let clock = now();
        Self {
            place,
            store,
            clock,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.place.path().join("news").join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Looks at the library, an hour after the last look.
    fn look(&mut self) -> Loaded {
        self.look_at(&[self.path("")], Whose::Library)
    }

    fn look_at(&mut self, paths: &[PathBuf], whose: Whose) -> Loaded {
        self.clock += Duration::from_secs(3_600);
        let looked = self
            .store
            .look(paths, whose, self.clock, &Progress::default());
        let (holding, unkept) = self.store.holding(looked.unwrap()).unwrap();
        assert!(unkept.is_none(), "{unkept:?}");
        assert_eq!(self.store.verify().unwrap().faults, [""; 0]);
        loaded(holding)
    }

    fn generation(&self) -> i64 {
        let sql = "SELECT value FROM meta WHERE name = 'generation'";
        let connection = &self.store.connection;
        connection.query_row(sql, [], |row| row.get(0)).unwrap()
    }
}

/// What is held, with all texts; the catalogue says the same as the texts do.
fn loaded(holding: Holding) -> Loaded {
    let library = holding.library();
    assert_eq!(rows(&holding.catalogue), rows(&Catalogue::of(&library)));
    let ids: Vec<ArticleId> = library.articles().iter().map(|a| a.id).collect();
    let headlines: Vec<_> = library.articles().iter().map(Article::headline).collect();
    assert_eq!(holding.texts.headlines(&ids), headlines);
    Loaded {
        library,
        problems: holding.problems,
    }
}

fn told(loaded: &Loaded) -> Vec<(&str, usize, bool)> {
    let articles = loaded.library.articles().iter();
    let mut told: Vec<_> = articles
        .map(|a| (&*a.latest().title, a.revisions.len(), a.latest().gone))
        .collect();
    told.sort_unstable();
    told
}

fn bodies(article: &Article) -> Vec<&str> {
    let revisions = article.revisions.iter();
    revisions.map(|r| &*r.paragraphs[0].text).collect()
}

#[test]
fn ids_are_those_of_a_look_without_memory() {
    let mut desk = Desk::new();
    desk.write("Post/a.txt", "Title: Ferry\nUrl: u\n\nIt sank.");
    desk.write("Courier/a.txt", "Title: Ferry\nUrl: u\n\nIt sank.");
    desk.write("b.txt", "Title: Boat\n\nIt left.");
    let ids = |loaded: &Loaded| -> Vec<ArticleId> {
        loaded.library.articles().iter().map(|a| a.id).collect()
    };
    let without = load::load(&[desk.path("")], &Progress::default());
    let first = desk.look();
    assert_eq!(ids(&first), ids(&without));
    assert_eq!(ids(&desk.look()), ids(&without));
    let mut articles = desk.look().library.articles().to_vec();
    assert_eq!(articles, first.library.articles());
    for article in &mut articles {
        article.revisions[0].seen = None;
    }
    assert_eq!(articles, without.library.articles());
}

#[test]
fn a_second_look_at_what_has_not_changed_reads_and_writes_nothing() {
    let mut desk = Desk::new();
    desk.write("a.txt", "It sank.");
    desk.write("b.json", "{");
    let first = desk.look();
    let generation = desk.generation();
    let old = fs::metadata(desk.path("a.txt")).unwrap();
    let second = desk.look();
    assert_eq!(second.problems, first.problems);
    assert_eq!(desk.generation(), generation);
    let place = desk.path("a.txt").canonicalize().unwrap();
    let place = place.as_os_str().as_encoded_bytes();
    let row = files::at(&desk.store.connection, place).unwrap().unwrap();
    assert_eq!(row.stamp.size, old.len());
}

#[test]
fn a_changed_file_is_a_new_revision_and_the_old_one_is_kept() {
    let mut desk = Desk::new();
    desk.write("a.txt", "Ferry\n\nIt sank.");
    desk.write("b.txt", "Boat\n\nIt left.");
    let first = desk.look();
    desk.write("a.txt", "Ferry\n\nIt swam.");
    let second = desk.look();
    assert_eq!(told(&second), [("Boat", 1, false), ("Ferry", 2, false)]);
    let ferry = |loaded: &Loaded| {
        let mut articles = loaded.library.articles().iter();
        articles
            .find(|a| a.latest().title == "Ferry")
            .unwrap()
            .clone()
    };
    assert_eq!(ferry(&first).id, ferry(&second).id);
    let ferry = ferry(&desk.look());
    assert_eq!(bodies(&ferry), ["It sank.", "It swam."]);
    let seen: Vec<_> = ferry
        .revisions
        .iter()
        .map(|r| r.seen.unwrap().seconds())
        .collect();
    assert_eq!(seen[1] - seen[0], 3_600);
    desk.write("a.txt", "Ferry\r\n\r\nIt swam.\r\n");
    let loaded = desk.look();
    let minor: Vec<_> = loaded
        .library
        .get(ferry.id)
        .unwrap()
        .revisions
        .iter()
        .map(|r| r.minor)
        .collect();
    assert_eq!(minor, [false, false, true]);
}

#[test]
fn a_change_that_leaves_size_and_time_as_they_were_is_seen() {
    let mut desk = Desk::new();
    desk.write("a.txt", "It sank.");
    let before = fs::metadata(desk.path("a.txt"))
        .unwrap()
        .modified()
        .unwrap();
    desk.look();
    desk.write("a.txt", "It swam.");
    let file = fs::File::options()
        .write(true)
        .open(desk.path("a.txt"))
        .unwrap();
    file.set_modified(before).unwrap();
    assert_eq!(desk.look().library.articles()[0].revisions.len(), 2);
}

#[test]
fn a_removed_file_leaves_an_article_that_is_gone_and_comes_back_with_it() {
    let mut desk = Desk::new();
    desk.write("a.txt", "Ferry\n\nIt sank.");
    desk.write("b.txt", "Boat\n\nIt left.");
    desk.look();
    let text = fs::read(desk.path("a.txt")).unwrap();
    fs::remove_file(desk.path("a.txt")).unwrap();
    for _ in 0..2 {
        assert_eq!(told(&desk.look()), [("Boat", 1, false), ("Ferry", 1, true)]);
    }
    let named = desk.look_at(&[desk.path("")], Whose::Named);
    assert_eq!(
        told(&named),
        [("Boat", 1, false)],
        "only what is there is meant"
    );
    fs::write(desk.path("a.txt"), text).unwrap();
    assert_eq!(
        told(&desk.look()),
        [("Boat", 1, false), ("Ferry", 1, false)]
    );
}

#[test]
fn a_library_that_is_not_there_at_the_moment_is_read_from_memory() {
    let mut desk = Desk::new();
    desk.write("a.txt", "Ferry\n\nIt sank.");
    desk.look();
    fs::rename(desk.path(""), desk.place.path().join("unplugged")).unwrap();
    let loaded = desk.look();
    assert_eq!(told(&loaded), [("Ferry", 1, false)]);
    assert!(loaded.problems[0].reason.contains("no such file"));
}

#[test]
fn a_renamed_file_keeps_the_date_that_its_name_gave() {
    let mut desk = Desk::new();
    desk.write("2025-07-10-ferry.txt", "Ferry\n\nIt sank.");
    let published = |loaded: &Loaded| {
        let article = &loaded.library.articles()[0];
        assert_eq!(article.revisions.len(), 1);
        article.latest().published.map(|moment| moment.to_string())
    };
    let first = published(&desk.look());
    assert_eq!(first.as_deref(), Some("2025-07-10"));
    let rename = |desk: &Desk, from, to| fs::rename(desk.path(from), desk.path(to)).unwrap();
    rename(&desk, "2025-07-10-ferry.txt", "ferry.txt");
    for _ in 0..2 {
        assert_eq!(published(&desk.look()), first);
    }
    rename(&desk, "ferry.txt", "2025-07-11-ferry.txt");
    let later = published(&desk.look());
    assert_eq!(
        later.as_deref(),
        Some("2025-07-11"),
        "the new name says otherwise"
    );
}

#[test]
fn a_renamed_file_is_the_same_article() {
    let mut desk = Desk::new();
    desk.write("a.txt", "Ferry\n\nIt sank.");
    let id = desk.look().library.articles()[0].id;
    fs::rename(desk.path("a.txt"), desk.path("b.txt")).unwrap();
    let loaded = desk.look();
    assert_eq!(told(&loaded), [("Ferry", 1, false)]);
    assert_eq!(loaded.library.articles()[0].id, id);
    assert!(
        loaded.library.articles()[0]
            .latest()
            .path
            .as_ref()
            .unwrap()
            .ends_with("b.txt")
    );
    desk.write("a.txt", "Boat\n\nIt left.");
    let loaded = desk.look();
    assert_eq!(told(&loaded), [("Boat", 1, false), ("Ferry", 1, false)]);
    assert_eq!(loaded.library.get(id).unwrap().latest().title, "Ferry");
}

#[test]
fn an_article_is_found_by_the_beginning_of_its_id() {
    let mut desk = Desk::new();
    desk.write("a.txt", "Ferry\n\nIt sank.");
    desk.write("b.txt", "Boat\n\nIt left.");
    desk.look();
    desk.write("a.txt", "Ferry\n\nIt swam.");
    let loaded = desk.look();
    for article in loaded.library.articles() {
        let id = article.id.to_string();
        for digits in [4, 9, 16] {
            let found = desk.store.with_prefix(&id[..digits]).unwrap();
            let found: Vec<_> = found.iter().map(|a| (a.id, a.revisions.len())).collect();
            assert_eq!(found, [(article.id, article.revisions.len())], "{id}");
        }
    }
    for nothing in ["", "xyz", "+1", "11111111111111111"] {
        assert!(
            desk.store.with_prefix(nothing).unwrap().is_empty(),
            "{nothing}"
        );
    }
}

#[test]
fn the_newest_articles_of_the_library_are_there_before_it_is_looked_at() {
    let mut desk = Desk::new();
    for day in 10..19 {
        desk.write(
            &format!("{day}.txt"),
            &format!("Title: Ferry {day}\nDate: 2025-07-{day}\n\nIt sank."),
        );
    }
    desk.write("undated.txt", "Title: Boat\n\nIt left.");
    desk.look();
    let elsewhere = desk.place.path().join("other.txt");
    fs::write(&elsewhere, "Title: Train\nDate: 2025-07-30\n\nIt left.").unwrap();
    desk.look_at(&[elsewhere], Whose::Named);
    let newest = |count| {
        let newest = desk.store.newest(&[desk.path("")], count).unwrap();
        loaded(newest).library
    };
    let three = newest(3);
    assert!(
        three
            .articles()
            .iter()
            .all(|article| article.source.is_none())
    );
    let titles: Vec<_> = three
        .articles()
        .iter()
        .map(|a| &*a.latest().title)
        .collect();
    assert_eq!(titles, ["Ferry 18", "Ferry 17", "Ferry 16"]);
    assert_eq!(three.articles()[0].latest().paragraphs[0].text, "It sank.");
    assert_eq!(newest(100).articles().len(), 10);
}

#[test]
fn a_folder_is_the_source_also_of_what_is_not_looked_at() {
    let mut desk = Desk::new();
    desk.write("Post/a.txt", "Ferry\n\nIt sank.");
    desk.look();
    desk.write("Post/a.txt", "Ferry\n\nIt swam.");
    let named = desk.look_at(&[desk.path("Post/a.txt")], Whose::Named);
    assert_eq!(
        named.library.articles()[0].source,
        None,
        "a path names nothing"
    );
    let sources = |library: &Library| library.articles()[0].source.clone();
    let newest = desk.store.newest(&[desk.path("")], 3).unwrap();
    assert_eq!(sources(&loaded(newest).library).as_deref(), Some("Post"));
    fs::remove_file(desk.path("Post/a.txt")).unwrap();
    assert_eq!(sources(&desk.look().library).as_deref(), Some("Post"));
}

#[test]
fn a_copy_is_another_article() {
    let mut desk = Desk::new();
    desk.write("Post/a.txt", "Ferry\n\nIt sank.");
    desk.look();
    desk.write("Courier/a.txt", "Ferry\n\nIt sank.");
    desk.write("Courier/b.txt", "Ferry\n\nIt sank.");
    let loaded = desk.look();
    assert_eq!(loaded.library.articles().len(), 3);
    fs::remove_file(desk.path("Post/a.txt")).unwrap();
    fs::rename(desk.path("Courier/b.txt"), desk.path("Courier/c.txt")).unwrap();
    let loaded = desk.look();
    assert_eq!(loaded.library.articles().len(), 3);
}

#[test]
fn files_read_one_by_one_are_revisions_of_one_article() {
    let mut desk = Desk::new();
    let text = |hour, body| {
        format!("Title: Ferry\nSource: Post\nUrl: u\nUpdated: 2025-07-10 {hour}:00\n\n{body}")
    };
    desk.write("z.txt", &text(9, "It sank."));
    desk.write("a.txt", &text(8, "It sails."));
    let later = desk.look_at(&[desk.path("z.txt")], Whose::Named);
    let earlier = desk.look_at(&[desk.path("a.txt")], Whose::Named);
    assert_eq!(bodies(&later.library.articles()[0]), ["It sank."]);
    assert_eq!(
        bodies(&earlier.library.articles()[0]),
        ["It sails.", "It sank."]
    );
    assert_eq!(
        earlier.library.articles()[0].id,
        later.library.articles()[0].id
    );
}

#[test]
fn entries_that_fall_out_of_a_feed_are_gone_but_kept() {
    let feed = |items: &[&str]| {
        let item = |name: &&str| {
            format!(
                "<item><guid>{name}</guid><title>{name}</title><description>It sank.</description></item>"
            )
        };
        let items: String = items.iter().map(item).collect();
        format!("<rss version=\"2.0\"><channel><title>Post</title>{items}</channel></rss>")
    };
    let mut desk = Desk::new();
    desk.write("f.rss", &feed(&["one", "two"]));
    desk.look();
    desk.write("f.rss", &feed(&["three", "two"]));
    let expected = [("one", 1, true), ("three", 1, false), ("two", 1, false)];
    assert_eq!(told(&desk.look()), expected);
    assert_eq!(told(&desk.look()), expected);
    let named = desk.look_at(&[desk.path("f.rss")], Whose::Named);
    assert_eq!(told(&named), expected[1..]);
}

#[cfg(unix)]
#[test]
fn a_file_with_a_name_that_is_no_text_keeps_its_id() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let mut desk = Desk::new();
    let path = desk.path("").join(OsStr::from_bytes(b"a\xff.txt"));
    if fs::write(&path, "Ferry\n\nIt sank.").is_err() {
        return; // not every file system has such names
    }
    let id = desk.look().library.articles()[0].id;
    fs::write(&path, "Ferry\n\nIt swam.").unwrap();
    let loaded = desk.look();
    assert_eq!(
        (
            loaded.library.articles()[0].id,
            loaded.library.articles()[0].revisions.len()
        ),
        (id, 2)
    );
}

#[test]
fn two_looks_at_once_keep_every_text_once() {
    let desk = Desk::new();
    for number in 0..60 {
        desk.write(
            &format!("{number}.txt"),
            &format!("Title: Ferry {number}\n\nIt sank."),
        );
    }
    let (data, news) = (desk.place.path().join("data"), desk.path(""));
    let look = |data: &Path, news: &Path| {
        let mut store = open(data);
        store
            .look(
                &[news.to_owned()],
                Whose::Library,
                now(),
                &Progress::default(),
            )
            .unwrap()
    };
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                assert!(look(&data, &news).unkept.is_none());
            });
        }
    });
    let verdict = desk.store.verify().unwrap();
    assert_eq!(
        (verdict.articles, verdict.revisions, verdict.faults.len()),
        (60, 60, 0)
    );
}

#[test]
fn many_files_are_written_and_read_in_batches() {
    let mut desk = Desk::new();
    for number in 0..600 {
        desk.write(
            &format!("{number}.txt"),
            &format!("Title: Ferry {number}\n\nIt sank at {number}."),
        );
    }
    let first = desk.look();
    let second = desk.look();
    assert_eq!(first.library.articles(), second.library.articles());
    desk.write("7.txt", "Title: Ferry 7\n\nIt swam.");
    assert!(told(&desk.look()).contains(&("Ferry 7", 2, false)));
}

/// What is done to one of a few files between two looks.
#[derive(Debug, Clone)]
enum Deed {
    Write(usize, u8),
    Remove(usize),
    Rename(usize, usize),
}

fn deeds() -> impl Strategy<Value = Vec<Vec<Deed>>> {
    let deed = prop_oneof![
        3 => (0..4usize, 0..5u8).prop_map(|(file, text)| Deed::Write(file, text)),
        1 => (0..4usize).prop_map(Deed::Remove),
        1 => (0..4usize, 0..4usize).prop_map(|(from, to)| Deed::Rename(from, to)),
    ];
    prop::collection::vec(prop::collection::vec(deed, 0..4), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn whatever_happens_to_the_files_no_text_that_was_seen_is_lost(looks in deeds()) {
        let mut desk = Desk::new();
        let mut ever = HashSet::new();
        for look in looks {
            for deed in look {
                let path = |file: usize| desk.path(&format!("{file}.txt"));
                let _ = match deed {
                    Deed::Write(file, text) => {
                        fs::write(path(file), format!("Title: Ferry\n\nIt sank {text} times."))
                    }
                    Deed::Remove(file) => fs::remove_file(path(file)),
                    Deed::Rename(from, to) => fs::rename(path(from), path(to)),
                };
            }
            let loaded = desk.look();
            let there = load::load(&[desk.path("")], &Progress::default());
            for article in there.library.articles() {
                ever.insert(article.latest().paragraphs[0].text.clone());
                let now: Vec<_> = loaded.library.articles().iter()
                    .filter(|kept| kept.latest().path == article.latest().path && !kept.latest().gone)
                    .collect();
                prop_assert_eq!(now.len(), 1, "one article a file");
                prop_assert_eq!(&now[0].latest().paragraphs, &article.latest().paragraphs);
            }
            let kept: HashSet<_> = loaded.library.articles().iter()
                .flat_map(|article| bodies(article).into_iter().map(str::to_owned))
                .collect();
            prop_assert_eq!(&kept, &ever);
        }
    }
}
