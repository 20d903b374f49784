//! What `picture` does: plays a key script to the reader without a terminal and draws where it leads.

use std::fs;
use std::io::Write;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::config::Config;
use crate::config::key::Key;
use crate::config::terminal::{Background, Depth, Terminal};
use crate::library::load::{Loaded, Progress, load};
use crate::library::{Holding, sample};
use crate::picture;
use crate::tui::session::Session;

use super::arguments::Picture;
use super::failure::Failure;

/// Draws with the default settings, so that everyone gets the same picture; prints it where no file
/// is named.
///
/// # Errors
///
/// When the script holds what is no key, or the picture cannot be written.
pub fn draw(wanted: &Picture, out: &mut impl Write) -> Result<(), Failure> {
    let svg = picture::svg(&screen(wanted)?);
    match &wanted.out {
        None => out.write_all(svg.as_bytes()).map_err(Failure::from),
        Some(path) => {
            fs::write(path, svg).map_err(|why| Failure::new(format!("{}: {why}", path.display())))
        }
    }
}

/// The screen that the keys lead to.
fn screen(wanted: &Picture) -> Result<Buffer, Failure> {
    let terminal = Terminal {
        depth: Depth::Indexed,
        background: Some(Background::Dark),
    };
    let paths = &wanted.library.paths;
    let Loaded { library, problems } = match &paths[..] {
        [] => sample::sample(),
        paths => load(paths, &Progress::default()),
    };
    let (columns, rows) = wanted.size;
    let area = Rect::new(0, 0, columns, rows);
    let mut session = Session::reading(&Config::default(), terminal, paths.is_empty());
    session.stock(Holding::of(library, problems));
    let keys = Key::parse(&wanted.keys).map_err(Failure::new)?;
    session.play(&keys, area);
    Ok(session.picture(area))
}
