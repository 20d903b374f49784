//! Asking the index.

use std::cmp::Reverse;

use rusqlite::{OptionalExtension, params};

use super::expression::Sought;
use super::{ROOM, first_row, is_broken, is_current, mend};
use crate::library::ArticleId;
use crate::search::answer::Order;
use crate::store::{Result, Store};
use crate::text::searched::Term;

/// Of so many answers, the newest, the best are found.
const WEIGHED: usize = 20_000;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// All of these have to occur, in the headline or in the body of the newest revision.
    pub terms: &'a [Term],
    /// The first and the last day of publication, in days of UTC since 1970; either may be open.
    pub days: (Option<i64>, Option<i64>),
    /// In what order.
    pub order: Order,
    /// At most so many.
    pub most: usize,
}

/// An article that answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// Its id.
    pub article: ArticleId,
    /// How well it answers as far as the index knows, higher is better; 0 where the newest are wanted.
    pub score: f64,
}

impl Store {
    /// The articles that hold what is wanted and that `keep` lets through, as far as they are indexed. An
    /// index that turns out to be broken is thrown away and finds nothing: [`Store::unindexed`] tells.
    ///
    /// # Errors
    ///
    /// When the store cannot be read, or the search was cut off ([`super::Interrupter`]).
    pub fn search(
        &self,
        wanted: &Wanted<'_>,
        keep: &dyn Fn(ArticleId) -> bool,
    ) -> Result<Vec<Match>> {
        match self.matches(wanted, keep) {
            Err(error) if is_broken(&error) => mend(&self.connection).map(|()| Vec::new()),
            found => found,
        }
    }

    fn matches(&self, wanted: &Wanted<'_>, keep: &dyn Fn(ArticleId) -> bool) -> Result<Vec<Match>> {
        if !is_current(&self.connection)? {
            return Ok(Vec::new());
        }
        let Some(expression) = Sought::new(&self.connection, wanted.terms)?.whole else {
            return Ok(Vec::new());
        };
        match wanted.order {
            Order::Newest => self.newest_matches(wanted, &expression, keep),
            Order::Best => self.best_matches(wanted, &expression, keep),
        }
    }

    fn newest_matches(
        &self,
        wanted: &Wanted<'_>,
        expression: &str,
        keep: &dyn Fn(ArticleId) -> bool,
    ) -> Result<Vec<Match>> {
        let mut found: Vec<(i64, i64)> = Vec::new();
        self.walk(Some(expression), wanted.rows(), &mut |day, article| {
            // Inside a day the rows are numbered as they came: all of it has to be read.
            let is_full = found.len() >= wanted.most;
            if is_full && found.last().is_none_or(|(last, _)| *last != day) {
                return Ok(false);
            }
            if keep(article) {
                found.push((day, article.0.cast_signed()));
            }
            Ok(true)
        })?;
        let mut at = self
            .connection
            .prepare_cached("SELECT at FROM articles WHERE id = ?1")?;
        let mut dated = Vec::with_capacity(found.len());
        for (day, article) in found {
            let at: Option<i64> = at.query_row([article], |row| row.get(0))?;
            dated.push((Reverse((day, at)), article));
        }
        dated.sort_by_key(|(when, _)| *when);
        dated.truncate(wanted.most);
        let matched = |(_, article): (_, i64)| Match {
            article: ArticleId(article.cast_unsigned()),
            score: 0.0,
        };
        Ok(dated.into_iter().map(matched).collect())
    }

    /// Calls `visit` with the day and the id of each article in `rows` that `expression` finds, of all where there
    /// is none, a later day before an earlier one, until it says no.
    pub(super) fn walk(
        &self,
        expression: Option<&str>,
        (first, last): (i64, i64),
        visit: &mut dyn FnMut(i64, ArticleId) -> Result<bool>,
    ) -> Result<()> {
        let found = "SELECT i.key, i.article FROM words w CROSS JOIN indexed i ON i.key = w.rowid \
                     WHERE words MATCH ?3 AND w.rowid BETWEEN ?1 AND ?2 ORDER BY w.rowid DESC";
        let all = "SELECT key, article FROM indexed WHERE key BETWEEN ?1 AND ?2 ORDER BY key DESC";
        let sql = if expression.is_some() { found } else { all };
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = match expression {
            Some(expression) => statement.query(params![first, last, expression])?,
            None => statement.query(params![first, last])?,
        };
        while let Some(row) = rows.next()? {
            let (key, article): (i64, i64) = (row.get(0)?, row.get(1)?);
            if !visit(key >> ROOM, ArticleId(article.cast_unsigned()))? {
                break;
            }
        }
        Ok(())
    }

    /// The row before which only the newest `count` articles are.
    pub(super) fn newest_row(&self, count: usize) -> Result<i64> {
        let sql = "SELECT key FROM indexed ORDER BY key DESC LIMIT 1 OFFSET ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let row = statement.query_row([count], |row| row.get(0));
        Ok(row.optional()?.unwrap_or(0))
    }

    fn best_matches(
        &self,
        wanted: &Wanted<'_>,
        expression: &str,
        keep: &dyn Fn(ArticleId) -> bool,
    ) -> Result<Vec<Match>> {
        let sql = "SELECT i.article, bm25(words, 1.0, 4.0) \
                   FROM words w CROSS JOIN indexed i ON i.key = w.rowid \
                   WHERE words MATCH ?1 AND w.rowid BETWEEN ?2 AND ?3 ORDER BY w.rowid DESC";
        let mut statement = self.connection.prepare_cached(sql)?;
        let (first, last) = wanted.rows();
        let mut rows = statement.query(params![expression, first, last])?;
        let mut found: Vec<Match> = Vec::new();
        while let Some(row) = rows.next()?.filter(|_| found.len() < WEIGHED) {
            let article = ArticleId(row.get::<_, i64>(0)?.cast_unsigned());
            if keep(article) {
                let score = -row.get::<_, f64>(1)?;
                found.push(Match { article, score });
            }
        }
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        found.truncate(wanted.most);
        Ok(found)
    }
}

impl Wanted<'_> {
    /// The first and the last row of the days.
    pub(super) fn rows(&self) -> (i64, i64) {
        let (first, last) = self.days;
        let first = first.map_or(0, |day| first_row(Some(day)));
        let last = last.map_or(i64::MAX, |day| first_row(Some(day)) + (1 << ROOM) - 1);
        // What has no date is of no day.
        let first = if self.days.1.is_some() {
            first.max(first_row(Some(i64::MIN)))
        } else {
            first
        };
        (first, last)
    }
}
