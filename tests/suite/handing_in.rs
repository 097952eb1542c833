//! Handing in: a flat folder, addresses that come back as a list, and the map with these addresses.

use artifolio_tests::{Ran, Scratch};
use serde_json::Value;

fn names(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_owned()).collect()
}

fn hand_in(scratch: &Scratch, more: &[&str]) -> Ran {
    scratch.artifolio(&[&["handin", "{ws}", "--json"], more].concat())
}

fn lies_there(scratch: &Scratch, name: &str) -> bool {
    scratch.path("upload").join(name).exists()
}

/// A list of the missing files as a drive would give it.
fn list(missing: &[String]) -> String {
    let line = |(n, name): (usize, &String)| format!("{name}\thttps://d.example/{n}\n");
    missing.iter().enumerate().map(line).collect()
}

#[test]
fn from_the_folder_to_the_map_with_the_addresses() {
    let scratch = Scratch::with("sample");
    let laid = hand_in(&scratch, &["--out", "{tmp}/upload"]).done().json();
    let missing = names(&laid["missing"]);
    assert!(
        missing.len() > 20 && missing.contains(&"Ellison_Artifact1.pdf".to_owned()),
        "{missing:?}"
    );
    assert!(missing.iter().all(|name| lies_there(&scratch, name)));
    assert!(!lies_there(&scratch, "Ellison_Alignment-Map.docx"), "no map that leads nowhere");

    // All but one, and one line that fits nothing.
    let all = list(&missing);
    let (first, rest) = all.split_once('\n').unwrap();
    std::fs::write(scratch.path("list.txt"), format!("{rest}Somebody.pdf https://d.example/x\n"))
        .unwrap();
    let told = hand_in(&scratch, &["--addresses", "{tmp}/list.txt", "--out", "{tmp}/upload"])
        .done()
        .json();
    assert_eq!(told["list"]["matched"].as_object().unwrap().len(), missing.len() - 1);
    assert_eq!(told["list"]["unmatched"][0]["why"], "no-name");
    assert_eq!(names(&told["missing"]), [missing[0].clone()]);
    assert!(!lies_there(&scratch, "Ellison_Alignment-Map.docx"));

    let (name, address) = first.split_once('\t').unwrap();
    let set = format!("{name}={address}");
    let done = hand_in(&scratch, &["--set", &set, "--out", "{tmp}/upload"]).done().json();
    assert_eq!(names(&done["missing"]), [""; 0]);
    for extension in ["docx", "html", "csv"] {
        assert!(lies_there(&scratch, &format!("Ellison_Alignment-Map.{extension}")), "{extension}");
    }
    let row = hand_in(&scratch, &["--row", "1a"]).done().json();
    assert!(
        row["row"].as_str().unwrap().contains(&format!("{name}, page 1: {address}\n")),
        "{row}"
    );

    // What is kept about handing in is private.
    let pack = ["pack", "{ws}", "--out", "{tmp}/out.zip", "--json"];
    let before = scratch.artifolio(&pack).done().json()["sha256"].clone();
    std::fs::remove_file(scratch.ws().join("submissions/handin.toml")).unwrap();
    assert_eq!(scratch.artifolio(&pack).done().json()["sha256"], before);
}

#[test]
fn a_tick_goes_when_the_file_changes() {
    let scratch = Scratch::with("sample");
    let item = |value: &Value, name: &str| {
        value["items"].as_array().unwrap().iter().find(|i| i["name"] == name).unwrap().clone()
    };
    const NAME: &str = "Ellison_Reflection.docx";
    let ticked = hand_in(&scratch, &["--uploaded", NAME]).done().json();
    assert_eq!(item(&ticked, NAME)["uploaded"], true);
    let later = hand_in(&scratch, &["--today", "2031-01-01"]).done().json();
    assert_eq!(item(&later, NAME)["uploaded"], true, "another day changes no file");
    let text = scratch.read("reflection.md");
    std::fs::write(scratch.ws().join("reflection.md"), format!("{text}\nOne more thing.\n"))
        .unwrap();
    let changed = hand_in(&scratch, &[]).done().json();
    assert_eq!(
        (&item(&changed, NAME)["uploaded"], &item(&changed, NAME)["changed"]),
        (&false.into(), &true.into())
    );
    let gone = hand_in(&scratch, &["--uploaded", NAME, "--remove"]).done().json();
    assert_eq!(item(&gone, NAME)["changed"], false);
}

#[test]
fn portal_folder_and_the_last_day_of_access_are_kept_and_taken_away() {
    let scratch = Scratch::with("sample");
    let (portal, folder) = ("https://portal.example/", "https://d.example/folder");
    let told = ["--portal", portal, "--folder", folder, "--access-until", "2027-07-31"];
    let kept = |value: Value| {
        ["portal", "folder", "access_until"].map(|key| value[key].as_str().unwrap_or("").to_owned())
    };
    assert_eq!(kept(hand_in(&scratch, &told).done().json()), [portal, folder, "2027-07-31"]);
    assert_eq!(kept(hand_in(&scratch, &[]).done().json()), [portal, folder, "2027-07-31"]);
    let words = scratch.artifolio(&["handin", "{ws}"]).done().stdout;
    assert!(words.contains("2027-07-31") && words.contains(portal), "{words}");
    let again = ["--portal", "", "--folder", "", "--access-until", "2027-08-31"];
    assert_eq!(kept(hand_in(&scratch, &again).done().json()), ["", "", "2027-08-31"]);
    let ran = hand_in(&scratch, &["--access-until", "2027-02-30"]);
    assert_eq!(ran.code, 2, "{ran}");
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let scratch = Scratch::with("sample");
    for (more, code) in [
        (&["--set", "Ellison_Artifact1.pdf=nowhere"][..], "handin-address-unusable"),
        (&["--set", "Other.pdf=https://d.example/1"], "handin-name-unknown"),
        (&["--opened", "Ellison_Artifact1.pdf"], "handin-address-missing"),
        (
            &["--portal", "https://portal.example/", "--opened", "Ellison_Artifact1.pdf"],
            "handin-address-missing",
        ),
        (&["--row", "9z"], "unknown-criterion"),
        (&["--out", "{ws}"], "handin-folder-taken"),
    ] {
        let ran = hand_in(&scratch, more);
        assert_eq!((ran.code, ran.json()["error"]["code"].as_str()), (2, Some(code)), "{ran}");
    }
    assert!(!scratch.ws().join("submissions").exists());
    scratch.replace("portfolio.toml", "name = ", "other_name = ");
    let ran = hand_in(&scratch, &["--out", "{tmp}/upload"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.rules().contains(&"identity-incomplete".into()), "{ran}");
    assert!(
        !scratch.path("upload").exists()
            || std::fs::read_dir(scratch.path("upload")).unwrap().next().is_none()
    );
    let draft = hand_in(&scratch, &["--out", "{tmp}/upload", "--draft"]).done().json();
    assert_eq!(draft["draft"], true);
}

#[test]
fn the_same_folder_twice_has_the_same_bytes() {
    let sums = |zone: &str, today: &str| {
        let scratch = Scratch::with("sample");
        let mut command =
            scratch.command(&["handin", "{ws}", "--out", "{tmp}/upload", "--today", today]);
        command.env("TZ", zone);
        let _ = Ran::of(command).done();
        scratch.tree("upload")
    };
    assert_eq!(sums("Pacific/Kiritimati", "2026-11-24"), sums("Pacific/Pago_Pago", "2027-03-01"));
}
