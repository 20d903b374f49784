//! How far work has come, on standard error while it lasts: only on a terminal, and only where it lasts.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that takes no longer than this is not told of.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the count is looked at.
const STEP: Duration = Duration::from_millis(100);

/// What is written: `reading 12,345 of 100,000` and a bar.
const TEMPLATE: &str = "{msg} {human_pos} of {human_len} {wide_bar}";

/// Does `work`; meanwhile tells what is done, and how much of how much, as `count` says.
pub fn shown<T>(
    doing: &str,
    count: impl Fn() -> (usize, usize) + Sync,
    work: impl FnOnce() -> T,
) -> T {
    thread::scope(|scope| {
        let (working, ended) = mpsc::channel::<()>();
        let doing = doing.to_owned();
        let count = &count;
        scope.spawn(move || tell(doing, count, &ended));
        let done = work();
        drop(working);
        done
    })
}

/// Tells of the work until it has ended, and takes back what was told.
fn tell(doing: String, count: impl Fn() -> (usize, usize), ended: &Receiver<()>) {
    let lasts = |time| matches!(ended.recv_timeout(time), Err(RecvTimeoutError::Timeout));
    if !lasts(PATIENCE) {
        return;
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if bar.is_hidden() {
        return;
    }
    if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
        bar.set_style(style);
    }
    bar.set_message(doing);
    while lasts(STEP) {
        let (done, all) = count();
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    }
    bar.finish_and_clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_done_and_what_is_not_on_a_terminal_is_not_told() {
        let slept = || {
            thread::sleep(PATIENCE + STEP);
            6
        };
        assert_eq!(shown("reading", || (1, 2), slept), 6);
        assert_eq!(shown("reading", || (0, 0), || 7), 7);
    }
}
