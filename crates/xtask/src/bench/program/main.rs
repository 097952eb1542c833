//! What `cargo xtask bench` measures. Each figure stands beside an anchor, a program that does only what nobody can
//! avoid, measured by turns in the same run; the ratio of both is what counts, since machines differ.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a developer's tool: it makes its own corpus and talks on the terminal"
)]

mod app;
mod corpus;
mod empty_window;
mod figures;
mod idle;
mod index;
mod pack;
mod palette;
mod pdf;
mod reconcile;
mod solve;
mod start;
mod typing;

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let name = args.next().ok_or("no name of a benchmark")?;
    let folder = PathBuf::from(args.next().ok_or("no folder")?);
    let rounds: usize = args.next().ok_or("no number of rounds")?.parse()?;
    std::fs::create_dir_all(&folder)?;
    let met = match name.as_str() {
        "index" => index::run(&folder, rounds),
        "start" => start::run(&folder, rounds),
        "idle" => idle::run(&folder),
        "reconcile" => reconcile::run(&folder, rounds),
        "pack" => pack::run(&folder, rounds),
        "solve" => solve::run(),
        "pdf" => pdf::run(&folder, rounds),
        "palette" => palette::run(&folder, rounds),
        "typing" => typing::run(&folder, rounds),
        other => Err(format!("no benchmark is called {other}").into()),
    }?;
    if met { Ok(()) } else { Err("a target is missed".into()) }
}
