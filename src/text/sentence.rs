//! Where one sentence ends and the next begins.

use std::ops::Range;

/// Byte ranges of the sentences of one paragraph, trimmed, in order.
pub fn split(paragraph: &str) -> Vec<Range<usize>> {
    use unicode_segmentation::UnicodeSegmentation;
    paragraph
        .split_sentence_bound_indices()
        .filter_map(|(at, piece)| {
            let text = piece.trim();
            let start = at + (piece.len() - piece.trim_start().len());
            (!text.is_empty()).then(|| start..start + text.len())
        })
        .collect()
}
