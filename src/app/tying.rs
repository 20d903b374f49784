//! Joining an article to another story by hand, and splitting it off its own.

use super::joining::Joining;
use super::layer::Layer;
use super::{App, Doing, Effect};
use crate::action::Action;
use crate::library::ArticleId;
use crate::story::Story;

impl App {
    /// The article that is to be joined or split, or why there is none.
    fn to_tie(&self) -> Result<ArticleId, &'static str> {
        if self.alone || self.diff.view().is_some() {
            return Err("stories are joined and split in the reading view");
        }
        match self.reader.open() {
            Some(super::shelf::Row::Story(_)) => Err("select one of its versions first"),
            _ => self.open_id().ok_or("no article is selected"),
        }
    }

    /// Asks which story the article is to be joined to.
    pub(super) fn ask_join(&mut self) {
        let joining = match (self.to_tie(), self.stock.stories().len()) {
            (Err(why), _) => Err(why),
            (_, 0) => Err("the stories are still being grouped"),
            (_, 1) => Err("there is no other story to join"),
            (Ok(article), _) => Ok(Joining::new(article, &self.stock, &self.marks)),
        };
        match joining {
            Ok(joining) => self.open_layer(Layer::Joining(joining)),
            Err(why) => self.say(why),
        }
    }

    /// Joins an article to the story of that index.
    pub(super) fn join(&mut self, article: ArticleId, to: usize) {
        let stories = self.stock.stories();
        let Some(to) = stories.get(to) else { return };
        // The last stands first: the oldest article is the one that began the story.
        let members: Vec<ArticleId> = to.articles.iter().rev().copied().collect();
        let title = to.title.clone();
        let own = self.members(article);
        let ties = self.marks.ties().join(article, &own, &members);
        self.marks.tie(article, &ties, "where it was before");
        let key = self.keys.first(Action::Undo);
        self.say(format!("joined to “{title}” · {key} undoes it"));
    }

    /// Splits the article off its story.
    pub(super) fn split(&mut self) {
        let article = match self.to_tie() {
            Ok(article) => article,
            Err(why) => return self.say(why),
        };
        let own = self.members(article);
        if own.len() < 2 {
            return self.say("this article is alone in its story: there is nothing to split");
        }
        let ties = self.marks.ties().split(article, &own);
        self.marks.tie(article, &ties, "back in its story");
        let key = self.keys.first(Action::Undo);
        self.say(format!("split off its story · {key} undoes it"));
    }

    /// The articles of the story that an article is in.
    fn members(&self, article: ArticleId) -> Vec<ArticleId> {
        let story = self.stock.story_of(article);
        let story = story.and_then(|index| self.stock.stories().get(index));
        story.map_or_else(|| vec![article], |story: &Story| story.articles.clone())
    }

    /// Has the stories grouped anew where ties have changed since they were.
    pub fn regroup(&mut self) -> Option<Effect> {
        let is_idle = self.stage == super::Stage::Ready && !self.refresh.is_under_way();
        let is_due = is_idle && *self.marks.ties() != self.grouped_by;
        is_due.then(|| self.group())
    }

    /// The same, once all that was done is kept.
    pub(super) fn regroup_kept(&mut self) -> Option<Effect> {
        if self.marks.has_unkept() {
            return None;
        }
        self.regroup()
    }

    /// Has the stories grouped.
    pub(super) fn group(&mut self) -> Effect {
        self.refresh.begin(Doing::Grouping);
        self.grouped_by = self.marks.ties().clone();
        Effect::Group {
            holding: self.stock.holding().clone(),
            ties: self.grouped_by.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;
    use crate::app::{App, Options, Outcome, Size, Sizes};
    use crate::library::ties::{Bond, Ties};

    /// The app with the example's articles and stories.
    fn app() -> App {
        let mut app = App::new(Options::default());
        let size = Size {
            width: 60,
            height: 20,
        };
        app.fit(Sizes {
            sources: size,
            headlines: size,
            reader: size,
            diff: size,
            layer: size,
        });
        let holding = example::holding();
        let titles = holding
            .catalogue
            .entries()
            .map(crate::library::Entry::title);
        let headlines = crate::search::Headlines::new(titles);
        app.receive(Outcome::Loaded { holding, headlines });
        app.receive(Outcome::Grouped(example::grouping()));
        app
    }

    fn said(app: &App) -> String {
        app.notice()
            .map_or_else(String::new, |notice| notice.text.clone())
    }

    /// The ties that grouping is asked for once all is kept.
    fn asked(app: &mut App, kept: &mut u64) -> Option<Ties> {
        *kept += app.hand_out().len() as u64;
        let Some(Effect::Group { ties, .. }) = app.receive(Outcome::Kept(*kept)) else {
            return None;
        };
        app.receive(Outcome::Grouped(example::grouping()));
        Some(ties)
    }

    #[test]
    fn an_article_is_split_off_joined_to_another_story_and_put_back() {
        let (mut app, mut kept) = (app(), 0);
        let story = app.stock().stories()[0].clone();
        assert!(story.articles.len() > 1);
        let article = story.articles[0];
        while app.open_id() != Some(article) {
            app.update(Action::Down);
        }
        app.update(Action::Split);
        assert!(
            said(&app).starts_with("split off its story"),
            "{}",
            said(&app)
        );
        let ties = asked(&mut app, &mut kept).expect("stories are grouped anew");
        assert_eq!(ties.bond(article, story.articles[1]), Some(Bond::Apart));
        assert!(asked(&mut app, &mut kept).is_none(), "once");

        app.update(Action::Join);
        let Some(Layer::Joining(joining)) = app.layer() else {
            panic!("it asks to which story");
        };
        let other = joining.selected().expect("another story");
        let other = app.stock().stories()[other].clone();
        assert!(!other.articles.contains(&article));
        app.update(Action::Accept);
        assert!(said(&app).starts_with("joined to “"), "{}", said(&app));
        let ties = asked(&mut app, &mut kept).expect("stories are grouped anew");
        let first = *other.articles.last().expect("an article");
        assert_eq!(ties.bond(article, first), Some(Bond::Together));

        app.update(Action::Undo);
        assert!(said(&app).contains("where it was before"), "{}", said(&app));
        app.update(Action::Undo);
        assert!(said(&app).contains("back in its story"), "{}", said(&app));
        let ties = asked(&mut app, &mut kept).expect("stories are grouped anew");
        assert!(ties.is_empty());
    }

    #[test]
    fn an_article_alone_has_nothing_to_be_split_off() {
        let mut app = app();
        let stories = app.stock().stories();
        let alone = stories.iter().find(|story| story.articles.len() == 1);
        let alone = alone.expect("a story of one").articles[0];
        while app.open_id() != Some(alone) {
            app.update(Action::Down);
        }
        app.update(Action::Split);
        assert!(said(&app).contains("nothing to split"), "{}", said(&app));
        assert!(asked(&mut app, &mut 0).is_none());
    }
}
