//! The same name spelt otherwise, or another name in the same slot.

use std::ops::Range;

use super::{Conflict, ConflictKind, Ground, Span, Weight, conflict, words_span};
use crate::compare::Confidence;
use crate::compare::lexicon;
use crate::compare::pairing::{Class, Pairing, Word};
use crate::text::word::TokenKind;

mod capital;
mod institution;
mod spelling;

use capital::Sort;
use spelling::{Likeness, is_made_of, is_one_name, is_respelling, is_same_name, likeness};

/// The share of words that must be matched before a name is taken to stand in another's place.
const AGREEMENT: f64 = 0.5;

pub(super) fn find(ground: &Ground<'_>) -> Vec<Conflict> {
    let (left, right) = both_untold(ground);
    let twins = twins(ground, &left, &right);
    let mut found = spellings(ground, &twins);
    let told = |l: &Range<usize>, r: &Range<usize>| {
        twins.iter().any(|(i, j)| l.contains(i) || r.contains(j))
    };
    found.extend(replaced(ground, told));
    let overlaps =
        |a: &Span, b: &Span| a.sentence == b.sentence && a.start < b.end && b.start < a.end;
    let fresh: Vec<Conflict> = institution::find(ground)
        .into_iter()
        .filter(|new| {
            !found
                .iter()
                .any(|old| overlaps(&old.left, &new.left) || overlaps(&old.right, &new.right))
        })
        .collect();
    found.extend(fresh);
    found
}

/// The names that both sides have, spelt otherwise.
pub(super) fn respelt(ground: &Ground<'_>) -> Vec<Conflict> {
    let (left, right) = both_untold(ground);
    spellings(ground, &twins(ground, &left, &right))
}

fn both_untold(ground: &Ground<'_>) -> (Vec<usize>, Vec<usize>) {
    let (left, right) = (&ground.pairing.left, &ground.pairing.right);
    let untold = |words: &[Word<'_>], other: &[Word<'_>], terms| -> Vec<usize> {
        let said = |at: &usize| other.iter().any(|theirs| theirs.stem == words[*at].stem);
        let may_be = |at: &usize| words[*at].capital && words[*at].class == Class::Content;
        (0..words.len())
            .filter(may_be)
            .filter(|at| !said(at) && !lexicon::is_title(words[*at].folded))
            .filter(|&at| !other.iter().any(|theirs| is_one_name(theirs, &words[at])))
            .filter(|&at| capital::sort(words, at, terms).is_some())
            .collect()
    };
    (
        untold(left, right, ground.left),
        untold(right, left, ground.right),
    )
}

/// The words of names, left and right, that are likely one name in two spellings.
fn twins(ground: &Ground<'_>, left: &[usize], right: &[usize]) -> Vec<(usize, usize)> {
    let mut twins: Vec<(usize, usize)> = Vec::new();
    for &i in left {
        let a = &ground.pairing.left[i];
        let twin = right.iter().copied().find(|&j| {
            let b = &ground.pairing.right[j];
            let free = !twins.iter().any(|(_, taken)| *taken == j);
            free && !a.acronym && !b.acronym && is_respelling(a.folded, b.folded)
        });
        twins.extend(twin.map(|j| (i, j)));
    }
    twins
}

/// The twins as conflicts, each spelling told once.
fn spellings(ground: &Ground<'_>, twins: &[(usize, usize)]) -> Vec<Conflict> {
    let mut found: Vec<Conflict> = Vec::new();
    for &(i, j) in twins {
        let spans = words_span(ground.left, &ground.pairing.left[i..=i])
            .zip(words_span(ground.right, &ground.pairing.right[j..=j]));
        let told = |(a, _): &(Span, Span)| found.iter().any(|old| old.left.text == a.text);
        let fresh = spans.filter(|spans| !told(spans));
        found.extend(fresh.map(|(a, b)| conflict(ConflictKind::Name, Weight::Differs, a, b)));
    }
    found
}

/// Names that stand in each other's place: the words beside them match.
fn replaced(
    ground: &Ground<'_>,
    told: impl Fn(&Range<usize>, &Range<usize>) -> bool,
) -> Vec<Conflict> {
    let pairing = ground.pairing;
    let mut found = Vec::new();
    for (l, r) in pairing.gaps() {
        let ends = (l.end, r.end);
        let l = without_brackets(&pairing.left, &l);
        let r = without_brackets(&pairing.right, &r);
        let left = Run::all(&pairing.left, &l, ground.left);
        let right = Run::all(&pairing.right, &r, ground.right);
        let Some((a, b)) = opposed(left, &l, right, &r) else {
            continue;
        };
        if told(&a.words, &b.words) || agreement_beside(pairing, &a, &b) < AGREEMENT {
            continue;
        }
        let place = Place::new(ground, (&l, &a.words), (&r, &b.words), ends);
        if let Some(weight) = weigh(ground, &a, &b, &place) {
            let spans = words_span(ground.left, &pairing.left[a.words])
                .zip(words_span(ground.right, &pairing.right[b.words]));
            found.extend(spans.map(|(a, b)| conflict(ConflictKind::Name, weight, a, b)));
        }
    }
    found
}

/// The share of the smaller side's words that are matched, the two names left out: 0 where that is one word alone.
fn agreement_beside(pairing: &Pairing<'_>, a: &Run, b: &Run) -> f64 {
    let content = |words: &[Word<'_>], name: &Run| {
        let beside = (0..words.len()).filter(|at| !name.words.contains(at));
        beside
            .filter(|&at| words[at].class == Class::Content)
            .count()
    };
    let least = content(&pairing.left, a).min(content(&pairing.right, b));
    let matches = pairing.matches.iter();
    let matched = matches
        .filter(|(left, _)| pairing.left[*left].class == Class::Content)
        .count();
    if matched < 2 && matched < least {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
    let share = matched as f64 / least.max(1) as f64;
    share
}

/// How much it weighs that name `b` stands where name `a` does; none where they may be one name, or the place
/// may be another.
fn weigh(ground: &Ground<'_>, a: &Run, b: &Run, place: &Place) -> Option<Weight> {
    let pairing = ground.pairing;
    let (left, right) = (&pairing.left, &pairing.right);
    let alike = likeness(&left[a.words.clone()], &right[b.words.clone()]);
    let sure = a.sort == Sort::Sure && b.sort == Sort::Sure;
    let strict = place.is_strict;
    let noun = a.sort == Sort::Noun || b.sort == Sort::Noun;
    if !place.is_one || alike == Likeness::One || noun || !sure && !place.is_firm {
        return None;
    }
    let short = |words: &[Word<'_>], name: &Range<usize>, long: &[Word<'_>], of: &Range<usize>| {
        let alone = name.len() == 1 && words[name.start].acronym;
        alone && is_made_of(words[name.start].folded, &long[whole(long, of)])
    };
    if short(left, &a.words, right, &b.words) || short(right, &b.words, left, &a.words) {
        return None;
    }
    if a.sort == Sort::Doubtful && b.sort == Sort::Doubtful {
        if !strict {
            return None;
        }
        let (i, j) = (&left[a.words.start], &right[b.words.start]);
        // Two words that only may be names: two offices in one place, or two words of headlines.
        let offices = lexicon::is_title(i.folded) && lexicon::is_title(j.folded);
        let common = |word: &str| lexicon::is_known(word) || word.ends_with('s');
        if !offices && (common(i.folded) || common(j.folded)) {
            return None;
        }
    }
    // Said at another place: the names stand in another order, unless that place is taken by its own match.
    let free = |at: usize, right: bool| {
        let taken = |&(i, j): &(usize, usize)| if right { j == at } else { i == at };
        !pairing.matches.iter().any(taken)
    };
    let said = [
        is_said(left, &a.words, right, |at| free(at, true)),
        is_said(right, &b.words, left, |at| free(at, false)),
    ];
    if said.contains(&Some(Said::Free)) || said.iter().any(Option::is_some) && !strict {
        return None;
    }
    let elsewhere = said.iter().any(Option::is_some);
    let places = is_place(left, a.words.start) && is_place(right, b.words.start);
    // Two places of which a text names both: the one lies in the other, or both were there.
    if places && (is_named(left, &a.words, ground.right) || is_named(right, &b.words, ground.left))
    {
        return None;
    }
    let heard = is_heard(left, &a.words) || is_heard(right, &b.words);
    let steady = ground.confidence == Confidence::Sure && alike == Likeness::Other;
    let contrary = sure && strict && steady && a.count == b.count;
    Some(if contrary && !places && !heard && !elsewhere {
        Weight::Contradicts
    } else {
        Weight::Differs
    })
}

/// The one name inside a gap.
struct Run {
    words: Range<usize>,
    /// How many of the words are names, joining words left out.
    count: usize,
    /// Of the least sure of its words.
    sort: Sort,
}

impl Run {
    /// The names inside `gap`; a mark or a small word may join the words of one.
    fn all(words: &[Word<'_>], gap: &Range<usize>, terms: &[super::Terms<'_>]) -> Vec<Self> {
        const JOINTS: &str = ". - & of the de da do das dos del du der van von al el";
        let mut runs: Vec<Self> = Vec::new();
        for at in gap.clone() {
            let Some(sort) = capital::sort(words, at, terms) else {
                continue;
            };
            let comma = |from: usize, at: usize| words[at].folded == "," && is_place(words, from);
            let joint = |word: &str| JOINTS.split(' ').any(|joint| joint == word);
            let joined = runs.last_mut().filter(|run| {
                let mut between = run.words.end..at;
                between.all(|at| comma(run.words.start, at) || joint(words[at].folded))
            });
            match joined {
                Some(run) => {
                    run.words.end = at + 1;
                    run.count += 1;
                    run.sort = run.sort.max(sort);
                }
                None => runs.push(Self {
                    words: at..at + 1,
                    count: 1,
                    sort,
                }),
            }
        }
        runs
    }
}

/// The two names that may stand in one place of two gaps: those that begin both gaps, those that end both, or
/// those that are alone in theirs.
fn opposed(
    left: Vec<Run>,
    l: &Range<usize>,
    right: Vec<Run>,
    r: &Range<usize>,
) -> Option<(Run, Run)> {
    let begin = left.first()?.words.start == l.start && right.first()?.words.start == r.start;
    let end = left.last()?.words.end == l.end && right.last()?.words.end == r.end;
    let alone = left.len() == 1 && right.len() == 1;
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    if begin || alone {
        left.next().zip(right.next())
    } else if end {
        left.next_back().zip(right.next_back())
    } else {
        None
    }
}

/// The gap without what is added in brackets at its end: `Committee (JOC)`.
fn without_brackets(words: &[Word<'_>], gap: &Range<usize>) -> Range<usize> {
    let mut close = gap.end;
    if close > gap.start && words[close - 1].folded == "," {
        close -= 1;
    }
    let closed = close > gap.start && words[close - 1].folded == ")";
    let open = gap.clone().find(|&at| words[at].folded == "(");
    open.filter(|open| closed && *open > gap.start)
        .map_or(gap.clone(), |open| gap.start..open)
}

/// What surrounds two names.
struct Place {
    /// Whether the word before both is the same, or both begin their sentence, and the word after both is.
    is_strict: bool,
    /// Whether that is enough to call it one place.
    is_one: bool,
    /// Whether that is enough for a word that only may be a name.
    is_firm: bool,
}

impl Place {
    /// Of the names inside their gaps, left and right; `ends` are the first words behind them.
    fn new(
        ground: &Ground<'_>,
        (l, a): (&Range<usize>, &Range<usize>),
        (r, b): (&Range<usize>, &Range<usize>),
        ends: (usize, usize),
    ) -> Self {
        let pairing = ground.pairing;
        let held =
            |left: usize, right: usize| pairing.matches.binary_search(&(left, right)).is_ok();
        let from_start = a.start == l.start && b.start == r.start;
        let to_end = a.end == l.end && b.end == r.end;
        let back = |by: usize| {
            let places = l.start.checked_sub(by).zip(r.start.checked_sub(by));
            from_start && places.is_some_and(|(left, right)| held(left, right))
        };
        let on = |by: usize| to_end && held(ends.0 + by, ends.1 + by);
        let begin = a.start == 0 && b.start == 0;
        let said = |at: Option<usize>| {
            at.and_then(|at| pairing.left.get(at))
                .is_some_and(|word| word.class != Class::Mark)
        };
        let before = back(1) || begin;
        let after = on(0);
        let worded = back(1) && said(l.start.checked_sub(1))
            || back(2) && said(l.start.checked_sub(2))
            || on(0) && said(Some(ends.0))
            || on(1) && said(Some(ends.0 + 1));
        let bare = outside(&pairing.left, l, a) && outside(&pairing.right, r, b);
        let is_firm = before && after || back(1) && back(2) || after && on(1);
        let enough = is_firm || (back(1) || after) && bare;
        Self {
            is_strict: before && after,
            is_one: worded && enough,
            is_firm,
        }
    }
}

/// How a word of the name stands on the other side, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// At a place that nothing answers.
    Free,
    /// At places that are matched.
    Matched,
}

fn is_said(
    words: &[Word<'_>],
    name: &Range<usize>,
    other: &[Word<'_>],
    free: impl Fn(usize) -> bool,
) -> Option<Said> {
    let of_name = &words[name.clone()];
    let content = of_name.iter().filter(|word| word.class == Class::Content);
    let places: Vec<usize> = content
        .flat_map(|word| (0..other.len()).filter(|&at| is_same_name(&other[at], word)))
        .collect();
    let said = if places.iter().any(|&at| free(at)) {
        Said::Free
    } else {
        Said::Matched
    };
    (!places.is_empty()).then_some(said)
}

/// The name with the words of it that are matched and so stand outside its gap: `Southeast Asian [Nations]`.
fn whole(words: &[Word<'_>], name: &Range<usize>) -> Range<usize> {
    let sentence = words[name.start].sentence;
    let part =
        |word: &Word<'_>| word.sentence == sentence && word.capital && word.kind == TokenKind::Word;
    let more = words[name.end..].iter().take_while(|word| part(word));
    let before = words[..name.start]
        .iter()
        .rev()
        .take_while(|word| part(word));
    name.start - before.count()..name.end + more.count()
}

/// Whether a text names all words of the name somewhere.
fn is_named(words: &[Word<'_>], name: &Range<usize>, terms: &[super::Terms<'_>]) -> bool {
    let mut of_name = words[name.clone()]
        .iter()
        .filter(|word| word.kind == TokenKind::Word && word.class == Class::Content);
    of_name.all(|word| {
        let mut sentences = terms.iter();
        sentences.any(|of| of.folded.iter().any(|folded| folded == word.folded))
    })
}

fn before<'a>(words: &[Word<'a>], at: usize) -> &'a str {
    at.checked_sub(1).map_or("", |before| words[before].folded)
}

/// Whether the name that begins at word `at` says where: a town and its country do not contradict each other.
fn is_place(words: &[Word<'_>], at: usize) -> bool {
    const PREPOSITIONS: &str = "in at from near to em bei aus nach";
    PREPOSITIONS
        .split(' ')
        .any(|word| word == before(words, at))
}

/// Whether the name is who says it or who was told: many say one thing, and tell many newsrooms.
fn is_heard(words: &[Word<'_>], name: &Range<usize>) -> bool {
    let says = |word: &Word<'_>| lexicon::is_saying(word.stem);
    let told = matches!(before(words, name.start), "told" | "tells" | "tell");
    told || words.get(name.end).is_some_and(says)
}

/// Whether the gap says nothing but the name.
fn outside(words: &[Word<'_>], gap: &Range<usize>, name: &Range<usize>) -> bool {
    let mut rest = gap
        .clone()
        .filter(|at| !name.contains(at))
        .map(|at| &words[at]);
    rest.all(|word| word.class != Class::Content || lexicon::is_title(word.folded))
}
