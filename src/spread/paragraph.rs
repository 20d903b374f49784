//! The sentences of one side of a row as one paragraph, with the words that stand out.

use std::ops::Range;

use super::Role;
use super::painted::Painted;
use crate::compare::{Conflict, Edit, Row, RowKind, Side, Weight};
use crate::version::Compared;
use crate::wrap;

/// One side of row `row` as a paragraph; sentences that are not neighbours are parted by an ellipsis.
pub(crate) fn of_row(compared: &Compared, row: &Row, side: Side) -> Painted {
    let marks = Marks::of_row(row, side);
    let mut paragraph = Painted::default();
    let mut before = None;
    for &index in row.side(side) {
        match before.replace(index) {
            None => {}
            Some(earlier) if earlier + 1 == index => {
                let end = paragraph.text().chars().next_back();
                paragraph.push(if end.is_some_and(is_wide) { "" } else { " " }, Role::Plain);
            }
            Some(_) => paragraph.push(" … ", Role::Note),
        }
        let text = compared.page(side).sentence(index);
        marks.paint(Some(index), text, &mut paragraph);
    }
    paragraph
}

/// Whether a sentence may end in this letter without a space after it, as Chinese and Japanese do.
fn is_wide(letter: char) -> bool {
    wrap::width(letter.encode_utf8(&mut [0; 4])) > 1
}

/// One of the two headlines; nothing where it was derived from the body.
pub(crate) fn of_headline(compared: &Compared, side: Side) -> Option<Painted> {
    let (page, headline) = (compared.page(side), &compared.comparison.headline);
    if page.title_derived || page.title.is_empty() {
        return None;
    }
    let marks = Marks {
        edits: &headline.edits,
        conflicts: &headline.conflicts,
        side,
        base: Role::Strong,
    };
    let mut paragraph = Painted::default();
    marks.paint(None, &page.title, &mut paragraph);
    Some(paragraph)
}

/// What stands out on one side.
struct Marks<'a> {
    edits: &'a [Edit],
    conflicts: &'a [Conflict],
    side: Side,
    base: Role,
}

impl<'a> Marks<'a> {
    fn of_row(row: &'a Row, side: Side) -> Self {
        let (edits, conflicts, base) = match row.kind {
            RowKind::Left | RowKind::Right => (&[][..], &[][..], Role::Only(side)),
            RowKind::Same | RowKind::Reworded => (&row.edits[..], &row.conflicts[..], Role::Plain),
        };
        Self {
            edits,
            conflicts,
            side,
            base,
        }
    }

    fn paint(&self, sentence: Option<usize>, text: &str, paragraph: &mut Painted) {
        let edits: Vec<_> = self
            .edits
            .iter()
            .filter(|edit| edit.side == self.side && edit.sentence == sentence)
            .map(|edit| edit.start..edit.end)
            .collect();
        let spans: Vec<_> = self
            .conflicts
            .iter()
            .map(|conflict| (conflict.side(self.side), conflict.weight))
            .filter(|(span, _)| span.sentence == sentence)
            .map(|(span, weight)| (span.start..span.end, weight))
            .collect();
        let edges = edits.iter().chain(spans.iter().map(|(span, _)| span));
        let mut edges: Vec<_> = edges.flat_map(|range| [range.start, range.end]).collect();
        edges.extend([0, text.len()]);
        edges.retain(|edge| text.is_char_boundary(*edge));
        edges.sort_unstable();
        edges.dedup();
        for pair in edges.windows(2) {
            let edited = edits.iter().any(|edit| edit.contains(&pair[0]));
            let role = match loudest(pair[0], edited, &spans, &edits) {
                Some(weight) => Role::Conflict(weight),
                None if edited => Role::Edit(self.side),
                None => self.base,
            };
            paragraph.push(&text[pair[0]..pair[1]], role);
        }
    }
}

/// The weight of the conflict at byte `at`. Of a conflict in which some words differ only these are
/// loud: a quotation altered in one word is not all alarm.
fn loudest(
    at: usize,
    edited: bool,
    spans: &[(Range<usize>, Weight)],
    edits: &[Range<usize>],
) -> Option<Weight> {
    let overlaps = |span: &Range<usize>| {
        let apart = |edit: &Range<usize>| edit.end <= span.start || span.end <= edit.start;
        !edits.iter().all(apart)
    };
    spans
        .iter()
        .filter(|(span, _)| span.contains(&at) && (edited || !overlaps(span)))
        .map(|(_, weight)| *weight)
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{ConflictKind, Span};
    use crate::spread::example;

    fn span(start: usize, end: usize) -> Span {
        Span {
            sentence: Some(0),
            start,
            end,
            text: String::new(),
        }
    }

    #[track_caller]
    fn check(edits: &[(usize, usize)], conflicts: &[(usize, usize)], expected: &[(&str, Role)]) {
        let edits: Vec<_> = edits
            .iter()
            .map(|&(start, end)| Edit {
                side: Side::Left,
                sentence: Some(0),
                start,
                end,
            })
            .collect();
        let conflicts: Vec<_> = conflicts
            .iter()
            .map(|&(start, end)| Conflict {
                kind: ConflictKind::Quote,
                weight: Weight::Contradicts,
                left: span(start, end),
                right: span(0, 0),
            })
            .collect();
        let marks = Marks {
            edits: &edits,
            conflicts: &conflicts,
            side: Side::Left,
            base: Role::Plain,
        };
        let mut painted = Painted::default();
        marks.paint(Some(0), "ab cd éf gh", &mut painted);
        assert_eq!(painted.runs().collect::<Vec<_>>(), expected);
    }

    const EDIT: Role = Role::Edit(Side::Left);
    const LOUD: Role = Role::Conflict(Weight::Contradicts);

    #[test]
    fn words_of_this_side_only_stand_out() {
        check(
            &[(3, 5)],
            &[],
            &[("ab ", Role::Plain), ("cd", EDIT), (" éf gh", Role::Plain)],
        );
        check(&[], &[], &[("ab cd éf gh", Role::Plain)]);
    }

    #[test]
    fn a_conflict_is_loud_where_its_words_differ() {
        check(
            &[(3, 5)],
            &[(0, 9)],
            &[("ab ", Role::Plain), ("cd", LOUD), (" éf gh", Role::Plain)],
        );
    }

    #[test]
    fn a_conflict_of_the_same_words_is_loud_all_over() {
        check(
            &[],
            &[(3, 5)],
            &[("ab ", Role::Plain), ("cd", LOUD), (" éf gh", Role::Plain)],
        );
    }

    #[test]
    fn sentences_that_share_nothing_stand_out_whole() {
        let mut compared = example::strike();
        let text = "Bread is dear.";
        text.clone_into(&mut compared.left.sentences[1].1);
        let row = Row {
            kind: RowKind::Reworded,
            left: vec![1],
            edits: vec![Edit {
                side: Side::Left,
                sentence: Some(1),
                start: 0,
                end: text.len(),
            }],
            ..compared.comparison.rows[1].clone()
        };
        let painted = of_row(&compared, &row, Side::Left);
        assert_eq!(painted.runs().collect::<Vec<_>>(), [(text, EDIT)]);
    }

    #[test]
    fn sentences_stand_together_as_their_script_has_it() {
        let mut compared = example::strike();
        let row = Row {
            left: vec![1, 2, 4],
            ..compared.comparison.rows[1].clone()
        };
        for (index, text) in [(1, "One."), (2, "灯台は点灯した。"), (4, "Two.")] {
            text.clone_into(&mut compared.left.sentences[index].1);
        }
        let text = |row: &Row| of_row(&compared, row, Side::Left).text().to_owned();
        assert_eq!(text(&row), "One. 灯台は点灯した。 … Two.");
        compared.left.sentences[3].1 = "拍手が響いた。".to_owned();
        let row = Row {
            left: vec![2, 3],
            ..row
        };
        let text = of_row(&compared, &row, Side::Left);
        assert_eq!(text.text(), "灯台は点灯した。拍手が響いた。");
    }

    #[test]
    fn a_range_off_the_text_or_inside_a_letter_harms_nothing() {
        check(&[(7, 99)], &[], &[("ab cd éf gh", Role::Plain)]);
    }
}
