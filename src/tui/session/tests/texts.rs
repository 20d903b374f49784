//! Searching the texts: asking, the hits, putting the list back.

use super::*;
use crate::search::answer::{Answers, Order};

/// The library's rows that are listed.
fn listed(session: &Session) -> Vec<usize> {
    let rows = session.app().headlines().rows().iter();
    rows.filter_map(|row| row.article()).collect()
}

/// The words that stand out in the reading pane.
fn marked(session: &Session) -> Vec<&str> {
    let lines = session.app().reader().lines().iter();
    let words = lines.flat_map(|line| line.matches.iter().map(|bytes| &line.text[bytes.clone()]));
    words.collect()
}

#[test]
fn hits_take_the_place_of_the_list_and_esc_puts_it_back() {
    let mut session = after("j f harbour <enter>");
    assert_eq!(listed(&session), [0, 1, 2]);
    assert_eq!(session.app().focus(), Pane::Headlines);
    assert_eq!(said(&session), "3 hits, best first · O changes that");
    assert_eq!(marked(&session), ["Harbour", "harbour"]);
    let snippet = session.app().headlines().snippet(0).unwrap();
    assert!(
        snippet.text.starts_with("The harbour bridge"),
        "{snippet:?}"
    );
    press(&mut session, "<esc>");
    assert_eq!(listed(&session), [0, 1, 2, 3, 4]);
    assert_eq!(selected(&session), TOLD[1].3);
    assert!(marked(&session).is_empty());
    press(&mut session, "f harbour <enter>");
    assert!(!press(&mut session, "q"), "q puts the list back first");
    assert_eq!(listed(&session), [0, 1, 2, 3, 4]);
}

#[test]
fn enter_opens_a_hit_and_n_goes_on_to_the_next() {
    let mut session = after("f harbour <enter> <enter>");
    assert_eq!(session.app().focus(), Pane::Reader);
    assert!(is_read(&session, 1));
    press(&mut session, "n");
    assert_eq!(selected(&session), TOLD[1].3);
    assert_eq!(said(&session), "hit 2 of 3");
    assert!(is_read(&session, 2), "what is opened counts as read");
    press(&mut session, "N N");
    assert_eq!(selected(&session), TOLD[2].3);
    assert_eq!(marked(&session), ["harbour"]);
    press(&mut session, "<esc> <esc>");
    assert_eq!(listed(&session), [0, 1, 2, 3, 4]);
}

#[test]
fn the_newest_or_the_best_come_first() {
    let mut session = after("f saturday <space> O R <space> s h u t <c-u> bridge <enter>");
    let best = listed(&session);
    press(&mut session, "O");
    let hits = session.app().search().hits.as_ref().unwrap();
    assert_eq!(hits.order, Order::Newest);
    let mut newest = best.clone();
    newest.sort_unstable();
    assert_eq!(listed(&session), newest);
    let session = after("O");
    assert!(said(&session).contains("f searches the texts"));
}

#[test]
fn what_finds_nothing_says_so_and_esc_puts_the_list_back() {
    let mut session = after("j f zeppelin <enter>");
    assert_eq!(said(&session), "nothing holds zeppelin · f asks again");
    assert_eq!(listed(&session), [0; 0]);
    press(&mut session, "f harbour <enter>");
    assert_eq!(listed(&session), [0, 1, 2]);
    press(&mut session, "f zeppelin <enter>");
    assert_eq!(listed(&session), [0; 0], "former hits are not its hits");
    press(&mut session, "<esc>");
    assert_eq!(listed(&session), [0, 1, 2, 3, 4]);
    assert_eq!(selected(&session), TOLD[1].3);
    press(&mut session, "f <enter>");
    assert!(said(&session).starts_with("words to look for"));
    assert_eq!(session.app().place(), Place::Prompt);
    for letter in "before:soon".chars() {
        session.app.insert(letter.encode_utf8(&mut [0; 4]));
    }
    press(&mut session, "<enter>");
    assert!(said(&session).starts_with("before: wants a date"));
    press(&mut session, "<esc>");
    assert_eq!(session.app().place(), Place::Headlines);
}

#[test]
fn filters_and_other_scripts_are_understood() {
    let mut session = session();
    press(&mut session, "f");
    session.paste("source:erald pleased");
    press(&mut session, "<enter>");
    assert_eq!(listed(&session), [0; 0]);
    press(&mut session, "f");
    session.paste("source:HERA pleased");
    press(&mut session, "<enter>");
    assert_eq!(listed(&session), [3]);
    press(&mut session, "f");
    session.paste("source:\"the herald\" pleased");
    press(&mut session, "<enter>");
    assert_eq!(listed(&session), [3]);
    press(&mut session, "<esc> f");
    session.paste("金曜日");
    press(&mut session, "<enter>");
    assert_eq!(listed(&session), [4]);
    assert_eq!(marked(&session), ["金曜日", "金曜日"]);
}

#[test]
fn only_the_last_question_is_answered() {
    let mut session = session();
    press(&mut session, "f");
    session.paste("harbour");
    let Some(Effect::Search { ticket, .. }) = session.press(Key::parse("<enter>").unwrap()[0])
    else {
        panic!("nothing is asked");
    };
    session.receive(Outcome::Answered {
        ticket: ticket + 1,
        answers: Answers::default(),
        done: true,
    });
    assert_eq!(said(&session), "searching …");
    press(&mut session, "f birds <enter>");
    assert_eq!(listed(&session), [3]);
    session.receive(Outcome::Answered {
        ticket,
        answers: Answers::default(),
        done: true,
    });
    assert_eq!(listed(&session), [3]);
}

/// What the hits of `query` are, as many as are asked for.
fn answered(session: &mut Session, effect: Option<Effect>, all: usize, done: bool) -> usize {
    let Some(Effect::Search {
        ticket,
        ask,
        holding,
    }) = effect
    else {
        panic!("nothing is asked: {effect:?}");
    };
    let most = ask.most;
    let mut answers = ask.scan(&holding, &States::default());
    answers.more = answers.all.len() > all;
    answers.all.truncate(all);
    session.receive(Outcome::Answered {
        ticket,
        answers,
        done,
    });
    most
}

#[test]
fn the_first_hits_are_listed_before_all_are() {
    let mut session = session();
    press(&mut session, "f");
    session.paste("harbour");
    let effect = session.press(Key::parse("<enter>").unwrap()[0]);
    answered(&mut session, effect.clone(), 2, false);
    assert_eq!(listed(&session).len(), 2);
    assert_eq!(
        said(&session),
        "more than 2 hits, best first · O changes that"
    );
    press(&mut session, "j");
    let chosen = selected(&session).to_owned();
    answered(&mut session, effect.clone(), 9, true);
    assert_eq!(listed(&session).len(), 3);
    assert_eq!(selected(&session), chosen, "what is selected stays so");
    answered(&mut session, effect, 1, true);
    assert_eq!(listed(&session).len(), 3, "it was answered");
}

#[test]
fn beyond_the_last_hit_more_are_asked_for() {
    let mut session = session();
    press(&mut session, "f");
    session.paste("harbour");
    let asked = session.press(Key::parse("<enter>").unwrap()[0]);
    let most = answered(&mut session, asked, 2, true);
    let press = |session: &mut Session, keys: &str| {
        let keys = Key::parse(keys).unwrap();
        let mut effects = keys.into_iter().filter_map(|key| session.press(key));
        effects.next()
    };
    assert!(press(&mut session, "k").is_none());
    assert!(press(&mut session, "G").is_none(), "one goes to the last");
    let more = press(&mut session, "G");
    assert!(press(&mut session, "j").is_none(), "it is asked for once");
    answered(&mut session, more.clone(), 1, false);
    assert_eq!(listed(&session).len(), 2, "the first are listed already");
    assert_eq!(answered(&mut session, more, 3, true), 2 * most);
    assert_eq!(listed(&session).len(), 3);
    assert_eq!(session.app().headlines().cursor().at(), 1);
    assert!(press(&mut session, "G").is_none());
    assert!(
        press(&mut session, "<pagedown>").is_none(),
        "there is no more"
    );
}

#[test]
fn next_asks_for_more_beyond_the_last_hit_and_what_is_listed_stays_in_its_place() {
    for key in ["n", "J"] {
        let mut session = session();
        press(&mut session, "f");
        session.paste("harbour");
        let asked = session.press(Key::parse("<enter>").unwrap()[0]);
        answered(&mut session, asked, 2, true);
        let first = listed(&session);
        press(&mut session, "G");
        let more = session.press(Key::parse(key).unwrap()[0]);
        let Some(Effect::Search {
            ticket,
            ask,
            holding,
        }) = more
        else {
            panic!("{key} asks for nothing");
        };
        let mut answers = ask.scan(&holding, &States::default());
        answers.all.reverse();
        session.receive(Outcome::Answered {
            ticket,
            answers,
            done: true,
        });
        assert_eq!(listed(&session)[..2], first, "{key}");
        assert_eq!(listed(&session).len(), 3, "{key}");
        press(&mut session, key);
        assert_eq!(session.app().headlines().cursor().at(), 2, "{key}");
    }
}

#[test]
fn hits_stay_when_the_library_is_loaded_anew() {
    let mut session = after("f harbour <enter> j");
    session.receive(jobs::loaded(holding()));
    session.receive(Outcome::Grouped(grouping()));
    assert_eq!(listed(&session), [0, 1, 2]);
    assert_eq!(selected(&session), TOLD[1].3);
    press(&mut session, "/ b i r d");
    assert!(
        session.app().search().hits.is_none(),
        "one search at a time"
    );
}

#[test]
fn what_is_not_searchable_yet_is_counted() {
    let mut session = session();
    session.receive(Outcome::Indexing { left: 1_200 });
    press(&mut session, "f zeppelin <enter>");
    assert_eq!(
        said(&session),
        "nothing holds zeppelin · 1,200 texts are not searchable yet · f asks again"
    );
}
