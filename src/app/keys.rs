//! Which keys the person has for each action, as words for hints, help and messages.

use std::collections::HashMap;

use crate::action::{Action, Place};

/// The keys of each action, the shortest first, in all and at each place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    all: HashMap<Action, Vec<String>>,
    at: HashMap<(Place, Action), String>,
}

impl Keys {
    /// Takes the keys of each action, at a place or at all, from `keys_of`.
    pub fn new(keys_of: impl Fn(Action, Option<Place>) -> Vec<String>) -> Self {
        let mut keys = Self::default();
        for &action in Action::ALL {
            keys.all.insert(action, keys_of(action, None));
            for place in Place::ALL {
                if let Some(first) = keys_of(action, Some(place)).into_iter().next() {
                    keys.at.insert((place, action), first);
                }
            }
        }
        keys
    }

    /// All keys of an action.
    pub fn all(&self, action: Action) -> &[String] {
        self.all.get(&action).map_or(&[], Vec::as_slice)
    }

    /// The first key of an action; empty where it has none.
    pub fn first(&self, action: Action) -> &str {
        self.all(action).first().map_or("", String::as_str)
    }

    /// The first key of an action at `place`; none where it has none there.
    pub fn at(&self, action: Action, place: Place) -> Option<&str> {
        self.at.get(&(place, action)).map(String::as_str)
    }
}
