//! Getting the library again: when a person asks for it, and when another program has stored texts.
//!
//! One job on the library is under way at a time. What it brings is not taken in while something is being
//! typed or chosen from what was there before.

use super::notice::count;
use super::stock::Stock;
use super::{App, Doing, Effect, Fresh, Stage, Work};
use crate::library::Catalogue;

/// What is under way with the library, and what waits for it.
#[derive(Debug, Default)]
pub(super) struct Refresh {
    /// How far the job has come that is under way.
    work: Option<Work>,
    /// Whether a person has asked for it.
    asked: bool,
    /// Whether a person has asked for one that could not begin yet.
    wanted: bool,
    /// Whether texts were stored since the library was got last.
    stored: bool,
    /// What the job has brought, until it can be taken in.
    held_back: Option<Box<Fresh>>,
}

impl Refresh {
    /// The library is being read.
    pub(super) fn under_way() -> Self {
        Self {
            work: Some(begun(Doing::Reading)),
            ..Self::default()
        }
    }

    /// How far the job has come that is under way; none where it waits to be taken in.
    pub(super) fn work(&self) -> Option<Work> {
        self.work.filter(|_| self.held_back.is_none())
    }

    /// Whether a job is under way, or has brought what is not taken in yet.
    pub(super) fn is_under_way(&self) -> bool {
        self.work.is_some()
    }

    /// Begins a job.
    pub(super) fn begin(&mut self, doing: Doing) {
        self.work = Some(begun(doing));
    }

    /// Takes in how far it has come, should it still be under way.
    pub(super) fn has_come(&mut self, work: Work) {
        if self.work.is_some() && self.held_back.is_none() {
            self.work = Some(work);
        }
    }
}

fn begun(doing: Doing) -> Work {
    Work {
        doing,
        done: 0,
        of: 0,
    }
}

impl App {
    /// Has the folders of the library read again, or says why not.
    pub(super) fn refresh(&mut self) -> Option<Effect> {
        let why_not = match self.stage {
            _ if self.alone => Some("the files of a comparison are not read again"),
            _ if self.samples => Some("these are samples: there is no folder to read again"),
            Stage::Loading => Some("the library is being read"),
            _ if self.refresh.asked => Some("it is being read again"),
            _ => None,
        };
        if let Some(why) = why_not {
            self.say(why);
            return None;
        }
        self.refresh.wanted = true;
        self.refresh_if_wanted()
    }

    /// Has the folders read again if a person has asked for it, once nothing else is under way.
    fn refresh_if_wanted(&mut self) -> Option<Effect> {
        let is_due = self.refresh.wanted && !self.refresh.is_under_way();
        is_due.then(|| {
            self.refresh.begin(Doing::Reading);
            (self.refresh.asked, self.refresh.wanted) = (true, false);
            self.refresh.stored = false;
            let ties = self.marks.ties().clone();
            Effect::Refresh { ties }
        })
    }

    /// Notes that texts were stored; takes them in as soon as that can be done.
    pub(super) fn heed_stored(&mut self) -> Option<Effect> {
        self.refresh.stored = !self.alone && !self.samples;
        self.take_in_stored()
    }

    fn take_in_stored(&mut self) -> Option<Effect> {
        let is_due = self.refresh.stored && !self.refresh.is_under_way();
        (is_due && self.stage == Stage::Ready).then(|| {
            self.refresh.begin(Doing::Grouping);
            self.refresh.stored = false;
            let ties = self.marks.ties().clone();
            Effect::TakeIn { ties }
        })
    }

    /// The job that was under way is done; gives the next.
    pub(super) fn done_with_library(&mut self) -> Option<Effect> {
        self.refresh.work = None;
        self.refresh.asked = false;
        let next = self.regroup_kept().or_else(|| self.refresh_if_wanted());
        next.or_else(|| self.take_in_stored())
    }

    /// Takes in the library as it is now, unless something is being typed or chosen.
    pub(super) fn take_refreshed(&mut self, fresh: Option<Box<Fresh>>) -> Option<Effect> {
        if let Some(fresh) = fresh {
            self.refresh.held_back = Some(fresh);
            return self.take_held_back();
        }
        if self.refresh.asked {
            self.say("read again: nothing is new");
        }
        self.done_with_library()
    }

    /// Takes in what was held back, once nothing is being typed or chosen any more.
    pub(super) fn take_held_back(&mut self) -> Option<Effect> {
        let is_amid = self.layer.is_some() || self.find.is_some() || self.search.asking.is_some();
        let fresh = self.refresh.held_back.take_if(|_| !is_amid)?;
        let Fresh {
            holding,
            headlines,
            grouping,
            ties,
        } = *fresh;
        let news = News::between(self.stock.catalogue(), &holding.catalogue);
        let mut stock = Stock::new(holding, headlines);
        stock.group(grouping);
        self.grouped_by = ties;
        self.replace_stock(stock, true);
        match (self.refresh.asked, news.says()) {
            (true, Some(says)) => self.say(format!("read again: {says}")),
            (true, None) => self.say("read again: nothing is new"),
            (false, Some(says)) => self.say(says),
            (false, None) => {}
        }
        self.done_with_library()
    }
}

/// What one catalogue has that an earlier one has not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct News {
    /// Articles that were not there.
    new: usize,
    /// Articles with more revisions than before.
    changed: usize,
    /// Articles whose files are gone, or that are not meant any more.
    gone: usize,
}

impl News {
    fn between(before: &Catalogue, now: &Catalogue) -> Self {
        let mut news = Self::default();
        let mut still = 0;
        for entry in now.entries() {
            let Some(earlier) = before.get(entry.id()) else {
                news.new += 1;
                continue;
            };
            still += 1;
            news.changed += usize::from(entry.revisions() > earlier.revisions());
            news.gone += usize::from(entry.gone() && !earlier.gone());
        }
        news.gone += before.len() - still;
        news
    }

    /// `2 new articles, 1 changed`; none where there is nothing to tell.
    fn says(self) -> Option<String> {
        let mut parts = Vec::new();
        if self.new > 0 {
            parts.push(count(self.new, "new article", "new articles"));
        }
        for (figure, what) in [(self.changed, "changed"), (self.gone, "gone")] {
            if figure > 0 {
                let figure = count(figure, what, what);
                parts.push(figure);
            }
        }
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}
