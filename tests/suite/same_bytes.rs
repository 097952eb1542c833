//! Same portfolio and date, same bytes, wherever and whenever it runs.

use std::path::Path;
use std::time::{Duration, SystemTime};

use artifolio_tests::{Ran, Scratch, repository};

/// Packs `ws` of a scratch folder under an environment and gives the zip's checksum.
fn packed(scratch: &Scratch, env: &[(&str, &str)], umask: &str) -> String {
    let inner = scratch.command(&[
        "pack",
        "{ws}",
        "--out",
        "{tmp}/out.zip",
        "--date",
        "2027-01-10",
        "--json",
    ]);
    let mut shell = std::process::Command::new("sh");
    shell
        .arg("-c")
        .arg(format!("umask {umask}; exec \"$0\" \"$@\""))
        .arg(inner.get_program())
        .args(inner.get_args());
    for (key, value) in inner.get_envs() {
        match value {
            Some(value) => shell.env(key, value),
            None => shell.env_remove(key),
        };
    }
    shell.envs(env.iter().copied());
    let said = Ran::of(shell).done().json()["sha256"].as_str().unwrap().to_owned();
    assert_eq!(said, scratch.sha256("out.zip"), "the checksum it says is the file's");
    said
}

/// Gives every file another time, and the folders other orders of their entries.
fn shake(folder: &Path, seconds: u64) {
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    names.sort();
    names.reverse();
    for path in names {
        if path.is_dir() {
            shake(&path, seconds);
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        std::fs::write(&path, bytes).unwrap();
        let file = std::fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)).unwrap();
    }
}

#[test]
fn two_folders_two_times_two_zones_two_locales_two_umasks() {
    let (one, two) = (Scratch::with("sample"), Scratch::with("sample"));
    shake(&two.ws(), 1_000_000_000);
    let first = packed(&one, &[("TZ", "Pacific/Kiritimati"), ("LC_ALL", "C")], "022");
    let second = packed(
        &two,
        &[("TZ", "Pacific/Pago_Pago"), ("LC_ALL", "es_ES.UTF-8"), ("LANG", "es_ES.UTF-8")],
        "077",
    );
    assert_eq!(first, second);
}

/// What stands before the checksum in CHANGELOG.md: the bytes of a bundle change only with a line there.
const GOLDEN: &str = "The sample, packed with `--date 2027-01-10`, has the SHA-256 `";

#[test]
fn the_sample_packs_to_the_bytes_that_the_changelog_names() {
    let changelog = std::fs::read_to_string(repository().join("CHANGELOG.md")).unwrap();
    let (_, rest) = changelog.split_once(GOLDEN).unwrap();
    let golden = rest.split('`').next().unwrap();
    let packed = packed(&Scratch::with("sample"), &[], "022");
    assert_eq!(packed, golden, "say in CHANGELOG.md what is other in a bundle now");
}

#[test]
fn another_date_gives_other_bytes() {
    let scratch = Scratch::with("sample");
    let pack = |date: &str| {
        let ran = scratch
            .artifolio(&["pack", "{ws}", "--out", "{tmp}/out.zip", "--date", date, "--json"])
            .done();
        ran.json()["sha256"].as_str().unwrap().to_owned()
    };
    assert_ne!(pack("2027-01-10"), pack("2027-01-11"));
}

#[test]
fn the_interface_language_changes_no_byte() {
    let scratch = Scratch::with("sample");
    let pack = |lang: &str, today: &str| {
        let args =
            ["pack", "{ws}", "--out", "{tmp}/out.zip", "--lang", lang, "--today", today, "--json"];
        scratch.artifolio(&args).done().json()["sha256"].as_str().unwrap().to_owned()
    };
    assert_eq!(pack("en", "2026-11-24"), pack("es", "2027-02-01"));
}
