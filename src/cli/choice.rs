//! Which article a person means by a path, an id, the beginning of an id, or `ID@N`.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use crate::library::load::{Problem, shown};
use crate::library::state::State;
use crate::library::{Article, ArticleId, Catalogue, Entry, Library};
use crate::store::Memory;
use crate::story::StoryId;
use crate::version::Page;

use super::failure::{Ended, Failure};
use super::holdings::Holdings;

/// How many ids an error message lists.
const LISTED: usize = 20;

/// The one text that was meant.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its article.
    pub article: Article,
    /// Index of the revision, from 0.
    pub revision: usize,
    /// The story it belongs to, among what was looked at.
    pub story: Option<StoryId>,
    /// What a person did with the article.
    pub state: State,
}

impl Choice {
    /// The text as a page to compare.
    pub fn page(&self) -> Page {
        Page::new(&self.article, self.revision)
    }
}

/// Finds what is meant; reads the library only once an id is asked for.
#[derive(Debug)]
pub struct Finder<'a> {
    paths: &'a [PathBuf],
    folders: &'a [PathBuf],
    memory: Memory,
    now: DateTime<Utc>,
    holdings: OnceCell<Holdings>,
    files: Vec<Problem>,
}

impl<'a> Finder<'a> {
    /// Ids are looked up in `paths`, else in the person's library in `folders`, else in the samples; where no
    /// paths are given, at last among all that was ever read. What is new at `now` is put into `memory`.
    pub fn new(
        paths: &'a [PathBuf],
        folders: &'a [PathBuf],
        memory: Memory,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            paths,
            folders,
            memory,
            now,
            holdings: OnceCell::new(),
            files: Vec::new(),
        }
    }

    /// The article that `name` means: an existing path wins over an id.
    ///
    /// # Errors
    ///
    /// When nothing or more than one article is meant, with what to write instead.
    pub fn find(&mut self, name: &Path) -> Result<Choice, Failure> {
        if name.symlink_metadata().is_ok() {
            self.find_file(name)
        } else {
            self.find_id(name)
        }
    }

    fn find_file(&mut self, path: &Path) -> Result<Choice, Failure> {
        let paths = [path.to_owned()];
        let holdings = Holdings::open(&paths, &[], &mut self.memory, self.now);
        let first = holdings.catalogue().entries().next();
        let choice = match (first, holdings.catalogue().len()) {
            (Some(article), 1) => {
                let (shown, choice) = (shown(path), newest(article.id(), &holdings)?);
                let mut revisions = choice.article.revisions.iter();
                let held = revisions.rposition(|text| text.path.as_ref() == Some(&shown));
                Ok(Choice {
                    revision: held.unwrap_or(choice.revision),
                    ..choice
                })
            }
            (None, _) => Err(unreadable(path, holdings.problems())),
            (Some(_), several) => Err(ambiguous(
                &format!("{} holds {several} articles", path.display()),
                holdings.catalogue().entries(),
            )),
        }?;
        self.files.extend(holdings.held.problems);
        Ok(choice)
    }

    fn find_id(&mut self, name: &Path) -> Result<Choice, Failure> {
        let (paths, folders, now) = (self.paths, self.folders, self.now);
        let memory = &mut self.memory;
        let holdings = self
            .holdings
            .get_or_init(|| Holdings::open(paths, folders, memory, now));
        let text = name.to_string_lossy();
        let (prefix, number) = match text.rsplit_once('@') {
            Some((prefix, number)) => (prefix, Some(number)),
            None => (&*text, None),
        };
        let mut choice = match one_with_prefix(holdings.catalogue(), prefix, &text) {
            Ok(article) => newest(article, holdings)?,
            Err(why) => {
                let is_known = holdings.catalogue().with_prefix(prefix).next().is_some();
                let kept = self.kept(prefix).filter(|_| !is_known).ok_or(why)?;
                let article = one_with_prefix(&Catalogue::of(&kept), prefix, &text)?;
                let article = kept.get(article).cloned();
                chosen(article.ok_or_else(|| lost(&text))?, holdings)
            }
        };
        if let Some(number) = number {
            choice.revision = revision_index(&choice.article, number)?;
        }
        Ok(choice)
    }

    /// What was ever read and has an id that begins with `prefix`, where all of that is meant.
    fn kept(&self, prefix: &str) -> Option<Library> {
        let store = self.memory.store().filter(|_| self.paths.is_empty())?;
        let articles = store.with_prefix(prefix).ok()?;
        (!articles.is_empty()).then(|| Library::new(articles))
    }

    /// What is to be said about the memory.
    pub fn notes(&mut self) -> Vec<String> {
        self.memory.take_notes()
    }

    /// What could not be read on the way.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        let holdings = self
            .holdings
            .get()
            .map_or(&[][..], |holdings| holdings.problems());
        self.files.iter().chain(holdings)
    }

    /// Trouble where a path that was named could not be read, else fine.
    pub fn ended(&self) -> Ended {
        self.holdings.get().map_or(Ended::Fine, Holdings::ended)
    }
}

/// The newest revision of an article of `holdings`.
fn newest(article: ArticleId, holdings: &Holdings) -> Result<Choice, Failure> {
    let text = holdings.held.texts.article(article);
    let text = text.ok_or_else(|| lost(&article.to_string()))?;
    Ok(chosen(text, holdings))
}

fn chosen(article: Article, holdings: &Holdings) -> Choice {
    Choice {
        revision: article.revisions.len() - 1,
        story: holdings.story_of(article.id),
        state: holdings.states.of(article.id),
        article,
    }
}

/// The text of an article that is known cannot be had.
fn lost(name: &str) -> Failure {
    Failure::new(format!("the text of {name} cannot be read"))
        .hint("`newsread verify` says what is wrong with the store")
}

/// The one article whose id begins with `prefix`; `name` is what the person wrote.
fn one_with_prefix(catalogue: &Catalogue, prefix: &str, name: &str) -> Result<ArticleId, Failure> {
    let prefix = prefix.to_ascii_lowercase();
    let matching: Vec<Entry<'_>> = catalogue.with_prefix(&prefix).collect();
    match matching[..] {
        [article] => Ok(article.id()),
        [] => Err(Failure::new(format!("no article {name}"))
            .hint("name a file, or an id as `newsread list` prints it")),
        _ => Err(ambiguous(
            &format!("{name} begins {} ids", matching.len()),
            matching.into_iter(),
        )),
    }
}

/// The index of the revision that `number` counts, from 1, the oldest.
fn revision_index(article: &Article, number: &str) -> Result<usize, Failure> {
    let count = article.revisions.len();
    number
        .parse::<usize>()
        .ok()
        .filter(|number| (1..=count).contains(number))
        .map(|number| number - 1)
        .ok_or_else(|| {
            let revisions = match count {
                1 => "one revision".to_owned(),
                _ => format!("{count} revisions, 1 (the oldest) to {count}"),
            };
            Failure::new(format!("no article {}@{number}", article.id))
                .hint(format!("{} has {revisions}", article.id))
        })
}

fn unreadable(path: &Path, problems: &[Problem]) -> Failure {
    match problems.first() {
        Some(problem) => Failure::new(format!("{}: {}", problem.path, problem.reason)),
        None => Failure::new(format!("{}: no article in it", path.display())),
    }
}

/// A name of several articles, with the ids to choose from.
fn ambiguous<'a>(what: &str, articles: impl ExactSizeIterator<Item = Entry<'a>>) -> Failure {
    let more = articles.len().saturating_sub(LISTED);
    let failure = Failure::new(format!("{what}, name one by its id"));
    let failure = articles.take(LISTED).fold(failure, |failure, article| {
        failure.hint(format!("{}  {}", article.id(), article.title()))
    });
    match more {
        0 => failure,
        _ => failure.hint(format!("and {more} more, see `newsread list`")),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::cli::holdings::tests::{article, holdings};

    fn finder(articles: Vec<Article>) -> Finder<'static> {
        let finder = Finder::new(&[], &[], Memory::none(), DateTime::UNIX_EPOCH);
        finder.holdings.set(holdings(articles)).unwrap();
        finder
    }

    fn two() -> Vec<Article> {
        let mut first = article(0xab12 << 48, None, "First", &["One."]);
        first.revisions.push(first.revisions[0].clone());
        vec![first, article(0xab34 << 48, None, "Second", &["Two."])]
    }

    #[test]
    fn a_unique_beginning_of_an_id_is_enough_in_either_case() {
        let mut finder = finder(two());
        for name in ["ab12", "AB12", "ab1", "ab12000000000000"] {
            let choice = finder.find(Path::new(name)).unwrap();
            assert_eq!(choice.article.latest().title, "First", "{name}");
            assert_eq!(choice.revision, 1, "the newest unless told");
        }
    }

    #[test]
    fn a_revision_is_counted_from_one() {
        let mut finder = finder(two());
        assert_eq!(finder.find(Path::new("ab12@1")).unwrap().revision, 0);
        assert_eq!(finder.find(Path::new("ab12@2")).unwrap().revision, 1);
    }

    #[track_caller]
    fn refused(name: &str, expected: &str) {
        let report = finder(two()).find(Path::new(name)).unwrap_err().report();
        assert!(report.contains(expected), "{name}: {report}");
    }

    #[test]
    fn what_cannot_be_told_is_refused_with_what_to_write_instead() {
        refused(
            "ab",
            "newsread: ab begins 2 ids, name one by its id\nhint: ab12",
        );
        refused("cd", "newsread: no article cd\nhint: name a file");
        refused("", "no article");
        refused(
            "ab12@0",
            "no article ab12000000000000@0\nhint: ab12000000000000 has 2 revisions",
        );
        refused("ab12@3", "has 2 revisions, 1 (the oldest) to 2");
        refused("ab34@2", "has one revision");
        refused("ab12@x", "no article ab12000000000000@x");
    }
}
