//! What the program says of a comparison, in words a reader uses.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::painted::Painted;
use super::{Role, Sign};
use crate::compare::{Confidence, Conflict, ConflictKind, Row, RowKind, Side, Summary, Weight};
use crate::text::moment::Moment;
use crate::version::{Compared, Page};
use crate::wrap;

/// Cells of a sentence's beginning, where it stands for the whole.
const EXCERPT: usize = 32;
/// Cells of a side's name within a sentence of ours.
const NAME: usize = 28;

/// What each side is called where the two must be told apart: its outlet, or its revision.
pub fn name(compared: &Compared, side: Side) -> String {
    let page = compared.page(side);
    if compared.left.source != compared.right.source {
        return wrap::fit(&page.source, NAME).into_owned();
    }
    match (page.revision_number, side) {
        (Some(number), _) if compared.left.revision_number != compared.right.revision_number => {
            format!("revision {number}")
        }
        (_, Side::Left) => "the left".to_owned(),
        (_, Side::Right) => "the right".to_owned(),
    }
}

/// What stands over a page in at most `columns` cells: outlet, revision, author and day, of which
/// the author goes first where room is short, then the day.
pub fn byline(page: &Page, columns: usize) -> String {
    let revision = page.revision_number.map(|n| format!("revision {n}"));
    let parts = [
        (3, Some(page.source.clone())),
        (2, revision),
        (0, page.author.clone()),
        (1, page.published.map(moment)),
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

fn moment(moment: Moment) -> String {
    let day = |day: NaiveDate| day.format("%-d %b %Y").to_string();
    let time = |time: DateTime<FixedOffset>| time.format("%-d %b %Y %H:%M").to_string();
    match moment {
        Moment::Day(date) => day(date),
        Moment::Time(date) => time(date),
    }
}

/// The rows counted, in at most `columns` cells if words can say it in so few:
/// `7 in both (5 reworded) · 24 only CNN · 2 moved · 3 conflicts`.
pub fn summary(compared: &Compared, columns: usize) -> String {
    let counts = compared.comparison.summary;
    let all = counts.same + counts.reworded;
    let both = match counts.reworded {
        0 => format!("{all} in both"),
        reworded if reworded == all => format!("{all} in both, reworded"),
        reworded => format!("{all} in both ({reworded} reworded)"),
    };
    let sides = [Side::Left, Side::Right];
    let named = sides.map(|side| format!("only {}", name(compared, side)));
    let [full, short] = [named, ["only left".to_owned(), "only right".to_owned()]];
    let bare = ["left".to_owned(), "right".to_owned()];
    let forms = [
        counted(counts, &both, &full),
        counted(counts, &both, &short),
        counted(counts, &format!("{all} both"), &bare),
    ];
    let last = forms[2].clone();
    let fits = forms.into_iter().find(|form| wrap::width(form) <= columns);
    fits.unwrap_or(last)
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
    match (row.confidence, row.kind) {
        (Confidence::Sure | Confidence::Probable, _) => None,
        (Confidence::Perhaps, RowKind::Left | RowKind::Right) => Some("no clear counterpart"),
        (Confidence::Perhaps, RowKind::Same | RowKind::Reworded) => {
            Some("perhaps the same statement")
        }
    }
}

/// Where the right text has a moved row: `↑ moved up: News.Az has it after “Keith Kellogg met …”`.
pub fn moved(compared: &Compared, row: &Row, ascii: bool) -> Option<String> {
    let place = *row.right.first().filter(|_| row.moved)?;
    let (arrow, plain, way) = match stands_later(compared, row, place) {
        true => ("↑", Sign::Moved.glyph(true), "up"),
        false => ("↓", Sign::Moved.glyph(true), "down"),
    };
    let arrow = if ascii { plain } else { arrow };
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
    format!("{} …", &sentence[line.unwrap_or_default()])
}
