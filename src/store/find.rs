//! Articles out of the store alone, without a look at any file.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::kept::Kept;
use super::shelf::{self, COLUMNS, Shelf};
use super::{Result, Store, recall};
use crate::library::load::Spelling;
use crate::library::revisions::{articles, join};
use crate::library::{Article, ArticleId, Holding};

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
        let past = recall::articles(&self.connection, &ids, &Spelling::default())?;
        Ok(articles(join(Vec::new(), past)))
    }

    /// The newest articles of the library in `paths`, `count` of them and the others of the last of these days, as
    /// they were at the last look.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn newest(&self, paths: &[PathBuf], count: usize) -> Result<Holding> {
        let spelling = Spelling::of(paths);
        let roots = paths.iter().filter_map(|path| absolute(path).ok());
        let roots: Vec<PathBuf> = roots.collect();
        let most = i64::try_from(count.saturating_mul(LOOKED_THROUGH)).unwrap_or(i64::MAX);
        let sql = format!(
            "SELECT {COLUMNS}, f.path, f.folder FROM articles a JOIN files f ON f.id = a.file \
             ORDER BY a.at DESC, a.id DESC LIMIT ?1"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([most])?;
        let mut shelf = Shelf::new(&self.connection, &spelling);
        let (mut taken, mut time) = (0, None);
        while let Some(row) = rows.next()? {
            let at = shelf::time(row)?;
            // Those of one time are sorted by their paths: all of them are needed.
            if taken >= count && time != Some(at) {
                break;
            }
            let path = shelf::path(row)?;
            if roots.iter().any(|root| path.starts_with(root)) {
                shelf.push_row(row)?;
                (taken, time) = (taken + 1, Some(at));
            }
        }
        let catalogue = Arc::new(shelf.finish());
        let kept = Kept::new(&self.folder, spelling);
        Ok(Holding {
            catalogue,
            texts: Arc::new(kept),
            problems: Vec::new(),
        })
    }
}

/// The true path, or what it would be were it there.
fn absolute(path: &Path) -> std::io::Result<PathBuf> {
    path.canonicalize().or_else(|_| std::path::absolute(path))
}
