//! The crate before rocrate-validator: all that RO-Crate 1.2 requires, and what it recommends but for a list of waivers.

use std::collections::BTreeSet;
use std::path::Path;

use artifolio_tests::{Ran, Scratch, cases, repository};

use super::{accepts, edit, of_all, planted, venv};

/// What is recommended and a teacher's portfolio cannot give. Every one of them is found in every portfolio: a waiver
/// that waives nothing fails too.
const WAIVED: [(&str, &str); 5] = [
    ("ro-crate-1.2_80.2", "affiliation: a portfolio names no employer"),
    ("ro-crate-1.2_80.3", "the same, as an entity of its own"),
    ("ro-crate-1.2_85.0", "address of the licence: it is submitted for review under none"),
    ("ro-crate-1.2_91.0", "ORCID: hardly a teacher has one"),
    ("ro-crate-1.2_93.0", "contact: it is the portal's, no e-mail address goes into a package"),
];

/// The ids of the checks that a crate fails, required and recommended ones.
fn failed(bag: &Path, cache: &Scratch) -> BTreeSet<String> {
    let out = Scratch::empty();
    let mut command = venv("rocrate-validator");
    command
        .args(["-y", "--disable-color", "validate", "--offline", "-l", "recommended"])
        .args(["-f", "json", "-o"])
        .arg(out.path("report.json"))
        .arg("--cache-path")
        .arg(cache.path("cache"))
        .arg(bag.join("data"))
        .env("HOME", out.path("home"));
    let ran = Ran::of(command);
    let report = std::fs::read_to_string(out.path("report.json"))
        .unwrap_or_else(|e| panic!("no report ({e}): {ran}"));
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let checks = &report["statistics"]["total_checks_by_severity"];
    assert!(checks["REQUIRED"].as_u64() > Some(50), "{checks}");
    assert!(checks["RECOMMENDED"].as_u64() > Some(50), "{checks}");
    let issues = report["issues"].as_array().unwrap().iter();
    issues.map(|issue| issue["check"]["identifier"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn rocrate_validator_finds_all_that_is_required_and_recommended_but_for_the_waivers() {
    let Some(contexts) = cases("rocrate-contexts") else { return };
    let cache = Scratch::empty();
    let mut seed = venv("python");
    seed.arg(repository().join("tests/validators/seed_rocrate_cache.py"))
        .arg(contexts)
        .arg(cache.path("cache"));
    accepts(seed);
    let waived: BTreeSet<String> = WAIVED.iter().map(|(id, _)| (*id).to_owned()).collect();
    of_all(|packed| assert_eq!(failed(&packed.bag, &cache), waived, "{}", packed.name));
    for (key, hidden) in [("datePublished", "dateHidden"), ("publisher", "printer")] {
        let (_scratch, bag) = planted(|bag| {
            let metadata = bag.join("data/ro-crate-metadata.json");
            edit(&metadata, &format!("\"{key}\""), &format!("\"{hidden}\""));
        });
        let failed = failed(&bag, &cache);
        assert!(failed.is_superset(&waived) && failed.len() > waived.len(), "{key}: {failed:?}");
    }
}
