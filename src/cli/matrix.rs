//! What `matrix` prints: what each version of one story says and leaves out.

use std::io::Write;

use crate::library::Article;
use crate::matrix::Matrix;
use crate::story::Story;
use crate::version::Page;

use super::arguments::Format;
use super::failure::Failure;
use super::holdings::Holdings;
use super::line;
use super::output::Output;

#[cfg(test)]
mod example;
mod html;
mod json;
mod markdown;
mod sheet;
mod text;

use sheet::Sheet;

/// How many ids an error message lists.
const LISTED: usize = 20;

/// Prints the claims of the story that `id` begins to name, or of the only one; nothing as text where there is no
/// article at all.
///
/// # Errors
///
/// When no story or more than one is meant, or `out` cannot be written to.
pub fn print(
    holdings: &Holdings,
    id: Option<&str>,
    output: &Output,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let story = choose(holdings.stories(), id)?;
    let ids = story.map_or(&[][..], |story| &story.articles);
    let texts = ids.iter().map(|id| holdings.held.texts.article(*id));
    let articles: Vec<Article> = texts.flatten().collect();
    let newest = |article: &Article| Page::new(article, article.revisions.len() - 1);
    let pages: Vec<Page> = articles.iter().map(newest).collect();
    let matrix = Matrix::new(&pages);
    let sheet = Sheet {
        title: story.map_or("", |story| &story.title),
        names: articles.iter().map(line::source_of).collect(),
        pages: &pages,
        matrix: &matrix,
    };
    match output.format.unwrap_or_default() {
        Format::Json => json::print(&articles, holdings, &sheet, out),
        _ if articles.is_empty() => Ok(()),
        Format::Text => text::print(&sheet, output, out),
        Format::Html => html::print(&sheet, out),
        Format::Markdown => markdown::print(&sheet, out),
    }?;
    Ok(())
}

/// The story that is meant; none where there is none at all and none is named.
fn choose<'a>(stories: &'a [Story], id: Option<&str>) -> Result<Option<&'a Story>, Failure> {
    let Some(id) = id else {
        return match stories {
            [] => Ok(None),
            [story] => Ok(Some(story)),
            // Those of most articles stand first; an article alone has nothing to be held against.
            [story, next, ..] if story.articles.len() > 1 && next.articles.len() == 1 => {
                Ok(Some(story))
            }
            _ => Err(several(
                &format!("there are {} stories", stories.len()),
                stories.iter(),
            )),
        };
    };
    let prefix = id.to_ascii_lowercase();
    let named = |story: &&Story| !prefix.is_empty() && story.id.to_string().starts_with(&prefix);
    let named: Vec<&Story> = stories.iter().filter(named).collect();
    match named[..] {
        [story] => Ok(Some(story)),
        [] => Err(Failure::new(format!("no story {id}"))
            .hint("name one by its id, as `newsread stories --format json` prints it")),
        _ => Err(several(
            &format!("{id} begins {} ids", named.len()),
            named.into_iter(),
        )),
    }
}

/// Several stories where one is wanted, with the ids to choose from.
fn several<'a>(what: &str, stories: impl ExactSizeIterator<Item = &'a Story>) -> Failure {
    let more = stories.len().saturating_sub(LISTED);
    let failure = Failure::new(format!("{what}, name one with --story ID"));
    let failure = stories.take(LISTED).fold(failure, |failure, story| {
        let articles = line::count(story.articles.len(), "article");
        failure.hint(format!("{} {} ({articles})", story.id, story.title))
    });
    match more {
        0 => failure,
        _ => failure.hint(format!(
            "and {more} more, see `newsread stories --format json`"
        )),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::story::StoryId;

    fn story(id: u64, title: &str) -> Story {
        Story {
            id: StoryId(id),
            title: title.to_owned(),
            articles: Vec::new(),
            why: None,
        }
    }

    #[track_caller]
    fn check(ids: &[u64], wanted: Option<&str>, expected: Result<Option<usize>, &str>) {
        let stories: Vec<Story> = ids.iter().map(|&id| story(id, "Ferry")).collect();
        let chosen = choose(&stories, wanted).map_err(|failure| failure.report());
        match expected {
            Ok(place) => assert_eq!(chosen, Ok(place.map(|place| &stories[place]))),
            Err(words) => {
                let report = chosen.map(|story| story.map(|story| story.id)).unwrap_err();
                assert!(report.contains(words), "{report}");
            }
        }
    }

    #[test]
    fn the_only_story_needs_no_name() {
        check(&[], None, Ok(None));
        check(&[0xa << 60], None, Ok(Some(0)));
        check(
            &[0xa << 60, 0xb << 60],
            None,
            Err("hint: b000000000000000 Ferry (0 articles)"),
        );
        check(
            &[0xa << 60, 0xb << 60],
            None,
            Err("there are 2 stories, name one with --story ID"),
        );
    }

    #[test]
    fn the_only_story_of_several_articles_is_meant() {
        let of = |id: u64, articles: u64| Story {
            articles: (0..articles).map(crate::library::ArticleId).collect(),
            ..story(id, "Ferry")
        };
        let chosen = |stories: &[Story]| choose(stories, None).ok().flatten().map(|one| one.id);
        assert_eq!(chosen(&[of(7, 3), of(1, 1), of(2, 1)]), Some(StoryId(7)));
        assert_eq!(chosen(&[of(7, 3), of(1, 2), of(2, 1)]), None);
        assert_eq!(chosen(&[of(7, 1), of(1, 1)]), None);
    }

    #[test]
    fn a_story_is_named_by_the_beginning_of_its_id() {
        let ids = [0xab << 56, 0xac << 56];
        check(&ids, Some("AB"), Ok(Some(0)));
        check(&ids, Some("ac00000000000000"), Ok(Some(1)));
        check(&ids, Some("a"), Err("a begins 2 ids"));
        check(&ids, Some("f"), Err("no story f"));
        check(&ids, Some(""), Err("no story"));
        check(&[], Some("f"), Err("no story f"));
    }

    #[test]
    fn many_stories_are_listed_in_part() {
        let ids: Vec<u64> = (1..=25).collect();
        check(&ids, None, Err("hint: and 5 more"));
    }
}
