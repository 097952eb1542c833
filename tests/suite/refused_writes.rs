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

/// A scratch folder that nobody can read, with one data folder nobody can write, and a copy of the command.
fn locked(fixture: &str) -> (Scratch, std::path::PathBuf) {
    let scratch = Scratch::with(fixture);
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
    let (scratch, command) = locked("sample");
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
    let (scratch, command) = locked("sample");
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
