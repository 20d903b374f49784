//! What the system says of the process that measures.

use std::fs;
use std::time::Duration;

/// The most memory that this process has had at once, in MB, where the system tells.
pub(crate) fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes >> 10)
}

/// The time on all processors since the program began, where the system tells.
pub(crate) fn processors() -> Option<Duration> {
    ticks(11)
}

/// The time on all processors of the commands that it has run to their end, where the system tells.
pub(crate) fn processors_of_commands() -> Option<Duration> {
    ticks(13)
}

/// The sum of two neighbouring times among what the system says of this process, from field `first` after its name.
fn ticks(first: usize) -> Option<Duration> {
    const TICK: u64 = 10; // milliseconds
    let status = fs::read_to_string("/proc/self/stat").ok()?;
    let after_name = status.rsplit_once(')')?.1;
    let fields = after_name.split_whitespace().skip(first).take(2);
    let ticks: u64 = fields.filter_map(|field| field.parse::<u64>().ok()).sum();
    Some(Duration::from_millis(ticks * TICK))
}
