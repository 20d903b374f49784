//! (to come)

pub mod passage;
