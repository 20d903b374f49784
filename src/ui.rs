//! (to come)

pub mod compare;
