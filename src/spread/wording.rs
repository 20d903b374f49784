//! What the program says of a comparison, in words a reader uses.

use super::painted::Painted;
use super::{Role, Sign};
use crate::compare::{Confidence, Conflict, ConflictKind, Row, RowKind, Side, Summary, Weight};
use crate::text::moment;
use crate::version::{Compared, Page};
use crate::wrap;

/// Cells of a sentence's beginning, where it stands for the whole.
const EXCERPT: usize = 32;
/// Cells of a side's name within a sentence of ours.
const NAME: usize = 28;
/// Cells of a side's name in a summary where room is short, and where it is shorter.
const SHORT_NAMES: [usize; 3] = [NAME, 14, 8];

/// What each side is called where the two must be told apart: its outlet, or its revision.
pub fn name(compared: &Compared, side: Side) -> String {
    let own = own_name(compared, side);
    own.unwrap_or_else(|| match side {
        Side::Left => "the left".to_owned(),
        Side::Right => "the right".to_owned(),
    })
}

/// A side's outlet, or its revision; nothing where these are those of the other side too.
fn own_name(compared: &Compared, side: Side) -> Option<String> {
    let (left, right) = (&compared.left, &compared.right);
    let page = compared.page(side);
    if left.source != right.source {
        return Some(wrap::fit(&page.source, NAME).into_owned());
    }
    let number = page.revision_number?;
    (left.revision_number != right.revision_number).then(|| format!("revision {number}"))
}

/// What stands over a page in at most `columns` cells: outlet, revision, author and day, of which
/// the author goes first where room is short, then the day.
pub fn byline(page: &Page, columns: usize) -> String {
    let revision = page.revision_number.map(|n| format!("revision {n}"));
    let parts = [
        (3, Some(page.source.clone())),
        (2, revision),
        (0, page.author.clone()),
        (1, page.published.map(moment::wording::compact)),
    ];
    let joined = |least: u8| {
        let kept = parts.iter().filter(|(worth, _)| *worth >= least);
        let kept: Vec<_> = kept.filter_map(|(_, part)| part.as_deref()).collect();
        kept.join(" · ")
    };
    let short = joined(3);
    let fits = (0..3).map(joined).find(|line| wrap::width(line) <= columns);
    fits.unwrap_or_else(|| wrap::fit(&short, columns).into_owned())
}

/// The rows counted, in at most `columns` cells if words can say it in so few:
/// `7 in both (5 reworded) · 24 only CNN · 2 moved · 3 conflicts`. Where room is short the outlets' names are
/// cut, and only where even that is too long do `left` and `right` stand for them.
pub fn summary(compared: &Compared, columns: usize) -> String {
    let counts = compared.comparison.summary;
    let all = counts.same + counts.reworded;
    let both = match counts.reworded {
        0 => format!("{all} in both"),
        reworded if reworded == all => format!("{all} in both, reworded"),
        reworded => format!("{all} in both ({reworded} reworded)"),
    };
    let short = format!("{all} both");
    let only = |names: &[String; 2]| names.clone().map(|name| format!("only {name}"));
    let sides = ["left".to_owned(), "right".to_owned()];
    let mut forms = Vec::new();
    if let [Some(left), Some(right)] =
        [Side::Left, Side::Right].map(|side| own_name(compared, side))
    {
        let names = [left, right];
        forms.push(counted(counts, &both, &only(&names)));
        forms.push(counted(counts, &short, &only(&names)));
        for cells in SHORT_NAMES {
            let names = names.clone().map(|name| short_name(&name, cells));
            if names[0] != names[1] {
                forms.push(counted(counts, &short, &names));
            }
        }
    } else {
        forms.push(counted(counts, &both, &only(&sides)));
    }
    let last = counted(counts, &short, &sides);
    let fits = forms.into_iter().find(|form| wrap::width(form) <= columns);
    fits.unwrap_or(last)
}

/// A name without its article, in so many cells.
fn short_name(name: &str, cells: usize) -> String {
    let bare = name.strip_prefix("The ").unwrap_or(name);
    wrap::fit(bare, cells).into_owned()
}

fn counted(counts: Summary, both: &str, only: &[String; 2]) -> String {
    let parts = [
        (counts.same + counts.reworded, both.to_owned()),
        (counts.left, format!("{} {}", counts.left, only[0])),
        (counts.right, format!("{} {}", counts.right, only[1])),
        (counts.moved, format!("{} moved", counts.moved)),
        (counts.conflicts, plural(counts.conflicts, "conflict")),
    ];
    let said = parts.into_iter().filter(|(count, _)| *count > 0);
    said.map(|(_, words)| words).collect::<Vec<_>>().join(" · ")
}

/// `1 row`, `2 rows`.
pub fn plural(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// What stands for so many folded rows.
pub fn folded(rows: usize) -> String {
    format!("… {} the same …", plural(rows, "row"))
}

/// That there is nothing to compare, where that is so.
pub fn verdict(compared: &Compared) -> Option<&'static str> {
    if compared.left.sentences.is_empty() && compared.right.sentences.is_empty() {
        return Some("Neither of the two has any text.");
    }
    if !compared.comparison.is_same() {
        return None;
    }
    let headline = &compared.comparison.headline;
    let unseen = compared.left.cleaned != compared.right.cleaned;
    Some(if !headline.edits.is_empty() {
        "The two are the same, word for word, but for the headline."
    } else if unseen {
        "The two are the same, word for word: they differ only in invisible characters, set aside here."
    } else {
        "The two are the same, word for word."
    })
}

/// What a sign means.
pub fn sign(sign: Sign) -> &'static str {
    match sign {
        Sign::Same => "the same",
        Sign::Moved => "moved",
        Sign::Reworded => "reworded",
        Sign::Left => "only left",
        Sign::Right => "only right",
        Sign::Conflict => "conflict",
    }
}

/// What kind of fact a conflict is about.
pub fn kind(kind: ConflictKind) -> &'static str {
    match kind {
        ConflictKind::Number => "number",
        ConflictKind::Date => "date",
        ConflictKind::Name => "name",
        ConflictKind::Quote => "quotation",
        ConflictKind::Negation => "yes or no",
        ConflictKind::Antonym => "opposite",
        ConflictKind::Attribution => "who says it",
        ConflictKind::Certainty => "how certain",
    }
}

/// Whether both sides of a conflict can be true.
pub fn weight(weight: Weight) -> &'static str {
    match weight {
        Weight::Contradicts => "contradicts",
        Weight::Differs => "differs",
    }
}

/// The words of one side of a conflict; a dash where there are none.
pub fn fact(conflict: &Conflict, side: Side) -> &str {
    match conflict.side(side).text.as_str() {
        "" => "—",
        text => text,
    }
}

/// A conflict as a note on these sides: `number: more than 700 / 728 (differs)`.
pub(crate) fn conflict(conflict: &Conflict, sides: &[Side]) -> Painted {
    let mut note = Painted::new(kind(conflict.kind), Role::Note);
    let mut mark = ": ";
    for side in sides {
        note.push(mark, Role::Note);
        note.push(fact(conflict, *side), Role::Conflict(conflict.weight));
        mark = " / ";
    }
    if sides.contains(&Side::Right) {
        note.push(&format!(" ({})", weight(conflict.weight)), Role::Note);
    }
    note
}

/// A conflict in a few words: `number 700 / 728`.
pub fn conflict_in_short(conflict: &Conflict) -> String {
    let [left, right] =
        [Side::Left, Side::Right].map(|side| wrap::fit(fact(conflict, side), EXCERPT));
    format!("{} {left} / {right}", kind(conflict.kind))
}

/// That the engine is not sure of a row, where it is not.
pub fn doubt(row: &Row) -> Option<&'static str> {
    match (row.kind, row.confidence) {
        (RowKind::Left | RowKind::Right, Confidence::Sure) => None,
        (RowKind::Left | RowKind::Right, _) => Some("no clear counterpart"),
        (_, Confidence::Perhaps) => Some("perhaps the same statement"),
        (_, Confidence::Sure | Confidence::Probable) => None,
    }
}

/// Where the right text has a moved row: `↑ moved up: News.Az has it after “Keith Kellogg met …”`.
pub fn moved(compared: &Compared, row: &Row, ascii: bool) -> Option<String> {
    let place = *row.right.first().filter(|_| row.moved)?;
    let (arrow, way) = if stands_later(compared, row, place) {
        ("↑", "up")
    } else {
        ("↓", "down")
    };
    let arrow = if ascii {
        Sign::Moved.glyph(true)
    } else {
        arrow
    };
    let name = name(compared, Side::Right);
    let anchor = match place.checked_sub(1) {
        None => "at the beginning".to_owned(),
        Some(before) => format!("after “{}”", excerpt(compared.right.sentence(before))),
    };
    Some(format!("{arrow} moved {way} here: {name} has it {anchor}"))
}

/// Whether the right text has sentence `place` of the moved `row` further down than the row stands.
fn stands_later(compared: &Compared, row: &Row, place: usize) -> bool {
    let rows = compared.comparison.rows.iter();
    let before = rows.take_while(|other| *other != row);
    let settled = before
        .filter(|other| !other.moved)
        .filter_map(|other| other.right.last());
    settled.max().is_none_or(|last| place > *last)
}

/// The first words of a sentence, without quotation marks: it stands in such itself.
fn excerpt(sentence: &str) -> String {
    let sentence = sentence.replace(['“', '”', '"'], "");
    if wrap::width(&sentence) <= EXCERPT {
        return sentence;
    }
    let line = wrap::wrap(&sentence, EXCERPT - 2).into_iter().next();
    format!("{}\u{a0}…", &sentence[line.unwrap_or_default()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spread::example;

    #[test]
    fn counts_shorten_before_they_are_cut() {
        let compared = example::strike();
        for (columns, expected) in [
            (
                100,
                "7 in both (3 reworded) · 1 only The Harbour Post · 1 only Northern Wire · 1 moved · 2 conflicts",
            ),
            (
                80,
                "7 both · 1 only The Harbour Post · 1 only Northern Wire · 1 moved · 2 conflicts",
            ),
            (
                70,
                "7 both · 1 Harbour Post · 1 Northern Wire · 1 moved · 2 conflicts",
            ),
            (
                60,
                "7 both · 1 Harbour… · 1 Norther… · 1 moved · 2 conflicts",
            ),
            (50, "7 both · 1 left · 1 right · 1 moved · 2 conflicts"),
            (10, "7 both · 1 left · 1 right · 1 moved · 2 conflicts"),
        ] {
            assert_eq!(summary(&compared, columns), expected);
        }
    }

    #[test]
    fn what_there_is_none_of_is_not_counted() {
        assert_eq!(summary(&example::twins(), 80), "2 in both");
        let mut compared = example::strike();
        compared.comparison.summary = Summary {
            reworded: 2,
            conflicts: 1,
            ..Summary::default()
        };
        let said = summary(&compared, 80);
        assert_eq!(said, "2 in both, reworded · 1 conflict");
    }

    #[test]
    fn a_byline_loses_the_author_first() {
        let mut page = example::strike().left;
        page.revision_number = Some(2);
        for (columns, expected) in [
            (
                60,
                "The Harbour Post · revision 2 · Mina Okoro · 10 Jul 2025",
            ),
            (50, "The Harbour Post · revision 2 · 10 Jul 2025"),
            (40, "The Harbour Post · revision 2"),
            (20, "The Harbour Post"),
            (11, "The Harbou…"),
        ] {
            assert_eq!(byline(&page, columns), expected);
        }
    }

    #[test]
    fn two_texts_of_one_outlet_are_told_apart() {
        let mut compared = example::strike();
        compared.right.source = compared.left.source.clone();
        let names =
            |compared: &Compared| [Side::Left, Side::Right].map(|side| name(compared, side));
        assert_eq!(names(&compared), ["the left", "the right"]);
        assert!(summary(&compared, 100).contains("1 only left · 1 only right"));
        compared.left.revision_number = Some(1);
        compared.right.revision_number = Some(3);
        assert_eq!(names(&compared), ["revision 1", "revision 3"]);
    }

    #[test]
    fn a_verdict_says_what_is_the_same() {
        let mut compared = example::twins();
        assert_eq!(
            verdict(&compared),
            Some("The two are the same, word for word.")
        );
        compared.right.cleaned.invisible = 2;
        assert!(verdict(&compared).is_some_and(|words| words.contains("invisible characters")));
        compared.comparison.headline = example::strike().comparison.headline;
        assert!(verdict(&compared).is_some_and(|words| words.contains("headline")));
        assert_eq!(verdict(&example::strike()), None);
        compared.left.sentences.clear();
        compared.right.sentences.clear();
        assert!(verdict(&compared).is_some_and(|words| words.starts_with("Neither")));
    }

    #[test]
    fn a_moved_row_says_where_the_right_text_has_it() {
        let mut compared = example::strike();
        let row = compared.comparison.rows[5].clone();
        let said = |compared: &Compared, row: &Row| moved(compared, row, false).unwrap_or_default();
        assert_eq!(
            said(&compared, &row),
            "↓ moved down here: Northern Wire has it after “We are tired of waiting, said\u{a0}…”"
        );
        let first = Row {
            right: vec![0],
            ..row.clone()
        };
        assert!(said(&compared, &first).ends_with("has it at the beginning"));
        let later = Row {
            right: vec![7],
            ..row.clone()
        };
        compared.comparison.rows[5] = later.clone();
        assert!(said(&compared, &later).starts_with("↑ moved up here"));
        let still = Row {
            moved: false,
            ..row
        };
        assert_eq!(moved(&compared, &still, true), None);
    }

    #[test]
    fn a_side_without_words_in_a_conflict_gets_a_dash() {
        let mut conflict = example::strike().comparison.rows[0].conflicts[0].clone();
        conflict.right.text.clear();
        assert_eq!(conflict_in_short(&conflict), "name Ilse / —");
    }
}
