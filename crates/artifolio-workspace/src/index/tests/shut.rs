//! Folders that nobody can look into: what the index knows of them stays, and is found.

use std::io::ErrorKind;

use artifolio_core::path::RelPath;

use super::shelf::Shelf;
use super::{Place, fresh, path};
use crate::index::{Changes, Condition, Index, condition};

fn corpus() -> Shelf {
    Shelf::of(&[
        ("artifacts/a/artifact.md", "---\nid: a\ntitle: Red\n---\nred board\n"),
        ("artifacts/a/board.png", "picture"),
        ("criteria/5a.md", "choice of the board"),
        ("reflection.md", "the board of my school"),
    ])
}

const ALL: [&str; 4] =
    ["artifacts/a/artifact.md", "artifacts/a/board.png", "criteria/5a.md", "reflection.md"];

fn boards(index: &Index, files: &Shelf) -> Vec<String> {
    let mut hits: Vec<String> = index
        .search(files, "board", 20)
        .unwrap()
        .into_iter()
        .map(|hit| hit.path.to_string())
        .collect();
    hits.sort();
    hits
}

/// Every way to look.
const LOOKS: [fn(&Index, &Shelf); 4] = [
    |index, files| assert!(index.reconcile(files).is_ok()),
    |index, files| assert!(index.rebuild(files).is_ok()),
    |index, files| assert!(index.update(files, &[RelPath::root()]).is_ok()),
    |index, files| {
        let below = ["artifacts", "artifacts/a", "artifacts/a/artifact.md", "criteria/5a.md"];
        index.update(files, &below.map(path)).unwrap();
    },
];

#[test]
fn what_lies_in_a_folder_that_cannot_be_looked_into_is_found_all_the_same() {
    for (n, look) in LOOKS.into_iter().enumerate() {
        let (files, place) = (corpus(), Place::new());
        let index = place.open();
        index.rebuild(&files).unwrap();
        files.shut(&path("artifacts"), ErrorKind::PermissionDenied);
        files.with(|items| drop(items.remove(&path("criteria/5a.md"))));
        look(&index, &files);
        assert_eq!(boards(&index, &files), [ALL[0], ALL[1], ALL[3]], "{n}");
        let hits = index.search(&files, "red", 20).unwrap();
        assert_eq!((&*hits[0].title, &*hits[0].snippet), ("Red", ""), "{n}");
        index.close().unwrap();
        assert_eq!(condition(&place.file(), &files).unwrap(), Condition::Current, "{n}");

        files.open_all();
        files.put(&path("artifacts/a/artifact.md"), b"no more", 1);
        let index = place.open();
        index.reconcile(&files).unwrap();
        assert_eq!(place.dump(), fresh(&files, &[]).0, "{n}: as one built from nothing");
    }
}

#[test]
fn a_drive_that_is_unplugged_leaves_the_index_as_it_is() {
    for why in [ErrorKind::NotFound, ErrorKind::Other] {
        for (n, look) in LOOKS.into_iter().enumerate() {
            let (files, place) = (corpus(), Place::new());
            let index = place.open();
            index.rebuild(&files).unwrap();
            let before = place.dump();
            files.shut(&RelPath::root(), why);
            look(&index, &files);
            assert_eq!(place.dump(), before, "{n}: {why}");
            assert_eq!(boards(&index, &files), ALL, "{n}: {why}");
            files.open_all();
            assert_eq!(index.reconcile(&files).unwrap(), Changes::default(), "{n}: {why}");
        }
    }
}

#[test]
fn what_is_really_gone_is_not_found() {
    let (files, place) = (corpus(), Place::new());
    let index = place.open();
    index.rebuild(&files).unwrap();
    files.with(|items| items.retain(|path, _| !path.as_str().starts_with("artifacts")));
    assert_eq!(boards(&index, &files), [ALL[2], ALL[3]]);
}
