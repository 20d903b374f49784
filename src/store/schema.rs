//! The tables of the store, and how an older store becomes a present one.
//!
//! Headlines (`articles`, `revisions`) stand apart from texts (`bodies`), so that a list is read without them.
//! `revisions` are numbered as they came and never change their number; `told` puts them in order. `holds`
//! says which revision a place in a file holds now, `keys` by which names an article is found. `state` refers
//! to no article of the table: what is done with the samples, which have no file, is kept too.

use rusqlite::{Connection, TransactionBehavior};

use super::{Error, Result, shelf, words};

/// Marks a file as a store of newsread: "news" in ASCII.
pub(super) const MARK: i32 = 0x6e65_7773;

/// Bytes of a page: most articles fit into one without much waste.
const PAGE: u32 = 16384;

/// What makes each version of the schema out of the one before it, the first out of an empty file. Steps are
/// only ever added.
pub(super) const STEPS: &[&str] = &["
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('generation', 0);

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    source TEXT, url TEXT,
    title TEXT NOT NULL, derived INTEGER NOT NULL, author TEXT,
    published TEXT, updated TEXT, at INTEGER,
    language TEXT, words INTEGER NOT NULL, revisions INTEGER NOT NULL,
    gone INTEGER NOT NULL
);
CREATE INDEX articles_newest ON articles (at, id);

CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL, inode INTEGER NOT NULL,
    hash INTEGER NOT NULL, rules INTEGER NOT NULL,
    folder TEXT, problem TEXT, refused INTEGER NOT NULL,
    gone INTEGER NOT NULL
);
CREATE INDEX files_hash ON files (hash);

CREATE TABLE bodies (
    id INTEGER PRIMARY KEY,
    hash INTEGER NOT NULL,
    kinds TEXT, omitted TEXT, cleaned TEXT,
    text TEXT NOT NULL
);

CREATE TABLE revisions (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (id),
    file INTEGER NOT NULL REFERENCES files (id), place INTEGER NOT NULL,
    body INTEGER NOT NULL REFERENCES bodies (id),
    hash INTEGER NOT NULL,
    told INTEGER, seen INTEGER NOT NULL, minor INTEGER NOT NULL,
    title TEXT NOT NULL, derived INTEGER NOT NULL, author TEXT,
    published TEXT, updated TEXT, language TEXT, words INTEGER NOT NULL,
    source TEXT, url TEXT, own TEXT, entry TEXT, given INTEGER
);
CREATE INDEX revisions_article ON revisions (article);
CREATE INDEX revisions_file ON revisions (file);

CREATE TABLE holds (
    id INTEGER PRIMARY KEY,
    file INTEGER NOT NULL REFERENCES files (id), place INTEGER NOT NULL,
    revision INTEGER NOT NULL REFERENCES revisions (id),
    UNIQUE (file, place)
);
CREATE INDEX holds_revision ON holds (revision);

CREATE TABLE keys (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (id)
);

CREATE TABLE state (
    article INTEGER PRIMARY KEY,
    read INTEGER NOT NULL DEFAULT 0, read_at INTEGER,
    starred INTEGER NOT NULL DEFAULT 0, starred_at INTEGER,
    paragraph INTEGER, byte INTEGER, stopped_at INTEGER
);
", shelf::STEP, words::STEP, super::ties::STEP, super::stories::STEP, super::stories::SKETCHES];

/// The tables that salvage copies, in an order in which none refers to a later one.
pub(super) const TABLES: [&str; 8] = [
    "state",
    "ties",
    "articles",
    "files",
    "bodies",
    "revisions",
    "holds",
    "keys",
];

/// The schema's version that this program writes.
pub(super) fn current() -> i64 {
    version_of(STEPS)
}

fn version_of(steps: &[&str]) -> i64 {
    i64::try_from(steps.len()).unwrap_or(i64::MAX)
}

/// The version of the schema in a file; 0 where it is empty.
pub(super) fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Whether the file is a store, or empty and to become one.
pub(super) fn is_ours(connection: &Connection) -> Result<bool> {
    let mark: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(mark == MARK || tables == 0)
}

/// Sets up an empty file before its first table.
pub(super) fn lay_ground(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "page_size", PAGE)?;
    connection.pragma_update(None, "application_id", MARK)?;
    Ok(())
}

/// Brings the schema from version `from` to that of `steps`, all in one transaction.
pub(super) fn upgrade(connection: &mut Connection, from: i64, steps: &[&str]) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = usize::try_from(from).unwrap_or(usize::MAX);
    for step in steps.get(done..).ok_or(Error::Newer)? {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", version_of(steps))?;
    Ok(transaction.commit()?)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn an_upgrade_is_whole_or_not_at_all() {
        let mut connection = Connection::open_in_memory().unwrap();
        upgrade(&mut connection, 0, STEPS).unwrap();
        let with = |step| [STEPS, &[step]].concat();
        let broken = with("CREATE TABLE more (x); INSERT INTO nowhere VALUES (1);");
        assert!(upgrade(&mut connection, current(), &broken).is_err());
        assert_eq!(version(&connection).unwrap(), current());
        let tables = "SELECT count(*) FROM sqlite_schema WHERE name = 'more'";
        let more: i64 = connection.query_row(tables, [], |row| row.get(0)).unwrap();
        assert_eq!(more, 0);
        upgrade(&mut connection, current(), &with("CREATE TABLE more (x);")).unwrap();
        assert_eq!(version(&connection).unwrap(), current() + 1);
    }

    #[test]
    fn every_table_is_salvaged_but_the_counter_and_what_is_made_anew() {
        let mut connection = Connection::open_in_memory().unwrap();
        upgrade(&mut connection, 0, STEPS).unwrap();
        let query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'meta'";
        let mut statement = connection.prepare(query).unwrap();
        let names = statement
            .query_map([], |row| row.get::<_, String>(0))
            .unwrap();
        let mut names: Vec<String> = names.map(|name| name.unwrap()).collect();
        let mut tables = [&TABLES[..], &words::TABLES].concat();
        names.retain(|name| !super::super::stories::DERIVED.contains(&&**name));
        names.sort_unstable();
        tables.sort_unstable();
        assert_eq!(names, tables);
    }
}
