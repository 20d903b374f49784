//! What lies over the panes: pages over all of them, sheets over their foot.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::layout::rows;
use super::paint::{heading, indented, line, put, put_matched, put_right};
use crate::app::cursor::Scroll;
use crate::app::help::{Help, HelpLine, KEYS_WIDTH};
use crate::app::joining::Joining;
use crate::app::layer::{Layer, Menu, Palette, Problems, Question};
use crate::config::theme::Theme;
use crate::wrap;

/// Rows of the palette.
const PALETTE_ROWS: usize = 12;

/// The layer on top.
pub(super) struct Overlay<'a> {
    pub(super) layer: &'a Layer,
    pub(super) theme: &'a Theme,
}

/// Lines that a sheet takes in `width` columns, its ruled heading among them; a page takes all.
pub(super) fn height(layer: &Layer, width: u16) -> Option<usize> {
    match layer {
        Layer::Versions(menu) => Some(menu.versions.len() + 1),
        Layer::Joining(_) | Layer::Palette(_) => Some(PALETTE_ROWS + 2),
        Layer::Question(question) => Some(question_lines(question, width).len() + 2),
        Layer::Help(_) | Layer::Problems(_) => None,
    }
}

/// What is below the heading of a layer.
pub(super) fn inner(layer: &Layer, area: Rect) -> Rect {
    match layer {
        Layer::Help(_) | Layer::Problems(_) => rows(area),
        _ => below(area, 1),
    }
}

impl Widget for Overlay<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let inner = inner(self.layer, area);
        match self.layer {
            Layer::Help(help) => {
                self.heading("Keys", &percent(help.scroll()), area, buf);
                self.render_help(help, inner, buf);
            }
            Layer::Problems(page) => {
                self.heading("What could not be read", &percent(page.scroll()), area, buf);
                self.render_problems(page, inner, buf);
            }
            Layer::Versions(menu) => {
                self.ruled("Compare with", area, buf);
                self.render_menu(menu, inner, buf);
            }
            Layer::Joining(joining) => {
                self.ruled("Join to the story", area, buf);
                self.render_joining(joining, inner, buf);
            }
            Layer::Palette(palette) => {
                self.ruled("All actions", area, buf);
                self.render_palette(palette, inner, buf);
            }
            Layer::Question(question) => {
                self.ruled("", area, buf);
                self.render_question(question, inner, buf);
            }
        }
    }
}

impl Overlay<'_> {
    fn heading(&self, title: &str, figure: &str, area: Rect, buf: &mut Buffer) {
        heading(title, figure, true, self.theme, area, buf);
    }

    /// A line that parts a sheet from what is above, with its title.
    fn ruled(&self, title: &str, area: Rect, buf: &mut Buffer) {
        let Some(row) = line(area, 0) else { return };
        if title.is_empty() {
            put(
                &"─".repeat(usize::from(row.width)),
                self.theme.rule,
                row,
                buf,
            );
            return;
        }
        let style = self.theme.accent.patch(self.theme.strong);
        let before = Rect {
            width: row.width.min(2),
            ..row
        };
        put("──", self.theme.rule, before, buf);
        let rest = put(&format!(" {title} "), style, indented(row, 2), buf);
        put(
            &"─".repeat(usize::from(rest.width)),
            self.theme.rule,
            rest,
            buf,
        );
    }

    fn render_help(&self, help: &Help, area: Rect, buf: &mut Buffer) {
        let number = help.columns().len().max(1);
        let width = usize::from(area.width) / number;
        for (index, column) in help.columns().iter().enumerate() {
            let column_area = indented(area, index * width);
            let column_area = Rect {
                width: area.width.min(u16::try_from(width).unwrap_or(0)),
                ..column_area
            };
            for (at, said) in column.iter().skip(help.scroll().top()).enumerate() {
                let Some(row) = line(column_area, at) else {
                    break;
                };
                self.render_help_line(said, row, buf);
            }
        }
    }

    fn render_help_line(&self, said: &HelpLine, row: Rect, buf: &mut Buffer) {
        match said {
            HelpLine::Heading(title) => {
                put(title, self.theme.heading, row, buf);
            }
            HelpLine::Entry { keys, help } => {
                let width = row.width.min(u16::try_from(KEYS_WIDTH).unwrap_or(0));
                put(
                    keys,
                    self.theme.key,
                    Rect {
                        width: width.saturating_sub(1),
                        ..row
                    },
                    buf,
                );
                put(help, self.theme.text, indented(row, KEYS_WIDTH), buf);
            }
            HelpLine::Blank => {}
        }
    }

    fn render_problems(&self, page: &Problems, area: Rect, buf: &mut Buffer) {
        for (at, said) in page.lines().iter().skip(page.scroll().top()).enumerate() {
            let Some(row) = line(area, at) else { break };
            let style = if said.names {
                self.theme.strong
            } else {
                self.theme.text
            };
            put(&said.text, style, row, buf);
        }
    }

    fn render_menu(&self, menu: &Menu, area: Rect, buf: &mut Buffer) {
        for (index, (_, said)) in menu.versions.iter().enumerate().skip(menu.cursor.top()) {
            let Some(row) = line(area, index - menu.cursor.top()) else {
                break;
            };
            let selected = index == menu.cursor.at();
            self.render_choice(selected, row, buf, |row, buf| {
                put(said, self.theme.text, row, buf);
            });
        }
    }

    fn render_joining(&self, joining: &Joining, area: Rect, buf: &mut Buffer) {
        let rest = self.render_prompt("+ ", joining.prompt.text(), area, buf);
        if joining.prompt.text().is_empty()
            && let Some(row) = line(area, 0)
        {
            let says = "type to narrow · ★ holds a starred article";
            put(says, self.theme.dim, indented(row, 4), buf);
        }
        let offered = joining.offered.iter().enumerate();
        for (index, offer) in offered.skip(joining.cursor.top()) {
            let Some(row) = line(rest, index - joining.cursor.top()) else {
                break;
            };
            let selected = index == joining.cursor.at();
            self.render_choice(selected, row, buf, |row, buf| {
                if offer.starred {
                    put("★", self.theme.accent, row, buf);
                }
                put(&offer.line, self.theme.text, indented(row, 2), buf);
            });
        }
        if let (true, Some(row)) = (joining.offered.is_empty(), line(rest, 0)) {
            put("no story matches", self.theme.dim, row, buf);
        }
    }

    /// What is typed after `sign`, on the first line; the rest of `area` is left.
    fn render_prompt(&self, sign: &str, typed: &str, area: Rect, buf: &mut Buffer) -> Rect {
        if let Some(row) = line(area, 0) {
            let rest = put(sign, self.theme.key, row, buf);
            put(typed, self.theme.strong, rest, buf);
        }
        below(area, 1)
    }

    fn render_palette(&self, palette: &Palette, area: Rect, buf: &mut Buffer) {
        let area = self.render_prompt(": ", palette.prompt.text(), area, buf);
        let theme = self.theme;
        let found = palette.found().enumerate().skip(palette.cursor.top());
        for (index, (action, keys)) in found {
            let Some(row) = line(area, index - palette.cursor.top()) else {
                break;
            };
            let help = action.help();
            let selected = index == palette.cursor.at();
            self.render_choice(selected, row, buf, |row, buf| {
                let style = if selected { theme.text } else { theme.dim };
                let rest = put_right(keys, style, row, buf);
                let styles = (theme.text, theme.matched);
                put_matched(
                    help,
                    0..help.len(),
                    &palette.matches(help),
                    styles,
                    rest,
                    buf,
                );
            });
        }
    }

    /// One line to choose, drawn by `draw`, marked where it is selected.
    fn render_choice(
        &self,
        selected: bool,
        row: Rect,
        buf: &mut Buffer,
        draw: impl Fn(Rect, &mut Buffer),
    ) {
        if selected {
            put("▸", self.theme.accent, row, buf);
        }
        draw(indented(row, 2), buf);
        if selected {
            buf.set_style(indented(row, 2), self.theme.selection);
        }
    }

    fn render_question(&self, question: &Question, area: Rect, buf: &mut Buffer) {
        for (at, said) in question_lines(question, area.width).into_iter().enumerate() {
            let Some(row) = line(area, at) else { break };
            put(
                said,
                if at == 0 {
                    self.theme.strong
                } else {
                    self.theme.text
                },
                row,
                buf,
            );
        }
    }
}

/// The question in lines.
fn question_lines(question: &Question, width: u16) -> Vec<&str> {
    let wrapped = |text: &'_ String| wrap::wrap(text, usize::from(width.max(1)));
    let lines = question
        .text
        .iter()
        .flat_map(|text| wrapped(text).into_iter().map(|range| &text[range]));
    lines.collect()
}

fn percent(scroll: Scroll) -> String {
    scroll
        .percent()
        .map_or_else(String::new, |percent| format!("{percent} %"))
}

/// `area` without its first `lines`.
fn below(area: Rect, lines: u16) -> Rect {
    let lines = lines.min(area.height);
    Rect {
        y: area.y + lines,
        height: area.height - lines,
        ..area
    }
}

/// Where the selected line stands, or the end of what is typed.
pub(super) fn cursor(layer: &Layer, area: Rect) -> Option<Position> {
    let inner = inner(layer, area);
    let after = |typed: &str| {
        let typed = indented(line(inner, 0)?, 2 + wrap::width(typed));
        Some(Rect {
            x: typed.x.min(area.right().saturating_sub(1)),
            ..typed
        })
    };
    let row = match layer {
        Layer::Versions(menu) => line(inner, menu.cursor.at().checked_sub(menu.cursor.top())?),
        Layer::Palette(palette) => after(palette.prompt.text()),
        Layer::Joining(joining) => after(joining.prompt.text()),
        Layer::Help(_) | Layer::Problems(_) | Layer::Question(_) => line(inner, 0),
    };
    row.map(Rect::as_position)
}
