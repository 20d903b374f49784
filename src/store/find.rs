//! Articles out of the store alone, without a look at any file.

use std::collections::HashSet;
use std::path::PathBuf;

use super::{Result, Store, house, recall};
use crate::library::revisions::{articles, join};
use crate::library::{Article, ArticleId, Library};

/// So many articles are looked through for each of the newest that is wanted: the store may hold others too.
const LOOKED_THROUGH: usize = 20;

impl Store {
    /// The articles whose id, in hex, begins with `prefix`, with every revision that is kept of them.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn with_prefix(&self, prefix: &str) -> Result<Vec<Article>> {
        let digits = prefix.len();
        let is_hex = prefix.bytes().all(|byte| byte.is_ascii_hexdigit());
        let first = u64::from_str_radix(prefix, 16).ok();
        let Some(first) = first.filter(|_| is_hex && digits <= 16) else {
            return Ok(Vec::new());
        };
        let bits = u32::try_from(64 - 4 * digits).unwrap_or(0);
        let first = first.checked_shl(bits).unwrap_or(0);
        let last = first | u64::MAX.checked_shr(64 - bits).unwrap_or(0);
        let sql = "SELECT id FROM articles WHERE id BETWEEN ?1 AND ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        let ids = statement.query_map([first.cast_signed(), last.cast_signed()], |row| {
            Ok(ArticleId(row.get::<_, i64>(0)?.cast_unsigned()))
        })?;
        let ids = ids.collect::<rusqlite::Result<HashSet<_>>>()?;
        let past = recall::articles(&self.connection, ids)?;
        Ok(articles(join(Vec::new(), past)))
    }

    /// The newest articles of the library in `paths`, at most `count`, as they were at the last look.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn newest(&self, paths: &[PathBuf], count: usize) -> Result<Library> {
        let whole = |path: &PathBuf| path.canonicalize().or_else(|_| std::path::absolute(path));
        let roots: Vec<PathBuf> = paths.iter().filter_map(|path| whole(path).ok()).collect();
        let sql =
            "SELECT f.path FROM revisions r JOIN files f ON f.id = r.file WHERE r.article = ?1";
        let mut files = self.connection.prepare_cached(sql)?;
        let sql = "SELECT id FROM articles ORDER BY at DESC, id LIMIT ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let most = i64::try_from(count.saturating_mul(LOOKED_THROUGH)).unwrap_or(i64::MAX);
        let mut rows = statement.query([most])?;
        let mut ids = HashSet::new();
        while let Some(row) = rows.next()?.filter(|_| ids.len() < count) {
            let id: i64 = row.get(0)?;
            for path in files.query_map([id], |row| row.get::<_, Vec<u8>>(0))? {
                let path = house::path_of(&path?);
                if roots.iter().any(|root| path.starts_with(root)) {
                    ids.insert(ArticleId(id.cast_unsigned()));
                }
            }
        }
        let past = recall::articles(&self.connection, ids)?;
        Ok(Library::new(articles(join(Vec::new(), past))))
    }
}
