//! Programs of others that judge what we write, where `cargo xtask setup` put them.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::repository;

fn tools() -> PathBuf {
    std::env::var_os("ARTIFOLIO_TOOLS")
        .map_or_else(|| repository().join("target/tools"), PathBuf::from)
}

/// A program of the validators' virtual environment.
///
/// # Panics
/// When it is missing.
#[must_use]
pub fn venv(program: &str) -> Command {
    let path = tools().join("venv/bin").join(program);
    assert!(path.is_file(), "{} is missing: cargo xtask setup", path.display());
    Command::new(path)
}

/// icalendar of Python, and ical.js in its strict form, on a calendar.
#[must_use]
pub fn of_calendar(calendar: &Path) -> [Command; 2] {
    let script = |name: &str| repository().join("tests/validators").join(name);
    let (mut python, mut node) = (venv("python"), Command::new("node"));
    python.arg(script("judge_ics.py")).arg(calendar);
    node.arg(script("judge_ics.mjs")).arg(calendar);
    [python, node]
}
