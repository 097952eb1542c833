//! Release packages of this system, by Tauri's own bundler.

use std::fs;

use crate::machine::{self, Need};
use crate::setup;
use crate::sh::{self, Outcome, run};

/// The programs that lie beside the window's: the command, and what sets PDFs.
const BESIDE: [&str; 2] = ["artifolio", "artifolio-pdf"];

/// Builds the interface, the programs and the installers.
pub(crate) fn package() -> Outcome {
    machine::ensure(Need::App)?;
    setup::interface()?;
    run(sh::cargo().args(["build", "--release", "-p", "artifolio-cli", "-p", "artifolio-pdf"]))?;
    let programs = beside()?;
    // Only here: Tauri's build script asks for these programs in every build that knows of them.
    let config = format!("{{\"bundle\":{{\"externalBin\":{programs:?}}}}}");
    let cli = sh::root().join("ui/node_modules/.bin/tauri");
    run(sh::command(cli).args(["build", "--config", &config]))
}

/// Copies the programs to where Tauri looks for them, under names that tell for which machine they are.
fn beside() -> Result<Vec<String>, String> {
    let version = sh::output(sh::command("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.ok_or("rustc does not say for which machine it builds")?;
    let folder = sh::target().join("beside");
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let suffix = std::env::consts::EXE_SUFFIX;
    let mut paths = vec![];
    for name in BESIDE {
        let from = sh::target().join(format!("release/{name}{suffix}"));
        let to = folder.join(name);
        let named = folder.join(format!("{name}-{host}{suffix}"));
        fs::copy(&from, named).map_err(|e| format!("{}: {e}", from.display()))?;
        paths.push(to.to_string_lossy().into_owned());
    }
    Ok(paths)
}
