//! From files to rows: reads and prepares on one thread while SQLite inserts on another.

use std::io::ErrorKind;
use std::sync::mpsc::SyncSender;

use artifolio_core::file_facts::FileKind;
use artifolio_core::path::RelPath;
use artifolio_core::progress::Progress;
use artifolio_core::source::{Entry, Vfs};

use super::IndexError;
use super::file_table::Known;
use super::note::{self, Note};
use crate::durable::Sha256;
use crate::hashes::Hashes;
use crate::inspect::{kind, read_text};
use crate::scan::is_gone;

/// Rows written at a time, and bytes of text among them.
const ROWS: usize = 500;
const BYTES: usize = 4 << 20;

/// A file to look at.
pub(super) struct Candidate {
    pub(super) entry: Entry,
    /// What the index knows of it.
    pub(super) known: Option<Known>,
}

/// A file as it is indexed.
pub(super) struct NewRow {
    pub(super) path: RelPath,
    pub(super) size: u64,
    pub(super) modified_ns: i64,
    pub(super) sha256: Option<Sha256>,
    pub(super) kind: Option<FileKind>,
    pub(super) note: Option<Note>,
}

/// What to write in one go.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) new: Vec<NewRow>,
    /// Rows that go: replaced ones, and those whose file is gone.
    pub(super) old: Vec<i64>,
    /// Rows that have only another time: id, time.
    pub(super) touched: Vec<(i64, i64)>,
    /// Of `old`, those whose file is gone.
    pub(super) removed: u64,
    text: usize,
}

/// Reads all candidates and sends what is to be written.
///
/// # Errors
/// [`IndexError::Stopped`]. A file that cannot be read is a row without a kind.
pub(super) fn read(
    files: &dyn Vfs,
    candidates: Vec<Candidate>,
    progress: &dyn Progress,
    hashes: &Hashes,
    send: &SyncSender<Batch>,
) -> Result<(), IndexError> {
    let total = candidates.iter().map(|candidate| candidate.entry.stat.size).sum();
    let (mut done, mut batch, mut buffer) = (0, Batch::default(), Vec::new());
    for candidate in candidates {
        done += candidate.entry.stat.size;
        take(files, candidate, hashes, &mut batch, &mut buffer);
        if progress.advance(done.min(total), total).is_break() {
            return Err(IndexError::Stopped);
        }
        // Nobody listens when writing has failed; the writer says why.
        if batch.is_full() && send.send(std::mem::take(&mut batch)).is_err() {
            return Ok(());
        }
    }
    let _ = send.send(batch);
    Ok(())
}

fn take(
    files: &dyn Vfs,
    candidate: Candidate,
    hashes: &Hashes,
    batch: &mut Batch,
    buffer: &mut Vec<u8>,
) {
    let Candidate { entry: Entry { path, stat }, known } = candidate;
    let words = note::is_note(&path);
    // Asked before it is read: a change that comes later is another one.
    let vouched = files.vouches(&stat);
    // To read a placeholder would download it.
    let read = if stat.cloud_only {
        Err(ErrorKind::Unsupported.into())
    } else if words {
        read_text(files, &path, buffer)
            .map(|(size, sha256, text)| (size, Some(sha256), FileKind::Text, text))
    } else {
        kind(files, &path, stat.size).map(|kind| (stat.size, None, kind, String::new()))
    };
    let (size, sha256, kind, text) = match read {
        Ok((size, sha256, kind, text)) => (size, sha256, Some(kind), text),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            // On a drive that is unplugged just now no file is there, and none is gone.
            if !is_gone(files, &path) {
                return;
            }
            batch.removed += u64::from(known.is_some());
            batch.old.extend(known.map(|known| known.id));
            return;
        }
        Err(_) => (stat.size, None, None, String::new()),
    };
    if let Some(sha256) = sha256.filter(|_| vouched) {
        hashes.keep(&path, stat, sha256);
    }
    let modified_ns = stat.modified_ns;
    if let Some(known) = known {
        if known.is(size, sha256, kind) {
            if known.modified_ns != modified_ns {
                batch.touched.push((known.id, modified_ns));
            }
            return;
        }
        batch.old.push(known.id);
    }
    let note = words.then(|| note::read(&path, &text));
    batch.text += note.as_ref().map_or(0, |note| note.text.len());
    batch.new.push(NewRow { path, size, modified_ns, sha256, kind, note });
}

impl Batch {
    /// Rows whose files are gone.
    pub(super) fn of_removed(ids: Vec<i64>) -> Self {
        Self { removed: ids.len() as u64, old: ids, ..Self::default() }
    }

    fn is_full(&self) -> bool {
        self.new.len() + self.old.len() + self.touched.len() >= ROWS || self.text >= BYTES
    }
}
