//! Texts, and what is kept of them, that a sync service has taken off this disk.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::TimeDelta;

use super::*;
use crate::history::{self, History, TextFile, Why};
use crate::layout::fixed;
use crate::testing::noon;

/// This machine, so many days on.
fn start(days: i64) -> History {
    let clock: crate::Clock = Arc::new(move || noon()() + TimeDelta::days(days));
    let count = AtomicUsize::new(0);
    let next = move || count.fetch_add(1, Ordering::Relaxed);
    History::new("m".into(), clock, Arc::new(move || format!("{days}u{}", next())))
}

fn look(days: i64, fs: &MemFs) -> Vec<Since> {
    let told = since(&mut start(days), fs, |_| ()).unwrap();
    assert_eq!(fs.downloaded(), [], "nobody asked for it");
    told
}

fn was(file: &str, before: &str, what: What) -> Since {
    Since { file: path(file), before: Sha256::of(before.as_bytes()), what }
}

fn object(text: &str) -> RelPath {
    fixed(&format!(".artifolio/history/objects/{}", Sha256::of(text.as_bytes())))
}

#[test]
fn a_text_that_lies_in_the_cloud_is_neither_downloaded_nor_taken_for_deleted() {
    let fs = folder(&[("criteria/1a.md", "one"), ("criteria/2a.md", "two")]);
    assert_eq!(look(0, &fs), []);
    fs.dehydrate(&path("criteria/1a.md"));
    fs.plant("criteria/3a.md", b"one");
    assert_eq!(look(1, &fs), [was("criteria/3a.md", "one", What::Added)]);
    assert_eq!(look(2, &fs), []);
}

#[test]
fn what_became_of_a_text_is_told_though_its_bytes_lie_in_the_cloud() {
    let fs = folder(&[("criteria/1a.md", "one"), ("artifacts/boards/artifact.md", BOARDS)]);
    assert_eq!(look(0, &fs), []);
    fs.dehydrate(&object("one"));
    fs.dehydrate(&object(BOARDS));
    fs.remove_own(&path("criteria/1a.md")).unwrap();
    fs.rename(&path("artifacts/boards"), &path("artifacts/choice")).unwrap();
    let edited = BOARDS.replacen("boards\n", "boards\nnote: elsewhere\n", 1);
    fs.plant("artifacts/choice/artifact.md", edited.as_bytes());
    let moved = What::Moved(path("artifacts/choice/artifact.md"));
    assert_eq!(
        look(1, &fs),
        [
            was("artifacts/boards/artifact.md", BOARDS, moved),
            was("criteria/1a.md", "one", What::Deleted),
        ]
    );
    assert_eq!(look(2, &fs), [], "told once");
    let of = TextFile { file: path("criteria/1a.md"), artifact: None };
    let kept = history::versions_here(&fs, &of).unwrap();
    assert_eq!(kept[0].why, Why::Gone);
}

#[test]
fn where_this_machines_lines_lie_in_the_cloud_what_others_write_is_kept_and_nothing_is_claimed() {
    let fs = folder(&[("criteria/1a.md", "one"), ("criteria/2a.md", "two")]);
    assert_eq!(look(0, &fs), []);
    let day = fixed(".artifolio/history/log/m/2026-11-24.jsonl");
    fs.dehydrate(&day);
    fs.plant("criteria/1a.md", b"one, elsewhere");
    fs.remove_own(&path("criteria/2a.md")).unwrap();
    assert_eq!(look(0, &fs), [], "the lines of today cannot be added to");
    assert_eq!(look(1, &fs), []);
    assert_eq!(history::bytes_here(&fs, Sha256::of(b"one, elsewhere")).unwrap(), b"one, elsewhere");
    fs.plant("criteria/1a.md", b"and again");
    assert_eq!(look(2, &fs), []);
    fs.hydrate(&day);
    assert_eq!(look(3, &fs), [was("criteria/2a.md", "two", What::Deleted)]);
}
