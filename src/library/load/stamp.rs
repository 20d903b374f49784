//! What tells of a file, without reading it, whether it has changed since it was read.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

/// A file changed this shortly before it was looked at may change again without another time: the clocks of
/// file systems are coarse.
const COARSE: Duration = Duration::from_secs(2);

/// Size, times and number of a file; where all are as they were, so is the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Bytes.
    pub size: u64,
    /// When its content was changed, in nanoseconds since 1970.
    pub modified: i64,
    /// When it was changed in any way, in nanoseconds since 1970; 0 where the system does not tell.
    pub changed: i64,
    /// Its number in the file system; 0 where there is none.
    pub inode: u64,
}

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok();
        let (changed, inode) = of_unix(metadata);
        Self {
            size: metadata.len(),
            modified: modified.map_or(0, nanoseconds),
            changed,
            inode,
        }
    }

    /// Whether a file with this stamp cannot have been changed since without getting another; `now` is when it
    /// was looked at.
    pub fn is_settled(&self, now: SystemTime) -> bool {
        let coarse = i64::try_from(COARSE.as_nanos()).unwrap_or(i64::MAX);
        let last = self.modified.max(self.changed);
        last.saturating_add(coarse) < nanoseconds(now)
    }
}

fn nanoseconds(time: SystemTime) -> i64 {
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |n| -n),
    }
}

#[cfg(unix)]
fn of_unix(metadata: &Metadata) -> (i64, u64) {
    use std::os::unix::fs::MetadataExt;
    let changed = metadata.ctime().saturating_mul(1_000_000_000);
    (
        changed.saturating_add(metadata.ctime_nsec()),
        metadata.ino(),
    )
}

#[cfg(not(unix))]
fn of_unix(_: &Metadata) -> (i64, u64) {
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_has_just_changed_is_not_settled() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000);
        let stamp = |modified, changed| Stamp {
            modified,
            changed,
            ..Stamp::default()
        };
        let second = 1_000_000_000;
        for (stamp, settled) in [
            (stamp(990 * second, 990 * second), true),
            (stamp(999 * second, 990 * second), false),
            (stamp(990 * second, 999 * second), false),
            (stamp(2_000 * second, 0), false),
        ] {
            assert_eq!(stamp.is_settled(now), settled, "{stamp:?}");
        }
    }
}
