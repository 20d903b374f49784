//! A search under way: a block of headlines at a time, the newest first, on all cores; what one key has
//! ruled out the next does not look at again.

use std::num::NonZero;
use std::ops::Range;
use std::sync::Arc;
use std::thread;

use super::Headlines;
use super::columns::{Columns, Room};
use super::filter::{Asked, QUOTES};
use super::ranking::Ranking;
use super::word::{AHEAD, NEAR, NONE, WORTH, Word};

/// Headlines looked at in one step: so few that a key typed meanwhile does not wait.
const BLOCK: usize = 1 << 16;
/// Headlines looked at in the first step.
const FIRST: usize = 1 << 14;
/// With fewer headlines to look at, or fewer to score, a second thread costs more than it brings: the first
/// results wait for no other thread.
const FEW_SEEN: usize = 1 << 15;
const FEW_SCORED: usize = 1 << 8;
/// How many of the candidates the fine score is worked out for; the rest keep their coarse order.
const RERANKED: usize = 1000;
/// The same while a search is under way: some screens of them.
const RERANKED_FIRST: usize = 100;
/// Candidates are kept for the next key where they are at most this part of all.
const PART_KEPT: usize = 2;

/// A search for headlines, used again for each key.
///
/// After [`Search::begin`], each [`Search::step`] looks at one block of headlines, the first the newest,
/// and [`Search::ranking`] tells what was found so far. A new search may begin at any time.
#[derive(Debug, Clone, Default)]
pub struct Search {
    headlines: Headlines,
    /// What the name of the outlet has to begin with.
    source: Option<String>,
    /// The words in the order in which they were typed.
    words: Vec<Word>,
    pass: Pass,
    /// What is to be looked at; all where there is no list.
    among: Option<Arc<Vec<u32>>>,
    /// How many of those have been.
    seen: usize,
    /// Whether that was all.
    is_over: bool,
    found: Found,
    /// What earlier passes left to look at, of ever longer queries.
    narrowed: Vec<Narrowed>,
}

/// What one pass looks for.
#[derive(Debug, Clone, Default)]
struct Pass {
    /// The longest first, because it rules out most.
    words: Vec<Word>,
    /// The kinds of letters that a headline has to hold.
    mask: u64,
    /// Whether capitals count somewhere.
    cased: bool,
    /// Whether all words can be looked for in headlines as bits.
    of_bits: bool,
    /// Which of the words may be typed on: the last.
    typed: Option<usize>,
    /// Whether one letter too many is forgiven.
    forgiving: bool,
    /// By the number of an outlet whether it is wanted; none where all are.
    outlets: Option<Vec<bool>>,
}

/// What a pass has found, indices ascending.
#[derive(Debug, Clone, Default)]
struct Found {
    /// Hits by how good they are, in units of [`WORTH`].
    by_worth: Vec<Vec<u32>>,
    /// What matches, or may when more has been typed; none where that is not worth keeping.
    candidates: Option<Vec<u32>>,
}

/// What was left of the headlines for a query, and will be for those that extend it.
#[derive(Debug, Clone)]
struct Narrowed {
    source: Option<String>,
    words: Vec<Word>,
    /// How long its last word may grow.
    longest: usize,
    candidates: Arc<Vec<u32>>,
}

impl Search {
    /// Begins to look for `asked`, of whose filters only the source is heeded; what an earlier search
    /// among the same headlines has ruled out is left out.
    pub fn begin(&mut self, headlines: &Headlines, asked: &Asked) {
        if !self.headlines.are(headlines) {
            self.narrowed.clear();
            self.headlines = headlines.clone();
        }
        self.source.clone_from(&asked.filters.source);
        let outlets = self.source.as_ref();
        let outlets = outlets.map(|source| self.headlines.columns.outlets(source));
        let parts = asked.words.split_whitespace().map(unquoted);
        self.words = parts.map(Word::new).collect();
        self.pass = Pass::new(&self.words, outlets, false);
        self.begin_pass();
    }

    fn begin_pass(&mut self) {
        if self.pass.forgiving {
            self.among = None;
        } else {
            let fits = |narrowed: &Narrowed| narrowed.holds(self.source.as_ref(), &self.words);
            while self.narrowed.last().is_some_and(|last| !fits(last)) {
                self.narrowed.pop();
            }
            self.among = self
                .narrowed
                .last()
                .map(|last| Arc::clone(&last.candidates));
        }
        self.seen = 0;
        self.is_over = false;
        self.found = Found::new(&self.pass);
    }

    /// Looks at the next block; whether that was the last.
    pub fn step(&mut self) -> bool {
        let columns = &*self.headlines.columns;
        let all = self
            .among
            .as_ref()
            .map_or(columns.len(), |among| among.len());
        let most = if self.seen == 0 { FIRST } else { BLOCK };
        let block = self.seen..all.min(self.seen + most);
        self.seen = block.end;
        let (pass, among) = (&self.pass, self.among.as_deref());
        let pieces = on_all_cores(block.len(), FEW_SEEN, |piece| {
            let range = block.start + piece.start..block.start + piece.end;
            match among {
                Some(among) => pass.look(columns, among[range].iter().copied()),
                None => pass.look(columns, as_u32(range.start)..as_u32(range.end)),
            }
        });
        for piece in pieces {
            self.found.append(piece, columns.len() / PART_KEPT);
        }
        if self.seen < all {
            return false;
        }
        self.is_over = true;
        self.keep_candidates();
        if self.found.is_empty() && !self.pass.forgiving {
            let words: Vec<Word> = self.words.iter().cloned().map(Word::forgiving).collect();
            self.pass = Pass::new(&words, self.pass.outlets.take(), true);
            self.begin_pass();
            return false;
        }
        true
    }

    /// Keeps what matches, or may with more letters, for the queries that extend this one.
    fn keep_candidates(&mut self) {
        let Some(candidates) = self.found.candidates.take() else {
            return;
        };
        let words = &self.words;
        let last = self.narrowed.last();
        if last.is_some_and(|last| last.candidates.len() == candidates.len()) {
            return; // nothing was ruled out
        }
        let before = last.map(|last| (last.words.len(), last.longest));
        let ahead = words.last().map_or(0, Word::len) + AHEAD;
        let longest = match before {
            Some((count, longest)) if count == words.len() => longest.min(ahead),
            _ => ahead,
        };
        self.narrowed.push(Narrowed {
            source: self.source.clone(),
            longest,
            words: words.clone(),
            candidates: Arc::new(candidates),
        });
    }

    /// Whether anything was found so far.
    pub fn has_hits(&self) -> bool {
        !self.found.is_empty()
    }

    /// Whether nothing matched as it was typed, and one letter too many is forgiven.
    pub fn is_forgiving(&self) -> bool {
        self.pass.forgiving
    }

    /// Looks for `asked` to the end; what is found.
    pub fn run(&mut self, headlines: &Headlines, asked: &Asked) -> Ranking {
        self.begin(headlines, asked);
        while !self.step() {}
        self.ranking()
    }

    /// What was found so far; until the search is over, only the first of it are in their fine order.
    pub fn ranking(&self) -> Ranking {
        let reranked = if self.is_over {
            RERANKED
        } else {
            RERANKED_FIRST
        };
        let worth = (0..).map(|units: i64| units * WORTH);
        let mut tiers: Vec<(i64, &Vec<u32>)> = worth.zip(&self.found.by_worth).collect();
        tiers.reverse();
        let best = tiers
            .iter()
            .flat_map(|(worth, hits)| hits.iter().map(|&index| (*worth, index)));
        let best: Vec<(i64, u32)> = best.take(reranked).collect();
        let (pass, columns) = (&self.pass, &*self.headlines.columns);
        let best = on_all_cores(best.len(), FEW_SCORED, |piece| {
            pass.fine(columns, &best[piece])
        });
        Ranking::new(best.concat(), tiers.into_iter(), pass.words.clone())
    }
}

impl Pass {
    fn new(words: &[Word], outlets: Option<Vec<bool>>, forgiving: bool) -> Self {
        let last = words.len().saturating_sub(1);
        let mut order: Vec<usize> = (0..words.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(words[at].len()));
        let typed = order.iter().position(|&at| at == last);
        let words: Vec<Word> = order.into_iter().map(|at| words[at].clone()).collect();
        Self {
            typed: typed.filter(|_| !forgiving),
            mask: words.iter().fold(0, |mask, word| mask | word.mask()),
            cased: words.iter().any(Word::is_cased),
            of_bits: words.iter().all(Word::is_of_bits),
            words,
            forgiving,
            outlets,
        }
    }

    /// What of the headlines `indices`, ascending, is found.
    fn look(&self, columns: &Columns, indices: impl Iterator<Item = u32>) -> Found {
        let mut found = Found::new(self);
        let mut room = Room::default();
        for index in indices {
            let at = index as usize;
            let wanted = |outlets: &Vec<bool>| outlets[columns.source(at)];
            if self.mask & !columns.mask(at) != 0 || !self.outlets.as_ref().is_none_or(wanted) {
                continue;
            }
            let kinds = (columns.mask(at), columns.initials(at));
            let (worth, worst) = if let Some(line) = columns.short(at).filter(|_| self.of_bits) {
                self.worth(|word, ahead| word.way_in(&line, kinds, ahead))
            } else if let Some(line) = columns.long(at).filter(|_| self.of_bits) {
                self.worth(|word, ahead| word.way_in(&line, kinds, ahead))
            } else {
                let seen = columns.see(at, self.cased, &mut room);
                self.worth(|word, ahead| word.way(&seen, ahead))
            };
            if worst > NONE
                && let Some(candidates) = &mut found.candidates
            {
                candidates.push(index);
            }
            if worst > NEAR {
                found.by_worth[worth].push(index);
            }
        }
        found
    }

    /// What a headline is worth in which each word stands in some `way`, and the worst of these ways.
    #[inline]
    fn worth(&self, way: impl Fn(&Word, usize) -> u8) -> (usize, u8) {
        let (mut worth, mut worst) = (0, u8::MAX);
        for (place, word) in self.words.iter().enumerate() {
            let ahead = if Some(place) == self.typed { AHEAD } else { 0 };
            let way = way(word, ahead);
            worth += usize::from(way);
            worst = worst.min(way);
            if worst == NONE {
                break;
            }
        }
        (worth, worst)
    }

    /// The fine scores of `hits` added to theirs.
    fn fine(&self, columns: &Columns, hits: &[(i64, u32)]) -> Vec<(i64, u32)> {
        let mut room = Room::default();
        let fine = hits.iter().map(|&(worth, index)| {
            let seen = columns.see(index as usize, self.cased, &mut room);
            let scores = self.words.iter().map(|word| word.fine(&seen));
            (worth + scores.sum::<i64>(), index)
        });
        fine.collect()
    }
}

impl Found {
    fn new(pass: &Pass) -> Self {
        Self {
            by_worth: vec![Vec::new(); pass.words.len() * 8 + 1],
            candidates: (!pass.forgiving).then(Vec::new),
        }
    }

    /// Takes in what was found among later headlines; candidates are given up beyond `most`.
    fn append(&mut self, later: Self, most: usize) {
        for (hits, more) in self.by_worth.iter_mut().zip(later.by_worth) {
            hits.extend(more);
        }
        self.candidates = match (self.candidates.take(), later.candidates) {
            (Some(mut candidates), Some(more)) if candidates.len() + more.len() <= most => {
                candidates.extend(more);
                Some(candidates)
            }
            _ => None,
        };
    }

    fn is_empty(&self) -> bool {
        self.by_worth.iter().all(Vec::is_empty)
    }
}

impl Narrowed {
    /// Whether all that `words` match is among the candidates.
    fn holds(&self, source: Option<&String>, words: &[Word]) -> bool {
        let Some((last, rest)) = self.words.split_last() else {
            return self.source.as_ref() == source;
        };
        self.source.as_ref() == source
            && words.len() >= self.words.len()
            && rest.iter().zip(words).all(|(one, other)| one.is(other))
            && words[rest.len()].extends(last)
            && words[rest.len()].len() <= self.longest
    }
}

/// `word` without the quotation marks around it, unless there is nothing else.
fn unquoted(word: &str) -> &str {
    match word.trim_matches(QUOTES) {
        "" => word,
        unquoted => unquoted,
    }
}

/// Does `work` for `0..items`, parted among the cores unless they are `few`; what came out, in order.
fn on_all_cores<T: Send>(
    items: usize,
    few: usize,
    work: impl Fn(Range<usize>) -> T + Sync,
) -> Vec<T> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    if items < few || cores < 2 {
        return vec![work(0..items)];
    }
    let piece = items.div_ceil(cores);
    let pieces = (0..items)
        .step_by(piece)
        .map(|start| start..items.min(start + piece));
    thread::scope(|scope| {
        let work = &work;
        let others: Vec<_> = pieces
            .skip(1)
            .map(|range| scope.spawn(move || work(range)))
            .collect();
        let mut done = vec![work(0..piece)];
        for other in others {
            done.push(
                other
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            );
        }
        done
    })
}

/// An index as it is kept: headlines are counted in 32 bits.
fn as_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
