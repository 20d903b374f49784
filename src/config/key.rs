//! One key press and its notation, `j`, `<c-d>`, `<enter>`: the same in key tables, help and tests.

use std::fmt;

/// The key itself, without modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A key that types a character.
    Char(char),
    /// A key that bears a name.
    Named(Named),
    /// A function key, from 1.
    Function(u8),
}

/// Keys that bear a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Named {
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tabulator.
    Tab,
    /// Tabulator with Shift.
    BackTab,
    /// Deletes to the left.
    Backspace,
    /// Deletes to the right.
    Delete,
    /// Inserts.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// To the beginning.
    Home,
    /// To the end.
    End,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
}

/// Each named key: how it is written in tables, and how it is shown to a person.
const NAMES: [(Named, &str, &str); 15] = [
    (Named::Enter, "enter", "Enter"),
    (Named::Esc, "esc", "Esc"),
    (Named::Tab, "tab", "Tab"),
    (Named::BackTab, "s-tab", "Shift-Tab"),
    (Named::Backspace, "backspace", "Backspace"),
    (Named::Delete, "delete", "Delete"),
    (Named::Insert, "insert", "Insert"),
    (Named::Up, "up", "↑"),
    (Named::Down, "down", "↓"),
    (Named::Left, "left", "←"),
    (Named::Right, "right", "→"),
    (Named::Home, "home", "Home"),
    (Named::End, "end", "End"),
    (Named::PageUp, "pageup", "PgUp"),
    (Named::PageDown, "pagedown", "PgDn"),
];

/// One key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The key.
    pub code: Code,
    /// Whether Control is held.
    pub control: bool,
    /// Whether Alt is held.
    pub alt: bool,
}

impl Key {
    /// The key of `code` alone.
    pub fn plain(code: Code) -> Self {
        Self {
            code,
            control: false,
            alt: false,
        }
    }

    /// The character it types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(letter) if !self.control && !self.alt => Some(letter),
            _ => None,
        }
    }

    /// How plain a key is, to name one of several: Enter and Escape, letters without Shift, other
    /// keys, chords.
    pub fn rank(self) -> u8 {
        match self.code {
            _ if self.control || self.alt => 3,
            Code::Named(Named::Enter | Named::Esc) => 0,
            Code::Char(letter) if letter != ' ' && !letter.is_uppercase() => 1,
            _ => 2,
        }
    }

    /// Reads the keys of `script`, parted by spaces or not: `gg`, `] c`, `j j <c-d>`.
    ///
    /// # Errors
    ///
    /// Says which `<name>` is no key.
    pub fn parse(script: &str) -> Result<Vec<Self>, String> {
        let mut keys = Vec::new();
        let mut rest = script.trim_start();
        while let Some(first) = rest.chars().next() {
            let name = rest
                .strip_prefix('<')
                .and_then(|tail| tail.split_once('>'))
                .filter(|(name, _)| !name.is_empty() && !name.contains(' '));
            if let Some((name, tail)) = name {
                keys.push(Self::named(name).ok_or_else(|| format!("<{name}> is no key"))?);
                rest = tail.trim_start();
            } else {
                keys.push(Self::plain(Code::Char(first)));
                rest = rest[first.len_utf8()..].trim_start();
            }
        }
        Ok(keys)
    }

    fn named(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        if let Some(&(named, ..)) = NAMES.iter().find(|(_, written, _)| *written == name) {
            return Some(Self::plain(Code::Named(named)));
        }
        if let Some((modifier, rest)) = name.split_once('-') {
            let mut key = Self::named(rest).or_else(|| Self::single(rest))?;
            match modifier {
                "c" => key.control = true,
                "a" => key.alt = true,
                _ => return None,
            }
            return Some(key);
        }
        match name.as_str() {
            "space" => Some(Self::plain(Code::Char(' '))),
            "lt" => Some(Self::plain(Code::Char('<'))),
            "gt" => Some(Self::plain(Code::Char('>'))),
            _ => {
                let number = name.strip_prefix('f')?.parse().ok()?;
                (1..=24)
                    .contains(&number)
                    .then(|| Self::plain(Code::Function(number)))
            }
        }
    }

    fn single(text: &str) -> Option<Self> {
        let mut letters = text.chars();
        let letter = letters.next()?;
        letters
            .next()
            .is_none()
            .then(|| Self::plain(Code::Char(letter)))
    }

    /// The notation of a whole sequence for a person: `gg`, `]c`, `Ctrl-d`.
    pub fn show(keys: &[Self]) -> String {
        let single = |key: &Self| key.typed().is_some_and(|letter| letter != ' ');
        let parts: Vec<String> = keys.iter().map(Self::to_string).collect();
        parts.join(if keys.iter().all(single) { "" } else { " " })
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.control {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        match self.code {
            Code::Char(' ') => f.write_str("Space"),
            Code::Char(letter) => write!(f, "{letter}"),
            Code::Function(number) => write!(f, "F{number}"),
            Code::Named(named) => {
                let shown = NAMES.iter().find(|(name, ..)| *name == named);
                f.write_str(shown.expect("every named key stands in the table").2)
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[track_caller]
    fn check(script: &str, shown: &str) {
        assert_eq!(Key::show(&Key::parse(script).unwrap()), shown, "{script}");
    }

    #[test]
    fn sequences_are_read_with_and_without_spaces() {
        check("g g", "gg");
        check("]c", "]c");
        check("<c-d>", "Ctrl-d");
        check("<space>", "Space");
        check("<lt>", "<");
        check("<", "<");
        check(">", ">");
        check("<a-x> <f5>", "Alt-x F5");
        check("j <enter> ü", "j Enter ü");
        check("<s-tab><esc>", "Shift-Tab Esc");
    }

    #[test]
    fn an_unknown_name_is_an_error_that_says_which() {
        assert_eq!(Key::parse("j <entre>"), Err("<entre> is no key".to_owned()));
        assert!(Key::parse("<f99>").is_err());
        assert!(Key::parse("<x-j>").is_err());
    }

    #[test]
    fn every_named_key_is_read_back() {
        for (named, written, _) in NAMES {
            let keys = Key::parse(&format!("<{written}>")).unwrap();
            assert_eq!(keys, [Key::plain(Code::Named(named))]);
        }
    }
}
