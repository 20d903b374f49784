//! The claims of a story as a web page that needs nothing but itself.

use std::io::{self, Write};

use super::sheet::{Mark, Sheet, dispute};
use crate::cli::markup::{self, escape};
use crate::compare::Weight;
use crate::matrix::Claim;

/// Red for conflicts; light and dark.
const STYLE: &str = "\
:root { color-scheme: light dark; --accent: light-dark(#0b5cad, #7db8ff);
  --alarm: light-dark(#b3001b, #ff7b82); --faint: light-dark(#666, #999) }
body { max-width: 80rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 Georgia, serif }
table { border-collapse: collapse; width: 100% }
caption { text-align: start; padding: .5rem 0 1rem; color: var(--faint) }
th, td { padding: .4rem .6rem; text-align: center; vertical-align: top }
thead th { position: sticky; top: 0; background: Canvas; border-bottom: 1px solid var(--faint);
  vertical-align: bottom; overflow-wrap: anywhere }
thead small { display: block; font-weight: normal; color: var(--faint) }
th[scope=row] { text-align: start; font-weight: normal; min-width: 16rem; overflow-wrap: anywhere }
tbody tr { border-bottom: 1px solid color-mix(in srgb, var(--faint) 25%, transparent) }
tfoot th, tfoot td, details, .silent, .unsure { color: var(--faint) }
.says { color: var(--accent) } .disputes, .contradicts { color: var(--alarm) }
p { margin: 0 } details, .dispute { font-size: .85em } dd { margin: 0 0 .3rem 1rem }";

/// Prints the page.
pub(super) fn print(sheet: &Sheet<'_>, out: &mut impl Write) -> io::Result<()> {
    let title = escape(sheet.title);
    markup::head(&title, STYLE, out)?;
    writeln!(out, "<h1 dir=\"auto\">{title}</h1>")?;
    let summary = escape(&sheet.summary());
    writeln!(out, "<table>\n<caption>{summary}</caption>")?;
    head(sheet, out)?;
    writeln!(out, "<tbody>")?;
    for claim in sheet.claims() {
        row(sheet, claim, out)?;
    }
    writeln!(out, "</tbody>")?;
    foot(sheet, out)?;
    writeln!(out, "</table>\n</main>\n</body>\n</html>")
}

fn head(sheet: &Sheet<'_>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "<thead>\n<tr><td></td>")?;
    for (page, name) in sheet.names.iter().enumerate() {
        let (name, facts) = (escape(name), escape(&sheet.facts(page)));
        writeln!(out, "<th scope=\"col\">{name}<small>{facts}</small></th>")?;
    }
    writeln!(out, "</tr>\n</thead>")
}

fn row(sheet: &Sheet<'_>, claim: &Claim, out: &mut impl Write) -> io::Result<()> {
    let language = language(sheet, claim.spokesman.page);
    let text = escape(sheet.text(claim));
    writeln!(
        out,
        "<tr><th scope=\"row\"><p dir=\"auto\"{language}>{text}</p>"
    )?;
    for disputed in &claim.disputes {
        let class = match disputed.weight {
            Weight::Contradicts => "dispute contradicts",
            Weight::Differs => "dispute",
        };
        let line = escape(&dispute(disputed, &sheet.names));
        writeln!(out, "<p class=\"{class}\">! {line}</p>")?;
    }
    if claim.sentences.len() > 1 {
        own_words(sheet, claim, out)?;
    }
    writeln!(out, "</th>")?;
    for mark in sheet.marks(claim) {
        let (class, meaning, glyph) = (class(mark), mark.meaning(), mark.glyph());
        writeln!(
            out,
            "<td class=\"{class}\"><span role=\"img\" aria-label=\"{meaning}\" title=\"{meaning}\">{glyph}</span></td>"
        )?;
    }
    writeln!(out, "</tr>")
}

/// The claim in the words of each version that says it.
fn own_words(sheet: &Sheet<'_>, claim: &Claim, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "<details>\n<summary>in their own words</summary>\n<dl>"
    )?;
    for (&page, sentences) in &claim.sentences {
        let language = language(sheet, page);
        writeln!(out, "<dt>{}</dt>", escape(&sheet.names[page]))?;
        for &sentence in sentences {
            let text = escape(sheet.pages[page].sentence(sentence));
            writeln!(out, "<dd dir=\"auto\"{language}>{text}</dd>")?;
        }
    }
    writeln!(out, "</dl>\n</details>")
}

fn foot(sheet: &Sheet<'_>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "<tfoot>")?;
    for (what, counts) in [
        ("claims it tells", sheet.told()),
        ("claims it alone tells", sheet.alone()),
    ] {
        let counts = counts.iter().map(|count| format!("<td>{count}</td>"));
        let counts: String = counts.collect();
        writeln!(out, "<tr><th scope=\"row\">{what}</th>{counts}</tr>")?;
    }
    writeln!(out, "</tfoot>")
}

fn language(sheet: &Sheet<'_>, page: usize) -> String {
    let tag = sheet.pages[page].language.as_deref();
    tag.map_or_else(String::new, |tag| format!(" lang=\"{}\"", escape(tag)))
}

fn class(mark: Mark) -> &'static str {
    match mark {
        Mark::Says => "says",
        Mark::Unsure => "unsure",
        Mark::Disputes => "disputes",
        Mark::Silent => "silent",
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::super::example;
    use super::*;

    #[test]
    fn the_page_shows_every_claim() {
        let (pages, matrix) = (example::pages(3), example::matrix());
        let mut out = Vec::new();
        print(&example::sheet(&pages, &matrix), &mut out).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }

    #[test]
    fn nothing_of_an_article_is_read_as_markup() {
        let (mut pages, mut matrix) = (example::pages(3), example::matrix());
        pages[0].sentences[0].1 = "</p><script>alert(1)</script>".to_owned();
        pages[1].sentences[0].1 = "<script>".to_owned();
        pages[0].language = Some("\"><script>".to_owned());
        let value = "<script>41".to_owned();
        matrix.claims[0].disputes[0].values.insert(0, value);
        let mut sheet = example::sheet(&pages, &matrix);
        sheet.title = "<script>";
        sheet.names[0] = "<script>".to_owned();
        let mut out = Vec::new();
        print(&sheet, &mut out).unwrap();
        let page = String::from_utf8(out).unwrap();
        assert!(!page.contains("<script"), "{page}");
    }
}
