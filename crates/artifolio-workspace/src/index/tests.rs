//! The index against a workspace in memory that refuses to be written.
#![allow(clippy::disallowed_methods, reason = "tests prepare and damage real database files")]

mod condition;
mod damage;
mod equality;
mod searching;
mod shelf;

use std::path::PathBuf;

use artifolio_core::path::RelPath;
use futures_executor::block_on;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Row as _};
use tempfile::TempDir;

use super::{Hit, Index};
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

    /// Everything the tables say, without row numbers, which differ from one history to another.
    fn dump(&self) -> Vec<String> {
        let mut connection =
            block_on(SqliteConnectOptions::new().filename(self.file()).connect()).unwrap();
        let mut lines = Vec::new();
        block_on(
            sqlx::query(
                "CREATE VIRTUAL TABLE temp.instance USING fts5vocab(main, words, instance)",
            )
            .execute(&mut connection),
        )
        .unwrap();
        for query in [
            "SELECT concat_ws('|', path, size, modified_ns, coalesce(sha256, '-'), file.kind, coalesce(note.kind, '-'),
                              coalesce(note.id, '-'), coalesce(note.title, '-'))
             FROM file LEFT JOIN note ON note.file = file.id ORDER BY path",
            "SELECT concat_ws('|', coalesce(path, 'no file'), term, col, \"offset\")
             FROM temp.instance LEFT JOIN file ON file.id = doc ORDER BY path, term, col, \"offset\"",
        ] {
            let rows = block_on(sqlx::query(query).fetch_all(&mut connection)).unwrap();
            lines.extend(rows.iter().map(|row| row.get::<String, _>(0)));
        }
        lines
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
