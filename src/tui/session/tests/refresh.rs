//! Getting the library again while somebody reads in it.

use super::*;
use crate::app::example::{Told, article};
use crate::app::grouping::Grouping;
use crate::app::{Doing, Fresh, Work};
use crate::library::Library;
use crate::library::ties::Ties;

/// What came in since: a newer version of the bridge's story.
const NEW: Told = (
    "Coast Radio",
    "",
    13,
    "Harbour bridge opens to buses",
    &["Buses may cross the harbour bridge again, the mayor said."],
);

/// The library with what came in, and a second revision of the gooseberries.
fn fresh() -> Box<Fresh> {
    let mut articles = holding().library().articles().to_vec();
    articles.push(article(7, &NEW));
    let revised = articles[3].revisions[0].clone();
    articles[3].revisions.push(revised);
    let holding = Holding::of(Library::new(articles), Vec::new());
    let Outcome::Loaded { holding, headlines } = jobs::loaded(holding) else {
        panic!("it is loaded");
    };
    let mut stories = crate::app::example::stories();
    stories[0].articles.insert(0, ArticleId(8));
    Box::new(Fresh {
        grouping: Grouping::new(&holding.catalogue, stories),
        holding,
        headlines,
        ties: Ties::default(),
    })
}

fn shown(session: &mut Session) -> String {
    let picture = session.picture(SCREEN);
    let rows = picture.content.chunks(usize::from(SCREEN.width));
    let line = |row: &[ratatui::buffer::Cell]| {
        row.iter()
            .map(ratatui::buffer::Cell::symbol)
            .collect::<String>()
    };
    rows.map(line).collect::<Vec<_>>().join("\n")
}

/// Presses keys one by one; the effect of the last.
fn effect(session: &mut Session, script: &str) -> Option<Effect> {
    let keys = Key::parse(script).unwrap();
    keys.into_iter().filter_map(|key| session.press(key)).last()
}

#[test]
fn what_is_read_again_comes_in_around_the_article_that_is_selected() {
    let mut session = after("<enter> <esc> j j");
    let Some(Effect::Refresh { .. }) = effect(&mut session, "R") else {
        panic!("it is to be read again");
    };
    assert!(shown(&mut session).contains("reading again …"));
    session.receive(Outcome::Progress(Work {
        doing: Doing::Reading,
        done: 41_200,
        of: 100_000,
    }));
    assert!(shown(&mut session).contains("reading again … 41,200 of 100,000"));
    press(&mut session, "?");
    assert!(session.receive(Outcome::Refreshed(Some(fresh()))).is_none());
    assert_eq!(
        session.app().stock().catalogue().len(),
        5,
        "not under a page"
    );
    press(&mut session, "<esc>");
    assert_eq!(session.app().stock().catalogue().len(), 6);
    assert_eq!(said(&session), "read again: 1 new article, 1 changed");
    assert_eq!(selected(&session), TOLD[2].3);
    assert_eq!(session.app().stock().told_by(ArticleId(1)), 4);
    let shown = shown(&mut session);
    assert!(
        shown.contains("6 articles · 1 story of several articles · 5 sources · 5 unread"),
        "{shown}"
    );
    assert!(shown.contains("Coast Radio"), "{shown}");
    press(&mut session, "gg");
    assert_eq!(selected(&session), NEW.3);
}

#[test]
fn one_reads_on_where_one_is_in_the_text_and_in_the_hits() {
    let mut session = after("/mayor<enter>");
    press(&mut session, "<esc>");
    let before = selected(&session).to_owned();
    effect(&mut session, "R");
    session.receive(Outcome::Refreshed(Some(fresh())));
    assert_eq!(selected(&session), before);
    press(&mut session, "n");
    assert!(said(&session).starts_with("match "), "{}", said(&session));

    let mut session = after("fmayor<enter>");
    press(&mut session, "j");
    let before = selected(&session).to_owned();
    effect(&mut session, "R");
    session.receive(Outcome::Refreshed(Some(fresh())));
    assert_eq!(selected(&session), before);
    press(&mut session, "q");
    assert_eq!(session.app().headlines().rows().len(), 6);
}

#[test]
fn what_others_store_is_taken_in_once_nothing_else_is_under_way() {
    let mut session = session();
    assert!(matches!(
        session.receive(Outcome::Stored),
        Some(Effect::TakeIn { .. })
    ));
    assert!(session.receive(Outcome::Stored).is_none(), "one at a time");
    assert!(effect(&mut session, "R").is_none(), "not yet");
    let again = session.receive(Outcome::Refreshed(Some(fresh())));
    assert!(matches!(again, Some(Effect::Refresh { .. })), "{again:?}");
    assert_eq!(said(&session), "1 new article, 1 changed");
    assert!(session.receive(Outcome::Refreshed(None)).is_none());
    assert_eq!(said(&session), "read again: nothing is new");
    assert_eq!(selected(&session), TOLD[0].3, "not what came in above it");
}

#[test]
fn a_story_stays_selected_and_nothing_new_is_said() {
    let mut session = after("<esc> j <enter>");
    assert_eq!(session.app().headlines().selected(), Some(Row::Story(0)));
    effect(&mut session, "R");
    session.receive(Outcome::Refreshed(Some(fresh())));
    assert_eq!(session.app().headlines().selected(), Some(Row::Story(0)));
    effect(&mut session, "R");
    session.receive(Outcome::Refreshed(None));
    assert_eq!(said(&session), "read again: nothing is new");
}

#[test]
fn samples_are_not_read_again() {
    let mut session = Session::reading(config(), terminal(), true);
    session.stock(holding());
    assert!(effect(&mut session, "R").is_none());
    assert!(said(&session).contains("samples"));
}

#[test]
fn keys_do_not_hide_how_far_reading_has_come() {
    let mut session = Session::reading(config(), terminal(), false);
    session.receive(Outcome::Progress(Work {
        doing: Doing::Reading,
        done: 41_200,
        of: 100_000,
    }));
    press(&mut session, "<enter>");
    let shown = shown(&mut session);
    assert!(shown.contains("no article has been read yet"), "{shown}");
    assert!(shown.contains("reading … 41,200 of 100,000"), "{shown}");
    assert!(!shown.contains("empty"), "{shown}");
}

#[test]
fn grouping_and_indexing_count_up() {
    let mut session = Session::reading(config(), terminal(), false);
    session.receive(jobs::loaded(holding()));
    assert!(shown(&mut session).contains("grouping into stories …  "));
    session.receive(Outcome::Progress(Work {
        doing: Doing::Grouping,
        done: 3,
        of: 5,
    }));
    assert!(shown(&mut session).contains("grouping into stories … 3 of 5"));
    session.receive(Outcome::Grouped(grouping()));
    session.receive(Outcome::Indexing { left: 2 });
    assert!(shown(&mut session).contains("making texts searchable … 3 of 5"));
}
