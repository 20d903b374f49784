//! What `paths` prints: where settings and data are kept, and what the library is made of.

use std::io::{self, Write};

use serde::Serialize;

use crate::config::Config;
use crate::config::paths::Paths;
use crate::store::Store;
use crate::text::clean;

use super::json;
use super::output::Output;

#[derive(Debug, Serialize)]
struct PathsShape {
    config: String,
    data: String,
    store: String,
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
        config: clean::clean_line(&paths.config.to_string_lossy()).0,
        data: clean::clean_line(&paths.data.to_string_lossy()).0,
        store: clean::clean_line(&Store::file(&paths.data).to_string_lossy()).0,
        library: config
            .library
            .iter()
            .map(|folder| clean::clean_line(&folder.to_string_lossy()).0)
            .collect(),
    };
    if output.is_json() {
        return json::print(&shape, out);
    }
    writeln!(out, "settings  {}", shape.config)?;
    writeln!(out, "data      {}", shape.data)?;
    writeln!(out, "store     {}", shape.store)?;
    for folder in &shape.library {
        writeln!(out, "library   {folder}")?;
    }
    if shape.library.is_empty() {
        writeln!(out, "library   (empty: the samples are read)")?;
    }
    Ok(())
}
