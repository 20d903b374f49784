//! The names of the two sides, as they stand over their texts.

use super::{Cells, Form, Line, Role, Segment, Sign, Spread, wording};
use crate::compare::Side;
use crate::version::Compared;
use crate::wrap;

/// Cells between the two names where they share one column.
const GAP: usize = 3;
/// Cells of the sign before a name, and the space after it.
const SIGN: usize = 2;

/// Both names on one line: over their columns, or one after the other with their signs.
pub fn on_one_line(compared: &Compared, spread: &Spread, ascii: bool) -> Line {
    let cells = match spread.form {
        Form::SideBySide => over_columns(compared, spread),
        Form::Inline => {
            let room = spread.measure.saturating_sub(GAP + 2 * SIGN);
            let right = name(compared, Side::Right, room / 2);
            let left = name(
                compared,
                Side::Left,
                room - wrap::width(&right.text).min(room),
            );
            let right = name(
                compared,
                Side::Right,
                room - wrap::width(&left.text).min(room),
            );
            let mut segments = Vec::new();
            for (side, name, gap) in [(Side::Left, left, GAP), (Side::Right, right, 0)] {
                let (role, sign) = (name.role, Sign::only(side).glyph(ascii));
                segments.push(segment(format!("{sign} "), role));
                segments.push(name);
                segments.push(segment(" ".repeat(gap), Role::Plain));
            }
            Cells::Wide(segments)
        }
    };
    Line {
        signs: Vec::new(),
        cells,
    }
}

/// Each name on a line of its own where there is but one column, with its sign in the gutter.
pub fn in_full(compared: &Compared, spread: &Spread) -> Vec<Line> {
    match spread.form {
        Form::SideBySide => vec![on_one_line(compared, spread, false)],
        Form::Inline => [Side::Left, Side::Right]
            .map(|side| Line {
                signs: vec![Sign::only(side)],
                cells: Cells::Wide(vec![name(compared, side, spread.measure)]),
            })
            .into(),
    }
}

fn over_columns(compared: &Compared, spread: &Spread) -> Cells {
    let [left, right] =
        [Side::Left, Side::Right].map(|side| vec![name(compared, side, spread.measure)]);
    Cells::Beside(left, right)
}

fn name(compared: &Compared, side: Side, columns: usize) -> Segment {
    let page = compared.page(side);
    let known = !page.source_unknown;
    segment(wording::byline(page, columns), Role::Name { side, known })
}

fn segment(text: String, role: Role) -> Segment {
    Segment { text, role }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spread::{GUTTER, Options, example};

    fn line(columns: usize) -> String {
        let compared = example::strike();
        let options = Options {
            columns,
            form: Form::Inline,
            hide_same: false,
            ascii: false,
            brackets: false,
        };
        let spread = Spread::new(&compared, options);
        match on_one_line(&compared, &spread, false).cells {
            Cells::Wide(segments) => segments.into_iter().map(|s| s.text).collect(),
            Cells::Beside(..) => "beside".to_owned(),
        }
    }

    #[test]
    fn two_names_share_one_line_by_need() {
        for (columns, expected) in [
            (
                90,
                "◂ The Harbour Post · Mina Okoro · 10 Jul 2025   ▸ Northern Wire · 10 Jul 2025",
            ),
            (
                77,
                "◂ The Harbour Post · 10 Jul 2025   ▸ Northern Wire · 10 Jul 2025",
            ),
            (44, "◂ The Harbour Post   ▸ Northern Wire"),
            (24, "◂ The Ha…   ▸ Northe…"),
            (3, "◂    ▸ "),
        ] {
            assert_eq!(line(columns), expected);
            assert!(columns < 12 || wrap::width(expected) <= columns - GUTTER);
        }
    }
}
