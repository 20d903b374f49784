//! Pictures of the screen with their styles, and that every size can be drawn.

use proptest::prelude::*;

use super::*;
use crate::app::{Doing, Work};
use crate::ui::styled::screen;

#[track_caller]
fn check(name: &str, script: &str, columns: u16, lines: u16) {
    let area = Rect::new(0, 0, columns, lines);
    let mut session = session();
    session.play(&Key::parse(script).unwrap(), area);
    insta::assert_snapshot!(name, screen(&session.picture(area)));
}

#[test]
fn reading_at_three_sizes() {
    check("reading_120x36", "j", 120, 36);
    check("reading_80x24", "j", 80, 24);
    check("reading_20x6", "j", 20, 6);
}

#[test]
fn a_narrow_screen_takes_turns() {
    check("narrow_headlines", "j", 60, 16);
    check("narrow_reader", "<enter>", 60, 16);
    check("narrow_sources", "h", 60, 16);
}

#[test]
fn stories_show_their_versions() {
    check("stories", "h j l", 120, 24);
}

#[test]
fn finding_shows_the_matched_letters() {
    check("finding", "/ bridge <space> sat", 80, 24);
}

#[test]
fn a_search_of_the_texts_lists_its_hits_with_snippets() {
    check("texts", "f harbour <enter>", 120, 36);
    check("texts_80", "f harbour <enter> j", 80, 24);
    check("texts_asked", "f \" b r i d g e", 80, 24);
}

#[test]
fn what_was_set_aside_is_shown_on_demand() {
    check("set_aside", "<enter> B", 80, 30);
}

#[test]
fn help_problems_and_sheets_lie_over_the_panes() {
    check("help", "?", 120, 36);
    check("problems", "!", 80, 24);
    check("palette", ": conf", 80, 24);
    check("versions", "D", 80, 24);
    check("question", "o", 80, 24);
    check("joining", "G s gg +", 80, 24);
}

#[test]
fn an_empty_library_says_what_to_do() {
    let mut session = Session::reading(config(), terminal(), false);
    session.stock(Holding::default());
    insta::assert_snapshot!("empty", screen(&session.picture(Rect::new(0, 0, 120, 12))));
}

#[test]
fn the_first_picture_counts_what_is_read() {
    let mut session = Session::reading(config(), terminal(), true);
    session.receive(Outcome::Progress(Work {
        doing: Doing::Reading,
        done: 120,
        of: 20_000,
    }));
    insta::assert_snapshot!("loading", screen(&session.picture(Rect::new(0, 0, 80, 12))));
}

#[test]
fn without_colour_the_selected_row_is_still_marked() {
    let plain = Terminal {
        depth: Depth::None,
        background: None,
    };
    let mut session = Session::reading(config(), plain, false);
    session.stock(holding());
    let picture = session.picture(SCREEN);
    assert!(
        picture
            .content
            .iter()
            .all(|cell| cell.style().fg == Some(ratatui::style::Color::Reset))
    );
    assert!(
        text(&picture).contains("▸● Harbour bridge"),
        "{}",
        text(&picture)
    );
}

#[test]
fn the_cursor_stands_on_the_selected_row() {
    let mut session = after("j");
    let mut buf = Buffer::empty(SCREEN);
    let cursor = session.draw(SCREEN, &mut buf).unwrap();
    assert_eq!(buf[cursor].symbol(), "▸");
    let mut session = after("/ab");
    let cursor = session.draw(SCREEN, &mut buf).unwrap();
    assert_eq!(buf[(cursor.x - 1, cursor.y)].symbol(), "b");
}

fn keys() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        4 => prop::sample::select(vec![
            "j", "k", "l", "h", "G", "gg", "<enter>", "<esc>", "<tab>", "<s-tab>", "/", "bri", "n", "N", "J", "K",
            "]u", "[u", "m", "s", "M", "y", "u", "B", ">", "<lt>", "o", "d", "D", "]c", "[c", "]f", "[f", "]v",
            "[v", "x", "t", "z", "?", ":", "!", "T", "<space>", "b", "<c-d>", "<c-u>", "<down>", "<up>",
            "<backspace>", "<c-w>",
        ]).prop_map(str::to_owned),
        1 => "[a-zé日]".prop_map(|letter| letter),
    ];
    prop::collection::vec(key, 0..24).prop_map(|keys| keys.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn any_keys_at_any_size_can_be_drawn(
        script in keys(),
        sizes in prop::collection::vec((0..180u16, 0..60u16), 1..4),
    ) {
        let mut session = session();
        for (columns, lines) in sizes {
            let area = Rect::new(0, 0, columns, lines);
            session.play(&Key::parse(&script).unwrap(), area);
            let mut buf = Buffer::empty(area);
            let cursor = session.draw(area, &mut buf);
            prop_assert!(cursor.is_none_or(|cursor| area.contains(cursor)), "{cursor:?} in {area:?}");
        }
    }
}

#[test]
fn the_smallest_screens_can_be_drawn() {
    for script in ["", "<enter>", "h", "/a", "?", ":", "D", "o", "d", "!"] {
        let mut session = after(script);
        for (columns, lines) in
            (0..24).flat_map(|columns| (0..14).map(move |lines| (columns, lines)))
        {
            session.picture(Rect::new(0, 0, columns, lines));
        }
    }
}
