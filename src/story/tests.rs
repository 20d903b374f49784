//! Stories as a newsroom would file them; the texts are invented.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::library::{Paragraph, Revision};

const BREAK_KARROW: &str = "Three inmates escaped from Karrow county jail before dawn on Monday by sawing through a \
    bathroom wall, Sheriff Dana Holt said. The men, who were awaiting trial for armed robbery, climbed down a rope \
    of knotted sheets. Holt offered a reward of 25,000 dollars for the capture of Leon Maddox, 34, whom she called \
    the leader. Schools in Karrow stayed closed while helicopters searched the hills along Route 61.";
const BREAK_KARROW_AGAIN: &str = "Police were hunting on Monday for three prisoners who sawed their way out of the \
    jail in Karrow. Leon Maddox, 34, and two others let themselves down on sheets tied into a rope, said Dana Holt, \
    the county sheriff. A reward of 25,000 dollars has been set. Helicopters circled above Route 61 and no school \
    opened in the town.";
const BREAK_OSTMARK: &str = "Three inmates escaped from Ostmark prison before dawn on Monday by cutting a fence, \
    warden Pavel Rezek said. The men, who were awaiting trial for smuggling, left in a stolen laundry van. Rezek \
    offered a reward of 9,500 crowns for the capture of Milos Havran, 51, whom he called the leader. Schools in \
    Ostmark stayed open while dogs searched the banks of the Velna.";
const FERRY: &str = "The ferry Ola Vint ran aground off Port Merrin on Tuesday evening with 212 people aboard. \
    Lifeboats from Merrin and Sandhythe took everyone ashore within two hours, the coastguard said. Captain Ines \
    Farrow told investigators that the steering had failed in the Narrows.";
const FERRY_JAPANESE: &str = "塩路港沖で火曜日夜、フェリー「オラ・ヴィント号」が座礁した。乗客乗員二百十二人は全員救助された。\
    海上保安部によると、操舵装置の故障が原因とみられる。";
const FERRY_JAPANESE_AGAIN: &str = "フェリー「オラ・ヴィント号」が塩路港の沖合で座礁し、乗客乗員二百十二人が全員救助された。\
    船長は操舵装置が故障したと海上保安部に話している。";

fn article(id: u64, day: Option<u32>, title: &str, body: &str) -> Article {
    let revision = Revision {
        title: title.to_owned(),
        published: day.map(|day| Moment::Day(NaiveDate::from_ymd_opt(2025, 3, day).unwrap())),
        path: Some(format!("{id}.txt")),
        paragraphs: vec![Paragraph {
            text: body.to_owned(),
            ..Paragraph::default()
        }],
        ..Revision::default()
    };
    Article {
        id: ArticleId(id),
        source: None,
        url: None,
        revisions: vec![revision],
    }
}

fn stories(articles: Vec<Article>) -> Vec<Story> {
    group(&Library::new(articles))
}

/// The stories as sets of article ids, in order.
fn filed(articles: Vec<Article>) -> Vec<Vec<u64>> {
    let ids = |story: Story| {
        let mut ids: Vec<u64> = story.articles.iter().map(|id| id.0).collect();
        ids.sort_unstable();
        ids
    };
    let mut filed: Vec<Vec<u64>> = stories(articles).into_iter().map(ids).collect();
    filed.sort();
    filed
}

#[test]
fn one_event_is_one_story_whatever_its_headlines_say() {
    for days in [
        [Some(3), Some(3)],
        [Some(3), Some(4)],
        [None, Some(3)],
        [None, None],
    ] {
        let articles = vec![
            article(1, days[0], "Manhunt in the hills", BREAK_KARROW),
            article(
                2,
                days[1],
                "Rope of sheets baffles sheriff",
                BREAK_KARROW_AGAIN,
            ),
            article(3, days[1], "All safe", FERRY),
        ];
        assert_eq!(filed(articles), [vec![1, 2], vec![3]], "{days:?}");
    }
}

#[test]
fn two_events_of_one_kind_are_two_stories() {
    let articles = vec![
        article(1, Some(3), "Three inmates escape", BREAK_KARROW),
        article(2, Some(3), "Three inmates escape", BREAK_OSTMARK),
    ];
    assert_eq!(filed(articles), [vec![1], vec![2]]);
}

#[test]
fn one_headline_does_not_join_two_bodies() {
    let bodies = [
        "Rain is due in Merrin by noon. Bring a coat.",
        "Karrow schools reopen today after the manhunt.",
        "The lottery drew 7, 12 and 40.",
    ];
    let headline = |(id, body): (u64, &&str)| {
        article(id, Some(3), "Morning Briefing from Oakmere Lantern", body)
    };
    let articles = (0..).zip(&bodies).map(headline).collect();
    assert_eq!(filed(articles), [vec![0], vec![1], vec![2]]);
}

#[test]
fn a_story_told_without_latin_letters_is_found_too() {
    let articles = vec![
        article(1, Some(4), "フェリー座礁", FERRY_JAPANESE),
        article(2, Some(4), "全員救助", FERRY_JAPANESE_AGAIN),
        article(3, Some(4), "All safe", FERRY),
    ];
    assert_eq!(filed(articles), [vec![1, 2], vec![3]]);
}

#[test]
fn a_like_event_weeks_later_is_another_story() {
    let later = BREAK_KARROW_AGAIN.replace("Leon Maddox, 34", "Ivo Brandt, 29");
    let articles = vec![
        article(1, Some(3), "", BREAK_KARROW),
        article(2, Some(27), "", &later),
    ];
    assert_eq!(filed(articles), [vec![1], vec![2]]);
}

#[test]
fn a_copy_weeks_later_is_the_same_story() {
    let articles = vec![
        article(1, Some(3), "", BREAK_KARROW),
        article(2, Some(27), "", BREAK_KARROW),
    ];
    assert_eq!(filed(articles), [vec![1, 2]]);
}

#[test]
fn why_names_terms_that_the_bodies_share() {
    let found = stories(vec![
        article(1, Some(3), "Manhunt", BREAK_KARROW),
        article(2, Some(4), "Rope of sheets", BREAK_KARROW_AGAIN),
    ]);
    let why = found[0].why.as_deref().unwrap();
    assert!(why.starts_with("both tell of "), "{why}");
    assert!(why.contains("Leon Maddox"), "{why}");
    assert!(why.contains("Karrow"), "{why}");
    assert!(why.ends_with(", within a day"), "{why}");
}

#[test]
fn a_story_of_one_needs_no_reason() {
    let found = stories(vec![article(1, Some(3), "All safe", FERRY)]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].why, None);
    assert_eq!(found[0].title, "All safe");
}

#[test]
fn the_largest_story_stands_first_then_the_newest() {
    let found = stories(vec![
        article(1, Some(20), "All safe", FERRY),
        article(2, Some(21), "Ostmark", BREAK_OSTMARK),
        article(3, Some(3), "Manhunt", BREAK_KARROW),
        article(4, Some(4), "Rope of sheets", BREAK_KARROW_AGAIN),
    ]);
    let articles: Vec<Vec<u64>> = found
        .iter()
        .map(|story| story.articles.iter().map(|id| id.0).collect())
        .collect();
    assert_eq!(articles, [vec![4, 3], vec![2], vec![1]]);
}

#[test]
fn a_story_keeps_its_id_when_an_article_joins() {
    let first = article(9, Some(3), "Manhunt", BREAK_KARROW);
    let alone = stories(vec![first.clone()]);
    let joined = stories(vec![first, article(1, Some(4), "Rope", BREAK_KARROW_AGAIN)]);
    assert_eq!(joined.len(), 1);
    assert_eq!(joined[0].id, alone[0].id);
}

#[test]
fn a_derived_headline_gives_way_to_a_written_one() {
    let mut derived = article(
        1,
        Some(4),
        "Three inmates escaped from Karrow county jail",
        BREAK_KARROW,
    );
    derived.revisions[0].title_derived = true;
    let found = stories(vec![
        derived,
        article(2, Some(3), "Manhunt", BREAK_KARROW_AGAIN),
    ]);
    assert_eq!(found[0].title, "Manhunt");
}

#[test]
fn an_empty_library_has_no_stories() {
    assert_eq!(stories(Vec::new()), []);
}

/// Articles of a few words each from a small vocabulary, so that many nearly join.
fn newsroom() -> impl Strategy<Value = Vec<Article>> {
    let word = prop::sample::select(vec![
        "Karrow",
        "Maddox",
        "Holt",
        "ferry",
        "jail",
        "said",
        "the",
        "728",
        "Merrin",
        "strike",
        "vote",
        "座礁した",
    ]);
    let body = prop::collection::vec(word, 0..24).prop_map(|words| words.join(" "));
    let day = prop::option::of(1..9u32);
    prop::collection::vec((day, body), 0..24).prop_map(|texts| {
        let article =
            |(id, (day, body)): (u64, (Option<u32>, String))| article(id, day, "Headline", &body);
        (0..).zip(texts).map(article).collect()
    })
}

proptest! {
    #[test]
    fn every_article_is_in_one_story(articles in newsroom()) {
        let count = articles.len() as u64;
        let ids: Vec<u64> = {
            let mut ids: Vec<u64> = filed(articles).into_iter().flatten().collect();
            ids.sort_unstable();
            ids
        };
        prop_assert_eq!(ids, (0..count).collect::<Vec<u64>>());
    }

    #[test]
    fn the_order_of_the_files_does_not_matter(
        (articles, shuffled) in newsroom().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
    ) {
        prop_assert_eq!(stories(articles), stories(shuffled));
    }
}
