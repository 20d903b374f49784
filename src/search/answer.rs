//! A query put to the texts: what it admits, where each text holds it, and in what order answers come.

use rayon::prelude::*;

use super::filter::{Asked, Filters};
use super::passage::Passage;
use super::query::Query;
use crate::library::state::States;
use crate::library::{ArticleId, Entry, Holding};
use crate::text::moment::Moment;

/// So many texts are read at once.
const BATCH: usize = 256;

/// In what order answers come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Those that answer best first.
    #[default]
    Best,
    /// The newest first.
    Newest,
}

/// A query with its filters, and how it is to be answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ask {
    /// What the texts have to hold.
    pub query: Query,
    /// What the articles have to be.
    pub filters: Filters,
    /// In what order answers come.
    pub order: Order,
    /// At most so many.
    pub most: usize,
}

/// An article that answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The article.
    pub article: ArticleId,
    /// Where its newest revision holds the query.
    pub passage: Passage,
}

/// What came of a query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    /// The answers, in the order asked for.
    pub all: Vec<Answer>,
    /// Whether there are more than were wanted.
    pub more: bool,
}

impl Ask {
    /// Takes what a person typed apart.
    ///
    /// # Errors
    ///
    /// Where a filter makes no sense: a message for a person.
    pub fn parse(text: &str, order: Order, most: usize) -> Result<Self, String> {
        let Asked { words, filters } = Asked::parse(text)?;
        Ok(Self {
            query: Query::new(&words),
            filters,
            order,
            most,
        })
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.query.is_empty() && self.filters.is_empty()
    }

    /// What tells of an article of `holding` whether it is asked for, whatever its words.
    pub fn admits<'a>(
        &'a self,
        holding: &Holding,
        states: &'a States,
    ) -> impl Fn(Entry<'_>) -> bool + use<'a> {
        let filters = &self.filters;
        let outlets = holding.catalogue.outlets().iter();
        let names = outlets.map(|outlet| outlet.named.then_some(&*outlet.name));
        let admitted = filters.admit_sources(names);
        let by_state = filters.unread || filters.starred;
        move |entry| {
            let state = by_state.then(|| states.of(entry.id()));
            admitted[entry.outlet()]
                && filters.admits_day(entry.published().map(Moment::day))
                && state.is_none_or(|state| filters.admits_state(state.read, state.starred))
        }
    }

    /// Reads the text of an article; none where it does not answer.
    fn read(&self, article: ArticleId, holding: &Holding) -> Option<Answer> {
        let text = holding.texts.article(article)?;
        let passage = Passage::of(text.latest(), &self.query)?;
        Some(Answer { article, passage })
    }

    /// The answers among all texts at hand, found by reading them one by one.
    pub fn scan(&self, holding: &Holding, states: &States) -> Answers {
        let admits = self.admits(holding, states);
        let admitted = holding.catalogue.entries().filter(|entry| admits(*entry));
        let ids: Vec<ArticleId> = admitted.map(Entry::id).collect();
        if self.query.is_empty() {
            let wanted = if self.filters.is_empty() {
                0
            } else {
                ids.len()
            };
            let answer = |article| Answer {
                article,
                passage: Passage::default(),
            };
            let all = ids.into_iter().take(wanted).map(answer).collect();
            return self.cut(all);
        }
        let mut all = Vec::new();
        for batch in ids.chunks(BATCH) {
            let read = batch.par_iter().filter_map(|id| self.read(*id, holding));
            all.extend(read.collect::<Vec<_>>());
            if self.order == Order::Newest && all.len() > self.most {
                break;
            }
        }
        self.sorted(all, holding)
    }

    /// Puts answers in order; equals come in the order of the catalogue.
    fn sorted(&self, mut all: Vec<Answer>, holding: &Holding) -> Answers {
        all.sort_by_cached_key(|answer| holding.catalogue.row_of(answer.article));
        if self.order == Order::Best {
            all.sort_by(|a, b| b.passage.score.total_cmp(&a.passage.score));
        }
        self.cut(all)
    }

    fn cut(&self, mut all: Vec<Answer>) -> Answers {
        let more = all.len() > self.most;
        all.truncate(self.most);
        Answers { all, more }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::library::state::{Change, What};
    use crate::library::{Article, Library, Paragraph, Revision};

    fn holding() -> Holding {
        let article = |(id, source, day, title, body): (u64, &str, &str, &str, &str)| Article {
            id: ArticleId(id),
            source: Some(source.to_owned()),
            url: None,
            revisions: vec![Revision {
                title: title.to_owned(),
                published: Moment::parse(day),
                paragraphs: vec![Paragraph {
                    text: body.to_owned(),
                    ..Paragraph::default()
                }],
                ..Revision::default()
            }],
        };
        let articles = [
            (
                1,
                "Harbour Post",
                "2025-07-03",
                "Aground",
                "The ferry sank.",
            ),
            (2, "The Tribune", "2025-07-05", "Budget", "No ferry."),
            (3, "Harbour Mail", "2025-07-04", "The ferry", "It sank."),
        ];
        let articles = articles.into_iter().map(article).collect();
        Holding::of(Library::new(articles), Vec::new())
    }

    /// The ids that a scan finds, and whether there are more.
    fn found(text: &str, order: Order, most: usize) -> (Vec<u64>, bool) {
        let mut states = States::default();
        for (id, what) in [(1, What::Starred(true)), (2, What::Read(true))] {
            let article = ArticleId(id);
            states.apply(Change { article, what });
        }
        let answers = Ask::parse(text, order, most)
            .unwrap()
            .scan(&holding(), &states);
        let ids = answers.all.iter().map(|answer| answer.article.0);
        (ids.collect(), answers.more)
    }

    #[test]
    fn the_best_or_the_newest_come_first() {
        assert_eq!(found("ferry", Order::Best, 9), (vec![3, 2, 1], false));
        assert_eq!(found("ferry", Order::Newest, 9), (vec![2, 3, 1], false));
        assert_eq!(found("ferry", Order::Newest, 2), (vec![2, 3], true));
        assert_eq!(found("ferry", Order::Best, 1), (vec![3], true));
        assert_eq!(found("nothing", Order::Best, 9), (vec![], false));
    }

    #[test]
    fn filters_limit_what_answers() {
        let check = |text: &str, expected: &[u64]| {
            assert_eq!(found(text, Order::Newest, 9).0, expected, "{text}");
        };
        check("ferry source:harbour", &[3, 1]);
        check("ferry before:2025-07-05 after:2025-07-04", &[3]);
        check("ferry unread", &[3, 1]);
        check("sank starred", &[1]);
        check("starred", &[1]);
        check("source:\"the trib\"", &[2]);
        check("", &[]);
        check("…", &[]);
        assert!(Ask::parse("before:soon", Order::Best, 1).is_err());
    }
}
