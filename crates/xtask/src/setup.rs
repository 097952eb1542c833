//! Sets a fresh machine up: system packages, the interface's packages, the validators, the drivers of window and Firefox.
//! Each step looks first and does nothing when it was done.

use std::path::{Path, PathBuf};

use crate::machine::{self, Need};
use crate::sh::{self, Outcome, command, run};

/// The WebDriver bridge to the window, in its exact version.
const TAURI_DRIVER: (&str, &str) = ("tauri-driver", "2.1.0");
/// The same to Firefox: Debian has the browser alone.
const GECKODRIVER: (&str, &str) = ("geckodriver", "0.37.1");

/// Everything that `test` needs.
pub(crate) fn everything() -> Outcome {
    machine::ensure(Need::Tests)?;
    interface()?;
    node_validators()?;
    python_validators()?;
    driver(TAURI_DRIVER)?;
    driver(GECKODRIVER)
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
    driver_path(TAURI_DRIVER.0)
}

/// Where `geckodriver` lies.
pub(crate) fn geckodriver() -> PathBuf {
    driver_path(GECKODRIVER.0)
}

/// The browser that comes with WebKitGTK.
pub(crate) fn mini_browser() -> Outcome<PathBuf> {
    ["x86_64", "aarch64"]
        .map(|arch| PathBuf::from(format!("/usr/lib/{arch}-linux-gnu/webkit2gtk-4.1/MiniBrowser")))
        .into_iter()
        .find(|path| path.is_file())
        .ok_or_else(|| "WebKitGTK's MiniBrowser is not there".into())
}

fn driver_path(name: &str) -> PathBuf {
    let own = sh::target().join("tools/bin").join(name);
    if own.is_file() { own } else { sh::find(name).unwrap_or(own) }
}

fn driver((name, version): (&str, &str)) -> Outcome {
    if driver_path(name).is_file() {
        return Ok(());
    }
    println!("setup: {name} {version}");
    run(sh::cargo()
        .args(["install", name, "--version", version, "--locked", "--quiet", "--root"])
        .arg(sh::target().join("tools")))
}
