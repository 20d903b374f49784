//! How well the engine compares labelled texts, and the fit of its weights.
//!
//! `NEWSREAD_DATA=DIR cargo bench --bench alignment` prints every figure with its floor and its aim; words behind
//! `--` choose otherwise:
//!
//! | word | does |
//! |---|---|
//! | `table` | prints the figures as a table in Markdown |
//! | `only=PART` | measures one part: `links`, `sure`, `groups`, `moved`, `quotations`, `edits`, `conflicts` or `speed` |
//! | `verbose` | prints every wrong answer of the parts measured |
//! | `misses=SET` | prints every link of a set that is wrong or missing |
//! | `told` | prints every conflict told on the labelled pairs, for reading |
//! | `fit` | fits the weights of [`newsread::compare::align::Model`] by cross-validation over documents and prints them |
//! | `fit=third` | the same for the third look alone, upon the first two as they are |
//!
//! DIR holds, each of them where it is to be measured:
//!
//! - `alignment/*.jsonl`, one pair of texts a line: `{"a": [sentence], "b": [sentence], "gold": [[left, right]]}`,
//!   optionally `par_a` and `par_b`, the paragraph of each sentence; `witnesses`, other versions of the story, each
//!   a list of sentences; `groups`, the links as groups of sentences,
//!   `[[[left], [right]]]`; `a_text`, `b_text` and `moved_spans`, the texts as they stood and the character ranges
//!   in both that a person marked as moved, `[{"r": [[start, end]], "s": [[start, end]]}]`;
//! - `conflicts/planted_dev.jsonl`, one pair of sentences a line: `{"type": kind or "control", "a": text, "b": text}`;
//! - `edits/*.jsonl`, one pair of sentences a line: `{"a": text, "b": text, "left": [[start, end]], "right":
//!   [[start, end]]}`, the byte ranges that a person would mark as changed;
//! - `extraction/ground-truth.json`, real articles: `{name: {"articleBody": text}}`; shared quotations are made
//!   from theirs.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "counts are small"
)]

use std::path::Path;

use fit::Looks;
use labelled::sets;

mod chance;
mod conflicts;
mod edits;
mod fit;
mod groups;
mod labelled;
mod links;
mod measure;
mod moved;
mod press;
mod quoted;
mod reframe;
mod speed;
mod sure;

fn main() {
    let Some(folder) = std::env::var_os("NEWSREAD_DATA") else {
        println!("alignment: NEWSREAD_DATA names no folder of labelled texts; nothing is measured");
        return;
    };
    let folder = Path::new(&folder);
    let asked = |word: &str| std::env::args().any(|argument| argument == word);
    let named = |word: &str| {
        std::env::args().find_map(|argument| argument.strip_prefix(word).map(str::to_owned))
    };
    let sets = sets(folder);
    if asked("fit") {
        fit::report(&sets, Looks::All);
        return;
    }
    if asked("fit=third") {
        fit::report(&sets, Looks::Third);
        return;
    }
    if let Some(name) = named("misses=") {
        sets.iter()
            .filter(|set| set.name == name)
            .for_each(links::misses);
        return;
    }
    if asked("told") {
        sets.iter().for_each(conflicts::told);
        return;
    }
    let verbose = asked("verbose");
    let only = named("only=");
    let wanted = |part: &str| only.as_deref().is_none_or(|only| only == part);
    let mut measures = Vec::new();
    let mut add = |part: &str, measure: &dyn Fn() -> Vec<measure::Measure>| {
        if wanted(part) {
            measures.extend(measure());
        }
    };
    add("links", &|| links::measures(&sets));
    add("sure", &|| sure::measures(&sets));
    add("groups", &|| groups::measures(&sets));
    add("moved", &|| moved::measures(&sets, verbose));
    add("quotations", &|| quoted::measures(folder, verbose));
    add("conflicts", &|| conflicts::measures(folder, verbose));
    add("edits", &|| edits::measures(folder, verbose));
    add("speed", &|| speed::measures(&sets));
    measure::print(&measures, asked("table"));
}
