//! Other words inside the same quotation.
//!
//! Two quotations are the same where they share most of their words in order. Then what is left of one is
//! either cut away at an end or at a marked gap (truncated: no conflict), or it stands between words that both
//! have, and one of the two newsrooms has altered what was said.

use std::ops::Range;

use super::{Conflict, ConflictKind, Ground, Span, Weight, attribution, conflict, span};
use crate::compare::said::{Said, Word, same};
use crate::text::language;

/// Quotations that share fewer words are labels, not one statement.
const SHARED: usize = 3;
/// Two quotations are the same that share so much of the shorter.
const SAME: f64 = 0.6;
/// Words that differ at the very end of both are another end where they are so few, and two cuts where more.
const TAIL: usize = 3;
/// Fewer words may stand in two quotations by chance.
const FEW: usize = 6;
/// A word that more sentences of either text have is the topic's own.
const OFTEN: usize = 3;

/// The altered quotations of a row, and all its quotations that are one.
pub(super) struct Found {
    pub(super) conflicts: Vec<Conflict>,
    one: Vec<(Place, Place)>,
}

/// A sentence and where in it a quotation stands, in bytes.
type Place = (usize, Range<usize>);

impl Found {
    /// Whether both spans lie in one quotation: whether its words differ is for this finder alone to say.
    pub(super) fn has_weighed(&self, left: &Span, right: &Span) -> bool {
        let covers = |(sentence, place): &Place, span: &Span| {
            span.sentence == Some(*sentence) && place.start <= span.start && span.end <= place.end
        };
        let mut one = self.one.iter();
        one.any(|(ours, theirs)| covers(ours, left) && covers(theirs, right))
    }
}

pub(super) fn find(ground: &Ground<'_>) -> Found {
    let left = Said::of(ground.left, ground.rows);
    let right = Said::of(ground.right, ground.columns);
    let whole = Grid::new(&left, &right);
    let mut conflicts = whole.conflicts(ground);
    let mut one = whole.one();
    // What answers nothing as a whole may do so in parts.
    let left: Vec<Said<'_>> = whole
        .lone_left()
        .flat_map(|said| said.parted(ground.left))
        .collect();
    let right: Vec<Said<'_>> = whole
        .lone_right()
        .flat_map(|said| said.parted(ground.right))
        .collect();
    let parts = Grid::new(&left, &right);
    conflicts.extend(parts.conflicts(ground));
    one.extend(parts.one());
    Found { conflicts, one }
}

/// Two quotations set against each other.
struct Meeting {
    /// How much of what was said both have, 0 to 1; 0 where they are not the same.
    likeness: f64,
    /// Which words of the left and of the right one lie between the first and the last that both have.
    reach: (Range<usize>, Range<usize>),
    /// Which words of the left one both have.
    common: Vec<usize>,
    /// What was altered: how much it weighs, and the words on either side.
    altered: Option<(Weight, Range<usize>, Range<usize>)>,
}

/// Every quotation of the left side set against every one of the right.
struct Grid<'s, 'a> {
    left: &'s [Said<'a>],
    right: &'s [Said<'a>],
    meetings: Vec<Vec<Meeting>>,
}

impl<'s, 'a> Grid<'s, 'a> {
    fn new(left: &'s [Said<'a>], right: &'s [Said<'a>]) -> Self {
        let row = |ours| {
            right
                .iter()
                .map(|theirs| Meeting::new(ours, theirs))
                .collect()
        };
        Self {
            left,
            right,
            meetings: left.iter().map(row).collect(),
        }
    }

    fn of_left(&self, i: usize) -> impl Iterator<Item = &Meeting> {
        self.meetings[i].iter()
    }

    fn of_right(&self, j: usize) -> impl Iterator<Item = &Meeting> {
        self.meetings.iter().map(move |row| &row[j])
    }

    /// The left quotations that answer none.
    fn lone_left(&self) -> impl Iterator<Item = &Said<'a>> {
        let lone = |&i: &usize| self.of_left(i).all(|meeting| !meeting.is_one());
        (0..self.left.len()).filter(lone).map(|i| &self.left[i])
    }

    /// The right quotations that answer none.
    fn lone_right(&self) -> impl Iterator<Item = &Said<'a>> {
        let lone = |&j: &usize| self.of_right(j).all(|meeting| !meeting.is_one());
        (0..self.right.len()).filter(lone).map(|j| &self.right[j])
    }

    /// Where the quotations stand that are one.
    fn one(&self) -> Vec<(Place, Place)> {
        let place = |said: &Said<'_>| (said.sentence, said.extent());
        let mut one = Vec::new();
        for (ours, row) in self.left.iter().zip(&self.meetings) {
            for (theirs, meeting) in self.right.iter().zip(row) {
                if meeting.is_one() {
                    one.push((place(ours), place(theirs)));
                }
            }
        }
        one
    }

    /// The altered quotations, but for two that each have an unaltered counterpart in the row.
    fn conflicts(&self, ground: &Ground<'_>) -> Vec<Conflict> {
        let mut found = Vec::new();
        for (i, ours) in self.left.iter().enumerate() {
            for (j, theirs) in self.right.iter().enumerate() {
                let meeting = &self.meetings[i][j];
                let Some((weight, mine, other)) = &meeting.altered else {
                    continue;
                };
                let worse = |rival: &Meeting| rival.likeness <= meeting.likeness;
                let best = self.of_left(i).all(worse) || self.of_right(j).all(worse);
                let mut of_left = self.of_left(i).filter(|rival| rival.agrees());
                let mut of_right = self.of_right(j).filter(|rival| rival.agrees());
                let faithful = of_left.any(|rival| rival.reach.0.contains(&ours.within(mine)))
                    && of_right.any(|rival| rival.reach.1.contains(&theirs.within(other)));
                if best && !faithful && !meeting.is_chance(ground, ours, theirs) {
                    let left = span(ground.left, ours.sentence, ours.around(mine));
                    let right = span(ground.right, theirs.sentence, theirs.around(other));
                    found.push(conflict(ConflictKind::Quote, *weight, left, right));
                }
            }
        }
        found
    }
}

impl Meeting {
    /// Whether the two are one quotation, altered or not.
    fn is_one(&self) -> bool {
        self.likeness > 0.0
    }

    /// Whether the two are one quotation, and nothing is altered.
    fn agrees(&self) -> bool {
        self.is_one() && self.altered.is_none()
    }

    /// Whether the two may be two sayings: a few words inside a much longer quotation that no known speaker joins,
    /// or a few words that both texts say over and over.
    fn is_chance(&self, ground: &Ground<'_>, a: &Said<'_>, b: &Said<'_>) -> bool {
        let (short, long) = if a.words.len() <= b.words.len() {
            (a, b)
        } else {
            (b, a)
        };
        if short.words.len() >= FEW {
            return false;
        }
        let much_longer = long.words.len() >= 2 * short.words.len();
        let frequent = |word: &Word| {
            [ground.left, ground.right].iter().all(|text| {
                let having = text
                    .iter()
                    .filter(|terms| terms.folded.contains(&word.text));
                having.count() > OFTEN
            })
        };
        let shared = &self.common;
        let telling = shared.iter().any(|&at| {
            let word = &a.words[at];
            !a.is_stop(&word.text) && !frequent(word)
        });
        let one_speaker =
            attribution::one_speaker(&ground.left[a.sentence], &ground.right[b.sentence]);
        much_longer && !one_speaker || !telling
    }

    fn new(a: &Said<'_>, b: &Said<'_>) -> Self {
        let common = common(&a.words, &b.words);
        let says = |&(at, _): &(usize, usize)| !a.is_stop(&a.words[at].text);
        let (shorter, longer) = (
            a.words.len().min(b.words.len()),
            a.words.len().max(b.words.len()),
        );
        let share = |whole: usize| {
            f64::from(u32::try_from(common.len()).unwrap_or(u32::MAX))
                / f64::from(u32::try_from(whole.max(1)).unwrap_or(u32::MAX))
        };
        let enough = common.len() > SHARED + 1 || common.iter().any(says);
        let one = common.len() >= SHARED && share(shorter) >= SAME && enough;
        match (one, common.first(), common.last()) {
            (true, Some(first), Some(last)) => Self {
                likeness: share(shorter) + share(longer) / 10.0,
                reach: (first.0..last.0 + 1, first.1..last.1 + 1),
                altered: altered(a, b, &common),
                common: common.iter().map(|pair| pair.0).collect(),
            },
            _ => Self {
                likeness: 0.0,
                reach: (0..0, 0..0),
                common: Vec::new(),
                altered: None,
            },
        }
    }
}

/// The words that both have in order, as many as can be, in runs as long as can be.
fn common(a: &[Word], b: &[Word]) -> Vec<(usize, usize)> {
    /// What a shared word is worth, and what it is worth more right behind another.
    const WORD: u32 = 10;
    const RUN: u32 = 3;
    let columns = b.len() + 1;
    let equal = |i: usize, j: usize| same(&a[i], &b[j]);
    let worth = |i: usize, j: usize| {
        let runs = i > 0 && j > 0 && equal(i - 1, j - 1);
        if runs { WORD + RUN } else { WORD }
    };
    let mut best = vec![0; (a.len() + 1) * columns];
    for i in 0..a.len() {
        for j in 0..b.len() {
            let apart = best[i * columns + j + 1].max(best[(i + 1) * columns + j]);
            best[(i + 1) * columns + j + 1] = if equal(i, j) {
                apart.max(best[i * columns + j] + worth(i, j))
            } else {
                apart
            };
        }
    }
    let (mut i, mut j) = (a.len(), b.len());
    let mut found = Vec::new();
    while i > 0 && j > 0 {
        let here = best[i * columns + j];
        if equal(i - 1, j - 1) && here == best[(i - 1) * columns + j - 1] + worth(i - 1, j - 1) {
            (i, j) = (i - 1, j - 1);
            found.push((i, j));
        } else if here == best[(i - 1) * columns + j] {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    found.reverse();
    found
}

/// What was altered between words that both have, or in the last words of both; the gravest of it.
///
/// What only one of them says is cut away where the other marks a gap. Small words and a false start only differ.
fn altered(
    a: &Said<'_>,
    b: &Said<'_>,
    common: &[(usize, usize)],
) -> Option<(Weight, Range<usize>, Range<usize>)> {
    let inside = common.windows(2).map(|pair| {
        let gaps = (pair[0].0 + 1..pair[1].0, pair[0].1 + 1..pair[1].1);
        let marked = |said: &Said<'_>, gap: &Range<usize>| {
            (gap.start..=gap.end).any(|at| said.words[at].cut)
        };
        let cut =
            gaps.0.is_empty() && marked(a, &gaps.0) || gaps.1.is_empty() && marked(b, &gaps.1);
        (gaps, cut)
    });
    let last = common.last()?;
    let tails = (last.0 + 1..a.words.len(), last.1 + 1..b.words.len());
    let runs_on = |said: &Said<'_>, tail: &Range<usize>| {
        !tail.is_empty() && tail.len() <= TAIL && !said.words[tail.start].cut
    };
    let cut = !runs_on(a, &tails.0) || !runs_on(b, &tails.1) || common.len() <= SHARED;
    inside
        .chain([(tails, cut)])
        .filter(|(gaps, cut)| !(*cut || gaps.0.is_empty() && gaps.1.is_empty()))
        .map(|(gaps, _)| {
            let slight = a.is_slight(&gaps.0) && b.is_slight(&gaps.1);
            let weight = if slight {
                Weight::Differs
            } else {
                Weight::Contradicts
            };
            (weight, gaps.0, gaps.1)
        })
        .reduce(|one, other| if other.0 > one.0 { other } else { one })
}

impl Said<'_> {
    /// The first word of the gap, or where there is none the word behind it.
    fn within(&self, gap: &Range<usize>) -> usize {
        gap.start.min(self.words.len() - 1)
    }

    /// Whether nobody would miss the words: small ones, or a false start that the words around them say again.
    fn is_slight(&self, gap: &Range<usize>) -> bool {
        let words = &self.words[gap.clone()];
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return true;
        };
        let before = gap.start.checked_sub(1).map(|at| &self.words[at]);
        let after = self.words.get(gap.end);
        let again = before.is_some_and(|word| same(word, last))
            || after.is_some_and(|word| same(word, first));
        again || words.iter().all(|word| self.is_small(&word.text))
    }

    /// Whether a newsroom may leave the word out of speech without telling: an article, a filler.
    fn is_small(&self, word: &str) -> bool {
        const ENGLISH: &str =
            "a an the that and so but or well just very really uh um er oh yes yeah like";
        const DENIALS: &str =
            "not no never nor nicht kein keine nie não nem nunca ne pas jamais non ni";
        let has = |list: &str| list.split(' ').any(|known| known == word);
        match self.language.map(language::primary) {
            None | Some("en") => has(ENGLISH),
            _ => self.is_stop(word) && !has(DENIALS),
        }
    }

    fn is_stop(&self, word: &str) -> bool {
        language::is_stop_word(word, self.language)
    }
}

#[cfg(test)]
mod tests {
    use crate::compare::{Comparison, ConflictKind, Text, Weight, compare};
    use crate::text::Sentence;

    fn of(left: &[&str], right: &[&str]) -> Comparison {
        let side = |sentences: &[&'static str]| Text {
            sentences: sentences
                .iter()
                .map(|text| Sentence { paragraph: 0, text })
                .collect(),
            ..Text::default()
        };
        let own = |sentences: &[&str]| -> Vec<&'static str> {
            sentences
                .iter()
                .map(|text| &*text.to_string().leak())
                .collect()
        };
        compare(&side(&own(left)), &side(&own(right)))
    }

    /// The weights of the quotation conflicts between the quotation in two frames.
    #[track_caller]
    fn check(left: &str, right: &str, expected: &[Weight]) {
        let comparison = of(&[left], &[right]);
        let conflicts = comparison.rows.iter().flat_map(|row| &row.conflicts);
        let found: Vec<Weight> = conflicts
            .filter(|conflict| conflict.kind == ConflictKind::Quote)
            .map(|conflict| conflict.weight)
            .collect();
        assert_eq!(found, expected, "{left} / {right}");
    }

    const LEFT: &str = "“We will close the old harbour in May because it is no longer safe for the children,” Tant said.";

    #[test]
    fn typography_brackets_and_spelling_alter_nothing() {
        for right in [
            "\"we will close the old harbor in May because it's no longer safe for the children,\" said Tant.",
            "Tant said that “[w]e will close the old harbour in May because it is no longer safe for the children”.",
            "“[The city] will close the old harbour in May because it is no longer safe for the children,” Tant said.",
            "“We will close the old harbour in May because it [the pier] is no longer safe for the children,” Tant said.",
            "“We'll close the old harbour in May, because it is no longer safe – for the children,” Tant said.",
        ] {
            check(LEFT, right, &[]);
        }
    }

    #[test]
    fn what_is_cut_alters_nothing() {
        for right in [
            "“We will close the old harbour in May,” Tant said.",
            "Tant said it was “no longer safe for the children”.",
            "“We will close the old harbour … because it is no longer safe for the children,” Tant said.",
            "“We will close the old harbour . . . because it is no longer safe for the children,” Tant said.",
            "“We will close the old harbour in May,” Tant said, “because it is no longer safe for the children.”",
            "“We will close the old harbour,” Tant said, “because it is no longer safe.”",
        ] {
            check(LEFT, right, &[]);
        }
    }

    #[test]
    fn another_word_inside_contradicts() {
        for right in [
            "“We will open the old harbour in May because it is no longer safe for the children,” Tant said.",
            "“We will close the old harbour in June,” Tant said, “because it is no longer safe for the children.”",
            "“We will close the old harbour in May because it is safe for the children,” Tant said.",
            "“We close the old harbour in May because it is no longer safe for the children,” Tant said.",
            "“We will close the old harbour in May because it is no longer safe for the workers,” Tant said.",
        ] {
            check(LEFT, right, &[Weight::Contradicts]);
        }
    }

    #[test]
    fn a_filler_or_a_false_start_only_differs() {
        check(
            LEFT,
            "“We will close the – close the old harbour in May because it is no longer safe for the children,” Tant said.",
            &[Weight::Differs],
        );
        check(
            LEFT,
            "“Well, we will just close the old harbour in May because it is no longer safe for the children,” Tant said.",
            &[Weight::Differs],
        );
    }

    /// What the one conflict of the row shows of both sides.
    #[track_caller]
    fn check_spans(left: &str, right: &str, expected: Option<(&str, &str)>) {
        let comparison = of(&[left], &[right]);
        let conflicts: Vec<_> = comparison
            .rows
            .iter()
            .flat_map(|row| &row.conflicts)
            .collect();
        let found: Vec<(&str, &str)> = conflicts
            .iter()
            .map(|conflict| (conflict.left.text.as_str(), conflict.right.text.as_str()))
            .collect();
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn a_conflict_shows_the_words_that_differ_and_their_neighbours() {
        for (right, expected) in [
            (
                "“We will close the old harbour in June because it is no longer safe for the children,” Tant said.",
                ("harbour in May because", "harbour in June because"),
            ),
            (
                "“We will close the old harbour in May because it is safe for the children,” Tant said.",
                ("it is no longer safe", "it is safe"),
            ),
            (
                "“We will [soon] close the new harbour in May,” Tant said, “because it is no longer safe for the children.”",
                ("close the old harbour", "close the new harbour"),
            ),
            (
                "“We will close the old harbour in May because it is no longer safe for the workers,” Tant said.",
                ("for the children", "for the workers"),
            ),
        ] {
            check_spans(LEFT, right, Some(expected));
        }
    }

    #[test]
    fn what_a_quotation_leaves_out_is_not_told_as_a_denial() {
        check_spans(
            "“We want to pay for a pier that nobody remembers,” Tant told the council of Alden.",
            "“We want to pay for a pier that [the city] remembers,” Tant told the council of Alden.",
            None,
        );
    }

    #[test]
    fn a_few_words_inside_a_much_longer_quotation_are_not_it() {
        let slogan = "The town of Alden has put up a sign that says “Alden has a problem.”";
        check(
            slogan,
            "The sign of the town is a bad sign, “Alden’s got a ferry problem, so that is not the best of all things,” Hrast said.",
            &[],
        );
        check(
            "“Alden has a big problem,” Mayor Tant said of the harbour on Monday.",
            "“Alden has a small problem, and we know how to deal with it this year,” Mayor Tant said of the harbour on Monday.",
            &[Weight::Contradicts],
        );
    }

    #[test]
    fn a_quotation_that_stands_faithfully_beside_another_is_no_conflict() {
        let both = [
            "“The harbour is closed now.",
            "You may laugh, but the old harbour is a serious problem and is closed now to all,” Tant said.",
        ];
        let comparison = of(&both, &both);
        assert!(comparison.rows.iter().all(|row| row.conflicts.is_empty()));
    }
}
