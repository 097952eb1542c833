//! How an index is, told without a byte being written.

use std::collections::BTreeMap;
use std::fs;

use super::shelf::Shelf;
use super::{Place, path};
use crate::index::{Condition, condition};

fn corpus() -> Shelf {
    Shelf::of(&[
        ("artifacts/a/artifact.md", "---\nid: a\ntitle: Red\n---\nred board\n"),
        ("criteria/5a.md", "choice of the board"),
        ("artifacts/a/board.png", "picture"),
    ])
}

/// What lies in the folder of the index.
fn held(place: &Place) -> BTreeMap<String, Vec<u8>> {
    let Ok(folder) = fs::read_dir(place.file().parent().unwrap()) else { return BTreeMap::new() };
    let read = |entry: fs::DirEntry| {
        (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())
    };
    folder.map(|entry| read(entry.unwrap())).collect()
}

fn told(place: &Place, files: &Shelf) -> Condition {
    let before = held(place);
    let condition = condition(&place.file(), files).unwrap();
    assert!(held(place) == before, "looking changed something");
    condition
}

#[test]
fn an_index_is_current_until_the_files_say_something_else() {
    let (files, place) = (corpus(), Place::new());
    assert_eq!(told(&place, &files), Condition::Missing);
    let index = place.open();
    index.rebuild(&files).unwrap();
    assert_eq!(told(&place, &files), Condition::Open, "a program has it open");
    index.close().unwrap();
    assert_eq!(told(&place, &files), Condition::Current);
    let changes: [(&str, Option<&[u8]>); 4] = [
        ("criteria/5a.md", Some(b"choice of the field")),
        ("criteria/1a.md", Some(b"new")),
        ("artifacts/a/board.png", None),
        ("artifacts/a/artifact.md", Some(b"---\nid: b\ntitle: Red\n---\nred board\n")),
    ];
    for (name, bytes) in changes {
        match bytes {
            Some(bytes) => files.put(&path(name), bytes, 1),
            None => files.with(|items| drop(items.remove(&path(name)))),
        }
        assert_eq!(told(&place, &files), Condition::Behind, "{name}");
        let index = place.open();
        index.reconcile(&files).unwrap();
        index.close().unwrap();
        assert_eq!(told(&place, &files), Condition::Current, "{name}");
    }
    files.put(&path("criteria/1a.md"), b"new", 99);
    assert_eq!(told(&place, &files), Condition::Current, "another time says nothing");
}

#[test]
fn a_damaged_index_and_one_of_another_version_are_told() {
    let files = corpus();
    let damages: [fn(&mut Vec<u8>); 4] = [
        |bytes| bytes.truncate(bytes.len() / 2),
        |bytes| bytes[..16].fill(b'x'),
        // `user_version` of the header (sqlite.org/fileformat.html).
        |bytes| bytes[60..64].copy_from_slice(&99_u32.to_be_bytes()),
        Vec::clear,
    ];
    for (n, damage) in damages.into_iter().enumerate() {
        let place = Place::new();
        let index = place.open();
        index.rebuild(&files).unwrap();
        index.close().unwrap();
        let mut bytes = fs::read(place.file()).unwrap();
        damage(&mut bytes);
        fs::write(place.file(), bytes).unwrap();
        assert_eq!(told(&place, &files), Condition::Damaged, "{n}");
    }
}
