//! One side affirms what the other denies.

use std::ops::Range;

use super::antonym::are_opposites;
use super::{Conflict, ConflictKind, Ground, Weight, conflict, words_span};
use crate::compare::Confidence;
use crate::compare::lexicon;
use crate::compare::pairing::{Class, Word};
use crate::text::word::TokenKind;

/// The share of words that must be matched before a lone negator is taken to deny the other side.
const AGREEMENT: f64 = 0.5;
/// The share before a negated verb is looked for at another place.
const STEADY: f64 = 0.6;
/// A negator's surroundings: so many words before and after it are looked at for words that both have.
const REACH: usize = 3;
/// So many words that say something may stand on one side alone between those two.
const PARTED: usize = 3;
/// Stems of words that deny without a negator: "denies that it is so" stands for "says that it is not so".
const DENYING: &[&str] = &[
    "deni", "avoid", "prevent", "declin", "stop", "block", "ban", "miss", "drop", "abandon",
    "cancel", "lose", "lost", "reluct", "unabl", "reject", "refus", "fail", "lack", "less", "few",
    "fewer", "rule", "disput",
];
/// Words that nearly deny.
const HARDLY: &str = "hardly barely scarcely rarely seldom kaum selten raramente dificilmente";
/// Beginnings of such words in other languages.
const DENYING_ELSEWHERE: &[(&str, &str)] = &[
    (
        "de",
        "leugn weiger verhinder verbiet verbot verzicht ablehn fehl mangel ohne bestreit bestritt selten",
    ),
    ("pt", "nega recus evit impe proib falt deix rejeit sem"),
];
/// So many words around a place are looked at for them.
const EXCUSE: usize = 8;
/// Verbs that say nothing without what follows.
const LIGHT: &[&str] = &[
    "look", "seem", "appear", "feel", "felt", "becom", "remain", "stay", "sound", "get", "got",
    "make", "made", "take", "took", "have", "had", "give", "gave", "do", "did", "expect", "intend",
    "want", "plan", "need", "like", "hope", "abl", "allow", "go",
];

/// A negator that only one side has, between words that both have.
pub(super) fn find(ground: &Ground<'_>) -> Vec<Conflict> {
    let pairing = ground.pairing;
    if pairing.agreement() < AGREEMENT {
        return Vec::new();
    }
    let left = Denying {
        with: &pairing.left,
        without: &pairing.right,
        matches: pairing.matches.clone(),
        agreement: pairing.agreement(),
    };
    let right = Denying {
        with: &pairing.right,
        without: &pairing.left,
        matches: pairing.matches.iter().map(|&(i, j)| (j, i)).collect(),
        agreement: pairing.agreement(),
    };
    let places = match (left.negators().as_slice(), right.negators().as_slice()) {
        (denied, []) => left.first(denied),
        ([], denied) => right.first(denied).map(Place::swapped),
        _ => None,
    };
    let conflicts = places.and_then(|place| {
        let weight = if place.same_slot && ground.confidence == Confidence::Sure {
            Weight::Contradicts
        } else {
            Weight::Differs
        };
        words_span(ground.left, &pairing.left[place.left])
            .zip(words_span(ground.right, &pairing.right[place.right]))
            .map(|(a, b)| conflict(ConflictKind::Negation, weight, a, b))
    });
    conflicts.into_iter().collect()
}

/// Whether the word denies what stands beside it.
pub(super) fn is_negator(word: &Word<'_>) -> bool {
    if word.class == Class::Mark || word.kind == TokenKind::Number {
        return false;
    }
    let plain = word.folded.replace('\u{2019}', "'");
    // Contractions lose their apostrophe in sloppy copies.
    let english: &[&str] = &[
        "not", "never", "no", "cannot", "neither", "nor", "without", "none", "nobody", "nothing",
        "dont", "didnt", "doesnt", "isnt", "arent", "wasnt", "werent", "hasnt", "havent", "hadnt",
        "wouldnt", "couldnt", "shouldnt", "cant", "wont",
    ];
    let known: &[&str] = match word.language {
        Some("de") => &[
            "nicht", "nichts", "kein", "keine", "keinen", "keinem", "keiner", "keines", "nie",
            "niemals", "niemand", "ohne",
        ],
        Some("pt") => &[
            "nao", "nunca", "jamais", "sem", "nem", "nenhum", "nenhuma", "ninguem",
        ],
        Some("es") => &["no", "nunca", "jamas", "sin", "ni"],
        Some("fr") => &["ne", "pas", "jamais", "sans", "ni"],
        _ => english,
    };
    known.contains(&plain.as_str()) || plain.ends_with("n't")
}

/// Where one side denies, left and right.
struct Place {
    left: Range<usize>,
    right: Range<usize>,
    /// Whether the words stand between matched words.
    same_slot: bool,
}

impl Place {
    fn swapped(self) -> Self {
        Self {
            left: self.right,
            right: self.left,
            same_slot: self.same_slot,
        }
    }
}

/// A side that may deny what the other says.
struct Denying<'a> {
    with: &'a [Word<'a>],
    without: &'a [Word<'a>],
    /// Pairs of word indices, `with` first.
    matches: Vec<(usize, usize)>,
    agreement: f64,
}

impl Denying<'_> {
    /// The negators that nothing on the other side answers.
    fn negators(&self) -> Vec<usize> {
        let free = |at: &usize| !self.matches.iter().any(|pair| pair.0 == *at);
        (0..self.with.len())
            .filter(|&at| is_negator(&self.with[at]))
            .filter(free)
            .collect()
    }

    /// The first of the negators that denies what the other side says.
    fn first(&self, negators: &[usize]) -> Option<Place> {
        let mut places = negators.iter().filter_map(|&at| self.denied(at));
        let first = places.next()?;
        Some(first).filter(|place| place.same_slot || negators.len() == 1)
    }

    /// The words around the negator, and the words that stand for them on the other side, where nothing but the
    /// negator parts them.
    fn denied(&self, at: usize) -> Option<Place> {
        let word = |index: usize| self.with.get(index).map_or("", |next| next.folded);
        let before = |back: usize| {
            at.checked_sub(back)
                .map_or("", |index| self.with[index].folded)
        };
        let idle = matches!(
            word(at + 1),
            "only" | "just" | "merely" | "least" | "yet" | "longer"
        );
        // "Were it not for": nothing is denied.
        let condition =
            word(at + 1) == "for" && (1..=3).any(|back| matches!(before(back), "if" | "were"));
        // "Whether or not".
        if idle || condition || before(1) == "or" {
            return None;
        }
        let all = 0..self.without.len();
        let around = |place: &Place| {
            let from = place.right.start.saturating_sub(EXCUSE);
            from..(place.right.end + EXCUSE).min(all.end)
        };
        // What a newsroom sets in brackets stands for words that it left out.
        let edited = |place: &Place| {
            let mut words = self.without[place.right.clone()].iter();
            words.any(|word| word.folded == "[")
        };
        let between = self.between(at);
        between
            .filter(|place| !edited(place) && !self.is_excused(around(place)))
            .or_else(|| {
                let steady = self.agreement >= STEADY && !self.is_excused(all);
                self.of_the_same_verb(at).filter(|_| steady)
            })
    }

    fn held(&self, index: usize) -> Option<(usize, usize)> {
        let pair = self.matches.iter().find(|pair| pair.0 == index).copied();
        pair.filter(|_| self.with[index].class != Class::Mark)
    }

    /// The place between the nearest matched words before and after the negator.
    fn between(&self, at: usize) -> Option<Place> {
        let from = (at.saturating_sub(REACH)..at)
            .rev()
            .find_map(|index| self.held(index));
        // A negator that begins the sentence has nothing before it.
        let start = from.map(|(with, without)| (with + 1, without + 1));
        let start = start.or((at == 0).then_some((0, 0)))?;
        let mut near = at + 1..(at + 1 + REACH).min(self.with.len());
        let mut to = near.find_map(|index| self.held(index))?;
        let light = |stem: &str| LIGHT.contains(&stem);
        let shown = to;
        if light(self.with[to.0].stem) {
            let content = |at: &usize| self.with[*at].class == Class::Content;
            let mut beyond = (to.0 + 1..(to.0 + 2 + REACH).min(self.with.len())).filter(content);
            let end = (self.with.len(), self.without.len());
            to = beyond.find_map(|index| self.held(index)).unwrap_or(end);
        }
        let (with, without) = (
            said(self.with.get(start.0..to.0)?),
            said(self.without.get(start.1..to.1)?),
        );
        // "Not so golden" says what "tarnished" says; "not supported" denies what "endorsed" says.
        let alone = |words: &[&Word<'_>], other: &[&Word<'_>]| {
            let mut words = words.iter();
            let of_one_meaning = |a: &&Word<'_>| other.iter().any(|b| are_of_one_meaning(a, b));
            words.any(|word| {
                !light(word.stem) && !word.folded.ends_with("ly") && !of_one_meaning(word)
            })
        };
        let rephrased = alone(&with, &without) && alone(&without, &with);
        let answered = !with.iter().any(|word| !light(word.stem))
            || without.is_empty()
            || !alone(&with, &without);
        let parted = if from.is_some() { PARTED } else { 1 };
        let near = with.len().max(without.len()) <= parted;
        let place = |same_slot| Place {
            left: from.map_or(0, |from| from.0)..shown.0 + 1,
            right: from.map_or(0, |from| from.1)..shown.1 + 1,
            same_slot,
        };
        if near && !rephrased && answered {
            return Some(place(true));
        }
        // "Was not ceded", "was given": two verbs in one place are likelier of one meaning than opposites.
        let verbs = with.len() == 1
            && without.len() == 1
            && is_participle(with[0])
            && is_participle(without[0]);
        let bare = from.is_some() && verbs && !are_opposites(with[0], without[0]);
        bare.then(|| place(false))
    }

    /// The negated verb, where the other side has it at another place and does not deny it.
    fn of_the_same_verb(&self, at: usize) -> Option<Place> {
        let near = at + 1..(at + 1 + REACH).min(self.with.len());
        let verb = near
            .clone()
            .find(|&index| self.with[index].class == Class::Content)?;
        let stem = self.with[verb].stem;
        let mut others = (0..self.without.len()).filter(|&index| self.without[index].stem == stem);
        let other = others.next().filter(|_| others.next().is_none())?;
        let once = self.with.iter().filter(|word| word.stem == stem).count() == 1;
        let moved = self.held(verb).is_none();
        let denied =
            (other.saturating_sub(REACH)..other).any(|index| is_negator(&self.without[index]));
        (once && moved && !denied && !self.with[verb].capital).then(|| Place {
            left: at..verb + 1,
            right: other..other + 1,
            same_slot: false,
        })
    }

    /// Whether the side without a negator denies in another way, in words `near`.
    fn is_excused(&self, near: Range<usize>) -> bool {
        let alone = |word: &&Word<'_>| !self.with.iter().any(|other| other.stem == word.stem);
        let denies = |word: &Word<'_>| {
            let positive = lexicon::without_denial(word.folded);
            let prefixed = positive.is_some_and(|rest| {
                lexicon::is_known(rest) || self.with.iter().any(|other| other.folded == rest)
            });
            let elsewhere = DENYING_ELSEWHERE
                .iter()
                .filter(|(language, _)| word.language == Some(*language))
                .flat_map(|(_, beginnings)| beginnings.split(' '));
            let english = word.language.is_none_or(|language| language == "en")
                && DENYING.contains(&word.stem);
            let hardly = HARDLY.split(' ').any(|known| known == word.folded);
            prefixed
                || english
                || hardly
                || elsewhere
                    .into_iter()
                    .any(|beginning| word.folded.starts_with(beginning))
        };
        self.without[near].iter().filter(alone).any(denies)
    }
}

fn is_participle(word: &Word<'_>) -> bool {
    const IRREGULAR: &str = "given taken made sold bought sent paid held found built won lost led told known seen shown \
        driven written chosen broken spoken kept left put set cut hit struck caught taught brought";
    word.folded.ends_with("ed") && word.folded.len() > 4
        || IRREGULAR.split_whitespace().any(|verb| verb == word.folded)
}

fn are_of_one_meaning(a: &Word<'_>, b: &Word<'_>) -> bool {
    let (short, long) = if a.folded.len() < b.folded.len() {
        (a.folded, b.folded)
    } else {
        (b.folded, a.folded)
    };
    a.stem == b.stem
        || lexicon::synonyms(a.stem, b.stem)
        || short.len() >= 4 && long.starts_with(short)
}

/// The words that say something.
fn said<'a>(words: &'a [Word<'a>]) -> Vec<&'a Word<'a>> {
    let content = |word: &&Word<'_>| word.class == Class::Content && !is_negator(word);
    words.iter().filter(content).collect()
}
