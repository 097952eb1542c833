//! One backup, one transfer file, one restore, one comparison: a portfolio and its person on another machine.

use std::io::Write as _;
use std::process::Stdio;

use artifolio_tests::{Ran, Scratch};

/// Runs a command with a line on standard input.
fn told(scratch: &Scratch, args: &[&str], line: &str) -> Ran {
    let mut command = scratch.command(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(format!("{line}\n").as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    Ran {
        code: out.status.code().unwrap(),
        stdout: String::from_utf8(out.stdout).unwrap(),
        stderr: String::from_utf8(out.stderr).unwrap(),
    }
}

const PASSPHRASE: &str = "correct horse battery";

#[test]
fn a_person_moves_to_a_new_laptop() {
    let scratch = Scratch::with("sample");
    std::fs::create_dir(scratch.path("data")).unwrap();
    std::fs::write(scratch.path("data/roster.txt"), "Mia Lopez\n").unwrap();
    let _ = scratch.artifolio(&["backup", "{ws}", "--out", "{tmp}/stick.zip", "--json"]).done();
    let out = ["transfer", "--out", "{tmp}/stick.transfer", "--json"];
    let carried = told(&scratch, &out, PASSPHRASE).done().json();
    assert_eq!(carried["carried"], serde_json::json!(["roster.txt"]));
    let bytes = std::fs::read(scratch.path("stick.transfer")).unwrap();
    assert!(!bytes.windows(3).any(|window| window == b"Mia"), "nobody reads a name in it");

    // The new laptop has a data folder of its own.
    let new = ["--data-dir", "{tmp}/new"];
    let on_new = |args: &[&str]| scratch.artifolio(&[args, &new[..]].concat());
    let _ = on_new(&["restore", "{tmp}/stick.zip", "{tmp}/portfolio", "--json"]).done();
    let take = [&["transfer", "--in", "{tmp}/stick.transfer", "--json"][..], &new].concat();
    let wrong = told(&scratch, &take, "correct horse batterx");
    assert_eq!((wrong.code, &wrong.json()["error"]["code"]), (2, &"passphrase-wrong".into()));
    let _ = told(&scratch, &take, PASSPHRASE).done();
    assert_eq!(std::fs::read_to_string(scratch.path("new/roster.txt")).unwrap(), "Mia Lopez\n");
    let ran = on_new(&["compare", "{tmp}/stick.zip", "{tmp}/portfolio", "--json"]).done();
    assert_eq!(ran.json()["same"], scratch.tree("ws").len());
}

#[test]
fn a_rehearsal_restores_compares_and_leaves_nothing() {
    let scratch = Scratch::with("sample");
    let _ = scratch.artifolio(&["backup", "{ws}", "--out", "{tmp}/b.zip", "--json"]).done();
    let rehearse = ["compare", "{tmp}/b.zip", "{ws}", "--rehearse", "--json"];
    let ran = scratch.artifolio(&rehearse).done();
    assert_eq!(ran.json()["same"], scratch.tree("ws").len());
    assert!(scratch.tree("data/scratch").is_empty());

    scratch.write("criteria/5a.md", "Other words.\n");
    scratch.write("criteria/notes.md", "New.\n");
    std::fs::remove_file(scratch.ws().join("reflection.md")).unwrap();
    let before = scratch.tree("ws");
    let ran = scratch.artifolio(&rehearse);
    assert_eq!(ran.code, 1, "{ran}");
    let json = ran.json();
    assert_eq!(json["changed"], serde_json::json!(["criteria/5a.md"]));
    assert_eq!(json["only_here"], serde_json::json!(["criteria/notes.md"]));
    assert_eq!(json["only_in_backup"], serde_json::json!(["reflection.md"]));
    assert!(scratch.tree("ws") == before);

    let mut bytes = std::fs::read(scratch.path("b.zip")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(scratch.path("b.zip"), bytes).unwrap();
    let ran = scratch.artifolio(&rehearse);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(!ran.rules().is_empty(), "{ran}");

    let _ = scratch.artifolio(&["pack", "{ws}", "--out", "{tmp}/s.zip", "--draft"]).done();
    let ran = scratch.artifolio(&["compare", "{tmp}/s.zip", "{ws}", "--rehearse", "--json"]);
    assert_eq!((ran.code, &ran.json()["error"]["code"]), (2, &"bundle-not-ours".into()), "{ran}");
}
