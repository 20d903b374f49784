//! Opening comparisons, and what the diff view asks of the rest.

use super::compare::CompareView;
use super::diff::Diff;
use super::layer::{Layer, Menu};
use super::{App, Effect, Stage, versions};
use crate::action::Action;
use crate::version::{Page, Version};

impl App {
    /// The version that would stand on the left: the one being compared, else the one being read; of
    /// a story the first of its versions.
    pub(super) fn left(&self) -> Option<Version> {
        use super::shelf::Row;
        if let Some((left, _)) = self.diff.versions() {
            return Some(left);
        }
        let article = match self.reader.open()? {
            Row::Story(index) => self
                .stock
                .get(*self.stock.stories()[index].articles.first()?),
            Row::Version(row) | Row::Article(row) => Some(self.stock.entry(row)),
        };
        article.map(versions::newest)
    }

    /// What can be compared with the version on the left, or why nothing can.
    fn rivals(&self) -> Result<(Version, Vec<Version>), &'static str> {
        if self.alone {
            return Err("there are only these two");
        }
        let left = self.left().ok_or("no article is selected")?;
        let rivals = versions::others(left, &self.stock);
        match self.stage {
            _ if !rivals.is_empty() => Ok((left, rivals)),
            Stage::Ready => Err("no other version of this article is at hand"),
            _ => Err("the stories are still being grouped"),
        }
    }

    pub(super) fn compare(&mut self) -> Option<Effect> {
        if self.diff.view().is_some() {
            let key = self.keys.first(Action::NextVersion);
            self.say(format!(
                "this is the comparison · {key} takes another version"
            ));
            return None;
        }
        match self.rivals() {
            Ok((left, rivals)) => self.open_comparison(left, rivals[0]),
            Err(why) => {
                self.say(why);
                None
            }
        }
    }

    pub(super) fn choose_version(&mut self) {
        match self.rivals() {
            Ok((left, rivals)) => {
                let line = |&version: &Version| (version, versions::line(version, &self.stock));
                let versions = rivals.iter().map(line).collect();
                self.open_layer(Layer::Versions(Menu::new(left, versions)));
            }
            Err(why) => self.say(why),
        }
    }

    /// Asks for the comparison of two versions.
    pub(super) fn open_comparison(&mut self, left: Version, right: Version) -> Option<Effect> {
        let page = |version: Version| {
            let article = self.stock.article(version.article)?;
            Some(Page::new(&article, version.revision))
        };
        let (left, right) = (page(left)?, page(right)?);
        self.say(format!("comparing {} with {} …", left.source, right.source));
        Some(self.diff.request(left, right))
    }

    /// Takes the next version on the right side, round and round.
    pub(super) fn next_version(&mut self, forward: bool) -> Option<Effect> {
        let Some((left, right)) = self.diff.versions() else {
            self.say_no_comparison();
            return None;
        };
        let rivals = match self.rivals() {
            Ok((_, rivals)) if rivals.len() > 1 => rivals,
            Ok(_) => {
                self.say("there is no third version");
                return None;
            }
            Err(why) => {
                self.say(why);
                return None;
            }
        };
        let at = rivals
            .iter()
            .position(|version| *version == right)
            .unwrap_or(0);
        let by = if forward { 1 } else { rivals.len() - 1 };
        self.open_comparison(left, rivals[(at + by) % rivals.len()])
    }

    pub(super) fn swap_sides(&mut self) -> Option<Effect> {
        let Some(view) = self.diff.view() else {
            self.say_no_comparison();
            return None;
        };
        let compared = view.compared();
        let (left, right) = (compared.right.clone(), compared.left.clone());
        Some(self.diff.request(left, right))
    }

    /// Jumps in the diff view, or says why it does not.
    pub(super) fn jump(&mut self, jump: impl Fn(&mut CompareView) -> Result<(), &'static str>) {
        match self.diff.view_mut().map(jump) {
            Some(Ok(())) => {}
            Some(Err(why)) => self.say(why),
            None => self.say_no_comparison(),
        }
    }

    /// Changes how the diff view is shown.
    pub(super) fn change_diff(&mut self, change: impl Fn(&mut Diff)) {
        if self.diff.view().is_some() {
            change(&mut self.diff);
        } else {
            self.say_no_comparison();
        }
    }

    /// Hides or shows what is the same, and says so where nothing is.
    pub(super) fn hide_same(&mut self) {
        self.change_diff(Diff::toggle_same);
        let compared = self.diff.view().map(CompareView::compared);
        if compared.is_some_and(|compared| compared.comparison.summary.same == 0) {
            self.say("no row is the same on both sides: nothing to hide");
        }
    }

    fn say_no_comparison(&mut self) {
        let key = self.keys.first(Action::Compare);
        self.say(format!("no comparison is open · {key} opens one"));
    }
}
