//! The next and previous divergence and conflict, and how the place where one stands is called.

use super::CompareView;
use crate::compare::Conflict;
use crate::spread::{Place, Sign, wording};

impl CompareView {
    /// Goes to the next row that is not the same on both sides, or to the one before; says why it
    /// cannot.
    pub fn next_divergence(&mut self, forward: bool) -> Result<(), &'static str> {
        if self.compared.comparison.is_same() {
            return Err("the two are the same");
        }
        let here = self.current().unwrap_or_default();
        let diverges = |index: &usize| {
            let block = &self.spread.blocks[*index];
            matches!(block.place, Place::Row(_)) && block.sign != Sign::Same
        };
        let found = if forward {
            (here + 1..self.spread.blocks.len()).find(diverges)
        } else {
            (0..here).rev().find(diverges)
        };
        self.conflict = None;
        self.line = match found {
            Some(index) => self.spread.blocks[index].lines.start,
            None if forward => return Err("no further divergence"),
            None => return Err("no earlier divergence"),
        };
        Ok(())
    }

    /// Goes to the next conflict or to the one before, headlines included; says why it cannot.
    pub fn next_conflict(&mut self, forward: bool) -> Result<(), &'static str> {
        let places: Vec<usize> = self.conflicts().map(|(block, _)| block).collect();
        if places.is_empty() {
            return Err("no conflicts here");
        }
        let here = self.current().unwrap_or_default();
        let found = match (self.conflict, forward) {
            (Some(at), true) => (at + 1 < places.len()).then_some(at + 1),
            (Some(at), false) => at.checked_sub(1),
            (None, true) => places.iter().position(|place| *place >= here),
            (None, false) => places.iter().rposition(|place| *place < here),
        };
        let at = found.ok_or(if forward {
            "no further conflict"
        } else {
            "no earlier conflict"
        })?;
        self.conflict = Some(at);
        self.line = self.spread.blocks[places[at]].lines.start;
        Ok(())
    }

    /// Where one stands, in words: `conflict 1 of 3: number 700 / 728`, `row 3 of 33`.
    pub fn position(&self) -> String {
        if let Some((_, conflict)) = self.conflict.and_then(|at| self.conflicts().nth(at)) {
            return self.conflict_words(conflict);
        }
        let rows = self.compared.comparison.rows.len();
        match self.current().map(|index| &self.spread.blocks[index].place) {
            None | Some(Place::Verdict) => wording::plural(rows, "row"),
            Some(Place::Headlines) => format!("headlines, {}", wording::plural(rows, "row")),
            Some(Place::Row(index)) => format!("row {} of {rows}", index + 1),
            Some(Place::Same(same)) if same.len() == 1 => {
                format!("row {} of {rows}, the same", same.end)
            }
            Some(Place::Same(same)) => {
                format!("rows {}–{} of {rows}, the same", same.start + 1, same.end)
            }
        }
    }

    /// The conflicts of headlines and rows, each with the index of its block.
    fn conflicts(&self) -> impl Iterator<Item = (usize, &Conflict)> {
        let comparison = &self.compared.comparison;
        let blocks = self.spread.blocks.iter().enumerate();
        blocks.flat_map(move |(index, block)| {
            let conflicts = match &block.place {
                Place::Headlines => &comparison.headline.conflicts[..],
                Place::Row(row) => &comparison.rows[*row].conflicts[..],
                Place::Verdict | Place::Same(_) => &[],
            };
            conflicts.iter().map(move |conflict| (index, conflict))
        })
    }

    fn conflict_words(&self, conflict: &Conflict) -> String {
        let words = wording::conflict_in_short(conflict);
        let in_headlines = self.compared.comparison.headline.conflicts.len();
        match self.conflict.and_then(|at| at.checked_sub(in_headlines)) {
            None => format!("conflict of headlines: {words}"),
            Some(at) => {
                let all = self.compared.comparison.summary.conflicts;
                format!("conflict {} of {all}: {words}", at + 1)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::cursor::Step;
    use crate::spread::example;

    fn view() -> CompareView {
        let mut view = CompareView::new(Arc::new(example::strike()));
        view.fit(120, 30);
        view
    }

    fn place(view: &CompareView) -> Option<Place> {
        let index = view.current()?;
        Some(view.spread.blocks[index].place.clone())
    }

    #[test]
    fn divergences_leave_out_what_is_the_same() {
        let mut view = view();
        let mut rows = Vec::new();
        while view.next_divergence(true).is_ok() {
            rows.extend(place(&view));
        }
        assert_eq!(rows, [0, 1, 3, 4, 5, 8].map(Place::Row));
        assert_eq!(view.next_divergence(true), Err("no further divergence"));
        assert_eq!(view.next_divergence(false), Ok(()));
        assert_eq!(place(&view), Some(Place::Row(5)));
    }

    #[test]
    fn conflicts_are_counted_and_named() {
        let mut view = view();
        let mut said = Vec::new();
        while view.next_conflict(true).is_ok() {
            said.push(view.position());
        }
        assert_eq!(
            said,
            [
                "conflict of headlines: number 700 / 728",
                "conflict 1 of 2: name Ilse / Ilsa",
                "conflict 2 of 2: number More than 700 / 728",
            ]
        );
        assert_eq!(view.next_conflict(true), Err("no further conflict"));
        view.step(Step::Bottom);
        assert_eq!(view.next_conflict(false), Ok(()));
        assert_eq!(place(&view), Some(Place::Row(3)));
    }

    #[test]
    fn where_nothing_differs_a_jump_says_so() {
        let mut view = CompareView::new(Arc::new(example::twins()));
        view.fit(120, 30);
        assert_eq!(view.next_divergence(true), Err("the two are the same"));
        assert_eq!(view.next_conflict(true), Err("no conflicts here"));
    }
}
