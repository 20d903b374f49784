//! All state of the reader, and what each action makes of it: no I/O, no clock, no keys, no widgets.
//!
//! Whoever drives it has six doors: [`App::update`] for an action, [`App::insert`] for typed text,
//! [`App::receive`] for the outcome of a job, [`App::fit`] for the sizes of the panes,
//! [`App::seek`] for a search that is a job, and [`App::hand_out`] for what is to be kept of what was done.

use crate::action::{Action, Place};
use crate::library::state::Change;
use crate::library::ties::Ties;
use crate::version::Pages;
use cursor::Step;
use diff::Diff;
use find::{Find, Live};
use headlines::Headlines;
use hits::Search;
use keys::Keys;
use layer::Layer;
use marks::Marks;
use notice::Notice;
use reader::Reader;
use refreshing::Refresh;
use sources::Sources;
use stock::Stock;

pub use outside::{Doing, Effect, Fresh, Options, Outcome, Size, Sizes, Stage, Work};

mod answering;
pub mod compare;
mod comparing;
pub mod cursor;
pub mod diff;
#[cfg(test)]
pub(crate) mod example;
pub mod find;
mod finding;
pub mod grouping;
pub mod headlines;
pub mod help;
pub mod hints;
pub mod hits;
pub mod joining;
pub mod keys;
pub mod layer;
pub mod link;
mod marking;
pub mod marks;
mod moving;
pub mod notice;
mod outside;
pub mod page;
pub mod prompt;
pub mod reader;
mod receiving;
mod refreshing;
mod searching;
pub mod shelf;
pub mod sources;
pub mod stock;
mod tying;
pub mod versions;

/// A pane of the reading view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// The list of sources.
    Sources,
    /// The list of headlines.
    Headlines,
    /// The reading pane.
    Reader,
}

/// All state of the reader.
#[derive(Debug)]
pub struct App {
    stock: Stock,
    stage: Stage,
    marks: Marks,
    sources: Sources,
    headlines: Headlines,
    reader: Reader,
    diff: Diff,
    focus: Pane,
    find: Option<Find>,
    live: Option<Live>,
    search: Search,
    /// Tells the search being typed from earlier ones.
    asking: u64,
    layer: Option<Layer>,
    notice: Option<Notice>,
    /// The version that comparing would take, by name.
    rival: Option<String>,
    /// The ties by which the stories were grouped last.
    grouped_by: Ties,
    /// Getting the library, and getting it again.
    refresh: Refresh,
    /// Whether what is read are the samples.
    samples: bool,
    /// Whether the line about the samples is shown.
    tip: bool,
    /// Whether there is nothing but one comparison.
    alone: bool,
    keys: Keys,
    sizes: Sizes,
}

impl App {
    /// A reader whose library is still being loaded.
    pub fn new(options: Options) -> Self {
        Self {
            stock: Stock::default(),
            stage: Stage::Loading,
            marks: Marks::default(),
            sources: Sources::default(),
            headlines: Headlines::default(),
            reader: Reader::new(options.width, options.keys.first(Action::SetAside)),
            diff: Diff::default(),
            focus: Pane::Headlines,
            find: None,
            live: None,
            search: Search::default(),
            asking: 0,
            layer: None,
            notice: None,
            rival: None,
            grouped_by: Ties::default(),
            refresh: Refresh::under_way(),
            samples: options.samples,
            tip: options.samples,
            alone: false,
            keys: options.keys,
            sizes: Sizes::default(),
        }
    }

    /// A diff view of two pages and nothing else; leaving it quits.
    pub fn comparing(options: Options, pages: Pages) -> (Self, Effect) {
        let mut app = Self::new(options);
        app.stage = Stage::Ready;
        app.refresh = Refresh::default();
        app.alone = true;
        let effect = app.diff.request(pages);
        (app, effect)
    }

    /// Does what a person asks for, or says why not; what is to be done outside is returned.
    pub fn update(&mut self, action: Action) -> Option<Effect> {
        let effect = self.act(action);
        effect.or_else(|| self.take_held_back())
    }

    fn act(&mut self, action: Action) -> Option<Effect> {
        self.notice = None;
        match action {
            Action::Quit => return Some(Effect::Quit),
            Action::Suspend => return Some(Effect::Suspend),
            _ if self.layer.is_some() => return self.update_layer(action),
            _ if self.find.is_some() => {
                self.update_find(action);
                return None;
            }
            _ if self.search.asking.is_some() => return self.update_asking(action),
            _ => {}
        }
        if let Some(step) = step_of(action) {
            return self.step(step);
        }
        self.update_panes(action)
    }

    fn update_panes(&mut self, action: Action) -> Option<Effect> {
        match action {
            Action::In => self.go_in(),
            Action::Out => return self.go_out(),
            Action::Cancel => return self.cancel(),
            Action::Back => return self.go_back(),
            Action::NextPane => self.turn_to_pane(true),
            Action::PreviousPane => self.turn_to_pane(false),
            Action::Find => self.start_find(),
            Action::Search => self.start_search(),
            Action::Order => return self.change_order(),
            Action::NextMatch => return self.next_match(true),
            Action::PreviousMatch => return self.next_match(false),
            Action::NextArticle => return self.next_article(true, false),
            Action::PreviousArticle => return self.next_article(false, false),
            Action::NextUnread => return self.next_article(true, true),
            Action::PreviousUnread => return self.next_article(false, true),
            Action::ToggleRead => self.toggle_read(),
            Action::ToggleStar => self.toggle_star(),
            Action::MarkAllRead => self.ask_mark_all_read(),
            Action::Undo => self.undo(),
            Action::SetAside => self.toggle_aside(),
            Action::Wider => self.widen(true),
            Action::Narrower => self.widen(false),
            Action::Refresh => return self.refresh(),
            Action::Join => self.ask_join(),
            Action::Split => self.split(),
            Action::OpenLink => self.ask_open_link(),
            Action::CopyLink => return self.copy_link(),
            Action::Compare => return self.compare(),
            Action::CompareWith => self.choose_version(),
            Action::NextDivergence => self.jump(|view| view.next_divergence(true)),
            Action::PreviousDivergence => self.jump(|view| view.next_divergence(false)),
            Action::NextConflict => self.jump(|view| view.next_conflict(true)),
            Action::PreviousConflict => self.jump(|view| view.next_conflict(false)),
            Action::NextVersion => return self.next_version(true),
            Action::PreviousVersion => return self.next_version(false),
            Action::SwapSides => return self.swap_sides(),
            Action::Inline => self.change_diff(Diff::toggle_inline),
            Action::HideSame => self.hide_same(),
            Action::Help => self.open_help(),
            Action::Palette => self.open_palette(),
            Action::Problems => self.open_problems(),
            Action::Theme => return Some(Effect::NextTheme),
            _ => {}
        }
        None
    }

    /// Takes typed or pasted text; where nothing is typed, it is let go.
    pub fn insert(&mut self, text: &str) {
        self.notice = None;
        if self.layer.is_some() {
            self.insert_into_layer(text);
        } else if let Some(find) = &mut self.find {
            find.prompt.insert(text);
            self.narrow();
        } else if let (None, Some(asking)) = (&self.layer, &mut self.search.asking) {
            asking.prompt.insert(text);
        }
    }

    /// The search for headlines that is to be done elsewhere, once for each.
    pub fn seek(&mut self) -> Option<Effect> {
        let awaited = self.find.as_mut()?.awaited.as_mut()?;
        let begins = !std::mem::replace(&mut awaited.begun, true);
        begins.then(|| Effect::Find {
            ticket: self.asking,
            headlines: self.stock.headlines().clone(),
            asked: awaited.asked.clone(),
        })
    }

    /// What the person did since this was last asked, to be kept.
    pub fn hand_out(&mut self) -> Vec<Change> {
        self.marks.hand_out()
    }

    /// Takes the sizes of the panes; text is wrapped here, never while drawing.
    pub fn fit(&mut self, sizes: Sizes) {
        self.sizes = sizes;
        self.sources.fit(sizes.sources.height);
        self.headlines.fit(sizes.headlines, &self.stock);
        self.reader.fit(sizes.reader, &self.stock);
        self.diff.fit(sizes.diff);
        self.fit_layer();
    }

    /// Where a key is pressed now.
    pub fn place(&self) -> Place {
        match (&self.layer, &self.find, self.diff.view(), self.focus) {
            (Some(layer), ..) => layer.place(),
            (_, Some(_), ..) => Place::Prompt,
            _ if self.search.asking.is_some() => Place::Prompt,
            (_, _, Some(_), _) => Place::Diff,
            (.., Pane::Sources) => Place::Sources,
            (.., Pane::Headlines) => Place::Headlines,
            (.., Pane::Reader) => Place::Reader,
        }
    }

    /// What is at hand.
    pub fn stock(&self) -> &Stock {
        &self.stock
    }

    /// How far getting it has come.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// How far the work on it has come that is going on; none where none is.
    pub fn work(&self) -> Option<Work> {
        self.refresh.work()
    }

    /// What was read and starred.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// The source list.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The list of headlines.
    pub fn headlines(&self) -> &Headlines {
        &self.headlines
    }

    /// The reading pane.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The diff view.
    pub fn diff(&self) -> &Diff {
        &self.diff
    }

    /// The pane in focus.
    pub fn focus(&self) -> Pane {
        self.focus
    }

    /// The search being typed.
    pub fn find(&self) -> Option<&Find> {
        self.find.as_ref()
    }

    /// The search whose matches are shown.
    pub fn live(&self) -> Option<&Live> {
        self.live.as_ref()
    }

    /// The search of the texts.
    pub fn search(&self) -> &Search {
        &self.search
    }

    /// What lies over the panes.
    pub fn layer(&self) -> Option<&Layer> {
        self.layer.as_ref()
    }

    /// What is to be said.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Whether the line about the samples is shown.
    pub fn shows_tip(&self) -> bool {
        self.tip
    }

    /// Whether there is nothing but one comparison.
    pub fn is_alone(&self) -> bool {
        self.alone
    }

    /// The keys, for hints and help.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::said(text));
    }
}

/// The motion that an action stands for.
fn step_of(action: Action) -> Option<Step> {
    Some(match action {
        Action::Down => Step::Rows(1),
        Action::Up => Step::Rows(-1),
        Action::HalfPageDown => Step::HalfPages(1),
        Action::HalfPageUp => Step::HalfPages(-1),
        Action::PageDown => Step::Pages(1),
        Action::PageUp => Step::Pages(-1),
        Action::Top => Step::Top,
        Action::Bottom => Step::Bottom,
        _ => return None,
    })
}
