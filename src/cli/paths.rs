//! What `paths` prints: where settings and data are kept, and what the library is made of.

use std::io::{self, Write};

use serde::Serialize;

use crate::config::Config;
use crate::config::paths::Paths;

use super::json;
use super::line::one_line;
use super::output::Output;

#[derive(Debug, Serialize)]
struct PathsShape {
    config: String,
    data: String,
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
        config: one_line(&paths.config.to_string_lossy()),
        data: one_line(&paths.data.to_string_lossy()),
        library: config
            .library
            .iter()
            .map(|folder| one_line(&folder.to_string_lossy()))
            .collect(),
    };
    if output.is_json() {
        return json::print(&shape, out);
    }
    writeln!(out, "settings  {}", shape.config)?;
    writeln!(out, "data      {}", shape.data)?;
    for folder in &shape.library {
        writeln!(out, "library   {folder}")?;
    }
    if shape.library.is_empty() {
        writeln!(out, "library   (empty: the samples are read)")?;
    }
    Ok(())
}
