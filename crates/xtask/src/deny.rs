//! Licences, sources and bans of every dependency by `cargo deny`. Advisories need a database that is fetched;
//! `cargo deny check advisories`, by hand, asks for them.

use crate::sh::{self, Outcome, run};

const CARGO_DENY: &str = "0.20.2";

/// Installs cargo-deny when missing and runs it over deny.toml.
pub(crate) fn deny() -> Outcome {
    let own = sh::target().join("tools/bin/cargo-deny");
    if !own.is_file() {
        run(sh::cargo()
            .args([
                "install",
                "cargo-deny",
                "--version",
                CARGO_DENY,
                "--locked",
                "--quiet",
                "--root",
            ])
            .arg(sh::target().join("tools")))?;
    }
    run(sh::command(own).args(["check", "licenses", "bans", "sources"]))
}
