//! Words of one meaning and words of opposite meaning, from the lists in `assets/`; names of places and their people
//! stand there with capitals.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::text::language;
use crate::text::word::fold;

const MEANINGS: &str = include_str!("../../assets/synonyms.txt");

static SYNONYMS: LazyLock<HashMap<String, Vec<u16>>> = LazyLock::new(|| {
    let mut groups: HashMap<String, Vec<u16>> = HashMap::new();
    for (number, line) in (0..).zip(MEANINGS.lines()) {
        for name in line.split_whitespace() {
            let of = groups
                .entry(language::stem(&fold(name), None).into_owned())
                .or_default();
            if !of.contains(&number) {
                of.push(number);
            }
        }
    }
    groups
});

static ANTONYMS: LazyLock<HashSet<(String, String)>> = LazyLock::new(|| {
    let mut pairs = HashSet::new();
    for line in include_str!("../../assets/antonyms.txt").lines() {
        if let Some((a, b)) = line.split_once(' ') {
            for (a, b) in [
                (a.to_owned(), b.to_owned()),
                (
                    language::stem(a, None).into_owned(),
                    language::stem(b, None).into_owned(),
                ),
            ] {
                pairs.insert((b.clone(), a.clone()));
                pairs.insert((a, b));
            }
        }
    }
    pairs
});

/// The numbers of the groups of one meaning that the English stem belongs to.
pub(super) fn meanings(stem: &str) -> &'static [u16] {
    SYNONYMS.get(stem).map_or(&[], Vec::as_slice)
}

/// Whether two English stems are often used for one thing.
pub(super) fn synonyms(a: &str, b: &str) -> bool {
    let of = meanings(b);
    meanings(a).iter().any(|group| of.contains(group))
}

/// Whether the folded word names a place or its people: the list writes it with a capital.
pub(super) fn is_proper(folded: &str) -> bool {
    static NAMES: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let names = MEANINGS.split_whitespace();
        let capital = |name: &&str| name.starts_with(char::is_uppercase);
        names.filter(capital).map(fold).collect()
    });
    NAMES.contains(folded)
}

/// Whether two words, or two stems, mean the opposite of each other.
pub(super) fn antonyms(a: &str, b: &str) -> bool {
    ANTONYMS.contains(&(a.to_owned(), b.to_owned()))
}

/// Whether the folded word is a title or office that stands before a name.
pub(super) fn is_title(folded: &str) -> bool {
    const TITLES: &str = "mr mrs ms miss dr prof professor sir lord lady dame president vice prime minister secretary foreign \
        defence defense state senator sen rep representative governor gov mayor chancellor king queen prince princess pope \
        general gen colonel col captain capt sergeant sgt judge justice chief executive chairman chairwoman director \
        spokesman spokeswoman spokesperson ambassador envoy commissioner inspector superintendent officer doctor coach \
        monday tuesday wednesday thursday friday saturday sunday january february march april may june july august \
        september october november december";
    static SET: LazyLock<HashSet<&str>> = LazyLock::new(|| TITLES.split_whitespace().collect());
    SET.contains(folded)
}

/// Whether the stem is a verb of saying.
pub(super) fn is_saying(stem: &str) -> bool {
    const VERBS: &str = "say said says tell told state stated add added declare declared note noted assert asserted explain \
        explained insist insisted announce announced warn warned claim claimed remark remarked reply replied write wrote \
        comment commented argue argued admit admitted confirm confirmed";
    static SET: LazyLock<HashSet<String>> = LazyLock::new(|| {
        VERBS
            .split_whitespace()
            .map(|verb| language::stem(verb, None).into_owned())
            .collect()
    });
    SET.contains(stem)
}

/// What is left of a folded word without a prefix that may deny it (`unscientific`).
pub(super) fn without_denial(folded: &str) -> Option<&str> {
    let rest = ["un", "in", "im", "ir", "il", "dis", "des", "non"]
        .iter()
        .find_map(|prefix| folded.strip_prefix(prefix));
    rest.filter(|rest| rest.len() >= 4)
}

/// Whether the folded word stands in the lists.
pub(super) fn is_known(folded: &str) -> bool {
    !meanings(&language::stem(folded, None)).is_empty()
}
