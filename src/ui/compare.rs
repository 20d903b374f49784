//! Stub of the diff view.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::app::compare::CompareView;
use crate::config::theme::Theme;

#[derive(Debug)]
pub struct ComparePane<'a> {
    pub view: &'a CompareView,
    pub theme: &'a Theme,
}

impl Widget for ComparePane<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let compared = self.view.compared();
        if area.height > 0 {
            let text = format!("{} | {}", compared.left.title, compared.right.title);
            buf.set_stringn(
                area.x,
                area.y,
                text,
                usize::from(area.width),
                self.theme.text,
            );
        }
    }
}
