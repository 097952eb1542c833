//! The search index: what lies in the workspace and the words of its notes, in SQLite, outside the workspace.
//!
//! It holds nothing that is not in the files: deleting it loses nothing, a damaged or foreign one is moved aside and
//! made anew, and whatever way it came about, it equals one that is built from nothing. Nothing here writes to the
//! workspace.
//!
//! All calls block until they are done; from an async task they belong on a thread for blocking work.

mod apply;
mod condition;
#[cfg(any(test, feature = "testing"))]
mod dump;
mod error;
mod file_table;
mod note;
mod note_table;
mod query;
mod snippet;
mod source;
mod store;
mod word_table;

use std::path::Path;

use artifolio_core::path::RelPath;
use artifolio_core::progress::{Progress, Silent};
use artifolio_core::source::Vfs;
use serde::Serialize;

use crate::hashes::Hashes;
use crate::scan::scan;

pub use condition::{Condition, condition};
#[cfg(any(test, feature = "testing"))]
pub use dump::dump;
pub use error::IndexError;
pub use note::HitKind;

use store::Store;

/// How much the index holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Files, notes included.
    pub files: u64,
    /// Markdown files, artifacts and criteria included.
    pub notes: u64,
    /// Notes that are an artifact.
    pub artifacts: u64,
    /// Notes that are a criterion or the reflection.
    pub criteria: u64,
}

/// How much an update found different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Changes {
    /// Files that are new or have other bytes.
    pub written: u64,
    /// Files that are gone.
    pub removed: u64,
}

/// One file that a search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// Where it is, below the workspace.
    pub path: RelPath,
    /// What it is.
    pub kind: HitKind,
    /// Artifact id or criterion key, where it has one.
    pub id: Option<String>,
    /// Title of a note, else the file's name.
    pub title: String,
    /// Words around the first place found, one line; empty for a file found by its name.
    pub snippet: String,
}

/// The index of one workspace.
pub struct Index {
    store: Store,
    /// Of notes.
    hashes: Hashes,
}

impl Index {
    /// Opens the index at this path, or makes an empty one there. A database that is damaged, is no database or has
    /// another version is moved aside (`.broken`). What it holds is made true by [`Index::reconcile`].
    ///
    /// # Errors
    /// [`IndexError`] when the place cannot be used, or the SQLite linked in is too old to be trusted.
    pub fn open(path: &Path) -> Result<Self, IndexError> {
        Ok(Self { store: Store::open(path)?, hashes: Hashes::default() })
    }

    /// Forgets everything and reads all files again, in one step: searches meanwhile find what they found before.
    ///
    /// # Errors
    /// [`IndexError`]; the index is as before.
    pub fn rebuild(&self, files: &dyn Vfs) -> Result<Counts, IndexError> {
        self.rebuild_with(files, &Silent)
    }

    /// [`Index::rebuild`] that tells how many bytes it has read and hears that it should stop.
    ///
    /// # Errors
    /// As for [`Index::rebuild`]; [`IndexError::Stopped`].
    pub fn rebuild_with(
        &self,
        files: &dyn Vfs,
        progress: &dyn Progress,
    ) -> Result<Counts, IndexError> {
        self.mending(files, |store, hashes| {
            store.write(|connection| {
                apply::everything(connection, files, scan(files), progress, hashes)?;
                file_table::counts(connection)
            })
        })
    }

    /// Finds what has changed since, by looking at every file. Notes are compared by hash, and are read for it unless
    /// the disk vouches that they are what this `Index` has read; of other files only the kind is kept, and it is looked
    /// at again when size or time differ.
    ///
    /// # Errors
    /// [`IndexError`]; the index is as before.
    pub fn reconcile(&self, files: &dyn Vfs) -> Result<Changes, IndexError> {
        self.reconcile_with(files, &Silent)
    }

    /// [`Index::reconcile`] that tells how many bytes it has read and hears that it should stop.
    ///
    /// # Errors
    /// As for [`Index::reconcile`]; [`IndexError::Stopped`].
    pub fn reconcile_with(
        &self,
        files: &dyn Vfs,
        progress: &dyn Progress,
    ) -> Result<Changes, IndexError> {
        self.mending(files, |store, hashes| {
            store.write(|connection| apply::difference(connection, files, progress, hashes))
        })
    }

    /// Takes in changes that are known: files or folders that were written, moved (both names) or removed. They are
    /// read whatever their size and time say.
    ///
    /// # Errors
    /// [`IndexError`]; the index is as before.
    pub fn update(&self, files: &dyn Vfs, changed: &[RelPath]) -> Result<Changes, IndexError> {
        self.mending(files, |store, hashes| {
            store.write(|connection| apply::changed(connection, files, changed, hashes))
        })
    }

    /// Files that hold all these words, in title, name or text, best first; the last word may be unfinished.
    /// Case and accents do not matter. No word at all finds nothing.
    ///
    /// # Errors
    /// [`IndexError`].
    pub fn search(
        &self,
        files: &dyn Vfs,
        words: &str,
        limit: usize,
    ) -> Result<Vec<Hit>, IndexError> {
        let Some(expression) = query::expression(words) else { return Ok(Vec::new()) };
        let found = self.mending(files, |store, _| {
            store.read(|connection| word_table::search(connection, &expression, limit))
        })?;
        Ok(found.into_iter().filter_map(|row| row.into_hit(files, words)).collect())
    }

    /// How much the index holds.
    ///
    /// # Errors
    /// [`IndexError`].
    pub fn counts(&self) -> Result<Counts, IndexError> {
        self.store.read(file_table::counts)
    }

    /// Closes the index with everything in its one file. Dropping it does the same, only not before it returns.
    ///
    /// # Errors
    /// [`IndexError`] when SQLite cannot close it.
    pub fn close(self) -> Result<(), IndexError> {
        self.store.close()
    }

    /// Does something; where it meets a damaged database, moves that aside, builds a new one and does it again.
    fn mending<T>(
        &self,
        files: &dyn Vfs,
        job: impl Fn(&Store, &Hashes) -> Result<T, IndexError>,
    ) -> Result<T, IndexError> {
        match job(&self.store, &self.hashes) {
            Err(error) if error.is_damage() => {
                self.store.start_anew()?;
                self.store.write(|connection| {
                    apply::everything(connection, files, scan(files), &Silent, &self.hashes)
                })?;
                job(&self.store, &self.hashes)
            }
            done => done,
        }
    }
}

#[cfg(test)]
mod tests;
