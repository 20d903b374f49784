//! What prose is made of: paragraphs, sentences, words, numbers, names, dates and quotations.
//!
//! Everything here looks at text and answers in byte ranges; nothing here knows of files or articles.

pub mod calendar;
pub mod clean;
pub mod date;
pub mod language;
pub mod moment;
pub mod number;
pub mod quotation;
pub mod searched;
pub mod sentence;
pub mod spelling;
pub mod word;

/// One sentence of a body, whole, with the paragraph it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence<'a> {
    /// Index of the paragraph, from 0.
    pub paragraph: usize,
    /// The sentence's own text, trimmed, never empty.
    pub text: &'a str,
}
