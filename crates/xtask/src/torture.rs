//! The full sizes of the reliability runs, and docs/reliability.md from what they report. The reports lie beside the page,
//! one a run with its seed and commit, so that the runs, which take an hour together, can be made one by one.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;

use crate::sh::{self, Outcome, cargo, run};

/// Where the reports lie, and the page made of them.
const REPORTS: &str = "docs/reliability";

/// Makes all runs, or those whose tests are in a module that is named, from one seed, which can be given; writes the page.
pub(crate) fn torture(args: &[String]) -> Outcome {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    let (seeds, names): (Vec<&String>, Vec<&String>) =
        args.iter().partition(|arg| arg.parse::<u64>().is_ok());
    let seed = seeds.first().map_or_else(|| now.to_string(), ToString::to_string);
    let changed = sh::output(sh::command("git").args(["status", "--porcelain"]))?;
    if changed.lines().any(|line| !line.contains(REPORTS)) {
        return Err("commit first: the page names the commit that was tortured".to_owned());
    }
    let commit = sh::output(sh::command("git").args(["rev-parse", "--short", "HEAD"]))?;
    let reports = sh::root().join(REPORTS);
    if names.is_empty() {
        let _ = std::fs::remove_dir_all(&reports);
    }
    println!("seed {seed}");
    // Those of the window's own library are named so, since they reach into it.
    for (tests, prefix) in [(["--test", "torture"].as_slice(), ""), (&["--lib"], "torture::")] {
        let mut filters: Vec<String> = names.iter().map(|n| format!("{prefix}{n}::")).collect();
        if names.is_empty() {
            filters.push(prefix.to_owned());
        }
        run(cargo()
            .args(["test", "--workspace"])
            .args(tests)
            .args(["--", "--nocapture"])
            .args(filters)
            .env("ARTIFOLIO_TORTURE", "full")
            .env("ARTIFOLIO_SEED", &seed)
            .env("ARTIFOLIO_COMMIT", commit.trim())
            .env("ARTIFOLIO_REPORTS", &reports))?;
    }
    page()
}

/// Writes the page from the reports.
fn page() -> Outcome {
    let folder = sh::root().join(REPORTS);
    let mut rows = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(|e| format!("no reports: {e}"))?.flatten() {
        let text = std::fs::read_to_string(entry.path()).map_err(|e| e.to_string())?;
        let report: Value = serde_json::from_str(&text).map_err(|e| e.to_string())?;
        let said = |key: &str| report[key].as_str().unwrap_or_default().to_owned();
        let (count, lost, seed) = (&report["count"], &report["lost"], &report["seed"]);
        rows.push(format!("| {} | {count} | {lost} | {seed} | {} |", said("what"), said("commit")));
    }
    rows.sort();
    let page = format!(
        "# Reliability, counted\n\nWritten by `cargo xtask torture` from what each run reports (`reliability/`). \
         `cargo xtask torture SEED` makes them again; `cargo xtask test` makes a sample of each.\n\n\
         | run | times | lost | seed | commit |\n|---|--:|--:|--:|---|\n{}\n",
        rows.join("\n"),
    );
    std::fs::write(folder.with_extension("md"), page).map_err(|e| e.to_string())
}
