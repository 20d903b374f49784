//! The comparison laid down block by block: verdict, headlines, rows, folds.

use super::entry::Entry;
use super::painted::Painted;
use super::{
    Block, Cells, DIVIDER, Form, GUTTER, Line, Options, Place, Role, Segment, Sign, Spread, inline,
    wording,
};
use crate::compare::{Row, Side};
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
        if let Some(words) = wording::verdict(self.compared) {
            self.remark(Place::Verdict, words, Role::Strong);
        }
        if let Some(headlines) = Entry::of_headlines(self.compared) {
            self.entry(Place::Headlines, &headlines);
        }
        self.rows();
        if let (Some(block), Some(_)) = (self.spread.blocks.last_mut(), self.spread.lines.pop()) {
            block.lines.end -= 1; // nothing follows that an empty line would part it from
        }
        self.spread
    }

    fn rows(&mut self) {
        let rows = &self.compared.comparison.rows;
        let mut index = 0;
        while let Some(row) = rows.get(index) {
            let same = rows[index..].iter().take_while(|row| self.folds(row));
            match same.count() {
                0 => {
                    let entry = Entry::of_row(self.compared, row, self.options.ascii);
                    self.entry(Place::Row(index), &entry);
                    index += 1;
                }
                count => {
                    let place = Place::Same(index..index + count);
                    self.remark(place, &wording::folded(count), Role::Note);
                    index += count;
                }
            }
        }
    }

    fn folds(&self, row: &Row) -> bool {
        self.options.hide_same && Sign::all_of(row) == [Sign::Same]
    }

    /// A line of our own over the whole width.
    fn remark(&mut self, place: Place, words: &str, role: Role) {
        let columns = self.options.columns.saturating_sub(GUTTER);
        let lines = wide(Painted::new(words, role).lines(columns));
        self.block(place, &[Sign::Same], lines);
    }

    fn entry(&mut self, place: Place, entry: &Entry<'_>) {
        let lines = match self.spread.form {
            Form::SideBySide => self.side_by_side(entry),
            Form::Inline => self.inline(entry),
        };
        self.block(place, &entry.signs, lines);
    }

    /// Adds the lines as a block, and the empty line after it.
    fn block(&mut self, place: Place, signs: &[Sign], cells: Vec<Cells>) {
        let start = self.spread.lines.len();
        let empty = match self.spread.form {
            Form::Inline => Cells::Wide(Vec::new()),
            Form::SideBySide => Cells::Beside(Vec::new(), Vec::new()),
        };
        let lines = cells.into_iter().chain([empty]).map(|cells| Line {
            signs: Vec::new(),
            cells,
        });
        self.spread.lines.extend(lines);
        signs.clone_into(&mut self.spread.lines[start].signs);
        self.spread.blocks.push(Block {
            place,
            sign: signs[0],
            lines: start..self.spread.lines.len(),
        });
    }

    /// Both texts level, and under them each note level with its other half.
    fn side_by_side(&self, entry: &Entry<'_>) -> Vec<Cells> {
        let mut lines = beside(entry.texts.each_ref().map(|text| self.column(text)));
        for note in &entry.notes {
            lines.extend(beside(
                note.halves().map(|half| half.lines(self.spread.measure)),
            ));
        }
        lines
    }

    fn column(&self, text: &Painted) -> Vec<Vec<Segment>> {
        self.marked(text).lines(self.spread.measure)
    }

    /// With brackets, where there is no colour to tell the words that differ.
    fn marked(&self, text: &Painted) -> Painted {
        if self.options.brackets {
            text.bracketed()
        } else {
            text.clone()
        }
    }

    fn inline(&self, entry: &Entry<'_>) -> Vec<Cells> {
        let [left, right] = &entry.texts;
        let mut lines = match entry.only {
            Some(Side::Left) => self.paragraphs([left, right]),
            Some(Side::Right) => self.paragraphs([right, left]),
            None => match inline::weave(left, right, self.options.ascii) {
                Some(woven) => self.paragraphs([&woven]),
                None => [(Side::Left, left), (Side::Right, right)]
                    .into_iter()
                    .flat_map(|(side, text)| self.hanging(side, text))
                    .collect(),
            },
        };
        for note in &entry.notes {
            lines.extend(self.paragraphs([&note.whole()]));
        }
        lines
    }

    fn paragraphs<const N: usize>(&self, texts: [&Painted; N]) -> Vec<Cells> {
        let said = texts.into_iter().filter(|text| !text.text().is_empty());
        wide(said.flat_map(|text| text.lines(self.spread.measure)))
    }

    /// A paragraph that hangs from the sign of its side.
    fn hanging(&self, side: Side, text: &Painted) -> Vec<Cells> {
        let sign = Sign::only(side).glyph(self.options.ascii);
        let measure = self.spread.measure.saturating_sub(HANG);
        let lines = self.marked(text).lines(measure).into_iter().enumerate();
        wide(lines.map(|(index, line)| {
            let mark = if index == 0 { sign } else { " " };
            let hang = Segment {
                text: format!("{mark:<HANG$}"),
                role: Role::Only(side),
            };
            std::iter::once(hang).chain(line).collect()
        }))
    }
}

fn wide(lines: impl IntoIterator<Item = Vec<Segment>>) -> Vec<Cells> {
    lines.into_iter().map(Cells::Wide).collect()
}

/// Two columns level, line by line.
fn beside([left, right]: [Vec<Vec<Segment>>; 2]) -> Vec<Cells> {
    let count = left.len().max(right.len());
    let pad = |side: Vec<Vec<Segment>>| side.into_iter().chain(std::iter::repeat(Vec::new()));
    let pairs = pad(left).zip(pad(right)).take(count);
    pairs.map(|(l, r)| Cells::Beside(l, r)).collect()
}
