//! How big each pane is; the loop asks this too, to tell the app its sizes.

use ratatui::layout::Rect;

use super::{overlay, paint};
use crate::app::{App, Pane, Size, Sizes};

/// From this width on all three panes stand side by side.
const THREE_PANES: u16 = 110;

/// From this width on two panes do; below, each takes its turn.
const TWO_PANES: u16 = 80;

/// Columns between two panes: a rule with a space on either side.
const BETWEEN: u16 = 3;

/// Where everything stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Panes {
    /// The name of the program and what is at hand.
    pub title: Rect,
    /// The line about the samples.
    pub tip: Rect,
    /// The source list with its heading.
    pub sources: Option<Rect>,
    /// The headlines with their heading.
    pub headlines: Option<Rect>,
    /// The reading pane with its heading.
    pub reader: Option<Rect>,
    /// The lines between panes.
    pub rules: Vec<Rect>,
    /// The diff view.
    pub diff: Rect,
    /// What lies over the panes.
    pub layer: Rect,
    /// What is below its heading.
    pub layer_rows: Rect,
    /// What is said.
    pub status: Rect,
    /// Which keys matter.
    pub footer: Rect,
}

/// Shares out the screen for what `app` shows.
pub fn panes(area: Rect, app: &App) -> Panes {
    let mut panes = Panes::default();
    let mut rest = inside(area);
    if area.height >= 3 {
        panes.footer = take_last(&mut rest);
    }
    if area.height >= 5 {
        panes.status = take_last(&mut rest);
    }
    panes.diff = Rect {
        x: area.x,
        width: area.width,
        ..rest
    };
    if area.height >= 8 {
        panes.title = take_first(&mut rest);
    }
    if area.height >= 10 && app.shows_tip() {
        panes.tip = take_first(&mut rest);
    }
    share_columns(rest, app.focus(), &mut panes);
    let over = if app.diff().view().is_some() {
        inside(panes.diff)
    } else {
        rest
    };
    if let Some(layer) = app.layer() {
        panes.layer = match overlay::height(layer, over.width) {
            Some(height) => sheet(over, height),
            None => over,
        };
        panes.layer_rows = overlay::inner(layer, panes.layer);
    }
    panes
}

fn share_columns(area: Rect, focus: Pane, panes: &mut Panes) {
    let width = area.width + 2;
    if width >= THREE_PANES {
        let (sources, rest) = beside(area, (width / 6).clamp(22, 28), panes);
        let (headlines, reader) = beside(rest, (width * 3 / 10).clamp(36, 48), panes);
        (panes.sources, panes.headlines, panes.reader) =
            (Some(sources), Some(headlines), Some(reader));
    } else if width >= TWO_PANES && focus == Pane::Sources {
        let (sources, headlines) = beside(area, 24, panes);
        (panes.sources, panes.headlines) = (Some(sources), Some(headlines));
    } else if width >= TWO_PANES {
        let (headlines, reader) = beside(area, width * 2 / 5, panes);
        (panes.headlines, panes.reader) = (Some(headlines), Some(reader));
    } else {
        match focus {
            Pane::Sources => panes.sources = Some(area),
            Pane::Headlines => panes.headlines = Some(area),
            Pane::Reader => panes.reader = Some(area),
        }
    }
}

/// Parts `area` into a pane of `width` columns, a rule, and what is left.
fn beside(area: Rect, width: u16, panes: &mut Panes) -> (Rect, Rect) {
    let left = Rect {
        width: width.min(area.width),
        ..area
    };
    let rule = paint::indented(area, usize::from(width + 1));
    panes.rules.push(Rect {
        width: rule.width.min(1),
        ..rule
    });
    (left, paint::indented(area, usize::from(width + BETWEEN)))
}

/// The lowest `height` lines of `area`.
fn sheet(area: Rect, height: usize) -> Rect {
    let height = u16::try_from(height).unwrap_or(u16::MAX).min(area.height);
    Rect {
        y: area.bottom() - height,
        height,
        ..area
    }
}

/// `area` without its outermost columns, where there are enough.
fn inside(area: Rect) -> Rect {
    if area.width < 20 {
        return area;
    }
    Rect {
        x: area.x + 1,
        width: area.width - 2,
        ..area
    }
}

fn take_first(area: &mut Rect) -> Rect {
    let line = Rect {
        height: area.height.min(1),
        ..*area
    };
    area.y += line.height;
    area.height -= line.height;
    line
}

fn take_last(area: &mut Rect) -> Rect {
    area.height = area.height.saturating_sub(1);
    Rect {
        y: area.bottom(),
        height: 1,
        ..*area
    }
}

/// What is below the heading of a pane: a blank line apart from it, where there is room.
pub(super) fn rows(pane: Rect) -> Rect {
    let above = (if pane.height >= 12 { 2 } else { 1 }).min(pane.height.saturating_sub(1));
    Rect {
        y: pane.y + above,
        height: pane.height - above,
        ..pane
    }
}

impl Panes {
    /// The sizes that the app wraps and scrolls by; a pane that is not on the screen has none.
    pub fn sizes(&self) -> Sizes {
        let inner = |pane: Option<Rect>| pane.map_or_else(Size::default, |pane| size(rows(pane)));
        Sizes {
            sources: inner(self.sources),
            headlines: inner(self.headlines),
            reader: inner(self.reader),
            diff: size(self.diff),
            layer: size(self.layer_rows),
        }
    }
}

fn size(area: Rect) -> Size {
    Size {
        width: area.width.into(),
        height: area.height.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Options;

    /// Which panes are shown: sources, headlines, reader.
    fn shown(width: u16, focus: Pane) -> [bool; 3] {
        let mut panes = Panes::default();
        share_columns(Rect::new(1, 0, width - 2, 20), focus, &mut panes);
        [panes.sources, panes.headlines, panes.reader].map(|pane| pane.is_some())
    }

    #[test]
    fn the_layout_adapts_to_the_width() {
        assert_eq!(shown(120, Pane::Sources), [true, true, true]);
        assert_eq!(shown(110, Pane::Reader), [true, true, true]);
        assert_eq!(shown(100, Pane::Sources), [true, true, false]);
        assert_eq!(shown(80, Pane::Headlines), [false, true, true]);
        assert_eq!(shown(80, Pane::Reader), [false, true, true]);
        assert_eq!(shown(79, Pane::Headlines), [false, true, false]);
        assert_eq!(shown(79, Pane::Reader), [false, false, true]);
    }

    #[test]
    fn nothing_overlaps_and_nothing_leaves_the_screen() {
        let app = App::new(Options {
            samples: true,
            ..Options::default()
        });
        for (width, height) in [
            (0, 0),
            (1, 1),
            (7, 3),
            (20, 9),
            (80, 24),
            (110, 30),
            (300, 90),
        ] {
            let area = Rect::new(0, 0, width, height);
            let panes = panes(area, &app);
            let mut all = vec![panes.title, panes.tip, panes.status, panes.footer];
            all.extend(
                [panes.sources, panes.headlines, panes.reader]
                    .into_iter()
                    .flatten(),
            );
            all.extend(&panes.rules);
            all.retain(|pane| !pane.is_empty());
            for (index, pane) in all.iter().enumerate() {
                assert_eq!(pane.intersection(area), *pane, "{area:?}");
                assert!(
                    all[..index].iter().all(|other| !other.intersects(*pane)),
                    "{area:?}: {all:?}"
                );
            }
        }
    }
}
