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
    /// Whether it leads towards the end.
    pub fn is_on(self) -> bool {
        match self {
            Self::Top => false,
            Self::Bottom => true,
            Self::Rows(by) | Self::HalfPages(by) | Self::Pages(by) => by > 0,
        }
    }

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

/// A selected row in a list of known length, and the first row in sight; rows may differ in height.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cursor {
    at: usize,
    top: usize,
    length: usize,
    /// Rows in sight when it was last kept there.
    shown: usize,
}

impl Cursor {
    /// The first row of a list of `length` rows.
    pub fn new(length: usize) -> Self {
        Self {
            length,
            ..Self::default()
        }
    }

    /// Index of the selected row; 0 in an empty list.
    pub fn at(self) -> usize {
        self.at
    }

    /// Index of the first row in sight.
    pub fn top(self) -> usize {
        self.top
    }

    /// Number of rows.
    pub fn length(self) -> usize {
        self.length
    }

    /// Moves by one step.
    pub fn step(&mut self, step: Step) {
        self.at = step.target(self.at, self.length, self.shown);
    }

    /// Moves to row `at`, or the last row.
    pub fn go(&mut self, at: usize) {
        self.at = at.min(self.length.saturating_sub(1));
    }

    /// Makes row `top` the first in sight; [`Cursor::keep_in_sight`] says whether it can be.
    pub fn scroll(&mut self, top: usize) {
        self.top = top;
    }

    /// Scrolls so little that the selected row is in a window of `height` lines, where row `i` is
    /// `tall(i)` lines high; asks only for rows near the window.
    pub fn keep_in_sight(&mut self, height: usize, tall: impl Fn(usize) -> usize) {
        let lowest = window_ending_at(self.length.saturating_sub(1), height, &tall).min(self.at);
        let highest = window_ending_at(self.at, height, &tall).min(lowest);
        self.top = self.top.clamp(highest, lowest);
        let mut lines = 0;
        let in_sight = |&row: &usize| {
            lines += tall(row);
            lines <= height
        };
        self.shown = (self.top..self.length).take_while(in_sight).count();
    }
}

/// The first row of a window of `height` lines that ends with row `last`, whole where it can be.
fn window_ending_at(last: usize, height: usize, tall: impl Fn(usize) -> usize) -> usize {
    let mut room = height.saturating_sub(tall(last));
    let mut first = last;
    while first > 0 && tall(first - 1) <= room {
        first -= 1;
        room -= tall(first);
    }
    first
}

/// The first line in sight of a text of known length in a window of known height.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scroll {
    top: usize,
    length: usize,
    height: usize,
}

impl Scroll {
    /// Index of the first line in sight.
    pub fn top(self) -> usize {
        self.top
    }

    /// Moves by one step; the last window is full where the text is long enough.
    pub fn step(&mut self, step: Step) {
        self.top = step.target(self.top, self.last() + 1, self.height);
    }

    /// Moves to line `top`, or the last that fills the window.
    pub fn go(&mut self, top: usize) {
        self.top = top.min(self.last());
    }

    /// Takes a new length and height; the first line stays, where it can.
    pub fn fit(&mut self, length: usize, height: usize) {
        (self.length, self.height) = (length, height);
        self.go(self.top);
    }

    /// How much of the text has been in sight, in percent; none where it fits as a whole.
    pub fn percent(self) -> Option<usize> {
        let seen = self.top + self.height;
        (self.length > self.height).then(|| (seen * 100 / self.length.max(1)).min(100))
    }

    fn last(self) -> usize {
        self.length.saturating_sub(self.height)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn steps() -> impl Strategy<Value = Step> {
        prop_oneof![
            Just(Step::Top),
            Just(Step::Bottom),
            any::<isize>().prop_map(Step::Rows),
            (-3..3isize).prop_map(Step::HalfPages),
            (-3..3isize).prop_map(Step::Pages),
        ]
    }

    #[test]
    fn a_list_scrolls_no_more_than_it_must() {
        let mut cursor = Cursor::new(10);
        let mut tops = Vec::new();
        for _ in 0..5 {
            cursor.keep_in_sight(6, |_| 2);
            tops.push(cursor.top());
            cursor.step(Step::Rows(1));
        }
        assert_eq!(tops, [0, 0, 0, 1, 2]);
    }

    #[test]
    fn the_last_window_of_a_list_is_full() {
        let mut cursor = Cursor::new(10);
        cursor.step(Step::Bottom);
        cursor.keep_in_sight(6, |_| 2);
        assert_eq!(cursor.top(), 7);
    }

    #[test]
    fn a_text_that_fits_has_no_percentage() {
        let mut scroll = Scroll::default();
        scroll.fit(5, 10);
        assert_eq!(scroll.percent(), None);
        scroll.fit(20, 10);
        assert_eq!(scroll.percent(), Some(50));
        scroll.step(Step::Bottom);
        assert_eq!((scroll.top(), scroll.percent()), (10, Some(100)));
    }

    proptest! {
        #[test]
        fn any_steps_keep_the_cursor_in_range_and_in_sight(
            script in prop::collection::vec(steps(), 0..20),
            heights in prop::collection::vec(1..4usize, 0..40),
            height in 4..20usize,
        ) {
            let mut cursor = Cursor::new(heights.len());
            for step in script {
                cursor.step(step);
                cursor.keep_in_sight(height, |row| heights.get(row).copied().unwrap_or(0));
                prop_assert!(cursor.at() < heights.len().max(1));
                prop_assert!(cursor.top() <= cursor.at());
                let used: usize = heights.iter().take(cursor.at() + 1).skip(cursor.top()).sum();
                prop_assert!(used <= height);
            }
        }

        #[test]
        fn any_steps_keep_a_text_in_the_window(
            script in prop::collection::vec(steps(), 0..20),
            length in 0..100usize,
            height in 0..20usize,
        ) {
            let mut scroll = Scroll::default();
            scroll.fit(length, height);
            for step in script {
                scroll.step(step);
                prop_assert!(scroll.top() + height <= length.max(height));
            }
        }
    }
}
