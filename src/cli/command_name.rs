//! Which command a person meant who mistyped its name, so that it was taken for a path.

use std::path::Path;

use clap::CommandFactory;

use super::arguments::Arguments;

/// How alike a word and a name must be at least, from 0 to 1.
const ALIKE: f64 = 0.8;

/// What to write instead of a path that is not there, where it looks like the name of a command.
pub(super) fn meant(path: &Path) -> Option<String> {
    let typed = path.to_str()?.to_lowercase();
    let commands = Arguments::command();
    let names = commands.get_subcommands().filter(|one| !one.is_hide_set());
    let names = names.map(|command| command.get_name().to_owned());
    let scored = names.map(|name| (strsim::jaro_winkler(&typed, &name), name));
    let (alike, name) = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (alike >= ALIKE).then(|| format!("did you mean the command `newsread {name}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_command_and_a_file_finds_none() {
        let cases = [
            ("lst", Some("list")),
            ("Stories", Some("stories")),
            ("storys", Some("stories")),
            ("serach", Some("search")),
            ("histroy", Some("history")),
            ("sorces", Some("sources")),
            ("news", None),
            ("a.txt", None),
            ("articles/2025", None),
            ("ferry", None),
        ];
        for (typed, expected) in cases {
            let expected =
                expected.map(|name| format!("did you mean the command `newsread {name}`?"));
            assert_eq!(meant(Path::new(typed)), expected, "{typed}");
        }
    }
}
