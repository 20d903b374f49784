//! The program as a whole, from outside: commands, a real terminal, bad input, and the rules of the code.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod architecture;
mod bad_input;
mod cli;
mod diff;
mod golden;
mod harness;
#[cfg(target_os = "linux")]
mod killed;
mod matrix;
mod planted;
#[cfg(unix)]
mod pty;
mod readme;
#[cfg(unix)]
mod refresh;
mod store;

#[cfg(not(target_os = "linux"))]
#[test]
#[ignore = "a program is killed at every write only where LD_PRELOAD is, on Linux"]
fn killed() {}
