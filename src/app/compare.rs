//! Stub of the diff view's state.

use std::sync::Arc;

use super::cursor::{Scroll, Step};
use crate::version::Compared;

#[derive(Debug)]
pub struct CompareView {
    compared: Arc<Compared>,
    scroll: Scroll,
}

impl CompareView {
    pub fn new(compared: Arc<Compared>) -> Self {
        Self {
            compared,
            scroll: Scroll::default(),
        }
    }
    pub fn compared(&self) -> &Arc<Compared> {
        &self.compared
    }
    pub fn fit(&mut self, _width: u16, height: u16) {
        self.scroll
            .fit(self.compared.left.sentences.len(), usize::from(height));
    }
    pub fn step(&mut self, step: Step) {
        self.scroll.step(step);
    }
    pub fn next_divergence(&mut self, _forward: bool) -> Result<(), &'static str> {
        Err("the two are the same")
    }
    pub fn next_conflict(&mut self, _forward: bool) -> Result<(), &'static str> {
        Err("there is no conflict")
    }
    pub fn toggle_inline(&mut self) {}
    pub fn toggle_same(&mut self) {}
    pub fn position(&self) -> String {
        format!(
            "row {} of {}",
            self.scroll.top() + 1,
            self.compared.left.sentences.len()
        )
    }
}
