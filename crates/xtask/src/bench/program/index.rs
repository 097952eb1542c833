//! Measures `index --rebuild` against an anchor: the same words put into a bare FTS5 table.
//!
//! The anchor is the cost nobody can avoid: SQLite splitting the words and storing them. It is measured through the
//! thinnest binding there is, from memory, one prepared statement in one transaction, on the very SQLite the index
//! links, with the same tokenizer and the same journal. (Python's `sqlite3` would be another SQLite with other flags.)
//! The index in addition walks 150 folders, looks into 15,000 files, hashes the notes, cuts headers and keeps two more tables.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use artifolio_workspace::disk::DiskFs;
use artifolio_workspace::index::Index;
use serde_json::json;

use crate::corpus::{self, Note};
use crate::figures::{Row, median, milliseconds};

/// Most that the index may cost, in anchors (issue 2).
const TARGET: f64 = 2.0;
const FEWEST_ROUNDS: usize = 5;

/// Measures and tells.
pub(crate) fn run(folder: &Path, rounds: usize) -> Result<bool, Box<dyn Error>> {
    let rounds = rounds.max(FEWEST_ROUNDS);
    let (workspace, notes) = corpus::make(folder)?;

    let (mut anchors, mut indexes) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        // Who comes first changes, so that neither always finds the caches warm.
        for first in [round % 2 == 0, round % 2 != 0] {
            if first {
                anchors.push(anchor(&empty(folder, "anchor.db")?, &notes)?);
            } else {
                indexes.push(index(&empty(folder, "index.db")?, &workspace)?);
            }
        }
    }
    report(&notes, &anchors, &indexes)
}

/// A place where no database is.
fn empty(folder: &Path, name: &str) -> Result<PathBuf, Box<dyn Error>> {
    for suffix in ["", "-wal", "-shm"] {
        let path = folder.join(format!("{name}{suffix}"));
        if path.exists() {
            fs::remove_file(path)?;
        }
    }
    Ok(folder.join(name))
}

fn index(database: &Path, workspace: &Path) -> Result<Duration, Box<dyn Error>> {
    let start = Instant::now();
    let index = Index::open(database)?;
    let counts = index.rebuild(&DiskFs::open(workspace)?)?;
    let time = start.elapsed();
    if (counts.notes, counts.files) != (corpus::NOTES as u64, corpus::FILES as u64) {
        return Err(format!("the index holds {counts:?}").into());
    }
    index.close()?;
    Ok(time)
}

fn anchor(database: &Path, notes: &[Note]) -> Result<Duration, Box<dyn Error>> {
    let start = Instant::now();
    let mut connection = rusqlite::Connection::open(database)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.execute_batch(
        "CREATE VIRTUAL TABLE words USING fts5 (title, name, text, content = '', contentless_delete = 1,
                                                tokenize = 'unicode61 remove_diacritics 2')",
    )?;
    let transaction = connection.transaction()?;
    {
        let mut insert = transaction
            .prepare("INSERT INTO words (rowid, title, name, text) VALUES (?1, ?2, ?3, ?4)")?;
        for (row, note) in (1_i64..).zip(notes) {
            insert.execute((row, &note.title, &note.name, &note.text))?;
        }
    }
    transaction.commit()?;
    Ok(start.elapsed())
}

fn report(
    notes: &[Note],
    anchors: &[Duration],
    indexes: &[Duration],
) -> Result<bool, Box<dyn Error>> {
    let (anchor, index) = (median(anchors), median(indexes));
    let document = json!({
        "bench": "index",
        "notes": corpus::NOTES,
        "other_files": corpus::OTHERS,
        "text_bytes": notes.iter().map(|note| note.text.len()).sum::<usize>(),
        "rounds": anchors.len(),
        "anchor_ms": milliseconds(anchors),
        "index_ms": milliseconds(indexes),
    });
    println!("{}", serde_json::to_string_pretty(&document)?);
    Ok(Row { what: "index", ours: index, anchor_is: "bare FTS5", anchor, target: TARGET }.tell())
}
