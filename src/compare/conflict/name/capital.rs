//! Which words are names, as far as their capitals tell.

use crate::compare::lexicon;
use crate::compare::pairing::{Class, Word};
use crate::compare::terms::Terms;
use crate::text::calendar;
use crate::text::word::TokenKind;

/// How far a capital speaks for a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// The place does not ask for the capital.
    Sure,
    /// It may be a name: an office by itself, a small word, the first word of a sentence, a word of a headline in
    /// capitals.
    Doubtful,
    /// A German noun: written as names are.
    Noun,
}

/// How the word at `at` may be a name or part of one; none where it is not.
pub(super) fn sort(words: &[Word<'_>], at: usize, terms: &[Terms<'_>]) -> Option<Sort> {
    let word = &words[at];
    if !word.capital || word.kind != TokenKind::Word || is_pronoun(word.folded) {
        return None;
    }
    let next = words
        .get(at + 1)
        .filter(|next| next.sentence == word.sentence);
    let before_name = next.is_some_and(|next| next.capital && next.kind == TokenKind::Word);
    if lexicon::is_title(word.folded) {
        let time =
            calendar::month(word.folded).is_some() || calendar::weekday(word.folded).is_some();
        return (!before_name && !time).then_some(Sort::Doubtful);
    }
    let begins = begins(&terms[word.sentence], word.token);
    let small = word.class == Class::Stop;
    if small && !word.acronym {
        return (!begins).then_some(Sort::Doubtful);
    }
    if begins {
        return at_the_start(word, next, terms);
    }
    if word.language == Some("de") && !before_name && !after_name(words, at) {
        return Some(Sort::Noun);
    }
    let every_word = in_capitals(&terms[word.sentence]) && !word.acronym;
    Some(if every_word {
        Sort::Doubtful
    } else {
        Sort::Sure
    })
}

fn is_pronoun(folded: &str) -> bool {
    const PRONOUNS: &[&str] = &[
        "i", "he", "she", "it", "we", "they", "you", "his", "her", "its", "their", "our", "my",
        "your", "him", "them",
    ];
    PRONOUNS.contains(&folded)
}

/// The first word of a sentence: a name where the text writes it so elsewhere, where a name follows, or perhaps
/// where the verb follows at once.
fn at_the_start(word: &Word<'_>, next: Option<&Word<'_>>, terms: &[Terms<'_>]) -> Option<Sort> {
    const VERBS: &[&str] = &[
        "is", "was", "has", "had", "will", "would", "can", "could", "may", "might", "says", "said",
        "also", "does", "did", "won", "lost", "met", "told", "led", "left", "beat", "held", "took",
        "made", "gave", "got", "went", "came", "saw", "found", "hit", "set", "sent", "paid",
        "sold", "bought", "spoke", "flew", "rose", "fell", "ran", "built", "began", "became",
        "kept", "struck", "chose", "drew", "grew", "broke", "wrote", "fought", "withdrew",
    ];
    let next = next?;
    let known = lexicon::is_proper(word.folded);
    if word.acronym || known || !word.folded.ends_with("ly") && seen(terms, word.folded, true) {
        return Some(Sort::Sure);
    }
    let ending = ["ly", "ing", "ed"]
        .iter()
        .any(|ending| word.folded.ends_with(ending));
    if ending || seen(terms, word.folded, false) {
        return None;
    }
    if next.capital && next.kind == TokenKind::Word {
        let office = lexicon::is_title(next.folded) || lexicon::is_known(word.folded);
        return Some(if office { Sort::Doubtful } else { Sort::Sure });
    }
    let verb = next.folded.ends_with("ed") || VERBS.contains(&next.folded);
    verb.then_some(Sort::Doubtful)
}

/// Whether the token stands where every word has a capital: first in its sentence, or behind a mark that opens
/// another.
fn begins(sentence: &Terms<'_>, token: usize) -> bool {
    const OPENING: &str = "“ ” \" „ « » ‘ ' : ( [ - – — . ! ? … • * /";
    let before = &sentence.tokens[..token];
    let opens = |range: &std::ops::Range<usize>| {
        let mark = &sentence.text[range.clone()];
        OPENING.split(' ').any(|known| known == mark)
    };
    before.iter().all(|token| token.kind == TokenKind::Mark)
        || before
            .last()
            .is_some_and(|last| last.kind == TokenKind::Mark && opens(&last.range))
}

/// Whether the text writes the word inside a sentence, with a capital or without.
fn seen(terms: &[Terms<'_>], folded: &str, with_capital: bool) -> bool {
    terms.iter().any(|of| {
        let same = |(_, word): &(&crate::text::word::Token, &String)| *word == folded;
        let mut inside = of.tokens.iter().zip(&of.folded).skip(1).filter(same);
        inside.any(|(token, _)| {
            of.text[token.range.clone()].starts_with(char::is_uppercase) == with_capital
        }) && !(with_capital && in_capitals(of))
    })
}

/// Whether the word before is part of a name, too.
fn after_name(words: &[Word<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &words[before]);
    before.is_some_and(|word| {
        word.capital && word.kind == TokenKind::Word && word.class == Class::Content
    })
}

/// Whether the sentence is a headline in capitals: nearly every word that says something has one, and no full stop
/// ends it.
fn in_capitals(sentence: &Terms<'_>) -> bool {
    let words = sentence.tokens.iter().zip(&sentence.stops);
    let (mut all, mut capitals) = (0, 0);
    for (token, stop) in words {
        if token.kind == TokenKind::Word && !stop {
            all += 1;
            let text = &sentence.text[token.range.clone()];
            capitals += usize::from(text.starts_with(char::is_uppercase));
        }
    }
    let stopped = sentence.text.trim_end().ends_with(['.', '!']);
    all >= 4 && capitals * 5 >= all * 4 && !stopped
}
