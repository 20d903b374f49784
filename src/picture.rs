//! A screen as a picture: the cells of a buffer as SVG text, for the README.

use html_escape::encode_text as escape;
use std::fmt::Write;

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier, Style};

mod palette;

/// Size of one cell in pixels, and where its text stands.
const CELL: (f32, f32) = (8.4, 17.0);
const BASELINE: f32 = 13.0;
/// Space around the screen in pixels.
const MARGIN: f32 = 14.0;
const FONT: &str =
    "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK JP', monospace";

/// The screen as one SVG document on a dark ground; each run of one style is one text element that
/// is as long as its cells, so that columns stand straight in any font.
pub fn svg(buffer: &Buffer) -> String {
    let (columns, rows) = (f32::from(buffer.area.width), f32::from(buffer.area.height));
    let (width, height) = (
        columns * CELL.0 + 2.0 * MARGIN,
        rows * CELL.1 + 2.0 * MARGIN,
    );
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         width=\"{width:.0}\" height=\"{height:.0}\" font-family=\"{FONT}\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{}\"/>\n",
        palette::GROUND
    );
    for row in 0..buffer.area.height {
        for run in runs(buffer, row) {
            run.draw(&mut svg);
        }
    }
    svg += "</svg>\n";
    svg
}

/// Neighbouring cells of one style and direction, drawn as one.
struct Run {
    column: u16,
    row: u16,
    cells: u16,
    text: String,
    style: Style,
    flow: Flow,
}

/// How text fills its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flow {
    /// One letter a cell, from left to right.
    Plain,
    /// The letters of a right-to-left script, which the viewer orders among themselves only.
    RightToLeft,
    /// One glyph of several cells, which is an element of its own.
    Wide,
}

/// The runs of a row, from left to right; cells that show nothing are left out.
fn runs(buffer: &Buffer, row: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut column = 0;
    while column < buffer.area.width {
        let at = Position::new(buffer.area.x + column, buffer.area.y + row);
        let cell = &buffer[at];
        let cells = cell.cell_width().max(1);
        let (style, flow) = (cell.style(), flow(buffer, at));
        match runs.last_mut() {
            Some(run) if run.style == style && run.flow == flow && flow != Flow::Wide => {
                run.cells += 1;
                run.text.push_str(cell.symbol());
            }
            _ => runs.push(Run {
                column,
                row,
                cells,
                text: cell.symbol().to_owned(),
                style,
                flow,
            }),
        }
        column += cells;
    }
    runs.retain(|run| !run.text.trim().is_empty() || Ink::new(run.style).ground.is_some());
    runs
}

/// How the cell at `at` is filled; a space between right-to-left words belongs to them.
fn flow(buffer: &Buffer, at: Position) -> Flow {
    let is_right_to_left = |x: Option<u16>| {
        let cell = x.and_then(|x| buffer.cell(Position::new(x, at.y)));
        cell.is_some_and(|cell| cell.symbol().chars().any(is_right_to_left))
    };
    let cell = &buffer[at];
    if cell.cell_width() > 1 {
        Flow::Wide
    } else if is_right_to_left(Some(at.x))
        || cell.symbol() == " "
            && is_right_to_left(at.x.checked_sub(1))
            && is_right_to_left(at.x.checked_add(1))
    {
        Flow::RightToLeft
    } else {
        Flow::Plain
    }
}

/// Whether a letter is of Hebrew, Arabic or one of their neighbours.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

impl Run {
    fn draw(&self, svg: &mut String) {
        let ink = Ink::new(self.style);
        let (x, y) = (
            f32::from(self.column) * CELL.0 + MARGIN,
            f32::from(self.row) * CELL.1 + MARGIN,
        );
        let length = f32::from(self.cells) * CELL.0;
        if let Some(ground) = &ink.ground {
            push(
                svg,
                format_args!(
                    "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{length:.1}\" height=\"{:.1}\" fill=\"{ground}\"/>",
                    CELL.1
                ),
            );
        }
        if self.text.trim().is_empty() {
            return;
        }
        push(
            svg,
            format_args!(
                "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{length:.1}\" fill=\"{}\"{} \
                 xml:space=\"preserve\">{}</text>",
                y + BASELINE,
                ink.letters,
                ink.attributes,
                escape(&self.text)
            ),
        );
    }
}

fn push(svg: &mut String, element: std::fmt::Arguments<'_>) {
    writeln!(svg, "{element}").expect("a string takes all that is written");
}

/// What a style means to SVG.
struct Ink {
    letters: String,
    ground: Option<String>,
    attributes: String,
}

impl Ink {
    fn new(style: Style) -> Self {
        let has = |modifier| style.add_modifier.contains(modifier);
        let colored = |color: Option<Color>| color.filter(|&color| color != Color::Reset);
        let letters = colored(style.fg).map_or(palette::LETTERS.to_owned(), palette::hex);
        let ground = colored(style.bg).map(palette::hex);
        let (letters, ground) = if has(Modifier::REVERSED) {
            (ground.unwrap_or(palette::GROUND.to_owned()), Some(letters))
        } else {
            (letters, ground)
        };
        let attributes = [
            (Modifier::BOLD, " font-weight=\"bold\""),
            (Modifier::DIM, " opacity=\"0.6\""),
            (Modifier::ITALIC, " font-style=\"italic\""),
            (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        ];
        Self {
            letters,
            ground,
            attributes: attributes
                .into_iter()
                .filter(|(modifier, _)| has(*modifier))
                .map(|(_, attribute)| attribute)
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;

    fn buffer(width: u16, draw: impl FnOnce(&mut Buffer)) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
        draw(&mut buffer);
        svg(&buffer)
    }

    #[test]
    fn a_run_of_one_style_is_one_element_as_long_as_its_cells() {
        let svg = buffer(10, |buffer| {
            buffer.set_string(0, 0, "ab", Style::new());
            buffer.set_string(2, 0, "cd", Style::new().bold());
        });
        assert!(
            svg.contains("textLength=\"16.8\" fill=\"#d8dee9\" xml:space=\"preserve\">ab</text>"),
            "{svg}"
        );
        assert!(svg.contains("x=\"30.8\""), "{svg}");
        assert!(
            svg.contains("font-weight=\"bold\" xml:space=\"preserve\">cd</text>"),
            "{svg}"
        );
    }

    #[test]
    fn a_wide_glyph_has_an_element_of_two_cells() {
        let svg = buffer(6, |buffer| {
            buffer.set_string(0, 0, "a日b", Style::new());
        });
        assert!(
            svg.contains("x=\"22.4\" y=\"27.0\" textLength=\"16.8\""),
            "{svg}"
        );
        assert!(svg.contains("x=\"39.2\""), "{svg}");
    }

    #[test]
    fn words_from_right_to_left_are_an_element_of_their_own() {
        let svg = buffer(12, |buffer| {
            buffer.set_string(0, 0, "שלום לך · 5 Nov", Style::new());
        });
        assert!(svg.contains(">שלום לך</text>"), "{svg}");
        assert!(svg.contains("> · 5 "), "{svg}");
    }

    #[test]
    fn reversed_letters_stand_in_the_ground_s_colour() {
        let svg = buffer(1, |buffer| {
            buffer.set_string(0, 0, "a", Style::new().fg(Color::Indexed(75)).reversed());
        });
        assert!(svg.contains("fill=\"#5fafff\"/>"), "{svg}");
        assert!(svg.contains("fill=\"#16191d\""), "{svg}");
    }

    #[test]
    fn markup_in_the_text_stays_text_and_empty_cells_draw_nothing() {
        let svg = buffer(9, |buffer| {
            buffer.set_string(0, 0, "<a&b>", Style::new());
        });
        assert!(svg.contains("&lt;a&amp;b&gt;"), "{svg}");
        assert_eq!(buffer(9, |_| {}).matches("<text").count(), 0);
    }
}
