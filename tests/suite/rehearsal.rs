//! A rehearsal proves the sample, says what it did in both places, and leaves nothing but the certificate.

use artifolio_tests::{Scratch, repository};
use serde_json::Value;

fn packed(draft: bool) -> Scratch {
    let scratch = Scratch::with("sample");
    let mut args = vec!["pack", "{ws}", "--out", "{tmp}/B.zip", "--json"];
    args.extend(draft.then_some("--draft"));
    let _ = scratch.artifolio(&args).done();
    scratch
}

fn outcomes(json: &Value) -> Vec<(&str, &str)> {
    let steps = json["steps"].as_array().unwrap().iter();
    steps.map(|one| (one["step"].as_str().unwrap(), one["outcome"].as_str().unwrap())).collect()
}

#[test]
fn the_sample_is_proved_and_certified_and_nothing_else_stays() {
    for draft in [false, true] {
        let scratch = packed(draft);
        let before = std::fs::read(scratch.path("B.zip")).unwrap();
        let args = ["rehearse", "{tmp}/B.zip", "--today", "2027-01-11", "--json"];
        let json = scratch.artifolio(&args).done().json();
        let steps =
            ["package", "unpacked", "quiet", "links", "names", "content", "restored", "same"];
        assert_eq!(outcomes(&json), steps.map(|step| (step, "proved")));
        assert_eq!(json["findings"], Value::Array(vec![]));
        let text = std::fs::read_to_string(scratch.path("B.rehearsal.txt")).unwrap();
        for said in ["2027-01-11", "2027-01-10", json["sha256"].as_str().unwrap(), "25 criteria"] {
            assert!(text.contains(said), "{said} is not in {text}");
        }
        for step in json["steps"].as_array().unwrap() {
            assert!(text.contains(step["message"].as_str().unwrap()), "{step} is not in {text}");
        }
        assert_eq!(std::fs::read(scratch.path("B.zip")).unwrap(), before, "the zip was touched");
        assert_eq!(std::fs::read_dir(scratch.path("data/scratch")).unwrap().count(), 0);
        let mut beside: Vec<String> = std::fs::read_dir(scratch.path(""))
            .unwrap()
            .map(|one| one.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with("B."))
            .collect();
        beside.sort();
        assert_eq!(beside, ["B.receipt.pdf", "B.receipt.txt", "B.rehearsal.txt", "B.zip"]);
    }
}

#[test]
fn names_beyond_what_windows_takes_are_told_and_do_not_refuse() {
    let scratch = Scratch::with("sample");
    scratch.replace(
        "portfolio.toml",
        "family_name = \"Ellison\"",
        "family_name = \"Ellison-Featherstonehaugh-Cholmondeley\"",
    );
    let _ = scratch.artifolio(&["pack", "{ws}", "--out", "{tmp}/B.zip", "--json"]).done();
    let ran = scratch.artifolio(&["rehearse", "{tmp}/B.zip", "--json"]).done();
    let json = ran.json();
    let names =
        json["steps"].as_array().unwrap().iter().find(|one| one["step"] == "names").unwrap();
    let (longest, limit) = (&names["figures"]["longest"], &names["figures"]["limit"]);
    let number = |value: &Value| value.as_str().unwrap().parse::<u64>().unwrap();
    let beyond = number(longest) > number(limit);
    assert_eq!(beyond, ran.rules().contains(&"rehearsal-path-long".to_owned()), "{ran}");
    assert!(beyond && names["outcome"] == "noted" && json["proved"] == true, "{ran}");
}

#[test]
fn a_certificate_that_cannot_be_written_is_told_and_leaves_nothing() {
    let scratch = packed(false);
    std::fs::create_dir(scratch.path("B.rehearsal.txt")).unwrap();
    let ran = scratch.artifolio(&["rehearse", "{tmp}/B.zip", "--json"]).done();
    assert_eq!(ran.rules(), ["rehearsal-no-certificate"]);
    assert_eq!(ran.json()["certificate"], Value::Null);
    assert!(!scratch.path("B.rehearsal.txt.partial").exists());
}

#[test]
fn what_is_none_of_ours_is_said_in_a_sentence() {
    let Some(cases) = artifolio_tests::cases("bagit") else { return };
    let scratch = Scratch::empty();
    let zip = std::fs::File::create(scratch.path("bag.zip")).unwrap();
    let mut zip = zip::ZipWriter::new(zip);
    let root = cases.join("v1.0/valid/basicBag");
    for name in ["bagit.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt", "data/hello.txt"] {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(format!("basicBag/{name}"), options).unwrap();
        std::io::Write::write_all(&mut zip, &std::fs::read(root.join(name)).unwrap()).unwrap();
    }
    zip.finish().unwrap();
    let ran = scratch.artifolio(&["rehearse", "{tmp}/bag.zip", "--json"]);
    assert_eq!(
        (ran.code, ran.json()["error"]["code"].as_str()),
        (2, Some("bundle-not-ours")),
        "{ran}"
    );
    assert!(!scratch.path("bag.rehearsal.txt").exists());
}

#[test]
fn every_finding_of_the_rehearsal_is_listed_and_has_two_sentences() {
    let page = std::fs::read_to_string(repository().join("docs/codes.md")).unwrap();
    let section = page.split("## Findings of the rehearsal").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let listed: Vec<&str> =
        section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let code = repository().join("crates/artifolio-bundle/src/rehearsal");
    let texts = std::fs::read_dir(code).unwrap().map(|one| one.unwrap().path());
    let text: String = texts
        .filter(|path| !path.ends_with("tests.rs"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    for rule in &listed {
        assert!(text.contains(&format!("\"{rule}\"")), "{rule} is given nowhere");
    }
    let en = std::fs::read_to_string(repository().join("messages/en.json")).unwrap();
    let spoken = en.matches("\"finding_rehearsal_").count();
    assert_eq!(spoken, listed.len());
}
