//! The harness: a scratch folder with a copy of a fixture, the real command, and what it printed.
//!
//! ```no_run
//! use artifolio_tests::Scratch;
//! let scratch = Scratch::with("sample");
//! let ran = scratch.artifolio(&["check", "{ws}", "--today", "2026-11-24", "--json"]);
//! assert_eq!(ran.code, 0, "{ran}");
//! assert_eq!(ran.json()["findings"], serde_json::json!([]));
//! ```
//! Nothing here touches the home folder, the network or the clock: the data folder lies in the scratch folder too.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests read and write their own scratch folders, and say what they could not run"
)]

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use serde_json::Value;
use sha2::{Digest as _, Sha256};

pub mod disk;
pub mod driver;
pub mod judges;
pub mod portfolios;
pub mod run;
pub mod syncthing;
pub mod telling;

/// Root of the repository.
#[must_use]
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The command under test, built by `cargo build --bins` into the folder this test runs from.
///
/// # Panics
/// When it was not built.
#[must_use]
pub fn artifolio() -> PathBuf {
    let deps = std::env::current_exe().unwrap();
    let command =
        deps.ancestors().nth(2).unwrap().join(format!("artifolio{}", std::env::consts::EXE_SUFFIX));
    assert!(command.is_file(), "{} is missing: cargo build --workspace --bins", command.display());
    command
}

/// A program that is being started has, until it runs, a copy of every lock that this process holds.
static OPEN: RwLock<()> = RwLock::new(());

/// To be held while a test has a portfolio open for writing: no program is started meanwhile, which would keep its lock
/// for a moment longer.
pub fn opening() -> RwLockReadGuard<'static, ()> {
    OPEN.read().unwrap_or_else(PoisonError::into_inner)
}

/// Starts a program whose output is read by the caller.
///
/// # Panics
/// When there is no such program.
#[must_use]
pub fn start(command: &mut Command) -> Child {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let _nothing_is_open = OPEN.write().unwrap_or_else(PoisonError::into_inner);
    command.spawn().unwrap_or_else(|e| panic!("{command:?}: {e}"))
}

/// Third-party cases of one kind (`bagit`, `zip` …). Without them the test says NOT RUN, or fails where they are demanded.
///
/// # Panics
/// When `ARTIFOLIO_DEMAND_CASES` is set and they are missing.
#[must_use]
pub fn cases(kind: &str) -> Option<PathBuf> {
    let root = std::env::var_os("ARTIFOLIO_CASES")
        .map_or_else(|| repository().parent().unwrap().join("shared/cases"), PathBuf::from);
    let folder = root.join(kind);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(
        std::env::var_os("ARTIFOLIO_DEMAND_CASES").is_none(),
        "{} is demanded",
        folder.display()
    );
    println!("NOT RUN: third-party cases {kind}");
    None
}

/// A scratch folder, removed when dropped: `ws/` the portfolio, `data/` the app's data, anything else beside.
#[derive(Debug)]
pub struct Scratch {
    folder: tempfile::TempDir,
}

impl Scratch {
    /// With an empty place for a portfolio.
    #[must_use]
    pub fn empty() -> Self {
        Self::within(&std::env::temp_dir())
    }

    /// The same in this folder.
    #[must_use]
    pub fn within(folder: &Path) -> Self {
        let mut builder = tempfile::Builder::new();
        Self { folder: builder.prefix("artifolio-test-").tempdir_in(folder).unwrap() }
    }

    /// The same in memory, where the system has a folder for that: for tests that save many thousand times.
    #[must_use]
    pub fn in_memory() -> Self {
        let memory = Path::new("/dev/shm");
        if !memory.is_dir() {
            return Self::empty();
        }
        Self {
            folder: tempfile::Builder::new().prefix("artifolio-test-").tempdir_in(memory).unwrap(),
        }
    }

    /// With a copy of `sample`, `sample-unfinished` or a folder of `tests/fixtures`.
    #[must_use]
    pub fn with(fixture: &str) -> Self {
        let scratch = Self::empty();
        let at_root = repository().join(fixture);
        let from = if at_root.is_dir() {
            at_root
        } else {
            repository().join("tests/fixtures").join(fixture)
        };
        copy(&from, &scratch.path("ws"));
        scratch
    }

    /// A path in the scratch folder.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The portfolio's folder.
    #[must_use]
    pub fn ws(&self) -> PathBuf {
        self.path("ws")
    }

    /// Reads a text file of the portfolio.
    #[must_use]
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.ws().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// Writes a file of the portfolio.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.ws().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Replaces a text in a file of the portfolio; it must be there.
    pub fn replace(&self, name: &str, old: &str, new: &str) {
        let text = self.read(name);
        assert!(text.contains(old), "{name} has no {old:?}");
        self.write(name, text.replace(old, new));
    }

    /// The command with its arguments; `{ws}` and `{tmp}` in them become paths of the scratch folder.
    #[must_use]
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(artifolio());
        for arg in args {
            let arg = arg.replace("{ws}", &self.ws().to_string_lossy());
            command.arg(arg.replace("{tmp}", &self.folder.path().to_string_lossy()));
        }
        command
            .env_remove("ARTIFOLIO_DATA_DIR")
            .env("HOME", self.path("no-home"))
            .env("ARTIFOLIO_DATA_DIR", self.path("data"))
            .current_dir(self.folder.path());
        command
    }

    /// Runs the command.
    #[must_use]
    pub fn artifolio(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args))
    }

    /// Every file of the portfolio with its bytes, by path.
    #[must_use]
    pub fn tree(&self, name: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.path(name), "", &mut files);
        files
    }

    /// SHA-256 of a file in the scratch folder.
    #[must_use]
    pub fn sha256(&self, name: &str) -> String {
        hex::encode(Sha256::digest(std::fs::read(self.path(name)).unwrap()))
    }
}

/// What a command did.
#[derive(Debug)]
pub struct Ran {
    /// Exit code; -1 when a signal ended it.
    pub code: i32,
    /// Printed on stdout.
    pub stdout: String,
    /// Printed on stderr.
    pub stderr: String,
}

impl Ran {
    /// Runs a command to its end.
    #[must_use]
    pub fn of(mut command: Command) -> Self {
        Self::heard(start(&mut command))
    }

    /// Waits until a program that was [started](start) ends.
    ///
    /// # Panics
    /// When it cannot be waited for.
    #[must_use]
    pub fn heard(child: Child) -> Self {
        let out = child.wait_with_output().unwrap();
        Self {
            code: out.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&out.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&out.stderr).into_owned(),
        }
    }

    /// Fails the test unless it ended with 0.
    #[must_use]
    pub fn done(self) -> Self {
        assert_eq!(self.code, 0, "{self}");
        self
    }

    /// The one JSON document on stdout.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("no JSON ({e}): {self}"))
    }

    /// The rule ids of the findings, in order.
    #[must_use]
    pub fn rules(&self) -> Vec<String> {
        self.json()["findings"]
            .as_array()
            .unwrap_or_else(|| panic!("no findings: {self}"))
            .iter()
            .map(|f| f["rule"].as_str().unwrap().to_owned())
            .collect()
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "exit {}\n--- stdout\n{}\n--- stderr\n{}", self.code, self.stdout, self.stderr)
    }
}

/// Copies a folder.
///
/// # Panics
/// When a file cannot be read or written.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap_or_else(|e| panic!("{}: {e}", from.display())) {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, std::fs::read(entry.path()).unwrap());
        }
    }
}
