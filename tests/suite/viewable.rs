//! Viewable copies: made by an explicit action, packed as evidence, brought back by restore.

use std::io::Read as _;

use artifolio_tests::{Ran, Scratch, repository};
use serde_json::{Value, json};

const ARTIFACT: &str = "artifacts/bench";

/// The sample with a TIFF and a Word document that have no copy.
fn portfolio() -> Scratch {
    let scratch = Scratch::with("sample");
    let number = std::fs::read_dir(scratch.ws().join("artifacts")).unwrap().count() + 1;
    let said = "caption: Seen from above\n    alt: A workbench with cut cardboard";
    scratch.write(
        &format!("{ARTIFACT}/artifact.md"),
        format!(
            "---\nid: bench\nnumber: {number}\ntitle: The bench\nkind: lesson\nmade: 2026-05\naudience: Grade 6\n\
             summary: A corner with cardboard.\nevidence:\n  - id: scan\n    file: bench.tif\n    {said}\n  - id: plan\n    \
             file: plan.docx\n    {said}\n---\nI learned to cut cardboard.\n"
        ),
    );
    let tiff = repository().join("sample-unfinished/artifacts/makerspace/bench.tif");
    scratch.write(&format!("{ARTIFACT}/bench.tif"), std::fs::read(tiff).unwrap());
    scratch.write(&format!("{ARTIFACT}/plan.docx"), artifolio_clean::testing::docx(&[]));
    scratch
}

/// The command on a machine without any program that makes copies.
fn viewable(scratch: &Scratch, args: &[&str]) -> Ran {
    let mut command = scratch.command(&[&["viewable", "{ws}"], args].concat());
    command.env("PATH", scratch.path("no-programs"));
    Ran::of(command)
}

fn standing(scratch: &Scratch) -> bool {
    let ran = scratch.artifolio(&["check", "{ws}", "--today", "2026-11-24", "--json"]);
    ran.rules().iter().any(|rule| rule == "viewable-missing")
}

/// Of the bundle at this place: its hash, and the copies of its evidence as `portfolio.json` lists them, with their bytes.
fn pack(scratch: &Scratch, from: &str, to: &str) -> (Value, Vec<(String, Vec<u8>)>) {
    let out = format!("{{tmp}}/{to}");
    let args = ["pack", from, "--out", &out, "--date", "2027-01-10", "--json"];
    let packed = scratch.artifolio(&args).done().json();
    let mut zip = zip::ZipArchive::new(std::fs::File::open(scratch.path(to)).unwrap()).unwrap();
    let top = zip.by_index(0).unwrap().name().unwrap().split_once('/').unwrap().0.to_owned();
    let mut read = |name: &str| {
        let mut bytes = Vec::new();
        zip.by_name(&format!("{top}/data/{name}")).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    };
    let portfolio: Value = serde_json::from_slice(&read("portfolio.json")).unwrap();
    let artifacts = portfolio["artifacts"].as_array().unwrap();
    let items = artifacts.last().unwrap()["evidence"].as_array().unwrap();
    let names = items.iter().filter_map(|item| item["viewable"].as_str());
    let copies = names.map(|name| (name.to_owned(), read(name))).collect();
    (packed["sha256"].clone(), copies)
}

#[test]
#[cfg_attr(target_os = "macos", ignore = "macOS has a program of its own that makes pictures")]
fn a_tiff_gets_a_copy_which_is_packed_and_restored() {
    let scratch = portfolio();
    assert!(standing(&scratch));
    let before = scratch.tree("ws");
    let list = viewable(&scratch, &["--list", "--json"]).done().json();
    assert!(scratch.tree("ws") == before, "a list changes nothing");
    let scan = json!({"path": "artifacts/bench/bench.tif", "copy": "picture", "state": "to-make", "by": "Artifolio"});
    assert!(list["files"].as_array().unwrap().contains(&scan), "{list}");

    let words = viewable(&scratch, &["--artifact", "bench"]).done().stdout;
    let copy = format!("{ARTIFACT}/bench.viewable.png");
    assert!(words.contains(&format!("Artifolio made {copy}.")), "{words}");
    assert!(
        words.contains(
            "plan.docx: no copy was made, no program on this computer can make one. Open it"
        ),
        "{words}"
    );
    assert!(!standing(&scratch));
    let after = scratch.tree("ws");
    let header = format!("{ARTIFACT}/artifact.md");
    assert!(before.iter().all(|(path, bytes)| *path == header || after.get(path) == Some(bytes)));
    let again = viewable(&scratch, &["--artifact", "bench", "--evidence", "scan", "--json"]).done();
    assert_eq!(again.json(), json!({"schema": 1, "files": [], "made": []}));
    assert!(scratch.tree("ws") == after, "a second time there is nothing to do");
    let (first, packed) = pack(&scratch, "{ws}", "one.zip");
    assert_eq!(packed.len(), 1);
    assert!(packed[0].1 == after[&copy] && packed[0].0.ends_with(".png"), "{}", packed[0].0);

    let _ = scratch.artifolio(&["restore", "{tmp}/one.zip", "{tmp}/copy", "--json"]).done();
    assert!(pack(&scratch, "{tmp}/copy", "two.zip") == (first, packed));
}

#[test]
fn a_copy_that_the_learner_made_is_taken_in_two_steps() {
    let scratch = portfolio();
    let pdf = artifolio_clean::testing::pdf("What we did", None);
    std::fs::write(scratch.path("Plan.pdf"), &pdf).unwrap();
    std::fs::write(scratch.path("Plan.docx"), artifolio_clean::testing::docx(&[])).unwrap();
    let add = |file: &str| {
        let of = ["--artifact", "bench", "--evidence", "plan", "--json", "--file"];
        viewable(&scratch, &[&of[..], &[file]].concat())
    };
    assert_eq!(add("{tmp}/Plan.docx").json()["error"]["code"], "not-viewable");
    let copy = format!("{ARTIFACT}/plan.viewable.pdf");
    assert_eq!(add("{tmp}/Plan.pdf").done().json()["made"], json!([copy]));
    assert!(scratch.tree("ws")[&copy] == pdf);
    assert!(
        scratch.read(&format!("{ARTIFACT}/artifact.md")).contains("viewable: plan.viewable.pdf")
    );
}
