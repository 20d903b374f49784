//! The terminal taken over, and given back whole whatever happens.

use std::io::{self, BufWriter, Stdout, Write};
use std::panic;
use std::thread;
use std::time::Duration;

use ratatui::Terminal;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use ratatui::crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{execute, queue, style};
use ratatui::layout::{Position, Rect};

use super::backend::Wire;
use super::session::Session;
use crate::text::clean;

/// How long giving the terminal back may take when the program is being ended: its output may be held.
const PATIENCE: Duration = Duration::from_millis(300);

/// The terminal, taken over until this is dropped.
pub(super) struct Tty {
    terminal: Terminal<Wire<BufWriter<Stdout>>>,
}

impl Tty {
    /// Takes the terminal over; `color` says whether any colour may be sent.
    pub(super) fn take(color: bool) -> io::Result<Self> {
        style::force_color_output(color);
        give_back_on_panic();
        let backend = Wire::new(BufWriter::new(io::stdout()));
        enter()?;
        Terminal::new(backend).map(|terminal| Self { terminal })
    }

    /// Draws the session; only the cells that changed are sent.
    pub(super) fn draw(&mut self, session: &mut Session) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(|frame| {
            let area = frame.area();
            if let Some(cursor) = session.draw(area, frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        })?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Gives the terminal back, stops, and takes it over again when the shell resumes the program.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        give_back();
        #[cfg(unix)]
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        self.resume()
    }

    /// Takes the terminal over again and paints all of it anew, as its size may be another.
    pub(super) fn resume(&mut self) -> io::Result<()> {
        // The shell may have set the terminal up anew: what is remembered as raw no longer is.
        disable_raw_mode()?;
        enter()?;
        // Not `clear`, which asks the terminal where its cursor is, and waits for the thread that reads keys.
        let size = self.terminal.size()?;
        self.terminal.resize(Rect::from((Position::ORIGIN, size)))
    }

    /// Puts `text` on the clipboard by way of the terminal (OSC 52), also from far away.
    pub(super) fn copy(&mut self, text: &str) -> io::Result<()> {
        let backend = self.terminal.backend_mut();
        write!(backend, "\x1b]52;c;{}\x07", base64(text.as_bytes()))?;
        Write::flush(backend)
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        give_back();
    }
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)
}

/// Sets the terminal back to how a shell wants it. What fails is left: there is no terminal to tell.
pub(super) fn give_back() {
    let _ = execute!(
        io::stdout(),
        EndSynchronizedUpdate,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
}

/// Gives the terminal back, but does not wait for one whose output is held or gone.
pub(super) fn give_back_quickly() {
    let _ = disable_raw_mode();
    let giving = thread::spawn(give_back);
    let mut waited = Duration::ZERO;
    let step = Duration::from_millis(10);
    while !giving.is_finished() && waited < PATIENCE {
        thread::sleep(step);
        waited += step;
    }
}

/// Makes a panic of this thread give the terminal back before its message is seen. A panic of a
/// worker is told by the worker, and must not take the screen from under the program.
fn give_back_on_panic() {
    let main = thread::current().id();
    panic::set_hook(Box::new(move |panic| {
        if thread::current().id() == main {
            give_back();
            let (message, _) = clean::clean(&panic.to_string());
            eprintln!("newsread ended by a bug: {message}");
        }
    }));
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0_usize, |bits, at| {
            bits << 8 | usize::from(chunk.get(at).copied().unwrap_or(0))
        });
        for at in 0..4 {
            let letter = char::from(LETTERS[bits >> (18 - 6 * at) & 63]);
            text.push(if at <= chunk.len() { letter } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_padded_as_the_standard_says() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
