//! Which texts are revisions of one article, also over the years, and what names the article in every run.
//!
//! - Texts of one source with the same `Url:` or `Id:` are revisions of one article, in the order of
//!   `Updated:`, else `Date:`, else path; a text that is there twice counts once.
//! - A text that took the place of another in its file is a later revision of the same article, whatever its
//!   date says, unless it bears another name; the old one is kept. So is a change of spaces or lines only, as
//!   a minor revision.
//! - An article is named by its own id or address, together with the outlet where the text itself names one,
//!   else by the true path of its file, however that was spelt, and its place in the file. What is known from
//!   before keeps its id.

use std::collections::{HashMap, HashSet};

use rapidhash::v3::rapidhash_v3;

use super::names::{Names, Place};
use super::{Article, ArticleId, Revision};
use crate::text::moment::Moment;
use order::{Order, when};

mod order;

/// A text that a file holds now and that was not known so before.
#[derive(Debug, Clone)]
pub struct Filed {
    /// What it says of itself.
    pub names: Names,
    /// What it says.
    pub revision: Revision,
    /// Where it stands.
    pub place: Place,
    /// The name of the folder that is its source where the text names none.
    pub folder: Option<String>,
    /// Whether it is the only text of its file.
    pub alone: bool,
    /// What is known of its file.
    pub look: Look,
}

impl Filed {
    /// What it shares with the other revisions of its article: hashes of its names, else of its place.
    pub fn keys(&self) -> Vec<u64> {
        if self.names.is_empty() {
            vec![self.place.id().0]
        } else {
            self.names.keys(self.folder.as_deref()).collect()
        }
    }
}

/// What is known of a file that is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Look {
    /// Nothing.
    #[default]
    First,
    /// Its bytes have changed.
    Edited,
    /// Its bytes are as they were, but are read by other rules.
    Again,
    /// Its bytes are as they were, but stand under another name.
    Moved,
}

/// A text that is known from before.
#[derive(Debug, Clone)]
pub struct Known {
    /// What the store calls it; later texts have higher numbers.
    pub row: i64,
    /// The article it belongs to.
    pub article: ArticleId,
    /// Its place in time among the revisions, in seconds since 1970.
    pub told: Option<i64>,
    /// The fingerprint of the revision.
    pub hash: u64,
    /// What it says of itself.
    pub names: Names,
    /// What it says.
    pub revision: Revision,
    /// Where it was first found.
    pub place: Place,
    /// The folder that was its source.
    pub folder: Option<String>,
}

/// Which text a place held at the last look.
#[derive(Debug, Clone)]
pub struct Hold {
    /// The place.
    pub place: Place,
    /// The text.
    pub row: i64,
    /// Whether it still does; not so where the file is gone or is being read anew.
    pub still: bool,
}

/// What is known from before of the articles that are looked at.
#[derive(Debug, Clone, Default)]
pub struct Past {
    /// Every text of these articles.
    pub texts: Vec<Known>,
    /// Which of them stand where.
    pub holds: Vec<Hold>,
    /// The articles that bear a key which a new text bears too.
    pub keys: HashMap<u64, ArticleId>,
    /// Ids that a new article cannot have.
    pub taken: HashSet<ArticleId>,
}

/// How the store knows a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// As it is.
    Known(i64),
    /// With another content, since it was read anew.
    Again(i64),
    /// Not yet.
    New,
}

/// What is known of a revision besides what it says.
#[derive(Debug, Clone)]
pub struct Origin {
    /// How the store knows it.
    pub standing: Standing,
    /// Its place in time among the revisions, in seconds since 1970.
    pub told: Option<i64>,
    /// The fingerprint of the revision.
    pub hash: u64,
    /// What the text says of itself.
    pub names: Names,
    /// Where it was first found.
    pub place: Place,
    /// The folder that is its source where it names none.
    pub folder: Option<String>,
}

/// An article with where each of its revisions comes from.
#[derive(Debug, Clone)]
pub struct Joined {
    /// The article.
    pub article: Article,
    /// Where its revisions come from, one for each.
    pub origins: Vec<Origin>,
    /// Places that hold a text of it, and did not before: index of the revision.
    pub holds: Vec<(Place, usize)>,
    /// Keys that its new texts bear.
    pub keys: Vec<u64>,
}

/// Joins new texts and what is known into articles; every article gets an id of its own.
pub fn join(new: Vec<Filed>, past: Past) -> Vec<Joined> {
    let mut taken = past.taken.clone();
    taken.extend(past.texts.iter().map(|known| known.article));
    let groups = Groups::of(new, past);
    let mut joined = Vec::with_capacity(groups.len());
    for group in groups {
        joined.push(arrange(group, &mut taken));
    }
    joined
}

/// The articles alone.
pub fn articles(joined: Vec<Joined>) -> Vec<Article> {
    joined.into_iter().map(|joined| joined.article).collect()
}

/// Texts of one article.
#[derive(Debug, Default)]
struct Group {
    id: Option<ArticleId>,
    known: Vec<Known>,
    former: Vec<Hold>,
    is_held: bool,
    new: Vec<Filed>,
}

/// A text that a file held before it was read anew.
struct Former {
    index: usize,
    group: usize,
    names: Names,
}

#[derive(Default)]
struct Groups {
    all: Vec<Group>,
    by_article: HashMap<ArticleId, usize>,
    by_key: HashMap<u64, usize>,
    former: HashMap<Vec<u8>, Vec<Former>>,
}

impl Groups {
    /// The groups in the order in which their first texts came, known articles first.
    fn of(new: Vec<Filed>, past: Past) -> Vec<Group> {
        let mut groups = Self::default();
        let mut rows: HashMap<i64, (usize, Names)> = HashMap::with_capacity(past.texts.len());
        for known in past.texts {
            let group = *groups.by_article.entry(known.article).or_insert_with(|| {
                groups.all.push(Group {
                    id: Some(known.article),
                    ..Group::default()
                });
                groups.all.len() - 1
            });
            rows.insert(known.row, (group, known.names.clone()));
            groups.all[group].known.push(known);
        }
        for (key, article) in past.keys {
            if let Some(&group) = groups.by_article.get(&article) {
                groups.by_key.insert(key, group);
            }
        }
        for hold in past.holds {
            let Some((group, names)) = rows.get(&hold.row) else {
                continue;
            };
            if hold.still {
                groups.all[*group].is_held = true;
                continue;
            }
            let former = Former {
                index: hold.place.index,
                group: *group,
                names: names.clone(),
            };
            let file = hold.place.file.clone();
            groups.former.entry(file).or_default().push(former);
            groups.all[*group].former.push(hold);
        }
        for text in new {
            groups.add(text);
        }
        groups.all
    }

    fn add(&mut self, text: Filed) {
        let keys = text.keys();
        let group = self.group_of(&text, &keys).unwrap_or(self.all.len());
        for key in keys {
            self.by_key.entry(key).or_insert(group);
        }
        if group == self.all.len() {
            self.all.push(Group::default());
        }
        self.all[group].new.push(text);
    }

    /// The group that a text belongs to: that of the text it replaces, if that bears its name; else that of
    /// its keys; else that of the text it replaces, if one of the two has no name.
    fn group_of(&self, text: &Filed, keys: &[u64]) -> Option<usize> {
        let former = self.former.get(&text.place.file).map_or(&[][..], |f| f);
        let of_name = || former.iter().find(|f| f.names.share_one(&text.names));
        let of_keys = || keys.iter().find_map(|key| self.by_key.get(key).copied());
        let of_place = || match former {
            [only] if text.alone && (text.names.is_empty() || only.names.is_empty()) => Some(only),
            _ => former.iter().find(|f| {
                f.index == text.place.index && f.names.is_empty() && text.names.is_empty()
            }),
        };
        of_name()
            .map(|f| f.group)
            .or_else(of_keys)
            .or_else(|| of_place().map(|f| f.group))
    }
}

/// Puts the texts of a group in order.
fn arrange(mut group: Group, taken: &mut HashSet<ArticleId>) -> Joined {
    group.known.sort_by_key(|known| (known.told, known.row));
    group.new.sort_by_cached_key(|text| {
        (
            when(&text.revision),
            text.revision.path.clone(),
            text.place.clone(),
        )
    });
    let id = group.id.unwrap_or_else(|| new_id(&group.new[0], taken));
    let is_gone = group.new.is_empty() && !group.is_held;
    let mut keys: Vec<u64> = group.new.iter().flat_map(Filed::keys).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut order = Order::new(group.known, group.former);
    for text in group.new {
        order.take(text);
    }
    order.mark_minor();
    let Order { entries, holds, .. } = order;
    let newest = |field: fn(&Origin) -> Option<&String>| {
        let mut origins = entries.iter().rev().map(|entry| &entry.origin);
        origins.find_map(field).cloned()
    };
    let source = newest(|origin| origin.names.source.as_ref().or(origin.folder.as_ref()));
    let url = newest(|origin| origin.names.url.as_ref());
    let at: HashMap<usize, usize> = entries.iter().map(|entry| entry.number).zip(0..).collect();
    let (origins, mut revisions): (Vec<_>, Vec<_>) = entries
        .into_iter()
        .map(|entry| (entry.origin, entry.revision))
        .unzip();
    for revision in &mut revisions {
        revision.gone = is_gone;
    }
    Joined {
        article: Article {
            id,
            source,
            url,
            revisions,
        },
        origins,
        holds: holds
            .into_iter()
            .map(|(place, n)| (place, at[&n]))
            .collect(),
        keys,
    }
}

/// The id of an article whose oldest revision is `text`.
fn new_id(text: &Filed, taken: &mut HashSet<ArticleId>) -> ArticleId {
    let others = (1..).map(|number| text.place.other_id(number));
    let ids = text.names.id().into_iter().chain([text.place.id()]);
    ids.chain(others)
        .find(|id| taken.insert(*id))
        .unwrap_or_else(|| text.place.id())
}

/// What tells a text from every other of its article: headline, dates and body.
pub fn fingerprint(revision: &Revision) -> u64 {
    let mut said = String::with_capacity(4096);
    let date = |moment: Option<Moment>| moment.map_or_else(String::new, |m| m.to_string());
    for field in [
        &revision.title,
        &date(revision.published),
        &date(revision.updated),
    ] {
        said.push_str(field);
        said.push('\0');
    }
    for paragraph in &revision.paragraphs {
        said.push(paragraph.kind.letter());
        said.push_str(&paragraph.text);
        said.push('\0');
    }
    rapidhash_v3(said.as_bytes())
}

#[cfg(test)]
mod tests;
