//! A query in the language of FTS5: words in quotation marks and nothing else of what a person typed.

use rusqlite::Connection;

use crate::store::Result;
use crate::text::searched::{self, Term};

/// So many longer words are looked for one by one; where more begin with a word, FTS5 joins them all first.
const SPELLINGS: usize = 200;

/// Words with fewer letters are not kept among the spellings.
const SHORTEST: usize = 4;

/// What asks for all of `terms` in title or body, in articles of sources that begin with `source`; none where
/// nothing is asked for.
pub(super) fn expression(
    connection: &Connection,
    terms: &[Term],
    source: Option<&str>,
) -> Result<Option<String>> {
    let mut parts = Vec::with_capacity(terms.len() + 1);
    for term in terms {
        parts.push(format!("{{body title}} : ({})", any(connection, term)?));
    }
    let source = source.map(searched::words).unwrap_or_default();
    if !source.is_empty() && !parts.is_empty() {
        let words: Vec<String> = source.into_iter().map(|word| word.text).collect();
        parts.push(format!("source : ^\"{}\" *", words.join(" ")));
    }
    Ok((!parts.is_empty()).then(|| parts.join(" AND ")))
}

/// What asks for a term, or for the longer words that it may begin.
fn any(connection: &Connection, term: &Term) -> Result<String> {
    let words = format!("\"{}\"", term.words.join(" "));
    let [word] = &term.words[..] else {
        let star = if term.longer { " *" } else { "" };
        return Ok(words + star);
    };
    if !term.longer {
        return Ok(words);
    }
    Ok(match longer(connection, word)? {
        Some(longer) => {
            let longer: String = longer
                .iter()
                .map(|word| format!(" OR \"{word}\""))
                .collect();
            words + &longer
        }
        None => format!("{words} OR {words} *"),
    })
}

/// The words in the index that begin with `word` and are longer; none where they are too many, or not kept.
fn longer(connection: &Connection, word: &str) -> Result<Option<Vec<String>>> {
    if !is_kept(word) {
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

/// Whether a word of the index is kept among the spellings: those that a typed word may begin.
pub(super) fn is_kept(word: &str) -> bool {
    word.len() >= SHORTEST
        && !word.bytes().all(|byte| byte.is_ascii_digit())
        && (word.is_ascii() || word.chars().count() >= SHORTEST)
}
