//! This repository's own tool. `cargo xtask test` is what CI runs, `cargo xtask run` opens the sample.
//!
//! Every step is a function that runs commands and fails with the name of what is missing; nothing is skipped
//! in silence.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a developer's tool: it reads the repository itself and talks on the terminal"
)]

mod bench;
mod bindings;
mod deny;
mod display;
mod lints;
mod machine;
mod package;
mod run;
mod setup;
mod sh;
mod test;
mod torture;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask COMMAND

  run        set up, build, and open a fresh copy of the sample (no display: pack and verify it)
  test       set up, then everything CI asks; `test NAME…` runs only those steps, `test --list` names them
  setup      only install what is missing
  bindings   write ui/src/backend/bindings.ts from the Rust wire types
  lints      sizes, arrows, lock files
  deny       licences, bans and sources of all dependencies
  bench      figures beside an anchor in the same run; `bench` names them
  package    installers of this system
  torture    the full sizes of the reliability runs, and docs/reliability.md from them; `torture SEED` again the same, `torture power clock` those
  screenshots take the pictures of the README again
";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let command = args.next().unwrap_or_default();
    let rest: Vec<String> = args.collect();
    let outcome = match command.as_str() {
        "run" => run::run(),
        "test" => test::test(&rest),
        "setup" => setup::everything(),
        "bindings" => bindings::write(),
        "lints" => lints::all(),
        "deny" => deny::deny(),
        "bench" => bench::run(&rest),
        "package" => package::package(),
        "torture" => torture::torture(&rest),
        "screenshots" => test::screenshots(),
        _ => {
            println!("{USAGE}");
            return if command.is_empty() || command == "help" {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(2)
            };
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask {command}: {error}");
            ExitCode::FAILURE
        }
    }
}
