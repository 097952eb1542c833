//! The command `artifolio`: the same library without a window, for scripts, schools and tests (docs/cli.md).
//!
//! [`main`] parses, runs one command of [`command`], prints its [`answer`]. Only this file and [`session`] know the
//! environment: clock, home folder, terminal.

mod answer;
mod command;
mod progress;
mod session;

use std::process::ExitCode;

use clap::Parser;

use crate::command::Command;
use crate::session::{Common, Session};

/// Build, check and pack the ePortfolio you submit for ISTE Certification.
#[derive(Debug, Parser)]
#[command(name = "artifolio", version, about, max_term_width = 100)]
struct Line {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let line = Line::parse();
    let json = line.common.json;
    match Session::new(&line.common) {
        Ok(session) => session.finish(line.command.run(&session)),
        Err(failure) => answer::print_failure(&failure, json),
    }
}
