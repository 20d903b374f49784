//! What grouping keeps of an article once it has read it.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, RwLock};

use super::affinity::by_length;
use super::edition::Edition;
use super::profile::{Hints, Profile};
use super::terms::{self, Term};
use super::vocabulary::Vocabulary;
use crate::library::{ArticleId, Revision};
use crate::text::moment::Moment;

/// An article as it is compared with others.
#[derive(Debug, Clone, PartialEq)]
pub struct Digest {
    /// The article.
    pub article: ArticleId,
    /// When it was published, in seconds since 1970.
    pub at: Option<i64>,
    /// What it says.
    pub profile: Profile,
    /// What leads to others like it.
    pub hints: Hints,
    /// By how much its length raises or lowers the likeness that it asks for.
    pub(super) asks: f32,
}

impl Digest {
    /// The digest of an article with these terms.
    pub fn new(article: ArticleId, at: Option<i64>, terms: &[Term], edition: &Edition) -> Self {
        let weights = edition.weigh(terms);
        let profile = Profile::new(&weights);
        Self {
            article,
            at,
            asks: by_length(profile.len()),
            profile,
            hints: Hints::new(&weights),
        }
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
