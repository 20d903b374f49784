//! The look of the screen, by role; nobody else names a colour.

use ratatui::style::{Color, Modifier, Style};

/// A style for each role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Running text.
    pub text: Style,
    /// What matters less: dates, hints, unknown sources.
    pub dim: Style,
    /// Headlines, the title of the pane in focus.
    pub strong: Style,
    /// The one accent: what is live, unread, selected.
    pub accent: Style,
    /// The selected row.
    pub selection: Style,
    /// Headings inside a body.
    pub heading: Style,
    /// Quotations.
    pub quote: Style,
    /// Lines between panes.
    pub rule: Style,
    /// Letters that a search matched.
    pub matched: Style,
    /// What only the left text says.
    pub left: Style,
    /// What only the right text says.
    pub right: Style,
    /// Words of a reworded sentence that only the left side has.
    pub edit_left: Style,
    /// Words of a reworded sentence that only the right side has.
    pub edit_right: Style,
    /// The words of a conflict, and its sign.
    pub conflict: Style,
    /// What is said of a moved row.
    pub moved: Style,
    /// A key in the footer and the help.
    pub key: Style,
    /// A message.
    pub notice: Style,
    /// A message of trouble.
    pub trouble: Style,
}

impl Theme {
    /// The default: sixteen-colour names and indexed colours that read on dark and light alike.
    pub fn default_dark() -> Self {
        let (blue, orange, red) = (Color::Indexed(75), Color::Indexed(215), Color::Indexed(203));
        let plain = Style::new();
        Self {
            text: plain,
            dim: plain.add_modifier(Modifier::DIM),
            strong: plain.add_modifier(Modifier::BOLD),
            accent: plain.fg(Color::Cyan),
            selection: plain.add_modifier(Modifier::REVERSED),
            heading: plain.add_modifier(Modifier::BOLD),
            quote: plain.add_modifier(Modifier::ITALIC),
            rule: plain.add_modifier(Modifier::DIM),
            matched: plain
                .fg(Color::Cyan)
                .add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            left: plain.fg(blue),
            right: plain.fg(orange),
            edit_left: plain.fg(blue).add_modifier(Modifier::BOLD),
            edit_right: plain.fg(orange).add_modifier(Modifier::BOLD),
            conflict: plain.fg(red).add_modifier(Modifier::BOLD),
            moved: plain.add_modifier(Modifier::DIM | Modifier::ITALIC),
            key: plain.add_modifier(Modifier::BOLD),
            notice: plain.fg(Color::Cyan),
            trouble: plain.fg(red),
        }
    }
}
