//! The two samples: one complete, one with a known list of faults.

use artifolio_tests::{Scratch, repository};
use serde_json::Value;

const TODAY: &str = "2026-11-24";

#[test]
fn the_sample_has_no_finding() {
    let ran = Scratch::with("sample").artifolio(&["check", "{ws}", "--today", TODAY, "--json"]);
    assert_eq!(ran.rules(), Vec::<String>::new(), "{ran}");
    assert_eq!(ran.code, 0, "{ran}");
}

#[test]
fn the_unfinished_sample_has_exactly_the_seeded_faults() {
    let ran = Scratch::with("sample-unfinished")
        .artifolio(&["check", "{ws}", "--today", TODAY, "--json"]);
    assert_eq!(ran.code, 1, "{ran}");
    let key = |f: &Value| format!("{} {}", f["rule"].as_str().unwrap(), f["subject"]);
    let mut found: Vec<String> =
        ran.json()["findings"].as_array().unwrap().iter().map(key).collect();
    let list = std::fs::read_to_string(
        repository().join("tests/fixtures/sample-unfinished.expected.json"),
    )
    .unwrap();
    let list: Vec<Value> = serde_json::from_str(&list).unwrap();
    let mut seeded: Vec<String> = list.iter().map(key).collect();
    found.sort();
    seeded.sort();
    let missing: Vec<_> = seeded.iter().filter(|s| !found.contains(s)).collect();
    let unexpected: Vec<_> = found.iter().filter(|s| !seeded.contains(s)).collect();
    assert!(
        missing.is_empty() && unexpected.is_empty(),
        "missing: {missing:#?}\nunexpected: {unexpected:#?}"
    );
    assert_eq!(found.len(), seeded.len(), "a fault is told twice");
}

#[test]
fn the_figures_of_the_sample() {
    let ran =
        Scratch::with("sample").artifolio(&["status", "{ws}", "--today", TODAY, "--json"]).done();
    let status = ran.json();
    assert_eq!(
        status["artifacts"],
        serde_json::json!({ "count": 11, "ready": 11, "min": 9, "max": 14 })
    );
    assert_eq!(status["criteria"], serde_json::json!({ "covered": 25, "total": 25, "pass": 20 }));
    assert_eq!(status["due"]["date"], "2027-02-28");
}
