//! House rules that no compiler checks: sizes, arrows between crates, lock files, who may touch the disk.

use std::path::{Path, PathBuf};

use crate::sh::{self, Outcome};

/// Longest file of ours, in lines.
const FILE_LINES: usize = 800;
/// Longest body of a Tauri command, in lines.
const COMMAND_LINES: usize = 10;
/// Files that may call `std::fs` in product code, each with its reason in its own `#![expect]`.
const DISK: [&str; 1] = ["crates/artifolio-workspace/src/disk.rs"];

/// Reasons for which a ban is lifted elsewhere; they stand in the `#[expect]`.
const EDGES: [&str; 2] = ["reads the clock at the edge", "holds an exit of its own"];

/// All of them; every fault is told, never the first alone.
pub(crate) fn all() -> Outcome {
    let files = sources()?;
    let mut faults = Vec::new();
    for path in &files {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let name =
            path.strip_prefix(sh::root()).unwrap_or(path).to_string_lossy().replace('\\', "/");
        faults.extend(too_long(&name, &text));
        faults.extend(commands(&name, &text));
        faults.extend(module_doc(&name, &text));
        faults.extend(disk(&name, &text));
        faults.extend(log_lines(&name, &text));
    }
    faults.extend(arrows()?);
    faults.extend(lock_files()?);
    if faults.is_empty() {
        println!("lints: {} files, all well", files.len());
        return Ok(());
    }
    Err(format!("{} faults\n  {}", faults.len(), faults.join("\n  ")))
}

/// Source files that git tracks or would track.
fn sources() -> Outcome<Vec<PathBuf>> {
    let listed = sh::output(sh::command("git").args([
        "ls-files",
        "-co",
        "--exclude-standard",
        "--",
        "*.rs",
        "*.ts",
        "*.svelte",
        "*.css",
        "*.py",
        "*.mjs",
    ]))?;
    Ok(listed.lines().map(|l| sh::root().join(l)).filter(|p| p.is_file()).collect())
}

fn too_long(name: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    (lines > FILE_LINES && !name.ends_with("bindings.ts"))
        .then(|| format!("{name}: {lines} lines, at most {FILE_LINES}"))
}

/// A Tauri command takes state, calls one method, converts, returns.
fn commands(name: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    for (i, line) in lines.iter().enumerate() {
        if !line.trim_start().starts_with("#[tauri::command") {
            continue;
        }
        let Some(open) = (i..lines.len()).find(|&n| lines[n].ends_with('{')) else { continue };
        let Some(close) = (open..lines.len()).find(|&n| lines[n] == "}") else { continue };
        let body = close - open - 1;
        if body > COMMAND_LINES {
            faults.push(format!(
                "{name}:{}: a command of {body} lines, at most {COMMAND_LINES}",
                i + 1
            ));
        }
    }
    faults
}

fn module_doc(name: &str, text: &str) -> Option<String> {
    (name.ends_with(".rs")
        && !is_test(name)
        && !text.trim_start_matches('\u{feff}').starts_with("//!"))
    .then(|| format!("{name}: does not open with //! and what it is for"))
}

/// Clippy bans `std::fs` everywhere; this finds who lifted the ban in product code.
fn disk(name: &str, text: &str) -> Option<String> {
    let product = !is_test(name)
        && (name.starts_with("crates/artifolio-") && name.contains("/src/")
            || name.starts_with("src-tauri/src/"));
    let lifts = text.lines().take_while(|l| !l.contains("#[cfg(test)]")).any(|l| {
        l.contains("clippy::disallowed_methods") || l.contains("clippy::disallowed_types")
    });
    (product && lifts && !DISK.contains(&name) && !EDGES.iter().any(|reason| text.contains(reason)))
        .then(|| {
            format!("{name}: lifts the ban on std::fs or clocks; only {} may", DISK.join(", "))
        })
}

/// The log holds codes and figures: what an error or a value says of itself may be a path or somebody's words.
fn log_lines(name: &str, text: &str) -> Vec<String> {
    let told = |line: &str| line.contains("tracing::") && line.contains(['%', '?']);
    let lines =
        text.lines().zip(1..).filter(|(line, _)| name.starts_with("src-tauri/") && told(line));
    lines.map(|(_, n)| format!("{name}:{n}: logs more than codes and figures")).collect()
}

/// A module of tests: its name says what it is for, and it works in scratch folders.
fn is_test(name: &str) -> bool {
    name.ends_with("tests.rs") || name.contains("/tests/")
}

/// The arrows of ARCHITECTURE.md: who may depend on whom.
fn arrows() -> Outcome<Vec<String>> {
    const ALLOWED: [(&str, &[&str]); 6] = [
        ("artifolio-core", &[]),
        ("artifolio-clean", &["artifolio-core"]),
        ("artifolio-workspace", &["artifolio-core", "artifolio-clean"]),
        ("artifolio-verify", &["artifolio-core"]),
        ("artifolio-bundle", &["artifolio-core", "artifolio-verify"]),
        ("artifolio-pdf", &["artifolio-bundle"]),
    ];
    const CORE_BANS: [&str; 6] = ["tokio", "sqlx", "notify", "tauri", "cap-std", "tempfile"];
    let mut faults = Vec::new();
    for (name, allowed) in ALLOWED {
        let path = sh::root().join("crates").join(name).join("Cargo.toml");
        let text =
            std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let mut section = "";
        for line in text.lines() {
            if line.starts_with('[') {
                section = line;
            }
            let key = line.split(['.', ' ', '=']).next().unwrap_or("");
            if section != "[dependencies]" || key.is_empty() {
                continue;
            }
            if key.starts_with("artifolio-") && !allowed.contains(&key) {
                faults.push(format!("{name} may not depend on {key}"));
            }
            if name == "artifolio-core" && CORE_BANS.contains(&key) {
                faults.push(format!("{name} is pure: no {key}"));
            }
        }
    }
    Ok(faults)
}

/// Lock files name no registry's address.
fn lock_files() -> Outcome<Vec<String>> {
    let listed = sh::output(sh::command("git").args([
        "ls-files",
        "-co",
        "--exclude-standard",
        "--",
        "*package-lock.json",
    ]))?;
    let mut faults = Vec::new();
    for name in listed.lines() {
        let path: &Path = &sh::root().join(name);
        let text = std::fs::read_to_string(path).map_err(|e| format!("{name}: {e}"))?;
        if text.contains("\"resolved\": \"http") {
            faults.push(format!(
                "{name}: names download addresses; .npmrc has omit-lockfile-registry-resolved"
            ));
        }
    }
    Ok(faults)
}
