#![expect(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;

use super::*;
use crate::library::{Paragraph, ParagraphKind};

fn filed(path: &str, body: &str) -> Filed {
    Filed {
        names: Names::default(),
        revision: Revision {
            title: "Ferry".to_owned(),
            path: Some(path.to_owned()),
            paragraphs: vec![Paragraph {
                text: body.to_owned(),
                ..Paragraph::default()
            }],
            ..Revision::default()
        },
        place: Place {
            file: format!("/true/{path}").into_bytes(),
            index: 0,
        },
        folder: None,
        alone: true,
        look: Look::First,
    }
}

fn with_url(mut one: Filed, source: Option<&str>, url: &str, updated: &str) -> Filed {
    one.names.source = source.map(str::to_owned);
    one.names.url = Some(url.to_owned());
    one.revision.updated = Moment::parse(updated);
    one
}

fn first_look(new: Vec<Filed>) -> Vec<Joined> {
    join(new, Past::default())
}

fn bodies(joined: &Joined) -> Vec<&str> {
    let revisions = joined.article.revisions.iter();
    revisions.map(|r| r.paragraphs[0].text.as_str()).collect()
}

/// What a store would know after a look.
#[derive(Debug, Clone, Default)]
struct Memory {
    texts: Vec<Known>,
    holds: Vec<(Place, i64)>,
    keys: HashMap<u64, ArticleId>,
}

impl Memory {
    /// Looks at the files as they are now; each is read anew if it is among `read`.
    fn look(&mut self, read: Vec<Filed>) -> Vec<Joined> {
        let is_read = |place: &Place| read.iter().any(|one| one.place.file == place.file);
        let holds = self.holds.iter().map(|(place, row)| Hold {
            place: place.clone(),
            row: *row,
            still: !is_read(place),
        });
        let past = Past {
            texts: self.texts.clone(),
            holds: holds.collect(),
            keys: self.keys.clone(),
            taken: HashSet::new(),
        };
        self.holds.retain(|(place, _)| !is_read(place));
        let joined = join(read, past);
        for one in &joined {
            let rows = self.record(one);
            let holds = one.holds.iter();
            self.holds
                .extend(holds.map(|(place, at)| (place.clone(), rows[*at])));
            let keys = one.keys.iter().map(|key| (*key, one.article.id));
            self.keys.extend(keys);
        }
        joined
    }

    fn record(&mut self, joined: &Joined) -> Vec<i64> {
        let mut rows = Vec::new();
        for (origin, revision) in joined.origins.iter().zip(&joined.article.revisions) {
            let row = match origin.standing {
                Standing::Known(row) | Standing::Again(row) => row,
                Standing::New => i64::try_from(self.texts.len()).unwrap() + 1,
            };
            let known = Known {
                row,
                article: joined.article.id,
                told: origin.told,
                hash: origin.hash,
                names: origin.names.clone(),
                revision: revision.clone(),
                place: origin.place.clone(),
                folder: origin.folder.clone(),
            };
            match self.texts.iter_mut().find(|text| text.row == row) {
                Some(text) => *text = known,
                None => self.texts.push(known),
            }
            rows.push(row);
        }
        rows
    }
}

fn edited(path: &str, body: &str) -> Filed {
    Filed {
        look: Look::Edited,
        ..filed(path, body)
    }
}

#[test]
fn texts_of_one_source_and_url_are_revisions_in_order_of_time() {
    let articles = first_look(vec![
        with_url(filed("a", "Third."), Some("Post"), "u", "2025-07-12"),
        with_url(filed("b", "First."), Some("Post"), "u", "2025-07-10"),
        with_url(filed("c", "Second."), Some("Post"), "u", "2025-07-11"),
        with_url(filed("d", "Other."), Some("Courier"), "u", "2025-07-11"),
    ]);
    assert_eq!(articles.len(), 2);
    assert_eq!(bodies(&articles[0]), ["First.", "Second.", "Third."]);
    assert_ne!(articles[0].article.id, articles[1].article.id);
}

#[test]
fn a_text_that_is_there_twice_counts_once() {
    let twice = || with_url(filed("a", "Same."), None, "u", "2025-07-12");
    let joined = first_look(vec![twice(), twice()]);
    assert_eq!(joined[0].article.revisions.len(), 1);
}

#[test]
fn the_same_path_is_the_same_id_however_it_was_spelt() {
    let mut other = filed("./x", "Body.");
    other.place = filed("x", "Body.").place;
    other.folder = Some("Folder".to_owned());
    let id = |one| first_look(vec![one])[0].article.id;
    assert_eq!(id(filed("x", "Body.")), id(other));
}

#[test]
fn a_folder_names_the_source_but_not_the_article() {
    let mut in_folder = with_url(filed("f/x", "Body."), None, "u", "");
    in_folder.folder = Some("Post".to_owned());
    let right_here = with_url(filed("x", "Body."), None, "u", "");
    let (in_folder, right_here) = (first_look(vec![in_folder]), first_look(vec![right_here]));
    assert_eq!(in_folder[0].article.source.as_deref(), Some("Post"));
    assert_eq!(in_folder[0].article.id, right_here[0].article.id);
}

#[test]
fn two_folders_with_one_url_are_two_articles() {
    let in_folder = |folder: &str| {
        let mut one = with_url(filed(&format!("{folder}/x"), "Body."), None, "u", "");
        one.folder = Some(folder.to_owned());
        one
    };
    let articles = first_look(vec![in_folder("A"), in_folder("B")]);
    assert_eq!(articles.len(), 2);
    assert_ne!(articles[0].article.id, articles[1].article.id);
}

#[test]
fn a_changed_text_is_a_later_revision_whatever_its_date_says() {
    let mut memory = Memory::default();
    let dated = |body: &str, date: &str, look| Filed {
        look,
        ..with_url(filed("a", body), None, "u", date)
    };
    let first = memory.look(vec![dated("One.", "2025-07-12", Look::First)]);
    let second = memory.look(vec![dated("Two.", "2025-07-10", Look::Edited)]);
    assert_eq!(bodies(&second[0]), ["One.", "Two."]);
    assert_eq!(first[0].article.id, second[0].article.id);
    let back = memory.look(vec![dated("One.", "2025-07-12", Look::Edited)]);
    assert_eq!(bodies(&back[0]), ["One.", "Two.", "One."]);
}

#[test]
fn an_older_text_that_comes_later_takes_its_place_in_time() {
    let mut memory = Memory::default();
    memory.look(vec![with_url(
        filed("b", "Second."),
        None,
        "u",
        "2025-07-11",
    )]);
    let joined = memory.look(vec![with_url(
        filed("a", "First."),
        None,
        "u",
        "2025-07-10",
    )]);
    assert_eq!(bodies(&joined[0]), ["First.", "Second."]);
}

#[test]
fn a_change_of_spaces_is_minor_and_kept() {
    let mut memory = Memory::default();
    memory.look(vec![filed("a", "It sank.")]);
    let joined = memory.look(vec![edited("a", "It sank.")]);
    let minor: Vec<_> = joined[0]
        .article
        .revisions
        .iter()
        .map(|r| r.minor)
        .collect();
    assert_eq!(minor, [false, true], "other bytes, the same text");
    let joined = memory.look(vec![edited("a", "It  sank.")]);
    assert!(joined[0].article.latest().minor);
    let joined = memory.look(vec![edited("a", "It swam.")]);
    assert!(!joined[0].article.latest().minor);
    assert_eq!(joined[0].article.revisions.len(), 4);
}

#[test]
fn a_file_that_holds_another_article_leaves_the_first_alone() {
    let mut memory = Memory::default();
    let named = |url, body: &str, look| Filed {
        look,
        ..with_url(filed("latest", body), Some("Post"), url, "")
    };
    let first = memory.look(vec![named("u1", "One.", Look::First)]);
    let joined = memory.look(vec![named("u2", "Two.", Look::Edited)]);
    assert_eq!(joined.len(), 2);
    assert_eq!(joined[0].article.id, first[0].article.id);
    assert!(joined[0].article.latest().gone);
    assert!(!joined[1].article.latest().gone);
    let back = memory.look(vec![named("u1", "One.", Look::Edited)]);
    assert_eq!(back[0].article.revisions.len(), 1);
    assert!(!back[0].article.latest().gone);
}

#[test]
fn a_file_that_gets_an_address_keeps_its_id() {
    let mut memory = Memory::default();
    let first = memory.look(vec![filed("a", "One.")]);
    let named = Filed {
        look: Look::Edited,
        ..with_url(filed("a", "One."), Some("Post"), "u", "")
    };
    let joined = memory.look(vec![named]);
    assert_eq!(joined.len(), 1);
    assert_eq!(joined[0].article.id, first[0].article.id);
    let other = memory.look(vec![with_url(filed("b", "Two."), Some("Post"), "u", "")]);
    assert_eq!(other.len(), 1, "and is found by it");
}

#[test]
fn entries_of_a_feed_are_known_by_name_wherever_they_stand() {
    let entry = |name: &str, index, look| {
        let mut one = filed("feed", name);
        one.names.entry = Some(name.to_owned());
        one.place.index = index;
        Filed {
            alone: false,
            look,
            ..one
        }
    };
    let mut memory = Memory::default();
    memory.look(vec![entry("a", 0, Look::First), entry("b", 1, Look::First)]);
    let joined = memory.look(vec![
        entry("c", 0, Look::Edited),
        entry("a", 1, Look::Edited),
    ]);
    let told: Vec<_> = joined
        .iter()
        .map(|one| (bodies(one), one.article.latest().gone))
        .collect();
    let expected = [(vec!["a"], false), (vec!["b"], true), (vec!["c"], false)];
    assert_eq!(told, expected);
}

#[test]
fn what_newer_rules_make_of_a_text_replaces_it() {
    let mut memory = Memory::default();
    memory.look(vec![filed("a", "By Ann Lee It sank.")]);
    let again = Filed {
        look: Look::Again,
        ..filed("a", "It sank.")
    };
    let joined = memory.look(vec![again]);
    assert_eq!(bodies(&joined[0]), ["It sank."]);
    assert_eq!(joined[0].origins[0].standing, Standing::Again(1));
}

#[test]
fn a_new_file_at_a_place_whose_article_moved_away_gets_an_id_of_its_own() {
    let moved = first_look(vec![filed("a", "One.")])[0].article.id;
    let past = Past {
        taken: HashSet::from([moved]),
        ..Past::default()
    };
    let joined = join(vec![filed("a", "Two.")], past);
    assert_ne!(joined[0].article.id, moved);
}

#[test]
fn a_heading_is_another_text_than_a_paragraph() {
    let text = filed("a", "Costs").revision;
    let mut heading = text.clone();
    heading.paragraphs[0].kind = ParagraphKind::Heading;
    assert_ne!(fingerprint(&text), fingerprint(&heading));
}

/// A look in a history: for each of three files what it holds, if it was changed.
fn history() -> impl Strategy<Value = Vec<[Option<(u8, u8)>; 3]>> {
    let file = || prop::option::weighted(0.5, (0..4u8, 0..3u8));
    prop::collection::vec([file(), file(), file()], 1..6)
}

proptest! {
    #[test]
    fn no_text_is_lost_and_every_file_s_text_stands_where_its_hold_says(looks in history()) {
        let mut memory = Memory::default();
        let mut now: [Option<(u8, u8)>; 3] = [None; 3];
        let mut ever = HashSet::new();
        for look in looks {
            let mut read = Vec::new();
            for (file, holds) in look.into_iter().enumerate() {
                let Some((body, url)) = holds.filter(|holds| now[file] != Some(*holds)) else {
                    continue;
                };
                let body = format!("Body {body}.");
                let mut one = filed(&file.to_string(), &body);
                one.names.url = (url > 0).then(|| format!("u{url}"));
                one.look = if now[file].is_some() { Look::Edited } else { Look::First };
                ever.insert(body);
                now[file] = holds;
                read.push(one);
            }
            let read_now: Vec<_> = read.iter().map(|one| (one.place.clone(), fingerprint(&one.revision))).collect();
            let joined = memory.look(read);
            for (place, hash) in read_now {
                let holder = joined.iter().find_map(|one| {
                    let (_, at) = one.holds.iter().find(|(held, _)| *held == place)?;
                    Some(one.origins[*at].hash)
                });
                prop_assert_eq!(holder, Some(hash));
            }
            let ids: HashSet<_> = joined.iter().map(|one| one.article.id).collect();
            prop_assert_eq!(ids.len(), joined.len());
            for one in &joined {
                let told: Vec<_> = one.origins.iter().map(|origin| origin.told).collect();
                prop_assert!(told.is_sorted());
            }
        }
        let kept: HashSet<_> = memory.texts.iter().map(|text| text.revision.paragraphs[0].text.clone()).collect();
        prop_assert_eq!(kept, ever);
    }
}
