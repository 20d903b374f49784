//! What is looked for in the texts, as a person types it.

use super::filter::QUOTES;
use crate::text::searched::Term;

/// Terms of a query; what is typed beyond so many is not looked for.
const TERMS: usize = 32;

/// What is looked for: every term has to occur.
///
/// | typed | finds |
/// |---|---|
/// | `ferry crew` | texts with both words, in any order |
/// | `drone` | also `drones`: a word of four letters or more may begin a longer one |
/// | `fer*` | whatever begins so, however short |
/// | `"peace talks"` | these words, one after the other |
/// | `4,000`, `U.S.`, `vice-president` | what is written so, and `4000` or `vice president` |
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
}

impl Query {
    /// Parts `text` into terms at spaces; what stands in quotation marks is one term, found as it is typed.
    pub fn new(text: &str) -> Self {
        let mut terms: Vec<Term> = Vec::new();
        for (index, piece) in text.split(QUOTES).enumerate() {
            let quoted = index % 2 == 1;
            let typed: Vec<&str> = if quoted {
                vec![piece]
            } else {
                piece.split_whitespace().collect()
            };
            for term in typed
                .into_iter()
                .filter_map(|typed| Term::new(typed, quoted))
            {
                if !terms.contains(&term) && terms.len() < TERMS {
                    terms.push(term);
                }
            }
        }
        Self { terms }
    }

    /// The terms; none where nothing is looked for.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let query = Query::new(text);
        let written = |term: &Term| {
            let star = if term.longer { "*" } else { "" };
            format!("{}{star}", term.words.join(" "))
        };
        let found: Vec<String> = query.terms().iter().map(written).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_query_is_parted_at_spaces_and_quotation_marks() {
        check("", &[]);
        check(" * - \"\" ", &[]);
        check("ferry of Skerry", &["ferry*", "of", "skerry*"]);
        check("ferry FERRY", &["ferry*"]);
        check("\"peace talks\" now", &["peace talks", "now"]);
        check("“Peace Talk*”", &["peace talk*"]);
        check(
            "vice-president U.S. 4,000",
            &["vice president*", "u s", "4000"],
        );
        check("\"peace talks", &["peace talks"]);
        check(
            "AND OR NOT NEAR(a b) col:x ^a -b",
            &["and", "or", "not", "near a", "b", "col x", "a"],
        );
    }

    #[test]
    fn a_huge_query_is_cut() {
        let words: Vec<String> = (0..10_000).map(|number| number.to_string()).collect();
        assert_eq!(Query::new(&words.join(" ")).terms().len(), TERMS);
    }
}
