//! A comparison laid out in lines: what stands beside what, which words stand out, what is said of a row.
//!
//! Pure data, shared by the screen and by what `diff` prints: roles instead of colours, lines already
//! wrapped, and the blocks that a reader moves between.

use std::ops::Range;

use crate::compare::{Row, RowKind, Side, Weight};
use crate::version::Compared;

pub(crate) mod entry;
#[cfg(test)]
pub(crate) mod example;
pub mod heading;
mod inline;
pub(crate) mod painted;
mod paragraph;
mod sheet;
pub mod wording;

/// Cells before the text of a line: two signs and a space.
pub const GUTTER: usize = 3;
/// Cells between the two columns: a space, a line, a space.
pub const DIVIDER: usize = 3;
/// From how many cells on the two texts have room to stand side by side.
const ROOM_FOR_TWO: usize = 100;

/// How the two texts stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// In two columns, level row by row.
    SideBySide,
    /// In one column, the words of both in brackets where they part.
    Inline,
}

impl Form {
    /// The form that suits a screen or page of so many cells.
    pub fn for_width(columns: usize) -> Self {
        if columns < ROOM_FOR_TWO {
            Self::Inline
        } else {
            Self::SideBySide
        }
    }
}

/// How to lay a comparison out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Cells of a whole line, gutter included.
    pub columns: usize,
    /// One column or two.
    pub form: Form,
    /// Whether rows that are the same fold into a line that counts them.
    pub hide_same: bool,
    /// Whether signs are ASCII.
    pub ascii: bool,
    /// Whether words that differ stand in brackets in two columns too, for pages without colour.
    pub brackets: bool,
}

/// What a piece of a line is, for whoever picks its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The name of a side, over its text; `known` where the outlet is.
    Name {
        /// Whose name.
        side: Side,
        /// Whether it is an outlet's, not a file's.
        known: bool,
    },
    /// Words that both sides have.
    Plain,
    /// Words of a headline that both sides have.
    Strong,
    /// Words of a reworded row that only this side has.
    Edit(Side),
    /// Words of a row that only this side has.
    Only(Side),
    /// Words of a conflict.
    Conflict(Weight),
    /// What is said of a moved row.
    Moved,
    /// What else the program itself says.
    Note,
}

/// A piece of a line in one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// The words, with the spaces between them.
    pub text: String,
    /// What they are.
    pub role: Role,
}

/// What stands on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cells {
    /// One text over the whole width.
    Wide(Vec<Segment>),
    /// A half for each side.
    Beside(Vec<Segment>, Vec<Segment>),
}

impl Cells {
    /// What parts the two halves, one cell. Where letters run from right to left a mark keeps a
    /// terminal that reorders them from joining the halves.
    pub fn divider(&self) -> &'static str {
        let Self::Beside(left, right) = self else {
            return " ";
        };
        let mut segments = left.iter().chain(right);
        if segments.any(|segment| segment.text.chars().any(is_right_to_left)) {
            "│\u{200e}"
        } else {
            "│"
        }
    }
}

/// Whether a letter belongs to a script that is written from right to left.
fn is_right_to_left(letter: char) -> bool {
    matches!(
        letter,
        '\u{590}'..='\u{8ff}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefe}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}

/// One line, at most as wide as the options say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What stands in the gutter: on the first line of a row its signs.
    pub signs: Vec<Sign>,
    /// What stands beside the gutter.
    pub cells: Cells,
}

/// What a block of lines shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// That there is nothing to compare.
    Verdict,
    /// The two headlines.
    Headlines,
    /// A row of the comparison, by index.
    Row(usize),
    /// Rows that are the same, folded.
    Same(Range<usize>),
}

/// Lines that belong together; the empty line after them is theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What they show.
    pub place: Place,
    /// What kind of thing it is, in one sign.
    pub sign: Sign,
    /// Which lines.
    pub lines: Range<usize>,
}

/// A comparison as lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// One column or two.
    pub form: Form,
    /// Cells of one of the two columns, or of the one.
    pub measure: usize,
    /// Every line, from the top.
    pub lines: Vec<Line>,
    /// The lines in blocks, without gaps; empty where there is nothing at all to show.
    pub blocks: Vec<Block>,
}

impl Spread {
    /// Lays `compared` out.
    pub fn new(compared: &Compared, options: Options) -> Self {
        sheet::Sheet::new(compared, options).lay_out()
    }

    /// Index of the block that line `line` belongs to.
    pub fn block_at(&self, line: usize) -> Option<usize> {
        let after = self.blocks.partition_point(|b| b.lines.start <= line);
        after.checked_sub(1)
    }

    /// Index of the block that shows what `place` shows, rows folded or not.
    pub fn block_like(&self, place: &Place) -> Option<usize> {
        let row = match place {
            Place::Row(row) => *row,
            Place::Same(rows) => rows.start,
            Place::Verdict | Place::Headlines => {
                return self.blocks.iter().position(|block| block.place == *place);
            }
        };
        self.blocks.iter().position(|block| match &block.place {
            Place::Row(index) => *index == row,
            Place::Same(rows) => rows.contains(&row),
            Place::Verdict | Place::Headlines => false,
        })
    }
}

/// The sign in the gutter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// The same on both sides: a space.
    Same,
    /// Moved, and in the same words.
    Moved,
    /// In other words.
    Reworded,
    /// Only on the left.
    Left,
    /// Only on the right.
    Right,
    /// With another fact.
    Conflict,
}

impl Sign {
    /// The sign that sums a row up.
    pub fn of(row: &Row) -> Self {
        match row.kind {
            _ if !row.conflicts.is_empty() => Self::Conflict,
            RowKind::Left => Self::Left,
            RowKind::Right => Self::Right,
            RowKind::Reworded => Self::Reworded,
            RowKind::Same if row.moved => Self::Moved,
            RowKind::Same => Self::Same,
        }
    }

    /// The sign of what one side alone says.
    pub fn only(side: Side) -> Self {
        match side {
            Side::Left => Self::Left,
            Side::Right => Self::Right,
        }
    }

    /// All signs of a row: a moved row says both that and what else it is.
    pub fn all_of(row: &Row) -> Vec<Self> {
        let mut signs = vec![Self::of(row)];
        if row.moved && signs != [Self::Moved] {
            signs.push(Self::Moved);
        }
        signs
    }

    /// The sign as drawn, one cell.
    pub fn glyph(self, ascii: bool) -> &'static str {
        let (drawn, plain) = match self {
            Self::Same => (" ", " "),
            Self::Moved => ("↕", "^"),
            Self::Reworded => ("≠", "~"),
            Self::Left => ("◂", "<"),
            Self::Right => ("▸", ">"),
            Self::Conflict => ("!", "!"),
        };
        if ascii { plain } else { drawn }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::wrap;

    fn options(columns: usize, form: Form) -> Options {
        Options {
            columns,
            form,
            hide_same: false,
            ascii: false,
            brackets: false,
        }
    }

    fn text(segments: &[Segment]) -> String {
        segments
            .iter()
            .map(|segment| segment.text.as_str())
            .collect()
    }

    fn form() -> impl Strategy<Value = Form> {
        prop_oneof![Just(Form::SideBySide), Just(Form::Inline)]
    }

    #[test]
    fn rows_that_are_the_same_fold_into_a_count() {
        let options = Options {
            hide_same: true,
            ..options(120, Form::SideBySide)
        };
        let spread = Spread::new(&example::strike(), options);
        let folds: Vec<_> = spread
            .blocks
            .iter()
            .filter(|block| matches!(block.place, Place::Same(_)))
            .map(|block| match &spread.lines[block.lines.start].cells {
                Cells::Wide(segments) => text(segments),
                Cells::Beside(..) => "beside".to_owned(),
            })
            .collect();
        assert_eq!(folds, ["… 1 row the same …", "… 2 rows the same …"]);
    }

    #[test]
    fn a_moved_row_shows_both_signs() {
        let mut row = example::strike().comparison.rows[5].clone();
        assert_eq!(Sign::all_of(&row), [Sign::Moved]);
        row.kind = RowKind::Reworded;
        assert_eq!(Sign::all_of(&row), [Sign::Reworded, Sign::Moved]);
    }

    #[test]
    fn right_to_left_halves_are_kept_apart() {
        let half = |text: &str| {
            vec![Segment {
                text: text.to_owned(),
                role: Role::Plain,
            }]
        };
        assert_eq!(Cells::Beside(half("abc"), half("def")).divider(), "│");
        assert_eq!(
            Cells::Beside(half("سلام"), half("שלום")).divider(),
            "│\u{200e}"
        );
    }

    proptest! {
        #[test]
        fn blocks_tile_the_lines(columns in 0_usize..200, form in form(), hide_same: bool) {
            let options = Options { hide_same, ..options(columns, form) };
            let spread = Spread::new(&example::strike(), options);
            let mut end = 0;
            for (index, block) in spread.blocks.iter().enumerate() {
                prop_assert_eq!(block.lines.start, end);
                prop_assert!(!block.lines.is_empty());
                prop_assert!(block.lines.clone().all(|line| spread.block_at(line) == Some(index)));
                end = block.lines.end;
            }
            prop_assert_eq!(end, spread.lines.len());
        }

        #[test]
        fn no_line_is_wider_than_its_column(columns in 8_usize..200, form in form(), brackets: bool) {
            let options = Options { brackets, ..options(columns, form) };
            let spread = Spread::new(&example::strike(), options);
            for line in &spread.lines {
                match &line.cells {
                    Cells::Wide(all) => prop_assert!(wrap::width(&text(all)) <= columns - GUTTER),
                    Cells::Beside(left, right) => for half in [left, right] {
                        prop_assert!(wrap::width(&text(half)) <= spread.measure);
                    },
                }
            }
        }

        #[test]
        fn every_word_of_both_sides_is_shown(columns in 12_usize..200) {
            let compared = example::strike();
            let spread = Spread::new(&compared, options(columns, Form::SideBySide));
            for (index, page) in [&compared.left, &compared.right].into_iter().enumerate() {
                let shown: Vec<String> = spread.lines.iter().map(|line| match &line.cells {
                    Cells::Wide(_) => String::new(),
                    Cells::Beside(left, right) => text([left, right][index]),
                }).collect();
                let unspaced = |text: &str| text.split_whitespace().collect::<String>();
                let shown = unspaced(&shown.concat());
                for (_, sentence) in &page.sentences {
                    prop_assert!(shown.contains(&unspaced(sentence)), "{sentence} in {shown}");
                }
            }
        }
    }
}
