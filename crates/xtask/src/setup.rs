//! Sets a fresh machine up: system packages, the interface's packages, the validators and the window's driver.
//! Each step looks first and does nothing when it was done.

use std::path::{Path, PathBuf};

use crate::machine::{self, Need};
use crate::sh::{self, Outcome, command, run};

/// Exact version of the WebDriver bridge.
const TAURI_DRIVER: &str = "2.1.0";

/// Everything that `test` needs.
pub(crate) fn everything() -> Outcome {
    machine::ensure(Need::Tests)?;
    interface()?;
    node_validators()?;
    python_validators()?;
    window_driver()
}

/// `npm ci` of the interface, when its lock file changed.
pub(crate) fn interface() -> Outcome {
    npm_ci(&sh::root().join("ui"))
}

/// HTML validators and the browser's client.
fn node_validators() -> Outcome {
    npm_ci(&sh::root().join("tests/validators"))
}

fn npm_ci(folder: &Path) -> Outcome {
    let lock = std::fs::read(folder.join("package-lock.json"))
        .map_err(|e| format!("{}/package-lock.json: {e}", folder.display()))?;
    let stamp = folder.join("node_modules/.artifolio-lock");
    if std::fs::read(&stamp).is_ok_and(|done| done == lock) {
        return Ok(());
    }
    println!("setup: npm ci in {}", folder.display());
    run(sh::npm().args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder))?;
    std::fs::write(&stamp, lock).map_err(|e| format!("{}: {e}", stamp.display()))
}

/// The virtual environment of the Python validators.
pub(crate) fn venv() -> PathBuf {
    sh::target().join("tools/venv")
}

/// The Python of that environment.
pub(crate) fn python() -> PathBuf {
    venv().join("bin/python")
}

fn python_validators() -> Outcome {
    let list = sh::root().join("tests/validators/requirements.txt");
    let wanted = std::fs::read(&list).map_err(|e| format!("{}: {e}", list.display()))?;
    let stamp = venv().join(".artifolio-requirements");
    if std::fs::read(&stamp).is_ok_and(|done| done == wanted) {
        return Ok(());
    }
    println!("setup: Python validators in {}", venv().display());
    run(command("python3").args(["-m", "venv"]).arg(venv()))?;
    run(command(venv().join("bin/python"))
        .args(["-m", "pip", "install", "--quiet", "-r"])
        .arg(&list))?;
    std::fs::write(&stamp, wanted).map_err(|e| format!("{}: {e}", stamp.display()))
}

/// Where `tauri-driver` lies.
pub(crate) fn tauri_driver() -> PathBuf {
    let own = sh::target().join("tools/bin/tauri-driver");
    if own.is_file() { own } else { sh::find("tauri-driver").unwrap_or(own) }
}

fn window_driver() -> Outcome {
    if tauri_driver().is_file() {
        return Ok(());
    }
    println!("setup: tauri-driver {TAURI_DRIVER}");
    run(sh::cargo()
        .args([
            "install",
            "tauri-driver",
            "--version",
            TAURI_DRIVER,
            "--locked",
            "--quiet",
            "--root",
        ])
        .arg(sh::target().join("tools")))
}
