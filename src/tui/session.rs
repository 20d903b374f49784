//! The app with its keys and its look: key presses in, effects out, pictures on demand; no terminal.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::jobs;
use crate::app::keys::Keys;
use crate::app::{App, Effect, Options, Outcome};
use crate::config::Config;
use crate::config::key::Key;
use crate::config::keymap::{Keymap, Lookup};
use crate::config::terminal::Terminal;
use crate::config::theme::{Theme, ThemeName};
use crate::library::Holding;
use crate::library::state::Change;
use crate::ui::{self, Screen};
use crate::version::Pages;

/// One run of the reader, without its terminal.
#[derive(Debug)]
pub struct Session {
    app: App,
    keymap: Keymap,
    pending: Vec<Key>,
    name: ThemeName,
    theme: Theme,
    terminal: Terminal,
    /// The screen as it was drawn last.
    area: Rect,
}

impl Session {
    /// A reader of a library yet to be loaded; `samples` says whether it is the samples.
    pub fn reading(config: &Config, terminal: Terminal, samples: bool) -> Self {
        Self::with(App::new(options(config, samples)), config, terminal)
    }

    /// A diff view of two pages alone, and the comparison to be performed for it.
    pub fn comparing(config: &Config, terminal: Terminal, pages: Pages) -> (Self, Effect) {
        let (app, effect) = App::comparing(options(config, false), pages);
        (Self::with(app, config, terminal), effect)
    }

    fn with(app: App, config: &Config, terminal: Terminal) -> Self {
        Self {
            app,
            keymap: config.keys.clone(),
            pending: Vec::new(),
            name: config.theme,
            theme: Theme::new(config.theme, terminal),
            terminal,
            area: Rect::ZERO,
        }
    }

    /// What is shown.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Takes a key press; what is to be done outside is returned.
    pub fn press(&mut self, key: Key) -> Option<Effect> {
        // Keys typed ahead meet the panes that those before them have opened.
        self.fit();
        self.pending.push(key);
        let effect = match self.keymap.lookup(self.app.place(), &self.pending) {
            Lookup::Pending => return None,
            Lookup::Run(action) => self.app.update(action),
            Lookup::Unbound => {
                self.refuse();
                None
            }
        };
        self.pending.clear();
        match effect {
            Some(Effect::NextTheme) => {
                self.next_theme();
                None
            }
            effect => effect,
        }
    }

    /// Takes typed text, or says that the keys do nothing here.
    fn refuse(&mut self) {
        use crate::action::{Action, Place};
        let typed = match self.pending[..] {
            [key] => key.typed(),
            _ => None,
        };
        match (self.app.place(), typed) {
            (Place::Prompt, Some(letter)) => self.app.insert(letter.encode_utf8(&mut [0; 4])),
            (Place::Prompt, None) => {}
            _ => {
                let (keys, help) = (
                    Key::show(&self.pending),
                    self.app.keys().first(Action::Help),
                );
                let says = format!("{keys} does nothing here · {help} shows the keys");
                self.app.receive(Outcome::Said(says));
            }
        }
    }

    fn next_theme(&mut self) {
        self.name = self.name.next();
        self.theme = Theme::new(self.name, self.terminal);
        let says = format!("theme: {}", self.name.name());
        self.app.receive(Outcome::Said(says));
    }

    /// Takes pasted text, which is never taken for keys.
    pub fn paste(&mut self, text: &str) {
        self.pending.clear();
        self.app.insert(text);
    }

    /// Takes the outcome of a job; may want another one done.
    pub fn receive(&mut self, outcome: Outcome) -> Option<Effect> {
        self.app.receive(outcome)
    }

    /// What the person did since this was last asked, to be kept.
    pub fn hand_out(&mut self) -> Vec<Change> {
        self.app.hand_out()
    }

    /// The search for headlines that is to be done elsewhere, once for each.
    pub fn seek(&mut self) -> Option<Effect> {
        self.app.seek()
    }

    /// Draws the screen into `buf`; where the terminal's cursor stands, if it is to be seen.
    pub fn draw(&mut self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.area = area;
        self.fit();
        let pending = Key::show(&self.pending);
        let (app, theme) = (&self.app, &self.theme);
        let screen = Screen {
            app,
            theme,
            pending: &pending,
        };
        ratatui::widgets::Widget::render(screen, area, buf);
        ui::cursor(app, area)
    }

    /// The screen as a buffer of `area`.
    pub fn picture(&mut self, area: Rect) -> Buffer {
        let mut buf = Buffer::empty(area);
        self.draw(area, &mut buf);
        buf
    }

    /// Takes in what was loaded, and groups it, without a worker: for pictures and tests.
    pub fn stock(&mut self, holding: Holding) {
        let effect = self.receive(jobs::loaded(holding));
        self.settle(effect);
    }

    /// Presses keys on a screen of `area`, doing all work at once; whether the program would end.
    pub fn play(&mut self, keys: &[Key], area: Rect) -> bool {
        self.area = area;
        for &key in keys {
            let effect = self.press(key);
            if self.settle(effect) {
                return true;
            }
            let effect = self.app.regroup();
            self.settle(effect);
        }
        false
    }

    fn fit(&mut self) {
        let panes = ui::layout::panes(self.area, &self.app);
        self.app.fit(panes.sizes());
    }

    /// Performs what can be performed without a terminal, and what follows from it.
    pub fn settle(&mut self, mut effect: Option<Effect>) -> bool {
        while let Some(wanted) = effect.take().or_else(|| self.seek()) {
            match wanted {
                Effect::Quit => return true,
                Effect::Group { .. }
                | Effect::Compare { .. }
                | Effect::Find { .. }
                | Effect::Search { .. } => {
                    effect = jobs::perform(wanted).and_then(|outcome| self.receive(outcome));
                }
                Effect::Refresh { .. } | Effect::TakeIn { .. } => {
                    effect = self.receive(Outcome::Refreshed(None));
                }
                Effect::Copy(_) | Effect::Open(_) | Effect::NextTheme | Effect::Suspend => {}
            }
        }
        false
    }
}

fn options(config: &Config, samples: bool) -> Options {
    let keys = Keys::new(|action, place| config.keys.keys_of(action, place));
    Options {
        width: config.width,
        keys,
        samples,
    }
}

#[cfg(test)]
mod tests;
