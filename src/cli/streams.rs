//! Where input comes from and output goes to: a terminal or not, how wide, with colour or without.

use std::env;
use std::io::{self, IsTerminal};

use super::arguments::ColorChoice;

/// Columns where neither the person nor a terminal says how many.
const USUAL_WIDTH: u16 = 80;

/// The standard streams and what the environment says of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Streams {
    /// Whether standard input is a terminal.
    input: bool,
    /// Columns of the terminal that standard output goes to; none where it goes elsewhere.
    output: Option<u16>,
    /// Whether the terminal can move its cursor: TERM is set and not `dumb`.
    pub capable: bool,
    /// Whether the person wants no colour anywhere.
    no_color: bool,
}

impl Streams {
    /// Asks the streams and the environment.
    pub fn ask() -> Self {
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        let columns = || match crossterm::terminal::size() {
            Ok((columns @ 1.., _)) => columns,
            _ => USUAL_WIDTH,
        };
        Self {
            input: io::stdin().is_terminal(),
            output: io::stdout().is_terminal().then(columns),
            capable: cfg!(windows) || set("TERM").is_some_and(|term| term != "dumb"),
            no_color: set("NO_COLOR").is_some(),
        }
    }

    /// Whether a person sits at both ends.
    pub fn interactive(&self) -> bool {
        self.input && self.output.is_some()
    }

    /// Whether to use colour, on the screen and in print.
    pub fn color(&self, choice: ColorChoice) -> bool {
        match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => self.output.is_some() && self.capable && !self.no_color,
        }
    }

    /// How many columns printed text may take.
    pub fn width(&self, asked: Option<u16>) -> usize {
        asked.or(self.output).unwrap_or(USUAL_WIDTH).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIPE: Streams = Streams {
        input: false,
        output: None,
        capable: true,
        no_color: false,
    };
    const SCREEN: Streams = Streams {
        input: true,
        output: Some(120),
        ..PIPE
    };

    #[test]
    fn colour_is_for_terminals_that_can_and_people_who_want() {
        let no_color = Streams {
            no_color: true,
            ..SCREEN
        };
        let dumb = Streams {
            capable: false,
            ..SCREEN
        };
        for (streams, choice, expected) in [
            (SCREEN, ColorChoice::Auto, true),
            (PIPE, ColorChoice::Auto, false),
            (no_color, ColorChoice::Auto, false),
            (dumb, ColorChoice::Auto, false),
            (no_color, ColorChoice::Always, true),
            (PIPE, ColorChoice::Always, true),
            (SCREEN, ColorChoice::Never, false),
        ] {
            assert_eq!(streams.color(choice), expected, "{streams:?} {choice:?}");
        }
    }

    #[test]
    fn the_width_asked_for_wins_over_the_terminal_s_over_the_usual() {
        assert_eq!(SCREEN.width(Some(60)), 60);
        assert_eq!(SCREEN.width(None), 120);
        assert_eq!(PIPE.width(None), 80);
    }
}
