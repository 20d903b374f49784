//! What the terminal sends, as events.

use std::sync::mpsc::Sender;
use std::thread;

use ratatui::crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::Event;
use crate::config::key::{Code, Key, Named};

/// Reads the terminal on a thread of its own until it ends.
pub(super) fn read(events: Sender<Event>) {
    thread::spawn(move || {
        let read = || event::read().map_or(Some(Event::Ended), translate);
        loop {
            let event = read();
            let ended = matches!(event, Some(Event::Ended));
            // Nobody listens any more when the program is ending.
            let heard = event.is_none_or(|event| events.send(event).is_ok());
            if ended || !heard {
                break;
            }
        }
    });
}

fn translate(event: event::Event) -> Option<Event> {
    match event {
        event::Event::Key(key) if key.kind != KeyEventKind::Release => {
            self::key(key).map(Event::Key)
        }
        event::Event::Paste(text) => Some(Event::Paste(text)),
        event::Event::Resize(..) => Some(Event::Resized),
        _ => None,
    }
}

/// The key that was pressed, if it is one that can be bound.
fn key(event: KeyEvent) -> Option<Key> {
    let code = match event.code {
        KeyCode::Char(letter) => Code::Char(letter),
        KeyCode::F(number) => Code::Function(number),
        named => Code::Named(self::named(named)?),
    };
    Some(Key {
        code,
        control: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
    })
}

fn named(code: KeyCode) -> Option<Named> {
    Some(match code {
        KeyCode::Enter => Named::Enter,
        KeyCode::Esc => Named::Esc,
        KeyCode::Tab => Named::Tab,
        KeyCode::BackTab => Named::BackTab,
        KeyCode::Backspace => Named::Backspace,
        KeyCode::Delete => Named::Delete,
        KeyCode::Insert => Named::Insert,
        KeyCode::Up => Named::Up,
        KeyCode::Down => Named::Down,
        KeyCode::Left => Named::Left,
        KeyCode::Right => Named::Right,
        KeyCode::Home => Named::Home,
        KeyCode::End => Named::End,
        KeyCode::PageUp => Named::PageUp,
        KeyCode::PageDown => Named::PageDown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_press_is_the_key_of_the_tables() {
        let pressed = KeyEvent::new(KeyCode::Char('d'), KeyModifiers::CONTROL);
        assert_eq!(Key::parse("<c-d>"), Ok(key(pressed).into_iter().collect()));
        let shifted = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert_eq!(Key::parse("G"), Ok(key(shifted).into_iter().collect()));
        let unknown = KeyEvent::new(KeyCode::CapsLock, KeyModifiers::NONE);
        assert_eq!(key(unknown), None);
    }
}
