//! The sentences of all pages in one row, so that a number names each.

use std::collections::BTreeMap;

use super::Place;

/// Which sentence stands in which page.
#[derive(Debug, Clone)]
pub(super) struct Ground {
    places: Vec<Place>,
    /// Where each page begins.
    starts: Vec<usize>,
}

impl Ground {
    /// The ground of pages with so many sentences each.
    pub(super) fn new(counts: impl Iterator<Item = usize>) -> Self {
        let (mut places, mut starts) = (Vec::new(), Vec::new());
        for (page, count) in counts.enumerate() {
            starts.push(places.len());
            places.extend((0..count).map(|sentence| Place { page, sentence }));
        }
        Self { places, starts }
    }

    /// How many sentences there are.
    pub(super) fn sentences(&self) -> usize {
        self.places.len()
    }

    /// How many pages there are.
    pub(super) fn pages(&self) -> usize {
        self.starts.len()
    }

    /// Where a sentence stands.
    pub(super) fn place(&self, number: usize) -> Place {
        self.places[number]
    }

    /// The page in which a sentence stands.
    pub(super) fn page(&self, number: usize) -> usize {
        self.places[number].page
    }

    /// The number of a sentence of a page.
    pub(super) fn number(&self, page: usize, sentence: usize) -> usize {
        self.starts[page] + sentence
    }

    /// The sentences by their pages, ascending.
    pub(super) fn by_page(&self, numbers: &[usize]) -> BTreeMap<usize, Vec<usize>> {
        let mut by_page: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for place in numbers.iter().map(|&number| self.place(number)) {
            by_page.entry(place.page).or_default().push(place.sentence);
        }
        for sentences in by_page.values_mut() {
            sentences.sort_unstable();
        }
        by_page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_has_a_number_and_every_number_a_place() {
        let ground = Ground::new([2, 0, 3].into_iter());
        assert_eq!((ground.sentences(), ground.pages()), (5, 3));
        for number in 0..5 {
            let Place { page, sentence } = ground.place(number);
            assert_eq!(ground.number(page, sentence), number);
        }
        assert_eq!(
            ground.by_page(&[4, 0, 2]),
            BTreeMap::from([(0, vec![0]), (2, vec![0, 2])])
        );
    }
}
