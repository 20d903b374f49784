//! The diff view: which rows show, where one stands, the next and previous divergence and conflict.

use std::sync::Arc;

use self::frame::Frame;
use super::cursor::Step;
use crate::spread::{Form, Options, Spread};
use crate::version::Compared;

pub mod frame;
mod jump;

/// The place where one stands is drawn this part of the window below its top.
const LEAD: usize = 3;

/// How a person chose to look at comparisons: it holds from one to the next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Choices {
    /// Side by side or inline, whatever the width; none leaves it to the width.
    form: Option<Form>,
    /// Whether rows that are the same are folded.
    hide_same: bool,
    /// Whether signs are drawn in ASCII.
    ascii: bool,
}

/// Two versions being compared, and how one looks at them.
#[derive(Debug, Clone)]
pub struct CompareView {
    compared: Arc<Compared>,
    spread: Spread,
    frame: Frame,
    /// Width and height of the whole area, in cells.
    size: (u16, u16),
    /// The form the person chose; else the width decides.
    choices: Choices,
    /// The line where one stands; the window follows it.
    line: usize,
    /// The conflict one has jumped to, counted over headline and rows.
    conflict: Option<usize>,
}

impl CompareView {
    /// A view at the top of the comparison; it has no size yet.
    pub fn new(compared: Arc<Compared>) -> Self {
        Self::with(compared, Choices::default())
    }

    /// The same, looked at as another comparison was.
    pub fn with(compared: Arc<Compared>, choices: Choices) -> Self {
        let (frame, form) = Frame::new((0, 0), choices.form);
        let options = options(frame, form, choices.hide_same, choices.ascii);
        Self {
            spread: Spread::new(&compared, options),
            compared,
            frame,
            size: (0, 0),
            choices,
            line: 0,
            conflict: None,
        }
    }

    /// How a person chose to look at it.
    pub fn choices(&self) -> Choices {
        self.choices
    }

    /// What is compared.
    pub fn compared(&self) -> &Arc<Compared> {
        &self.compared
    }

    /// The comparison in lines, as wide as the view.
    pub fn spread(&self) -> &Spread {
        &self.spread
    }

    /// Where in the area each part stands.
    pub fn frame(&self) -> Frame {
        self.frame
    }

    /// Whether signs are drawn in ASCII.
    pub fn is_ascii(&self) -> bool {
        self.choices.ascii
    }

    /// Draws signs in ASCII, or not.
    pub fn set_ascii(&mut self, ascii: bool) {
        self.choices.ascii = ascii;
        self.lay_out();
    }

    /// Fits the view into an area of `width` by `height` cells; the place where one stands stays.
    pub fn fit(&mut self, width: u16, height: u16) {
        if self.size != (width, height) {
            self.size = (width, height);
            self.lay_out();
        }
    }

    /// Side by side becomes inline and the other way round, whatever the width, from now on.
    pub fn toggle_inline(&mut self) {
        self.choices.form = Some(match self.spread.form {
            Form::SideBySide => Form::Inline,
            Form::Inline => Form::SideBySide,
        });
        self.lay_out();
    }

    /// Folds the rows that are the same, or shows them again.
    pub fn toggle_same(&mut self) {
        self.choices.hide_same = !self.choices.hide_same;
        self.lay_out();
    }

    /// Index of the first line in sight.
    pub fn top(&self) -> usize {
        let last = self.spread.lines.len().saturating_sub(self.frame.body);
        self.line.saturating_sub(self.frame.body / LEAD).min(last)
    }

    /// Index of the line where one stands.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Index of the block where one stands; none where there is nothing to show.
    pub fn current(&self) -> Option<usize> {
        self.spread.block_at(self.line)
    }

    /// Moves: by rows, or by parts of the window.
    pub fn step(&mut self, step: Step) {
        self.conflict = None;
        match step {
            Step::Rows(rows) => {
                for _ in 0..rows.unsigned_abs().min(self.spread.lines.len()) {
                    self.line = self.beside(rows > 0).unwrap_or(self.line);
                }
            }
            Step::Top | Step::Bottom | Step::HalfPages(_) | Step::Pages(_) => {
                self.line = step.target(self.line, self.spread.lines.len(), self.frame.body);
            }
        }
    }

    /// The line one row down or up; within a row that is longer than the window, one line.
    fn beside(&self, down: bool) -> Option<usize> {
        let index = self.current()?;
        let block = &self.spread.blocks[index].lines;
        let (top, bottom) = (self.top(), self.top() + self.frame.body.max(1));
        if down {
            let next = self.spread.blocks.get(index + 1);
            let end = block.end - usize::from(next.is_some());
            return if end > bottom {
                Some(self.line + 1)
            } else {
                next.map(|next| next.lines.start)
            };
        }
        if block.start < top {
            return Some(self.line - 1);
        }
        if block.start < self.line {
            return Some(block.start);
        }
        let before = &self.spread.blocks[index.checked_sub(1)?].lines;
        let long = before.len() > self.frame.body / LEAD;
        Some(if long { before.end - 1 } else { before.start })
    }

    /// Lays the comparison out anew and finds the place where one stood.
    fn lay_out(&mut self) {
        let stood = self
            .current()
            .map(|index| self.spread.blocks[index].clone());
        let (frame, form) = Frame::new(self.size, self.choices.form);
        self.frame = frame;
        let options = options(frame, form, self.choices.hide_same, self.choices.ascii);
        self.spread = Spread::new(&self.compared, options);
        self.line = stood.map_or(0, |block| {
            let found = self.spread.block_like(&block.place);
            let lines = found.map_or(0..1, |index| self.spread.blocks[index].lines.clone());
            (lines.start + (self.line - block.lines.start)).min(lines.end - 1)
        });
    }
}

fn options(frame: Frame, form: Form, hide_same: bool, ascii: bool) -> Options {
    Options {
        columns: frame.columns,
        form,
        hide_same,
        ascii,
        brackets: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spread::{Place, example};

    fn view(width: u16, height: u16) -> CompareView {
        let mut view = CompareView::new(Arc::new(example::strike()));
        view.fit(width, height);
        view
    }

    #[track_caller]
    fn place(view: &CompareView) -> Place {
        let index = view.current().expect("there is something to show");
        view.spread.blocks[index].place.clone()
    }

    #[test]
    fn each_step_goes_to_the_next_row() {
        let mut view = view(120, 30);
        assert_eq!(place(&view), Place::Headlines);
        view.step(Step::Rows(1));
        assert_eq!(place(&view), Place::Row(0));
        view.step(Step::Rows(2));
        assert_eq!(view.position(), "row 3 of 9");
        view.step(Step::Rows(-3));
        assert_eq!(place(&view), Place::Headlines);
    }

    #[test]
    fn steps_stop_at_both_ends() {
        let mut view = view(80, 24);
        view.step(Step::Rows(-5));
        assert_eq!(view.top(), 0);
        view.step(Step::Rows(500));
        assert_eq!(place(&view), Place::Row(8));
        view.step(Step::Top);
        assert_eq!(view.line, 0);
    }

    #[test]
    fn stepping_through_a_narrow_window_skips_no_line() {
        let mut view = view(16, 6);
        let mut seen = 0;
        loop {
            let (top, line) = (view.top(), view.line);
            assert!(top <= seen, "line {seen} was never in sight");
            seen = seen.max(top + view.frame.body);
            view.step(Step::Rows(1));
            if view.line == line {
                break;
            }
        }
        assert!(seen >= view.spread.lines.len());
    }

    #[test]
    fn a_jump_puts_the_row_near_the_top_third() {
        let mut view = view(60, 18);
        for _ in 0..4 {
            view.next_divergence(true).expect("there are six");
        }
        let index = view.current().expect("a row");
        let start = view.spread.blocks[index].lines.start;
        assert_eq!(start - view.top(), view.frame.body / LEAD);
    }

    #[test]
    fn resizing_and_toggling_keep_the_row() {
        let mut view = view(120, 30);
        view.step(Step::Rows(5));
        for (width, height) in [(60, 20), (1, 1), (0, 0), (200, 50)] {
            view.fit(width, height);
            assert_eq!(place(&view), Place::Row(4));
        }
        view.toggle_inline();
        assert_eq!(view.spread.form, Form::Inline);
        view.toggle_same();
        assert_eq!(place(&view), Place::Row(4));
    }

    #[test]
    fn folded_rows_are_one_stop() {
        let mut view = view(120, 30);
        view.step(Step::Rows(8));
        assert_eq!(place(&view), Place::Row(7));
        view.toggle_same();
        assert_eq!(place(&view), Place::Same(6..8));
        assert_eq!(view.position(), "rows 7–8 of 9, the same");
        view.toggle_same();
        assert_eq!(place(&view), Place::Row(6));
    }

    #[test]
    fn a_narrow_screen_turns_the_view_inline_by_itself() {
        assert_eq!(view(99, 30).spread.form, Form::Inline);
        assert_eq!(view(100, 30).spread.form, Form::SideBySide);
        let mut chosen = view(99, 30);
        chosen.toggle_inline();
        chosen.fit(80, 24);
        assert_eq!(chosen.spread.form, Form::SideBySide);
    }
}
