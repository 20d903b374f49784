//! Which sentence of a claim stands for all of it.

use super::evidence::Evidence;
use super::ground::Ground;
use crate::compare::Text;

/// What share of the most central sentence's centrality another must have to stand for the claim.
const CENTRAL: f32 = 0.9;

/// The shortest of the most central sentences that is no mere fragment: central is what is like the others,
/// page by page; a fragment has less than half as many letters as the claim's middling sentence.
pub(super) fn choose(
    members: &[usize],
    ground: &Ground,
    evidence: &Evidence,
    texts: &[Text<'_>],
) -> usize {
    let length = |sentence: usize| {
        let place = ground.place(sentence);
        texts[place.page].sentences[place.sentence]
            .text
            .chars()
            .count()
    };
    let mut lengths: Vec<usize> = members.iter().map(|&member| length(member)).collect();
    lengths.sort_unstable();
    let whole = |member: usize| 2 * length(member) >= lengths[lengths.len() / 2];
    let centrality = |member: usize| centrality(member, members, ground, evidence);
    let most = members.iter().map(|&m| centrality(m)).fold(0.0, f32::max);
    let central = members
        .iter()
        .copied()
        .filter(|&member| centrality(member) >= CENTRAL * most);
    central
        .min_by_key(|&member| (!whole(member), length(member), member))
        .expect("a claim has a sentence")
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
            text(&["It hit the wall, and that at noon.", "Noon."]),
        ];
        check(&texts, &[(0, 1, 0.9), (0, 2, 0.9)], 0);
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
