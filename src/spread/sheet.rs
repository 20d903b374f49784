//! The comparison laid down block by block: verdict, headlines, rows, folds.

use super::painted::Painted;
use super::{
    Block, Cells, DIVIDER, Form, GUTTER, Line, Options, Place, Role, Segment, Sign, Spread, inline,
    paragraph, wording,
};
use crate::compare::{Conflict, Row, RowKind, Side};
use crate::version::Compared;

/// Cells of the sign before each of two paragraphs that stand one under the other.
const HANG: usize = 2;

/// A spread in the making.
pub(super) struct Sheet<'a> {
    compared: &'a Compared,
    options: Options,
    spread: Spread,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(compared: &'a Compared, options: Options) -> Self {
        let text = options.columns.saturating_sub(GUTTER);
        let measure = match options.form {
            Form::Inline => text,
            Form::SideBySide => text.saturating_sub(DIVIDER) / 2,
        };
        let spread = Spread {
            form: options.form,
            measure: measure.max(1),
            lines: Vec::new(),
            blocks: Vec::new(),
        };
        Self {
            compared,
            options,
            spread,
        }
    }

    pub(super) fn lay_out(mut self) -> Spread {
        self.verdict();
        self.headlines();
        self.rows();
        if let (Some(block), Some(_)) = (self.spread.blocks.last_mut(), self.spread.lines.pop()) {
            block.lines.end -= 1; // the last block needs no line to part it from the next
        }
        self.spread
    }

    fn verdict(&mut self) {
        if let Some(words) = wording::verdict(self.compared) {
            let lines = self.note(words, Role::Strong);
            self.block(Place::Verdict, &[Sign::Same], lines);
        }
    }

    fn headlines(&mut self) {
        let sides =
            [Side::Left, Side::Right].map(|side| paragraph::of_headline(self.compared, side));
        if sides == [None, None] {
            return;
        }
        let [left, right] = sides.map(|side| side.unwrap_or_else(no_headline));
        let mut lines = self.both(&left, &right, Vec::new());
        let compared = self.compared;
        let conflicts = &compared.comparison.headline.conflicts;
        lines.extend(self.conflicts(conflicts));
        let sign = match conflicts.is_empty() {
            false => Sign::Conflict,
            true if compared.comparison.headline.edits.is_empty() => Sign::Same,
            true => Sign::Reworded,
        };
        self.block(Place::Headlines, &[sign], lines);
    }

    fn rows(&mut self) {
        let rows = &self.compared.comparison.rows;
        let mut index = 0;
        while let Some(row) = rows.get(index) {
            let same = rows[index..].iter().take_while(|row| self.folds(row));
            match same.count() {
                0 => {
                    let lines = self.row(row);
                    self.block(Place::Row(index), &Sign::all_of(row), lines);
                    index += 1;
                }
                count => {
                    let lines = self.note(&wording::folded(count), Role::Note);
                    self.block(Place::Same(index..index + count), &[Sign::Same], lines);
                    index += count;
                }
            }
        }
    }

    fn folds(&self, row: &Row) -> bool {
        self.options.hide_same && Sign::all_of(row) == [Sign::Same]
    }

    /// Adds the lines as a block, and the empty line after it.
    fn block(&mut self, place: Place, signs: &[Sign], cells: Vec<Cells>) {
        let start = self.spread.lines.len();
        let lines = cells.into_iter().chain([Cells::Wide(Vec::new())]);
        self.spread.lines.extend(lines.map(|cells| Line {
            signs: Vec::new(),
            cells,
        }));
        signs.clone_into(&mut self.spread.lines[start].signs);
        self.spread.blocks.push(Block {
            place,
            sign: signs[0],
            lines: start..self.spread.lines.len(),
        });
    }

    fn row(&self, row: &Row) -> Vec<Cells> {
        let [left, right] =
            [Side::Left, Side::Right].map(|side| paragraph::of_row(self.compared, row, side));
        let doubt = wording::doubt(row);
        let moved = wording::moved(self.compared, row, self.options.ascii);
        let mut lines = match row.kind {
            RowKind::Left => self.only(Side::Left, &left, doubt),
            RowKind::Right => self.only(Side::Right, &right, doubt),
            RowKind::Same | RowKind::Reworded => {
                let said = moved.iter().map(|words| (words.as_str(), Role::Moved));
                let said = said.chain(doubt.map(|words| (words, Role::Note)));
                self.both(&left, &right, said.collect())
            }
        };
        lines.extend(self.conflicts(&row.conflicts));
        lines
    }

    /// A row that one side only has; what is said of it stands on the other side.
    fn only(&self, side: Side, text: &Painted, doubt: Option<&str>) -> Vec<Cells> {
        let text = text.lines(self.spread.measure);
        let said = doubt.map(|words| self.wrapped(words, Role::Note));
        let said = said.unwrap_or_default();
        match (self.spread.form, side) {
            (Form::Inline, _) => text.into_iter().chain(said).map(Cells::Wide).collect(),
            (Form::SideBySide, Side::Left) => beside(text, said),
            (Form::SideBySide, Side::Right) => beside(said, text),
        }
    }

    /// A row that both sides have, and what is said of it.
    fn both(&self, left: &Painted, right: &Painted, said: Vec<(&str, Role)>) -> Vec<Cells> {
        let said = said
            .into_iter()
            .flat_map(|(words, role)| self.wrapped(words, role));
        match self.spread.form {
            Form::SideBySide => {
                let [left, mut right] = [left, right].map(|side| self.column(side));
                right.extend(said);
                beside(left, right)
            }
            Form::Inline => {
                let mut lines = self.inline(left, right);
                lines.extend(said.map(Cells::Wide));
                lines
            }
        }
    }

    fn column(&self, side: &Painted) -> Vec<Vec<Segment>> {
        if self.options.brackets {
            side.bracketed().lines(self.spread.measure)
        } else {
            side.lines(self.spread.measure)
        }
    }

    fn inline(&self, left: &Painted, right: &Painted) -> Vec<Cells> {
        if let Some(woven) = inline::weave(left, right, self.options.ascii) {
            let lines = woven.lines(self.spread.measure);
            return lines.into_iter().map(Cells::Wide).collect();
        }
        let mut lines = self.hanging(Side::Left, left);
        lines.extend(self.hanging(Side::Right, right));
        lines
    }

    /// A paragraph that hangs from the sign of its side.
    fn hanging(&self, side: Side, text: &Painted) -> Vec<Cells> {
        let sign = match side {
            Side::Left => Sign::Left,
            Side::Right => Sign::Right,
        };
        let text = if self.options.brackets {
            text.bracketed()
        } else {
            text.clone()
        };
        let measure = self.spread.measure.saturating_sub(HANG);
        let lines = text.lines(measure).into_iter().enumerate();
        let lines = lines.map(|(index, line)| {
            let mark = if index == 0 {
                sign.glyph(self.options.ascii)
            } else {
                " "
            };
            let hang = Segment {
                text: format!("{mark:<HANG$}"),
                role: Role::Only(side),
            };
            Cells::Wide(std::iter::once(hang).chain(line).collect())
        });
        lines.collect()
    }

    fn conflicts(&self, conflicts: &[Conflict]) -> Vec<Cells> {
        let columns = self.options.columns.saturating_sub(GUTTER);
        let notes = conflicts.iter().map(wording::conflict);
        let lines = notes.flat_map(|note| note.lines(columns));
        lines.map(Cells::Wide).collect()
    }

    fn note(&self, words: &str, role: Role) -> Vec<Cells> {
        let columns = self.options.columns.saturating_sub(GUTTER);
        let mut note = Painted::default();
        note.push(words, role);
        note.lines(columns).into_iter().map(Cells::Wide).collect()
    }

    fn wrapped(&self, words: &str, role: Role) -> Vec<Vec<Segment>> {
        let mut note = Painted::default();
        note.push(words, role);
        note.lines(self.spread.measure)
    }
}

/// What stands in for a headline that was derived from the body.
fn no_headline() -> Painted {
    let mut note = Painted::default();
    note.push("(no headline)", Role::Note);
    note
}

/// Two columns level, line by line.
fn beside(left: Vec<Vec<Segment>>, right: Vec<Vec<Segment>>) -> Vec<Cells> {
    let count = left.len().max(right.len());
    let pad = |side: Vec<Vec<Segment>>| side.into_iter().chain(std::iter::repeat(Vec::new()));
    let pairs = pad(left).zip(pad(right)).take(count);
    pairs.map(|(l, r)| Cells::Beside(l, r)).collect()
}
