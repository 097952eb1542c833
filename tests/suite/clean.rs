//! Clean copies: what evidence tells is found, shown and removed on copies alone, and these are packed.

use std::collections::BTreeSet;
use std::io::Read as _;

use artifolio_tests::{Ran, Scratch, telling};
use serde_json::Value;

use crate::privacy::{holds, unfolded};

/// What tells of the artifact that tells.
const RULES: [&str; 4] = ["author-data", "comments-left", "location-data", "roster-name"];

fn standing(scratch: &Scratch) -> BTreeSet<String> {
    let ran = scratch.artifolio(&["check", "{ws}", "--today", "2026-11-24", "--json"]);
    let rules: BTreeSet<String> = ran.rules().into_iter().collect();
    rules.into_iter().filter(|rule| RULES.contains(&rule.as_str())).collect()
}

fn pack(scratch: &Scratch, from: &str, to: &str) -> Ran {
    scratch.artifolio(&["pack", from, "--out", to, "--date", "2027-01-10", "--json"])
}

fn sha(ran: &Ran) -> String {
    ran.json()["sha256"].as_str().unwrap_or_else(|| panic!("{ran}")).to_owned()
}

/// Files of a bundle by path below its folder.
fn bundle(scratch: &Scratch, name: &str) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(scratch.path(name)).unwrap()).unwrap();
    let entries = 0..zip.len();
    entries
        .map(|i| {
            let mut entry = zip.by_index(i).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            let name = entry.name().unwrap().into_owned();
            (name.split_once('/').unwrap().1.to_owned(), bytes)
        })
        .collect()
}

fn portfolio_json(files: &[(String, Vec<u8>)]) -> Value {
    let (_, bytes) = files.iter().find(|(name, _)| name == "data/portfolio.json").unwrap();
    serde_json::from_slice(bytes).unwrap()
}

#[test]
fn what_is_shown_is_removed_on_copies_alone_and_they_are_packed() {
    let scratch = telling::portfolio();
    assert_eq!(standing(&scratch), RULES.map(str::to_owned).into());
    let before = scratch.tree("ws");

    let list = scratch.artifolio(&["clean", "{ws}", "--list", "--json"]).done().json();
    assert!(scratch.tree("ws") == before, "a list changes nothing");
    let telling: Vec<_> = list["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["path"].as_str().unwrap().to_owned())
        .collect();
    for (name, _) in telling::files() {
        assert!(
            telling.contains(&format!("artifacts/{}/{name}", telling::ARTIFACT)),
            "{telling:?}"
        );
    }
    let words = scratch.artifolio(&["clean", "{ws}", "--list"]).done().stdout;
    assert!(words.contains("board.jpg: location, names of people"), "{words}");
    assert!(!telling::NAMES.iter().any(|name| words.contains(name)), "{words}");

    let made = scratch.artifolio(&["clean", "{ws}", "--json"]).done().json();
    assert_eq!(made["made"].as_array().unwrap().len(), list["files"].as_array().unwrap().len());
    assert!(
        made["files"].as_array().unwrap().iter().all(|file| file["state"] == "cleaned"),
        "{made}"
    );
    let after = scratch.tree("ws");
    assert!(
        before.iter().all(|(path, bytes)| after.get(path) == Some(bytes)),
        "evidence is as it was"
    );
    assert_eq!(standing(&scratch), BTreeSet::new());

    let first = sha(&pack(&scratch, "{ws}", "{tmp}/one.zip").done());
    let files = bundle(&scratch, "one.zip");
    for (name, bytes) in &files {
        let all = [name.as_bytes(), &unfolded(name, bytes)].concat();
        for person in telling::NAMES {
            assert!(!holds(&all, person), "{person} is in {name}");
        }
        assert!(!holds(&all, "+41.38"), "the place is in {name}");
    }
    let json = portfolio_json(&files);
    let cleaned: Vec<_> =
        json["files"].as_array().unwrap().iter().filter(|f| f.get("cleaned").is_some()).collect();
    assert_eq!(cleaned.len(), made["made"].as_array().unwrap().len());
    let page = |name: &str| {
        String::from_utf8(files.iter().find(|(n, _)| n == name).unwrap().1.clone()).unwrap()
    };
    let number = json["artifacts"].as_array().unwrap().len();
    let said = "Private details were removed from this copy: location, names of people";
    assert!(page(&format!("data/artifacts/{number}.html")).contains(said));

    let after = scratch.tree("ws");
    let again = scratch.artifolio(&["clean", "{ws}", "--json"]).done().json();
    assert_eq!(again["made"], serde_json::json!([]));
    assert!(scratch.tree("ws") == after, "a second time there is nothing to do");
    let _ = scratch.artifolio(&["restore", "{tmp}/one.zip", "{tmp}/copy", "--json"]).done();
    assert_eq!(first, sha(&pack(&scratch, "{tmp}/copy", "{tmp}/two.zip").done()));
    let _ = scratch.artifolio(&["clean", "{tmp}/copy", "--json"]).done();
    assert_eq!(first, sha(&pack(&scratch, "{tmp}/copy", "{tmp}/three.zip").done()));
}

#[test]
fn a_file_never_takes_the_place_of_its_copy() {
    let scratch = telling::portfolio();
    let _ = scratch.artifolio(&["clean", "{ws}", "--artifact", telling::ARTIFACT, "--json"]).done();
    let copy = format!("artifacts/{}/cleaned/board.jpg", telling::ARTIFACT);
    std::fs::remove_file(scratch.ws().join(&copy)).unwrap();
    let refused = pack(&scratch, "{ws}", "{tmp}/one.zip");
    assert_eq!((refused.code, refused.rules()), (1, vec!["clean-copy-gone".to_owned()]));
    let args = ["pack", "{ws}", "--out", "{tmp}/draft.zip", "--draft", "--json"];
    let _ = scratch.artifolio(&args).done();
    let files = bundle(&scratch, "draft.zip");
    let photo = &telling::files()[0].1;
    assert!(files.iter().all(|(_, bytes)| bytes != photo));
    let _ = scratch.artifolio(&["clean", "{ws}", "--json"]).done();
    let _ = pack(&scratch, "{ws}", "{tmp}/one.zip").done();
    let undone = scratch.artifolio(&["clean", "{ws}", "--artifact", "none", "--json"]);
    assert_eq!(undone.json()["error"]["code"], "unknown-artifact");
}
