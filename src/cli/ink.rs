//! How a style becomes the control sequences of printed text; the only place that writes an escape.

use std::fmt::Write;

use ratatui::style::{Color, Modifier, Style};

use crate::config::theme::Theme;

/// Paints printed text by role, or leaves it plain.
#[derive(Debug, Clone)]
pub struct Ink {
    /// The style of each role.
    pub theme: Theme,
    /// Whether to paint at all.
    pub color: bool,
}

impl Ink {
    /// `text` in `style`; as it is where nothing is painted.
    pub fn paint(&self, style: Style, text: &str) -> String {
        let codes = codes(style);
        if !self.color || codes.is_empty() || text.is_empty() {
            return text.to_owned();
        }
        format!("\x1b[{codes}m{text}\x1b[0m")
    }
}

/// The SGR parameters of a style, joined by semicolons; empty for a plain one.
fn codes(style: Style) -> String {
    const MODIFIERS: [(Modifier, u8); 6] = [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::REVERSED, 7),
        (Modifier::CROSSED_OUT, 9),
    ];
    let mut codes = String::new();
    for (modifier, code) in MODIFIERS {
        if style.add_modifier.contains(modifier) {
            push(&mut codes, &code.to_string());
        }
    }
    if let Some(color) = style.fg {
        push(&mut codes, &color_code(color, 30));
    }
    if let Some(color) = style.bg {
        push(&mut codes, &color_code(color, 40));
    }
    codes
}

fn push(codes: &mut String, code: &str) {
    let separator = if codes.is_empty() { "" } else { ";" };
    write!(codes, "{separator}{code}").expect("a string takes all that is written");
}

/// The parameter of one colour; `base` is 30 for the letters and 40 for the ground.
fn color_code(color: Color, base: u8) -> String {
    let named = |offset: u8| (base + offset).to_string();
    match color {
        Color::Reset => named(9),
        Color::Black => named(0),
        Color::Red => named(1),
        Color::Green => named(2),
        Color::Yellow => named(3),
        Color::Blue => named(4),
        Color::Magenta => named(5),
        Color::Cyan => named(6),
        Color::Gray => named(7),
        Color::DarkGray => named(60),
        Color::LightRed => named(61),
        Color::LightGreen => named(62),
        Color::LightYellow => named(63),
        Color::LightBlue => named(64),
        Color::LightMagenta => named(65),
        Color::LightCyan => named(66),
        Color::White => named(67),
        Color::Indexed(index) => format!("{};5;{index}", base + 8),
        Color::Rgb(red, green, blue) => format!("{};2;{red};{green};{blue}", base + 8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ink(color: bool) -> Ink {
        Ink {
            theme: Theme::default_dark(),
            color,
        }
    }

    #[test]
    fn a_style_becomes_one_sequence_that_is_closed_again() {
        for (style, expected) in [
            (Style::new(), "x"),
            (Style::new().bold(), "\x1b[1mx\x1b[0m"),
            (Style::new().cyan().dim(), "\x1b[2;36mx\x1b[0m"),
            (Style::new().fg(Color::Indexed(75)), "\x1b[38;5;75mx\x1b[0m"),
            (Style::new().on_white(), "\x1b[107mx\x1b[0m"),
        ] {
            assert_eq!(ink(true).paint(style, "x"), expected, "{style:?}");
        }
    }

    #[test]
    fn plain_ink_leaves_text_as_it_is() {
        assert_eq!(ink(false).paint(Style::new().bold(), "x"), "x");
    }
}
