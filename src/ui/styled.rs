//! A screen as text that shows its styles too, for snapshots.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Style;

use crate::wrap::width;

/// The screen as text, then one letter for each styled cell, then what the letters mean.
pub(crate) fn screen(buf: &Buffer) -> String {
    let mut legend = vec![Cell::default().style()];
    let (mut lines, mut maps) = (Vec::new(), Vec::new());
    for row in buf.area.rows() {
        let (mut line, mut map, mut covered) = (String::new(), String::new(), 0);
        for cell in row.positions().map(|at| &buf[at]) {
            if covered == 0 {
                line.push_str(cell.symbol());
            }
            covered = covered.max(width(cell.symbol())).saturating_sub(1);
            map.push(letter(&mut legend, cell.style()));
        }
        lines.push(line.trim_end().to_owned());
        maps.push(map.trim_end_matches('.').to_owned());
    }
    let named = legend[1..].iter().zip('a'..);
    let key: Vec<String> = named
        .map(|(style, letter)| format!("{letter} = {style:?}"))
        .collect();
    [
        lines.join("\n"),
        "--- styles".to_owned(),
        maps.join("\n"),
        key.join("\n"),
    ]
    .join("\n")
}

fn letter(legend: &mut Vec<Style>, style: Style) -> char {
    let known = legend.iter().position(|seen| *seen == style);
    let index = known.unwrap_or_else(|| {
        legend.push(style);
        legend.len() - 1
    });
    ".abcdefghijklmnopqrstuvwxyz"
        .chars()
        .nth(index)
        .expect("fewer than 27 styles on a screen")
}
