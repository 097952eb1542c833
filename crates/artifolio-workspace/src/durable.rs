//! Writing a file so that at every instant the old or the new one is whole, and a success outlives a loss of power.
//!
//! The order is the promise: temporary file in the same folder, write, fsync, compare again, rename, fsync of the
//! folder. What stands in the place is compared by hash, before the work and right before the rename; a file that was
//! changed underneath is a [`WriteError::Conflict`] and is left as it is. (What another program writes in the
//! microseconds between that look and the rename cannot be seen; no system offers a rename that compares bytes.)

use std::io::{self, Read, Write};
use std::str::FromStr;

use artifolio_core::path::RelPath;
use artifolio_core::source::{EntryKind, Vfs};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::Digest as _;

use crate::layout;

/// A SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sha256([u8; 32]);

impl Sha256 {
    /// The hash of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// The hash of everything a reader gives.
    ///
    /// # Errors
    /// What the reader says.
    pub fn of_reader(mut reader: impl Read) -> io::Result<Self> {
        let mut hasher = sha2::Sha256::new();
        let mut buffer = vec![0; 128 * 1024];
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => return Ok(Self(hasher.finalize().into())),
                Ok(n) => hasher.update(&buffer[..n]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

impl From<[u8; 32]> for Sha256 {
    fn from(digest: [u8; 32]) -> Self {
        Self(digest)
    }
}

impl std::fmt::Display for Sha256 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl std::fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sha256({self})")
    }
}

impl FromStr for Sha256 {
    type Err = hex::FromHexError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes)?;
        Ok(Self(bytes))
    }
}

impl Serialize for Sha256 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sha256 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// What must stand in the place when a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// Nothing.
    Absent,
    /// A file with these bytes.
    Sha256(Sha256),
}

impl Expect {
    /// The hash that must stand there; `None` for nothing.
    #[must_use]
    pub fn hash(self) -> Option<Sha256> {
        match self {
            Self::Absent => None,
            Self::Sha256(hash) => Some(hash),
        }
    }
}

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Something else stands there than was expected; it was left as it is.
    #[error("{path} was changed by another program")]
    Conflict {
        /// The file.
        path: RelPath,
        /// What stands there; `None` when it is gone.
        found: Option<Sha256>,
    },
    /// The old file is whole and in its place.
    #[error("{path} cannot be written: {source}")]
    Io {
        /// The file.
        path: RelPath,
        /// What the operating system says.
        source: io::Error,
    },
    /// The new file is whole and in its place, but the disk did not confirm that it will stay.
    #[error("{path} was written, but the disk did not confirm it: {source}")]
    Unconfirmed {
        /// The file.
        path: RelPath,
        /// What the operating system says.
        source: io::Error,
    },
}

/// The hash of the file at `path`; `None` when nothing is there.
///
/// # Errors
/// What the operating system says; `InvalidInput` when something else than a file is there.
pub fn current(vfs: &dyn Vfs, path: &RelPath) -> io::Result<Option<Sha256>> {
    match vfs.stat(path) {
        Ok(stat) if stat.kind == EntryKind::File => {}
        Ok(_) => return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no ordinary file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    }
    match vfs.open(path) {
        Ok(file) => Sha256::of_reader(file).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Puts `bytes` at `path` if what stands there is as expected. `unique` makes the temporary name (letters and digits,
/// never the same twice).
///
/// # Errors
/// [`WriteError`]; it says which of the two files stands there now.
pub fn durable_replace(
    vfs: &dyn Vfs,
    path: &RelPath,
    bytes: &[u8],
    expect: Expect,
    unique: &str,
) -> Result<Sha256, WriteError> {
    let temporary = layout::temporary(path, unique);
    durable_write(vfs, path, &temporary, expect, |out| {
        out.write_all(bytes).map_err(|source| WriteError::Io { path: path.clone(), source })
    })?;
    Ok(Sha256::of(bytes))
}

/// Puts `bytes` at `path` over whatever stands there: for files of our own, which nobody else writes.
///
/// # Errors
/// What the operating system says.
pub(crate) fn put(vfs: &dyn Vfs, path: &RelPath, bytes: &[u8], unique: &str) -> io::Result<()> {
    let expect = current(vfs, path)?.map_or(Expect::Absent, Expect::Sha256);
    match durable_replace(vfs, path, bytes, expect, unique) {
        Ok(_) => Ok(()),
        Err(WriteError::Io { source, .. } | WriteError::Unconfirmed { source, .. }) => Err(source),
        Err(conflict) => Err(io::Error::other(conflict)),
    }
}

/// [`durable_replace`] with the bytes coming from `fill`, whose error leaves everything as it was.
pub(crate) fn durable_write<E: From<WriteError>>(
    vfs: &dyn Vfs,
    path: &RelPath,
    temporary: &RelPath,
    expect: Expect,
    fill: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    let io = |source| E::from(WriteError::Io { path: path.clone(), source });
    compare(vfs, path, expect)?;
    let mut file = vfs.create_new(temporary).map_err(io)?;
    let written = fill(&mut *file)
        .and_then(|()| file.sync_all().map_err(io))
        .and_then(|()| compare(vfs, path, expect).map_err(E::from))
        .and_then(|()| {
            // Windows renames no open file.
            drop(file);
            vfs.rename(temporary, path).map_err(io)
        });
    if let Err(error) = written {
        // The first error is the one to tell; a temporary file that stays is ignored everywhere.
        let _ = vfs.remove_own(temporary);
        return Err(error);
    }
    vfs.sync_folder(&path.parent())
        .map_err(|source| E::from(WriteError::Unconfirmed { path: path.clone(), source }))
}

fn compare(vfs: &dyn Vfs, path: &RelPath, expect: Expect) -> Result<(), WriteError> {
    let found =
        current(vfs, path).map_err(|source| WriteError::Io { path: path.clone(), source })?;
    if found == expect.hash() {
        Ok(())
    } else {
        Err(WriteError::Conflict { path: path.clone(), found })
    }
}

#[cfg(test)]
mod tests;
