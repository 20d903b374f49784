//! A paragraph whose words have roles, and its lines.

use std::ops::Range;

use super::{Role, Segment};
use crate::wrap;

/// A paragraph in which each run of words has a role.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Painted {
    text: String,
    /// End of each run and its role, ascending; together they cover the text.
    runs: Vec<(usize, Role)>,
}

impl Painted {
    /// A paragraph in one role.
    pub(crate) fn new(text: &str, role: Role) -> Self {
        let mut painted = Self::default();
        painted.push(text, role);
        painted
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn push(&mut self, text: &str, role: Role) {
        self.text.push_str(text);
        let end = self.text.len();
        match self.runs.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.1 == role => last.0 = end,
            _ => self.runs.push((end, role)),
        }
    }

    /// Appends a part of `other`, roles and all.
    pub(crate) fn push_part(&mut self, other: &Self, part: Range<usize>) {
        for (bytes, role) in other.runs_in(part) {
            self.push(&other.text[bytes], role);
        }
    }

    /// The runs, as they are cut by `part`.
    pub(crate) fn runs_in(&self, part: Range<usize>) -> impl Iterator<Item = (Range<usize>, Role)> {
        let first = self.runs.partition_point(|(end, _)| *end <= part.start);
        let mut start = part.start;
        let reached = self.runs[first..].iter().map(move |&(end, role)| {
            let bytes = start..end.min(part.end);
            start = end;
            (bytes, role)
        });
        reached.take_while(|(bytes, _)| bytes.start < bytes.end)
    }

    /// All runs.
    pub(crate) fn runs(&self) -> impl Iterator<Item = (&str, Role)> {
        self.runs_in(0..self.text.len())
            .map(|(bytes, role)| (&self.text[bytes], role))
    }

    /// The same with brackets around the words that only this side has.
    pub(crate) fn bracketed(&self) -> Self {
        let mut out = Self::default();
        let mut open = None;
        for (text, role) in self.runs() {
            if let Some(last) = open.take_if(|_| !role.is_own()) {
                out.push("]", last);
            }
            if role.is_own() && open.is_none() {
                out.push("[", role);
            }
            open = role.is_own().then_some(role);
            out.push(text, role);
        }
        if let Some(last) = open {
            out.push("]", last);
        }
        out
    }

    /// The lines of the paragraph, at most `columns` cells each.
    pub(crate) fn lines(&self, columns: usize) -> Vec<Vec<Segment>> {
        let segment = |(bytes, role): (Range<usize>, Role)| Segment {
            text: self.text[bytes].to_owned(),
            role,
        };
        wrap::wrap(&self.text, columns)
            .into_iter()
            .map(|line| self.runs_in(line).map(segment).collect())
            .collect()
    }
}

impl Role {
    /// Whether these are words of a shared row that the other side does not have.
    pub(crate) fn is_own(self) -> bool {
        matches!(self, Self::Edit(_) | Self::Conflict(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{Side, Weight};

    fn sample() -> Painted {
        let mut painted = Painted::default();
        painted.push("Varga ", Role::Plain);
        painted.push("met", Role::Edit(Side::Left));
        painted.push("", Role::Note);
        painted.push(" the crew of ", Role::Plain);
        painted.push("about ", Role::Edit(Side::Left));
        painted.push("700", Role::Conflict(Weight::Differs));
        painted
    }

    #[test]
    fn lines_keep_the_roles_of_their_words() {
        let lines: Vec<String> = sample()
            .lines(12)
            .iter()
            .map(|line| {
                let words = line.iter().map(|s| format!("{}{:?}", s.text, s.role));
                words.collect::<Vec<_>>().join("|")
            })
            .collect();
        assert_eq!(
            lines,
            [
                "Varga Plain|metEdit(Left)",
                "the crew ofPlain",
                "about Edit(Left)|700Conflict(Differs)"
            ]
        );
    }

    #[test]
    fn brackets_enclose_neighbouring_words_once() {
        let text = sample().bracketed().text;
        assert_eq!(text, "Varga [met] the crew of [about 700]");
    }

    #[test]
    fn a_part_is_cut_through_its_runs() {
        let mut part = Painted::default();
        part.push_part(&sample(), 3..8);
        let runs: Vec<_> = part.runs().collect();
        assert_eq!(runs, [("ga ", Role::Plain), ("me", Role::Edit(Side::Left))]);
    }
}
