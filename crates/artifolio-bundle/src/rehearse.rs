//! Whether a backup brings everything back: it is restored into a folder of its own and compared file by file.

use std::collections::BTreeSet;
use std::io::{self, Read};

use artifolio_core::path::RelPath;
use artifolio_core::progress::Progress;
use artifolio_core::source::Vfs;
use sha2::{Digest as _, Sha256};

use crate::backup::Walk;
use crate::error::RestoreError;
use crate::package::CHUNK;
use crate::restore::{Bundle, RestoredKind, content, restore, verified};

/// A backup beside a folder, which may have gone on since.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Comparison {
    /// Files that are byte for byte the same.
    pub same: u64,
    /// In both, with other bytes.
    pub changed: Vec<RelPath>,
    /// In the folder alone.
    pub only_here: Vec<RelPath>,
    /// In the backup alone.
    pub only_in_backup: Vec<RelPath>,
}

impl Comparison {
    /// Everything that the backup holds is there as it was, and nothing else.
    #[must_use]
    pub fn is_equal(&self) -> bool {
        self.changed.is_empty() && self.only_here.is_empty() && self.only_in_backup.is_empty()
    }
}

/// Verifies the backup `name`, and compares it with `folder`.
///
/// # Errors
/// [`RestoreError`]: it does not verify, is no backup, or something cannot be read.
pub fn compare_backup(
    zip_fs: &dyn Vfs,
    name: &RelPath,
    folder: &dyn Vfs,
    progress: &dyn Progress,
) -> Result<Comparison, RestoreError> {
    match verified(zip_fs, name, progress)? {
        RestoredKind::Backup => beside(zip_fs, name, folder),
        RestoredKind::Submission => Err(RestoreError::NotOurs),
    }
}

/// Restores the backup `name` into `scratch`, which must be empty and is the caller's to take away, and sees whether
/// every file came back; then compares it with `now`, the portfolio as it is.
///
/// # Errors
/// As of [`restore()`]; [`RestoreError::NotOurs`] for a submission, [`RestoreError::Content`] when a file did not come back as it was.
pub fn rehearse(
    zip_fs: &dyn Vfs,
    name: &RelPath,
    scratch: &dyn Vfs,
    now: &dyn Vfs,
    progress: &dyn Progress,
) -> Result<Comparison, RestoreError> {
    if restore(zip_fs, name, scratch, progress)?.kind == RestoredKind::Submission {
        return Err(RestoreError::NotOurs);
    }
    let back = beside(zip_fs, name, scratch)?;
    let mut wrong = back.changed.iter().chain(&back.only_in_backup).chain(&back.only_here);
    match wrong.next() {
        Some(path) => Err(content(path.as_str(), "it did not come back as it was")),
        None => beside(zip_fs, name, now),
    }
}

/// A verified backup beside a folder.
pub(crate) fn beside(
    zip_fs: &dyn Vfs,
    name: &RelPath,
    folder: &dyn Vfs,
) -> Result<Comparison, RestoreError> {
    let kept = Bundle::open(zip_fs, name)?.workspace_sums()?;
    let unread = |path: &RelPath, source| RestoreError::Compare { path: path.clone(), source };
    let walk = Walk::through(folder).map_err(|(path, source)| unread(&path, source))?;
    let here: BTreeSet<RelPath> = walk.files().cloned().collect();
    let mut found = Comparison::default();
    for (path, sum) in &kept {
        if !here.contains(path) {
            found.only_in_backup.push(path.clone());
        } else if sha256(folder, path).map_err(|source| unread(path, source))? == *sum {
            found.same += 1;
        } else {
            found.changed.push(path.clone());
        }
    }
    found.only_here.extend(here.into_iter().filter(|path| !kept.contains_key(path)));
    Ok(found)
}

/// SHA-256 of a file, in hex.
pub(crate) fn sha256(folder: &dyn Vfs, path: &RelPath) -> io::Result<String> {
    sha256_of(folder.open(path)?)
}

/// SHA-256 of what is read, in hex.
pub(crate) fn sha256_of(mut reader: impl Read) -> io::Result<String> {
    let (mut sha256, mut chunk) = (Sha256::new(), vec![0; CHUNK]);
    loop {
        match reader.read(&mut chunk) {
            Ok(0) => return Ok(hex::encode(sha256.finalize())),
            Ok(got) => sha256.update(&chunk[..got]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests;
