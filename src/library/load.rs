//! Files and folders in, a library and its problems out; the only reader of article files.

use std::any::Any;
use std::convert::Infallible;
use std::iter::Peekable;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use rapidhash::v3::rapidhash_v3;
use rayon::prelude::*;
use serde::Serialize;

use super::Library;
use super::format::{self, Issue};
use super::names::Place;
use super::revisions::{self, Filed, Look, Past};
use crate::text::clean::clean_line;

mod decode;
mod read;
mod spelling;
mod stamp;
mod walk;

pub use spelling::{Spelling, Spelt};
pub use stamp::Stamp;
pub use walk::{Found, Walked, in_order, walk};

/// Number of the rules by which files are read. It goes up whenever the same bytes are read as something else,
/// so that what was read before is read again.
pub const RULES: u32 = 1;

/// So many files are read as one batch at most.
const BATCH: usize = 1_000;

/// A batch takes no further file when it has so many bytes.
const BATCH_BYTES: u64 = 8 << 20;

/// A file or folder that could not be read, and why, in words for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The path as given, cleaned.
    pub path: String,
    /// What is wrong and what to do.
    pub reason: String,
    /// Whether a path that the person named could itself not be read; not so for what was found inside a
    /// folder, nor for an empty folder.
    #[serde(skip)]
    pub named: bool,
}

/// What loading brought: what could be read, and a list of what could not.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// What could be read.
    pub library: Library,
    /// What could not, in path order.
    pub problems: Vec<Problem>,
}

/// How far loading has come; shared with whoever shows it.
#[derive(Debug, Default)]
pub struct Progress {
    /// Files found so far.
    pub found: AtomicUsize,
    /// Files read so far.
    pub read: AtomicUsize,
}

impl Progress {
    /// Begins to count anew.
    pub fn begin_anew(&self) {
        self.found.store(0, Ordering::Relaxed);
        self.read.store(0, Ordering::Relaxed);
    }
}

/// Reads every article under `paths`, without a memory of earlier looks; never fails, but says what it could
/// not read.
pub fn load(paths: &[PathBuf], progress: &Progress) -> Loaded {
    let mut files = Vec::new();
    let Walked { mut problems, .. } = walk(paths, progress, &mut |found| files.push(found));
    let mut filed = Vec::with_capacity(files.len());
    let take = |batch: Vec<(Found, Opened)>| {
        for (_, opened) in batch {
            filed.extend(opened.filed);
            problems.extend(opened.problem);
        }
        Ok::<_, Infallible>(())
    };
    let Ok(()) = in_batches(files, |_| None, progress, take);
    let joined = revisions::join(filed, Past::default());
    Loaded {
        library: Library::new(revisions::articles(joined)),
        problems: in_order(problems),
    }
}

/// Reads `files` in batches, on all cores, and hands each batch over while the next is being read; a file whose
/// bytes have the hash that `known` says is not parsed.
///
/// # Errors
///
/// When `take` fails, at once.
pub fn in_batches<F, E>(
    files: Vec<F>,
    known: impl Fn(&F) -> Option<u64> + Sync,
    progress: &Progress,
    mut take: impl FnMut(Vec<(F, Opened)>) -> Result<(), E>,
) -> Result<(), E>
where
    F: AsRef<Found> + Send + Sync,
{
    let known = &known;
    thread::scope(|scope| {
        // One batch waits while another is taken: the reader never runs far ahead.
        let (sender, batches) = mpsc::sync_channel(1);
        scope.spawn(move || {
            let pool = pool();
            let mut files = files.into_iter().peekable();
            while files.peek().is_some() {
                let batch = next_batch(&mut files);
                let one = |file: F| {
                    let opened = open(file.as_ref(), known(&file), progress);
                    (file, opened)
                };
                let all = || batch.into_par_iter().map(one).collect();
                let read: Vec<(F, Opened)> = match &pool {
                    Some(pool) => pool.install(all),
                    None => all(),
                };
                if sender.send(read).is_err() {
                    return; // nobody takes any more
                }
            }
        });
        batches.into_iter().try_for_each(&mut take)
    })
}

/// Takes files until they are many or large.
fn next_batch<F: AsRef<Found>>(files: &mut Peekable<impl Iterator<Item = F>>) -> Vec<F> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < BATCH && bytes < BATCH_BYTES {
        let Some(file) = files.next() else {
            break;
        };
        bytes += file.as_ref().stamp.size;
        batch.push(file);
    }
    batch
}

/// Threads for reading, one a core.
fn pool() -> Option<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new()
        .thread_name(|index| format!("loader {index}"))
        .build()
        .ok()
}

/// What one file brought.
#[derive(Debug, Default)]
pub struct Opened {
    /// Its texts; none where it is known as it is, or could not be read.
    pub filed: Vec<Filed>,
    /// What is wrong with it.
    pub problem: Option<Problem>,
    /// The hash of its bytes; none where they could not be read, or not be made sense of by a fault of ours.
    pub hash: Option<u64>,
}

fn open(found: &Found, known: Option<u64>, progress: &Progress) -> Opened {
    let opened = match catch_unwind(AssertUnwindSafe(|| texts(found, known))) {
        Ok(Ok(opened)) => opened,
        Ok(Err(reason)) => refused(found, reason, None),
        Err(panic) => refused(found, fault(panic.as_ref()), None),
    };
    progress.read.fetch_add(1, Ordering::Relaxed);
    opened
}

/// The texts of one file, or why there are none; an error where it could not even be opened.
fn texts(found: &Found, known: Option<u64>) -> Result<Opened, String> {
    let file = read::read(&found.path)?;
    let hash = Some(rapidhash_v3(&file.bytes));
    if hash == known {
        return Ok(Opened {
            hash,
            ..Opened::default()
        });
    }
    let name = found.path.file_name().unwrap_or_default();
    Ok(match issue(&name.to_string_lossy(), file.bytes) {
        Ok(issue) => filed(found, issue, file.cut, hash),
        Err(reason) => refused(found, reason, hash),
    })
}

/// The articles in the bytes of a file called `name`; an error is a reason for a person.
pub(super) fn issue(name: &str, bytes: Vec<u8>) -> Result<Issue, String> {
    format::read(name, &decode::decode(bytes)?)
}

fn filed(found: &Found, issue: Issue, cut: Option<String>, hash: Option<u64>) -> Opened {
    let shown = shown(&found.path);
    let alone = issue.drafts.len() == 1;
    let drafts = issue.drafts.into_iter().enumerate();
    let filed = drafts.map(|(index, draft)| {
        let (names, revision) = draft.into_revision(Some(shown.clone()));
        let file = found.place().to_vec();
        Filed {
            names,
            revision,
            place: Place { file, index },
            folder: found.source.clone(),
            alone,
            look: Look::First,
        }
    });
    Opened {
        filed: filed.collect(),
        problem: cut.or(issue.note).map(|reason| Problem {
            path: shown.clone(),
            reason,
            named: false,
        }),
        hash,
    }
}

fn refused(found: &Found, reason: String, hash: Option<u64>) -> Opened {
    Opened {
        problem: Some(Problem {
            path: shown(&found.path),
            reason,
            named: found.named,
        }),
        filed: Vec::new(),
        hash,
    }
}

fn fault(panic: &(dyn Any + Send)) -> String {
    let message = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no more is known");
    format!(
        "newsread could not make sense of it ({})",
        clean_line(message).0
    )
}

/// A path as it may be shown: cleaned, on one line.
pub fn shown(path: &std::path::Path) -> String {
    clean_line(&path.to_string_lossy()).0
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;
    use tempfile::TempDir;

    fn folder(files: &[(&str, &str)]) -> TempDir {
        let folder = TempDir::new().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn load_one(path: &Path) -> Loaded {
        load(&[path.to_owned()], &Progress::default())
    }

    fn reasons(loaded: &Loaded) -> Vec<(&str, &str)> {
        loaded
            .problems
            .iter()
            .map(|problem| {
                (
                    problem.path.rsplit('/').next().unwrap(),
                    problem.reason.as_str(),
                )
            })
            .collect()
    }

    #[test]
    fn a_folder_names_the_source_of_what_lies_below_it() {
        let folder = folder(&[
            ("Post/2025/a.txt", "It sank."),
            ("b.txt", "It floats."),
            (".hidden/c.txt", "No."),
            (".d.txt", "No."),
        ]);
        let loaded = load_one(folder.path());
        let mut sources: Vec<_> = loaded
            .library
            .articles()
            .iter()
            .map(|article| article.source.as_deref())
            .collect();
        sources.sort_unstable();
        assert_eq!(sources, [None, Some("Post")]);
        assert_eq!(
            load_one(&folder.path().join("Post")).library.articles()[0]
                .source
                .as_deref(),
            Some("2025")
        );
        assert_eq!(
            load_one(&folder.path().join("Post/2025/a.txt"))
                .library
                .articles()[0]
                .source,
            None
        );
    }

    #[test]
    fn what_is_read_has_changed_only_where_the_rules_have_another_number() {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/library");
        let mut said = String::new();
        let mut files = Vec::new();
        walk(&[samples], &Progress::default(), &mut |found| {
            files.push(found);
        });
        files.sort_by(|a, b| a.path.cmp(&b.path));
        for found in files {
            for filed in open(&found, None, &Progress::default()).filed {
                let text = &filed.revision;
                let dates = (text.published, text.updated);
                let head = (&text.title, text.title_derived, &text.author, dates);
                let body = (
                    &text.language,
                    &text.paragraphs,
                    &text.omitted,
                    text.cleaned,
                );
                let text = format!("{:?} {head:?} {body:?}\n", filed.names);
                said.push_str(&text);
            }
        }
        assert_eq!(
            (RULES, rapidhash_v3(said.as_bytes())),
            (1, 17_971_661_276_617_138_780),
            "the samples are read in another way: unless it is they that were changed, raise RULES"
        );
    }

    #[test]
    fn ids_are_the_same_however_a_path_is_spelt() {
        let folder = folder(&[("Post/a.txt", "It sank.")]);
        let spellings =
            ["", ".", "Post", "Post/../Post/a.txt"].map(|spelt| folder.path().join(spelt));
        let ids: Vec<_> = spellings
            .iter()
            .map(|path| load_one(path).library.articles()[0].id)
            .collect();
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
        let all = load(&spellings, &Progress::default());
        assert_eq!(all.library.articles().len(), 1);
    }

    #[test]
    fn what_cannot_be_read_is_named_and_the_rest_is_shown() {
        let folder = folder(&[
            ("a.txt", "It sank."),
            ("empty.txt", ""),
            ("broken.json", "{"),
            ("style.css", "p {}"),
        ]);
        fs::write(
            folder.path().join("noise.txt"),
            [0xff, 0, 1, 2, 0xfe, 0, 3, 0],
        )
        .unwrap();
        let missing = folder.path().join("missing.txt");
        let loaded = load(&[folder.path().to_owned(), missing], &Progress::default());
        assert_eq!(loaded.library.articles().len(), 1);
        assert_eq!(
            reasons(&loaded)
                .iter()
                .map(|(name, _)| *name)
                .collect::<Vec<_>>(),
            [
                "broken.json",
                "empty.txt",
                "missing.txt",
                "noise.txt",
                "style.css"
            ]
        );
        let named: Vec<_> = loaded
            .problems
            .iter()
            .map(|problem| problem.named)
            .collect();
        assert_eq!(named, [false, false, true, false, false]);
    }

    #[test]
    fn many_files_of_no_article_format_are_one_problem() {
        let pictures: Vec<String> = (0..20).map(|n| format!("files/{n}.png")).collect();
        let files: Vec<_> = pictures.iter().map(|name| (name.as_str(), "x")).collect();
        let loaded = load_one(folder(&files).path());
        assert_eq!(
            reasons(&loaded),
            [(
                "files",
                "20 files here: not an article: .png files are not read"
            )]
        );
    }

    #[test]
    fn an_empty_folder_says_so_and_is_no_failure() {
        let folder = folder(&[]);
        let loaded = load_one(folder.path());
        assert!(loaded.problems[0].reason.contains("empty"));
        assert!(!loaded.problems[0].named);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_inside_the_library_only() {
        use std::os::unix::fs::symlink;
        let outside = folder(&[("secret.txt", "No.")]);
        let folder = folder(&[("Post/a.txt", "It sank."), (".store/b.txt", "It floats.")]);
        let root = folder.path();
        symlink(outside.path(), root.join("out")).unwrap();
        symlink(root, root.join("Post/loop")).unwrap();
        symlink("nowhere", root.join("dangling")).unwrap();
        symlink("round-b", root.join("round-a")).unwrap();
        symlink("round-a", root.join("round-b")).unwrap();
        symlink(root.join(".store/b.txt"), root.join("b.txt")).unwrap();
        symlink(root.join("Post/a.txt"), root.join("again.txt")).unwrap();
        let loaded = load_one(root);
        assert_eq!(loaded.library.articles().len(), 2);
        let names: Vec<_> = reasons(&loaded).iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["loop", "dangling", "out", "round-a", "round-b"]);
    }

    #[cfg(unix)]
    #[test]
    fn pipes_and_devices_are_never_opened() {
        let folder = folder(&[("a.txt", "It sank.")]);
        let pipe = folder.path().join("pipe.txt");
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RUSR).unwrap();
        let loaded = load(
            &[folder.path().to_owned(), pipe, "/dev/zero".into()],
            &Progress::default(),
        );
        assert_eq!(loaded.library.articles().len(), 1);
        let mut reasons: Vec<_> = loaded
            .problems
            .iter()
            .map(|problem| (problem.reason.as_str(), problem.named))
            .collect();
        reasons.sort_unstable();
        let pipe = "a pipe, not a file; not opened: save what comes out of it in a file first";
        assert_eq!(
            reasons,
            [
                ("a device, not a file; not opened", true),
                (pipe, false),
                (pipe, true),
            ]
        );
    }

    #[test]
    fn revisions_of_one_address_are_one_article() {
        let text = |hour, body| {
            format!(
                "Title: Ferry\nSource: Post\nUrl: https://p.example/f\nUpdated: 2025-07-10 {hour}:00\n\n{body}"
            )
        };
        let folder = folder(&[
            ("z.txt", &text(8, "It sails.")),
            ("a.txt", &text(9, "It sank.")),
        ]);
        let loaded = load_one(folder.path());
        let article = &loaded.library.articles()[0];
        assert_eq!(article.revisions.len(), 2);
        assert_eq!(article.latest().paragraphs[0].text, "It sank.");
    }

    #[test]
    fn progress_counts_what_was_found_and_read() {
        let folder = folder(&[("a.txt", "It sank."), ("b.txt", "")]);
        let progress = Progress::default();
        load(&[folder.path().to_owned()], &progress);
        assert_eq!(
            (progress.found.into_inner(), progress.read.into_inner()),
            (2, 2)
        );
    }
}
