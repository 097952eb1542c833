//! A backup is tried without harm, and a difference is told file by file.

use artifolio_core::progress::Silent;
use chrono::NaiveDate;

use super::*;
use crate::backup;
use crate::testing::{MemFs, path, read_workspace};

fn portfolio() -> MemFs {
    MemFs::with(
        0,
        [
            ("portfolio.toml", &b"format = 1\nid = \"w\"\nname = \"Ana Benson\"\n"[..]),
            ("criteria/1a.md", b"Words.\n"),
            ("artifacts/a/artifact.md", b"---\nid: a\n---\nText\n"),
            ("artifacts/a/x.png", b"\x89PNG"),
        ],
    )
}

fn backed_up(source: &MemFs) -> MemFs {
    let (out, settings) = (MemFs::new(0), read_workspace(source).0.settings);
    let date = NaiveDate::from_ymd_opt(2027, 1, 10).unwrap();
    backup(source, &settings, &out, &path("b.zip"), date, "artifolio 0.1.0", &Silent).unwrap();
    out
}

#[test]
fn a_fresh_backup_brings_everything_back() {
    let now = portfolio();
    let (zip, scratch) = (backed_up(&now), MemFs::new(3));
    let found = rehearse(&zip, &path("b.zip"), &scratch, &now, &Silent).unwrap();
    assert_eq!(found, Comparison { same: 4, ..Comparison::default() });
    assert!(found.is_equal());
    assert_eq!(scratch.files(), now.files());
    assert_eq!(compare_backup(&zip, &path("b.zip"), &now, &Silent).unwrap(), found);
}

#[test]
fn what_has_changed_since_is_told_and_is_no_failure() {
    let now = portfolio();
    let zip = backed_up(&now);
    now.put("criteria/1a.md", b"Other words.\n");
    now.put("criteria/5a.md", b"New.\n");
    now.remove_own(&path("artifacts/a/x.png")).unwrap();
    // What no backup holds is no difference.
    now.put(".artifolio/trash/x", b"gone");
    now.put("criteria/.~1a.md.x.tmp", b"half");
    let found = rehearse(&zip, &path("b.zip"), &MemFs::new(0), &now, &Silent).unwrap();
    let expected = Comparison {
        same: 2,
        changed: vec![path("criteria/1a.md")],
        only_here: vec![path("criteria/5a.md")],
        only_in_backup: vec![path("artifacts/a/x.png")],
    };
    assert!(!found.is_equal());
    assert_eq!(found, expected);
}

#[test]
fn no_step_fails_unnoticed_and_the_portfolio_is_left_alone() {
    let now = portfolio();
    let (zip, before) = (backed_up(&now), now.files());
    let scratch = MemFs::new(0);
    rehearse(&zip, &path("b.zip"), &scratch, &now, &Silent).unwrap();
    for step in 0..scratch.fail_at(None) {
        let scratch = MemFs::new(0);
        scratch.fail_at(Some(step));
        assert!(rehearse(&zip, &path("b.zip"), &scratch, &now, &Silent).is_err(), "step {step}");
        assert!(now.files() == before, "step {step}");
    }
    now.fail_at(Some(0));
    let unread = rehearse(&zip, &path("b.zip"), &MemFs::new(0), &now, &Silent);
    assert!(matches!(unread, Err(RestoreError::Compare { .. })), "{unread:?}");
}

#[test]
fn a_damaged_backup_and_a_folder_that_holds_something_are_refused() {
    let now = portfolio();
    let zip = backed_up(&now);
    let mut bytes = zip.file("b.zip");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let damaged = MemFs::with(0, [("b.zip", &bytes[..])]);
    for outcome in [
        rehearse(&damaged, &path("b.zip"), &MemFs::new(0), &now, &Silent),
        compare_backup(&damaged, &path("b.zip"), &now, &Silent),
    ] {
        assert!(matches!(outcome, Err(RestoreError::Refused(_))), "{outcome:?}");
    }
    let scratch = MemFs::with(0, [("mine.txt", &b"mine"[..])]);
    let outcome = rehearse(&zip, &path("b.zip"), &scratch, &now, &Silent);
    assert!(matches!(outcome, Err(RestoreError::NotEmpty)), "{outcome:?}");
    assert_eq!(scratch.file("mine.txt"), b"mine");
}

#[test]
fn a_disk_that_writes_other_bytes_is_told() {
    let now = portfolio();
    let (zip, scratch) = (backed_up(&now), MemFs::new(0));
    scratch.flip_on_sync();
    let outcome = rehearse(&zip, &path("b.zip"), &scratch, &now, &Silent);
    assert!(matches!(outcome, Err(RestoreError::Content { .. })), "{outcome:?}");
}
