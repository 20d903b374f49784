//! A search of the texts: what is typed, what is awaited, and what was found.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::Pane;
use super::prompt::Prompt;
use super::shelf::Row;
use super::stock::Stock;
use crate::library::ArticleId;
use crate::search::answer::{Answers, Ask, Order};
use crate::search::passage;
use crate::search::query::Query;
use crate::wrap;

/// So many hits are listed; twice as many each time one goes beyond the last.
pub const MOST: usize = 500;

/// At most so many lines of a snippet are shown.
const SNIPPET_LINES: usize = 3;

/// Everything about searching the texts.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// What is being typed.
    pub asking: Option<Asking>,
    /// What was asked and is not answered yet.
    pub awaited: Option<Asked>,
    /// What was found, while it is listed.
    pub hits: Option<Hits>,
    /// How many texts are not searchable yet.
    pub unindexed: usize,
    tickets: u64,
}

/// A query being typed.
#[derive(Debug, Clone)]
pub struct Asking {
    /// What has been typed.
    pub prompt: Prompt,
    /// The pane in focus before.
    pub focus: Pane,
}

/// A query that was asked.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Tells it from earlier ones.
    pub ticket: u64,
    /// As it was typed.
    pub typed: String,
    /// What it asks for.
    pub ask: Ask,
    /// Whether hits of it are listed already.
    pub listed: bool,
}

/// The list as it was before the hits took its place.
#[derive(Debug, Clone)]
pub struct Before {
    /// The rows.
    pub rows: Arc<[Row]>,
    /// The selected one.
    pub at: usize,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Hits {
    /// The query as it was typed.
    pub typed: String,
    /// In what order the hits come.
    pub order: Order,
    /// The list as it was before.
    pub before: Before,
    ask: Ask,
    query: Arc<Query>,
    answers: Answers,
}

/// The passage of a text that shows a hit, over a few lines of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The passage; empty where only the headline shows it.
    pub text: String,
    /// The bytes that stand out in it.
    pub matches: Vec<Range<usize>>,
}

impl Search {
    /// Awaits the answer to a query.
    pub fn wait_for(&mut self, typed: String, ask: Ask) -> Asked {
        self.tickets += 1;
        let asked = Asked {
            ticket: self.tickets,
            typed,
            ask,
            listed: false,
        };
        self.awaited = Some(asked.clone());
        asked
    }

    /// What was asked under that ticket, if it is still awaited; once it is `done`, no longer.
    pub fn answered(&mut self, ticket: u64, done: bool) -> Option<Asked> {
        let awaited = self.awaited.as_mut().filter(|asked| asked.ticket == ticket);
        let asked = awaited?.clone();
        self.awaited = (!done).then(|| Asked {
            listed: true,
            ..asked.clone()
        });
        Some(asked)
    }

    /// The question whose hits are listed, for twice as many; none where these are all.
    pub fn further(&self) -> Option<(String, Ask)> {
        let hits = self.hits.as_ref().filter(|hits| hits.answers.more)?;
        let most = hits.ask.most.saturating_mul(2);
        let ask = Ask {
            most,
            ..hits.ask.clone()
        };
        Some((hits.typed.clone(), ask))
    }
}

impl Hits {
    /// What `answers` say to `asked`.
    pub fn new(asked: Asked, answers: Answers, before: Before) -> Self {
        Self {
            typed: asked.typed,
            order: asked.ask.order,
            before,
            query: Arc::new(asked.ask.query.clone()),
            ask: asked.ask,
            answers,
        }
    }

    /// The same, with more answers to the same question. Where more were asked for, those that are listed stay
    /// where they are: a person has gone through them.
    #[must_use]
    pub fn continued(self, asked: Asked, mut answers: Answers) -> Self {
        if asked.ask.most > self.ask.most {
            let listed = self.answers.all.iter().map(|answer| answer.article);
            let listed: HashSet<ArticleId> = listed.collect();
            answers
                .all
                .retain(|answer| !listed.contains(&answer.article));
            answers.all.splice(..0, self.answers.all);
        }
        Self {
            ask: asked.ask,
            answers,
            ..self
        }
    }

    /// How many are listed.
    pub fn len(&self) -> usize {
        self.answers.all.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.answers.all.is_empty()
    }

    /// What stands out in headlines and texts.
    pub fn query(&self) -> &Arc<Query> {
        &self.query
    }

    /// Whether more was found than is listed.
    pub fn more(&self) -> bool {
        self.answers.more
    }

    /// The rows of the list, each with its snippet; what is no longer at hand is left out.
    pub fn rows(&self, stock: &Stock) -> (Arc<[Row]>, Arc<[Snippet]>) {
        let row = |answer: &crate::search::answer::Answer| {
            let row = stock.catalogue().row_of(answer.article)?;
            let passage = &answer.passage;
            let snippet = passage.snippet.clone().map(|text| Snippet {
                matches: passage.matches.clone(),
                text,
            });
            Some((Row::Article(row), snippet.unwrap_or_default()))
        };
        let rows: Vec<_> = self.answers.all.iter().filter_map(row).collect();
        let snippets = rows.iter().map(|(_, snippet)| snippet.clone()).collect();
        (rows.iter().map(|(row, _)| *row).collect(), snippets)
    }

    /// The bytes of a headline that stand out.
    pub fn matches(&self, title: &str) -> Vec<Range<usize>> {
        passage::places(title, &self.query)
    }
}

impl Snippet {
    /// Its lines, `width` columns wide, as byte ranges: a few in a row, with as many matches as can be, from
    /// the line before the first.
    pub fn lines(&self, width: usize) -> Vec<Range<usize>> {
        if self.text.is_empty() {
            return Vec::new();
        }
        let mut lines = wrap::wrap(&self.text, width.max(1));
        let first = self.matches.first().map_or(0, |bytes| bytes.start);
        let shown = lines.iter().position(|line| line.end > first).unwrap_or(0);
        let usual = shown.saturating_sub(1);
        let last = lines.len().saturating_sub(SNIPPET_LINES);
        let seen = |from: &usize| {
            let end = lines[(from + SNIPPET_LINES).min(lines.len()) - 1].end;
            let bytes = lines[*from].start..end;
            let inside = |m: &&Range<usize>| bytes.start <= m.start && m.end <= bytes.end;
            self.matches.iter().filter(inside).count()
        };
        let from = (0..=last).max_by_key(|from| (seen(from), Reverse(from.abs_diff(usual))));
        let from = from.unwrap_or(0);
        lines.drain(..from);
        lines.truncate(SNIPPET_LINES);
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_shows_the_lines_around_its_first_match() {
        let text = "one two three four five six seven eight nine ten".to_owned();
        let at = |word: &str| {
            let start = text.find(word).unwrap_or_default();
            let bytes = start..start + word.len();
            let snippet = Snippet {
                matches: text.match_indices(word).map(|_| bytes.clone()).collect(),
                text: text.clone(),
            };
            let lines = snippet.lines(10).into_iter();
            lines
                .map(|line| text[line].trim_end().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(at("one"), ["one two", "three four", "five six"]);
        assert_eq!(at("five"), ["three four", "five six", "seven"]);
        assert_eq!(at("ten"), ["seven", "eight nine", "ten"]);
        assert_eq!(Snippet::default().lines(10), Vec::<Range<usize>>::new());
    }
}
