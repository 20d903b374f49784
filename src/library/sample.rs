//! The sample library that is built into the program.

use include_dir::{Dir, File, include_dir};

use super::Library;
use super::load::{self, Loaded, Problem};
use super::names::Place;
use super::revisions::{self, Filed, Look, Past};

/// The files of `assets/library`; when one is added or removed, this file must be compiled anew.
static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/library");

/// The embedded sample library, loaded by the same rules as any folder; its articles have no path.
pub fn sample() -> Loaded {
    let mut filed = Vec::new();
    let mut problems = Vec::new();
    for file in files(&FILES) {
        match articles(file) {
            Ok(found) => filed.extend(found),
            Err(problem) => problems.push(problem),
        }
    }
    Loaded {
        library: Library::new(revisions::articles(revisions::join(filed, Past::default()))),
        problems,
    }
}

fn files<'a>(folder: &'a Dir<'a>) -> Vec<&'a File<'a>> {
    let below = folder.dirs().flat_map(files);
    let mut files: Vec<_> = folder.files().chain(below).collect();
    files.sort_by_key(|file| file.path());
    files
}

fn articles(file: &File<'_>) -> Result<Vec<Filed>, Problem> {
    let path = file.path().to_string_lossy().replace('\\', "/");
    let name = path.rsplit('/').next().unwrap_or_default();
    let folder = path.split_once('/').map(|(folder, _)| folder.to_owned());
    let issue = load::issue(name, file.contents().to_vec()).map_err(|reason| Problem {
        path: path.clone(),
        reason,
        named: false,
    })?;
    let alone = issue.drafts.len() == 1;
    let filed = issue.drafts.into_iter().enumerate().map(|(index, draft)| {
        let (names, revision) = draft.into_revision(None);
        let file = format!("sample {path}").into_bytes();
        Filed {
            names,
            revision,
            place: Place { file, index },
            folder: folder.clone(),
            alone,
            look: Look::First,
        }
    });
    Ok(filed.collect())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    fn on_disk(folder: &Path, root: &Path, found: &mut BTreeSet<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                on_disk(&path, root, found);
            } else {
                found.insert(path.strip_prefix(root).unwrap().to_owned());
            }
        }
    }

    #[test]
    fn every_sample_is_built_in() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/library");
        let mut expected = BTreeSet::new();
        on_disk(&root, &root, &mut expected);
        let embedded: BTreeSet<_> = files(&FILES)
            .iter()
            .map(|file| file.path().to_owned())
            .collect();
        assert_eq!(
            embedded, expected,
            "touch src/library/sample.rs and build again"
        );
    }

    #[test]
    fn every_sample_can_be_read_and_has_no_path() {
        let loaded = sample();
        assert_eq!(loaded.problems, []);
        assert!(!loaded.library.articles().is_empty());
        assert!(
            loaded
                .library
                .articles()
                .iter()
                .all(|article| article.latest().path.is_none())
        );
    }

    #[test]
    fn samples_have_the_same_ids_in_every_run() {
        let ids = || {
            sample()
                .library
                .articles()
                .iter()
                .map(|article| article.id)
                .collect::<Vec<_>>()
        };
        assert_eq!(ids(), ids());
    }
}
