//! The claims of a story as text: claims down, versions across.

use std::io::{self, Write};

use ratatui::style::Style;

use super::sheet::{Mark, Sheet, dispute};
use crate::cli::ink::Ink;
use crate::cli::line::column;
use crate::cli::output::Output;
use crate::compare::Weight;
use crate::config::theme::Theme;
use crate::matrix::{Claim, Dispute};
use crate::wrap;

/// Cells of the longest claim on one line that reads well.
const WIDEST: usize = 96;
/// Cells below which a claim beside its marks does not read well.
const NARROWEST: usize = 28;
/// Cells of the longest name that stands over a column.
const NAME: usize = 20;
/// Cells between columns.
const GAP: usize = 2;
/// How far the later lines of a claim are indented, so that the next claim is seen to begin.
const INDENT: &str = "  ";

/// Prints the story, its versions, the table of claims and its counts, in lines of at most the width asked for.
pub(super) fn print(sheet: &Sheet<'_>, output: &Output, out: &mut impl Write) -> io::Result<()> {
    let layout = Layout::new(sheet, output.width);
    let page = Page {
        sheet,
        layout: &layout,
        width: output.width,
        ink: &output.ink,
    };
    page.top(out)?;
    page.heads(out)?;
    for claim in sheet.claims() {
        page.claim(claim, out)?;
    }
    page.foot(out)
}

/// Where things stand.
struct Layout {
    /// What stands over each column, and for the version in a line of prose.
    heads: Vec<String>,
    /// Whether the heads are numbers that a list explains.
    numbered: bool,
    /// Cells of the column of claims.
    claim: usize,
    /// Cells of each column of marks, with the gap before it; empty where there is no room for any, and marks
    /// stand below the claim.
    marks: Vec<usize>,
}

impl Layout {
    /// Names stand over the columns where they leave the claims half the width, else numbers, which draw
    /// together before they take more than that.
    fn new(sheet: &Sheet<'_>, width: usize) -> Self {
        let counts = sheet.told().into_iter().max().unwrap_or(0);
        let least = counts.to_string().len();
        let columns = |heads: &[String], gap: usize| -> Vec<usize> {
            let wide = heads.iter().map(|head| wrap::width(head).max(least));
            wide.map(|cells| gap + cells).collect()
        };
        let fits = |marks: &[usize]| 2 * marks.iter().sum::<usize>() <= width;
        let mut names = sheet.names.clone();
        names.sort();
        names.dedup();
        let told_apart = names.len() == sheet.names.len();
        let short = names.iter().all(|name| wrap::width(name) <= NAME);
        let named = columns(&sheet.names, GAP);
        if told_apart && short && fits(&named) {
            return Self::of(sheet.names.clone(), false, named, width);
        }
        let numbers: Vec<String> = (1..=sheet.pages.len()).map(|n| n.to_string()).collect();
        let mut marks = columns(&numbers, GAP);
        if !fits(&marks) {
            marks = columns(&numbers, 1);
        }
        if marks.iter().sum::<usize>() + NARROWEST > width {
            marks.clear();
        }
        Self::of(numbers, true, marks, width)
    }

    fn of(heads: Vec<String>, numbered: bool, marks: Vec<usize>, width: usize) -> Self {
        let claim = width.saturating_sub(marks.iter().sum()).min(WIDEST);
        Self {
            heads,
            numbered,
            claim,
            marks,
        }
    }
}

struct Page<'a> {
    sheet: &'a Sheet<'a>,
    layout: &'a Layout,
    width: usize,
    ink: &'a Ink,
}

impl Page<'_> {
    fn theme(&self) -> &Theme {
        &self.ink.theme
    }

    /// The headline, the counts, and who the versions are.
    fn top(&self, out: &mut impl Write) -> io::Result<()> {
        self.wrapped(self.sheet.title, "", self.theme().strong, out)?;
        let versions = self.sheet.pages.len();
        let summary = match versions {
            1 => format!("one version · {}", self.sheet.summary()),
            _ => format!("{versions} versions · {}", self.sheet.summary()),
        };
        self.wrapped(&summary, "", self.theme().dim, out)?;
        writeln!(out)?;
        let widths = || self.sheet.names.iter().map(|name| wrap::width(name));
        let digits = versions.to_string().len();
        let room = self.width.saturating_sub(2 * GAP + digits) / 2;
        let names = widths().max().unwrap_or(0).min(room);
        for (index, name) in self.sheet.names.iter().enumerate() {
            let number = if self.layout.numbered {
                format!("{:>digits$}", self.layout.heads[index]) + &" ".repeat(GAP)
            } else {
                String::new()
            };
            let name = column(name, names);
            let rest = self
                .width
                .saturating_sub(wrap::width(&number) + names + GAP);
            let facts = self.sheet.facts(index);
            let facts = wrap::fit(&facts, rest);
            writeln!(
                out,
                "{}{}  {}",
                self.ink.paint(self.theme().strong, &number),
                self.ink.paint(self.theme().accent, &name),
                self.ink.paint(self.theme().dim, &facts),
            )?;
        }
        writeln!(out)
    }

    /// The heads of the columns.
    fn heads(&self, out: &mut impl Write) -> io::Result<()> {
        let heads = self.layout.heads.iter().map(String::as_str);
        let cells = heads.map(|head| (head, self.theme().strong));
        self.row("", Style::new(), cells, out)
    }

    /// A line of the table: the text, and a word below each head: in the middle of a name, at the end of a number.
    fn row<'b>(
        &self,
        text: &str,
        style: Style,
        cells: impl Iterator<Item = (&'b str, Style)>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        if self.layout.marks.is_empty() {
            return Ok(());
        }
        let mut line = self.ink.paint(style, text);
        let rest = self.layout.claim.saturating_sub(wrap::width(text));
        line += &" ".repeat(rest);
        for ((cell, style), columns) in cells.zip(&self.layout.marks) {
            let rest = columns.saturating_sub(wrap::width(cell));
            let behind = if self.layout.numbered {
                0
            } else {
                rest.saturating_sub(GAP) / 2
            };
            line += &" ".repeat(rest - behind);
            line += &self.ink.paint(style, cell);
            line += &" ".repeat(behind);
        }
        writeln!(out, "{}", line.trim_end())
    }

    fn claim(&self, claim: &Claim, out: &mut impl Write) -> io::Result<()> {
        let text = self.sheet.text(claim);
        let marks = self.sheet.marks(claim);
        if self.layout.marks.is_empty() {
            self.wrapped_below(text, out)?;
            self.wrapped(&self.tellers(&marks), INDENT, self.theme().accent, out)?;
        } else {
            let mut lines = hanging(text, self.layout.claim).into_iter();
            let first = lines.next().unwrap_or_default();
            let cells = marks.iter().map(|&mark| (mark.glyph(), self.look(mark)));
            self.row(&first, self.theme().text, cells, out)?;
            for line in lines {
                writeln!(out, "{}", self.ink.paint(self.theme().text, &line))?;
            }
        }
        for disputed in &claim.disputes {
            self.dispute(disputed, out)?;
        }
        Ok(())
    }

    /// The values of a dispute; only those that contradict each other stand out.
    fn dispute(&self, disputed: &Dispute, out: &mut impl Write) -> io::Result<()> {
        let (sign, style) = match disputed.weight {
            Weight::Contradicts => (self.theme().conflict, self.theme().text),
            Weight::Differs => (self.theme().dim, self.theme().dim),
        };
        let line = dispute(disputed, &self.layout.heads);
        let glyph = Mark::Disputes.glyph();
        let (first, later) = (self.ink.paint(sign, glyph) + " ", "  ".to_owned());
        let room = self.width.saturating_sub(2 * INDENT.len());
        for (index, range) in wrap::wrap(&line, room).into_iter().enumerate() {
            let lead = if index == 0 { &first } else { &later };
            let words = self.ink.paint(style, &line[range]);
            writeln!(out, "{INDENT}{lead}{words}")?;
        }
        Ok(())
    }

    /// Who tells a claim, where there is no room for columns: `● 1 2  ◐ 4`.
    fn tellers(&self, marks: &[Mark]) -> String {
        let kinds = Mark::ALL.into_iter().filter(|mark| *mark != Mark::Silent);
        let told = kinds.filter_map(|kind| {
            let heads = marks.iter().zip(&self.layout.heads);
            let heads: Vec<&str> = heads
                .filter(|(mark, _)| **mark == kind)
                .map(|(_, head)| head.as_str())
                .collect();
            (!heads.is_empty()).then(|| format!("{} {}", kind.glyph(), heads.join(" ")))
        });
        told.collect::<Vec<_>>().join("  ")
    }

    fn look(&self, mark: Mark) -> Style {
        match mark {
            Mark::Says => self.theme().accent,
            Mark::Disputes => self.theme().conflict,
            Mark::Unsure | Mark::Silent => self.theme().dim,
        }
    }

    /// What the columns add up to, the heads again, and what the marks mean.
    fn foot(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out)?;
        self.heads(out)?;
        for (what, counts) in [
            ("claims it tells", self.sheet.told()),
            ("claims it alone tells", self.sheet.alone()),
        ] {
            let counts: Vec<String> = counts.iter().map(usize::to_string).collect();
            let cells = counts
                .iter()
                .map(|count| (count.as_str(), self.theme().text));
            self.row(what, self.theme().dim, cells, out)?;
        }
        if !self.layout.marks.is_empty() {
            writeln!(out)?;
        }
        let told = |mark: &Mark| *mark != Mark::Silent || !self.layout.marks.is_empty();
        let legend = Mark::ALL.into_iter().filter(told);
        let legend = legend.map(|mark| format!("{} {}", mark.glyph(), mark.meaning()));
        let legend = legend.collect::<Vec<_>>().join("   ");
        self.wrapped(&legend, "", self.theme().dim, out)
    }

    /// Text over the whole width, its later lines indented.
    fn wrapped_below(&self, text: &str, out: &mut impl Write) -> io::Result<()> {
        for line in hanging(text, self.width.min(WIDEST)) {
            writeln!(out, "{}", self.ink.paint(self.theme().text, &line))?;
        }
        Ok(())
    }

    /// Text over the whole width, every line behind `indent`.
    fn wrapped(
        &self,
        text: &str,
        indent: &str,
        style: Style,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let room = self.width.saturating_sub(wrap::width(indent));
        for range in wrap::wrap(text, room) {
            writeln!(out, "{indent}{}", self.ink.paint(style, &text[range]))?;
        }
        Ok(())
    }
}

/// The lines of a text, the later ones indented.
fn hanging(text: &str, columns: usize) -> Vec<String> {
    let first = wrap::wrap(text, columns).into_iter().next();
    let first = first.unwrap_or_default();
    let rest = text[first.end..].trim_start();
    let mut lines = vec![text[first].to_owned()];
    if !rest.is_empty() {
        let room = columns.saturating_sub(INDENT.len());
        let later = wrap::wrap(rest, room).into_iter();
        lines.extend(later.map(|line| format!("{INDENT}{}", &rest[line])));
    }
    lines
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::super::example;
    use super::*;
    use crate::cli::output::tests::plain;

    fn printed(versions: usize, output: &Output) -> String {
        let (pages, matrix) = (example::pages(versions), example::matrix());
        let mut out = Vec::new();
        print(&example::sheet(&pages, &matrix), output, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn eighty_columns_have_numbers_over_the_marks() {
        insta::assert_snapshot!(printed(3, &plain(80)));
    }

    #[test]
    fn wide_pages_have_names_over_the_marks() {
        insta::assert_snapshot!(printed(3, &plain(120)));
    }

    #[test]
    fn where_columns_have_no_room_the_numbers_stand_below() {
        insta::assert_snapshot!(printed(3, &plain(30)));
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        for versions in [3, 4, 12, 40] {
            for width in [20, 40, 79, 80, 120, 200] {
                for line in printed(versions, &plain(width)).lines() {
                    assert!(wrap::width(line) <= width, "{line:?} in {width}");
                }
            }
        }
    }

    #[test]
    fn colour_changes_no_words() {
        let mut painted = plain(80);
        painted.ink.color = true;
        let painted = printed(3, &painted);
        assert!(painted.contains("\x1b["));
        let mut kept = String::new();
        for (index, part) in painted.split('\x1b').enumerate() {
            kept += if index == 0 {
                part
            } else {
                part.split_once('m').unwrap().1
            };
        }
        let trimmed: Vec<&str> = kept.lines().map(str::trim_end).collect();
        assert_eq!(trimmed.join("\n"), printed(3, &plain(80)).trim_end());
    }

    #[test]
    fn later_lines_of_a_claim_are_indented() {
        assert_eq!(hanging("one two", 10), ["one two"]);
        assert_eq!(hanging("one two three", 8), ["one two", "  three"]);
        assert_eq!(hanging("one two three", 13), ["one two three"]);
        assert_eq!(hanging("", 8), [""]);
    }
}
