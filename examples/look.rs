use newsread::{compare, library, text, version};
#[path = "../src/spread/example.rs"]
mod example;
use newsread::app::{compare::CompareView, cursor::Step};
use newsread::config::theme::Theme;
use newsread::ui::compare::ComparePane;
use ratatui::crossterm::event::{self, Event, KeyCode};
use std::sync::Arc;
fn main() -> std::io::Result<()> {
    let which = std::env::args().nth(1).unwrap_or_default();
    let compared = match which.as_str() {
        "twins" => example::twins(),
        "mixed" => mixed(),
        _ => example::strike(),
    };
    let mut view = CompareView::new(Arc::new(compared));
    let theme = Theme::default_dark();
    let mut said = String::new();
    ratatui::run(|terminal| {
        loop {
            terminal.draw(|frame| {
                let mut area = frame.area();
                area.height = area.height.saturating_sub(1);
                view.fit(area.width, area.height);
                frame.render_widget(
                    ComparePane {
                        view: &view,
                        theme: &theme,
                    },
                    area,
                );
                let foot = ratatui::layout::Rect {
                    y: area.height,
                    height: 1,
                    ..area
                };
                frame.render_widget(
                    format!("{}  {said}", view.position()),
                    foot.intersection(frame.area()),
                );
            })?;
            said.clear();
            let tell = |r: Result<(), &'static str>| r.err().unwrap_or("").to_owned();
            if let Event::Key(key) = event::read()? {
                match key.code {
                    KeyCode::Char('q') => return Ok(()),
                    KeyCode::Char('j') => view.step(Step::Rows(1)),
                    KeyCode::Char('k') => view.step(Step::Rows(-1)),
                    KeyCode::Char('G') => view.step(Step::Bottom),
                    KeyCode::Char('g') => view.step(Step::Top),
                    KeyCode::Char(' ') => view.step(Step::Pages(1)),
                    KeyCode::Char('n') => said = tell(view.next_divergence(true)),
                    KeyCode::Char('N') => said = tell(view.next_divergence(false)),
                    KeyCode::Char('f') => said = tell(view.next_conflict(true)),
                    KeyCode::Char('F') => said = tell(view.next_conflict(false)),
                    KeyCode::Char('t') => view.toggle_inline(),
                    KeyCode::Char('z') => view.toggle_same(),
                    KeyCode::Char('a') => view.set_ascii(true),
                    _ => {}
                }
            }
        }
    })
}
fn mixed() -> version::Compared {
    use compare::*;
    let left = example::page(
        "رويترز",
        "روبيو يلتقي لافروف في ماليزيا",
        &[
            "التقى وزير الخارجية الأمريكي ماركو روبيو نظيره الروسي سيرغي لافروف يوم الخميس في كوالالمبور على هامش قمة آسيان.",
            "米国務長官ルビオ氏は木曜日、クアラルンプールでロシアのラブロフ外相と会談した。",
            "It was a ❤️ day 👨‍👩‍👧‍👦 for all 🇺🇳 delegates, e\u{301}tudes and so on in the very long corridor.",
        ],
    );
    let right = example::page(
        "日経新聞",
        "ルビオ氏、ラブロフ氏と会談",
        &[
            "سيلتقي وزير الخارجية الأمريكي ماركو روبيو نظيره الروسي يوم الجمعة في ماليزيا، وفقا لما ذكرته الوزارة في بيان لها.",
            "ルビオ米国務長官は木曜、マレーシアでロシアのラブロフ外相と会談し、戦争の終結について話し合った。",
        ],
    );
    let row = |kind, left: Vec<usize>, right: Vec<usize>| Row {
        kind,
        left,
        right,
        moved: false,
        confidence: Confidence::Sure,
        edits: vec![],
        conflicts: vec![],
    };
    let rows = vec![
        row(RowKind::Reworded, vec![0], vec![0]),
        row(RowKind::Reworded, vec![1], vec![1]),
        row(RowKind::Left, vec![2], vec![]),
    ];
    version::Compared {
        left,
        right,
        comparison: Comparison {
            summary: Summary {
                reworded: 2,
                left: 1,
                ..Summary::default()
            },
            rows,
            ..Comparison::default()
        },
    }
}
