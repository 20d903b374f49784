//! The diff view: which rows show, where it is scrolled, the next and previous divergence and conflict.
