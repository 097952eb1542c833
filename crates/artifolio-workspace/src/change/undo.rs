//! What takes one step back, and how far it may go: only over bytes that are still ours.

use std::io::{self, ErrorKind};

use artifolio_core::path::RelPath;
use artifolio_core::source::Vfs;
use serde::{Deserialize, Serialize};

use crate::durable::{Expect, Sha256, WriteError, current, durable_write};

/// What takes a step back. It holds whether the step was done, half done, or taken back already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Undo {
    /// A file was written, first at `temporary`.
    Written {
        /// The file.
        path: RelPath,
        /// Where its bytes were gathered.
        temporary: RelPath,
        /// Hash of what we wrote.
        new: Sha256,
        /// Hash of what stood there; the bytes are kept beside this record.
        old: Option<Sha256>,
    },
    /// Something got another path.
    Moved {
        /// Its path before.
        from: RelPath,
        /// Its path after.
        to: RelPath,
    },
    /// A folder was made where none was.
    FolderMade(RelPath),
    /// An empty folder was taken away.
    FolderRemoved(RelPath),
}

/// How a step was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Back {
    /// All is as before the step.
    Done,
    /// Somebody else has been there since; their work was left as it is.
    Kept,
}

impl Undo {
    /// The file or folder it is about, as the learner knows it.
    pub(crate) fn subject(&self) -> &RelPath {
        match self {
            Self::Written { path, .. } | Self::FolderMade(path) | Self::FolderRemoved(path) => path,
            Self::Moved { from, .. } => from,
        }
    }

    /// Takes the step back. `old` are the bytes that stood there.
    ///
    /// # Errors
    /// What the operating system says; it can be tried again.
    pub(crate) fn back(&self, vfs: &dyn Vfs, old: Option<&[u8]>) -> io::Result<Back> {
        match self {
            Self::Written { path, temporary, new, old: old_hash } => {
                absent_is_fine(vfs.remove_own(temporary))?;
                match (current(vfs, path)?, old_hash) {
                    (now, before) if now == *before => Ok(Back::Done),
                    (Some(now), None) if now == *new => {
                        vfs.remove_own(path)?;
                        vfs.sync_folder(&path.parent()).map(|()| Back::Done)
                    }
                    (Some(now), Some(_)) if now == *new => match old {
                        Some(old) => put_back(vfs, path, temporary, old, *new),
                        None => Ok(Back::Kept),
                    },
                    _ => Ok(Back::Kept),
                }
            }
            Self::Moved { from, to } => match (is_there(vfs, from)?, is_there(vfs, to)?) {
                (true, false) => Ok(Back::Done),
                (true, true) | (false, false) => Ok(Back::Kept),
                (false, true) => rename(vfs, to, from).map(|()| Back::Done),
            },
            Self::FolderMade(path) => remove_if_empty(vfs, path).map(|_| Back::Done),
            Self::FolderRemoved(path) => make_folder(vfs, path).map(|()| Back::Done),
        }
    }
}

fn put_back(
    vfs: &dyn Vfs,
    path: &RelPath,
    temporary: &RelPath,
    old: &[u8],
    new: Sha256,
) -> io::Result<Back> {
    let written = durable_write(vfs, path, temporary, Expect::Sha256(new), |out| {
        out.write_all(old).map_err(|source| WriteError::Io { path: path.clone(), source })
    });
    match written {
        Ok(()) => Ok(Back::Done),
        Err(WriteError::Conflict { .. }) => Ok(Back::Kept),
        Err(WriteError::Io { source, .. } | WriteError::Unconfirmed { source, .. }) => Err(source),
    }
}

/// Whether something, of whatever kind, has this path.
pub(crate) fn is_there(vfs: &dyn Vfs, path: &RelPath) -> io::Result<bool> {
    match vfs.stat(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// A durable rename.
pub(crate) fn rename(vfs: &dyn Vfs, from: &RelPath, to: &RelPath) -> io::Result<()> {
    vfs.rename(from, to)?;
    vfs.sync_folder(&to.parent())?;
    if to.parent() == from.parent() { Ok(()) } else { vfs.sync_folder(&from.parent()) }
}

/// Makes one folder durably; those above it are there.
pub(crate) fn make_folder(vfs: &dyn Vfs, path: &RelPath) -> io::Result<()> {
    vfs.create_folder(path)?;
    vfs.sync_folder(&path.parent()).inspect_err(|_| {
        // The next one that needs it would take it for durable.
        let _ = vfs.remove_empty_folder(path);
    })
}

/// Makes a folder durably, and those above it first where they are missing.
pub(crate) fn make_folders(vfs: &dyn Vfs, path: &RelPath) -> io::Result<()> {
    let mut folder = RelPath::root();
    for part in path.parts() {
        folder = folder.join(part).expect("a part of a path is a path");
        if !is_there(vfs, &folder)? {
            make_folder(vfs, &folder)?;
        }
    }
    Ok(())
}

/// Whether the folder was there and empty, and is gone now.
pub(crate) fn remove_if_empty(vfs: &dyn Vfs, path: &RelPath) -> io::Result<bool> {
    match vfs.list(path) {
        Ok(listing) if listing.entries.is_empty() && listing.odd.is_empty() => {}
        Ok(_) => return Ok(false),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(false);
        }
        Err(error) => return Err(error),
    }
    vfs.remove_empty_folder(path)?;
    vfs.sync_folder(&path.parent())?;
    Ok(true)
}

fn absent_is_fine(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
