//! What the program says of a comparison, in words a reader uses.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::painted::Painted;
use super::{Role, Sign};
use crate::compare::{Confidence, Conflict, ConflictKind, Row, RowKind, Side, Weight};
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

/// Outlet, revision, author and day of a page, as they stand over it.
pub fn byline(page: &Page) -> Vec<String> {
    let revision = page.revision_number.map(|n| format!("revision {n}"));
    let published = page.published.map(moment);
    [
        Some(page.source.clone()),
        revision,
        page.author.clone(),
        published,
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn moment(moment: Moment) -> String {
    let day = |day: NaiveDate| day.format("%-d %b %Y").to_string();
    let time = |time: DateTime<FixedOffset>| time.format("%-d %b %Y %H:%M").to_string();
    match moment {
        Moment::Day(date) => day(date),
        Moment::Time(date) => time(date),
    }
}

/// The rows counted: `7 in both (5 reworded) · 24 only CNN · 2 moved · 3 conflicts`.
pub fn summary(compared: &Compared) -> String {
    let counts = compared.comparison.summary;
    let both = match (counts.same + counts.reworded, counts.reworded) {
        (both, 0) => format!("{both} in both"),
        (both, reworded) if both == reworded => format!("{both} in both, reworded"),
        (both, reworded) => format!("{both} in both ({reworded} reworded)"),
    };
    let only = |side| format!("only {}", name(compared, side));
    let parts = [
        (counts.same + counts.reworded, both),
        (counts.left, format!("{} {}", counts.left, only(Side::Left))),
        (
            counts.right,
            format!("{} {}", counts.right, only(Side::Right)),
        ),
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

/// A conflict as a note: `number: more than 700 / 728 (differs)`.
pub(crate) fn conflict(conflict: &Conflict) -> Painted {
    let mut note = Painted::default();
    let loud = Role::Conflict(conflict.weight);
    note.push(kind(conflict.kind), Role::Note);
    note.push(": ", Role::Note);
    note.push(fact(conflict, Side::Left), loud);
    note.push(" / ", Role::Note);
    note.push(fact(conflict, Side::Right), loud);
    note.push(&format!(" ({})", weight(conflict.weight)), Role::Note);
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

/// The first words of a sentence.
fn excerpt(sentence: &str) -> String {
    let quotes = ['“', '”', '"', '‘', '’', '\''];
    let sentence = sentence.trim_matches(quotes);
    if wrap::width(sentence) <= EXCERPT {
        return sentence.to_owned();
    }
    let line = wrap::wrap(sentence, EXCERPT - 2).into_iter().next();
    let words = &sentence[line.unwrap_or_default()];
    format!("{} …", words.trim_end_matches(quotes))
}
