//! Which texts are revisions of one article, and what names the article in every run.
//!
//! - Texts of one source with the same `Url:` or `Id:` are revisions of one article, in the order of
//!   `Updated:`, else `Date:`, else path; a text that is there twice counts once.
//! - An article is named by its own id or address, together with the outlet where the text itself names one
//!   (a folder's name does not count: it depends on where the reader was started), else by the true path of
//!   its file, however that was spelt, and its place in the file.

use std::collections::{HashMap, HashSet};

use rapidhash::v3::rapidhash_v3;

use super::draft::Draft;
use super::{Article, ArticleId, Revision};
use crate::text::moment::Moment;

/// A draft with where it came from.
#[derive(Debug, Clone)]
pub(super) struct Filed {
    pub(super) draft: Draft,
    /// The one true place of its file, as bytes to hash.
    pub(super) place: Vec<u8>,
    /// Which article of its file it is.
    pub(super) index: usize,
    /// The path as given.
    pub(super) path: Option<String>,
    /// The name of the folder that is its source where the text names none.
    pub(super) folder: Option<String>,
}

impl Filed {
    fn source(&self) -> Option<&str> {
        self.draft.source.as_deref().or(self.folder.as_deref())
    }

    /// What it shares with other revisions of its article, within its source.
    fn keys(&self) -> impl Iterator<Item = Key> {
        let source = self.source().map(str::to_lowercase);
        let draft = &self.draft;
        let keys = match &draft.entry {
            Some(entry) => [Some(format!("entry {entry}")), None, None],
            None => [
                draft.id.map(|id| format!("id {id}")),
                draft.own_id.as_ref().map(|id| format!("own {id}")),
                draft.url.as_ref().map(|url| format!("url {url}")),
            ],
        };
        keys.into_iter().flatten().map(move |name| Key {
            source: source.clone(),
            name,
        })
    }

    /// The id of the article whose oldest revision this is.
    fn id(&self) -> ArticleId {
        let draft = &self.draft;
        let outlet = draft.source.as_deref().unwrap_or_default();
        let named = draft
            .entry
            .as_ref()
            .or(draft.own_id.as_ref())
            .or(draft.url.as_ref());
        match (draft.id, named) {
            (Some(id), _) => id,
            (None, Some(name)) => hash(&[b"name", outlet.as_bytes(), name.as_bytes()]),
            (None, None) => self.id_by_place(),
        }
    }

    fn id_by_place(&self) -> ArticleId {
        hash(&[b"place", &self.place, self.index.to_string().as_bytes()])
    }
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Key {
    source: Option<String>,
    name: String,
}

/// A hash that stays the same in every run and on every machine.
fn hash(parts: &[&[u8]]) -> ArticleId {
    ArticleId(rapidhash_v3(&parts.join(&0)))
}

/// Joins revisions into articles; every article gets an id of its own.
pub(super) fn join(filed: Vec<Filed>) -> Vec<Article> {
    let mut taken = HashSet::new();
    let mut articles = Vec::new();
    for mut group in groups(filed) {
        group.sort_by_cached_key(|one| {
            (
                when(&one.draft),
                one.path.clone(),
                one.place.clone(),
                one.index,
            )
        });
        let mut id = group[0].id();
        if !taken.insert(id) {
            id = group[0].id_by_place();
            taken.insert(id);
        }
        articles.push(article(id, group));
    }
    articles
}

/// Texts that share a key, directly or through another, in the order they came.
fn groups(filed: Vec<Filed>) -> Vec<Vec<Filed>> {
    let mut groups: Vec<Vec<Filed>> = Vec::new();
    let mut by_key: HashMap<Key, usize> = HashMap::new();
    for one in filed {
        let known = one.keys().find_map(|key| by_key.get(&key).copied());
        let group = known.unwrap_or(groups.len());
        for key in one.keys() {
            by_key.entry(key).or_insert(group);
        }
        match groups.get_mut(group) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

/// When a text was as it is, by its own word; the undated come first.
fn when(draft: &Draft) -> Option<i64> {
    draft.updated.or(draft.published).map(Moment::seconds)
}

fn article(id: ArticleId, group: Vec<Filed>) -> Article {
    let newest = |field: fn(&Filed) -> Option<String>| group.iter().rev().find_map(field);
    let source = newest(|one| one.source().map(str::to_owned));
    let url = newest(|one| one.draft.url.clone());
    let mut revisions: Vec<Revision> = Vec::new();
    for one in group {
        let revision = one.draft.into_revision(one.path);
        if !revisions
            .iter()
            .any(|earlier| is_same_text(earlier, &revision))
        {
            revisions.push(revision);
        }
    }
    Article {
        id,
        source,
        url,
        revisions,
    }
}

fn is_same_text(a: &Revision, b: &Revision) -> bool {
    a.title == b.title
        && a.paragraphs == b.paragraphs
        && a.updated == b.updated
        && a.published == b.published
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::library::draft::prose;

    fn filed(path: &str, body: &str) -> Filed {
        Filed {
            draft: Draft {
                title: Some("Ferry".to_owned()),
                paragraphs: vec![prose(body)],
                ..Draft::default()
            },
            place: format!("/true/{path}").into_bytes(),
            index: 0,
            path: Some(path.to_owned()),
            folder: None,
        }
    }

    fn with_url(mut one: Filed, source: Option<&str>, url: &str, updated: &str) -> Filed {
        one.draft.source = source.map(str::to_owned);
        one.draft.url = Some(url.to_owned());
        one.draft.updated = Moment::parse(updated);
        one
    }

    #[test]
    fn texts_of_one_source_and_url_are_revisions_in_order_of_time() {
        let articles = join(vec![
            with_url(filed("a", "Third."), Some("Post"), "u", "2025-07-12"),
            with_url(filed("b", "First."), Some("Post"), "u", "2025-07-10"),
            with_url(filed("c", "Second."), Some("Post"), "u", "2025-07-11"),
            with_url(filed("d", "Other."), Some("Courier"), "u", "2025-07-11"),
        ]);
        assert_eq!(articles.len(), 2);
        let bodies: Vec<_> = articles[0]
            .revisions
            .iter()
            .map(|r| r.paragraphs[0].text.as_str())
            .collect();
        assert_eq!(bodies, ["First.", "Second.", "Third."]);
        assert_ne!(articles[0].id, articles[1].id);
    }

    #[test]
    fn a_text_that_is_there_twice_counts_once() {
        let twice = || with_url(filed("a", "Same."), None, "u", "2025-07-12");
        assert_eq!(join(vec![twice(), twice()])[0].revisions.len(), 1);
    }

    #[test]
    fn the_same_path_is_the_same_id_however_it_was_spelt() {
        let mut other = filed("./x", "Body.");
        other.place = filed("x", "Body.").place;
        other.folder = Some("Folder".to_owned());
        assert_eq!(
            join(vec![filed("x", "Body.")])[0].id,
            join(vec![other])[0].id
        );
    }

    #[test]
    fn a_folder_names_the_source_but_not_the_article() {
        let mut in_folder = with_url(filed("f/x", "Body."), None, "u", "");
        in_folder.folder = Some("Post".to_owned());
        let right_here = with_url(filed("x", "Body."), None, "u", "");
        let (in_folder, right_here) = (join(vec![in_folder]), join(vec![right_here]));
        assert_eq!(in_folder[0].source.as_deref(), Some("Post"));
        assert_eq!(in_folder[0].id, right_here[0].id);
    }

    #[test]
    fn two_folders_with_one_url_are_two_articles() {
        let in_folder = |folder: &str| {
            let mut one = with_url(filed(&format!("{folder}/x"), "Body."), None, "u", "");
            one.folder = Some(folder.to_owned());
            one
        };
        let articles = join(vec![in_folder("A"), in_folder("B")]);
        assert_eq!(articles.len(), 2);
        assert_ne!(articles[0].id, articles[1].id);
    }

    #[test]
    fn ids_do_not_change_between_releases() {
        assert_eq!(
            join(vec![filed("x", "Body.")])[0].id,
            hash(&[b"place", b"/true/x", b"0"])
        );
        assert_eq!(
            hash(&[b"a"]).to_string(),
            format!("{:016x}", rapidhash_v3(b"a"))
        );
        assert_eq!(
            join(vec![filed("x", "Body.")])
                .first()
                .unwrap()
                .revisions
                .len(),
            1
        );
    }
}
