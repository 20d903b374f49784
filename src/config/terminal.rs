//! What the terminal can show, by what its environment says.

use std::env;

/// How many colours a terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None.
    None,
    /// The sixteen that have names.
    Sixteen,
    /// 256 or more.
    Indexed,
}

/// Whether the terminal's own background is dark or light.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Background {
    /// Light text on dark.
    Dark,
    /// Dark text on light.
    Light,
}

/// What is known of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    /// How many colours it shows.
    pub depth: Depth,
    /// Its background, where it says.
    pub background: Option<Background>,
}

impl Terminal {
    /// The terminal that the environment names; `color` says whether colour is wanted at all.
    pub fn from_environment(color: bool) -> Self {
        let variable = |name| env::var(name).unwrap_or_default();
        let depth = depth(&variable("TERM"), &variable("COLORTERM"));
        Self {
            depth: if color { depth } else { Depth::None },
            background: background(&variable("COLORFGBG")),
        }
    }
}

/// The colours that `TERM` and `COLORTERM` promise, and no more.
fn depth(term: &str, colorterm: &str) -> Depth {
    let promises = |names: &[&str]| names.iter().any(|name| term.contains(name));
    match colorterm {
        "truecolor" | "24bit" | "256color" => Depth::Indexed,
        _ if term == "dumb" || promises(&["vt100", "vt220", "-m", "mono"]) => Depth::None,
        _ if promises(&[
            "256",
            "direct",
            "truecolor",
            "kitty",
            "ghostty",
            "alacritty",
        ]) =>
        {
            Depth::Indexed
        }
        _ => Depth::Sixteen,
    }
}

/// Reads `COLORFGBG`, "foreground;background" in the sixteen colours, as some terminals set it.
fn background(colorfgbg: &str) -> Option<Background> {
    let index: u8 = colorfgbg.rsplit(';').next()?.parse().ok()?;
    match index {
        0..=6 | 8 => Some(Background::Dark),
        7 | 9..=15 => Some(Background::Light),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(term: &str, colorterm: &str, expected: Depth) {
        assert_eq!(depth(term, colorterm), expected, "{term} {colorterm}");
    }

    #[test]
    fn colours_are_as_many_as_the_environment_says() {
        check("xterm-256color", "", Depth::Indexed);
        check("xterm", "truecolor", Depth::Indexed);
        check("xterm", "", Depth::Sixteen);
        check("linux", "", Depth::Sixteen);
        check("screen", "", Depth::Sixteen);
        check("vt100", "", Depth::None);
        check("xterm-mono", "", Depth::None);
        check("dumb", "", Depth::None);
    }

    #[test]
    fn the_background_is_known_where_the_terminal_says() {
        assert_eq!(background("15;0"), Some(Background::Dark));
        assert_eq!(background("0;default;15"), Some(Background::Light));
        assert_eq!(background(""), None);
        assert_eq!(background("15;default"), None);
    }
}
