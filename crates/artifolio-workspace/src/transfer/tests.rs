//! What travels arrives, and nothing else does.

#![allow(clippy::disallowed_methods, reason = "the tests put files down")]

use super::*;
use crate::testing::MemFs;

const WORDS: &str = "correct horse battery";

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

/// A machine with these files in the app's folder.
fn machine(files: &[(&str, &str)]) -> (tempfile::TempDir, DataDir) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let data = DataDir::at(folder.path());
    (folder, data)
}

#[test]
fn the_person_moves_and_the_machine_stays() {
    let (_old, old) = machine(&[
        ("roster.txt", "Mia Lopez\nLi\n"),
        ("preferences.json", r#"{"theme":"dark","folder":"/home/dana/Old"}"#),
        ("machine.json", "\"old\""),
        ("recent.json", "[]"),
    ]);
    let stick = MemFs::new();
    let name = fixed("Benson.artifolio-transfer");
    assert_eq!(carry_out(&old, &stick, &name, WORDS, day()).unwrap(), [PREFERENCES, ROSTER]);
    let bytes = stick.tree()[&name].clone().unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1\n-> scrypt "), "any program can open it");
    let document = age::decrypt(&scrypt::Identity::new(WORDS.into()), &bytes).unwrap();
    assert!(!String::from_utf8(document).unwrap().contains("/home/dana"));

    let (new_folder, new) = machine(&[
        ("roster.txt", "Li\nBo"),
        ("preferences.json", r#"{"theme":"light","textSize":120,"folder":"/home/dana/New"}"#),
        ("machine.json", "\"new\""),
    ]);
    assert_eq!(carry_in(&new, &stick, &name, WORDS).unwrap(), [ROSTER, PREFERENCES]);
    let read = |name: &str| std::fs::read_to_string(new_folder.path().join(name)).unwrap();
    assert_eq!(read("roster.txt"), "Li\nBo\nMia Lopez\n");
    let preferences: Value = serde_json::from_str(&read("preferences.json")).unwrap();
    assert_eq!(preferences, serde_json::json!({ "theme": "dark", "folder": "/home/dana/New" }));
    assert_eq!(read("machine.json"), "\"new\"");
    assert!(!new_folder.path().join("recent.json").exists());
}

#[test]
fn a_machine_with_nothing_makes_a_file_that_changes_nothing() {
    let ((_old, old), (_new, new)) = (machine(&[]), machine(&[("roster.txt", "Li\n")]));
    let (stick, name) = (MemFs::new(), fixed("t"));
    assert!(carry_out(&old, &stick, &name, WORDS, day()).unwrap().is_empty());
    assert!(carry_in(&new, &stick, &name, WORDS).unwrap().is_empty());
    assert_eq!(std::fs::read_to_string(new.data().join("roster.txt")).unwrap(), "Li\n");
}

#[test]
fn what_cannot_be_opened_changes_nothing() {
    let (_old, old) = machine(&[("roster.txt", "Mia\n")]);
    let (stick, name) = (MemFs::new(), fixed("t"));
    carry_out(&old, &stick, &name, WORDS, day()).unwrap();
    let whole = stick.tree()[&name].clone().unwrap();
    let mut flipped = whole.clone();
    *flipped.last_mut().unwrap() ^= 1;
    let mut key = scrypt::Recipient::new(WORDS.into());
    key.set_work_factor(10);
    let encrypted = |text: &str| age::encrypt(&key, text.as_bytes()).unwrap();
    let (_new, new) = machine(&[("roster.txt", "Li\n")]);
    for (bytes, words, code) in [
        (whole.clone(), "correct horse batterx", "passphrase-wrong"),
        (flipped, WORDS, "transfer-unreadable"),
        (whole[..whole.len() / 2].to_vec(), WORDS, "transfer-unreadable"),
        (b"PK\x03\x04".to_vec(), WORDS, "transfer-unreadable"),
        (encrypted("not JSON"), WORDS, "transfer-unreadable"),
        (
            encrypted(r#"{"format":2,"made":"2026-11-24","files":{"roster.txt":"Mia"}}"#),
            WORDS,
            "transfer-newer",
        ),
    ] {
        let stick = MemFs::new();
        stick.plant("t", &bytes);
        let error = carry_in(&new, &stick, &name, words).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        assert_eq!(std::fs::read_to_string(new.data().join("roster.txt")).unwrap(), "Li\n");
    }
    let short = carry_out(&old, &stick, &name, "seven77", day()).unwrap_err();
    assert_eq!(short.code(), "passphrase-short");
    assert_eq!(stick.tree()[&name].as_ref(), Some(&whole));
}
