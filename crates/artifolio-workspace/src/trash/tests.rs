use std::sync::Arc;

use artifolio_core::progress::Silent;
use proptest::prelude::*;

use super::*;
use crate::change::apply::Ground;
use crate::change::journal::Journal;
use crate::testing::{MemFs, Tree};

const KEY: &str = "019ab8a05c007000800000000000002a";

fn world(planted: &[&str]) -> MemFs {
    let disk = MemFs::new();
    for path in planted {
        disk.below("ws").plant(path, path.as_bytes());
    }
    disk
}

fn apply(disk: &MemFs, change: Change) -> Change {
    let journal = Journal::new(Arc::new(disk.below("data")), "id", "folder", "/ws".into());
    let unique: crate::Unique = Arc::new(|| KEY.to_owned());
    Ground { files: &disk.below("ws"), journal: &journal, unique: &unique }
        .apply(change, &Silent)
        .unwrap()
}

fn remove(disk: &MemFs, path: &str) -> Change {
    let path = RelPath::parse(path).unwrap();
    apply(disk, Change { label: "test", steps: vec![Step::Remove { path, expect: None }] })
}

/// Files of the portfolio, and what is in the trash.
fn look(disk: &MemFs) -> (Vec<String>, Vec<(String, usize)>) {
    let files = disk.below("ws");
    let told = removed(&files).unwrap();
    let tree: Tree = files.tree();
    let there =
        tree.iter().filter(|(path, bytes)| bytes.is_some() && !path.as_str().starts_with('.'));
    (
        there.map(|(path, _)| path.to_string()).collect(),
        told.into_iter().map(|item| (item.path.to_string(), item.files)).collect(),
    )
}

const BOARDS: [&str; 3] =
    ["artifacts/boards/artifact.md", "artifacts/boards/more/a.png", "artifacts/trip/artifact.md"];

#[test]
fn what_was_removed_is_told_and_goes_back_to_its_place() {
    for (path, told, files) in [
        ("artifacts/boards", "artifacts/boards", 2),
        ("artifacts/boards/more/a.png", "artifacts/boards/more/a.png", 1),
        ("artifacts/trip", "artifacts/trip", 1),
        ("artifacts/boards/more", "artifacts/boards/more/a.png", 1),
    ] {
        let disk = world(&BOARDS);
        let before = disk.below("ws").tree();
        remove(&disk, path);
        assert_eq!(look(&disk).1, [(told.to_owned(), files)]);
        let (change, place) = put_back(&disk.below("ws"), KEY).unwrap();
        assert_eq!(place.as_str(), told);
        let inverse = apply(&disk, change);
        assert_eq!(look(&disk), (BOARDS.map(str::to_owned).to_vec(), vec![]));
        let mut after = disk.below("ws").tree();
        after.retain(|path, _| !path.is_below(&fixed(".artifolio")));
        assert_eq!(after, before);
        apply(&disk, inverse);
        assert_eq!(look(&disk).1, [(told.to_owned(), files)], "undone");
    }
}

#[test]
fn what_was_removed_and_lies_in_the_cloud_stays_there() {
    let disk = world(&BOARDS);
    remove(&disk, "artifacts/boards");
    let files = disk.below("ws");
    let header = format!("{TRASH}/{KEY}/artifacts/boards/artifact.md");
    files.dehydrate(&fixed(&header));
    let [item] = &removed(&files).unwrap()[..] else { panic!("one removal") };
    assert_eq!((item.path.as_str(), &item.title), ("artifacts/boards", &None));
    assert_eq!(removal_of_artifact(&files, "boards").unwrap(), None);
    let (back, _) = put_back(&files, KEY).unwrap();
    assert!(!back.steps.is_empty());
    assert_eq!(files.downloaded(), []);
}

#[test]
fn the_time_of_a_removal_is_in_its_name() {
    let disk = world(&BOARDS);
    remove(&disk, "artifacts/boards");
    disk.below("ws").plant(".artifolio/trash/by hand/notes.txt", b"x");
    disk.below("ws").plant(".artifolio/trash/loose.txt", b"x");
    let old = b"---\nid: old\ntitle: Old boards\n---\n";
    disk.below("ws").plant(".artifolio/trash/1/artifacts/old/artifact.md", old);
    let items = removed(&disk.below("ws")).unwrap();
    let told: Vec<_> =
        items.iter().map(|i| (i.path.as_str(), i.at.map(|at| at.to_string()))).collect();
    assert_eq!(
        told,
        [
            ("artifacts/boards", Some("2025-11-25 01:28:28.416 UTC".to_owned())),
            ("notes.txt", None),
            ("artifacts/old", None),
        ]
    );
    let titles: Vec<_> = items.iter().map(|item| item.title.as_deref()).collect();
    assert_eq!(titles, [None, None, Some("Old boards")]);
}

#[test]
fn where_the_place_is_taken_it_lies_beside() {
    let disk = world(&BOARDS);
    remove(&disk, "artifacts/boards/more/a.png");
    disk.below("ws").plant("artifacts/boards/more/a.png", b"another");
    let (change, place) = put_back(&disk.below("ws"), KEY).unwrap();
    apply(&disk, change);
    assert_eq!(place.as_str(), "artifacts/boards/more/a (2).png");
    let tree = disk.below("ws").tree();
    assert_eq!(tree[&place].as_deref(), Some(&b"artifacts/boards/more/a.png"[..]));
    let there = RelPath::parse("artifacts/boards/more/a.png").unwrap();
    assert_eq!(tree[&there].as_deref(), Some(&b"another"[..]));
}

#[test]
fn what_is_not_in_the_trash_cannot_be_put_back() {
    let disk = world(&BOARDS);
    for key in [KEY, "", "..", "../../artifacts", "a/b"] {
        let said = put_back(&disk.below("ws"), key);
        assert!(matches!(said, Err(VerbError::UnknownRemoval(_))), "{key}");
    }
}

proptest! {
    #[test]
    fn no_byte_is_lost_whatever_was_made_since(
        gone in prop::sample::select(vec!["artifacts", "artifacts/boards", "artifacts/boards/more", "artifacts/trip/artifact.md"]),
        since in prop::collection::vec(prop::sample::select(vec![
            "artifacts/boards/artifact.md", "artifacts/boards/more/a.png", "artifacts/boards/more", "artifacts/boards",
            "artifacts/trip/other.md", "artifacts/boards (2)/x.md",
        ]), 0..4),
    ) {
        let disk = world(&BOARDS);
        remove(&disk, gone);
        let files = disk.below("ws");
        for path in since {
            let path = RelPath::parse(path).unwrap();
            let above = path.parent();
            let blocked = files.stat(&path).is_ok()
                || files.stat(&above).is_ok_and(|stat| stat.kind == EntryKind::File);
            if !blocked {
                files.plant(path.as_str(), format!("since {path}").as_bytes());
            }
        }
        let held = |disk: &MemFs| {
            let mut all: Vec<Vec<u8>> = disk.below("ws").tree().into_values().flatten().collect();
            all.sort();
            all
        };
        let before = held(&disk);
        let (change, _) = put_back(&files, KEY).unwrap();
        apply(&disk, change);
        prop_assert_eq!(held(&disk), before);
        prop_assert_eq!(look(&disk).1, vec![]);
    }
}
