//! Release packages of this system, by Tauri's own bundler.

use crate::machine::{self, Need};
use crate::setup;
use crate::sh::{self, Outcome, run};

/// Builds the interface, the command and the installers.
pub(crate) fn package() -> Outcome {
    machine::ensure(Need::App)?;
    setup::interface()?;
    run(sh::cargo().args(["build", "--release", "-p", "artifolio-cli"]))?;
    let cli = sh::root().join("ui/node_modules/.bin/tauri");
    run(sh::command(cli).args(["build"]))
}
