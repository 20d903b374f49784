//! What lies over the panes: opening it, answering it, closing it.

use super::help::Help;
use super::layer::{Layer, Palette, Problems, Then};
use super::{App, Effect, step_of};
use crate::action::Action;

impl App {
    pub(super) fn open_help(&mut self) {
        self.open_layer(Layer::Help(Help::new(&self.keys)));
    }

    pub(super) fn open_palette(&mut self) {
        self.open_layer(Layer::Palette(Palette::new(&self.keys)));
    }

    pub(super) fn open_problems(&mut self) {
        if self.stock.problems().is_empty() {
            self.say("there are no problems");
        } else {
            self.open_layer(Layer::Problems(Problems::new(self.stock.problems())));
        }
    }

    pub(super) fn open_layer(&mut self, layer: Layer) {
        self.layer = Some(layer);
        self.fit_layer();
    }

    pub(super) fn fit_layer(&mut self) {
        if let Some(layer) = &mut self.layer {
            layer.fit(self.sizes.layer);
        }
    }

    pub(super) fn update_layer(&mut self, action: Action) -> Option<Effect> {
        let layer = self.layer.as_mut()?;
        if let Some(step) = step_of(action) {
            layer.step(step);
            return None;
        }
        match action {
            Action::Accept | Action::Yes => return self.accept_layer(),
            Action::Cancel | Action::Back | Action::No => self.layer = None,
            _ => {
                let edited = layer.prompt_mut().is_some_and(|prompt| prompt.edit(action));
                if edited {
                    self.narrow_layer();
                }
            }
        }
        None
    }

    /// Takes typed text where the layer has a prompt.
    pub(super) fn insert_into_layer(&mut self, text: &str) {
        if let Some(prompt) = self.layer.as_mut().and_then(Layer::prompt_mut) {
            prompt.insert(text);
            self.narrow_layer();
        }
    }

    /// Lists what goes with what has been typed.
    pub(super) fn narrow_layer(&mut self) {
        match &mut self.layer {
            Some(Layer::Palette(palette)) => palette.rank(),
            Some(Layer::Joining(joining)) => joining.narrow(&self.stock, &self.marks),
            _ => {}
        }
    }

    /// Does what was chosen or agreed to.
    fn accept_layer(&mut self) -> Option<Effect> {
        match self.layer.take()? {
            Layer::Help(_) | Layer::Problems(_) => None,
            Layer::Versions(menu) => self.open_comparison(menu.left, menu.selected()?),
            Layer::Joining(joining) => {
                match joining.selected() {
                    Some(story) => self.join(joining.article, story),
                    None => self.say("no story matches"),
                }
                None
            }
            Layer::Palette(palette) => self.update(palette.selected()?),
            Layer::Question(question) => match question.then {
                Then::MarkAllRead => {
                    self.mark_all_read();
                    None
                }
                Then::Open(link) => Some(Effect::Open(link)),
            },
        }
    }
}
