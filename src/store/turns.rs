//! Taking turns at writing: what a person does never waits long for what is written by the thousand.
//!
//! Only one connection writes at a time, and the store knows no queue: whoever begins the next write at once
//! always comes before whoever looks again only after a while. So those who wait look often, and those who write
//! much pause after each write; in one program they also wait for a person's change that is on its way.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::PATIENCE;

/// How often to look whether somebody else has done with writing.
const GLANCE: Duration = Duration::from_millis(1);

/// How long whoever writes much waits at most for what a person does.
const LONGEST: Duration = Duration::from_millis(100);

/// How many changes of persons are on their way in this program.
static ON_THEIR_WAY: AtomicUsize = AtomicUsize::new(0);

/// A change of a person, on its way until this is dropped.
pub(super) struct Change(());

impl Change {
    pub(super) fn begin() -> Self {
        ON_THEIR_WAY.fetch_add(1, Ordering::Relaxed);
        Self(())
    }
}

impl Drop for Change {
    fn drop(&mut self) {
        ON_THEIR_WAY.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Waits a little for another connection that writes, which has been looked at `tries` times; whether to look again.
pub(super) fn wait_for_others(tries: i32) -> bool {
    thread::sleep(GLANCE);
    GLANCE * tries.unsigned_abs() < PATIENCE
}

/// Lets others write; to be called between two of many writes.
pub(super) fn give_way() {
    let start = Instant::now();
    thread::sleep(GLANCE);
    while ON_THEIR_WAY.load(Ordering::Relaxed) > 0 && start.elapsed() < LONGEST {
        thread::sleep(GLANCE / 4);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_writes_much_waits_for_a_change_but_not_for_ever() {
        let change = Change::begin();
        let start = Instant::now();
        give_way();
        assert!(start.elapsed() >= LONGEST);
        thread::scope(|scope| {
            scope.spawn(move || drop(change));
            give_way();
        });
    }

    #[test]
    fn patience_ends() {
        let most = i32::try_from(PATIENCE.as_millis()).unwrap_or(i32::MAX);
        assert!(wait_for_others(most - 1) && !wait_for_others(most));
    }
}
