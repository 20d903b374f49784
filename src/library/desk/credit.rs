//! Which outlet a text credits itself to: the X of `X reports, citing Y`.
//!
//! Sites that retell an agency's news sign so: `…, News.Az reports, citing Reuters.` X must be a name with
//! capitals behind a comma or at the start of the sentence, and Y a newsroom, named and nothing more; behind a
//! web site's own name Y may be `foreign media` too.
//! `CNN reported`, `according to a CNN report` and `CNN reports, citing two officials` credit nobody: they say
//! where a fact is from. A text that credits two outlets names none.

use super::outlet;
use crate::library::{Paragraph, ParagraphKind};
use crate::text::clean::one_line;

const VERBS: [&str; 2] = [" reports", " informs"];

const LINKS: [&str; 6] = [
    "citing ",
    "with reference to ",
    "referring to ",
    "with a reference to ",
    "quoting ",
    "via ",
];

/// The one outlet that the body credits itself to.
pub(super) fn credited(body: &[Paragraph]) -> Option<String> {
    let mut credits = body
        .iter()
        .filter(|paragraph| paragraph.kind == ParagraphKind::Text)
        .flat_map(|paragraph| credits(&paragraph.text));
    let first = credits.next()?;
    credits.all(|other| other == first).then_some(first)
}

fn credits(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for verb in VERBS {
        for (at, _) in text.match_indices(verb) {
            let rest = text[at + verb.len()..].trim_start_matches([',', ' ']);
            let Some(origin) = LINKS.iter().find_map(|link| rest.strip_prefix(link)) else {
                continue;
            };
            let credit = name_before(&text[..at])
                .filter(|name| is_newsroom(origin) || (is_site(name) && is_media(origin)));
            found.extend(credit);
        }
    }
    found
}

/// The name that ends `text`, from the last comma or full stop on.
fn name_before(text: &str) -> Option<String> {
    let start = text
        .char_indices()
        .rev()
        .find(|(at, c)| match c {
            ',' | ';' | '—' | '–' | '”' | '"' => true,
            '.' | '!' | '?' => text[at + c.len_utf8()..].starts_with(' '),
            _ => false,
        })
        .map_or(0, |(at, c)| at + c.len_utf8());
    let name = one_line(text[start..].trim_start_matches("as ").trim());
    let name = name.strip_prefix("as ").unwrap_or(&name);
    (outlet::is_name(name) && name.split_whitespace().count() <= 4).then(|| name.to_owned())
}

/// Whether a name is that of a web site, which retells others: `News.Az`.
fn is_site(name: &str) -> bool {
    !name.contains(' ') && name.contains('.') && outlet::is_outlet(name)
}

/// `foreign media`, where no newsroom is named.
fn is_media(text: &str) -> bool {
    let origin = clause(text);
    [
        "foreign media",
        "local media",
        "international media",
        "media",
        "media reports",
    ]
    .contains(&origin)
}

/// Whether `text` begins with the name of a newsroom and the clause ends behind it.
fn is_newsroom(text: &str) -> bool {
    let origin = clause(text);
    let bare = origin.strip_prefix("the ").unwrap_or(origin);
    let bare = bare
        .strip_suffix(" news agency")
        .or(bare.strip_suffix(" agency"))
        .unwrap_or(bare);
    outlet::is_agency(bare) || outlet::is_outlet(bare)
}

/// The beginning of `text` up to the end of its clause.
fn clause(text: &str) -> &str {
    let end = text
        .char_indices()
        .find(|(at, c)| {
            matches!(c, ',' | ';' | ':' | '—')
                || (*c == '.' && !text[at + 1..].starts_with(char::is_alphanumeric))
        })
        .map_or(text.len(), |(at, _)| at);
    text[..end].trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::draft::prose;

    #[track_caller]
    fn check(text: &str, source: Option<&str>) {
        assert_eq!(credited(&[prose(text)]).as_deref(), source, "{text}");
    }

    #[test]
    fn who_reports_citing_a_newsroom_is_credited() {
        check(
            "The ferry sank , Coast.Az reports, citing Reuters.",
            Some("Coast.Az"),
        );
        check(
            "The ferry sank, Coast News reports citing the TASS news agency.",
            Some("Coast News"),
        );
        check(
            "Trend reports with reference to Interfax, that the ferry sank.",
            Some("Trend"),
        );
        check(
            "The ferry sank, Report informs via BBC News.",
            Some("Report"),
        );
    }

    #[test]
    fn a_site_that_cites_the_media_is_credited() {
        check(
            "The ferry sank, Coast.Az reports, citing foreign media.",
            Some("Coast.Az"),
        );
        check("The ferry sank, CNN reports, citing local media.", None);
    }

    #[test]
    fn who_is_only_quoted_is_not() {
        for text in [
            "The ferry sank, CNN reported.",
            "The ferry sank, reported CNN.",
            "The ferry sank, according to a CNN report.",
            "The ferry sank, CNN reports, citing two officials.",
            "The New York Times reports, citing the White House, that it sank.",
            "The minister reports, citing Reuters.",
            "The ferry sank, as the Times reported, citing Reuters.",
            "Coast.Az reports, citing Reuters. Later, Trend reports, citing Interfax.",
        ] {
            check(text, None);
        }
    }
}
