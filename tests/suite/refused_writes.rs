//! Where nothing may be written: as an unprivileged user, since permissions do not stop root. Each test first proves that a
//! plain write fails there.

use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use artifolio_tests::{Ran, Scratch, artifolio};

/// Runs a program as nobody when this is root, else as it is.
fn unprivileged(
    program: &std::path::Path,
    args: &[&std::ffi::OsStr],
    scratch: &Scratch,
) -> Command {
    let root = Ran::of({
        let mut id = Command::new("id");
        id.arg("-u");
        id
    })
    .stdout
    .trim()
        == "0";
    let mut command = if root {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command
        .args(args)
        .env("HOME", scratch.path("none"))
        .env("ARTIFOLIO_DATA_DIR", scratch.path("nobody"));
    command
}

/// A scratch folder whose portfolio nobody can write, with a data folder that nobody can, and a copy of the command.
fn lock(scratch: Scratch) -> (Scratch, std::path::PathBuf) {
    let open = |path: &std::path::Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap()
    };
    let command = scratch.path("artifolio");
    std::fs::copy(artifolio(), &command).unwrap();
    open(&command, 0o755);
    std::fs::create_dir(scratch.path("nobody")).unwrap();
    open(&scratch.path("nobody"), 0o777);
    open(&scratch.path("."), 0o755);
    let _ = Ran::of({
        let mut chmod = Command::new("chmod");
        chmod.args(["-R", "a+rX,a-w"]).arg(scratch.ws());
        chmod
    })
    .done();
    let plain = unprivileged("touch".as_ref(), &[scratch.ws().join("plain").as_os_str()], &scratch);
    assert_ne!(Ran::of(plain).code, 0, "a plain write must fail there, or the test proves nothing");
    (scratch, command)
}

#[test]
fn a_folder_that_cannot_be_written_is_read_and_a_change_says_why_not() {
    let (scratch, command) = lock(Scratch::with("sample"));
    let before = scratch.tree("ws");
    let ws = scratch.ws();
    let run = |args: &[&str]| {
        let args: Vec<&std::ffi::OsStr> =
            args.iter().map(|a| if *a == "{ws}" { ws.as_os_str() } else { a.as_ref() }).collect();
        Ran::of(unprivileged(&command, &args, &scratch))
    };
    let ran = run(&["check", "{ws}", "--today", "2026-11-24", "--json"]);
    assert_eq!(ran.code, 0, "{ran}");
    let ran = run(&["map", "{ws}", "5a", "choice-board", "--remove", "--json"]);
    assert_eq!(ran.code, 2, "{ran}");
    assert!(ran.json()["error"]["message"].as_str().is_some_and(|m| !m.is_empty()), "{ran}");
    assert!(scratch.tree("ws") == before, "nothing may have changed");
}

#[test]
fn a_bundle_that_cannot_be_written_leaves_nothing() {
    let (scratch, command) = lock(Scratch::with("sample"));
    let out = scratch.ws().join("out.zip");
    let ws = scratch.ws();
    let ran = Ran::of(unprivileged(
        &command,
        &["pack".as_ref(), ws.as_os_str(), "--out".as_ref(), out.as_os_str(), "--json".as_ref()],
        &scratch,
    ));
    assert_eq!(ran.code, 2, "{ran}");
    assert!(!out.exists());
}

/// A version of `criteria/5a.md`, a key of the trash, and a backup beside the portfolio, so that every command has
/// something to do.
fn with_a_past() -> (Scratch, std::path::PathBuf, String, String) {
    let scratch = Scratch::with("sample");
    let run = |args: &[&str]| scratch.artifolio(args).done().json();
    let _ = run(&["map", "{ws}", "5a", "creek-voices", "--json"]);
    let versions = run(&["history", "{ws}", "5a", "--json"]);
    let sha256 = versions["versions"].as_array().unwrap().last().unwrap()["sha256"].clone();
    scratch.write(
        ".artifolio/trash/019ab8a05c007000800000000000002a/feedback/review.md",
        "Well done.\n",
    );
    let trash = run(&["trash", "{ws}", "--json"])["items"][0]["key"].clone();
    let _ = run(&["backup", "{ws}", "--out", "{tmp}/b.zip", "--json"]);
    let words = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let (sha256, key) = (words(&sha256), words(&trash));
    let (scratch, command) = lock(scratch);
    (scratch, command, sha256, key)
}

#[test]
fn every_command_that_writes_says_why_not_and_every_other_goes_on() {
    let (scratch, command, sha256, key) = with_a_past();
    let before = scratch.tree("ws");
    let run = |args: &str| {
        let place = |arg: &str| arg.replace("{ws}", scratch.ws().to_str().unwrap());
        let place = |arg: &str| place(arg).replace("{tmp}", scratch.path("").to_str().unwrap());
        let args: Vec<String> = args.split(' ').chain(["--json"]).map(place).collect();
        let args: Vec<&std::ffi::OsStr> = args.iter().map(AsRef::as_ref).collect();
        Ran::of(unprivileged(&command, &args, &scratch))
    };
    for (args, code) in [
        ("map {ws} 5b creek-voices", "cannot-write"),
        ("map {ws} 5a creek-voices --remove", "cannot-write"),
        ("import {ws} {tmp}b.zip --artifact choice-board", "cannot-write"),
        ("import {ws} {tmp}b.zip", "cannot-write"),
        (&format!("history {{ws}} 5a --restore {sha256}"), "cannot-write"),
        (&format!("trash {{ws}} --restore {key}"), "cannot-write"),
        ("pack {ws} --out {ws}/p.zip --draft", "bundle-not-written"),
        ("backup {ws} --out {ws}/b.zip", "bundle-not-written"),
        ("restore {tmp}b.zip {ws}/again", "folder-unreadable"),
        ("new {ws}/new --name A --family-name B", "folder-unreadable"),
        ("map {ws} 5b creek-voices --data-dir {ws}/data", "data-folder-unusable"),
        ("index {ws} --rebuild --data-dir {ws}/data", "index-unusable"),
    ] {
        let ran = run(args);
        assert_eq!(ran.code, 2, "{args}: {ran}");
        let error = &ran.json()["error"];
        assert_eq!(error["code"], code, "{args}: {ran}");
        for key in ["message", "hint"] {
            assert!(error[key].as_str().is_some_and(|said| said.contains(' ')), "{args}: {ran}");
        }
        assert!(scratch.tree("ws") == before, "{args}: nothing may have changed");
    }
    for args in [
        "status {ws} --today 2026-11-24",
        "check {ws} --today 2026-11-24",
        "search {ws} students",
        "index {ws} --rebuild",
        "history {ws} 5a",
        &format!("history {{ws}} 5a --show {sha256}"),
        "trash {ws}",
        "verify {tmp}b.zip",
        "pack {ws} --out {tmp}nobody/p.zip --draft",
        "restore {tmp}b.zip {tmp}nobody/again",
    ] {
        let ran = run(args);
        assert_eq!(ran.code, 0, "{args}: {ran}");
    }
    assert!(scratch.tree("ws") == before, "looking changes nothing");
}

#[test]
fn a_folder_whose_names_cannot_be_read_is_not_said_to_be_no_portfolio() {
    let (scratch, command) = lock(Scratch::with("sample"));
    std::fs::set_permissions(scratch.ws(), std::fs::Permissions::from_mode(0o711)).unwrap();
    let listed = unprivileged("ls".as_ref(), &[scratch.ws().as_os_str()], &scratch);
    assert_ne!(Ran::of(listed).code, 0, "a plain look must fail there");
    let ws = scratch.ws();
    let args = ["check".as_ref(), ws.as_os_str(), "--json".as_ref()];
    let ran = Ran::of(unprivileged(&command, &args, &scratch));
    assert_eq!(
        (ran.code, ran.json()["error"]["code"].as_str()),
        (2, Some("folder-unreadable")),
        "{ran}"
    );
}
