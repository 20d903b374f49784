//! Which sentence of a claim stands for all of it.

use std::collections::BTreeSet;

use super::evidence::Evidence;
use super::ground::Ground;
use crate::compare::Text;
use crate::text::word::{self, TokenKind};

/// What share of the most central sentence's centrality another must have to stand for the claim.
const CENTRAL: f32 = 0.8;
/// How many letters of a word tell it from others.
const STEM: usize = 5;

/// Of the sentences that are likest to the other pages', the one that says most of what these say and least
/// besides, by its words; of equals the shortest.
pub(super) fn choose(
    members: &[usize],
    ground: &Ground,
    evidence: &Evidence,
    texts: &[Text<'_>],
) -> usize {
    let text = |sentence: usize| {
        let place = ground.place(sentence);
        texts[place.page].sentences[place.sentence].text
    };
    let words: Vec<BTreeSet<String>> = members.iter().map(|&member| words(text(member))).collect();
    let typical = |index: usize| {
        let others = members.iter().zip(&words);
        let others =
            others.filter(|(other, _)| ground.page(**other) != ground.page(members[index]));
        let shares: Vec<f32> = others
            .map(|(_, words_there)| shared(&words[index], words_there))
            .collect();
        shares.iter().sum::<f32>()
    };
    let centrality = |member: usize| centrality(member, members, ground, evidence);
    let most = members.iter().map(|&m| centrality(m)).fold(0.0, f32::max);
    let central = (0..members.len()).filter(|&index| centrality(members[index]) >= CENTRAL * most);
    let best = central.min_by(|&a, &b| {
        let most_typical = typical(b).total_cmp(&typical(a));
        let length = |index: usize| text(members[index]).chars().count();
        most_typical.then_with(|| (length(a), members[a]).cmp(&(length(b), members[b])))
    });
    members[best.expect("a claim has a sentence")]
}

/// The beginnings of the words of a sentence.
fn words(text: &str) -> BTreeSet<String> {
    let tokens = word::tokens(text).into_iter();
    let words = tokens.filter(|token| token.kind != TokenKind::Mark);
    words
        .map(|token| word::fold(&text[token.range]).chars().take(STEM).collect())
        .collect()
}

/// How much of two sentences' words both have, 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "sentences are short")]
fn shared(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f32 {
    2.0 * a.intersection(b).count() as f32 / (a.len() + b.len()).max(1) as f32
}

/// How alike a sentence is to the likest of every other page, summed up.
fn centrality(member: usize, members: &[usize], ground: &Ground, evidence: &Evidence) -> f32 {
    let mut best = vec![0.0_f32; ground.pages()];
    for &other in members {
        let best = &mut best[ground.page(other)];
        *best = best.max(evidence.likely(member, other));
    }
    best.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::super::evidence::tests::evidence;
    use super::*;
    use crate::text::Sentence;

    fn text<'a>(sentences: &[&'a str]) -> Text<'a> {
        let sentence = |text: &&'a str| Sentence { paragraph: 0, text };
        Text {
            sentences: sentences.iter().map(sentence).collect(),
            ..Text::default()
        }
    }

    #[track_caller]
    fn check(texts: &[Text<'_>], links: &[(usize, usize, f32)], expected: usize) {
        let ground = Ground::new(texts.iter().map(|text| text.sentences.len()));
        let members: Vec<usize> = (0..ground.sentences()).collect();
        let evidence = evidence(&ground, links);
        assert_eq!(choose(&members, &ground, &evidence, texts), expected);
    }

    #[test]
    fn of_equals_the_shortest_stands_for_all() {
        let texts = [
            text(&["The ferry hit the wall at noon."]),
            text(&["The ferry hit the wall."]),
        ];
        check(&texts, &[(0, 1, 0.9)], 1);
    }

    #[test]
    fn a_fragment_stands_for_nothing() {
        let texts = [
            text(&["The ferry hit the wall at noon."]),
            text(&["The ferry hit the wall, and that at noon.", "Noon."]),
        ];
        check(&texts, &[(0, 1, 0.9), (0, 2, 0.9)], 0);
    }

    #[test]
    fn what_one_page_adds_stands_for_nobody_else() {
        let texts = [
            text(&["The ferry hit the wall, and your bank has sent you a letter."]),
            text(&["The ferry hit the old wall at noon on Tuesday."]),
            text(&["At noon on Tuesday the ferry hit the wall."]),
        ];
        check(&texts, &[(0, 1, 0.9), (0, 2, 0.9), (1, 2, 0.9)], 2);
    }

    #[test]
    fn the_most_central_comes_before_the_shortest() {
        let texts = [
            text(&["The ferry hit the wall."]),
            text(&["A ferry has hit the wall."]),
            text(&["It hit the wall then."]),
        ];
        check(&texts, &[(0, 1, 0.9), (1, 2, 0.9)], 1);
    }
}
