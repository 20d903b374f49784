//! Which keys matter here, for the line at the foot: the most important first.

use super::layer::Layer;
use super::{App, Pane};
use crate::action::{Action, Place};
use crate::search::answer::Order;

/// A key and what it does here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The key, written for a person.
    pub key: String,
    /// What it does here.
    pub label: String,
}

impl App {
    /// The keys that matter here, the most important first.
    pub fn hints(&self) -> Vec<Hint> {
        let labels: &[(Action, &str)] = match self.place() {
            Place::Page => &[
                (Action::Down, "down"),
                (Action::PageDown, "page"),
                (Action::Cancel, "back"),
            ],
            Place::Menu => &[(Action::Accept, "compare"), (Action::Cancel, "back")],
            Place::Prompt if self.search.asking.is_some() => {
                &[(Action::Accept, "search"), (Action::Cancel, "back")]
            }
            Place::Prompt if matches!(self.layer, Some(Layer::Joining(_))) => &[
                (Action::Accept, "join"),
                (Action::Down, "next"),
                (Action::Up, "previous"),
                (Action::Cancel, "back"),
            ],
            Place::Prompt => &[
                (Action::Accept, "go there"),
                (Action::Down, "next"),
                (Action::Up, "previous"),
                (Action::Cancel, "back"),
            ],
            Place::Question => &[(Action::Yes, "yes"), (Action::No, "no")],
            Place::Diff => &[
                (Action::Help, "help"),
                (Action::NextDivergence, "next"),
                (Action::NextConflict, "conflict"),
                (Action::SwapSides, "swap"),
                (Action::Inline, "inline"),
                (Action::HideSame, "hide same"),
                (Action::NextVersion, "other version"),
                (Action::Back, "back"),
            ],
            Place::Sources | Place::Headlines | Place::Reader => {
                return self.written(&self.reading_hints());
            }
        };
        self.written(labels)
    }

    fn reading_hints(&self) -> Vec<(Action, &str)> {
        let mut hints = vec![(Action::Help, "help")];
        if self.focus != Pane::Reader {
            hints.push((Action::In, "open"));
        }
        if let Some(hits) = &self.search.hits {
            let other = match hits.order {
                Order::Best => "newest first",
                Order::Newest => "best first",
            };
            hints.extend([(Action::NextMatch, "next hit"), (Action::Order, other)]);
        }
        if self.rival.is_some() {
            hints.push((Action::Compare, ""));
        }
        hints.extend([
            (Action::Find, "find"),
            (Action::NextUnread, "next unread"),
            (Action::Search, "search"),
            (Action::ToggleStar, "star"),
            (Action::NextPane, "pane"),
            (Action::Palette, "all actions"),
        ]);
        let back = if self.focus == Pane::Reader || self.search.hits.is_some() {
            "back"
        } else {
            "quit"
        };
        hints.push((Action::Back, back));
        hints
    }

    fn written(&self, labels: &[(Action, &str)]) -> Vec<Hint> {
        let hint = |&(action, label): &(Action, &str)| {
            let key = self.keys.at(action, self.place())?.to_owned();
            let label = match (action, &self.rival) {
                (Action::Compare, Some(rival)) => format!("compare with {rival}"),
                _ => label.to_owned(),
            };
            Some(Hint { key, label })
        };
        labels.iter().filter_map(hint).collect()
    }
}
