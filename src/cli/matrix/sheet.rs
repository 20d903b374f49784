//! What the printed forms of a matrix have in common: names, marks, counts and the words for them.

use crate::compare::Weight;
use crate::matrix::{Claim, Dispute, Matrix};
use crate::spread::Sign;
use crate::spread::wording::{self, plural};
use crate::text::moment;
use crate::version::Page;

/// What is printed.
pub(super) struct Sheet<'a> {
    /// The story's headline.
    pub(super) title: &'a str,
    /// What each version is called: its outlet, or its file in brackets.
    pub(super) names: Vec<String>,
    /// The versions.
    pub(super) pages: &'a [Page],
    /// Their claims.
    pub(super) matrix: &'a Matrix,
}

/// What a version does with a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Says it.
    Says,
    /// Says it, as far as can be told.
    Unsure,
    /// Says it, with a fact on which the versions do not agree.
    Disputes,
    /// Leaves it out.
    Silent,
}

impl Mark {
    /// All marks, in the order in which a legend explains them.
    pub(super) const ALL: [Self; 4] = [Self::Says, Self::Unsure, Self::Disputes, Self::Silent];

    /// The mark as drawn, one cell.
    pub(super) fn glyph(self) -> &'static str {
        match self {
            Self::Says => "●",
            Self::Unsure => "◐",
            Self::Disputes => Sign::Conflict.glyph(false),
            Self::Silent => "·",
        }
    }

    /// What the mark means.
    pub(super) fn meaning(self) -> &'static str {
        match self {
            Self::Says => "says it",
            Self::Unsure => "perhaps says it",
            Self::Disputes => "says it, in conflict",
            Self::Silent => "leaves it out",
        }
    }
}

impl<'a> Sheet<'a> {
    /// The claims as they read best.
    pub(super) fn claims(&self) -> impl Iterator<Item = &'a Claim> {
        let claims = &self.matrix.claims;
        self.matrix
            .reading_order()
            .into_iter()
            .map(|index| &claims[index])
    }

    /// The sentence that stands for a claim.
    pub(super) fn text(&self, claim: &Claim) -> &'a str {
        self.spokesman(claim).sentence(claim.spokesman.sentence)
    }

    /// The version whose sentence stands for a claim.
    pub(super) fn spokesman(&self, claim: &Claim) -> &'a Page {
        &self.pages[claim.spokesman.page]
    }

    /// The marks of a claim, one a version.
    pub(super) fn marks(&self, claim: &Claim) -> Vec<Mark> {
        let mark = |page| match claim.sentences.contains_key(&page) {
            false => Mark::Silent,
            true if claim.is_disputed_in(page) => Mark::Disputes,
            true if claim.unsure.contains(&page) => Mark::Unsure,
            true => Mark::Says,
        };
        (0..self.pages.len()).map(mark).collect()
    }

    /// The day and length of a version: `4 Nov 2026 · 24 sentences`.
    pub(super) fn facts(&self, page: usize) -> String {
        let page = &self.pages[page];
        let day = page.published.map(moment::wording::compact);
        let revision = page
            .revision_number
            .map(|number| format!("revision {number}"));
        let length = plural(page.sentences.len(), "sentence");
        let facts = [day, revision, Some(length)];
        facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// How many claims each version tells.
    pub(super) fn told(&self) -> Vec<usize> {
        self.counts(|_| true)
    }

    /// How many claims each version tells that no other does.
    pub(super) fn alone(&self) -> Vec<usize> {
        self.counts(|claim| claim.sentences.len() == 1)
    }

    fn counts(&self, wanted: impl Fn(&Claim) -> bool) -> Vec<usize> {
        let wanted = || self.matrix.claims.iter().filter(|claim| wanted(claim));
        let of = |page| {
            wanted()
                .filter(|claim| claim.sentences.contains_key(&page))
                .count()
        };
        (0..self.pages.len()).map(of).collect()
    }

    /// The claims counted: `43 claims · 4 told by all · 20 by some · 19 by one alone · 3 conflicts`.
    pub(super) fn summary(&self) -> String {
        let claims = &self.matrix.claims;
        let versions = self.pages.len();
        let told_by = |wanted: fn(usize, usize) -> bool| {
            let tellers = claims.iter().map(|claim| claim.sentences.len());
            tellers.filter(|&tellers| wanted(tellers, versions)).count()
        };
        let disputes = || claims.iter().flat_map(|claim| &claim.disputes);
        let contradictions = disputes()
            .filter(|d| d.weight == Weight::Contradicts)
            .count();
        let conflicts = plural(disputes().count(), "conflict");
        let conflicts = match contradictions {
            0 => conflicts,
            1 => format!("{conflicts} (1 contradicts)"),
            some => format!("{conflicts} ({some} contradict)"),
        };
        let all = told_by(|tellers, versions| tellers == versions && versions > 1);
        let some = told_by(|tellers, versions| 1 < tellers && tellers < versions);
        let one = told_by(|tellers, _| tellers == 1);
        let parts = [
            (true, plural(claims.len(), "claim")),
            (versions > 1, format!("{all} told by all")),
            (versions > 2, format!("{some} by some")),
            (versions > 1, format!("{one} by one alone")),
            (versions > 1, conflicts),
        ];
        let said = parts.into_iter().filter(|(is_said, _)| *is_said);
        said.map(|(_, words)| words).collect::<Vec<_>>().join(" · ")
    }
}

/// The values of a dispute, each with those who give it, in the order of the first of these.
pub(super) fn values(dispute: &Dispute) -> Vec<(&str, Vec<usize>)> {
    let mut values: Vec<(&str, Vec<usize>)> = Vec::new();
    for (&page, value) in &dispute.values {
        let value = if value.is_empty() { "—" } else { value };
        match values.iter_mut().find(|(known, _)| *known == value) {
            Some((_, pages)) => pages.push(page),
            None => values.push((value, vec![page])),
        }
    }
    values
}

/// A dispute as a line, with the names of those who give each value:
/// `number: 41 [Harbour Wire, The Ledger] / 47 [Kitanada TV] · contradicts`.
pub(super) fn dispute(dispute: &Dispute, names: &[String]) -> String {
    let value = |(value, pages): (&str, Vec<usize>)| {
        let names: Vec<&str> = pages.iter().map(|&page| names[page].as_str()).collect();
        format!("{value} [{}]", names.join(", "))
    };
    let values: Vec<String> = values(dispute).into_iter().map(value).collect();
    format!(
        "{}: {} · {}",
        wording::kind(dispute.kind),
        values.join(" / "),
        wording::weight(dispute.weight)
    )
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    #[test]
    fn claims_are_counted_by_how_many_tell_them() {
        let (pages, matrix) = (example::pages(3), example::matrix());
        let sheet = example::sheet(&pages, &matrix);
        assert_eq!(
            sheet.summary(),
            "3 claims · 1 told by all · 0 by some · 2 by one alone · 1 conflict (1 contradicts)"
        );
        assert_eq!(sheet.told(), [2, 2, 1]);
        assert_eq!(sheet.alone(), [1, 1, 0]);
        let alone = Matrix::new(&pages[..1]);
        assert_eq!(example::sheet(&pages[..1], &alone).summary(), "2 claims");
    }

    #[test]
    fn a_conflict_outweighs_a_doubt() {
        let (pages, mut matrix) = (example::pages(3), example::matrix());
        let marks = |matrix: &Matrix| example::sheet(&pages, matrix).marks(&matrix.claims[0]);
        assert_eq!(marks(&matrix), [Mark::Disputes; 3]);
        matrix.claims[0].disputes.clear();
        assert_eq!(marks(&matrix), [Mark::Says, Mark::Says, Mark::Unsure]);
    }

    #[test]
    fn a_dispute_names_each_value_once() {
        let (pages, matrix) = (example::pages(3), example::matrix());
        let sheet = example::sheet(&pages, &matrix);
        assert_eq!(
            dispute(&matrix.claims[0].disputes[0], &sheet.names),
            "number: 41 [The Harbour Post, Northern Wire] / 47 [(noon.txt)] · contradicts"
        );
    }
}
