//! Writes the interface's wire types from the Rust ones. The desktop package's test fails when they are stale.

use crate::sh::{self, Outcome, run};

/// Runs the test of the desktop package that generates them, told to write instead of to compare.
pub(crate) fn write() -> Outcome {
    run(sh::cargo()
        .args(["test", "--quiet", "--workspace", "--lib", "bindings"])
        .env("ARTIFOLIO_WRITE_BINDINGS", "1"))
}
