//! All state of the reader.

pub mod compare;
pub mod cursor;
