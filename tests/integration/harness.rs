//! Runs the real program in a world of its own: an empty environment, a home that is thrown away.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The program under test.
pub(crate) const NEWSREAD: &str = env!("CARGO_BIN_EXE_newsread");

/// A folder of the fixtures, as an absolute path.
pub(crate) fn fixture(name: &str) -> String {
    format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// A home folder that is thrown away, in which the program runs.
pub(crate) struct Home {
    folder: TempDir,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Where the program keeps what it keeps.
    pub(crate) fn data(&self) -> PathBuf {
        self.path().join("kept")
    }

    /// Writes a file below the home, with the folders it needs.
    pub(crate) fn write(&self, path: impl AsRef<Path>, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// The program with nothing inherited: no terminal, no settings, the home as working folder.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(NEWSREAD);
        command
            .env_clear()
            .env("HOME", self.path())
            .env("NEWSREAD_DATA_DIR", self.data())
            .env("LANG", "C.UTF-8")
            .env("COLUMNS", "80")
            .current_dir(self.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs the program to its end.
    #[track_caller]
    pub(crate) fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Run {
        Run::of(self.command().args(arguments))
    }
}

/// What a run of the program said and how it ended.
#[must_use = "look at what was said, or at least at the exit code"]
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: Option<i32>,
}

impl Run {
    #[track_caller]
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        Self {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code(),
        }
    }

    /// The same run, which ended with `code`.
    #[track_caller]
    pub(crate) fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// What a run that went well printed.
    #[track_caller]
    pub(crate) fn fine(self) -> String {
        let run = self.ended(0);
        assert_eq!(run.stderr, "");
        run.stdout
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|why| panic!("{why}: {self:#?}"))
    }
}
