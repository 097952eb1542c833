//! What is stored or exchanged: newer formats, broken files, and the schemas of what is written.

use std::collections::BTreeSet;
use std::io::Read as _;

use artifolio_tests::{Scratch, portfolios, repository};
use serde_json::Value;

#[test]
fn a_newer_format_opens_to_be_read_and_not_a_byte_changes() {
    let scratch = Scratch::with("format-99");
    let before = scratch.tree("ws");
    let ran = scratch.artifolio(&["check", "{ws}", "--today", "2026-11-24", "--json"]);
    assert_eq!(ran.rules(), ["format-newer"], "{ran}");
    let ran = scratch.artifolio(&["map", "{ws}", "5a", "anything", "--json"]);
    assert_eq!(
        (ran.code, ran.json()["error"]["code"].as_str()),
        (2, Some("read-only-newer")),
        "{ran}"
    );
    assert!(scratch.tree("ws") == before);
}

#[test]
fn broken_headers_are_findings_with_line_and_column_and_the_rest_is_read() {
    let scratch = Scratch::with("sample");
    let folder =
        std::fs::read_dir(scratch.ws().join("artifacts")).unwrap().next().unwrap().unwrap();
    let broken = format!("artifacts/{}/artifact.md", folder.file_name().to_string_lossy());
    scratch.write(&broken, "---\nid: something\ntitle: [not closed\n---\ntext\n");
    scratch
        .write("criteria/1a.md", [b"---\nstatus: ready\n---\n".as_slice(), &[0xff, 0xfe]].concat());
    let ran = scratch.artifolio(&["check", "{ws}", "--today", "2026-11-24", "--json"]);
    let findings = ran.json();
    let about = |file: &str| {
        let list = findings["findings"].as_array().unwrap();
        list.iter()
            .find(|f| f["subject"]["file"] == file)
            .unwrap_or_else(|| panic!("nothing on {file}: {ran}"))
            .clone()
    };
    let fault = about(&broken);
    assert_eq!(fault["rule"], "header-fault");
    assert!(fault["line"].as_u64() >= Some(3) && fault["column"].is_u64(), "{fault}");
    assert_eq!(about("criteria/1a.md")["rule"], "text-not-utf8");
    let status = scratch.artifolio(&["status", "{ws}", "--json"]).done().json();
    assert_eq!(status["artifacts"]["count"], 10);
}

#[test]
fn every_way_a_header_can_be_wrong_is_found_once_at_its_line() {
    let ran = Scratch::with("broken-headers").artifolio(&[
        "check",
        "{ws}",
        "--today",
        "2026-11-24",
        "--json",
    ]);
    let list =
        std::fs::read_to_string(repository().join("tests/fixtures/broken-headers.expected.json"));
    let expected: Vec<Value> = serde_json::from_str(&list.unwrap()).unwrap();
    let rules: BTreeSet<&str> = expected.iter().filter_map(|f| f["rule"].as_str()).collect();
    let key = |f: &Value| format!("{} {} {}", f["rule"], f["subject"], f["line"]);
    let all = ran.json();
    let of_reading = all["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| rules.contains(f["rule"].as_str().unwrap()));
    let mut found: Vec<String> = of_reading.map(key).collect();
    let mut expected: Vec<String> = expected.iter().map(key).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    // What only follows from a key that could not be read is not said again.
    let told = all["findings"].as_array().unwrap();
    for (rule, field) in [
        ("evidence-without-file", "evidence.up.file"),
        ("number-missing", "number"),
        ("artifact-title-missing", "title"),
        ("identity-incomplete", "name"),
    ] {
        let again = told.iter().find(|f| f["rule"] == rule && f["subject"]["field"] == field);
        assert_eq!(again, None);
    }
    assert!(
        told.iter().any(|f| f["rule"] == "artifact-audience-missing"),
        "the rest is judged: {ran}"
    );
}

#[test]
fn portfolio_json_fits_its_schema() {
    let schema =
        std::fs::read_to_string(repository().join("docs/schema/portfolio.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    for (fixture, options) in [("sample", &[][..]), ("sample-unfinished", &["--draft"])] {
        let scratch = Scratch::with(fixture);
        let mut args = vec!["pack", "{ws}", "--out", "{tmp}/out.zip", "--json"];
        args.extend(options);
        let ran = scratch.artifolio(&args);
        if ran.code != 0 {
            // A file that cannot be read stops even a draft; that fixture then proves nothing here.
            assert_eq!(fixture, "sample-unfinished", "{ran}");
            continue;
        }
        let document = portfolio_json(&scratch);
        let faults: Vec<String> = schema.iter_errors(&document).map(|e| e.to_string()).collect();
        assert!(faults.is_empty(), "{fixture}: {faults:#?}");
        let mut planted = document.clone();
        planted["secret"] = Value::from("x");
        assert!(!schema.is_valid(&planted), "an unknown key must be refused");
    }
}

fn portfolio_json(scratch: &Scratch) -> Value {
    let mut zip =
        zip::ZipArchive::new(std::fs::File::open(scratch.path("out.zip")).unwrap()).unwrap();
    let names: Vec<String> =
        (0..zip.len()).map(|i| zip.by_index(i).unwrap().name().unwrap().into_owned()).collect();
    let name = names.into_iter().find(|n| n.ends_with("/data/portfolio.json")).unwrap();
    let mut text = String::new();
    zip.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn every_json_answer_fits_its_schema() {
    let scratch = portfolios::sample_without_posters();
    let tiff = repository().join("sample-unfinished/artifacts/makerspace/bench.tif");
    std::fs::copy(tiff, scratch.path("bench.tif")).unwrap();
    let answers: [(&str, &[&str]); 25] = [
        (
            "new",
            &[
                "new",
                "{tmp}/new",
                "--name",
                "A",
                "--family-name",
                "B",
                "--role",
                "c",
                "--course-end",
                "2026-08-31",
                "--profile",
                "iste-2024",
            ],
        ),
        ("status", &["status", "{ws}"]),
        ("check", &["check", "{ws}"]),
        ("viewable", &["viewable", "{ws}", "--list"]),
        ("map", &["map", "{ws}", "2.5.a", "choice-board", "--role", "supporting"]),
        ("plan", &["plan", "{ws}"]),
        ("plan", &["plan", "{tmp}/new", "--minutes", "45"]),
        ("calendar", &["calendar", "{ws}", "--out", "{tmp}/plan.ics"]),
        ("solve", &["solve", "{ws}"]),
        ("solve", &["solve", "{ws}", "--without", "choice-board"]),
        ("search", &["search", "{ws}", "choice"]),
        ("index", &["index", "{ws}", "--rebuild"]),
        ("history", &["history", "{ws}", "5a"]),
        ("trash", &["trash", "{ws}"]),
        ("doctor", &["doctor", "{ws}"]),
        ("pack", &["pack", "{ws}", "--out", "{tmp}/out.zip"]),
        ("handin", &["handin", "{ws}", "--set", "Ellison_Artifact1.pdf=https://d.example/1"]),
        ("handin", &["handin", "{ws}", "--row", "5a"]),
        (
            "handin",
            &["handin", "{ws}", "--out", "{tmp}/upload", "--addresses", "{ws}/portfolio.toml"],
        ),
        ("backup", &["backup", "{ws}", "--out", "{tmp}/backup.zip"]),
        ("verify", &["verify", "{tmp}/out.zip"]),
        ("rehearse", &["rehearse", "{tmp}/out.zip"]),
        ("rehearse", &["rehearse", "{tmp}/backup.zip"]),
        ("compare", &["compare", "{tmp}/backup.zip", "{ws}"]),
        ("import", &["import", "{ws}", "{tmp}/bench.tif", "--artifact", "choice-board"]),
    ];
    let schema = std::fs::read_to_string(repository().join("docs/schema/cli.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = |name: &str| {
        let mut one = schema.clone();
        one["$ref"] = Value::from(format!("#/$defs/{name}"));
        jsonschema::validator_for(&one).unwrap()
    };
    for (name, args) in answers {
        let mut args = args.to_vec();
        args.extend(["--json", "--today", "2026-11-24"]);
        let ran = scratch.artifolio(&args);
        let faults: Vec<String> =
            validator(name).iter_errors(&ran.json()).map(|e| e.to_string()).collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}\n{ran}");
    }
    let ill = Scratch::with("sample-unfinished");
    for mend in [&[][..], &["--mend"]] {
        let ran = ill.artifolio(&[&["doctor", "{ws}", "--json"], mend].concat());
        assert!(validator("doctor").is_valid(&ran.json()), "{ran}");
    }
    let ran = scratch.artifolio(&["restore", "{tmp}/backup.zip", "{tmp}/restored", "--json"]);
    assert!(validator("restore").is_valid(&ran.json()), "{ran}");
    let ran = scratch.artifolio(&["check", "{tmp}/nowhere", "--json"]);
    assert_eq!(ran.code, 2);
    assert!(validator("error").is_valid(&ran.json()), "{ran}");
}
