//! A query in the language of FTS5: words in quotation marks and nothing else of what a person typed.

use rusqlite::Connection;

use crate::store::Result;
use crate::text::searched::Term;

/// So many longer words are looked for one by one; where more begin with a word, FTS5 joins them all before it
/// tells the first, and the texts themselves are sooner read.
const SPELLINGS: usize = 200;

/// Words with fewer letters are not kept among the spellings.
const SHORTEST: usize = 4;

/// What is asked of the index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sought {
    /// Asks for all terms but those that begin very many words; none where there are no others.
    pub(super) quick: Option<String>,
    /// Asks for all terms; none where nothing is asked for.
    pub(super) whole: Option<String>,
    /// Whether words in a row are asked for: how many texts hold them takes long to tell.
    pub(super) has_phrase: bool,
}

impl Sought {
    /// What asks for all of `terms`.
    pub(super) fn new(connection: &Connection, terms: &[Term]) -> Result<Self> {
        let (mut quick, mut whole) = (Vec::with_capacity(terms.len()), Vec::new());
        for term in terms {
            let asked = Asked::new(connection, term)?;
            quick.extend(asked.quick);
            whole.push(format!("({})", asked.whole));
        }
        let all = |parts: Vec<String>| (!parts.is_empty()).then(|| parts.join(" AND "));
        Ok(Self {
            quick: all(quick),
            whole: all(whole),
            has_phrase: terms.iter().any(|term| term.words.len() > 1),
        })
    }

    /// Whether texts that the quick expression finds may lack a term.
    pub(super) fn is_wide(&self) -> bool {
        self.quick != self.whole
    }

    /// The same, everything asked of the index.
    pub(super) fn narrow(&self) -> Self {
        Self {
            quick: self.whole.clone(),
            ..self.clone()
        }
    }
}

/// What is asked for one term.
struct Asked {
    quick: Option<String>,
    whole: String,
}

impl Asked {
    fn new(connection: &Connection, term: &Term) -> Result<Self> {
        let quoted = |words: &[String]| format!("\"{}\"", words.join(" "));
        let words = quoted(&term.words);
        let same = |whole: String| Self {
            quick: Some(format!("({whole})")),
            whole,
        };
        let Some((word, before)) = term.words.split_last().filter(|_| term.longer) else {
            return Ok(same(words));
        };
        Ok(match longer(connection, word)? {
            Some(longer) => {
                let ended = longer.into_iter().map(|last| {
                    let row: Vec<String> = before.iter().cloned().chain([last]).collect();
                    quoted(&row)
                });
                let any: Vec<String> = std::iter::once(words).chain(ended).collect();
                same(any.join(" OR "))
            }
            None => Self {
                quick: (!before.is_empty()).then(|| format!("({})", quoted(before))),
                whole: words + " *",
            },
        })
    }
}

/// The words in the index that begin with `word` and are longer; none where they are too many, or not kept.
fn longer(connection: &Connection, word: &str) -> Result<Option<Vec<String>>> {
    // One letter short of what is kept: the only word of that length is the beginning itself.
    if word.chars().count() + 1 < SHORTEST || is_number(word) {
        return Ok(None);
    }
    let sql = "SELECT word FROM spellings WHERE word > ?1 ORDER BY word LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let most = i64::try_from(SPELLINGS + 1).unwrap_or(i64::MAX);
    let found = statement.query_map((word, most), |row| row.get::<_, String>(0))?;
    let found: Vec<String> = found.collect::<rusqlite::Result<_>>()?;
    let longer = found
        .into_iter()
        .take_while(|found| found.starts_with(word));
    let longer: Vec<String> = longer.collect();
    Ok((longer.len() <= SPELLINGS).then_some(longer))
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a word of the index is kept among the spellings: those that a typed word may begin.
pub(super) fn is_kept(word: &str) -> bool {
    word.len() >= SHORTEST
        && !is_number(word)
        && (word.is_ascii() || word.chars().count() >= SHORTEST)
}
