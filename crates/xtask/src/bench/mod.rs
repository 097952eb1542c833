//! Figures that are compared with something independent in the same run. No test measures time; this does, on demand.

use std::path::Path;
use std::process::Command;

use crate::display::Display;
use crate::machine::{self, Need};
use crate::setup;
use crate::sh::{self, Outcome};

const USAGE: &str = "\
cargo xtask bench NAME [--rounds N]

  index      build the search index of 10,000 notes and 5,000 other files, beside the insertion of the same text into
             a bare full-text table of the same SQLite; by turns, N times (9)
  reconcile  look whether anything has changed in those files, beside `git status`; and how long another program's
             change takes to be heard of, beside the settle window; by turns, N times (9)
  start      from the start of the app until Overview has its figures, on that portfolio, beside an empty window of
             the same web view; by turns, N times (9)
  idle       processor time of the app and its web view in a minute in which nobody does anything, beside an empty
             window of the same web view
  pack       a submission of 2 GB in 10,000 files: writing it beside `dd` and the two digests on two threads, all of it beside
             bagit.py and `zip -0`, verifying it beside the two digests; by turns, N times (3). Takes 12 GB of disk
  pdf        the PDF of 100 reflections, beside Typst on its own with the same template, words and typefaces: set again in a
             running process, and by a process that sets it once; by turns, N times (9)
  solve      which of 60 artifacts to hand in, in 320 portfolios: the slowest
  palette    120 searches as one types, through the window, beside the bare query and a round trip; N times (3)
  typing     keys in a text of 5,000 words, beside a bare CodeMirror with the same text; by turns, N times (9)";

/// Name of a benchmark, and its usual number of rounds.
const NAMES: [(&str, &str); 9] = [
    ("index", "9"),
    ("reconcile", "9"),
    ("start", "9"),
    ("idle", "1"),
    ("pack", "3"),
    ("pdf", "9"),
    ("solve", "1"),
    ("palette", "3"),
    ("typing", "9"),
];

/// Runs one benchmark. The measuring program is a binary of its own, optimised, so that this tool stays quick to build.
pub(crate) fn run(args: &[String]) -> Outcome {
    let known = |wanted: &str| NAMES.iter().find(|(name, _)| *name == wanted);
    let (name, rounds) = match args {
        [name] => known(name).copied().ok_or(USAGE)?,
        [name, flag, rounds] if flag == "--rounds" => (known(name).ok_or(USAGE)?.0, &rounds[..]),
        _ => return Err(USAGE.into()),
    };
    let folder = sh::target().join("bench");
    let mut command = sh::cargo();
    command.args(["run", "--quiet", "--release", "--package", "xtask", "--features", "bench"]);
    command.args(["--bin", "bench", "--", name]).arg(&folder).arg(rounds);
    if ["index", "reconcile", "solve"].contains(&name) {
        return sh::run(&mut command);
    }
    machine::ensure(Need::Tests)?;
    setup::everything()?;
    if ["pack", "pdf"].contains(&name) {
        // Both at once: alone it would be built with other features of its libraries, all of them a second time.
        let mut both = sh::cargo();
        both.args(["build", "--quiet", "--release", "-p", "xtask", "-p", "artifolio-pdf"]);
        sh::run(both.args(["--features", "xtask/bench", "--bins"]))?;
        let programs = sh::target().join("release");
        // Not by cargo, which would build it a second time without the other.
        let mut bench = Command::new(programs.join("bench"));
        bench.arg(name).arg(&folder).arg(rounds);
        bench.env("ARTIFOLIO_PYTHON", setup::python()).env("ARTIFOLIO_PROGRAMS", programs);
        return sh::run(
            bench.env("ARTIFOLIO_FONTS", sh::root().join("crates/artifolio-pdf/fonts")),
        );
    }
    let display = Display::start()?;
    match name {
        "typing" => typing_page(&mut command, &folder)?,
        _ => app(&mut command)?,
    }
    sh::run(command.env("DISPLAY", display.name()))
}

/// The optimised app, as it is shipped.
fn app(command: &mut Command) -> Outcome {
    sh::run(sh::npm().args(["run", "--silent", "build"]).current_dir(sh::root().join("ui")))?;
    sh::run(sh::cargo().args(["build", "--quiet", "--release", "-p", "artifolio-desktop"]))?;
    command
        .env("ARTIFOLIO_TAURI_DRIVER", setup::tauri_driver())
        .env("ARTIFOLIO_DESKTOP", sh::target().join("release/artifolio-desktop"));
    Ok(())
}

/// A page with both editors, for the browser that comes with the web view.
fn typing_page(command: &mut Command, folder: &Path) -> Outcome {
    let out = folder.join("typing");
    let mut vite = sh::npm();
    vite.args(["run", "--silent", "bench:typing", "--", "--outDir"]).arg(&out);
    sh::run(vite.current_dir(sh::root().join("ui")))?;
    command
        .env("ARTIFOLIO_BROWSER", setup::mini_browser()?)
        .env("ARTIFOLIO_WEB_DRIVER", "/usr/bin/WebKitWebDriver")
        .env("ARTIFOLIO_TYPING_PAGE", out.join("index.html"));
    Ok(())
}
