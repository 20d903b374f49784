//! Answers out of the index, weighed by what the texts say; the first of them before the rest.
//!
//! The index tells which texts hold the words, not which of very many answer best: how often a word occurs has to
//! be read for each. So the first answers that are told best first are those among the newest texts and among the
//! headlines. What begins very many words is not asked of the index at all but looked for in the texts that the
//! rest of the query finds, as long as it is there.

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::OptionalExtension;

use super::Wanted;
use super::expression::Sought;
use crate::library::state::States;
use crate::library::{ArticleId, Holding, Revision};
use crate::search::answer::{Answer, Answers, Ask, Order};
use crate::search::passage::Passage;
use crate::store::body::Body;
use crate::store::{Result, Store};

/// So many answers are told as soon as they are found.
const PAGE: usize = 40;

/// So many texts are read and weighed at least, also where fewer are wanted.
const WEIGHED: usize = 200;

/// Where it takes long to tell which of very many answer best, the newest so many are weighed.
const NEWEST_WEIGHED: usize = 1_000;

/// Of so many articles, the newest, the headlines are looked at before the rest.
const HEADLINES: usize = 10_000;

/// After so many texts of which not one in [`SCARCE`] answered, the index is asked for what begins very many words.
const VAIN: usize = 300;
const SCARCE: usize = 50;

/// After so many rows of the index that the filters let hardly anything through, what they let through is read.
const LEFT_OUT: usize = 20_000;

/// Where the filters let through no more than so many articles.
const FEW_ADMITTED: usize = 400;

/// Hears the first answers, in the order asked for, where there are more to come.
pub(super) type Tell<'a> = &'a mut dyn FnMut(Answers);

/// A question under way.
pub(super) struct Question<'a> {
    pub(super) store: &'a Store,
    pub(super) ask: &'a Ask,
    pub(super) holding: &'a Holding,
    /// The row in the catalogue of an article that the filters let through.
    pub(super) admitted: &'a dyn Fn(ArticleId) -> Option<usize>,
    pub(super) rows: (i64, i64),
    pub(super) tell: Option<Tell<'a>>,
}

/// An answer, with its row in the catalogue.
type Placed = (usize, Answer);

impl Store {
    /// What of an article's newest revision answers; none where it does not.
    fn read(&self, article: ArticleId, ask: &Ask) -> Result<Option<Answer>> {
        let sql = "SELECT a.title, b.kinds, b.text FROM articles a JOIN bodies b ON b.id = \
                   (SELECT body FROM revisions WHERE article = a.id ORDER BY told DESC, id DESC LIMIT 1) \
                   WHERE a.id = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let revision = statement.query_row([article.0.cast_signed()], |row| {
            let mut revision = Revision {
                title: row.get(0)?,
                ..Revision::default()
            };
            let body = Body {
                kinds: row.get(1)?,
                text: row.get(2)?,
                ..Body::default()
            };
            body.fill(&mut revision);
            Ok(revision)
        });
        let passage = revision
            .optional()?
            .and_then(|revision| Passage::of(&revision, &ask.query));
        Ok(passage.map(|passage| Answer { article, passage }))
    }
}

/// How reading went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Went {
    /// More may be found.
    On,
    /// All that is wanted was found.
    Full,
    /// Hardly any text answered.
    InVain,
}

impl Question<'_> {
    /// What answers it, in the order asked for.
    ///
    /// # Errors
    ///
    /// As [`Store::answers`].
    pub(super) fn answer(mut self, states: &States) -> Result<Answers> {
        let mut sought = Sought::new(&self.store.connection, self.ask.query.terms())?;
        if sought.whole.is_none() {
            return Ok(Answers::default());
        }
        if let Some(few) = self.few_starred(states) {
            let found = self.read(&few)?;
            return Ok(self.cut(match self.ask.order {
                Order::Newest => found,
                Order::Best => best_first(found),
            }));
        }
        loop {
            let answers = match self.ask.order {
                Order::Newest => self.newest(&sought),
                Order::Best => self.best(&sought),
            }?;
            match answers {
                Some(answers) => return Ok(answers),
                None => sought = sought.narrow(),
            }
        }
    }

    /// The newest answers; none where too many texts were read in vain.
    fn newest(&mut self, sought: &Sought) -> Result<Option<Answers>> {
        let (store, admitted, rows) = (self.store, self.admitted, self.rows);
        let (mut found, mut read, mut left_out) = (Vec::new(), 0, 0);
        let (mut day, mut of_day, mut few) = (i64::MAX, Vec::new(), None);
        let mut went = Went::On;
        store.walk(sought.quick.as_deref(), rows, &mut |of, id| {
            if of != day {
                day = of;
                went = self.take(&mut of_day, sought, &mut found, &mut read)?;
            }
            match admitted(id) {
                Some(row) => of_day.push((row, id)),
                None => left_out += 1,
            }
            if left_out == LEFT_OUT && went == Went::On {
                few = self.few_admitted();
            }
            Ok(went == Went::On && few.is_none())
        })?;
        if let Some(few) = few {
            (found, of_day, read) = (Vec::new(), few, 0);
        }
        if went == Went::On {
            went = self.take(&mut of_day, sought, &mut found, &mut read)?;
        }
        Ok((went != Went::InVain).then(|| self.cut(found)))
    }

    /// Reads the articles of a day, the newest first, for as long as it makes sense.
    fn take(
        &mut self,
        of_day: &mut Vec<(usize, ArticleId)>,
        sought: &Sought,
        found: &mut Vec<Placed>,
        read: &mut usize,
    ) -> Result<Went> {
        of_day.sort_unstable();
        for (row, id) in of_day.drain(..) {
            let answer = self.store.read(id, self.ask)?;
            *read += 1;
            if let Some(answer) = answer {
                found.push((row, answer));
                if found.len() == PAGE {
                    self.tell_first(found.clone());
                }
            }
            if found.len() > self.ask.most {
                return Ok(Went::Full);
            }
            if sought.is_wide() && *read >= VAIN && found.len() < *read / SCARCE {
                return Ok(Went::InVain);
            }
        }
        Ok(Went::On)
    }

    /// The best answers; none where too many texts were read in vain.
    fn best(&mut self, sought: &Sought) -> Result<Option<Answers>> {
        let least = if sought.is_wide() {
            NEWEST_WEIGHED
        } else {
            WEIGHED
        };
        let expression = sought.quick.as_deref();
        let titled = self.first_of_best(sought)?;
        let most = least.max(self.ask.most.saturating_add(1));
        let (newest, is_all) = self.candidates(expression, self.rows, most)?;
        if is_all || sought.is_wide() {
            let found = self.read(&newest)?;
            if !is_all && found.len() < newest.len() / SCARCE {
                return Ok(None);
            }
            let answers = self.cut(best_first(found));
            return Ok(Some(Answers {
                more: answers.more || !is_all,
                ..answers
            }));
        }
        let candidates = if sought.has_phrase {
            let most = NEWEST_WEIGHED.max(most);
            let (newest, _) = self.candidates(expression, self.rows, most)?;
            joined(&titled, newest.iter())
        } else {
            let keep = |id| (self.admitted)(id).is_some();
            let found = self.store.search(&wanted(self.ask, most), &keep)?;
            let placed = |id| Some(((self.admitted)(id)?, id));
            found
                .iter()
                .filter_map(|found| placed(found.article))
                .collect()
        };
        Ok(Some(self.cut(best_first(self.read(&candidates)?))))
    }

    /// Tells the best of the newest answers and of those whose headline does it; the latter. Where these are all
    /// there is nothing to be told yet.
    fn first_of_best(&mut self, sought: &Sought) -> Result<Vec<(usize, ArticleId)>> {
        let expression = sought.quick.as_deref();
        let (newest, is_all) = self.candidates(expression, self.rows, PAGE)?;
        if is_all {
            return Ok(Vec::new());
        }
        let mut titled = Vec::new();
        if let Some(expression) = expression {
            let from = self.store.newest_row(HEADLINES)?.max(self.rows.0);
            let in_headline = format!("title : ({expression})");
            let rows = (from, self.rows.1);
            titled = self.candidates(Some(&in_headline), rows, PAGE)?.0;
        }
        let first = self.read(&joined(&titled, newest.iter()))?;
        self.tell_first(best_first(first));
        Ok(titled)
    }

    /// The newest articles in `rows` that `expression` finds and the filters let through, at most so many, each with
    /// its row in the catalogue; and whether that is all.
    fn candidates(
        &self,
        expression: Option<&str>,
        rows: (i64, i64),
        most: usize,
    ) -> Result<(Vec<(usize, ArticleId)>, bool)> {
        let (mut found, mut is_all, mut left_out) = (Vec::new(), true, 0);
        let mut few = None;
        self.store.walk(expression, rows, &mut |_, id| {
            match (self.admitted)(id) {
                Some(_) if found.len() == most => is_all = false,
                Some(row) => found.push((row, id)),
                None => left_out += 1,
            }
            if left_out == LEFT_OUT {
                few = self.few_admitted();
            }
            Ok(is_all && few.is_none())
        })?;
        Ok((few.unwrap_or(found), is_all))
    }

    /// The articles that the filters let through, the newest first, where these are few.
    fn few_admitted(&self) -> Option<Vec<(usize, ArticleId)>> {
        let entries = self.holding.catalogue.entries();
        let admitted = entries.filter_map(|entry| Some(((self.admitted)(entry.id())?, entry.id())));
        let few: Vec<_> = admitted.take(FEW_ADMITTED + 1).collect();
        (few.len() <= FEW_ADMITTED).then_some(few)
    }

    /// The starred articles that the filters let through, the newest first, where only these are asked for and few.
    fn few_starred(&self, states: &States) -> Option<Vec<(usize, ArticleId)>> {
        if !self.ask.filters.starred {
            return None;
        }
        let starred = states.iter().filter(|(_, state)| state.starred);
        let placed = starred.filter_map(|(id, _)| Some(((self.admitted)(id)?, id)));
        let mut few: Vec<_> = placed.take(FEW_ADMITTED + 1).collect();
        few.sort_unstable();
        (few.len() <= FEW_ADMITTED).then_some(few)
    }

    /// Reads the candidates; those that answer.
    fn read(&self, candidates: &[(usize, ArticleId)]) -> Result<Vec<Placed>> {
        let mut found = Vec::with_capacity(candidates.len());
        for &(row, id) in candidates {
            let answer = self.store.read(id, self.ask)?;
            found.extend(answer.map(|answer| (row, answer)));
        }
        Ok(found)
    }

    /// Tells the first answers, once.
    fn tell_first(&mut self, found: Vec<Placed>) {
        if self.ask.most <= PAGE || found.is_empty() {
            return;
        }
        if let Some(tell) = self.tell.take() {
            let first = found.into_iter().take(PAGE);
            tell(Answers {
                all: first.map(|(_, answer)| answer).collect(),
                more: true,
            });
        }
    }

    /// As many as are wanted.
    fn cut(&self, found: Vec<Placed>) -> Answers {
        let more = found.len() > self.ask.most;
        let wanted = found.into_iter().take(self.ask.most);
        Answers {
            all: wanted.map(|(_, answer)| answer).collect(),
            more,
        }
    }
}

/// Those that answer best first, of equals the newer.
fn best_first(mut found: Vec<Placed>) -> Vec<Placed> {
    found.sort_by(|(row, a), (other, b)| {
        let by_score = b.passage.score.total_cmp(&a.passage.score);
        by_score.then(row.cmp(other))
    });
    found
}

/// All of both, each once.
fn joined<'a>(
    some: &'a [(usize, ArticleId)],
    others: impl Iterator<Item = &'a (usize, ArticleId)>,
) -> Vec<(usize, ArticleId)> {
    let known: HashSet<ArticleId> = some.iter().map(|(_, id)| *id).collect();
    let others = others.filter(|(_, id)| !known.contains(id));
    some.iter().chain(others).copied().collect()
}

/// What `ask` wants of the index, at most so many.
pub(super) fn wanted(ask: &Ask, most: usize) -> Wanted<'_> {
    Wanted {
        terms: ask.query.terms(),
        days: (
            // The index counts days in UTC, an article by its own clock.
            ask.filters.after.map(|day| days_since_1970(day) - 1),
            ask.filters.before.map(days_since_1970),
        ),
        order: ask.order,
        most,
    }
}

fn days_since_1970(day: NaiveDate) -> i64 {
    day.signed_duration_since(NaiveDate::default()).num_days()
}
