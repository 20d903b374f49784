//! The order in which claims read best.

use std::collections::BTreeMap;

use super::{Claim, Place};

/// The claims as indices. Those of the first page stand in its order; what a later page adds stands behind the
/// last claim before it that the page shares with earlier ones, else before the first that it shares, else at the
/// end.
pub(super) fn reading_order(claims: &[Claim]) -> Vec<usize> {
    let mut tree = Tree::of(claims.len());
    for page in by_page(claims) {
        tree.add(&page);
    }
    let mut order = Vec::with_capacity(claims.len());
    for root in &tree.roots {
        tree.emit(*root, &mut order);
    }
    order
}

/// The claims of each page in its own order.
fn by_page(claims: &[Claim]) -> Vec<Vec<usize>> {
    let mut claim_of: BTreeMap<Place, usize> = BTreeMap::new();
    for (index, claim) in claims.iter().enumerate() {
        for (&page, sentences) in &claim.sentences {
            let place = |&sentence| (Place { page, sentence }, index);
            claim_of.extend(sentences.iter().map(place));
        }
    }
    let mut pages: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, claim) in claim_of {
        pages.entry(place.page).or_default().push(claim);
    }
    pages.into_values().collect()
}

/// Which claims stand around which.
struct Tree {
    placed: Vec<bool>,
    roots: Vec<usize>,
    before: Vec<Vec<usize>>,
    behind: Vec<Vec<usize>>,
}

impl Tree {
    fn of(claims: usize) -> Self {
        Self {
            placed: vec![false; claims],
            roots: Vec::new(),
            before: vec![Vec::new(); claims],
            behind: vec![Vec::new(); claims],
        }
    }

    /// Places what a page adds.
    fn add(&mut self, page: &[usize]) {
        let (mut anchor, mut first, mut added) = (None, Vec::new(), Vec::new());
        for &claim in page {
            if self.placed[claim] {
                anchor = Some(claim);
                self.before[claim].append(&mut first);
            } else if !added.contains(&claim) {
                added.push(claim);
                anchor
                    .map_or(&mut first, |anchor| &mut self.behind[anchor])
                    .push(claim);
            }
        }
        self.roots.append(&mut first);
        for claim in added {
            self.placed[claim] = true;
        }
    }

    /// Writes a claim and those around it; they are nested as deep as there are pages at most.
    fn emit(&self, claim: usize, order: &mut Vec<usize>) {
        for &other in &self.before[claim] {
            self.emit(other, order);
        }
        order.push(claim);
        for &other in &self.behind[claim] {
            self.emit(other, order);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// A claim of sentences, as pages and indices.
    fn claim(sentences: &[(usize, usize)]) -> Claim {
        let mut by_page: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for &(page, sentence) in sentences {
            by_page.entry(page).or_default().push(sentence);
        }
        Claim {
            spokesman: Place {
                page: 0,
                sentence: 0,
            },
            sentences: by_page,
            unsure: BTreeSet::new(),
            disputes: Vec::new(),
        }
    }

    #[track_caller]
    fn check(claims: &[&[(usize, usize)]], expected: &[usize]) {
        let claims: Vec<Claim> = claims.iter().map(|sentences| claim(sentences)).collect();
        assert_eq!(reading_order(&claims), expected);
    }

    #[test]
    fn what_a_later_page_adds_stands_behind_what_it_says_before() {
        // The first page says 0, 1; the second 1, 2, 0, 3.
        check(
            &[&[(0, 0), (1, 2)], &[(0, 1), (1, 0)], &[(1, 1)], &[(1, 3)]],
            &[0, 3, 1, 2],
        );
    }

    #[test]
    fn what_a_later_page_begins_with_stands_before_what_it_shares() {
        check(
            &[&[(0, 0)], &[(0, 1), (1, 1)], &[(1, 0)], &[(1, 2)]],
            &[0, 2, 1, 3],
        );
    }

    #[test]
    fn a_page_that_shares_nothing_stands_at_the_end() {
        check(&[&[(0, 0)], &[(0, 1)], &[(1, 0)], &[(1, 1)]], &[0, 1, 2, 3]);
    }

    #[test]
    fn what_several_pages_add_at_one_place_stands_page_by_page() {
        check(
            &[
                &[(0, 0), (1, 0), (2, 0)],
                &[(0, 1)],
                &[(1, 1)],
                &[(1, 2)],
                &[(2, 1)],
            ],
            &[0, 2, 3, 4, 1],
        );
    }

    #[test]
    fn nothing_has_no_order() {
        check(&[], &[]);
    }
}
