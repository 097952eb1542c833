//! Everything CI asks, in an order that fails early. Steps have names, so that one can be run alone.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use crate::display::Display;
use crate::sh::{self, Outcome, cargo, npm, run};
use crate::{lints, setup};

type Step = (&'static str, fn(&mut NotRun) -> Outcome);

/// Tests that had no third-party cases to run on.
type NotRun = BTreeSet<String>;

const STEPS: [Step; 11] = [
    ("setup", |_| setup::everything()),
    ("format", |_| run(cargo().args(["fmt", "--all", "--check"]))),
    ("lints", |_| lints::all()),
    ("ui", |_| interface()),
    ("clippy", |_| clippy()),
    ("docs", |_| docs()),
    ("rust", |not_run| rust(not_run)),
    ("cases", |not_run| cases_demanded(not_run)),
    ("validators", |not_run| validators(not_run)),
    ("browser", |_| ui_script("test:browser")),
    ("window", |not_run| window(not_run)),
];

/// Runs all steps, or those named; ends with what took how long and what was not run.
pub(crate) fn test(names: &[String]) -> Outcome {
    if names.iter().any(|n| n == "--list") {
        STEPS.iter().for_each(|(name, _)| println!("{name}"));
        return Ok(());
    }
    if let Some(unknown) = names.iter().find(|n| STEPS.iter().all(|(name, _)| name != n)) {
        return Err(format!("there is no step {unknown:?}; `cargo xtask test --list` names them"));
    }
    let mut took = Vec::new();
    let mut not_run = NotRun::new();
    for (name, step) in
        STEPS.iter().filter(|(name, _)| names.is_empty() || names.iter().any(|n| n == name))
    {
        println!("\n── {name}");
        let start = Instant::now();
        step(&mut not_run).map_err(|e| format!("step {name}: {e}"))?;
        took.push(format!("{name} {:.0} s", start.elapsed().as_secs_f64()));
    }
    println!("\ntook: {}", took.join(" · "));
    println!("NOT RUN: {}", not_run.len());
    not_run.iter().for_each(|line| println!("  {line}"));
    Ok(())
}

fn interface() -> Outcome {
    ["build", "check", "lint", "test"].iter().try_for_each(|script| ui_script(script))
}

fn ui_script(script: &str) -> Outcome {
    run(npm().args(["run", "--silent", script]).current_dir(sh::root().join("ui")))
}

fn clippy() -> Outcome {
    let asked_for = ["--test", "validators", "--test", "e2e"];
    [&["--all-targets"][..], &asked_for].into_iter().try_for_each(|targets| {
        let mut command = cargo();
        command
            .args(["clippy", "--quiet", "--workspace", "--features", "xtask/bench"])
            .args(targets);
        run(command.args(["--", "-D", "warnings"]))
    })
}

fn docs() -> Outcome {
    run(cargo()
        .args(["doc", "--quiet", "--workspace", "--no-deps"])
        .env("RUSTDOCFLAGS", "-D warnings"))
}

/// Every program and every test, always selected alike: another selection has other features of the libraries, and
/// each set of features is compiled from the ground up.
fn build() -> Outcome {
    run(cargo().args(["build", "--quiet", "--workspace", "--bins", "--tests"]))
}

/// Unit, property and suite tests of every crate, the desktop package's too.
fn rust(not_run: &mut NotRun) -> Outcome {
    build()?;
    counted(not_run, selected(&[]))
}

/// One of the tests that ask for more than the programs (`test = false` in tests/Cargo.toml).
fn tests(name: &str) -> Command {
    selected(&["--test", name])
}

fn selected(targets: &[&str]) -> Command {
    let mut command = cargo();
    command.args(["test", "--workspace"]).args(targets);
    command
}

/// Runs tests, prints what they report and collects what they say they could not run. `--show-output` prints it for passing tests too.
fn counted(not_run: &mut NotRun, mut command: Command) -> Outcome {
    command.args(["--", "--show-output"]);
    command.env("ARTIFOLIO_TOOLS", sh::target().join("tools"));
    if let Some(cases) = cases() {
        command.env("ARTIFOLIO_CASES", cases);
    }
    let text = sh::output(&mut command)?;
    for line in text.lines() {
        if let Some(what) = line.strip_prefix("NOT RUN: ") {
            not_run.insert(what.to_owned());
        } else if let Some(what) = line.strip_prefix("REPORT: ") {
            println!("{what}");
        } else if line.starts_with("test ") || line.starts_with("test result") {
            println!("{line}");
        }
    }
    Ok(())
}

/// Third-party cases: `ARTIFOLIO_CASES`, else `../shared/cases`.
fn cases() -> Option<PathBuf> {
    let named = std::env::var_os("ARTIFOLIO_CASES").map(PathBuf::from);
    let beside = sh::root().parent().map(|p| p.join("shared/cases"));
    [named, beside].into_iter().flatten().find(|p| p.is_dir())
}

fn cases_demanded(not_run: &mut NotRun) -> Outcome {
    if std::env::var_os("ARTIFOLIO_DEMAND_CASES").is_some()
        && (cases().is_none() || !not_run.is_empty())
    {
        return Err(format!(
            "third-party cases are demanded here and were not found ({} tests)",
            not_run.len()
        ));
    }
    Ok(())
}

/// Outside judges, and the browsers of reviewers, one of which asks for a display.
fn validators(not_run: &mut NotRun) -> Outcome {
    let display = Display::start()?;
    let mut command = tests("validators");
    command
        .env("DISPLAY", display.name())
        .env("ARTIFOLIO_GECKODRIVER", setup::geckodriver())
        .env("ARTIFOLIO_WEB_DRIVER", "/usr/bin/WebKitWebDriver")
        .env("ARTIFOLIO_BROWSER", setup::mini_browser()?);
    counted(not_run, command)
}

/// The real app in a real window.
fn window(not_run: &mut NotRun) -> Outcome {
    let display = Display::start()?;
    counted(not_run, in_window(&display)?)
}

/// Takes the pictures of the README, in `docs/pictures`.
pub(crate) fn screenshots() -> Outcome {
    setup::everything()?;
    ui_script("build")?;
    let display = Display::start()?;
    run(in_window(&display)?.args(["--", "--ignored", "pictures_of_the_readme"]))
}

fn in_window(display: &Display) -> Outcome<Command> {
    build()?;
    let mut command = tests("e2e");
    command
        .env("DISPLAY", display.name())
        .env("ARTIFOLIO_TAURI_DRIVER", setup::tauri_driver())
        .env("ARTIFOLIO_DESKTOP", sh::target().join("debug/artifolio-desktop"));
    Ok(command)
}
