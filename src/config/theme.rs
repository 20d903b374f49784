//! The look of the screen, by role; nobody else names a colour.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use super::terminal::{Background, Depth, Terminal};

/// The looks, as data.
const ASSET: &str = include_str!("../../assets/theme.toml");

/// A look that a person can choose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeName {
    /// Dark or light as the terminal says, else one that reads on both.
    #[default]
    Auto,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// Without colours.
    Plain,
}

impl ThemeName {
    /// The look after this one, round and round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Auto => Self::Dark,
            Self::Dark => Self::Light,
            Self::Light => Self::Plain,
            Self::Plain => Self::Auto,
        }
    }

    /// Its name, as in the settings file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Plain => "plain",
        }
    }
}

macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident,)*) => {
        /// A style for each role.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Theme {
            $($(#[$doc])* pub $role: Style,)*
        }

        impl Theme {
            /// Fills every role by its name.
            fn fill(style: impl Fn(&str) -> Style) -> Self {
                Self { $($role: style(stringify!($role)),)* }
            }
        }
    };
}

roles! {
    /// Running text.
    text,
    /// What matters less: dates, hints, unknown sources.
    dim,
    /// Headlines, the title of the pane in focus.
    strong,
    /// The one accent: what is live, unread, selected.
    accent,
    /// The selected row.
    selection,
    /// Headings inside a body.
    heading,
    /// Quotations.
    quote,
    /// Lines between panes.
    rule,
    /// Letters that a search matched.
    matched,
    /// What only the left text says.
    left,
    /// What only the right text says.
    right,
    /// Words of a reworded sentence that only the left side has.
    edit_left,
    /// Words of a reworded sentence that only the right side has.
    edit_right,
    /// The words of a conflict, and its sign.
    conflict,
    /// What is said of a moved row.
    moved,
    /// A key in the footer and the help.
    key,
    /// A message.
    notice,
    /// A message of trouble.
    trouble,
}

impl Theme {
    /// The look `name` on `terminal`, never with more colours than it shows.
    ///
    /// # Panics
    ///
    /// Never: the asset with the looks is built in, and tested.
    pub fn new(name: ThemeName, terminal: Terminal) -> Self {
        let asset: Asset = toml::from_str(ASSET).expect("assets/theme.toml is parsed by a test");
        let look = match (terminal.depth, name, terminal.background) {
            (Depth::None, ..) | (_, ThemeName::Plain, _) => &asset.plain,
            (_, ThemeName::Dark, _) | (_, ThemeName::Auto, Some(Background::Dark)) => &asset.dark,
            (_, ThemeName::Light, _) | (_, ThemeName::Auto, Some(Background::Light)) => {
                &asset.light
            }
            (_, ThemeName::Auto, None) => &asset.both,
        };
        Self::fill(|role| {
            let written = look.get(role).or_else(|| asset.roles.get(role));
            asset.style(written.expect("every role is themed"), terminal.depth)
        })
    }

    /// The dark look in 256 colours, for pictures and tests.
    pub fn default_dark() -> Self {
        Self::new(
            ThemeName::Dark,
            Terminal {
                depth: Depth::Indexed,
                background: Some(Background::Dark),
            },
        )
    }
}

/// The asset: what the looks are made of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asset {
    colors: BTreeMap<String, (u8, Sixteen)>,
    roles: BTreeMap<String, String>,
    plain: BTreeMap<String, String>,
    dark: BTreeMap<String, String>,
    light: BTreeMap<String, String>,
    both: BTreeMap<String, String>,
}

/// The colours of the sixteen that the looks use.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Sixteen {
    Blue,
    LightBlue,
    Yellow,
    Red,
    LightRed,
    Cyan,
    DarkGray,
}

impl From<Sixteen> for Color {
    fn from(named: Sixteen) -> Self {
        match named {
            Sixteen::Blue => Self::Blue,
            Sixteen::LightBlue => Self::LightBlue,
            Sixteen::Yellow => Self::Yellow,
            Sixteen::Red => Self::Red,
            Sixteen::LightRed => Self::LightRed,
            Sixteen::Cyan => Self::Cyan,
            Sixteen::DarkGray => Self::DarkGray,
        }
    }
}

impl Asset {
    fn style(&self, written: &str, depth: Depth) -> Style {
        written
            .split_whitespace()
            .fold(Style::new(), |style, word| {
                match (modifier(word), self.colors.get(word)) {
                    (Some(modifier), _) => style.add_modifier(modifier),
                    (None, Some(&(index, _))) if depth == Depth::Indexed => {
                        style.fg(Color::Indexed(index))
                    }
                    (None, Some(&(_, named))) if depth == Depth::Sixteen => style.fg(named.into()),
                    (None, _) => style,
                }
            })
    }
}

fn modifier(word: &str) -> Option<Modifier> {
    match word {
        "bold" => Some(Modifier::BOLD),
        "dim" => Some(Modifier::DIM),
        "italic" => Some(Modifier::ITALIC),
        "underlined" => Some(Modifier::UNDERLINED),
        "reversed" => Some(Modifier::REVERSED),
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    const NAMES: [ThemeName; 4] = [
        ThemeName::Auto,
        ThemeName::Dark,
        ThemeName::Light,
        ThemeName::Plain,
    ];

    fn styles(theme: &Theme) -> Vec<Style> {
        let mut styles = Vec::new();
        let Theme {
            text,
            dim,
            strong,
            accent,
            selection,
            heading,
            ..
        } = theme;
        styles.extend([text, dim, strong, accent, selection, heading]);
        let Theme {
            quote,
            rule,
            matched,
            left,
            right,
            edit_left,
            ..
        } = theme;
        styles.extend([quote, rule, matched, left, right, edit_left]);
        let Theme {
            edit_right,
            conflict,
            moved,
            key,
            notice,
            trouble,
            ..
        } = theme;
        styles.extend([edit_right, conflict, moved, key, notice, trouble]);
        styles.into_iter().copied().collect()
    }

    #[test]
    fn every_word_of_every_look_means_something() {
        let asset: Asset = toml::from_str(ASSET).unwrap();
        let looks = [
            &asset.roles,
            &asset.plain,
            &asset.dark,
            &asset.light,
            &asset.both,
        ];
        for word in looks
            .iter()
            .flat_map(|look| look.values())
            .flat_map(|w| w.split_whitespace())
        {
            assert!(
                modifier(word).is_some() || asset.colors.contains_key(word),
                "{word}"
            );
        }
    }

    #[test]
    fn colours_never_go_beyond_the_terminal() {
        for name in NAMES {
            for background in [None, Some(Background::Dark), Some(Background::Light)] {
                let theme = |depth| styles(&Theme::new(name, Terminal { depth, background }));
                assert!(theme(Depth::None).iter().all(|style| style.fg.is_none()));
                let indexed = |style: &Style| matches!(style.fg, Some(Color::Indexed(_)));
                assert!(!theme(Depth::Sixteen).iter().any(indexed), "{name:?}");
            }
        }
    }

    #[test]
    fn the_background_is_left_to_the_terminal_and_the_selection_stands_out_in_every_look() {
        for name in NAMES {
            let terminal = Terminal {
                depth: Depth::Indexed,
                background: None,
            };
            let theme = Theme::new(name, terminal);
            assert!(styles(&theme).iter().all(|style| style.bg.is_none()));
            assert_ne!(theme.selection, theme.text);
        }
    }

    #[test]
    fn the_looks_go_round() {
        let round = NAMES.iter().fold(ThemeName::Auto, |name, _| name.next());
        assert_eq!(round, ThemeName::Auto);
    }
}
