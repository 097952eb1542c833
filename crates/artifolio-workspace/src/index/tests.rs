//! The index against a workspace in memory that refuses to be written.
#![allow(clippy::disallowed_methods, reason = "tests prepare and damage real database files")]

mod condition;
mod damage;
mod equality;
mod searching;
mod shelf;
mod shut;

use std::path::PathBuf;

use artifolio_core::path::RelPath;
use tempfile::TempDir;

use super::{Hit, Index, dump};
use shelf::Shelf;

/// Windows and commands share one index among threads.
const _: fn() = || {
    fn shared<T: Send + Sync>() {}
    shared::<Index>();
};

fn path(text: &str) -> RelPath {
    RelPath::parse(text).unwrap()
}

/// A folder for one database.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("index/w-1.db")
    }

    fn open(&self) -> Index {
        Index::open(&self.file()).unwrap()
    }

    fn aside(&self) -> PathBuf {
        self.folder.path().join("index/w-1.db.broken")
    }

    fn dump(&self) -> Vec<String> {
        dump(&self.file())
    }
}

/// The dump of an index made from nothing.
fn fresh(files: &Shelf, words: &[&str]) -> (Vec<String>, Vec<Vec<Hit>>) {
    let place = Place::new();
    let index = place.open();
    index.rebuild(files).unwrap();
    let found = words.iter().map(|word| index.search(files, word, 50).unwrap()).collect();
    (place.dump(), found)
}
