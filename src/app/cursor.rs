//! A position in a list of known length, seen through a window of known height; every motion is a [`Step`].

/// One motion, in any pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the first row.
    Top,
    /// To the last row.
    Bottom,
    /// So many rows down; up where negative.
    Rows(isize),
    /// So many half windows down; up where negative.
    HalfPages(isize),
    /// So many windows down; up where negative.
    Pages(isize),
}

impl Step {
    /// Where the step leads from `from` in a list of `length` rows (0 stays 0) seen `height` at a time.
    pub fn target(self, from: usize, length: usize, height: usize) -> usize {
        let last = length.saturating_sub(1);
        let by = |rows: isize| from.saturating_add_signed(rows).min(last);
        let height = isize::try_from(height.max(1)).unwrap_or(isize::MAX);
        match self {
            Self::Top => 0,
            Self::Bottom => last,
            Self::Rows(rows) => by(rows),
            Self::HalfPages(halves) => by((height / 2).max(1).saturating_mul(halves)),
            Self::Pages(pages) => by((height - 1).max(1).saturating_mul(pages)),
        }
    }
}
