//! The reader as a person drives it: keys in, what is shown out.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::OnceLock;

use super::*;
use crate::action::Place;
use crate::app::example::{TOLD, grouping, holding};
use crate::app::layer::Layer;
use crate::app::marks::Mark;
use crate::app::shelf::{Row, Shelf};
use crate::app::{Pane, headlines};
use crate::compare::Side;
use crate::config::terminal::{Background, Depth};
use crate::library::state::States;
use crate::library::{ArticleId, Holding};
use crate::version::Page;
use crate::wrap;

mod refresh;
mod screens;
mod texts;

const SCREEN: Rect = Rect {
    x: 0,
    y: 0,
    width: 120,
    height: 36,
};

fn terminal() -> Terminal {
    Terminal {
        depth: Depth::Indexed,
        background: Some(Background::Dark),
    }
}

/// The default settings, parsed once.
fn config() -> &'static Config {
    static CONFIG: OnceLock<Config> = OnceLock::new();
    CONFIG.get_or_init(Config::default)
}

fn session() -> Session {
    let mut session = Session::reading(config(), terminal(), false);
    session.receive(jobs::loaded(holding()));
    session.receive(Outcome::Grouped(grouping()));
    session
}

/// A session after some keys; whether it has ended.
fn press(session: &mut Session, script: &str) -> bool {
    session.play(&Key::parse(script).unwrap(), SCREEN)
}

fn after(script: &str) -> Session {
    let mut session = session();
    assert!(!press(&mut session, script), "{script} ends the program");
    session
}

/// The headline of the selected row.
fn selected(session: &Session) -> &str {
    let app = session.app();
    app.headlines()
        .selected()
        .map_or("", |row| headlines::title(row, app.stock()))
}

fn said(session: &Session) -> &str {
    session.app().notice().map_or("", |notice| &notice.text)
}

fn is_read(session: &Session, id: u64) -> bool {
    session.app().marks().has(Mark::Read, ArticleId(id))
}

/// The source on one side of the open comparison.
fn compared(session: &Session, side: Side) -> &str {
    &session
        .app()
        .diff()
        .view()
        .unwrap()
        .compared()
        .page(side)
        .source
}

#[test]
fn what_is_selected_is_shown_in_the_reading_pane() {
    let session = after("j");
    assert_eq!(selected(&session), TOLD[1].3);
    assert_eq!(session.app().reader().lines()[0].text, TOLD[1].3);
    assert!(!is_read(&session, 2), "what is only looked at is not read");
}

#[test]
fn the_versions_of_a_story_stand_together_in_the_list() {
    let session = session();
    let rows: Vec<_> = session
        .app()
        .headlines()
        .rows()
        .iter()
        .filter_map(|row| row.article())
        .collect();
    assert_eq!(rows, [0, 1, 2, 3, 4]);
    assert_eq!(session.app().stock().told_by(ArticleId(3)), 3);
}

#[test]
fn opening_marks_as_read_and_undo_takes_back_what_was_asked_for_only() {
    let mut session = after("s <enter>");
    assert_eq!(session.app().focus(), Pane::Reader);
    assert!(is_read(&session, 1));
    press(&mut session, "u");
    let title = wrap::fit(TOLD[0].3, 40);
    assert_eq!(
        said(&session),
        format!("undone: “{title}” is not starred, as before")
    );
    press(&mut session, "u");
    assert_eq!(said(&session), "nothing to undo");
    assert!(is_read(&session, 1), "m marks it as unread");
    press(&mut session, "m u");
    assert!(is_read(&session, 1));
    assert!(
        said(&session).ends_with("is read, as before"),
        "{}",
        said(&session)
    );
}

#[test]
fn a_question_takes_enter_for_yes() {
    let mut session = after("M <enter>");
    assert!(is_read(&session, 4));
    press(&mut session, "u");
    assert_eq!(said(&session), "undone: 5 articles are unread, as before");
    press(&mut session, "M n");
    assert!(!is_read(&session, 4));
}

#[test]
fn the_story_that_was_starred_is_the_first_to_join() {
    let session = after("G s gg +");
    let Some(Layer::Joining(joining)) = session.app().layer() else {
        panic!("it asks to which story");
    };
    let story = session.app().stock().story_of(ArticleId(5));
    assert_eq!(joining.selected(), story);
}

#[test]
fn q_goes_back_one_step_and_at_the_top_quits() {
    let mut session = after("<enter>");
    assert!(!press(&mut session, "q"));
    assert_eq!(session.app().focus(), Pane::Headlines);
    assert!(press(&mut session, "q"));
    assert!(press(&mut after("<enter>"), "Q"));
    assert!(press(&mut after("/ab"), "<c-c>"));
}

#[test]
fn a_list_narrows_as_one_types_and_esc_puts_all_back() {
    let mut session = after("G / brid");
    let app = session.app();
    assert_eq!(
        (app.place(), app.headlines().rows().len()),
        (Place::Prompt, 2)
    );
    let matches = app.live().unwrap().matches(selected(&session));
    assert_eq!(matches.first(), Some(&(8..12)));
    press(&mut session, "<esc>");
    assert_eq!(session.app().headlines().rows().len(), 5);
    assert_eq!(selected(&session), TOLD[4].3);
    assert!(session.app().live().is_none());
}

#[test]
fn enter_goes_to_the_match_and_n_to_the_next() {
    let mut session = after("G / shut <enter>");
    assert_eq!(selected(&session), TOLD[0].3);
    assert_eq!(session.app().headlines().rows().len(), 5);
    press(&mut session, "n");
    assert_eq!(
        (selected(&session), said(&session)),
        (TOLD[1].3, "match 2 of 2")
    );
    press(&mut session, "n");
    assert_eq!(selected(&session), TOLD[0].3);
    press(&mut session, "N");
    assert_eq!(selected(&session), TOLD[1].3);
    press(&mut session, "h <esc> n");
    assert!(said(&session).starts_with("no search is live"));
}

#[test]
fn accents_do_not_hinder_a_search_and_no_match_is_said() {
    assert_eq!(selected(&after("/ecole")), TOLD[2].3);
    let session = after("/zzz <enter>");
    assert!(said(&session).starts_with("no headline matches"));
    assert_eq!(session.app().place(), Place::Prompt);
}

#[test]
fn d_compares_with_a_named_outlet_and_q_comes_back() {
    let mut session = after("d");
    assert_eq!(compared(&session, Side::Left), "The Herald");
    assert_eq!(compared(&session, Side::Right), "Evening Post");
    press(&mut session, "]v");
    assert_eq!(compared(&session, Side::Right), "2.txt");
    press(&mut session, "x");
    assert_eq!(compared(&session, Side::Left), "2.txt");
    assert!(!press(&mut session, "q"));
    assert_eq!(
        (session.app().place(), selected(&session)),
        (Place::Headlines, TOLD[0].3)
    );
}

#[test]
fn a_version_can_be_chosen() {
    let mut session = after("D");
    assert_eq!(session.app().place(), Place::Menu);
    press(&mut session, "j <enter>");
    assert_eq!(compared(&session, Side::Right), "2.txt");
}

#[test]
fn a_key_that_does_nothing_here_says_why() {
    for (script, why) in [
        ("c", "c does nothing here · ? shows the keys"),
        ("gx", "gx does nothing here · ? shows the keys"),
        ("]c", "no comparison is open · d opens one"),
        ("x", "no comparison is open · d opens one"),
        ("G d", "no other version of this article is at hand"),
        ("n", "no search is live · / finds a headline"),
        ("j o", "this article names no link"),
        ("h h", "this is the outermost pane · q quits"),
        (
            "d /",
            "headlines are found in the reading view · q goes there",
        ),
        ("d d", "this is the comparison · ]v takes another version"),
        ("G J", "this is the last article of the list"),
        ("u", "nothing to undo"),
        ("j B", "nothing was set aside here"),
    ] {
        assert_eq!(said(&after(script)), why, "{script}");
    }
}

#[test]
fn marking_all_as_read_asks_first() {
    let mut session = after("M");
    assert_eq!(session.app().place(), Place::Question);
    press(&mut session, "n");
    assert!(!is_read(&session, 5));
    press(&mut session, "M y");
    assert!(is_read(&session, 5));
    press(&mut session, "u");
    assert!(!is_read(&session, 1));
}

#[test]
fn a_link_is_shown_whole_before_it_is_opened() {
    let mut session = after("o");
    let picture = text(&session.picture(SCREEN));
    assert!(
        picture.contains("https://herald.example/bridge"),
        "{picture}"
    );
    assert!(picture.contains("It leads to herald.example."), "{picture}");
    let effect = session.press(Key::parse("y").unwrap()[0]);
    assert!(
        matches!(effect, Some(Effect::Open(link)) if link.url() == "https://herald.example/bridge")
    );
}

#[test]
fn a_copied_link_leaves_by_an_effect() {
    let effect = session().press(Key::parse("y").unwrap()[0]);
    assert!(matches!(effect, Some(Effect::Copy(url)) if url == "https://herald.example/bridge"));
}

#[test]
fn the_palette_does_what_it_is_asked_for() {
    let session = after(": star <enter>");
    assert!(session.app().marks().has(Mark::Starred, ArticleId(1)));
    assert_eq!(
        after(": compare <space> worth <enter>").app().place(),
        Place::Diff
    );
}

#[test]
fn the_next_unread_article_is_found_round_the_end() {
    let mut session = after("<enter> h G");
    press(&mut session, "]u");
    assert_eq!(selected(&session), TOLD[1].3);
    press(&mut session, "M y ]u");
    assert_eq!(said(&session), "no other unread article in this list");
}

#[test]
fn a_source_shows_its_own_articles_and_a_starred_one_stays_at_hand() {
    let mut session = after("s h j j");
    assert_eq!(*session.app().headlines().shelf(), Shelf::Starred);
    assert_eq!(selected(&session), TOLD[0].3);
    press(&mut session, "j j");
    assert_eq!(
        *session.app().headlines().shelf(),
        Shelf::Source("The Herald".to_owned())
    );
    assert_eq!(session.app().headlines().rows().len(), 2);
    press(&mut session, "k k k");
    assert_eq!(session.app().headlines().selected(), Some(Row::Story(0)));
}

#[test]
fn stories_that_come_late_leave_the_selected_article_selected() {
    let mut session = Session::reading(config(), terminal(), false);
    session.receive(jobs::loaded(holding()));
    press(&mut session, "G");
    assert_eq!(selected(&session), TOLD[4].3);
    session.receive(Outcome::Grouped(grouping()));
    assert_eq!(selected(&session), TOLD[4].3);
}

#[test]
fn a_comparison_that_nobody_waits_for_is_let_go() {
    let mut session = session();
    let effect = session.press(Key::parse("d").unwrap()[0]).unwrap();
    press(&mut session, "<esc>");
    session.settle(Some(effect));
    assert!(session.app().diff().view().is_none());
}

#[test]
fn a_comparison_alone_ends_with_its_view() {
    let library = holding().library();
    let page = |index: usize| Page::new(&library.articles()[index], 0);
    let pages = Pages {
        left: page(0),
        right: page(1),
        witnesses: Vec::new(),
    };
    let (mut session, effect) = Session::comparing(config(), terminal(), pages);
    session.settle(Some(effect));
    assert_eq!(session.app().place(), Place::Diff);
    press(&mut session, "]v");
    assert_eq!(said(&session), "there are only these two");
    assert!(press(&mut session, "q"));
}

#[test]
fn pasted_text_is_typed_and_never_taken_for_keys() {
    let mut session = session();
    session.paste("Q\nq");
    assert_eq!(session.app().place(), Place::Headlines);
    press(&mut session, "/");
    session.paste("harbour\nbridge");
    assert_eq!(
        session.app().find().unwrap().prompt.text(),
        "harbour bridge"
    );
    assert_eq!(session.app().headlines().rows().len(), 2);
}

#[test]
fn esc_puts_the_line_about_the_samples_away() {
    let mut session = Session::reading(config(), terminal(), true);
    session.receive(jobs::loaded(holding()));
    assert!(session.app().shows_tip());
    press(&mut session, "<esc>");
    assert!(!session.app().shows_tip());
    assert_eq!(session.app().focus(), Pane::Headlines);
}

/// The text of a picture.
fn text(buf: &Buffer) -> String {
    let rows = buf.area.rows().map(|row| {
        let cells = row.positions().map(|at| buf[at].symbol());
        cells.collect::<String>().trim_end().to_owned()
    });
    rows.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_form_of_the_diff_view_outlives_a_swap() {
    let form = |session: &Session| session.app().diff().view().map(|view| view.spread().form);
    let mut session = after("d t");
    let chosen = form(&session);
    assert!(chosen.is_some());
    press(&mut session, "x");
    assert_eq!(form(&session), chosen);
    press(&mut session, "t");
    assert_ne!(form(&session), chosen);
}

#[test]
fn keys_typed_ahead_find_the_pane_that_the_first_of_them_opens() {
    let area = Rect::new(0, 0, 60, 10);
    let mut session = session();
    session.picture(area);
    for key in Key::parse("<enter> j j").unwrap() {
        session.press(key);
    }
    session.picture(area);
    assert_eq!(session.app().reader().scroll().top(), 2);
}

#[test]
fn what_is_read_while_the_rest_is_loading_stays_open() {
    let some = holding().library().articles()[2..4].to_vec();
    let some = Holding::of(crate::library::Library::new(some), Vec::new());
    let Outcome::Loaded {
        holding: some,
        headlines,
    } = jobs::loaded(some)
    else {
        panic!("this is what is loaded");
    };
    let mut session = Session::reading(config(), terminal(), false);
    session.receive(Outcome::Begun {
        holding: some,
        headlines,
    });
    assert_eq!(selected(&session), TOLD[2].3);
    press(&mut session, "<enter>");
    session.stock(holding());
    assert_eq!(
        (selected(&session), session.app().focus()),
        (TOLD[2].3, Pane::Reader)
    );
    assert_eq!(session.app().reader().lines()[0].text, TOLD[2].3);
    assert_eq!(session.app().headlines().rows().len(), 5);
}

#[test]
fn where_one_stopped_is_handed_out_and_resumed() {
    let area = Rect::new(0, 0, 60, 10);
    let mut first = session();
    first.play(&Key::parse("<enter> G").unwrap(), area);
    let stop = first.app().reader().stop();
    assert!(first.app().reader().scroll().top() > 0);
    let mut states = States::default();
    for change in first.hand_out() {
        states.apply(change);
    }
    assert!(states.of(ArticleId(1)).read);
    assert_eq!(states.of(ArticleId(1)).stop, stop);
    let mut second = session();
    let did = |kept| Outcome::Did {
        states: states.clone(),
        kept,
    };
    second.receive(did(0));
    second.play(&Key::parse("<enter>").unwrap(), area);
    second.picture(area);
    assert!(second.app().reader().scroll().top() > 0);
    assert_eq!(second.app().reader().stop(), stop);
    second.play(&Key::parse("u").unwrap(), area);
    assert!(
        second.hand_out().is_empty(),
        "what was read in another run is not undone"
    );
    second.play(&Key::parse("s").unwrap(), area);
    assert_eq!(second.hand_out().len(), 1);
    second.receive(did(0));
    assert!(second.app().marks().has(Mark::Starred, ArticleId(1)));
    assert_eq!(second.app().marks().waiting(), 1);
    second.receive(Outcome::Kept(1));
    assert_eq!(second.app().marks().waiting(), 0);
}
