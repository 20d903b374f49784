//! Which words of a row the other side does not have, as phrases a person would mark.

use std::ops::Range;

use super::common::{Common, Look, is_ideograph};
use super::pairing::{Class, Pairing, Word};
use super::terms::Terms;
use super::{Edit, Side};

/// Two sides that share less of the words that say something stand side by side without a diff.
const APART: f64 = 0.2;
/// So many small words alone between two words that differ belong to the phrase that differs.
const BRIDGE: usize = 1;

/// The edits of both sides of a row, left first, in reading order: never none where the sides are written
/// differently.
///
/// Sides with too little in common are one edit a sentence, the whole of it.
pub(super) fn edits(pairing: &Pairing<'_>, left: &[Terms<'_>], right: &[Terms<'_>]) -> Vec<Edit> {
    // Only where forms, order, spelling or marks are all that differs they are looked at.
    for look in Look::ALL {
        let mut common = Common::new(pairing, look, left, right);
        if look == Look::Loose && common.share(pairing) < APART {
            common.left.fill(false);
            common.right.fill(false);
        } else {
            let marks = look == Look::Written;
            clean(&pairing.left, &mut common.left, marks);
            clean(&pairing.right, &mut common.right, marks);
        }
        let mut edits = phrases(Side::Left, &pairing.left, &common.left);
        edits.extend(phrases(Side::Right, &pairing.right, &common.right));
        if !edits.is_empty() {
            return edits;
        }
    }
    Vec::new()
}

/// The stretches of words that are not common, as byte ranges within one sentence each.
fn phrases(side: Side, words: &[Word<'_>], common: &[bool]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        if common[index] {
            continue;
        }
        let continues = index > 0 && !common[index - 1];
        let sentence = Some(word.sentence);
        match edits
            .last_mut()
            .filter(|edit| continues && edit.sentence == sentence)
        {
            Some(edit) => edit.end = word.range.end,
            None => edits.push(Edit {
                side,
                sentence,
                start: word.range.start,
                end: word.range.end,
            }),
        }
    }
    edits
}

/// Makes one phrase of two that only punctuation and small words part, and drops what is punctuation alone unless
/// `marks` count.
fn clean(words: &[Word<'_>], common: &mut [bool], marks: bool) {
    let changed = |common: &[bool], at: usize| !common[at] && words[at].class != Class::Mark;
    let mut last: Option<usize> = None;
    for at in 0..words.len() {
        if !changed(common, at) {
            continue;
        }
        if let Some(before) = last
            .replace(at)
            .filter(|&before| is_bridge(words, before + 1..at))
        {
            common[before..at].fill(false);
        }
    }
    if marks {
        return;
    }
    let mut start = 0;
    while start < words.len() {
        let end = (start..words.len())
            .find(|&at| common[at] != common[start] || words[at].sentence != words[start].sentence)
            .unwrap_or(words.len());
        if !common[start] {
            let stretch = &words[start..end];
            let parts = |word: &&Word<'_>| matches!(word.folded, "," | ";" | ":" | "." | "-");
            let led = stretch.iter().take_while(parts).count();
            let bare = stretch.iter().all(|word| word.class == Class::Mark);
            common[start..if bare { end } else { start + led }].fill(true);
        }
        start = end;
    }
}

/// Whether what stands between two words that differ only parts two phrases: a small word, punctuation within a
/// clause, or a letter of a script without spaces.
fn is_bridge(words: &[Word<'_>], between: Range<usize>) -> bool {
    let one_sentence = words[between.start - 1].sentence == words[between.end].sentence;
    let between = &words[between];
    let said = between.iter().filter(|word| word.class != Class::Mark);
    let slight = between.iter().all(|word| match word.class {
        Class::Mark => matches!(word.folded, "," | ";" | ":" | "-" | "/" | "'"),
        Class::Stop => true,
        Class::Content => is_ideograph(word) && between.len() == 1,
    });
    one_sentence && slight && said.count() <= BRIDGE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{Text, pairing, terms};
    use crate::text::Sentence;

    /// The two sentences with their edits in brackets.
    #[track_caller]
    fn check(left: &str, right: &str, expected: [&str; 2]) {
        check_in("en", left, right, expected);
    }

    #[track_caller]
    fn check_in(language: &str, left: &str, right: &str, expected: [&str; 2]) {
        let side = |text| Text {
            sentences: vec![Sentence { paragraph: 0, text }],
            language: Some(language),
            ..Text::default()
        };
        let (a, b) = terms::terms(&side(left), &side(right));
        let pairing = pairing::Pairing::new(&a, &[0], &b, &[0]);
        let edits = edits(&pairing, &a, &b);
        let marked = |side: Side, text: &str| {
            let mut text = text.to_owned();
            for edit in edits.iter().rev().filter(|edit| edit.side == side) {
                text.insert(edit.end, ']');
                text.insert(edit.start, '[');
            }
            text
        };
        let said = [marked(Side::Left, left), marked(Side::Right, right)];
        assert_eq!(said.each_ref().map(String::as_str), expected);
    }

    #[test]
    fn phrases_are_marked_with_their_small_words() {
        check(
            "The ferry was closed on Monday by the harbour master of Alden.",
            "The ferry was shut down on Monday by the harbour master of Alden.",
            [
                "The ferry was [closed] on Monday by the harbour master of Alden.",
                "The ferry was [shut down] on Monday by the harbour master of Alden.",
            ],
        );
        check(
            "Following those comments, the ferry left Alden for good.",
            "Soon after those remarks, the ferry left Alden for good.",
            [
                "[Following those comments], the ferry left Alden for good.",
                "[Soon after those remarks], the ferry left Alden for good.",
            ],
        );
    }

    #[test]
    fn what_moved_within_the_sentence_is_not_marked() {
        check(
            "On Monday the ferry left Alden with nine men on board.",
            "The ferry left Alden with nine sailors on board on Monday.",
            [
                "On Monday the ferry left Alden with nine [men] on board.",
                "The ferry left Alden with nine [sailors] on board on Monday.",
            ],
        );
    }

    #[test]
    fn a_moved_word_is_used_once() {
        check(
            "Tant sold the ferry, and Tant bought the bridge.",
            "Tant sold the ferry.",
            [
                "Tant sold the ferry, [and Tant bought the bridge].",
                "Tant sold the ferry.",
            ],
        );
    }

    #[test]
    fn names_numbers_and_dates_are_not_cut() {
        check(
            "Mirela Tant sold the old ferry in Alden on 3 May 2019 and took 2.5 million crowns.",
            "Jana Tant sold the old ferry in Alden on 3 June 2019 and took 2.5 billion crowns.",
            [
                "[Mirela Tant] sold the old ferry in Alden on [3 May 2019] and took [2.5 million] crowns.",
                "[Jana Tant] sold the old ferry in Alden on [3 June 2019] and took [2.5 billion] crowns.",
            ],
        );
        check(
            "Mirela Tant sold the old ferry in Alden.",
            "Tant sold the old ferry in Alden.",
            [
                "[Mirela] Tant sold the old ferry in Alden.",
                "Tant sold the old ferry in Alden.",
            ],
        );
    }

    #[test]
    fn one_word_written_as_two_is_one() {
        check(
            "They reuse the south-western pier of Alden for ferries.",
            "They re-use the southwestern pier of Alden for boats.",
            [
                "They reuse the south-western pier of Alden for [ferries].",
                "They re-use the southwestern pier of Alden for [boats].",
            ],
        );
    }

    #[test]
    fn sentences_with_little_in_common_are_not_cut_up() {
        check(
            "Engineers found cracks in the old crane of Alden.",
            "Alden may soon face many months without a ferry.",
            [
                "[Engineers found cracks in the old crane of Alden.]",
                "[Alden may soon face many months without a ferry.]",
            ],
        );
    }

    #[test]
    fn forms_order_spelling_and_marks_are_marked_where_nothing_else_differs() {
        check(
            "The ferry leaves Alden at noon.",
            "The ferries leave Alden at noon.",
            [
                "The [ferry leaves] Alden at noon.",
                "The [ferries leave] Alden at noon.",
            ],
        );
        check(
            "The ferry left Alden at noon?",
            "The ferry left Alden at noon!",
            [
                "The ferry left Alden at noon[?]",
                "The ferry left Alden at noon[!]",
            ],
        );
        check(
            "The Ferry left Alden at noon.",
            "The ferry left Alden at noon.",
            [
                "The [Ferry] left Alden at noon.",
                "The [ferry] left Alden at noon.",
            ],
        );
    }

    #[test]
    fn a_date_or_figure_in_another_dress_is_the_same() {
        check(
            "The ferry of Alden left on Dec. 6 with 3248 men on board.",
            "With 3,248 sailors on board the ferry of Alden left on December 6th.",
            [
                "The ferry of Alden left on Dec. 6 with 3248 [men] on board.",
                "With 3,248 [sailors] on board the ferry of Alden left on December 6th.",
            ],
        );
        check(
            "The old pier of Alden, 60 metres long, took five years to build in oak.",
            "The old pier of Alden, 60 meters long, took 5.0 years to build in pine.",
            [
                "The old pier of Alden, 60 metres long, took five years to build in [oak].",
                "The old pier of Alden, 60 meters long, took 5.0 years to build in [pine].",
            ],
        );
    }

    #[test]
    fn what_is_written_without_a_space_is_not_cut() {
        check(
            "The Alden-based ferry line raised $200 million for its piers, it said on ferries.com on Monday.",
            "The Trell-based ferry line raised $47 billion for its piers, it said on ferries.net on Monday.",
            [
                "The [Alden-based] ferry line raised [$200 million] for its piers, it said on [ferries.com] on Monday.",
                "The [Trell-based] ferry line raised [$47 billion] for its piers, it said on [ferries.net] on Monday.",
            ],
        );
        check(
            "They ate soft-shell crab at the old pier of Alden.",
            "They ate soft crab at the old pier of Alden.",
            [
                "They ate [soft-shell] crab at the old pier of Alden.",
                "They ate [soft] crab at the old pier of Alden.",
            ],
        );
    }

    #[test]
    fn two_spellings_of_a_name_are_marked_alone() {
        check(
            "Sergey Lavik sold the old ferry in Alden.",
            "Sergei Lavik sold the old ferry in Alden.",
            [
                "[Sergey] Lavik sold the old ferry in Alden.",
                "[Sergei] Lavik sold the old ferry in Alden.",
            ],
        );
    }

    #[test]
    fn phrases_that_a_comma_parts_are_one() {
        check(
            "The ferry left with old men, tired women, and dogs for the islands of Alden.",
            "The ferry left with young boys, happy girls, and cats for the islands of Alden.",
            [
                "The ferry left with [old men, tired women, and dogs] for the islands of Alden.",
                "The ferry left with [young boys, happy girls, and cats] for the islands of Alden.",
            ],
        );
    }

    #[test]
    fn a_word_shared_by_chance_is_no_anchor() {
        check(
            "The ferry line of Alden set out its long term foreign policy plans when the spring storms were over.",
            "The ferry line of Alden was told by angry old foreign sailors how few boats were left.",
            [
                "The ferry line of Alden [set out its long term foreign policy plans when the spring storms were over].",
                "The ferry line of Alden [was told by angry old foreign sailors how few boats were left].",
            ],
        );
    }

    #[test]
    fn scripts_without_spaces_are_compared_by_character() {
        check_in(
            "ja",
            "首相は月曜日に東京で演説した。",
            "首相は火曜日に大阪で演説した。",
            [
                "首相は[月]曜日に[東京]で演説した。",
                "首相は[火]曜日に[大阪]で演説した。",
            ],
        );
    }
}
