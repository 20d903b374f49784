//! The sample library that is built into the program.

use super::load::Loaded;

/// The embedded sample library, loaded by the same rules as any folder; its articles have no path.
pub fn sample() -> Loaded {
    Loaded::default()
}
