//! A query in the language of FTS5: words in quotation marks and nothing else of what a person typed.

use rusqlite::Connection;

use crate::store::Result;
use crate::text::searched::Term;

/// So many longer words are looked for one by one; where more begin with a word, FTS5 joins them all first.
const SPELLINGS: usize = 200;

/// Words with fewer letters are not kept among the spellings.
const SHORTEST: usize = 4;

/// What asks for all of `terms`; none where nothing is asked for.
pub(super) fn expression(connection: &Connection, terms: &[Term]) -> Result<Option<String>> {
    let mut parts = Vec::with_capacity(terms.len());
    for term in terms {
        parts.push(format!("({})", any(connection, term)?));
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
            let quoted = longer.into_iter().map(|word| format!("\"{word}\""));
            std::iter::once(words)
                .chain(quoted)
                .collect::<Vec<_>>()
                .join(" OR ")
        }
        None => format!("{words} OR {words} *"),
    })
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
