//! What the colours of a terminal look like on a dark ground.

use ratatui::style::Color;

/// The terminal's own background.
pub(super) const GROUND: &str = "#16191d";
/// The terminal's own letters.
pub(super) const LETTERS: &str = "#d8dee9";

/// The sixteen that have names.
const NAMED: [u32; 16] = [
    0x2e_34_40, 0xe0_6c_75, 0x98_c3_79, 0xe5_c0_7b, 0x61_af_ef, 0xc6_78_dd, 0x56_b6_c2,
    0xab_b2_bf, //
    0x5c_63_70, 0xf0_7c_85, 0xa8_d3_89, 0xf5_d0_8b, 0x71_bf_ff, 0xd6_88_ed, 0x66_c6_d2, 0xff_ff_ff,
];

/// A colour as SVG writes it.
pub(super) fn hex(color: Color) -> String {
    match color {
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        Color::Indexed(index) => format!("#{:06x}", indexed(index)),
        named => {
            position(named).map_or(LETTERS.to_owned(), |index| format!("#{:06x}", NAMED[index]))
        }
    }
}

/// One of the 256 colours: the sixteen, a cube of 6 × 6 × 6, and 24 greys.
fn indexed(index: u8) -> u32 {
    let grey = |level: u32| level * 0x01_01_01;
    match index {
        0..=15 => NAMED[usize::from(index)],
        16..=231 => {
            let place = u32::from(index) - 16;
            let level = |step: u32| if step == 0 { 0 } else { 55 + 40 * step };
            level(place / 36) << 16 | level(place / 6 % 6) << 8 | level(place % 6)
        }
        232..=255 => grey(8 + 10 * (u32::from(index) - 232)),
    }
}

fn position(named: Color) -> Option<usize> {
    const ORDER: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    ORDER.iter().position(|&color| color == named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cube_and_the_greys_are_the_usual_ones() {
        for (color, expected) in [
            (Color::Indexed(16), "#000000"),
            (Color::Indexed(75), "#5fafff"),
            (Color::Indexed(231), "#ffffff"),
            (Color::Indexed(232), "#080808"),
            (Color::Indexed(255), "#eeeeee"),
            (Color::Rgb(1, 2, 3), "#010203"),
            (Color::Cyan, "#56b6c2"),
            (Color::Indexed(6), "#56b6c2"),
            (Color::Reset, LETTERS),
        ] {
            assert_eq!(hex(color), expected, "{color:?}");
        }
    }
}
