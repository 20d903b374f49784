//! newsread: a terminal news reader that shows where two versions of the same story diverge.
//!
//! # The map
//!
//! Data flows one way, and each arrow is one module:
//!
//! ```text
//! files ──library, store──▶ articles ──story──▶ stories ──compare──▶ comparison ──spread──▶ rows ──ui──▶ screen
//! ```
//!
//! The layers, from the ground up; a module may import from the layers below its own only:
//!
//! ```text
//! 7  cli (commands)
//! 6  tui (the loop, the workers, the terminal)
//! 5  ui (draws, changes nothing)
//! 4  app (what is open, selected, typed; no I/O, no widgets)
//! 3  spread (a comparison in lines)    matrix (all versions of a story, gathered into claims)
//!    store (what lasts from run to run: texts, stories, the index of words)
//! 2  version (two pages compared)    story (what is on one event)    search (headlines, passages)
//! 1  library (files in, articles out)    compare (the engine: sentences in, rows out)    config (settings, keys, looks)
//! 0  text (what prose is made of)    wrap (width, line breaks)    action (what a person can do)    picture (a screen as SVG)
//! ```
//!
//! # The words
//!
//! A **source** is an outlet or feed; an **article** is one text by one source; a **revision** is an
//! article's text at one time; a **story** is the articles on one event; a **version** is an article or
//! revision as a member of a story; a **comparison** is two versions aligned, **rows** of **sentences**; a
//! **divergence** is a row that is not the same on both sides; a **conflict** is the same statement with a
//! different number, date, name or quotation; a **claim** is what sentences of several versions say alike, or one
//! alone; the **library** is the folders and subscriptions a person reads.

pub mod action;
pub mod app;
pub mod cli;
pub mod compare;
pub mod config;
pub mod library;
pub mod matrix;
pub mod picture;
pub mod search;
pub mod spread;
pub mod store;
pub mod story;
pub mod text;
pub mod tui;
pub mod ui;
pub mod version;
pub mod wrap;
