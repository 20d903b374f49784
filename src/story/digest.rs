//! What grouping keeps of an article once it has read it.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, RwLock};

use super::affinity::by_length;
use super::edition::Edition;
use super::profile::{Hints, Profile};
use super::sketch::Sketch;
use super::terms::{self, Term};
use super::vocabulary::Vocabulary;
use crate::library::{ArticleId, Revision};
use crate::text::moment::Moment;

/// An article as it is found among others.
#[derive(Debug, Clone, PartialEq)]
pub struct Digest {
    /// What tells how near it is to others.
    pub gist: Gist,
    /// What leads to others like it.
    pub hints: Hints,
    /// What tells most others apart at a glance.
    pub sketch: Sketch,
}

impl Digest {
    /// The digest of an article with these terms.
    pub fn new(article: ArticleId, at: Option<i64>, terms: &[Term], edition: &Edition) -> Self {
        let weights = edition.weigh(terms);
        let profile = Profile::new(&weights);
        Self {
            hints: Hints::new(&weights),
            sketch: Sketch::new(&profile),
            gist: Gist::new(article, at, profile),
        }
    }
}

/// An article as it is compared with another.
#[derive(Debug, Clone, PartialEq)]
pub struct Gist {
    /// The article.
    pub article: ArticleId,
    /// When it was published, in seconds since 1970.
    pub at: Option<i64>,
    /// What it says.
    pub(super) profile: Profile,
    /// By how much its length raises or lowers the likeness that it asks for.
    pub(super) asks: f32,
}

impl Gist {
    fn new(article: ArticleId, at: Option<i64>, profile: Profile) -> Self {
        Self {
            article,
            at,
            asks: by_length(profile.len()),
            profile,
        }
    }

    /// The gist as bytes that [`Gist::read`] reads back.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.article.0.to_le_bytes().to_vec();
        bytes.extend(self.at.unwrap_or(i64::MIN).to_le_bytes());
        self.profile.write(&mut bytes);
        bytes
    }

    /// The gist that was written as `bytes`.
    pub fn read(bytes: &[u8]) -> Self {
        let (article, bytes) = bytes.split_first_chunk().unwrap_or((&[0; 8], &[]));
        let (at, marks) = bytes.split_first_chunk().unwrap_or((&[0; 8], &[]));
        let at = Some(i64::from_le_bytes(*at)).filter(|at| *at != i64::MIN);
        let article = ArticleId(u64::from_le_bytes(*article));
        Self::new(article, at, Profile::read(marks))
    }
}

/// Reads texts of every language; the words of each are looked up once.
#[derive(Default)]
pub struct Lector {
    vocabularies: RwLock<HashMap<Option<String>, Arc<Vocabulary>>>,
}

impl fmt::Debug for Lector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lector").finish_non_exhaustive()
    }
}

impl Lector {
    /// The terms of a text, sorted by key.
    pub fn terms(&self, revision: &Revision) -> Vec<Term> {
        terms::terms(revision, &self.vocabulary(revision.language.as_deref()))
    }

    /// The digest of an article by what it says now.
    pub fn digest(&self, article: ArticleId, revision: &Revision, edition: &Edition) -> Digest {
        let at = revision.published.map(Moment::seconds);
        Digest::new(article, at, &self.terms(revision), edition)
    }

    pub(super) fn vocabulary(&self, language: Option<&str>) -> Arc<Vocabulary> {
        let language = language.map(str::to_owned);
        let read = self.vocabularies.read();
        if let Some(known) = read.ok().and_then(|known| known.get(&language).cloned()) {
            return known;
        }
        let vocabulary = Arc::new(Vocabulary::of(language.as_deref()));
        if let Ok(mut known) = self.vocabularies.write() {
            known.insert(language, Arc::clone(&vocabulary));
        }
        vocabulary
    }
}
