//! The full sizes of `tests/torture`, and docs/reliability.md from what the runs report.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;

use crate::sh::{self, Outcome, cargo, run};

/// Runs all of them from one seed, which can be given, and writes the page.
pub(crate) fn torture(args: &[String]) -> Outcome {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    let seed = args.first().cloned().unwrap_or_else(|| now.to_string());
    seed.parse::<u64>().map_err(|_| format!("{seed:?} is no seed: a whole number"))?;
    let changed = sh::output(sh::command("git").args(["status", "--porcelain"]))?;
    if !changed.is_empty() {
        return Err("commit first: the page names the commit that was tortured".to_owned());
    }
    let commit = sh::output(sh::command("git").args(["rev-parse", "--short", "HEAD"]))?;
    let reports = sh::target().join("torture");
    let _ = std::fs::remove_dir_all(&reports);
    println!("seed {seed}");
    // Those of the window's own library are named so, since they reach into it.
    for tests in [&["--test", "torture", "--"][..], &["--lib", "--", "torture::"]] {
        run(cargo()
            .args(["test", "--workspace"])
            .args(tests)
            .arg("--nocapture")
            .env("ARTIFOLIO_TORTURE", "full")
            .env("ARTIFOLIO_SEED", &seed)
            .env("ARTIFOLIO_REPORTS", &reports))?;
    }
    let mut rows = Vec::new();
    let entries = std::fs::read_dir(&reports).map_err(|e| format!("no reports: {e}"))?;
    for entry in entries.flatten() {
        let text = std::fs::read_to_string(entry.path()).map_err(|e| e.to_string())?;
        let report: Value = serde_json::from_str(&text).map_err(|e| e.to_string())?;
        let said = |key: &str| report[key].as_str().unwrap_or_default().to_owned();
        rows.push(format!("| {} | {} | {} |", said("what"), report["count"], report["lost"]));
    }
    rows.sort();
    let page = format!(
        "# Reliability, counted\n\nWritten by `cargo xtask torture {seed}` at commit {}; seed {seed}. `cargo xtask test` runs a sample of each.\n\n| run | times | lost |\n|---|--:|--:|\n{}\n",
        commit.trim(),
        rows.join("\n"),
    );
    std::fs::write(sh::root().join("docs/reliability.md"), page).map_err(|e| e.to_string())
}
