//! (to come)

pub mod arguments;
pub mod diff;
pub mod ink;
