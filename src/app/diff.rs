//! The diff view's place in the app: which comparison is awaited, and the choices that outlive one.

use std::sync::Arc;

use super::compare::{Choices, CompareView};
use super::{Effect, Size};
use crate::version::{Compared, Pages, Version};

/// The diff view, open or not.
#[derive(Debug, Default)]
pub struct Diff {
    view: Option<CompareView>,
    size: Size,
    ticket: u64,
    awaited: bool,
    choices: Choices,
}

impl Diff {
    /// The view, where a comparison is open.
    pub fn view(&self) -> Option<&CompareView> {
        self.view.as_ref()
    }

    /// The view, to be moved in.
    pub fn view_mut(&mut self) -> Option<&mut CompareView> {
        self.view.as_mut()
    }

    /// Whether a comparison is being worked out.
    pub fn is_awaited(&self) -> bool {
        self.awaited
    }

    /// The versions on the left and the right, where a comparison is open.
    pub fn versions(&self) -> Option<(Version, Version)> {
        let compared = self.view.as_ref()?.compared();
        Some((compared.left.version, compared.right.version))
    }

    /// Asks for a comparison; one that is still awaited is forgotten.
    pub fn request(&mut self, pages: Pages) -> Effect {
        self.ticket += 1;
        self.awaited = true;
        let ticket = self.ticket;
        let pages = Box::new(pages);
        Effect::Compare { ticket, pages }
    }

    /// Opens a comparison that was asked for; one that nobody waits for falls on the floor.
    pub fn take(&mut self, ticket: u64, compared: Arc<Compared>) {
        if !self.awaited || ticket != self.ticket {
            return;
        }
        self.awaited = false;
        let mut view = CompareView::with(compared, self.choices);
        fit(&mut view, self.size);
        self.view = Some(view);
    }

    /// Closes the view, and waits for nothing any more; whether there was anything to close.
    pub fn close(&mut self) -> bool {
        let open = self.view.take().is_some() || self.awaited;
        self.awaited = false;
        open
    }

    /// Side by side or inline; so for the next comparisons too.
    pub fn toggle_inline(&mut self) {
        if let Some(view) = &mut self.view {
            view.toggle_inline();
            self.choices = view.choices();
        }
    }

    /// Hides or shows what is the same; so for the next comparisons too.
    pub fn toggle_same(&mut self) {
        if let Some(view) = &mut self.view {
            view.toggle_same();
            self.choices = view.choices();
        }
    }

    /// Takes a new size.
    pub fn fit(&mut self, size: Size) {
        if self.size != size {
            self.size = size;
            if let Some(view) = &mut self.view {
                fit(view, size);
            }
        }
    }
}

fn fit(view: &mut CompareView, size: Size) {
    let cells = |length: usize| u16::try_from(length).unwrap_or(u16::MAX);
    view.fit(cells(size.width), cells(size.height));
}
