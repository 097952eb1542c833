//! Files that no list of evidence names, for one that a list names and that is not where it says: known by the bytes that
//! were recorded.

use artifolio_core::artifact::Artifact;
use artifolio_core::path::RelPath;
use artifolio_core::source::Vfs;

use crate::durable::Sha256;
use crate::hashes::Hashes;
use crate::layout::{Role, role};
use crate::scan::Scan;

/// All of them. Each is read once, and only when one is looked for.
pub(crate) struct Loose<'l> {
    files: &'l dyn Vfs,
    hashes: &'l Hashes,
    all: Vec<RelPath>,
}

impl<'l> Loose<'l> {
    pub(crate) fn of(
        files: &'l dyn Vfs,
        hashes: &'l Hashes,
        scan: &Scan,
        artifacts: &[Artifact],
    ) -> Self {
        let is_unlisted = |path: &RelPath| match role(path) {
            Role::InArtifact(folder) => artifacts
                .iter()
                .find(|artifact| artifact.folder == folder)
                .is_none_or(|artifact| artifact.unlisted.contains(path)),
            role => role == Role::Other,
        };
        let entries = scan.files.values();
        let here = entries.filter(|entry| !entry.stat.cloud_only && is_unlisted(&entry.path));
        Self { files, hashes, all: here.map(|entry| entry.path.clone()).collect() }
    }

    /// Without these.
    pub(crate) fn without(mut self, those: impl Fn(&RelPath) -> bool) -> Self {
        self.all.retain(|path| !those(path));
        self
    }

    /// The file with the bytes of `gone`, which lay in `folder`: one there, of several the first, as it is all one; else
    /// the only one anywhere of its kind, since to read every film for a lost page would take long.
    pub(crate) fn with_bytes(
        &self,
        sha256: Sha256,
        gone: &RelPath,
        folder: &RelPath,
    ) -> Option<&RelPath> {
        // Bytes that cannot be read are nobody's.
        let is_it = |path: &&RelPath| {
            self.hashes.of(self.files, path).is_ok_and(|hash| hash == Some(sha256))
        };
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            self.all.iter().partition(|path| path.is_below(folder));
        if let Some(path) = here.into_iter().find(is_it) {
            return Some(path);
        }
        let kind = gone.extension();
        let mut same = elsewhere.into_iter().filter(|p| p.extension() == kind).filter(is_it);
        let one = same.next()?;
        same.next().is_none().then_some(one)
    }
}

/// Whether one item alone has these bytes recorded. Where two lists lost the same, one file cannot lie in both places.
pub(crate) fn is_of_one(artifacts: &[Artifact], sha256: Sha256) -> bool {
    let items = artifacts.iter().flat_map(|artifact| &artifact.header.evidence);
    let recorded = items.filter_map(|item| item.sha256.as_ref()?.parse().ok());
    recorded.filter(|hash: &Sha256| *hash == sha256).count() == 1
}
