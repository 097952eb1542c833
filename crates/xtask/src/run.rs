//! Opens a fresh copy of the sample in the desktop app; without a display, packs and verifies it on the command line.

use std::path::{Path, PathBuf};

use crate::machine::{self, Need};
use crate::setup;
use crate::sh::{self, Outcome, command, run as go};

/// Set up, build, copy the sample, open it.
pub(crate) fn run() -> Outcome {
    machine::ensure(Need::App)?;
    setup::interface()?;
    let sample = fresh_sample()?;
    if has_display() {
        go(sh::npm().args(["run", "--silent", "build"]).current_dir(sh::root().join("ui")))?;
        go(sh::cargo().args(["build", "--quiet", "-p", "artifolio-desktop"]))?;
        println!("Opening {}", sample.display());
        return go(command(sh::target().join("debug/artifolio-desktop"))
            .arg(&sample)
            .env("ARTIFOLIO_DATA_DIR", sh::target().join("run/data")));
    }
    println!("There is no display here: packing and verifying the sample on the command line.");
    go(sh::cargo().args(["build", "--quiet", "-p", "artifolio-cli"]))?;
    let cli = |args: &[&str]| {
        go(command(sh::target().join("debug/artifolio"))
            .args(args)
            .env("ARTIFOLIO_DATA_DIR", sh::target().join("run/data")))
    };
    let bundle = sh::target().join("run/sample.zip");
    let (folder, file) = (text(&sample)?, text(&bundle)?);
    cli(&["pack", folder, "--out", file])?;
    cli(&["verify", file])?;
    println!("The bundle lies at {file}");
    Ok(())
}

fn has_display() -> bool {
    cfg!(any(windows, target_os = "macos"))
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|v| std::env::var_os(v).is_some_and(|s| !s.is_empty()))
}

fn text(path: &Path) -> Outcome<&str> {
    path.to_str().ok_or_else(|| format!("{} is no UTF-8 path", path.display()))
}

/// A copy of `sample/` that may be changed at will.
fn fresh_sample() -> Outcome<PathBuf> {
    let to = sh::target().join("run/Sample portfolio");
    if to.exists() {
        std::fs::remove_dir_all(&to).map_err(|e| format!("{}: {e}", to.display()))?;
    }
    copy(&sh::root().join("sample"), &to).map_err(|e| format!("copying the sample: {e}"))?;
    Ok(to)
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
