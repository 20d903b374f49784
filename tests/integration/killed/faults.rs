//! The library that makes the program fail at a chosen call, built from `faults.c` and put before it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::harness::Home;

/// What befalls the program; calls are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nothing; its calls are counted.
    None,
    /// It is killed before a call.
    Killed { at: u64 },
    /// It is killed when half of a write is done.
    Torn { at: u64 },
    /// The power is gone before a call; with seed 0 nothing that was not synced is there, else some of it.
    PowerLost { at: u64, seed: u64 },
    /// From a call on nothing more fits on the disk.
    DiskFull { from: u64 },
    /// It gets a signal before a call.
    Signalled { at: u64, signal: i32 },
}

/// A call that changes what is kept: what it does, to how many bytes, of which file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Call {
    pub(super) kind: char,
    pub(super) size: usize,
    pub(super) file: String,
}

/// Bytes of a record of the log; the first is its head.
const RECORD: usize = 64;

/// A home in which programs meet faults: the calls that change its `kept…` files and folders count.
pub(super) struct Faults<'a> {
    home: &'a Home,
}

impl<'a> Faults<'a> {
    pub(super) fn new(home: &'a Home) -> Self {
        Self { home }
    }

    fn log(&self) -> PathBuf {
        self.home.path().join("log")
    }

    /// Calls count only while this file is there, where [`Faults::variables`] is told so.
    fn switch(&self) -> PathBuf {
        self.home.path().join("switch")
    }

    /// From now on calls count; or, with a full disk, there is no space.
    pub(super) fn arm(&self) {
        fs::write(self.switch(), "").unwrap();
    }

    /// From now on no call counts; or there is space again.
    pub(super) fn disarm(&self) {
        fs::remove_file(self.switch()).unwrap();
    }

    /// The variables by which a fault is set; with `switched`, calls count only while it is armed.
    pub(super) fn variables(&self, fault: Fault, switched: bool) -> Vec<(&'static str, OsString)> {
        let _ = fs::remove_file(self.log());
        let _ = fs::remove_file(self.switch());
        let shadow = self.home.path().join("shadow");
        let _ = fs::remove_dir_all(&shadow);
        fs::create_dir(&shadow).unwrap();
        let under = self.home.path().canonicalize().unwrap().join("kept");
        let (mode, at, seed, signal) = match fault {
            Fault::None => ("count", 0, 0, 0),
            Fault::Killed { at } => ("kill", at, 0, 0),
            Fault::Torn { at } => ("tear", at, 0, 0),
            Fault::PowerLost { at, seed } => ("lose", at, seed, 0),
            Fault::DiskFull { from } => ("full", from, 0, 0),
            Fault::Signalled { at, signal } => ("signal", at, 0, signal),
        };
        let mut variables = vec![
            ("LD_PRELOAD", library().into()),
            ("FAULT_MODE", mode.into()),
            ("FAULT_UNDER", under.into()),
            ("FAULT_SHADOW", shadow.into()),
            ("FAULT_LOG", self.log().into()),
            ("FAULT_AT", at.to_string().into()),
            ("FAULT_SEED", seed.to_string().into()),
            ("FAULT_SIGNAL", signal.to_string().into()),
        ];
        if switched {
            variables.push(("FAULT_WHILE", self.switch().into()));
        }
        variables
    }

    /// The program with a fault before it.
    pub(super) fn command(&self, fault: Fault, arguments: &[&str]) -> Command {
        let mut command = self.home.command();
        command.args(arguments).envs(self.variables(fault, false));
        command
    }

    /// The calls that counted in the last run.
    #[track_caller]
    pub(super) fn calls(&self) -> Vec<Call> {
        let log = fs::read(self.log()).unwrap_or_default();
        assert!(
            log.starts_with(b"loaded\n"),
            "the library of faults was not loaded: without LD_PRELOAD (a program that is linked statically, a \
             system that refuses it) nothing of this can be tested"
        );
        let count = u64::from_le_bytes(log[8..16].try_into().unwrap());
        let records = log.chunks(RECORD).skip(1).take(count.try_into().unwrap());
        let calls: Vec<Call> = records.map(call).collect();
        assert_eq!(calls.len() as u64, count, "the log is full");
        calls
    }
}

fn call(record: &[u8]) -> Call {
    let text = record.split(|byte| *byte == 0).next().unwrap();
    let text = String::from_utf8_lossy(text);
    let mut parts = text.splitn(3, ' ');
    let mut next = || parts.next().unwrap();
    Call {
        kind: next().parse().unwrap(),
        size: next().parse().unwrap(),
        file: next().to_owned(),
    }
}

/// The library, built once in a run of the tests.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let made = folder.join(format!("faults-{}.so", std::process::id()));
        let compiler = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
        let source = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/integration/killed/faults.c"
        );
        let run = Command::new(&compiler)
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .args([made.as_os_str(), source.as_ref()])
            .args(["-ldl", "-lpthread"])
            .output();
        let run = run.unwrap_or_else(|why| {
            panic!(
                "a C compiler is needed, cc or what CC names: {}: {why}",
                compiler.display()
            )
        });
        assert!(
            run.status.success(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
        let library = folder.join("faults.so");
        fs::rename(made, &library).unwrap(); // another run may be using the one that is there
        library
    })
}
