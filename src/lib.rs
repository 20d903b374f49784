//! newsread: a terminal news reader that shows where two versions of the same story diverge.
//!
//! # The map
//!
//! Data flows one way, and each arrow is one module:
//!
//! ```text
//! files ──library──▶ articles ──story──▶ stories ──compare──▶ comparison ──spread──▶ rows ──ui──▶ screen
//! ```
//!
//! The layers, from the ground up; a module may import from the layers below its own only:
//!
//! ```text
//! 5  tui (the loop, the worker)      cli (commands)      picture (a screen as SVG)
//! 4  ui (draws, changes nothing)
//! 3  app (what is open, selected, typed; no I/O, no widgets)
//! 2  story   compare   search   spread   config
//! 1  library (files in, articles out)
//! 0  text (what prose is made of)    wrap (width and line breaks)    action (what a person can do)
//! ```
//!
//! # The words
//!
//! A **source** is an outlet or feed; an **article** is one text by one source; a **revision** is an
//! article's text at one time; a **story** is the articles on one event; a **version** is an article or
//! revision as a member of a story; a **comparison** is two versions aligned, **rows** of **sentences**; a
//! **divergence** is a row that is not the same on both sides; a **conflict** is the same statement with a
//! different number, date, name or quotation; the **library** is the folders and subscriptions a person reads.

pub mod action;
pub mod app;
pub mod cli;
pub mod compare;
pub mod config;
pub mod library;
pub mod picture;
pub mod search;
pub mod spread;
pub mod story;
pub mod text;
pub mod tui;
pub mod ui;
pub mod version;
pub mod wrap;
