//! What a store holds, as facts that do not depend on the order in which they were written down.

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

/// Everything that one may count on, a line each.
pub(super) type Facts = BTreeSet<String>;

/// What each fact is read with. Files that are only announced, row numbers and times of writing are left out.
const QUERIES: [&str; 5] = [
    "SELECT printf('article %x %s of %s: %d revisions, gone %d', id, title, source, revisions, gone) FROM articles",
    "SELECT printf('revision of %x: %s, told %d, minor %d, in %s at %d: %s', r.article, r.title, r.told, r.minor, \
     CAST(f.path AS TEXT), r.place, b.text) \
     FROM revisions r JOIN bodies b ON b.id = r.body JOIN files f ON f.id = r.file",
    "SELECT printf('%s holds at %d a text of %x: %s', CAST(f.path AS TEXT), h.place, r.article, b.text) \
     FROM holds h JOIN files f ON f.id = h.file JOIN revisions r ON r.id = h.revision JOIN bodies b ON b.id = r.body",
    "SELECT printf('file %s, gone %d, refused %d', CAST(path AS TEXT), gone, refused) FROM files WHERE hash <> 0",
    "SELECT printf('mark on %x: read %d, starred %d', article, read, starred) FROM state",
];

/// What the store in `folder` holds; nothing where there is none yet.
#[track_caller]
pub(super) fn facts(folder: &Path) -> Facts {
    of_file(&folder.join("store.db"))
}

/// What a store holds that has another name.
#[track_caller]
pub(super) fn of_file(file: &Path) -> Facts {
    let mut facts = Facts::new();
    let Ok(connection) = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE)
    else {
        assert!(!file.exists(), "{} cannot be opened", file.display());
        return facts;
    };
    let version: i64 = connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    if version == 0 {
        return facts;
    }
    for query in QUERIES {
        let mut statement = connection.prepare(query).unwrap();
        let rows = statement
            .query_map([], |row| row.get::<_, String>(0))
            .unwrap();
        for fact in rows {
            let fact = fact.unwrap();
            assert!(facts.insert(fact.clone()), "twice: {fact}");
        }
    }
    let orphans = "SELECT count(*) FROM bodies WHERE id NOT IN (SELECT body FROM revisions)";
    let orphans: i64 = connection.query_row(orphans, [], |row| row.get(0)).unwrap();
    assert_eq!(orphans, 0, "texts of no revision");
    facts
}

/// What a run that was cut off has left of what was there before: all that it was not to change, and besides
/// that nothing but what it was to bring.
#[track_caller]
pub(super) fn assert_between(before: &Facts, now: &Facts, after: &Facts) {
    for fact in before.intersection(after) {
        assert!(now.contains(fact), "lost: {fact}");
    }
    for fact in now {
        assert!(
            before.contains(fact) || after.contains(fact),
            "not known before nor after: {fact}"
        );
    }
}

/// That two stores hold the same.
#[track_caller]
pub(super) fn assert_same(now: &Facts, expected: &Facts) {
    let lost: Vec<&String> = expected.difference(now).collect();
    let added: Vec<&String> = now.difference(expected).collect();
    assert!(
        lost.is_empty() && added.is_empty(),
        "lost {lost:#?}, added {added:#?}"
    );
}
