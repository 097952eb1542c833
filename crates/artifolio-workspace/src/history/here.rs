//! A history of which a sync service has parts only in the cloud. Whoever did not ask for earlier versions downloads
//! none of it: a line that is not here says nothing, and an object is what its name says.

use std::collections::BTreeSet;
use std::io;

use artifolio_core::path::RelPath;
use artifolio_core::source::Vfs;

use super::shelf::{self, Reach};
use super::{History, TextFile, Version, bytes, versions_within};
use crate::durable::Sha256;
use crate::error::VerbError;

/// A text that is gone, and whose bytes are kept.
pub(crate) struct Gone {
    pub(crate) file: RelPath,
    pub(crate) artifact: Option<String>,
    pub(crate) sha256: Sha256,
}

/// [`versions`](super::versions) as far as their lines lie on this disk.
///
/// # Errors
/// The same.
pub fn versions_here(files: &dyn Vfs, of: &TextFile) -> Result<Vec<Version>, VerbError> {
    versions_within(files, of, Reach::Here)
}

/// [`bytes`] of a version that lies on this disk; `None` also when they are gone or others.
#[must_use]
pub fn bytes_here(files: &dyn Vfs, sha256: Sha256) -> Option<Vec<u8>> {
    if is_elsewhere(files, sha256) { None } else { bytes(files, sha256).ok() }
}

/// How many bytes a version has; `None` when they are gone or others.
#[must_use]
pub fn size(files: &dyn Vfs, sha256: Sha256) -> Option<u64> {
    match files.stat(&shelf::object(sha256)) {
        Ok(stat) if stat.cloud_only => Some(stat.size),
        _ => bytes(files, sha256).ok().map(|bytes| bytes.len() as u64),
    }
}

/// Whether the bytes of a version lie only in the cloud.
pub(crate) fn is_elsewhere(files: &dyn Vfs, sha256: Sha256) -> bool {
    files.stat(&shelf::object(sha256)).is_ok_and(|stat| stat.cloud_only)
}

/// The id of the artifact whose header a version of `file` was named as.
pub(crate) fn named_as(
    files: &dyn Vfs,
    file: &RelPath,
    sha256: Sha256,
) -> io::Result<Option<String>> {
    let mut lines = shelf::lines(files, Reach::Here)?.all.into_iter();
    let line = lines.find(|version| version.file == *file && version.sha256 == sha256);
    Ok(line.and_then(|version| version.artifact))
}

/// Versions that are named and whose bytes are gone or others, and objects that no line names; as far as this disk tells.
pub(crate) fn gaps(files: &dyn Vfs) -> io::Result<(usize, usize)> {
    let lines = shelf::lines(files, Reach::Here)?;
    let named: BTreeSet<Sha256> = lines.all.into_iter().map(|v| v.sha256).collect();
    let is_lost = |sha256: &Sha256| !is_elsewhere(files, *sha256) && bytes(files, *sha256).is_err();
    let lost = named.iter().copied().filter(is_lost).count();
    let objects = shelf::sizes(files)?.into_keys();
    let unnamed = objects.filter(|sha256| !lines.more && !named.contains(sha256)).count();
    Ok((lost, unnamed))
}

impl History {
    /// Whether it knows what was last named of every file, so that what is otherwise now was done by somebody else.
    pub(crate) fn knows_all(&self) -> bool {
        !self.more
    }

    /// Whether something can be kept without a download.
    pub(crate) fn can_keep_here(&self, files: &dyn Vfs) -> bool {
        shelf::can_name(files, &self.machine, self.moment())
    }
}
