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

/// What rocrate-validator asks for in `cargo xtask test validators`, without it.
#[test]
fn the_crate_describes_every_file_and_lists_nothing_that_is_one() {
    let scratch = Scratch::with("sample");
    let _ = scratch.artifolio(&["pack", "{ws}", "--out", "{tmp}/out.zip", "--json"]).done();
    let bytes = std::fs::read(scratch.path("out.zip")).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let name = names.iter().find(|name| name.ends_with("data/ro-crate-metadata.json")).unwrap();
    let metadata: serde_json::Value = serde_json::from_reader(zip.by_name(name).unwrap()).unwrap();
    let entities = metadata["@graph"].as_array().unwrap();
    let files: Vec<_> = entities.iter().filter(|entity| entity["@type"] == "File").collect();
    assert!(files.len() > 60, "{}", files.len());
    for file in files {
        assert!(file["description"].as_str().is_some_and(|said| !said.is_empty()), "{file}");
    }
    let one = |value: &serde_json::Value| value.as_array().is_some_and(|list| list.len() == 1);
    for entity in entities {
        assert!(!entity.as_object().unwrap().values().any(one), "{entity}");
    }
    let root = entities.iter().find(|entity| entity["@id"] == "./").unwrap();
    assert_eq!(root["publisher"], root["author"]);
}
