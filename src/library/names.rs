//! What names an article: its own word for itself, its address, or the place of its file.
//!
//! The hashes here are kept on disk and printed as ids: they never change.

use rapidhash::v3::rapidhash_v3;

use super::ArticleId;

/// What a text says of itself that tells which article it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// The outlet, where the text itself names it.
    pub source: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The id that it gives itself in an `Id:` line.
    pub own: Option<String>,
    /// What names an entry of a feed, the feed included; its address then does not, for entries may share one.
    pub entry: Option<String>,
    /// The id that this program gave it when it wrote it out.
    pub given: Option<ArticleId>,
}

impl Names {
    /// Whether nothing names it, so that the place of its file has to.
    pub fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    /// Whether both bear one name, whatever their sources.
    pub fn share_one(&self, other: &Self) -> bool {
        self.all().any(|name| other.all().any(|own| own == name))
    }

    /// Hashes that it shares with the other revisions of its article; `folder` is the source where the text
    /// names none.
    pub fn keys(&self, folder: Option<&str>) -> impl Iterator<Item = u64> {
        let source = self.source.as_deref().or(folder);
        let source = source.map(|source| format!("source {}", source.to_lowercase()));
        self.all().map(move |name| {
            let source = source.as_deref().unwrap_or_default();
            hash(&[b"key", source.as_bytes(), name.as_bytes()])
        })
    }

    fn all(&self) -> impl Iterator<Item = String> {
        let names = match &self.entry {
            Some(entry) => [Some(format!("entry {entry}")), None, None],
            None => [
                self.given.map(|id| format!("id {id}")),
                self.own.as_ref().map(|id| format!("own {id}")),
                self.url.as_ref().map(|url| format!("url {url}")),
            ],
        };
        names.into_iter().flatten()
    }

    /// The id of the article that these names mean; none where nothing names it. A folder's name does not
    /// count, since it depends on where the reader was started.
    pub fn id(&self) -> Option<ArticleId> {
        let outlet = self.source.as_deref().unwrap_or_default();
        let name = self.entry.as_ref().or(self.own.as_ref());
        let name = name.or(self.url.as_ref());
        let named = || {
            Some(ArticleId(hash(&[
                b"name",
                outlet.as_bytes(),
                name?.as_bytes(),
            ])))
        };
        self.given.or_else(named)
    }
}

/// Where a text stands: a file and the place in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The one true path of the file, as the bytes of the system.
    pub file: Vec<u8>,
    /// Which text of the file, from 0.
    pub index: usize,
}

impl Place {
    /// The id of an article that only its place names, which is also its key.
    pub fn id(&self) -> ArticleId {
        ArticleId(hash(&[
            b"place",
            &self.file,
            self.index.to_string().as_bytes(),
        ]))
    }

    /// Another id for the place, where the ids before it are taken by articles that have moved away.
    pub fn other_id(&self, number: u32) -> ArticleId {
        ArticleId(hash(&[
            b"place",
            &self.file,
            self.index.to_string().as_bytes(),
            number.to_string().as_bytes(),
        ]))
    }
}

/// A hash that stays the same in every run and on every machine.
fn hash(parts: &[&[u8]]) -> u64 {
    rapidhash_v3(&parts.join(&0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(file: &str, index: usize) -> Place {
        Place {
            file: file.as_bytes().to_vec(),
            index,
        }
    }

    #[test]
    fn ids_do_not_change_between_releases() {
        assert_eq!(
            at("/news/a.txt", 0).id().0,
            rapidhash_v3(b"place\0/news/a.txt\x000")
        );
        let names = Names {
            source: Some("Post".to_owned()),
            url: Some("https://p.example/f".to_owned()),
            ..Names::default()
        };
        let id = rapidhash_v3(b"name\0Post\0https://p.example/f");
        assert_eq!(names.id(), Some(ArticleId(id)));
        assert_eq!(rapidhash_v3(b"a"), 0x599f_47df_33a2_e1eb);
    }

    #[test]
    fn keys_tell_sources_apart_in_any_case() {
        let named = |source: Option<&str>| Names {
            source: source.map(str::to_owned),
            url: Some("u".to_owned()),
            ..Names::default()
        };
        let key = |names: &Names, folder| names.keys(folder).next();
        assert_eq!(
            key(&named(Some("POST")), None),
            key(&named(None), Some("Post"))
        );
        assert_ne!(key(&named(Some("Post")), None), key(&named(None), None));
        assert!(named(Some("Post")).share_one(&named(None)));
        assert!(Names::default().is_empty());
    }

    #[test]
    fn an_entry_of_a_feed_is_not_named_by_its_address() {
        let entry = Names {
            entry: Some("feed 1".to_owned()),
            url: Some("u".to_owned()),
            ..Names::default()
        };
        assert_eq!(entry.keys(None).count(), 1);
    }
}
