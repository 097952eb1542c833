//! Keeping the portfolio safe, and words that find no room on the disk, in the real window.

use std::path::PathBuf;

use artifolio_tests::Scratch;
use artifolio_tests::disk::Disk;

use crate::axe;
use crate::stage::{go, open, picture, press, reads, sample_at, say, show, writing};

#[test]
fn a_backup_is_made_tried_and_restored_in_another_window() {
    let (scratch, window) = sample_at("backup");
    reads(&window, &say("ui_backup_none"));
    axe::clean(&window, "no backup yet");
    press(&window, &say("ui_backup_make"));
    reads(&window, &say("ui_backup_made"));
    press(&window, &say("ui_backup_try"));
    reads(&window, "Everything in the backup came back");
    axe::clean(&window, "a backup that was tried");
    picture(&window, "22-backup");
    press(&window, &say("ui_move_make"));
    axe::clean(&window, "the passphrase");
    picture(&window, "23-transfer");
    let known = scratch.tree("data/backups").into_values().next().expect("what is known of it");
    let known: serde_json::Value = serde_json::from_slice(&known).unwrap();
    let zip = known["last"]["path"].as_str().unwrap().to_owned();
    drop(window);

    let other = Scratch::empty();
    let window = open(&other, &[]);
    reads(&window, &say("ui_start_restore"));
    picture(&window, "24-start");
    // As if it was dropped on the window: a file dialog cannot be driven.
    window.start_again(&[&zip]);
    reads(&window, &say("ui_restore_lead"));
    axe::clean(&window, "a backup to restore");
    picture(&window, "25-restore");
    press(&window, &say("ui_restore_do"));
    reads(&window, "25 of 25");
    picture(&window, "26-restored");
    let stem = std::path::Path::new(&zip).file_stem().unwrap().to_str().unwrap();
    let files = |tree: std::collections::BTreeMap<String, Vec<u8>>| -> Vec<_> {
        tree.into_iter().filter(|(path, _)| !path.starts_with(".artifolio/")).collect()
    };
    let restored = files(other.tree(&format!("home/{stem}")));
    assert!(restored == files(scratch.tree("ws")), "every byte is back");
}

/// A portfolio on a disk of its own of so many megabytes.
fn on_a_disk(megabytes: u32) -> Option<(Scratch, Disk, PathBuf)> {
    let scratch = Scratch::with("minimal");
    let disk = Disk::of(megabytes)?;
    let folder = disk.place.join("p");
    artifolio_tests::copy(&scratch.ws(), &folder);
    Some((scratch, disk, folder))
}

#[test]
fn words_that_find_no_room_stay_on_the_screen_and_are_saved_when_there_is_some() {
    let Some((scratch, disk, folder)) = on_a_disk(4) else { return };
    let text = folder.join("criteria/5a.md");
    let window = open(&scratch, &[folder.to_str().unwrap()]);
    go(&window, "criterion/5a");
    let content = writing(&window);
    disk.fill(0);
    let plain = disk.place.join("plain");
    assert!(std::fs::write(&plain, [0; 8192]).is_err(), "a plain write must fail there");
    std::fs::remove_file(plain).unwrap();
    window.type_text(&content, "No room for this. ");
    reads(&window, "The disk is full");
    axe::clean(&window, "a full disk");
    picture(&window, "27-full-disk");
    let there = || std::fs::read_to_string(&text).unwrap_or_default();
    assert!(!there().contains("No room for this"));
    // Looking goes on.
    go(&window, "overview");
    reads(&window, &say("ui_remind_title"));
    reads(&window, &say("ui_disk_tight"));
    picture(&window, "28-tight");
    disk.make_room();
    go(&window, "criterion/5a");
    let content = writing(&window);
    window.type_text(&content, "Now there is. ");
    window.wait("it is saved", |_| {
        (there().contains("Now there is") && there().contains("No room for this")).then_some(())
    });
}

#[test]
fn a_disk_that_may_not_be_written_is_looked_through_and_keeps_what_is_typed() {
    let Some((scratch, disk, folder)) = on_a_disk(8) else { return };
    let text = folder.join("criteria/5a.md");
    let there = || std::fs::read_to_string(&text).unwrap_or_default();
    disk.protect(true);
    let window = open(&scratch, &[folder.to_str().unwrap()]);
    go(&window, "criterion/5a");
    let content = writing(&window);
    window.type_text(&content, "Typed on a protected card. ");
    reads(&window, &say("reason_write_protected"));
    axe::clean(&window, "a disk that may not be written");
    picture(&window, "29-protected");
    assert!(!there().contains("Typed on a protected card"));
    // Looking goes on.
    for screen in ["overview", "artifacts", "coverage", "check"] {
        show(&window, screen);
    }
    go(&window, "criterion/5a");
    let content = writing(&window);
    disk.protect(false);
    window.type_text(&content, "Now it may be written. ");
    window.wait("it is saved", |_| {
        (there().contains("Now it may be written") && there().contains("Typed on a protected card"))
            .then_some(())
    });
}
