//! Opening a link in the person's browser: a program and its argument, never a shell.

use std::io;
use std::process::{Command, Stdio};
use std::thread;

use crate::app::link::Link;

/// The program that opens links here, and what stands before the link.
const OPENER: (&str, &[&str]) = if cfg!(target_os = "macos") {
    ("open", &[])
} else if cfg!(windows) {
    ("rundll32", &["url.dll,FileProtocolHandler"])
} else {
    ("xdg-open", &[])
};

/// Starts the browser; does not wait for it.
///
/// # Errors
///
/// Says which program could not be started.
pub(super) fn open(link: &Link) -> Result<(), String> {
    let (program, before) = OPENER;
    // A link begins with http:// or https://, so that no program takes it for an option.
    let started = Command::new(program)
        .args(before)
        .arg(link.url())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let mut child =
        started.map_err(|why: io::Error| format!("{program} cannot be started: {why}"))?;
    thread::spawn(move || child.wait());
    Ok(())
}
