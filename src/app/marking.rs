//! What one does with an article: marks, links, how it is set.

use super::layer::{Layer, Question, Then};
use super::link::Link;
use super::marks::{Mark, Undone};
use super::notice::{Notice, count};
use super::{App, Effect, headlines};
use crate::action::Action;
use crate::library::{ArticleId, Entry};
use crate::wrap;

/// So many columns of a headline say which article is meant.
const CALLED: usize = 40;

impl App {
    /// An article that was opened to be read counts as read.
    pub(super) fn mark_opened(&mut self) {
        if let Some(id) = self.open_id()
            && self.marks.note_read(id)
        {
            let (stock, marks) = (&self.stock, &self.marks);
            self.sources.recount(Mark::Read, &[id], stock, marks);
        }
    }

    pub(super) fn toggle_read(&mut self) {
        self.toggle(Mark::Read, "read", "unread");
    }

    pub(super) fn toggle_star(&mut self) {
        self.toggle(Mark::Starred, "starred", "not starred");
    }

    fn toggle(&mut self, mark: Mark, set: &str, unset: &str) {
        let Some(id) = self.open_id() else {
            self.say("no article is selected");
            return;
        };
        let now = !self.marks.has(mark, id);
        self.mark(mark, now, [id]);
        let (state, key) = (if now { set } else { unset }, self.keys.first(Action::Undo));
        self.say(format!("now {state} · {key} undoes it"));
    }

    fn mark(
        &mut self,
        mark: Mark,
        set: bool,
        articles: impl IntoIterator<Item = ArticleId>,
    ) -> usize {
        let changed = self.marks.set(mark, set, articles);
        self.sources
            .recount(mark, &changed, &self.stock, &self.marks);
        changed.len()
    }

    pub(super) fn undo(&mut self) {
        let Some(undone) = self.marks.undo() else {
            return self.say("nothing to undo");
        };
        let says = match &undone {
            Undone::Marked {
                mark,
                set,
                articles,
            } => {
                self.sources
                    .recount(*mark, articles, &self.stock, &self.marks);
                let state = match (mark, set) {
                    (Mark::Read, true) => "read",
                    (Mark::Read, false) => "unread",
                    (Mark::Starred, true) => "starred",
                    (Mark::Starred, false) => "not starred",
                };
                if let [article] = articles[..] {
                    format!("{} is {state}, as before", self.called(article))
                } else {
                    let articles = count(articles.len(), "article", "articles");
                    format!("{articles} are {state}, as before")
                }
            }
            Undone::Tied { article, then } => format!("{} is {then}", self.called(*article)),
        };
        self.say(format!("undone: {says}"));
    }

    /// An article as it is called in a line about it: by its headline, of which no more is given than fits.
    fn called(&self, article: ArticleId) -> String {
        let title = self.stock.get(article).map_or("it", Entry::title);
        format!("“{}”", wrap::fit(title, CALLED))
    }

    fn listed(&self) -> impl Iterator<Item = ArticleId> {
        let rows = self.headlines.rows().iter();
        rows.filter_map(|row| headlines::article(*row, &self.stock))
            .map(Entry::id)
    }

    pub(super) fn ask_mark_all_read(&mut self) {
        let unread = self
            .listed()
            .filter(|id| !self.marks.has(Mark::Read, *id))
            .count();
        if unread == 0 {
            self.say("all of this list is read");
            return;
        }
        let articles = count(unread, "article", "articles");
        let list = self.headlines.shelf().name();
        self.ask(Question {
            text: vec![format!("Mark {articles} of “{list}” as read?")],
            then: Then::MarkAllRead,
        });
    }

    pub(super) fn mark_all_read(&mut self) {
        let listed: Vec<ArticleId> = self.listed().collect();
        let changed = self.mark(Mark::Read, true, listed);
        let (articles, key) = (
            count(changed, "article", "articles"),
            self.keys.first(Action::Undo),
        );
        self.say(format!("{articles} marked as read · {key} undoes it"));
    }

    /// The link of the open article, or why there is none.
    fn link(&self) -> Result<Link, &'static str> {
        let article = self.article().ok_or("no article is selected")?;
        let url = article.url.as_deref().ok_or("this article names no link")?;
        Link::new(url)
    }

    pub(super) fn ask_open_link(&mut self) {
        match self.link() {
            Ok(link) => {
                let mut text = vec![
                    "Open this link in your browser?".to_owned(),
                    link.url().to_owned(),
                ];
                text.push(format!("It leads to {}.", link.host()));
                text.extend(
                    link.warning()
                        .map(|warning| format!("Take care: {warning}.")),
                );
                self.ask(Question {
                    text,
                    then: Then::Open(link),
                });
            }
            Err(why) => self.notice = Some(Notice::said(why)),
        }
    }

    pub(super) fn copy_link(&mut self) -> Option<Effect> {
        match self.link() {
            Ok(link) => Some(Effect::Copy(link.url().to_owned())),
            Err(why) => {
                self.say(why);
                None
            }
        }
    }

    pub(super) fn toggle_aside(&mut self) {
        if self
            .article()
            .is_none_or(|article| article.latest().omitted.is_empty())
        {
            self.say("nothing was set aside here");
            return;
        }
        self.reader.toggle_aside(&self.stock);
        let shown = if self.reader.shows_aside() {
            "shown"
        } else {
            "hidden"
        };
        self.say(format!(
            "what was set aside is {shown}, at the end of the text"
        ));
    }

    pub(super) fn widen(&mut self, wider: bool) {
        self.reader.widen(wider, &self.stock);
        self.say(format!(
            "text at most {} columns wide",
            self.reader.measure()
        ));
    }

    pub(super) fn ask(&mut self, question: Question) {
        self.open_layer(Layer::Question(question));
    }
}
