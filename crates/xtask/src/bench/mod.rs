//! Figures that are compared with something independent in the same run. No test measures time; this does, on demand.

use crate::sh::{self, Outcome};

const USAGE: &str = "\
cargo xtask bench index [--rounds N]

  index      build the search index of 10,000 notes and 5,000 other files, beside the insertion of the same text into
             a bare full-text table of the same SQLite; by turns, N times (9)";

/// Runs one benchmark. The measuring program is a binary of its own, optimised, so that this tool stays quick to build.
pub(crate) fn run(args: &[String]) -> Outcome {
    let rounds = match args {
        [name] if name == "index" => "9",
        [name, flag, rounds] if name == "index" && flag == "--rounds" => rounds,
        _ => return Err(USAGE.into()),
    };
    let folder = sh::target().join("bench");
    let mut command = sh::cargo();
    command.args(["run", "--quiet", "--release", "--package", "xtask", "--features", "bench"]);
    command.args(["--bin", "bench-index", "--"]).arg(folder).arg(rounds);
    sh::run(&mut command)
}
