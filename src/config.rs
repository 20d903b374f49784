//! Settings: the defaults of the assets, the person's file over them.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use keymap::Keymap;
use theme::ThemeName;

pub mod key;
pub mod keymap;
pub mod paths;
pub mod terminal;
pub mod theme;

/// How wide the text of an article may be set, in columns.
pub const WIDTHS: std::ops::RangeInclusive<u16> = 20..=200;

/// Every setting of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The look.
    pub theme: ThemeName,
    /// How wide the text of an article is at most, in columns.
    pub width: u16,
    /// Folders and files of the person's library.
    pub library: Vec<PathBuf>,
    /// The keys.
    pub keys: Keymap,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            theme: ThemeName::Auto,
            width: 72,
            library: Vec::new(),
            keys: Keymap::default(),
        }
    }
}

/// A setting that cannot be used, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    path: PathBuf,
    line: Option<usize>,
    reason: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

impl std::error::Error for ConfigError {}

/// The settings as a file gives them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    theme: ThemeName,
    width: u16,
    library: Vec<PathBuf>,
    keys: keymap::Tables,
}

impl Default for Written {
    fn default() -> Self {
        let Config {
            theme,
            width,
            library,
            ..
        } = Config::default();
        Self {
            theme,
            width,
            library,
            keys: keymap::Tables::default(),
        }
    }
}

impl Config {
    /// Reads the settings file at `path`; the defaults where there is no such file and `named` is
    /// false, which says that the person did not name it.
    ///
    /// # Errors
    ///
    /// Says which file and line cannot be used, and why.
    pub fn load(path: &Path, named: bool) -> Result<Self, ConfigError> {
        match fs::read_to_string(path) {
            Ok(text) => Self::parse(&text, path),
            Err(why) if why.kind() == io::ErrorKind::NotFound && !named => Ok(Self::default()),
            Err(why) => Err(ConfigError {
                path: path.to_owned(),
                line: None,
                reason: why.to_string(),
            }),
        }
    }

    /// Reads settings from `text`, which stands in the file at `path`.
    ///
    /// # Errors
    ///
    /// Says which line cannot be used, and why.
    pub fn parse(text: &str, path: &Path) -> Result<Self, ConfigError> {
        let error = |line, reason| ConfigError {
            path: path.to_owned(),
            line,
            reason,
        };
        let written: Written = toml::from_str(text).map_err(|why| {
            let line = why.span().map(|span| line_of(text, span.start));
            error(line, why.message().to_owned())
        })?;
        if !WIDTHS.contains(&written.width) {
            let (least, most) = (WIDTHS.start(), WIDTHS.end());
            let reason = format!("width is a number from {least} to {most}");
            return Err(error(line_with(text, "width"), reason));
        }
        let keys = Keymap::with(&written.keys)
            .map_err(|why| error(line_with(text, "[keys"), format!("keys: {why}")))?;
        Ok(Self {
            theme: written.theme,
            width: written.width,
            library: paths::resolve(&written.library, path),
            keys,
        })
    }
}

/// Number of the line, from 1, in which byte `at` stands.
fn line_of(text: &str, at: usize) -> usize {
    let before = text.as_bytes().iter().take(at);
    before.filter(|byte| **byte == b'\n').count() + 1
}

/// Number of the first line, from 1, that begins with `start`.
fn line_with(text: &str, start: &str) -> Option<usize> {
    let found = text.lines().position(|line| line.starts_with(start));
    found.map(|index| index + 1)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Config, ConfigError> {
        Config::parse(text, Path::new("config.toml"))
    }

    #[test]
    fn the_shipped_settings_file_is_the_default() {
        let shipped = parse(include_str!("../assets/config.toml"));
        assert_eq!(shipped, Ok(Config::default()));
    }

    #[test]
    fn an_empty_file_is_the_default() {
        assert_eq!(parse(""), Ok(Config::default()));
    }

    #[track_caller]
    fn check_error(text: &str, line: &str, reason: &str) {
        let error = parse(text).unwrap_err().to_string();
        assert!(error.starts_with(line), "{error}");
        assert!(error.contains(reason), "{error}");
    }

    #[test]
    fn errors_say_the_file_the_line_and_what_is_wrong() {
        check_error("\ntheme = \"pink\"", "config.toml:2: ", "plain");
        check_error("colour = 3", "config.toml:1: ", "unknown field `colour`");
        check_error("\n\nwidth = 3", "config.toml:3: ", "20 to 200");
        check_error("[keys.panes]\n\"x\" = \"fly\"", "config.toml:2: ", "`fly`");
        check_error(
            "[keys.panes]\n\"<y\" = \"quit\"\n\"<yy>\" = \"quit\"",
            "config.toml:1: ",
            "<yy>",
        );
    }

    #[test]
    fn a_missing_file_is_an_error_only_where_it_was_named() {
        let missing = Path::new("/nonexistent/config.toml");
        assert_eq!(Config::load(missing, false), Ok(Config::default()));
        assert!(Config::load(missing, true).is_err());
    }

    #[test]
    fn a_library_path_starts_at_the_file_that_names_it() {
        let config = Config::parse(
            "library = [\"news\", \"/a\"]",
            Path::new("/etc/x/config.toml"),
        );
        let expected = [PathBuf::from("/etc/x/news"), PathBuf::from("/a")];
        assert_eq!(config.unwrap().library, expected);
    }
}
