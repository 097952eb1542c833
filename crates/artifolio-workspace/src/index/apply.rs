//! Makes the index equal to the files: from nothing, from what it knew, or from what is told.

use std::collections::HashMap;
use std::panic::resume_unwind;
use std::sync::mpsc::sync_channel;
use std::thread;

use artifolio_core::path::RelPath;
use artifolio_core::progress::{Progress, Silent};
use artifolio_core::source::{Entry, EntryKind, Vfs};
use sqlx::SqliteConnection;

use super::file_table::{self, Known, NewFile};
use super::note::{self, Note};
use super::note_table::{self, NewNote};
use super::source::{self, Batch, Candidate, NewRow};
use super::store::{self, json};
use super::{Changes, IndexError, word_table};
use crate::hashes::Hashes;
use crate::layout::{is_clean_copy, is_ignored};
use crate::scan::{MAX_DEPTH, Scan, is_gone, scan};

/// Forgets all and reads all that the scan found. What lies where nobody can look now is not forgotten: it could not be
/// read again.
pub(super) fn everything(
    connection: &mut SqliteConnection,
    files: &dyn Vfs,
    scan: Scan,
    progress: &dyn Progress,
    hashes: &Hashes,
) -> Result<Changes, IndexError> {
    if scan.unreadable.is_empty() {
        store::create(connection)?;
    } else {
        let mut known = file_table::all(connection)?;
        known.retain(|path, _| !scan.hides(path));
        remove(connection, known, hashes)?;
    }
    let entries = scan.files.into_values().filter(|entry| !is_clean_copy(&entry.path));
    let candidates = entries.map(|entry| Candidate { entry, known: None }).collect();
    read_and_write(connection, files, candidates, progress, hashes)
}

/// Compares every file with what is known of it. What may lie where nobody can look now stays as it is known.
pub(super) fn difference(
    connection: &mut SqliteConnection,
    files: &dyn Vfs,
    progress: &dyn Progress,
    hashes: &Hashes,
) -> Result<Changes, IndexError> {
    let (scan, known) = thread::scope(|scope| {
        let scan = scope.spawn(|| scan(files));
        let known = file_table::all(connection);
        (scan.join().unwrap_or_else(|panic| resume_unwind(panic)), known)
    });
    let (mut known, mut candidates) = (known?, Vec::new());
    known.retain(|path, _| !scan.hides(path));
    for entry in scan.files.into_values().filter(|entry| !is_clean_copy(&entry.path)) {
        match known.remove(&entry.path) {
            Some(known) if is_as_before(&entry, &known, hashes) => {}
            known => candidates.push(Candidate { entry, known }),
        }
    }
    let gone = remove(connection, known, hashes)?;
    Ok(gone + read_and_write(connection, files, candidates, progress, hashes)?)
}

/// Whether a file need not be looked into. For notes size and time are not enough to go by: some editors and sync
/// services keep both, and to read a note is cheap.
fn is_as_before(entry: &Entry, known: &Known, hashes: &Hashes) -> bool {
    i64::try_from(entry.stat.size) == Ok(known.size)
        && entry.stat.modified_ns == known.modified_ns
        && known.kind.is_some()
        && !entry.stat.cloud_only
        && match known.sha256 {
            Some(sha256) => hashes.is_still(entry, sha256),
            None => !note::is_note(&entry.path),
        }
}

/// Looks again at these files and at all that lies, or lay, below these folders.
pub(super) fn changed(
    connection: &mut SqliteConnection,
    files: &dyn Vfs,
    paths: &[RelPath],
    hashes: &Hashes,
) -> Result<Changes, IndexError> {
    let mut known = if paths.contains(&RelPath::root()) {
        file_table::all(connection)?
    } else {
        file_table::at(connection, paths)?
    };
    let mut there: HashMap<RelPath, Entry> = HashMap::new();
    let mut whole = None;
    for path in paths.iter().filter(|path| !path.parts().any(is_ignored)) {
        match files.stat(path) {
            Ok(stat) if stat.kind == EntryKind::Folder => {
                let scan = whole.get_or_insert_with(|| scan(files));
                let below = scan.files_below(path);
                there.extend(below.map(|entry| (entry.path.clone(), entry.clone())));
            }
            Ok(stat) if stat.kind == EntryKind::File && path.parts().count() <= MAX_DEPTH + 1 => {
                there.insert(path.clone(), Entry { path: path.clone(), stat });
            }
            Ok(_) => {}
            Err(_) if is_gone(files, path) => {}
            Err(_) => known.retain(|known, _| !known.is_below(path)),
        }
    }
    if let Some(scan) = &whole {
        known.retain(|path, _| !scan.hides(path));
    }
    let candidates = there
        .into_values()
        .filter(|entry| !is_clean_copy(&entry.path))
        .map(|entry| Candidate { known: known.remove(&entry.path), entry })
        .collect();
    let gone = remove(connection, known, hashes)?;
    Ok(gone + read_and_write(connection, files, candidates, &Silent, hashes)?)
}

fn remove(
    connection: &mut SqliteConnection,
    gone: HashMap<RelPath, Known>,
    hashes: &Hashes,
) -> Result<Changes, IndexError> {
    hashes.forget(gone.keys());
    write(connection, &Batch::of_removed(gone.into_values().map(|known| known.id).collect()))
}

/// Reads on one thread, writes on this one.
fn read_and_write(
    connection: &mut SqliteConnection,
    files: &dyn Vfs,
    candidates: Vec<Candidate>,
    progress: &dyn Progress,
    hashes: &Hashes,
) -> Result<Changes, IndexError> {
    let (send, receive) = sync_channel(2);
    let (read, written) = thread::scope(|scope| {
        let reader = scope.spawn(move || source::read(files, candidates, progress, hashes, &send));
        // Where writing fails the channel closes with this closure, and the reader stops.
        let written = receive
            .into_iter()
            .try_fold(Changes::default(), |sum, batch| Ok(sum + write(connection, &batch)?));
        (reader.join(), written)
    });
    read.unwrap_or_else(|panic| resume_unwind(panic))?;
    written
}

fn write(connection: &mut SqliteConnection, batch: &Batch) -> Result<Changes, IndexError> {
    if !batch.old.is_empty() {
        let ids = json(&batch.old);
        word_table::delete(connection, &ids)?;
        file_table::delete(connection, &ids)?;
    }
    if !batch.touched.is_empty() {
        file_table::touch(connection, &batch.touched)?;
    }
    if !batch.new.is_empty() {
        insert(connection, &batch.new)?;
    }
    Ok(Changes { written: batch.new.len() as u64, removed: batch.removed })
}

fn insert(connection: &mut SqliteConnection, rows: &[NewRow]) -> Result<(), IndexError> {
    let first = file_table::next_id(connection)?;
    let new: Vec<NewFile<'_>> = rows.iter().map(NewFile::of).collect();
    file_table::insert(connection, first, &new)?;
    let notes = rows.iter().enumerate().filter_map(|(at, row)| {
        row.note.as_ref().map(|note| NewNote(at, note.kind, note.id.as_deref(), &note.title))
    });
    note_table::insert(connection, first, &notes.collect::<Vec<_>>())?;
    let of_note = |part: fn(&Note) -> &str| -> Vec<&str> {
        rows.iter().map(|row| row.note.as_ref().map_or("", part)).collect()
    };
    let titles = of_note(|note| &note.title);
    let names: Vec<&str> = rows.iter().map(|row| row.path.name()).collect();
    let texts = of_note(|note| &note.text);
    word_table::insert(connection, first, json(&titles), json(&names), json(&texts))
}

impl std::ops::Add for Changes {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { written: self.written + other.written, removed: self.removed + other.removed }
    }
}
