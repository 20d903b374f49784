//! The reader on a real terminal: start, move, read, compare, resize, suspend, and every way to end.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{
    Child, CommandBuilder, ExitStatus, MasterPty, PtyPair, PtySize, native_pty_system,
};
use rustix::process::{Pid, Signal, kill_process};
use vt100::{Color, Parser, Screen};

use crate::harness::{Home, NEWSREAD, fixture};

/// How long the program may take for what a test waits for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A program on a terminal of its own, and what that terminal shows.
pub(crate) struct Pty {
    parser: Parser,
    output: Receiver<Vec<u8>>,
    input: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    _home: Option<Home>,
}

impl Pty {
    /// Opens the reader on the fixtures.
    fn reader(rows: u16, columns: u16) -> Self {
        Self::start((rows, columns), &[NEWSREAD, &fixture("library")], &[])
    }

    /// Starts a program, in an environment of nothing but a home, TERM and `variables`.
    fn start(size: (u16, u16), command: &[&str], variables: &[(&str, &str)]) -> Self {
        let home = Home::new();
        let pty = Self::at_home(size, command, variables, &home);
        Self {
            _home: Some(home),
            ..pty
        }
    }

    /// The same in a home that is there already.
    pub(crate) fn at_home(
        (rows, columns): (u16, u16),
        command: &[&str],
        variables: &[(&str, &str)],
        home: &Home,
    ) -> Self {
        let PtyPair { slave, master } = native_pty_system().openpty(size(rows, columns)).unwrap();
        let child = slave
            .spawn_command(on_terminal(home, command, variables))
            .unwrap();
        drop(slave); // else its end is never seen
        let (mut reader, input) = (
            master.try_clone_reader().unwrap(),
            master.take_writer().unwrap(),
        );
        let (sender, output) = mpsc::channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            parser: Parser::new(cells(rows), cells(columns), 0),
            output,
            input,
            child,
            master,
            _home: None,
        }
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.input.write_all(keys.as_bytes()).unwrap();
        self.input.flush().unwrap();
    }

    /// Presses keys, if the program still runs.
    #[cfg(target_os = "linux")]
    pub(crate) fn try_press(&mut self, keys: &str) -> bool {
        let written = self.input.write_all(keys.as_bytes());
        written.and_then(|()| self.input.flush()).is_ok()
    }

    #[cfg(target_os = "linux")]
    pub(crate) fn shows(&self, text: &str) -> bool {
        self.parser.screen().contents().contains(text)
    }

    fn resize(&mut self, rows: u16, columns: u16) {
        self.parser
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        self.master.resize(size(rows, columns)).unwrap();
    }

    /// The lines of the screen.
    pub(crate) fn rows(&self) -> Vec<String> {
        let screen = self.parser.screen();
        let (_, columns) = screen.size();
        let rows = screen.rows(0, columns.get());
        rows.map(|row| row.trim_end().to_owned()).collect()
    }

    pub(crate) fn signal(&self, signal: Signal) {
        let id = self.child.process_id().unwrap();
        kill_process(Pid::from_raw(id.try_into().unwrap()).unwrap(), signal).unwrap();
    }

    /// Feeds the terminal until `seen` holds of its screen.
    #[track_caller]
    pub(crate) fn wait_until(&mut self, what: &str, seen: impl Fn(&Screen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !seen(self.parser.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(why) => panic!(
                    "waiting for {what}: {why}; the screen shows\n{}",
                    self.parser.screen().contents()
                ),
            }
        }
    }

    /// Feeds the terminal until it shows `text`; false if the program ends before.
    #[cfg(target_os = "linux")]
    pub(crate) fn shows_or_ends(&mut self, text: &str) -> bool {
        let deadline = Instant::now() + PATIENCE;
        while !self.parser.screen().contents().contains(text) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(mpsc::RecvTimeoutError::Disconnected) => return false,
                Err(mpsc::RecvTimeoutError::Timeout) => panic!(
                    "waiting for {text}; the screen shows\n{}",
                    self.parser.screen().contents()
                ),
            }
        }
        true
    }

    /// Feeds the terminal until nothing has come for a while; false if the program has ended.
    #[cfg(target_os = "linux")]
    pub(crate) fn settles(&mut self, quiet: Duration) -> bool {
        loop {
            match self.output.recv_timeout(quiet) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(why) => return why == mpsc::RecvTimeoutError::Timeout,
            }
        }
    }

    #[track_caller]
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    /// Waits until everything is loaded and grouped: the cursor stands on the selected headline.
    #[track_caller]
    pub(crate) fn wait_until_ready(&mut self) {
        self.wait_until("the selected headline", |screen| {
            cursor_row(screen).contains("▸● ")
        });
    }

    /// Feeds the terminal until the program has ended, and says how.
    #[track_caller]
    pub(crate) fn end(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(mpsc::RecvTimeoutError::Disconnected) => return self.child.wait().unwrap(),
                Err(mpsc::RecvTimeoutError::Timeout) => panic!(
                    "the program does not end; the screen shows\n{}",
                    self.parser.screen().contents()
                ),
            }
        }
    }

    /// The terminal as it was before the reader: main screen, cursor shown, no modes left on.
    #[track_caller]
    fn assert_restored(&self) {
        let screen = self.parser.screen();
        assert!(
            !screen.alternate_screen(),
            "the alternate screen is left on"
        );
        assert!(!screen.hide_cursor(), "the cursor is left hidden");
        assert!(!screen.bracketed_paste(), "bracketed paste is left on");
    }
}

fn on_terminal(home: &Home, command: &[&str], variables: &[(&str, &str)]) -> CommandBuilder {
    let mut builder = CommandBuilder::new(command[0]);
    builder.args(&command[1..]);
    builder.env_clear();
    builder.cwd(home.path());
    builder.env("HOME", home.path());
    builder.env("NEWSREAD_DATA_DIR", home.data());
    builder.env("PATH", "/usr/local/bin:/usr/bin:/bin");
    builder.env("LANG", "C.UTF-8");
    builder.env("TERM", "xterm-256color");
    for (name, value) in variables {
        builder.env(name, value);
    }
    builder
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn cells(count: u16) -> NonZeroU16 {
    count.try_into().unwrap()
}

/// The text of the row that the cursor stands on.
fn cursor_row(screen: &Screen) -> String {
    let (row, _) = screen.cursor_position();
    let (_, columns) = screen.size();
    screen.rows(0, columns.get()).nth(row.into()).unwrap()
}

#[test]
fn the_reader_starts_and_q_restores_the_terminal() {
    let mut pty = Pty::reader(36, 120);
    pty.wait_for("Lowmere");
    pty.wait_for("? help");
    assert!(pty.parser.screen().alternate_screen());
    pty.press("q");
    assert_eq!(pty.end().exit_code(), 0);
    pty.assert_restored();
}

#[test]
fn moving_down_takes_the_cursor_to_another_row() {
    let mut pty = Pty::reader(36, 120);
    pty.wait_until_ready();
    let before = pty.parser.screen().cursor_position();
    pty.press("j");
    pty.wait_until("another row", |screen| {
        screen.cursor_position().0 != before.0
    });
    pty.press("k");
    pty.wait_until("the first row", |screen| {
        screen.cursor_position().0 == before.0
    });
}

#[test]
fn an_article_opens_and_its_text_is_read() {
    let mut pty = Pty::reader(24, 80);
    pty.wait_for("Lowmere");
    pty.press("/otters\r\r");
    pty.wait_for("first in thirty years");
    pty.press("Q");
    assert_eq!(pty.end().exit_code(), 0);
    pty.assert_restored();
}

#[test]
fn d_compares_two_versions_and_q_goes_back() {
    let mut pty = Pty::reader(36, 120);
    pty.wait_for("story of 4");
    pty.press("/girder\r");
    pty.press("d");
    pty.wait_for("conflict");
    pty.press("]c");
    pty.press("q");
    pty.wait_for("Otters");
    pty.press("Q");
    assert_eq!(pty.end().exit_code(), 0);
}

#[test]
fn every_size_is_drawn_while_the_window_changes() {
    let mut pty = Pty::reader(24, 80);
    pty.wait_for("Lowmere");
    for (rows, columns) in [(1, 1), (3, 8), (10, 30), (50, 200), (2, 300), (36, 120)] {
        pty.resize(rows, columns);
    }
    pty.wait_for("? help");
    pty.wait_for("Otters");
    pty.press("Q");
    assert_eq!(pty.end().exit_code(), 0);
}

#[test]
fn suspended_it_hands_the_terminal_back_and_resumed_it_draws_again() {
    let script = "set -m; \"$0\" \"$1\"; echo now-suspended; read line; fg; echo now-ended";
    let command = ["sh", "-c", script, NEWSREAD, &fixture("library")];
    let mut pty = Pty::start((30, 100), &command, &[]);
    pty.wait_for("Lowmere");
    pty.press("\x1a");
    pty.wait_until("the shell's own screen", |screen| {
        !screen.alternate_screen() && screen.contents().contains("now-suspended")
    });
    pty.assert_restored();
    pty.press("\n");
    pty.wait_until("the reader again", |screen| {
        screen.alternate_screen() && screen.contents().contains("Lowmere")
    });
    pty.press("Q");
    pty.wait_for("now-ended");
    pty.assert_restored();
}

#[test]
fn signals_end_it_with_the_terminal_restored() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        let mut pty = Pty::reader(24, 80);
        pty.wait_until_ready();
        pty.signal(signal);
        let status = pty.end();
        assert!(!status.success(), "{signal:?}");
        pty.assert_restored();
    }
}

#[test]
fn control_c_ends_it() {
    let mut pty = Pty::reader(24, 80);
    pty.wait_for("Lowmere");
    pty.press("\x03");
    pty.end();
    pty.assert_restored();
}

#[test]
fn it_ends_when_its_window_is_closed() {
    let home = Home::new();
    let PtyPair { slave, master } = native_pty_system().openpty(size(24, 80)).unwrap();
    let command = on_terminal(&home, &[NEWSREAD, &fixture("library")], &[]);
    let mut child = slave.spawn_command(command).unwrap();
    drop(slave);
    let mut reader = master.try_clone_reader().unwrap();
    let (mut shown, mut bytes) = (Vec::new(), [0; 4096]);
    while !String::from_utf8_lossy(&shown).contains("help") {
        let count = reader.read(&mut bytes).unwrap();
        assert_ne!(count, 0, "the reader ended by itself");
        shown.extend_from_slice(&bytes[..count]);
    }
    drop((reader, master));
    let (sender, ended) = mpsc::channel();
    thread::spawn(move || sender.send(child.wait()));
    ended.recv_timeout(Duration::from_secs(5)).unwrap().unwrap();
}

#[test]
fn without_colour_no_colour_is_sent_and_the_selected_row_still_stands_out() {
    let command = [NEWSREAD, &fixture("library")];
    let mut pty = Pty::start((24, 80), &command, &[("NO_COLOR", "1")]);
    pty.wait_until_ready();
    let screen = pty.parser.screen();
    for at in (0..24).flat_map(|row| (0..80).map(move |column| (row, column))) {
        let cell = screen.cell(at.0, at.1).unwrap();
        let colors = (cell.fgcolor(), cell.bgcolor());
        assert_eq!(colors, (Color::Default, Color::Default), "{at:?}");
    }
}

#[test]
fn a_terminal_that_cannot_move_its_cursor_gets_the_stories_as_text() {
    let command = [NEWSREAD, &fixture("library")];
    let mut pty = Pty::start((40, 100), &command, &[("TERM", "dumb")]);
    let status = pty.end();
    let screen = pty.parser.screen();
    assert_eq!(status.exit_code(), 0);
    assert!(
        screen.contents().contains("Lowmere"),
        "{}",
        screen.contents()
    );
    assert!(
        screen.contents().contains("hint: "),
        "{}",
        screen.contents()
    );
}

#[test]
fn a_path_that_is_not_there_is_trouble_on_a_terminal_too() {
    let folder = fixture("library");
    let mut pty = Pty::start((24, 80), &[NEWSREAD, "no-such-folder"], &[]);
    assert_eq!(pty.end().exit_code(), 2);
    let shown = pty.parser.screen().contents();
    assert!(
        shown.contains("no-such-folder: no such file or folder"),
        "{shown}"
    );

    let mut pty = Pty::start((24, 80), &[NEWSREAD, "no-such-folder", &folder], &[]);
    pty.wait_until_ready();
    pty.press("Q");
    assert_eq!(
        pty.end().exit_code(),
        2,
        "the rest is shown, and then it is said"
    );
}

#[test]
fn a_diff_on_the_terminal_tells_by_its_exit_code_whether_the_two_diverge() {
    let (knn, digest) = (
        fixture("library/bridge_knn.txt"),
        fixture("library/bridge_digest.txt"),
    );
    for (right, code) in [(&digest, 1), (&knn, 0)] {
        let mut pty = Pty::start((36, 120), &[NEWSREAD, "diff", &knn, right], &[]);
        pty.wait_until("the diff view", |screen| {
            screen.alternate_screen() && screen.contents().contains("Lowmere")
        });
        pty.press("q");
        assert_eq!(pty.end().exit_code(), code);
        pty.assert_restored();
    }
}
