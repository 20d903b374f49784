//! Which key does what where: the tables of `assets/keymap.toml`, the person's `[keys]` over them.

use std::collections::BTreeMap;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::key::Key;
use crate::action::{Action, Place};

/// The default keys, in the format of the person's own.
const DEFAULT: &str = include_str!("../../assets/keymap.toml");

/// One table of keys; `false` takes a default key away.
type Written = BTreeMap<String, Binding>;

/// What a table says of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Binding {
    Run(Action),
    Unbound,
}

impl<'de> Deserialize<'de> for Binding {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match toml::Value::deserialize(deserializer)? {
            toml::Value::Boolean(false) => Ok(Self::Unbound),
            value => Action::deserialize(value)
                .map(Self::Run)
                .map_err(|why| D::Error::custom(why.message())),
        }
    }
}

/// The key tables as a file gives them, by place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Tables {
    always: Written,
    motion: Written,
    panes: Written,
    sources: Written,
    headlines: Written,
    reader: Written,
    diff: Written,
    page: Written,
    menu: Written,
    prompt: Written,
    question: Written,
}

/// A table with its name, the layers of which make up a [`Keymap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Table {
    Always,
    Motion,
    Panes,
    Sources,
    Headlines,
    Reader,
    Diff,
    Page,
    Menu,
    Prompt,
    Question,
}

impl Table {
    /// The tables that hold at `place`, the first to know a key wins.
    fn at(place: Place) -> &'static [Self] {
        match place {
            Place::Sources => &[Self::Sources, Self::Panes, Self::Motion, Self::Always],
            Place::Headlines => &[Self::Headlines, Self::Panes, Self::Motion, Self::Always],
            Place::Reader => &[Self::Reader, Self::Panes, Self::Motion, Self::Always],
            Place::Diff => &[Self::Diff, Self::Panes, Self::Motion, Self::Always],
            Place::Page => &[Self::Page, Self::Motion, Self::Always],
            Place::Menu => &[Self::Menu, Self::Motion, Self::Always],
            Place::Prompt => &[Self::Prompt, Self::Always],
            Place::Question => &[Self::Question, Self::Always],
        }
    }
}

/// What pressing some keys means so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// They are bound to this.
    Run(Action),
    /// They begin a longer sequence.
    Pending,
    /// They mean nothing here.
    Unbound,
}

/// Every key sequence with its action, by table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    tables: BTreeMap<Table, BTreeMap<Vec<Key>, Action>>,
}

impl Default for Keymap {
    fn default() -> Self {
        let tables = toml::from_str(DEFAULT).expect("assets/keymap.toml is parsed by a test");
        let mut keymap = Self {
            tables: BTreeMap::new(),
        };
        keymap
            .merge(&tables)
            .expect("assets/keymap.toml is parsed by a test");
        keymap
    }
}

impl Keymap {
    /// The default keys with the person's own over them.
    ///
    /// # Errors
    ///
    /// Names the key that is none, or that hides a longer sequence.
    pub fn with(own: &Tables) -> Result<Self, String> {
        let mut keymap = Self::default();
        keymap.merge(own)?;
        Ok(keymap)
    }

    fn merge(&mut self, own: &Tables) -> Result<(), String> {
        for (table, written) in own.named() {
            let bound = self.tables.entry(table).or_default();
            for (script, binding) in written {
                let keys = Key::parse(script)?;
                if keys.is_empty() {
                    return Err("an empty key is no key".to_owned());
                }
                match binding {
                    Binding::Run(action) => bound.insert(keys, *action),
                    Binding::Unbound => bound.remove(&keys),
                };
            }
            reachable(bound)?;
        }
        Ok(())
    }

    /// What `keys`, pressed at `place`, mean so far.
    pub fn lookup(&self, place: Place, keys: &[Key]) -> Lookup {
        let mut pending = false;
        for bound in Table::at(place).iter().filter_map(|t| self.tables.get(t)) {
            if let Some(action) = bound.get(keys) {
                return if pending {
                    Lookup::Pending
                } else {
                    Lookup::Run(*action)
                };
            }
            let longer = bound.range(keys.to_vec()..).next();
            pending |= longer.is_some_and(|(sequence, _)| sequence.starts_with(keys));
        }
        if pending {
            Lookup::Pending
        } else {
            Lookup::Unbound
        }
    }

    /// The sequences that run `action` at `place`, or anywhere, written for a person: the shortest
    /// first, of those the plainest.
    pub fn keys_of(&self, action: Action, place: Option<Place>) -> Vec<String> {
        let tables: Vec<Table> = match place {
            Some(place) => Table::at(place).to_vec(),
            None => self.tables.keys().copied().collect(),
        };
        let bound = tables
            .iter()
            .filter_map(|table| self.tables.get(table))
            .flatten();
        let runs = |keys: &&Vec<Key>| {
            place.is_none_or(|place| self.lookup(place, keys) == Lookup::Run(action))
        };
        let mut keys: Vec<&Vec<Key>> = bound
            .filter(|(_, bound)| **bound == action)
            .map(|(keys, _)| keys)
            .filter(runs)
            .collect();
        keys.sort_by_key(|keys| (keys.len(), keys.iter().map(|key| key.rank()).max(), *keys));
        keys.dedup();
        keys.into_iter().map(|keys| Key::show(keys)).collect()
    }
}

impl Tables {
    fn named(&self) -> [(Table, &Written); 11] {
        [
            (Table::Always, &self.always),
            (Table::Motion, &self.motion),
            (Table::Panes, &self.panes),
            (Table::Sources, &self.sources),
            (Table::Headlines, &self.headlines),
            (Table::Reader, &self.reader),
            (Table::Diff, &self.diff),
            (Table::Page, &self.page),
            (Table::Menu, &self.menu),
            (Table::Prompt, &self.prompt),
            (Table::Question, &self.question),
        ]
    }
}

/// Refuses a table in which one key hides a longer sequence that begins with it.
fn reachable(bound: &BTreeMap<Vec<Key>, Action>) -> Result<(), String> {
    let hidden = bound
        .keys()
        .zip(bound.keys().skip(1))
        .find(|(short, long)| long.starts_with(short));
    hidden.map_or(Ok(()), |(short, long)| {
        let (short, long) = (Key::show(short), Key::show(long));
        Err(format!(
            "`{short}` hides `{long}`; set one of them to false"
        ))
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[track_caller]
    fn check(place: Place, script: &str, expected: Lookup) {
        let keys = Key::parse(script).unwrap();
        let found = Keymap::default().lookup(place, &keys);
        assert_eq!(found, expected, "{script} at {place:?}");
    }

    #[test]
    fn a_sequence_is_pending_until_its_last_key() {
        check(Place::Headlines, "g", Lookup::Pending);
        check(Place::Headlines, "gg", Lookup::Run(Action::Top));
        check(Place::Headlines, "gx", Lookup::Unbound);
        check(Place::Diff, "]c", Lookup::Run(Action::NextDivergence));
    }

    #[test]
    fn what_a_key_does_may_depend_on_the_place() {
        check(Place::Headlines, "n", Lookup::Run(Action::NextMatch));
        check(Place::Diff, "n", Lookup::Run(Action::NextDivergence));
        check(Place::Prompt, "n", Lookup::Unbound);
        check(Place::Prompt, "<c-c>", Lookup::Run(Action::Quit));
        check(Place::Question, "y", Lookup::Run(Action::Yes));
        check(Place::Question, "<enter>", Lookup::Run(Action::Yes));
        check(Place::Reader, "y", Lookup::Run(Action::CopyLink));
    }

    #[test]
    fn every_action_is_bound_to_a_key() {
        let keymap = Keymap::default();
        for &action in Action::ALL {
            assert!(!keymap.keys_of(action, None).is_empty(), "{action:?}");
        }
    }

    #[test]
    fn own_keys_go_over_the_defaults_and_false_takes_one_away() {
        let own = toml::from_str("[panes]\n\"<c-j>\" = \"find\"\n\"/\" = false").unwrap();
        let keymap = Keymap::with(&own).unwrap();
        assert_eq!(keymap.keys_of(Action::Find, None), ["Ctrl-j"]);
    }

    #[test]
    fn a_key_that_hides_a_longer_one_is_refused() {
        let own = toml::from_str("[panes]\n\"]\" = \"find\"").unwrap();
        let why = Keymap::with(&own).unwrap_err();
        assert!(why.contains("`]` hides `]"), "{why}");
    }

    #[test]
    fn an_unknown_action_or_key_is_refused() {
        assert!(toml::from_str::<Tables>("[panes]\n\"x\" = \"fly\"").is_err());
        let own = toml::from_str("[panes]\n\"<nokey>\" = \"find\"").unwrap();
        assert_eq!(Keymap::with(&own).unwrap_err(), "<nokey> is no key");
    }
}
