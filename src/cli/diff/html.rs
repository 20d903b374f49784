//! A comparison as a web page that needs nothing but itself.

use std::io::{self, Write};

use crate::cli::markup::{self, escape};
use crate::compare::{Side, Weight};
use crate::spread::entry::{Entry, Note};
use crate::spread::painted::Painted;
use crate::spread::{Role, Sign, wording};
use crate::version::{Compared, Page};

/// Blue and orange, which colour-blind eyes tell apart; red for conflicts; light and dark.
const STYLE: &str = "\
:root { color-scheme: light dark;
  --left: light-dark(#0b5cad, #7db8ff); --right: light-dark(#a04a00, #ffb066);
  --alarm: light-dark(#b3001b, #ff7b82); --faint: light-dark(#666, #999) }
body { max-width: 80rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 Georgia, serif }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
caption { text-align: start; padding: .5rem 0 1rem; color: var(--faint) }
col.sign { width: 2.2rem }
th, td { padding: .4rem .8rem; text-align: start; vertical-align: top; overflow-wrap: anywhere }
thead th { position: sticky; top: 0; background: Canvas; border-bottom: 1px solid var(--faint) }
tbody tr { border-bottom: 1px solid color-mix(in srgb, var(--faint) 25%, transparent) }
p { margin: 0 } .headline td { font-weight: bold }
.left { color: var(--left) } .right { color: var(--right) } .conflict { color: var(--alarm) }
mark { background: none; font-weight: bold } mark.contradicts { text-decoration: underline }
.note { color: var(--faint); font-size: .85em; font-weight: normal } .note .note { font-size: 1em }
@media (max-width: 40rem) { thead { display: none } tr, td, th { display: block; padding: .1rem 0 }
  td:empty { display: none } td::before { content: attr(data-name); color: var(--faint) } }";

/// Prints the page.
pub(super) fn print(compared: &Compared, out: &mut impl Write) -> io::Result<()> {
    let names = [Side::Left, Side::Right].map(|side| escape(&compared.page(side).source));
    let title = names.join(" / ");
    markup::head(&title, STYLE, out)?;
    writeln!(out, "<h1>{title}</h1>")?;
    if let Some(verdict) = wording::verdict(compared) {
        writeln!(out, "<p>{}</p>", escape(verdict))?;
    }
    table(compared, out)?;
    writeln!(out, "</main>\n</body>\n</html>")
}

fn table(compared: &Compared, out: &mut impl Write) -> io::Result<()> {
    let summary = escape(&wording::summary(compared, usize::MAX));
    writeln!(out, "<table>\n<caption>{summary}</caption>")?;
    writeln!(out, "<colgroup><col class=\"sign\"><col><col></colgroup>")?;
    writeln!(out, "<thead>\n<tr><td></td>")?;
    for side in [Side::Left, Side::Right] {
        let byline = escape(&wording::byline(compared.page(side), usize::MAX));
        writeln!(
            out,
            "<th scope=\"col\" class=\"{}\">{byline}</th>",
            class(side)
        )?;
    }
    writeln!(out, "</tr>\n</thead>\n<tbody>")?;
    if let Some(headlines) = Entry::of_headlines(compared) {
        row(compared, &headlines, " class=\"headline\"", out)?;
    }
    for entry in &compared.comparison.rows {
        row(compared, &Entry::of_row(compared, entry, false), "", out)?;
    }
    writeln!(out, "</tbody>\n</table>")
}

fn row(
    compared: &Compared,
    entry: &Entry<'_>,
    class: &str,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(
        out,
        "<tr{class}><th scope=\"row\">{}</th>",
        signs(&entry.signs)
    )?;
    let notes = entry.notes.iter().map(Note::halves);
    let parts: Vec<_> = std::iter::once(entry.texts.clone()).chain(notes).collect();
    for (index, side) in [Side::Left, Side::Right].into_iter().enumerate() {
        let page = compared.page(side);
        let (name, language) = (escape(&page.source), language(page));
        write!(out, "<td dir=\"auto\"{language} data-name=\"{name}\">")?;
        let said = parts.iter().map(|halves| &halves[index]);
        for (number, text) in said.enumerate().filter(|(_, text)| !text.text().is_empty()) {
            let class = if number == 0 { "" } else { " class=\"note\"" };
            write!(out, "\n<p{class}>{}</p>", words(text))?;
        }
        writeln!(out, "</td>")?;
    }
    writeln!(out, "</tr>")
}

fn language(page: &Page) -> String {
    let tag = page.language.as_deref();
    tag.map_or_else(String::new, |tag| format!(" lang=\"{}\"", escape(tag)))
}

/// The signs, with what they mean for those who hear the page.
fn signs(signs: &[Sign]) -> String {
    let sign = |sign: &Sign| {
        let (glyph, meaning) = (sign.glyph(false).trim(), wording::sign(*sign));
        let colour = match sign {
            Sign::Left => " class=\"left\"",
            Sign::Right => " class=\"right\"",
            Sign::Conflict => " class=\"conflict\"",
            Sign::Same | Sign::Moved | Sign::Reworded => "",
        };
        format!(
            "<span{colour} role=\"img\" aria-label=\"{meaning}\" title=\"{meaning}\">{glyph}</span>"
        )
    };
    signs.iter().map(sign).collect()
}

fn words(text: &Painted) -> String {
    let run = |(words, role): (&str, Role)| {
        let words = escape(words);
        match role {
            Role::Plain | Role::Strong | Role::Moved | Role::Name { .. } => words,
            Role::Note => format!("<span class=\"note\">{words}</span>"),
            Role::Only(side) => format!("<span class=\"{}\">{words}</span>", class(side)),
            Role::Edit(side) => format!("<mark class=\"{}\">{words}</mark>", class(side)),
            Role::Conflict(Weight::Differs) => format!("<mark class=\"conflict\">{words}</mark>"),
            Role::Conflict(Weight::Contradicts) => {
                format!("<mark class=\"conflict contradicts\">{words}</mark>")
            }
        }
    };
    text.runs().map(run).collect()
}

fn class(side: Side) -> &'static str {
    match side {
        Side::Left => "left",
        Side::Right => "right",
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::spread::example;

    fn printed(compared: &Compared) -> String {
        let mut out = Vec::new();
        print(compared, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_page_shows_every_row() {
        insta::assert_snapshot!(printed(&example::strike()));
    }

    #[test]
    fn nothing_of_an_article_is_read_as_markup() {
        let mut compared = example::strike();
        compared.left.title = "<script>alert(\"1\")</script>".to_owned();
        compared.left.source = "a&b\"<i>".to_owned();
        compared.left.sentences[1].1 = "</td><b>bold</b>".to_owned();
        compared.left.language = Some("\"><i>".to_owned());
        let page = printed(&compared);
        for raw in ["<script", "<i>", "<b>"] {
            assert!(!page.contains(raw), "{raw} in {page}");
        }
    }
}
