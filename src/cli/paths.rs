//! What `paths` prints: where settings and data are kept, and what the library is made of.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use crate::config::Config;
use crate::config::paths::Paths;
use crate::store::Store;
use crate::text::clean;

use super::json;
use super::output::Output;

/// What stands for a place that there is not.
const NOWHERE: &str = "(nowhere: no home directory is known)";

/// The places; null where there is none.
#[derive(Debug, Serialize)]
struct PathsShape {
    config: Option<String>,
    data: Option<String>,
    store: Option<String>,
    library: Vec<String>,
}

/// Prints the places.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn print(
    paths: &Paths,
    config: &Config,
    output: &Output,
    out: &mut impl Write,
) -> io::Result<()> {
    let shape = PathsShape {
        config: place(&paths.config),
        data: place(&paths.data),
        store: place(&Store::file(&paths.data)),
        library: config
            .library
            .iter()
            .map(|folder| clean::clean_line(&folder.to_string_lossy()).0)
            .collect(),
    };
    if output.is_json() {
        return json::print(&shape, out);
    }
    let told = |place: &Option<String>| place.clone().unwrap_or_else(|| NOWHERE.to_owned());
    writeln!(out, "settings  {}", told(&shape.config))?;
    writeln!(out, "data      {}", told(&shape.data))?;
    writeln!(out, "store     {}", told(&shape.store))?;
    for folder in &shape.library {
        writeln!(out, "library   {folder}")?;
    }
    if shape.library.is_empty() {
        writeln!(out, "library   (empty: the samples are read)")?;
    }
    Ok(())
}

/// A place as it is shown; none where the path is empty.
fn place(path: &Path) -> Option<String> {
    let shown = clean::clean_line(&path.to_string_lossy()).0;
    (!shown.is_empty()).then_some(shown)
}
