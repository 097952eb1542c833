//! Changes: the one way in which anything of a workspace is written.
//!
//! A [`Change`] is a value: steps, applied all or none, and answered with the change that takes them back. Before each
//! step of several, the journal (in the app's data folder) holds what undoes it; a program that dies on the way leaves
//! a journal, and the next one that opens the workspace for writing rolls it back. A change of one step needs no
//! journal: every step is whole or absent by itself.

pub mod adopt;
pub(crate) mod apply;
pub mod clean;
pub mod import;
pub(crate) mod journal;
mod pour;
pub(crate) mod undo;
pub mod verbs;
pub mod viewable;

#[cfg(test)]
mod tests;

use std::io::{self, Cursor, Read};
use std::sync::Arc;

use artifolio_core::path::RelPath;
use artifolio_core::source::Vfs;

use crate::durable::{Expect, Sha256};

/// Steps that belong together, with what they are for.
#[derive(Debug, Clone)]
pub struct Change {
    /// Stable name of what it does (`attach`, `import` …), for undo menus and the log.
    pub label: &'static str,
    /// In the order in which they are done.
    pub steps: Vec<Step>,
}

/// One step. Folders above a new file are made where they are missing, and taken away again by the inverse.
#[derive(Debug, Clone)]
pub enum Step {
    /// A text gets these bytes, if what stands there is as expected.
    Write {
        /// The file.
        path: RelPath,
        /// What must stand there.
        expect: Expect,
        /// The new bytes.
        bytes: Vec<u8>,
    },
    /// A copy of a file from outside, the clean copy of one, or what was made of one; nothing may stand in its place.
    Import {
        /// The file outside.
        from: Outside,
        /// Its place here.
        to: RelPath,
    },
    /// A file or folder gets another path; nothing may stand there.
    Move {
        /// The path now.
        from: RelPath,
        /// The path afterwards.
        to: RelPath,
        /// Of a file, what must stand there; `None` for a folder, and where it does not matter.
        expect: Option<Sha256>,
    },
    /// A file or folder goes to the trash.
    Remove {
        /// What goes.
        path: RelPath,
        /// As of a move.
        expect: Option<Sha256>,
    },
    /// A folder is made; no error when it is there.
    CreateFolder {
        /// The folder.
        path: RelPath,
    },
    /// A folder goes if it is empty; one that holds something stays, and that is no error.
    RemoveFolder {
        /// The folder.
        path: RelPath,
    },
}

/// A file outside the workspace, as it was when the change was built.
#[derive(Clone)]
pub struct Outside {
    /// Where it lies.
    pub vfs: Arc<dyn Vfs>,
    /// Its path there.
    pub path: RelPath,
    /// Bytes.
    pub size: u64,
    /// Its hash; a file that has another one when it is copied is not taken.
    pub sha256: Sha256,
    /// What of it is copied; size and hash are of that.
    pub content: Content,
}

/// What is copied of a file.
#[derive(Clone)]
pub enum Content {
    /// All its bytes.
    Whole,
    /// Its clean copy.
    Cleaned,
    /// What a program made of it.
    Made(Arc<[u8]>),
}

impl Outside {
    /// Opens what is copied.
    fn open(&self) -> io::Result<Box<dyn Read>> {
        match &self.content {
            Content::Whole => Ok(Box::new(self.vfs.open(&self.path)?)),
            Content::Cleaned => clean::open(&*self.vfs, &self.path).map(|(copy, ..)| copy),
            Content::Made(bytes) => Ok(Box::new(Cursor::new(Arc::clone(bytes)))),
        }
    }
}

impl std::fmt::Debug for Outside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outside")
            .field("path", &self.path)
            .field("size", &self.size)
            .field("sha256", &self.sha256)
            .finish_non_exhaustive()
    }
}
