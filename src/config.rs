//! Settings: the defaults of the assets, the person's file over them.

pub mod theme;
